"""A browser, and the projects in each theme."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from browser.sites import PAGES, THEMES, build, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from browser.sites import Site

LOOK = Path(__file__).with_name('look.js').read_text(encoding='utf-8')
HEIGHT = 900
#: What tests measure: the worst of each is said at the end.
MEASURED = {
    'contrast of text': min,
    'contrast of borders': min,
    'contrast of what shows the focus': min,
    'layout shift': max,
}


@pytest.fixture(scope='session', params=THEMES)
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Return the projects, built with a theme and served."""
    folder = built(request.param, tmp_path_factory)
    with serve(request.param, folder) as site:
        yield site


def built(theme: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the projects are; the first worker who asks builds them."""
    import fcntl

    shared = tmp_path_factory.getbasetemp()
    if 'PYTEST_XDIST_WORKER' in os.environ:
        shared = shared.parent
    folder = shared / theme
    with (shared / f'{theme}.lock').open('w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            build(theme, folder)
    return folder


@pytest.fixture(scope='session')
def chromium() -> Iterator[Browser]:
    """Return Debian's browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable())
        yield browser
        browser.close()


def executable() -> str:
    """Return where the browser is."""
    found = shutil.which('chromium')
    if found is None:
        pytest.fail(
            'These tests drive Chromium, and there is no `chromium` on the path. '
            'On Debian: apt-get install chromium',
            pytrace=False,
        )
    return found


class Reader:
    """Somebody who reads pages, in windows as wide as asked for."""

    def __init__(self, chromium: Browser) -> None:
        self.chromium = chromium
        self.pages: list[Page] = []
        self.requests: list[str] = []

    def __call__(self, url: str, *, width: int = 1280, **options: Any) -> Page:
        """Open a page in a window of its own; *options* are Playwright's."""
        context = self.chromium.new_context(
            viewport={'width': width, 'height': HEIGHT},
            reduced_motion='reduce',
            **options,
        )
        # Long enough for a machine that has much else to do.
        context.set_default_timeout(120_000)
        page = context.new_page()
        page.on('request', lambda request: self.requests.append(request.url))
        page.goto(url)
        prepare(page)
        self.pages.append(page)
        return page

    def close(self) -> None:
        """Close all windows."""
        for page in self.pages:
            page.context.close()


def prepare(page: Page) -> None:
    """Make `look` known to a page; a page in Arabic is read from the right."""
    page.evaluate(LOOK)
    if page.url.rsplit('/', 1)[-1].startswith('ar'):
        page.evaluate("document.documentElement.dir = 'rtl'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A page that stays open for all tests that only look at it."""

    name: str
    page: Page
    requests: list[str]


@pytest.fixture(scope='session', params=PAGES)
def opened(
    request: pytest.FixtureRequest, site: Site, chromium: Browser
) -> Iterator[Opened]:
    """Return each page of each theme, opened once, with all that can be unfolded."""
    reader = Reader(chromium)
    page = reader(site.url(request.param))
    page.evaluate('look.open()')
    # Themes let things glide: what is looked at would still be on its way.
    page.add_style_tag(content='*, ::before, ::after { transition: none !important }')
    yield Opened(name=request.param, page=page, requests=reader.requests)
    reader.close()


@pytest.fixture
def page(opened: Opened) -> Page:
    """Return such a page on a wide screen, in light."""
    show(opened.page, width=1280)
    turn(opened.page, 'light', dark=False)
    return opened.page


def turn(page: Page, scheme: Literal['light', 'dark'], *, dark: bool) -> None:
    """Let the reader wish for light or dark, and see the page be *dark* or not."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function('dark => look.isDark() === dark', arg=dark)


def show(page: Page, *, width: int) -> None:
    """Make a window as wide as asked for."""
    page.set_viewport_size({'width': width, 'height': HEIGHT})


@pytest.fixture
def read(chromium: Browser) -> Iterator[Reader]:
    """Return a function that opens a page."""
    reader = Reader(chromium)
    yield reader
    reader.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say the worst of what was measured."""
    measured = [
        each
        for report in terminalreporter.getreports('passed')
        for each in report.user_properties
    ]
    for name, worst in MEASURED.items():
        found = [tuple(value) for key, value in measured if key == name]
        if found:
            terminalreporter.write_line(f'worst {name}: {worst(found)}')
