"""What each part of a page shows: values cut out of a catalogue.

Rendering sees these values and nothing else, and two pages with equal values are equal
pages.  So a page has to be written again when its values change, and only then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sphinxext_series.model.content import Branch
from sphinxext_series.model.routes.sentences import sentence
from sphinxext_series.model.series import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.claims import Part
    from sphinxext_series.model.content import Content
    from sphinxext_series.model.series import (
        Article,
        Pair,
        Route,
        Series,
        Step,
        Stop,
        Target,
    )

    Translate: TypeAlias = Callable[[str], str]

#: Longer series are not listed in each of their articles: N lines in each of N.
MOST_IN_NAVIGATION = 30


class Mention(NamedTuple):
    """An article as a link.

    *audience* is empty where an opening is for all readers.

    *other_series* is the title of its series, if that is another than the one at hand:
    its code alone would be taken for one of this.
    """

    series: str
    code: str
    title: Content
    target: Target
    audience: str
    tone: int
    other_series: Content = ()

    @property
    def name(self) -> str:
        """The code; that of another series is named with it."""
        return f'{self.series}/{self.code}' if self.other_series else self.code


class Card(NamedTuple):
    """An article as the index shows it."""

    mention: Mention
    anchor: str
    summary: Content
    status: str
    minutes: int
    requires: tuple[Mention, ...]


class Heading(NamedTuple):
    """A pair by its number and title, and its section."""

    number: int
    title: Content
    short: Content
    target: Target


class Overview(NamedTuple):
    """What the series is, how far it is, where to start."""

    series: str
    description: Content
    status: str
    audiences: tuple[tuple[str, str, int], ...]
    articles: int
    openings: int
    pairs: int
    planned: int
    minutes: int
    start: Mention | None
    codes: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """The full names of the articles that can be read."""
        return [f'{self.series}/{code}' for code in self.codes]


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
        return [f'{each.series}/{each.code}' for each in mentions if each.target]

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
    introduction: Content
    target: Target
    cards: tuple[Card, ...]


class Index(NamedTuple):
    """Several pairs."""

    pairs: tuple[PairView, ...]


class Announcement(NamedTuple):
    """A series as others see it."""

    name: str
    title: Content
    description: Content
    target: Target
    status: str
    audiences: int
    articles: int
    pairs: int
    planned: int
    cards: tuple[Mention, ...]


class Announcements(NamedTuple):
    """Several series."""

    series: tuple[Announcement, ...]


class OtherRoute(NamedTuple):
    """A route through an article."""

    name: str
    title: Content
    audience: str
    by_pairs: bool
    target: Target
    following: Mention | None


class Navigation(NamedTuple):
    """What an article says of its place in a series.

    In large series, *position*, *pairs*, *articles*, *step* and *steps* are 0.
    """

    series: str
    title: Content
    target: Target
    code: str
    own_title: Content
    audience: str
    tone: int
    status: str
    minutes: int
    pair: Heading | None
    pair_label: str
    audiences: int
    position: int
    pairs: int
    companions: tuple[Mention, ...]
    requires: tuple[Mention, ...]
    everything: tuple[Mention, ...]
    articles: int
    route: OtherRoute | None
    step: int
    steps: int
    previous: Mention | None
    following: Mention | None
    next_for_audience: Mention | None
    minutes_left: int
    others: tuple[OtherRoute, ...]


class Contents(NamedTuple):
    """What a hub's sidebar shows; no pairs, if there are too many."""

    title: Content
    pair_label: str
    audiences: int
    pairs: tuple[Heading, ...]


View: TypeAlias = Announcements | Guide | Index | Map | Overview


def view(
    part: Part, series: Series, catalogue: Catalogue, translate: Translate = str
) -> View:
    """Return what a part of a page shows of a series."""
    if part.kind == 'overview':
        return overview(series)
    if part.kind == 'map':
        return series_map(series)
    if part.kind == 'guide':
        return guide(series, catalogue, translate)
    if part.kind == 'next':
        return following(series, catalogue)
    return index(part, series, catalogue)


def overview(series: Series) -> Overview:
    """Return status, counts and start of a series; planned articles apart."""
    existing = [article for article in series.articles if article.readable]
    return Overview(
        series=series.name,
        description=series.description,
        status=series.status,
        audiences=_audiences(series),
        articles=len(existing),
        openings=sum(1 for article in existing if not article.code.number),
        pairs=len({article.code.number for article in existing} - {0}),
        planned=len(series.listed) - len(existing),
        minutes=sum(article.minutes for article in existing),
        start=_optional(series.start, series),
        codes=tuple(str(article.code) for article in existing),
    )


def series_map(series: Series) -> Map:
    """Return the lanes and columns of a series."""
    columns = [
        Column(_heading(pair, series), _stops(pair.articles, series))
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
    shown = tuple(route for route in routes if route.articles or route.declared)
    return Guide(series.name, series.introduction, shown)


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
    found = catalogue.named(series.next)
    return Announcements((announcement(found),) if found else ())


def announcement(series: Series) -> Announcement:
    """Return a series as others see it; planned articles only if there are no more."""
    counts = overview(series)
    return Announcement(
        name=series.name,
        title=series.title,
        description=series.description,
        target=series.target,
        status=series.status,
        audiences=len(series.audiences),
        articles=counts.articles,
        pairs=len(series.pairs),
        planned=counts.planned,
        cards=()
        if counts.articles
        else tuple(
            mention(article, series) for article in series.listed[:MOST_IN_NAVIGATION]
        ),
    )


def all_series(catalogue: Catalogue) -> Announcements:
    """Return all series that a hub defines."""
    every = sorted(catalogue.series.items())
    return Announcements(tuple(announcement(s) for _name, s in every if s.docname))


def navigation(article: Article, catalogue: Catalogue) -> Navigation:
    """Return what an article says of its place in its series.

    Its size does not depend on that of the series, once that is a large one; and no
    totals are given then: each article would be written again with any that is added.
    """
    series = catalogue.series[article.series]
    pair = series.pairs.get(article.code.number)
    stops = series.stops.get(article.code, ())
    stop = stops[0] if stops else None
    listed = series.listed
    in_full = len(listed) <= MOST_IN_NAVIGATION
    return Navigation(
        series=series.name,
        title=series.title,
        # An article that is the hub leads nowhere by its name.
        target=series.target if series.docname != article.docname else NOWHERE,
        code=str(article.code),
        own_title=article.title,
        audience=series.audience_of(article),
        tone=series.tones[article.code.audience],
        status=article.status,
        minutes=article.minutes,
        pair=_heading(pair, series) if pair else None,
        pair_label=series.pair_label,
        audiences=len(series.audiences),
        position=series.positions.get(article.code.number, 0) if in_full else 0,
        pairs=len(series.pairs) if in_full else 0,
        companions=tuple(mention(a, series) for a in series.companions(article)),
        requires=_required(article, catalogue),
        everything=tuple(mention(a, series) for a in listed) if in_full else (),
        articles=len(listed) if in_full else 0,
        route=_other(stop, catalogue) if stop and stop.number else None,
        step=stop.number if stop and in_full else 0,
        steps=len(stop.route.steps) if stop and in_full else 0,
        previous=_from(stop.previous if stop else None, catalogue, series.name),
        following=_from(stop.following if stop else None, catalogue, series.name),
        next_for_audience=_next_for_audience(article, stop, series),
        minutes_left=stop.minutes_left if stop and in_full else 0,
        others=tuple(_other(s, catalogue) for s in stops[1:] if s.route.declared),
    )


def without_pager(view: Navigation) -> Navigation:
    """Return what is said of it where there is no pager and no list of articles."""
    return view._replace(
        code='',
        own_title=(),
        tone=0,
        minutes=0,
        everything=(),
        articles=0,
        route=None,
        step=0,
        steps=0,
        previous=None,
        following=None,
        next_for_audience=None,
        minutes_left=0,
        others=(),
    )


def near(view: Navigation) -> tuple[Mention, ...]:
    """Return the articles around one, and itself: before, for others, behind."""
    here = Mention(
        series=view.series,
        code=view.code,
        title=view.own_title,
        target=NOWHERE,
        audience=view.audience,
        tone=view.tone,
    )
    around = (view.previous, here, *view.companions, view.following)
    return tuple(dict.fromkeys(mention for mention in around if mention))


def contents_of(series: Series) -> Contents:
    """Return what a hub's sidebar shows."""
    pairs = series.pairs if len(series.pairs) <= MOST_IN_NAVIGATION else {}
    return Contents(
        title=series.title,
        pair_label=series.pair_label,
        audiences=len(series.audiences),
        pairs=tuple(_heading(pair, series) for pair in pairs.values()),
    )


def marked_up(view: object) -> Iterator[Content]:
    """Yield the texts in a view that are more than words, wherever they are in it."""
    if not isinstance(view, tuple):
        return
    members = [member for member in view if isinstance(member, tuple)]
    if any(isinstance(member, Branch) for member in members):
        yield view
        return
    for member in members:
        yield from marked_up(member)


def mention(article: Article, series: Series, home: str = '') -> Mention:
    """Return an article of a series as a link, from inside the series *home*."""
    return Mention(
        series=article.series,
        code=str(article.code),
        title=article.title,
        target=article.target,
        audience=series.audience_of(article),
        tone=series.tones[article.code.audience],
        other_series=series.title if home not in {'', series.name} else (),
    )


def _next_for_audience(
    article: Article, stop: Stop | None, series: Series
) -> Mention | None:
    """Return the next article for the same audience, if the route leads elsewhere."""
    following = series.next_for_audience(article)
    is_on_route = stop is not None and stop.following == following
    return None if following is None or is_on_route else mention(following, series)


def _optional(article: Article | None, series: Series) -> Mention | None:
    return mention(article, series) if article else None


def _from(article: Article | None, catalogue: Catalogue, home: str) -> Mention | None:
    return mention(article, catalogue.home_of(article), home) if article else None


def _required(article: Article, catalogue: Catalogue) -> tuple[Mention, ...]:
    return tuple(
        mention(required, catalogue.home_of(required), article.series)
        for required in catalogue.required(article)
    )


def _other(stop: Stop, catalogue: Catalogue) -> OtherRoute:
    route = stop.route
    return OtherRoute(
        name=route.name,
        title=route.title,
        audience=route.audience.label if route.audience else '',
        by_pairs=goes_by_pairs(route, catalogue),
        target=route.target,
        following=_from(stop.following, catalogue, route.series),
    )


def goes_by_pairs(route: Route, catalogue: Catalogue) -> bool:
    """Return whether what share a number are called pairs in the series of a route."""
    series = catalogue.series[route.series]
    return len(series.audiences) == 2 and not series.pair_label  # noqa: PLR2004


def _audiences(series: Series) -> tuple[tuple[str, str, int], ...]:
    return tuple((a.code, a.label, n) for n, a in enumerate(series.audiences, 1))


def _heading(pair: Pair, series: Series) -> Heading:
    return Heading(
        number=pair.number,
        title=pair.title,
        short=pair.short,
        target=pair.target,
    )


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
        minutes=route.minutes,
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
        heading=_heading(pair, series) if pair else None,
        pair_label=series.pair_label,
        audiences=len(series.audiences),
        layout=series.layout,
        introduction=pair.introduction if pair else (),
        target=pair.target if pair else NOWHERE,
        cards=tuple(_card(article, series, catalogue) for article in articles),
    )


def _required_apart(
    article: Article, series: Series, catalogue: Catalogue
) -> tuple[Mention, ...]:
    """Return what to read first, without what is one look away on the hub.

    The start of the series has a link on top, and a companion its card beside this one.
    """
    near = {a.reference for a in series.companions(article)}
    near |= {series.start.reference} if series.start else set()
    required = (a for a in catalogue.required(article) if a.reference not in near)
    return tuple(mention(a, catalogue.home_of(a), article.series) for a in required)


def _card(article: Article, series: Series, catalogue: Catalogue) -> Card:
    in_full = series.layout == 'rows'
    return Card(
        mention=mention(article, series),
        anchor=article.anchor,
        summary=article.summary if in_full else (),
        status=article.status,
        minutes=article.minutes,
        requires=_required_apart(article, series, catalogue) if in_full else (),
    )
