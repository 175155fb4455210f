"""A catalogue that holds an edition only: what is left out is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.model.targets import NOWHERE, Target
from sphinxext_series.model.values import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sphinxext_series.model.arranging.editions import Edition
    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.codes import Code
    from sphinxext_series.model.series import Article, Pair, Route, Series, Step


def limited(catalogue: Catalogue, edition: Edition, kept: Collection[str]) -> Catalogue:
    """Return the catalogue of an edition: its page is the hub, the rest is not there.

    *kept* are all documents of the edition.
    """
    series = {
        name: _edited(series, edition) if name == edition.series else _cut(series, kept)
        for name, series in catalogue.series.items()
    }
    held = {name: one for name, one in series.items() if one.articles}
    references = {
        article.reference: article for one in held.values() for article in one.articles
    }
    memberships = {
        docname: tuple(
            references[article.reference]
            for article in articles
            if article.reference in references
        )
        for docname, articles in catalogue.memberships.items()
        if docname in kept
    }
    return replace(
        catalogue,
        series=held,
        memberships={docname: own for docname, own in memberships.items() if own},
        problems=(),
    )


def _edited(series: Series, edition: Edition) -> Series:
    """Return a series as the edition has it, in the order of its route."""
    own = [article for article in edition.articles if article.series == series.name]
    order = {article.code: article for article in own}
    articles = tuple(a for a in series.articles if a.code in order)
    route = replace(
        edition.route,
        target=Target(edition.docname),
        steps=tuple(_steps(edition.route, edition.articles)),
    )
    return replace(
        series,
        target=Target(edition.docname),
        # What the hub says of both audiences, and announces, is not in the book.
        description=edition.description,
        next='',
        toctree='full',
        articles=articles,
        pairs=_pairs(series.pairs, order, {edition.docname}),
        routes=(route,),
        ways=(route,),
        claimants=edition.docnames,
    )


def _cut(series: Series, kept: Collection[str]) -> Series:
    """Return another series with what the edition holds of it."""
    articles = tuple(a for a in series.articles if a.docname in kept)
    order = {article.code: article for article in articles}
    routes = tuple(
        replace(route, steps=tuple(_steps(route, articles)))
        for route in series.routes
        if route.target.docname in kept
    )
    return replace(
        series,
        target=series.target if series.docname in kept else NOWHERE,
        articles=articles,
        pairs=_pairs(series.pairs, order, kept),
        routes=routes,
        ways=routes,
        claimants=tuple(docname for docname in series.claimants if docname in kept),
    )


def _steps(route: Route, articles: Iterable[Article]) -> Iterator[Step]:
    """Yield the steps of a route that lead to these articles."""
    references = {article.reference for article in articles}
    for step in route.steps:
        left = tuple(a for a in step.articles if a.reference in references)
        if left:
            yield replace(step, articles=left)


def _pairs(
    pairs: Mapping[int, Pair], order: Mapping[Code, Article], kept: Collection[str]
) -> dict[int, Pair]:
    """Return the pairs of which something is held; their sections, where they are."""
    held = {}
    for number, pair in pairs.items():
        articles = tuple(a for a in pair.articles if a.code in order)
        if articles:
            target = pair.target if pair.target.docname in kept else NOWHERE
            held[number] = replace(pair, articles=articles, target=target)
    return held
