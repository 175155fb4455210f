"""From a document, as it is read, to what it claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.reading.current import (
    directives_run,
    has_structure,
    names_sections,
)
from sphinxext_series.reading.directives import DIRECTIVES
from sphinxext_series.settings.later import import_for_workers, later, later_transform

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def setup(app: Sphinx) -> None:
    """Register directives, which leave nodes, and what gives these their sections."""
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    # When all other ids are given, before parts are moved out of others (5).
    app.add_transform(
        later_transform('reading.companions:NamedSections', 3, names_sections)
    )
    # Before the translation (20), so that titles are translated.
    app.add_transform(later_transform('reading.structure:Structure', 5, has_structure))
    # After the translation (20), which replaces what a title holds.
    app.add_transform(
        later_transform('reading.sections:PairHeadings', 30, has_structure)
    )
    # Before sphinx-external-toc looks for toctrees (100).
    app.add_transform(
        later_transform('reading.toctrees:TakenToctrees', 40, has_structure)
    )
    # After targets have passed their ids on to what follows them (260).
    has_run = directives_run
    app.add_transform(later_transform('reading.structure:Anchors', 270, has_run))
    back = later('reading.toctrees:bring_toctrees_back', when=_has_structure)
    app.connect('doctree-read', back, priority=400)
    note_names = later('reading.near_misses:note_names')
    app.connect('env-before-read-docs', _prepare_workers)
    app.connect('source-read', note_names, priority=900)
    note_included_names = later('reading.near_misses:note_included_names')
    app.connect('include-read', note_included_names, priority=900)


#: Most projects have an article and a hub, and so these modules and what they import.
_import_for_workers = import_for_workers(
    'reading.claims:claims_of',
    'reading.fields:Fields',
    'reading.near_misses:note_names',
    'reading.directives.article:SeriesArticle',
    'reading.structure:Structure',
)


def _prepare_workers(app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
    if docnames:
        _import_for_workers(app)


def _has_structure(app: Sphinx, _document: nodes.document) -> bool:
    return has_structure(app.env)
