"""Series of other projects: three are built and served, and read one another.

Everything happens on the loopback interface.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from coffee import article
from comparison import Comparison
from jsonschema import Draft202012Validator
from neighbours import answer, document, entry, serving

import sphinxext_series
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.federation import fetching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Result
    from neighbours import Neighbours

HUB = """
    Cells that heal
    ===============

    .. series-hub:: cells
       :title: Cells
       :external: lab clinic
       :next: {next}
       :pairs:
          Making them
          Giving them

       Three teams, *one* series.

    .. reading-guide::
       :series: cells

       .. reading-route:: In short
          :articles: A0, A1, B2
"""
OFFICE = {
    'index.rst': HUB.format(next='genes'),
    'start.rst': article('Why cells', 'cells A0', 'Read this first.'),
}
LAB = {
    'index.rst': """
        The lab
        =======

        .. toctree::
           :glob:

           *
    """,
    'culture.rst': article(
        'How cells <b>grow</b>', 'cells A1', 'In a *warm* place.', requires='A0'
    ),
    'media.rst': article('Media & sera', 'cells B1', 'Recipes.', minutes='12'),
}
CLINIC = {
    'index.rst': """
        The clinic
        ==========

        .. toctree::
           :glob:

           *

        .. series-hub:: genes
           :status: planned
           :planned: A1 What genes are

           What comes *after* cells.
    """,
    'ward.rst': article('On the ward', 'cells A2', 'A day.'),
    'dose.rst': article('Doses', 'cells B2', 'Numbers.', requires='A2 A0'),
}


@pytest.fixture(scope='module')
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neighbours]:
    """Return a server with the three projects, each built once."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv('NO_PROXY', '*')
        with serving(tmp_path_factory.mktemp('three')) as found:
            found.build('lab', LAB, knows=('office', 'clinic'))
            found.build('clinic', CLINIC, knows=('office', 'lab'))
            found.build('office', OFFICE, knows=('lab', 'clinic'))
            yield found


@pytest.fixture
def three(built: Neighbours, tmp_path: Path) -> Iterator[Neighbours]:
    """Return a copy of the three projects, at the same addresses."""
    with built.copied_to(tmp_path):
        yield built


@pytest.fixture
def server(built: Neighbours, tmp_path: Path) -> Iterator[Neighbours]:
    """Return the server without the projects."""
    with built.copied_to(tmp_path, names=()):
        yield built


def again(neighbours: Neighbours, name: str, **options: object) -> Result:
    """Build a project of the three again."""
    knows = tuple({'lab', 'clinic', 'office'} - {name})
    return neighbours.build(name, knows=tuple(sorted(knows)), **options)  # type: ignore[arg-type]


# -- one series, three projects --------------------------------------------------------


def test_a_hub_collects_the_articles_of_other_projects(three: Neighbours) -> None:
    office = again(three, 'office')

    page = office.text('index.html')
    assert office.warnings == []
    lab = three.base('lab')
    assert f'href="{lab}culture.html"' in page
    assert 'How cells &lt;b&gt;grow&lt;/b&gt;' in page
    assert 'In a warm place.' in page
    assert '12 minutes' in page
    assert '5 articles' in page
    assert f'href="{three.base("clinic")}dose.html"' in page
    assert 'reference external' in page
    # A collected article is read, never adopted.
    assert office.app.env.toctree_includes['index'] == ['start']


def test_an_article_reaches_hub_and_companions_in_other_projects(
    three: Neighbours,
) -> None:
    lab = again(three, 'lab')

    page = lab.text('culture.html')
    assert lab.warnings == []
    assert f'href="{three.base("office")}index.html">Cells</a>' in page
    assert 'Pair 1 of 2: Making them' in page
    assert 'href="media.html"' in page
    assert f'href="{three.base("office")}start.html"' in page
    assert f'href="{three.base("clinic")}ward.html"' in page


def test_previous_and_next_of_the_theme_lead_to_other_projects(
    three: Neighbours,
) -> None:
    lab = again(three, 'lab', conf="html_theme = 'furo'")

    page = lab.text('culture.html')
    following = re.search(r'<a class="next-page" href="([^"]+)"', page)
    assert following is not None
    assert following[1] == f'{three.base("clinic")}ward.html'
    assert f'<link rel="next" title="On the ward" href="{following[1]}"' in page


def test_routes_and_the_name_of_pairs_stay_with_the_hub(three: Neighbours) -> None:
    hub = OFFICE['index.rst'].replace(':title:', ':pair-label: Chapter\n       :title:')
    three.build('office', {**OFFICE, 'index.rst': hub}, knows=('lab', 'clinic'))
    way = """

        .. reading-guide::
           :series: cells

           .. reading-route:: From the lab
              :articles: B1, A1, A0
    """

    office = again(three, 'office').text('index.html')
    lab = again(three, 'lab').text('culture.html')
    three.build('lab', {'index.rst': LAB['index.rst'] + way}, knows=('office',))
    own = again(three, 'lab').text('culture.html')

    assert 'Chapter 1: Making them' in office
    assert 'Pair 1 of 2: Making them' in lab
    assert 'all articles in order' in lab
    assert 'In short' not in lab
    assert 'From the lab' in own


def test_each_project_publishes_what_it_has(three: Neighbours) -> None:
    schema = json.loads(
        Path(sphinxext_series.__file__)
        .parent.joinpath('outputs', 'series.schema.json')
        .read_text()
    )
    validator = Draft202012Validator(schema)

    files = {}
    for name in ('office', 'lab', 'clinic'):
        text = again(three, name).text('series.json')
        files[name] = json.loads(text)['series']['cells']
        validator.validate(json.loads(text))

    # The hub's project has all of them, with the names that it knows projects by.
    hub = {each['code']: each for each in files['office']['articles']}
    assert list(hub) == ['A0', 'A1', 'B1', 'A2', 'B2']
    assert hub['A1']['uri'] == f'{three.base("lab")}culture.html'
    assert [each.get('project') for each in hub.values()] == [
        None, 'lab', 'lab', 'clinic', 'clinic'
    ]  # fmt: skip
    # The others have their own, and no hub.
    assert files['lab']['uri'] is None
    assert [each['code'] for each in files['lab']['articles']] == ['A1', 'B1']
    assert files['lab']['articles'][0]['uri'] == 'culture.html'


def test_what_is_required_elsewhere_is_published_before_it_is_known(
    server: Neighbours,
) -> None:
    lab = server.build('lab', LAB)

    published = json.loads(lab.text('series.json'))['series']['cells']['articles']
    assert any('requires “cells/A0”, which does not exist' in w for w in lab.warnings)
    assert published[0]['requires'] == ['cells/A0']


def test_an_article_that_is_gone_does_not_come_back(three: Neighbours) -> None:
    again(three, 'clinic')
    three.build('lab', {'media.rst': None}, knows=('office', 'clinic'))

    office = again(three, 'office')
    lab = again(three, 'lab')

    assert 'Media' not in office.text('index.html')
    assert 'Media' not in lab.text('culture.html')


def test_intersphinx_reaches_hub_articles_pairs_and_routes(
    three: Neighbours, tmp_path: Path
) -> None:
    page = """
        Reader
        ======

        :external:series:article:`cells/A1`, :external+clinic:series:article:`cells/B2`,
        :external:series:hub:`cells`, :external:series:pair:`cells/1`,
        :external:series:route:`cells/in-short`.
    """

    reader = three.build(
        'reader', {'index.rst': page}, knows=('office', 'lab', 'clinic')
    )

    text = reader.text('index.html')
    assert reader.warnings == []
    office = three.base('office')
    for address in (
        f'{three.base("lab")}culture.html',
        f'{three.base("clinic")}dose.html',
        f'{office}index.html',
        f'{office}index.html#pair-1',
        f'{office}index.html#route-in-short',
    ):
        assert f'href="{address}"' in text


def test_the_example_of_the_documentation_is_one(server: Neighbours) -> None:
    example = Path(__file__).parents[1] / 'docs' / 'snippets' / 'several'

    def build(name: str, other: str) -> Result:
        directory = server.directory / name / 'source'
        shutil.copytree(example / name, directory, dirs_exist_ok=True)
        known = {'series_external': {other: (server.base(other), None)}}
        return server.project(name)(
            {'conf.py': 'intersphinx_cache_limit = 0'}, confoverrides=known
        )

    build('lab', 'office')
    office = build('office', 'lab')
    lab = build('lab', 'office')

    assert (office.warnings, lab.warnings) == ([], [])
    assert f'href="{server.base("lab")}culture.html"' in office.text('index.html')
    assert f'href="{server.base("office")}index.html"' in lab.text('media.html')
    assert 'Pair 1 of 1: Making them' in lab.text('media.html')


def test_without_being_asked_nothing_is_collected(three: Neighbours) -> None:
    hub = OFFICE['index.rst'].replace(':external: lab clinic', ':external: lab')

    office = three.build('office', {'index.rst': hub}, knows=('lab', 'clinic'))

    assert 'On the ward' not in office.text('index.html')
    assert 'Media' in office.text('index.html')


def test_sections_of_one_name_in_two_projects_are_no_companions(
    three: Neighbours,
) -> None:
    def named(code: str, audience: str) -> str:
        section = '\nWarmth\n------\n\n.. series-section:: warmth\n\n'
        text = article(f'About {code}', f'cells {code}') + section
        return f'{text}See :series:companion:`{audience}`.\n'

    ours, theirs = {'warm.rst': named('B3', 'A')}, {'warm.rst': named('A3', 'B')}
    three.build('lab', theirs, knows=('office', 'clinic'))
    office = three.build('office', ours, knows=('lab', 'clinic'))
    lab = again(three, 'lab')

    for project, own, companion in ((office, 'lab', 'A3'), (lab, 'office', 'B3')):
        page = project.text('warm.html')
        assert project.warnings == []
        assert f'href="{three.base(own)}warm.html"' in page
        assert f'About {companion}' in page
        assert '<p class="series-section">' not in page
        assert 'series-sections.js' not in page


def test_two_projects_that_claim_one_code_are_both_named(three: Neighbours) -> None:
    three.build('clinic', {'dose.rst': article('Doses', 'cells B1')}, knows=())

    office = again(three, 'office')

    lab, clinic = three.base('lab'), three.base('clinic')
    assert (
        f'{clinic}dose.html: WARNING: B1 of series “cells” is already claimed at '
        f'{lab}media.html; this one is left out [series.duplicate]'
    ) in office.warnings
    assert 'Media' in office.text('index.html')


def test_an_own_article_goes_before_a_collected_one(three: Neighbours) -> None:
    own = article('Our media', 'cells B1')

    office = three.build('office', {'own.rst': own}, knows=('lab', 'clinic'))

    [warning] = office.warnings
    assert (
        'media.html: WARNING: B1 of series “cells” is already claimed at own.rst:4'
        in (warning)
    )
    assert 'Our media' in office.text('index.html')


def test_an_own_article_goes_before_one_of_the_project_with_the_hub(
    three: Neighbours,
) -> None:
    theirs = {'own.rst': article('Their culture', 'cells A1')}
    three.build('office', theirs, knows=('lab', 'clinic'))

    lab = again(three, 'lab')

    assert lab.warnings == []
    assert 'How cells' in lab.text('media.html')
    assert 'Their culture' not in lab.text('media.html')


def test_the_pages_are_the_same_in_parallel_builds(three: Neighbours) -> None:
    more = {f'more/{n}.rst': f'More {n}\n======\n' for n in range(8)}
    more['more.rst'] = 'More\n====\n\n.. toctree::\n   :glob:\n\n   more/*\n'
    serial = three.build('office', more, knows=('lab', 'clinic'))
    pages = {name: serial.text(f'{name}.html') for name in ('index', 'start')}

    parallel = again(three, 'office', builddir='other', parallel=2)

    assert pages == {name: parallel.text(f'{name}.html') for name in pages}


@pytest.mark.parametrize('builder', ['text', 'latex', 'epub', 'singlehtml', 'xml'])
def test_all_builders_show_what_is_collected(three: Neighbours, builder: str) -> None:
    office = again(three, 'office', builder=builder)

    written = ''.join(
        path.read_text('utf-8', 'replace')
        for path in office.outdir.rglob('*')
        if path.is_file()
    )
    assert not [w for w in office.warnings if 'series' in w]
    assert 'Media' in written
    assert builder == 'text' or f'{three.base("lab")}culture.html' in written


def test_json_ld_names_collected_articles(three: Neighbours) -> None:
    page = again(three, 'office').text('index.html')

    found = re.search(r'<script type="application/ld\+json">(.*)</script>', page)
    assert found is not None
    parts = {part['position']: part for part in json.loads(found[1])['hasPart']}
    assert parts['A1']['url'] == f'{three.base("lab")}culture.html'
    assert 'inLanguage' not in parts['A1']
    assert parts['A0']['inLanguage'] == 'en'


# -- what can be named -----------------------------------------------------------------


READER = {
    'index.rst': """
        Tea
        ===

        .. series-hub:: tea
           :next: cells

        .. reading-guide::
           :series: tea

           .. reading-route:: Both
              :articles: A1, cells/A1 + B

        See :series:article:`cells/B2` and :series:hub:`cells`.
    """,
    'leaf.rst': article('Leaves', 'tea A1', requires='cells/A0'),
}


def test_next_requires_routes_and_roles_name_series_of_other_projects(
    three: Neighbours,
) -> None:
    again(three, 'office')

    reader = three.build('reader', READER, knows=('office', 'lab', 'clinic'))

    page = reader.text('index.html')
    office, lab, clinic = (three.base(n) for n in ('office', 'lab', 'clinic'))
    assert reader.warnings == []
    # The preview: title, status, numbers, description.
    assert f'href="{office}index.html"' in page
    assert '>Cells</a>' in page
    assert 'Ongoing' in page
    assert '5 articles' in page
    assert 'Three teams, one series.' in page
    # The route, and what the roles say.
    assert f'href="{lab}culture.html"' in page
    assert f'href="{lab}media.html"' in page
    assert 'How cells &lt;b&gt;grow&lt;/b&gt;' in page
    assert f'href="{clinic}dose.html"' in page
    leaf = reader.text('leaf.html')
    assert f'href="{office}start.html"' in leaf
    assert f'href="{lab}culture.html"' in leaf


def test_a_planned_series_of_another_project_is_announced(three: Neighbours) -> None:
    page = again(three, 'office').text('index.html')

    assert f'href="{three.base("clinic")}index.html"' in page
    assert 'Planned' in page
    assert 'What genes are' in page


def test_what_no_project_has_is_unknown(three: Neighbours) -> None:
    files = {
        'index.rst': READER['index.rst'].replace('cells', 'cels'),
        'leaf.rst': article('Leaves', 'tea A1', requires='cells/A7'),
    }

    reader = three.build('reader', files, knows=('office', 'lab', 'clinic'))

    found = {re.search(r'\[(.*)\]$', w)[1] for w in reader.warnings}  # type: ignore[index]
    assert found == {'series.unknown', 'series.route'}
    assert any('did you mean “cells”?' in w for w in reader.warnings)


def test_a_series_of_ones_own_goes_before_another_of_the_same_name(
    three: Neighbours,
) -> None:
    own = 'Own\n===\n\n.. series-hub:: cells\n   :status: planned\n'

    reader = three.build(
        'reader', READER | {'own.rst': f':orphan:\n\n{own}'}, knows=('office',)
    )

    assert 'href="own.html"' in reader.text('index.html')
    assert not series_domain(reader.app.env).catalogue.external.get('cells')


def test_articles_of_projects_that_are_not_named_are_left_out(
    three: Neighbours,
) -> None:
    reader = three.build('reader', READER, knows=('office',))

    assert all(three.base('lab') not in page for page in pages(reader))
    assert '1 article' in reader.text('index.html')
    assert not [w for w in reader.warnings if '[series.external]' in w]


def pages(result: Result) -> list[str]:
    """Return all pages."""
    return [path.read_text('utf-8') for path in result.outdir.rglob('*.html')]


# -- files that are wrong or hostile ---------------------------------------------------


HOSTILE = """
    Tea
    ===

    .. series-hub:: tea
       :next: cells

    Behind the hub.
"""


def test_a_file_that_cannot_be_used_is_said_once_and_the_build_goes_on(
    server: Neighbours,
) -> None:
    body = json.dumps(document(entry(uri='https://evil.example/'))).encode()
    server.answers['/evil/build/html/series.json'] = answer(body)

    reader = server.build('reader', {'index.rst': HOSTILE}, knows=('evil',))

    [warning, unknown] = [w for w in reader.warnings if '[series.' in w]
    assert warning == (
        'WARNING: the series of project “evil” cannot be read from '
        f'{server.base("evil")}series.json (series.cells.articles[0].uri: expected an '
        "address that series_external allows, found 'https://evi…); its series are "
        'unknown [series.external]'
    )
    assert unknown.endswith('does not exist; it is not shown [series.unknown]')
    assert 'Behind the hub.' in reader.text('index.html')


@pytest.mark.parametrize('status', ['draft', 'planned'])
def test_what_lists_show_of_others_is_what_they_show_here(
    server: Neighbours, status: str
) -> None:
    body = json.dumps(document(entry('A1', title='Unfinished', status=status)))
    server.answers['/cells/build/html/series.json'] = answer(body.encode())
    shown = {'series_drafts': True, 'series_planned': 'title'}
    hidden = {'series_drafts': False, 'series_planned': 'hide'}
    hub = HOSTILE.replace('hub:: tea', 'hub:: cells\n       :external: cells')
    files = {'index.rst': hub.replace(':next: cells', '')}

    pages = [
        server.build('reader', files, knows=('cells',), confoverrides=each).text(
            'index.html'
        )
        for each in (shown, hidden)
    ]

    assert ['Unfinished' in page for page in pages] == [True, False]


def test_a_script_in_a_title_stays_words(server: Neighbours) -> None:
    evil = '</script><script>alert(1)</script>" onload="alert(2)'
    body = json.dumps(
        document(
            entry('A1', title=evil, summary=evil),
            title=evil,
            description=evil,
            audiences=[{'code': 'A', 'label': evil}],
        )
    ).encode()
    server.answers['/evil/build/html/series.json'] = answer(body)
    hub = """
        Cells
        =====

        .. series-hub:: cells
           :external: evil
    """

    office = server.build('reader', {'index.rst': hub}, knows=('evil',))
    other = server.build('other', {'index.rst': HOSTILE}, knows=('evil',))

    for result in (office, other):
        page = re.sub('<script type="application/ld.*', '', result.text('index.html'))
        assert '<script>alert' not in page
        assert '&lt;script&gt;alert' in page
        assert '" onload' not in page


# -- what is kept, and what is built again ---------------------------------------------


def asked(neighbours: Neighbours) -> list[str]:
    """Return which series.json files were asked for, and forget it."""
    paths = [path for path in neighbours.requests if path.endswith('series.json')]
    neighbours.requests.clear()
    return paths


DAYS = 'intersphinx_cache_limit = 3'


def test_a_build_without_changes_asks_nobody_and_writes_nothing(
    three: Neighbours,
) -> None:
    again(three, 'office', conf=DAYS, builddir='other')
    first = asked(three)

    office = again(three, 'office', conf=DAYS, builddir='other')

    assert len(first) == 2
    assert asked(three) == []
    assert office.warnings == []
    assert 'no targets are out of date' in office.app.status.getvalue()


def test_without_a_network_the_copy_serves(three: Neighbours) -> None:
    before = again(three, 'office').text('index.html')
    for name in ('lab', 'clinic'):
        three.answers[f'/{name}/build/html/series.json'] = answer(status=503)

    office = again(three, 'office')

    assert office.text('index.html') == before
    said = [w for w in office.warnings if '[series.external]' in w]
    assert said == [
        f'WARNING: the series of project “{name}” cannot be read from '
        f'{three.base(name)}series.json (HTTP 503); the copy of '
        f'{time.strftime("%Y-%m-%d")} is used [series.external]'
        for name in ('clinic', 'lab')
    ]


def test_nothing_of_other_projects_is_in_the_environment(three: Neighbours) -> None:
    office = again(three, 'office')

    pickled = Path(office.app.doctreedir, 'environment.pickle').read_bytes()
    assert b'Why cells' in pickled
    # In the file, and in no inventory.
    assert 'Recipes.' in office.text('index.html')
    assert b'Recipes.' not in pickled


def test_a_project_that_names_no_others_asks_and_keeps_nothing(
    server: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, 'load_projects', None)

    office = server.build('office', {'index.rst': HOSTILE.replace('cells', 'tea')})

    assert not Path(office.app.doctreedir, fetching.CACHE).exists()
    assert asked(server) == []


@pytest.fixture
def office(three: Neighbours) -> Comparison:
    """Return the hub's project, built once."""
    comparison = Comparison(three.project('office'))
    comparison.edit(three.files('office', OFFICE, knows=('lab', 'clinic')))
    return comparison


def test_what_changes_elsewhere_writes_the_pages_that_show_it(
    three: Neighbours, office: Comparison
) -> None:
    more = {'far.rst': article('Elsewhere', 'tea A1')}
    more['tea.rst'] = 'Tea\n===\n\n.. series-hub:: tea\n'
    office.edit(more)
    three.build(
        'lab',
        {'media.rst': article('New media', 'cells B1', 'Recipes.', minutes='12')},
        knows=('office', 'clinic'),
    )
    three.project('office')

    step = office.edit({})

    assert step.differing == []
    assert step.written == {'index', 'start'}
    assert step.needless == set()
    assert 'New media' in step.built.text('index.html')


def test_a_summary_elsewhere_writes_the_hub_alone(
    three: Neighbours, office: Comparison
) -> None:
    three.build(
        'lab',
        {
            'media.rst': article(
                'Media & sera', 'cells B1', 'Other recipes.', minutes='12'
            )
        },
        knows=('office', 'clinic'),
    )
    three.project('office')

    step = office.edit({})

    assert (step.differing, step.written) == ([], {'index'})


def test_what_is_built_again_without_a_change_writes_nothing(
    three: Neighbours, office: Comparison
) -> None:
    again(three, 'lab', builddir='build')
    three.project('office')

    step = office.edit({})

    assert (step.differing, step.written) == ([], set())


@pytest.mark.parametrize('knows', [(), ('lab',), ('clinic', 'lab')])
def test_a_change_of_series_external_writes_what_depends_on_it(
    three: Neighbours, office: Comparison, knows: tuple[str, ...]
) -> None:
    hub = OFFICE['index.rst'].replace('lab clinic', ' '.join(knows))

    step = office.edit(three.files('office', {'index.rst': hub}, knows=knows))

    assert step.differing == []
    back = office.edit(three.files('office', OFFICE, knows=('lab', 'clinic')))
    assert back.differing == []
