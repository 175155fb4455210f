"""What an article says of its place in a series: before, after, for others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinxext_series.model.codes import Code
from sphinxext_series.model.pages.mentions import (
    MOST_IN_NAVIGATION,
    Mention,
    goes_by_pairs,
    heading_of,
    mention,
    mention_in,
    next_series,
    required_by,
)
from sphinxext_series.model.targets import NOWHERE

if TYPE_CHECKING:
    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.pages.mentions import Heading, SeriesLink
    from sphinxext_series.model.series import Article, Series, Stop
    from sphinxext_series.model.targets import Target
    from sphinxext_series.model.text.content import Content


class OtherRoute(NamedTuple):
    """A route through an article.

    From *previous* on it is what readers see who have chosen this route.  In large
    series, *step*, *steps* and *minutes_left* are 0.  *coming* is the planned article
    that is next, where nothing that can be read comes after it.
    """

    name: str
    title: Content
    audience: str
    by_pairs: bool
    target: Target
    following: Mention | None
    previous: Mention | None = None
    step: int = 0
    steps: int = 0
    minutes_left: int = 0
    coming: Mention | None = None


class Navigation(NamedTuple):
    """What an article says of its place in a series.

    In large series, *position*, *pairs* and *articles* are 0.
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
    previous: Mention | None
    following: Mention | None
    next_for_audience: Mention | None
    next_series: SeriesLink | None
    others: tuple[OtherRoute, ...]

    @property
    def audience_code(self) -> str:
        """The code of its audience."""
        return Code.parse(self.code).audience


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
        minutes=article.minutes if series.show_minutes else 0,
        pair=heading_of(pair) if pair else None,
        pair_label=series.pair_label,
        audiences=len(series.audiences),
        position=series.positions.get(article.code.number, 0) if in_full else 0,
        pairs=len(series.pairs) if in_full else 0,
        companions=tuple(mention(a, series) for a in series.companions(article)),
        requires=required_by(article, catalogue),
        everything=tuple(mention(a, series) for a in listed) if in_full else (),
        articles=len(listed) if in_full else 0,
        route=_other(stop, catalogue) if stop and stop.number else None,
        previous=mention_in(stop.previous if stop else None, catalogue, series.name),
        following=mention_in(stop.following if stop else None, catalogue, series.name),
        next_for_audience=_next_for_audience(article, stop, series),
        next_series=next_series(series, catalogue) if _is_last(stop) else None,
        others=tuple(_other(s, catalogue) for s in stops[1:] if s.route.declared),
    )


def _is_last(stop: Stop | None) -> bool:
    """Return whether an article is the end of an ordered route."""
    return stop is not None and bool(stop.number) and stop.following is None


def _next_for_audience(
    article: Article, stop: Stop | None, series: Series
) -> Mention | None:
    """Return the next article for the same audience, if the route leads elsewhere."""
    following = series.next_for_audience(article)
    is_on_route = stop is not None and stop.following == following
    return None if following is None or is_on_route else mention(following, series)


def _other(stop: Stop, catalogue: Catalogue) -> OtherRoute:
    route = stop.route
    series = catalogue.series[route.series]
    in_full = bool(stop.number) and len(series.listed) <= MOST_IN_NAVIGATION
    return OtherRoute(
        name=route.name,
        title=route.title,
        audience=route.audience.label if route.audience else '',
        by_pairs=goes_by_pairs(route, catalogue),
        target=route.target,
        following=mention_in(stop.following, catalogue, route.series),
        previous=mention_in(stop.previous, catalogue, route.series),
        step=stop.number if in_full else 0,
        steps=len(route.steps) if in_full else 0,
        minutes_left=stop.minutes_left if in_full and series.show_minutes else 0,
        coming=mention_in(_coming(stop), catalogue, route.series),
    )


def _coming(stop: Stop) -> Article | None:
    """Return the planned article after the last one of a route that can be read."""
    if not _is_last(stop):
        return None
    for step in stop.route.steps[stop.number :][:1]:
        if not step.unordered and not step.articles[0].target:
            return step.articles[0]
    return None


def without_chosen(view: Navigation) -> Navigation:
    """Return what is said of it where no reader can choose a route."""
    others = (
        other._replace(previous=None, step=0, steps=0, minutes_left=0, coming=None)
        for other in view.others
    )
    return view._replace(others=tuple(others))


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
        previous=None,
        following=None,
        next_for_audience=None,
        next_series=None,
        others=(),
    )


def neighbours(view: Navigation) -> tuple[Mention, ...]:
    """Return the articles around one, and itself: before, for others, after."""
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
