"""A page of a series shows what its texts refer to, and that may change alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from coffee import FILES, article
from comparison import Comparison

if TYPE_CHECKING:
    from conftest import Project

ORPHAN = ':orphan:\n\n'
EQUATION = '.. math:: {0}\n   :label: {0}\n\n'
NOTES = f'{ORPHAN}Notes\n=====\n\n'
MORE = f'{ORPHAN}More\n====\n\n'
TERM = '.. glossary::\n\n   Crema\n      Foam.\n'
FUNCTION = '.. py:function:: brew()\n'
CITATION = '.. [Cup] A book.\n'


@pytest.mark.parametrize(
    ('summary', 'before', 'after'),
    [
        (':term:`Crema`', (TERM, ''), ('', TERM)),
        (':py:func:`brew`', (FUNCTION, ''), ('', FUNCTION)),
        (':py:func:`brew`', ('', ''), ('', FUNCTION)),
        ('[Cup]_', (CITATION, ''), ('', CITATION)),
        (
            ':eq:`b`',
            (EQUATION.format('b'), ''),
            (EQUATION.format('a') + EQUATION.format('b'), ''),
        ),
    ],
)
def test_what_a_summary_refers_to_moves(
    build: Project, summary: str, before: tuple[str, str], after: tuple[str, str]
) -> None:
    coffee = Comparison(build)
    said = article('Where beans come from', 'coffee A2', f'See {summary}.')
    conf = "html_theme = 'basic'\nhtml_baseurl = 'https://example.org/'\n"
    notes = {'notes.rst': NOTES + before[0], 'more.rst': MORE + before[1]}
    coffee.edit({**FILES, 'conf.py': conf, 'beans/origin.rst': said, **notes})

    step = coffee.edit({'notes.rst': NOTES + after[0], 'more.rst': MORE + after[1]})

    assert step.differing == []


def test_an_image_in_a_summary_gets_another_name(build: Project) -> None:
    coffee = Comparison(build)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n'
    images = {'a/cup.svg': svg, 'b/cup.svg': f'{svg}\n'}
    said = article('Origin', 'coffee A2', '.. image:: /a/cup.svg')
    conf = "html_theme = 'basic'\n"
    coffee.edit({**FILES, **images, 'conf.py': conf, 'beans/origin.rst': said})

    other = said.replace('.. series-', '.. image:: /b/cup.svg\n\n.. series-')
    step = coffee.edit({'beans/origin.rst': other})

    assert step.differing == []
    assert '_images/cup1.svg' in step.built.text('index.html')


@pytest.mark.parametrize('builder', ['html', 'text'])
def test_a_condition_on_a_value_that_has_nothing_read_again(
    build: Project, builder: str
) -> None:
    said = """
        Farms
        =====

        .. ifconfig:: stage == 'one'

           .. series-article:: coffee A2

              A tour.
    """
    conf = """
        html_theme = 'basic'
        extensions.append('sphinx.ext.ifconfig')
        stage = '{}'
        def setup(app):
            app.add_config_value('stage', '', '')
    """
    build(
        {**FILES, 'conf.py': conf.format('one'), 'beans/origin.rst': said},
        builder=builder,
    )

    built = build({'conf.py': conf.format('two')}, builder=builder)

    suffix = {'html': 'html', 'text': 'txt'}[builder]
    assert 'Farms' not in built.text(f'beans/varieties.{suffix}')
    assert 'Farms' not in built.text(f'index.{suffix}')
    if builder == 'html':
        assert 'Farms' not in built.text('series.json')


def test_an_unknown_target_is_named_where_summaries_are_read_for_machines(
    build: Project,
) -> None:
    said = article('Farms', 'coffee A2', 'See :series:article:`coffee/A99`.')
    conf = "html_baseurl = 'https://example.org/'\n"

    built = build({**FILES, 'conf.py': conf, 'beans/origin.rst': said})

    assert sum('A99' in warning for warning in built.warnings) == 1
