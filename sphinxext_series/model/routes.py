"""The route language: parse, resolve against a series, say in words.

.. code-block:: text

   route = step *( "," step )
   step  = ( set / item ) [ "?" ]
   set   = "{" item *( "," item ) "}"
   item  = ( CODE / CODE ".." CODE / AUDIENCE "*" / SERIES "/" CODE )
           [ "except" CODE ] *( "+" AUDIENCE )

What it promises:

* :func:`parse` raises nothing but :exc:`RouteError`, and
  ``parse(str(parse(text)))`` equals ``parse(text)``;
* a range runs over the listed articles of one audience, in series order, or against
  it when it is written so; what a range names is a subset of what ``A*`` names;
* ``except`` takes one article out, ``+ B`` puts companions behind their articles,
  ``?`` and ``{…}`` change no article: they say how a step may be taken;
* an article stands on a route once, where it is named first.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import partial, reduce
from itertools import groupby
from typing import TYPE_CHECKING

from sphinxext_series.model.diagnostics import N_
from sphinxext_series.model.series import (
    Code,
    Problem,
    Reference,
    Route,
    Step,
    Target,
    nearest,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinxext_series.model.series import (
        Article,
        Catalogue,
        Place,
        RouteClaim,
        Series,
    )

#: Longer expressions are refused: no series needs them, and time is not for free.
LONGEST = 10_000

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<series>\w(?:[\w.-]{0,98}\w)?/)
      | (?P<except>except\b)
      | (?P<code>[A-Z][A-Za-z]{0,15}[0-9]{1,6}[a-z]?(?![A-Za-z0-9]))
      | (?P<audience>[A-Z][A-Za-z]{0,15}(?![A-Za-z0-9]))
      | (?P<mark>\.\.|[,{}?*+])
    """,
    re.VERBOSE,
)


class RouteError(ValueError):
    """A text is not a route: *column* counts from 1, *expected* says what would be."""

    def __init__(self, column: int, expected: str, found: str) -> None:
        super().__init__(f'column {column}: expected {expected}, found {found!r}')
        self.column = column
        self.expected = expected
        self.found = found


# -- what was written ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item: a code, a range up to *last*, or all articles of an *audience*.

    The columns are where its words were written; they do not count when items are
    compared.
    """

    series: str = ''
    first: Code | None = None
    last: Code | None = None
    audience: str = ''
    excepted: Code | None = None
    companions: tuple[str, ...] = ()
    column: int = field(default=0, compare=False)
    last_column: int = field(default=0, compare=False)
    excepted_column: int = field(default=0, compare=False)
    companion_columns: tuple[int, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        written = f'{self.audience}*' if self.audience else str(self.first)
        if self.series:
            written = f'{self.series}/{written}'
        if self.last:
            written += f'..{self.last}'
        if self.excepted:
            written += f' except {self.excepted}'
        return written + ''.join(f' + {audience}' for audience in self.companions)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepExpression:
    """One step as written: an item, or a set of them."""

    items: tuple[Item, ...]
    unordered: bool = False
    optional: bool = False

    def __str__(self) -> str:
        items = ', '.join(map(str, self.items))
        written = f'{{{items}}}' if self.unordered else items
        return written + '?' * self.optional


@dataclass(frozen=True, slots=True)
class RouteExpression:
    """A route as written; ``str()`` writes it in its usual form."""

    steps: tuple[StepExpression, ...]

    def __str__(self) -> str:
        return ', '.join(map(str, self.steps))


def parse(text: str) -> RouteExpression:
    """Return the route that *text* spells; raise :exc:`RouteError` otherwise."""
    return _Parser(text).route()


class _Parser:
    """Recursive descent, one method a rule of the grammar."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise RouteError(LONGEST + 1, N_('the end of the route'), text[LONGEST])
        self.tokens = list(_tokens(text))
        self.position = 0

    def route(self) -> RouteExpression:
        steps = [self.step()]
        while self.accept(','):
            steps.append(self.step())
        self.expect('end', N_('“,” and another step, or the end of the route'))
        return RouteExpression(tuple(steps))

    def step(self) -> StepExpression:
        unordered = self.accept('{')
        if unordered:
            items = self.set_items()
        else:
            items = (self.item(N_('an article such as A1, a range or a set')),)
        return StepExpression(
            items=items, unordered=unordered, optional=self.accept('?')
        )

    def set_items(self) -> tuple[Item, ...]:
        expected = N_('an article such as A1 or a range')
        items = [self.item(expected)]
        while self.accept(','):
            items.append(self.item(expected))
        self.expect('}', N_('“,” and another item, or “}”'))
        return tuple(items)

    def item(self, expected: str) -> Item:
        kind, text, column = self.tokens[self.position]
        item = Item(column=column, last_column=self.column(2))
        if kind == 'series':
            self.position += 1
            code = self.code(N_('an article such as A1 after the name of a series'))
            item = replace(item, series=text[:-1], first=code)
        elif kind == 'audience':
            self.position += 1
            self.expect('*', N_('a number or “*” after the code of an audience'))
            item = replace(item, audience=text)
        else:
            code = self.code(expected)
            item = replace(item, first=code, last=self.range_end(code))
        if self.accept('except'):
            column = self.column()
            code = self.code(N_('an article such as A1 after “except”'))
            item = replace(item, excepted=code, excepted_column=column)
        companions = list(self.companions())
        return replace(
            item,
            companions=tuple(audience for audience, _column in companions),
            companion_columns=tuple(column for _audience, column in companions),
        )

    def range_end(self, first: Code) -> Code | None:
        if not self.accept('..'):
            return None
        expected = N_('the end of the range, an article for the same audience')
        column = self.column()
        last = self.code(expected)
        if last.audience != first.audience:
            raise RouteError(column, expected, str(last))
        return last

    def companions(self) -> Iterator[tuple[str, int]]:
        while self.accept('+'):
            column = self.column()
            expected = N_('the code of an audience after “+”')
            yield self.expect('audience', expected), column

    def column(self, ahead: int = 0) -> int:
        """Return where the next word stands, or one further ahead."""
        return self.tokens[min(self.position + ahead, len(self.tokens) - 1)][2]

    def code(self, expected: str) -> Code:
        return Code.parse(self.expect('code', expected))

    def accept(self, kind: str) -> bool:
        accepted = self.tokens[self.position][0] == kind
        self.position += accepted
        return accepted

    def expect(self, expected_kind: str, expected: str) -> str:
        kind, text, column = self.tokens[self.position]
        if kind != expected_kind:
            raise RouteError(column, expected, text)
        self.position += 1
        return text


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield kind, text and column; marks are their own kind, the last is ``end``."""
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            unknown = re.match(r'[^\s,{}?*+]+', text[position:])
            found = unknown[0] if unknown else text[position]
            yield 'unknown', found[:40], position + 1
            return
        kind = str(match.lastgroup)
        if kind != 'space':
            yield match[0] if kind == 'mark' else kind, match[0], position + 1
        position = match.end()
    yield 'end', '', len(text) + 1


# -- what it means in a series --------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A route names what is not there: *kind* is that of its problem.

    *similar* is what may be meant; where that may be anything, *expected* has it all.
    """

    kind: str
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
                self.miss('route_series', item.column, item.series, similar)
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
        found = [
            self.article(item, item.first, item.column, series),
            self.article(item, item.last, item.last_column, series),
        ]
        if item.last is None or item.first is None:
            return [article for article in found if article is not None]
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
        found = series.index.get(code)
        if found is None:
            nearby = series.nearest(code)
            similar = self.called(nearby.code, item) if nearby else ''
            self.miss('route_article', column, self.called(code, item), similar)
        return found

    @staticmethod
    def called(code: Code, item: Item) -> str:
        """Return a code as it stands in a route: with the series, if it is another."""
        return str(Reference(item.series, code)) if item.series else str(code)

    def without_excepted(
        self, item: Item, articles: list[Article], series: Series
    ) -> list[Article]:
        if item.excepted is None:
            return articles
        column = item.excepted_column
        excepted = self.article(item, item.excepted, column, series)
        if excepted is not None and excepted not in articles:
            self.miss('route_except', column, self.called(excepted.code, item))
        return [article for article in articles if article is not excepted]

    def miss(self, kind: str, column: int, found: str, similar: str = '') -> None:
        self.mismatches.append(
            Mismatch(kind=kind, column=column, found=found, similar=similar)
        )

    def miss_audience(self, found: str, column: int, series: Series) -> None:
        expected = ', '.join(series.tones)
        self.mismatches.append(
            Mismatch(
                kind='route_audience', column=column, found=found, expected=expected
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
                Problem(kind='duplicate_route', place=claim.place, facts=facts)
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
    steps: tuple[Step, ...] = ()
    try:
        expression = parse(claim.expression)
    except RouteError:
        pass  # said where it was read
    else:
        steps, mismatches = resolve(expression, series, catalogue)
        for mismatch in mismatches:
            facts: dict[str, str | int | Place] = {
                'series': series.name,
                'route': words_of(claim.title),
                'column': mismatch.column,
                'found': mismatch.found,
                'similar': mismatch.similar,
                'expected': mismatch.expected,
            }
            problems.append(Problem(kind=mismatch.kind, place=claim.place, facts=facts))
    return Route(
        name=claim.name,
        title=claim.title,
        series=series.name,
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


# -- in words -------------------------------------------------------------------------


def sentence(route: Route, translate: Callable[[str], str]) -> str:
    """Return a sentence that says how to take the route, in the reader's language."""
    sentences: list[str] = []
    for (optional, entry_points), steps in groupby(route.steps, key=_manner):
        articles = [article for step in steps for article in step.articles]
        message = _SENTENCES[entry_points is not None, optional, bool(sentences)]
        if len(articles) == 1:
            message = _SENTENCES_FOR_ONE[optional, bool(sentences)]
        listing = in_words(articles, translate, route.series)
        sentences.append(translate(message) % {'articles': listing})
    return reduce(partial(_joined, translate), sentences, '')


def _joined(translate: Callable[[str], str], text: str, following: str) -> str:
    """Return two sentences, one behind the other."""
    if not text:
        return following
    message = translate(N_('%(text)s %(sentence)s'))
    return message % {'text': text, 'sentence': following}


def _manner(step: Step) -> tuple[bool, Step | None]:
    """Return how a step is taken; each set is taken for itself."""
    return step.optional, step if step.unordered else None


#: (entry points in any order, optional, not the first) → what to say
_SENTENCES = {
    (False, False, False): N_('Read %(articles)s, in this order.'),
    (False, False, True): N_('Go on with %(articles)s, in this order.'),
    (False, True, False): N_('If you like, begin with %(articles)s.'),
    (False, True, True): N_('Then, if you like, read %(articles)s.'),
    (True, False, False): N_('Begin with any of %(articles)s.'),
    (True, False, True): N_('Then take %(articles)s, in any order.'),
    (True, True, False): N_('If you like, begin with any of %(articles)s.'),
    (True, True, True): N_('Then, if you like, take %(articles)s, in any order.'),
}

#: (optional, not the first) → what to say of a single article
_SENTENCES_FOR_ONE = {
    (False, False): N_('Read %(articles)s.'),
    (False, True): N_('Go on with %(articles)s.'),
    (True, False): N_('If you like, begin with %(articles)s.'),
    (True, True): N_('Then, if you like, read %(articles)s.'),
}


def in_words(
    articles: Sequence[Article], translate: Callable[[str], str], home: str = ''
) -> str:
    """Return the codes of articles, with runs of three or more drawn together.

    Those of other series than *home*, where it is given, are named with their series.
    """
    names: list[str] = []
    position = 0
    while position < len(articles):
        end = position
        while end + 1 < len(articles) and _follows(articles[end], articles[end + 1]):
            end += 1
        if end - position < 2:  # noqa: PLR2004 (two are a list, three are a range)
            end = position
        first, last = (_name(articles[n], home) for n in (position, end))
        span = translate(N_('%(first)s to %(last)s')) % {'first': first, 'last': last}
        names.append(span if end > position else first)
        position = end + 1
    return translate(N_(', ')).join(names)


def _name(article: Article, home: str) -> str:
    is_of_another = home and article.series != home
    return str(article.reference if is_of_another else article.code)


def _follows(one: Article, other: Article) -> bool:
    return (
        one.series == other.series
        and one.code.audience == other.code.audience
        and one.code.number + 1 == other.code.number
        and not one.code.letter
        and not other.code.letter
    )
