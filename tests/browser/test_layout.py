"""Nothing is cut off, nothing moves; and what remains on paper."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest

from browser.conftest import prepare, show
from browser.sites import A3, ARABIC, HUB, SECOND, STRESS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.conftest import Reader
    from browser.sites import Site

pytestmark = pytest.mark.browser

#: WCAG 2.2, success criterion 1.4.12.
TEXT_SPACING = """
    * {
        line-height: 1.5 !important;
        letter-spacing: .12em !important;
        word-spacing: .16em !important;
    }
    p { margin-bottom: 2em !important }
"""


def test_nothing_ends_beyond_the_window(page: Page) -> None:
    for width in (1280, 768, 375, 320):
        show(page, width=width)
        assert page.evaluate('look.beyond()') == [], width
        assert page.evaluate('look.clipped()') == [], width


def test_wider_text_is_not_cut_off(page: Page) -> None:
    with spaced(page):
        for width in (1280, 320):
            show(page, width=width)
            assert page.evaluate('look.beyond()') == [], width
            assert page.evaluate('look.clipped()') == [], width
            assert page.evaluate('look.overlapping()') == [], width


@contextmanager
def spaced(page: Page) -> Iterator[None]:
    """Give the text of a page more room, for as long as it lasts."""
    style = page.add_style_tag(content=TEXT_SPACING)
    yield
    style.evaluate('style => style.remove()')


@pytest.mark.parametrize('name', [HUB, A3, STRESS])
@pytest.mark.parametrize('width', [1280, 375])
def test_nothing_of_ours_moves_while_a_page_loads(
    site: Site,
    read: Reader,
    name: str,
    width: int,
    record_property: Callable[[str, object], None],
) -> None:
    page = read('about:blank', width=width)
    # What a theme's fonts move when they come is not ours.
    page.route('**/*.woff*', lambda route: route.abort())
    # On a busy machine a theme may move its columns while it comes; what is ours would
    # move each time.
    for _ in range(3):
        page.goto(site.url(name))
        prepare(page)
        shift = page.evaluate('look.shift()')
        if shift <= 0.01:
            break

    assert shift <= 0.01
    record_property('layout shift', (shift, site.theme, width, name))


def test_a_map_has_columns_where_there_is_room_and_rows_elsewhere(
    site: Site, read: Reader
) -> None:
    page = read(site.url(HUB))
    # A lane is level to the fraction of a pixel.
    tops = """new Set([...document.querySelectorAll('.series-map__stop:first-child')]
        .map(stop => stop.getBoundingClientRect().top)).size"""

    assert page.evaluate(tops) == 1
    show(page, width=375)
    assert page.evaluate(tops) == 7


def test_facts_of_a_card_are_set_apart(site: Site, read: Reader) -> None:
    separators = """[...document.querySelectorAll('.series-card .series-minutes')]
        .map(each => getComputedStyle(each, '::before').content)"""

    # The minutes of an article; of the next series, its articles and what is planned.
    assert read(site.url(SECOND)).evaluate(separators) == ['"· " / ""'] * 3


def test_in_a_long_series_a_phone_shows_two_lines_of_a_summary_and_all_when_asked(
    site: Site, read: Reader
) -> None:
    cut = """[...document.querySelectorAll('.series-card__summary')]
        .filter(each => each.scrollHeight > each.clientHeight + 1).length"""
    page = read(site.url(STRESS))
    is_wide = page.evaluate(cut)
    show(page, width=375)
    on_a_phone = page.evaluate(cut)
    page.locator('#stress-b1 .series-card__link').focus()
    with_focus = page.evaluate(cut)
    page.emulate_media(media='print')

    assert is_wide == 0
    assert on_a_phone >= 12  # those of B
    assert with_focus == on_a_phone - 1
    assert page.evaluate(cut) == 0
    # In a series that is short enough to be read, all is shown.
    assert read(site.url(HUB), width=375).evaluate(cut) == 0


def test_a_part_takes_its_width_where_content_is_as_wide_as_its_words(
    site: Site, read: Reader
) -> None:
    page = read(site.url(HUB))

    width = page.evaluate(
        """() => {
            const box = document.createElement('div');
            box.append(document.querySelector('.series-overview-map').cloneNode(true));
            document.body.append(box);
            box.style.width = 'fit-content';
            return box.offsetWidth;
        }"""
    )

    assert width >= 1280 * 0.4


def test_right_to_left_the_first_code_is_on_the_right_and_arrows_point_left(
    site: Site, read: Reader
) -> None:
    page = read(site.url(ARABIC))

    steps = page.evaluate(
        """[...document.querySelectorAll('.series-route__step')].map(step => [
            step.querySelector('.series-code').textContent,
            step.getBoundingClientRect().left,
            getComputedStyle(step, '::after').scale])"""
    )

    from_the_right = sorted(steps, key=lambda step: -float(step[1]))
    assert [code for code, _left, _scale in from_the_right] == ['A1', 'A2', 'B2']
    assert steps[0][2] == '-1 1'
    sides = page.evaluate(
        """[...document.querySelectorAll('.series-card')].map(card => [
            getComputedStyle(card).borderRightWidth,
            getComputedStyle(card).borderLeftWidth])"""
    )
    assert sides == [['4px', '1px']] * 4


def test_the_printed_hub_holds_all_titles_and_summaries(
    site: Site, read: Reader, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    page = read(site.url(HUB))
    titles = page.evaluate("look.texts('.series-card__title')")
    summaries = page.evaluate("look.pieces('.series-card__summary')")
    page.pdf(path=tmp_path / 'hub.pdf', format='A4')
    page.emulate_media(media='print')

    paper = PdfReader(tmp_path / 'hub.pdf')
    printed = without_spaces(' '.join(each.extract_text() for each in paper.pages))
    assert len(titles) == 14  # thirteen articles, and the next series
    assert len(summaries) > 14
    assert [each for each in titles if without_spaces(each) not in printed] == []
    assert [each for each in summaries if without_spaces(each) not in printed] == []
    leads_elsewhere = '.series-overview-map, .series-jumps'
    shown = page.evaluate(f"look.texts('{leads_elsewhere}').length")
    assert len(page.evaluate(f"look.invisible('{leads_elsewhere}')")) == shown > 0


def test_a_printed_article_has_no_pager(site: Site, read: Reader) -> None:
    page = read(site.url(A3))
    page.emulate_media(media='print')

    assert len(page.evaluate("look.invisible('.series-pager, .series details')")) == 3
    assert page.evaluate("look.invisible('.series-switch')") == []


def without_spaces(text: str) -> str:
    """Return a text without ligatures, and without what a line break may add."""
    text = normalize('NFKC', text)
    return ''.join(text.split()).replace('-', '').replace('\u00ad', '')
