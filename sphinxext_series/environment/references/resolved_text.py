"""An author's text as the words that readers see.

Texts are kept as they were read: what a page calls by its title is known by its target
alone.  So the references of a text are resolved here as they are on a page, by Sphinx's
own resolvers and those of other extensions, and nothing but the words is kept.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util.docutils import new_document
from sphinx.util.logging import suppress_logging

from sphinxext_series.model.claims import Condition
from sphinxext_series.model.text.content import words_of
from sphinxext_series.reading.claims.conditions import CONDITIONAL, hold
from sphinxext_series.reading.claims.freezing import thaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinxext_series.model.text.content import Branch, Content


class Words:
    """The words of texts, in one build: each reference is resolved once."""

    def __init__(self, app: Sphinx) -> None:
        self.env = app.env
        self._app = app
        self._registry = app.registry
        self._found: dict[Branch, str] = {}
        self.resolving = False

    def of(self, content: Content) -> str:
        """Return the words of a text on one line."""
        return words_of(self._named(content))

    def _named(self, content: Content) -> Content:
        """Return a text with words in place of its untitled references."""
        if all(isinstance(leaf, str) for leaf in content):
            return content
        content = tuple(leaf for leaf in content if self._is_shown(leaf))
        return tuple(
            leaf
            if isinstance(leaf, str)
            else self._called(leaf)
            if _is_untitled_reference(leaf)
            else leaf._replace(children=self._named(leaf.children))
            for leaf in content
        )

    def _is_shown(self, leaf: str | Branch) -> bool:
        """Return whether pages show it: a text may contain conditions."""
        if isinstance(leaf, str) or leaf.kind not in CONDITIONAL:
            return True
        expression = str(dict(leaf.attributes)['expr'])
        return hold((Condition(CONDITIONAL[leaf.kind], expression),), self._app)

    def _called(self, reference: Branch) -> str:
        if reference not in self._found:
            self._found[reference] = self._resolved(reference)
        return self._found[reference]

    def _resolved(self, reference: Branch) -> str:
        return self.resolved(reference).astext()

    def resolved(self, reference: Branch) -> nodes.document:
        """Return what a reference becomes, for this builder, on a page at the top."""
        document = new_document('')
        document.settings.env = self.env
        document += thaw((reference,), '')
        # What cannot be found is told at the place of the text.
        self.resolving = True
        try:
            # The builder of changes has no pages, and so no addresses for them.
            with suppress_logging(), suppress(NotImplementedError):
                for resolver in self._resolvers():
                    resolver(document).apply()
        finally:
            self.resolving = False
        return document

    def _resolvers(self) -> Iterator[type[ReferencesResolver]]:
        """Yield what resolves references on pages: intersphinx and MyST join in."""
        transforms = self._registry.get_post_transforms()
        resolvers = [t for t in transforms if issubclass(t, ReferencesResolver)]
        yield from sorted(resolvers, key=lambda resolver: resolver.default_priority)


def _is_untitled_reference(branch: Branch) -> bool:
    is_reference = branch.kind.endswith(':pending_xref')
    return is_reference and not dict(branch.attributes).get('refexplicit')
