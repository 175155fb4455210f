"""reST and MyST say the same; content survives the way between documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from bread import Bread
from coffee import FILES
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from sphinx import addnodes

from sphinxext_series.environment.domain import series_domain
from sphinxext_series.model.text.content import plain_text
from sphinxext_series.reading.claims.freezing import freeze, thaw

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
        :number: 9
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
    assert html.count('series-route__steps--set') == 1
    assert '<ol class="series-route__steps" aria-label="In a hurry"' in html


@pytest.mark.parametrize(
    ('front_matter', 'codes'),
    [
        ('series: car-t A1', ['car-t/A1']),
        ('series: "car-t A1"', ['car-t/A1']),
        ('series: [car-t A1]', ['car-t/A1']),
        ('series:\n  - car-t A1\n  - other B2', ['car-t/A1', 'other/B2']),
        ('series: car-t A1; other B2', ['car-t/A1', 'other/B2']),
        ('series: [no, car-t A1, 7]', ['car-t/A1']),
        ('series: no', []),
        ('series: 010', []),
        ('series: 2026-01-01', []),
        ('series:', []),
        ('series: {car-t: A1}', []),
        ('series: {name: car-t, code: A1}', []),
        ('series: [[car-t, A1]]', []),
        ('series: [car-t, A1]', []),
        ('series: car-t a1', []),
    ],
)
def test_front_matter_says_it_or_is_warned_of(
    build: Project, front_matter: str, codes: list[str]
) -> None:
    page = f'---\n{front_matter}\n---\n\n# Page\n\nText.\n'
    files = {
        'conf.py': "extensions.append('myst_parser')",
        'index.rst': 'Root\n====\n\n.. toctree::\n\n   page\n',
        'page.md': page,
    }

    result = build(files, builder='dummy')

    claims = series_domain(result.app.env).claims.get('page')
    articles = claims.articles if claims else ()
    assert [f'{claim.series}/{claim.code}' for claim in articles] == codes
    warned = [w for w in result.warnings if '[series.field]' in w]
    assert all(w.startswith('page.md:2: ') for w in warned)
    if not codes:
        assert warned
    assert len(warned) <= 2


@pytest.mark.parametrize(
    ('line', 'summary'),
    [
        ("series-summary: 'A *b*: `c`'", 'A *b*: `c`'),
        ('series-summary: |\n  Two\n  lines.', 'Two\nlines.'),
        ('series-summary:', ''),
    ],
)
def test_a_summary_in_front_matter(build: Project, line: str, summary: str) -> None:
    files = {
        'conf.py': "extensions.append('myst_parser')",
        'index.md': f'---\nseries: car-t A1\n{line}\n---\n\n# Page\n\nText.\n',
    }

    result = build(files, builder='dummy')

    (claim,) = series_domain(result.app.env).claims['index'].articles
    assert plain_text(claim.summary) == summary


@pytest.mark.parametrize(
    ('text', 'warned'),
    [
        (':::{series-article} car-t A1\n:::', True),
        ('::::{reading-guide}\n:::{reading-route} X\n:::\n::::', True),
        ('::::{reading-guide}\n\nText.\n::::', True),
        ('Before.\n:::{series-map}\n:::', True),
        ('```{series-map}\n:series: car-t\n```', False),
        ('```\n:::{series-map}\n:::\n```', False),
        ('`:::{series-map}` is a directive.', False),
        (':::{note}\nText.\n:::', False),
    ],
)
def test_fences_that_are_plain_text_are_warned_of(
    build: Project, text: str, *, warned: bool
) -> None:
    files = {
        'conf.py': "extensions.append('myst_parser')",
        'index.md': f'# Page\n\n{text}\n',
    }

    result = build(files, builder='dummy')

    assert any('[series.fence]' in warning for warning in result.warnings) == warned


def test_colon_fences_that_are_enabled_and_disabled_are_off(build: Project) -> None:
    configuration = """
        extensions.append('myst_parser')
        myst_enable_extensions = ['colon_fence']
        myst_disable_syntax = ['colon_fence']
    """
    page = '# Page\n\n:::{series-map}\n:::\n'

    result = build({'conf.py': configuration, 'index.md': page}, builder='dummy')

    (warning,) = result.warnings
    assert warning.endswith('[series.fence]')


@pytest.mark.parametrize('stage', ['draft', 'final'])
def test_what_stands_under_a_condition_counts_where_it_is_shown(
    build: Project, stage: str
) -> None:
    page = """
        {title}
        =======

        .. ifconfig:: release == '{stage}'

           .. series-article:: car-t {code}

        .. only:: {stage}

           .. series-article:: other {code}
    """
    hub = '.. series-hub:: {name}\n   :planned: A9 Later\n\n'
    hubs = ''.join(hub.format(name=name) for name in ('car-t', 'other'))
    files = {
        'conf.py': f"extensions.append('sphinx.ext.ifconfig'); tags.add('{stage}')",
        'index.rst': f'Root\n====\n\n{hubs}',
        'one.rst': page.format(title='One', stage='draft', code='A1'),
        'two.rst': page.format(title='Two', stage='final', code='A2'),
    }
    expected = {'draft': ['A1', 'A9'], 'final': ['A2', 'A9']}

    first = build(files, confoverrides={'release': stage})

    catalogue = series_domain(first.app.env).catalogue
    for series in catalogue.series.values():
        assert [str(each.code) for each in series.articles] == expected[stage]
    shown = {'one': 'draft', 'two': 'final'}
    for name, its_stage in shown.items():
        assert ('series-nav' in first.text(f'{name}.html')) == (stage == its_stage)


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


class Badge(nodes.Inline, nodes.TextElement):
    """A node of another extension, which relies on what it is given."""


class Requirement(nodes.General, nodes.Element):
    """One that is known by its id."""


class Caption(nodes.General, nodes.TextElement):
    """One that holds text as a paragraph does."""


@dataclass(frozen=True)
class Link:
    """A value that an extension gives to its node."""

    to: str


def test_a_value_of_another_extension_is_kept_if_nobody_can_change_it() -> None:
    (kept,) = thaw(freeze([Badge('', 'text', link=Link('R1'))], 'a'), 'b')

    assert isinstance(kept, Badge)
    assert kept['link'] == Link('R1')


@pytest.mark.parametrize(
    ('node', 'instead'),
    [
        (Badge('', 'text', link=object()), 'text'),
        (Badge('', 'text', link=Link(object())), 'text'),  # type: ignore[arg-type]
        (Requirement('', nodes.paragraph('', 'text'), ids=['R1']), '<paragraph>text'),
        (Caption('', 'text', ids=['R1']), '<paragraph>text'),
    ],
)
def test_a_node_that_would_lack_what_it_relies_on_is_its_text(
    node: nodes.Element, instead: str
) -> None:
    (kept,) = thaw(freeze([node], 'a'), 'b')

    shown = kept.astext() if isinstance(kept, nodes.Text) else str(kept)
    assert shown.removesuffix('</paragraph>') == instead


def test_a_footnote_stays_behind_with_the_blank_before_it() -> None:
    mark = nodes.footnote_reference('', '1', refid='note')
    members = [nodes.Text('Water '), mark, nodes.Text(', and salt.')]

    content = freeze(members, 'a')

    assert plain_text(content) == 'Water, and salt.'
