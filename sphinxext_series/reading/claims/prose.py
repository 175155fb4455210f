"""From a doctree to its prose: what readers read, paragraph by paragraph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinxext_series.model.claims import Condition, Place
from sphinxext_series.model.text.content import count_words
from sphinxext_series.model.text.prose import Paragraph, Prose
from sphinxext_series.reading.claims.conditions import hold
from sphinxext_series.reading.nodes import Placeholder, article_claim

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx.application import Sphinx


def prose_of(
    document: nodes.document, docname: str, skip: Collection[str], app: Sphinx
) -> Prose:
    """Return the prose of a document without the sections that are called *skip*."""
    titles = {title.casefold() for title in skip}
    own = str(app.env.doc2path(docname))
    paragraphs = []
    explained: set[str] = set()
    words = 0
    for claim in document.findall(article_claim):
        explained.update(_explained(claim))
    for node in _read(document, titles, app):
        text = ' '.join(_text(node).split())
        words += count_words(' '.join(node.astext().split()))
        explained.update(_explained(node))
        if isinstance(node, nodes.paragraph) and text:
            paragraphs.append(Paragraph(text, _place(node, docname, own)))
    return Prose(tuple(paragraphs), words, frozenset(explained))


def _read(node: nodes.Node, skip: set[str], app: Sphinx) -> Iterator[nodes.Element]:
    """Yield the elements with text, of what is shown in this build."""
    if isinstance(node, nodes.TextElement):
        if not isinstance(node, _NOT_READ):
            yield node
        return
    if not isinstance(node, nodes.Element) or isinstance(node, _NOT_READ):
        return
    if isinstance(node, nodes.section) and _is_called(node, skip):
        return
    if isinstance(node, addnodes.only) and not _is_shown(node, app):
        return
    for child in node.children:
        yield from _read(child, skip, app)


def _is_shown(node: addnodes.only, app: Sphinx) -> bool:
    return hold([Condition('only', node['expr'])], app)


def _is_called(section: nodes.section, titles: set[str]) -> bool:
    heading = section[0].astext().strip().casefold() if section.children else ''
    return heading in titles


def _text(node: nodes.Node) -> str:
    """Return the words of a text, without code and formulas."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, _NO_PROSE) or not isinstance(node, nodes.Element):
        return ' '
    return ''.join(map(_text, node.children))


def _explained(node: nodes.Element) -> Iterator[str]:
    """Yield the words that markup explains: abbreviations, and terms of a glossary."""
    for short in node.findall(nodes.abbreviation):
        yield from short.astext().split()
    for reference in node.findall(addnodes.pending_xref):
        if reference.get('reftype') == 'term':
            yield from f'{reference.astext()} {reference["reftarget"]}'.split()
    if isinstance(node, nodes.term):
        yield from node.astext().split()


def _place(node: nodes.Element, docname: str, own: str) -> Place:
    source = node.source or ''
    is_own = not source or Path(source) == Path(own)
    return Place(docname, node.line or 0, '' if is_own else source)


_NOT_READ = (
    Placeholder,
    nodes.comment,
    nodes.substitution_definition,
    nodes.system_message,
)
_NO_PROSE = (
    nodes.footnote_reference,
    nodes.image,
    nodes.literal,
    nodes.math,
    nodes.raw,
)
