"""What an edition holds: the articles of one route, and no others of the series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.model.catalogue import Problem
from sphinxext_series.model.codes import nearest
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.routes.resolution import default_routes, resolve
from sphinxext_series.model.series import Route
from sphinxext_series.model.text.content import words_of
from sphinxext_series.model.text.messages import N_, WarningType
from sphinxext_series.model.values import Value, field

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.claims import Condition, Place
    from sphinxext_series.model.routes.language import RouteExpression
    from sphinxext_series.model.series import Article, Series
    from sphinxext_series.model.text.content import Content


class EditionDiagnostic(WarningType):
    """What can be wrong with an edition."""

    EDITION_EMPTY = (
        'edition',
        N_(
            'the edition of series “%(series)s” holds no article that has a document: '
            'expected some from “:articles:”, “:route:” or “:audience:”; the page '
            'stays a page'
        ),
    )
    EDITION_ROUTE = (
        'edition',
        N_(
            'series “%(series)s” has nothing called “%(name)s” for “:%(option)s:”: '
            'expected %(expected)s%(similar)s; the edition holds no article'
        ),
    )
    EDITION_ARTICLES = (
        'route',
        N_(
            'column %(column)s of “:articles: %(written)s”: expected %(expected)s, but '
            'found %(found)s; the edition holds no article'
        ),
    )
    EDITION_DOCUMENT = (
        'edition',
        N_(
            '“:also:” names “%(docname)s”, which is not a document of this '
            'project%(similar)s; the edition is made without it'
        ),
    )
    EDITION_TOCTREE = (
        'edition',
        N_(
            'the page of an edition lists %(docname)s in a toctree: expected articles '
            'in “:articles:” only, because a toctree takes them from the hub and out '
            'of the complete book'
        ),
    )
    EDITION_INSIDE = (
        'edition',
        N_(
            'the page of an edition is part of “%(docname)s”, which is a book itself: '
            'expected the page in no toctree of that book; no book is made of it'
        ),
    )
    EDITION_OUTPUT = (
        'edition',
        N_(
            'the output directory holds what the edition leaves out: %(files)s; '
            'expected an empty one, and doctrees outside it (“-d”); nothing there is '
            'deleted'
        ),
    )
    EDITION_FAILED = (
        'edition',
        N_(
            'the root document “%(docname)s” is not an edition because of this line: '
            'expected a series-edition without a mistake; the output is this page only'
        ),
    )
    EDITION_ROOT = (
        'edition',
        N_(
            'the root document “%(docname)s” is not an edition and lists no documents: '
            'expected one of the editions, %(editions)s; the output is the whole '
            'project'
        ),
    )
    EDITION_TWICE = (
        'edition',
        N_(
            'the page is a hub, an article or an edition already: expected one '
            'series-edition, on a page of its own; this one is left out'
        ),
    )


class EditionClaim(Value):
    """A page says that it is an edition of a series.

    Its articles are those of *expression*, in the route language, of the named *route*
    or of one *audience*: the first of them that is said.  *also* are other
    documents that belong to it, *short* is what it is called in a sentence, and
    *description* the text of the directive.
    """

    place: Place = field(compare=False)
    series: str
    expression: RouteExpression | None = None
    route: str | None = None
    audience: str | None = None
    failed: bool = False
    also: tuple[str, ...] = ()
    short: str = ''
    conditions: tuple[Condition, ...] = ()
    description: Content = ()


class Edition(Value):
    """An edition: its page, its series, and the articles in the order of *route*.

    *docnames* are the documents that follow its page: articles first, then the others.
    """

    docname: str
    title: Content
    short: str
    series: str
    show_minutes: bool = True
    route: Route
    articles: tuple[Article, ...]
    also: tuple[str, ...] = ()
    description: Content = ()

    @property
    def docnames(self) -> tuple[str, ...]:
        """The documents that the author named, in their order."""
        return tuple(dict.fromkeys((*(a.docname for a in self.articles), *self.also)))


def edition_of(
    claim: EditionClaim,
    title: Content,
    catalogue: Catalogue,
    docnames: Collection[str],
) -> tuple[Edition | None, list[Problem]]:
    """Return the edition that a page claims to be, and what does not fit.

    *docnames* are all documents of the project.  It may hold no article; it is None on
    a page that is something else.
    """
    docname = claim.place.docname
    if docname in catalogue.hubs or docname in catalogue.memberships:
        return None, [_problem(EditionDiagnostic.EDITION_TWICE, claim)]
    route, problems = _route_of(claim, title, catalogue)
    articles = tuple(a for a in route.articles if a.docname and a.target)
    if not articles and not problems and not claim.failed:
        problems = [_problem(EditionDiagnostic.EDITION_EMPTY, claim)]
    also, missing = _also(claim, docnames)
    series = catalogue.series.get(claim.series)
    edition = Edition(
        docname=docname,
        title=title,
        short=claim.short or words_of(title),
        series=claim.series,
        show_minutes=series is None or series.show_minutes,
        route=route,
        articles=articles,
        also=also,
        description=claim.description,
    )
    return edition, [*problems, *missing]


def without_articles(claim: EditionClaim, title: Content) -> Edition:
    """Return the edition of a page that was to be one, and failed."""
    return Edition(
        docname=claim.place.docname,
        title=title,
        short=words_of(title),
        series=claim.series,
        route=_NO_ROUTE,
        articles=(),
    )


def _also(
    claim: EditionClaim, docnames: Collection[str]
) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the other documents of an edition, and what is none."""
    also = [name for name in claim.also if name in docnames]
    problems = [
        _problem(
            EditionDiagnostic.EDITION_DOCUMENT,
            claim,
            docname=name,
            similar=nearest(name, docnames),
        )
        for name in claim.also
        if name not in docnames
    ]
    return tuple(also), problems


def _route_of(
    claim: EditionClaim, title: Content, catalogue: Catalogue
) -> tuple[Route, list[Problem]]:
    """Return the route that an edition follows: its own, a declared one, a default.

    What is not understood is none: a book holds nothing that nobody asked for.
    """
    series = catalogue.series.get(claim.series)
    if series is None:
        similar = nearest(claim.series, catalogue.series)
        return _NO_ROUTE, [_problem(Diagnostic.UNKNOWN_SERIES, claim, similar=similar)]
    if claim.failed:
        return _NO_ROUTE, []
    if claim.expression:
        return _own_route(claim.expression, claim, title, series, catalogue)
    routes = {route.name: route for route in series.routes if route.declared}
    defaults = {r.audience.code: r for r in default_routes(series) if r.audience}
    if claim.route is not None:
        titles = {words_of(route.title): name for name, route in routes.items()}
        return _called(claim, 'route', routes, titles)
    if claim.audience is not None:
        # An audience may have no article yet.
        audiences = {code: defaults.get(code, _NO_ROUTE) for code in series.labels}
        labels = {label: code for code, label in series.labels.items()}
        return _called(claim, 'audience', audiences, labels)
    # The audience that the hub names first.
    return next(iter(defaults.values()), _NO_ROUTE), []


_NO_ROUTE = Route(name='edition', title=())


def _called(
    claim: EditionClaim,
    option: str,
    routes: Mapping[str, Route],
    titles: Mapping[str, str],
) -> tuple[Route, list[Problem]]:
    """Return the route that an option names; *titles* may be meant for names."""
    name = str(getattr(claim, option))
    if name in routes:
        return routes[name], []
    close = nearest(name.lower(), (title.lower() for title in titles))
    meant = (titles[title] for title in titles if title.lower() == close)
    similar = nearest(name, routes) or nearest(name.upper(), routes) or next(meant, '')
    none = N_('the “:name:” of a reading-route on the hub, which has none')
    problem = _problem(
        EditionDiagnostic.EDITION_ROUTE,
        claim,
        name=name,
        option=option,
        expected=', '.join(routes) or none,
        similar=similar,
    )
    return _NO_ROUTE, [problem]


def _own_route(
    expression: RouteExpression,
    claim: EditionClaim,
    title: Content,
    series: Series,
    catalogue: Catalogue,
) -> tuple[Route, list[Problem]]:
    """Return the route that the page writes itself."""
    steps, mismatches = resolve(expression, series, catalogue)
    problems = [
        _problem(
            mismatch.kind,
            claim,
            route=words_of(title),
            column=mismatch.column,
            found=mismatch.found,
            similar=mismatch.similar,
            expected=mismatch.expected,
        )
        for mismatch in mismatches
    ]
    own = Route(name='edition', title=title, series=series.name, steps=steps)
    return own, problems


def _problem(
    kind: WarningType, claim: EditionClaim, **facts: str | int | Place
) -> Problem:
    facts = {'series': claim.series, **facts}
    return Problem(kind=kind, place=claim.place, facts=facts)
