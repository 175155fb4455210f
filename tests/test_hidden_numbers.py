"""What is numbered in a summary that the article does not show takes no number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from conftest import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERED = """
.. figure:: x.png

   {} figure

.. math:: a
   :label: {}-equation

.. code-block:: text
   :caption: {} code
   :name: {}-code

   x = 1

.. table:: {} table

   = =
   a b
   = =

.. [#] {} note.
"""
FILES = {
    'conf.py': "numfig = True\nhtml_theme = 'basic'\n",
    'x.png': '',
    'index.rst': 'Hub\n===\n\n.. series-hub:: tea\n',
    'a.rst': '\n'.join(
        (
            'Title\n=====\n\n.. series-article:: tea A1\n\n   Words [#]_ and [#s]_.\n',
            *(f'   {line}' for line in NUMBERED.replace('{}', 'Hidden').splitlines()),
            '   .. [#s] Shared note.\n',
            'Text [#]_, [#s]_, :eq:`Visible-equation`.\n',
            NUMBERED.replace('{}', 'Visible'),
        )
    ),
}


@pytest.fixture(scope='module')
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Return a project whose article has all of it, seen and unseen."""
    project = Project(tmp_path_factory.mktemp('hidden'))
    project._write(dict(FILES))  # noqa: SLF001
    yield project
    project.close()


def words(html: str) -> str:
    """Return the text of a page on one line."""
    body = html.partition('role="main">')[2] or html
    return ' '.join(re.sub('<[^>]*>', ' ', body).split())


@pytest.mark.parametrize(
    ('builder', 'page'),
    [('html', 'a.html'), ('singlehtml', 'index.html'), ('epub', 'a.xhtml')],
)
def test_readers_count_from_one_in_html(tea: Project, builder: str, page: str) -> None:
    text = words(tea(builder=builder).text(page))

    for first in ('Fig. 1 Visible figure', 'Table 1 Visible table'):
        assert first in text
    assert 'Listing 1 Visible code' in text
    assert '(1)' in text.partition('Visible figure')[2]
    assert '(2)' not in text
    assert 'Shared note.' in text
    assert 'Hidden note.' not in text
    assert '[3]' not in text


def test_a_card_on_the_hub_shows_it_without_numbers(tea: Project) -> None:
    text = words(tea().text('index.html'))

    assert 'Words and.' in text
    assert 'Hidden figure' in text
    assert not re.search(r'(Fig\.|Listing|Table) \d', text)


def test_captioned_code_is_numbered_in_its_own_place_only(tea: Project) -> None:
    result = tea(builder='texinfo')
    (path,) = result.outdir.glob('*.texi')

    assert path.read_text(encoding='utf-8').count('@float LiteralBlock') == 1


def test_readers_count_from_one_in_latex(tea: Project) -> None:
    result = tea(builder='latex')
    (path,) = result.outdir.glob('*.tex')
    text = path.read_text(encoding='utf-8').partition(r'\chapter{Title}')[2]

    assert 'refstepcounter' not in text
    assert 'Hidden' not in text
    assert text.count(r'\begin{equation}') == text.count(r'\begin{figure}') == 1


def test_readers_count_from_one_in_texts(tea: Project) -> None:
    text = tea(builder='text').text('a.txt')

    assert '[1] Shared note.' in text
    assert 'Text [2], [1], (1).' in text
    assert '[3]' not in text


def test_a_summary_that_is_shown_counts(tea: Project) -> None:
    shown = FILES['a.rst'].replace('tea A1\n', 'tea A1\n   :show-summary:\n')

    text = words(tea({'a.rst': shown}).text('a.html'))

    assert 'Fig. 1 Hidden figure' in text
    assert 'Fig. 2 Visible figure' in text
