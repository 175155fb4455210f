"""From a document, as it is read, to what it claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.reading import (
    directives,
    near_misses,
    sections,
    structure,
    toctrees,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register directives, which leave nodes, and what gives these their sections."""
    for name, directive in directives.DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_transform(structure.Structure)
    app.add_transform(sections.PairHeadings)
    app.add_transform(toctrees.TakenToctrees)
    app.add_transform(structure.Anchors)
    app.connect('doctree-read', toctrees.bring_toctrees_back, priority=400)
    app.connect('source-read', near_misses.note_names, priority=900)
    app.connect('include-read', near_misses.note_included_names, priority=900)
