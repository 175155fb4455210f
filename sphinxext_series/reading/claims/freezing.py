"""Marked-up text between documents: docutils nodes → plain values → docutils nodes.

What one page shows of another (titles, summaries) is kept in the environment.  Nodes
cannot be kept there: they drag their documents along, and are never equal.  So they
are *frozen* into :data:`~sphinxext_series.model.text.content.Content` and *thawed* on
the page that shows them.  References keep their meaning: they point where they pointed
at home.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import lru_cache
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join
from sphinx.util.nodes import get_node_line, get_node_source

from sphinxext_series.model.text.content import Branch
from sphinxext_series.reading.nodes import Placeholder, anchor_reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext_series.model.text.content import Content

#: What has a meaning only in its own document, or none for readers.
_LEFT_BEHIND = (
    Placeholder,
    nodes.citation,
    nodes.comment,
    nodes.footnote,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.pending,
    nodes.substitution_definition,
    nodes.system_message,
    nodes.target,
    addnodes.index,
    addnodes.toctree,
)
_BASIC = (str, int, float, bool, bytes, type(None))
#: Names and ids are unique to a document; a copy elsewhere must not have them.
_OWN_ATTRIBUTES = frozenset({'ids', 'names', 'dupnames', 'backrefs', 'translated'})


def freeze(members: Iterable[nodes.Node], docname: str) -> Content:
    """Return nodes of the document *docname* as a value."""
    return tuple(_frozen(members, docname))


def thaw(content: Content, docname: str) -> list[nodes.Node]:
    """Return new nodes for the document *docname*."""
    return [_thawed(leaf, docname) for leaf in content]


def _frozen(members: Iterable[nodes.Node], docname: str) -> Iterator[str | Branch]:
    for node, following in pairwise([*members, None]):
        if isinstance(node, nodes.Text):
            text = node.astext()
            if isinstance(following, nodes.footnote_reference):
                # In reST a blank comes before the mark that is left.
                text = text.rstrip()
            yield text
        elif isinstance(node, nodes.problematic):
            yield from _frozen(node.children, docname)
        elif isinstance(node, nodes.title) and isinstance(node.parent, nodes.table):
            continue  # it is numbered in its own place
        elif isinstance(node, nodes.Element) and not isinstance(node, _LEFT_BEHIND):
            yield from _branches(node, docname)


def _branches(node: nodes.Element, docname: str) -> Iterator[str | Branch]:
    """Yield a node; of one that would lack what its extension relies on, the text."""
    is_known = type(node).__module__.partition('.')[0] in _KNOWN
    if is_known or (not node['ids'] and _keeps_attributes(node)):
        yield _branch(node, docname)
        return
    text = tuple(_frozen(node.children, docname))
    if isinstance(node, nodes.TextElement) and not isinstance(node, nodes.Inline):
        yield Branch(_kind(nodes.paragraph), (), text)
    else:
        yield from text


def _keeps_attributes(node: nodes.Element) -> bool:
    return all(_frozen_value(value) is not ... for _name, value in node.attlist())


#: Whose nodes do without ids, and without attributes that are no plain values.
_KNOWN = frozenset({'docutils', 'sphinx', 'sphinxext_series'})


def _branch(node: nodes.Element, docname: str) -> Branch:
    children = tuple(_frozen(node.children, docname))
    if isinstance(node, nodes.figure | nodes.caption):
        # Numbers belong to where they were given; without one, these are no more.
        plain = nodes.compound if isinstance(node, nodes.figure) else nodes.paragraph
        return Branch(_kind(plain), (), children)
    if isinstance(node, nodes.reference) and 'refid' in node:
        # A place in the same document is a place in another one from elsewhere.
        attributes = {'target': docname, 'anchor': node['refid']}
        return Branch(_kind(anchor_reference), tuple(attributes.items()), children)
    kept = {
        name: value
        for name, value in node.attlist()
        if node.is_not_default(name) and name not in _OWN_ATTRIBUTES
    }
    if isinstance(node, nodes.math_block):
        kept |= {'label': None, 'number': None}
    if isinstance(node, nodes.container):
        # What wraps a captioned code block is numbered, too.
        kept.pop('literal_block', None)
    if isinstance(node, addnodes.pending_xref):
        kept |= _at_home(node, docname)
    attributes = {
        name: frozen
        for name, value in sorted(kept.items())
        if (frozen := _frozen_value(value)) is not ...
    }
    return Branch(_kind(type(node)), tuple(attributes.items()), children)


def _kind(cls: type[nodes.Element]) -> str:
    return f'{cls.__module__}:{cls.__qualname__}'


def _at_home(node: addnodes.pending_xref, docname: str) -> dict[str, object]:
    """Return the attributes that make a reference mean the same on every page."""
    attributes: dict[str, object] = {'series_home': docname}
    # Other extensions' nodes may not know where they were written.
    with suppress(ValueError):
        attributes['series_source'] = get_node_source(node)
        attributes['series_line'] = get_node_line(node)
    if node.get('reftype') == 'doc' and node.get('refdomain') == 'std':
        attributes['reftarget'] = '/' + docname_join(docname, node['reftarget'])
    return attributes


def _frozen_value(value: object) -> object:
    """Return an attribute's value, tuples for its lists; ``...`` to leave it out."""
    if isinstance(value, _BASIC):
        return value
    if isinstance(value, list | tuple):
        members = [_frozen_value(member) for member in value]
        return ... if ... in members else (type(value).__name__, *members)
    if isinstance(value, dict):
        pairs = [(key, _frozen_value(value[key])) for key in sorted(value, key=str)]
        usable = all(isinstance(k, _BASIC) and v is not ... for k, v in pairs)
        return ('dict', *pairs) if usable else ...
    if is_dataclass(value) and not isinstance(value, type):
        members = [_frozen_value(getattr(value, field.name)) for field in fields(value)]
        # Nobody changes what can be in a set.
        return ... if ... in members or type(value).__hash__ is None else value
    return ...


def _thawed_value(value: object) -> object:
    if not isinstance(value, tuple):
        return value
    container, *members = value
    if container == 'dict':
        return {key: _thawed_value(member) for key, member in members}
    thawed = [_thawed_value(member) for member in members]
    return thawed if container == 'list' else tuple(thawed)


@lru_cache(maxsize=256)
def _class(kind: str) -> type[nodes.Element]:
    """Return the class that :func:`_kind` named: that of an element, and no other."""
    module, _, name = kind.partition(':')
    value: object = import_module(module)
    for part in name.split('.'):
        value = getattr(value, part)
    if not (isinstance(value, type) and issubclass(value, nodes.Element)):
        raise TypeError(kind)
    return value


def _thawed(leaf: str | Branch, docname: str) -> nodes.Node:
    if isinstance(leaf, str):
        return nodes.Text(leaf)
    attributes = {name: _thawed_value(value) for name, value in leaf.attributes}
    if 'refdoc' in attributes:
        attributes['refdoc'] = docname
    # Every element can be made like this: it is how docutils copies them.
    source, line = (
        attributes.pop('series_source', None),
        attributes.pop('series_line', 0),
    )
    node = _class(leaf.kind)('', **attributes)
    if source:
        # What is wrong with it is to be said where it was written.
        node.source, node.line = str(source), line  # type: ignore[assignment]
    node.extend(thaw(leaf.children, docname))
    return node
