"""What a hub emits, where, and from what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from coffee import FILES, HUB, article
from docutils import nodes

from sphinxext_series.reading.nodes import series_part

if TYPE_CHECKING:
    from conftest import Project, Result


def sections(result: Result, docname: str = 'index') -> list[tuple[str, str]]:
    """Return id and title of all sections of a document, as it was read."""
    return [
        (section['ids'][0], section[0].astext())
        for section in result.doctree(docname).findall(nodes.section)
    ]


def cards(html: str) -> list[str]:
    """Return the codes of the articles that the index shows, in order."""
    return re.findall(r'series-card__link[^>]*><span class="series-code">(\w+)<', html)


def test_the_smallest_hub_builds_without_a_warning(build: Project) -> None:
    result = build(FILES, warningiserror=True)

    assert result.warnings == []


def test_a_hub_emits_its_parts_as_sections(build: Project) -> None:
    result = build(FILES, builder='text')

    assert sections(result) == [
        ('coffee-explained-twice', 'Coffee, explained twice'),
        ('reading-guide', 'Reading guide'),
        ('complete-index', 'Complete index'),
        ('pair-1', 'Pair 1: What makes a good cup'),
        ('pair-2', 'Pair 2: Beans'),
    ]


def test_every_article_stands_in_the_index_once_in_series_order(
    build: Project,
) -> None:
    result = build(FILES)

    assert cards(result.text('index.html')) == ['A0', 'A1', 'B1', 'A2', 'B2']


def test_the_overview_counts_what_exists_and_plans_apart(build: Project) -> None:
    planned = FILES['index.rst'].replace(
        ':pairs:', ':planned:\n          A3 Water\n       :pairs:'
    )

    result = build(FILES | {'index.rst': planned}, builder='text')

    overview = ' '.join(result.text('index.txt').split())
    assert (
        'Ongoing · 5 articles · 2 pairs · 1 opening · for 2 audiences · '
        '13 minutes · 1 planned' in overview
    )
    assert 'Start with A0: Why coffee.' in overview


def test_a_planned_article_is_shown_and_never_linked(build: Project) -> None:
    planned = FILES['index.rst'].replace(
        ':pairs:', ':planned:\n          A3 Water, *hard* and soft\n       :pairs:'
    )

    html = build(FILES | {'index.rst': planned}).text('index.html')

    card = html[html.index('id="coffee-a3"') :]
    card = card[: card.index('</li>')]
    assert 'Water, <em>hard</em> and soft' in card
    assert 'Planned' in card
    assert '<a ' not in card


@pytest.mark.parametrize('builder', ['html', 'text'])
def test_a_route_may_stand_anywhere_in_its_guide(build: Project, builder: str) -> None:
    hub = """
        Coffee
        ======

        .. series-hub:: coffee

        .. reading-guide::

              .. reading-route:: In a hurry
                 :articles: A0, A1

           Choose one.

           .. only:: not nothing

              .. reading-route:: At leisure
                 :articles: A*

        .. toctree::
           :hidden:

           other
    """
    result = build(FILES | {'index.rst': hub}, builder=builder)

    page = f'index.{"html" if builder == "html" else "txt"}'
    assert result.warnings == []
    text = result.text(page)
    for title in ('In a hurry', 'At leisure'):
        # In HTML it is the name of the list of steps, too.
        assert text.replace(f'aria-label="{title}"', '').count(title) == 1
    assert '<blockquote' not in text


def test_a_route_says_in_words_what_its_list_of_steps_does_not(build: Project) -> None:
    hub = """
        Coffee
        ======

        .. series-hub:: coffee

        .. reading-guide::

           .. reading-route:: One after the other
              :steps: A0, A1

           .. reading-route:: If you like
              :steps: A0, A1?

           .. reading-route:: In any order
              :steps: A0, {A1, B1}
    """

    html = build(FILES | {'index.rst': hub}).text('index.html')

    assert re.findall(r'<p>((?:Read|Begin|If you) [^<]*\b[AB]\d.*?)</p>', html) == [
        'Read A0. Then, if you like, read A1.',
        'Read A0. Then take A1, B1, in any order.',
    ]


def test_what_the_page_places_itself_the_hub_does_not_emit_again(
    build: Project,
) -> None:
    hub = """
        Coffee
        ======

        .. series-hub:: coffee

        My map
        ------

        .. series-map::

        My guide
        --------

        .. reading-guide::

           .. reading-route:: In a hurry
              :articles: A0, A1

        My index
        --------

        .. series-pair:: Cups

           About cups.

        .. series-pair:: Beans

        .. toctree::

           other
    """

    result = build(FILES | {'index.rst': hub}, warningiserror=True)

    assert [title for _, title in sections(result)] == [
        'Coffee',
        'My map',
        'My guide',
        'My index',
        'Pair 1: Cups',
        'Pair 2: Beans',
    ]
    assert cards(result.text('index.html')) == ['A0', 'A1', 'B1', 'A2', 'B2']
    assert result.text('index.html').count('class="series-map"') == 1


@pytest.mark.parametrize(
    ('parts', 'expected'),
    [
        ('none', []),
        ('index', ['Complete index', 'Pair 1: What makes a good cup', 'Pair 2: Beans']),
        ('guide overview', ['Reading guide']),
    ],
)
def test_parts_overrules_what_is_emitted(
    build: Project, parts: str, expected: list[str]
) -> None:
    hub = FILES['index.rst'].replace(':pairs:', f':parts: {parts}\n       :pairs:')

    result = build(FILES | {'index.rst': hub}, builder='text')

    assert [title for _, title in sections(result)][1:] == expected


def test_pairs_that_no_directive_names_still_appear(build: Project) -> None:
    files = FILES | {'later.rst': article('Milk', 'coffee A3', 'Foam.')}

    result = build(files, builder='text')

    text = result.text('index.txt')
    assert text.index('Pair 2: Beans') < text.index('-[ Pair 3 ]-')
    assert 'A3: Milk' in text


def test_articles_name_their_pair_where_the_hub_names_none(build: Project) -> None:
    hub = """
        Coffee
        ======

        .. series-hub:: coffee
    """
    files = {
        'index.rst': hub,
        'a1.rst': article('Bitter', 'coffee A1', 'x', pair='The *cup*'),
    }

    html = build(files, warningiserror=True).text('index.html')

    assert '>Pair 1: The <em>cup</em></p>' in html


def test_the_number_of_audiences_decides_the_word_for_a_pair(build: Project) -> None:
    three = FILES['index.rst'].replace(
        ':status: ongoing', ':audiences: A Drinker, B Barista, C Roaster'
    )
    named = FILES['index.rst'].replace(':status: ongoing', ':pair-label: Cup')

    with_three = sections(build(FILES | {'index.rst': three}, builder='text'))
    with_label = sections(build({'index.rst': named}, builder='text'))

    assert with_three[-1] == ('pair-2', 'Topic 2: Beans')
    assert with_label[-1] == ('pair-2', 'Cup 2: Beans')


def test_inside_a_container_a_heading_becomes_a_rubric(build: Project) -> None:
    hub = """
        Coffee
        ======

        .. series-hub:: coffee
           :parts: none

        .. note::

           .. series-pair:: In a note
    """

    result = build(FILES | {'index.rst': hub}, builder='text')

    assert [title for _, title in sections(result)] == ['Coffee']
    assert '-[ Pair 1: In a note ]-' in result.text('index.txt')
    assert 'A1: Why it tastes *bitter*' in result.text('index.txt')


def test_a_pair_on_another_page_shows_what_the_hub_declares(build: Project) -> None:
    page = """
        Something else
        ==============

        .. series-pair::
           :series: coffee
           :number: 2

           An introduction of this page's own.
    """

    text = build(FILES | {'other.rst': page}, builder='text').text('other.txt')

    assert 'An introduction' in text
    assert '-[ Pair 2: Beans ]-' in text
    assert 'B2: Varieties' in text
    assert 'A1' not in text


def test_a_document_is_pulled_in_without_being_edited(build: Project) -> None:
    hub = FILES['index.rst'].replace(
        ':pairs:', ':articles:\n          A3 beans/plain\n       :pairs:'
    )
    plain = """
        A plain page
        ============

        .. note:: Not this.

        Its *first* paragraph serves.

        Not its second.
    """

    result = build(
        FILES | {'index.rst': hub, 'beans/plain.rst': plain}, warningiserror=True
    )

    html = result.text('index.html')
    assert 'A3</span>: A plain page' in html
    assert '<p>Its <em>first</em> paragraph serves.</p>' in html
    assert 'Not its second' not in html
    assert 'class="series series-nav no-search"' in result.text('beans/plain.html')


def test_a_summary_means_the_same_on_the_hub_as_at_home(build: Project) -> None:
    summary = (
        'See :doc:`extraction`, :doc:`the start </start>`, `a site '
        '<https://example.org/>`_, :ref:`lab` and *this*.'
    )
    files = FILES | {
        'cups/bitter.rst': article('Bitter', 'coffee A1', summary),
        'beans/origin.rst': '.. _lab:\n\n' + FILES['beans/origin.rst'],
    }

    html = build(files, warningiserror=True).text('index.html')

    card = html[html.index('id="coffee-a1"') :]
    card = card[: card.index('</li>')]
    assert 'href="cups/extraction.html"' in card
    assert 'href="start.html"' in card
    assert 'href="https://example.org/"' in card
    assert 'href="beans/origin.html#lab"' in card
    assert '<em>this</em>' in card


def test_an_image_in_a_summary_reaches_the_hub(build: Project) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    text = 'A cup: |cup|\n\n.. |cup| image:: cup.svg\n   :alt: a cup\n'
    bitter = article('Bitter', 'coffee A1', 'A cup: |cup|') + text

    result = build(
        FILES | {'cups/bitter.rst': bitter, 'cups/cup.svg': svg}, warningiserror=True
    )

    html = result.text('index.html')
    card = html[html.index('id="coffee-a1"') :]
    assert 'src="_images/cup.svg"' in card[: card.index('</li>')]


@pytest.mark.parametrize(
    'summary',
    [
        '.. math:: x\n      :label: eq',
        '.. figure:: cup.svg\n\n      A caption.',
        '.. table:: A title\n\n      = =\n      a b\n      = =',
        '.. code-block:: python\n      :caption: A caption\n\n      pass',
    ],
)
@pytest.mark.parametrize('builder', ['html', 'text', 'latex'])
def test_what_is_numbered_in_a_summary_is_shown_without_a_number(
    build: Project, summary: str, builder: str
) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    bitter = article('Bitter', 'coffee A1', summary)
    files = FILES | {'cups/bitter.rst': bitter, 'cups/cup.svg': svg}
    # That a labelled equation is hidden is told.
    quiet = ['image.not_readable', 'series.summary']
    numbered = {'numfig': True, 'suppress_warnings': quiet}

    result = build(files, builder=builder, confoverrides=numbered)

    # LaTeX cannot show the drawing.
    assert [w for w in result.warnings if 'suitable image' not in w] == []


def test_what_is_wrong_in_a_summary_is_said_where_it_was_written(
    build: Project,
) -> None:
    bitter = article('Bitter', 'coffee A1', 'See :doc:`nowhere`.')

    result = build(FILES | {'cups/bitter.rst': bitter})

    assert [warning.split(': ')[0] for warning in result.warnings] == [
        'cups/bitter.rst:6'
    ]


def test_an_article_cannot_refer_to_an_equation_that_nobody_sees(
    build: Project,
) -> None:
    summary = '.. math:: x\n      :label: eq'
    bitter = article('Bitter', 'coffee A1', summary) + 'See :eq:`eq`.\n'

    result = build(FILES | {'cups/bitter.rst': bitter})

    hidden, missing = result.warnings
    assert hidden.endswith('[series.summary]')
    assert missing.endswith('equation not found: eq [ref.eq]')
    assert 'href="#equation-eq"' not in result.text('cups/bitter.html')


def test_planned_steps_of_a_route_are_marked_and_counted_apart(
    build: Project,
) -> None:
    hub = FILES['index.rst'].replace(':pairs:', ':planned: A3 Water\n       :pairs:')

    text = build(FILES | {'index.rst': hub}, builder='text').text('index.txt')

    assert 'A0, A1, A2, A3 (planned) (3 articles, 1 planned, 3 minutes)' in text


def test_a_title_keeps_its_markup_wherever_it_is_shown(build: Project) -> None:
    title = 'On *heat*, :math:`T` and :doc:`/beans/origin`'
    files = FILES | {'cups/extraction.rst': article(title, 'coffee B1', 'Text.')}

    result = build(files, warningiserror=True)

    hub, companion = result.text('index.html'), result.text('cups/bitter.html')
    for html in (hub, companion):
        link = html[html.index('B1</span>: On') :]
        link = link[: link.index('</a>')]
        assert '<em>heat</em>' in link
        assert 'class="math' in link
        assert 'Where beans come from' in link
        assert '<a ' not in link


def test_a_draft_is_in_no_list_unless_the_project_lists_drafts(
    build: Project,
) -> None:
    draft = article('Varieties', 'coffee B2', 'x', status='draft')
    files = FILES | {'beans/varieties.rst': draft}

    hidden = build(files, warningiserror=True).text('index.html')
    shown = build(confoverrides={'series_drafts': True}).text('index.html')

    assert cards(hidden) == ['A0', 'A1', 'B1', 'A2']
    assert cards(shown) == ['A0', 'A1', 'B1', 'A2', 'B2']
    assert 'Draft' in shown


def test_planned_articles_can_be_hidden(build: Project) -> None:
    hub = FILES['index.rst'].replace(
        ':pairs:', ':planned:\n          A3 Water\n       :pairs:'
    )
    files = FILES | {'index.rst': hub}

    text = build(files, builder='text', confoverrides={'series_planned': 'hide'})

    assert 'Water' not in text.text('index.txt')


def test_the_compact_layout_shows_no_summaries(build: Project) -> None:
    hub = FILES['index.rst'].replace(':pairs:', ':layout: compact\n       :pairs:')

    html = build(FILES | {'index.rst': hub}).text('index.html')

    assert 'series-pair--compact' in html
    assert 'Three things to change' not in html


def test_a_summary_is_shown_in_its_article_only_on_request(build: Project) -> None:
    shown = article('Bitter', 'coffee A1', 'Three things.', show_summary='')

    result = build(FILES | {'cups/bitter.rst': shown}, builder='text')

    assert 'Three things.' in result.text('cups/bitter.txt')
    assert 'Read this first.' not in result.text('start.txt').split('\n\n\n')[-1]


def test_minutes_are_counted_from_words_unless_they_are_given(
    build: Project,
) -> None:
    long = article('Bitter', 'coffee A1', 'Short.') + 'word ' * 990
    files = FILES | {'cups/bitter.rst': long}

    text = build(files, builder='text').text('index.txt')

    assert 'A1: Bitter (General reader, 5 minutes)' in text
    assert 'B1: Extraction (Expert, 9 minutes)' in text


def test_the_next_series_is_announced_from_its_own_description(
    build: Project,
) -> None:
    tea = """
        Tea
        ===

        .. series-hub:: tea
           :status: planned
           :planned:
              A1 Leaves
              B1 Chemistry

           Leaves *and* water.
    """
    hub = FILES['index.rst'].replace(':status: ongoing', ':next: tea')
    files = FILES | {'index.rst': hub.replace('other\n', 'other\n       tea\n')}

    result = build(files | {'tea.rst': tea}, warningiserror=True)

    html = result.text('index.html')
    part = html[html.index('id="next-series"') :]
    assert 'href="tea.html"' in part
    assert 'Leaves <em>and</em> water.' in part
    assert 'Chemistry' in part
    assert ('next-series', 'Next series') in sections(result)


def test_a_list_shows_all_series(build: Project) -> None:
    page = """
        Everything
        ==========

        .. series-list::
    """

    result = build(FILES | {'other.rst': page}, builder='text', warningiserror=True)

    text = result.text('other.txt')
    assert 'Coffee (Ongoing, 5 articles)' in text
    assert 'From bean to cup' in text


def test_parts_of_another_series_do_not_take_the_place_of_the_hubs_own(
    build: Project,
) -> None:
    other = '\n    .. reading-guide:: tea\n\n    .. series-map:: tea\n'
    tea = 'Tea\n===\n\n.. series-hub:: tea\n'

    result = build({**FILES, 'index.rst': HUB + other, 'tea.rst': tea})

    headings = [title for _id, title in sections(result)]
    assert 'Reading guide' in headings
    assert 'General reader: all articles in order' in result.text('index.html')
    parts = result.doctree('index').findall(series_part)
    maps = [part['series'] for part in parts if part['kind'] == 'map']
    assert maps == ['coffee', 'tea']


def test_two_hubs_on_one_page_keep_their_anchors_apart(build: Project) -> None:
    hub = """
        Drinks
        ======

        .. series-hub:: coffee
           :pairs: Cups

        .. series-hub:: tea
           :pairs: Leaves
           :planned: A1 Green tea

        .. toctree::

           other
    """

    result = build(FILES | {'index.rst': hub})

    ids = re.findall(r' id="([^"]+)"', result.text('index.html'))
    assert sorted(set(ids)) == sorted(ids)
    assert 'coffee-pair-1' in ids
    assert 'tea-pair-1' in ids


def test_a_declaration_under_a_false_condition_does_not_count(
    build: Project,
) -> None:
    bitter = """
        Bitter
        ======

        .. only:: never

           .. series-article:: coffee A1

              Never shown.

        Text.
    """
    files = FILES | {'cups/bitter.rst': ':orphan:\n' + bitter}

    html = build(files).text('index.html')

    assert cards(html) == ['A0', 'B1', 'A2', 'B2']


def test_a_title_that_begins_with_the_code_does_not_say_it_twice(
    build: Project,
) -> None:
    files = FILES | {'start.rst': article('A0: Why coffee', 'coffee A0', 'First.')}

    text = build(files, builder='text').text('index.txt')

    assert 'A0: Why coffee (' in text


@pytest.mark.parametrize(
    ('parts', 'codes'),
    [('overview', ['A0', 'A1', 'B1', 'A2', 'B2']), ('none', ['A1', 'B1'])],
)
def test_pairs_placed_by_hand_are_completed_unless_no_parts_are_wanted(
    build: Project, parts: str, codes: list[str]
) -> None:
    hub = f"""
        Coffee
        ======

        .. series-hub:: coffee
           :parts: {parts}

        .. series-pair:: Cups

        .. toctree::

           other
    """

    html = build(FILES | {'index.rst': hub}, warningiserror=True).text('index.html')

    assert cards(html) == codes


@pytest.mark.parametrize(
    ('below', 'titles'),
    [
        ('We\n--\n\nWho.', ['Reading guide', 'Complete index', 'Next series', 'We']),
        (
            'Ways\n----\n\n.. reading-guide::\n\nAll\n---\n\n.. series-index::',
            ['Ways', 'All', 'Next series'],
        ),
        (
            '.. series-map::\n\n.. series-index::\n\nWords.\n\nWe\n--\n\nWho.',
            ['Reading guide', 'We', 'Next series'],
        ),
        # Another hub keeps what it shows.
        (
            '.. series-map:: coffee\n\n.. series-hub:: milk\n   :parts: guide',
            ['Reading guide', 'Complete index', 'Next series', 'Reading guide'],
        ),
    ],
)
def test_the_next_series_comes_after_parts_that_are_placed_by_hand(
    build: Project, below: str, titles: list[str]
) -> None:
    index = f'Coffee\n======\n\n.. series-hub:: coffee\n   :next: tea\n\n{below}\n'
    tea = 'Tea\n===\n\n.. series-hub:: tea\n'

    result = build({'index.rst': index, 'tea.rst': tea}, builder='dummy')

    assert [title for _, title in sections(result)] == ['Coffee', *titles]


@pytest.mark.parametrize(
    ('option', 'title'),
    [
        (':audiences: A Drinker, B Barista', 'All articles, pair by pair'),
        (':audiences: A Drinker, B Barista, C Farmer', 'All articles, topic by topic'),
        (':pair-label: Lesson', 'All articles, topic by topic'),
    ],
)
def test_the_route_for_all_says_what_it_goes_by(
    build: Project, option: str, title: str
) -> None:
    hub = FILES['index.rst'].replace(':title: Coffee', option)

    result = build(FILES | {'index.rst': hub}, builder='text')

    assert title in result.text('index.txt')


NOTHING = 'No article can be read yet.'


@pytest.mark.parametrize('builder', ['html', 'text'])
def test_a_series_without_articles_says_so_in_guide_and_index(
    build: Project, builder: str
) -> None:
    hub = {'index.rst': 'Coffee\n======\n\n.. series-hub:: coffee\n'}

    result = build(hub, builder=builder, warningiserror=True)

    page = result.text('index.html' if builder == 'html' else 'index.txt')
    assert page.count(NOTHING) == 2


def test_a_first_article_takes_the_place_of_what_says_that_there_is_none(
    build: Project,
) -> None:
    build({'index.rst': 'Coffee\n======\n\n.. series-hub:: coffee\n'})

    result = build({'start.rst': FILES['start.rst']})

    assert NOTHING not in result.text('index.html')


def test_routes_that_nobody_can_take_yet_are_not_offered(build: Project) -> None:
    hub = FILES['index.rst'].replace(':title: Coffee', ':planned: A1 Bitter')

    result = build({'index.rst': hub, 'other.rst': 'Other\n=====\n'}, builder='text')

    page = result.text('index.txt')
    assert 'all articles in order' not in page
    assert NOTHING in page
    assert 'A1: Bitter (General reader, Planned)' in page


HUB_AS_OPENING = FILES | {
    'index.rst': FILES['index.rst'].replace(
        '    .. series-hub::',
        '    .. series-article:: coffee A0\n\n    .. series-hub::',
        1,
    ),
    'start.rst': ':orphan:\n\nWhy coffee\n==========\n',
}


def test_a_hub_that_is_the_opening_starts_with_what_follows_it(build: Project) -> None:
    html = build(HUB_AS_OPENING).text('index.html')

    start = html[html.index('series-start') :]
    assert 'href="cups/bitter.html"' in start[: start.index('</p>')]
    assert 'internal" href=""' not in html


def test_a_hub_that_is_an_article_does_not_lead_to_itself(build: Project) -> None:
    html = build(HUB_AS_OPENING).text('index.html')

    assert '<span class="series-nav__hub">Coffee</span>' in html
    assert 'series-pager__next' in html
    assert 'rel="prev"' not in html
    assert '<link rel="next" title="Why it tastes bitter" href="cups/bitter.html"' in (
        html
    )


def test_a_hub_that_is_all_there_is_starts_nowhere(build: Project) -> None:
    html = build({'index.rst': HUB_AS_OPENING['index.rst']}).text('index.html')

    assert 'series-start' not in html


def test_a_second_hub_of_a_series_on_one_page_emits_nothing(build: Project) -> None:
    again = '\n    .. series-hub:: coffee\n       :title: Cups\n\n       Again.\n'

    result = build(FILES | {'index.rst': FILES['index.rst'] + again})

    assert [w for w in result.warnings if '[series.duplicate]' in w] == result.warnings
    assert (
        'index.rst:17: WARNING: series “coffee” has another hub at index.rst:4;'
        in (result.warnings[1])
    )
    html = result.text('index.html')
    assert cards(html) == ['A0', 'A1', 'B1', 'A2', 'B2']
    assert html.count('series-overview"') == 1
    assert 'Again.' in html
    assert 'Cups' not in html


def test_hubs_of_one_series_for_different_tags_are_shown_as_the_tags_say(
    build: Project,
) -> None:
    hub = """
        Coffee
        ======

        .. only:: html

           .. series-hub:: coffee

              For the screen.

        .. only:: not html

           .. series-hub:: coffee

              For the rest.

        .. toctree::

           other
        """

    result = build(FILES | {'index.rst': hub}, warningiserror=True)

    assert cards(result.text('index.html')) == ['A0', 'A1', 'B1', 'A2', 'B2']
    text = build(builder='text').text('index.txt')
    assert 'For the rest.' in text
    assert text.count('A0: Why coffee (') == 1
