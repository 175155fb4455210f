"""The report: what is known of a series, as text and as JSON, and the limits in it."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from coffee import FILES, article

from sphinxext_series.model.text.prose import abbreviations, explains, sentences

if TYPE_CHECKING:
    from conftest import Project, Result

EXAMPLE = Path(__file__).parents[1] / 'example_docs'
SNIPPETS = Path(__file__).parents[1] / 'docs' / 'snippets'
ROUTE = """
    Reading guide
    -------------

    .. reading-guide::

       .. reading-route:: In a hurry
          :articles: B1, A2
          :name: hurry
"""


def report(result: Result) -> Any:
    """Return the report, which is what the schema says."""
    found = json.loads(result.text('report.json'))
    schema = files('sphinxext_series').joinpath('outputs', 'report.schema.json')
    jsonschema.validate(found, json.loads(schema.read_text(encoding='utf-8')))
    return found


def test_it_says_what_is_there_and_what_is_not(build: Project) -> None:
    sources = FILES | {
        'index.rst': FILES['index.rst'].replace(
            ':pairs:', ':planned:\n          A3 Milk\n       :pairs:'
        )
        + ROUTE,
        'cups/extraction.rst': article('Extraction', 'coffee B1', requires='A2'),
        'beans/varieties.rst': article('Varieties', 'coffee B2', status='draft'),
    }

    result = build(sources, builder='series-report')

    coffee = report(result)['series']['coffee']
    assert coffee['articles'] == {'published': 4, 'draft': 1, 'planned': 1}
    assert coffee['pairs'] == 3
    assert coffee['missing'] == [{'pair': 3, 'audience': 'B'}]
    assert [one['code'] for one in coffee['unfinished']] == ['B2', 'A3']
    assert [one['pair'] for one in coffee['reviews']] == [1]
    assert coffee['routes']['on_none'] == ['A0', 'A1']
    assert coffee['requirements'] == [
        {'route': 'hurry', 'code': 'B1', 'requires': 'coffee/A2'}
    ]
    assert result.text('report.txt').splitlines() == [
        'Coffee (coffee), ongoing: 6 articles, 3 pairs',
        '  missing     B3',
        '  draft       B2 Varieties',
        '  planned     A3 Milk',
        '  reviews     1 not reviewed',
        '  routes      A0, A1 on none',
        '  required    B1 comes before coffee/A2 on hurry',
    ]


def test_a_circle_is_in_it(build: Project) -> None:
    sources = FILES | {
        'cups/bitter.rst': article('Bitter', 'coffee A1', requires='A2'),
        'beans/origin.rst': article('Origin', 'coffee A2', requires='A1'),
    }

    result = build(sources, builder='series-report')

    [circle] = report(result)['series']['coffee']['circles']
    assert circle == 'coffee/A2 → coffee/A1 → coffee/A2'


def test_editions_are_in_it_with_what_is_wrong(build: Project) -> None:
    wrong = '.. series-edition:: coffee\n   :articles: Q1\n'
    sources = FILES | {
        'home.rst': 'Home\n====\n\n.. series-edition:: coffee\n   :also: imprint\n',
        'bar.rst': f'Bar\n===\n\n{wrong}\n{wrong}',
        'imprint.rst': ':orphan:\n\nImprint\n=======\n',
    }

    result = build(sources, builder='series-report')

    editions = report(result)['series']['coffee']['editions']
    [home] = editions['found']
    assert home == {
        'page': 'home',
        'title': 'Home',
        'articles': 3,
        'documents': 5,
        'minutes': home['minutes'],
    }
    assert [(one['file'], one['line']) for one in editions['problems']] == [
        ('bar.rst', 4),
        ('bar.rst', 7),
    ]
    told = [
        line for line in result.text('report.txt').splitlines() if 'edition' in line
    ]
    assert told[0] == f'  editions    home: 3 articles, {home["minutes"]} min'
    assert told[1].startswith('  edition     bar.rst:4 route “Bar” of series “coffee”')
    assert told[2].startswith(
        '  edition     bar.rst:7 the page is a hub, an article or'
    )


def test_it_writes_no_page_and_leaves_other_outputs_as_they_are(build: Project) -> None:
    html = build(FILES)
    before = {p: p.stat().st_mtime_ns for p in html.outdir.rglob('*') if p.is_file()}

    result = build({}, builder='series-report')
    again = build({})

    assert sorted(p.name for p in result.outdir.iterdir() if p.is_file()) == [
        'report.json',
        'report.txt',
    ]
    pages = [html.outdir / f'{docname}.html' for docname in html.app.env.found_docs]
    assert [p for p in pages if p.stat().st_mtime_ns != before[p]] == []
    assert again.warnings == []


def test_it_is_the_same_in_every_build(build: Project) -> None:
    first = build(FILES, builder='series-report').text('report.json')

    second = build({}, builder='series-report', builddir='other').text('report.json')

    assert first == second


def test_what_only_web_pages_have_counts(build: Project) -> None:
    text = '.. only:: html\n\n   .. series-article:: coffee A7\n'
    sources = FILES | {'web.rst': f':orphan:\n\nWeb\n===\n\n{text}'}

    result = build(sources, builder='series-report')

    assert report(result)['series']['coffee']['articles']['published'] == 6


def test_the_report_in_the_documentation_is_what_comes_out(build: Project) -> None:
    sources = {
        path.name: path.read_text(encoding='utf-8')
        for path in (SNIPPETS / 'second-pair-rst').glob('*.rst')
    }
    reviews = SNIPPETS / 'warnings' / 'review_changed' / 'series-reviews.toml'
    sources[reviews.name] = reviews.read_text(encoding='utf-8')
    sources['conf.py'] = "series_limits = {'A': {'sentence': 8}}\n"

    result = build(sources, builder='series-report')

    shown = (SNIPPETS / 'report.txt').read_text(encoding='utf-8')
    assert result.text('report.txt') == shown


def test_the_limits_in_the_documentation_are_all_right(build: Project) -> None:
    page = SNIPPETS.parent / 'reference' / 'configuration.rst'
    text = page.read_text(encoding='utf-8')
    limits = re.search(
        r'^( +)series_limits = \{$.*?^\1\}$', text, re.DOTALL | re.MULTILINE
    )
    assert limits

    result = build({**FILES, 'conf.py': limits.group()}, builder='series-report')

    assert [line for line in result.warnings if 'series_limits' in line] == []
    assert [line for line in result.warnings if 'series.limit' in line] != []


# -- limits ----------------------------------------------------------------------------


LIMITS = "series_limits = {'A': {'known': 'CAR US EU', 'skip': 'Sources'}}\n"


def test_the_example_has_two_abbreviations_that_are_not_explained(
    build: Project,
) -> None:
    sources: dict[str, str | None] = {
        path.relative_to(EXAMPLE).as_posix(): path.read_text(encoding='utf-8')
        for path in EXAMPLE.rglob('*.*')
        if path.suffix in {'.rst', '.md'}
    }
    conf = """
        extensions = ['sphinxext_series', 'myst_parser', 'sphinx_design']
        myst_enable_extensions = ['colon_fence']
        """

    result = build(
        {**sources, 'conf.py': f'{conf}\n        {LIMITS}'}, builder='series-report'
    )

    found = report(result)['series']['car-t']['limits']
    assert [(one['code'], one['message'].split()[0]) for one in found] == [
        ('A3', '“HER2”'),
        ('A3', '“GD2”'),
    ]
    assert all(one['line'] > 1 for one in found)


def test_other_builds_look_at_no_limits(build: Project) -> None:
    conf = "series_limits = {'A': {'words': (9000, 9000)}, 'X': {}}\n"

    assert build({**FILES, 'conf.py': conf}).warnings == []


@pytest.mark.parametrize(
    ('limits', 'told'),
    [
        ({'A': {'words': 400}}, "['A']['words'] is 400: expected two whole"),
        ({'A': {'words': (9, 1)}}, "['A']['words'] is (9, 1)"),
        ({'A': {'words': ('a', None)}}, "['A']['words'] is"),
        ({'A': {'summary': '60'}}, "['A']['summary'] is '60'"),
        ({'A': {'sentence': -1}}, "['A']['sentence'] is -1"),
        ({'A': {'sentence': True}}, "['A']['sentence'] is True"),
        ({'A': {'known': 7}}, "['A']['known'] is 7: expected words"),
        ({'A': {'avoid': ['x']}}, "['A']['avoid'] is"),
        ({'A': {'avoid': {'x': ''}}}, "['A']['avoid'] is"),
        ({'A': {'plainer_than': 'A'}}, "['A']['plainer_than'] is"),
        ({'A': {'plainer_than': 'X'}}, "['A']['plainer_than'] is"),
        ({'A': {'skip': {'x'}}}, "['A']['skip'] is"),
        ({'A': {3: 4}}, "['A'][3] is 4: expected words, summary"),
        ({'a': {'sentence': 3}}, 'audience “a”, which no series has'),
        ({1: {'sentence': 3}}, 'audience “1”, which no series has'),
        ({'A': 3}, "series_limits['A'] is 3: expected a dictionary of limits"),
        ([], 'series_limits is []'),
    ],
    ids=str,
)
def test_a_wrong_limit_is_one_warning(
    build: Project, limits: object, told: str
) -> None:
    conf = f'series_limits = {limits!r}\n'

    result = build({**FILES, 'conf.py': conf}, builder='series-report')

    [warning] = result.warnings
    assert told in warning
    assert report(result)['series']['coffee']['limits'] == []


def test_what_is_right_beside_it_counts(build: Project) -> None:
    avoid = {'Ask': '', 'x': 3, 'Why': 'How'}
    limits = {'B': 3, 'A': {'summary': '1', 'sentence': 1, 'avoid': avoid}}
    sources = FILES | {'conf.py': f'series_limits = {limits!r}\n'}
    sources['start.rst'] = article('Why coffee', 'coffee A0') + '\nAsk. Why not?\n'

    result = build(sources, builder='series-report')

    found = report(result)['series']['coffee']['limits']
    beyond = {one['limit'] for one in found if one['code'] == 'A0'}
    assert beyond == {'sentence', 'avoid'}
    assert [w.partition(': expected')[0] for w in result.warnings if 'config' in w] == [
        "WARNING: series_limits['B'] is 3",
        "WARNING: series_limits['A']['summary'] is '1'",
        "WARNING: series_limits['A']['avoid'] is {'Ask': '', 'x': 3}",
    ]


def test_a_text_without_capitals_is_passed_over_and_said_so(build: Project) -> None:
    japanese = '細胞療法とは何か。\n' * 80
    sources = FILES | {
        'conf.py': "series_limits = {'A': {'known': '', 'plainer_than': 'B'}}\n",
        'cups/bitter.rst': article('コーヒー', 'coffee A1') + f'\nCRS {japanese}',
    }

    result = build(sources, builder='series-report')

    assert report(result)['without_capitals'] == ['cups/bitter']
    assert 'for want of capitals and spaces: cups/bitter' in result.text('report.txt')
    assert result.warnings == []


def test_a_translated_build_is_read_in_its_language(build: Project) -> None:
    catalogue = 'msgid "Ask."\nmsgstr "Die TDS erfragen, in der EU."\n'
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    sources = FILES | {
        'conf.py': "language = 'de'\nlocale_dirs = ['po']\n" + LIMITS,
        'po/de/LC_MESSAGES/start.po': header + catalogue,
        'start.rst': article('Why coffee', 'coffee A0') + '\nAsk.\n',
    }

    result = build(sources, builder='series-report')

    (warning,) = (line for line in result.warnings if 'series.limit' in line)
    assert warning.startswith('start.rst:10: WARNING: “TDS” is not explained in A0')


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('One. Two!', ['One.', 'Two!']),
        ('At 38.5 °C, e.g. today. Call.', ['At 38.5 °C, e.g. today.', 'Call.']),
        ('Dr. Novak called. “Why?” Nobody knows.', None),
        ('第一。第二！', ['第一。', '第二！']),
        ('See no. 5. It is J. Novak’s.', ['See no. 5.', 'It is J. Novak’s.']),
        ('', []),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str] | None) -> None:
    expected = expected or ['Dr. Novak called.', '“Why?”', 'Nobody knows.']

    assert list(sentences(text)) == (expected if text else [])


def test_what_an_abbreviation_is_and_what_explains_it() -> None:
    assert abbreviations('CRS, HER2s and mRNA; II, A2, IgG, B') == ['CRS', 'HER2']
    assert explains('Cytokine release syndrome, CRS, is', 'CRS')
    assert explains('the FDA (Food and Drug Administration)', 'FDA')
    assert explains('immune effector cell-associated neurotoxicity: ICAN', 'ICAN')
    assert not explains('HER2 is a protein', 'HER2')
    assert explains('An X of Y in the Z: XYZ', 'XYZ')
    assert not explains('An X of one Y in a kind of Z: XYZ', 'XYZ')
    assert not explains('Called CRS, release syndromes', 'CRS')
    assert not explains('syndrome of release and cytokines, CRS', 'CRS')
