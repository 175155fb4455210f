"""``series.json``: what it says, that it is valid, that it is always the same."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from coffee import FILES, article
from jsonschema import Draft202012Validator

import sphinxext_series
from sphinxext_series.outputs import series_json

if TYPE_CHECKING:
    from conftest import Project

SCHEMA = Path(sphinxext_series.__file__).parent.joinpath(
    'outputs', 'series.schema.json'
)
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


@pytest.mark.parametrize(
    ('reference', 'words'),
    [
        (':doc:`extraction`', 'Extraction'),
        (':ref:`place`', 'Somewhere'),
        (':any:`place`', 'Elsewhere'),
        (':numref:`figure`', 'Fig. 1'),
        (':series:article:`B2`', 'Varieties'),
        (':series:hub:`coffee`', 'Coffee'),
        (':series:companion:`B`', 'Extraction'),
        (':series:pair:`1`', 'What makes a good cup'),
        (':doc:`text </other>`', 'text'),
        (':ref:`missing`', 'missing'),
        (':py:func:`len`', 'len()'),
        (':eq:`sum`', '(1)'),
    ],
)
def test_a_reference_is_called_as_on_the_page(
    build: Project, reference: str, words: str
) -> None:
    text = article('Why it tastes bitter', 'coffee A1', f'See {reference}.')
    place = """
        Elsewhere
        =========

        .. _place:

        Somewhere
        ---------

        .. _figure:

        .. figure:: cup.png

           A cup.

        .. math:: 1 + 1 = 2
           :label: sum
        """
    hub = FILES['index.rst'].replace('       other', '       other\n       place')
    files = FILES | {'index.rst': hub, 'cups/bitter.rst': text, 'place.rst': place}
    build(files | {'cup.png': ''}, confoverrides={'numfig': True})

    result = build(builddir='parallel', parallel=2, confoverrides={'numfig': True})

    exported = json.loads(result.text('series.json'))['series']['coffee']
    assert exported['articles'][1]['summary'] == f'See {words}.'
    missing = [line for line in result.warnings if 'missing' in line]
    # Once for the article and its card on the hub, and not for this file.
    assert len(missing) <= 1


# What resolves references in MyST-Parser asks for what Sphinx 9 deprecates.
@pytest.mark.filterwarnings('ignore:.*MystReferenceResolver.app')
def test_references_of_markdown_are_called_as_on_the_page(build: Project) -> None:
    text = """
        # Why it tastes bitter

        :::{series-article} coffee A1

        See [](extraction.rst), [](#here) and [words](extraction.rst).
        :::

        (here)=
        ## A place
        """
    conf = "extensions += ['myst_parser']\nmyst_enable_extensions = ['colon_fence']\n"
    files = {'cups/bitter.rst': None, 'cups/bitter.md': text, 'conf.py': conf}

    result = build(FILES | files)

    exported = json.loads(result.text('series.json'))['series']['coffee']
    summary = exported['articles'][1]['summary']
    assert summary == 'See Extraction, A place and words.'


def test_a_renamed_target_is_renamed_in_the_file(build: Project) -> None:
    text = article('Why it tastes bitter', 'coffee A1', 'See :doc:`/other`.')
    build(FILES | {'cups/bitter.rst': text})
    other = FILES['other.rst'].replace('Something else', 'Something new!')

    result = build({'other.rst': other})

    assert 'See Something new!.' in result.text('series.json')


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


def test_an_unchanged_file_is_not_written_again(build: Project) -> None:
    path = build(FILES).outdir / 'series.json'
    os.utime(path, (1, 1))
    body = FILES['other.rst'] + '\nMore.\n'

    build()
    untouched = path.stat().st_mtime
    build({'other.rst': body})

    assert untouched == path.stat().st_mtime == 1


def test_nothing_is_made_in_a_build_that_reads_nothing(
    build: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(FILES)
    made = []

    def note(*_arguments: object) -> dict[str, bytes]:
        made.append(1)
        return {}

    monkeypatch.setattr(series_json, 'files', note)

    build()
    nothing = list(made)
    build({'other.rst': FILES['other.rst'] + '\nMore.\n'})

    assert nothing == []
    assert made == [1]


@pytest.mark.parametrize('text', [None, 'Broken.'])
def test_a_file_that_is_gone_or_changed_is_written_again(
    build: Project, text: str | None
) -> None:
    first = build(FILES)
    expected, path = first.text('series.json'), first.outdir / 'series.json'
    path.unlink()
    if text is not None:
        path.write_text(text, encoding='utf-8')

    assert build().text('series.json') == expected


def test_what_is_in_the_way_of_a_file_is_said_and_the_build_goes_on(
    build: Project,
) -> None:
    first = build(FILES)
    expected, path = first.text('series.json'), first.outdir / 'series.json'
    path.unlink()
    path.mkdir()

    in_the_way = build()
    path.rmdir()

    assert in_the_way.warnings[0].startswith(f'WARNING: error writing file {path}: ')
    assert in_the_way.warnings[0].endswith(' [series.output]')
    assert len(in_the_way.warnings) == 1
    assert build().text('series.json') == expected


def test_a_build_that_fails_leaves_the_file_to_the_next(
    build: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(FILES)
    renamed = article('Renamed', 'coffee A1', 'Three things.')

    def fail(*_arguments: object) -> dict[str, bytes]:
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(series_json, 'files', fail)
        with pytest.raises(KeyboardInterrupt):
            build({'cups/bitter.rst': renamed})
    result = build()

    assert '"Renamed"' in result.text('series.json')
    clean = build(builddir='clean')
    assert result.text('series.json') == clean.text('series.json')


def test_files_of_a_build_that_is_stopped_and_undone_are_deleted(
    build: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = {'index.rst': 'Title\n=====\n', 'conf.py': 'series_listing = True\n'}
    result = build(plain)
    write_bytes = Path.write_bytes

    def stop_at_the_second(path: Path, data: bytes) -> int:
        if path.name == 'series.txt':
            raise KeyboardInterrupt
        return write_bytes(path, data)

    with monkeypatch.context() as context:
        context.setattr(Path, 'write_bytes', stop_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            build(FILES | {'conf.py': plain['conf.py']})
    left = result.outdir / 'series.json'
    assert left.exists()

    build(dict.fromkeys(FILES) | plain)

    assert not left.exists()


@pytest.mark.parametrize('memory', ['', '[]', '{"a": 1}', '[1, 2, 3]', '\xff'])
def test_a_damaged_memory_is_no_memory(build: Project, memory: str) -> None:
    expected = build(FILES).text('series.json')
    (path,) = (build.directory / 'build').rglob('series-outputs-html-*.json')
    path.write_text(memory, encoding='latin-1')

    assert build().text('series.json') == expected


def test_two_outputs_of_one_environment_have_files_of_their_own(
    build: Project,
) -> None:
    pages = build(FILES).text('series.json')
    folders = build(builder='dirhtml').text('series.json')
    renamed = article('Renamed', 'coffee A1', 'Three things.')

    build({'cups/bitter.rst': renamed}, builder='text')

    assert '"cups/bitter.html"' in pages
    assert '"cups/bitter/"' in folders
    for builder in ('html', 'dirhtml'):
        assert '"Renamed"' in build(builder=builder).text('series.json')


def test_a_file_of_the_project_with_that_name_is_left_alone(build: Project) -> None:
    files = {'index.rst': 'Title\n=====\n\nText.\n', 'extra/series.json': '{}\n'}

    result = build(files, confoverrides={'html_extra_path': ['extra']})

    assert result.text('series.json') == '{}\n'


def test_a_project_without_series_gets_no_file_of_ours(build: Project) -> None:
    result = build({'index.rst': 'Title\n=====\n\nText.\n'}, warningiserror=True)

    names = {path.name for path in result.outdir.rglob('*')}
    assert names.isdisjoint(
        {'series.json', 'series.txt', 'series.css', 'sphinx-design.min.css'}
    )


def test_what_readers_are_not_shown_is_not_told_to_machines(build: Project) -> None:
    hub = FILES['index.rst'].replace(':pairs:', ':next: tea\n       :pairs:')
    draft = article('Why coffee', 'coffee A0', status='draft')

    result = build(FILES | {'index.rst': hub, 'start.rst': draft})

    coffee = json.loads(result.text('series.json'))['series']['coffee']
    assert coffee['next'] is None
    assert [each['code'] for each in coffee['articles']] == ['A1', 'B1', 'A2', 'B2']
    assert coffee['articles'][0]['requires'] == []
