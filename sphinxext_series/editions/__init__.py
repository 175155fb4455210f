"""One audience or route as a book or a site of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.editions.collector import EditionCollector, claimed_editions
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.reading.directives.names import OPTIONS
from sphinxext_series.settings.doors import PAGE_SHOWS
from sphinxext_series.settings.later import later, later_directive, later_post_transform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def setup(app: Sphinx) -> None:
    """Register the directive, what notes it, and what is made of it."""
    options = OPTIONS['series-edition']
    edition = later_directive('editions.directive:SeriesEdition', options)
    app.add_directive('series-edition', edition)
    app.add_env_collector(EditionCollector)
    # Before placeholders are rendered (4): they are those of the book.
    pages = later_post_transform('editions.transforms:EditionPages', 3, _has_editions)
    app.add_post_transform(pages)
    # Before MyST (9) and Sphinx (10) resolve references.
    left_out = 'editions.transforms:LeftOutReferences'
    app.add_post_transform(later_post_transform(left_out, 8, _has_editions))

    app.connect('builder-inited', begin)
    app.connect('env-before-read-docs', keep_list, priority=900)
    # Between the arrangement (90), which reviews are compared with, and adoption (100).
    arrange = later('editions.building:arrange_editions', when=_may_be_there)
    app.connect('env-updated', arrange, priority=96)
    name = later('editions.building:name_books', when=_are_arranged)
    app.connect('write-started', name)
    # After the pages of other extensions.
    old = later('editions.building:tell_of_old_pages', _are_arranged, ())
    app.connect('html-collect-pages', old, priority=999)
    app.connect(PAGE_SHOWS, later('editions.building:fingerprint', _are_claimed, ''))


def begin(app: Sphinx) -> None:
    """Forget the editions of an earlier build in this process."""
    vars(series_domain(app.env)).pop('editions', None)


def keep_list(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep the list of documents to read, which Sphinx lets extensions change.

    It is also what Sphinx writes: what an edition leaves out is taken off it later.
    """
    begin(app)
    vars(series_domain(env))['read'] = docnames


def _are_claimed(app: Sphinx, *_arguments: object) -> bool:
    return bool(claimed_editions(app.env))


def _may_be_there(app: Sphinx, *_arguments: object) -> bool:
    """Return whether there are editions, or the root document lists nothing.

    It may have been meant as one: nothing is known of what docutils could not run.
    """
    if _are_claimed(app):
        return True
    root, claims = app.config.root_doc, series_domain(app.env).claims
    has_hub = root in claims and claims[root].hubs
    return bool(claims) and not has_hub and not app.env.toctree_includes.get(root)


def _has_editions(env: BuildEnvironment) -> bool:
    return 'editions' in vars(series_domain(env))


def _are_arranged(app: Sphinx, *_arguments: object) -> bool:
    return _has_editions(app.env)
