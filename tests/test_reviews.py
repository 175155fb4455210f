"""Reviews: what is a change of a text, and what is said of a pair that changed."""

from __future__ import annotations

import json
import os
import re
import shutil
import tomllib
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_project import EDITS, Library

from sphinxext_series.checks.review_file import parse_reviews, reviews_as_toml
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.model.claims import Place
from sphinxext_series.model.codes import Code
from sphinxext_series.model.reviews import PairName, Review
from sphinxext_series.tools import keeping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conftest import Project, Result

HUB = """
    Fever
    =====

    .. series-hub:: fever
       :audiences: A Families, B Nurses
       :pairs:
          When to call
    """
A1 = """
    When to call
    ============

    .. series-article:: fever A1

       What families do at night.

    Before anything else: keep calm.

    At home
    -------

    Call at 38 °C or more -- "at once", day or night. See :ref:`the list <numbers>`.

    .. _numbers:

    Who answers
    -----------

    The ward; it knows :series:article:`B1`.
    """
B1 = """
    Taking the call
    ===============

    .. series-article:: fever B1

       What to ask.

    Triage
    ------

    Ask for the *temperature*.
    """
SERIES = {'index.rst': HUB, 'a1.rst': A1, 'b1.rst': B1}
FILE = 'series-reviews.toml'


def reviewed(build: Project, files: Mapping[str, str], **settings: object) -> str:
    """Return what the file says when all pairs of these files have been read."""
    result = build({**files, FILE: 'version = 1\n'}, **settings)  # type: ignore[arg-type]
    return reviews_now(result)


def reviews_now(result: Result) -> str:
    """Return what the file says when all pairs have been read as they are."""
    domain = series_domain(result.app.env)
    reviews: dict[PairName, Review] = {}
    for series in domain.catalogue.series.values():
        for article in series.articles:
            if not article.docname or not article.code.number:
                continue
            name = PairName(series.name, article.code.number)
            marks = dict(reviews[name].marks) if name in reviews else {}
            marks[article.code] = domain.fingerprints[article.docname].mark
            place = Place('', 1, FILE)
            reviews[name] = Review(place=place, reviewed='2026-04-13', marks=marks)
    return reviews_as_toml(reviews)


def edited(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


def warned(result: Result) -> list[str]:
    return [line for line in result.warnings if '[series.' in line]


# -- what counts as a change -----------------------------------------------------------


@pytest.mark.parametrize(
    ('old', 'new'),
    [
        ('Before anything else: keep', 'Before anything\n    else: keep'),
        ('.. _numbers:', '.. _numbers:\n    .. _more:'),
        ('.. _numbers:', '.. _numbers:\n\n    .. Nobody reads this.'),
        ('keep calm', '**keep** *calm*'),
        ('"at once"', '“at once”'),
        ('more -- ', 'more – '),
        ('.. _numbers:', '.. index:: ward\n\n    .. _numbers:'),
        ('When to call\n    ============', 'A1: When to call\n    ================'),
        (':series:article:`B1`', ':series:companion:`B`'),
        ('    When to call\n', '    :author: Somebody\n\n    When to call\n'),
    ],
    ids=str,
)
def test_what_is_no_change_of_the_text(build: Project, old: str, new: str) -> None:
    reviews = reviewed(build, SERIES)

    result = build({'a1.rst': edited(A1, old, new), FILE: reviews})

    assert result.warnings == []


@pytest.mark.parametrize(
    ('old', 'new', 'named'),
    [
        ('38 °C', '38.5 °C', ' (At home)'),
        ('The ward', 'The night ward', ' (Who answers)'),
        ('keep calm', 'keep very calm', ''),
        ('Who answers\n    -----------', 'Who else\n    --------', ' (Who else)'),
        ('What families do', 'What they do', ''),
        ('day or night', 'day or night |dose|', ' (At home)'),
        ('day or night', '``--now``', ' (At home)'),
        (
            'The ward',
            '.. image:: ward.png\n       :alt: A ward\n\n    The ward',
            ' (Who',
        ),
    ],
    ids=str,
)
def test_what_is_a_change_is_said_once_at_the_companion(
    build: Project, old: str, new: str, named: str
) -> None:
    reviews = reviewed(build, SERIES)

    conf = "rst_prolog = '.. |dose| replace:: 5 mg'\nsuppress_warnings = ['image']\n"
    changes = {'a1.rst': edited(A1, old, new), FILE: reviews, 'conf.py': conf}
    result = build(changes)

    assert len(warned(result)) == 1
    assert warned(result)[0].startswith(
        'b1.rst:4: WARNING: pair 1 of series “fever” was reviewed on 2026-04-13; since '
        f'then A1 has changed{named}'
    )


def test_a_dash_in_code_and_a_definition_in_the_text_count(build: Project) -> None:
    text = A1 + '\n    Take |dose| ``--slowly``.\n\n    .. |dose| replace:: 5 mg\n'
    reviews = reviewed(build, SERIES | {'a1.rst': text})

    for old, new in (('5 mg', '50 mg'), ('--slowly', '-slowly')):
        result = build({'a1.rst': edited(text, old, new), FILE: reviews})
        assert len(warned(result)) == 1


def test_the_whole_sentence(build: Project) -> None:
    reviews = reviewed(build, SERIES)

    result = build({'a1.rst': edited(A1, '38 °C', '38.5 °C'), FILE: reviews})

    (warning,) = result.warnings
    assert warning == (
        'b1.rst:4: WARNING: pair 1 of series “fever” was reviewed on 2026-04-13; since '
        'then A1 has changed (At home): expected a look at B1, then “sphinx-series '
        'review fever 1” [series.review]'
    )


def test_both_changed_are_one_warning_and_reviewed_again_none(build: Project) -> None:
    reviews = reviewed(build, SERIES)
    changed = {
        'a1.rst': edited(A1, '38 °C', '38.5 °C'),
        'b1.rst': edited(B1, 'Ask for', 'Write down'),
    }

    result = build({**changed, FILE: reviews})
    assert len(warned(result)) == 1
    assert 'since then A1, B1 have changed: expected a look at A1, B1' in str(
        warned(result)
    )

    reviews = reviewed(build, SERIES | changed)
    assert build({FILE: reviews}).warnings == []


@pytest.mark.parametrize(
    ('builder', 'settings'),
    [
        ('html', {}),
        ('text', {}),
        ('latex', {}),
        ('html', {'language': 'de'}),
        ('html', {'smartquotes': False}),
        ('html', {'tags': ['other']}),
    ],
    ids=str,
)
def test_fingerprints_are_the_same_in_every_output(
    build: Project, builder: str, settings: dict[str, object]
) -> None:
    text = A1 + '\n    .. only:: other\n\n       Only there.\n'
    reviews = reviewed(build, SERIES | {'a1.rst': text})
    tags = ''.join(f'tags.add({tag!r})\n' for tag in settings.pop('tags', ()))  # type: ignore[attr-defined]

    result = build(
        {FILE: reviews, 'conf.py': tags},
        builder=builder,
        builddir='other',
        confoverrides=settings,
    )

    assert result.warnings == []


def test_a_translated_build_compares_what_the_author_wrote(build: Project) -> None:
    reviews = reviewed(build, SERIES)
    catalogue = """
        msgid ""
        msgstr "Content-Type: text/plain; charset=UTF-8\\n"

        msgid "What to ask."
        msgstr "Was zu fragen ist."

        msgid "Ask for the *temperature*."
        msgstr "Nach der *Temperatur* fragen."
        """

    result = build(
        {FILE: reviews, 'locale/de/LC_MESSAGES/b1.po': catalogue},
        builder='text',
        builddir='german',
        confoverrides={'language': 'de', 'locale_dirs': ['locale']},
    )

    assert result.warnings == []
    assert 'Nach der *Temperatur* fragen.' in result.text('b1.txt')


def test_a_parallel_build_has_the_fingerprints_of_a_serial_one(build: Project) -> None:
    others = {f'c{n}.rst': f':orphan:\n\nPage {n}\n======\n' for n in range(9)}
    reviews = reviewed(build, SERIES | others)

    result = build({FILE: reviews}, parallel=2, builddir='parallel')

    assert result.warnings == []
    serial = build({}, builddir='serial')
    fingerprints = series_domain(serial.app.env).fingerprints
    assert series_domain(result.app.env).fingerprints == fingerprints


def test_a_file_that_moves_is_the_same_article(build: Project) -> None:
    reviews = reviewed(build, SERIES)

    result = build({'a1.rst': None, 'night/a1.rst': A1, FILE: reviews})

    assert result.warnings == []


def test_an_article_that_a_hub_pulls_in_is_compared(build: Project) -> None:
    hub = HUB.rstrip() + '\n       :articles:\n          B1 b1\n'
    claim = '.. series-article:: fever B1\n\n       What to ask.\n'
    b1 = edited(B1, claim, 'What to ask.\n')
    files = SERIES | {'index.rst': hub, 'b1.rst': b1}
    reviews = reviewed(build, files)

    assert build({FILE: reviews}).warnings == []
    result = build({'a1.rst': edited(A1, '38 °C', '38.5 °C')})

    assert warned(result)[0].startswith('b1.rst:1: WARNING: pair 1 of series “fever”')


def test_every_build_says_it_as_long_as_it_holds(build: Project) -> None:
    reviews = reviewed(build, SERIES)
    build({'a1.rst': edited(A1, '38 °C', '38.5 °C'), FILE: reviews})

    again = build({})

    assert len(warned(again)) == 1
    assert build({'a1.rst': A1}).warnings == []


# -- what is compared ------------------------------------------------------------------


def test_an_article_more_and_one_less(build: Project) -> None:
    b1b = edited(edited(B1, 'fever B1', 'fever B1b'), 'Ask', 'Always ask')
    reviews = reviewed(build, SERIES)

    result = build({'b1b.rst': b1b, FILE: reviews})
    assert 'since then B1b is new: expected a look at it beside A1, B1' in str(
        result.warnings
    )

    reviews = reviewed(build, SERIES | {'b1b.rst': b1b})
    result = build({'b1b.rst': None, FILE: reviews})
    assert 'it has no article B1b any more: expected a look' in str(warned(result))


def test_an_article_with_a_new_number_is_found_by_its_text(build: Project) -> None:
    reviews = reviewed(build, SERIES)

    files = {'b1.rst': edited(B1, 'fever B1', 'fever B2'), FILE: reviews}
    a1 = edited(A1, ':series:article:`B1`', ':series:article:`B2`')
    result = build({**files, 'a1.rst': a1})

    assert len(warned(result)) == 1
    assert 'reviewed as B1 is now B2 (did you renumber?)' in str(result.warnings)
    assert f'{FILE}:4: WARNING:' in str(result.warnings)


@pytest.mark.parametrize('status', ['draft', 'planned'])
def test_drafts_and_plans_are_not_compared(build: Project, status: str) -> None:
    reviews = reviewed(build, SERIES)
    claim = '.. series-article:: fever B1\n'
    b1 = edited(B1, claim, f'{claim}       :status: {status}\n')

    result = build({'b1.rst': edited(b1, 'Ask for', 'Ask about'), FILE: reviews})

    assert warned(result) == []


def test_a_pair_without_a_review_is_nothing_to_warn_of(build: Project) -> None:
    assert build({**SERIES, FILE: 'version = 1\n'}).warnings == []


def test_names_that_do_not_exist_are_told_in_the_file(build: Project) -> None:
    reviews = reviewed(build, SERIES)
    reviews += '\n[fevr.1]\nreviewed = 2026-04-13\n\n[fever.7]\nreviewed = 2026-04-13\n'

    result = build({FILE: reviews})

    first, second = warned(result)
    assert (
        f'{FILE}:9: WARNING: there is no series “fevr” (did you mean “fever”?)' in first
    )
    assert f'{FILE}:12: WARNING: series “fever” has no pair 7' in second
    assert 'series.unknown' in first
    assert 'series.unknown' in second


# -- the file --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('written', 'line', 'told'),
    [
        (b'version = 1\n\n<<<<<<< ours\n', 3, 'Invalid statement, column 1'),
        (b'version = 1\n\xff\xfe\x00', 1, 'not UTF-8'),
        (b'#' * 10_000_000, 1, 'larger than 4 MB'),
        (b'a = ' + b'[' * 20_000, 1, 'nested too deeply'),
        (b'version = 2\n', 1, 'the reviews have version “2”: expected 1'),
        (b'# Ours.\n\nversion = 2\n', 3, 'have version “2”: expected 1'),
        (b'version = true\n', 1, 'the reviews have version “True”'),
        (b'', 1, 'the reviews have version “None”'),
        (b'version = 1\nfever = 3\n', 1, 'expected a table for a pair'),
        (b'version = 1\n[fever.x]\n', 2, 'expected a table for a pair'),
        (b'version = 1\n[fever.1]\nreviewed = "now"\n', 2, 'expected a date'),
        (b'version = 1\n[fever.1]\n', 2, 'expected a date'),
        (
            b'version = 1\n[fever.1]\nreviewed = 2026-01-01\nA1 = 7\n',
            2,
            'expected what “sphinx-series review” writes; the pair is not compared',
        ),
        (
            b'version = 1\n[fever.1]\nreviewed = 2026-01-01\nby = [\n[7,\n8]]\n',
            2,
            'expected words in quotes',
        ),
        (
            b'version = 1\n[fever.1]\nreviewed = 2026-01-01\nby = 7\n',
            2,
            'expected words in quotes',
        ),
        (
            b'version = 1\n[fever.1]\nreviewed = 2026-01-01\nreviewd = "x"\n',
            2,
            'or the code of an article',
        ),
        (
            b'version = 1\n[fever.1]\nreviewed = 2026-01-01\ngit = "x"\n',
            2,
            'expected a table of names that git gives',
        ),
    ],
)
def test_a_damaged_file_is_one_warning(
    build: Project, written: bytes, line: int, told: str
) -> None:
    build(SERIES)
    (build.srcdir / FILE).write_bytes(written)

    result = build({})

    assert len(warned(result)) == 1
    assert f'{FILE}:{line}: WARNING: ' in result.warnings[0]
    assert told in result.warnings[0]


def test_what_cannot_be_opened_is_one_warning(build: Project) -> None:
    build(SERIES)
    (build.srcdir / FILE).mkdir()

    result = build({})

    (line,) = result.warnings
    assert line.startswith(f'{FILE}:1: WARNING: ')
    assert 'the reviews cannot be read (IsADirectoryError)' in line


def test_without_the_file_nothing_is_noted_and_nothing_called(
    build: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, 'keep', pytest.fail)

    result = build(SERIES)

    assert series_domain(result.app.env).fingerprints == {}
    assert build({FILE: 'broken', 'conf.py': "series_reviews = ''\n"}).warnings == []


@pytest.mark.parametrize('name', ['x' * 5000, 'x\0'])
def test_a_name_that_no_file_can_have_is_told(build: Project, name: str) -> None:
    result = build({**SERIES, 'conf.py': f'series_reviews = {name!r}\n'})

    (line,) = result.warnings
    assert 'expected the name of a file, or nothing; the default is used' in line


@pytest.mark.skipif(not hasattr(os, 'mkfifo'), reason='there are no pipes with names')
def test_a_pipe_is_not_waited_for(build: Project) -> None:
    build(SERIES)
    os.mkfifo(build.srcdir / FILE)

    (line,) = build(SERIES).warnings

    assert 'the reviews cannot be read (not a file): expected' in line


def test_documents_read_before_there_was_a_file_are_read_once_more(
    build: Project,
) -> None:
    build(SERIES)
    reviews = reviewed(build, {})

    assert build({FILE: reviews}).warnings == []
    result = build({})

    assert 'updating environment: 0 added, 0 changed' in re.sub(
        r'\x1b\[[0-9;]*m', '', result.app.status.getvalue()
    )


def test_fingerprints_are_published_where_reviews_are_kept(build: Project) -> None:
    def published(result: Result) -> dict[str, str | None]:
        [series] = json.loads(result.text('series.json'))['series'].values()
        return {each['code']: each.get('fingerprint') for each in series['articles']}

    assert set(published(build(SERIES)).values()) == {None}
    before = published(build({FILE: 'version = 1\n'}))
    after = published(build({'a1.rst': A1.replace('38', '38.5')}))

    noted = series_domain(build({}).app.env).fingerprints
    assert after == {'A1': noted['a1'].mark, 'B1': noted['b1'].mark}
    assert before['B1'] == after['B1']
    assert before['A1'] != after['A1']
    assert set(published(build({FILE: None})).values()) == {None}


TEXTS = st.text(st.characters(exclude_categories=['Cs']), max_size=20)
MARKS = st.dictionaries(
    st.builds(
        Code, st.sampled_from('AB'), st.integers(1, 99), st.sampled_from(['', 'b'])
    ),
    st.from_regex('[0-9a-f]{12}(?: [0-9a-f]{4}){0,3}', fullmatch=True),
    max_size=3,
)
REVIEWS = st.dictionaries(
    st.builds(PairName, st.sampled_from(['car-t', 'a.b', 'ÄÖ']), st.integers(1, 99)),
    st.builds(
        Review,
        place=st.just(Place('', 1, FILE)),
        reviewed=st.dates().map(str),
        by=TEXTS,
        note=TEXTS,
        marks=MARKS,
        blobs=st.just({Code('A', 1): '0123456789ab'}),
    ),
    max_size=4,
)


@given(REVIEWS)
def test_what_is_written_is_read_again(reviews: dict[PairName, Review]) -> None:
    text = reviews_as_toml(reviews)

    found = parse_reviews(text.encode(), FILE)

    assert found.problems == ()
    assert found.reviews == reviews
    assert reviews_as_toml(found.reviews) == text
    assert tomllib.loads(text)['version'] == 1


# -- at random -------------------------------------------------------------------------

EDITS_IN_A_ROW = int(os.environ.get('SERIES_SOAK', '10'))


@pytest.mark.parametrize('parallel', [1, 2])
def test_after_random_edits_the_warnings_are_those_of_a_clean_build(
    build: Project, parallel: int
) -> None:
    random = Random(parallel)  # noqa: S311 (chosen once, for edits)
    library = Library.of(random, 10)
    written: dict[str, str] = {}
    reviews = 'version = 1\n'
    for number in range(EDITS_IN_A_ROW):
        files = library.files() | {FILE: reviews}
        changes: dict[str, str | None] = dict.fromkeys(written.keys() - files.keys())
        incremental = build(
            {**changes, **files}, builder='text', parallel=parallel, confoverrides=QUIET
        )
        clean = build(builder='text', builddir=f'clean{number}', confoverrides=QUIET)
        assert reviewed_in(incremental) == reviewed_in(clean)
        shutil.rmtree(build.directory / f'clean{number}')
        if number % 3 == 0:
            reviews = reviews_now(incremental)
        written = files
        random.choice(EDITS)(library, random)


#: Other slips of the author are not looked at.
QUIET = {'suppress_warnings': ['series.code', 'series.route', 'myst', 'toc']}


def reviewed_in(result: Result) -> list[str]:
    return sorted(line for line in result.warnings if '[series.review]' in line)
