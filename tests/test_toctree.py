"""A hub adopts what no other toctree includes, and never steals."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from coffee import FILES, HUB, article
from sphinx.builders import Builder

from sphinxext_series.environment import adoption

if TYPE_CHECKING:
    from conftest import Project, Result

IN_ORDER = [
    'start',
    'cups/bitter',
    'cups/extraction',
    'beans/origin',
    'beans/varieties',
]

#: Another root document than the hub, which does not number its toctree.
ROOT = """
    Everything
    ==========

    .. toctree::

       coffee
"""
SITE = {
    **{name: text for name, text in FILES.items() if name != 'index.rst'},
    'index.rst': ROOT,
    'coffee.rst': HUB,
}


# Sphinx warns of an EPUB without these.
EPUB = "version = copyright = '1'\nepub_identifier = 'x'\n"


def hub(*lines: str, name: str = 'coffee') -> str:
    """Return the source of a hub with these options."""
    options = ''.join(f'   {line}\n' for line in lines)
    return f'Hub of {name}\n{"=" * 30}\n\n.. series-hub:: {name}\n{options}'


def included(result: Result, docname: str) -> list[str]:
    """Return what Sphinx takes for the children of a document."""
    return result.app.env.toctree_includes.get(docname, [])


def not_included(result: Result) -> list[str]:
    """Return the documents that are said to be in no toctree."""
    return [
        line.partition('.')[0] for line in result.warnings if 'toc.not_included' in line
    ]


# -- what adopted articles get ---------------------------------------------------------


def test_articles_are_adopted_in_series_order(build: Project) -> None:
    result = build(SITE, warningiserror=True)

    assert included(result, 'coffee') == ['other', *IN_ORDER]


def test_adopted_articles_stand_in_the_sidebar(build: Project) -> None:
    result = build(SITE | {'conf.py': "html_theme = 'furo'"}, warningiserror=True)

    tree = result.text('other.html').partition('sidebar-tree')[2].partition('</aside>')
    links = re.findall(r'toctree-l2[^>]*><a class="[^"]*" href="([^"]*)"', tree[0])
    assert links == ['#', *(f'{name}.html' for name in IN_ORDER)]


@pytest.mark.parametrize('shown', [True, False])
def test_hidden_toctrees_of_articles_are_where_a_theme_asks_for_them(
    build: Project, *, shown: bool
) -> None:
    bitter = article('Why it tastes *bitter*', 'coffee A1', 'Three things.')
    bitter += '\nAsh\n---\n\nIt burns.\n'
    sources = FILES | {
        'conf.py': (
            "html_sidebars = {'**': ['tree.html']}\ntemplates_path = ['_templates']\n"
        ),
        '_templates/tree.html': f'{{{{ toctree(includehidden={shown}) }}}}',
        'cups/bitter.rst': bitter + '\n.. toctree::\n   :hidden:\n\n   table\n',
        'cups/table.rst': 'A table\n=======\n',
    }

    page = build(sources, warningiserror=True).text('cups/bitter.html')

    sidebar = page.partition('class="sphinxsidebarwrapper"')[2]
    assert ('href="table.html"' in sidebar) is shown
    assert 'href="#ash"' in sidebar


def test_adopted_articles_have_breadcrumbs_and_neighbours(build: Project) -> None:
    conf = "html_theme = 'classic'\nseries_relations = 'toctree'"

    result = build(SITE | {'conf.py': conf}, warningiserror=True)

    page = result.text('cups/extraction.html')
    breadcrumbs = re.findall(r'nav-item nav-item-\d"><a href="([^"]*)"', page)
    assert breadcrumbs[:2] == ['../index.html', '../coffee.html']
    assert '<link rel="prev" title="Why it tastes bitter" href="bitter.html"' in page
    assert '<link rel="next" title="Where beans come from"' in page


def test_adopted_articles_are_numbered_below_a_numbered_toctree(
    build: Project,
) -> None:
    numbered = ROOT.replace('toctree::\n', 'toctree::\n       :numbered:\n')

    result = build(SITE | {'index.rst': numbered}, builder='text', warningiserror=True)

    numbers = [result.app.env.toc_secnumbers[name][''] for name in IN_ORDER]
    # The sections of the hub and its other toctree come first.
    assert [number[0] for number in numbers] == [1] * 5
    assert [n[1] - numbers[0][1] for n in numbers] == [0, 1, 2, 3, 4]
    assert 'Why it tastes *bitter*' in result.text('cups/bitter.txt').splitlines()[0]
    assert result.text('cups/bitter.txt').startswith('1.')


def test_numbers_go_when_the_toctree_is_no_longer_numbered(build: Project) -> None:
    numbered = ROOT.replace('toctree::\n', 'toctree::\n       :numbered:\n')
    build(SITE | {'index.rst': numbered}, builder='text')

    result = build({'index.rst': ROOT}, builder='text')

    assert result.text('cups/bitter.txt').startswith('Why it')


@pytest.mark.parametrize(
    ('builder', 'path'), [('latex', 'project.tex'), ('singlehtml', 'index.html')]
)
@pytest.mark.parametrize('form', ['full', 'relations'])
def test_joined_documents_contain_the_adopted_articles_once(
    build: Project, builder: str, path: str, form: str
) -> None:
    conf = f"project = 'project'\nseries_toctree = '{form}'"

    result = build(SITE | {'conf.py': conf}, builder=builder, warningiserror=True)

    text = result.text(path)
    places = [text.index(f'The text of {t}') for t in ('Why coffee', 'Extraction')]
    assert places == sorted(places)
    assert text.count('The text of Extraction') == 1


def test_an_epub_contains_the_adopted_articles(build: Project) -> None:

    result = build(SITE | {'conf.py': EPUB}, builder='epub', warningiserror=True)

    spine = re.findall('<itemref idref="(.*?)"', result.text('content.opf'))
    for path in ('nav.xhtml', 'toc.ncx'):
        assert all(f'{name}.xhtml' in result.text(path) for name in IN_ORDER)
    assert len(spine) == len(set(spine))


@pytest.mark.parametrize('root', ['a-root', 'root'])
def test_only_the_root_document_of_an_epub_lists_adopted_articles(
    build: Project, root: str
) -> None:
    sources = {f'{root}.rst': ROOT, **SITE, 'index.rst': None}
    conf = f"{EPUB}root_doc = '{root}'\n"

    epub = build(sources | {'conf.py': conf}, builder='epub', warningiserror=True)

    listed = re.findall(
        'class="toctree-l1"><a .*?href="(.*?)"', epub.text('coffee.xhtml')
    )
    assert listed == ['other.xhtml']


def test_a_hub_that_is_the_root_document_adopts_as_well(build: Project) -> None:

    html = build(FILES, warningiserror=True)
    epub = build({'conf.py': EPUB}, builder='epub', warningiserror=True)

    assert included(html, 'index') == ['other', *IN_ORDER]
    assert all(f'{name}.xhtml' in epub.text('nav.xhtml') for name in IN_ORDER)


# -- forms -----------------------------------------------------------------------------


def _in_contents(result: Result) -> bool:
    return 'cups/bitter' in str(result.app.env.tocs['coffee'])


@pytest.mark.parametrize(
    ('form', 'in_contents', 'in_relations'),
    [
        ('full', True, True),
        ('auto', True, True),
        ('relations', False, True),
        ('none', False, False),
    ],
)
def test_the_hub_chooses_the_form_of_adoption(
    build: Project, form: str, *, in_contents: bool, in_relations: bool
) -> None:
    source = hub(f':toctree: {form}')
    conf = "series_toctree = 'none'"

    result = build(SITE | {'coffee.rst': source, 'conf.py': conf}, builder='text')

    assert _in_contents(result) is in_contents
    assert ('cups/bitter' in included(result, 'coffee')) is in_relations
    assert ('cups/bitter' in not_included(result)) is not in_relations


@pytest.mark.parametrize(('form', 'shown'), [('full', True), ('relations', False)])
def test_a_root_document_keeps_its_articles_out_of_sidebars_like_others(
    build: Project, form: str, *, shown: bool
) -> None:
    files = FILES | {
        'index.rst': HUB.replace(':pairs:', f':toctree: {form}\n   :pairs:')
    }
    furo = {'html_theme': 'furo'}

    clean = build(files, confoverrides=furo).text('beans/origin.html')
    later = build({'start.rst': FILES['start.rst'] + 'More.\n'}, confoverrides=furo)

    for html in (clean, later.text('start.html')):
        sidebar = html[html.index('sidebar-tree') : html.index('class="main"')]
        assert 'Something else' in sidebar
        assert ('Varieties' in sidebar) is shown


def test_a_hub_that_adopts_nothing_offers_nothing_to_open(build: Project) -> None:
    other = f'{ROOT}       other\n'
    by_hand = other + ''.join(f'       {name}\n' for name in IN_ORDER)
    furo = {'html_theme': 'furo'}
    files = SITE | {'coffee.rst': hub(), 'index.rst': by_hand}

    nothing = build(files, confoverrides=furo, warningiserror=True)
    empty = nothing.text('other.html')
    adopting = build({'index.rst': other}, confoverrides=furo).text('start.html')

    assert 'has-children' not in empty
    assert 'has-children' in adopting


@pytest.mark.parametrize(('most', 'shown'), [(5, True), (4, False)])
def test_a_series_with_more_articles_than_that_is_kept_out_of_sidebars(
    build: Project, monkeypatch: pytest.MonkeyPatch, most: int, *, shown: bool
) -> None:
    assert adoption.MOST_IN_SIDEBAR == 100
    monkeypatch.setattr(adoption, 'MOST_IN_SIDEBAR', most)

    result = build(SITE, builder='text', warningiserror=True)

    assert _in_contents(result) is shown
    assert included(result, 'coffee') == ['other', *IN_ORDER]


# -- what is not adopted ---------------------------------------------------------------


def test_an_article_of_another_toctree_stays_there(build: Project) -> None:
    other = 'Other\n=====\n\n.. toctree::\n\n   cups/bitter\n'

    result = build(SITE | {'other.rst': other}, warningiserror=True)

    assert included(result, 'other') == ['cups/bitter']
    assert 'cups/bitter' not in included(result, 'coffee')


def test_an_article_in_the_hubs_own_toctree_stays_there(build: Project) -> None:
    own = HUB.replace('       other\n', '       other\n       beans/varieties\n')

    result = build(SITE | {'coffee.rst': own}, warningiserror=True)

    first = ['other', 'beans/varieties']
    assert included(result, 'coffee') == [*first, *IN_ORDER[:-1]]


def test_a_document_from_which_the_hub_is_reached_is_not_adopted(
    build: Project,
) -> None:
    above = article('Above', 'coffee A3') + '\n.. toctree::\n\n   coffee\n'
    root = ROOT.replace('coffee', 'other')

    result = build(
        {
            **SITE,
            'index.rst': root,
            'coffee.rst': hub(),
            'above.rst': above,
        }
    )

    assert 'above' not in included(result, 'coffee')
    assert not_included(result) == ['above']


def test_a_root_document_that_is_an_article_is_not_adopted(build: Project) -> None:
    root = article('Everything', 'coffee A9') + '\n.. toctree::\n\n   coffee\n'

    result = build(SITE | {'index.rst': root}, warningiserror=True)

    assert 'index' not in included(result, 'coffee')


def test_two_hubs_that_are_articles_of_each_other_make_no_circle(
    build: Project,
) -> None:
    one = article('One', 'tea A0') + '\n' + hub(name='coffee').partition('\n\n')[2]
    two = article('Two', 'coffee A0') + '\n' + hub(name='tea').partition('\n\n')[2]
    root = 'Root\n====\n\nWords.\n'

    result = build({'index.rst': root, 'one.rst': one, 'two.rst': two})

    assert included(result, 'one') == ['two']
    assert included(result, 'two') == []
    assert not_included(result) == ['one']


def test_a_hub_that_is_its_own_opening_does_not_adopt_itself(build: Project) -> None:
    own = article('Coffee', 'coffee A0') + '\n' + hub().partition('\n\n')[2]
    files = {n: t for n, t in SITE.items() if n not in {'start.rst', 'coffee.rst'}}

    result = build({**files, 'coffee.rst': own, 'other.rst': ':orphan:\n\nX\n=\n'})

    assert included(result, 'coffee') == IN_ORDER[1:]
    assert not_included(result) == []


def test_a_second_hub_of_a_series_adopts_nothing(build: Project) -> None:
    root = f'{ROOT}       second\n'

    result = build(SITE | {'index.rst': root, 'second.rst': hub()})

    assert included(result, 'coffee') == ['other', *IN_ORDER]
    assert included(result, 'second') == []


def test_an_article_is_adopted_once_by_a_page_with_two_hubs(build: Project) -> None:
    twice = f'{hub()}\n.. series-hub:: coffee\n'
    other = ':orphan:\n\nX\n=\n'

    result = build(SITE | {'coffee.rst': twice, 'other.rst': other})

    assert included(result, 'coffee') == IN_ORDER


def test_an_article_of_two_series_is_adopted_by_the_first_hub(build: Project) -> None:
    both = article('Water', 'coffee A3') + '\n.. series-article:: tea A1\n'
    root = f'{ROOT}       tea\n'

    result = build(
        SITE | {'index.rst': root, 'tea.rst': hub(name='tea'), 'water.rst': both},
        warningiserror=True,
    )

    assert included(result, 'coffee')[-1] == 'water'
    assert included(result, 'tea') == []


@pytest.mark.parametrize('status', ['draft', 'planned'])
def test_what_readers_cannot_go_to_is_in_no_toctree_and_not_missed(
    build: Project, status: str
) -> None:
    unfinished = article('Water', 'coffee A3', status=status)

    result = build(SITE | {'water.rst': unfinished}, warningiserror=True)

    assert included(result, 'coffee') == ['other', *IN_ORDER]


def test_listed_drafts_are_adopted(build: Project) -> None:
    draft = article('Water', 'coffee A3', status='draft')
    conf = 'series_drafts = True'

    result = build(SITE | {'water.rst': draft, 'conf.py': conf}, warningiserror=True)

    assert included(result, 'coffee') == ['other', *IN_ORDER, 'water']


def test_an_orphan_and_a_document_without_a_title_are_left_alone(
    build: Project,
) -> None:
    orphan = ':orphan:\n\n' + article('Water', 'coffee A3')
    untitled = '.. series-article:: coffee A4\n\n   Words.\n'

    result = build(SITE | {'water.rst': orphan, 'untitled.rst': untitled})

    assert included(result, 'coffee') == ['other', *IN_ORDER]
    assert not_included(result) == ['untitled']


# -- from build to build ---------------------------------------------------------------


def test_an_article_comes_back_when_the_other_toctree_lets_it_go(
    build: Project,
) -> None:
    other = 'Other\n=====\n\n.. toctree::\n\n   cups/bitter\n'
    build(SITE | {'other.rst': other})

    result = build({'other.rst': 'Other\n=====\n'}, warningiserror=True)

    assert included(result, 'coffee') == ['other', *IN_ORDER]


def test_what_was_adopted_is_missed_when_the_hub_is_gone(build: Project) -> None:
    build(SITE)

    result = build({'coffee.rst': 'Coffee\n======\n\n.. toctree::\n\n   other\n'})

    assert included(result, 'coffee') == ['other']
    assert sorted(not_included(result)) == sorted(IN_ORDER)


def test_a_document_that_is_gone_is_no_child_of_a_hub_that_lists_it(
    build: Project,
) -> None:
    # Sphinx says so of no other page either, before that is read again.
    own = HUB.replace('       other\n', '       other\n       gone\n')
    build(SITE | {'coffee.rst': own, 'gone.rst': 'Gone\n====\n'})

    result = build({'gone.rst': None})

    assert included(result, 'coffee') == ['other', *IN_ORDER]
    assert 'gone' not in result.app.env.files_to_rebuild


def test_a_root_document_that_is_a_hub_no_longer_lists_nothing_in_the_same_process(
    build: Project,
) -> None:
    # Sphinx keeps the doctree of the root document once a sidebar has asked for it.
    app = build(FILES, confoverrides={'html_theme': 'furo'}).app
    plain = 'Coffee\n======\n\n.. toctree::\n\n   other\n'
    build._write({'index.rst': plain})  # noqa: SLF001

    app.build(force_all=True)

    page = (app.outdir / 'other.html').read_text(encoding='utf-8')
    sidebar = page[page.index('sidebar-tree') : page.index('class="main"')]
    assert 'Something else' in sidebar
    assert 'Extraction' not in sidebar


def test_a_build_that_is_stopped_while_it_fills_a_hub_leaves_its_doctree_whole(
    build: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(SITE)
    doctree = build.directory / 'build' / 'doctrees' / 'coffee.doctree'
    before = doctree.read_bytes()

    def half(self: Builder, docname: str, *_: object, **__: object) -> None:
        if docname == 'coffee':
            Path(self.doctreedir, 'coffee.doctree').write_bytes(before[:100])
            raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(Builder, 'write_doctree', half)
        with pytest.raises(KeyboardInterrupt):
            build({'water.rst': article('Water', 'coffee A3')})

    assert doctree.read_bytes() == before


def test_adoption_is_the_same_in_parallel(build: Project) -> None:
    result = build(SITE, parallel=2, warningiserror=True)

    assert included(result, 'coffee') == ['other', *IN_ORDER]


# -- captions -------------------------------------------------------------------------

SIDEBARS = "html_sidebars = {'**': ['globaltoc.html']}\n"
CAPTIONED = FILES | {
    'conf.py': SIDEBARS,
    'index.rst': FILES['index.rst'].replace(
        ':title: Coffee', ':title: Coffee\n       :caption: All about coffee'
    ),
}


def caption(html: str) -> str:
    """Return the caption in the sidebar, which stands above the adopted articles."""
    found = re.search(r'"caption-text">([^<]*)</span></p>(.*?)</ul>', html, re.DOTALL)
    assert found
    assert 'Why coffee' in found[2]
    return found[1]


@pytest.mark.parametrize('theme', ['alabaster', 'furo'])
def test_adopted_articles_have_their_caption_in_sidebars(
    build: Project, theme: str
) -> None:
    sidebars = SIDEBARS if theme == 'alabaster' else ''
    files = CAPTIONED | {'conf.py': f'html_theme = {theme!r}\n{sidebars}'}

    result = build(files, warningiserror=True)

    for page in ('index.html', 'other.html', 'beans/origin.html'):
        assert caption(result.text(page)) == 'All about coffee'
        assert result.text(page).count('All about coffee') == 1


def test_a_caption_that_changes_changes_on_the_pages_of_the_series(
    build: Project,
) -> None:
    build(CAPTIONED)
    hub = CAPTIONED['index.rst'].replace('All about coffee', 'From bean to cup')

    result = build({'index.rst': hub})

    for page in ('index.html', 'beans/origin.html'):
        assert caption(result.text(page)) == 'From bean to cup'


def test_a_caption_of_nothing_is_not_shown(build: Project) -> None:
    hub = CAPTIONED['index.rst'].replace(
        '\n       other', '\n       other\n       start'
    )

    result = build(
        {
            'index.rst': hub,
            'start.rst': FILES['start.rst'],
            'other.rst': 'Other\n=====\n',
        }
    )

    assert 'All about coffee' not in result.text('index.html')


def test_a_caption_is_a_message_once_and_translated(build: Project) -> None:
    translation = """
        msgid ""
        msgstr "Content-Type: text/plain; charset=UTF-8"

        msgid "All about coffee"
        msgstr "Alles über Kaffee"
        """
    files = CAPTIONED | {
        'conf.py': f"language = 'de'\nlocale_dirs = ['locale']\n{SIDEBARS}",
        'locale/de/LC_MESSAGES/index.po': translation,
    }

    catalogue = build(files, builder='gettext', builddir='messages').text('index.pot')
    html = build(files).text('beans/origin.html')

    assert catalogue.count('All about coffee') == 1
    assert caption(html) == 'Alles über Kaffee'
