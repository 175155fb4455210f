"""What articles require: that it is there, can be read, and is in no circle.

What articles of other projects require is told to those who can mend it.
"""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from sphinxext_series.checks.diagnostics import CheckDiagnostic
from sphinxext_series.model.catalogue import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.claims import Place
    from sphinxext_series.model.codes import Reference
    from sphinxext_series.model.series import Article

#: More circles are told when these are mended: each search takes its time.
MOST_CIRCLES = 20


def exist(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield requirements that are not there."""
    for article, required in _requirements(catalogue):
        is_missing = catalogue.article(required) is None
        if is_missing and not catalogue.is_told_of(required):
            similar = catalogue.nearest(required)
            is_other = similar is not None and similar is not article
            facts = {'similar': str(similar.reference) if similar and is_other else ''}
            yield _problem(CheckDiagnostic.UNKNOWN_REQUIRED, article, required, **facts)


def can_be_read(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield requirements on drafts that readers of the article cannot see."""
    for article, required in _requirements(catalogue):
        needed = catalogue.article(required)
        is_hidden = needed and needed.status == 'draft' and not needed.listed
        if is_hidden and article.readable:
            yield _problem(CheckDiagnostic.REQUIRES_DRAFT, article, required)


def _requirements(catalogue: Catalogue) -> Iterator[tuple[Article, Reference]]:
    for series in catalogue.series.values():
        for article in series.articles:
            if not article.project:
                for required in article.requires:
                    yield article, required


def _problem(
    diagnostic: CheckDiagnostic, article: Article, required: Reference, **facts: str
) -> Problem:
    names = {'series': article.series, 'code': str(article.code)}
    names['required'] = str(required)
    place = article.requires_place or article.place
    return Problem(kind=diagnostic, place=place, facts={**names, **facts})


# -- circles ---------------------------------------------------------------------------


def make_no_circle(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield a circle for each group of articles that require one another."""
    articles = {
        article.reference: article
        for series in catalogue.series.values()
        for article in series.articles
        # An article that requires nothing is in no circle.
        if article.requires
    }
    graph = {
        reference: [name for name in article.requires if name in articles]
        for reference, article in articles.items()
    }
    for circle in _circles(graph):
        first = min(circle, key=lambda name: _own_first(articles[name]))
        start = circle.index(first)
        turned = [*circle[start:], *circle[:start], first]
        facts = {'circle': ' → '.join(map(str, turned))}
        place = articles[first].place
        yield Problem(kind=CheckDiagnostic.REQUIRES_CIRCLE, place=place, facts=facts)


def _own_first(article: Article) -> tuple[bool, Place]:
    return bool(article.project), article.place


def _circles(graph: Mapping[Reference, list[Reference]]) -> Iterator[list[Reference]]:
    for _ in range(MOST_CIRCLES):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            # From what is required to what requires it, the last one twice.
            circle = error.args[1][:0:-1]
        else:
            return
        yield circle
        group = _group(circle[0], graph)
        graph = {
            name: [other for other in others if other not in group]
            for name, others in graph.items()
            if name not in group
        }


def _group(
    member: Reference, graph: Mapping[Reference, list[Reference]]
) -> set[Reference]:
    """Return what an article requires, directly or not, and what so requires it."""
    onward = _reached(member, graph)
    back: dict[Reference, list[Reference]] = {name: [] for name in onward}
    for name in onward:
        for other in graph[name]:
            back[other].append(name)
    return _reached(member, back)


def _reached(
    start: Reference, graph: Mapping[Reference, list[Reference]]
) -> set[Reference]:
    reached = {start}
    waiting = [start]
    while waiting:
        new = set(graph[waiting.pop()]) - reached
        reached |= new
        waiting += new
    return reached
