"""Names in a series: codes of articles, of audiences, and of series themselves."""

from __future__ import annotations

import difflib
import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The grammar of codes.  The digits are spelled out: \d accepts those of other scripts.
AUDIENCE = r'[A-Z][A-Za-z]{0,15}'
CODE = rf'{AUDIENCE}[0-9]{{1,6}}[a-z]?'
AUDIENCE_CODE = re.compile(AUDIENCE)
#: A series is named like a file: what cannot be in ``series/A1`` is left out.
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
    """Return *text* with a code that can be meant, or nothing.

    That is one with another capital, a hyphen, a blank or a dot too many, or letters
    and digits that only look like those of codes.
    """
    word = re.split('[ /]', text)[-1]
    spelled = re.fullmatch(_NEARLY_CODE, _in_latin(word))
    if spelled is None:
        return ''
    audience, number, letter = spelled.groups()
    code = f'{audience[0].upper()}{audience[1:]}{number}{letter.lower()}'
    return text.removesuffix(word) + code


def entry_meant(text: str) -> str:
    """Return the "series code" that can be meant by a text, or nothing.

    The text has both, in another order, with other marks, or with more words.
    """
    spelled = re.sub(_SPLIT_CODE, r'\1\2', _in_latin(text))
    spelled = re.sub(_TURNED_CODE, r'\2\1', spelled)
    words = [word for word in re.split(_MARKS, spelled) if word][:2]
    # Also the name of a series can be like a code: what is one goes first.
    codes = [word for word in words if code_meant(word) == word] or words[1:]
    names = [word for word in words if word not in codes[:1] and is_series_name(word)]
    code = code_meant(codes[0]) if codes and '{' not in text else ''
    return f'{names[0]} {code}' if code and names else ''


# Compiled when there is a slip: most builds have none.
#: What can be between a series and a code, or around them.
_MARKS = r"""[\s,:;/|#"'`()<>\[\]{}\u2018-\u201f\u00ab\u00bb]+"""
#: "A 1" and "1A".
_SPLIT_CODE = r'\b([A-Z]) ([0-9]{1,6}[a-z]?)(?!\S)'
_TURNED_CODE = r'(?<![^\s/])([0-9]{1,6})([A-Z])(?!\S)'
_NEARLY_CODE = r'([A-Za-z]{1,16})[-_.:]?([0-9]{1,6})[-_.]?([A-Za-z]?)[.:]?'


def look_alike(text: str, meant: str = '') -> str:
    """Return the first character that only looks like a Latin one, or nothing.

    With *meant*, only where that looks the same, or ends like the text.
    """
    if meant and not _in_latin(meant).endswith(_in_latin(text)):
        return ''
    words = [w for w in _WORDS.findall(text) if _in_latin(w).isascii()]
    return next((c for word in words for c in word if not c.isascii()), '')


def _in_latin(text: str) -> str:
    """Return a text with Latin letters and digits for those that look like them.

    What cannot be seen at all is left out; words with other letters, too, are kept.
    """
    seen = ''.join(c for c in text if unicodedata.category(c) != 'Cf')
    return _WORDS.sub(_word_in_latin, unicodedata.normalize('NFKC', seen))


def _word_in_latin(word: re.Match[str]) -> str:
    latin = word[0].translate(_LOOK_ALIKES)
    return latin if latin.isascii() else word[0]


_WORDS = re.compile(r'[^\s/]+')
#: Letters of Cyrillic and Greek.
_LOOK_ALIKES = str.maketrans(
    '\u0410\u0412\u0421\u0415\u041d\u041a\u041c\u041e\u0420\u0422\u0425'
    '\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7'
    '\u0430\u0441\u0435\u043e\u0440\u0443\u0445\u0456\u0458\u0455\u0501\u03bf\u03bd',
    'ABCEHKMOPTXABEZHIKMNOPTYXaceopyxijsdov',
)


def is_series_name(text: str) -> bool:
    """Return whether a series can have this name."""
    return SERIES_NAME.fullmatch(text) is not None


def series_name_meant(text: str) -> str:
    """Return the name of a series that can be meant by a text, or nothing."""
    words = [_AROUND_NAMES.sub('', word) for word in _in_latin(text).split()]
    name = '-'.join(word for word in words if not _CODE.fullmatch(word))
    return name if is_series_name(name) and not re.search(r'[,;/]\s*\w', text) else ''


_AROUND_NAMES = re.compile(r'^[\W_]+|[\W_]+$')


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
    """Return the word most like *word*, or nothing where two are as near.

    Among thousands none is looked for: each comparison takes its time.
    """
    candidates = sorted({*islice(words, _MOST_COMPARED + 1)})
    if len(candidates) > _MOST_COMPARED:
        return ''
    word = word[:64]
    matches = difflib.get_close_matches(word, candidates, 2, _LIKENESS)
    likeness = [difflib.SequenceMatcher(a=m, b=word).ratio() for m in matches]
    return '' if not matches or likeness[0] in likeness[1:] else matches[0]


_MOST_COMPARED = 1000
#: From which on words are alike: from 0 to 1.
_LIKENESS = 0.63
