"""Parts of HTML pages, which are filled into templates where pages are written.

Nodes pass through every transform of every extension, in the one process that resolves
references.  A template is filled where pages are written, by as many workers as there
are.  Only texts with markup stay nodes until then: Sphinx renders them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_series.rendering.nodes import templated_part
from sphinxext_series.rendering.text.page import holds_blocks

if TYPE_CHECKING:
    from sphinxext_series.rendering.text.page import Nodes, Own, Page


def templated(
    page: Page, template: str, view: object, own: Own, **facts: object
) -> templated_part:
    """Return a part of an HTML page."""
    part = templated_part(
        '',
        view=view,
        template=template,
        docname=page.docname,
        ids_of=own.ids,
        facts=facts,
    )
    part += page.marked_up(view)
    part += [_own(name, members) for name, members in own.texts.items()]
    return part


def _own(name: str, members: Nodes) -> nodes.Element:
    if holds_blocks(members):
        return nodes.compound('', *members, own=name)
    return nodes.inline('', '', *members, own=name)
