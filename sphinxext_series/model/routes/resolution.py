"""Routes of a series: what their expressions name, and the default ones.

* A range runs over the listed articles of one audience, in series order, or against
  it when it is written so; what a range names is a subset of what ``A*`` names.
* ``except`` takes one article out, ``+ B`` puts companions after their articles,
  ``?`` and ``{…}`` change no article: they say how a step may be taken.
* An article is on a route once, where it is named first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from sphinxext_series.model.catalogue import Problem
from sphinxext_series.model.codes import Code, Reference, nearest
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.routes.diagnostics import RouteDiagnostic
from sphinxext_series.model.series import Route, Step
from sphinxext_series.model.targets import Target
from sphinxext_series.model.text.content import words_of
from sphinxext_series.model.values import Value, replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.claims import Place, RouteClaim
    from sphinxext_series.model.routes.language import Item, RouteExpression
    from sphinxext_series.model.series import Article, Series


class Mismatch(Value):
    """A route names what is not there: *kind* is that of its problem.

    *similar* is what may be meant; where that may be anything, *expected* has it all.
    """

    kind: RouteDiagnostic
    column: int
    found: str
    similar: str = ''
    expected: str = ''


def resolve(
    expression: RouteExpression, series: Series, catalogue: Catalogue
) -> tuple[tuple[Step, ...], tuple[Mismatch, ...]]:
    """Return the steps of a route through *series*, and what it names in vain."""
    resolver = _Resolver(series, catalogue)
    return tuple(resolver.steps(expression)), tuple(resolver.mismatches)


class _Resolver:
    def __init__(self, series: Series, catalogue: Catalogue) -> None:
        self.series = series
        self.catalogue = catalogue
        self.mismatches: list[Mismatch] = []
        self.visited: set[Reference] = set()
        self.resolved: set[Item] = set()

    def steps(self, expression: RouteExpression) -> Iterator[Step]:
        for step in expression.steps:
            articles = [article for item in step.items for article in self.item(item)]
            new = tuple(filter(self.is_new, articles))
            if step.unordered and new:
                yield Step(articles=new, unordered=True, optional=step.optional)
            elif not step.unordered:
                for article in new:
                    yield Step(articles=(article,), optional=step.optional)

    def is_new(self, article: Article) -> bool:
        """Return whether lists show the article and the route has not come by."""
        if not article.listed or article.reference in self.visited:
            return False
        self.visited.add(article.reference)
        return True

    def item(self, item: Item) -> Iterator[Article]:
        if item in self.resolved:
            return  # its articles are on the route already
        self.resolved.add(item)
        series = self.series
        if item.series:
            named = self.catalogue.named(item.series)
            if named is None:
                similar = nearest(item.series, self.catalogue.names)
                self.miss(
                    RouteDiagnostic.ROUTE_SERIES, item.column, item.series, similar
                )
                return
            series = named
        audiences = self.audiences(item, series)
        for article in self.without_excepted(item, self.base(item, series), series):
            yield article
            companions = (series.companion(article, a) for a in audiences)
            yield from (c for c in companions if c is not None)

    def audiences(self, item: Item, series: Series) -> list[str]:
        named: dict[str, int] = {}
        for audience, column in zip(
            item.companions, item.companion_columns, strict=True
        ):
            named.setdefault(audience, column)
        for audience, column in named.items():
            if audience not in series.tones:
                self.miss_audience(audience, column, series)
        return [audience for audience in named if audience in series.tones]

    def base(self, item: Item, series: Series) -> list[Article]:
        if item.audience:
            return self.all_for(item, series)
        articles = [
            self.article(item, item.first, item.column, series),
            self.article(item, item.last, item.last_column, series),
        ]
        if item.last is None or item.first is None:
            return [article for article in articles if article is not None]
        lane = series.lanes.get(item.first.audience, [])
        lowest, highest = sorted((_order(item.first), _order(item.last)))
        start = bisect_left(lane, lowest, key=_order_of)
        stop = bisect_right(lane, highest, key=_order_of)
        within = lane[start:stop]
        return within if lowest == _order(item.first) else within[::-1]

    def all_for(self, item: Item, series: Series) -> list[Article]:
        if item.audience not in series.lanes:
            self.miss_audience(item.audience, item.column, series)
        return series.lanes.get(item.audience, [])

    def article(
        self, item: Item, code: Code | None, column: int, series: Series
    ) -> Article | None:
        if code is None:
            return None
        article = series.index.get(code)
        reference = Reference(series.name, code)
        if article is None and not self.catalogue.is_told_of(reference):
            nearby = series.nearest(code)
            similar = self.called(nearby.code, item) if nearby else ''
            self.miss(
                RouteDiagnostic.ROUTE_ARTICLE, column, self.called(code, item), similar
            )
        return article

    @staticmethod
    def called(code: Code, item: Item) -> str:
        """Return a code as a route has it: with the series, if it is another."""
        return str(Reference(item.series, code)) if item.series else str(code)

    def without_excepted(
        self, item: Item, articles: list[Article], series: Series
    ) -> list[Article]:
        if item.excepted is None:
            return articles
        column = item.excepted_column
        excepted = self.article(item, item.excepted, column, series)
        if excepted is not None and excepted not in articles:
            self.miss(
                RouteDiagnostic.ROUTE_EXCEPT, column, self.called(excepted.code, item)
            )
        return [article for article in articles if article is not excepted]

    def miss(
        self, kind: RouteDiagnostic, column: int, found: str, similar: str = ''
    ) -> None:
        self.mismatches.append(
            Mismatch(kind=kind, column=column, found=found, similar=similar)
        )

    def miss_audience(self, found: str, column: int, series: Series) -> None:
        expected = ', '.join(series.tones)
        self.mismatches.append(
            Mismatch(
                kind=RouteDiagnostic.ROUTE_AUDIENCE,
                column=column,
                found=found,
                expected=expected,
            )
        )


def _order(code: Code) -> tuple[int, str]:
    return code.number, code.letter


def _order_of(article: Article) -> tuple[int, str]:
    return _order(article.code)


# -- the routes of a series -----------------------------------------------------------


def with_routes(
    series: Series, claims: Sequence[RouteClaim], catalogue: Catalogue
) -> tuple[Series, list[Problem]]:
    """Return the series with its routes, and what they name in vain.

    A series whose guide names no routes gets the default ones.  Every article gets
    ways through it: its default route first, then the others in the order of the guide.
    """
    problems: list[Problem] = []
    routes: dict[str, Route] = {}
    places: dict[str, Place] = {}
    for claim in claims:
        if claim.name in routes:
            facts: dict[str, str | int | Place] = {
                'series': series.name,
                'route': claim.name,
                'other': places[claim.name],
            }
            problems.append(
                Problem(kind=Diagnostic.DUPLICATE_ROUTE, place=claim.place, facts=facts)
            )
            continue
        places[claim.name] = claim.place
        routes[claim.name] = _declared(claim, series, catalogue, problems)
    declared, defaults = tuple(routes.values()), tuple(default_routes(series))
    # Articles that no declared route visits in order follow that of their audience.
    fallbacks = tuple(route for route in defaults if route.audience)
    ways = (*declared, *fallbacks) if declared else defaults
    return replace(series, routes=declared or defaults, ways=ways), problems


def _declared(
    claim: RouteClaim, series: Series, catalogue: Catalogue, problems: list[Problem]
) -> Route:
    steps, mismatches = resolve(claim.expression, series, catalogue)
    place = claim.expression_place or claim.place
    facts: dict[str, str | int | Place] = {
        'series': series.name,
        'route': words_of(claim.title),
    }
    for mismatch in mismatches:
        named: dict[str, str | int | Place] = {
            'column': mismatch.column,
            'found': mismatch.found,
            'similar': mismatch.similar,
            'expected': mismatch.expected,
        }
        problems.append(Problem(kind=mismatch.kind, place=place, facts=facts | named))
    if claim.expression.steps and not (steps or mismatches):
        vacant = Problem(kind=RouteDiagnostic.ROUTE_VACANT, place=place, facts=facts)
        problems.append(vacant)
    return Route(
        name=claim.name,
        title=claim.title,
        series=series.name,
        body=claim.body,
        target=Target(claim.place.docname, claim.anchor),
        steps=steps,
    )


def default_routes(series: Series) -> Iterator[Route]:
    """Yield a route for each audience, and one for all of them, pair by pair.

    An audience without an opening of its own begins with those of the others.  Where
    all articles are for one audience, its route is enough.
    """
    step_of = {a.code: Step(articles=(a,)) for a in series.listed}
    everything = tuple(step_of.values())
    is_offered = False
    for audience in series.audiences:
        own = [a for a in series.listed if a.code.audience == audience.code]
        if not own:
            continue
        has_opening = any(article.code.number == 0 for article in own)
        openings = () if has_opening else series.openings
        steps = tuple(step_of[article.code] for article in (*openings, *own))
        is_offered = is_offered or steps == everything
        yield Route(
            name=f'audience-{audience.code.lower()}',
            title=(),
            series=series.name,
            steps=steps,
            declared=False,
            audience=audience,
        )
    if everything and not is_offered:
        yield Route(
            name='pair-by-pair',
            title=(),
            series=series.name,
            steps=everything,
            declared=False,
        )
