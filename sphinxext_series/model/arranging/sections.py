"""Sections that have a name in their pair, and their companions.

A section and the one of the same name in a companion are *companion sections*.  Each
article says only what its own sections are called.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from sphinxext_series.model.catalogue import Problem
from sphinxext_series.model.codes import nearest
from sphinxext_series.model.targets import Target
from sphinxext_series.model.text.messages import N_, WarningType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.claims import Claims, Place, SectionClaim
    from sphinxext_series.model.series import Article, Series
    from sphinxext_series.model.text.content import Content


class SectionDiagnostic(WarningType):
    """What can be wrong with the name of a section."""

    SECTION_ALONE = (
        'section',
        N_(
            'no companion of %(code)s names a section “%(text)s”%(similar)s: expected '
            'one in %(companions)s; no link is shown'
        ),
    )
    SECTION_TWICE = (
        'section',
        N_(
            '%(code)s names two sections “%(name)s”: expected another name here; the '
            'first, at %(other)s, is the one with companions'
        ),
    )
    SECTION_PLACE = (
        'section',
        N_(
            '“%(name)s” names no section: expected series-section right in the text '
            'below a heading that is not the title of the document; it is left out'
        ),
    )
    SECTION_ARTICLE = (
        'section',
        N_(
            'the section “%(name)s” can have no companion: expected '
            '%(expected)s%(similar)s; no link is shown'
        ),
    )


def section_name(text: str) -> str:
    """Return the name that a text is.

    Case, white space, and how a machine has put an accent, make no difference.
    """
    return unicodedata.normalize('NFC', ' '.join(text.split()).lower())


class SectionLink(NamedTuple):
    """A companion section, and for whom it is."""

    audience: str
    title: Content
    target: Target


class SectionView(NamedTuple):
    """The companions of a section."""

    name: str
    links: tuple[SectionLink, ...]

    def in_joined(self) -> SectionView:
        """Return the same where several documents are one page."""
        links = (link._replace(target=in_joined(link.target)) for link in self.links)
        return self._replace(links=tuple(links))


def in_joined(target: Target) -> Target:
    """Return where a section is on a page of several documents.

    They have ids in common: the name of the document, by which Sphinx finds it on such
    a page, tells them apart.
    """
    if not target.anchor:
        return target
    return target._replace(anchor=f'{target.anchor}-{target.docname}')


def named_sections(
    claims: Mapping[str, Claims], docnames: Iterable[str]
) -> dict[str, tuple[SectionClaim, ...]]:
    """Return the sections that articles name, by their documents: of two the first."""
    named = {}
    for docname in docnames:
        sections = claims[docname].sections if docname in claims else ()
        firsts = tuple(s for s in sections if s.anchor and _first(s, sections) is s)
        if firsts:
            named[docname] = firsts
    return named


def _first(section: SectionClaim, sections: Iterable[SectionClaim]) -> SectionClaim:
    """Return the first section of a document that has the name of this one."""
    alike = (other for other in sections if other.name == section.name)
    return next(
        other
        for other in alike
        if other.anchor and _overlap(other.series, section.series)
    )


def _overlap(series: str, other: str) -> bool:
    """Return whether two names of series are for one, at least; none is for all."""
    return not series or not other or series == other


def section_view(section: SectionClaim, catalogue: Catalogue) -> SectionView:
    """Return the sections of this name in what readers can see of the pair."""
    links = [
        SectionLink(series.audience_of(article), other.title, target)
        for series, own in _homes(section, catalogue)
        for article in for_others(own, series)
        for other in sections_of(article, catalogue)
        if other.name == section.name
        for target in (Target(article.docname, other.anchor),)
    ]
    # Two articles may be a pair in two series.
    by_target: dict[Target, SectionLink] = {}
    for link in links:
        by_target.setdefault(link.target, link)
    return SectionView(section.name, tuple(by_target.values()))


def _homes(
    section: SectionClaim, catalogue: Catalogue
) -> Iterator[tuple[Series, Article]]:
    """Yield what its document is in the series for which a section is named."""
    for article in catalogue.memberships.get(section.place.docname, ()):
        if _overlap(section.series, article.series):
            yield catalogue.series[article.series], article


def sections_of(article: Article, catalogue: Catalogue) -> list[SectionClaim]:
    """Return the sections that an article names in its series."""
    return [
        section
        for section in catalogue.sections.get(article.docname, ())
        if _overlap(section.series, article.series)
    ]


def for_others(article: Article, series: Series) -> list[Article]:
    """Return all articles of a pair that can be read by another audience."""
    pair = series.pairs.get(article.code.number)
    return [
        other
        for other in (pair.articles if pair else ())
        if other.code.audience != article.code.audience and other.readable
    ]


# -- what does not fit -----------------------------------------------------------------


def problems_of_sections(
    claims: Mapping[str, Claims], catalogue: Catalogue
) -> Iterator[Problem]:
    """Yield the sections that cannot have a companion, or have none."""
    for docname in sorted(claims):
        claimed = claims[docname]
        for section in claimed.sections:
            homes = list(_homes(section, catalogue))
            if not section.anchor:
                continue  # told where it was read, or not there
            if not homes:
                yield from _outside(section, claimed, catalogue)
                continue
            first = _first(section, claimed.sections)
            code = str(homes[0][1].code)
            if first is not section:
                yield _problem(
                    SectionDiagnostic.SECTION_TWICE,
                    section,
                    {'code': code, 'name': section.name, 'other': first.place},
                )
            else:
                yield from _alone(section, homes, claims)


def _outside(
    section: SectionClaim, claimed: Claims, catalogue: Catalogue
) -> Iterator[Problem]:
    """Yield that a document is no article, unless it is told that it failed to be."""
    tried = any(_overlap(section.series, a.series) for a in claimed.articles)
    if tried or claimed.failed:
        return
    own = catalogue.memberships.get(section.place.docname, ())
    names = [article.series for article in own]
    expected = N_('the name of a series that the document joins')
    yield _problem(
        SectionDiagnostic.SECTION_ARTICLE,
        section,
        {
            'name': section.name,
            'found': section.series,
            'expected': expected if own else N_('a document that joins a series'),
            'similar': nearest(section.series, names) if own else '',
        },
    )


def _alone(
    section: SectionClaim,
    homes: Iterable[tuple[Series, Article]],
    claims: Mapping[str, Claims],
) -> Iterator[Problem]:
    """Yield that companions of an article are there, and none names the section.

    What a companion hides or names in a wrong place is named, too.
    """
    companions: dict[str, Article] = {}
    names: set[str] = set()
    for series, own in homes:
        if own.status == 'published':
            for other in for_others(own, series):
                if other.docname and other.status == 'published':
                    companions[str(other.code)] = other
                    names |= _names(claims.get(other.docname), series.name)
                    code = str(own.code)
    if companions and section.name not in names:
        facts = {
            'code': code,
            'text': section.name,
            'similar': nearest(section.name, sorted(names)),
            'companions': ', '.join(companions),
        }
        yield _problem(SectionDiagnostic.SECTION_ALONE, section, facts)


def _names(claimed: Claims | None, series: str) -> set[str]:
    sections = claimed.sections if claimed else ()
    return {s.name for s in sections if _overlap(s.series, series)}


def _problem(
    kind: WarningType, section: SectionClaim, facts: Mapping[str, str | int | Place]
) -> Problem:
    return Problem(kind=kind, place=section.place, facts=facts)
