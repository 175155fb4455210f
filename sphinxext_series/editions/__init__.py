"""One audience or route as a book or a site of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.editions import building, collector, directive, transforms

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the directive, what notes it, and what is made of it."""
    app.add_directive('series-edition', directive.SeriesEdition)
    app.add_env_collector(collector.EditionCollector)
    app.add_post_transform(transforms.EditionPages)
    app.add_post_transform(transforms.LeftOutReferences)
    building.connect(app)
