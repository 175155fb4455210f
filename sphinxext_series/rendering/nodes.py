"""The node that stands for a part of an HTML page until its template is filled."""

from __future__ import annotations

from docutils import nodes


class templated_part(nodes.General, nodes.Element):
    """A part of a page: ``view`` is what it shows, ``template`` how.

    ``docname`` is where its links start, ``ids_of`` has ids by names, ``facts`` are
    other values for the template.  The children are texts with markup: those of the
    view, each with its ``content``, and the page's own, each with its name (``own``).
    """
