"""``series.txt``: every route in reading order, as Markdown that no title breaks."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from coffee import FILES, article
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sphinxext_series.outputs.series_txt import _escaped

if TYPE_CHECKING:
    from conftest import Project

ROUTES = """
    Coffee, explained twice
    =======================

    .. series-hub:: coffee
       :title: Coffee
       :planned: A9 Water

       From bean to cup.

    .. reading-guide::

       .. reading-route:: The *short* way
          :articles: A0, A1?, {B1, B2}

       .. reading-route:: Nothing yet
          :articles: A9

    .. toctree::

       other
"""


def test_it_lists_each_route_in_reading_order(build: Project) -> None:
    conf = "project = 'Drinks'\n"

    result = build({**FILES, 'index.rst': ROUTES, 'conf.py': conf})

    assert result.text('series.txt') == dedent("""\
        # Drinks

        > Articles in reading order, route by route.

        - [Coffee](index.html): From bean to cup.

        ## Coffee: The short way

        - [A0: Why coffee](start.html): Read this first. (1 minute)
        - [A1: Why it tastes bitter](cups/bitter.html): Three things to change. \
(1 minute) (optional)
        - [B1: Extraction](cups/extraction.html): What a refractometer tells. \
(9 minutes) (in any order)
        - [B2: Varieties](beans/varieties.html): Arabica and others. \
(1 minute) (in any order)
        """)


def test_default_routes_are_listed_too(build: Project) -> None:
    text = build(FILES).text('series.txt')

    assert re.findall(r'^## (.*)', text, re.MULTILINE) == [
        'Coffee: General reader: all articles in order',
        'Coffee: Expert: all articles in order',
        'Coffee: All articles, pair by pair',
    ]


def test_its_form_is_that_of_llms_txt(build: Project) -> None:
    tokens = MarkdownIt().parse(build(FILES).text('series.txt'))

    headings = [token.tag for token in tokens if token.type == 'heading_open']
    blocks = [t.type for t in tokens if t.level == 0 and not t.type.endswith('close')]
    assert headings == ['h1', 'h2', 'h2', 'h2']
    assert [b for b in blocks if b != 'inline'] == [
        'heading_open',
        'blockquote_open',
        'bullet_list_open',
        *['heading_open', 'bullet_list_open'] * 3,
    ]


def test_addresses_are_absolute_where_the_base_is_known(build: Project) -> None:
    published = {'html_baseurl': 'https://example.org/docs'}

    text = build(FILES, confoverrides=published).text('series.txt')

    assert '](https://example.org/docs/cups/bitter.html)' in text
    assert '](cups/' not in text


def test_a_reference_is_called_as_on_the_page(build: Project) -> None:
    text = article('Why', 'coffee A1', 'See :doc:`extraction`.')

    listed = build({**FILES, 'cups/bitter.rst': text}).text('series.txt')

    assert '[A1: Why](cups/bitter.html): See Extraction.' in listed


def test_drafts_are_left_out_unless_lists_show_them(build: Project) -> None:
    draft = article('Varieties', 'coffee B2', status='draft')
    files = {**FILES, 'beans/varieties.rst': draft}

    without = build(files).text('series.txt')
    shown = build(confoverrides={'series_drafts': True}).text('series.txt')

    assert 'Varieties' not in without
    assert 'Varieties' in shown


@pytest.mark.parametrize(
    'title',
    [
        'A](https://example.com) [B',
        'A `code` *B* _C_ <script> &amp; C#',
        '# A',
        r'A \] \* B',
        '~~A~~ | B',
    ],
)
def test_no_title_breaks_its_line(build: Project, title: str) -> None:
    escaped = title.replace('\\', r'\\').replace('*', r'\*').replace('`', r'\`')
    escaped = escaped.replace('_', r'\_').replace('|', r'\|')
    hub = ROUTES.replace('The *short* way', escaped)
    text = article(escaped, 'coffee A1', escaped)
    files = {**FILES, 'index.rst': hub, 'cups/bitter.rst': text}

    listed = build(files, confoverrides={'smartquotes': False}).text('series.txt')

    html = MarkdownIt('commonmark').enable('strikethrough').render(listed)
    shown = shown_text(html)
    assert f'A1: {title}' in shown
    assert f'Coffee: {title}' in shown
    assert html.count('<a ') == 5
    assert '<script' not in html


@given(st.text())
def test_no_text_is_more_than_text(text: str) -> None:
    line = ' '.join(re.sub(r'[\x00-\x1f\x7f-\x9f]', ' ', text).split())

    html = MarkdownIt('commonmark').render(f'## x{_escaped(text)}x')

    assert shown_text(html) == f'x{line}x\n'


def shown_text(html: str) -> str:
    """Return the text of simple HTML."""
    text = re.sub('<[^>]*>', '', html)
    for entity, character in (('lt', '<'), ('gt', '>'), ('quot', '"'), ('amp', '&')):
        text = text.replace(f'&{entity};', character)
    return text


def test_it_can_be_turned_off_and_on(build: Project) -> None:
    written = (build(FILES).outdir / 'series.txt').exists()

    without = build(confoverrides={'series_listing': False})
    gone = not (without.outdir / 'series.txt').exists()
    again = build()

    assert written
    assert gone
    assert (again.outdir / 'series.txt').exists()


@pytest.mark.parametrize('name', ['llms.txt', 'llms-full.txt'])
def test_the_files_of_others_are_left_alone(build: Project, name: str) -> None:
    files = {**FILES, f'extra/{name}': 'Theirs.\n'}

    result = build(files, confoverrides={'html_extra_path': ['extra']})

    assert result.text(name) == 'Theirs.\n'


def test_an_incremental_build_lists_what_a_clean_one_does(build: Project) -> None:
    build(FILES, parallel=2)
    changed = {
        'cups/bitter.rst': None,
        'beans/origin.rst': article('Farms', 'coffee A7', 'Far away.'),
    }

    incremental = build(changed).text('series.txt')

    assert 'A7: Farms' in incremental
    assert incremental == build(builddir='clean').text('series.txt')
