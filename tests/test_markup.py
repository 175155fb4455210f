"""reST and MyST say the same; content survives the way between documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bread import Bread
from coffee import FILES
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from sphinx import addnodes

from sphinxext_series.content import freeze, thaw
from sphinxext_series.model import plain_text

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Project

MYST = """
    extensions.append('myst_parser')
    myst_enable_extensions = ['colon_fence']
    smartquotes = False
"""
IN_MYST: dict[str, str | None] = {
    'conf.py': MYST,
    'index.rst': None,
    'cups/bitter.rst': None,
    'cups/extraction.rst': None,
    'beans/origin.rst': None,
    'index.md': """
        # Coffee, explained twice

        :::{series-hub} coffee
        ---
        title: Coffee
        status: ongoing
        pairs: |
          What makes a *good* cup
          Beans
        ---

        From bean to cup, for *two* kinds of readers.
        :::

        ```{toctree}
        other
        ```
    """,
    'cups/bitter.md': """
        # Why it tastes *bitter*

        :::{series-article} coffee A1
        :requires: A0

        Three things to change.
        :::

        The text of Why it tastes *bitter*.
    """,
    'cups/extraction.md': """
        ---
        series: coffee B1
        series-summary: What a refractometer tells.
        ---

        # Extraction

        The text of Extraction.
    """,
    'beans/origin.md': """
        ---
        series: [coffee A2]
        ---

        # Where beans come from

        A short tour.
    """,
}


@pytest.mark.parametrize('builder', ['html', 'text'])
def test_a_series_in_myst_is_that_in_rest(build: Project, builder: str) -> None:
    suffix = builder.replace('text', 'txt')
    files = FILES | {
        'cups/extraction.rst': FILES['cups/extraction.rst'].replace(
            '   :minutes: 9\n', ''
        ),
    }
    pages = ['index', 'cups/bitter', 'cups/extraction', 'beans/varieties']

    rest = build(
        files | {'conf.py': MYST}, builder=builder, warningiserror=True, builddir='rest'
    )
    expected = {page: rest.text(f'{page}.{suffix}') for page in pages}
    myst = build(IN_MYST, builder=builder, warningiserror=True, builddir='myst')

    for page in pages:
        assert myst.text(f'{page}.{suffix}').replace('.md', '.rst') == expected[page]


@pytest.mark.parametrize('builder', ['html', 'text'])
def test_a_whole_project_in_myst_is_that_in_rest(tmp_path: Path, builder: str) -> None:
    pages = {}
    for markup in ('rest', 'myst'):
        bread = Bread(tmp_path / markup, markup)
        output = bread(builder, smartquotes=False).outdir
        pages[markup] = {
            path.relative_to(output).as_posix(): generated(path)
            for path in output.rglob(f'*.{builder.replace("text", "txt")}')
        }

    assert len(pages['rest']) >= 13
    assert pages['myst'] == pages['rest']


def generated(path: Path) -> list[str]:
    """Return the lines of a page that do not tell which markup it is from."""
    lines = path.read_text(encoding='utf-8').splitlines()
    if path.suffix == '.txt':
        return lines
    return [line for line in lines if 'series-' in line or 'rel="next"' in line]


def test_guides_and_pairs_nest_in_colon_fences(build: Project) -> None:
    hub = """
        # Coffee

        :::{series-hub} coffee
        :::

        ::::{reading-guide}
        Choose one.

        :::{reading-route} In a *hurry*
        :articles: A0, {A1, B1}?
        :name: short

        Only **this**.
        :::
        ::::

        :::{series-pair} Cups
        :short: Cups
        :planned: A9 Water

        About *cups*.
        :::
    """
    files = FILES | {'conf.py': MYST, 'index.rst': None, 'index.md': hub}

    result = build(files | {'other.rst': None}, warningiserror=True)

    html = result.text('index.html')
    assert 'id="route-short"' in html
    assert 'In a <em>hurry</em>' in html
    assert 'Only <strong>this</strong>.' in html
    assert '<p>About <em>cups</em>.</p>' in html
    assert result.text('index.html').count('series-route__steps--set') == 1


# -- content ---------------------------------------------------------------------------

inline = st.recursive(
    st.text(min_size=1, max_size=8).map(nodes.Text),
    lambda children: st.builds(
        lambda cls, members, classes: cls('', '', *members, classes=classes),
        st.sampled_from([nodes.emphasis, nodes.strong, nodes.inline, nodes.literal]),
        st.lists(children, max_size=3),
        st.lists(st.sampled_from(['a', 'b']), max_size=2),
    ),
    max_leaves=6,
)


@given(st.lists(inline, max_size=4))
def test_freezing_and_thawing_changes_nothing(members: list[nodes.Node]) -> None:
    before = nodes.paragraph('', '', *members)

    after = nodes.paragraph('', '', *thaw(freeze(before.children, 'a'), 'b'))

    assert after.pformat() == before.pformat()
    assert plain_text(freeze(before.children, 'a')) == before.astext()


def test_a_reference_means_the_same_on_another_page() -> None:
    relative = addnodes.pending_xref(
        '',
        nodes.inline('', 'there'),
        refdomain='std',
        reftype='doc',
        reftarget='../b/there',
        refdoc='a/here',
        refexplicit=False,
    )

    (thawed,) = thaw(freeze([relative], 'a/here'), 'hub')

    assert isinstance(thawed, addnodes.pending_xref)
    assert thawed['reftarget'] == '/b/there'
    assert thawed['refdoc'] == 'hub'
    assert thawed['series_home'] == 'a/here'


def test_ids_footnotes_and_messages_stay_at_home() -> None:
    members = [
        nodes.emphasis('', 'kept', ids=['unique'], names=['unique']),
        nodes.footnote_reference('', '1', refid='note'),
        nodes.target('', '', ids=['here']),
        nodes.system_message('', nodes.paragraph('', 'oh')),
    ]

    (kept,) = thaw(freeze(members, 'a'), 'b')

    assert isinstance(kept, nodes.emphasis)
    assert kept['ids'] == []
    assert kept.astext() == 'kept'


def test_a_footnote_stays_behind_with_the_blank_before_it() -> None:
    mark = nodes.footnote_reference('', '1', refid='note')
    members = [nodes.Text('Water '), mark, nodes.Text(', and salt.')]

    content = freeze(members, 'a')

    assert plain_text(content) == 'Water, and salt.'
