"""Everybody can use hub and navigation, in light, in the dark and in forced colours."""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import pytest

from browser.conftest import show, turn
from browser.sites import A3, ARABIC, DARK, HUB, IN_TWO_SERIES, STRESS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playwright.sync_api import Page

    from browser.conftest import Opened, Reader
    from browser.sites import Site

pytestmark = pytest.mark.browser

OURS = '.series:not(.xref)'
RULES = ('wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice')
schemes = pytest.mark.parametrize('scheme', ['light', 'dark'])

#: Runs axe-core, which the package ships; says of each rule that is broken where.
CHECK = """async ([where, rules, but, ours]) => {
    const found = await axe.run(where, {
        elementRef: true, resultTypes: ['violations'], runOnly: rules,
        rules: Object.fromEntries(but.map(rule => [rule, {enabled: false}]))});
    return found.violations.map(({id, help, nodes}) => [
        id,
        nodes.filter(node => node.element?.closest(ours)).map(
            node => `${help}: ${node.html}`)]);
}"""


def broken_rules(
    page: Page,
    where: str = 'html',
    rules: Sequence[str] = RULES,
    but: Sequence[str] = (),
) -> dict[str, list[str]]:
    """Return the rules that a page breaks, each with the places of ours that do."""
    if not page.evaluate("'axe' in window"):
        script = files('axe_playwright_python') / 'axe.min.js'
        page.evaluate(script.read_text(encoding='utf-8'))
    return dict(page.evaluate(CHECK, [where, list(rules), list(but), OURS]))


def test_the_checker_finds_nothing_in_ours_and_no_new_rule_broken_on_the_page(
    site: Site, page: Page, opened: Opened, read: Reader
) -> None:
    plain = read(site.without_us(opened.name))

    # In the dark, other themes are as they are in light.
    for is_dark in (False, True)[: 1 + (site.theme in DARK)]:
        for each in (page, plain):
            turn(each, 'dark' if is_dark else 'light', dark=is_dark)
        broken = broken_rules(page)

        assert {rule: ours for rule, ours in broken.items() if ours} == {}
        # The theme may have broken the rule before we came.
        if broken:
            assert broken.keys() == broken_rules(plain, rules=list(broken)).keys()


@schemes
def test_text_and_borders_stand_out(
    site: Site,
    page: Page,
    opened: Opened,
    scheme: Literal['light', 'dark'],
    record_property: Callable[[str, object], None],
) -> None:
    turn(page, scheme, dark=scheme == 'dark' and site.theme in DARK)

    text, borders = page.evaluate('[look.text(), look.borders()]')

    assert text[0] >= 4.5, text
    assert borders[0] >= 3, borders
    place = (site.theme, scheme, opened.name)
    record_property('contrast of text', (*text, *place))
    record_property('contrast of borders', (*borders, *place))


def test_the_checker_finds_nothing_in_ours_on_a_phone(page: Page) -> None:
    for width in (375, 320):
        show(page, width=width)
        assert broken_rules(page, where=OURS, but=['color-contrast']) == {}


@pytest.mark.parametrize('name', [HUB, A3, STRESS, IN_TWO_SERIES])
def test_forced_colours_are_kept_and_borders_remain(
    site: Site, read: Reader, name: str
) -> None:
    page = read(site.url(name), forced_colors='active', color_scheme='dark')

    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate('look.text()')[0] >= 4.5, page.evaluate('look.text()')
    assert page.evaluate('look.borders()')[0] >= 3, page.evaluate('look.borders()')
    bordered = '.series-card, .series-route, .series-nav, p:has(> .series-chip)'
    widths = page.evaluate(
        """selector => [...document.querySelectorAll(selector)].map(each =>
            getComputedStyle(each).borderBlockEndWidth)""",
        bordered,
    )
    assert widths
    assert '0px' not in widths


def test_a_name_leads_to_one_place(page: Page) -> None:
    targets: dict[str, set[str]] = defaultdict(set)
    for said, target in accessible_links(page):
        targets[said].add(target)

    assert targets
    assert '' not in targets
    assert {k: v for k, v in targets.items() if len(v) > 1} == {}


def accessible_links(page: Page) -> list[tuple[str, str]]:
    """Return names and targets of our links as assistive technology has them."""
    session = page.context.new_cdp_session(page)
    session.send('Accessibility.enable')
    found = []
    ours = "document.querySelectorAll('.series:not(.xref)')"
    for number in range(page.evaluate(f'{ours}.length')):
        root = session.send('Runtime.evaluate', {'expression': f'{ours}[{number}]'})
        nodes: list[dict[str, Any]] = session.send(
            'Accessibility.queryAXTree',
            {'objectId': root['result']['objectId'], 'role': 'link'},
        )['nodes']
        for node in nodes:
            if node['ignored']:
                continue
            (url,) = (
                each['value']['value']
                for each in node['properties']
                if each['name'] == 'url'
            )
            found.append((str(node['name']['value']).strip(), str(url)))
    return found


def test_targets_are_large_enough_and_apart(page: Page) -> None:
    for width in (1280, 375, 320):
        show(page, width=width)
        assert page.evaluate('look.small()') == [], width
        assert page.evaluate('look.overlapping()') == [], width


@pytest.mark.parametrize(
    ('name', 'width'),
    [
        *((HUB, 1280), (HUB, 375), (A3, 375)),
        *((STRESS, 1280), (IN_TWO_SERIES, 1280), (ARABIC, 1280)),
    ],
)
def test_tab_follows_the_eye_and_shows_where_it_is(
    site: Site,
    read: Reader,
    name: str,
    width: int,
    record_property: Callable[[str, object], None],
) -> None:
    page = read(site.url(name), width=width)
    page.evaluate('look.open()')
    count = page.evaluate('look.stops()')
    mirrored = page.evaluate("document.documentElement.dir === 'rtl'")

    visited = walk(page, count)

    assert [stop['stop'] for stop in visited] == list(range(count))
    rings = [(stop['ring'], stop['said'], site.theme, name) for stop in visited]
    assert min(rings)[0] >= 3, min(rings)
    record_property('contrast of what shows the focus', min(rings))
    for one, other in pairwise(visited):
        assert not stands_before(other, one, mirrored=mirrored), (one, other)


def walk(page: Page, count: int) -> list[dict[str, Any]]:
    """Press Tab from our first stop to the last; return where each is."""
    page.keyboard.press('Tab')  # From here on, what has the focus shows it.
    page.evaluate('look.focusStop(0)')
    visited: list[dict[str, Any]] = []
    presses = 0
    while len(visited) < count and presses < 3 * count:
        focused = page.evaluate('look.focused()')
        visited += [focused] if focused else []
        page.keyboard.press('Tab')
        presses += 1
    return visited


def stands_before(
    one: dict[str, Any], other: dict[str, Any], *, mirrored: bool
) -> bool:
    """Return whether the eye comes to one place before it comes to another.

    Lines are read from top to bottom, what stands in one line in the language's
    direction; a next column begins at the top again.
    """
    if mirrored:
        one, other = (
            {**each, 'left': -each['right'], 'right': -each['left']}
            for each in (one, other)
        )
    is_left = one['right'] <= other['left'] + 1
    is_right = one['left'] >= other['right'] - 1
    is_above = one['bottom'] <= other['top'] + 1
    is_below = one['top'] >= other['bottom'] - 1
    return (is_above and not is_right) or (is_left and not is_below and not is_above)
