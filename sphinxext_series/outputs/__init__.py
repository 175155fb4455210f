"""Files and metadata beside the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.outputs import (
    feed,
    files,
    jsonld,
    opengraph,
    series_json,
    series_txt,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register what is said in the heads of pages, and the files beside them."""
    for feature in (jsonld, opengraph, series_json, feed, series_txt):
        feature.setup(app)
    app.connect('build-finished', files.write_files)
