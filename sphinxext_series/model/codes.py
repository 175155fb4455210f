"""Names in a series: codes of articles, of audiences, and of series themselves."""

from __future__ import annotations

import difflib
import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The grammar of codes.  The digits are spelled out: \d accepts those of other scripts.
AUDIENCE = r'[A-Z][A-Za-z]{0,15}'
CODE = rf'{AUDIENCE}[0-9]{{1,6}}[a-z]?'
AUDIENCE_CODE = re.compile(AUDIENCE)
#: A series is named like a file: what cannot stand in ``series/A1`` is left out.
SERIES_NAME = re.compile(r'[\w](?:[\w.-]{0,98}[\w])?')


class CodeError(ValueError):
    """A text that is not an audience's code and a number."""


class Code(NamedTuple):
    """An article's name in its series: ``A1``, ``B12``, ``A3b``.

    *number* is 0 for an opening and at most six digits long; *letter* is a small
    letter or nothing.
    """

    audience: str
    number: int
    letter: str = ''

    @classmethod
    def parse(cls, text: str) -> Code:
        """Return the code that *text* spells; raise :exc:`CodeError` otherwise."""
        match = _CODE.fullmatch(text)
        if match is None:
            raise CodeError(text)
        audience, number, letter = match.groups()
        return cls(audience, int(number), letter)

    def __str__(self) -> str:
        return f'{self.audience}{self.number}{self.letter}'


_CODE = re.compile(rf'({AUDIENCE})([0-9]{{1,6}})([a-z]?)')


def code_meant(text: str) -> str:
    """Return *text* with the capital that its code lacks, if that is all it lacks."""
    start, space, word = text.rpartition(' ')
    try:
        return f'{start}{space}{Code.parse(word[:1].upper() + word[1:])}'
    except CodeError:
        return ''


class Reference(NamedTuple):
    """An article of some series: ``A1`` of the series at hand, or ``other/A1``."""

    series: str
    code: Code

    @classmethod
    def parse(cls, text: str, series: str) -> Reference:
        """Return the article that *text* names from inside *series*."""
        name, slash, code = text.rpartition('/')
        return cls(name if slash else series, Code.parse(code))

    @classmethod
    def parse_entry(cls, text: str) -> Reference:
        """Return the article that "series code" names, as documents name themselves."""
        series, _, code = ' '.join(text.split()).partition(' ')
        if not SERIES_NAME.fullmatch(series):
            raise CodeError(text)
        return cls(series, Code.parse(code))

    def __str__(self) -> str:
        return f'{self.series}/{self.code}'


class Audience(NamedTuple):
    """A kind of reader."""

    code: str
    label: str


def nearest(word: str, words: Iterable[str]) -> str:
    """Return the word most like *word*, or nothing.

    Among thousands none is looked for: each comparison takes its time.
    """
    known = sorted(islice(words, _MOST_COMPARED + 1))
    if len(known) > _MOST_COMPARED:
        return ''
    return next(iter(difflib.get_close_matches(word[:64], known, 1)), '')


_MOST_COMPARED = 1000
