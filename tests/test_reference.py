"""What the reference says of options, defaults, limits and orders is so.

Here is what no other test holds: those of a subject are in the file of the subject, and
cases at the edge in ``test_statements.py``.
"""

from __future__ import annotations

import inspect
import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import neighbours
import pytest
from conftest import Project
from docutils import nodes
from sphinx.config import Config
from sphinx.util import requests
from sphinx.util.inventory import InventoryFile

from sphinxext_series import api
from sphinxext_series.checks import limits
from sphinxext_series.editions import earlier_outputs
from sphinxext_series.environment import adoption
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.federation import fetching
from sphinxext_series.html import templates
from sphinxext_series.html.templates import TemplatePage
from sphinxext_series.model.arranging import sections
from sphinxext_series.model.codes import is_series_name
from sphinxext_series.model.pages import mentions, navigation, views
from sphinxext_series.outputs import feed
from sphinxext_series.tools import command
from sphinxext_series.tools.building import find_configuration, find_doctrees
from sphinxext_series.tools.report import reporting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conftest import Result

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / 'docs' / 'reference'
SIDEBARS = "html_sidebars = {'**': ['globaltoc.html']}\n"


def hub(*lines: str, title: str = 'Coffee') -> str:
    """Return the page of a hub, with these lines after the name of its series."""
    name = title.lower()
    return '\n'.join((title, '=' * 9, '', f'.. series-hub:: {name}', *lines, ''))


def article(code: str, title: str, *lines: str, series: str = 'coffee') -> str:
    """Return an article, with these lines after its code."""
    head = (title, '=' * 30, '', f'.. series-article:: {series} {code}')
    return '\n'.join((*head, *lines, '', 'Text of it.', ''))


FILES = {
    'index.rst': hub('   :pairs:', '      The cup'),
    'a1.rst': article('A1', 'Bitter', '', '   Three things.'),
    'b1.rst': article('B1', 'Extraction', '', '   What is measured.'),
}


def text_of(build: Project, files: Mapping[str, str | None], page: str) -> str:
    """Return a page as text, all on one line."""
    return ' '.join(build(files, builder='text').text(f'{page}.txt').split())


# -- names -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('name', 'is_one'),
    [
        ('car-t', True),
        ('a.b_c-1', True),
        ('_x_', True),
        ('7', True),
        ('咖啡', True),
        ('x' * 100, True),
        ('x' * 101, False),
        ('-x', False),
        ('x-', False),
        ('.x', False),
        ('x.', False),
        ('a b', False),
        ('a/b', False),
        ('', False),
    ],
)
def test_the_name_of_a_series(name: str, is_one: bool) -> None:  # noqa: FBT001
    assert is_series_name(name) is is_one


def test_limits_that_the_reference_names_are_those_of_the_code() -> None:
    said = {name: (REFERENCE / f'{name}.rst').read_text('utf-8') for name in TEXTS}

    assert (
        f'``full`` up to {adoption.MOST_IN_SIDEBAR} articles' in said['configuration']
    )
    assert f'for series of up to {mentions.MOST_IN_NAVIGATION}.' in said['html']
    assert f'up to {feed.MOST_NEWS} articles by the later' in said['outputs']
    assert fetching.CACHE_LIMIT == 5
    assert 'asked for again after five days' in said['configuration']


TEXTS = ('configuration', 'html', 'outputs')


def test_supported_versions_are_those_of_the_metadata() -> None:
    project = tomllib.loads((ROOT / 'pyproject.toml').read_text('utf-8'))['project']
    said = (REFERENCE / 'stability.rst').read_text('utf-8')

    minors = [
        int(name.rpartition('.')[2])
        for name in project['classifiers']
        if re.search(r':: 3\.\d+$', name)
    ]
    needed = dict(
        re.findall(
            r'^([\w-]+)>=([\d.]+)', '\n'.join(project['dependencies']), re.MULTILINE
        )
    )
    words = ' '.join(said.split())
    assert f'Python 3.{min(minors)} to 3.{max(minors)} and' in words
    assert f'Sphinx {needed["sphinx"]} to 9, with' in words
    assert f'sphinx-design {needed["sphinx-design"]} or newer' in words


def test_what_the_api_says_of_its_values_is_there() -> None:
    said = (REFERENCE / 'api.rst').read_text('utf-8').partition('\nValues\n')[2]

    entries = re.findall(
        r'^\.\. py:class:: (\w+)\n((?:    +\w+\n)*)\n((?:   .*\n|\n)*)',
        said,
        re.MULTILINE,
    )
    told = {name: re.findall(r'``(\w+)``', body) for name, _more, body in entries}
    assert {'Catalogue', 'Series', 'Article', 'Pair', 'Target', 'Place'} <= set(told)
    for name in ('Catalogue', 'Series', 'Article', 'Pair', 'Target', 'Place'):
        members = told[name]
        assert members
        assert [m for m in members if not hasattr(getattr(api, name), m)] == []


def test_functions_of_the_api_take_what_the_reference_says() -> None:
    said = (REFERENCE / 'api.rst').read_text('utf-8').partition('\nValues\n')[0]

    functions = re.findall(
        r'^(?:\.\. py:function::| {16}) (\w+)\((.*)\)$', said, re.MULTILINE
    )
    assert len(functions) > 10
    for name, arguments in functions:
        signature = inspect.signature(getattr(api, name))
        assert [*map(_spelled, signature.parameters.values())] == arguments.split(', ')


def _spelled(parameter: inspect.Parameter) -> str:
    return str(parameter.replace(annotation=inspect.Parameter.empty))


# -- articles --------------------------------------------------------------------------


def test_the_first_document_by_name_titles_a_pair(build: Project) -> None:
    files = {
        'index.rst': hub(),
        'z.rst': article('A1', 'Bitter', '   :pair: Of z'),
        'b.rst': article('B1', 'Extraction', '   :pair: Of b'),
    }

    assert 'Pair 1: Of b' in text_of(build, files, 'index')


@pytest.mark.parametrize('separator', [', ', '; ', '\n   '])
def test_entries_of_the_field_are_separated_by(build: Project, separator: str) -> None:
    field = f':series: coffee A1{separator}tea B2\n\nBitter\n======\n\nText.\n'

    result = build({'index.rst': hub(), 'a1.rst': field}, builder='dummy')

    claimed = series_domain(result.app.env).claims['a1'].articles
    assert [(each.series, str(each.code)) for each in claimed] == [
        ('coffee', 'A1'),
        ('tea', 'B2'),
    ]


def test_sections_of_one_name_in_two_pairs_are_no_companions(build: Project) -> None:
    section = '\nWater\n-----\n\n.. series-section:: water\n'
    files = {
        'index.rst': hub(),
        'a1.rst': article('A1', 'Bitter') + section,
        'b1.rst': article('B1', 'Extraction') + section.replace('Water', 'Salts'),
        'a2.rst': article('A2', 'Sour') + section.replace('Water', 'Acids'),
        'b2.rst': article('B2', 'Acidity') + section.replace('Water', 'Bases'),
    }

    result = build(files, builder='text')

    assert result.warnings == []
    assert 'Expert: *Salts*' in result.text('a1.txt')
    assert 'Bases' not in result.text('a1.txt')


def test_navigation_of_two_series_is_that_of_the_series_that_is_named(
    build: Project,
) -> None:
    both = '.. series-article:: coffee A1\n.. series-article:: tea A1\n\n'
    nav = {'both': '', 'one': '   :series: tea\n'}

    def bars(option: str) -> list[str]:
        text = f'Water\n=====\n\n{both}Text.\n\n.. series-nav:: bottom\n{option}\n'
        page = build(
            {
                'index.rst': hub('', '.. toctree::', '   :hidden:', '', '   tea'),
                'tea.rst': hub(title='Tea'),
                'a1.rst': text,
            },
            confoverrides={'series_nav': 'top'},
        ).text('a1.html')
        return re.findall(r'<nav aria-label="([^"]*)" class="series series-pager', page)

    assert [len(bars(option)) for option in nav.values()] == [2, 1]


# -- the hub ---------------------------------------------------------------------------


def test_titles_of_pairs_have_numbers_only_if_all_lines_begin_with_one(
    build: Project,
) -> None:
    def titles(*lines: str) -> dict[int, str]:
        text = hub('   :pairs:', *(f'      {line}' for line in lines))
        result = build({'index.rst': text}, builder='dummy')
        pairs = series_domain(result.app.env).catalogue.series['coffee'].pairs
        return {n: api.plain_text(pair.title) for n, pair in pairs.items()}

    assert titles('3 Toxicities', '1 Cells') == {1: 'Cells', 3: 'Toxicities'}
    assert titles('7 wonders', 'Cells') == {1: '7 wonders', 2: 'Cells'}


def test_a_pair_with_a_title_goes_before_its_line(build: Project) -> None:
    lines = ('   :pairs:', '      The cup', '      Beans', '')
    pair = ('.. series-pair:: Cups', '')

    text = text_of(build, {**FILES, 'index.rst': hub(*lines, *pair)}, 'index')

    assert 'Pair 1: Cups' in text
    assert 'Pair 2: Beans' in text
    assert 'The cup' not in text


def test_a_pair_is_numbered_by_its_position_among_all(build: Project) -> None:
    lines = ('', '.. series-pair:: Nine', '   :number: 9', '', '.. series-pair:: Two')

    text = text_of(build, {**FILES, 'index.rst': hub(*lines)}, 'index')

    assert 'Pair 9: Nine' in text
    assert 'Pair 2: Two' in text


def test_a_card_says_what_to_read_first_unless_it_is_in_view(build: Project) -> None:
    files = {
        **FILES,
        'b1.rst': article('B1', 'Extraction', '   :requires: A1'),
        'a2.rst': article('A2', 'Sour', '   :requires: A1'),
        'a3.rst': article('A3', 'Weak', '   :requires: A2'),
    }
    compact = {**files, 'index.rst': hub('   :layout: compact')}

    text = text_of(build, files, 'index')

    # The companion is beside it, and the start of the series on top.
    assert re.findall('Read first: (.*?)[.]', text) == ['A2: Sour']
    assert 'Read first' not in text_of(build, compact, 'index')
    pages = build(files)
    assert 'Read first' not in pages.text('b1.html')
    assert 'Read first' in pages.text('a3.html')


def test_titles_of_articles_as_headings_are_in_no_table_of_contents(
    build: Project,
) -> None:
    result = build({**FILES, 'index.rst': hub('   :headings: articles')})

    headings = re.findall(r'<h\d\b.*?</h\d>', result.text('index.html'), re.DOTALL)
    contents = result.app.env.tocs['index'].findall(nodes.reference)
    inside = [r.astext() for r in contents if r['refuri'] == 'index']
    assert any('Bitter' in heading for heading in headings)
    assert inside[-1] == 'Complete index'
    assert not any('Bitter' in heading for heading in inside)


def test_without_badges_a_draft_says_that_it_is_one(build: Project) -> None:
    files = {**FILES, 'a1.rst': article('A1', 'Bitter', '   :status: draft')}
    bare = {**files, 'index.rst': hub('   :badges: none', '   :parts: index')}

    text = ' '.join(
        build(bare, builder='text', confoverrides={'series_drafts': True})
        .text('index.txt')
        .split()
    )

    assert 'A1: Bitter (Draft)' in text
    assert 'General reader' not in text


def test_an_epub_lists_the_codes_of_adopted_articles(build: Project) -> None:
    result = build(
        {**FILES, 'index.rst': hub('   :toctree-codes:')},
        builder='epub',
        confoverrides={'copyright': 'Nobody', 'version': '1'},
    )

    assert 'A1: Bitter' in result.text('toc.ncx')


def test_without_a_caption_adopted_articles_follow_the_last_toctree(
    build: Project,
) -> None:
    toctree = ('', '.. toctree::', '   :caption: More', '', '   other')
    files = {
        **FILES,
        'index.rst': hub(*toctree),
        'other.rst': 'Other\n=====\n',
        'conf.py': SIDEBARS,
    }

    page = build(files, warningiserror=True).text('other.html')

    assert re.search(r'caption-text">More<.*?Other<.*?Bitter<.*?</ul>', page, re.DOTALL)
    assert page.count('caption-text') == 1


def test_captions_are_those_of_the_root_document(build: Project) -> None:
    toctree = 'Home\n====\n\n.. toctree::\n\n   hub\n'
    files = {
        'index.rst': toctree,
        'hub.rst': hub('   :caption: All about coffee'),
        'a1.rst': FILES['a1.rst'],
        'conf.py': SIDEBARS,
    }

    result = build(files, warningiserror=True)

    assert 'All about coffee' not in result.text('a1.html')


def test_elsewhere_pairs_of_the_index_have_rubrics(build: Project) -> None:
    other = 'Other\n=====\n\n.. series-index:: coffee\n'
    files = {
        **FILES,
        'other.rst': other,
        'index.rst': FILES['index.rst'] + '\n.. toctree::\n\n   other\n',
    }

    page = build(files, warningiserror=True).text('other.html')

    assert re.search(r'<p class="rubric"[^>]*>Pair 1: The cup', page)
    assert '<h2' not in page


def test_a_pair_has_a_name_for_references(build: Project) -> None:
    lines = ('', 'See `cups`_.', '', '.. series-pair:: The cup', '   :name: cups')

    page = build({**FILES, 'index.rst': hub(*lines)}, warningiserror=True)

    assert re.search(r'href="#(pair-1|cups)"', page.text('index.html'))
    assert 'id="cups"' in page.text('index.html')


def test_series_are_listed_by_name(build: Project) -> None:
    pages = ('', '.. series-list::', '', '.. toctree::', '   :hidden:', '', '   tea')
    files = {'index.rst': hub(*pages, '   ale'), 'ale.rst': hub(title='Ale')}
    files['tea.rst'] = hub(title='Tea')

    text = text_of(build, files, 'index')

    order = re.findall(r'\* (Ale|Coffee|Tea)\b', text)
    assert order == ['Ale', 'Coffee', 'Tea']


def test_an_id_that_a_page_has_gets_the_name_of_the_series_then_a_number(
    build: Project,
) -> None:
    taken = '\n'.join(f'.. _{name}:\n' for name in ('pair-1', 'coffee-pair-2'))
    first = f'Coffee\n======\n\n{taken}\nPair 2\n------\n\nWords.\n\n'
    own = hub('   :pairs:', '      The cup', '      Beans').partition('\n\n')[2]

    page = build({**FILES, 'index.rst': f'{first}{own}'}).text('index.html')

    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    made = re.findall(r'<section id="([^"]+)">\s*<h\d>Pair \d:', page)
    assert made == ['coffee-pair-1', 'pair-2-2']


# -- editions --------------------------------------------------------------------------

ROUTE = '\n.. reading-guide::\n\n   .. reading-route:: Short\n      :steps: B1\n'


@pytest.mark.parametrize(
    ('options', 'held'),
    [
        ([], ['A1', 'A2']),
        (['   :audience: B'], ['B1']),
        (['   :audience: B', '   :route: short'], ['B1']),
        (['   :audience: B', '   :articles: A2'], ['A2']),
        (['   :route: short', '   :articles: A2'], ['A2']),
        (['   :audience: A', '   :route: short'], ['B1']),
    ],
)
def test_of_three_options_of_an_edition_the_first_counts(
    build: Project, options: list[str], held: list[str]
) -> None:
    book = '\n'.join(('Book', '====', '', '.. series-edition:: coffee', *options))
    files = {
        **FILES,
        'index.rst': f'{hub()}{ROUTE}\n.. toctree::\n\n   book\n',
        'a2.rst': article('A2', 'Sour'),
        'book.rst': f'{book}\n',
    }

    page = build(files, builder='text').text('book.txt')

    assert re.findall(r'\b[AB]\d(?=: )', page) == held


def test_an_audience_without_an_opening_has_those_of_others(build: Project) -> None:
    book = 'Book\n====\n\n.. series-edition:: coffee\n   :audience: B\n'
    files = {
        **FILES,
        'index.rst': f'{hub()}\n.. toctree::\n\n   book\n',
        'a0.rst': article('A0', 'Why coffee'),
        'book.rst': book,
    }

    page = build(files, builder='text').text('book.txt')

    assert re.findall(r'\b[AB]\d(?=: )', page) == ['A0', 'B1']


@pytest.mark.parametrize('names', ['terms, sources', '\n      terms\n      sources'])
def test_other_documents_of_a_book_follow_its_articles(
    build: Project, names: str
) -> None:
    book = f'Book\n====\n\n.. series-edition:: coffee\n   :also: {names}\n'
    files = {
        **FILES,
        'index.rst': f'{hub()}\n.. toctree::\n\n   book\n   terms\n   sources\n',
        'book.rst': book,
        'terms.rst': 'Terms\n=====\n',
        'sources.rst': 'Sources\n=======\n',
    }

    result = build(files, builder='singlehtml', confoverrides={'root_doc': 'book'})

    headings = re.findall(r'<h[12]>(.*?)<', result.text('book.html'))
    assert headings == ['Book', 'Bitter', 'Terms', 'Sources']


# -- configuration ---------------------------------------------------------------------


@pytest.mark.parametrize(('where', 'first'), [('both', True), ('bottom', False)])
def test_outside_html_navigation_has_one_place(
    build: Project,
    where: str,
    first: bool,  # noqa: FBT001
) -> None:
    result = build(FILES, builder='text', confoverrides={'series_nav': where})

    text = result.text('a1.txt')
    assert text.count('Part of') == 1
    assert (text.index('Part of') < text.index('Text of it.')) is first


def test_a_request_is_made_as_sphinx_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(requests, 'get', lambda _url, **how: asked.append(how))
    values = {
        'user_agent': 'Ours/1',
        'tls_verify': False,
        'tls_cacerts': {'lab.example': 'ca.pem'},
    }
    config = Config({}, values)
    config.add('intersphinx_timeout', 3, '', ())

    fetching._request('https://lab.example/', config)  # noqa: SLF001

    [how] = asked
    assert how['_user_agent'] == 'Ours/1'
    assert how['_tls_info'] == (False, {'lab.example': 'ca.pem'})
    assert how['timeout'] == 3


def test_reviews_are_where_the_configuration_says(build: Project) -> None:
    reviews = 'version = 1\n\n[coffee.1]\nreviewed = 2026-01-01\nA1 = "000000000000"\n'
    files = {**FILES, 'kept/pairs.toml': reviews}

    def warned(name: str) -> int:
        result = build(files, builder='dummy', confoverrides={'series_reviews': name})
        return sum('[series.review]' in line for line in result.warnings)

    assert warned('kept/pairs.toml') == 1
    assert warned('series-reviews.toml') == 0


# -- roles -----------------------------------------------------------------------------


def test_default_routes_cannot_be_referred_to(build: Project) -> None:
    page = FILES['a1.rst'] + '\n:series:route:`audience-a`\n'

    result = build({**FILES, 'a1.rst': page}, builder='dummy')
    html = build(builder='html')

    assert 'there is no route' in ''.join(result.warnings + html.warnings)


def test_a_pair_without_a_title_is_called_by_its_number_and_leads_to_the_top(
    build: Project,
) -> None:
    page = FILES['a1.rst'] + '\n:series:pair:`1`\n'

    html = build({**FILES, 'index.rst': hub(), 'a1.rst': page}).text('a1.html')

    assert re.search(
        r'href="index.html"><span class="xref series-ref">Pair 1</span>', html
    )


def test_any_finds_pairs_and_routes(build: Project) -> None:
    page = FILES['a1.rst'] + '\n:any:`coffee/1` and :any:`coffee/short`\n'

    html = build(
        {**FILES, 'index.rst': FILES['index.rst'] + ROUTE, 'a1.rst': page},
        warningiserror=True,
    ).text('a1.html')

    assert 'href="index.html#pair-1"' in html
    assert 'href="index.html#route-short"' in html


# -- outputs ---------------------------------------------------------------------------


def exported(result: Result) -> dict[str, Any]:
    """Return what ``series.json`` says of the series."""
    loaded: dict[str, Any] = json.loads(result.text('series.json'))['series']['coffee']
    return loaded


def test_the_file_is_sorted_and_says_null_where_nothing_is_known(
    build: Project,
) -> None:
    files = {
        **FILES,
        'index.rst': hub('   :planned:', '      A2 Sour'),
        'b1.rst': article('B1', 'Extraction', '   :published: 2026-03-01'),
    }

    result = build(files)

    text = result.text('series.json')
    loaded = json.loads(text)
    assert list(loaded) == sorted(loaded)
    assert list(exported(result)) == sorted(exported(result))
    one, other, planned = exported(result)['articles']
    assert (one['minutes'], one['published'], one['updated']) == (1, None, None)
    assert (other['published'], other['updated']) == ('2026-03-01', None)
    assert (planned['minutes'], planned['uri']) == (None, None)
    assert exported(result)['next'] is None


def test_default_routes_have_names_in_the_file(build: Project) -> None:
    routes = exported(build(FILES))['routes']

    assert [route['name'] for route in routes] == [
        'audience-a',
        'audience-b',
        'pair-by-pair',
    ]
    assert [route['audience'] for route in routes] == ['A', 'B', None]
    assert {route['title'] for route in routes} == {''}


def test_without_an_author_a_feed_is_by_the_project(build: Project) -> None:
    pytest.importorskip('feedgen')
    files = {
        'index.rst': hub(),
        'a1.rst': article('A1', 'Bitter', '   :published: 2026-03-01'),
        'conf.py': "project = 'Roasters'\nauthor = ''\nseries_feed = True\n"
        "html_baseurl = 'https://coffee.example/'\n",
    }

    text = build(files).text('feeds/coffee.atom')

    assert '<author><name>Roasters</name></author>' in re.sub(r'>\s+<', '><', text)


def test_the_inventory_lacks_plans_and_what_has_no_hub(build: Project) -> None:
    files = {
        **FILES,
        'index.rst': hub('   :planned:', '      A2 Sour'),
        't1.rst': article('A1', 'Leaves', '   :pair: Pots', series='tea'),
    }

    result = build(files)

    with (result.outdir / 'objects.inv').open('rb') as stream:
        loaded = InventoryFile.load(stream, '', lambda base, uri: base + uri)
    named = {
        name for kind in loaded if kind.startswith('series:') for name in loaded[kind]
    }
    assert named == {'coffee', 'coffee/A1', 'coffee/B1', 'tea/A1'}


# -- HTML ------------------------------------------------------------------------------


def test_of_many_audiences_six_have_a_tone_in_the_style_sheet() -> None:
    css = (ROOT / 'sphinxext_series' / 'static' / 'series.css').read_text('utf-8')

    assert {int(n) for n in re.findall(r'series-tone-(\d+)', css)} == set(range(1, 7))


def test_a_series_with_a_plan_says_so_in_the_legend(build: Project) -> None:
    planned = {**FILES, 'index.rst': hub('   :planned: A2 Sour')}

    assert 'series-legend__planned' not in build(FILES).text('index.html')
    assert 'series-legend__planned' in build(planned).text('index.html')


def test_summaries_are_cut_in_series_of_more_than_30(build: Project) -> None:
    def is_long(number: int) -> bool:
        plans = (f'      A{n} Title {n}' for n in range(1, number + 1))
        page = build({'index.rst': hub('   :planned:', *plans)}).text('index.html')
        return 'series-pair--long' in page

    assert [is_long(number) for number in (30, 31)] == [False, True]


# -- the command -----------------------------------------------------------------------


@pytest.mark.parametrize('folder', ['.', 'docs', 'doc', 'source', 'docs/source'])
def test_the_configuration_is_looked_for(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    (tmp_path / folder / 'conf.py').touch()
    monkeypatch.chdir(tmp_path)

    assert find_configuration('.').resolve() == (tmp_path / folder).resolve()


# -- what a change of a value causes ---------------------------------------------------

CHANGED = [
    (
        "series_audiences = {'A': 'Drinker', 'B': 'Roaster'}",
        'all',
        {'index', 'other', *'ab'},
    ),
    ("series_limits = {'A': {'summary': 1}}", 'none', set()),
    ("series_edition_url = 'https://x.example/{docname}'", 'none', set()),
    ('series_json_ld = False', 'none', {'index', *'ab'}),
    ('series_search = False', 'none', {*'ab'}),
    ('series_show_minutes = False', 'none', {'index', *'ab'}),
    ("series_planned = 'hide'", 'none', {'index', *'ab'}),
    ("series_refresh = 'site'", 'none', {'index', 'other', *'ab'}),
]


@pytest.mark.parametrize(('value', 'read', 'written'), CHANGED)
def test_a_change_of_a_value_reads_and_writes(
    build: Project, value: str, read: str, written: set[str]
) -> None:
    plain = "html_theme = 'basic'\nhtml_baseurl = 'https://coffee.example/'\n"
    toctree = '\n.. toctree::\n   :hidden:\n\n   other\n'
    files = {
        'conf.py': plain,
        'index.rst': hub('   :planned: A2 Sour') + toctree,
        'a.rst': FILES['a1.rst'],
        'b.rst': FILES['b1.rst'],
        'other.rst': 'Other\n=====\n',
    }
    before = times(build(files))

    result = build({'conf.py': f'{plain}{value}\n'})

    after = times(result)
    assert {name for name in after if after[name] != before[name]} >= written
    # Sphinx writes the parents of pages in toctrees with them.
    assert {n for n in after if after[n] != before[n]} <= {*written, 'index'}
    changed = '4 added' if read == 'all' else '0 added, 0 changed, 0 removed'
    assert changed in result.app.status.getvalue()


def times(result: Result) -> dict[str, int]:
    """Return when each page was written."""
    pages = ('index', 'a', 'b', 'other')
    return {n: (result.outdir / f'{n}.html').stat().st_mtime_ns for n in pages}


# -- classes ---------------------------------------------------------------------------

STRESS = {
    'conf.py': "html_sidebars = {'**': ['series/sidebar.html']}",
    'index.rst': hub(
        '   :audiences: A Drinker, B Roaster',
        '   :planned: A2 Sour',
        '   :next: tea',
        '   :pairs:',
        '      The cup',
        '',
        '.. reading-guide::',
        '',
        '   .. reading-route:: Short',
        '      :steps: A1, B3?, {A3, B1}',
        '',
        '   .. reading-route:: Back',
        '      :steps: A3, B1, A1',
        '',
        '.. toctree::',
        '   :hidden:',
        '',
        '   tea',
    ),
    'tea.rst': hub('   :status: planned', '   :planned: A1 Leaves', title='Tea'),
    'a1.rst': FILES['a1.rst'],
    'b1.rst': FILES['b1.rst'],
    'a3.rst': article('A3', 'Weak', '   :requires: B1', '   :status: draft'),
    'b3.rst': article('B3', 'Strength', '   :requires: B1'),
}
#: What is inside an element of the class, on a page: the beginning of its words.
MARKED = [
    ('index', 'series-facts', 'Ongoing'),
    ('index', 'series-status--ongoing', 'Ongoing'),
    ('tea', 'series-status--planned', 'Planned'),
    ('index', 'series-badge--status', 'Draft'),
    ('index', 'series-card--planned', 'A2: Sour'),
    ('index', 'series-card--series', 'Tea'),
    ('index', 'series-card__audience', 'Drinker'),
    ('index', 'series-card__requires', 'Read first: B1: Extraction'),
    ('index', 'series-chip__note', '(optional)'),
    ('index', 'series-coming', 'A1: Leaves'),
    ('index', 'series-map__stop--none', ''),
    ('index', 'series-route__length', '4 articles'),
    ('index', 'series-pair--rows', 'A1: Bitter'),
    ('index', 'series-route__steps--set', 'A3'),
    ('index', 'series-sidebar__title', 'Coffee'),
    ('index', 'series-sidebar__pairs', 'Pair 1: The cup'),
    ('index', 'series-tone-1', 'A Drinker'),
    ('index', 'series-tone-2', 'B Roaster'),
    ('index', 'series-progress__choice', 'Follow this route'),
    ('index', 'series-progress__buttons', 'Export'),
    ('b3', 'series-nav__where', 'Coffee · Pair 3 of 3'),
    ('b3', 'series-nav__requires', 'Read first: B1: Extraction'),
    ('b1', 'series-pager__routes', 'Short'),
    ('a1', 'series-pager__companions', 'Roaster'),
    ('a1', 'series-sidebar__pair', 'Pair 1'),
    ('a1', 'series-sidebar__articles', 'A1: Bitter'),
]


@pytest.fixture(scope='module')
def stress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Result]:
    """Return a build of a project that shows what there is."""
    project = Project(tmp_path_factory.mktemp('stress'))
    yield project(
        STRESS, confoverrides={'series_drafts': True, 'series_progress': True}
    )
    project.close()


@pytest.mark.parametrize(('page', 'name', 'words'), MARKED)
def test_a_class_is_that_of_what_the_reference_says(
    stress: Result, page: str, name: str, words: str
) -> None:
    html = stress.text(f'{page}.html')

    inside = re.split(rf'class="(?:[^"]* )?{name}(?: [^"]*)?"[^>]*>', html)[1:]

    assert inside
    shown = [' '.join(re.sub('<[^>]*>', '', each).split()) for each in inside]
    assert any(each.startswith(words) for each in shown), [s[:80] for s in shown]


# -- templates and commands ------------------------------------------------------------


def test_templates_get_what_the_reference_says() -> None:
    said = (REFERENCE / 'html.rst').read_text('utf-8').partition('.. _templates:')[2]

    kinds = set(re.findall(r'an? ``([A-Z]\w+)``', said))
    asked = set(re.findall(r'``page\.(\w+)', said))
    places = (views, navigation, sections)
    assert kinds >= {'Overview', 'Card', 'Navigation', 'SectionView', 'RouteView'}
    assert [k for k in kinds if not any(hasattr(p, k) for p in places)] == []
    assert asked >= {'text', 'words', 'address', 'own', 'ids', 'docname', 'progress'}
    known = {*vars(TemplatePage), *TemplatePage.__annotations__}
    assert asked <= known
    assert 'minutes' in templates._WORDS  # noqa: SLF001


def test_commands_have_the_options_that_the_reference_names() -> None:
    said = (REFERENCE / 'command-line.rst').read_text('utf-8')

    parser = command._overview(add_arguments=True)  # noqa: SLF001
    listed = next(iter(parser._subparsers._group_actions))  # type: ignore[union-attr]  # noqa: SLF001
    assert isinstance(listed.choices, dict)
    assert set(listed.choices) == set(re.findall(r'^(\w+)\n-+$', said, re.MULTILINE))
    options = {o for c in listed.choices.values() for o in c._option_string_actions}  # noqa: SLF001
    named = set(re.findall(r'(?<![\w-])(--?[a-zA-Z0][a-z-]*)(?=[ `=]|$)', said))
    assert named >= {'--by', '--note', '--yes', '--first', '--json', '--fail-on', '-0'}
    assert named <= {*options, '-D', '-t', '-d'}
    kinds = said.partition('``--fail-on`` takes')[2].partition('A file of')[0]
    assert set(re.findall(r'``(\w+)``', kinds)) == set(reporting.KINDS)


def test_figures_of_warnings_are_those_of_the_code() -> None:
    said = ' '.join((REFERENCE / 'warnings.rst').read_text('utf-8').split())

    assert f'two articles with at least {limits.ENOUGH} words' in said
    assert earlier_outputs._MOST == 3  # noqa: SLF001
    assert 'Three of them are named.' in said


def test_sections_that_limits_skip_are_a_list_where_titles_have_several_words(
    build: Project,
) -> None:
    long = 'word ' * 40
    page = f'{FILES["a1.rst"]}\nFurther reading\n{"-" * 20}\n\n{long}end.\n'

    def told(skip: object) -> bool:
        value = {'A': {'sentence': 30, 'skip': skip}}
        result = build(
            {**FILES, 'a1.rst': page},
            builder='series-report',
            confoverrides={'series_limits': value},
        )
        return any('[series.limit]' in line for line in result.warnings)

    assert told('Further reading')
    assert not told(['Further reading'])


def test_hubs_have_the_description_of_their_series(build: Project) -> None:
    html = build({**FILES, 'index.rst': hub('', '   All about it.')}).text('index.html')

    assert re.search('<meta name="description" content="All about it.[^"]*"', html)


# -- options, bodies, places -----------------------------------------------------------


def test_lists_of_words_are_separated_by_commas_or_white_space(build: Project) -> None:
    one = article('B1', 'Extraction', '   :requires: A1, tea/A2 B2')
    words = ('   :parts: map guide, index', '   :external: lab, works')

    result = build({'index.rst': hub(*words), 'b1.rst': one}, builder='dummy')

    claims = series_domain(result.app.env).claims
    required = claims['b1'].articles[0].requires
    assert [str(each) for each in required] == ['coffee/A1', 'tea/A2', 'coffee/B2']
    assert claims['index'].hubs[0].external == ('lab', 'works')
    kinds = {part.kind for part in claims['index'].parts}
    assert kinds >= {'map', 'guide'}
    assert 'overview' not in kinds


def test_audiences_can_be_lines(build: Project) -> None:
    lines = ('   :audiences:', '      B Roaster', '      A Drinker')

    result = build({**FILES, 'index.rst': hub(*lines)}, builder='dummy')

    audiences = series_domain(result.app.env).catalogue.series['coffee'].audiences
    assert [tuple(each) for each in audiences] == [('B', 'Roaster'), ('A', 'Drinker')]


BODILESS = ('nav', 'section', 'overview', 'opening', 'map', 'index', 'list')


@pytest.mark.parametrize('name', BODILESS)
def test_a_directive_without_a_body_takes_none(build: Project, name: str) -> None:
    argument = 'water' if name == 'section' else ''
    part = f'\nWater\n-----\n\n.. series-{name}:: {argument}\n\n   Words.\n'

    result = build({**FILES, 'a1.rst': FILES['a1.rst'] + part}, builder='dummy')

    assert any('no content permitted' in line for line in result.warnings)


def test_a_summary_is_shown_where_its_directive_is(build: Project) -> None:
    page = 'Bitter\n======\n\nBefore.\n\n.. series-article:: coffee A1\n'
    page += '   :show-summary:\n\n   In short.\n\nAfter.\n'

    text = text_of(build, {**FILES, 'a1.rst': page}, 'a1')

    assert 'Before. In short. After.' in text


def test_the_description_in_the_file_is_that_of_the_hub(build: Project) -> None:
    own = {**FILES, 'index.rst': hub('', '   The body.')}
    said = {**FILES, 'index.rst': hub('   :description: In short.', '', '   The body.')}

    assert exported(build(own))['description'] == 'The body.'
    assert exported(build(said))['description'] == 'In short.'


# -- pages -----------------------------------------------------------------------------


def described(result: Result, page: str) -> Any:
    """Return the JSON-LD of a page, or nothing."""
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>',
        result.text(f'{page}.html'),
    )
    return json.loads(found[1]) if found else None


def test_a_page_that_is_several_things_lists_them_and_a_draft_is_none(
    build: Project,
) -> None:
    both = hub('', '.. series-article:: coffee A0', '', '   The beginning.')
    files = {
        **FILES,
        'index.rst': both,
        'b1.rst': article('B1', 'Extraction', '   :status: draft'),
        'conf.py': "html_baseurl = 'https://coffee.example/'\n",
    }

    result = build(files)

    kinds = [each['@type'] for each in described(result, 'index')]
    assert kinds == ['CreativeWorkSeries', ['Article', 'LearningResource']]
    assert described(result, 'a1')['@type'] == ['Article', 'LearningResource']
    assert described(result, 'b1') is None


def test_lists_have_a_role_and_the_overview_names_its_series(stress: Result) -> None:
    html = stress.text('index.html')

    lists = re.findall(r'<[ou]l [^>]*class="series-[^>]*>', html)
    assert len(lists) > 10
    assert [each for each in lists if 'role="list"' not in each] == []
    assert 'class="series series-overview" data-series="coffee"' in html


def test_a_published_article_has_no_badge_for_its_status(stress: Result) -> None:
    card = re.search(
        r'<li [^>]*id="coffee-b1">.*?</li>', stress.text('index.html'), re.DOTALL
    )

    assert card
    assert 'series-badge--status' not in card[0]


def test_defaults_of_custom_properties_are_those_of_the_style_sheet() -> None:
    css = (ROOT / 'sphinxext_series' / 'static' / 'series.css').read_text('utf-8')
    said = (REFERENCE / 'html.rst').read_text('utf-8')

    table = re.findall(r'\* - ``(--series-[\w-]+)``\n     - ``([^`]+)``', said)
    assert len(table) >= 7
    for name, value in table:
        assert re.search(rf'{name}: {re.escape(value)}[;\n }}]', css), name
    assert re.search(
        r'--series-line: color-mix\([^;]*currentcolor 28%', css, re.IGNORECASE
    )


# -- what the command does -------------------------------------------------------------


def test_a_command_takes_doctrees_settings_and_tags_as_sphinx_does(
    build: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {**FILES, 'print.rst': article('A2', 'Sour')}
    files['print.rst'] = files['print.rst'].replace(
        '.. series-article:: coffee A2',
        '.. only:: print\n\n   .. series-article:: coffee A2',
    )
    build(files, builder='dummy')
    folder = build.directory / 'trees'
    monkeypatch.chdir(build.srcdir)

    def listed(*arguments: str) -> list[str]:
        assert command.main(['list', 'coffee', *arguments]) == 0
        return capsys.readouterr().out.split()

    assert listed('-d', str(folder)) == ['a1.rst', 'b1.rst']
    assert folder.joinpath('environment.pickle').is_file()
    assert listed('-t', 'print') == ['a1.rst', 'b1.rst', 'print.rst']
    assert listed('-D', 'exclude_patterns=b1.rst') == ['a1.rst']


def test_all_reviews_at_once_cannot_be_renewed(
    build: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build(FILES, builder='dummy')
    monkeypatch.chdir(build.srcdir)

    code = command.main(['review', 'coffee', '--yes'])

    assert code == 2
    assert capsys.readouterr().err.startswith('sphinx-series: ')
    assert not (build.srcdir / 'series-reviews.toml').exists()


def test_an_edition_as_the_whole_output_is_written_whole_each_time(
    build: Project,
) -> None:
    book = 'Book\n====\n\n.. series-edition:: coffee\n'
    toctree = '\n.. toctree::\n   :hidden:\n\n   book\n'
    files = {**FILES, 'index.rst': f'{hub()}{toctree}', 'book.rst': book}
    whole = {'root_doc': 'book', 'suppress_warnings': ['toc.not_included']}

    def written() -> int:
        result = build(files if not build.srcdir.exists() else {}, confoverrides=whole)
        return (result.outdir / 'a1.html').stat().st_mtime_ns

    assert written() < written()


@pytest.mark.parametrize('folder', ['_build/doctrees', '_build/.doctrees'])
def test_doctrees_of_an_earlier_build_are_found(folder: str, tmp_path: Path) -> None:
    assert find_doctrees(tmp_path) is None

    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / 'environment.pickle').touch()

    assert find_doctrees(tmp_path) == tmp_path / folder


def test_a_report_has_the_date_of_what_is_not_finished(build: Project) -> None:
    draft = article(
        'B1', 'Extraction', '   :status: draft', '   :published: 2026-03-01'
    )

    result = build({**FILES, 'b1.rst': draft}, builder='series-report')

    assert re.search('draft +B1 Extraction.*2026-03-01', result.text('report.txt'))


def test_a_file_on_the_disk_is_read_in_each_build(build: Project) -> None:
    def file(title: str) -> str:
        roasting = neighbours.entry('A3', title=title, uri='roasting.html')
        return json.dumps(neighbours.document(roasting, name='coffee'))

    files = {
        **FILES,
        'index.rst': hub('   :external: works'),
        'conf.py': "series_external = {'works': ('https://works.example/', 'w.json')}",
        'w.json': file('Roasting'),
    }

    before = build(files).text('index.html')
    after = build({'w.json': file('Heat')}).text('index.html')

    assert 'Roasting' in before
    assert 'Heat' in after


def test_landmarks_are_bars_and_boxes_with_names_of_their_own(stress: Result) -> None:
    def names(page: str) -> list[str]:
        return re.findall(r'<nav aria-label="([^"]*)" class="series', stress.text(page))

    assert names('index.html') == ['Contents of the series: Coffee']
    assert sorted(names('a1.html')) == [
        'Contents of the series: Coffee',
        'Continue the series: Coffee',
        'Series: Coffee',
    ]


def test_after_the_last_article_the_pager_leads_to_the_next_series(
    build: Project,
) -> None:
    toctree = ('', '.. toctree::', '   :hidden:', '', '   tea')
    files = {
        'index.rst': hub('   :next: tea', *toctree),
        'tea.rst': hub(title='Tea'),
        'a1.rst': FILES['a1.rst'],
        'a2.rst': article('A2', 'Sour'),
    }

    result = build(files)

    def links(page: str) -> list[str]:
        html = result.text(page)
        found = re.findall(r'<p class="series-pager__series">(.*?)</p>', html)
        return [re.sub('<[^>]*>', '', each) for each in found]

    assert links('a1.html') == ['Series: Coffee']
    assert links('a2.html') == ['Next series: Tea']
