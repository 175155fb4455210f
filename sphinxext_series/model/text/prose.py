"""Prose: paragraphs, their sentences and words, as far as limits ask for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext_series.model.claims import Place

#: More letters than these make a word long: so it is in the measure called LIX.
LONG = 6


class Paragraph(NamedTuple):
    """A paragraph's text on one line, and where it is."""

    text: str
    place: Place


class Prose(NamedTuple):
    """What readers of an article read: *explained* are words it explains by markup."""

    paragraphs: tuple[Paragraph, ...] = ()
    words: int = 0
    explained: frozenset[str] = frozenset()


class Plainness(NamedTuple):
    """How long the sentences and words of a text are on average."""

    sentence: float
    long_words: float

    @property
    def sum(self) -> float:
        """Words a sentence plus the percentage of long words."""
        return self.sentence + self.long_words


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph."""
    start = 0
    for match in _END.finditer(text):
        sentence = text[start : match.end('stop' if match['stop'] else 'full')].strip()
        if not _ABBREVIATED.search(sentence):
            yield sentence
            start = match.end()
    if text[start:].strip():
        yield text[start:].strip()


#: A stop and what closes with it, before a capital, a figure or a quote.
_END = re.compile(
    '(?P<stop>[.!?]["\u201d\u2019\u00bb)\\]]*)'
    '\\s+(?=["\u201c\u2018\u00ab\u201e(\\[]*(?:[^\\W\\d_a-z\u00df-\u00ff]|\\d))'
    '|(?P<full>[\u3002\uff01\uff1f][\u300d\u300f\uff09]*)'
)
#: What has a stop and ends no sentence: initials, and what is cut short.
_ABBREVIATED = re.compile(
    r'(?:^|[\s(])(?:[A-Z]|e\.g|i\.e|z\.B|d\.h|p\.ex|al|bzw|ca|cf|Dr|ed|Fig|fig|Mr|Mrs|'
    r'No|no|Nr|pp?|Prof|St|vgl|vol|vs)\.$'
)


def has_capitals_and_spaces(texts: Iterable[str]) -> bool:
    """Return whether texts are in a script with capitals, and spaces between words."""
    letters = [c for c in ''.join(texts) if c.isalpha()]
    cased = sum(c.islower() or c.isupper() for c in letters)
    return cased * 2 > len(letters) or not letters


def plainness(paragraphs: Iterable[Paragraph]) -> Plainness:
    """Return how long the sentences and words of some paragraphs are."""
    all_sentences = [s for paragraph in paragraphs for s in sentences(paragraph.text)]
    words = [
        w for sentence in all_sentences for w in re.findall(r'[^\W\d_]+', sentence)
    ]
    if not words:
        return Plainness(0, 0)
    long_words = sum(len(word) > LONG for word in words)
    return Plainness(len(words) / len(all_sentences), 100 * long_words / len(words))


# -- abbreviations ---------------------------------------------------------------------


def abbreviations(text: str) -> list[str]:
    """Return what looks like an abbreviation: capitals, and perhaps figures."""
    tokens = _TOKEN.findall(text)
    candidates = (
        token.removesuffix('s') for token in tokens if _SHORT.fullmatch(token)
    )
    return [token for token in candidates if not _ROMAN.fullmatch(token)]


_TOKEN = re.compile(r'[^\W_]+')
_SHORT = re.compile('[A-Z]{2,}[A-Z0-9]*s?')
_ROMAN = re.compile('[IVX]+')
#: How many more words than letters an explanation may have.
_SPARE = 3


def explains(text: str, short: str) -> bool:
    """Return whether words near an abbreviation begin with its letters, in order."""
    tokens = _TOKEN.findall(text)
    letters = re.sub('[^A-Z]', '', short).lower()
    reach = len(letters) + _SPARE
    for at, token in enumerate(tokens):
        if token.removesuffix('s') != short:
            continue
        before, after = tokens[max(at - reach, 0) : at], tokens[at + 1 : at + 1 + reach]
        if _spells(before[::-1], letters[::-1]) or _spells(after, letters):
            return True
    return False


def _spells(words: list[str], letters: str) -> bool:
    """Return whether some of the words, in order, begin with the letters."""
    initials = iter(word[0].lower() for word in words)
    return all(letter in initials for letter in letters)
