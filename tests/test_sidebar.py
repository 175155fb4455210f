"""The part for sidebars: where the reader is in a series."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from coffee import FILES, article
from comparison import Comparison

if TYPE_CHECKING:
    from conftest import Project

SIDEBARS = {
    'furo': [
        'sidebar/brand.html',
        'sidebar/search.html',
        'sidebar/scroll-start.html',
        'series/sidebar.html',
        'sidebar/navigation.html',
        'sidebar/scroll-end.html',
    ],
    'alabaster': ['searchbox.html', 'series/sidebar.html'],
}
BOX = re.compile(r'<nav [^>]*class="series series-sidebar[^"]*".*?</nav>', re.DOTALL)
ITEM = re.compile(r'<li[^>]*>(.*?)</li>', re.DOTALL)
TAG = re.compile(r'<[^>]+>')


def configured(theme: str = 'alabaster') -> dict[str, object]:
    """Return the configuration of a project with the part in its sidebar."""
    return {'html_theme': theme, 'html_sidebars': {'**': SIDEBARS[theme]}}


def boxes(html: str) -> list[str]:
    """Return the boxes of a page."""
    return BOX.findall(html)


def items(box: str) -> list[str]:
    """Return the texts of the items in a box."""
    return [TAG.sub('', item) for item in ITEM.findall(box)]


# -- what it says ----------------------------------------------------------------------


@pytest.mark.parametrize('theme', SIDEBARS)
def test_an_article_says_where_it_is(build: Project, theme: str) -> None:
    result = build(FILES, confoverrides=configured(theme), warningiserror=True)

    [box] = boxes(result.text('cups/bitter.html'))
    assert 'aria-label="Contents of the series: Coffee"' in box
    assert 'href="../index.html">Coffee</a>' in box
    assert 'Pair 1 of 2: What makes a good cup' in TAG.sub('', box)
    assert items(box) == [
        'A0: Why coffee',
        'A1: Why it tastes bitter',
        'B1: Extraction',
        'A2: Where beans come from',
        'B2: Varieties',
    ]
    assert box.count('aria-current="page"') == 1
    assert '<span aria-current="page"><span class="series-code">A1' in box
    assert 'bitter.html' not in box


@pytest.mark.parametrize('theme', SIDEBARS)
def test_a_hub_shows_its_pairs(build: Project, theme: str) -> None:
    result = build(FILES, confoverrides=configured(theme), warningiserror=True)

    [box] = boxes(result.text('index.html'))
    assert '<span aria-current="page">Coffee</span>' in box
    assert items(box) == ['Pair 1: What makes a good cup', 'Pair 2: Beans']
    assert 'href="#pair-1"' in box


@pytest.mark.parametrize('theme', SIDEBARS)
def test_other_pages_show_nothing(build: Project, theme: str) -> None:
    result = build(FILES, confoverrides=configured(theme))

    for name in ('other', 'search', 'genindex'):
        assert 'series-sidebar' not in result.text(f'{name}.html')


def test_in_a_long_series_only_what_is_near_is_shown(build: Project) -> None:
    files = {
        f'{a.lower()}{n}.rst': article(f'Title {a}{n}', f'coffee {a}{n}')
        for n in range(1, 21)
        for a in 'AB'
    }

    result = build(
        {'index.rst': FILES['index.rst'], 'other.rst': 'Other\n=====\n'} | files,
        confoverrides=configured(),
    )

    [box] = boxes(result.text('a7.html'))
    assert items(box) == [f'{code}: Title {code}' for code in ('A6', 'A7', 'B7', 'A8')]
    [hub] = boxes(result.text('index.html'))
    assert len(items(hub)) == 20


def test_a_hub_with_very_many_pairs_does_not_list_them(build: Project) -> None:
    files = {f'a{n}.rst': article(f'T {n}', f'coffee A{n}') for n in range(1, 33)}

    result = build(
        {'index.rst': FILES['index.rst'], 'other.rst': 'Other\n=====\n'} | files,
        confoverrides=configured(),
    )

    [box] = boxes(result.text('index.html'))
    assert items(box) == []
    assert 'Coffee' in box


def test_a_page_in_two_series_has_two_landmarks_of_their_own(build: Project) -> None:
    tea = {
        'tea.rst': 'Tea\n===\n\n.. series-hub:: tea\n',
        'index.rst': FILES['index.rst'].replace(' other\n', ' other\n       tea\n'),
        'start.rst': FILES['start.rst'] + '\n.. series-article:: tea A1\n',
    }

    html = build(FILES | tea, confoverrides=configured()).text('start.html')

    labels = re.findall(r'<nav aria-label="([^"]+)" class="series ', html)
    assert len(boxes(html)) == 2
    assert len(labels) == len(set(labels)) == 6


def test_a_hub_that_is_an_article_shows_the_articles(build: Project) -> None:
    hub = FILES['index.rst'] + '\n    .. series-article:: coffee A0\n'
    files = {n: text for n, text in FILES.items() if n != 'start.rst'}

    html = build(files | {'index.rst': hub}, confoverrides=configured()).text(
        'index.html'
    )

    [box] = boxes(html)
    assert items(box)[0].startswith('A0: ')
    assert len(items(box)) == 5


def test_titles_cannot_bring_markup_along(build: Project) -> None:
    hostile = {'cups/extraction.rst': article('<b onclick=x>&', 'coffee B1')}

    html = build(FILES | hostile, confoverrides=configured()).text('start.html')

    [box] = boxes(html)
    assert '&lt;b onclick=x&gt;&amp;' in box
    assert '<b' not in box


def test_its_words_are_in_the_language_of_the_project(build: Project) -> None:
    html = build(FILES, confoverrides=configured() | {'language': 'de'}).text(
        'cups/bitter.html'
    )

    [box] = boxes(html)
    assert 'Inhalt der Reihe: Coffee' in box
    assert 'Paar 1 von 2' in box


# -- what it costs others --------------------------------------------------------------


def test_a_template_of_the_project_goes_before_ours(build: Project) -> None:
    own = {'_templates/series/sidebar.html': '<p>{{ series_sidebar is defined }}</p>'}
    overrides = configured() | {'templates_path': ['_templates']}

    result = build(FILES | own, confoverrides=overrides)

    assert '<p>True</p>' in result.text('start.html')
    assert '<p>False</p>' in result.text('other.html')


def test_it_changes_no_configuration_value(build: Project) -> None:
    result = build(FILES)

    assert result.app.config.templates_path == []
    assert 'series-sidebar' not in result.text('start.html')


def test_it_is_kept_out_of_the_search(build: Project) -> None:
    result = build(FILES, confoverrides=configured())

    with_it = result.text('searchindex.js')
    without = build(builddir='without').text('searchindex.js')
    terms = (json.loads(text[16:-1])['terms'] for text in (with_it, without))
    assert next(terms) == next(terms)


@pytest.mark.parametrize('builder', ['json', 'singlehtml', 'dirhtml', 'text', 'epub'])
def test_other_builders_are_content_with_it(build: Project, builder: str) -> None:
    required = {'copyright': '2026', 'version': '1'}

    overrides = configured() | required
    result = build(FILES, builder=builder, confoverrides=overrides)

    assert result.warnings == []


# -- incremental builds ----------------------------------------------------------------


@pytest.mark.parametrize(
    'changes',
    [
        {'beans/varieties.rst': article('Other kinds', 'coffee B2')},
        {'beans/roasting.rst': article('Roasting', 'coffee A3')},
        {'beans/varieties.rst': None},
        {'index.rst': FILES['index.rst'].replace('Beans', 'Roots')},
        {'index.rst': FILES['index.rst'].replace(':title: Coffee', ':title: Mocha')},
        {'other.rst': FILES['other.rst'] + '\n    .. series-pair:: Water\n'
         '       :series: coffee\n       :number: 3\n'},
    ],
    ids=['title', 'addition', 'deletion', 'pair', 'series', 'pair elsewhere'],
)  # fmt: skip
def test_it_stays_right_in_incremental_builds(
    build: Project, changes: dict[str, str | None]
) -> None:
    conf = f'html_sidebars = {{"**": {SIDEBARS["alabaster"]}}}\n'
    parts = {
        'index.rst': FILES['index.rst'].replace(
            ':title:', ':parts: none\n       :title:'
        )
    }
    coffee = Comparison(build, 'html')
    coffee.edit(FILES | parts | {'conf.py': conf})
    if hub := changes.get('index.rst'):
        changes = {'index.rst': hub.replace(':title:', ':parts: none\n       :title:')}

    step = coffee.edit(changes)

    assert step.differing == []


def test_a_hub_is_written_for_a_pair_that_another_page_names(build: Project) -> None:
    # In no toctree of the hub's, or Sphinx would write it anyway.
    conf = f'html_sidebars = {{"**": {SIDEBARS["alabaster"]}}}\n'
    docnames = [n.removesuffix('.rst') for n in FILES if n != 'index.rst']
    entries = '\n   '.join(['hub', *docnames])
    top = f'Top\n===\n\n.. toctree::\n\n   {entries}\n'
    hub = 'Hub\n===\n\n.. series-hub:: coffee\n   :parts: none\n'
    pair = 'Other\n=====\n\n.. series-pair:: Cups\n   :series: coffee\n   :number: 1\n'
    sources = {'index.rst': top, 'hub.rst': hub, 'other.rst': pair, 'conf.py': conf}
    coffee = Comparison(build, 'html')
    coffee.edit(FILES | sources)

    step = coffee.edit({'other.rst': pair.replace('Cups', 'Mugs')})

    assert step.differing == []
    assert items(boxes(step.built.text('hub.html'))[0])[0] == 'Pair 1: Mugs'
