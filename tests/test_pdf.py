"""A series on paper: LaTeX compiles it, and every page reference is right.

Left out unless asked for, since LaTeX takes its time: ``tox run -e pdf``.  What it
needs of Debian is in CONTRIBUTING.md.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bread import TITLES, Bread
from conftest import Project

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.pdf

EXAMPLE = Path(__file__).parents[1] / 'example_docs'
#: Mathematics has letters of its own on paper.
PLAIN = {code: title for code, title in TITLES.items() if code != 'B1'}


class Paper:
    """A PDF, page by page, and what LaTeX said.

    Lines end where the paper does, so texts are compared without blanks and hyphens.
    """

    def __init__(self, folder: Path) -> None:
        make = ['make', '--directory', str(folder), 'all-pdf']
        result = subprocess.run(make, capture_output=True, check=False)  # noqa: S603
        assert result.returncode == 0, result.stdout[-3000:].decode(errors='replace')
        # Beside the complete book there may be those of its editions.
        pdf = max(folder.glob('*.pdf'), key=lambda path: path.stat().st_size)
        self.log = pdf.with_suffix('.log').read_text('utf-8', errors='replace')
        command = ['pdftotext', '-layout', str(pdf), '-']
        printed = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
        pages = printed.stdout.decode().split('\f')
        first = _first(pages)
        self.pages = {
            number: squeezed(page)
            for number, page in enumerate(pages, -first)
            if number > 0
        }
        self.text = ''.join(self.pages.values())

    def start_of(self, title: str) -> int:
        """Return the number of the page on which a section begins."""
        # A title that ends with a reference has the page of that behind it.
        words = squeezed(title).removesuffix(')')
        heading = re.compile(r'\d\.\d+' + re.escape(words))
        (number,) = [n for n, page in self.pages.items() if heading.search(page)]
        return number

    def named(self, code: str, title: str) -> list[int]:
        """Return the numbers behind all links to an article."""
        link = rf'{code}(?::{re.escape(squeezed(title))})?\(page(\d+)\)'
        return [int(number) for number in re.findall(link, self.text)]


def squeezed(text: str) -> str:
    """Return a text without what depends on the ends of lines."""
    return re.sub(r'[\s-]+', '', text)


def _first(pages: list[str]) -> int:
    """Return how many pages come before the one numbered 1.

    Numbers stand at the feet, beside words; most of them can be read.
    """
    differences: Counter[int] = Counter()
    for position, page in enumerate(pages):
        foot = (page.strip().splitlines() or [''])[-1].strip()
        found = re.fullmatch(r'(\d+)(?:\s{2,}.*)?|.*\s{2,}(\d+)', foot)
        if found:
            differences[position - int(found[1] or found[2])] += 1
    return differences.most_common(1)[0][0]


@pytest.fixture(scope='module')
def bread(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """Return the project with everything in it."""
    return Paper(Bread(tmp_path_factory.mktemp('bread'))('latex').outdir)


@pytest.fixture(scope='module')
def example(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """Return the example."""
    return Paper(printed(tmp_path_factory.mktemp('example'), EXAMPLE, {}))


def printed(folder: Path, source: Path, settings: Mapping[str, object]) -> Path:
    """Return the folder with a project's LaTeX, page references switched on."""
    project = Project(folder)
    shutil.copytree(source, project.srcdir)
    settings = {'latex_show_pagerefs': True, **settings}
    result = project(builder='latex', warningiserror=True, confoverrides=settings)
    project.close()
    return result.outdir


@pytest.mark.parametrize('paper', ['bread', 'example'])
def test_latex_knows_every_reference(
    paper: str, request: pytest.FixtureRequest
) -> None:
    made: Paper = request.getfixturevalue(paper)

    assert '??' not in made.text
    assert 'There were undefined references' not in made.log
    assert 'multiply defined' not in made.log


@pytest.mark.parametrize('code', PLAIN)
def test_the_page_that_is_named_is_the_one_where_the_article_begins(
    bread: Paper, code: str
) -> None:
    title = PLAIN[code]

    named = bread.named(code, title)

    assert len(named) >= 2
    assert set(named) == {bread.start_of(title)}


def test_the_example_names_the_right_pages(example: Paper) -> None:
    for path in EXAMPLE.glob('*/*.*'):
        source = path.read_text(encoding='utf-8')
        found = re.search(r'series-article(?:::|}) car-t (\w+)', source)
        if found:
            title = source.removeprefix('# ').splitlines()[0].replace('*', '')
            named = example.named(found[1], title)
            assert len(named) >= 2
            assert set(named) == {example.start_of(title)}


def test_titles_and_summaries_are_on_paper(bread: Paper) -> None:
    for text in (
        *PLAIN.values(),
        'Read this first: what gas, gluten and time do.',
        'How much water a flour takes is its hydration, or less.',
        'Flour, water, patience, and 100 % of nothing else.',
        'Two kinds of microbes, one hydration.',
        'The first paragraph serves as its summary',
        'How much starter for 100 % wheat?',
        'Topic 4: Time & temperature',
        'This takes a while.',
    ):
        assert squeezed(text) in bread.text
    assert squeezed('Nobody is to see this yet') not in bread.text


def test_a_route_is_one_line_with_pages(bread: Paper) -> None:
    codes = ('A0', 'A1', 'A2', 'A3', 'A4')

    steps = [f'{code} (page {bread.start_of(PLAIN[code])})' for code in codes]

    line = f'{", ".join(steps)} (5 articles, 7 minutes)'
    assert squeezed(line) in bread.text


@pytest.mark.parametrize('language', ['de', 'ja', 'zh_CN'])
def test_other_languages_and_engines_compile(tmp_path: Path, language: str) -> None:
    source = Path(__file__).with_name('stress') / 'rest'

    made = Paper(printed(tmp_path, source, {'language': language}))

    assert 'There were undefined references' not in made.log
    assert '??' not in made.text
