"""Every way through a series leads somewhere, whatever a browser forbids."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

from browser.conftest import prepare
from browser.sites import A0, HUB, IN_TWO_SERIES, NEXT, STRESS
from browser.stress import IN_ONE_TITLE

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.conftest import Opened, Reader
    from browser.sites import Site

pytestmark = pytest.mark.browser

A_ARTICLES = ['A0', 'A1', 'A2', 'A3', 'A4', 'A5', 'A6']
IN_ORDER = ['A0', *(f'{letter}{n}' for n in range(1, 7) for letter in 'AB')]


def test_the_index_links_every_article_once(site: Site, read: Reader) -> None:
    page = read(site.url(HUB))

    links = page.evaluate(
        """[...document.querySelectorAll('.series-pair .series-card__link')]
            .map(a => [a.querySelector('.series-code').textContent, a.href])"""
    )

    assert [code for code, _target in links] == IN_ORDER
    assert len({target for _code, target in links}) == 13


def test_the_chips_are_the_declared_routes(site: Site, read: Reader) -> None:
    page = read(site.url(HUB))

    chips = page.evaluate(
        """Object.fromEntries([...document.querySelectorAll('.series-route')].map(
            route => [route.id, [...route.querySelectorAll('a.series-chip')].map(
                a => a.querySelector('.series-code').textContent)]))"""
    )

    assert chips == {
        'route-big-picture': A_ARTICLES,
        'route-depth': IN_ORDER,
        'route-business': ['B2', 'B3', 'B5', 'B6'],
    }


def test_an_unordered_route_has_no_arrows_and_no_order(
    site: Site, read: Reader
) -> None:
    page = read(site.url(HUB))

    content = """[...document.querySelectorAll('#route-business .series-route__step')]
        .map(step => getComputedStyle(step, '::after').content)"""
    assert set(page.evaluate(content)) == {'none'}
    assert page.evaluate("document.querySelector('#route-business ol')") is None


def test_next_leads_from_a0_to_a6_and_to_the_hub_and_previous_back(
    site: Site, read: Reader
) -> None:
    page = read(site.url(A0))
    hub = site.url(HUB)
    there = []
    while _place(page) != hub:
        there.append((_code(page), _place(page)))
        ours = page.locator('.series-pager__next a, .series-pager__hub a')
        assert ours.count() == 1
        target = _without_anchor(ours.evaluate('a => a.href'))
        link = page.locator('link[rel="next"]')
        assert link.evaluate('a => a.href') == target
        themes = page.locator(NEXT[site.theme]).evaluate_all(
            'all => all.map(a => a.href)'
        )
        assert {_without_anchor(each) for each in themes} == {target}
        ours.click()
        page.wait_for_url(f'{target}*')
    page.go_back()
    back = []
    while True:
        back.append((_code(page), _place(page)))
        previous = page.locator('.series-pager__previous a')
        if not previous.count():
            break
        target = previous.evaluate('a => a.href')
        assert page.locator('link[rel="prev"]').evaluate('a => a.href') == target
        previous.click()
        page.wait_for_url(target)

    assert [code for code, _url in there] == A_ARTICLES
    assert back == there[::-1]


def _place(page: Page) -> str:
    return _without_anchor(page.url)


def _without_anchor(url: str) -> str:
    return urldefrag(url).url


def _code(page: Page) -> str:
    # Not in the switch: an opening has none.
    own = page.locator('.series-nav__all [aria-current] .series-code')
    return str(own.text_content())


def test_landmarks_have_names_of_their_own(site: Site, read: Reader) -> None:
    page = read(site.url(IN_TWO_SERIES))

    labels = page.evaluate(
        "[...document.querySelectorAll('nav.series')].map(n => n.ariaLabel)"
    )

    assert len(labels) == len(set(labels)) == 4


def test_planned_articles_are_named_and_lead_nowhere(site: Site, read: Reader) -> None:
    page = read(site.url(STRESS))

    for code in ('B5', 'A9'):
        card = page.locator(f'#stress-{code.lower()}')
        assert 'Planned' in card.inner_text()
        assert card.locator('a').count() == 0
    chips = page.locator('.series-chip--planned')
    assert chips.count() == 3  # both on the map, one of them on a route
    assert chips.evaluate_all("all => all.filter(c => c.matches('a, a *')).length") == 0
    assert all('(planned)' in text for text in chips.all_text_contents())


def test_readers_choose_without_a_script_whose_articles_a_hub_shows(
    site: Site, read: Reader
) -> None:
    shown = """[...document.querySelectorAll('.series-pair .series-card')]
        .filter(card => card.checkVisibility())
        .map(card => card.querySelector('.series-code').textContent)"""
    page = read(site.url(HUB), java_script_enabled=False)
    page.check('.series-filter label:has-text("Expert") input')
    experts = page.evaluate(shown)
    # From the article for others, back to its card.
    page.goto(f'{site.url(HUB)}#car-t-a3')
    page.check('.series-filter label:has-text("Expert") input')
    led = page.evaluate(shown)
    page.check('.series-filter label:first-child input')

    assert experts == ['A0', *(f'B{n}' for n in range(1, 7))]
    assert led == ['A0', 'B1', 'B2', 'A3', 'B3', 'B4', 'B5', 'B6']
    assert page.evaluate(shown) == IN_ORDER


def test_without_scripts_everything_is_there_and_works(
    site: Site, opened: Opened, read: Reader
) -> None:
    with_scripts = opened.page.evaluate("look.texts('.series')")
    page = read(site.url(opened.name), java_script_enabled=False)

    assert page.evaluate("look.texts('.series')") == with_scripts
    assert page.evaluate("look.texts('.series :is(button, script, [hidden])')") == []
    empty = "look.texts('.series :is(ul, ol, li, p, a, summary)').filter(t => !t)"
    assert page.evaluate(empty) == []
    for summary in page.locator('.series summary').all():
        summary.click()
    assert page.evaluate("look.invisible('.series a')") == []
    for _said, target in page.evaluate('look.links()'):
        assert leads_somewhere(site, target), target


def leads_somewhere(site: Site, url: str) -> bool:
    """Return whether a page has what a link leads to."""
    if not url.startswith(site.address):
        return True
    parts = urlsplit(url)
    path: Path = site.folder / 'html' / parts.path.lstrip('/')
    if not path.is_file():
        return False
    anchor = unquote(parts.fragment)
    return not anchor or f'id="{anchor}"' in path.read_text(encoding='utf-8')


def test_a_strict_policy_finds_nothing_of_ours(
    site: Site, opened: Opened, read: Reader
) -> None:
    page = read('about:blank')
    page.add_init_script(
        """window.forbidden = [];
        document.addEventListener('securitypolicyviolation', e => forbidden.push([
            e.violatedDirective, e.blockedURI,
            !!e.target.closest?.('.series, [href*="series.css"]')]));"""
    )
    page.goto(site.url(opened.name, strict=True))
    prepare(page)

    forbidden = page.evaluate('forbidden')
    assert [each for each in forbidden if each[2] or 'series' in each[1]] == []
    inline = '.series [style], .series script, .series style, .series [onclick]'
    assert page.locator(inline).count() == 0
    # The style sheet is there, and does what it is for.
    columns = "getComputedStyle(document.querySelector('.series')).containerType"
    assert page.evaluate(columns) == 'inline-size'


def test_nothing_comes_from_elsewhere(site: Site, opened: Opened) -> None:
    assert site.url(opened.name) in opened.requests
    assert all(url.startswith(site.address) for url in opened.requests)


@pytest.mark.parametrize(
    ('word', 'expected'),
    [
        # In the title of one article, and so on the map and in many pagers.
        (IN_ONE_TITLE, {'a7.html'}),
        # In the pager of every article, and nowhere else.
        ('Previous', set()),
    ],
)
def test_the_words_of_navigation_are_not_found(
    site: Site, read: Reader, word: str, expected: set[str]
) -> None:
    page = read(site.url('stress/search') + f'?q={word}')

    page.wait_for_function(
        """/did not match|matching|found/i.test(
            document.querySelector('.search-summary')?.textContent)"""
    )

    found = page.evaluate(
        "[...document.querySelectorAll('ul.search > li > a')].map(a => a.pathname)"
    )
    assert {path.rsplit('/', 1)[-1] for path in found} == expected
