"""The names of the directives and of their options."""

from __future__ import annotations

OPTIONS: dict[str, tuple[str, ...]] = {
    'series-article': (
        'status',
        'requires',
        'minutes',
        'published',
        'updated',
        'pair',
        'show-summary',
    ),
    'series-hub': (
        'title',
        'audiences',
        'status',
        'next',
        'pairs',
        'articles',
        'external',
        'planned',
        'parts',
        'pair-label',
        'layout',
        'toctree',
        'caption',
    ),
    'series-pair': ('series', 'number', 'articles', 'planned', 'short', 'name'),
    'series-index': ('series',),
    'series-map': ('series',),
    'series-next': ('series',),
    'series-nav': ('series',),
    'series-list': (),
    'series-section': ('series', 'hide'),
    'reading-guide': ('series',),
    'reading-route': ('articles', 'name'),
    'series-edition': ('articles', 'route', 'audience', 'also', 'short'),
}
