"""Fingerprints: what a document's author wrote, whatever the output and the language.

They are taken before anything is translated, numbered or sorted out by tags, so that
every builder sees the same.  White space, markup, and the form of quotes and dashes do
not count, and neither does what is taken from elsewhere: numbers that Sphinx gives, and
the titles that references show.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinxext_series.model.codes import CODE
from sphinxext_series.model.reviews import fingerprint
from sphinxext_series.reading.claims.companions import section_around
from sphinxext_series.reading.nodes import authored, section_part

if TYPE_CHECKING:
    from typing import ClassVar

    from sphinxext_series.model.reviews import Fingerprint


class Fingerprints(SphinxTransform):
    """Note the fingerprint of every document that is read."""

    # Before the translation (20), and before our own headings are made (5).
    default_priority: ClassVar[int] = 4

    def apply(self, **_kwargs: object) -> None:
        """Leave it to the domain."""
        noted = self.env.domains['series'].data['fingerprints']
        docname = self.env.current_document.docname
        noted[docname] = fingerprint_of(self.document)


def fingerprint_of(document: nodes.document) -> Fingerprint:
    """Return the fingerprint of a document that nothing was done to yet."""
    pieces = _Pieces(document, _second_level(document))
    pieces.add(document)
    names = _names(pieces.named)
    sections = [
        (
            ' '.join(section[0].astext().split()),
            pieces.text(start, end),
            tuple(names.get(section, ())),
        )
        for section, start, end in pieces.sections
    ]
    return fingerprint(pieces.text(), sections)


def _names(parts: list[section_part]) -> dict[nodes.section, list[str]]:
    """Return what sections are called in their pair."""
    names: dict[nodes.section, list[str]] = {}
    for part in parts:
        section = section_around(part)
        if section is not None:
            names.setdefault(section, []).append(part['name'])
    return names


def _second_level(document: nodes.document) -> list[nodes.section]:
    """Return the sections below the title, and those beside it."""
    top = [child for child in document.children if isinstance(child, nodes.section)]
    if not top:
        return []
    first, *others = top
    below = [child for child in first.children if isinstance(child, nodes.section)]
    return below + others


class _Pieces:
    """The text of a document, piece by piece, and where its sections are in it.

    It is gone through once: every document of a project that keeps reviews is.
    """

    def __init__(self, document: nodes.document, sections: list[nodes.section]) -> None:
        self.document = document
        self.pieces: list[str] = []
        self.sections: list[tuple[nodes.section, int, int]] = []
        self.named: list[section_part] = []
        self._watched = sections
        self._substituting: list[str] = []

    def text(self, start: int = 0, end: int | None = None) -> str:
        """Return the text of some pieces, with one space where there is any."""
        text = ''.join(self.pieces[start:end])
        if not text.isascii():
            text = unicodedata.normalize('NFC', text)
        return ' '.join(text.split())

    def add(self, node: nodes.Element) -> None:
        """Add the text of an element."""
        start = len(self.pieces)
        simple = type(node) in _SIMPLE
        for child in node.children if simple else _counted(node):
            self._add_child(child)
        if not isinstance(node, nodes.Inline):
            self.pieces.append(' ')
        if isinstance(node, nodes.section) and node in self._watched:
            self.sections.append((node, start, len(self.pieces)))

    def _add_other(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.image):
            name = posixpath.basename(node.get('uri', ''))
            self.pieces.append(f' {name} {node.get("alt", "")} ')
        elif isinstance(node, nodes.substitution_reference):
            self._substitute(node)
        elif isinstance(node, nodes.Element):
            if isinstance(node, section_part):
                self.named.append(node)
            self.add(node)
            if isinstance(node, nodes.abbreviation):
                self.pieces.append(f' {node.get("explanation", "")} ')

    def _substitute(self, node: nodes.substitution_reference) -> None:
        """Add what replaces a name; if Sphinx fills it in, as a version, the name."""
        document, name = self.document, node.get('refname', '')
        if name not in document.substitution_defs:
            name = document.substitution_names.get(name.lower(), '')
        if name in document.substitution_defs and name not in self._substituting:
            self._substituting.append(name)
            # A definition is left out where it is, and read where it is used.
            for child in document.substitution_defs[name].children:
                self._add_child(child)
            self._substituting.pop()
        else:
            self.pieces.append(node.astext())

    def _add_child(self, child: nodes.Node) -> None:
        if isinstance(child, nodes.Text):
            self.pieces.append(_plain(child))
        elif type(child) in _SIMPLE:
            self.add(child)  # type: ignore[arg-type]
        else:
            self._add_other(child)


def _plain(text: nodes.Text) -> str:
    """Return a text with plain quotes and dashes; in code, they mean something."""
    words = text.astext()
    is_prose = type(text.parent) is nodes.paragraph
    if not is_prose and isinstance(text.parent, _CODE):
        return words
    if not words.isascii():
        words = words.translate(_PLAIN)
    if '--' in words:
        words = _DASHES.sub('-', words)
    if not is_prose and _is_title(text):
        words = _CODE_OF_ARTICLE.sub('', words, count=1)
    return words


def _is_title(text: nodes.Text) -> bool:
    """Return whether a text begins the title of a document."""
    title = text.parent
    return (
        isinstance(title, nodes.title)
        and title[0] is text
        and isinstance(title.parent, nodes.section)
        and isinstance(title.parent.parent, nodes.document)
    )


def _counted(node: nodes.Element) -> list[nodes.Node]:
    """Return the children of a node whose text is the author's."""
    if isinstance(node, _LEFT_OUT):
        return []
    if isinstance(node, addnodes.pending_xref) and not node.get('refexplicit'):
        return [] if _has_title_of_target(node) else node.children
    if isinstance(node, nodes.field_list) and _is_metadata(node):
        fields = node.findall(nodes.field)
        return [field[1] for field in fields if field[0].astext() == SUMMARY]
    return node.children


def _is_metadata(fields: nodes.Element) -> bool:
    """Return whether fields are the first thing in a file: they are not shown."""
    if not isinstance(fields.parent, nodes.document):
        return False
    before = fields.parent.children[: fields.parent.index(fields)]
    return all(isinstance(n, nodes.Invisible | nodes.system_message) for n in before)


def _has_title_of_target(node: addnodes.pending_xref) -> bool:
    """Return whether a reference shows the title of what it names, not its name."""
    domain, role = node.get('refdomain'), node.get('reftype')
    return domain == 'series' or (domain == 'std' and role in {'doc', 'ref', 'numref'})


_LEFT_OUT = (
    authored,
    nodes.comment,
    nodes.substitution_definition,
    nodes.system_message,
    addnodes.index,
    addnodes.toctree,
)
#: What most of a text is made of: looked up, since nothing else is to be asked of it.
_SIMPLE = frozenset(
    {
        nodes.bullet_list,
        nodes.document,
        nodes.emphasis,
        nodes.list_item,
        nodes.literal,
        nodes.paragraph,
        nodes.section,
        nodes.strong,
        nodes.title,
    }
)
#: The field with the summary of an article.
SUMMARY = 'series-summary'
_CODE = (nodes.literal, nodes.FixedTextElement, nodes.math, nodes.math_block)
#: What smart quotes make of plain ones, in any language.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys('\u2018\u2019\u201a\u201b\u2039\u203a', "'"),
        **dict.fromkeys('\u201c\u201d\u201e\u201f\u00ab\u00bb', '"'),
        **dict.fromkeys('\u2010\u2011\u2012\u2013\u2014\u2015\u2212', '-'),
        '\u2026': '...',
    }
)
_DASHES = re.compile('-{2,3}')
_CODE_OF_ARTICLE = re.compile(rf'\s*{CODE}\s*(?:[:\uff1a]\s*|[.-]\s+)')
