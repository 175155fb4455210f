"""Files and metadata beside the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.outputs import feed, files, jsonld, opengraph

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register what is said in the heads of pages, and the files beside them."""
    app.connect('html-page-context', jsonld.add_json_ld)
    opengraph.register(app)
    feed.Feeds(app)
    files.Outputs(app)
