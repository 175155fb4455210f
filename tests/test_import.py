"""``sphinx-series import``: a page by hand, or folders, and the hub they come to."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from sphinxext_series.environment.domain import series_domain
from sphinxext_series.tools.command import main

if TYPE_CHECKING:
    from conftest import Project

SNIPPETS = Path(__file__).parents[1] / 'docs' / 'snippets'
HUB = """\
.. series-hub:: coffee
   :pairs:
      The cup
      The bean
   :articles:
      A1 /a1
      B1 /b1
   :planned:
      A2 Light or dark

..
   .. reading-guide::

      .. reading-route:: If you only want a better cup
         :steps: A1, A2
"""


def project(folder: Path, files: dict[str, str]) -> str:
    """Write a project that knows nothing of series, and return its folder."""
    for name, text in {'conf.py': '', **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding='utf-8')
    return str(folder)


def page(title: str) -> str:
    return f'{title}\n{"=" * len(title)}\n'


def told(printed: str) -> list[str]:
    """Return the lines of the index that were not understood."""
    found = re.findall(r'index\.rst:(\d+): not understood: (.*)', printed)
    return [f'{line}: {text}' for line, text in found]


def test_the_page_of_the_how_to_gives_pairs_articles_and_planned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SNIPPETS / 'hand-made-before', tmp_path / 'docs')

    code = main(['import', 'index', str(tmp_path / 'docs')])

    assert capsys.readouterr() == (HUB, '')
    assert code == 0


def test_it_is_the_series_that_the_how_to_ends_with(build: Project) -> None:
    before, after = SNIPPETS / 'hand-made-before', SNIPPETS / 'hand-made-after'
    sources = {p.name: p.read_text(encoding='utf-8') for p in before.glob('*.rst')}
    title = sources['index.rst'].partition('\n\n')[0]
    ours = build({**sources, 'index.rst': f'{title}\n\n{HUB}'})
    imported = series_domain(ours.app.env).catalogue.series['coffee']
    found = {code: a.docname for code, a in imported.index.items()}
    titles = {number: pair.title for number, pair in imported.pairs.items()}

    theirs = build({p.name: p.read_text(encoding='utf-8') for p in after.glob('*.rst')})

    series = series_domain(theirs.app.env).catalogue.series['coffee']
    assert found == {code: a.docname for code, a in series.index.items()}
    assert titles == {number: pair.title for number, pair in series.pairs.items()}


def test_folders_are_paired_by_the_names_of_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = '.. toctree::\n\n   guides/wash\n   guides/cut\n'
    folder = project(
        tmp_path,
        {
            'index.rst': f'{page("Lawns")}\n{index}',
            'guides/cut.rst': page('Cutting grass'),
            'guides/wash.rst': page('Washing up'),
            'guides/part-10.rst': page('Ten'),
            'guides/part-9.rst': page('Nine'),
            'internals/cut.rst': page('Blades'),
            'internals/wash.rst': page('Pumps'),
        },
    )

    code = main(
        [
            *('import', '--series', 'lawn', '--in', folder),
            *('--audiences', 'A=guides', 'B=internals'),
        ]
    )

    assert code == 0
    assert capsys.readouterr().out == dedent("""\
        .. series-hub:: lawn
           :audiences: A Guides, B Internals
           :pairs:
              Washing up
              Cutting grass
              Nine
              Ten
           :articles:
              A1 /guides/wash
              B1 /internals/wash
              A2 /guides/cut
              B2 /internals/cut
              A3 /guides/part-9
              A4 /guides/part-10
        """)


def test_parts_are_numbered_as_their_texts_say_and_the_rest_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = """
        * Part 2: :doc:`two`
        * Part 1: :doc:`one`
        * :doc:`one` and :doc:`two` together
        * Nothing
        """
    folder = project(
        tmp_path,
        {
            'index.rst': page('Knots') + dedent(text),
            'one.rst': page('One'),
            'two.rst': page('Two'),
        },
    )

    code = main(['import', 'index.rst', folder])

    printed = capsys.readouterr()
    assert code == 1
    assert printed.out.splitlines()[1:] == [
        '   :articles:',
        '      A1 /one',
        '      A2 /two',
    ]
    assert told(printed.err) == ['6: one and two together', '7: Nothing']


@pytest.mark.parametrize(
    ('text', 'articles', 'code'),
    [
        (
            '* **Tour:** :doc:`Part 1: One <one>` |\n  :doc:`Part 2: Two <two>`\n',
            ['A1 /one', 'A2 /two'],
            0,
        ),
        ('* 9:20-9:50 :doc:`one`\n* 10-10:30 *Break*\n* :doc:`two`\n', None, 1),
        ('.. toctree::\n\n   two\n   one\n', ['A1 /two', 'A2 /one'], 0),
        ('* :doc:`A1 <one>`\n* :doc:`A1 <two>`\n', ['A1 /one'], 1),
        ('* :doc:`one`\n* :doc:`Part 1 <two>`\n', ['A1 /two', 'A2 /one'], 0),
    ],
    ids=str,
)
def test_pages_as_others_write_them(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str,
    articles: list[str] | None,
    code: int,
) -> None:
    sources = {'one.rst': page('One'), 'two.rst': page('Two')}
    folder = project(tmp_path, {**sources, 'index.rst': page('Knots') + '\n' + text})

    assert main(['import', 'index', folder]) == code

    printed = capsys.readouterr().out.splitlines()
    expected = articles or ['A1 /one', 'A2 /two']
    assert printed[1:] == ['   :articles:', *(f'      {line}' for line in expected)]


SHAPES = {
    'definitions': (
        """
        Part 1
           Read :doc:`one`.

        :doc:`A2: Two <two>`
           The rest; see :doc:`three`, too.

        Six (coming soon)
           Later.
        """,
        [':articles:', 'A1 /one', 'A2 /two'],
        ['10: Six (coming soon)'],
    ),
    'a table for each audience': (
        """
        ======  ============  ==============
        Topic   Kids, all     For experts
        ======  ============  ==============
        Knots   :doc:`one`    :doc:`two`
        Ropes   :doc:`three`  coming soon
        ======  ============  ==============
        """,
        [
            ':audiences: A Kids  all, B For experts',
            ':pairs:',
            'Knots',
            'Ropes',
            ':articles:',
            'A1 /one',
            'B1 /two',
            'A2 /three',
        ],
        ['8: coming soon'],
    ),
    'a table without a head': (
        """
        .. list-table::

           * - :doc:`one`
             - :doc:`two`
             - :doc:`three`
           * - soon
             -
             - –
        """,
        [
            ':audiences: A Audience A, B Audience B, C Audience C',
            ':articles:',
            'A1 /one',
            'B1 /two',
            'C1 /three',
        ],
        ['9: soon'],
    ),
    'a table of parts': (
        """
        .. list-table::

           * - A0
             - :doc:`one`
           * - B1
             - :doc:`two`, by Ann
           * - B2
             - Nets (soon)
           * - Seven
             - soon
        """,
        [':articles:', 'A0 /one', 'B1 /two', ':planned:', 'B2 Nets'],
        ['12: Seven soon'],
    ),
    'lists below what names them': (
        """
        * First:

          * :doc:`one`, with

            * rope
          * soon

        * Second:

          * :doc:`two`
          * `Four <https://knots.example/four>`_
        """,
        [':pairs:', 'First', 'Second', ':articles:', 'A1 /one', 'A2 /two'],
        ['9: soon', '14: Four'],
    ),
    'twice, and once in a sentence': (
        """
        * A1: :doc:`one`
        * B1: :doc:`two`

        | A1 is for all.
        | There is :doc:`three`, too.

        * :doc:`one` again
        * B1: the other

        .. contents::

        .. toctree::

           one
           three
        """,
        [':articles:', 'A1 /one', 'B1 /two'],
        ['8: There is three, too.', '15: in the toctree: three'],
    ),
}


@pytest.mark.parametrize(('text', 'hub', 'not_understood'), SHAPES.values(), ids=SHAPES)
def test_each_line_is_understood_or_told(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str,
    hub: list[str],
    not_understood: list[str],
) -> None:
    sources = {f'{n}.rst': page(n.capitalize()) for n in ('one', 'two', 'three')}
    folder = project(tmp_path, {**sources, 'index.rst': page('Knots') + dedent(text)})

    code = main(['import', 'index', folder])

    printed = capsys.readouterr()
    assert [line.strip() for line in printed.out.splitlines()[1:]] == hub
    assert told(printed.err) == not_understood
    assert code == 1


def test_cards_are_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = """
        .. card:: Part 2: Bends
           :link: one
           :link-type: doc

        .. card:: Part 3: Nets

           Soon.

        .. card:: More to come
        """
    conf = "extensions = ['sphinx_design']"
    sources = {'conf.py': conf, 'index.rst': page('Knots') + dedent(text)}
    folder = project(tmp_path, {**sources, 'one.rst': page('One')})

    code = main(['import', 'index', folder])

    printed = capsys.readouterr()
    assert printed.out.splitlines()[1:] == [
        '   :articles:',
        '      A2 /one',
        '   :planned:',
        '      A3 Nets',
    ]
    assert told(printed.err) == ['12: More to come']
    assert code == 1


def test_markdown_gives_markdown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(
        tmp_path,
        {
            'conf.py': "extensions = ['myst_parser']",
            'index.md': '# Knots\n\n- A1: [One](one.md)\n- B1: [Two](two.md)\n',
            'one.md': '# One\n',
            'two.md': '# Two\n',
        },
    )

    assert main(['import', 'index', folder]) == 0
    assert capsys.readouterr().out == dedent("""\
        ```{series-hub} knots
        :articles:
           A1 /one
           B1 /two
        ```
        """)


@pytest.mark.parametrize(
    ('arguments', 'code', 'told'),
    [
        (['index'], 1, 'no articles were found'),
        (['indx'], 2, 'no page “indx” (did you mean “index”?)'),
        ([], 2, 'expected a page, or folders'),
        (['index', '--series', 'a/b'], 2, 'cannot name a series'),
        (['--audiences', 'guides'], 2, 'expected a code and a folder'),
        (['--audiences', 'A=guides'], 2, 'no documents in the folder “guides”'),
    ],
    ids=str,
)
def test_what_gives_nothing_says_so(  # noqa: PLR0917 (fixtures)
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    told: str,
) -> None:
    project(tmp_path, {'index.rst': page('Knots') + '\n* rope\n'})
    monkeypatch.chdir(tmp_path)

    assert main(['import', *arguments]) == code

    printed = capsys.readouterr()
    assert told in printed.err
    assert printed.out == ''
    assert {path.name for path in tmp_path.iterdir()} == {'conf.py', 'index.rst'}


def test_a_page_that_is_a_hub_has_been_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub = page('Knots') + '\n.. series-hub:: knots\n\n* :doc:`rope`\n'
    project(tmp_path, {'index.rst': hub, 'rope.rst': page('Rope')})

    assert main(['import', 'index', str(tmp_path)]) == 2

    printed = capsys.readouterr()
    assert 'is the hub of series “knots” already' in printed.err
    assert printed.out == ''
