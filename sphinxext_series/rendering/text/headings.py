"""The headings of a page: how deep one is, and which sections hold a series' parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_series.reading.nodes import ancestors, guide_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def level_below(node: nodes.Element) -> int:
    """Return the level of headings right below a node's section."""
    return 1 + sum(isinstance(above, nodes.section) for above in ancestors(node))


def jumps_of(placeholders: Sequence[nodes.Element]) -> Iterator[nodes.Node]:
    """Yield links to the sections that hold the parts, for the overview."""
    seen = set()
    opened = {n['series'] for n in placeholders if _is_in_section(n, 'opening')}
    for node in placeholders:
        first = 'opening' if node.get('series') in opened else 'rest'
        if not isinstance(node, guide_part) and node.get('kind') != first:
            continue
        section = _section_of(node)
        if section is not None and section['ids'] and id(section) not in seen:
            seen.add(id(section))
            title = [child.deepcopy() for child in section[0].children]
            anchor = section['ids'][0]
            yield nodes.reference('', '', *title, refid=anchor, internal=True)


def _is_in_section(node: nodes.Element, kind: str) -> bool:
    return node.get('kind') == kind and _section_of(node) is not None


def _section_of(node: nodes.Node) -> nodes.section | None:
    """Return the innermost section around a node that is not the whole page."""
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.section):
        parent = parent.parent
    if parent is None or not isinstance(parent.parent, nodes.section):
        return None
    return parent
