"""What the targets of roles mean in a catalogue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinxext_series.model.arranging.sections import (
    for_others,
    section_name,
    sections_of,
)
from sphinxext_series.model.codes import (
    CodeError,
    Reference,
    code_meant,
    entry_meant,
    nearest,
)
from sphinxext_series.model.targets import Target
from sphinxext_series.model.text.content import plain_text
from sphinxext_series.reading.sections import pair_label
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.claims import SectionClaim
    from sphinxext_series.model.series import Article, Series
    from sphinxext_series.model.text.content import Content

#: Not as Sphinx would have it, ``series series-pair``: parts have these classes.
CLASSES = ('xref', 'series-ref')


class Referent(NamedTuple):
    """What a reference names: where it leads, what it is called, and its full title.

    The *hint* is empty where it is called by that.
    """

    target: Target
    title: Content
    hint: str = ''


def find(catalogue: Catalogue, kind: str, target: str, home: str) -> Referent | None:
    """Return what *target* names from inside the document *home*, or None.

    Another version of this extension may have noted other kinds.
    """
    finders = {
        'article': _article,
        'code': _code,
        'hub': _hub,
        'pair': _pair,
        'route': _route,
        'companion': _companion,
    }
    return finders[kind](catalogue, target.strip(), home) if kind in finders else None


def similar(catalogue: Catalogue, kind: str, target: str, home: str) -> str:
    """Return what could have been meant by a target that is not there, or nothing."""
    if kind in {'article', 'code'}:
        return _similar_article(catalogue, target, home)
    if kind == 'companion':
        return _similar_companion(catalogue, target, home)
    return nearest(target, _names(catalogue, kind))


def is_told_of(catalogue: Catalogue, kind: str, target: str, home: str) -> bool:
    """Return whether a target may be missing because of another mistake."""
    if kind == 'hub':
        return any(c.hub and c.series in {'', target} for c in catalogue.failed)
    if kind != 'article':
        return False
    try:
        reference = Reference.parse(target, '')
    except CodeError:
        return False
    names = [series.name for series in _candidates(catalogue, '', home)]
    names = [reference.series] if reference.series else names
    return any(catalogue.is_told_of(Reference(n, reference.code)) for n in names)


def _similar_article(catalogue: Catalogue, target: str, home: str) -> str:
    try:
        meant = entry_meant(target)
        reference = (
            Reference.parse_entry(meant)
            if meant
            else Reference.parse(code_meant(target) or target, '')
        )
    except CodeError:
        return ''
    name = reference.series or next(
        (series.name for series in _candidates(catalogue, '', home)), ''
    )
    article = catalogue.nearest(Reference(name, reference.code))
    return str(article.reference) if article else ''


def _names(catalogue: Catalogue, kind: str) -> list[str]:
    all_series = [*catalogue.series.values(), *catalogue.external.values()]
    if kind == 'hub':
        return catalogue.names
    if kind == 'pair':
        return [
            f'{series.name}/{number}'
            for series in all_series
            for number in series.pairs
        ]
    if kind == 'route':
        return [
            f'{s.name}/{r.name}' for s in all_series for r in s.routes if r.declared
        ]
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
            return Referent(section, pair.title or (_untitled(series, number),))
    return None


def _untitled(series: Series, number: str) -> str:
    label = series.pair_label or pair_label(len(series.audiences))
    return str(_('%(pair)s %(number)s')) % {'pair': label, 'number': number}


def _route(catalogue: Catalogue, target: str, home: str) -> Referent | None:
    name, _slash, route_name = target.rpartition('/')
    for series in _candidates(catalogue, name, home):
        for route in series.routes:
            if route.declared and route.name == route_name:
                return Referent(route.target, route.title)
    return None


def _companion(catalogue: Catalogue, target: str, home: str) -> Referent | None:
    audience, has_section, name = target.partition('#')
    for article in catalogue.memberships.get(home, ()):
        series = catalogue.series[article.series]
        companion = series.companion(article, audience.strip())
        if companion is not None and not has_section:
            return _referent(companion)
        for section in _sections(catalogue, article, audience.strip()):
            if section.name == section_name(name):
                place = Target(section.place.docname, section.anchor)
                return Referent(place, section.title)
    return None


def _sections(
    catalogue: Catalogue, article: Article, audience: str
) -> Iterator[SectionClaim]:
    """Yield the sections that an audience's articles of a pair name."""
    series = catalogue.series[article.series]
    companion = series.companion(article, audience)
    others = [a for a in for_others(article, series) if a.code.audience == audience]
    # The companion goes before others for the same audience.
    for other in dict.fromkeys((*([companion] if companion else []), *others)):
        yield from sections_of(other, catalogue)


def _similar_companion(catalogue: Catalogue, target: str, home: str) -> str:
    """Return the nearest name of a section in a companion, with its audience."""
    audience, has_section, name = target.partition('#')
    if not has_section:
        return ''
    meant = [
        f'{code}#{section.name}'
        for article in catalogue.memberships.get(home, ())
        for code in catalogue.series[article.series].labels
        for section in _sections(catalogue, article, code)
    ]
    return nearest(f'{audience}#{section_name(name)}', meant)
