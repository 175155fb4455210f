"""The switch leads to the section that is read, where the companion has it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from browser.sites import EXAMPLE, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from browser.conftest import Reader
    from browser.sites import Site

pytestmark = pytest.mark.browser

A2, B2 = 'clinic/side-effects', 'clinic/running-a-centre'
SWITCH = '.series-switch a'
SECTION = "document.getElementById('{id}').closest('section')"


@pytest.fixture(scope='module')
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return the example in one theme."""
    folder = tmp_path_factory.mktemp('sections')
    subprocess.run(  # noqa: S603 (the arguments are our own)
        [
            *(sys.executable, '-m', 'sphinx', '-qW'),
            *('-d', folder / 'doctrees', EXAMPLE, folder / 'html'),
        ],
        check=True,
    )
    with serve('furo', folder) as site:
        yield site


def scroll_to(page: Page, place: str) -> None:
    """Scroll to an element, and wait until the page knows."""
    page.evaluate(
        f"""async () => {{
            {place}.scrollIntoView({{behavior: 'instant'}});
            for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame);
        }}"""
    )


def switch(page: Page) -> str:
    """Return where the switch leads."""
    return str(page.eval_on_selector(SWITCH, 'link => link.href')).rpartition('/')[2]


@pytest.mark.parametrize('width', [1280, 375])
def test_the_switch_leads_to_the_section_that_is_read(
    example: Site, read: Reader, width: int
) -> None:
    page = read(example.url(A2), width=width)
    top = switch(page)

    scroll_to(page, SECTION.format(id='series-crs'))
    fever = switch(page)
    scroll_to(page, SECTION.format(id='series-icans'))
    nerves = switch(page)
    # The companion has nothing on this.
    scroll_to(page, "document.getElementById('after-discharge')")
    discharge = switch(page)
    scroll_to(page, SECTION.format(id='series-late-effects'))
    # Up, to the bar: the place is kept.
    scroll_to(page, 'document.body')
    kept = switch(page)

    assert (top, discharge) == ('running-a-centre.html', 'running-a-centre.html')
    assert fever == 'running-a-centre.html#series-crs'
    assert nerves == 'running-a-centre.html#series-icans'
    assert kept == 'running-a-centre.html#series-late-effects'
    page.click(SWITCH)
    page.wait_for_url(f'**/{kept}')
    assert page.evaluate(SECTION.format(id='series-late-effects') + '.tagName')


def test_who_comes_to_a_section_goes_on_to_its_companion(
    example: Site, read: Reader
) -> None:
    page = read(f'{example.url(B2)}#series-late-effects')

    page.wait_for_function(
        f"document.querySelector('{SWITCH}').hash === '#series-late-effects'"
    )


def test_without_the_script_the_switch_leads_to_the_top(
    example: Site, read: Reader
) -> None:
    page = read(example.url(A2), java_script_enabled=False)

    assert page.get_attribute(SWITCH, 'href') == 'running-a-centre.html'
