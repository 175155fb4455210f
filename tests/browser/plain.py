"""An extension in the place of ours: it knows all our words and shows nothing.

With it, the same sources become the pages that they would be without a series.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.domains import Domain
from sphinx.util.docutils import SphinxDirective, SphinxRole

from sphinxext_series.environment.domain import KINDS
from sphinxext_series.reading.directives import DIRECTIVES

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata, OptionSpec, RoleFunction


class Silent(SphinxDirective):
    """A directive that takes what ours take."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Node]:
        """Return nothing."""
        return []


class Hub(Silent):
    """A hub has sections, and the articles of its series in a toctree."""

    def run(self) -> list[Node]:
        """Return two sections, one with a toctree."""
        first, second = (
            nodes.section('', nodes.title('', title), ids=[title.lower()])
            for title in ('Guide', 'Index')
        )
        entries = '\n'.join(f'   /{docname}' for docname in self._articles())
        toctree = f'.. toctree::\n   :hidden:\n\n{entries}\n'
        second += self.parse_text_to_nodes(toctree)
        return [first, second]

    def _articles(self) -> list[str]:
        article = re.compile(rf'\b{self.arguments[0]} [A-Z]\d')
        return [
            docname
            for docname in sorted(self.env.found_docs - {self.env.docname})
            if article.search(self.env.doc2path(docname).read_text(encoding='utf-8'))
        ]


class Words(SphinxRole):
    """A role that shows what is between its quotes."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return a text."""
        return [nodes.inline('', self.text)], []


class PlainDomain(Domain):
    """What references to series are looked up in."""

    name: ClassVar[str] = 'series'
    label: ClassVar[str] = 'Series'
    roles: ClassVar[dict[str, RoleFunction]] = dict.fromkeys(KINDS, Words())

    def merge_domaindata(self, docnames: object, otherdata: object) -> None:
        """Take over nothing: there is nothing."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything."""
    app.setup_extension('sphinx_design')
    for name, ours in DIRECTIVES.items():
        options: OptionSpec = dict.fromkeys(ours.option_spec or {}, str)
        base = Hub if name == 'series-hub' else Silent
        app.add_directive(name, type(name, (base,), {'option_spec': options}))
    app.add_domain(PlainDomain)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
