"""Parts of a hub's page: placed, left out and worded by its author."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project, Result

START = """
    Why coffee
    ==========

    .. series-article:: coffee A0

       What it is about.

    Text.
    """
CUPS = """
    Better cups
    ===========

    .. series-article:: coffee A1

       Grind and water.

    Text.
    """


def hub(*lines: str) -> str:
    """Return the page of a hub, with these lines after its title."""
    return '\n'.join(('Coffee', '======', '', *lines, ''))


def built(build: Project, *lines: str, builder: str = 'text') -> Result:
    """Return a build of the hub with two articles."""
    files = {'index.rst': hub(*lines), 'start.rst': START, 'cups.rst': CUPS}
    return build(files, builder=builder)


MARK = re.compile('Start with|Complete index|Facts|Begin|A0|A1')
#: Lines of the hub's page, and what it shows in which order.
PLACED = {
    'all by itself': ([], 'Start with, A0, A0, A1, A0, A1, Complete index, A0, A1'),
    'opening by itself': (['   :parts: opening, index'], 'A0, Complete index, A1'),
    'no opening': (['   :parts: pairs'], 'Complete index, A1'),
    'pairs in the index once': (['   :parts: index, pairs'], 'Complete index, A0, A1'),
    'opening by hand': (
        ['   :parts: index', '', 'Begin', '-----', '', '.. series-opening::'],
        'Complete index, A1, Begin, A0',
    ),
    'overview by hand': (
        ['   :parts: none', '', 'Facts', '-----', '', '.. series-overview::'],
        'Facts, Start with, A0',
    ),
    'opening before pairs by hand': (
        [
            '   :parts: next',
            '',
            'Begin',
            '-----',
            '',
            '.. series-opening::',
            '',
            'All',
            '---',
            '',
            '.. series-pair:: Cups',
        ],
        'Begin, A0, A1',
    ),
}


@pytest.mark.parametrize('name', PLACED)
def test_each_part_can_be_placed_and_left_out_by_itself(
    build: Project, name: str
) -> None:
    lines, expected = PLACED[name]

    result = built(build, '.. series-hub:: coffee', *lines)

    assert result.warnings == []
    assert ', '.join(MARK.findall(result.text('index.txt'))) == expected


def test_the_overview_leads_to_the_index_that_has_no_opening(build: Project) -> None:
    result = built(
        build,
        '.. series-hub:: coffee',
        '   :parts: overview, opening, index',
        builder='html',
    )

    assert '<a class="reference internal" href="#complete-index">' in result.text(
        'index.html'
    )


def test_a_description_is_for_others_and_the_body_for_the_hub(build: Project) -> None:
    result = built(
        build,
        '.. series-hub:: coffee',
        '   :description: All about *coffee*.',
        '',
        '   A long introduction.',
        '',
        '   It has two paragraphs.',
        '',
        '.. series-list::',
        builder='html',
    )

    page = result.text('index.html')
    assert page.count('A long introduction.') == 1
    assert page.count('All about <em>coffee</em>.') == 1
    assert 'All about coffee.' in result.text('series.json')
    assert 'introduction' not in result.text('series.txt')


#: What is before and in the body of series-next, and what is shown.
ANNOUNCED = {
    'body alone': ([], ['   Soon: *tea*.'], 'Soon: *tea*.'),
    'title alone': ([], ['   :title: Tea'], '* Tea (Planned)'),
    'both': (
        [],
        ['   :title: Tea', '', '   Leaves.'],
        '* Tea (Planned) Leaves.',
    ),
    'of a series': (
        ['   :next: tea'],
        ['', '   Leaves for all.'],
        '* Tea for two (Planned) Leaves for all.',
    ),
    'a series with another title': (
        ['   :next: tea'],
        ['   :title: Tea'],
        '* Tea (Planned) About tea.',
    ),
}


@pytest.mark.parametrize('name', ANNOUNCED)
def test_what_comes_next_is_announced_in_the_authors_words(
    build: Project, name: str
) -> None:
    options, lines, expected = ANNOUNCED[name]
    tea = 'Tea for two\n===========\n\n.. series-hub:: tea\n   :status: planned\n\n'
    files = {
        'index.rst': hub(
            '.. series-hub:: coffee',
            '   :parts: none',
            *options,
            '',
            'Next',
            '----',
            '',
            '.. series-next::',
            *(lines if lines[0].lstrip().startswith(':') else ['', *lines]),
            '',
            '.. toctree::',
            '   :hidden:',
            '',
            '   tea',
        ),
        'tea.rst': f'{tea}   About tea.\n',
    }

    result = build(files, builder='text')

    assert result.warnings == []
    words = ' '.join(result.text('index.txt').split())
    assert words.endswith(f'Next ==== {expected}')


def test_announced_titles_are_linked_on_pages(build: Project) -> None:
    result = built(
        build,
        '.. series-hub:: coffee',
        '   :parts: none',
        '',
        '.. series-next::',
        '   :title: Tea after :doc:`start`',
        '',
        '   Leaves.',
        builder='html',
    )

    page = result.text('index.html')
    assert result.warnings == []
    assert '<span class="series-card__link">Tea after ' in page
    assert '<p>Leaves.</p>' in page


# -- what the parts say ----------------------------------------------------------------

GUIDE = (
    '',
    '.. reading-guide::',
    '   :layout: compact',
    '',
    '   .. reading-route:: For the hurried',
    '      :steps: A0, A1',
    '',
    '      Read both.',
)


def test_a_compact_guide_has_words_and_no_steps(build: Project) -> None:
    result = built(build, '.. series-hub:: coffee', '   :parts: none', *GUIDE)

    text = ' '.join(result.text('index.txt').split())
    assert text == 'Coffee ****** * **For the hurried** Read both.'


@pytest.mark.parametrize('builder', ['html', 'text'])
def test_an_index_may_have_no_badges(build: Project, builder: str) -> None:
    result = built(
        build,
        '.. series-hub:: coffee',
        '   :parts: index',
        '   :badges: none',
        '   :planned:',
        '      B1 Water',
        builder=builder,
    )

    page = result.text(f'index.{"html" if builder == "html" else "txt"}')
    assert 'reader' not in page
    assert 'minute' not in page
    assert 'Planned' in page


@pytest.mark.parametrize('builder', ['html', 'text'])
def test_no_page_shows_minutes_if_the_project_shows_none(
    build: Project, builder: str
) -> None:
    book = 'Book\n====\n\n.. series-edition:: coffee\n   :audience: A\n'
    files = {
        'conf.py': 'series_show_minutes = False\n',
        'index.rst': hub('.. series-hub:: coffee', '', '.. toctree::', '', '   book'),
        'start.rst': START,
        'cups.rst': CUPS,
        'book.rst': book,
    }

    result = build(files, builder=builder)

    for page in result.outdir.glob('*.html' if builder == 'html' else '*.txt'):
        if page.name != 'series.txt':
            assert 'minute' not in page.read_text('utf-8'), page.name
    if builder == 'html':
        assert '"minutes": 1' in result.text('series.json')
        again = build({'conf.py': ''})
        assert '1 minute' in again.text('cups.html')
        assert '2 minutes' in again.text('index.html')


def test_titles_of_articles_are_headings_if_the_hub_says_so(build: Project) -> None:
    lines = ('.. series-hub:: coffee', '   :parts: index', '   :headings: articles')
    pairs = ('   :pairs:', '      The cup')

    page = built(build, *lines, *pairs, builder='html').text('index.html')
    text = built(build, *lines, *pairs).text('index.txt')

    headings = re.findall('<h([1-6])[^>]*>(.*?)</h', page, re.DOTALL)
    told = [(level, re.sub('<[^>]*>|\N{PILCROW SIGN}', '', h)) for level, h in headings]
    assert ('3', 'A0: Why coffee') in told
    assert told.index(('3', 'Pair 1: The cup')) + 1 == told.index(
        ('4', 'A1: Better cups')
    )
    assert '-[ A1: Better cups (General reader, 1 minute) ]-' in text


def test_toctrees_show_codes_if_the_hub_says_so(build: Project) -> None:
    files = {
        'conf.py': "html_sidebars = {'**': ['globaltoc.html']}",
        'index.rst': hub('.. series-hub:: coffee', '   :toctree-codes:'),
        'start.rst': START,
        'cups.rst': CUPS,
    }

    before = build(files).text('start.html')
    after = build({'cups.rst': CUPS.replace('Better', 'Finer')}).text('start.html')

    assert '>A1: Better cups</a>' in before
    assert '>A1: Finer cups</a>' in after


def test_a_code_is_a_link(build: Project) -> None:
    result = built(
        build,
        '.. series-hub:: coffee',
        '',
        'See :series:code:`A1`, :series:code:`coffee/A0`, :series:code:`one <A1>`,',
        ':series:code:`A7`.',
        builder='html',
    )

    page = result.text('index.html')
    links = re.findall(r'<a [^>]*title="([^"]*)"[^>]*>(.*?)</a>', page)
    told = [(title, re.sub('<[^>]*>', '', text)) for title, text in links]
    assert ('Better cups', 'A1') in told
    assert ('Why coffee', 'coffee/A0') in told
    assert ('Better cups', 'one') in told
    [warning] = result.warnings
    assert 'there is no article “A7” (did you mean “coffee/A1”?)' in warning


# -- a hub that was written by hand ----------------------------------------------------

BY_HAND = """
    A house of one's own
    ====================

    Six texts, each written twice: for those who will live in it, and for those who
    build.

    What you will learn
    -------------------

    What a house costs, and why.

    How to read it
    --------------

    * **New to it?** Read A0, then A1 and A2.

    * **A builder?** Begin with B1; see A1 for what owners are told.

    All texts
    ---------

    * A0: Before you begin

      One page for all.

    The ground
    ~~~~~~~~~~

    * A1: What you stand on

      For owners.

    * B1: Soil and loads

      For builders.

    The roof
    ~~~~~~~~

    * A2: Rain stays outside

      For owners.

    * B2: Slopes and joints

      For builders.

    What it tries to show
    ---------------------

    That both can be told.

    Who it is for
    -------------

    Owners and builders.

    What comes next
    ---------------

    A garden of one's own, in spring.

    In the end
    ----------

    Thank you for reading. Comments are welcome.
    """
WITH_DIRECTIVES = """
    A house of one's own
    ====================

    .. series-hub:: house
       :audiences: A Owners, B Builders
       :description: A house, told twice.
       :badges: none
       :parts: none

       Six texts, each written twice: for those who will live in it, and for those who
       build.

    What you will learn
    -------------------

    What a house costs, and why.

    How to read it
    --------------

    .. reading-guide::
       :layout: compact

       .. reading-route:: New to it?
          :steps: A0, A1..A2

          Read :series:code:`A0`, then :series:code:`A1` and :series:code:`A2`.

       .. reading-route:: A builder?
          :steps: B*

          Begin with :series:code:`B1`; see :series:code:`A1` for what owners are told.

    All texts
    ---------

    .. series-opening::

    The ground
    ~~~~~~~~~~

    .. series-pair::
       :number: 1
       :no-heading:

    The roof
    ~~~~~~~~

    .. series-pair::
       :number: 2
       :no-heading:

    What it tries to show
    ---------------------

    That both can be told.

    Who it is for
    -------------

    Owners and builders.

    What comes next
    ---------------

    .. series-next::

       A garden of one's own, in spring.

    In the end
    ----------

    Thank you for reading. Comments are welcome.
    """
HOUSE = {
    'A0': ('Before you begin', 'One page for all.'),
    'A1': ('What you stand on', 'For owners.'),
    'B1': ('Soil and loads', 'For builders.'),
    'A2': ('Rain stays outside', 'For owners.'),
    'B2': ('Slopes and joints', 'For builders.'),
}


def words_of(page: str) -> list[str]:
    """Return the words of a page, without what lists and headings are drawn with."""
    return re.sub('[*=~-]', '', page).split()


def test_a_hub_written_by_hand_is_reproduced_with_no_word_more(build: Project) -> None:
    articles = {
        f'{code}.rst': hub(f'.. series-article:: house {code}', '', f'   {summary}')
        .replace('Coffee', title)
        .replace('======', '=' * len(title))
        for code, (title, summary) in HOUSE.items()
    }
    by_hand = ':orphan:\n\n' + dedent(BY_HAND)
    files = {'index.rst': WITH_DIRECTIVES, 'hand.rst': by_hand}

    result = build({**files, **articles}, builder='text')

    assert result.warnings == []
    assert words_of(result.text('index.txt')) == words_of(result.text('hand.txt'))


THREE_PAIRS = {
    f'{code.lower()}.rst': f"""
        Article {code}
        ==============

        .. series-article:: coffee {code}

           A summary.
        """
    for code in ('A0', 'A1', 'B1', 'A2', 'B2', 'A3')
}
TEA = """
    Tea
    ===

    .. series-article:: tea A1

       A summary.
    """


@pytest.mark.parametrize(
    ('lines', 'number'),
    [
        (['.. series-hub:: coffee'], 1),
        # Nothing to filter, cards of two series, a part for itself.
        (['.. series-hub:: coffee', '   :parts: overview, map'], 0),
        (['.. series-hub:: coffee', '', '.. series-hub:: tea'], 0),
        (['.. series-hub:: coffee', '   :parts: overview, pairs'], 1),
    ],
)
def test_a_hub_of_three_pairs_lets_readers_choose_an_audience(
    build: Project, lines: list[str], number: int
) -> None:
    files = THREE_PAIRS | {'index.rst': hub(*lines), 'tea.rst': TEA}

    html = build(files).text('index.html')

    labels = re.findall(r'value="(coffee/\w?)"[^>]*> ([^<]+)<', html)
    assert [name for name, _label in labels] == number * [
        *('coffee/', 'coffee/A', 'coffee/B')
    ]
    assert html.count('series-filter') == number


def test_small_series_and_joined_pages_have_no_filter(build: Project) -> None:
    files = THREE_PAIRS | {'index.rst': hub('.. series-hub:: coffee')}

    joined = build(files, builder='singlehtml').text('index.html')
    small = build({'a3.rst': None}, builddir='small').text('index.html')

    assert 'series-overview' in joined
    assert 'series-overview' in small
    assert 'series-filter' not in joined + small


def test_words_of_a_pair_with_a_label_are_shown_on_the_hub_without_its_heading(
    build: Project,
) -> None:
    pair = """
        Grinders
        ========

        .. series-pair:: Two grinders
           :series: coffee
           :number: 1

           .. _grinders:

           Words of the pair.
        """
    files = {'index.rst': hub('.. series-hub:: coffee'), 'cups.rst': CUPS}

    page = build({**files, 'start.rst': START, 'pair.rst': pair}).text('index.html')

    assert page.count('<p>Words of the pair.</p>') == 1
    # In the map and above the pair.
    assert page.count('Two grinders') == 2
