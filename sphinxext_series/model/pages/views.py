"""What each part of a page shows: values cut out of a catalogue.

Rendering sees these values and nothing else, and two pages with equal values are equal
pages.  So a page has to be written again when its values change, and only then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sphinxext_series.model.pages.mentions import (
    MOST_IN_NAVIGATION,
    Heading,
    Mention,
    goes_by_pairs,
    heading_of,
    mention,
)
from sphinxext_series.model.routes.sentences import sentence
from sphinxext_series.model.targets import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.claims import Part
    from sphinxext_series.model.pages.mentions import SeriesLink
    from sphinxext_series.model.series import Article, Pair, Route, Series, Step
    from sphinxext_series.model.targets import Target
    from sphinxext_series.model.text.content import Content

    Translate: TypeAlias = Callable[[str], str]


class Card(NamedTuple):
    """An article as the index shows it."""

    mention: Mention
    anchor: str
    summary: Content
    status: str
    minutes: int
    requires: tuple[Mention, ...]


class Overview(NamedTuple):
    """What the series is, how far it is, where to start."""

    series: str
    status: str
    audiences: tuple[tuple[str, str, int], ...]
    articles: int
    openings: int
    pairs: int
    planned: int
    minutes: int
    start: Mention | None
    codes: tuple[str, ...]
    following: SeriesLink | None = None

    @property
    def names(self) -> list[str]:
        """The full names of the articles that can be read."""
        return [f'{self.series}/{code}' for code in self.codes]

    @property
    def has_choice(self) -> bool:
        """Whether readers may want those of one audience only.

        The style sheet knows so many audiences.
        """
        return self.pairs >= _LONG and 1 < len(self.audiences) <= _MOST_AUDIENCES


#: Pairs from which on readers can choose whose articles they see.
_LONG = 3
_MOST_AUDIENCES = 6


class Column(NamedTuple):
    """A pair on the map: its label, and its stops lane by lane (None: a gap)."""

    heading: Heading | None
    stops: tuple[Mention | None, ...]


class Map(NamedTuple):
    """Audiences as lanes, pairs as columns."""

    series: str
    title: Content
    pair_label: str
    audiences: tuple[tuple[str, str, int], ...]
    columns: tuple[Column, ...]

    @property
    def has_planned(self) -> bool:
        """Whether it shows an article that is not there yet."""
        return any(s and not s.target for column in self.columns for s in column.stops)


class StepView(NamedTuple):
    """A step of a route."""

    mentions: tuple[Mention, ...]
    optional: bool
    unordered: bool


class RouteView(NamedTuple):
    """A route; *audience* is the label of the one a default route is for.

    One for all of them says by itself whether it goes *by_pairs* or by topics.
    """

    name: str
    title: Content
    declared: bool
    audience: str
    by_pairs: bool
    steps: tuple[StepView, ...]
    sentence: str
    body: Content
    articles: int
    planned: int
    minutes: int

    @property
    def names(self) -> list[str]:
        """The full names of the articles that can be read."""
        mentions = (mention for step in self.steps for mention in step.mentions)
        return [f'{m.series}/{m.code}' for m in mentions if m.target]

    @property
    def is_plain(self) -> bool:
        """Whether its steps say all of it: one article after the other."""
        plain = (not step.optional and not step.unordered for step in self.steps)
        return bool(self.steps) and all(plain)

    @property
    def is_ordered(self) -> bool:
        """Whether one article comes after another, anywhere on it."""
        return any(not step.unordered for step in self.steps)


class Guide(NamedTuple):
    """The routes of a series."""

    series: str
    introduction: Content
    routes: tuple[RouteView, ...]


class PairView(NamedTuple):
    """A pair with its articles, or the openings (no heading)."""

    heading: Heading | None
    pair_label: str
    audiences: int
    layout: str
    headings: str
    badges: str
    introduction: Content
    target: Target
    cards: tuple[Card, ...]
    is_long: bool = False


class Index(NamedTuple):
    """Several pairs."""

    pairs: tuple[PairView, ...]


class Announcement(NamedTuple):
    """A series as others see it."""

    title: Content
    description: Content
    target: Target
    status: str
    articles: int
    planned: int
    cards: tuple[Mention, ...]


#: A series that has no hub yet, of which a page has its own words.
UNNAMED = Announcement((), (), NOWHERE, 'planned', 0, 0, ())


class Announcements(NamedTuple):
    """Several series."""

    series: tuple[Announcement, ...]


class Contents(NamedTuple):
    """What a hub's sidebar shows; no pairs, if there are too many."""

    title: Content
    pair_label: str
    audiences: int
    pairs: tuple[Heading, ...]


def overview(series: Series, following: SeriesLink | None = None) -> Overview:
    """Return status, counts and start of a series; planned articles apart."""
    existing = [article for article in series.articles if article.readable]
    return Overview(
        series=series.name,
        status=series.status,
        audiences=_audiences(series),
        articles=len(existing),
        openings=sum(1 for article in existing if not article.code.number),
        pairs=len({article.code.number for article in existing} - {0}),
        planned=len(series.listed) - len(existing),
        minutes=_shown(sum(article.minutes for article in existing), series),
        start=mention(series.start, series) if series.start else None,
        codes=tuple(str(article.code) for article in existing),
        following=following,
    )


def series_map(series: Series) -> Map:
    """Return the lanes and columns of a series."""
    columns = [
        Column(heading_of(pair), _stops(pair.articles, series))
        for pair in series.pairs.values()
    ]
    if series.openings:
        columns.insert(0, Column(None, _stops(series.openings, series)))
    return Map(
        series=series.name,
        title=series.title,
        pair_label=series.pair_label,
        audiences=_audiences(series),
        columns=tuple(columns),
    )


def guide(series: Series, catalogue: Catalogue, translate: Translate) -> Guide:
    """Return the routes of a series, each with its sentence; no empty default."""
    routes = (_route(route, catalogue, translate) for route in series.routes)
    offered = tuple(route for route in routes if route.articles or route.declared)
    return Guide(series.name, series.introduction, offered)


def in_words(guide: Guide) -> Guide:
    """Return a guide that has the words about its routes, and no steps."""
    routes = (r._replace(steps=(), articles=0, minutes=0) for r in guide.routes)
    return guide._replace(routes=tuple(routes))


def index(part: Part, series: Series, catalogue: Catalogue) -> Index:
    """Return the pairs that a part shows: its own, those left over, or all.

    The openings come first, as a pair without a heading.
    """
    pairs: list[Pair | None] = []
    if part.kind in {'opening', 'index'} and series.openings:
        pairs.append(None)
    if part.kind == 'pair':
        pairs += [series.pairs[part.number]] if part.number in series.pairs else []
    if part.kind in {'rest', 'index'}:
        left_out = frozenset(part.shown)
        pairs += [pair for n, pair in series.pairs.items() if n not in left_out]
    return Index(tuple(_pair(pair, series, catalogue) for pair in pairs))


def following(series: Series, catalogue: Catalogue) -> Announcements:
    """Return the series that comes next, if it exists."""
    next_series = catalogue.named(series.next)
    return Announcements((announcement(next_series),) if next_series else ())


def announcement(series: Series) -> Announcement:
    """Return a series as others see it; planned articles only if there are no more."""
    counts = overview(series)
    return Announcement(
        title=series.title,
        description=series.description,
        target=series.target,
        status=series.status,
        articles=counts.articles,
        planned=counts.planned,
        cards=()
        if counts.articles
        else tuple(
            mention(article, series) for article in series.listed[:MOST_IN_NAVIGATION]
        ),
    )


def all_series(catalogue: Catalogue) -> Announcements:
    """Return all series that a hub defines."""
    in_order = sorted(catalogue.series.items())
    return Announcements(tuple(announcement(s) for _name, s in in_order if s.docname))


def contents_of(series: Series) -> Contents:
    """Return what a hub's sidebar shows."""
    pairs = series.pairs if len(series.pairs) <= MOST_IN_NAVIGATION else {}
    return Contents(
        title=series.title,
        pair_label=series.pair_label,
        audiences=len(series.audiences),
        pairs=tuple(heading_of(pair) for pair in pairs.values()),
    )


def _audiences(series: Series) -> tuple[tuple[str, str, int], ...]:
    return tuple((a.code, a.label, n) for n, a in enumerate(series.audiences, 1))


def _stops(articles: Iterable[Article], series: Series) -> tuple[Mention | None, ...]:
    """Return the stops lane by lane, with None in the lanes that have none."""
    lanes: dict[str, list[Mention | None]] = {a.code: [] for a in series.audiences}
    for article in articles:
        lanes[article.code.audience].append(mention(article, series))
    return tuple(stop for lane in lanes.values() for stop in lane or [None])


def _route(route: Route, catalogue: Catalogue, translate: Translate) -> RouteView:
    return RouteView(
        name=route.name,
        title=route.title,
        declared=route.declared,
        audience=route.audience.label if route.audience else '',
        by_pairs=goes_by_pairs(route, catalogue),
        steps=tuple(_step(step, route.series, catalogue) for step in route.steps),
        sentence=sentence(route, translate),
        body=route.body,
        articles=sum(bool(article.target) for article in route.articles),
        planned=sum(not article.target for article in route.articles),
        minutes=_shown(route.minutes, catalogue.series[route.series]),
    )


def _step(step: Step, home: str, catalogue: Catalogue) -> StepView:
    return StepView(
        mentions=tuple(
            mention(article, catalogue.home_of(article), home)
            for article in step.articles
        ),
        optional=step.optional,
        unordered=step.unordered,
    )


def _pair(pair: Pair | None, series: Series, catalogue: Catalogue) -> PairView:
    articles = pair.articles if pair else series.openings
    return PairView(
        heading=heading_of(pair) if pair else None,
        pair_label=series.pair_label,
        audiences=len(series.audiences),
        layout=series.layout,
        headings=series.headings,
        badges=series.badges,
        introduction=pair.introduction if pair else (),
        target=pair.target if pair else NOWHERE,
        cards=tuple(_card(article, series, catalogue) for article in articles),
        is_long=len(series.listed) > MOST_IN_NAVIGATION,
    )


def _required_apart(
    article: Article, series: Series, catalogue: Catalogue
) -> tuple[Mention, ...]:
    """Return what to read first, without what is one look away on the hub.

    The start of the series has a link on top, and a companion its card beside this one.
    """
    one_look_away = {a.reference for a in series.companions(article)}
    one_look_away |= {series.start.reference} if series.start else set()
    required = [
        a for a in catalogue.required(article) if a.reference not in one_look_away
    ]
    return tuple(mention(a, catalogue.home_of(a), article.series) for a in required)


def _shown(minutes: int, series: Series) -> int:
    """Return a reading time, or 0 where pages show none."""
    return minutes if series.show_minutes else 0


def _card(article: Article, series: Series, catalogue: Catalogue) -> Card:
    in_full = series.layout == 'rows'
    return Card(
        mention=mention(article, series),
        anchor=article.anchor,
        summary=article.summary if in_full else (),
        status=article.status,
        minutes=_shown(article.minutes, series) if series.badges == 'all' else 0,
        requires=_required_apart(article, series, catalogue) if in_full else (),
    )
