"""From the catalogue to docutils nodes, for every builder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.environment.domain import is_used_in
from sphinxext_series.settings.later import later_post_transform

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register what replaces placeholders when a page is written."""
    # Before references are resolved (10) and sphinx-design's transforms (5 and on).
    rendering = later_post_transform('rendering.transforms:Rendering', 4, is_used_in)
    app.add_post_transform(rendering)
    # After references are resolved (10): what they say is kept.
    unnesting = later_post_transform('rendering.transforms:Unnesting', 11, is_used_in)
    app.add_post_transform(unnesting)
