"""What a page costs its reader, as figures with their limits: `tox run -e readers`.

How far down the text begins on a phone, how often Tab is pressed before it, which words
are cut in two, what moves while fonts come, how often the same link is around a text.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import sync_playwright

from browser.conftest import LOOK, executable
from browser.handbook import handbook
from browser.sites import EXAMPLE, WITH_US, WITHOUT_US, command, run_at_once, serve
from browser.test_accessibility import broken_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

HUB = 'example/series/car-t'
A3 = 'example/lab/solid-tumours'
B3 = 'example/lab/engineering-solid-tumours'
LONG_HUB = 'handbook/index'
C9 = 'handbook/c9'
#: One of its companions is planned.
C30 = 'handbook/c30'
#: The height of that hub on a phone in November 2026, before its cards were calmer.
HEIGHT_BEFORE = 46_168
PHONE, SCREEN = 375, 1280
#: Themes that load fonts of their own.
WITH_FONTS = ('sphinx_rtd_theme', 'piccolo_theme')

BAR = "[...document.querySelectorAll('nav.series-nav')].map(n => n.offsetHeight)[0]"
HEIGHT = 'document.documentElement.scrollHeight'
#: Links of the bar, and what unfolds it.
STOPS = """[...document.querySelectorAll(
    'nav.series-nav :is(a[href], summary, button, input)')]
        .filter(each => each.checkVisibility()).length"""
#: Words of labels on the map that are on two lines.
BROKEN = """[...document.querySelectorAll('.series-map__label')].flatMap(label => {
    const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
    const broken = [];
    while (walker.nextNode()) {
        const text = walker.currentNode;
        for (const {0: word, index} of text.data.matchAll(/\\p{L}+/gu)) {
            const range = document.createRange();
            range.setStart(text, index);
            range.setEnd(text, index + word.length);
            if (range.getClientRects().length > 1) broken.push(word);
        }
    }
    return broken;
}).length"""
#: How often the link that occurs most often is around the text, folded lists aside.
REPEATED = """Math.max(...Object.values(Object.groupBy(
    [...document.querySelectorAll('nav.series a[href]')]
        .filter(link => link.checkVisibility()),
    link => link.href)).map(links => links.length))"""


class Figure(NamedTuple):
    """What was measured: it may be at most *limit*."""

    name: str
    limit: float
    measured: float


def main() -> int:
    """Build, measure, print a table; return 1 if a limit is passed."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=executable())
        figures = [*measure(browser, Path(folder))]
        browser.close()
    width = max(len(figure.name) for figure in figures)
    for name, limit, measured in figures:
        verdict = '' if measured <= limit else '  MISSED'
        print(f'{name:{width}}  {measured:>9g}  limit {limit:>6g}{verdict}')  # noqa: T201
    return int(any(figure.measured > figure.limit for figure in figures))


def measure(browser: Browser, folder: Path) -> Iterator[Figure]:
    """Yield all figures."""
    source = folder / 'source'
    source.mkdir()
    for name, text in handbook().items():
        (source / name).write_text(text, encoding='utf-8')
    builds = [
        ('furo', 'handbook', source, WITH_US),
        *((theme, 'example', EXAMPLE, WITH_US) for theme in ('furo', *WITH_FONTS)),
        *((theme, 'plain-example', EXAMPLE, WITHOUT_US) for theme in WITH_FONTS),
    ]
    run_at_once(
        command(theme, project, folder / theme / 'html' / name, *options)
        for theme, name, project, options in builds
    )
    yield from _in_furo(browser, folder / 'furo')
    for theme in WITH_FONTS:
        yield from _shifts(browser, theme, folder / theme)


def _in_furo(browser: Browser, folder: Path) -> Iterator[Figure]:
    with serve('furo', folder) as site:
        page = browser.new_page()

        def ask(url: str, question: str, width: int = PHONE) -> float:
            page.set_viewport_size({'width': width, 'height': 812})
            page.goto(site.url(url))
            return float(page.evaluate(question))

        yield Figure('bar of A3 on a phone, px', 175, ask(A3, BAR))
        yield Figure('bar of B3 on a phone, px', 195, ask(B3, BAR))
        yield Figure('bar for three audiences, px', 300, ask(C9, BAR))
        yield Figure('the same, one text is planned, px', 325, ask(C30, BAR))
        for name in (A3, B3):
            code = 'A3' if name == A3 else 'B3'
            yield Figure(f'tab stops before the text, {code}', 4, ask(name, STOPS))
            yield Figure(f'links to one page around {code}', 3, ask(name, REPEATED))
        for width in (SCREEN, PHONE):
            broken = ask(LONG_HUB, BROKEN, width)
            yield Figure(f'words broken on a map of 40 topics, {width} px', 0, broken)
        limit = round(0.6 * HEIGHT_BEFORE)
        yield Figure('hub of 121 articles, px', limit, ask(LONG_HUB, HEIGHT))
        for name in (HUB, A3, B3, LONG_HUB, C9):
            ask(name, HEIGHT)
            page.evaluate(LOOK)
            page.evaluate('look.open()')
            yield Figure(f'rules that axe finds broken, {name}', 0, _broken(page))


def _broken(page: Page) -> int:
    return len(broken_rules(page, where='.series:not(.xref)'))


def _shifts(browser: Browser, theme: str, folder: Path) -> Iterator[Figure]:
    """Yield what moves when fonts come: at most the limit, or what moves without us."""
    with serve(theme, folder) as site:
        for what, name in (('hub', HUB), ('article', A3)):
            for width in (SCREEN, PHONE):
                ours = _shift(browser, site.url(name), width)
                theirs = _shift(browser, site.without_us(name), width)
                said = (
                    f'layout shift, {what}, {theme}, {width} px (without us {theirs})'
                )
                yield Figure(said, max(0.05, theirs + 0.005), ours)


def _shift(browser: Browser, url: str, width: int) -> float:
    """Return the median of five: in one frame all moves as far as a theme's menu."""
    return round(median(_shift_once(browser, url, width) for _ in range(5)), 4)


def _shift_once(browser: Browser, url: str, width: int) -> float:
    """Return what moves when all fonts come at once, to a page that is there."""
    fonts = []

    def hold(route: Route) -> None:
        fonts.append(route)

    page = browser.new_page(viewport={'width': width, 'height': 812})
    page.route('**/*.woff*', hold)
    page.goto(url, wait_until='domcontentloaded')
    page.evaluate(LOOK)
    page.wait_for_timeout(300)
    for font in fonts:
        font.continue_()
    page.evaluate('document.fonts.ready')
    shift = float(page.evaluate('look.shift()'))
    page.close()
    return shift


if __name__ == '__main__':
    sys.exit(main())
