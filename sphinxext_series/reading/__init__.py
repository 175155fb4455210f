"""From a document, as it is read, to what it claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.reading import directives, sections

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register directives, which leave nodes, and what gives these their sections."""
    for name, directive in directives.DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_transform(sections.Structure)
    app.add_transform(sections.PairHeadings)
    app.add_transform(sections.TakenToctrees)
    app.add_transform(sections.Anchors)
    app.connect('doctree-read', sections.bring_toctrees_back, priority=400)
