"""The directives: read options and bodies, leave nodes, store nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.reading.directives.article import SeriesArticle
from sphinxext_series.reading.directives.guide import ReadingGuide, ReadingRoute
from sphinxext_series.reading.directives.hub import SeriesHub
from sphinxext_series.reading.directives.parts import (
    SeriesIndex,
    SeriesList,
    SeriesMap,
    SeriesNav,
    SeriesNext,
    SeriesOpening,
    SeriesOverview,
    SeriesPair,
)

if TYPE_CHECKING:
    from sphinxext_series.reading.directives.base import SeriesDirective

DIRECTIVES: dict[str, type[SeriesDirective]] = {
    'series-article': SeriesArticle,
    'series-hub': SeriesHub,
    'series-pair': SeriesPair,
    'series-overview': SeriesOverview,
    'series-opening': SeriesOpening,
    'series-index': SeriesIndex,
    'series-map': SeriesMap,
    'series-next': SeriesNext,
    'series-nav': SeriesNav,
    'series-list': SeriesList,
    'reading-guide': ReadingGuide,
    'reading-route': ReadingRoute,
}
