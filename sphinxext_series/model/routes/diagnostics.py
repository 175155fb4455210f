"""The warnings about routes: the subtype and the sentence of each."""

from __future__ import annotations

from sphinxext_series.model.text.messages import N_, WarningType


class RouteDiagnostic(WarningType):
    """What can be wrong with a route: how it is written, and what it names."""

    ROUTE_SYNTAX = (
        'route',
        N_(
            'route “%(route)s”, column %(column)s of “%(written)s”: expected '
            '%(expected)s, but found %(found)s; the route is shown without its steps'
        ),
    )
    ROUTE_EMPTY = (
        'route',
        N_(
            'route “%(route)s” names no articles: expected an option “:steps:” '
            'such as “A0, A1..A6”; the route is shown without steps'
        ),
    )
    ROUTE_ARTICLE = (
        'route',
        N_(
            'route “%(route)s” of series “%(series)s”, column %(column)s, names '
            '“%(found)s”: expected an article that exists%(similar)s; it is left out'
        ),
    )
    ROUTE_AUDIENCE = (
        'route',
        N_(
            'route “%(route)s” of series “%(series)s”, column %(column)s, names '
            'audience “%(found)s”: expected one of %(expected)s; it is left out'
        ),
    )
    ROUTE_SERIES = (
        'route',
        N_(
            'route “%(route)s” of series “%(series)s”, column %(column)s, names '
            'series “%(found)s”: expected one that exists%(similar)s; it is left out'
        ),
    )
    ROUTE_EXCEPT = (
        'route',
        N_(
            'route “%(route)s” of series “%(series)s”, column %(column)s, excepts '
            '“%(found)s” from articles that do not contain it; nothing is taken out'
        ),
    )
    ROUTE_OUTSIDE = (
        'route',
        N_(
            'a reading-route belongs inside a reading-guide; without one it is shown '
            'on the page of a hub only'
        ),
    )
    ROUTE_VACANT = (
        'route',
        N_(
            'route “%(route)s” of series “%(series)s” leads to no article: expected '
            'one that readers can see, and that “except” does not take out; the route '
            'is shown without steps'
        ),
    )
