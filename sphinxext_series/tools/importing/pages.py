"""A hub for a page that lists the articles of a series by hand."""

from __future__ import annotations

import re
from string import ascii_uppercase
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinxext_series.model.codes import Code
from sphinxext_series.tools.importing.hub_source import HubSource, NotUnderstood, Way
from sphinxext_series.tools.importing.listed import (
    Page,
    ancestors,
    documents_of,
    holds_lists,
    is_listed,
    name_of,
    words,
)
from sphinxext_series.tools.importing.tables import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_series.tools.building import BuiltProject
    from sphinxext_series.tools.importing.listed import Listed
    from sphinxext_series.tools.importing.tables import Row

_CODE = re.compile(r'(?<![\w/-])(?P<code>[A-Z][A-Za-z]{0,2}[0-9]{1,3}[a-z]?)(?![\w-])')
_NUMBER = re.compile(
    r'(?:(?:part|chapter|lesson|module|step|day|week|session|unit|tutorial|exercise|'
    r'teil|kapitel|partie|chapitre|parte|cap[ií]tulo)\s*)?#?(?P<number>[0-9]{1,3})'
    r'(?=\s*[.:)]\s|\s+[\u2013\u2014-]\s|\s*$)',
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r'^\s*[:.)\u2013\u2014-]+\s*')
#: "(coming soon)", after a title.
_REMARK = re.compile(r'\s*\([^()]*\)\s*$')


def hub_of_page(
    project: BuiltProject, page: str, folders: Mapping[str, str]
) -> HubSource:
    """Return the hub that a page is by hand.

    Each item of a list, definition, row or card that refers to a document is an
    article; its code is in its text, or follows from the folder of the document and
    from the order.  What is none of this is told.
    """
    reading = _Reading(Page(project, page), folders)
    reading.read_lists()
    if not reading.hub.articles:
        reading.read_toctrees()
    reading.name_pairs()
    reading.read_rest()
    title = reading.page.document.next_node(nodes.title)
    name = title.astext() if title is not None else page
    reading.hub.name = re.split(r'[,:(\u2013\u2014]| - ', name)[0]
    return reading.hub


class _Reading:
    """A page, thing by thing."""

    def __init__(self, page: Page, folders: Mapping[str, str]) -> None:
        self.page = page
        self.folders = folders
        self.hub = HubSource()
        self.headings: dict[Code, str] = {}
        self.count_of_rows = 0
        self.without_code: list[tuple[str, nodes.Element, str]] = []
        #: What articles were made of; lists below it only describe them.
        self.understood: set[nodes.Element] = set()

    # -- articles ------------------------------------------------------------------

    def read_lists(self) -> None:
        """Note what the page lists: articles, planned ones, and neither."""
        rows = rows_of(self.page)
        for listed in self.page.listed():
            if listed.node in rows:
                self._read_row(rows[listed.node], listed.node)
            else:
                self._read(listed)
        for docname, node, text in self.without_code:
            self._note_article(None, docname, node, text)
        for code in self.hub.planned.keys() & self.hub.articles.keys():
            del self.hub.planned[code]
        self._name_audiences()

    def _read(self, listed: Listed) -> None:
        """Note an item of a list as an article, or as a planned one."""
        text, docnames = listed.text, documents_of(listed.links)
        coded = [(self._code(label), docname) for docname, label in listed.links]
        if len(coded) > 1 and all(code and docname for code, docname in coded):
            for code, docname in coded:
                self._note_article(code, docname, listed.node, text)
        elif len(docnames) == 1:
            code = self._code(listed.links[0].label) or self._code(text)
            if code is None:
                # Its code depends on those that others have in their texts.
                self.without_code.append((docnames.pop(), listed.node, text))
            else:
                self._note_article(code, docnames.pop(), listed.node, text)
            self.understood.add(listed.node)
        elif listed.links:
            # To several documents, or to what is none of the project.
            self._not_understood(listed.node, text)
        elif not holds_lists(listed.node) and text:
            self._note_planned(self._code(text), listed.node, text)

    def _read_row(self, row: Row, node: nodes.Element) -> None:
        """Note the articles in a row of a table with a column for each audience."""
        self.count_of_rows += 1
        numbers = filter(None, map(_number, row.words))
        number = next(numbers, self.count_of_rows)
        for letter, cell in zip(ascii_uppercase, row.cells, strict=False):
            text = words(cell.node)
            docnames = documents_of(cell.links)
            if len(docnames) == 1:
                docname = docnames.pop()
                code = _code(text) or Code(self._audience(docname, letter), number)
                self._note_article(code, docname, node, text)
                self.hub.audiences.setdefault(code.audience, cell.label)
            elif any(map(str.isalnum, text)):
                self._not_understood(cell.node, text)
        titles = [text for text in row.words if text and not _number(text)]
        if titles:
            self.hub.pairs.setdefault(number, titles[0])

    def _name_audiences(self) -> None:
        """Name audiences by the heads of columns, but for the usual two without any."""
        labels = self.hub.audiences
        if not any(labels.values()) and labels.keys() <= {'A', 'B'}:
            labels.clear()
        for code, label in labels.items():
            # Commas are between labels.
            labels[code] = label.replace(',', ' ') or f'Audience {code}'

    def _note_article(
        self, code: Code | None, docname: str, node: nodes.Element, text: str
    ) -> None:
        codes = {docname: code for code, docname in self.hub.articles.items()}
        self.understood.add(node)
        if docname in codes and code in {None, codes[docname]}:
            return  # It is listed twice.
        code = code or self._next_code(docname)
        if docname in codes or code in self.hub.articles:
            self._not_understood(node, text)
            return
        self.hub.articles[code] = docname
        self._note_heading(code, node)

    def _note_planned(self, code: Code | None, node: nodes.Element, text: str) -> None:
        if code is not None:
            self.understood.add(node)
            self.hub.planned.setdefault(code, _title_after(code, text))
            self._note_heading(code, node)
        elif not any(above in self.understood for above in ancestors(node)):
            self._not_understood(node, text)

    def read_toctrees(self) -> None:
        """Note the entries of toctrees, where no list has any."""
        for toctree in self.page.document.findall(addnodes.toctree):
            for title, docname in toctree['entries']:
                if docname in self.page.project.env.all_docs:
                    self._note_article(
                        self._code(title or ''), docname, toctree, docname
                    )

    def _code(self, text: str) -> Code | None:
        """Return the code at the beginning of a text; "Part 3" is one, too."""
        number = 0 if self.folders else _number(text)
        return _code(text) or (Code('A', number) if number else None)

    def _next_code(self, docname: str) -> Code:
        """Return a code by the folder of a document, and the number that is next."""
        audience = self._audience(docname, 'A')
        used = [c.number for c in self.hub.articles if c.audience == audience]
        return Code(audience, max(used, default=0) + 1)

    def _audience(self, docname: str, otherwise: str) -> str:
        """Return the audience to which the folder of a document belongs."""
        folders = self.folders.items()
        return next((c for c, f in folders if docname.startswith(f'{f}/')), otherwise)

    def _not_understood(self, node: nodes.Element, text: str) -> None:
        source, line = self.page.place(node)
        self.hub.not_understood.append(NotUnderstood(source, line, text))

    # -- pairs and ways ------------------------------------------------------------

    def _note_heading(self, code: Code, node: nodes.Element) -> None:
        """Note the heading of an article: of a section, or of the list it is in."""
        for above in ancestors(node):
            if isinstance(above, nodes.section):
                if isinstance(above.parent, nodes.section):
                    self.headings[code] = words(above[0])
                return
            if is_listed(above) and above not in self.understood and name_of(above):
                self.headings[code] = name_of(above).rstrip(':')
                return

    def name_pairs(self) -> None:
        """Name a pair by what is above it, if that is above nothing else."""
        numbers: dict[str, set[int]] = {}
        for code, heading in self.headings.items():
            numbers.setdefault(heading, set()).add(code.number)
        for heading, members in numbers.items():
            if len(members) == 1 and 0 not in members:
                self.hub.pairs.setdefault(min(members), heading)

    # -- what is no list -----------------------------------------------------------

    def read_rest(self) -> None:
        """Note paragraphs as ways, and tell of documents that are no articles."""
        listed = {*self.hub.articles.values()}
        for toctree in self.page.document.findall(addnodes.toctree):
            others = [d for d in toctree['includefiles'] if d not in listed]
            if others:
                self._not_understood(toctree, f'in the toctree: {", ".join(others)}')
        for text in self.page.document.findall(nodes.TextElement):
            if isinstance(text, nodes.paragraph | nodes.line) and not any(
                map(is_listed, ancestors(text))
            ):
                is_way = self._read_way(text)
                if not is_way and documents_of(self.page.links(text)) - listed:
                    self._not_understood(text, words(text))
        self.hub.not_understood.sort()

    def _read_way(self, paragraph: nodes.Element) -> bool:
        """Note a paragraph that names several codes as a way through the articles."""
        text = words(paragraph)
        codes_listed = {*self.hub.articles, *self.hub.planned}
        named = [Code.parse(match['code']) for match in _CODE.finditer(text)]
        codes = tuple(dict.fromkeys(code for code in named if code in codes_listed))
        if len(codes) > 1:
            strong = paragraph.next_node(nodes.strong)
            title = words(strong) if strong is not None else text[:40].strip()
            self.hub.ways.append(Way(title, codes))
        return len(codes) > 1


def _code(text: str) -> Code | None:
    """Return the code at the beginning of a text."""
    match = _CODE.match(text)
    return Code.parse(match['code']) if match else None


def _number(text: str) -> int:
    """Return the number that a text begins with, or 0."""
    match = _NUMBER.match(text)
    return int(match['number']) if match else 0


def _title_after(code: Code, text: str) -> str:
    title = text.removeprefix(str(code))
    if title == text:
        title = _NUMBER.sub('', text, count=1)
    return _REMARK.sub('', _SEPARATOR.sub('', title)).strip() or text
