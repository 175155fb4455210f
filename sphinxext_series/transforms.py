"""When a page is written: placeholders become what they stand for.

Rendering chooses by what the builder makes: cards for HTML pages, lists elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxext_series import cards, lists, views
from sphinxext_series.diagnostics import Diagnostic, location_of, warn
from sphinxext_series.domain import series_domain
from sphinxext_series.i18n import _
from sphinxext_series.nodes import (
    Placeholder,
    anchor_reference,
    article_claim,
    authored,
    guide_part,
    hub_claim,
    landmark,
    pair_part,
    route_claim,
    series_part,
)
from sphinxext_series.model import Part
from sphinxext_series.page import Page, Written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import ClassVar

    from sphinx.builders import Builder

    from sphinxext_series.domain import SeriesDomain
    from sphinxext_series.model import Article
    from sphinxext_series.page import Nodes, Presentation


class Rendering(SphinxPostTransform):
    """Replace placeholders, and give articles their navigation."""

    # Before references are resolved (10) and sphinx-design's transforms (5 and on).
    default_priority: ClassVar[int] = 4

    def run(self, **_kwargs: object) -> None:
        """Do it, in documents that say something or are said to be articles."""
        domain = series_domain(self.env)
        builder = domain.builder
        # Message catalogues are made from what authors wrote: it stands in placeholders.
        if builder.name == 'gettext':
            return
        for docname, tree in _documents(self.document, domain.docname):
            if docname in domain.claims or docname in domain.catalogue.memberships:
                _Renderer(docname, tree, domain, builder).render()


class Unnesting(SphinxPostTransform):
    """Take links out of links: a title that holds a reference can be a link itself."""

    # After references are resolved (10): their text is what is kept.
    default_priority: ClassVar[int] = 11

    def run(self, **_kwargs: object) -> None:
        """Do it, in documents that the rendering has touched."""
        domain = series_domain(self.env)
        if domain.docname not in domain.shown:
            return
        for link in list(self.document.findall(nodes.reference)):
            if _is_inside(link, nodes.reference):
                link.replace_self(link.children)


def shows_cards(builder: Builder) -> bool:
    """Return whether a builder makes HTML pages to be read in a browser."""
    return builder.format == 'html' and not getattr(builder, 'embedded', False)


class _Renderer:
    """One document on its way to a page."""

    def __init__(
        self,
        docname: str,
        tree: nodes.Element,
        domain: SeriesDomain,
        builder: Builder,
    ) -> None:
        self.docname = docname
        self.tree = tree
        self.domain = domain
        self.builder = builder
        self.catalogue = domain.catalogue
        self.page = Page(docname, builder)
        self.rich = shows_cards(builder)
        self.present: Presentation = cards if self.rich else lists
        # Where documents are joined, a pager would lead to the next paragraph.
        self.joined = isinstance(tree, addnodes.start_of_file)
        domain.shown.add(domain.docname)

    def render(self) -> None:
        """Replace the placeholders of this document, and no other's."""
        by_hand = self.by_hand()
        jumps = list(self.jumps())
        for node in list(_own(self.tree, Placeholder)):
            self.replace(node, jumps)
        for wrapper in list(_own(self.tree, nodes.compound)):
            if _is_adoption(wrapper) and not self.keeps_adoption():
                wrapper.parent.remove(wrapper)
        for reference in list(_own(self.tree, anchor_reference)):
            link = self.page.link(
                reference['target'], reference['anchor'], reference.children
            )
            reference.replace_self(link)
        for article in self.catalogue.memberships.get(self.docname, ()):
            self.navigate(article, by_hand)

    def keeps_adoption(self) -> bool:
        """Return whether the list of adopted articles is needed on this page.

        An EPUB's contents are those of the root document as it is written.
        """
        return (
            self.builder.format == 'html'
            and not self.rich
            and self.docname == self.domain.env.config.root_doc
        )

    def jumps(self) -> Iterator[nodes.Node]:
        """Yield links to the sections that hold the parts, for the overview."""
        seen = set()
        for node in _own(self.tree, Placeholder):
            if not isinstance(node, guide_part) and node.get('kind') != 'opening':
                continue
            section = _section_of(node)
            if section is not None and section['ids'] and id(section) not in seen:
                seen.add(id(section))
                title = [child.deepcopy() for child in section[0].children]
                yield nodes.reference(
                    '', '', *title, refid=section['ids'][0], internal=True
                )

    def replace(self, node: nodes.Element, jumps: list[nodes.Node]) -> None:
        """Put what a placeholder stands for in its place."""
        if isinstance(node, article_claim):
            node.replace_self(_body(node) if node['show_summary'] else [])
        elif isinstance(node, hub_claim):
            node.replace_self(_body(node))
        elif isinstance(node, route_claim):
            return  # its guide takes it along
        elif isinstance(node, guide_part):
            node.replace_self(self.guide(node))
        elif isinstance(node, pair_part):
            node.replace_self(self.pair(node))
        elif isinstance(node, series_part):
            node.replace_self(self.part(node, jumps))

    def guide(self, node: nodes.Element) -> Nodes:
        """Return a guide: its introduction, then the routes."""
        written = {
            route['route']: Written(
                title=[c for title in _titles(route) for c in title.children],
                body=_body(route),
                ids=route['ids'],
            )
            for route in node.findall(route_claim)
        }
        introduction = [c for c in node.children if not isinstance(c, route_claim)]
        series = self.catalogue.series.get(node['series'])
        if series is None:
            return introduction
        view = views.guide(series, self.catalogue, _)
        return [*introduction, *self.present.guide(self.page, view, written)]

    def pair(self, node: nodes.Element) -> Nodes:
        """Return a pair's articles; under a rubric where it has no heading yet."""
        series = self.catalogue.series.get(node['series'])
        if series is None:
            return []
        view = views.index(_part(node, 'pair'), series, self.catalogue)
        if not view.pairs:
            warn(
                Diagnostic.UNKNOWN_PAIR,
                location_of(node['place']),
                series=node['series'],
                number=node['number'],
            )
        return self.present.index(self.page, view, headings=not node.get('anchor'))

    def part(self, node: nodes.Element, jumps: list[nodes.Node]) -> Nodes:
        """Return a part without text of the author's."""
        part = _part(node, node['kind'])
        if part.kind.startswith('nav-'):
            return self.navigation_by_hand(node)
        if part.kind == 'list':
            every = views.all_series(self.catalogue)
            return self.present.announcements(self.page, every)
        series = self.catalogue.series.get(part.series)
        if series is None:
            return []
        if part.kind == 'overview':
            view = views.overview(series)
            return self.present.overview(self.page, view, jumps)
        if part.kind == 'map':
            return self.present.series_map(self.page, views.series_map(series))
        if part.kind == 'next':
            following = views.following(series, self.catalogue)
            return self.present.announcements(self.page, following)
        index = views.index(part, series, self.catalogue)
        headings = part.kind in {'rest', 'index'}
        return self.present.index(self.page, index, headings=headings)

    # -- navigation ------------------------------------------------------------------

    def by_hand(self) -> set[tuple[str, str]]:
        """Return the navigation that the author has placed: place and series."""
        return {
            (node['kind'].removeprefix('nav-'), node['series'])
            for node in _own(self.tree, series_part)
            if node['kind'].startswith('nav-')
        }

    def navigation_by_hand(self, node: nodes.Element) -> Nodes:
        """Return the navigation of the article, or of its series that is named."""
        members: Nodes = []
        for article in self.catalogue.memberships.get(self.docname, ()):
            if node['series'] in {'', article.series}:
                members += self.navigation(article, node['kind'].removeprefix('nav-'))
        return members

    def navigation(self, article: Article, where: str) -> Nodes:
        """Return the navigation of an article, for the top or the bottom."""
        view = views.navigation(article, self.catalogue)
        if not self.rich or self.joined:
            return lists.navigation(self.page, view)
        render = cards.navigation if where == 'top' else cards.pager
        return render(self.page, view)

    def navigate(self, article: Article, by_hand: set[tuple[str, str]]) -> None:
        """Put the navigation where the project wants it, unless it is there."""
        wanted = {'both': ('top', 'bottom'), 'none': ()}.get(
            self.domain.config.nav, (self.domain.config.nav,)
        )
        if not self.rich or self.joined:
            wanted = wanted[:1]
        placed = {where for where, series in by_hand if series in {'', article.series}}
        for where in wanted:
            if where not in placed:
                self.insert(self.navigation(article, where), where)

    def insert(self, members: Nodes, where: str) -> None:
        """Put nodes under the title, or at the end of the document."""
        section = next(iter(_own(self.tree, nodes.section)), None)
        if where == 'bottom':
            self.tree.extend(members)
        elif section is None:
            self.tree.insert(0, members)
        else:
            section.insert(_below_title(section), members)


def _below_title(section: nodes.Element) -> int:
    """Return where the text of a section begins: behind title and navigation."""
    for position, child in enumerate(section.children):
        if not isinstance(child, nodes.title | nodes.subtitle | landmark):
            return position
    return len(section)


def _documents(
    document: nodes.document, docname: str
) -> Iterator[tuple[str, nodes.Element]]:
    """Yield the documents that a page is made of: one, or many joined ones."""
    for part in list(document.findall(addnodes.start_of_file)):
        yield part['docname'], part
    yield docname, document


def _own(tree: nodes.Element, cls: type[nodes.Element]) -> Iterator[nodes.Element]:
    """Yield the elements of a class, but not those of documents joined in."""
    for child in tree.children:
        if not isinstance(child, addnodes.start_of_file):
            if isinstance(child, cls):
                yield child
            if isinstance(child, nodes.Element):
                yield from _own(child, cls)


def _body(node: nodes.Element) -> Nodes:
    return [child for child in node.children if not isinstance(child, authored)]


def _titles(node: nodes.Element) -> list[authored]:
    return [child for child in node.children if isinstance(child, authored)]


def _part(node: nodes.Element, kind: str) -> Part:
    """Return what the domain has noted of a placeholder."""
    return Part(
        kind=kind,
        series=node['series'],
        place=node['place'],
        number=node.get('number', 0),
        shown=tuple(node.get('shown', ())),
    )


def _section_of(node: nodes.Node) -> nodes.section | None:
    """Return the innermost section around a node that is not the whole page."""
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.section):
        parent = parent.parent
    if parent is None or not isinstance(parent.parent, nodes.section):
        return None
    return parent


def _is_adoption(wrapper: nodes.Element) -> bool:
    return any('series' in child for child in wrapper.findall(addnodes.toctree))


def _is_inside(node: nodes.Node, cls: type[nodes.Element]) -> bool:
    parent = node.parent
    while parent is not None:
        if isinstance(parent, cls):
            return True
        parent = parent.parent
    return False
