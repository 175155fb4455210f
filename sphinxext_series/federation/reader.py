"""What another project's ``series.json`` says: bytes in, series out, and flaws.

The file comes from elsewhere, and nothing in it is believed.  What is not as it should
be is left out and noted as a :class:`Flaw`; nothing is raised but
:exc:`UnusableError`.  Of the rest this holds:

* texts are plain: no markup, no control characters, no more than their longest;
* addresses lie below those that ``conf.py`` names, and nowhere else;
* numbers, dates, codes and statuses are those that an author could have written;
* there are no more series and articles than stated below.

Keys that are not known are passed over: later versions may have more of them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from sphinxext_series.model.catalogue import Project
from sphinxext_series.model.claims import ARTICLE_STATUSES, SERIES_STATUSES, Place
from sphinxext_series.model.codes import (
    AUDIENCE_CODE,
    SERIES_NAME,
    Audience,
    Code,
    CodeError,
    Reference,
)
from sphinxext_series.model.content import Branch
from sphinxext_series.model.series import Article, Pair, Series, Target
from sphinxext_series.settings.locations import SAFE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import NoReturn

    from sphinxext_series.model.content import Content

#: The version of the file that is understood, with whatever it may have in addition.
VERSION = 1

#: In a file: more are left out.  A series of 10,000 articles has about 8 million bytes.
MOST_BYTES = 8 * 1024 * 1024
MOST_SERIES = 1_000
MOST_ARTICLES = 20_000
#: In a series, and of an article.
MOST_AUDIENCES = 20
MOST_PAIRS = 20_000
MOST_REQUIRED = 100
#: In characters.
LONGEST_TITLE = 500
LONGEST_TEXT = 10_000
LONGEST_ADDRESS = 2_000
#: As an author may write them.
HIGHEST_NUMBER = 999_999
HIGHEST_MINUTES = 9_999


class UnusableError(ValueError):
    """A file that cannot be used at all."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in a file that is left out: where, what, and what it should be.

    *expected* is said in the words of the schema.
    """

    path: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a file comes from: the project's *name*, and the *base* of its addresses.

    *bases* are the addresses below which links may lead, each with the name of the
    project that lies there; that of the reader's own project is empty.
    """

    name: str
    base: str
    bases: Mapping[str, str]


class Read(NamedTuple):
    """What a file says, and what is wrong with it."""

    project: Project
    flaws: list[Flaw]


def read(data: bytes, source: Source) -> Read:
    """Return what a file says; raise :exc:`UnusableError` if it is none."""
    reader = _Reader(source)
    series = dict(reader.all_series(_document(data)))
    return Read(Project(name=source.name, series=series), reader.flaws)


def absolute(base: str, uri: str) -> str:
    """Return where *uri* leads from *base*; raise ValueError if that is not the web.

    What browsers read in other ways than this function does, a backslash for a slash
    or ``%2e`` for a dot, is refused.
    """
    if len(uri) > LONGEST_ADDRESS or _NOT_IN_ADDRESSES.search(uri):
        raise ValueError(uri)
    parts = urlsplit(urljoin(base, uri))
    if parts.scheme not in {'http', 'https'} or not parts.netloc:
        raise ValueError(uri)
    if {'.', '..'} & set(unquote(parts.path).split('/')):
        raise ValueError(uri)
    parts = parts._replace(netloc=parts.netloc.lower())
    # As a document may be named, and as a link should be written.
    return quote(urlunsplit(parts), safe=SAFE)


_NOT_IN_ADDRESSES = re.compile('[\\\\\x00-\x1f\x7f-\x9f\ud800-\udfff]')


def _document(data: bytes) -> dict[str, object]:
    """Return the members of a file, as far as it can be read at all."""
    if len(data) > MOST_BYTES:
        raise UnusableError(f'more than {MOST_BYTES} bytes')
    try:
        document = json.loads(data.decode('utf-8-sig'), parse_constant=_refuse)
    except RecursionError:
        raise UnusableError('nested too deeply') from None
    except ValueError as error:  # also: not UTF-8, a number of too many digits
        raise UnusableError(f'not JSON ({error})') from None
    series = document.get('series') if isinstance(document, dict) else None
    if not isinstance(series, dict):
        raise UnusableError('not a file of series')
    version = document.get('version')
    if isinstance(version, bool) or not isinstance(version, int | float):
        raise UnusableError('a file without a version')
    if not VERSION <= version < VERSION + 1:
        raise UnusableError(f'version {version}, not {VERSION}')
    return series


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


class _WrongError(ValueError):
    """A value is not as it should be; what it belongs to is left out."""

    def __init__(self, path: str, found: object, expected: str) -> None:
        super().__init__(path)
        self.flaw = Flaw(path, _abridged(found), expected)


def _abridged(found: object) -> str:
    """Return what was found, fit for a line: a large one is not written out."""
    if isinstance(found, str):
        # An escape is as long as ten letters.
        return ascii(found[:40])[:60]
    if isinstance(found, dict):
        return 'object'
    return 'array' if isinstance(found, list) else ascii(found)[:40]


class _Entry:
    """An object of the file: its members, or what is wrong with them.

    A member that is missing, or null, is empty.
    """

    def __init__(self, path: str, value: object) -> None:
        if not isinstance(value, dict):
            raise _WrongError(path, value, 'object')
        self.path = path
        self.value = value

    def wrong(self, name: str, expected: str) -> _WrongError:
        """Return the error for a member."""
        return _WrongError(f'{self.path}.{name}', self.value.get(name), expected)

    def string(self, name: str, longest: int) -> str:
        value = self.value.get(name)
        if value is None:
            return ''
        if not isinstance(value, str) or len(value) > longest:
            raise self.wrong(name, f'string of at most {longest} characters')
        return value

    def words(self, name: str, longest: int = LONGEST_TITLE) -> str:
        """Return a text on one line, without what cannot be shown."""
        return ' '.join(_NOT_IN_TEXTS.sub(' ', self.string(name, longest)).split())

    def text(self, name: str, longest: int = LONGEST_TITLE) -> Content:
        words = self.words(name, longest)
        return (words,) if words else ()

    def paragraph(self, name: str) -> Content:
        text = self.text(name, LONGEST_TEXT)
        return (Branch(_PARAGRAPH, (), text),) if text else ()

    def choice(self, name: str, words: Sequence[str], default: str) -> str:
        value = self.value.get(name, default)
        if not isinstance(value, str) or value not in words:
            raise self.wrong(name, ', '.join(f'"{word}"' for word in words))
        return value

    def number(self, name: str, highest: int) -> int:
        """Return a number, or 0 where there is none."""
        value = self.value.get(name)
        if value is None:
            return 0
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.wrong(name, f'integer from 1 to {highest}')
        if not 1 <= value <= highest:
            raise self.wrong(name, f'integer from 1 to {highest}')
        return value

    def date(self, name: str) -> str:
        text = self.string(name, 10)
        try:
            return date.fromisoformat(text).isoformat() if text else ''
        except ValueError:
            raise self.wrong(name, 'date') from None

    def code(self) -> Code:
        try:
            return Code.parse(self.string('code', 30))
        except CodeError:
            raise self.wrong('code', 'audience and number') from None

    def members(self, name: str, most: int) -> list[object]:
        """Return a list, cut off where it becomes too long."""
        value = self.value.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.wrong(name, 'array')
        return value[:most]


#: What ``content`` knows as a paragraph.
_PARAGRAPH = 'docutils.nodes:paragraph'
#: Control characters, halves of characters, what turns the direction of what follows,
#: and what XML cannot contain.
_NOT_IN_TEXTS = re.compile(
    '[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]'
)


class _Reader:
    """Reads one file, and notes its flaws."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.flaws: list[Flaw] = []
        self.articles_left = MOST_ARTICLES

    def all_series(self, members: dict[str, object]) -> Iterator[tuple[str, Series]]:
        for number, (name, value) in enumerate(members.items()):
            path = f'series[{_abridged(name)}]'
            if number == MOST_SERIES:
                self._note('series', f'{len(members)}', f'at most {MOST_SERIES}')
                return
            if not SERIES_NAME.fullmatch(name):
                self._note('series', _abridged(name), 'name of a series')
                continue
            try:
                yield name, self._series(name, _Entry(path, value))
            except _WrongError as error:
                self.flaws.append(error.flaw)

    def _note(self, path: str, found: str, expected: str) -> None:
        self.flaws.append(Flaw(path, found, expected))

    def _series(self, name: str, entry: _Entry) -> Series:
        audiences = self._audiences(entry)
        uri = self._hub(entry)
        articles = tuple(self._articles(name, entry, audiences))
        return Series(
            name=name,
            title=entry.text('title') or (name,),
            target=Target(uri=uri),
            place=Place('', source=uri or self.source.base),
            description=entry.paragraph('description'),
            audiences=audiences,
            status=entry.choice('status', SERIES_STATUSES, 'ongoing'),
            articles=articles,
            pairs=self._pairs(entry, articles),
        )

    def _audiences(self, entry: _Entry) -> tuple[Audience, ...]:
        audiences: dict[str, Audience] = {}
        for member in self._entries(entry, 'audiences', MOST_AUDIENCES):
            code = member.string('code', 16)
            if not AUDIENCE_CODE.fullmatch(code) or code in audiences:
                raise member.wrong('code', 'code of another audience')
            audiences[code] = Audience(code, member.words('label') or code)
        if not audiences:
            raise entry.wrong('audiences', 'array with members')
        return tuple(audiences.values())

    def _hub(self, entry: _Entry) -> str:
        uri, project = self._address(entry)
        if uri and project != self.source.name:
            raise entry.wrong('uri', f'address below {self.source.base}')
        return uri

    def _address(self, entry: _Entry) -> tuple[str, str | None]:
        """Return an address, and the name of the project to which it belongs.

        That is None where the address lies below none that ``conf.py`` names.
        """
        # An empty address is that of the base itself.
        uri = entry.string('uri', LONGEST_ADDRESS)
        if entry.value.get('uri') is None:
            return '', self.source.name
        try:
            address = absolute(self.source.base, uri)
        except ValueError:
            raise entry.wrong('uri', f'address below {self.source.base}') from None
        bases = [base for base in self.source.bases if address.startswith(base)]
        found = max(bases, key=len, default='')
        return address, self.source.bases.get(found)

    def _articles(
        self, series: str, entry: _Entry, audiences: Sequence[Audience]
    ) -> list[Article]:
        """Return the articles in series order."""
        tones = {audience.code: n for n, audience in enumerate(audiences)}
        found: dict[Code, Article] = {}
        listed = entry.members('articles', MOST_ARTICLES + 1)
        if len(listed) > self.articles_left:
            raise entry.wrong('articles', f'at most {MOST_ARTICLES} in a file')
        self.articles_left -= len(listed)
        for member in self._entries(entry, 'articles', MOST_ARTICLES):
            try:
                article = self._article(series, member)
                if article is None:
                    continue
                if article.code.audience not in tones:
                    raise member.wrong('code', f'audience {", ".join(tones)}')
                if article.code in found:
                    raise member.wrong('code', 'code that is not taken')
            except _WrongError as error:
                self.flaws.append(error.flaw)
                continue
            found[article.code] = article
        return sorted(
            found.values(),
            key=lambda a: (a.code.number, tones[a.code.audience], a.code.letter),
        )

    def _article(self, series: str, entry: _Entry) -> Article | None:
        """Return an article, or None for those of projects that are not known here.

        The reader's own are left out, too: that project knows best what it has.
        """
        code = entry.code()
        uri, project = self._address(entry)
        if project is None and not entry.words('project'):
            raise entry.wrong('uri', 'address below one of series_external')
        if not project:
            return None
        status = entry.choice('status', ARTICLE_STATUSES, 'published')
        return Article(
            series=series,
            code=code,
            page=Target(uri=uri),
            project=project,
            title=entry.text('title') or (str(code),),
            summary=entry.paragraph('summary'),
            # Nothing can be read where there is no page.
            status=status if uri else 'planned',
            minutes=entry.number('minutes', HIGHEST_MINUTES),
            published=entry.date('published'),
            updated=entry.date('updated'),
            requires=tuple(self._required(series, entry)),
            place=Place('', source=uri or self.source.base),
        )

    def _required(self, series: str, entry: _Entry) -> Iterator[Reference]:
        for number, text in enumerate(entry.members('requires', MOST_REQUIRED + 1)):
            if number == MOST_REQUIRED:
                path = f'{entry.path}.requires[{number}]'
                self._note(path, _abridged(text), f'at most {MOST_REQUIRED}')
                return
            try:
                reference = Reference.parse(text if isinstance(text, str) else '', '')
            except CodeError:
                reference = None
            if reference is None or not SERIES_NAME.fullmatch(
                reference.series or series
            ):
                raise entry.wrong('requires', 'array of series/code')
            yield Reference(reference.series or series, reference.code)

    def _pairs(self, entry: _Entry, articles: Sequence[Article]) -> dict[int, Pair]:
        titles: dict[int, Content] = {}
        for member in self._entries(entry, 'pairs', MOST_PAIRS):
            try:
                number = member.number('number', HIGHEST_NUMBER)
                if not number or number in titles:
                    raise member.wrong('number', 'number of another pair')
                titles[number] = member.text('title')
            except _WrongError as error:
                self.flaws.append(error.flaw)
        members: dict[int, list[Article]] = {number: [] for number in titles}
        for article in articles:
            if article.code.number:
                members.setdefault(article.code.number, []).append(article)
        return {
            number: Pair(
                number=number,
                title=titles.get(number, ()),
                articles=tuple(members[number]),
            )
            for number in sorted(members)
        }

    def _entries(self, entry: _Entry, name: str, most: int) -> Iterator[_Entry]:
        """Yield the objects of a list; others are noted."""
        for number, member in enumerate(entry.members(name, most + 1)):
            path = f'{entry.path}.{name}[{number}]'
            if number == most:
                self._note(path, _abridged(member), f'at most {most}')
                return
            try:
                yield _Entry(path, member)
            except _WrongError as error:
                self.flaws.append(error.flaw)
