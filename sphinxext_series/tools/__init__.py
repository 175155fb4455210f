"""What runs beside the pages: reviews, the report, and the command line.

Without a file of reviews a build does what it would do without this room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.settings.config import path_of_reviews
from sphinxext_series.settings.later import load
from sphinxext_series.tools.report.builder import SeriesReport

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the report, and what compares pairs with their reviews."""
    app.add_builder(SeriesReport)
    app.connect('builder-inited', keep_reviews)


def keep_reviews(app: Sphinx) -> None:
    """Compare pairs with their reviews, if a file has some.

    A report wants the fingerprints for the reviews that will be.
    """
    path = path_of_reviews(app)
    has_reviews = path is not None and path.exists()
    if isinstance(app.builder, SeriesReport):
        app.builder.application = app
    elif not has_reviews:
        return
    load('tools.keeping:keep')(app)
