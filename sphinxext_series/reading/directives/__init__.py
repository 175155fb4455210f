"""The directives: read options and bodies, leave nodes, store nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.reading.directives.names import OPTIONS
from sphinxext_series.settings.later import later_directive

if TYPE_CHECKING:
    from sphinx.util.docutils import SphinxDirective

_CLASSES = {
    'series-article': 'reading.directives.article:SeriesArticle',
    'series-hub': 'reading.directives.hub:SeriesHub',
    'series-pair': 'reading.directives.parts:SeriesPair',
    'series-overview': 'reading.directives.parts:SeriesOverview',
    'series-opening': 'reading.directives.parts:SeriesOpening',
    'series-index': 'reading.directives.parts:SeriesIndex',
    'series-map': 'reading.directives.parts:SeriesMap',
    'series-next': 'reading.directives.parts:SeriesNext',
    'series-nav': 'reading.directives.parts:SeriesNav',
    'series-list': 'reading.directives.parts:SeriesList',
    'series-section': 'reading.directives.section:SeriesSection',
    'reading-guide': 'reading.directives.guide:ReadingGuide',
    'reading-route': 'reading.directives.guide:ReadingRoute',
}
#: Of the others, text below them is not theirs.
_WITH_CONTENT = frozenset(
    {
        'series-article',
        'series-hub',
        'series-pair',
        'series-next',
        'reading-guide',
        'reading-route',
    }
)
DIRECTIVES: dict[str, type[SphinxDirective]] = {
    name: later_directive(cls, OPTIONS[name], content=name in _WITH_CONTENT)
    for name, cls in _CLASSES.items()
}
