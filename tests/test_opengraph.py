"""What pages of series add to the tags of sphinxext-opengraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from coffee import FILES, article
from comparison import Comparison

if TYPE_CHECKING:
    from conftest import Project

BASE = 'https://example.org/docs/'
CONF = f"""
extensions += ['sphinxext.opengraph']
ogp_site_url = {BASE!r}
"""
LOADED = {**FILES, 'conf.py': CONF}
TAG = re.compile('<meta property="([^"]*)" content="([^"]*)" />')


def tags(html: str, *names: str) -> list[tuple[str, str]]:
    """Return the tags with these names, in the order of the page."""
    return [tag for tag in TAG.findall(html) if tag[0] in names]


def see_also(html: str) -> list[str]:
    """Return the addresses that belong beside a page, relative to the base."""
    found = tags(html, 'og:see_also')
    return [address.removeprefix(BASE) for _name, address in found]


def test_an_article_names_its_companion_and_what_comes_next(build: Project) -> None:
    result = build(LOADED)

    assert see_also(result.text('cups/bitter.html')) == [
        'cups/extraction.html',
        'beans/origin.html',
    ]


def test_a_hub_names_where_to_start_and_the_next_series(build: Project) -> None:
    hub = FILES['index.rst'].replace(':status:', ':next: tea\n       :status:')
    tea = 'Tea\n===\n\n.. series-hub:: tea\n'

    result = build({**LOADED, 'index.rst': hub, 'tea.rst': tea})

    assert see_also(result.text('index.html')) == ['start.html', 'tea.html']


def test_other_pages_are_left_alone(build: Project) -> None:
    html = build(LOADED).text('other.html')

    assert see_also(html) == []
    assert tags(html, 'og:type') == [('og:type', 'website')]


def test_an_article_is_one_and_says_when_and_where_it_was_published(
    build: Project,
) -> None:
    dated = article(
        'Extraction', 'coffee B1', published='2026-01-12', updated='2026-02-03'
    )

    result = build({**LOADED, 'cups/extraction.rst': dated})

    names = ('og:type', 'article:published_time', 'article:modified_time')
    assert tags(result.text('cups/extraction.html'), *names, 'article:section') == [
        ('og:type', 'article'),
        ('article:published_time', '2026-01-12'),
        ('article:modified_time', '2026-02-03'),
        ('article:section', 'Coffee'),
    ]
    assert tags(result.text('index.html'), 'og:type') == [('og:type', 'website')]


@pytest.mark.parametrize(
    ('field', 'setting', 'expected'),
    [
        (':og\\:type: book\n\n', '', 'book'),
        ('', "ogp_type = 'profile'\n", 'profile'),
    ],
)
def test_what_the_author_says_of_its_type_is_kept(
    build: Project, field: str, setting: str, expected: str
) -> None:
    conf = CONF + setting
    files = {**LOADED, 'conf.py': conf, 'start.rst': field + FILES['start.rst']}

    html = build(files).text('start.html')

    assert tags(html, 'og:type', 'article:section') == [('og:type', expected)]


def test_a_page_that_wants_no_tags_has_none(build: Project) -> None:
    files = {**LOADED, 'start.rst': ':ogp_disable:\n\n' + FILES['start.rst']}

    assert TAG.findall(build(files).text('start.html')) == []


def test_no_title_leaves_its_tag(build: Project) -> None:
    hub = FILES['index.rst'].replace(':title: Coffee', ':title: "><script>&')

    plain = {'smartquotes': False}
    result = build({**LOADED, 'index.rst': hub}, confoverrides=plain)
    html = result.text('start.html')

    assert ('article:section', '&quot;&gt;&lt;script&gt;&amp;') in TAG.findall(html)


@pytest.mark.parametrize(
    ('conf', 'base'),
    [
        ("ogp_canonical_url = 'https://example.org/stable/'\n", 'stable/'),
        ("html_baseurl = 'https://example.org/base'\n", 'base/'),
    ],
)
def test_addresses_are_those_of_the_extension_or_of_the_project(
    build: Project, conf: str, base: str
) -> None:
    files = {**FILES, 'conf.py': f"extensions += ['sphinxext.opengraph']\n{conf}"}

    html = build(files).text('index.html')

    expected = f'https://example.org/{base}start.html'
    assert tags(html, 'og:see_also') == [('og:see_also', expected)]


def test_without_an_address_there_is_nothing_to_see(
    build: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv('READTHEDOCS', raising=False)
    monkeypatch.delenv('READTHEDOCS_CANONICAL_URL', raising=False)
    files = {**FILES, 'conf.py': "extensions += ['sphinxext.opengraph']\n"}

    assert see_also(build(files).text('index.html')) == []


@pytest.mark.parametrize('conf', ['', f'{CONF}series_opengraph = False\n'])
def test_it_is_said_where_it_is_wanted_and_the_extension_is_loaded(
    build: Project, conf: str
) -> None:
    html = build({**FILES, 'conf.py': conf}).text('start.html')

    assert tags(html, 'og:see_also', 'article:section') == []


def test_pages_follow_what_belongs_beside_them(build: Project) -> None:
    hub = FILES['index.rst'].replace(':status:', ':parts: none\n       :status:')
    hub = hub.replace(':parts:', ':next: tea\n       :parts:')
    tea = 'Tea\n===\n\n.. series-hub:: tea\n'
    coffee = Comparison(build)
    coffee.edit({**LOADED, 'index.rst': hub, 'tea.rst': tea})

    moved = coffee.edit({'tea.rst': None, 'teas/all.rst': tea})
    started = coffee.edit({'start.rst': None, 'first.rst': FILES['start.rst']})
    paired = coffee.edit({'cups/extraction.rst': None})

    assert moved.differing == started.differing == paired.differing == []
    beside = see_also(started.built.text('index.html'))
    assert beside == ['first.html', 'teas/all.html']


def test_turning_it_off_and_on_writes_the_pages_of_series(build: Project) -> None:
    off = f'{CONF}series_opengraph = False\n'
    coffee = Comparison(build)
    coffee.edit({**LOADED, 'conf.py': off})

    turned_on = coffee.edit({'conf.py': CONF})
    turned_off = coffee.edit({'conf.py': off})

    assert turned_on.differing == turned_off.differing == []
    assert 'other' not in turned_on.written | turned_off.written
