"""What a hub announces as the next series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.checks.diagnostics import CheckDiagnostic
from sphinxext_series.model.catalogue import Problem
from sphinxext_series.model.codes import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_series.model.catalogue import Catalogue


def exists(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield series whose next one is not there."""
    for series in catalogue.series.values():
        if series.next and not catalogue.named(series.next):
            others = (name for name in catalogue.names if name != series.name)
            facts = {'series': series.next, 'similar': nearest(series.next, others)}
            place = series.next_place or series.place
            yield Problem(kind=CheckDiagnostic.UNKNOWN_NEXT, place=place, facts=facts)
