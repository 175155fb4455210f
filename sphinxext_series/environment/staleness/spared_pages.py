"""Pages that Sphinx would write because of what their toctrees list, without need.

Sphinx writes the parents of each page that it writes.  Those of a hub and of what it
has adopted are known: they are stale if they show something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.environment.adoption import explicit_toctrees
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.environment.staleness.stale_pages import staleness_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


def spare_hubs(app: Sphinx, _builder: Builder) -> None:
    """Let Sphinx write articles without the hubs that have adopted them.

    A hub does not show the list of what it has adopted; when it shows anything else
    of an article that has changed, it is stale itself.  In the same way, hubs are
    written without the pages that list them.
    """
    env = app.env
    staleness = staleness_of(env)
    if staleness.is_unchanged:
        return
    explicit, parents = explicit_toctrees(env), env.files_to_rebuild
    for hub in series_domain(env).catalogue.hubs:
        adopted = {*env.toctree_includes.get(hub, ())}.difference(explicit.get(hub, ()))
        staleness.spared += [(docname, hub) for docname in adopted]
        staleness.spared += [(hub, page) for page in parents.get(hub, ())]
    for docname, page in staleness.spared:
        parents.get(docname, set()).discard(page)


def list_hubs_again(app: Sphinx, _exception: Exception | None) -> None:
    """Give back what was taken: the next build may have no hub there."""
    spared = staleness_of(app.env).spared
    while spared:
        docname, page = spared.pop()
        app.env.files_to_rebuild.setdefault(docname, set()).add(page)
