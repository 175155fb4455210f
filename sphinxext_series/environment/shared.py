"""What other pages show of a document, in short: noted when the document is read."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinxext_series.model.text.content import Branch
from sphinxext_series.model.values import Value, fields, replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_series.model.claims import Claims

#: How the kind of a reference ends, in texts with markup.
REFERENCE = ':pending_xref'
#: The kind of an image.
IMAGE = 'docutils.nodes:image'


class Shared(NamedTuple):
    """What a document claims and its *contents*, as digests.

    *dependent* is what in its claims depends on other documents.  The number of words
    is left out: nearly every edit changes it, and the minutes that are shown depend on
    the configuration.
    """

    digest: str
    contents: str
    dependent: tuple[Branch, ...] = ()

    @classmethod
    def of(cls, claims: Claims, toc: nodes.Node | None) -> Shared:
        """Return this of what a document claims, and of its sections."""
        claims = replace(claims, excerpt=claims.excerpt._replace(words=0))
        text = repr(claims)
        can_depend = REFERENCE in text or IMAGE in text
        dependent = tuple(dependent_branches(claims)) if can_depend else ()
        return cls(digest(text), digest(contents_of(toc)), dependent)


def contents_of(toc: nodes.Node | None) -> str:
    """Return the sections of a document as a text, four times as fast as XML."""
    return repr(_as_tuples(toc))


def _as_tuples(node: nodes.Node | None) -> object:
    if isinstance(node, nodes.Element):
        return node.tagname, node.attributes, [*map(_as_tuples, node.children)]
    return node and node.astext()


def digest(*texts: str) -> str:
    """Return a short text that differs where the texts do."""
    sha = hashlib.sha256()
    for text in texts:
        sha.update(text.encode('utf-8', 'surrogatepass'))
        sha.update(b'\0')
    return sha.hexdigest()


def dependent_branches(value: object) -> Iterator[Branch]:
    """Yield the references and images in what a value shows."""
    if isinstance(value, Branch):
        if value.kind.endswith(REFERENCE) or value.kind == IMAGE:
            yield value
        value = value.children
    if isinstance(value, tuple):
        for member in value:
            yield from dependent_branches(member)
    elif isinstance(value, Value):
        for name in fields(type(value)):
            yield from dependent_branches(getattr(value, name))
