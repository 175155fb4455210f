"""What another project's ``series.json`` says: bytes in, series out.

The file comes from elsewhere and is not trusted.  If anything in it is not as it should
be, nothing of it is used: :exc:`UnusableError` says what.  Of what is used this holds:

* texts are plain: no markup, no control characters, no more than their longest;
* addresses are below those that ``conf.py`` names, and nowhere else;
* all else is as the schema says, within the limits that are there.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sphinxext_series.federation.schema import MismatchError, validate
from sphinxext_series.model.catalogue import Project
from sphinxext_series.model.claims import ArticleClaim, Excerpt, Place
from sphinxext_series.model.codes import Audience, Code, Reference
from sphinxext_series.model.series import Article, Pair, Series
from sphinxext_series.model.targets import Target
from sphinxext_series.model.text.content import Branch
from sphinxext_series.model.values import Value
from sphinxext_series.settings.external import resolve_address

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NoReturn

    from sphinxext_series.model.text.content import Content

#: A series of 10,000 articles has about 8 million bytes.
MAX_BYTES = 8 * 1024 * 1024
#: In a file, in all series together.
MAX_ARTICLES = 20_000


class UnusableError(ValueError):
    """A file that cannot be used; the text says why."""


class Source(Value):
    """Where a file comes from: the project's *name*, and the *base* of its addresses.

    *bases* are the addresses below which links may lead, each with the name of the
    project that is there; that of the reader's own project is empty.
    """

    name: str
    base: str
    bases: Mapping[str, str]


def read(data: bytes, source: Source) -> Project:
    """Return what a file says; raise :exc:`UnusableError` if it is not as it should."""
    document = _parse(data)
    try:
        validate(document)
        entries = document['series']
        if sum(len(entry['articles']) for entry in entries.values()) > MAX_ARTICLES:
            raise UnusableError(f'more than {MAX_ARTICLES} articles')
        series = {n: _Entry(source, n, e).series() for n, e in entries.items()}
    except MismatchError as error:
        raise UnusableError(str(error)) from None
    return Project(name=source.name, series=series)


def _parse(data: bytes) -> Any:
    """Return what the bytes of a file hold."""
    if len(data) > MAX_BYTES:
        raise UnusableError(f'more than {MAX_BYTES} bytes')
    try:
        return json.loads(data.decode('utf-8-sig'), parse_constant=_refuse)
    except RecursionError:
        raise UnusableError('nested too deeply') from None
    except ValueError as error:  # also: not UTF-8, a number of too many digits
        raise UnusableError(f'not JSON ({error})') from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _words(text: str) -> str:
    """Return a text on one line, without what cannot be shown."""
    return ' '.join(_NOT_IN_TEXTS.sub(' ', text).split())


#: Control characters, halves of characters, what turns the direction of what follows,
#: and what XML cannot contain.
_NOT_IN_TEXTS = re.compile(
    '[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]'
)


def _title(text: str) -> Content:
    words = _words(text)
    return (words,) if words else ()


def _paragraph(text: str) -> Content:
    content = _title(text)
    return (Branch('docutils.nodes:paragraph', (), content),) if content else ()


class _Entry:
    """The entry of a series in a file that follows the schema.

    What the schema cannot say is checked here: where addresses lead, and that codes and
    numbers are there once.
    """

    def __init__(self, source: Source, name: str, entry: Mapping[str, Any]) -> None:
        self.source = source
        self.name = name
        self.entry = entry
        self.path = f'series.{name}'
        self.audiences = self._members('audiences', 'code')
        self.tones = list(self.audiences)

    def _members(self, name: str, key: str) -> dict[Any, Mapping[str, Any]]:
        """Return the members of a list by their keys."""
        members: dict[Any, Mapping[str, Any]] = {}
        for position, member in enumerate(self.entry[name]):
            if member[key] in members:
                path = f'{self.path}.{name}[{position}].{key}'
                raise MismatchError(path, member[key], 'one that is not there before')
            members[member[key]] = member
        return members

    def series(self) -> Series:
        """Return the series."""
        uri, project = self._address(self.entry['uri'], self.path)
        if project != self.source.name:
            raise MismatchError(
                f'{self.path}.uri', uri, f'an address below {self.source.base}'
            )
        articles = self._articles()
        return Series(
            name=self.name,
            title=_title(self.entry['title']) or (self.name,),
            target=Target(uri=uri),
            place=Place('', source=uri or self.source.base),
            description=_paragraph(self.entry['description']),
            audiences=tuple(
                Audience(code, _words(member['label']) or code)
                for code, member in self.audiences.items()
            ),
            status=self.entry['status'],
            articles=articles,
            pairs=self._pairs(articles),
        )

    def _address(self, uri: str | None, path: str) -> tuple[str, str | None]:
        """Return an address, and the name of the project to which it belongs.

        That is None where the address is below none that ``conf.py`` names.
        """
        if uri is None:
            return '', self.source.name
        try:
            address = resolve_address(self.source.base, uri)
        except ValueError:
            raise MismatchError(f'{path}.uri', uri, 'an address of the web') from None
        bases = [base for base in self.source.bases if address.startswith(base)]
        return address, self.source.bases.get(max(bases, key=len, default=''))

    def _articles(self) -> tuple[Article, ...]:
        """Return the articles in series order."""
        articles: list[Article] = []
        for position, (text, member) in enumerate(
            self._members('articles', 'code').items()
        ):
            path = f'{self.path}.articles[{position}]'
            code = Code.parse(text)
            if code.audience not in self.tones:
                expected = f'audience {", ".join(self.tones)}'
                raise MismatchError(f'{path}.code', text, expected)
            uri, project = self._address(member['uri'], path)
            if project is None and not member.get('project'):
                expected = 'an address that series_external allows'
                raise MismatchError(f'{path}.uri', uri, expected)
            # The other project's hub may have collected articles of projects that are
            # not known here, and the reader's own, which are known better.
            if project:
                articles.append(self._article(code, member, uri, project))
        return tuple(sorted(articles, key=self._position))

    def _position(self, article: Article) -> tuple[int, int, str]:
        code = article.code
        return code.number, self.tones.index(code.audience), code.letter

    def _article(
        self, code: Code, member: Mapping[str, Any], uri: str, project: str
    ) -> Article:
        claim = ArticleClaim(
            place=Place('', source=uri or self.source.base),
            series=self.name,
            code=code,
            # Nothing can be read where there is no page.
            status=member['status'] if uri else 'planned',
            published=member['published'] or '',
            updated=member['updated'] or '',
            requires=tuple(Reference.parse(text, '') for text in member['requires']),
        )
        title = _title(member['title']) or (str(code),)
        return Article(
            claim=claim,
            excerpt=Excerpt(title, _paragraph(member['summary'])),
            page=Target(uri=uri),
            project=project,
            minutes=member['minutes'] or 0,
        )

    def _pairs(self, articles: tuple[Article, ...]) -> dict[int, Pair]:
        members = self._members('pairs', 'number')
        sharing: dict[int, list[Article]] = {number: [] for number in members}
        for article in articles:
            if article.code.number:
                sharing.setdefault(article.code.number, []).append(article)
        return {
            number: Pair(
                number=number,
                title=_title(members[number]['title']) if number in members else (),
                articles=tuple(sharing[number]),
            )
            for number in sorted(sharing)
        }
