"""``series-reviews.toml``: read as values, with a place for each, and written again.

A file that cannot be read is one problem, and no pair is compared; a table with a wrong
value is left out.  What is written depends on the reviews alone: the same reviews are
the same bytes.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING

from sphinxext_series.checks.diagnostics import CheckDiagnostic
from sphinxext_series.model.catalogue import Problem
from sphinxext_series.model.claims import Place
from sphinxext_series.model.codes import Code, CodeError
from sphinxext_series.model.reviews import MARK, PairName, Review
from sphinxext_series.model.text.messages import N_
from sphinxext_series.model.values import Value, field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VERSION = 1
#: Ten thousand pairs take less.
LARGEST = 4_000_000
HEADER = (
    '# Pairs that were read together, and what they said then. '
    'Written by "sphinx-series review".\n'
)


class ReviewFile(Value):
    """The reviews of a project, by the names of pairs, and what is wrong with them."""

    reviews: Mapping[PairName, Review] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class _WrongError(ValueError):
    """A value that is not what was expected: key, value and expectation."""


def parse_reviews(written: bytes, path: str) -> ReviewFile:
    """Return the reviews in a file's bytes; *path* is where problems are placed."""
    try:
        text = _decoded(written)
        tables = tomllib.loads(text)
    except ValueError as error:
        return _unreadable(*_reason(error), path)
    except RecursionError:
        return _unreadable(N_('nested too deeply'), 1, path)
    lines = _lines_of_tables(text)
    version = tables.pop('version', None)
    if version != VERSION or isinstance(version, bool):
        facts = {'version': str(version), 'expected': str(VERSION)}
        line = _line_of_key(text, 'version')
        problem = Problem(
            kind=CheckDiagnostic.REVIEW_VERSION,
            place=Place('', line, path),
            facts=facts,
        )
        return ReviewFile(problems=(problem,))
    reviews: dict[PairName, Review] = {}
    problems = []
    for names, table in _entries(tables):
        place = Place('', lines.get(names, lines.get(names[:1], 1)), path)
        try:
            name = _pair_name(names, table)
            reviews[name] = _review(table, place)
        except _WrongError as error:
            problems.append(_wrong_entry(names, place, error))
    return ReviewFile(reviews=reviews, problems=tuple(problems))


def unreadable(reason: str, path: str) -> ReviewFile:
    """Return what is known of a file that cannot be opened."""
    return _unreadable(reason, 1, path)


def _decoded(written: bytes) -> str:
    if len(written) > LARGEST:
        raise ValueError(N_('larger than 4 MB'))
    try:
        return written.decode('utf-8')
    except UnicodeDecodeError:
        raise ValueError(N_('not UTF-8')) from None


def _unreadable(reason: str, line: int, path: str) -> ReviewFile:
    place = Place('', line, path)
    problem = Problem(
        kind=CheckDiagnostic.REVIEW_FILE, place=place, facts={'reason': reason}
    )
    return ReviewFile(problems=(problem,))


def _reason(error: ValueError) -> tuple[str, int]:
    """Return what tomllib says, and the line, which is the warning's place."""
    message = str(error)
    match = re.fullmatch(r'(.*) \(at line (\d+), column (\d+)\)', message, re.DOTALL)
    if match is None:
        return message, 1
    return f'{match[1]}, column {match[3]}', int(match[2])


def _lines_of_tables(text: str) -> dict[tuple[str, ...], int]:
    """Return the lines of the tables' headers, by the names in them."""
    lines: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith('['):
            names = _names(line)
            lines.setdefault(names, number)
            lines.setdefault(names[:1], number)
    return lines


def _names(line: str) -> tuple[str, ...]:
    try:
        table: object = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return ()
    names = []
    while isinstance(table, dict) and table:
        ((name, table),) = table.items()
        names.append(name)
    return tuple(names)


def _line_of_key(text: str, key: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith(key):
            return number
    return 1


def _entries(tables: dict[str, object]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield the tables of the pairs, and what is none, with the names around it."""
    for series, pairs in tables.items():
        if isinstance(pairs, dict) and pairs:
            for number, table in pairs.items():
                yield (series, number), table
        else:
            yield (series,), pairs


def _pair_name(names: tuple[str, ...], table: object) -> PairName:
    number = names[-1]
    if len(names) == 1 or not _NUMBER.fullmatch(number) or not isinstance(table, dict):
        expected = N_('a table for a pair, such as [car-t.2]')
        raise _WrongError('.'.join(names), table, expected)
    return PairName(names[0], int(number))


_NUMBER = re.compile('[1-9][0-9]{0,5}')


def _review(table: object, place: Place) -> Review:
    assert isinstance(table, dict)  # noqa: S101 (for the type checker)
    values = dict(table)
    reviewed = values.pop('reviewed', None)
    if type(reviewed) is not date:
        raise _WrongError('reviewed', reviewed, N_('a date such as 2026-03-01'))
    git = values.pop('git', {})
    if not isinstance(git, dict):
        raise _WrongError('git', git, N_('a table of names that git gives'))
    return Review(
        place=place,
        reviewed=reviewed.isoformat(),
        by=_words(values, 'by'),
        note=_words(values, 'note'),
        marks=_by_code(values, MARK, N_('what “sphinx-series review” writes')),
        blobs=_by_code(git, _BLOB, N_('what “sphinx-series review” writes')),
    )


_BLOB = re.compile('[0-9a-f]{7,64}')


def _words(values: dict[str, object], key: str) -> str:
    words = values.pop(key, '')
    if not isinstance(words, str):
        raise _WrongError(key, words, N_('words in quotes'))
    return words


def _by_code(
    values: Mapping[str, object], allowed: re.Pattern[str], expected: str
) -> dict[Code, str]:
    by_code = {}
    for key, value in values.items():
        try:
            code = Code.parse(key)
        except CodeError:
            expected = N_('“reviewed”, “by”, “note”, “git”, or the code of an article')
            raise _WrongError(key, value, expected) from None
        if not isinstance(value, str) or not allowed.fullmatch(value):
            raise _WrongError(key, value, expected)
        by_code[code] = value
    return by_code


def _wrong_entry(names: tuple[str, ...], place: Place, error: _WrongError) -> Problem:
    key, value, expected = error.args
    facts = {
        'entry': '.'.join(names),
        'key': str(key),
        'value': '' if value is None else str(value),
        'expected': str(expected),
    }
    return Problem(kind=CheckDiagnostic.REVIEW_ENTRY, place=place, facts=facts)


# -- writing ---------------------------------------------------------------------------


def reviews_as_toml(reviews: Mapping[PairName, Review]) -> str:
    """Return the file with these reviews: series by name, pairs by number."""
    tables = [_table(name, reviews[name]) for name in sorted(reviews)]
    return '\n'.join([f'{HEADER}version = {VERSION}\n', *tables])


def _table(name: PairName, review: Review) -> str:
    lines = [f'[{_key(name.series)}.{name.number}]', f'reviewed = {review.reviewed}']
    lines += [f'by = {_quoted(review.by)}'] if review.by else []
    lines += [f'note = {_quoted(review.note)}'] if review.note else []
    lines += [f'{code} = "{mark}"' for code, mark in sorted(review.marks.items())]
    blobs = [f'{code} = "{blob}"' for code, blob in sorted(review.blobs.items())]
    lines += [f'git = {{ {", ".join(blobs)} }}'] if blobs else []
    return '\n'.join([*lines, ''])


def _key(name: str) -> str:
    return name if re.fullmatch('[A-Za-z0-9_-]+', name) else _quoted(name)


def _quoted(text: str) -> str:
    """Return a basic string of TOML, whatever is in it."""
    escaped = text.replace('\\', '\\\\').replace('"', '\\"')
    return '"' + ''.join(map(_escaped, escaped)) + '"'


def _escaped(character: str) -> str:
    if character >= ' ' and character != '\x7f':
        return character
    return f'\\u{ord(character):04X}'
