"""Readers keep their own progress, whatever their browser and their storage hold."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from browser.conftest import LOOK
from browser.sites import EXAMPLE, THEMES, serve
from browser.test_accessibility import broken_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page, Route

    from browser.conftest import Reader
    from browser.sites import Site

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser

HUB = 'series/car-t'
A0 = 'start/what-is-car-t'
A3 = 'lab/solid-tumours'
KEY = 'series-progress:/one/'
MARK = 'input[name="read"]'
ROUTES = 'input[name="routes"]'
NOTHING = {'version': 1, 'read': [], 'routes': {}, 'audiences': {}}
STORED = '({...localStorage})'
#: Storage that throws: as a browser that forbids it does, and as a full one.
FORBIDDEN = """Object.defineProperty(window, 'localStorage', {
    get() { throw new DOMException('forbidden', 'SecurityError'); }})"""
FULL = """Storage.prototype.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError'); }"""
#: What may be stored or imported, and is no progress.
DAMAGED = (
    '',
    'null',
    '0',
    '"text"',
    '[]',
    '{}',
    '{"version": 1}',
    '{"version": 1, "read": "car-t/A0"}',
    '{"version": 1, "read": {"length": 1, "0": "car-t/A0"}}',
    '{"version": 1, "read": [{"toString": null}]}',
    '{"version": 2, "read": ["car-t/A0"], "routes": {}}',
    '{"version": 1, "read": ["car-t/A0"]',
    '[' * 100_000,
)
HOSTILE = json.dumps(
    {
        'version': 1,
        'read': [
            'car-t/A0',
            'car-t/A0',
            'car-t/A99',
            '__proto__',
            'constructor/prototype',
            '<img src=x onerror=alert(1)>',
            'javascript:alert(1)',
            None,
            7,
            ['car-t/A1', 'car-t/B2'],
            {'car-t': 'B1'},
        ],
        'routes': {
            'car-t': '<script>alert(1)</script>',
            '__proto__': {'polluted': True},
            'constructor': 'prototype',
        },
    }
)


@pytest.fixture(scope='session')
def folder(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return a function that builds the example with a theme, on two paths."""

    def build(theme: str, builder: str = 'html') -> Any:
        folder = tmp_path_factory.mktemp(f'progress-{theme}')
        output = folder / 'html' / 'one'
        values = (f'html_theme={theme}', 'series_progress=1')
        options = [text for value in values for text in ('-D', value)]
        subprocess.run(  # noqa: S603 (the arguments are our own)
            [
                *(sys.executable, '-m', 'sphinx', '-qW', '-b', builder, *options),
                *('-d', folder / 'doctrees', EXAMPLE, output),
            ],
            check=True,
        )
        shutil.copytree(output, folder / 'html' / 'two')
        return folder

    return build


@pytest.fixture(scope='session', params=THEMES)
def themed(request: pytest.FixtureRequest, folder: Any) -> Iterator[Site]:
    """Return the example in each theme."""
    with serve(request.param, folder(request.param)) as site:
        yield site


@pytest.fixture(scope='session')
def example(folder: Any) -> Iterator[Site]:
    """Return the example in one theme, for what does not depend on it."""
    with serve('furo', folder('furo')) as site:
        yield site


@pytest.fixture
def visit(read: Reader) -> Iterator[Visit]:
    """Return a function that opens a page as a reader who has never been there.

    In the end, the script must not have failed; *before* runs before all scripts.
    """
    failures: list[str] = []

    def visit(site: Site, name: str, *, before: str = '', **options: Any) -> Page:
        page = read('about:blank', **options)
        page.on('pageerror', lambda error: failures.append(str(error.stack)))
        page.on('dialog', lambda dialog: failures.append(f'series-progress: {dialog}'))
        page.add_init_script(before)
        go(page, site, name)
        return page

    yield visit
    # Themes fail where storage is forbidden.
    assert [text for text in failures if 'series-progress' in text] == []


def go(page: Page, site: Site, name: str) -> None:
    """Go to another page in the same window."""
    page.goto(site.url(f'one/{name}'))


def follow(page: Page, selector: str) -> None:
    """Click a link, and wait until the page that it leads to is there."""
    with page.expect_navigation():
        page.click(selector)


def mark(page: Page, site: Site, *names: str) -> None:
    """Mark some articles as read."""
    for name in names:
        go(page, site, name)
        page.click(MARK)


def ticked(page: Page, where: str = '') -> list[str]:
    """Return the codes of the links that have a tick, sorted, each once."""
    codes = page.locator(f'{where} a:has(.series-tick) .series-code')
    return sorted(set(codes.all_text_contents()))


def stored(page: Page) -> Any:
    """Return what is stored of this site."""
    text = page.evaluate('key => localStorage.getItem(key)', KEY)
    return text and json.loads(text)


def put(page: Page, text: str) -> None:
    """Store a text, and open the page again."""
    page.evaluate('([key, text]) => localStorage.setItem(key, text)', [KEY, text])
    page.reload()


def test_a_series_without_anything_to_read_fails_nowhere(
    example: Site, visit: Visit
) -> None:
    """Its overview has no count, which the script must not look for."""
    page = visit(example, 'series/bispecific')

    assert page.locator('.series-overview').count() == 1
    assert page.locator('.series-progress__count').count() == 0


# -- in every theme --------------------------------------------------------------------


def test_a_reader_marks_articles_and_goes_on_where_they_left_off(
    themed: Site, visit: Visit
) -> None:
    page = visit(themed, A0, width=375)
    page.click(MARK)
    assert page.is_checked(MARK)

    go(page, themed, HUB)
    for where in ('.series-map', '#route-depth', '.series-pair'):
        assert ticked(page, where) == ['A0']
    tick = page.locator('.series-card .series-tick').first
    assert tick.evaluate("e => e.parentElement.textContent.endsWith(' (read)')")
    assert page.text_content('.series-progress__count') == ' · 1 of 13 read'
    assert not page.is_visible('text=Start with')
    onward = page.locator('.series-start:visible a')
    assert onward.inner_text() == 'A1: In which cancers is CAR-T used?'
    follow(page, '.series-start:visible a')

    assert page.locator('.series-switch [aria-current] .series-code').inner_text() == (
        'A1'
    )
    assert not page.is_checked(MARK)


@pytest.mark.parametrize('scheme', ['light', 'dark'])
def test_what_it_shows_is_for_everybody(
    themed: Site, visit: Visit, scheme: Any
) -> None:
    page = visit(themed, A3, width=320, color_scheme=scheme)
    page.click(MARK)
    for name in (A3, HUB):
        go(page, themed, name)
        for summary in page.locator('.series summary').all():
            summary.click()
        if name == HUB:
            page.locator(ROUTES).first.click()
            page.click('button[name="export"]')

        broken = broken_rules(page, where='.series')
        assert {rule: ours for rule, ours in broken.items() if ours} == {}
        boxes = [
            each.bounding_box()
            for each in page.locator('.series :is(button, label)').all()
        ]
        assert boxes
        assert all(b and min(b['width'], b['height']) >= 24 for b in boxes)
        beyond = (
            'document.querySelectorAll(".series *").values().filter(e => !e.closest'
        )
        beyond += (
            '(".series-vh, .series-tick") && e.getBoundingClientRect().right > 320)'
        )
        assert page.evaluate(f'[...{beyond}].map(e => e.outerHTML)') == []


def test_a_strict_policy_has_nothing_against_it(themed: Site, read: Reader) -> None:
    page = read('about:blank')
    page.add_init_script(
        """window.forbidden = [];
        document.addEventListener('securitypolicyviolation', e => forbidden.push(
            `${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}`));"""
    )
    page.goto(themed.url(f'one/{A0}', strict=True))
    page.click(MARK)

    forbidden = page.evaluate('forbidden')
    assert [each for each in forbidden if 'progress' in each] == []
    assert page.is_checked(MARK)
    assert page.locator('.series [style]').count() == 0
    display = page.locator('.series-progress__mark label')
    assert display.evaluate('e => getComputedStyle(e).display') == 'inline-block'


def test_the_script_moves_nothing_of_what_is_there(themed: Site, visit: Visit) -> None:
    page = visit(themed, A0)
    page.click(MARK)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route('**/series-progress.js*', hold)
    for name in (HUB, A3):
        # What themes move while a page comes is not ours.
        page.goto(themed.url(f'one/{name}'), wait_until='commit')
        page.wait_for_function("document.readyState === 'interactive'")
        page.evaluate('document.fonts.ready')
        page.evaluate(LOOK)
        before = page.evaluate('look.shift()')
        held.pop().continue_()
        page.wait_for_selector('.series :is(input, button)[name]', state='attached')
        assert page.evaluate('look.shift()') - before <= 0.001


# -- nothing before a click, and nothing without scripts -------------------------------


def test_nothing_is_stored_before_a_click_nor_left_after_it_is_undone(
    example: Site, visit: Visit
) -> None:
    page = visit(example, A0)
    before = page.evaluate(STORED)
    for name in (HUB, A3, A0):
        go(page, example, name)
    follow(page, '.series-nav__hub')
    go(page, example, A0)
    assert page.evaluate(STORED) == before

    page.click(MARK)
    assert stored(page) == {**NOTHING, 'read': ['car-t/A0']}
    page.click(MARK)

    assert page.evaluate(STORED) == before
    assert page.context.cookies() == []


def test_without_scripts_there_is_nothing_of_it(example: Site, read: Reader) -> None:
    page = read(example.url(f'one/{HUB}'), java_script_enabled=False)
    for name in (HUB, A3):
        go(page, example, name)

        controls = ':is(button, textarea, [type="checkbox"], [hidden])'
        assert page.locator(f'.series {controls}').count() == 0
    go(page, example, HUB)
    assert page.is_visible('text=Start with')


# -- routes ----------------------------------------------------------------------------


def test_the_chosen_route_comes_first_in_the_pager_and_leads_on(
    example: Site, visit: Visit
) -> None:
    page = visit(example, HUB)
    first, second = page.locator(ROUTES).all()
    second.click()
    assert stored(page)['routes'] == {'car-t': 'depth'}
    mark(page, example, A3)

    way = page.locator('.series-pager__route:visible')
    assert way.all_inner_texts()[0].startswith('Your route: ')
    assert '(step 6 of 13)' in way.inner_text()
    steps = page.locator('.series-pager__steps a:visible .series-code')
    assert steps.all_inner_texts() == ['B2', 'B3']
    go(page, example, HUB)
    assert page.locator('.series-start:visible .series-code').inner_text() == 'B3'

    first.click()
    assert not second.is_checked()
    assert page.locator('.series-start:visible .series-code').inner_text() == 'A4'
    go(page, example, A3)
    assert not page.is_visible('.series-pager__chosen')
    assert steps.all_inner_texts() == ['A2', 'A4']


def test_at_the_end_of_a_route_and_of_all_the_hub_says_so(
    example: Site, visit: Visit
) -> None:
    page = visit(example, HUB)
    names = [f'car-t/{c}{n}' for c in 'AB' for n in range(7) if (c, n) != ('B', 0)]
    said = page.locator('.series-progress__finished:visible p:visible')

    # Who has read all for general readers is not sent to the experts' next.
    put(page, json.dumps({**NOTHING, 'read': names[:7]}))
    assert not page.is_visible('.series-start')
    assert said.all_inner_texts() == [
        'You have read this route: If you want the big picture first',
        'Another route: If you want the technical depth on each topic',
        'Next series: Bispecific antibodies',
    ]
    links = said.locator('a').evaluate_all('all => all.map(a => a.hash || a.href)')
    assert links[:2] == ['#route-big-picture', '#route-depth']
    assert links[2].endswith('series/bispecific.html')
    put(page, json.dumps({**NOTHING, 'read': names[:-1]}))
    assert page.locator('.series-start:visible .series-code').inner_text() == 'B6'
    put(page, json.dumps({**NOTHING, 'read': names}))

    assert page.text_content('.series-progress__count') == ' · 13 of 13 read'
    assert not page.is_visible('.series-start')
    assert said.all_inner_texts() == [
        'You have read all of it.',
        'Next series: Bispecific antibodies',
    ]


def test_the_audience_that_was_chosen_is_remembered(
    example: Site, visit: Visit
) -> None:
    page = visit(example, HUB)
    before = page.evaluate(STORED)
    expert = '.series-filter label:has-text("Expert") input'
    cards = page.locator('.series-pair .series-card:visible')

    page.check(expert)
    assert stored(page) == {**NOTHING, 'audiences': {'car-t': 'B'}}
    go(page, example, A3)
    told = page.locator('.series-switch__item:has([data-audiences]:visible)')
    assert told.locator('.series-code').all_inner_texts() == ['B3']
    assert page.is_visible('text=Expert · your choice')
    go(page, example, HUB)
    assert page.is_checked(expert)
    assert cards.count() == 7

    page.check('.series-filter label:first-child input')
    assert page.evaluate(STORED) == before
    assert cards.count() == 13


# -- taking it along -------------------------------------------------------------------


def test_progress_is_exported_cleared_and_imported(example: Site, visit: Visit) -> None:
    page = visit(example, HUB)
    mark(page, example, A0, A3)
    go(page, example, HUB)
    page.click('text=Your progress')
    page.click('button[name="export"]')
    exported = page.input_value('.series textarea')
    assert json.loads(exported) == {
        **NOTHING,
        'read': ['car-t/A0', 'car-t/A3'],
    }

    page.click('button[name="clear"]')
    assert stored(page) is None
    assert ticked(page) == []
    assert 'Cleared' in page.inner_text('.series [role="status"]')
    # The text is still there: what was cleared by mistake comes back.
    page.click('button[name="import"]')
    assert ticked(page) == ['A0', 'A3']

    other = visit(example, HUB)
    put(other, '{"version": 1, "read": ["car-t/B1"], "routes": {"car-t": "depth"}}')
    other.click('text=Your progress')
    other.fill('.series textarea', exported)
    other.click('button[name="import"]')
    assert ticked(other) == ['A0', 'A3', 'B1']
    assert stored(other)['routes'] == {'car-t': 'depth'}
    assert other.inner_text('.series [role="status"]') == 'Imported.'


def test_clearing_a_series_leaves_the_others(example: Site, visit: Visit) -> None:
    page = visit(example, HUB)
    names = ['car-t/A0', 'car-t-2/A0', 'other/A1']
    routes = {'car-t': 'depth', 'other': 'all'}
    put(page, json.dumps({'version': 1, 'read': names, 'routes': routes}))

    page.click('text=Your progress')
    page.click('button[name="clear"]')

    assert stored(page)['read'] == ['car-t-2/A0', 'other/A1']
    assert stored(page)['routes'] == {'other': 'all'}


@pytest.mark.parametrize('text', DAMAGED, ids=lambda text: text[:20])
def test_what_is_no_progress_is_neither_imported_nor_read(
    example: Site, visit: Visit, text: str
) -> None:
    page = visit(example, A0)
    page.click(MARK)
    before = stored(page)
    go(page, example, HUB)
    page.click('text=Your progress')
    page.fill('.series textarea', text)
    page.click('button[name="import"]')
    assert 'Nothing was imported' in page.inner_text('.series [role="status"]')
    assert stored(page) == before

    put(page, text)
    assert ticked(page) == []
    go(page, example, A0)
    page.click(MARK)
    assert stored(page) == before


def test_hostile_progress_is_compared_and_never_shown(
    example: Site, visit: Visit
) -> None:
    page = visit(example, HUB)

    put(page, HOSTILE)
    assert ticked(page) == ['A0']
    assert page.text_content('.series-progress__count') == ' · 1 of 13 read'
    assert page.locator(f'{ROUTES}:checked').count() == 0
    put(page, '')
    page.click('text=Your progress')
    page.fill('.series textarea', HOSTILE)
    page.click('button[name="import"]')

    assert ticked(page) == ['A0']
    assert page.locator('.series img, .series script').count() == 0
    assert page.evaluate('({}).polluted') is None
    assert 'javascript:' not in page.locator('.series').first.inner_html()


def test_articles_that_are_gone_are_kept_and_not_counted(
    example: Site, visit: Visit
) -> None:
    page = visit(example, HUB)
    put(
        page,
        '{"version": 1, "read": ["car-t/A9", "car-t/A0"], "routes": {"car-t": "x"}}',
    )

    assert page.text_content('.series-progress__count') == ' · 1 of 13 read'
    assert page.locator('.series-start:visible .series-code').inner_text() == 'A1'
    mark(page, example, A3)
    assert stored(page)['read'] == ['car-t/A9', 'car-t/A0', 'car-t/A3']


# -- storage, tabs, sites --------------------------------------------------------------


@pytest.mark.parametrize('storage', [FORBIDDEN, FULL], ids=['forbidden', 'full'])
def test_where_nothing_can_be_stored_buttons_work_and_say_so(
    example: Site, visit: Visit, storage: str
) -> None:
    page = visit(example, A0, before=storage)
    assert page.locator('.series-pager [role="status"]').inner_text() == ''

    page.click(MARK)
    assert page.is_checked(MARK)
    said = page.locator('.series-pager [role="status"]').inner_text()
    assert 'does not let the page keep anything' in said
    page.click(MARK)
    assert not page.is_checked(MARK)

    go(page, example, HUB)
    page.click('text=Your progress')
    page.fill('.series textarea', '{"version": 1, "read": ["car-t/A3"], "routes": {}}')
    page.click('button[name="import"]')
    assert ticked(page) == ['A3']


def test_other_tabs_follow_and_do_not_undo_each_other(
    example: Site, visit: Visit
) -> None:
    one = visit(example, A0)
    other = one.context.new_page()
    other.goto(example.url(f'one/{HUB}'))
    third = one.context.new_page()
    third.goto(example.url(f'one/{A3}'))

    one.click(MARK)
    other.wait_for_selector('.series-card .series-tick')
    third.click(MARK)

    # Each tab is told in its own time.
    other.wait_for_selector('.series-progress__count:has-text("2 of 13 read")')
    assert stored(other)['read'] == ['car-t/A0', 'car-t/A3']
    one.evaluate('localStorage.clear()')
    other.wait_for_selector('.series-tick', state='detached')


def test_going_back_shows_what_was_done_meanwhile(example: Site, visit: Visit) -> None:
    page = visit(example, HUB)
    mark(page, example, A0)

    page.go_back()

    page.wait_for_selector('.series-card .series-tick')


def test_two_sites_of_one_origin_do_not_know_of_each_other(
    example: Site, visit: Visit
) -> None:
    page = visit(example, A0)
    page.click(MARK)

    page.goto(example.url(f'two/{HUB}'))
    assert ticked(page) == []
    page.goto(example.url(f'two/{A3}'))
    page.click(MARK)

    keys = [key for key in page.evaluate(STORED) if key.startswith('series-')]
    assert sorted(keys) == [KEY, KEY.replace('one', 'two')]
    go(page, example, HUB)
    assert ticked(page) == ['A0']


def test_it_works_with_a_folder_for_each_page(folder: Any, read: Reader) -> None:
    with serve('furo', folder('furo', 'dirhtml')) as site:
        page = read(f'{site.address}/one/{A0}/')
        page.click(MARK)
        follow(page, '.series-nav__hub')

        assert ticked(page, '.series-map') == ['A0']
        assert list(page.evaluate(STORED)) == [KEY]
        follow(page, '.series-start:visible a')
        assert page.locator('.series-switch [aria-current] .series-code').count() == 1


def test_with_the_keyboard(example: Site, visit: Visit) -> None:
    page = visit(example, A0)

    page.focus(MARK)
    assert page.locator(MARK).evaluate('e => getComputedStyle(e).outlineStyle')
    page.keyboard.press('Space')
    assert page.is_checked(MARK)
    page.keyboard.press('Space')
    assert not page.is_checked(MARK)
    assert page.evaluate('document.activeElement.name') == 'read'
