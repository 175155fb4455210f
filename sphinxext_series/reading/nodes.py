"""The nodes that are in a doctree until a page is written: placeholders.

A *placeholder* is left by a directive and replaced before anything is written; what an
author wrote inside it (a summary, a route's condition) is its children, so that it is
translated and collected like everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeGuard


class Placeholder(nodes.General, nodes.Element):
    """Something that is known only when all documents are read."""


class article_claim(Placeholder):
    """A document says that it is an article; the children are its summary.

    Attributes: ``series``, ``code``, ``options`` (of the class ``ArticleOptions``) and
    ``show_summary``.
    """


class hub_claim(Placeholder, addnodes.translatable):
    """A document says that it defines a series; the children are its description.

    If one of them is a line for that use, the others only introduce it.

    Attributes: ``series``, ``options`` (of the class ``HubOptions``), ``parts`` (those
    asked for, or None), ``caption`` (translated as that of a toctree), ``adopts``
    (unless another hub on the page defines the series) and, until the page's structure
    is made, ``pairs`` (:class:`authored` titles by number).
    """

    def preserve_original_messages(self) -> None:
        """Keep the caption as it was written."""
        self['rawcaption'] = self['caption']

    def apply_translated_message(
        self, original_message: str, translated_message: str
    ) -> None:
        """Put the translation in place of the caption."""
        if self['rawcaption'] == original_message:
            self['caption'] = translated_message

    def extract_original_messages(self) -> list[str]:
        """Return what is translated but for the children."""
        return [self['rawcaption']] if self['rawcaption'] else []


class pair_part(Placeholder):
    """A pair: the children are the introduction; later its cards.

    Attributes: ``series``, ``number``, ``pulled`` (the documents it pulls in),
    ``introduced``: how many of the nodes before it are its introduction, and
    ``no_heading``: it has none, since the page's author has written one.
    """


class guide_part(Placeholder):
    """A reading guide; among the children are its routes.

    Attributes: ``series`` and, of one that an author has placed, ``layout``.
    """


class route_claim(Placeholder):
    """A route: the first child is its title, the others say how to take it.

    Attributes: ``expression``, ``series``, ``route`` (its name).
    """


class series_part(Placeholder):
    """A part that is neither pair nor guide: ``kind`` says which, ``series`` whose.

    Children are the author's own words about the series that comes next.
    Of a ``nav``, ``where`` says which one: ``top`` or ``bottom``.
    """


class section_part(Placeholder):
    """Where the companions of a section are shown.

    Attributes: ``name``, ``series``, ``hidden``, and ``anchor``, the id of the section:
    empty where it has none.
    """


class edition_part(nodes.General, nodes.Element):
    """Where an edition lists its articles; the children are the author's preface.

    Attributes: ``claim``.  In a book, the toctree of the articles is the last child.
    """


class authored(nodes.Part, nodes.TextElement):
    """One line that an author wrote in an option: a title, a label.

    It is parsed, translated and extracted like a paragraph; ``use`` says what for.
    """


class anchor_reference(nodes.Inline, nodes.Element):
    """A reference to the place ``anchor`` in the document ``target``."""


# -- in the tree -----------------------------------------------------------------------


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """Yield what a node is in, from the inside out."""
    while node.parent is not None:
        node = node.parent
        yield node


def is_use(node: nodes.Node, use: str) -> TypeGuard[authored]:
    """Return whether a node is a line of the author's for this use."""
    return isinstance(node, authored) and node['use'] == use


def authored_for(element: nodes.Element, use: str) -> authored | None:
    """Return the line of the author's for this use in an element, or None."""
    return next((child for child in element.children if is_use(child, use)), None)


def anchor_of(node: nodes.Element) -> nodes.target:
    """Return an anchor that takes over what leads to a node."""
    anchor = nodes.target('', '', ids=node['ids'], names=node['names'])
    node['ids'], node['names'] = [], []
    return anchor
