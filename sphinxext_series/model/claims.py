"""Claims: what one document says about series, before all documents are read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_series.model.codes import Audience, Code, Reference
    from sphinxext_series.model.content import Content
    from sphinxext_series.model.routes.language import RouteExpression

ARTICLE_STATUSES = ('planned', 'draft', 'published')
SERIES_STATUSES = ('planned', 'ongoing', 'complete')
LAYOUTS = ('rows', 'compact')
TOCTREES = ('auto', 'full', 'relations', 'none')


class Place(NamedTuple):
    """Where an author wrote something: *source* differs in an included file.

    What another project says has no *docname*: its *source* is an address.
    """

    docname: str
    line: int = 0
    source: str = ''


class Condition(NamedTuple):
    """What has to hold where an author wrote something.

    *kind* is that of the node around it, ``only`` or ``ifconfig``; *expression* is the
    author's, in the language of that kind.
    """

    kind: str
    expression: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleClaim:
    """A document says that it is an article."""

    place: Place = field(compare=False)
    series: str
    code: Code
    status: str = 'published'
    requires: tuple[Reference, ...] = ()
    minutes: int | None = None
    published: str = ''
    updated: str = ''
    pair: Content = ()
    summary: Content = ()
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedClaim:
    """A hub says that an article will be written."""

    place: Place = field(compare=False)
    code: Code
    title: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class PulledClaim:
    """A hub says that a document is an article, without its knowing."""

    place: Place = field(compare=False)
    code: Code
    docname: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairClaim:
    """A page declares a pair: its title, and what it adds to the series."""

    place: Place = field(compare=False)
    series: str
    number: int
    title: Content = ()
    short: Content = ()
    anchor: str = ''
    planned: tuple[PlannedClaim, ...] = ()
    pulled: tuple[PulledClaim, ...] = ()
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteClaim:
    """A reading guide offers a way through the articles.

    Its expression has no steps if it could not be parsed: that is told where it is.
    """

    place: Place = field(compare=False)
    series: str
    name: str
    anchor: str
    title: Content
    expression: RouteExpression
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HubClaim:
    """A document says that it defines a series."""

    place: Place = field(compare=False)
    series: str
    title: Content = ()
    audiences: tuple[Audience, ...] = ()
    status: str = 'ongoing'
    next: str = ''
    description: Content = ()
    planned: tuple[PlannedClaim, ...] = ()
    pulled: tuple[PulledClaim, ...] = ()
    external: tuple[str, ...] = ()
    pair_label: str = ''
    layout: str = 'rows'
    toctree: str = ''
    anchor: str = ''
    conditions: tuple[Condition, ...] = ()


class Excerpt(NamedTuple):
    """What a series shows of a document that says nothing about itself."""

    title: Content = ()
    summary: Content = ()
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page shows something of a series: *kind* says what, *number* which pair.

    *shown* are the pairs that a ``rest`` leaves out: they stand elsewhere on the page.
    """

    kind: str
    series: str
    place: Place = field(compare=False)
    number: int = 0
    shown: tuple[int, ...] = ()
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """All that one document says about series."""

    excerpt: Excerpt = field(default_factory=Excerpt)
    articles: tuple[ArticleClaim, ...] = ()
    hubs: tuple[HubClaim, ...] = ()
    pairs: tuple[PairClaim, ...] = ()
    routes: tuple[RouteClaim, ...] = ()
    parts: tuple[Part, ...] = ()

    def holding(self, truth: Mapping[tuple[Condition, ...], bool]) -> Claims:
        """Return the claims whose conditions hold: *truth* says which do."""

        def kept(claims: tuple[_AnyClaim, ...]) -> tuple[_AnyClaim, ...]:
            return tuple(c for c in claims if not c.conditions or truth[c.conditions])

        return replace(
            self,
            articles=kept(self.articles),
            hubs=kept(self.hubs),
            pairs=kept(self.pairs),
            routes=kept(self.routes),
            parts=kept(self.parts),
        )

    @property
    def conditions(self) -> frozenset[tuple[Condition, ...]]:
        """The conditions under which some of the claims stand, for each together."""
        groups = (self.articles, self.hubs, self.pairs, self.routes, self.parts)
        claims = (claim for group in groups for claim in group)
        return frozenset(claim.conditions for claim in claims if claim.conditions)


if TYPE_CHECKING:
    from typing import TypeVar

    _AnyClaim = TypeVar(
        '_AnyClaim', ArticleClaim, HubClaim, PairClaim, RouteClaim, Part
    )
