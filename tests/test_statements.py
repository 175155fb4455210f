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
