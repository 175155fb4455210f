"""Take pictures of hub and article in every theme: `tox run -e screenshots`.

Where Pillow is not installed, pictures are as large as the browser makes them; a
palette of 64 colours makes a third of that.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import sync_playwright

from browser.conftest import executable, prepare
from browser.sites import A3, DARK, HUB, THEMES, build, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from browser.sites import Site

PAGES = {'hub': HUB, 'article': A3}
WIDTHS = (1280, 375)


class Chosen(NamedTuple):
    """A picture for README or documentation: a part of a page."""

    page: str
    begins: str
    """The element at the top."""
    height: int
    width: int = 1200


#: All of them in furo, in light.
CHOSEN = {
    'hub': Chosen('hub', '#reading-guide', 1050),
    'article': Chosen('article', 'article', 700),
}


def main(folder: Path) -> None:
    """Build each theme and take all pictures."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as sites:
        browser = playwright.chromium.launch(executable_path=executable())
        for theme in THEMES:
            build(theme, Path(sites, theme))
            with serve(theme, Path(sites, theme)) as site:
                take_all(browser, site, folder)
                if theme == 'furo':
                    take_chosen(browser, site, folder)
        browser.close()
    print(f'The pictures: {folder}')  # noqa: T201 (that is what the command says)


def take_all(browser: Browser, site: Site, folder: Path) -> None:
    """Take whole pages: wide and narrow, light and, where there is such, dark."""
    for scheme in ('light', 'dark') if site.theme in DARK else ('light',):
        for width in WIDTHS:
            page = browser.new_page(
                viewport={'width': width, 'height': 900}, color_scheme=scheme
            )
            for name, url in PAGES.items():
                page.goto(site.url(url))
                path = folder / f'{site.theme}-{name}-{width}-{scheme}.png'
                page.screenshot(path=path, full_page=True)
            page.close()


def take_chosen(browser: Browser, site: Site, folder: Path) -> None:
    """Take those that README and documentation show."""
    for name, chosen in CHOSEN.items():
        page = browser.new_page(
            viewport={'width': chosen.width, 'height': chosen.height},
            color_scheme='light',
        )
        page.goto(site.url(PAGES[chosen.page]))
        prepare(page)
        page.locator(chosen.begins).first.evaluate('e => e.scrollIntoView()')
        page.screenshot(path=folder / f'{name}.png')
        page.close()


if __name__ == '__main__':
    main(Path(sys.argv[1]).resolve())
