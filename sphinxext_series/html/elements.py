"""How Sphinx's translator writes a part of a page: it fills the part's template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from markupsafe import Markup

from sphinxext_series.environment.builders import keeps_progress
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.html.templates import TemplatePage, templates_of

if TYPE_CHECKING:
    from sphinxext_series.rendering.nodes import templated_part


def visit(self: Any, node: templated_part) -> None:
    """Write a part: its template, filled; there is nothing below it."""
    texts: dict[Any, Markup] = {}
    own: dict[str, list[Markup]] = {}
    compact = self.compact_simple, self.compact_p
    self.compact_simple, self.compact_p = False, None
    for child in cast('list[nodes.Element]', node.children):
        if 'content' in child:
            texts[child['content']] = Markup(''.join(_html_of(self, child)))  # noqa: S704
        else:
            own[child['own']] = _html_of(self, child)
    self.compact_simple, self.compact_p = compact
    builder = self.builder
    page = TemplatePage(
        docname=node['docname'],
        builder=builder,
        progress=keeps_progress(builder, series_domain(builder.env).config),
        texts=texts,
        own_texts=own,
        own_ids=node['ids_of'],
    )
    templates = templates_of(builder)
    html = templates.render(node['template'], page, view=node['view'], **node['facts'])
    self.body.append(html)
    raise nodes.SkipNode


def _html_of(self: Any, element: nodes.Element) -> list[Markup]:
    """Return each member of an element as HTML."""
    pieces = []
    for child in element.children:
        start = len(self.body)
        child.walkabout(self)
        pieces.append(Markup(''.join(self.body[start:])))  # noqa: S704
        del self.body[start:]
    return pieces
