"""What authors write in options and fields, in the forms they know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinxext_series.environment.domain import series_domain
from sphinxext_series.model.text.content import plain_text

if TYPE_CHECKING:
    from conftest import Project, Result

    from sphinxext_series.model.claims import Claims

MARKDOWN = """
    extensions += ['myst_parser']
    source_suffix['.md'] = 'markdown'
    myst_enable_extensions = ['colon_fence']
    """
HUBS = {
    'rest': '.. series-hub:: tea\n   :pairs:\n      Leaves\n      Water: soft, hard\n',
    'rest-list': '.. series-hub:: tea\n   :pairs:\n      - Leaves\n'
    '      - Water: soft, hard\n',
    'numbered': '.. series-hub:: tea\n   :pairs:\n      2. Water: soft, hard\n'
    '      1. Leaves\n',
    'flow': '.. series-hub:: tea\n   :pairs: [Leaves, "Water: soft, hard"]\n',
    'md-indented': ':::{series-hub} tea\n:pairs:\n   Leaves\n'
    '   Water: soft, hard\n:layout: compact\n\nText.\n:::\n',
    'md-yaml': ':::{series-hub} tea\n---\npairs:\n  - Leaves\n'
    "  - 'Water: soft, hard'\n---\n:::\n",
    'md-yaml-lines': ':::{series-hub} tea\n---\npairs: |\n  Leaves\n'
    '  Water: soft, hard\n---\n:::\n',
    'md-colons': ':::{series-hub} tea\n:pairs: |\n: Leaves\n: Water: soft, hard\n:::\n',
    'md-flow': ':::{series-hub} tea\n:pairs: \'[Leaves, "Water: soft, hard"]\'\n:::\n',
}


def claims_of(result: Result, docname: str) -> Claims:
    """Return what a document was understood to say."""
    return series_domain(result.app.env).claims[docname]


@pytest.mark.parametrize('name', HUBS)
def test_titles_of_pairs_are_read_in_every_form(build: Project, name: str) -> None:
    title = '# Tea\n\n' if name.startswith('md-') else 'Tea\n===\n\n'
    suffix = 'md' if name.startswith('md-') else 'rst'

    result = build(
        {'conf.py': MARKDOWN, f'index.{suffix}': title + HUBS[name]}, builder='dummy'
    )

    pairs = claims_of(result, 'index').pairs
    titles = {pair.number: plain_text(pair.title) for pair in pairs}
    assert titles == {1: 'Leaves', 2: 'Water: soft, hard'}
    assert result.warnings == []
    if name == 'md-indented':
        assert claims_of(result, 'index').hubs[0].layout == 'compact'
        text = result.doctree('index').astext()
        assert 'Text.' in text
        assert ':layout:' not in text


def test_lists_are_read_in_every_option_that_takes_several(build: Project) -> None:
    hub = """
        # Tea

        ::::{series-hub} tea
        ---
        audiences:
          A: Drinkers
          B: Growers
        parts: [map, guide]
        planned:
          - A1 Leaves
          - A2 Water
        articles: [A3 cups]
        ---
        ::::

        ::::{reading-guide}
        :::{reading-route} Short
        ---
        articles:
          - A1
          - A2..A3
        ---
        :::
        :::{reading-route} As short
        :steps: A1, A2..A3
        :::
        ::::
        """
    cups = '# Cups\n\n:::{series-article} tea B1\n:requires: [A1, A2]\n:::\n\nText.\n'

    result = build(
        {'conf.py': MARKDOWN, 'index.md': hub, 'cups.md': cups},
        builder='dummy',
        confoverrides={'suppress_warnings': ['toc.not_included', 'series.conflict']},
    )

    claims = claims_of(result, 'index')
    [claimed] = claims.hubs
    assert [tuple(each) for each in claimed.audiences] == [
        ('A', 'Drinkers'),
        ('B', 'Growers'),
    ]
    assert [str(each.code) for each in claimed.planned] == ['A1', 'A2']
    assert [(str(p.code), p.docname) for p in claimed.pulled] == [('A3', 'cups')]
    assert {part.kind for part in claims.parts} == {'map', 'guide'}
    assert [str(route.expression) for route in claims.routes] == ['A1, A2..A3'] * 2
    [article] = claims_of(result, 'cups').articles
    assert [str(required.code) for required in article.requires] == ['A1', 'A2']


FIELDS = {
    'rst': ':series: tea A1\n:series-status: Draft\n:series-requires: A0, other/A1\n'
    ':series-minutes: 7\n:series-published: 2026-03-01\n:series-updated: 2026-04-01\n'
    ':series-pair: Leaves\n:series-summary: What it is.\n\nTea\n===\n\nText.\n',
    'md': '---\nseries: tea A1\nseries-status: Draft\nseries-requires: [A0, other/A1]\n'
    'series-minutes: 7\nseries-published: 2026-03-01\nseries-updated: 2026-04-01\n'
    'series-pair: Leaves\nseries-summary: What it is.\n---\n\n# Tea\n\nText.\n',
}


@pytest.mark.parametrize('suffix', FIELDS)
def test_fields_say_all_that_options_say(build: Project, suffix: str) -> None:
    files = {'conf.py': MARKDOWN, f'index.{suffix}': FIELDS[suffix]}

    result = build(files, builder='dummy')

    [article] = claims_of(result, 'index').articles
    assert article.status == 'draft'
    assert [str(each) for each in article.requires] == ['tea/A0', 'other/A1']
    assert article.minutes == 7
    assert (article.published, article.updated) == ('2026-03-01', '2026-04-01')
    assert plain_text(article.pair) == 'Leaves'
    assert plain_text(article.summary) == 'What it is.'


def test_a_summary_is_text_of_the_document_itself(build: Project) -> None:
    files = {
        'conf.py': "rst_prolog = 'Before everything.\\n\\n.. note:: For all.\\n\\n'",
        'index.rst': """
            :series: tea A1

            Tea
            ===

            .. note::

               Only today.

            Leaves and water.
            """,
    }

    result = build(files, builder='dummy')

    claims = claims_of(result, 'index')
    assert plain_text(claims.excerpt.summary) == 'Leaves and water.'
    assert claims.articles
