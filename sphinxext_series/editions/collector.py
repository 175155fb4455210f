"""What pages say of editions, kept in the environment by their documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sphinx.environment.collectors import EnvironmentCollector

from sphinxext_series.reading.current import directives_run
from sphinxext_series.settings.later import load

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.model.arranging.editions import EditionClaim

    Claimed = dict[str, tuple[EditionClaim, ...]]


def claimed_editions(env: BuildEnvironment) -> Claimed:
    """Return what documents claim of editions, by their names."""
    return cast('Claimed', vars(env).setdefault('series_editions', {}))


class EditionCollector(EnvironmentCollector):
    """Notes the editions of each document that is read."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget what a document said."""
        claimed_editions(env).pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        """Take over what a worker's own documents said."""
        claimed = claimed_editions(other)
        own = {name: claimed[name] for name in docnames if name in claimed}
        claimed_editions(env).update(own)

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note what a document says, if it says anything."""
        env = app.env
        if any(name.endswith('series-edition') for name in directives_run(env)):
            docname = env.current_document.docname
            claims_in = load('editions.directive:claims_in')
            claimed_editions(env)[docname] = tuple(claims_in(doctree))
