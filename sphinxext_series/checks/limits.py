"""Limits: what the articles for an audience have to keep within.

No grade and no score: each problem names a paragraph, or two texts that are compared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinxext_series.checks.diagnostics import CheckDiagnostic
from sphinxext_series.model.catalogue import Problem
from sphinxext_series.model.claims import Place
from sphinxext_series.model.codes import nearest
from sphinxext_series.model.text.content import count_words, words_of
from sphinxext_series.model.text.messages import N_
from sphinxext_series.model.text.prose import (
    abbreviations,
    explains,
    has_capitals_and_spaces,
    plainness,
    sentences,
)
from sphinxext_series.model.values import Value, field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.series import Article, Series
    from sphinxext_series.model.text.prose import Prose

#: Fewer words than these are not compared: chance would decide.
ENOUGH = 150
#: How much of a sentence is quoted.
_QUOTED = 40


class Limits(Value):
    """The limits for one audience; what is not limited is None or empty."""

    words: tuple[int, int] | None = None
    summary: int | None = None
    sentence: int | None = None
    known: tuple[str, ...] | None = None
    avoid: Mapping[str, str] = field(default_factory=dict)
    plainer_than: str = ''
    skip: tuple[str, ...] = ()


class Read(NamedTuple):
    """An article and its prose."""

    article: Article
    prose: Prose


# -- what conf.py says -----------------------------------------------------------------


def _two_numbers(value: object) -> tuple[int, int] | None:
    if isinstance(value, tuple | list) and len(value) == 2:  # noqa: PLR2004
        least, most = value
        if type(least) is int and type(most) is int and 0 <= least <= most:
            return least, most
    return None


def _number(value: object) -> int | None:
    return value if type(value) is int and value > 0 else None


def _words(value: object) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return tuple(value.split())
    if isinstance(value, list | tuple):
        return tuple(word for word in value if _is_text(word))
    return None


def _replacements(value: object) -> dict[str, str] | None:
    if not isinstance(value, dict):
        return None
    return {w: other for w, other in value.items() if _is_text(w) and _is_text(other)}


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _code(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


_KEYS: Mapping[str, tuple[Callable[[object], object], str]] = {
    'words': (_two_numbers, N_('two whole numbers, the fewest words and the most')),
    'summary': (_number, N_('a positive whole number')),
    'sentence': (_number, N_('a positive whole number')),
    'known': (_words, N_('words with spaces between them')),
    'avoid': (_replacements, N_('a dictionary from words to better ones')),
    'plainer_than': (_code, N_('the code of another audience')),
    'skip': (_words, N_('words with spaces between them')),
}


def parse_limits(
    configured: Mapping[str, object], catalogue: Catalogue
) -> tuple[dict[str, Limits], list[Problem]]:
    """Return the limits by audience, and what is wrong with those configured."""
    audiences = {a.code for s in catalogue.series.values() for a in s.audiences}
    by_audience: dict[str, Limits] = {}
    problems = []
    for audience, limits in configured.items():
        if audience not in audiences:
            similar = nearest(str(audience), audiences)
            facts = {'audience': str(audience), 'similar': similar}
            problems.append(_in_configuration(CheckDiagnostic.LIMIT_AUDIENCE, facts))
        elif isinstance(limits, dict):
            by_audience[str(audience)], wrong = _parsed(
                str(audience), limits, audiences
            )
            problems += wrong
        else:
            expected = N_('a dictionary of limits')
            problems.append(_wrong((audience,), limits, expected))
    return by_audience, problems


def _parsed(
    audience: str, limits: Mapping[object, object], audiences: Iterable[str]
) -> tuple[Limits, list[Problem]]:
    """Return the limits for an audience, without what is wrong in them."""
    values = {}
    problems = []
    for key, value in limits.items():
        read, expected = _KEYS.get(str(key), (_nothing, ', '.join(_KEYS)))
        parsed = read(value)
        if key == 'plainer_than' and parsed not in {*audiences} - {audience}:
            parsed = None
        if parsed is not None:
            values[str(key)] = parsed
        wrong = value if parsed is None else _not_taken(value, parsed)
        if parsed is None or wrong:
            problems.append(_wrong((audience, key), wrong, expected))
    return Limits(**values), problems  # type: ignore[arg-type]


def _not_taken(value: object, parsed: Any) -> object:
    """Return what of a list or a dictionary could not be read."""
    if isinstance(value, dict):
        return {key: one for key, one in value.items() if key not in parsed}
    if isinstance(value, list | tuple):
        return [one for one in value if one not in parsed]
    return None


def _nothing(_value: object) -> None:
    return None


def _wrong(keys: tuple[object, ...], value: object, expected: str) -> Problem:
    facts = {'key': ''.join(f'[{key!r}]' for key in keys), 'value': repr(value)}
    facts['expected'] = expected
    return _in_configuration(CheckDiagnostic.LIMIT_VALUE, facts)


def _in_configuration(kind: CheckDiagnostic, facts: Mapping[str, str]) -> Problem:
    return Problem(kind=kind, place=Place(''), facts=facts)


# -- what articles say -----------------------------------------------------------------


def check_limits(
    series: Series, limits: Mapping[str, Limits], prose: Mapping[str, Prose]
) -> Iterator[Problem]:
    """Yield where articles of a series go beyond the limits of their audience.

    *prose* is found by the names of documents, each without what is to be skipped.
    """
    for article in series.articles:
        limit = limits.get(article.code.audience)
        if limit is not None and article.docname in prose:
            read = Read(article, prose[article.docname])
            yield from _lengths(read, limit)
            yield from _sentences(read, limit)
            yield from _avoided(read, limit)
            if is_comparable(read.prose):
                yield from _unexplained(read, limit, series)
                yield from _not_plainer(read, limit, series, prose)


def is_comparable(prose: Prose) -> bool:
    """Return whether capitals and spaces tell anything in this script."""
    return has_capitals_and_spaces(p.text for p in prose.paragraphs)


def _lengths(read: Read, limits: Limits) -> Iterator[Problem]:
    article, prose = read
    if limits.words and not limits.words[0] <= prose.words <= limits.words[1]:
        least, most = limits.words
        facts = {'count': prose.words, 'least': least, 'most': most}
        yield _beyond(CheckDiagnostic.LIMIT_WORDS, article, _top(article), facts)
    summary = count_words(words_of(article.summary))
    if limits.summary and summary > limits.summary:
        facts = {'count': summary, 'most': limits.summary}
        yield _beyond(CheckDiagnostic.LIMIT_SUMMARY, article, article.place, facts)


def _sentences(read: Read, limits: Limits) -> Iterator[Problem]:
    if not limits.sentence:
        return
    for paragraph in read.prose.paragraphs:
        for text in sentences(paragraph.text):
            count = count_words(text)
            if count > limits.sentence:
                quoted = text if len(text) <= _QUOTED else text[:_QUOTED] + '…'
                facts: dict[str, str | int] = {'count': count, 'text': quoted}
                facts['most'] = limits.sentence
                yield _beyond(
                    CheckDiagnostic.LIMIT_SENTENCE, read.article, paragraph.place, facts
                )


def _avoided(read: Read, limits: Limits) -> Iterator[Problem]:
    for word, instead in limits.avoid.items():
        pattern = re.compile(rf'(?<!\w){re.escape(word)}(?!\w)', re.IGNORECASE)
        for paragraph in read.prose.paragraphs:
            if pattern.search(paragraph.text):
                facts = {'text': word, 'instead': instead}
                yield _beyond(
                    CheckDiagnostic.LIMIT_AVOID, read.article, paragraph.place, facts
                )


def _unexplained(read: Read, limits: Limits, series: Series) -> Iterator[Problem]:
    """Yield abbreviations that the article never explains, each once."""
    if limits.known is None:
        return
    done = {*limits.known, *read.prose.explained, *map(str, series.index)}
    paragraphs = read.prose.paragraphs
    for paragraph in paragraphs:
        for short in abbreviations(paragraph.text):
            if short in done:
                continue
            done.add(short)
            if not any(explains(p.text, short) for p in paragraphs):
                facts = {'text': short}
                yield _beyond(
                    CheckDiagnostic.LIMIT_KNOWN, read.article, paragraph.place, facts
                )


def _not_plainer(
    read: Read, limits: Limits, series: Series, prose: Mapping[str, Prose]
) -> Iterator[Problem]:
    if not limits.plainer_than:
        return
    other = series.companion(read.article, limits.plainer_than)
    if other is None or other.docname not in prose:
        return
    compared = prose[other.docname]
    if min(read.prose.words, compared.words) < ENOUGH or not is_comparable(compared):
        return
    own, its = plainness(read.prose.paragraphs), plainness(compared.paragraphs)
    if own.sum >= its.sum:
        facts = {
            'other': str(other.code),
            'sentence': f'{own.sentence:.0f}',
            'long': f'{own.long_words:.0f} %',
            'other_sentence': f'{its.sentence:.0f}',
            'other_long': f'{its.long_words:.0f} %',
        }
        yield _beyond(
            CheckDiagnostic.LIMIT_PLAINER, read.article, _top(read.article), facts
        )


def _top(article: Article) -> Place:
    return Place(article.docname, 1)


def _beyond(
    kind: CheckDiagnostic,
    article: Article,
    place: Place,
    facts: Mapping[str, str | int],
) -> Problem:
    common = {'series': article.series, 'code': str(article.code)}
    common['audience'] = article.code.audience
    return Problem(kind=kind, place=place, facts={**common, **facts})
