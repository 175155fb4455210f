"""Validate ``series.json`` against the schema that comes with the package.

The keywords are those that the schema uses, and no others.  Members that it does not
describe are passed over: later versions of the file may have more of them.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SCHEMA = Path(__file__).parents[1] / 'outputs' / 'series.schema.json'


class MismatchError(ValueError):
    """A value is not as it should be; *path* says where in the file it is."""

    def __init__(self, path: str, value: object, expected: str) -> None:
        super().__init__(f'{path}: expected {expected}, found {_abridged(value)}')


def _abridged(value: object) -> str:
    """Return a value fit for a line: a large one is not written out."""
    if isinstance(value, str):
        # An escape is as long as ten letters.
        return ascii(value[:40])[:60]
    if isinstance(value, dict):
        return 'an object'
    return 'an array' if isinstance(value, list) else ascii(value)[:40]


def validate(document: object) -> None:
    """Raise :exc:`MismatchError` for the first value that is not as it should be."""
    schema = json.loads(SCHEMA.read_text(encoding='utf-8'))
    _check('file', document, schema, schema['$defs'])


def _check(
    path: str, value: Any, schema: Mapping[str, Any], definitions: Mapping[str, Any]
) -> None:
    """Check a value and all that it holds."""
    if '$ref' in schema:
        schema = definitions[schema['$ref'].rpartition('/')[2]]
    for keyword, is_allowed in _KEYWORDS.items():
        if keyword in schema and not is_allowed(value, schema[keyword]):
            expected = json.dumps(schema[keyword]).strip('[]')
            raise MismatchError(path, value, f'{keyword} {expected}')
    if isinstance(value, list):
        for number, member in enumerate(value):
            _check(f'{path}[{number}]', member, schema['items'], definitions)
    elif isinstance(value, dict):
        described = schema.get('properties', {})
        others = schema.get('additionalProperties')
        start = '' if path == 'file' else f'{path}.'
        for name, member in value.items():
            if name in described:
                _check(f'{start}{name}', member, described[name], definitions)
            elif others:
                _check('a name', name, schema['propertyNames'], definitions)
                _check(f'{start}{name}', member, others, definitions)


def _is_of(value: object, names: str | list[str]) -> bool:
    """Return whether a value is of a type, or of one of several."""
    if isinstance(names, list):
        return any(_is_of(value, name) for name in names)
    # True is no number in JSON.
    is_bool = isinstance(value, bool)
    return isinstance(value, _TYPES[names]) and is_bool == (names == 'boolean')


_TYPES: Mapping[str, type] = {
    'array': list,
    'boolean': bool,
    'integer': int,
    'null': type(None),
    'object': dict,
    'string': str,
}


def _matches(value: str, pattern: str) -> bool:
    # Python's "$" accepts a line feed at the end; that of the schema does not.
    return re.search(f'{pattern.removesuffix("$")}\\Z', value) is not None


def _is_date(value: str | None, _name: str) -> bool:
    """Return whether a text is a day: Python accepts weeks, too."""
    try:
        return value is None or date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_short_enough(value: str | None, most: int) -> bool:
    return value is None or len(value) <= most


#: What each asks of a value; the type is asked first.
_KEYWORDS: Mapping[str, Callable[[Any, Any], bool]] = {
    'type': _is_of,
    'const': lambda value, only: bool(value == only),
    'enum': lambda value, words: value in words,
    'maxLength': _is_short_enough,
    'maxItems': _is_short_enough,
    'maxProperties': _is_short_enough,
    'minItems': lambda value, least: len(value) >= least,
    'minimum': lambda value, least: value is None or value >= least,
    'maximum': lambda value, most: value is None or value <= most,
    'pattern': _matches,
    'format': _is_date,
    'required': lambda value, names: value.keys() >= set(names),
}
