"""A hub for a page that lists the articles of a series by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join

from sphinxext_series.model.codes import Code
from sphinxext_series.tools.hub_source import HubSource, Way

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxext_series.tools.building import BuiltProject

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

    Each item of a list that refers to a document is an article; its code is in its
    text, or follows from the folder of the document and from the order.
    """
    document = project.env.get_doctree(page)
    reading = _Reading(project, page, folders)
    for item in document.findall(nodes.list_item):
        reading.read_item(item)
    if not reading.hub.articles:
        for toctree in document.findall(addnodes.toctree):
            reading.read_toctree(toctree)
    reading.name_pairs()
    for paragraph in document.findall(nodes.paragraph):
        reading.read_paragraph(paragraph)
    title = document.next_node(nodes.title)
    words = title.astext() if title is not None else page
    reading.hub.name = re.split(r'[,:(\u2013\u2014]| - ', words)[0]
    return reading.hub


class _Reading:
    """A page, item by item."""

    def __init__(
        self, project: BuiltProject, page: str, folders: Mapping[str, str]
    ) -> None:
        self.project = project
        self.page = page
        self.folders = folders
        self.hub = HubSource()
        self.headings: dict[Code, str] = {}

    # -- articles ------------------------------------------------------------------

    def read_item(self, item: nodes.list_item) -> None:
        """Note an item of a list as an article, or as a planned one."""
        first = item.next_node(nodes.paragraph)
        if first is None:
            return
        text = ' '.join(first.astext().split())
        linked = list(self._linked(first))
        coded = [(self._code(label), docname) for docname, label in linked]
        if len(linked) > 1 and all(code for code, _docname in coded):
            for code, docname in coded:
                self._note_article(code, docname, item, text)
        elif len({docname for docname, _label in linked}) == 1:
            docname, label = linked[0]
            code = self._code(label) or self._code(text) or self._next_code(docname)
            self._note_article(code, docname, item, text)
        elif linked:
            self._not_understood(first, text)
        else:
            self._note_planned(self._code(text), item, text)

    def _note_article(
        self, code: Code | None, docname: str, item: nodes.list_item, text: str
    ) -> None:
        if code is None or code in self.hub.articles:
            self._not_understood(item.next_node(nodes.paragraph) or item, text)
            return
        self.hub.articles[code] = docname
        self._note_heading(code, item)

    def _note_planned(
        self, code: Code | None, item: nodes.list_item, text: str
    ) -> None:
        if code is not None:
            self.hub.planned.setdefault(code, _title_after(code, text))
            self._note_heading(code, item)

    def read_toctree(self, toctree: nodes.Element) -> None:
        """Note the entries of a toctree, where no list has any."""
        for title, docname in toctree['entries']:
            if docname in self.project.env.all_docs:
                code = self._code(title or '') or self._next_code(docname)
                if code not in self.hub.articles:
                    self.hub.articles[code] = docname
                    self._note_heading(code, toctree)

    def _linked(self, paragraph: nodes.Element) -> Iterator[tuple[str, str]]:
        """Yield the documents that a paragraph refers to, and what it calls them."""
        for node in paragraph.findall():
            if isinstance(node, addnodes.pending_xref):
                docname = self._document(node['reftarget'], str(node.get('reftype')))
            elif isinstance(node, nodes.reference):
                docname = self._document(
                    re.sub(r'\.html?$', '', node.get('refuri', ''))
                )
            else:
                continue
            if docname:
                yield docname, ' '.join(node.astext().split())

    def _document(self, target: str, role: str = 'doc') -> str:
        """Return the document that a reference leads to, or nothing."""
        env = self.project.env
        target = target.partition('#')[0]
        if role == 'ref':
            labels = env.domains.standard_domain.anonlabels
            return str(labels.get(target, ('', ''))[0])
        for suffix in ('', *self.project.app.config.source_suffix):
            docname = docname_join(self.page, target.removesuffix(suffix))
            if target and docname in env.all_docs and docname != self.page:
                return docname
        return ''

    def _code(self, text: str) -> Code | None:
        """Return the code at the beginning of a text; "Part 3" is one, too."""
        match = _CODE.match(text)
        if match:
            return Code.parse(match['code'])
        number = _NUMBER.match(text)
        if number and not self.folders:
            return Code('A', int(number['number']))
        return None

    def _next_code(self, docname: str) -> Code:
        """Return a code by the folder of a document, and the number that is next."""
        audience = next(
            (c for c, f in self.folders.items() if docname.startswith(f'{f}/')), 'A'
        )
        used = [c.number for c in self.hub.articles if c.audience == audience]
        return Code(audience, max(used, default=0) + 1)

    def _not_understood(self, node: nodes.Element, text: str) -> None:
        self.hub.not_understood.append((node.line or 0, text))

    # -- pairs and ways ------------------------------------------------------------

    def _note_heading(self, code: Code, node: nodes.Node) -> None:
        section = node.parent
        while section is not None and not isinstance(section, nodes.section):
            section = section.parent
        if section is not None and isinstance(section.parent, nodes.section):
            self.headings[code] = ' '.join(section[0].astext().split())

    def name_pairs(self) -> None:
        """Name a pair by what is above it, if that is above nothing else."""
        numbers: dict[str, set[int]] = {}
        for code, heading in self.headings.items():
            numbers.setdefault(heading, set()).add(code.number)
        for heading, found in numbers.items():
            if len(found) == 1 and 0 not in found:
                self.hub.pairs.setdefault(min(found), heading)

    def read_paragraph(self, paragraph: nodes.paragraph) -> None:
        """Note a paragraph that names several codes as a way through the articles."""
        if isinstance(paragraph.parent, nodes.list_item):
            return
        text = ' '.join(paragraph.astext().split())
        known = {*self.hub.articles, *self.hub.planned}
        named = [Code.parse(match['code']) for match in _CODE.finditer(text)]
        codes = tuple(dict.fromkeys(code for code in named if code in known))
        if len(codes) > 1:
            strong = paragraph.next_node(nodes.strong)
            title = strong.astext() if strong is not None else text[:40].strip()
            self.hub.ways.append(Way(' '.join(title.split()), codes))


def _title_after(code: Code, text: str) -> str:
    title = text.removeprefix(str(code))
    return _REMARK.sub('', _SEPARATOR.sub('', title)).strip() or text
