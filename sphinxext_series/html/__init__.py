"""What only HTML pages have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.html import pages, search, sidebar

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register elements, style sheets, and what themes show around a page."""
    pages.register_elements(app)
    app.connect('write-started', pages.copy_assets)
    app.connect('builder-inited', sidebar.offer_template)
    app.connect('html-page-context', pages.complete_page)
    app.connect('html-page-context', sidebar.offer_part)
    app.connect('html-collect-pages', search.label_results)
