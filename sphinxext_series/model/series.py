"""Series, articles, pairs and routes, as all documents together make them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from sphinxext_series.model.codes import Reference
from sphinxext_series.model.targets import NOWHERE, Target
from sphinxext_series.model.values import Value, field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinxext_series.model.claims import ArticleClaim, Excerpt, Place
    from sphinxext_series.model.codes import Audience, Code
    from sphinxext_series.model.text.content import Content


class Article(Value):
    """A document that belongs to a series, or will.

    The *claim* is what was said of it, the *excerpt* what is shown of its document.
    Its *page* is false as long as there is none, and external where the article is of
    another *project*.  *minutes* is 0 when nothing is known about its length.  An
    article that is not *listed* (a draft, say) is known to the series and shown by
    none of its lists.
    """

    claim: ArticleClaim
    excerpt: Excerpt
    page: Target = NOWHERE
    project: str = ''
    listed: bool = True
    minutes: int = 0

    @property
    def series(self) -> str:
        """The name of its series."""
        return self.claim.series

    @property
    def code(self) -> Code:
        """Its code in this series."""
        return self.claim.code

    @property
    def title(self) -> Content:
        """The title of the document, without the code."""
        return self.excerpt.title

    @property
    def summary(self) -> Content:
        """What the author says of it, or how it begins."""
        return self.claim.summary or self.excerpt.summary

    @property
    def status(self) -> str:
        """Whether it is planned, a draft or published."""
        return self.claim.status

    @property
    def published(self) -> str:
        """The date of its publication, if one is said."""
        return self.claim.published

    @property
    def updated(self) -> str:
        """The date of its last change, if one is said."""
        return self.claim.updated

    @property
    def requires(self) -> tuple[Reference, ...]:
        """What is to be read before."""
        return self.claim.requires

    @property
    def requires_place(self) -> Place | None:
        """Where that is written."""
        return self.claim.requires_place

    @property
    def place(self) -> Place:
        """Where it is said that it belongs to the series."""
        return self.claim.place

    @property
    def docname(self) -> str:
        """The document of this project, if there is one."""
        return self.page.docname

    @property
    def target(self) -> Target:
        """Where readers can go."""
        return NOWHERE if self.status == 'planned' else self.page

    @property
    def readable(self) -> bool:
        """Whether lists lead readers there."""
        return self.listed and bool(self.target)

    @property
    def reference(self) -> Reference:
        """The name of the article among all series."""
        return Reference(self.series, self.code)

    @property
    def anchor(self) -> str:
        """The id of the article's card on its hub."""
        return f'{self.series}-{self.code}'.lower()


class Pair(Value):
    """The articles that share a number ≥ 1; its *target* is its own section."""

    number: int
    title: Content = ()
    short: Content = ()
    introduction: Content = ()
    target: Target = NOWHERE
    articles: tuple[Article, ...] = ()


class Step(Value):
    """One step of a route: an article, or a set of entry points in any order."""

    articles: tuple[Article, ...]
    optional: bool = False
    unordered: bool = False

    @property
    def minutes(self) -> int:
        """The reading time of the articles that exist, in minutes."""
        return sum(article.minutes for article in self.articles if article.target)


class Route(Value):
    """A named way through the articles for a kind of reader.

    *series* is the one whose guide offers the route; its articles may be of others.
    A route that is not *declared* is one of the defaults of a guide that names none:
    its *title* is empty and its *audience* says whom it is for (None: for all).
    """

    name: str
    title: Content
    series: str = ''
    body: Content = ()
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
        return sum(step.minutes for step in self.steps)


class Stop(Value):
    """An article's place on a route: what comes before and after it, and which step.

    *previous* and *following* are missing at the ends, and around a set.
    *minutes_left* is the reading time of the steps after it.
    """

    route: Route
    number: int
    previous: Article | None
    following: Article | None
    minutes_left: int = 0


class Series(Value, caches=True):
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
    next_place: Place | None = field(default=None, compare=False)
    pair_label: str = ''
    layout: str = 'rows'
    #: Whether the index has headings of articles, too; and what it says beside titles.
    headings: str = 'pairs'
    badges: str = 'all'
    show_minutes: bool = True
    toctree: str = ''
    toctree_codes: bool = False
    articles: tuple[Article, ...] = ()
    pairs: Mapping[int, Pair] = field(default_factory=dict)
    #: What the author says before the routes.
    introduction: Content = ()
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
            left = route.minutes
            for number, step in enumerate(route.steps, 1):
                left -= step.minutes
                stops = unordered if step.unordered else ordered
                stop = Stop(
                    route=route,
                    number=0 if step.unordered else number,
                    previous=None if step.unordered else before[number - 1],
                    following=None if step.unordered else after[number - 1],
                    minutes_left=0 if step.unordered else left,
                )
                for article in step.articles:
                    if article.series == self.name:
                        stops.setdefault(article.code, []).append(stop)
        return {
            code: (*ordered.get(code, ()), *unordered.get(code, ()))
            for code in (*ordered, *unordered)
        }

    def next_for_audience(self, article: Article) -> Article | None:
        """Return the next article for the same audience that can be read, or None."""
        lane = self.lanes.get(article.code.audience, [])
        place = bisect_right(lane, article.code, key=_code_of)
        readable = (a for a in islice(lane, place, None) if a.readable)
        return next(readable, None)

    def audience_of(self, article: Article) -> str:
        """Return the label of an article's audience; nothing if it is for all readers.

        An opening is, unless each audience has its own.
        """
        if article.code.number == 0 and len(self.openings) == 1:
            return ''
        return self.labels[article.code.audience]

    @cached_property
    def openings(self) -> tuple[Article, ...]:
        """The listed articles with number 0."""
        return tuple(article for article in self.listed if not article.code.number)

    @cached_property
    def start(self) -> Article | None:
        """The first article that can be read; if that is the hub, what follows it."""
        readable = [article for article in self.articles if article.readable]
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
        for this audience, the one with this number.  Where two are as near, it is
        neither.
        """
        lane = self.lanes.get(code.audience)
        if lane:
            at = bisect_left(lane, code.number, key=_number_of)
            around = lane[max(at - 1, 0) : at + 1]
            distances = [abs(article.code.number - code.number) for article in around]
            nearest = [
                a for a, d in zip(around, distances, strict=True) if d == min(distances)
            ]
        else:
            sharing = (self._sharing.get((code.number, a)) for a in self.labels)
            nearest = [articles[0] for articles in sharing if articles]
        return nearest[0] if len(nearest) == 1 else None

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
        companions = (self.companion(article, a.code) for a in self.audiences)
        return tuple(c for c in companions if c is not None and c.listed)

    @cached_property
    def _sharing(self) -> Mapping[tuple[int, str], list[Article]]:
        """The articles that share a number and an audience."""
        sharing: dict[tuple[int, str], list[Article]] = {}
        for article in self.articles:
            key = article.code.number, article.code.audience
            sharing.setdefault(key, []).append(article)
        return sharing


def _code_of(article: Article) -> Code:
    return article.code


def _number_of(article: Article) -> int:
    return article.code.number


def _last_seen(steps: Sequence[Step]) -> list[Article | None]:
    """Return for each step the last article before it; after a set there is none."""
    seen: list[Article | None] = []
    last: Article | None = None
    for step in steps:
        seen.append(last)
        if step.unordered:
            last = None
        elif step.articles[0].target:
            last = step.articles[0]
    return seen
