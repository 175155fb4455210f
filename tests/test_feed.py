"""Atom feeds: what is in them, in which order, and that they follow RFC 4287."""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime
from textwrap import dedent
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import feedparser
import neighbours
import pytest
from coffee import FILES, HUB, article
from comparison import Comparison
from defusedxml.ElementTree import fromstring

from sphinxext_series.outputs import feed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from conftest import Project, Result

ATOM = '{http://www.w3.org/2005/Atom}'
CONF = """
    author = 'The roasters'
    html_baseurl = 'https://example.org/docs'
    series_feed = True
    """
DATED = {
    **FILES,
    'conf.py': CONF,
    'start.rst': article(
        'Why coffee', 'coffee A0', 'Read first.', published='2026-01-05'
    ),
    'cups/bitter.rst': article(
        'Why it tastes *bitter*',
        'coffee A1',
        'Three things; see :series:article:`B2`.',
        published='2026-01-12',
        updated='2026-03-01',
    ),
    'cups/extraction.rst': article(
        'Extraction', 'coffee B1', 'Numbers.', published='2026-01-12'
    ),
    'beans/origin.rst': article(
        'Where beans come from', 'coffee A2', 'A tour.', updated='2026-02-01'
    ),
    'beans/varieties.rst': article(
        'Varieties', 'coffee B2', 'Arabica.', published='2026-02-01'
    ),
}
BY_DATE, IN_ORDER = 'feeds/coffee.atom', 'feeds/reading-order/coffee.atom'
LINK = re.compile('<link rel="alternate" href="([^"]*)" title="([^"]*)"')


def titles(result: Result, path: str) -> list[str]:
    """Return the titles of a feed's entries, as a reader of feeds has them."""
    parsed = feedparser.parse(result.outdir.joinpath(path).read_bytes())
    assert not parsed.bozo
    return [entry.title for entry in parsed.entries]


# -- what is in a feed -----------------------------------------------------------------


def test_the_newest_comes_first_in_one_feed_and_the_other_is_in_reading_order(
    build: Project,
) -> None:
    result = build(DATED, warningiserror=True)

    assert titles(result, BY_DATE) == [
        'Why it tastes bitter',
        'Where beans come from',
        'Varieties',
        'Extraction',
        'Why coffee',
    ]
    assert titles(result, IN_ORDER) == [
        'Why coffee',
        'Why it tastes bitter',
        'Extraction',
        'Where beans come from',
        'Varieties',
    ]


def test_a_feed_says_what_it_is(build: Project) -> None:
    result = build(DATED)

    parsed = feedparser.parse(result.outdir.joinpath(BY_DATE).read_bytes()).feed

    assert parsed.title == 'Coffee'
    assert parsed.subtitle == 'From bean to cup, for two kinds of readers.'
    assert parsed.author == 'The roasters'
    assert parsed.id == 'https://example.org/docs/feeds/coffee.atom'
    assert parsed.link == 'https://example.org/docs/index.html'
    assert parsed.language == 'en'
    assert parsed.updated == '2026-03-01T00:00:00+00:00'


def test_an_entry_says_what_the_article_is(build: Project) -> None:
    result = build(DATED)

    parsed = feedparser.parse(result.outdir.joinpath(BY_DATE).read_bytes())

    entry = parsed.entries[0]
    assert entry.link == entry.id == 'https://example.org/docs/cups/bitter.html'
    assert entry.summary == 'Three things; see Varieties.'
    assert entry.published == '2026-01-12T00:00:00+00:00'
    assert entry.updated == '2026-03-01T00:00:00+00:00'
    assert [(tag.term, tag.label) for tag in entry.tags] == [('A', 'General reader')]


def test_what_cannot_be_read_is_in_no_feed(build: Project) -> None:
    hub = FILES['index.rst'].replace(':pairs:', ':planned: A9 Water\n       :pairs:')
    draft = article('Varieties', 'coffee B2', status='draft', published='2026-02-01')
    files = {**DATED, 'index.rst': hub, 'beans/varieties.rst': draft}

    result = build(files, confoverrides={'series_drafts': True})

    for path in (BY_DATE, IN_ORDER):
        assert {'Varieties', 'Water'}.isdisjoint(titles(result, path))


def test_the_feed_of_news_has_no_end_of_old_articles(
    build: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, 'MOST_NEWS', 2)

    result = build(DATED)

    assert titles(result, BY_DATE) == ['Why it tastes bitter', 'Where beans come from']
    assert len(titles(result, IN_ORDER)) == 5


def test_a_date_is_not_invented(build: Project) -> None:
    undated = {'beans/varieties.rst': FILES['beans/varieties.rst']}

    result = build({**DATED, **undated})

    assert 'Varieties' not in titles(result, BY_DATE) + titles(result, IN_ORDER)
    [warning] = [line for line in result.warnings if 'series.feed' in line]
    assert warning == (
        'index.rst:4: WARNING: series “coffee” has articles without “:published:” and '
        '“:updated:”: B2; feeds leave them out [series.feed]'
    )


def test_dates_of_articles_in_other_projects_are_not_asked_for(build: Project) -> None:
    roasting = neighbours.entry('A3', title='Roasting', uri='roasting.html')
    published = neighbours.document(roasting, name='coffee')
    others = "series_external = {'works': ('https://works.example/', 'works.json')}"

    result = build(
        {
            **DATED,
            'conf.py': f'{dedent(CONF)}{others}',
            'index.rst': HUB.replace(':title:', ':external: works\n       :title:'),
            'works.json': json.dumps(published),
        }
    )

    assert 'https://works.example/roasting.html' in result.text('index.html')
    assert result.warnings == []


def test_a_series_without_any_date_has_no_feed(build: Project) -> None:
    result = build({**FILES, 'conf.py': CONF})

    assert not (result.outdir / 'feeds').exists()
    assert LINK.search(result.text('index.html')) is None


# -- RFC 4287 --------------------------------------------------------------------------


@pytest.mark.parametrize('path', [BY_DATE, IN_ORDER])
@pytest.mark.parametrize('builder', ['html', 'dirhtml', 'singlehtml'])
def test_feeds_follow_the_rfc(build: Project, builder: str, path: str) -> None:
    hostile = article(
        'A </title> & \x0c *B*', 'coffee A0', '<b> ]]> & \x07', published='2026-01-01'
    )
    files = {**DATED, 'a b/ü.rst': hostile, 'start.rst': None}

    result = build(files, builder=builder)

    root = fromstring((result.outdir / path).read_bytes())
    follows_the_rfc(root)
    shown = [child.text or '' for child in root.iter(f'{ATOM}title')]
    assert any('A </title> &' in title for title in shown)


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_its_addresses_are_those_of_files(build: Project, builder: str) -> None:
    result = build(DATED, builder=builder)

    for path in (BY_DATE, IN_ORDER):
        root = fromstring((result.outdir / path).read_bytes())
        for link in root.iter(f'{ATOM}link'):
            way = link.attrib['href'].removeprefix('https://example.org/docs/')
            found = result.outdir / way
            assert (found / 'index.html' if found.is_dir() else found).is_file()


def follows_the_rfc(root: Element) -> None:
    """Assert what RFC 4287 says that a feed must be; its sections are named."""
    assert root.tag == f'{ATOM}feed'
    entries = root.findall(f'{ATOM}entry')
    assert entries
    authors = root.findall(f'{ATOM}author')
    assert authors  # 4.1.1: or in each entry
    for author in authors:
        assert len(author.findall(f'{ATOM}name')) == 1  # 3.2.1
        assert author.findtext(f'{ATOM}name')
    for element in (root, *entries):
        _has_what_it_must(element)
    for entry in entries:
        # 4.1.2: without content, there must be a link to it.
        alternate = [_rel(link) == 'alternate' for link in entry.iter(f'{ATOM}link')]
        assert any(alternate)
        assert len(entry.findall(f'{ATOM}summary')) <= 1
        assert len(entry.findall(f'{ATOM}published')) <= 1
    # 4.1.1: entries with one id must differ in their dates.
    ids = [entry.findtext(f'{ATOM}id') for entry in entries]
    assert len(set(ids)) == len(ids)


def _has_what_it_must(element: Element) -> None:
    for name in ('id', 'title', 'updated'):
        assert len(element.findall(f'{ATOM}{name}')) == 1  # 4.1.1, 4.1.2
    identity = element.findtext(f'{ATOM}id') or ''
    assert _is_iri(identity)  # 4.2.6
    for name in ('updated', 'published'):
        for date in element.findall(f'{ATOM}{name}'):
            # 3.3: a date-time of RFC 3339, with T and an offset.
            assert re.fullmatch(
                r'[\d-]{10}T[\d:]{8}(?:Z|[+-]\d\d:\d\d)', date.text or ''
            )
            assert datetime.fromisoformat(date.text or '').tzinfo
    kinds = []
    for link in element.findall(f'{ATOM}link'):
        assert _is_iri(link.attrib['href'])  # 4.2.7.1
        kinds.append((_rel(link), link.get('type'), link.get('hreflang')))
    assert len(set(kinds)) == len(kinds)  # 4.1.1: one alternate of each type
    for category in element.findall(f'{ATOM}category'):
        assert category.attrib['term']  # 4.2.2.1
    for name in ('title', 'subtitle', 'summary'):
        for text in element.findall(f'{ATOM}{name}'):
            assert text.get('type', 'text') == 'text'  # 3.1.1.1: no child elements
            assert not list(text)


def _rel(link: Element) -> str:
    return link.get('rel', 'alternate')  # 4.2.7.2


def _is_iri(text: str) -> bool:
    parts = urlsplit(text)
    return bool(parts.scheme and parts.netloc) and not re.search(
        '[\\s<>"{}|\\\\^`]', text
    )


# -- where it is named -----------------------------------------------------------------


@pytest.mark.parametrize(
    ('page', 'root'), [('index', ''), ('start', ''), ('cups/bitter', '../')]
)
def test_hub_and_articles_name_the_feeds(build: Project, page: str, root: str) -> None:
    result = build(DATED)

    assert LINK.findall(result.text(f'{page}.html')) == [
        (f'{root}{BY_DATE}', 'Coffee'),
        (f'{root}{IN_ORDER}', 'Coffee, in reading order'),
    ]


def test_other_pages_name_none(build: Project) -> None:
    assert LINK.findall(build(DATED).text('other.html')) == []


def test_no_title_leaves_the_link(build: Project) -> None:
    hub = FILES['index.rst'].replace(':title: Coffee', ':title: "><script>&')

    plain = {'smartquotes': False}
    html = build({**DATED, 'index.rst': hub}, confoverrides=plain).text('start.html')

    assert '&quot;&gt;&lt;script&gt;&amp;"' in html
    assert '"><script>&' not in html


# -- whether there is one --------------------------------------------------------------


def test_there_is_none_unless_it_is_wanted(build: Project) -> None:
    result = build({**DATED, 'conf.py': "html_baseurl = 'https://example.org'\n"})

    assert not (result.outdir / 'feeds').exists()
    assert LINK.search(result.text('index.html')) is None


@pytest.mark.parametrize('base', ['', '/docs/', 'docs', 'http://['])
def test_there_is_none_without_an_address(build: Project, base: str) -> None:
    result = build(DATED, confoverrides={'html_baseurl': base})

    assert not (result.outdir / 'feeds').exists()
    assert any(
        'series_feed needs html_baseurl to be an address' in line
        for line in result.warnings
    )


def test_there_is_none_without_feedgen(
    build: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, 'feedgen', None)

    result = build(DATED)

    assert not (result.outdir / 'feeds').exists()
    assert LINK.search(result.text('index.html')) is None
    [warning] = result.warnings
    assert warning == (
        'WARNING: series_feed needs the package feedgen: “pip install '
        'sphinxext-series[feed]”; no feed is written [series.config]'
    )


@pytest.mark.parametrize('builder', ['text', 'epub'])
def test_there_is_none_outside_html_and_nothing_is_missed(
    build: Project, builder: str
) -> None:
    conf = 'series_feed = True\nepub_version = 3\n'

    result = build({**DATED, 'conf.py': conf}, builder=builder)

    assert not (result.outdir / 'feeds').exists()
    assert not any('feed' in line for line in result.warnings)


def test_feedgen_is_not_loaded_before_there_is_something_to_write(
    build: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(DATED)
    for name in [n for n in sys.modules if n.partition('.')[0] == 'feedgen']:
        monkeypatch.delitem(sys.modules, name)

    build()

    assert 'feedgen' not in sys.modules


# -- incremental builds ----------------------------------------------------------------


def test_the_same_sources_give_the_same_bytes(build: Project) -> None:
    first = build(DATED, parallel=2)
    second = build(builddir='again')

    for path in (BY_DATE, IN_ORDER):
        assert first.text(path) == second.text(path)


def test_pages_follow_the_first_date_of_a_series_and_the_last(build: Project) -> None:
    coffee = Comparison(build)
    coffee.edit({**FILES, 'conf.py': CONF})
    dated = article('Extraction', 'coffee B1', published='2026-01-12')

    added = coffee.edit({'cups/extraction.rst': dated})
    linked = LINK.findall(added.built.text('beans/origin.html'))
    removed = coffee.edit({'cups/extraction.rst': FILES['cups/extraction.rst']})

    assert added.differing == removed.differing == []
    assert [uri for uri, _title in linked] == [f'../{BY_DATE}', f'../{IN_ORDER}']
    assert LINK.search(removed.built.text('beans/origin.html')) is None
    assert not (removed.built.outdir / 'feeds').exists()


def test_turning_feeds_on_and_off_writes_the_pages_that_name_them(
    build: Project,
) -> None:
    off = CONF.replace('True', 'False')
    coffee = Comparison(build)
    coffee.edit({**DATED, 'conf.py': off})

    turned_on = coffee.edit({'conf.py': CONF})
    written = turned_on.built.text(BY_DATE)
    turned_off = coffee.edit({'conf.py': off})

    assert turned_on.differing == turned_off.differing == []
    assert turned_on.needless == turned_off.needless == set()
    assert 'other' not in turned_on.written
    assert '<entry>' in written
    assert not (turned_off.built.outdir / 'feeds').exists()


def test_a_changed_summary_reaches_the_feed(build: Project) -> None:
    build(DATED)
    text = DATED['beans/varieties.rst'].replace('Arabica', 'Robusta')

    result = build({'beans/varieties.rst': text})

    assert 'Robusta.' in result.text(BY_DATE)
    assert result.text(IN_ORDER) == build(builddir='clean').text(IN_ORDER)
