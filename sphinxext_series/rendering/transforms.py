"""When a page is written: placeholders are rendered, references not yet resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxext_series.environment.builders import may_join_documents
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.reading.nodes import Placeholder
from sphinxext_series.rendering.renderer import Renderer

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from sphinxext_series.environment.domain import SeriesDomain


#: Set by one transform for the other, and seen by no builder.
_HAS_LINK_TEXTS = 'series_has_link_texts'


class Rendering(SphinxPostTransform):
    """Replace placeholders, and give articles their navigation."""

    def run(self, **_kwargs: object) -> None:
        """Do it, where there can be something to replace."""
        domain = series_domain(self.env)
        builder = domain.builder
        # Message catalogues are made of what authors wrote: it is in placeholders.
        if builder.name == 'gettext' or not _may_show(domain, builder):
            return
        trees: dict[str, nodes.Element] = {domain.docname: self.document}
        placeholders: dict[str, list[nodes.Element]] = {}
        if may_join_documents(builder):
            for part in self.document.findall(addnodes.start_of_file):
                trees[part['docname']] = part
        # By a class docutils searches three times as fast as by a function.
        for node in self.document.findall(nodes.Element):
            if isinstance(node, Placeholder):
                placeholders.setdefault(node['place'].docname, []).append(node)
            elif isinstance(node, addnodes.pending_xref):
                domain.build.note_reference(node, domain.docname)
        joined = len(trees) > 1
        taken = _ids(self.document) if joined else set(self.document.ids)
        for docname, tree in trees.items():
            renderer = Renderer(
                docname, tree, domain, builder, joined=joined, taken=taken
            )
            renderer.render(placeholders.get(docname, ()))
            if renderer.page.link_texts:
                self.document[_HAS_LINK_TEXTS] = True


def _ids(page: nodes.document) -> set[str]:
    """Return the ids on a page, also of the documents that were joined to it."""
    return {name for e in page.findall(nodes.Element) for name in e['ids']}


class Unnesting(SphinxPostTransform):
    """Take links out of links: a title that holds a reference can be a link itself."""

    def run(self, **_kwargs: object) -> None:
        """Do it, where links were made of titles with references."""
        if not self.document.attributes.pop(_HAS_LINK_TEXTS, False):
            return
        texts = [t for t in self.document.findall(nodes.inline) if _is_link_text(t)]
        for text in texts:
            for link in list(text.findall(nodes.reference)):
                link.replace_self(link.children)
            text.replace_self(text.children)


def _may_show(domain: SeriesDomain, builder: Builder) -> bool:
    """Return whether a page can show something of a series.

    Where a builder joins documents, every page can; others need not be searched.  A
    page that lists a hub is searched for references: it is not written with the hub.
    """
    listed = domain.env.toctree_includes.get(domain.docname, ())
    return (
        may_join_documents(builder)
        or domain.docname in domain.claims
        or domain.docname in domain.catalogue.memberships
        or not domain.catalogue.hubs.keys().isdisjoint(listed)
    )


def _is_link_text(node: nodes.inline) -> bool:
    return 'series_link_text' in node
