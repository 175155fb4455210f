"""What search engines are told, and that it stays inside its element."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from coffee import FILES, article
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_series.jsonld import script

if TYPE_CHECKING:
    from conftest import Project

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
