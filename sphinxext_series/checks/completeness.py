"""What a complete series promises: all articles are there, in all pairs."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from sphinxext_series.checks.diagnostics import CheckDiagnostic
from sphinxext_series.model.catalogue import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.series import Series

#: So many missing numbers are told at once.
MOST_NUMBERS = 10


def has_nothing_planned(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield complete series that still plan articles."""
    yield from _with_status('planned', CheckDiagnostic.STATUS_COMPLETE, catalogue)


def has_no_drafts(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield complete series that have drafts."""
    yield from _with_status('draft', CheckDiagnostic.STATUS_DRAFTS, catalogue)


def _with_status(
    status: str, diagnostic: CheckDiagnostic, catalogue: Catalogue
) -> Iterator[Problem]:
    for series in _complete(catalogue):
        codes = [str(a.code) for a in series.articles if a.status == status]
        if codes:
            yield _problem(diagnostic, series, codes=', '.join(codes))


def has_no_gaps(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield complete series that skip the numbers of pairs.

    What is planned or a draft is no gap as well, even if no list shows it.
    """
    for series in _complete(catalogue):
        numbers = {*series.pairs, *(article.code.number for article in series.articles)}
        missing = (n for n in range(1, max(numbers, default=0)) if n not in numbers)
        told = ', '.join(map(str, islice(missing, MOST_NUMBERS)))
        if told:
            yield _problem(CheckDiagnostic.GAP, series, numbers=told)


def has_whole_pairs(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield the pairs of complete series that lack an article for an audience."""
    for series in _complete(catalogue):
        present = {(a.code.number, a.code.audience) for a in series.articles}
        for number in series.pairs:
            for code in series.labels:
                if (number, code) not in present:
                    facts = {'number': str(number), 'audience': code}
                    yield _problem(CheckDiagnostic.UNPAIRED, series, **facts)


def _complete(catalogue: Catalogue) -> Iterator[Series]:
    """Yield the series that hubs of this project call complete."""
    for series in catalogue.series.values():
        if series.status == 'complete' and series.docname:
            yield series


def _problem(diagnostic: CheckDiagnostic, series: Series, **facts: str) -> Problem:
    return Problem(
        kind=diagnostic, place=series.place, facts={'series': series.name, **facts}
    )
