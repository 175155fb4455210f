"""The examples of README and documentation become what lies beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from snippets import PROJECTS, ROOT, SNIPPETS, doctrees, documents, results

if TYPE_CHECKING:
    from pathlib import Path

#: Projects that say the same in reST and in MyST.
TWINS = tuple(
    (each.with_name(each.name.replace('myst', 'rst')), each)
    for each in PROJECTS
    if 'myst' in each.name
)
# A block of reST or MyST in a page, as opposed to a file that it includes.
INLINE = re.compile(r'(?:code-block:: |```)(?:rst|markdown)$', re.MULTILINE)
#: Pages that show a line or two which no project here can build.
ONE_LINERS = {
    'authors/large-and-shared.rst',
    'how-to/myst-and-notebooks.rst',
    'how-to/several-projects.rst',
    'how-to/split.rst',
}


@pytest.mark.parametrize('project', PROJECTS, ids=lambda each: each.name)
def test_an_example_becomes_the_doctrees_beside_it(
    project: Path, tmp_path: Path
) -> None:
    assert doctrees(project, tmp_path) == results(project)


@pytest.mark.parametrize('project', PROJECTS, ids=lambda each: each.name)
def test_every_document_of_an_example_has_its_doctree(project: Path) -> None:
    assert documents(project) == set(results(project))


@pytest.mark.parametrize(('rst', 'myst'), TWINS, ids=lambda each: each.name)
def test_an_example_becomes_the_same_in_both_markups(rst: Path, myst: Path) -> None:
    assert results(rst) == results(myst)


def test_every_example_in_myst_has_a_twin() -> None:
    markdown = {each for each in PROJECTS if list(each.rglob('*.md'))}

    assert {myst for _rst, myst in TWINS} == markdown


def test_pages_show_no_examples_but_files_that_are_built() -> None:
    docs = ROOT / 'docs'
    inline = {
        page.relative_to(docs).as_posix()
        for page in (*docs.rglob('*.rst'), *docs.rglob('*.md'))
        if not page.is_relative_to(SNIPPETS)
        and INLINE.search(page.read_text(encoding='utf-8'))
    }

    assert inline <= ONE_LINERS
