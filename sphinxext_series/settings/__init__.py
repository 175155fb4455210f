"""``conf.py``, warnings, translation and state files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.settings import config, translation

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the configuration values and the catalogues of messages."""
    app.add_message_catalog(translation.CATALOGUE, str(translation.LOCALE_DIR))
    config.register(app)
