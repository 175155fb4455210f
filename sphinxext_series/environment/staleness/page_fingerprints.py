"""The fingerprint of a page: what it shows from elsewhere, as a short text.

A page is rendered from values (see ``views``), and these are what is compared, with
what the references in them are called, and with what a theme shows around a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.environment.builders import (
    keeps_progress,
    shows_cards,
    shows_site_tree,
)
from sphinxext_series.environment.references.links import previous_and_next
from sphinxext_series.environment.shared import IMAGE, REFERENCE, digest
from sphinxext_series.model.arranging import sections
from sphinxext_series.model.claims import Claims
from sphinxext_series.model.pages import views
from sphinxext_series.model.pages.navigation import without_chosen, without_pager

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext_series.environment.build import Lookup
    from sphinxext_series.environment.staleness.inputs import Inputs
    from sphinxext_series.model.claims import Part
    from sphinxext_series.model.series import Article


class PageFingerprints:
    """The fingerprints of pages, for one builder; equal parts are looked at once."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.domain = inputs.domain
        self.env = inputs.env
        self.catalogue = inputs.catalogue
        self.config = inputs.build.config
        self.builder = builder = inputs.build.builder
        self.parts: dict[tuple[object, ...], str] = {}
        self.is_html = builder.format == 'html'
        self.progress = keeps_progress(builder, self.config)
        self.shows_site_tree = shows_site_tree(builder)

    def fingerprint(self, docname: str, lookups: Iterable[Lookup]) -> str:
        """Return the fingerprint of a page that looks these targets up."""
        return digest(*self._texts(docname, lookups))

    def _texts(self, docname: str, lookups: Iterable[Lookup]) -> Iterator[str]:
        claims = self.domain.claims.get(docname, Claims())
        for part in claims.parts:
            yield self._part(part)
        if claims.pairs:
            # Their number chooses the word for a pair, when a document is read.
            yield repr(self.config.audiences)
        for section in self.catalogue.sections.get(docname, ()):
            if not section.hidden:
                yield self._shown(sections.section_view(section, self.catalogue))
        articles = self.catalogue.memberships.get(docname, ())
        for article in articles:
            yield self._article(article)
        for kind, target, home in lookups:
            yield self.inputs.referent(kind, target, home)
        # Sphinx forgets pages that lose their numbers.
        yield repr(self.env.toc_secnumbers.get(docname))
        yield repr(self.env.toc_fignumbers.get(docname))
        yield from self.inputs.below(docname)
        # One that is left out is adopted, too: it has a place beside the others.
        names = {article.series for article in articles}
        names |= {claim.series for claim in claims.articles}
        all_series = self.catalogue.series
        hubs = {all_series[name].docname for name in names if name in all_series}
        hubs = self.catalogue.hubs.keys() & {*hubs, docname}
        hubs |= self.inputs.listing.get(docname, set())
        if self.is_html and (names or hubs):
            yield from self._around(docname, hubs)
        yield self.inputs.answers(docname)
        if self.config.refresh == 'site':
            yield self.inputs.site

    def _part(self, part: Part) -> str:
        key = (part.kind, part.series, part.number, part.shown, part.layout)
        if key not in self.parts:
            self.parts[key] = self._shown(self._view(part))
        return self.parts[key]

    def _view(self, part: Part) -> object:
        if part.kind == 'map' and not shows_cards(self.builder):
            return None
        view = self.domain.view(part)
        if isinstance(view, views.Overview) and not self.progress:
            return view._replace(codes=(), following=None)
        if isinstance(view, views.Guide):
            # What a page says of its routes is left out when others are first.
            routes = self.catalogue.series[part.series].routes
            return view, [route.target for route in routes]
        return view

    def _article(self, article: Article) -> str:
        view = self.domain.navigation(article)
        if not shows_cards(self.builder):
            view = without_pager(view)
        elif not self.progress:
            view = without_chosen(view)
        # Themes name these as their documents do, with section numbers.
        ends = (view.previous, view.following) if self.is_html else ()
        titles = [self.inputs.title((end or view).target.docname) for end in ends]
        nav, relations = self.config.nav, self.config.relations
        return repr((nav, relations, titles)) + self._shown(view)

    def _shown(self, view: object) -> str:
        """Return a view, and what the references in it are called at the moment."""
        text = repr(view)
        if REFERENCE not in text and IMAGE not in text:
            return text
        return repr((text, self.inputs.meanings(view)))

    def _around(self, docname: str, hubs: Iterable[str]) -> Iterator[str]:
        """Yield what a theme shows around a page of a series.

        Of the articles in a sidebar those of its own *hubs* count: a title in one
        series would have the articles of all others written again.
        """
        inputs = self.inputs
        neighbours = previous_and_next(docname, inputs.relations, self.env.titles)
        for other in (*neighbours, *inputs.ancestors(docname)):
            yield inputs.title(other)
        if self.shows_site_tree:
            yield inputs.hubs
            for hub in sorted(hubs):
                yield inputs.adopted(hub)
