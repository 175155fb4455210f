"""What Sphinx keeps: the domain, adoption, and which pages are stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.environment.domain import (
    SeriesDomain,
    is_used,
    is_used_in,
    series_domain,
)
from sphinxext_series.reading.current import has_structure
from sphinxext_series.settings.later import later, later_post_transform

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.domains import Domain


def setup(app: Sphinx) -> None:
    """Register what notes claims, and what follows when all documents are read."""

    def connect(event: str, name: str, priority: int = 500) -> None:
        app.connect(event, later(name, is_used, otherwise=()), priority)

    app.add_domain(SeriesDomain)
    app.connect('builder-inited', begin)
    app.connect('doctree-read', later('environment.noting:note_claims'))
    missing = later('environment.references.resolving:warn_of_missing_target', _is_ours)
    app.connect('warn-missing-reference', missing)

    connect('env-updated', 'environment.arranging:arrange_series', 90)
    connect('env-updated', 'environment.arranging:tell_of_catalogue', 97)
    connect('env-updated', 'environment.staleness.stale_pages:begin', 99)
    # Right before Sphinx's collectors look for toctrees.
    give = later('environment.adoption:give_toctrees', _has_structure)
    app.connect('doctree-read', give, priority=400)
    connect('env-updated', 'environment.adoption:adopt', 100)
    connect('env-get-updated', 'environment.adoption:forget_section_numbers', 100)
    connect('write-started', 'environment.adoption:shorten_sidebars')
    spared = 'environment.staleness.spared_pages'
    connect('write-started', f'{spared}:spare_hubs')
    connect('build-finished', f'{spared}:list_hubs_again')
    # As early as hubs are rendered.
    leaving = later_post_transform('environment.adoption:Leaving', 4, is_used_in)
    app.add_post_transform(leaving)

    # After section numbers are assigned (500): pages may show them.
    connect('env-get-updated', 'environment.staleness.stale_pages:stale_pages', 900)
    # Emitted in the main process, also where pages are written by workers.
    connect('doctree-resolved', 'environment.staleness.stale_pages:note_page')
    connect('build-finished', 'environment.staleness.stale_pages:save_cache')


def begin(app: Sphinx) -> None:
    """Begin a build."""
    series_domain(app.env).begin(app)


def _has_structure(app: Sphinx, _document: nodes.document) -> bool:
    return has_structure(app.env)


def _is_ours(_app: Sphinx, domain: Domain, _node: object) -> bool:
    return isinstance(domain, SeriesDomain)
