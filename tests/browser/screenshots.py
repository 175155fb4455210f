"""Take pictures of hub and article in every theme: `tox run -e screenshots`.

Whole pages go to a folder that is ignored, to be looked at; those that README and
documentation show are made anew in theirs.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from PIL import Image
from playwright.sync_api import sync_playwright

from browser.conftest import HEIGHT, executable
from browser.sites import A3, DARK, HUB, THEMES, build, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from browser.sites import Site

PAGES = {'hub': HUB, 'article': A3}
WIDTHS = (1280, 375)
#: Enough for text, lines and the tones of audiences, and half the bytes of all colours.
COLOURS = 256


class Part(NamedTuple):
    """A part of a page in furo: the column of the text, from an element on."""

    page: str
    begins: str
    height: int
    width: int = WIDTHS[0]
    scheme: Literal['light', 'dark'] = 'light'


#: The pictures of README and documentation.
SHOWN = {
    'hub.png': Part(HUB, '#reading-guide', 1340),
    'article.png': Part(A3, 'h1', 560),
    'hub-phone.png': Part(HUB, '#reading-guide', 900, WIDTHS[1], 'dark'),
    'article-phone.png': Part(A3, 'h1', 900, WIDTHS[1], 'dark'),
}


def main(all_pages: Path, shown: Path) -> None:
    """Build each theme and take all pictures."""
    shutil.rmtree(all_pages, ignore_errors=True)
    all_pages.mkdir(parents=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as sites:
        browser = playwright.chromium.launch(executable_path=executable())
        for theme in THEMES:
            build(theme, Path(sites, theme))
            with serve(theme, Path(sites, theme)) as site:
                take_pages(browser, site, all_pages)
                if theme == 'furo':
                    take_parts(browser, site, shown)
        browser.close()
    print(f'The pictures: {all_pages}')  # noqa: T201 (the command's answer)


def take_pages(browser: Browser, site: Site, folder: Path) -> None:
    """Take whole pages: wide and narrow, light and, where there is such, dark."""
    for scheme in ('light', 'dark') if site.theme in DARK else ('light',):
        for width in WIDTHS:
            page = browser.new_page(
                viewport={'width': width, 'height': HEIGHT}, color_scheme=scheme
            )
            for name, url in PAGES.items():
                page.goto(site.url(url))
                path = folder / f'{site.theme}-{name}-{width}-{scheme}.png'
                page.screenshot(path=path, full_page=True)
            page.close()


def take_parts(browser: Browser, site: Site, folder: Path) -> None:
    """Take what is shown to others, in few colours."""
    for name, part in SHOWN.items():
        page = browser.new_page(
            viewport={'width': part.width, 'height': HEIGHT}, color_scheme=part.scheme
        )
        page.goto(site.url(part.page))
        picture = take_part(page, part)
        picture.quantize(COLOURS).save(folder / name, optimize=True)
        page.close()


def take_part(page: Page, part: Part) -> Image.Image:
    """Take the column of the text, from an element on."""
    # What lies over the text while one reads, or is shown when it is pointed at.
    over = '.back-to-top, .content-icon-container, .headerlink'
    page.add_style_tag(content=f'{over} {{ display: none }}')
    text = page.locator('article').first.bounding_box()
    begins = page.locator(part.begins).first.bounding_box()
    assert text
    assert begins
    margin = 32
    left = max(0, text['x'] - margin)
    picture = page.screenshot(
        full_page=True,
        clip={
            'x': left,
            'y': begins['y'] - margin / 2,
            'width': min(text['width'] + 2 * margin, part.width - left),
            'height': part.height,
        },
    )
    return Image.open(BytesIO(picture)).convert('RGB')


if __name__ == '__main__':
    main(Path(sys.argv[1]), Path(sys.argv[2]))
