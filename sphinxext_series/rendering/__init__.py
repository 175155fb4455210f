"""From the catalogue to docutils nodes, for every builder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.rendering import transforms

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register what replaces placeholders when a page is written."""
    app.add_post_transform(transforms.Rendering)
    app.add_post_transform(transforms.Unnesting)
