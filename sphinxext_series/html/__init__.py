"""What only HTML pages have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.environment.domain import is_used
from sphinxext_series.html.folders import note_templates, offer_templates
from sphinxext_series.rendering.nodes import templated_part
from sphinxext_series.settings.doors import PAGE_SHOWS
from sphinxext_series.settings.later import import_for_workers, later

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


def setup(app: Sphinx) -> None:
    """Register templates, style sheets, and what themes show around a page."""

    def connect(event: str, name: str, priority: int = 500) -> None:
        app.connect(event, later(name, is_used, otherwise=()), priority)

    app.add_node(templated_part, html=(later('html.elements:visit'), None))
    app.connect('builder-inited', offer_templates)
    app.connect('env-updated', note_templates, 80)
    connect(PAGE_SHOWS, 'html.templates:shown_with')

    app.connect('write-started', _prepare_workers)
    connect('write-started', 'html.pages:copy_assets')
    app.connect('html-page-context', later('html.pages:complete_page', _is_document))

    connect(PAGE_SHOWS, 'html.description:shown_with')
    # When others have had their say.
    describe = later('html.description:describe', _is_document)
    app.connect('html-page-context', describe, priority=900)

    connect(PAGE_SHOWS, 'html.scripts.progress:shown_with')
    connect('write-started', 'html.scripts.progress:copy_files')
    mark = later('html.scripts.progress:link_files', _is_document)
    app.connect('html-page-context', mark)

    connect(PAGE_SHOWS, 'html.scripts.sections:shown_with')
    connect('write-started', 'html.scripts.sections:copy_script')
    place = later('html.scripts.sections:tell_script', _is_document)
    app.connect('html-page-context', place)

    connect(PAGE_SHOWS, 'html.sidebar:shown_with')
    app.connect('html-page-context', later('html.sidebar:offer_part', _is_document))

    connect('doctree-resolved', 'html.search:keep_stems')
    connect(PAGE_SHOWS, 'html.search:shown_with')
    connect('html-collect-pages', 'html.search:label_results')


_import_for_workers = import_for_workers(
    'html.description:describe',
    'html.elements:visit',
    'html.pages:complete_page',
    'html.scripts.progress:link_files',
    'html.scripts.sections:tell_script',
    'html.sidebar:offer_part',
)


def _prepare_workers(app: Sphinx, builder: Builder) -> None:
    if builder.format == 'html' and is_used(app):
        _import_for_workers(app)


def _is_document(
    app: Sphinx,
    _pagename: str,
    _templatename: str,
    _context: object,
    doctree: nodes.document | None,
) -> bool:
    """Return whether a page of HTML is that of a document, and no index."""
    return doctree is not None and is_used(app)
