"""What one build knows of all series: made when all documents are read, never kept."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

from sphinxext_series.environment.references.links import shares_ids
from sphinxext_series.environment.references.resolved_text import Words
from sphinxext_series.environment.references.roles import find
from sphinxext_series.environment.references.sphinx_references import lookup_of
from sphinxext_series.model.arranging.sections import (
    SectionView,
    in_joined,
    section_view,
)
from sphinxext_series.model.catalogue import Catalogue
from sphinxext_series.model.values import Value, field
from sphinxext_series.settings.config import SeriesConfig
from sphinxext_series.settings.doors import doors_of
from sphinxext_series.settings.later import load
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinxext_series.environment.references.roles import Referent
    from sphinxext_series.model.catalogue import Project
    from sphinxext_series.model.claims import Condition, Part, SectionClaim
    from sphinxext_series.model.codes import Reference
    from sphinxext_series.model.pages.navigation import Navigation
    from sphinxext_series.model.series import Article
    from sphinxext_series.settings.doors import Doors

#: What a reference on a page looked up: kind, target, and the document it is from.
Lookup = tuple[str, str, str]


class Comparable(Protocol):
    """Texts that tell whether pages and files could be others than after a build."""

    @property
    def state(self) -> str:
        """The same as long as nothing was read."""

    @property
    def digest(self) -> str:
        """The same as long as what was read shows nothing else."""


class Build(Value, frozen=False):
    """The series of a project in one build, and what is asked of them on the way.

    *holding* are the conditions under which documents claim something, and whether
    they hold.  *missed* are the references that were warned of.
    """

    builder: Builder
    words: Words
    doors: Doors
    config: SeriesConfig = field(default_factory=SeriesConfig)
    projects: Mapping[str, Project] = field(default_factory=dict)
    holding: Mapping[tuple[Condition, ...], bool] = field(default_factory=dict)
    catalogue: Catalogue = field(default_factory=Catalogue)
    inputs: Comparable | None = None
    looked_up: dict[str, set[Lookup]] = field(default_factory=lambda: defaultdict(set))
    missed: set[tuple[object, ...]] = field(default_factory=set)
    _navigation: dict[Reference, Navigation] = field(default_factory=dict)
    _views: dict[Part, object] = field(default_factory=dict)

    def find(self, kind: str, target: str, home: str, page: str) -> Referent | None:
        """Return what a reference on *page*, written in *home*, leads to."""
        self.looked_up[page].add((kind, target, home))
        referent = find(self.catalogue, kind, target, home)
        if referent and kind == 'companion' and shares_ids(self.builder):
            return referent._replace(target=in_joined(referent.target))
        return referent

    def note_reference(self, reference: pending_xref, page: str) -> None:
        """Note a reference of Sphinx's own, if it is called by what it leads to."""
        lookup = lookup_of(reference)
        if lookup:
            self.looked_up[page].add(lookup)

    def show(self, catalogue: Catalogue) -> None:
        """Have pages show these series from now on: an edition has fewer."""
        self.catalogue = catalogue
        self._navigation = {}
        self._views = {}

    def view(self, part: Part) -> object:
        """Return what a part of a page shows; None if that is nothing.

        It is asked for when pages are compared and when one is written, before and
        after: a view is the same as long as the series are.
        """
        if part not in self._views:
            view_of = load('model.pages.parts:view_of')
            added = {name: added.view for name, added in self.doors.parts.items()}
            self._views[part] = view_of(part, self.catalogue, added, _)
        return self._views[part]

    def sections(self, claim: SectionClaim) -> SectionView:
        """Return the companions of a section, where this builder has them."""
        view = section_view(claim, self.catalogue)
        return view.in_joined() if shares_ids(self.builder) else view

    def navigation(self, article: Article) -> Navigation:
        """Return what an article says of its place in its series.

        It is asked for several times in a row; all of them would take their room.
        """
        if article.reference not in self._navigation:
            navigation = load('model.pages.navigation:navigation')
            self._navigation = {article.reference: navigation(article, self.catalogue)}
        return self._navigation[article.reference]


def begun(app: Sphinx) -> Build:
    """Return what is known of a build that begins: nothing."""
    return Build(
        # Asking nodes or the environment for the builder is deprecated.
        builder=app.builder,
        words=Words(app),
        doors=doors_of(app.registry),
    )
