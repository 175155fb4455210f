"""The parts of a page by their kinds, and what each of them shows.

The one table of them: pages are rendered from it, and their fingerprints are made
from it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from sphinxext_series.model.pages import views
from sphinxext_series.model.pages.mentions import next_series

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.claims import Part
    from sphinxext_series.model.pages.views import Translate
    from sphinxext_series.model.series import Series

    PartView: TypeAlias = Callable[[Part, Series, Catalogue, Translate], object]
    #: What other extensions show.
    Added: TypeAlias = Mapping[str, Callable[[Series, Catalogue], object]]


def _overview(
    _part: Part, series: Series, catalogue: Catalogue, *_: object
) -> views.Overview:
    return views.overview(series, next_series(series, catalogue))


def _map(_part: Part, series: Series, *_: object) -> views.Map:
    return views.series_map(series)


def _guide(
    part: Part, series: Series, catalogue: Catalogue, translate: Translate
) -> views.Guide:
    guide = views.guide(series, catalogue, translate)
    return views.in_words(guide) if part.layout == 'compact' else guide


def _index(part: Part, series: Series, catalogue: Catalogue, *_: object) -> views.Index:
    return views.index(part, series, catalogue)


def _next(
    _part: Part, series: Series, catalogue: Catalogue, *_: object
) -> views.Announcements:
    return views.following(series, catalogue)


#: The parts that show something of one series.
OF_A_SERIES: Mapping[str, PartView] = MappingProxyType(
    {
        'overview': _overview,
        'map': _map,
        'guide': _guide,
        'opening': _index,
        'pair': _index,
        'rest': _index,
        'index': _index,
        'next': _next,
    }
)


def view_of(
    part: Part, catalogue: Catalogue, added: Added, translate: Translate
) -> object:
    """Return what a part of a page shows; None if that is nothing.

    The navigation of an article is no part of a series: see ``navigation``.
    """
    if part.kind == 'list':
        return views.all_series(catalogue)
    series = catalogue.series.get(part.series)
    if series is None:
        return None
    if part.kind in added:
        return added[part.kind](series, catalogue)
    view = OF_A_SERIES.get(part.kind)
    return view(part, series, catalogue, translate) if view else None
