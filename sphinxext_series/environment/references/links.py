"""Links to documents, as far as a builder can lead; and their neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from sphinx.builders import Builder

    from sphinxext_series.model.targets import Target


def linked(
    builder: Builder,
    page: str,
    target: Target,
    content: list[nodes.Node],
) -> nodes.reference | None:
    """Return a link from *page* to a target, or nothing where there is no way.

    There is none out of a PDF to what it does not contain, nor between manual pages
    and texts, whose addresses are empty: the former would print them.
    """
    if not target:
        return None
    if target.external:
        return nodes.reference('', '', *content, refuri=target.uri)
    docname, anchor, _uri = target
    try:
        link = make_refnode(builder, page, docname, anchor, content)
    except NoUri:
        return None
    if 'refid' in link:
        return link
    address = link['refuri'].removesuffix(f'#{anchor}' if anchor else '')
    if not address and (docname != page or builder.format != 'html'):
        return None
    if not address and not anchor:
        # To the page itself: an empty address would load it again.
        link['refuri'] = '#'
    if '#' in address:
        # In singlehtml a document is an anchor itself, to which Sphinx adds the other;
        # but for the root document, which begins where the page does.
        is_root = docname == builder.config.root_doc
        link['refuri'] = f'#{anchor}' if anchor or is_root else address
    return link


def address(builder: Builder, page: str, target: Target) -> str:
    """Return where a link on an HTML page leads: what :func:`linked` links to."""
    if target.external:
        return target.uri
    anchor = f'#{target.anchor}' if target.anchor else ''
    if anchor and target.docname == page:
        return anchor
    uri = builder.get_relative_uri(page, target.docname)
    if '#' in uri:
        # In singlehtml a document is an anchor itself.
        is_root = target.docname == builder.config.root_doc
        return anchor or ('#' if is_root else uri)
    # A page leads to itself by an empty address, which would load it again.
    return uri + anchor or '#'


def shares_ids(builder: Builder) -> bool:
    """Return whether documents have their ids in common, since they are one page.

    In LaTeX and Texinfo, the name of the document is part of each.
    """
    return hasattr(builder, 'assemble_doctree') and builder.format == 'html'


def previous_and_next(
    docname: str,
    relations: Mapping[str, Sequence[str | None]],
    existing: Container[str],
) -> tuple[str | None, str | None]:
    """Return the documents before and after one in toctrees, as far as there are any.

    A document that was deleted stays in a toctree until that is read again: it is
    passed over.  *relations* are Sphinx's: parent, previous and next by document.
    """

    def nearest(position: int) -> str | None:
        neighbour = relations.get(docname, _ALONE)[position]
        while neighbour is not None and neighbour not in existing:
            neighbour = relations.get(neighbour, _ALONE)[position]
        return neighbour

    return nearest(1), nearest(2)


_ALONE = (None, None, None)
