"""The roles, and what their targets mean in a catalogue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.roles import XRefRole

from sphinxext_series.model.codes import CodeError, Reference, code_meant, nearest
from sphinxext_series.model.content import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.content import Content
    from sphinxext_series.model.series import Article, Series
    from sphinxext_series.model.targets import Target

#: Not as Sphinx would have it, ``series series-pair``: parts have these classes.
CLASSES = ('xref', 'series-ref')
KINDS = ('article', 'code', 'hub', 'pair', 'route', 'companion')


class SeriesRole(XRefRole):
    """A reference to something of a series; its title is found when it is written."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)


class Referent(NamedTuple):
    """What a reference names: where it leads, what it is called, and its full title.

    The *hint* is empty where it is called by that.
    """

    target: Target
    title: Content
    hint: str = ''


def find(catalogue: Catalogue, kind: str, target: str, home: str) -> Referent | None:
    """Return what *target* names from inside the document *home*, or None."""
    finder = {
        'article': _article,
        'code': _code,
        'hub': _hub,
        'pair': _pair,
        'route': _route,
        'companion': _companion,
    }[kind]
    return finder(catalogue, target.strip(), home)


def similar(catalogue: Catalogue, kind: str, target: str, home: str) -> str:
    """Return what could have been meant by a target that is not there, or nothing."""
    if kind in {'article', 'code'}:
        return _similar_article(catalogue, target, home)
    return nearest(target, _names(catalogue, kind))


def _similar_article(catalogue: Catalogue, target: str, home: str) -> str:
    try:
        reference = Reference.parse(code_meant(target) or target, '')
    except CodeError:
        return ''
    name = reference.series or next(
        (series.name for series in _candidates(catalogue, '', home)), ''
    )
    found = catalogue.nearest(Reference(name, reference.code))
    return str(found.reference) if found else ''


def _names(catalogue: Catalogue, kind: str) -> list[str]:
    every = [*catalogue.series.values(), *catalogue.external.values()]
    if kind == 'hub':
        return catalogue.names
    if kind == 'pair':
        return [
            f'{series.name}/{number}' for series in every for number in series.pairs
        ]
    if kind == 'route':
        return [f'{s.name}/{r.name}' for s in every for r in s.routes if r.declared]
    return []


def _candidates(catalogue: Catalogue, name: str, home: str) -> Iterator[Series]:
    """Yield the named series, or those that the document belongs to or defines."""
    if name:
        series = catalogue.named(name)
        if series is not None:
            yield series
        return
    for article in catalogue.memberships.get(home, ()):
        yield catalogue.series[article.series]
    yield from catalogue.hubs.get(home, ())


def _article(catalogue: Catalogue, target: str, home: str) -> Referent | None:
    try:
        reference = Reference.parse(target, '')
    except CodeError:
        return None
    for series in _candidates(catalogue, reference.series, home):
        article = series.index.get(reference.code)
        if article is not None:
            return _referent(article)
    return None


def _code(catalogue: Catalogue, target: str, home: str) -> Referent | None:
    article = _article(catalogue, target, home)
    if article is None:
        return None
    return Referent(article.target, (target,), plain_text(article.title))


def _referent(article: Article) -> Referent:
    return Referent(article.target, article.title)


def _hub(catalogue: Catalogue, target: str, _home: str) -> Referent | None:
    series = catalogue.named(target)
    return Referent(series.target, series.title) if series else None


def _pair(catalogue: Catalogue, target: str, home: str) -> Referent | None:
    name, _slash, number = target.rpartition('/')
    if not re.fullmatch('[0-9]{1,6}', number):
        return None
    for series in _candidates(catalogue, name, home):
        pair = series.pairs.get(int(number))
        if pair is not None:
            section = pair.target or series.target._replace(anchor='')
            return Referent(section, pair.title or (f'{target}',))
    return None


def _route(catalogue: Catalogue, target: str, home: str) -> Referent | None:
    name, _slash, wanted = target.rpartition('/')
    for series in _candidates(catalogue, name, home):
        for route in series.routes:
            if route.declared and route.name == wanted:
                return Referent(route.target, route.title)
    return None


def _companion(catalogue: Catalogue, target: str, home: str) -> Referent | None:
    for article in catalogue.memberships.get(home, ()):
        companion = catalogue.series[article.series].companion(article, target)
        if companion is not None:
            return _referent(companion)
    return None
