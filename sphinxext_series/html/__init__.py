"""What only HTML pages have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.html import (
    elements,
    pages,
    progress,
    search,
    sidebar,
    templates,
)
from sphinxext_series.settings.doors import PAGE_SHOWS

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register templates, style sheets, and what themes show around a page."""
    elements.register(app)
    app.connect('builder-inited', templates.offer_templates)
    app.connect(PAGE_SHOWS, templates.shown_with)

    app.connect('write-started', pages.copy_assets)
    app.connect('html-page-context', pages.complete_page)

    app.connect(PAGE_SHOWS, progress.shown_with)
    app.connect('write-started', progress.copy_files)
    app.connect('html-page-context', progress.link_files)

    app.connect(PAGE_SHOWS, sidebar.shown_with)
    app.connect('html-page-context', sidebar.offer_part)

    app.connect(PAGE_SHOWS, search.shown_with)
    app.connect('html-collect-pages', search.label_results)
