"""The report as values: what is there of each series, what is missing, what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.checks.diagnostics import CheckDiagnostic
from sphinxext_series.checks.reviews import articles_compared, state_of
from sphinxext_series.editions.building import editions_of
from sphinxext_series.editions.leaving_out.selection import kept_documents
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.model.arranging.sections import section_view, sections_of
from sphinxext_series.model.reviews import PairName
from sphinxext_series.settings.warnings import sentence_of
from sphinxext_series.tools.keeping import load_reviews
from sphinxext_series.tools.report.limiting import beyond_limits, file_of_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.environment.domain import SeriesDomain
    from sphinxext_series.model.catalogue import Catalogue, Problem
    from sphinxext_series.model.codes import Reference
    from sphinxext_series.model.reviews import Fingerprint, Review
    from sphinxext_series.model.series import Article, Route, Series

VERSION = 1


def report_of(app: Sphinx) -> dict[str, Any]:
    """Return what is known of all series, as values of JSON."""
    domain = series_domain(app.env)
    read = load_reviews(app)
    beyond = beyond_limits(app)
    return {
        'version': VERSION,
        'series': {
            name: {
                **_counted(series, domain),
                'reviews': list(_reviews(series, read.reviews, domain.fingerprints)),
                'sections': _sections(series, app.env),
                'limits': beyond.found.get(name, []),
                'routes': _routes(series, domain),
                'requirements': list(_unread(series, domain.catalogue)),
                'circles': _circles(series, domain.catalogue),
                'editions': _editions(series, app.env),
            }
            for name, series in domain.catalogue.series.items()
        },
        'without_capitals': beyond.without_capitals,
        'review_problems': [_problem(problem, app.env) for problem in read.problems],
    }


def _counted(series: Series, domain: SeriesDomain) -> dict[str, Any]:
    own = [article for article in series.articles if not article.project]
    return {
        'title': domain.words.of(series.title),
        'status': series.status,
        'articles': {
            status: sum(article.status == status for article in own)
            for status in ('published', 'draft', 'planned')
        },
        'pairs': len(list(series.pairs)),
        'missing': [
            {'pair': number, 'audience': audience.code}
            for number in list(series.pairs)
            for audience in series.audiences
            if not _has(series, number, audience.code)
        ],
        'unfinished': [
            {
                'code': str(article.code),
                'title': domain.words.of(article.title),
                'status': article.status,
                'since': article.updated or article.published or None,
            }
            for article in own
            if article.status != 'published'
        ],
    }


def _has(series: Series, number: int, audience: str) -> bool:
    return any(
        article.code.number == number and article.code.audience == audience
        for article in series.articles
    )


# -- reviews ---------------------------------------------------------------------------


def _reviews(
    series: Series,
    reviews: Mapping[PairName, Review],
    fingerprints: Mapping[str, Fingerprint],
) -> Iterator[dict[str, Any]]:
    for number in list(series.pairs):
        name = PairName(series.name, number)
        articles = articles_compared(series, number)
        review = reviews.get(name)
        if review is None and len(articles) < 2:  # noqa: PLR2004 (of a pair)
            continue
        found: dict[str, Any] = {
            'pair': number,
            'articles': [str(article.code) for article in articles],
            'reviewed': review.reviewed if review else None,
            'by': (review.by or None) if review else None,
            'note': (review.note or None) if review else None,
            'state': 'unreviewed',
        }
        if review is not None:
            state = state_of(name, review, series, fingerprints)
            found['state'] = 'agrees' if state.agrees else 'changed'
            found['changed'] = [
                {
                    'code': str(code),
                    'sections': [section.title for section in sections],
                    'names': [name for section in sections for name in section.names],
                }
                for code, sections in state.changed.items()
            ]
            found['new'] = list(map(str, state.new))
            found['gone'] = list(map(str, state.gone))
        yield found


# -- sections --------------------------------------------------------------------------


def _sections(series: Series, env: BuildEnvironment) -> dict[str, Any]:
    """Return how many sections have a name in their pair, and those left alone."""
    domain = series_domain(env)
    named = [
        (article, section)
        for article in series.articles
        if article.docname
        for section in sections_of(article, domain.catalogue)
    ]
    alone = [
        (article, section)
        for article, section in named
        if not section_view(section, domain.catalogue).links
    ]
    return {
        'named': len(named),
        'with_companion': len(named) - len(alone),
        'alone': [
            {
                'code': str(article.code),
                'name': section.name,
                'title': domain.words.of(section.title),
                'file': file_of_place(section.place, env),
                'line': section.place.line,
            }
            for article, section in alone
        ],
    }


# -- routes and requirements -----------------------------------------------------------


def _routes(series: Series, domain: SeriesDomain) -> dict[str, Any]:
    """Return the declared routes, and the articles that are on none of them."""
    declared = [route for route in series.routes if route.declared]
    reached = {a.reference for route in declared for a in route.articles}
    on_none = [a for a in series.articles if a.readable and a.reference not in reached]
    return {
        'declared': [
            {
                'name': route.name,
                'title': domain.words.of(route.title),
                'articles': len(route.articles),
                'minutes': route.minutes,
            }
            for route in declared
        ],
        'on_none': [str(article.code) for article in on_none] if declared else [],
    }


def _unread(series: Series, catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Yield requirements that a route has not led to before the article itself."""
    for route in series.routes:
        if route.declared and route.ordered:
            for article, required in _out_of_order(route, catalogue):
                yield {
                    'route': route.name,
                    'code': str(article.code),
                    'requires': str(required.reference),
                }


def _out_of_order(
    route: Route, catalogue: Catalogue
) -> Iterator[tuple[Article, Article]]:
    read: set[Reference] = set()
    for step in route.steps:
        # What is offered in any order may be read in the right one.
        read.update(article.reference for article in step.articles)
        for article in step.articles:
            for required in catalogue.required(article):
                if required.reference not in read:
                    yield article, required


def _circles(series: Series, catalogue: Catalogue) -> list[str]:
    """Return the articles that require each other in a circle, each circle once."""
    circles = [
        str(problem.facts['circle'])
        for problem in catalogue.problems
        if problem.kind is CheckDiagnostic.REQUIRES_CIRCLE
    ]
    return [circle for circle in circles if circle.startswith(f'{series.name}/')]


# -- editions --------------------------------------------------------------------------


def _editions(series: Series, env: BuildEnvironment) -> dict[str, Any]:
    """Return the editions of a series, and what is wrong with them."""
    editions = editions_of(env)
    domain = series_domain(env)
    return {
        'found': [
            {
                'page': docname,
                'title': domain.words.of(edition.title),
                'articles': len(edition.articles),
                'documents': len(kept_documents(edition, domain.catalogue, env)),
                'minutes': sum(article.minutes for article in edition.articles),
            }
            for docname, edition in sorted(editions.found.items())
            if edition.series == series.name
        ],
        'problems': [
            _problem(problem, env)
            for problem in sorted(editions.problems, key=_by_place)
            if problem.facts['series'] == series.name
        ],
    }


def _problem(problem: Problem, env: BuildEnvironment) -> dict[str, Any]:
    return {
        'file': file_of_place(problem.place, env),
        'line': problem.place.line,
        'message': sentence_of(problem, env),
    }


def _by_place(problem: Problem) -> tuple[str, int]:
    return problem.place.docname, problem.place.line
