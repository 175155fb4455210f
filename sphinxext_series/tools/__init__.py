"""What runs beside the pages: reviews, the report, and the command line.

Without a file of reviews a build does what it would do without this room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.settings.config import path_of_reviews

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register what compares pairs with their reviews, where there are any."""
    app.connect('builder-inited', keep_reviews)


def keep_reviews(app: Sphinx) -> None:
    """Compare pairs with their reviews, if a file has some."""
    path = path_of_reviews(app)
    if path is None or not path.exists():
        return
    # Not before it is needed: its import takes time.
    from sphinxext_series.tools import keeping  # noqa: PLC0415

    keeping.note_fingerprints(app)
    # After the series are arranged (90).
    app.connect('env-updated', keeping.warn_of_reviews, priority=95)
