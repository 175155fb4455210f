"""Directives inside others: what would not be shown there is moved."""

from __future__ import annotations

from docutils import nodes

from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.routes.diagnostics import RouteDiagnostic
from sphinxext_series.reading.nodes import (
    Placeholder,
    ancestors,
    anchor_of,
    article_claim,
    authored,
    edition_part,
    guide_part,
    hub_claim,
    is_use,
    route_claim,
    series_part,
)
from sphinxext_series.settings.warnings import location_of, warn

#: These show what is in them elsewhere, or not as it is.
_HOLDING_TEXT = (article_claim, hub_claim, route_claim)


def lift_nested(document: nodes.document) -> None:
    """Move what is inside a summary, a description or a route after it."""
    inside: list[nodes.Element] = [*document.findall(Placeholder)]
    inside += document.findall(edition_part)
    for node in inside:
        holder = _holder(node)
        if holder is None:
            continue
        warn(
            Diagnostic.NESTED,
            location_of(node['place']),
            directive=node['directive'],
            outer=holder['directive'],
        )
        take_out(node)
        holder.parent.insert(holder.parent.index(holder) + 1, node)


def _holder(node: nodes.Element) -> nodes.Element | None:
    """Return the outermost directive that would show this one elsewhere."""
    holder = None
    is_claim = not isinstance(node, series_part)
    above = node.parent
    while above is not None:
        route_in_guide = isinstance(node, route_claim) and isinstance(above, guide_part)
        if isinstance(above, _HOLDING_TEXT) or (
            is_claim and isinstance(above, Placeholder) and not route_in_guide
        ):
            holder = above
        above = above.parent
    return holder


def wrap_lonely_routes(document: nodes.document) -> None:
    """Give routes outside a guide a guide of their own."""
    for route in list(document.findall(route_claim)):
        if not any(isinstance(above, guide_part) for above in ancestors(route)):
            warn(RouteDiagnostic.ROUTE_OUTSIDE, location_of(route['place']))
            guide = guide_part('', series='', place=route['place'])
            guide['directive'] = route['directive']
            guide['is_told'] = True
            route.replace_self(guide)
            guide += route


def dissolve(part: nodes.Element) -> None:
    """Take a part away, but leave what the author wrote in it."""
    for route in list(part.findall(route_claim)):
        route.replace_self(_as_written(route))
    kept = _as_written(part)
    if part['ids']:
        kept.insert(0, anchor_of(part))
    parent = part.parent
    part.replace_self(kept)
    _remove_empty_quote(parent)


def take_out(node: nodes.Element) -> None:
    """Take a node out of a document."""
    parent = node.parent
    parent.remove(node)
    _remove_empty_quote(parent)


def _remove_empty_quote(element: nodes.Element) -> None:
    """Remove what was around a part and has nothing in it now, if it is a quotation.

    Sphinx takes an empty one for one of doctests, and fails if it is an epigraph.
    """
    if isinstance(element, nodes.block_quote) and not element.children:
        element.parent.remove(element)


def _as_written(node: nodes.Element) -> list[nodes.Node]:
    """Return what the author wrote in a directive, a title as a rubric."""
    written: list[nodes.Node] = []
    for child in node.children:
        if is_use(child, 'title'):
            written.append(nodes.rubric('', '', *child.children))
        elif not isinstance(child, authored):
            written.append(child)
    return written
