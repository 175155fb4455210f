"""What search engines are told, and that it stays inside its element."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from coffee import FILES, article
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_series.outputs.jsonld import script

if TYPE_CHECKING:
    from conftest import Project

VOCABULARY = json.loads(
    Path(__file__).with_name('data').joinpath('schema_org.json').read_text('utf-8')
)
PUBLISHED = {'html_baseurl': 'https://example.org/docs'}
ELEMENT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def described(html: str) -> Any:
    """Return what a page says it is."""
    (text,) = ELEMENT.findall(html)
    return json.loads(text)


def test_a_hub_is_a_series_with_parts(build: Project) -> None:
    hub = described(build(FILES, confoverrides=PUBLISHED).text('index.html'))

    assert hub['@context'] == 'https://schema.org'
    assert hub['@type'] == 'CreativeWorkSeries'
    assert hub['url'] == 'https://example.org/docs/index.html'
    assert [part['position'] for part in hub['hasPart']] == [
        'A0',
        'A1',
        'B1',
        'A2',
        'B2',
    ]


def test_an_article_names_its_series_audience_and_time(build: Project) -> None:
    dated = article(
        'Extraction', 'coffee B1', 'Text.', minutes='9', updated='2026-02-03'
    )
    files = FILES | {'cups/extraction.rst': dated}

    page = build(files, confoverrides=PUBLISHED).text('cups/extraction.html')

    assert described(page) == {
        '@context': 'https://schema.org',
        '@type': ['Article', 'LearningResource'],
        'name': 'Extraction',
        'headline': 'Extraction',
        'description': 'Text.',
        'url': 'https://example.org/docs/cups/extraction.html',
        'position': 'B1',
        'audience': {'@type': 'Audience', 'audienceType': 'Expert'},
        'timeRequired': 'PT9M',
        'dateModified': '2026-02-03',
        'inLanguage': 'en',
        'isPartOf': {
            '@type': 'CreativeWorkSeries',
            'name': 'Coffee',
            'description': 'From bean to cup, for two kinds of readers.',
            'url': 'https://example.org/docs/index.html',
        },
    }


def test_types_and_properties_are_those_of_the_vocabulary(build: Project) -> None:
    dated = article(
        'Extraction',
        'coffee B1',
        'Text.',
        minutes='9',
        published='2026-01-02',
        updated='2026-02-03',
    )
    files = FILES | {'cups/extraction.rst': dated}

    result = build(files, confoverrides=PUBLISHED)

    used: set[str] = set()
    for page in ('index', 'cups/extraction'):
        described_page = described(result.text(f'{page}.html'))
        assert described_page.pop('@context') == 'https://schema.org'
        used |= conforming(described_page)
    # What is not used need not be told of the vocabulary.
    assert used == VOCABULARY['properties'].keys()


def conforming(described: dict[str, Any]) -> set[str]:
    """Return the properties of a thing; its type has each, and of such a value."""
    kinds = types(described)
    used = set()
    for name, value in described.items():
        if name == '@type':
            continue
        used.add(name)
        known = VOCABULARY['properties'][name]
        assert kinds & set(known['domain']), name
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                assert types(each) & set(known['range']), name
                used |= conforming(each)
            else:
                assert any(is_a(each, kind) for kind in known['range']), name
    return used


def types(described: dict[str, Any]) -> set[str]:
    """Return the types of a thing, with all that they are kinds of."""
    named = described['@type']
    todo = [named] if isinstance(named, str) else list(named)
    found: set[str] = set()
    while todo:
        kind = todo.pop()
        found.add(kind)
        todo += VOCABULARY['types'][kind]
    return found


def is_a(value: object, kind: str) -> bool:
    """Return whether a value is of one of schema.org's data types."""
    text = str(value)
    if kind == 'Date':
        return date.fromisoformat(text).isoformat() == text
    if kind == 'Duration':
        return re.fullmatch(r'PT[1-9][0-9]*M', text) is not None
    if kind == 'URL':
        return text.startswith('https://example.org/docs/')
    return kind == 'Text' and isinstance(value, str)


def test_a_reference_is_called_as_on_the_page_also_after_its_target_is_renamed(
    build: Project,
) -> None:
    text = article('Extraction', 'coffee B1', 'See :doc:`/cups/bitter`.')
    files = FILES | {'cups/extraction.rst': text}
    path = 'cups/extraction.html'
    first = build(files, confoverrides=PUBLISHED).text(path)
    renamed = article('Renamed', 'coffee A1', 'Three things.')

    changes = {'cups/bitter.rst': renamed}
    second = build(changes, confoverrides=PUBLISHED).text(path)

    assert described(first)['description'] == 'See Why it tastes bitter.'
    assert described(second)['description'] == 'See Renamed.'


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_addresses_are_such_as_browsers_send(build: Project, builder: str) -> None:
    files = FILES | {'start.rst': None, 'a b/ü.rst': FILES['start.rst']}

    result = build(files, builder=builder, confoverrides=PUBLISHED)

    hub = described(result.text('index.html'))
    page = {'html': 'a%20b/%C3%BC.html', 'dirhtml': 'a%20b/%C3%BC/'}[builder]
    assert hub['hasPart'][0]['url'] == f'https://example.org/docs/{page}'


@pytest.mark.parametrize('base', ['docs', '/docs/', 'http://['])
def test_what_is_no_address_is_not_taken_for_one(build: Project, base: str) -> None:
    html = build(FILES, confoverrides={'html_baseurl': base}).text('index.html')

    assert 'ld+json' not in html


HOSTILE = '</script><script>alert(1)</script><!-- ]]> &quot; "'


def test_no_title_summary_or_label_leaves_the_script_element(build: Project) -> None:
    hub = FILES['index.rst'].replace(':title: Coffee', f':title: {HOSTILE}')
    audiences = f':audiences: A {HOSTILE}, B Expert\n       :status:'
    hub = hub.replace(':status:', audiences, 1)
    hub = hub.replace('From bean to cup', HOSTILE)
    text = article(HOSTILE, 'coffee A0', HOSTILE)
    files = FILES | {'index.rst': hub, 'start.rst': text}
    options = PUBLISHED | {'smartquotes': False}

    result = build(files, confoverrides=options)

    series = described(result.text('index.html'))
    page = described(result.text('start.html'))
    assert series['name'] == page['isPartOf']['name'] == HOSTILE
    assert HOSTILE in series['description']
    assert page['name'] == page['description'] == HOSTILE
    assert page['audience']['audienceType'].startswith('</script><script>')
    for html in map(result.text, ('index.html', 'start.html')):
        assert '<script>alert(1)' not in html


@pytest.mark.parametrize('configuration', [{}, PUBLISHED | {'series_json_ld': False}])
def test_nothing_is_said_without_an_address_or_a_wish(
    build: Project, configuration: dict[str, object]
) -> None:
    html = build(FILES, confoverrides=configuration).text('index.html')

    assert 'ld+json' not in html


@given(st.text())
def test_no_text_leaves_the_script_element(text: str) -> None:
    element = script({'name': f'</script>{text}<!--'})

    assert described(element) == {'name': f'</script>{text}<!--'}
    assert element.count('<') == 2
