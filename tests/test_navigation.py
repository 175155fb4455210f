"""What an article says of its place in a series."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from coffee import FILES, article

if TYPE_CHECKING:
    from conftest import Project


def navigation(html: str) -> str:
    """Return the box at the top of an article."""
    return _between(html, 'series series-nav', '</nav>')


def pager(html: str) -> str:
    """Return the box at the bottom of an article."""
    return _between(html, 'series series-pager', '</nav>')


def _between(html: str, start: str, end: str) -> str:
    found = html[html.index(start) :]
    return found[: found.index(end)]


def test_the_top_says_series_pair_audience_and_companion(build: Project) -> None:
    top = navigation(build(FILES).text('cups/bitter.html'))

    assert 'href="../index.html">Coffee</a>' in top
    assert 'Pair 1 of 2: What makes a <em>good</em> cup' in top
    assert '1 minute<' in top
    assert 'href="extraction.html"><span class="series-code">B1</span>' in top
    assert 'Read first: <a class="reference internal" href="../start.html">' in top


def test_the_article_itself_is_current_and_no_link(build: Project) -> None:
    top = navigation(build(FILES).text('cups/bitter.html'))

    assert top.count('aria-current="page"') == 2  # in the switch, in the list
    assert 'bitter.html' not in top


def test_navigation_is_labelled_and_kept_out_of_the_search(build: Project) -> None:
    html = build(FILES).text('cups/bitter.html')

    landmarks = re.findall(r'<nav aria-label="([^"]+)" class="([^"]+)"', html)
    assert landmarks == [
        ('Series: Coffee', 'series series-nav no-search'),
        ('Continue the series: Coffee', 'series series-pager no-search'),
    ]


def test_next_visits_the_default_route_and_ends_on_the_hub(build: Project) -> None:
    hub = FILES['index.rst'] + (
        '\n    .. reading-guide::\n'
        '\n       .. reading-route:: In order'
        '\n          :articles: A*\n'
    )
    result = build(FILES | {'index.rst': hub})

    first, second, third = (
        pager(result.text(f'{name}.html'))
        for name in ('start', 'cups/bitter', 'beans/origin')
    )
    assert (
        'rel="next" href="cups/bitter.html"><span class="series-pager__label">Next · '
        '<span class="series-badge">General reader</span></span>'
    ) in first
    assert 'href="cups/bitter.html"' in first
    assert 'series-pager__previous' not in first
    assert '(step 2 of 3)' in second
    assert 'href="../start.html"' in second
    assert 'href="../beans/origin.html"' in second
    assert 'series-pager__next' not in third
    assert 'Back to the series' in third


def test_the_hub_is_linked_from_the_bottom_amid_a_route_and_at_its_end_once(
    build: Project,
) -> None:
    result = build(FILES)

    amid = pager(result.text('cups/bitter.html'))
    assert (
        '<p class="series-pager__series">Series: '
        '<a class="reference internal" href="../index.html">Coffee</a></p>'
    ) in amid
    assert amid.count('href="../index.html"') == 1
    assert pager(result.text('beans/origin.html')).count('href="../index.html"') == 1


def test_the_themes_next_follows_the_route_unless_the_toctree_is_wanted(
    build: Project,
) -> None:
    following = re.compile(r'<link rel="next" title="([^"]*)"')

    along_the_route = build(FILES).text('cups/bitter.html')
    along_the_toctree = build(confoverrides={'series_relations': 'toctree'}).text(
        'cups/bitter.html'
    )

    assert following.findall(along_the_route) == ['Where beans come from']
    assert following.findall(along_the_toctree) == ['Extraction']


def test_the_theme_can_be_without_a_next_of_its_own(build: Project) -> None:
    result = build(
        FILES, confoverrides={'html_theme': 'classic', 'series_relations': 'none'}
    )

    html = result.text('cups/bitter.html')
    assert '<link rel="next" href="../beans/origin.html" />' in html
    assert 'accesskey="N"' not in html
    assert 'title="next chapter"' not in html
    assert 'rel="next" href="../beans/origin.html"' in pager(html)
    # Pages that are in no series keep theirs.
    assert 'accesskey="P"' in result.text('other.html')


@pytest.mark.parametrize(
    ('where', 'top', 'bottom'),
    [
        ('both', True, True),
        ('top', True, False),
        ('bottom', False, True),
        ('none', False, False),
    ],
)
def test_the_project_decides_where_navigation_stands(
    build: Project, where: str, *, top: bool, bottom: bool
) -> None:
    html = build(FILES, confoverrides={'series_nav': where}).text('start.html')

    assert ('series-nav no-search' in html) is top
    assert ('series-pager no-search' in html) is bottom


def test_navigation_placed_by_hand_is_not_repeated(build: Project) -> None:
    by_hand = FILES['start.rst'] + '\n.. series-nav::\n\nLast words.\n'

    html = build(FILES | {'start.rst': by_hand}).text('start.html')

    assert html.count('series-nav no-search') == 1
    assert html.index('The text of') < html.index('series-nav no-search')
    assert html.index('series-nav no-search') < html.index('Last words')
    assert html.count('series-pager no-search') == 1


def test_an_article_in_two_series_has_the_navigation_of_both(
    build: Project,
) -> None:
    drinks = """
        Drinks
        ======

        .. series-hub:: drinks
    """
    both = FILES['start.rst'] + '\n.. series-article:: drinks A1\n'
    index = FILES['index.rst'].replace('other\n', 'other\n       drinks\n')
    files = FILES | {'index.rst': index, 'drinks.rst': drinks, 'start.rst': both}

    html = build(files, warningiserror=True).text('start.html')

    labels = re.findall(r'<nav aria-label="([^"]+)"', html)
    assert labels == [
        'Series: Coffee',
        'Series: Drinks',
        'Continue the series: Coffee',
        'Continue the series: Drinks',
    ]


def test_long_series_are_not_listed_in_each_article(build: Project) -> None:
    many = {
        f'a{number}.rst': article(f'Article {number}', f'coffee A{number}', 'x')
        for number in range(3, 35)
    }

    html = build(FILES | many).text('a20.html')

    assert 'series-nav__all' not in html
    assert len(navigation(html)) + len(pager(html)) < 3000


def test_outside_html_the_same_facts_are_a_sentence(build: Project) -> None:
    text = build(FILES, builder='text').text('cups/bitter.txt')

    assert ' '.join(text.split()).startswith(
        'Why it tastes *bitter* ********************** '
        'Part of *Coffee* (Pair 1 of 2: What makes a *good* cup), for: General '
        'reader. Expert: B1: Extraction. Read first: A0: Why coffee.'
    )


def test_pages_outside_the_series_are_left_alone(build: Project) -> None:
    with_series = build(FILES).text('other.html')

    assert 'series.css' not in with_series
    assert 'series-nav' not in with_series


def test_a_field_makes_an_article(build: Project) -> None:
    field = """
        :series: coffee A1
        :series-summary: Said in a field.

        Bitter
        ======

        Text.
    """

    result = build(FILES | {'cups/bitter.rst': field}, warningiserror=True)

    assert 'Said in a field.' in result.text('index.html')
    assert 'series-nav no-search' in result.text('cups/bitter.html')


def test_outside_html_navigation_placed_by_hand_is_said_once(build: Project) -> None:
    by_hand = FILES['start.rst'] + '\n.. series-nav:: bottom\n\n.. series-nav:: top\n'

    text = build(FILES | {'start.rst': by_hand}, builder='text').text('start.txt')

    assert text.count('Part of') == 1
    assert text.index('The text of') < text.index('Part of')


TEA = """
    Tea
    ===

    .. series-hub:: tea
       :title: The *tea* series
"""
SHARED = FILES | {
    'index.rst': FILES['index.rst'].replace('other\n', 'other\n       tea\n')
    + """
    .. reading-guide::

       .. reading-route:: Both
          :articles: A0, tea/A1, A1
    """,
    'tea.rst': TEA,
    'leaves.rst': article('Leaves', 'tea A1'),
    'cups/bitter.rst': article('Why it tastes bitter', 'coffee A1', requires='tea/A1'),
}
LEAVES = '<span class="series-code">A1</span>: Leaves (The <em>tea</em> series)</a>'


def test_an_article_of_another_series_is_named_with_it(build: Project) -> None:
    result = build(SHARED, warningiserror=True)

    bitter = result.text('cups/bitter.html')
    assert LEAVES in navigation(bitter)
    assert LEAVES in pager(bitter)
    assert LEAVES in pager(result.text('start.html'))
    hub = result.text('index.html')
    assert (
        '<span class="series-code">tea/A1</span>'
        '<span class="series-vh">: Leaves (The tea series)</span>'
    ) in hub
    assert LEAVES in _between(hub, 'series-card__requires', '</p>')


def test_an_article_of_another_series_is_named_with_it_in_sentences(
    build: Project,
) -> None:
    result = build(SHARED, builder='text')

    bitter = ' '.join(result.text('cups/bitter.txt').split())
    assert 'Read first: A1: Leaves (The *tea* series).' in bitter
    assert 'A0, tea/A1, A1 (3 articles' in ' '.join(result.text('index.txt').split())


def test_a_series_that_is_renamed_is_renamed_where_its_articles_are_named(
    build: Project,
) -> None:
    build(SHARED)

    result = build({'tea.rst': TEA.replace('The *tea* series', 'All about tea')})

    assert ': Leaves (All about tea)</a>' in navigation(result.text('cups/bitter.html'))
    assert ': Leaves (All about tea)</span>' in result.text('index.html')


def test_links_that_another_extension_puts_beside_previous_and_next_are_kept(
    build: Project,
) -> None:
    conf = """
        html_theme = 'basic'
        def add(app, pagename, templatename, context, doctree):
            context['rellinks'] = [*context['rellinks'], ('glossary', 'All', '', 'all')]
        def setup(app):
            app.connect('html-page-context', add, priority=100)
        """

    html = build({**FILES, 'glossary.rst': ':orphan:\n\nX\n=\n', 'conf.py': conf}).text(
        'beans/origin.html'
    )

    assert '>all</a>' in html


def test_an_expert_is_told_the_next_article_for_experts(build: Project) -> None:
    hub = FILES['index.rst'] + (
        '\n    .. reading-guide::\n'
        '\n       .. reading-route:: In depth'
        '\n          :articles: A0, A1..A2 + B\n'
    )
    result = build(FILES | {'index.rst': hub})

    expert = pager(result.text('cups/extraction.html'))
    assert 'rel="next" href="../beans/origin.html"' in expert
    assert 'Next for <span class="series-badge">Expert</span>: ' in expert
    assert expert.count('href="../beans/varieties.html"') == 1
    # The companion is the previous article, and has its link once.
    assert expert.count('href="bitter.html"') == 1
    assert 'series-pager__audience' not in pager(result.text('beans/origin.html'))


def test_a_route_says_how_long_its_rest_takes(build: Project) -> None:
    hub = FILES['index.rst'] + (
        '\n    .. reading-guide::\n'
        '\n       .. reading-route:: In depth'
        '\n          :articles: A0, A1, B1\n'
    )
    result = build(FILES | {'index.rst': hub})

    assert '(step 2 of 3) · 9 minutes left</p>' in pager(
        result.text('cups/bitter.html')
    )
    assert 'left' not in pager(result.text('cups/extraction.html'))


def test_a_planned_companion_is_no_link_and_says_so_in_every_builder(
    build: Project,
) -> None:
    hub = FILES['index.rst'].replace(
        ':status: ongoing', ':status: ongoing\n       :planned: B3 Roasting'
    )
    roast = article('Roast', 'coffee A3')

    html = build(FILES | {'index.rst': hub, 'roast.rst': roast}).text('roast.html')
    text = build(builder='text').text('roast.txt')

    assert '<span class="series-code">B3</span>: Roasting</span> (planned)' in html
    assert 'Expert: B3: Roasting (planned).' in ' '.join(text.split())


def test_a_route_that_ends_with_a_planned_article_says_what_comes_next(
    build: Project,
) -> None:
    hub = FILES['index.rst'].replace(
        ':status: ongoing', ':status: ongoing\n       :planned: B3 Roasting'
    )
    hub += (
        '\n    .. reading-guide::\n'
        '\n       .. reading-route:: In depth'
        '\n          :steps: A1, B1, B3\n'
    )
    result = build(FILES | {'index.rst': hub})

    last = pager(result.text('cups/extraction.html'))
    assert '(step 2 of 3)' in last
    assert '<span class="series-code">B3</span>: Roasting</span> (planned)' in last
    assert 'rel="next"' not in last
    assert 'Back to the series' in last
    assert 'planned' not in pager(result.text('cups/bitter.html'))


def test_an_opening_is_for_all_readers(build: Project) -> None:
    result = build(FILES)

    assert 'series-switch' not in result.text('start.html')
    assert '<span class="series-badge">For all readers</span>' in result.text(
        'index.html'
    )
    text = build(builder='text').text('start.txt')
    assert 'Part of *Coffee*, for all readers.' in ' '.join(text.split())
