"""What a page lists: the items of its lists, its definitions, rows and cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from docutils.utils import get_source_line
from sphinx import addnodes
from sphinx.util import docname_join

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext_series.tools.building import BuiltProject

#: References that may be to a document; others are to terms, options and the like.
_ROLES = {'doc', 'ref', 'any', 'myst', 'numref'}


class Link(NamedTuple):
    """A reference: the document that it leads to, or nothing, and what it says."""

    docname: str
    label: str


class Listed(NamedTuple):
    """One thing that a page lists: where it is, what it is called, its references."""

    node: nodes.Element
    text: str
    links: list[Link]


def documents_of(links: Iterable[Link]) -> set[str]:
    """Return the documents that references lead to."""
    return {link.docname for link in links if link.docname}


def is_listed(node: nodes.Node) -> bool:
    """Return whether a node is a thing that is listed: of no head, and no contents."""
    if isinstance(node, nodes.row):
        return isinstance(node.parent, nodes.tbody)
    if isinstance(node, nodes.list_item | nodes.definition_list_item):
        return not any(isinstance(above, nodes.topic) for above in ancestors(node))
    return isinstance(node, nodes.container) and node.get('design_component') == 'card'


def holds_lists(node: nodes.Element) -> bool:
    """Return whether a listed thing holds others, for which it is a heading."""
    return any(is_listed(other) for other in node.findall() if other is not node)


class Page:
    """The doctree of a page, and where its references lead."""

    def __init__(self, project: BuiltProject, docname: str) -> None:
        self.project = project
        self.docname = docname
        self.document = project.env.get_doctree(docname)

    def listed(self) -> Iterator[Listed]:
        """Yield all that the page lists, in its order."""
        for node in self.document.findall(nodes.Element):
            if is_listed(node):
                called, others = _parts(node)
                # A reference in the description counts where the name has none.
                links = self._links(called) or self._links(others)
                yield Listed(node, name_of(node), links)

    def links(self, element: nodes.Node) -> list[Link]:
        """Return the references in an element."""
        links = []
        for node in element.findall(nodes.Element):
            if isinstance(node, addnodes.pending_xref):
                role = str(node.get('reftype'))
                if role in _ROLES:
                    docname = self._document(node['reftarget'], role)
                    links.append(Link(docname, words(node)))
            elif isinstance(node, nodes.reference):
                target = re.sub(r'\.html?$', '', node.get('refuri', ''))
                links.append(Link(self._document(target), words(node)))
        return links

    def _links(self, elements: Iterable[nodes.Element]) -> list[Link]:
        return [link for element in elements for link in self.links(element)]

    def _document(self, target: str, role: str = 'doc') -> str:
        """Return the document that a reference leads to, or nothing."""
        env = self.project.env
        target = target.partition('#')[0]
        if role in {'ref', 'numref'}:
            labels = env.domains.standard_domain.anonlabels
            return str(labels.get(target, ('', ''))[0])
        for suffix in ('', *self.project.app.config.source_suffix):
            docname = docname_join(self.docname, target.removesuffix(suffix))
            if target and docname in env.all_docs and docname != self.docname:
                return docname
        return ''

    def place(self, node: nodes.Element) -> tuple[str, int]:
        """Return the file and the line of a node, or of what is in it or around it."""
        for candidate in (*node.findall(addnodes.pending_xref), *node.findall()):
            if getattr(candidate, 'line', None):
                return candidate.source or '', candidate.line or 0
        source, line = get_source_line(node)
        return source or '', line or 0


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """Yield what a node is in, the innermost first."""
    while node.parent is not None:
        node = node.parent
        yield node


def words(node: nodes.Node) -> str:
    """Return the text of a node on one line."""
    return ' '.join(node.astext().split())


def name_of(node: nodes.Element) -> str:
    """Return what a listed thing is called."""
    return ' '.join(words(part) for part in _parts(node)[0])


def _parts(node: nodes.Element) -> tuple[list[nodes.Element], list[nodes.Element]]:
    """Return what says what a listed thing is called, and what describes it.

    The lists in it are neither.
    """
    if isinstance(node, nodes.definition_list_item):
        described = [p for d in node.findall(nodes.definition) for p in _texts(d)]
        return [child for child in node if isinstance(child, nodes.term)], described
    if isinstance(node, nodes.list_item):
        texts = _texts(node)
        return texts[:1], texts[1:]
    if holds_lists(node):
        return [], []
    if isinstance(node, nodes.container):
        titles: list[nodes.Element] = [
            part
            for part in node.findall(nodes.container)
            if part.get('design_component') == 'card-title'
        ]
        return titles, [node]
    return [entry for entry in node if isinstance(entry, nodes.entry)], []


def _texts(node: nodes.Element) -> list[nodes.Element]:
    return [child for child in node if isinstance(child, nodes.TextElement)]
