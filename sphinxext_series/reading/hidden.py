"""What is numbered within a summary that its article does not show.

Readers would miss the number: "Fig. 2" would be the first that they see.  So a figure,
a table, code or an equation has none there, as on the hub, and a footnote is left out
with its mark, before docutils and Sphinx begin to count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.reading.nodes import ancestors, article_claim
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeVar

    _Node = TypeVar('_Node', bound=nodes.Element)


class HiddenNumbers(SphinxTransform):
    """Take the numbers out of summaries that are not shown."""

    def apply(self, **_kwargs: object) -> None:
        """Do it, where a summary is hidden."""
        claims = [c for c in self.document.findall(article_claim) if _is_hidden(c)]
        for claim in claims:
            for element in list(claim.findall(nodes.Element)):
                self._take_number(element)
            for footnote in list(claim.findall(nodes.footnote)):
                self._take_footnote(footnote, claim)
        if any(True for claim in claims for _ in claim.findall(nodes.math_block)):
            self._count_equations()

    def _take_number(self, element: nodes.Element) -> None:
        """Make of a numbered element one that is not."""
        if isinstance(element, nodes.figure):
            self._replace(element, nodes.compound())
        elif isinstance(element, nodes.caption):
            self._replace(element, nodes.paragraph())
        elif isinstance(element, nodes.math_block):
            # Its targets would make it count.
            wrapper = nodes.compound()
            element.replace_self(wrapper)
            wrapper += element
        elif isinstance(element, nodes.table):
            for title in [c for c in element.children if isinstance(c, nodes.title)]:
                element.remove(title)

    def _replace(self, element: nodes.Element, other: nodes.Element) -> None:
        """Put another element in the place of one, with its names."""
        other.source, other.line = element.source, element.line
        other.rawsource = element.rawsource
        other['ids'], other['names'] = element['ids'], element['names']
        for name in other['ids']:
            self.document.ids[name] = other
        children = element.children
        element.replace_self(other)
        other.extend(children)

    def _count_equations(self) -> None:
        """Count the equations that readers see: they got numbers when parsed."""
        equations = self.env.domains.math_domain.equations
        number = 0
        for block in self.document.findall(nodes.math_block):
            if not block.get('label'):
                continue
            claim = _hidden_claim(block)
            if claim:
                equations.pop(block['label'], None)
                warn(
                    Diagnostic.SUMMARY_EQUATION,
                    location_of(claim['place']),
                    code=claim['code'],
                    label=block['label'],
                )
                block['label'] = block['number'] = None
            else:
                number += 1
                block['number'] = number
                equations[block['label']] = (block['docname'], number)

    # -- footnotes -------------------------------------------------------------------

    def _take_footnote(self, footnote: nodes.footnote, claim: article_claim) -> None:
        """Take a footnote away with its marks; one of the text is shown after all."""
        marks = list(self._marks_of(footnote))
        if any(claim not in ancestors(mark) for mark in marks):
            footnote.parent.remove(footnote)
            claim.parent.insert(claim.parent.index(claim) + 1, footnote)
            return
        document = self.document
        for notes in (document.autofootnotes, document.footnotes):
            _forget(footnote, notes)
        _forget(footnote, document.symbol_footnotes)
        footnote.parent.remove(footnote)
        for mark in marks:
            _forget(mark, document.autofootnote_refs)
            _forget(mark, document.symbol_footnote_refs)
            for named in document.footnote_refs.values():
                _forget(mark, named)
            _take_mark(mark)

    def _marks_of(self, footnote: nodes.footnote) -> Iterator[nodes.footnote_reference]:
        """Yield the marks that lead to a footnote: by its name, or by their order."""
        document = self.document
        for name in (*footnote['names'], *footnote['dupnames']):
            yield from list(document.footnote_refs.get(name, ()))
        for footnotes, marks in (
            (document.autofootnotes, document.autofootnote_refs),
            (document.symbol_footnotes, document.symbol_footnote_refs),
        ):
            unnamed = [f for f in footnotes if not f['names'] and not f['dupnames']]
            in_order = [mark for mark in marks if 'refname' not in mark]
            for other, mark in zip(unnamed, in_order, strict=False):
                if other is footnote:
                    yield mark


def _is_hidden(claim: article_claim) -> bool:
    return not claim['show_summary']


def _hidden_claim(node: nodes.Node) -> article_claim | None:
    """Return the claim whose hidden summary a node is in."""
    claims = (n for n in ancestors(node) if isinstance(n, article_claim))
    return next(filter(_is_hidden, claims), None)


def _forget(node: _Node, among: list[_Node]) -> None:
    among[:] = [other for other in among if other is not node]


def _take_mark(mark: nodes.Element) -> None:
    """Take a mark out, with the blank before it."""
    parent = mark.parent
    position = parent.index(mark)
    before = parent[position - 1] if position else None
    if isinstance(before, nodes.Text):
        parent[position - 1] = nodes.Text(before.astext().rstrip())
    parent.remove(mark)
