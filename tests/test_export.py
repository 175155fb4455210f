"""``series.json``: what it says, that it is valid, that it is always the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from coffee import FILES, article
from jsonschema import Draft202012Validator

import sphinxext_series

if TYPE_CHECKING:
    from conftest import Project

SCHEMA = Path(sphinxext_series.__file__).with_name('series.schema.json')
EXAMPLE = Path(__file__).parents[1] / 'example_docs'


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json.loads(SCHEMA.read_text(encoding='utf-8')))


def test_the_file_follows_its_schema_and_says_it_all(build: Project) -> None:
    hub = FILES['index.rst'].replace(':pairs:', ':planned: A9 Water\n       :pairs:')
    schema = json.loads(SCHEMA.read_text(encoding='utf-8'))

    exported = json.loads(build(FILES | {'index.rst': hub}).text('series.json'))

    Draft202012Validator(schema).validate(exported)
    coffee = exported['series']['coffee']
    assert coffee['title'] == 'Coffee'
    assert coffee['uri'] == 'index.html'
    assert coffee['description'] == 'From bean to cup, for two kinds of readers.'
    assert coffee['pairs'][0] == {
        'number': 1,
        'title': 'What makes a good cup',
        'articles': ['A1', 'B1'],
    }
    assert coffee['articles'][1] == {
        'code': 'A1',
        'title': 'Why it tastes bitter',
        'summary': 'Three things to change.',
        'uri': 'cups/bitter.html',
        'status': 'published',
        'minutes': 1,
        'published': None,
        'updated': None,
        'requires': ['coffee/A0'],
    }
    assert coffee['articles'][-1]['uri'] is None
    assert coffee['routes'][0] == {
        'name': 'audience-a',
        'title': '',
        'audience': 'A',
        'steps': [
            {'articles': [f'coffee/{code}'], 'optional': False, 'unordered': False}
            for code in ('A0', 'A1', 'A2', 'A9')
        ],
    }


def test_the_same_sources_give_the_same_bytes(build: Project) -> None:
    first = build(FILES, parallel=2).text('series.json')
    second = build(builddir='again').text('series.json')

    assert first == second


def test_no_file_is_written_where_none_is_wanted(build: Project) -> None:
    with_file = build(FILES)
    written = (with_file.outdir / 'series.json').exists()

    without = build(confoverrides={'series_json': False})

    assert written
    assert not (without.outdir / 'series.json').exists()


def test_a_project_without_series_gets_no_file_of_ours(build: Project) -> None:
    result = build({'index.rst': 'Title\n=====\n\nText.\n'}, warningiserror=True)

    names = {path.name for path in result.outdir.rglob('*')}
    assert names.isdisjoint({'series.json', 'series.css', 'sphinx-design.min.css'})


def test_what_readers_are_not_shown_is_not_told_to_machines(build: Project) -> None:
    hub = FILES['index.rst'].replace(':pairs:', ':next: tea\n       :pairs:')
    draft = article('Why coffee', 'coffee A0', status='draft')

    result = build(FILES | {'index.rst': hub, 'start.rst': draft})

    coffee = json.loads(result.text('series.json'))['series']['coffee']
    assert coffee['next'] is None
    assert [each['code'] for each in coffee['articles']] == ['A1', 'B1', 'A2', 'B2']
    assert coffee['articles'][0]['requires'] == []
