"""References to what belongs to a series: where they lead, and what they say."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.util import docname_join

from sphinxext_series.environment.domain import SeriesDomain
from sphinxext_series.environment.references.links import linked
from sphinxext_series.environment.references.roles import CLASSES, is_told_of, similar
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.text.content import plain_text
from sphinxext_series.reading.claims.freezing import thaw
from sphinxext_series.reading.nodes import anchor_reference
from sphinxext_series.settings.translation import __
from sphinxext_series.settings.warnings import warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.domains import Domain

    from sphinxext_series.model.catalogue import Catalogue


def resolve(  # noqa: PLR0917 (Sphinx's order)
    domain: SeriesDomain,
    page: str,
    builder: Builder,
    typ: str,
    target: str,
    node: pending_xref,
    contnode: Element,
) -> Element | None:
    """Return a link to what is named, with its title."""
    home = node.get('series_home', page)
    referent = domain.build.find(typ, target, home, page)
    if referent is None:
        return None
    if node.get('refexplicit'):
        contnode['classes'] = [*CLASSES]
        content: list[nodes.Node] = [contnode]
    else:
        inline = nodes.inline('', '', *thaw(referent.title, page))
        inline['classes'] = [*CLASSES]
        _take_references_out(inline)
        content = [inline]
    link = linked(builder, page, referent.target, content)
    if link is not None and referent.hint:
        link['reftitle'] = referent.hint
    return link or nodes.inline('', '', *content)


def resolve_any(  # noqa: PLR0917 (as above)
    domain: SeriesDomain,
    page: str,
    builder: Builder,
    target: str,
    node: pending_xref,
    contnode: Element,
) -> list[tuple[str, Element]]:
    """Return links to everything that has this name.

    A series may be called like a document or a label: these have it before.
    """
    if _is_elsewhere(domain, builder, target, node, contnode):
        return []
    links = []
    for kind in ('article', 'hub', 'pair', 'route'):
        link = domain.resolve_xref(
            domain.env, page, builder, kind, target, node, contnode
        )
        if link is not None:
            links.append((f'series:{kind}', link))
    return links


def _is_elsewhere(
    domain: SeriesDomain,
    builder: Builder,
    target: str,
    node: pending_xref,
    contnode: Element,
) -> bool:
    """Return whether anything but a series has this name."""
    page = node.get('refdoc', domain.docname)
    if docname_join(page, target) in domain.env.found_docs:
        return True
    for other in domain.env.domains.sorted():
        if other.name != domain.name:
            with suppress(NotImplementedError):
                if other.resolve_any_xref(
                    domain.env, page, builder, target, node, contnode
                ):
                    return True
    return False


def _take_references_out(title: nodes.Element) -> None:
    """Leave only the text of references in a title: it becomes a reference itself.

    Sphinx would not resolve them: it looks for references once, and these are new.
    """
    for reference in list(title.findall(_is_reference)):
        reference.parent.replace(reference, reference.children)


def _is_reference(node: nodes.Node) -> bool:
    return isinstance(node, pending_xref | anchor_reference | nodes.reference)


def objects(catalogue: Catalogue) -> Iterator[tuple[str, str, str, str, str, int]]:
    """Yield everything that can be referred to, for the inventory."""
    for name, series in sorted(catalogue.series.items()):
        if series.docname:
            title = plain_text(series.title)
            yield name, title, 'hub', *series.target[:2], -1
        for article in series.articles:
            if article.target.docname and article.listed:
                title = f'{article.code}: {plain_text(article.title)}'
                full = str(article.reference)
                yield full, title, 'article', article.docname, '', -1
        for number, pair in series.pairs.items():
            if series.docname and pair.target:
                title = plain_text(pair.title) or str(number)
                full = f'{name}/{number}'
                yield full, title, 'pair', *pair.target[:2], -1
        for route in series.routes:
            if series.docname and route.declared:
                title = plain_text(route.title)
                full = f'{name}/{route.name}'
                yield full, title, 'route', *route.target[:2], -1


def warn_of_missing_target(
    _app: Sphinx, domain: Domain, node: pending_xref
) -> bool | None:
    """Say what was not found, in place of Sphinx's warning.

    Once for each place: a summary is in its article and on hubs.
    """
    assert isinstance(domain, SeriesDomain)  # noqa: S101 (for the type checker)
    if domain.words.resolving:
        return True  # it is told at the place of the text
    kind, target = node['reftype'], node['reftarget']
    missed = (node.source, node.line, kind, target)
    if node.source and missed in domain.build.missed:
        return True
    domain.build.missed.add(missed)
    home = node.get('series_home', node.get('refdoc', ''))
    if is_told_of(domain.catalogue, kind, target, home):
        return True
    kinds = {
        'article': __('article'),
        'code': __('article'),
        'hub': __('series'),
        'pair': __('pair'),
        'route': __('route'),
        'companion': __('companion for audience'),
    }
    if kind == 'companion' and '#' in target:
        kinds[kind] = __('companion section')
    warn(
        Diagnostic.UNKNOWN_TARGET,
        node,
        kind=kinds[kind],
        target=target,
        similar=similar(domain.catalogue, kind, target, home),
    )
    return True
