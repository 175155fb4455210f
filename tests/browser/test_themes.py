"""A short look at fifteen themes: `tox run -e themes`; CI looks at four of them.

Themes style lists, links and paragraphs in their own ways. What is asked here is
whether that tears anything of ours apart; the other modules look longer, at fewer.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from browser.conftest import show
from browser.handbook import handbook
from browser.sites import A3, EXAMPLE, HUB, STRESS, command, run_at_once, serve
from browser.stress import stress
from browser.test_accessibility import OURS, broken_rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.conftest import Reader
    from browser.sites import Site

pytestmark = pytest.mark.themes

LONG_HUB = 'handbook/index'
LONG_ARTICLE = 'handbook/c9'
PAGES = (HUB, A3, LONG_HUB, LONG_ARTICLE, STRESS)
#: The theme of Sphinx's own documentation is in its sdist and nowhere else.
OF_SPHINX = 'sphinx13'
THEMES = (
    *('alabaster', 'bizstyle', 'classic', 'furo', 'nature', 'piccolo_theme'),
    *('pydata_sphinx_theme', 'python_docs_theme', 'shibuya', 'sphinx_book_theme'),
    *('sphinx_immaterial', 'sphinx_rtd_theme', 'sphinx_wagtail_theme'),
    *('sphinxawesome_theme', OF_SPHINX),
)
#: What themes ask for in conf.py.
SETTINGS = {
    OF_SPHINX: "\nhtml_css_files = ['sphinx13.css']\n",
    # It would fetch fonts.
    'sphinx_immaterial': """
extensions.append('sphinx_immaterial')
html_theme_options = {'font': False}
""",
    'sphinx_wagtail_theme': "\nextensions.append('sphinx_wagtail_theme')\n",
}

#: What ends beyond the window, and beyond the column that a theme gives to the text.
BEYOND = """[...document.querySelectorAll('.series:not(.xref)')].flatMap(root => {
    const column = root.parentElement.getBoundingClientRect();
    const right = Math.max(document.documentElement.clientWidth, column.right) + 0.5;
    return [root, ...root.querySelectorAll('*')].filter(each => {
        const box = each.getBoundingClientRect();
        return box.width && !each.closest('.series-vh')
            && (box.right > right || box.left < Math.min(0, column.left) - 0.5);
    }).map(each => each.className);
})"""
#: Lists that a theme has given margins or bullets, or less than the width there is.
TORN = """[...document.querySelectorAll('.series:not(.xref) [role="list"]')]
    .flatMap(list => [list, ...list.children])
    .filter(each => {
        const style = getComputedStyle(each);
        const [left, bullet] = [style.marginLeft, style.listStyleType];
        return left !== '0px' || (each.localName === 'li' && bullet !== 'none');
    }).map(each => each.className)"""
NARROW = """[...document.querySelectorAll('.series-overview, nav.series-nav')]
    .filter(each => {
        const paragraph = each.closest('section, article, main, .body')
            .querySelector(':scope > p, :scope > h1');
        return each.offsetWidth < 0.9 * (paragraph?.offsetWidth ?? 0)
            || each.offsetWidth < 0.4 * Math.min(innerWidth, 700);
    }).map(each => [each.className, each.offsetWidth])"""
#: Pixels that a row of the map may be high, in columns or not.
HIGH_MAP = """[...document.querySelectorAll('.series-map__stops, .series-map__stop')]
    .filter(each => each.offsetHeight > 100 * (1 + each.querySelectorAll('li').length))
    .map(each => each.offsetHeight)"""


@pytest.fixture(params=THEMES)
def themed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """Return the example, a long series and one of long words, in a theme, served."""
    theme = request.param
    copytree(EXAMPLE, tmp_path / 'example')
    for folder, files in (('handbook', handbook()), ('stress', stress())):
        (tmp_path / folder).mkdir()
        for name, text in files.items():
            (tmp_path / folder / name).write_text(text, encoding='utf-8')
    options = ['-q']
    if theme == OF_SPHINX:
        options += ['-D', f'html_theme_path={from_sdist(tmp_path)}']
    projects = [tmp_path / name for name in ('example', 'handbook', 'stress')]
    for project in projects:
        with (project / 'conf.py').open('a', encoding='utf-8') as file:
            file.write(SETTINGS.get(theme, ''))
    run_at_once(
        command(theme, project, tmp_path / 'html' / project.name, *options)
        for project in projects
    )
    with serve(theme, tmp_path) as site:
        yield site


def from_sdist(folder: Path) -> Path:
    """Return where the theme of Sphinx's own documentation is."""
    pip = [sys.executable, '-m', 'pip', 'download', '--quiet', '--no-deps']
    pip += ['--no-binary', 'sphinx', '--dest', str(folder), 'sphinx']
    subprocess.run(pip, check=True)  # noqa: S603 (the arguments are our own)
    (path,) = folder.glob('sphinx-*.tar.gz')
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter='data')
    return folder / path.name.removesuffix('.tar.gz') / 'doc' / '_themes'


def test_a_theme_tears_nothing_of_ours_apart(themed: Site, read: Reader) -> None:
    found = {}
    for name in PAGES:
        page = read(themed.url(name))
        page.evaluate('look.open()')
        for width in (1280, 375):
            show(page, width=width)
            found[name, width] = {what: slip for what, slip in misplaced(page) if slip}
        # Pages of more cards say no more of colours than one of 13.
        if name not in {LONG_HUB, STRESS}:
            found[name, 0] = {what: slip for what, slip in illegible(page) if slip}

    assert {place: slips for place, slips in found.items() if slips} == {}


def misplaced(page: Page) -> Iterator[tuple[str, object]]:
    """Yield what is not where it should be, for each way in which it may be wrong."""
    yield 'beyond the window', page.evaluate(BEYOND)
    yield 'cut off', page.evaluate('look.clipped()')
    yield 'one over another', page.evaluate('look.overlapping()')
    yield 'torn apart', page.evaluate(TORN)
    yield 'narrow', page.evaluate(NARROW)
    yield 'a high map', page.evaluate(HIGH_MAP)


def illegible(page: Page) -> Iterator[tuple[str, object]]:
    """Yield what is hard to see, and what axe-core finds."""
    text, borders = page.evaluate('[look.text(), look.borders()]')
    yield 'pale text', text if text[0] < 4.5 else None
    yield 'pale borders', borders if borders[0] < 3 else None
    yield 'rules of the checker', broken_rules(page, where=OURS)
