"""What Sphinx keeps: the domain, adoption, and which pages are stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.checks import CHECKS
from sphinxext_series.environment import adoption, arranging, domain, staleness
from sphinxext_series.settings.doors import doors_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register what notes claims, and what follows when all documents are read."""
    doors_of(app.registry).checks.extend(CHECKS)
    app.add_domain(domain.SeriesDomain)
    app.connect('builder-inited', arranging.begin)
    app.connect('doctree-read', arranging.note_claims)
    app.connect('warn-missing-reference', domain.warn_of_missing_target)

    app.connect('env-updated', arranging.arrange_series, priority=90)
    app.connect('env-updated', arranging.tell_of_catalogue, priority=97)
    app.connect('env-updated', adoption.adopt, priority=100)
    app.connect('env-get-updated', adoption.forget_section_numbers, priority=100)
    app.connect('write-started', adoption.shorten_sidebars)
    app.connect('write-started', adoption.spare_hubs)
    staleness.Staleness(app)
