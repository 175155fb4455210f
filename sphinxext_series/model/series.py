"""What a series is: codes, claims, articles, pairs, and how they are arranged.

Everything here is a frozen value of the standard library: it can be compared, pickled
and tested without Sphinx.  Documents make *claims*; :func:`arrange` turns the claims
of all documents into *series*, and says what did not fit as *problems*.

Text that may carry markup is :data:`Content`: a tuple whose members are strings and
:class:`Branch` values.  What a branch stands for is known to ``content`` alone.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinxext_series.model.diagnostics import Message

ARTICLE_STATUSES = ('planned', 'draft', 'published')
SERIES_STATUSES = ('planned', 'ongoing', 'complete')
LAYOUTS = ('rows', 'compact')
TOCTREES = ('auto', 'full', 'relations', 'none')

AUDIENCE_CODE = re.compile(r'[A-Z][A-Za-z]{0,15}')
#: A series is named like a file: what cannot stand in ``series/A1`` is left out.
SERIES_NAME = re.compile(r'[\w](?:[\w.-]{0,98}[\w])?')


class Branch(NamedTuple):
    """A piece of marked-up text: what it is, its attributes, what it holds."""

    kind: str
    attributes: tuple[tuple[str, object], ...]
    children: Content


Content: TypeAlias = 'tuple[str | Branch, ...]'


def plain_text(content: Content) -> str:
    """Return the words of a content, without their markup."""
    return ''.join(
        leaf if isinstance(leaf, str) else plain_text(leaf.children) for leaf in content
    )


def words_of(content: Content) -> str:
    """Return the words of a content on one line, those of its blocks kept apart."""
    return ' '.join(''.join(_spaced(content)).split())


def _spaced(content: Content) -> Iterator[str]:
    for leaf in content:
        if isinstance(leaf, str):
            yield leaf
            continue
        yield from _spaced(leaf.children)
        if leaf.kind.rpartition(':')[2] in _BLOCKS:
            yield ' '


#: What ends a line where it ends; inline elements do not.
_BLOCKS = frozenset(
    {
        'attribution',
        'caption',
        'definition',
        'entry',
        'line',
        'list_item',
        'literal_block',
        'math_block',
        'paragraph',
        'rubric',
        'term',
        'title',
    }
)


# -- codes ----------------------------------------------------------------------------


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


#: The digits are spelled out: str.isdigit() and \d accept those of other scripts.
_CODE = re.compile(r'([A-Z][A-Za-z]{0,15})([0-9]{1,6})([a-z]?)')


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

    def __str__(self) -> str:
        return f'{self.series}/{self.code}'


class Target(NamedTuple):
    """Where a link leads: a document of this project, or the *uri* of an external page.

    It is false where nobody can go.  An *anchor* is an id in the document.
    """

    docname: str = ''
    anchor: str = ''
    uri: str = ''

    @property
    def external(self) -> bool:
        """Whether the page is one of another project."""
        return bool(self.uri)

    def __bool__(self) -> bool:
        return bool(self.docname or self.uri)


NOWHERE = Target()


class Audience(NamedTuple):
    """A kind of reader."""

    code: str
    label: str


# -- claims: what one document says, before all documents are read --------------------


class Place(NamedTuple):
    """Where an author wrote something: *source* differs in an included file.

    What another project says has no *docname*: its *source* is an address.
    """

    docname: str
    line: int = 0
    source: str = ''


class Condition(NamedTuple):
    """What has to hold where an author wrote something.

    *kind* is that of the node around it, ``only`` or ``ifconfig``; *expression* is the
    author's, in the language of that kind.
    """

    kind: str
    expression: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleClaim:
    """A document says that it is an article."""

    place: Place = field(compare=False)
    series: str
    code: Code
    status: str = 'published'
    requires: tuple[Reference, ...] = ()
    minutes: int | None = None
    published: str = ''
    updated: str = ''
    pair: Content = ()
    summary: Content = ()
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedClaim:
    """A hub says that an article will be written."""

    place: Place = field(compare=False)
    code: Code
    title: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class PulledClaim:
    """A hub says that a document is an article, without its knowing."""

    place: Place = field(compare=False)
    code: Code
    docname: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairClaim:
    """A page declares a pair: its title, and what it adds to the series."""

    place: Place = field(compare=False)
    series: str
    number: int
    title: Content = ()
    short: Content = ()
    anchor: str = ''
    planned: tuple[PlannedClaim, ...] = ()
    pulled: tuple[PulledClaim, ...] = ()
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteClaim:
    """A reading guide offers a way through the articles, in the route language."""

    place: Place = field(compare=False)
    series: str
    name: str
    anchor: str
    title: Content
    expression: str
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HubClaim:
    """A document says that it defines a series."""

    place: Place = field(compare=False)
    series: str
    title: Content = ()
    audiences: tuple[Audience, ...] = ()
    status: str = 'ongoing'
    next: str = ''
    description: Content = ()
    planned: tuple[PlannedClaim, ...] = ()
    pulled: tuple[PulledClaim, ...] = ()
    external: tuple[str, ...] = ()
    pair_label: str = ''
    layout: str = 'rows'
    toctree: str = ''
    anchor: str = ''
    conditions: tuple[Condition, ...] = ()


class Excerpt(NamedTuple):
    """What a series shows of a document that says nothing about itself."""

    title: Content = ()
    summary: Content = ()
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page shows something of a series: *kind* says what, *number* which pair.

    *shown* are the pairs that a ``rest`` leaves out: they stand elsewhere on the page.
    """

    kind: str
    series: str
    place: Place = field(compare=False)
    number: int = 0
    shown: tuple[int, ...] = ()
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """All that one document says about series."""

    excerpt: Excerpt = field(default_factory=Excerpt)
    articles: tuple[ArticleClaim, ...] = ()
    hubs: tuple[HubClaim, ...] = ()
    pairs: tuple[PairClaim, ...] = ()
    routes: tuple[RouteClaim, ...] = ()
    parts: tuple[Part, ...] = ()

    def holding(self, truth: Mapping[tuple[Condition, ...], bool]) -> Claims:
        """Return the claims whose conditions hold: *truth* says which do."""

        def kept(claims: tuple[_AnyClaim, ...]) -> tuple[_AnyClaim, ...]:
            return tuple(c for c in claims if not c.conditions or truth[c.conditions])

        return replace(
            self,
            articles=kept(self.articles),
            hubs=kept(self.hubs),
            pairs=kept(self.pairs),
            routes=kept(self.routes),
            parts=kept(self.parts),
        )

    @property
    def conditions(self) -> frozenset[tuple[Condition, ...]]:
        """The conditions under which some of the claims stand, for each together."""
        groups = (self.articles, self.hubs, self.pairs, self.routes, self.parts)
        claims = (claim for group in groups for claim in group)
        return frozenset(claim.conditions for claim in claims if claim.conditions)


if TYPE_CHECKING:
    from typing import TypeVar

    _AnyClaim = TypeVar(
        '_AnyClaim', ArticleClaim, HubClaim, PairClaim, RouteClaim, Part
    )


# -- series: what all documents together say ------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document that belongs to a series, or will.

    Its *page* is false as long as there is none, and external where the article is of
    another *project*.  *minutes* is 0 when nothing is known about its length.  An
    article that is not *listed* (a draft, say) is known to the series and shown by
    none of its lists.
    """

    series: str
    code: Code
    page: Target = NOWHERE
    project: str = ''
    title: Content
    summary: Content = ()
    status: str = 'published'
    minutes: int = 0
    published: str = ''
    updated: str = ''
    requires: tuple[Reference, ...] = ()
    listed: bool = True
    place: Place

    @property
    def docname(self) -> str:
        """The document of this project, if there is one."""
        return self.page.docname

    @property
    def exists(self) -> bool:
        """Whether there is a page of it, of this project or another."""
        return bool(self.page)

    @property
    def linked(self) -> bool:
        """Whether readers can go there."""
        return self.exists and self.status != 'planned'

    @property
    def target(self) -> Target:
        """Where readers can go."""
        return self.page if self.linked else NOWHERE

    @property
    def reference(self) -> Reference:
        """The name of the article among all series."""
        return Reference(self.series, self.code)

    @property
    def anchor(self) -> str:
        """The id of the article's card on its hub."""
        return f'{self.series}-{self.code}'.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The articles that share a number ≥ 1; its *target* is its own section."""

    number: int
    title: Content = ()
    short: Content = ()
    target: Target = NOWHERE
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a route: an article, or a set of entry points in any order."""

    articles: tuple[Article, ...]
    optional: bool = False
    unordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A named way through the articles for a kind of reader.

    *series* is the one whose guide offers the route; its articles may be of others.
    A route that is not *declared* is one of the defaults of a guide that names none:
    its *title* is empty and its *audience* says whom it is for (None: for all).
    """

    name: str
    title: Content
    series: str = ''
    target: Target = NOWHERE
    steps: tuple[Step, ...] = ()
    declared: bool = True
    audience: Audience | None = None

    @property
    def ordered(self) -> bool:
        """Whether there is a previous and a next on this route."""
        return not all(step.unordered for step in self.steps)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles of all steps, as they come."""
        return tuple(article for step in self.steps for article in step.articles)

    @property
    def minutes(self) -> int:
        """The reading time of the articles that exist, in minutes."""
        return sum(article.minutes for article in self.articles if article.linked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """An article's place on a route: what comes before and after it, and which step.

    *previous* and *following* are missing at the ends, and around a set.
    """

    route: Route
    number: int
    previous: Article | None
    following: Article | None


@dataclass(frozen=True, kw_only=True)
class Series:
    """A named, ordered collection of articles for one or more audiences.

    *articles* are in series order: openings, then pair by pair, and within a pair
    audience by audience.  *pairs* are found by their numbers, in order; *index* finds
    an article by its code, *stops* its places on the *ways* through the series, its
    default route first: the routes, and one for each audience that they leave out.
    *claimants* are all documents that say they belong here, also in vain.

    *target* is the hub.
    """

    name: str
    title: Content
    target: Target = NOWHERE
    place: Place
    description: Content = ()
    audiences: tuple[Audience, ...] = ()
    status: str = 'ongoing'
    next: str = ''
    pair_label: str = ''
    layout: str = 'rows'
    toctree: str = ''
    articles: tuple[Article, ...] = ()
    pairs: Mapping[int, Pair] = field(default_factory=dict)
    routes: tuple[Route, ...] = ()
    ways: tuple[Route, ...] = ()
    claimants: tuple[str, ...] = ()

    @property
    def docname(self) -> str:
        """The document that is the hub, if it is one of this project."""
        return self.target.docname

    @cached_property
    def index(self) -> Mapping[Code, Article]:
        """The articles by their codes."""
        return {article.code: article for article in self.articles}

    @cached_property
    def listed(self) -> tuple[Article, ...]:
        """The articles that lists show."""
        return tuple(article for article in self.articles if article.listed)

    @cached_property
    def lanes(self) -> Mapping[str, list[Article]]:
        """The articles for each audience, in series order, by its code."""
        lanes: dict[str, list[Article]] = {a.code: [] for a in self.audiences}
        for article in self.articles:
            lanes.setdefault(article.code.audience, []).append(article)
        return lanes

    @cached_property
    def stops(self) -> Mapping[Code, tuple[Stop, ...]]:
        """The places of every article on the ways, those on ordered steps first."""
        ordered: dict[Code, list[Stop]] = {}
        unordered: dict[Code, list[Stop]] = {}
        for route in self.ways:
            before = _last_seen(route.steps)
            after = _last_seen(route.steps[::-1])[::-1]
            for number, step in enumerate(route.steps, 1):
                stops = unordered if step.unordered else ordered
                stop = Stop(
                    route=route,
                    number=0 if step.unordered else number,
                    previous=None if step.unordered else before[number - 1],
                    following=None if step.unordered else after[number - 1],
                )
                for article in step.articles:
                    if article.series == self.name:
                        stops.setdefault(article.code, []).append(stop)
        return {
            code: (*ordered.get(code, ()), *unordered.get(code, ()))
            for code in (*ordered, *unordered)
        }

    @cached_property
    def openings(self) -> tuple[Article, ...]:
        """The listed articles with number 0."""
        return tuple(article for article in self.listed if not article.code.number)

    @cached_property
    def start(self) -> Article | None:
        """The first article that can be read; if that is the hub, what follows it."""
        readable = [article for article in self.listed if article.linked]
        others = (a for a in readable if a.docname != self.docname)
        if not readable or readable[0].docname != self.docname:
            return next(others, None)
        stops = self.stops.get(readable[0].code)
        return (stops[0].following if stops else None) or next(others, None)

    @cached_property
    def tones(self) -> Mapping[str, int]:
        """The positions of the audiences, from 1 on, by their codes."""
        return {audience.code: n for n, audience in enumerate(self.audiences, 1)}

    @cached_property
    def positions(self) -> Mapping[int, int]:
        """The positions of the pairs, from 1 on, by their numbers."""
        return {number: n for n, number in enumerate(self.pairs, 1)}

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The labels of the audiences, by their codes."""
        return {audience.code: audience.label for audience in self.audiences}

    def nearest(self, code: Code) -> Article | None:
        """Return the article that may be meant by a code that none has, or None.

        That is the one for this audience with the nearest number; if there is none
        for this audience, the first with this number.
        """
        lane = self.lanes.get(code.audience)
        if lane:
            at = bisect_left(lane, code.number, key=_number_of)
            around = lane[max(at - 1, 0) : at + 1]
            return min(around, key=lambda a: abs(a.code.number - code.number))
        sharing = (self._sharing.get((code.number, each)) for each in self.labels)
        return next((articles[0] for articles in sharing if articles), None)

    def companion(self, article: Article, audience: str) -> Article | None:
        """Return the article of the same pair for another audience, or None.

        The companion of ``A3b`` is ``B3b`` where it exists, else ``B3``, else the
        first that the pair has for that audience; listed articles come before others.
        """
        number, letter = article.code.number, article.code.letter
        if audience == article.code.audience or number == 0:
            return None
        return min(
            self._sharing.get((number, audience), ()),
            key=lambda a: (not a.listed, a.code.letter != letter, a.code.letter),
            default=None,
        )

    def companions(self, article: Article) -> tuple[Article, ...]:
        """Return the listed companions of an article, audience by audience."""
        found = (self.companion(article, audience.code) for audience in self.audiences)
        return tuple(c for c in found if c is not None and c.listed)

    @cached_property
    def _sharing(self) -> Mapping[tuple[int, str], list[Article]]:
        """The articles that share a number and an audience."""
        sharing: dict[tuple[int, str], list[Article]] = {}
        for article in self.articles:
            key = article.code.number, article.code.audience
            sharing.setdefault(key, []).append(article)
        return sharing


def _number_of(article: Article) -> int:
    return article.code.number


def _last_seen(steps: Sequence[Step]) -> list[Article | None]:
    """Return for each step the last article before it; behind a set there is none."""
    seen: list[Article | None] = []
    last: Article | None = None
    for step in steps:
        seen.append(last)
        if step.unordered:
            last = None
        elif step.articles[0].linked:
            last = step.articles[0]
    return seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Another project and its series, by their names; none if it could not be *read*.

    Its name is that which ``series_external`` gives it.
    """

    name: str
    series: Mapping[str, Series] = field(default_factory=dict)
    read: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something an author said that does not fit; *kind* names its diagnostic.

    A check of another extension has a message of its own.
    """

    kind: str | Message
    place: Place
    facts: Mapping[str, str | int | Place] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All series of a project, and which documents belong to them.

    *memberships* maps the name of a document to its articles, in claimed order.
    *external* are the series that only other projects have.
    """

    series: Mapping[str, Series] = field(default_factory=dict)
    external: Mapping[str, Series] = field(default_factory=dict)
    memberships: Mapping[str, tuple[Article, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @cached_property
    def hubs(self) -> Mapping[str, tuple[Series, ...]]:
        """The series that documents define, by the names of the documents."""
        hubs: dict[str, tuple[Series, ...]] = {}
        for series in self.series.values():
            if series.docname:
                hubs[series.docname] = (*hubs.get(series.docname, ()), series)
        return hubs

    def named(self, name: str) -> Series | None:
        """Return the series with this name, of this project or another, or None."""
        return self.series.get(name) or self.external.get(name)

    def home_of(self, article: Article) -> Series:
        """Return the series that an article of the catalogue belongs to."""
        return self.series.get(article.series) or self.external[article.series]

    @property
    def names(self) -> list[str]:
        """The names of all series, those of other projects last."""
        return [*self.series, *self.external]

    def article(self, reference: Reference) -> Article | None:
        """Return the article with this name, or None."""
        series = self.named(reference.series)
        return series.index.get(reference.code) if series else None

    def required(self, article: Article) -> tuple[Article, ...]:
        """Return what readers are told to read before an article."""
        found = (self.article(reference) for reference in article.requires)
        return tuple(each for each in found if each is not None and each.listed)

    def nearest(self, reference: Reference) -> Article | None:
        """Return the article that may be meant by a name that none has, or None."""
        name = reference.series
        series = self.named(name) or self.named(nearest(name, self.names))
        if series is None:
            return None
        return series.index.get(reference.code) or series.nearest(reference.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """What a project says about all of its series; see ``SeriesConfig``."""

    audiences: tuple[Audience, ...] = (
        Audience('A', 'General reader'),
        Audience('B', 'Expert'),
    )
    words_per_minute: int = 200
    list_planned: bool = True
    list_drafts: bool = False

    def minutes(self, words: int) -> int:
        """Return the time that so many words take to read."""
        return max(1, int(words / self.words_per_minute + 0.5))

    def lists(self, status: str) -> bool:
        """Return whether lists show articles of this status."""
        if status == 'draft':
            return self.list_drafts
        return status != 'planned' or self.list_planned


def nearest(word: str, words: Iterable[str]) -> str:
    """Return the word most like *word*, or nothing.

    Among thousands none is looked for: each comparison takes its time.
    """
    known = sorted(islice(words, _MOST_COMPARED + 1))
    if len(known) > _MOST_COMPARED:
        return ''
    return next(iter(difflib.get_close_matches(word[:64], known, 1)), '')


_MOST_COMPARED = 1000
