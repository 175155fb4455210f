"""Editions: a page that holds one route, and an output that is one edition."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zlib
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
import yaml
from coffee import FILES, article
from conftest import errors_of_sphinx_build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Project, Result

BUILDERS = (
    'html',
    'dirhtml',
    'singlehtml',
    'json',
    'htmlhelp',
    'epub',
    'latex',
    'texinfo',
    'text',
    'man',
    'xml',
    'pseudoxml',
    'linkcheck',
    'changes',
)
HOME = """
    Coffee at home
    ==============

    .. series-edition:: coffee
       :audience: A
       :also: imprint
       :short: For drinkers

       A booklet for those who drink it.

    A last word before the articles.
"""
BAR = """
    Coffee behind the bar
    =====================

    .. series-edition:: coffee
       :articles: B*
       :short: For the bar
"""
IMPRINT = """
    :orphan:

    Imprint
    =======

    Who wrote this.
"""
#: All that begins with one word, or ends so, is in no edition but the experts'.
SECRET = article(
    'Extraction qzmarktitle',
    'coffee B1',
    'The qzmarksummary of it.',
    published='2026-01-02',
) + dedent("""
    .. _qzmarklabel:

    Qzmarksection
    -------------

    A sentence with qzmarksentence, :download:`this <qzmarkfile.txt>` and qzmarkword.

    .. index:: qzmarkindex

    .. image:: qzmarkpicture.png
       :alt: qzmarkalt

    .. figure:: qzmarkfigure.png
       :name: qzmarkfig

       Qzmarkcaption

    .. glossary::

       qzmarkterm
          What it is.

    .. py:function:: qzmarkfunction()

       What it does.

    .. versionadded:: 1.0
       The qzmarkversion.

    .. math:: qzmarkmath
       :label: qzmarkequation

    .. todo:: Qzmarktodo

    See [QZMARK]_, [#qzmarknote]_ and https://qzmark.example/.

    .. [QZMARK] Qzmarkcitation.
    .. [#qzmarknote] Qzmarkfootnote.

    .. raw:: html

       <b>qzmarkraw</b>

    .. toctree::
       :caption: Qzmarkcaption

       Qzmarkentry <qzmarkpage>

    .. only:: html

       An qzmarkonly.
    """)
PICTURE = bytes.fromhex(
    '89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de'
    '0000000c4944415408d763f8ffff3f0005fe02fea735815a0000000049454e44ae426082'
)
CONF = """
    html_baseurl = 'https://coffee.example/'
    series_feed = True
    version = '1.0'
    epub_show_urls = 'no'
    copyright = '2026, nobody'
    suppress_warnings = ['series.feed']
    extensions += ['sphinx.ext.todo', 'sphinx.ext.autosectionlabel']
    autosectionlabel_prefix_document = True
    todo_include_todos = True
    linkcheck_ignore = ['.*']
    series_opengraph = True
    series_progress = True
"""
PROJECT = {
    **FILES,
    'conf.py': CONF,
    'home.rst': HOME,
    'bar.rst': BAR,
    'imprint.rst': IMPRINT,
    'cups/extraction.rst': SECRET,
    'cups/qzmarkpage.rst': 'Qzmarkpage\n==========\n\nQzmarkbelow.\n',
    'cups/bitter.rst': article(
        'Why it tastes *bitter*',
        'coffee A1',
        'Three things to change.',
        requires='A0, B1',
        published='2026-01-01',
    ),
}


@pytest.fixture
def project(build: Project) -> Project:
    """Return a project with two editions, of which the experts' must not leak."""
    cups = build.srcdir / 'cups'
    cups.mkdir(parents=True)
    (cups / 'qzmarkfile.txt').write_text('qzmarkcontent')
    for name in ('qzmarkpicture.png', 'qzmarkfigure.png'):
        (cups / name).write_bytes(PICTURE)
    return build


def edition(
    project: Project,
    page: str,
    builder: str = 'html',
    builddir: str = 'edition',
    parallel: int = 1,
    **more: object,
) -> Result:
    """Build an edition that lists what is to be done; all warnings are errors."""
    overrides = {'root_doc': page, **more}
    return project(
        {**PROJECT, 'imprint.rst': IMPRINT + '\n    .. todolist::\n'},
        builder=builder,
        builddir=builddir,
        parallel=parallel,
        confoverrides=overrides,
        warningiserror=True,
    )


def files_of(outdir: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the names and bytes of an output, also of what archives hold."""
    for path in sorted(p for p in outdir.rglob('*') if p.is_file()):
        name, data = path.relative_to(outdir).as_posix(), path.read_bytes()
        yield name, data
        if path.suffix == '.epub':
            with ZipFile(path) as archive:
                yield from ((n, archive.read(n)) for n in archive.namelist())
        elif path.name == 'objects.inv':
            yield name, zlib.decompress(data.split(b'\n', 4)[4])


@pytest.mark.filterwarnings("ignore:'tags' will become a required")
@pytest.mark.parametrize('builder', BUILDERS)
def test_an_edition_leaks_nothing_of_what_it_leaves_out(
    project: Project, builder: str
) -> None:
    result = edition(project, 'home', builder)

    found = [
        (name, match)
        for name, data in files_of(result.outdir)
        for match in re.findall(
            r'(?i)qzmark\w*|cups/extraction|beans/varieties',
            name + data.decode('utf-8', 'replace'),
        )
    ]
    assert found == []


@pytest.mark.filterwarnings("ignore:'tags' will become a required")
@pytest.mark.parametrize('builder', BUILDERS)
def test_the_marks_are_in_the_whole_output_and_in_the_other_edition(
    project: Project, builder: str
) -> None:
    result = edition(project, 'bar', builder)

    if builder != 'linkcheck':
        output = b''.join(data for _name, data in files_of(result.outdir))
        assert b'qzmark' in output.lower()
        assert b'Three things to change' not in output


def test_an_edition_holds_its_page_its_articles_and_what_belongs_to_it(
    project: Project,
) -> None:
    result = edition(project, 'home')

    pages = {
        p.relative_to(result.outdir).as_posix() for p in result.outdir.rglob('*.html')
    }
    assert pages == {
        'home.html',
        'start.html',
        'cups/bitter.html',
        'beans/origin.html',
        'imprint.html',
        'genindex.html',
        'search.html',
    }


def test_an_edition_has_no_dead_links(project: Project) -> None:
    result = edition(project, 'home')

    pages = list(result.outdir.rglob('*.html'))
    links = [
        (page, link)
        for page in pages
        for link in re.findall(r'(?:href|src)="([^"#:?]+)[^":]*"', page.read_text())
    ]
    assert [link for page, link in links if not (page.parent / link).exists()] == []


def test_the_articles_of_an_edition_follow_its_page_in_the_order_of_its_route(
    build: Project,
) -> None:
    page = HOME.replace(':audience: A', ':articles: A2, A0, B1')

    result = build(
        {**FILES, 'home.rst': page, 'imprint.rst': IMPRINT},
        builder='epub',
        confoverrides={'root_doc': 'home'},
    )

    spine = re.findall('<itemref idref="([^"]+)"', result.text('content.opf'))
    item = '<item id="([^"]+)" href="([^"]+)"'
    files = dict(re.findall(item, result.text('content.opf')))
    assert [files[each] for each in spine][:5] == [
        'home.xhtml',
        'beans/origin.xhtml',
        'start.xhtml',
        'cups/extraction.xhtml',
        'imprint.xhtml',
    ]


def test_an_edition_bears_the_title_and_the_text_of_its_page(project: Project) -> None:
    result = edition(project, 'home', 'epub')

    about = result.text('content.opf')
    assert '<dc:title>Coffee at home</dc:title>' in about
    assert '<dc:description>A booklet for those who drink it.<' in about
    assert (result.outdir / 'Coffeeathome.epub').exists()


def test_an_edition_is_described_by_its_own_words(project: Project) -> None:
    result = edition(project, 'home')

    said = '<meta name="description" content="A booklet for those who drink it." />'
    assert said in result.text('home.html')
    for name in ('home.html', 'series.json', 'series.txt'):
        assert 'kinds of readers' not in result.text(name)


def test_two_editions_are_two_books(project: Project) -> None:
    identity = '<dc:identifier id="([^"]+)">([^<]+)'

    [home] = re.findall(identity, edition(project, 'home', 'epub').text('content.opf'))
    [bar] = re.findall(
        identity, edition(project, 'bar', 'epub', 'bar').text('content.opf')
    )

    assert home[0] != bar[0]
    assert home[1] != bar[1]


def test_a_title_that_the_author_gives_stays(project: Project) -> None:
    result = edition(
        project, 'home', 'epub', epub_title='My title', epub_identifier='urn:x:1'
    )

    assert '<dc:title>My title</dc:title>' in result.text('content.opf')
    assert '>urn:x:1</dc:identifier>' in result.text('content.opf')


@pytest.mark.parametrize(
    ('written', 'shown'),
    [
        (':doc:`/cups/extraction`', 'Extraction qzmarktitle (in For the bar)'),
        (':ref:`qzmarklabel`', 'Qzmarksection (in For the bar)'),
        (':any:`qzmarklabel`', 'Qzmarksection (in For the bar)'),
        (':numref:`qzmarkfig`', 'Qzmarkcaption (in For the bar)'),
        (':eq:`qzmarkequation`', 'Extraction qzmarktitle (in For the bar)'),
        ('[QZMARK]_', '[QZMARK] (in For the bar)'),
        (':series:article:`B1`', 'Extraction qzmarktitle (in For the bar)'),
        (':series:companion:`B`', 'Extraction qzmarktitle (in For the bar)'),
        (':doc:`the text </cups/extraction>`', 'the text'),
        (':term:`qzmarkterm`', 'qzmarkterm'),
        (':py:func:`qzmarkfunction`', 'qzmarkfunction()'),
        (':doc:`/other`', 'Something else'),
        (':series:hub:`coffee`', 'Coffee'),
    ],
)
def test_a_reference_to_what_is_left_out_says_what_and_where(
    project: Project, written: str, shown: str
) -> None:
    text = PROJECT['cups/bitter.rst'] + f'\nBefore {written} after.\n'

    result = project(
        {**PROJECT, 'cups/bitter.rst': text},
        builder='text',
        confoverrides={'root_doc': 'home', 'nitpicky': True, 'numfig': True},
        warningiserror=True,
    )

    line = ' '.join(result.text('cups/bitter.txt').split()).replace('*', '')
    assert f'Before {shown} after.' in line.replace('"', '')


def test_a_reference_leads_to_the_site_that_has_what_is_left_out(
    project: Project,
) -> None:
    text = PROJECT['cups/bitter.rst'] + '\nSee :ref:`qzmarklabel`.\n'
    site = 'https://coffee.example/{docname}.html'

    result = project(
        {**PROJECT, 'cups/bitter.rst': text},
        confoverrides={'root_doc': 'home', 'series_edition_url': site},
        warningiserror=True,
    )

    page = result.text('cups/bitter.html')
    assert 'href="https://coffee.example/cups/extraction.html#qzmarklabel"' in page


def test_the_book_of_an_edition_joins_the_complete_one_and_leaves_it_as_it_is(
    project: Project,
) -> None:
    without = {name: text for name, text in PROJECT.items() if name != 'home.rst'}
    before = project({**without, 'bar.rst': None}, builder='latex', builddir='before')
    main = before.text('projectnamenotset.tex')

    result = project(PROJECT, builder='latex', builddir='after', warningiserror=True)

    assert result.text('projectnamenotset.tex') == main
    assert 'qzmark' not in result.text('home.tex').lower()
    assert 'Three things' not in result.text('bar.tex')
    assert 'qzmarksentence' in result.text('bar.tex')
    preface, first, _chapters = result.text('home.tex').split(r'\chapter{', 2)
    assert 'A last word before the articles.' in preface
    assert first.startswith('Why coffee')
    assert r'\chapter{Why it tastes' in result.text('home.tex')


def test_texinfo_has_a_manual_of_an_edition(project: Project) -> None:
    result = project(PROJECT, builder='texinfo', warningiserror=True)

    assert 'qzmark' not in result.text('home.texi').lower()
    assert '@chapter Where beans come from' in result.text('home.texi')


def test_a_book_that_the_author_names_is_made_as_the_author_says(
    project: Project,
) -> None:
    books = [
        ('index', 'main.tex', 'All', 'Me', 'manual'),
        ('home', 'drinkers.tex', 'Mine', 'Me', 'howto'),
    ]

    result = project(
        PROJECT,
        builder='latex',
        confoverrides={'latex_documents': books},
        warningiserror=True,
    )

    assert 'Why it tastes' in result.text('drinkers.tex')
    assert not (result.outdir / 'home.tex').exists()
    assert (result.outdir / 'bar.tex').exists()


def test_books_are_not_written_over_one_another(build: Project) -> None:
    page = HOME.replace(':also: imprint', ':also: /imprint')

    result = build(
        {**FILES, 'a/b.rst': page, 'a-b.rst': page, 'imprint.rst': IMPRINT},
        builder='latex',
        confoverrides={'project': 'a-b'},
        warningiserror=True,
    )

    names = {path.name for path in result.outdir.glob('a-b*.tex')}
    assert names == {'a-b.tex', 'a-b-book.tex', 'a-b-book-book.tex'}
    assert 'Something else' in result.text('a-b.tex')


def test_in_an_ordinary_build_an_edition_is_a_page_that_lists_its_articles(
    project: Project,
) -> None:
    result = project(PROJECT, warningiserror=True)

    page = result.text('home.html')
    assert 'A booklet for those who drink it.' in page
    listed = page[page.index('series-edition') :]
    assert re.findall('href="([^"#]+html)"', listed)[:3] == [
        'start.html',
        'cups/bitter.html',
        'beans/origin.html',
    ]
    assert result.app.env.toctree_includes['index'][:2] == ['other', 'start']


def test_message_catalogues_are_of_the_whole_project(project: Project) -> None:
    result = project(
        PROJECT,
        builder='gettext',
        confoverrides={'root_doc': 'home', 'gettext_compact': False},
    )

    assert 'qzmarksentence' in result.text('cups/extraction.pot')
    assert 'A booklet for those who drink it.' in result.text('home.pot')


def test_one_directory_of_doctrees_serves_editions_and_site_in_turn(
    project: Project,
) -> None:
    fresh = snapshot(edition(project, 'index', builddir='fresh').outdir)
    homes = snapshot(edition(project, 'home', builddir='fresh-home').outdir)
    bars = snapshot(edition(project, 'bar', builddir='fresh-bar').outdir)
    found = []

    for page in ('home', 'bar', 'home', 'index'):
        shared = project.directory / 'shared' / 'html'
        for path in sorted(shared.rglob('*'), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        found.append(snapshot(edition(project, page, builddir='shared').outdir))

    assert found == [homes, bars, homes, fresh]


@pytest.mark.parametrize(
    ('builder', 'pages'),
    [
        ('html', 'beans/varieties.html'),
        ('dirhtml', 'beans/varieties/index.html'),
        ('text', 'beans/varieties.txt'),
    ],
)
def test_pages_of_the_whole_site_that_are_left_over_are_told(
    project: Project, builder: str, pages: str
) -> None:
    whole = project(PROJECT, builder=builder)

    result = project(builder=builder, confoverrides={'root_doc': 'home'})
    again = project(builder=builder, confoverrides={'root_doc': 'home'})

    [warning] = result.warnings
    assert warning.startswith('home.rst:4: WARNING: the output directory holds what')
    assert f'“{pages}”' in warning
    assert again.warnings == result.warnings
    assert whole.warnings == []
    if builder == 'html':
        # What is written new says nothing of them.
        for name in (
            'searchindex.js',
            'genindex.html',
            'series.json',
            'feeds/coffee.atom',
        ):
            assert 'qzmark' not in result.text(name).lower()


def test_a_book_takes_in_nothing_of_what_an_earlier_one_has_left(
    project: Project,
) -> None:
    project(PROJECT, builder='epub')

    result = project(builder='epub', confoverrides={'root_doc': 'home'})

    with ZipFile(result.outdir / 'Coffeeathome.epub') as book:
        assert [name for name in book.namelist() if 'qzmark' in name] == []
        found = [name for name in book.namelist() if b'qzmark' in book.read(name)]
    assert found == []
    assert 'the output directory holds what' in result.warnings[0]


@pytest.mark.parametrize('builder', ['html', 'dirhtml', 'epub'])
def test_pages_of_what_is_no_more_are_told_and_come_into_no_book(
    project: Project, builder: str
) -> None:
    module = '\n.. py:module:: qzmarkmodule\n'
    secret = PROJECT['cups/extraction.rst'] + module
    project({**PROJECT, 'cups/extraction.rst': secret}, builder=builder)
    renamed = {'cups/extraction.rst': None, 'cups/other.rst': secret}

    result = project(renamed, builder=builder, confoverrides={'root_doc': 'home'})
    again = project(builder=builder, confoverrides={'root_doc': 'home'})

    told = '\n'.join(result.warnings)
    assert '“cups/extraction' in told
    assert '“py-modindex' in told
    assert again.warnings == result.warnings
    for book in result.outdir.glob('Coffee*.epub'):
        with ZipFile(book) as archive:
            assert not [n for n in archive.namelist() if b'qzmark' in archive.read(n)]


def test_pages_that_are_written_last_or_copied_are_not_left_over(
    project: Project,
) -> None:
    conf = CONF + "    html_additional_pages = {'more': 'search.html'}\n"
    conf += "    html_extra_path = ['extra']\n"
    files = {**PROJECT, 'conf.py': conf, 'extra/own.html': '<p>Mine</p>'}
    overrides = {'root_doc': 'home', 'exclude_patterns': ['extra']}

    project(files, confoverrides=overrides)
    again = project(confoverrides=overrides)

    assert again.warnings == []
    assert (again.outdir / 'own.html').exists()


def test_doctrees_of_the_whole_project_in_an_output_are_told(project: Project) -> None:
    project(PROJECT, builddir='before')
    output = project.directory / 'output'
    options = '-q', '-D', 'root_doc=home', project.srcdir, output

    told = errors_of_sphinx_build(*options)

    assert 'holds what the edition leaves out: “.doctrees”; expected' in told


def test_an_edition_is_the_same_when_it_is_built_in_parallel(project: Project) -> None:
    one = snapshot(edition(project, 'home', builddir='one').outdir)

    two = edition(project, 'home', builddir='two', parallel=2)

    assert snapshot(two.outdir) == one


@pytest.mark.parametrize(
    'change',
    [
        {'cups/bitter.rst': PROJECT['cups/bitter.rst'].replace('bitter*', 'sour*')},
        {'cups/extraction.rst': SECRET.replace('Extraction', 'Distraction')},
        {'beans/mill.rst': article('The mill', 'coffee A3', 'What it does.')},
        {'beans/origin.rst': None},
        {'home.rst': HOME.replace(':audience: A', ':articles: A2, A1, B1')},
        {'imprint.rst': IMPRINT + '\n    More :doc:`/cups/extraction`.\n'},
        {'index.rst': FILES['index.rst'].replace(':title: Coffee', ':title: Cups')},
    ],
)
@pytest.mark.parametrize('root', ['home', 'index'])
def test_an_edition_is_right_after_an_edit(
    project: Project, change: dict[str, str | None], root: str
) -> None:
    files = {
        **PROJECT,
        'cups/bitter.rst': PROJECT['cups/bitter.rst'] + '\nSee :series:article:`B1`.\n',
    }
    overrides = {'root_doc': root}
    project(files, confoverrides=overrides)
    again = project(change, confoverrides=overrides)
    clean = project(builddir='clean', confoverrides=overrides)

    pages = {
        name: data
        for name, data in snapshot(clean.outdir).items()
        if not name.startswith(('searchindex', 'genindex', 'other', 'cups/qz'))
    }
    incremental = snapshot(again.outdir)
    assert {name: incremental.get(name) for name in pages} == pages


MARKDOWN = {
    'conf.py': """
        extensions += ['myst_parser']
        myst_enable_extensions = ['colon_fence', 'dollarmath']
        source_suffix['.md'] = 'markdown'
        epub_show_urls = 'no'
        copyright = '2026, nobody'
        version = '1.0'
        """,
    'index.md': """
        # Coffee

        :::{series-hub} coffee
        :pairs: What makes a good cup
        :::
        """,
    'home.md': """
        # For drinkers

        :::{series-edition} coffee
        :audience: A
        :also: imprint

        A *booklet*.
        :::
        """,
    'bar.md': """
        # For the bar

        :::{series-edition} coffee
        :articles: B*
        :::
        """,
    'imprint.md': '# Imprint\n\nWho wrote this.\n',
    'a1.md': """
        # Why it tastes bitter

        :::{series-article} coffee A1
        Three things to change.
        :::
        """,
    'b1.md': """
        # Qzmarktitle

        :::{series-article} coffee B1
        The qzmarksummary.
        :::

        (qzmarklabel)=
        ## Qzmarksection

        $$ qzmarkmath $$ (qzmarkequation)

        Words[^note].

        [^note]: Qzmarknote
        """,
}


@pytest.mark.parametrize('builder', ['html', 'epub', 'latex', 'text'])
def test_an_edition_in_markdown_leaks_nothing_either(
    build: Project, builder: str
) -> None:
    result = build(
        MARKDOWN,
        builder=builder,
        confoverrides={'root_doc': 'home'},
        warningiserror=True,
    )

    output = b''.join(data for _name, data in files_of(result.outdir))
    assert b'qzmark' not in output.lower()
    assert b'Why it tastes bitter' in output


def test_references_of_markdown_say_what_and_where(build: Project) -> None:
    written = (
        '[](b1.md), [](#qzmarklabel), [](b1.md#qzmarksection), {eq}`qzmarkequation`'
    )
    text = MARKDOWN['a1.md'] + f'\n        See {written}.\n'

    result = build(
        {**MARKDOWN, 'a1.md': text},
        builder='text',
        confoverrides={'root_doc': 'home', 'myst_heading_anchors': 2},
        warningiserror=True,
    )

    title, section = 'Qzmarktitle (in For the bar)', 'Qzmarksection (in For the bar)'
    shown = ' '.join(result.text('a1.txt').split()).replace('*', '')
    assert f'See {title}, {section}, {section}, {title}.' in shown


def snapshot(outdir: Path) -> dict[str, bytes]:
    """Return the files of an output by their names."""
    return {name: data for name, data in files_of(outdir) if name != '.buildinfo'}


# -- what authors can get wrong --------------------------------------------------------


#: What an author writes in place of what, and what the warning says.
MISTAKES = {
    'a code that is none': (':audience: A', ':articles: A0, C7', 'names “C7”'),
    'no route': (':audience: A', ':articles: A0,', 'column 4 of “:articles: A0,”'),
    'an audience': (':audience: A', ':audience: X', '“:audience:”: expected A, B;'),
    'its label': (':audience: A', ':audience: expert', 'A, B (did you mean “B”?);'),
    'a route': (':audience: A', ':route: X', 'for “:route:”: expected the “:name:”'),
    'a document': (
        ':also: imprint',
        ':also: imprit',
        '“imprit”, which is not a document of this project (did you mean “imprint”?)',
    ),
    'a series': ('coffee', 'cofee', 'no series “cofee” (did you mean “coffee”?)'),
    'a second one': (
        'A booklet',
        'A.\n\n    .. series-edition:: coffee\n\n       A booklet',
        'a hub, an article or an edition already',
    ),
    'a toctree': (
        'A booklet',
        'A.\n\n       .. toctree::\n\n          beans/origin\n\n       A booklet',
        'lists “beans/origin” in a toctree',
    ),
}


@pytest.mark.parametrize('mistake', MISTAKES)
def test_a_mistake_is_said_where_it_is(build: Project, mistake: str) -> None:
    right, wrong, warning = MISTAKES[mistake]
    page = HOME.replace(right, wrong)

    result = build({**FILES, 'home.rst': page, 'imprint.rst': IMPRINT})

    assert len(result.warnings) == 1
    assert warning in result.warnings[0]
    assert re.match('home.rst:[0-9]+: WARNING', result.warnings[0])


@pytest.mark.parametrize(
    ('wrong', 'warning'),
    [
        (':articles: A9', 'holds no article that has a document'),
        (':articles: A1 and A2', 'column 4 of “:articles: A1 and A2”'),
        (':audience: drinkers', 'nothing called “drinkers” for “:audience:”'),
        (':route: short', 'nothing called “short” for “:route:”'),
    ],
)
def test_a_book_holds_nothing_that_nobody_asked_for(
    build: Project, wrong: str, warning: str
) -> None:
    hub = FILES['index.rst'].replace(':status:', ':planned: A9 Later\n       :status:')
    page = HOME.replace(':audience: A', wrong)
    files = {**FILES, 'index.rst': hub, 'home.rst': page, 'imprint.rst': IMPRINT}

    result = build(files, confoverrides={'root_doc': 'home'})
    ordinary = build(builder='latex')

    assert len(result.warnings) == 1
    assert warning in result.warnings[0]
    pages = {path.stem for path in result.outdir.rglob('*.html')}
    assert pages == {'home', 'genindex', 'search'}
    assert 'A last word before the articles.' in result.text('home.html')
    assert warning in ordinary.warnings[0]
    assert not (ordinary.outdir / 'home.tex').exists()


def test_a_book_inside_a_book_is_not_made(build: Project) -> None:
    other = FILES['other.rst'] + '\n\n        .. toctree::\n\n           home\n'

    result = build(
        {**FILES, 'other.rst': other, 'home.rst': HOME, 'imprint.rst': IMPRINT},
        builder='latex',
    )

    assert any(
        'is part of “index”, which is a book itself' in w for w in result.warnings
    )
    assert not (result.outdir / 'home.tex').exists()


def test_an_article_lists_nothing_that_the_edition_leaves_out(build: Project) -> None:
    origin = FILES['beans/origin.rst'] + dedent("""
        .. toctree::

           varieties
           map
        """)
    files = {
        **FILES,
        'beans/origin.rst': origin,
        'beans/map.rst': 'The map\n=======\n\nA map.\n',
        'home.rst': HOME,
        'imprint.rst': IMPRINT,
    }

    result = build(files, confoverrides={'root_doc': 'home'}, warningiserror=True)

    assert 'varieties' not in result.text('beans/origin.html')
    assert 'The map' in result.text('beans/origin.html')


# -- on Read the Docs ------------------------------------------------------------------


def run_jobs(project: Project, name: str) -> Path:
    """Run the commands of a configuration for Read the Docs; return its output."""
    path = Path(__file__).parents[1] / 'docs' / 'snippets' / 'readthedocs' / name
    jobs = yaml.safe_load(path.read_text('utf-8'))['build']['jobs']
    commands = [*jobs.get('build', {}).get('html', ()), *jobs.get('post_build', ())]
    output = project.directory / 'output'
    python = Path(sys.executable).parent
    environment = {
        **os.environ,
        'PATH': f'{python}:{os.environ["PATH"]}',
        'READTHEDOCS_OUTPUT': str(output),
    }
    for command in commands:
        subprocess.run(  # noqa: S602 (the command is in our documentation)
            command, shell=True, check=True, cwd=project.directory, env=environment
        )
    return output


@pytest.fixture
def repository(build: Project) -> Project:
    """Return a repository with documentation that has a booklet."""
    build.srcdir = build.directory / 'docs'
    page = HOME.replace('       :also: imprint\n', '')
    conf = "copyright = '2026, nobody'\nversion = '1'\n"
    build({**FILES, 'booklet.rst': page, 'conf.py': conf}, builder='dummy')
    return build


def test_read_the_docs_puts_a_book_beside_the_site(repository: Project) -> None:
    output = run_jobs(repository, 'site.yaml')

    with ZipFile(output / 'html' / 'books' / 'booklet.epub') as book:
        names = book.namelist()
    assert 'cups/bitter.xhtml' in names
    assert 'cups/extraction.xhtml' not in names


def test_read_the_docs_has_a_site_for_one_audience(repository: Project) -> None:
    site = run_jobs(repository, 'booklet.yaml') / 'html'

    assert (site / 'cups' / 'bitter.html').exists()
    assert not (site / 'cups' / 'extraction.html').exists()


# -- a root document that was to be an edition -----------------------------------------


#: What an author writes in place of what, and the line of the warning.
FAILED = {
    'an option twice': (':audience: A', ':audience: A\n       :audience: B', 4),
    'another name': ('series-edition', 'series-editon', 4),
    'a name without a hyphen': ('series-edition', 'seriesedition', 4),
    'one colon': ('edition::', 'edition:', 4),
    'a comment': ('.. series-edition', '.. .. series-edition', 4),
    'no dots': ('.. series-edition', 'series-edition', 4),
    'no series': ('coffee', 'coffee at home', 4),
    'no argument': ('coffee\n', '\n', 4),
}


@pytest.mark.parametrize('slip', FAILED)
def test_a_root_that_was_to_be_an_edition_is_not_the_whole_project(
    project: Project, slip: str
) -> None:
    right, wrong, line = FAILED[slip]
    files = {**PROJECT, 'home.rst': HOME.replace(right, wrong)}

    result = project(files, builder='text', confoverrides={'root_doc': 'home'})

    assert [p.name for p in result.outdir.rglob('*.txt')] == ['home.txt']
    [told] = [w for w in result.warnings if 'the output is this page only' in w]
    assert told.startswith(f'home.rst:{line}: WARNING: the root document “home”')


#: The same in Markdown, and how many warnings tell it, with those of MyST.
FAILED_IN_MARKDOWN = {
    'an unknown option': (':audience: A', ':audence: A', 1),
    'an option without its colon': (':audience: A', ':audience A', 1),
    'an option below': (':audience: A', '\n        :audience: B', 1),
    'options of YAML': (':audience: A', '---\n        audence: B\n        ---', 2),
    'another name': ('{series-edition}', '{series-editon}', 2),
    'no braces': ('{series-edition}', 'series-edition', 2),
}


@pytest.mark.parametrize('slip', FAILED_IN_MARKDOWN)
def test_a_root_in_markdown_is_not_the_whole_project_either(
    build: Project, slip: str
) -> None:
    right, wrong, told = FAILED_IN_MARKDOWN[slip]
    files = {**MARKDOWN, 'home.md': MARKDOWN['home.md'].replace(right, wrong)}

    result = build(files, builder='text', confoverrides={'root_doc': 'home'})

    assert [p.name for p in result.outdir.rglob('*.txt')] == ['home.txt']
    assert len(result.warnings) == told


@pytest.mark.parametrize(
    ('wrong', 'told'),
    [(':audience B', '“:audience B”'), (':audence: B', 'did you mean “audience”?')],
)
def test_an_option_that_is_none_does_not_give_another_edition(
    build: Project, wrong: str, told: str
) -> None:
    page = HOME.replace(':audience: A', wrong)

    result = build(
        {**FILES, 'home.rst': page, 'imprint.rst': IMPRINT},
        builder='text',
        confoverrides={'root_doc': 'home'},
    )

    assert [p.name for p in result.outdir.rglob('*.txt')] == ['home.txt']
    assert told in result.warnings[0]


def test_a_root_that_shows_an_edition_as_code_is_the_whole_project(
    build: Project,
) -> None:
    page = """
        About editions
        ==============

        .. code-block:: rst

           .. series-edition:: coffee

        Use ``series-edition``.
        """

    result = build(
        {**FILES, 'about.rst': page},
        builder='text',
        confoverrides={'root_doc': 'about'},
    )

    assert (result.outdir / 'start.txt').exists()


def test_a_root_that_is_an_article_is_not_the_whole_project(build: Project) -> None:
    start = FILES['start.rst'] + '\n.. series-edition:: coffee\n'

    result = build(
        {**FILES, 'start.rst': start},
        builder='text',
        confoverrides={'root_doc': 'start'},
    )

    assert [p.name for p in result.outdir.rglob('*.txt')] == ['start.txt']
    assert 'a hub, an article or an edition already' in result.warnings[0]


def test_a_hub_is_the_whole_project_whatever_is_on_its_page(build: Project) -> None:
    hub = FILES['index.rst'] + '\n    .. series-edition:: coffee\n'

    result = build({**FILES, 'index.rst': hub}, builder='text')

    assert (result.outdir / 'cups/extraction.txt').exists()


def test_a_root_that_is_another_page_is_told_where_there_are_editions(
    project: Project,
) -> None:
    result = project(PROJECT, builder='text', confoverrides={'root_doc': 'imprint'})

    assert [w for w in result.warnings if 'series.edition' in w] == [
        (
            'imprint.rst: WARNING: the root document “imprint” is not an edition and '
            'lists no documents: expected one of the editions, “bar”, “home”; the '
            'output is the whole project [series.edition]'
        )
    ]


def test_an_edition_for_another_builder_is_not_made_of_a_root_with_a_toctree(
    project: Project,
) -> None:
    page = HOME.replace('.. series', '.. only:: latex\n\n       .. series')
    lists = '\n    .. toctree::\n\n       index\n'
    overrides = {'root_doc': 'home'}

    alone = project(
        {**PROJECT, 'home.rst': page}, builder='text', confoverrides=overrides
    )
    whole = project(
        {'home.rst': page + lists},
        builder='text',
        builddir='whole',
        confoverrides=overrides,
    )

    assert [p.name for p in alone.outdir.rglob('*.txt')] == ['home.txt']
    assert (whole.outdir / 'start.txt').exists()
