"""Claims: what one document says about series, before all documents are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinxext_series.model.values import Value, field, replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_series.model.codes import Audience, Code, Reference
    from sphinxext_series.model.routes.language import RouteExpression
    from sphinxext_series.model.text.content import Content

ARTICLE_STATUSES = ('planned', 'draft', 'published')
SERIES_STATUSES = ('planned', 'ongoing', 'complete')
LAYOUTS = ('rows', 'compact')
HEADINGS = ('pairs', 'articles')
BADGES = ('all', 'none')
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


class FailedClaim(NamedTuple):
    """An author has tried to say something, and was told what is wrong with it.

    What is missing because of it is not complained of as well.  *code* is that of the
    article, if it is known: else it may be any of *series*.  With *hub*, it is a series
    that was to be defined: any where *series* is empty.
    """

    series: str = ''
    code: Code | None = None
    hub: bool = False


class ArticleClaim(Value):
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
    requires_place: Place | None = field(default=None, compare=False)
    conditions: tuple[Condition, ...] = ()


class PlannedClaim(Value):
    """A hub says that an article will be written."""

    place: Place = field(compare=False)
    code: Code
    title: Content


class PulledClaim(Value):
    """A hub says that a document is an article, without its knowing."""

    place: Place = field(compare=False)
    code: Code
    docname: str


class PairClaim(Value):
    """A page declares a pair: its title, and what it adds to the series."""

    place: Place = field(compare=False)
    series: str
    number: int
    title: Content = ()
    short: Content = ()
    introduction: Content = ()
    anchor: str = ''
    planned: tuple[PlannedClaim, ...] = ()
    pulled: tuple[PulledClaim, ...] = ()
    conditions: tuple[Condition, ...] = ()


class RouteClaim(Value):
    """A reading guide offers a way through the articles.

    Its expression has no steps if it could not be parsed: that is told where it is.
    """

    place: Place = field(compare=False)
    series: str
    name: str
    anchor: str
    title: Content
    expression: RouteExpression
    body: Content = ()
    expression_place: Place | None = field(default=None, compare=False)
    conditions: tuple[Condition, ...] = ()


class GuideClaim(Value):
    """A page has words of its own before the routes of a series."""

    place: Place = field(compare=False)
    series: str
    introduction: Content
    conditions: tuple[Condition, ...] = ()


class HubClaim(Value):
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
    headings: str = 'pairs'
    badges: str = 'all'
    toctree: str = ''
    toctree_codes: bool = False
    anchor: str = ''
    rejected: tuple[str, ...] = ()
    option_places: tuple[tuple[str, Place], ...] = field(default=(), compare=False)
    conditions: tuple[Condition, ...] = ()

    def place_of(self, option: str) -> Place:
        """Return where an option is written, or else the directive."""
        return dict(self.option_places).get(option, self.place)


class SectionClaim(Value):
    """An article says what a section is called in its pair.

    Its *anchor* is empty where nothing leads to it: it is named in a wrong place, or in
    one that is hidden.  *series* is empty where it is for all of the article's series.
    """

    place: Place = field(compare=False)
    series: str = ''
    name: str
    anchor: str = ''
    title: Content = ()
    hidden: bool = False
    conditions: tuple[Condition, ...] = ()


class Excerpt(NamedTuple):
    """What a series shows of a document that says nothing about itself."""

    title: Content = ()
    summary: Content = ()
    words: int = 0


class Part(Value):
    """A page shows something of a series: *kind* says what, *number* which pair.

    *shown* are the pairs that a ``rest`` leaves out: they are elsewhere on the page.
    A part that is *by_hand* has a directive of its own; *worded* is one with words of
    its author's in it.  Of a guide, *layout* says whether it shows steps.
    """

    kind: str
    series: str
    place: Place = field(compare=False)
    number: int = 0
    shown: tuple[int, ...] = ()
    by_hand: bool = False
    worded: bool = False
    layout: str = 'rows'
    conditions: tuple[Condition, ...] = ()


class Claims(Value):
    """All that one document says about series."""

    excerpt: Excerpt = field(default_factory=Excerpt)
    articles: tuple[ArticleClaim, ...] = ()
    hubs: tuple[HubClaim, ...] = ()
    pairs: tuple[PairClaim, ...] = ()
    routes: tuple[RouteClaim, ...] = ()
    guides: tuple[GuideClaim, ...] = ()
    parts: tuple[Part, ...] = ()
    sections: tuple[SectionClaim, ...] = ()
    failed: tuple[FailedClaim, ...] = ()

    @property
    def is_about_series(self) -> bool:
        """Whether the document says anything, or tries to."""
        claimed = (self.articles, self.hubs, self.pairs, self.routes, self.parts)
        return any((*claimed, self.sections, self.failed))

    def holding(self, truth: Mapping[tuple[Condition, ...], bool]) -> Claims:
        """Return the claims whose conditions hold: *truth* says which do."""

        def kept(claims: tuple[_AnyClaim, ...]) -> tuple[_AnyClaim, ...]:
            return tuple(c for c in claims if not c.conditions or truth[c.conditions])

        withheld = tuple(
            FailedClaim(claim.series, claim.code)
            for claim in self.articles
            if claim.conditions and not truth[claim.conditions]
        )
        withheld_hubs = tuple(
            FailedClaim(claim.series, hub=True)
            for claim in self.hubs
            if claim.conditions and not truth[claim.conditions]
        )
        sections = tuple(
            replace(claim, anchor='')
            if claim.conditions and not truth[claim.conditions]
            else claim
            for claim in self.sections
        )
        return replace(
            self,
            sections=sections,
            failed=(*self.failed, *withheld, *withheld_hubs),
            articles=kept(self.articles),
            hubs=kept(self.hubs),
            pairs=kept(self.pairs),
            routes=kept(self.routes),
            guides=kept(self.guides),
            parts=kept(self.parts),
        )

    @property
    def conditions(self) -> frozenset[tuple[Condition, ...]]:
        """The conditions under which some of the claims hold, for each together."""
        groups = (
            self.articles,
            self.hubs,
            self.pairs,
            self.routes,
            self.guides,
            self.parts,
            self.sections,
        )
        claims = (claim for group in groups for claim in group)
        return frozenset(claim.conditions for claim in claims if claim.conditions)


if TYPE_CHECKING:
    from typing import TypeVar

    _AnyClaim = TypeVar(
        '_AnyClaim', ArticleClaim, HubClaim, PairClaim, RouteClaim, GuideClaim, Part
    )
