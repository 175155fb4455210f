"""One document on its way to a page: its placeholders are replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_series.environment.builders import keeps_progress, shows_cards
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.pages.views import (
    UNNAMED,
    Announcements,
    Guide,
    Index,
    Overview,
)
from sphinxext_series.model.targets import Target
from sphinxext_series.reading.claims.document import part_of
from sphinxext_series.reading.claims.freezing import freeze
from sphinxext_series.reading.nodes import (
    article_claim,
    authored,
    guide_part,
    hub_claim,
    pair_part,
    route_claim,
    section_part,
    series_part,
)
from sphinxext_series.rendering.nodes import templated_part
from sphinxext_series.rendering.parts import NAVIGATION, PARTS
from sphinxext_series.rendering.sections import section_view
from sphinxext_series.rendering.templated import templated
from sphinxext_series.rendering.text import words
from sphinxext_series.rendering.text.headings import jumps_of, level_below
from sphinxext_series.rendering.text.page import (
    NOTHING_OWN,
    Own,
    Page,
    pair_title,
    paragraph,
)
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.builders import Builder

    from sphinxext_series.environment.domain import SeriesDomain
    from sphinxext_series.model.claims import Part
    from sphinxext_series.model.series import Article
    from sphinxext_series.rendering.text.page import Nodes
    from sphinxext_series.settings.doors import PartType

WHERE = ('top', 'bottom')
PLACES = {
    'both': ('top', 'bottom'),
    'top': ('top',),
    'bottom': ('bottom',),
    'none': (),
}


class Renderer:
    """Renders a document: *tree* is all of it, or its part of joined documents.

    *joined* says which; where documents are joined, a pager would lead to the next
    paragraph, and there is none.
    """

    def __init__(
        self,
        docname: str,
        tree: nodes.Element,
        domain: SeriesDomain,
        builder: Builder,
        *,
        joined: bool,
        taken: set[str],
    ) -> None:
        self.docname = docname
        self.tree = tree
        self.domain = domain
        self.catalogue = domain.catalogue
        self.page = Page(
            docname=docname,
            builder=builder,
            progress=keeps_progress(builder, domain.config),
            taken=taken,
        )
        self.rich = shows_cards(builder)
        self.has_bars = self.rich and not joined
        self.by_hand: set[tuple[str, str]] = set()
        self.indexed: set[str] = set()

    def render(self, placeholders: Sequence[nodes.Element]) -> None:
        """Replace the placeholders of this document, and no other's."""
        self.by_hand = {
            (node['where'], node['series'])
            for node in placeholders
            if node.get('kind') == 'nav'
        }
        self.indexed = {n['series'] for n in placeholders if _shows_cards(n)}
        if any(node.get('kind') == 'overview' for node in placeholders):
            jumps = list(jumps_of(placeholders))
        else:
            jumps = []
        for node in placeholders:
            self._replace(node, jumps)
        for article in self.catalogue.memberships.get(self.docname, ()):
            self._navigate(article)

    def _replace(self, node: nodes.Element, jumps: list[nodes.Node]) -> None:
        """Put a part in the place of its placeholder."""
        if isinstance(node, article_claim):
            summary = _body(node) if node['show_summary'] else self._hidden(node)
            node.replace_self(summary)
        elif isinstance(node, hub_claim):
            node.replace_self(_body(node))
        elif isinstance(node, guide_part):
            node.replace_self(self._guide(node))
        elif isinstance(node, pair_part):
            node.replace_self(self._pair(node))
        elif isinstance(node, section_part):
            node.replace_self(self._section(node))
        elif isinstance(node, series_part):
            node.replace_self(self._part(node, jumps))
        # A route is left: its guide takes it along.

    def _hidden(self, node: nodes.Element) -> Nodes:
        """Return what remains of a hidden summary: what can be referred to."""
        citations: Nodes = [*node.findall(nodes.citation)]
        for citation in citations:
            citation.parent.remove(citation)
        within = [name for e in node.findall(nodes.Element) for name in e['ids']]
        # A document inside a document, as in MyST's eval-rst, counts for itself.
        ids = list(dict.fromkeys(within))
        if not ids:
            return citations
        kept: Nodes = [nodes.target('', '', ids=ids)]
        if self.page.builder.format == 'latex':
            # A target right before a section would be left to that.
            kept.append(nodes.raw('', '', format='latex'))
        return [*kept, *citations]

    def _guide(self, node: nodes.Element) -> Nodes:
        """Return a guide: its introduction, then the routes."""
        routes = list(node.findall(route_claim))
        for route in routes:
            _take_out(route, node)
        introduction = list(node.children)
        view = self.domain.view(part_of(node))
        if not isinstance(view, Guide):
            return introduction
        # Of two routes with one name, the second is left out.
        kept = {route.target for route in self.catalogue.series[view.series].routes}
        declared = [r for r in routes if Target(self.docname, r['ids'][0]) in kept]
        here = {route['route'] for route in declared}
        texts = {
            **{
                f'body {route.name}': self.page.text(route.body)
                for route in view.routes
                if route.name not in here
            },
            **{f'title {r["route"]}': _title(r) for r in declared},
            **{f'body {r["route"]}': _body(r) for r in declared},
        }
        own = Own(
            texts={name: text for name, text in texts.items() if text},
            ids={route['route']: route['ids'] for route in declared},
        )
        if not introduction:
            introduction = self.page.text(view.introduction)
        return [*introduction, *self._shown('guide', view, own)]

    def _pair(self, node: nodes.Element) -> Nodes:
        """Return a pair's articles; under a rubric where it has no heading yet."""
        view = self.domain.view(part_of(node))
        if not isinstance(view, Index):
            return []
        if not view.pairs:
            warn(
                Diagnostic.UNKNOWN_PAIR,
                location_of(node['place']),
                series=node['series'],
                number=node['number'],
            )
        headed = node.get('anchor') or node.get('no_heading')
        return self._index(view, level_below(node), headings=not headed)

    def _section(self, node: nodes.Element) -> Nodes:
        """Return the companions of a section: for the search they are elsewhere."""
        view = section_view(node, self.domain, self.page)
        companions = self._shown('section', view) if view else []
        if self.rich:
            for part in companions:
                part['classes'] += ['no-search']  # type: ignore[index]
        return companions

    def _part(self, node: nodes.Element, jumps: list[nodes.Node]) -> Nodes:
        """Return a part without text of the author's."""
        part = part_of(node)
        if part.kind == 'nav':
            return self._navigation_by_hand(node)
        view = self.domain.view(part)
        if view is None:
            return []
        added = self.domain.doors.parts.get(part.kind)
        if added:
            return self._added(added, view)
        if isinstance(view, Index):
            return self._pairs(part, view, level_below(node))
        if isinstance(view, Announcements) and node.children:
            return self._in_own_words(node, view)
        shows_jumps = jumps and isinstance(view, Overview)
        own = Own(texts={'jumps': jumps} if shows_jumps else {})
        return self._shown(part.kind, view, own, **self._facts(view))

    def _facts(self, view: object) -> dict[str, object]:
        """Return whether readers can filter the articles of this page.

        Cards of another series would be filtered, too.
        """
        if not isinstance(view, Overview):
            return {}
        is_alone = self.has_bars and self.indexed == {view.series}
        return {'is_filtered': is_alone and view.has_choice}

    def _in_own_words(self, node: nodes.Element, view: Announcements) -> Nodes:
        """Return the series that comes next as this page's author announces it."""
        title = freeze(_title(node), self.docname)
        texts = {'title': self.page.link_text(title), 'description': _body(node)}
        if not (texts['title'] or view.series):
            return texts['description']
        if not view.series:
            view = Announcements((UNNAMED,))
        own = Own(texts={name: text for name, text in texts.items() if text})
        return self._shown('next', view, own)

    def _added(self, added: PartType, view: object) -> Nodes:
        """Return a part that another extension has added."""
        if self.rich and added.template:
            return [templated(self.page, added.template, view, NOTHING_OWN)]
        return added.render(self.page, view)

    def _pairs(self, part: Part, view: Index, level: int) -> Nodes:
        """Return several pairs; a series without any says so."""
        openings = self.catalogue.series[part.series].openings
        if not (view.pairs or part.shown or openings or part.kind == 'opening'):
            return [paragraph(words.nothing_yet())]
        return self._index(view, level, headings=part.kind in {'rest', 'index'})

    def _index(self, view: Index, level: int, *, headings: bool) -> Nodes:
        """Return pairs; with *headings*, each after its own, which has this level."""
        members: Nodes = []
        for pair in view.pairs:
            if headings and pair.heading:
                title = pair_title(
                    self.page, pair.heading, pair.pair_label, pair.audiences
                )
                members.append(nodes.rubric('', '', *title))
                below = level + 1
            else:
                below = level
            if pair.target.docname != self.docname:
                members += self.page.text(pair.introduction)
            cards = pair.cards
            ids = {c.mention.code: self.page.free_id(c.anchor) for c in cards}
            members += self._shown('pair', pair, Own(ids=ids), level=min(below, 6))
        return members

    def _shown(
        self, kind: str, view: object, own: Own = NOTHING_OWN, **facts: object
    ) -> Nodes:
        """Return a part for this builder: nodes, or a template of HTML pages."""
        rendering = PARTS[kind]
        if self.rich:
            return [templated(self.page, rendering.template, view, own, **facts)]
        return rendering.portable(self.page, view, own)

    # -- navigation ------------------------------------------------------------------

    def _navigate(self, article: Article) -> None:
        """Put the navigation where the project wants it, unless it is there."""
        placed = self._placed(article)
        places = PLACES[self.domain.config.nav]
        if not self.has_bars:
            # Sentences say it all at once.
            places = () if placed else places[:1]
        for where in places:
            if where not in placed:
                self._insert(self._navigation(article, where), where)

    def _placed(self, article: Article) -> set[str]:
        """Return where the author has placed the navigation of an article."""
        named = {'', article.series}
        return {where for where, series in self.by_hand if series in named}

    def _last_place(self, article: Article) -> str:
        """Return where the last bar of an article is."""
        places = {*self._placed(article), *PLACES[self.domain.config.nav]}
        return max(places, key=WHERE.index)

    def _navigation_by_hand(self, node: nodes.Element) -> Nodes:
        """Return the navigation of the article, or of its series that is named."""
        where = node['where']
        return [
            self._navigation(article, where)
            for article in self.catalogue.memberships.get(self.docname, ())
            if node['series'] in {'', article.series}
            and (self.has_bars or where == min(self._placed(article), key=WHERE.index))
        ]

    def _navigation(self, article: Article, where: str) -> nodes.Node:
        """Return the navigation of an article: a bar, or sentences."""
        view = self.domain.navigation(article)
        rendering = NAVIGATION[where]
        if not self.has_bars:
            [sentences] = rendering.portable(self.page, view, NOTHING_OWN)
            return sentences
        marks = self._marks(article) if where == self._last_place(article) else []
        bar = templated(self.page, rendering.template, view, NOTHING_OWN, marks=marks)
        # What is in navigation would make each page of a series a search result.
        bar['classes'] += ['series-nav', 'no-search']
        return bar

    def _marks(self, article: Article) -> list[str]:
        """Return the names under which an article is marked as read: once on a page."""
        articles = self.catalogue.memberships[self.docname]
        is_first = article.reference == articles[0].reference
        is_shown = self.page.progress and is_first
        return [str(member.reference) for member in articles] if is_shown else []

    def _insert(self, node: nodes.Node, where: str) -> None:
        """Put a node under the title, or at the end of the document."""
        section = next(self.tree.findall(nodes.section), None)
        if where == 'bottom':
            self.tree.append(node)
        elif section is None:
            self.tree.insert(0, node)
        else:
            section.insert(_below_title(section), node)


def _shows_cards(node: nodes.Element) -> bool:
    return isinstance(node, pair_part) or node.get('kind') in {'rest', 'index'}


def _below_title(section: nodes.Element) -> int:
    """Return where the text of a section begins: after title and navigation."""
    for position, child in enumerate(section.children):
        is_title = isinstance(child, nodes.title | nodes.subtitle)
        if not is_title and not _is_navigation(child):
            return position
    return len(section)


def _is_navigation(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.paragraph | templated_part):
        return False
    return 'series-nav' in node['classes']


def _take_out(node: nodes.Element, within: nodes.Element) -> None:
    """Take a node out, and whatever held nothing else: a quotation, a condition."""
    parent = node.parent
    parent.remove(node)
    if not parent.children and parent is not within:
        _take_out(parent, within)


def _body(node: nodes.Element) -> Nodes:
    return [child for child in node.children if not isinstance(child, authored)]


def _title(node: nodes.Element) -> Nodes:
    titles = [child for child in node.children if isinstance(child, authored)]
    return [child for title in titles for child in title.children]
