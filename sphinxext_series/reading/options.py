"""Options as authors write them: of a directive, or in the fields of a document.

They are taken as they are written and checked here.  What docutils rejects it drops
together with the whole directive; what is rejected here is left out with a warning.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sphinxext_series.model.claims import ARTICLE_STATUSES, FailedClaim, Place
from sphinxext_series.model.codes import (
    Code,
    CodeError,
    Reference,
    code_meant,
    entry_meant,
    is_series_name,
)
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.text.messages import N_
from sphinxext_series.model.values import Value
from sphinxext_series.settings.translation import _, __
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_Value = TypeVar('_Value')


class Entry(NamedTuple):
    """One of several things that an option names, and where it is written."""

    text: str
    place: Place


class WrittenOptions:
    """Options by their names, of the directive *owner*, or the fields of a document.

    *texts* are their values; *lines* are those that make an option, the rest of the
    line with its name first, and may be missing.
    """

    def __init__(
        self,
        owner: str,
        texts: Mapping[str, str | None],
        lines: Mapping[str, Sequence[Entry]],
        place: Place,
    ) -> None:
        self.owner = owner
        self.texts = texts
        self.lines = lines
        self.place = place
        self.rejected: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self.texts

    def place_of(self, name: str) -> Place:
        """Return where an option is written."""
        lines = self.lines.get(name)
        return lines[0].place if lines else self.place

    def text(self, name: str) -> str:
        """Return an option on one line, or nothing."""
        return ' '.join((self.texts.get(name) or '').split())

    def entries(self, name: str) -> list[Entry]:
        """Return the entries of an option: one a line, or those of a list in YAML."""
        lines = [Entry(line.text.strip(), line.place) for line in self._lines_of(name)]
        lines = [line for line in lines if line.text]
        members = self._listed(name, lines)
        if members is None:
            members = self._mapped(name)
        if members is not None:
            return members
        if len(lines) == 1:
            # Without the quotation marks that YAML may need.
            return [Entry(self.text(name), lines[0].place)]
        return lines

    def joined(self, name: str) -> str:
        """Return an option on one line, with commas between the entries of a list."""
        lines = [line for line in self._lines_of(name) if line.text.strip()]
        members = self._listed(name, lines)
        if members is None:
            return self.text(name)
        return ', '.join(text for text, _place in members)

    def _listed(self, name: str, lines: Sequence[Entry]) -> list[Entry] | None:
        """Return the members of a list in YAML, or None if there is none."""
        bullets = [_BULLET.match(line.text) for line in lines]
        if lines and all(bullets):
            return [
                Entry(_unquoted(line.text[bullet.end() :]), line.place)
                for line, bullet in zip(lines, bullets, strict=True)
                if bullet
            ]
        text = self.text(name)
        if not (text.startswith('[') and text.endswith(']')):
            return None
        members = (_unquoted(member) for member in re.findall(_MEMBERS, text[1:-1]))
        return [Entry(member, self.place_of(name)) for member in members if member]

    def _mapped(self, name: str) -> list[Entry] | None:
        """Return the members of a mapping in YAML, or None if there is none."""
        text = self.text(name)
        members = re.findall(_MEMBERS, text[1:-1])
        is_mapping = text.startswith('{') and text.endswith('}')
        if not is_mapping or not all(': ' in member for member in members):
            return None
        pairs = [map(_unquoted, member.split(': ', 1)) for member in members]
        return [Entry(': '.join(pair), self.place_of(name)) for pair in pairs]

    def _lines_of(self, name: str) -> Sequence[Entry]:
        if name in self.lines:
            return self.lines[name]
        texts = (self.texts.get(name) or '').splitlines()
        return [Entry(text, self.place) for text in texts]

    def words(self, name: str, separator: str = r'[\s,]+') -> list[Entry]:
        """Return the words of an option, with commas or spaces between them."""
        return [
            Entry(word.strip(), place)
            for text, place in self.entries(name)
            for word in re.split(separator, text)
            if word.strip()
        ]

    def value(
        self, name: str, read: Callable[[str], _Value], expected: str, default: _Value
    ) -> _Value:
        """Return the value of an option; the default if it is missing or wrong."""
        if name not in self:
            return default
        text = self.text(name)
        try:
            return read(text)
        except ValueError:
            self.reject(name, text, expected)
            return default

    def flag(self, name: str) -> bool:
        """Return whether an option without a value is given; YAML gives it one."""
        text = self.text(name)
        if name not in self or text.lower() in {'false', 'no', 'off'}:
            return False
        if text.lower() in {'', 'true', 'yes', 'on'}:
            return True
        self.reject(name, text, N_('no value'))
        return False

    def choice(self, name: str, words: Sequence[str], default: str) -> str:
        """Return one of the words."""
        return self.value(
            name, lambda text: _one_of(text, words), ', '.join(words), default
        )

    def status(self, words: Sequence[str], default: str, otherwise: str) -> str:
        """Return a status; for a word that is none another one, with a warning."""
        text = self.text('status') if 'status' in self else default
        if text.lower() in words:
            return text.lower()
        self.warn(
            Diagnostic.STATUS,
            self.place_of('status'),
            text=text,
            expected=', '.join(words),
            used=otherwise,
        )
        return otherwise

    def coded(self, name: str) -> Iterator[tuple[Code, str, Place]]:
        """Yield code, rest and place of the entries ``CODE rest`` of an option."""
        for text, place in self.entries(name):
            word, _, rest = text.partition(' ')
            word = word.rstrip(':')
            try:
                code = Code.parse(word)
            except CodeError:
                self.warn(Diagnostic.CODE, place, text=word, similar=code_meant(word))
                continue
            if rest.strip():
                yield code, rest.strip(), place
            else:
                expected = N_('a code and something after it')
                self.reject(name, text, expected, place)

    def references(self, name: str, series: str) -> Iterator[Reference]:
        """Yield the articles that an option names from inside a series."""
        for word, place in self.words(name):
            try:
                yield Reference.parse(word, series)
            except CodeError:
                self.warn(Diagnostic.CODE, place, text=word, similar=code_meant(word))

    def pair_title(self, code: Code) -> str:
        """Return the title that an article gives its pair, if that can have it."""
        title = self.text('pair')
        if title and not code.number:
            expected = N_('no title, since an opening belongs to no pair')
        elif names_number(title):
            expected = PAIR_TITLE
        else:
            return title
        self.reject('pair', title, expected)
        return ''

    def reject(
        self, name: str, text: str, expected: str, place: Place | None = None
    ) -> None:
        """Say that an option is left out, or an entry of it."""
        self.rejected.add(name)
        place = place or self.place_of(name)
        expected = __(expected)
        if not self.owner:
            field = f'series-{name}'
            self.warn(
                Diagnostic.FIELD_VALUE, place, field=field, text=text, expected=expected
            )
            return
        self.warn(
            Diagnostic.OPTION,
            place,
            option=name,
            directive=self.owner,
            text=text,
            expected=expected,
        )

    def warn(self, diagnostic: Diagnostic, place: Place, **facts: object) -> None:
        """Give a warning at a place."""
        warn(diagnostic, location_of(place), **facts)


class ArticleOptions(Value):
    """What an article says of itself, beside its series and code."""

    status: str = 'published'
    minutes: int | None = None
    published: str = ''
    updated: str = ''
    requires: tuple[Reference, ...] = ()
    requires_place: Place | None = None

    @classmethod
    def read(cls, written: WrittenOptions, series: str) -> ArticleOptions:
        """Return the options that are right, and tell which are not."""
        iso = N_('a date such as 2026-03-01')
        return cls(
            status=written.status(ARTICLE_STATUSES, 'published', 'draft'),
            minutes=written.value('minutes', _minutes, N_('a number of minutes'), None),
            published=written.value('published', _iso_date, iso, ''),
            updated=written.value('updated', _iso_date, iso, ''),
            requires=tuple(written.references('requires', series)),
            requires_place=written.place_of('requires'),
        )


def reference_of(text: str) -> Reference:
    """Return the article that ``SERIES CODE`` names; raise :exc:`CodeError` if none."""
    try:
        series, word = text.split()
    except ValueError:
        raise CodeError(text) from None
    if not is_series_name(series):
        raise CodeError(text)
    return Reference(series, Code.parse(word))


def failed_hub(text: str) -> FailedClaim:
    """Return what is known of a series whose name is wrong."""
    names = re.findall(r'[\w.-]+', text)
    return FailedClaim(names[0].rstrip('.') if names else '', hub=True)


def failed_from(text: str) -> FailedClaim:
    """Return what is known of an article whose ``SERIES CODE`` is wrong."""
    meant = entry_meant(text)
    if meant:
        return FailedClaim(*Reference.parse_entry(meant))
    series = text.split()[:1]
    return FailedClaim(series[0] if series else '')


def whole_number(text: str, highest: int) -> int:
    """Return the number from 1 to *highest* that a text is."""
    if not re.fullmatch('[0-9]{1,6}', text) or not 1 <= int(text) <= highest:
        raise ValueError(text)
    return int(text)


def _minutes(text: str) -> int | None:
    return whole_number(text, 9999)


def _iso_date(text: str) -> str:
    return date.fromisoformat(text).isoformat()


def _one_of(text: str, words: Sequence[str]) -> str:
    if text not in words:
        raise ValueError(text)
    return text


#: Before the members of a list, in YAML or in reST.
_BULLET = re.compile(r'\s*(?:[-*+\u2022]|#\.)\s')
#: The members of a list in YAML: with quotation marks, they may hold commas.
_MEMBERS = r"""\s*(?:"[^"]*"|'[^']*'|[^,])+"""


def _unquoted(text: str) -> str:
    """Return a word of YAML's without the quotation marks around it."""
    text = text.strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in '\'"'
    return text[1:-1] if quoted else text


# -- titles of pairs, before which their numbers are put -------------------------------

#: What is expected for a title with a number, and for a number in its place.
PAIR_TITLE = N_('the title alone, since the number is put before it')
PAIR_NUMBER = N_('a title; the number of the pair is in “:number:”')


def is_number(text: str) -> bool:
    """Return whether a text is the number of a pair: "3", or "coffee/3"."""
    return re.fullmatch(r'(?:[\w.-]+/)?[0-9]{1,3}', text) is not None


def names_number(text: str) -> bool:
    """Return whether a text is a number, or begins like the heading of a pair."""
    labels = {'Pair', 'Topic', str(_('Pair')), str(_('Topic'))}
    words = '|'.join(map(re.escape, sorted(labels)))
    heading = rf'(?:{words})\s+[0-9]+\s*(?:[:.\u2013\u2014-]|$)'
    return is_number(text) or re.match(heading, text, re.IGNORECASE) is not None
