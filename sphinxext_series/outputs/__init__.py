"""Files and metadata beside the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.environment.domain import is_used
from sphinxext_series.settings.later import later, load

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register what is said in the heads of pages, and the files beside them."""
    app.connect('env-updated', Features().set_up, priority=80)
    app.connect('build-finished', later('outputs.files:write_files', when=is_used))


class Features:
    """The optional features of one application, which are set up when it uses them."""

    def __init__(self) -> None:
        self.are_there = False

    def set_up(self, app: Sphinx, _env: object) -> None:
        """Set them up, once it is known that there is anything for them to do."""
        if self.are_there or not is_used(app):
            return
        self.are_there = True
        features = {
            'outputs.jsonld:setup': bool(app.config.html_baseurl),
            'outputs.opengraph:setup': 'sphinxext.opengraph' in app.extensions,
            'outputs.feed:setup': app.config.series_feed,
        }
        for name, is_wanted in features.items():
            if is_wanted:
                load(name)(app)
