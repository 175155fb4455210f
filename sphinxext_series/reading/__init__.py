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
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def setup(app: Sphinx) -> None:
    """Register directives, which leave nodes, and what gives these their sections."""
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    # When all other ids are given, before parts are moved out of others (5).
    app.add_transform(
        later_transform('reading.claims.companions:NamedSections', 3, names_sections)
    )
    # Before the translation (20), so that titles are translated.
    app.add_transform(later_transform('reading.structure:Structure', 5, has_structure))
    # After the translation (20), which replaces what a title holds.
    app.add_transform(
        later_transform('reading.sections:PairHeadings', 30, has_structure)
    )
    has_run = directives_run
    # After the translation (20), before Sphinx gives what it counts an id (210).
    app.add_transform(later_transform('reading.hidden:HiddenNumbers', 205, has_run))
    # After targets have passed their ids on to what follows them (260).
    app.add_transform(later_transform('reading.structure:Anchors', 270, has_run))
    note_names = later('reading.near_misses:note_names')
    app.connect('env-before-read-docs', _prepare_workers)
    app.connect('source-read', note_names, priority=900)
    note_included_names = later('reading.near_misses:note_included_names')
    app.connect('include-read', note_included_names, priority=900)


#: Most projects have an article and a hub, and so these modules and what they import.
_import_for_workers = import_for_workers(
    'reading.claims.document:claims_of',
    'reading.claims.fields:Fields',
    'reading.near_misses:note_names',
    'reading.directives.article:SeriesArticle',
    'reading.structure:Structure',
    'reading.hidden:HiddenNumbers',
)


def _prepare_workers(app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
    if docnames:
        _import_for_workers(app)
