"""``conf.py``, warnings, translation and state files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.settings import config, doors, translation

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register messages, configuration values, and the events of others."""
    app.add_message_catalog(translation.CATALOGUE, str(translation.LOCALE_DIR))
    config.register(app)
    app.add_event(doors.ARRANGED)
    app.add_event(doors.PAGE_SHOWS)
