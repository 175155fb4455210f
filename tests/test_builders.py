"""Every builder gets the whole series, and nothing that makes sense in HTML only."""

from __future__ import annotations

import re
from collections import Counter
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from bread import CODES, TITLES, Bread
from coffee import FILES, HUB
from links import dead_links, parsed

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Project

BUILDERS = [
    'html',
    'dirhtml',
    'singlehtml',
    'epub',
    'latex',
    'text',
    'man',
    'texinfo',
    'xml',
    'pseudoxml',
    'json',
    'gettext',
    'linkcheck',
    'dummy',
]
WITH_LINKS = ['html', 'dirhtml', 'singlehtml', 'epub']


@pytest.fixture(scope='module')
def bread(tmp_path_factory: pytest.TempPathFactory) -> Bread:
    """Return the project, to be built."""
    return Bread(tmp_path_factory.mktemp('bread'))


@pytest.fixture(scope='module')
def bread_as_root(tmp_path_factory: pytest.TempPathFactory) -> Bread:
    """Return the project, its hub being the first page."""
    project = Bread(tmp_path_factory.mktemp('root'))
    project.make_the_hub_the_root()
    return project


def joined(bread: Bread, builder: str) -> str:
    """Return all that a builder wrote, as one text."""
    suffixes = {
        'epub': 'xhtml',
        'json': 'fjson',
        'latex': 'tex',
        'man': '1',
        'singlehtml': 'html',
        'texinfo': 'texi',
        'text': 'txt',
    }
    pages = bread(builder).outdir.rglob(f'*.{suffixes.get(builder, builder)}')
    texts = [page.read_text(encoding='utf-8') for page in sorted(pages)]
    assert texts
    return '\n'.join(texts)


# -- all of them -----------------------------------------------------------------------


@pytest.mark.parametrize('builder', BUILDERS)
def test_a_series_builds_without_a_warning(bread: Bread, builder: str) -> None:
    assert bread(builder).warnings == []


@pytest.mark.parametrize('builder', [*WITH_LINKS, 'latex', 'text'])
def test_a_hub_that_is_the_root_builds_without_a_warning(
    bread_as_root: Bread, builder: str
) -> None:
    assert bread_as_root(builder).warnings == []


@pytest.mark.parametrize('builder', ['latex', 'man', 'singlehtml', 'texinfo', 'text'])
def test_an_article_says_once_where_it_belongs(bread: Bread, builder: str) -> None:
    text = ' '.join(joined(bread, builder).split())
    # Two audiences have no article for the fourth topic, and a draft is no page of it.
    drafts = 1 if builder == 'text' else 0

    assert text.count('Part of ') == 9 + drafts
    assert text.count('Topic 1 of 4: Flour,') == 3
    assert text.count('(Pair 1 of 1)') == 1


@pytest.mark.parametrize('builder', ['epub', 'latex', 'man', 'texinfo', 'text'])
def test_what_makes_sense_in_a_browser_only_stays_there(
    bread: Bread, builder: str
) -> None:
    text = joined(bread, builder)

    for leftover in (
        'Map of the series',  # the map
        'Continue the',  # the pager
        'this article',
        'no article',
        'series-chip',
        'series-vh',
        'sd-card',
        '<details',
    ):
        assert leftover not in text


@pytest.mark.parametrize('builder', ['html', 'epub', 'latex', 'text'])
def test_nobody_is_to_see_a_draft(bread: Bread, builder: str) -> None:
    assert 'Nobody is to see this yet' not in joined(bread, builder)


# -- links -----------------------------------------------------------------------------


@pytest.mark.parametrize('builder', WITH_LINKS)
def test_links_lead_somewhere(bread: Bread, builder: str) -> None:
    assert unexpected(bread(builder).outdir, builder) == []


@pytest.mark.parametrize('builder', WITH_LINKS)
def test_links_of_a_root_hub_lead_somewhere(bread_as_root: Bread, builder: str) -> None:
    assert unexpected(bread_as_root(builder).outdir, builder) == []


def unexpected(output: Path, builder: str) -> list[tuple[Path, str]]:
    """Return the links that lead nowhere, without those that Sphinx makes so."""
    return [
        (path, uri)
        for path, uri in dead_links(output)
        if builder != 'singlehtml' or not _is_sphinxs_own(uri)
    ]


def _is_sphinxs_own(uri: str) -> bool:
    """Return whether Sphinx makes such a link in any project.

    Its references to places in other documents have two anchors (#4814), and its
    templates lead to pages that are not there.
    """
    of_ours = re.search('#(pair|route)-', uri) is not None
    missing = uri in {'search.html', 'genindex.html'}
    return missing or (uri.count('#') > 1 and not of_ours)


@pytest.mark.parametrize('builder', ['html', 'dirhtml', 'epub'])
def test_ids_are_unique(bread: Bread, builder: str) -> None:
    output = bread(builder).outdir

    for path in [*output.rglob('*.html'), *output.rglob('*.xhtml')]:
        ids = Counter(parsed(path).ids)
        assert [name for name, count in ids.items() if count > 1] == []


def test_references_have_labels_in_latex(bread: Bread) -> None:
    text = joined(bread, 'latex')

    references = set(re.findall(r'\\(?:hyperref\[|eqref{|ref{)(.+?)[\]}]+', text))
    labels = set(re.findall(r'\\label{(.+?)}+', text))
    assert len(references) > 20
    assert references - labels == set()
    assert r'\hyperref[\detokenize{bread:route-science}]' in text
    assert r'\eqref{equation:dough/numbers:hydration-equation}' in text


def test_what_is_hidden_in_a_summary_does_not_count_in_latex(bread: Bread) -> None:
    text = joined(bread, 'latex')

    hidden = text.partition(r'\section{Which flour?')[2].partition(r'\subsection')[0]
    counted, _, label = hidden.partition(r'\label{\detokenize{dough/flour:hydration}}')
    assert 'refstepcounter' not in counted
    assert label


def test_references_have_anchors_in_texinfo(bread: Bread) -> None:
    text = joined(bread, 'texinfo')

    references = set(re.findall(r'@ref{(\w+),', text))
    anchors = set(re.findall(r'@anchor{(\w+)}', text))
    assert len(references) > 20
    assert references - anchors == set()
    assert '@anchor{bread route-home}' in text
    assert '@anchor{bread pair-3}' in text


def test_manual_pages_show_no_empty_addresses(bread: Bread) -> None:
    text = joined(bread, 'man')

    # Sphinx prints those of the author's own references, with a docutils from 0.22 on.
    assert 'A0, A1, A2, A3, A4 (5 articles, 7 minutes)' in text
    assert 'Part of \\fIBread & butter\\fP (Topic 3 of 4:' in text
    assert re.search(r'<#(pair|route)', text) is None


# -- texts -----------------------------------------------------------------------------


def test_the_hub_is_readable_as_text(bread: Bread) -> None:
    hub = bread('text').text('bread.txt')

    # Sphinx makes tables as wide as it likes.
    lines = [line for line in hub.splitlines() if line.strip()[:1] not in {'+', '|'}]
    assert max(map(len, lines)) <= 76
    for expected in (
        """
        Ongoing · 8 articles · 4 topics · 1 opening · for 3 audiences · 10
        minutes · 2 planned

        Start with A0: Why bread *rises*.
        """,
        """
        * **Everything**

          Note:

            This takes a while.

          A0, A1, B1, C1, A2, B2 (planned), C2, A3, C3 (planned) (7 articles,
          2 planned, 9 minutes)
        """,
        """
          any of (C1, C2), C3 (planned) (optional) (2 articles, 1 planned, 2
          minutes)
        """,
        """
          How much *water* a flour takes is its *hydration*, or less. Flour of
          the type **T65** takes most.

          According to [Mill], it depends.
        """,
        """
        * C1: *Gluten*, a network (Researcher, 1 minute)
        """,
        """
        -[ Topic 4: Time & *temperature* ]-

        * A4: Overnight in the cold (Home baker, 1 minute)
        """,
    ):
        assert _dedented(expected) in hub


def test_an_article_says_where_it_belongs_as_text(bread: Bread) -> None:
    page = bread('text').text('ferment/microbes.txt')

    expected = """
        Part of *Bread & butter* (Topic 2 of 4: What *lives* in it), for:
        Researcher. Home baker: A2: Sourdough at home (see The oven, and what
        is wrong with it). Professional: B2: How much *starter* for 100 %
        wheat? (planned).

        Part of *Cheese* (Pair 1 of 1), for: Maker. Eater: A1: Why holes?
        (planned).

        The first paragraph is not a summary here.
        """
    assert page.endswith(_dedented(expected))


def _dedented(lines: str) -> str:
    return re.sub(r'^ {8}', '', lines.strip('\n').rstrip(' '), flags=re.MULTILINE)


@pytest.mark.parametrize('builder', ['html', 'epub'])
def test_every_article_is_once_in_the_index(bread: Bread, builder: str) -> None:
    suffix = {'html': 'html', 'epub': 'xhtml'}[builder]
    hub = bread(builder).text(f'bread.{suffix}')

    anchors = re.findall(r'id="bread-(\w\d)"', hub)
    plain = re.sub(r'\s+', ' ', re.sub('<[^>]+>', '', hub)).replace('&amp;', '&')
    assert sorted(anchors) == sorted(code.lower() for code in CODES)
    for code, title in TITLES.items():
        if code != 'B1':  # mathematics looks different in each
            assert f'{code}: {title}' in plain


def test_nothing_of_ours_is_left_in_xml(bread: Bread) -> None:
    tags = set(re.findall(r'<([A-Za-z_]+)', joined(bread, 'xml')))

    assert tags.isdisjoint({'article_claim', 'hub_claim', 'pair_part', 'guide_part'})
    assert tags.isdisjoint({'route_claim', 'series_part', 'authored', 'raw'})
    assert tags.isdisjoint({'anchor_reference', 'templated_part'})


def test_json_holds_the_pages_of_html(bread: Bread) -> None:
    hub = bread('json').text('bread.fjson')

    assert 'series-map' in hub
    assert hub.count('series-card__link') == len(CODES) + 1


def messages(folder: Path) -> list[str]:
    """Return the texts that were extracted."""
    texts = []
    for path in folder.rglob('*.pot'):
        for entry in path.read_text(encoding='utf-8').split('\nmsgid ')[1:]:
            lines = entry.partition('\nmsgstr')[0].splitlines()
            texts.append(''.join(line[1:-1] for line in lines))
    return texts


def test_gettext_extracts_what_authors_wrote_once(bread: Bread) -> None:
    texts = messages(bread('gettext').outdir)

    for authored in (
        'Bread & butter',
        'Home baker',
        'How much *starter* for 100 % wheat?',
        'Flour, ``T65`` & friends',
        'The *oven*: 250 °C',
        'Oven',
        'Steam first, heat later.',
        'If you bake at **home**',
        'Time & *temperature*',
        'Read this first: what *gas*, **gluten** and ``time`` do.',
        'The same *microbes*, in milk.',
    ):
        assert texts.count(authored) == 1, authored


def test_gettext_extracts_nothing_that_is_generated(bread: Bread) -> None:
    texts = ' '.join(messages(bread('gettext').outdir))

    for generated in (
        'Reading guide',
        'Part of',
        'Read first',
        'Topic 1',
        'Begin with',
    ):
        assert generated not in texts


def test_each_id_is_there_once_where_documents_are_joined(build: Project) -> None:
    index = 'Again\n=====\n\n.. series-index::\n   :series: coffee\n'
    files = {**FILES, 'index.rst': f'{dedent(HUB)}\n   more\n', 'more.rst': index}

    built = build(files, builder='singlehtml')

    ids = re.findall(' id="([^"]+)"', built.text('index.html'))
    assert ids.count('coffee-a1') == 1
    assert {name for name in ids if ids.count(name) > 1} == set()


def test_the_builder_of_changes_has_no_addresses_for_references(build: Project) -> None:
    summary = 'A :term:`summary` with a reference.'
    terms = '\n.. glossary::\n\n   summary\n      What an article says of itself.\n'
    files = {
        **FILES,
        'conf.py': "version = '1'\n",
        'start.rst': FILES['start.rst'].replace('Read this first.', summary) + terms,
    }

    result = build(files, builder='changes', warningiserror=True)
    again = build({'other.rst': FILES['other.rst'] + '\n'}, builder='changes')

    assert result.app.statuscode == 0
    assert again.warnings == []
