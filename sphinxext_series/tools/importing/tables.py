"""Tables with a column for each audience: a row is a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinxext_series.tools.importing.listed import (
    documents_of,
    holds_lists,
    is_listed,
    words,
)

if TYPE_CHECKING:
    from sphinxext_series.tools.importing.listed import Link, Page


class Cell(NamedTuple):
    """What a row has for an audience, whose label is the head of the column."""

    label: str
    node: nodes.Element
    links: list[Link]


class Row(NamedTuple):
    """A row: the words beside the articles, and a cell for each audience."""

    words: list[str]
    cells: list[Cell]


def rows_of(page: Page) -> dict[nodes.Element, Row]:
    """Return the rows of all tables in which several columns refer to documents."""
    found: dict[nodes.Element, Row] = {}
    for table in page.document.findall(nodes.tgroup):
        rows = [
            [entry for entry in row if isinstance(entry, nodes.entry)]
            for row in table.findall(nodes.row)
        ]
        linked = {
            column
            for row in rows
            for column, entry in enumerate(row)
            if documents_of(page.links(entry))
        }
        if len(linked) > 1:
            head = [] if is_listed(rows[0][0].parent) else list(map(words, rows[0]))
            for row in rows:
                node = row[0].parent
                if is_listed(node) and not holds_lists(node):
                    found[node] = _row(row, linked, head, page)
    return found


def _row(row: list[nodes.entry], linked: set[int], head: list[str], page: Page) -> Row:
    cells = []
    beside = []
    for column, entry in enumerate(row):
        if column in linked:
            label = head[column] if column < len(head) else ''
            cells.append(Cell(label, entry, page.links(entry)))
        else:
            beside.append(words(entry))
    return Row(beside, cells)
