"""What the documentation says of cases at the edge is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

if TYPE_CHECKING:
    from conftest import Project

HUB = """
    Coffee
    ======

    .. series-hub:: coffee
       :pairs:
          Cups

       About coffee.

    Prose behind the hub.
"""
ARTICLE = """
    Bitter
    ======

    .. series-article:: coffee A1

       A summary.

    Text.
"""


def test_prose_behind_a_hub_stands_below_all_sections_that_it_makes(
    build: Project,
) -> None:
    result = build({'index.rst': HUB, 'a1.rst': ARTICLE})

    prose = next(
        each
        for each in result.doctree('index').findall(nodes.paragraph)
        if each.astext() == 'Prose behind the hub.'
    )
    before = prose.parent[: prose.parent.index(prose)]
    sections = [each for each in before if isinstance(each, nodes.section)]
    assert sections[-1][0].astext() == 'Complete index'


def test_an_option_that_does_not_exist_is_left_out(build: Project) -> None:
    hub = HUB.replace(':pairs:\n          Cups', ':colour: red')

    result = build({'index.rst': hub}, builder='text')

    assert '“colour” is not an option of series-hub' in '\n'.join(result.warnings)
    assert 'About coffee.' in result.text('index.txt')
    assert 'Prose behind the hub.' in result.text('index.txt')


def test_an_option_that_does_not_exist_is_left_out_in_myst(build: Project) -> None:
    hub = """
        # Coffee

        :::{series-hub} coffee
        :colour: red

        About coffee.
        :::
    """
    configuration = """
        extensions.append('myst_parser')
        source_suffix['.md'] = 'markdown'
        myst_enable_extensions = ['colon_fence']
    """

    result = build({'index.md': hub, 'conf.py': configuration}, builder='text')

    assert '“colour” is not an option of series-hub' in '\n'.join(result.warnings)
    assert 'About coffee.' in result.text('index.txt')


def test_every_guide_shows_all_routes_of_its_series(build: Project) -> None:
    guide = """
        .. reading-guide::
           :series: coffee

           .. reading-route:: {title}
              :articles: A1
    """
    pages = {
        f'{name}.rst': f'{name}\n=====\n'
        + guide.replace('\n        ', '\n').format(title=name)
        for name in ('quick', 'slow')
    }
    toctree = '\n    .. toctree::\n\n       quick\n       slow\n'

    result = build(
        {'index.rst': HUB + toctree, 'a1.rst': ARTICLE, **pages}, builder='text'
    )

    for page in ('index', 'quick', 'slow'):
        assert '**quick**' in result.text(f'{page}.txt')
        assert '**slow**' in result.text(f'{page}.txt')


def test_a_second_hub_shows_the_series_and_has_no_effect(build: Project) -> None:
    second = HUB.replace('About coffee.', 'The second.').replace('Cups', 'Mugs')

    result = build(
        {
            'index.rst': HUB + '\n    .. toctree::\n       :hidden:\n\n       second\n',
            'second.rst': second,
            'a1.rst': ARTICLE,
        },
        builder='text',
    )

    first, again = result.warnings
    assert [line.partition(':')[0] for line in (first, again)] == [
        'index.rst',
        'second.rst',
    ]
    assert first.endswith('[series.duplicate]')
    assert again.endswith('[series.duplicate]')
    assert 'Pair 1: Cups' in result.text('index.txt')
    assert 'The second.' in result.text('second.txt')
    assert 'A1: Bitter' in result.text('second.txt')
    # Its sections are made when it is read, from what it says itself.
    assert 'Pair 1: Mugs' in result.text('second.txt')
    assert 'Mugs' not in result.text('index.txt')


@pytest.mark.parametrize(
    ('name', 'text', 'shown'),
    [
        ('a1.rst', ':series: coffee A1\n{}\n\nBitter\n======\n', 'Use water.'),
        ('a1.md', '---\nseries: coffee A1\n{}\n---\n# Bitter\n', 'Use *water*.'),
    ],
)
def test_markup_in_the_summary_of_a_field_is_lost_or_shown(
    build: Project, name: str, text: str, shown: str
) -> None:
    field = 'series-summary: Use *water*.'
    configuration = """
        extensions.append('myst_parser')
        source_suffix['.md'] = 'markdown'
    """
    line = f':{field}' if name.endswith('.rst') else field

    result = build(
        {'index.rst': HUB, name: text.format(line), 'conf.py': configuration},
        builder='text',
    )

    assert f'  {shown}\n' in result.text('index.txt')


def test_a_section_with_several_names_has_several_companions(build: Project) -> None:
    one = f"""{ARTICLE}
    Grind
    -----

    .. series-section:: grind
    .. series-section:: Water
    """
    other = f"""{ARTICLE.replace('A1', 'B1')}
    Sizes
    -----

    .. series-section:: grind

    Minerals
    --------

    .. series-section:: water
    """

    result = build({'index.rst': HUB, 'a1.rst': one, 'b1.rst': other}, builder='text')

    assert result.warnings == []
    assert 'Sizes' in result.text('a1.txt')
    assert 'Minerals' in result.text('a1.txt')
    assert result.text('b1.txt').count('Grind') == 2


@pytest.mark.parametrize('name', ['a#b', 'a<b', 'a>b'])
def test_some_signs_cannot_be_part_of_the_name_of_a_section(
    build: Project, name: str
) -> None:
    text = f'{ARTICLE}\n    Grind\n    -----\n\n    .. series-section:: {name}\n'

    result = build({'index.rst': HUB, 'a1.rst': text}, builder='dummy')

    (warning,) = result.warnings
    assert warning.startswith('a1.rst:13: WARNING: series-section has the argument')


@pytest.mark.parametrize('document', ['a1', 'a1.rst', '/a1', '/a1.rst'])
def test_a_document_is_named_as_in_a_toctree(build: Project, document: str) -> None:
    hub = HUB.replace(':pairs:', f':articles:\n          A1 {document}\n       :pairs:')

    result = build({'index.rst': hub, 'a1.rst': 'Bitter\n======\n'}, builder='text')

    assert result.warnings == []
    assert 'A1: Bitter' in result.text('index.txt')


def test_a_label_with_a_comma_is_told(build: Project) -> None:
    hub = HUB.replace(
        ':pairs:', ':audiences: A Nurses, doctors, B Expert\n       :pairs:'
    )

    result = build({'index.rst': hub, 'a1.rst': ARTICLE}, builder='dummy')

    (warning,) = result.warnings
    assert warning.startswith('index.rst:5: WARNING: “doctors” names no audience')


@pytest.mark.parametrize(('minutes', 'wrong'), [(1, 0), (9999, 0), (0, 1), (10000, 1)])
def test_minutes_are_a_whole_number_from_1_to_9999(
    build: Project, minutes: int, wrong: int
) -> None:
    text = ARTICLE.replace('coffee A1', f'coffee A1\n       :minutes: {minutes}')

    result = build({'index.rst': HUB, 'a1.rst': text}, builder='dummy')

    assert len(result.warnings) == wrong


def test_the_summary_of_a_field_serves_all_series(build: Project) -> None:
    tea = HUB.replace('Coffee', 'Tea').replace('coffee', 'tea').replace('Cups', 'Pots')
    text = ':series: coffee A1, tea A1\n:series-summary: In short.\n\nWater\n=====\n'

    result = build(
        {
            'index.rst': f'{HUB}\n    .. toctree::\n       :hidden:\n\n       tea\n',
            'tea.rst': tea,
            'a1.rst': text,
        },
        builder='text',
    )

    assert 'In short.' in result.text('index.txt')
    assert 'In short.' in result.text('tea.txt')


def test_translators_get_the_summary_of_a_directive_and_not_of_a_field(
    build: Project,
) -> None:
    field = ':series: coffee B1\n:series-summary: Numbers.\n\nSour\n====\n'

    result = build(
        {'index.rst': HUB, 'a1.rst': ARTICLE, 'b1.rst': field}, builder='gettext'
    )

    assert 'A summary.' in result.text('a1.pot')
    assert 'Numbers.' not in result.text('b1.pot')


@pytest.mark.parametrize(('text', 'minutes'), [('word ', 5), ('咖啡', 5)])
def test_two_characters_of_scripts_without_spaces_count_as_a_word(
    build: Project, text: str, minutes: int
) -> None:
    result = build(
        {'index.rst': HUB, 'a1.rst': ARTICLE.replace('Text.', text * 990)},
        builder='text',
    )

    assert f'A1: Bitter (General reader, {minutes} minutes)' in result.text('index.txt')
