"""From a document, as it was read, to what it claims.

Directive and field feed one record: what a document says in its ``series`` field is
told like what ``series-article`` says.
"""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_series.model.claims import (
    ArticleClaim,
    Claims,
    Excerpt,
    GuideClaim,
    HubClaim,
    PairClaim,
    Part,
    PlannedClaim,
    RouteClaim,
    SectionClaim,
)
from sphinxext_series.model.codes import Audience, Code
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.text.content import count_words, plain_text
from sphinxext_series.model.values import replace
from sphinxext_series.reading.claims.companions import section_around
from sphinxext_series.reading.claims.conditions import conditions_around
from sphinxext_series.reading.claims.freezing import freeze
from sphinxext_series.reading.nodes import (
    Placeholder,
    article_claim,
    authored,
    guide_part,
    hub_claim,
    pair_part,
    route_claim,
    section_part,
    series_part,
)
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext_series.model.claims import FailedClaim
    from sphinxext_series.model.text.content import Content
    from sphinxext_series.reading.claims.fields import Fields
    from sphinxext_series.reading.directives.hub import HubOptions
    from sphinxext_series.reading.options import ArticleOptions

#: What closes a directive in Markdown.
_FENCE = re.compile('`{3,}|:{3,}|~{3,}')


def claims_of(
    document: nodes.document,
    docname: str,
    fields: Fields,
    failed: Iterable[FailedClaim] = (),
) -> Claims:
    """Return what the document says, in directives and *fields*.

    *failed* is what it tries to say.
    """
    placeholders = list(document.findall(Placeholder))
    articles = [_article(n, docname) for n in placeholders if _is(n, article_claim)]
    articles += fields.claims_beside(articles)
    _warn_of_hidden_text(document, placeholders)
    # The first paragraph is never shown where articles have summaries.
    has_summaries = articles and all(article.summary for article in articles)
    excerpt = excerpt_of(document, docname, with_summary=not has_summaries)
    hubs = tuple(_hub(n, docname) for n in placeholders if _is(n, hub_claim))
    for hub in hubs:
        if not hub.title and not excerpt.title:
            place = location_of(hub.place)
            warn(Diagnostic.TITLE_OF_HUB, place, series=hub.series)
    return Claims(
        excerpt=excerpt,
        articles=tuple(articles),
        hubs=hubs,
        pairs=tuple(
            pair for node in placeholders for pair in _pairs(node, document, docname)
        ),
        routes=tuple(_route(n, docname) for n in placeholders if _is(n, route_claim)),
        guides=tuple(g for n in placeholders for g in _guides(n, docname)),
        parts=tuple(part for node in placeholders for part in _parts(node)),
        sections=tuple(
            _section(n, docname) for n in placeholders if _is(n, section_part)
        ),
        failed=(*failed, *fields.failed),
    )


def excerpt_of(
    document: nodes.document, docname: str, *, with_summary: bool = True
) -> Excerpt:
    """Return the document's title, first paragraph and number of words."""
    sections = document.findall(nodes.section)
    title = next((s[0].children for s in sections if not _is_made(s)), [])
    paragraphs = (p for p in document.findall(nodes.paragraph) if _is_prose(p))
    return Excerpt(
        title=freeze(title, docname),
        summary=freeze(islice(paragraphs, 1), docname) if with_summary else (),
        words=count_words(_text_read(document)),
    )


def _is_made(section: nodes.section) -> bool:
    """Return whether a hub has made a section: the source of its title says whose."""
    titles = (child for child in section.children if isinstance(child, nodes.title))
    return any(title.rawsource.endswith(f'/{title.astext()}') for title in titles)


def _text_read(node: nodes.Node) -> str:
    """Return the text of a node, without what nobody reads.

    Messages are still in the document: docutils tells once for each language that it
    has no name of its own for a directive.
    """
    if not isinstance(node, nodes.Element) or not node.children:
        return node.astext()
    parts = [_text_read(c) for c in node.children if not isinstance(c, _NOT_READ)]
    return node.child_text_separator.join(parts)


_NOT_READ = (nodes.comment, nodes.substitution_definition, nodes.system_message)


def _warn_of_hidden_text(
    document: nodes.document, placeholders: Iterable[nodes.Element]
) -> None:
    """Say if a summary that is hidden holds all the text of the document."""
    hiding = [
        node
        for node in placeholders
        if isinstance(node, article_claim)
        and (len(_body(node)) > 1 or _has_open_fence(document))
        and not node['show_summary']
    ]
    if hiding and not _has_own_content(document):
        for node in hiding[:1]:
            place = location_of(node['place'])
            warn(Diagnostic.SUMMARY_HIDES, place, code=node['code'])


def _has_open_fence(document: nodes.document) -> bool:
    """Return whether a document in Markdown ends within a directive."""
    path = Path(document['source'])
    if path.suffix != '.md' or not path.is_file():
        return False
    lines = path.read_text(encoding='utf-8', errors='replace').split()
    return not lines or not _FENCE.fullmatch(lines[-1])


def _has_own_content(element: nodes.Element) -> bool:
    """Return whether readers see more of a document than titles."""
    for child in element.children:
        if isinstance(child, nodes.section | nodes.transition):
            if isinstance(child, nodes.section) and _has_own_content(child):
                return True
        elif not isinstance(child, (*_UNSEEN, article_claim, section_part)):
            return True
    return False


_UNSEEN = (nodes.title, nodes.subtitle, nodes.Invisible, nodes.system_message)


def _is(node: nodes.Node, cls: type[nodes.Element]) -> bool:
    return isinstance(node, cls)


def _is_prose(paragraph: nodes.paragraph) -> bool:
    is_own = not _is_configured(paragraph)
    return is_own and isinstance(paragraph.parent, nodes.section | nodes.document)


def _is_configured(node: nodes.Element) -> bool:
    """Return whether a node is in each document, from ``rst_prolog`` or ``rst_epilog``.

    Sphinx 9 names their sources with a longer word than Sphinx 8.
    """
    return str(node.source).startswith('<rst_')


def _body(node: nodes.Element) -> list[nodes.Node]:
    return [child for child in node.children if not isinstance(child, authored)]


def _text(node: nodes.Element, use: str, docname: str) -> Content:
    """Return the line of the author's for this use, or nothing."""
    for child in node.children:
        if isinstance(child, authored) and child['use'] == use:
            return freeze(child.children, docname)
    return ()


def _planned(node: nodes.Element, docname: str) -> tuple[PlannedClaim, ...]:
    return tuple(
        PlannedClaim(
            place=child['place'],
            code=Code.parse(child['code']),
            title=freeze(child.children, docname),
        )
        for child in node.children
        if isinstance(child, authored) and child['use'] == 'planned'
    )


def _article(node: nodes.Element, docname: str) -> ArticleClaim:
    options: ArticleOptions = node['options']
    return ArticleClaim(
        place=node['place'],
        series=node['series'],
        code=node['code'],
        pair=_text(node, 'pair', docname),
        summary=freeze(_body(node), docname),
        conditions=conditions_around(node),
        status=options.status,
        requires=options.requires,
        minutes=options.minutes,
        published=options.published,
        updated=options.updated,
        requires_place=options.requires_place,
    )


def _hub(node: nodes.Element, docname: str) -> HubClaim:
    options: HubOptions = node['options']
    return HubClaim(
        place=node['place'],
        series=node['series'],
        title=_text(node, 'title', docname),
        audiences=tuple(
            Audience(child['code'], child.astext())
            for child in node.children
            if isinstance(child, authored) and child['use'] == 'audience'
        ),
        description=_text(node, 'description', docname) or freeze(_body(node), docname),
        planned=_planned(node, docname),
        pair_label=plain_text(_text(node, 'pair_label', docname)),
        conditions=conditions_around(node),
        status=options.status,
        next=options.next,
        layout=options.layout,
        headings=options.headings,
        badges=options.badges,
        toctree=options.toctree,
        toctree_codes=options.toctree_codes,
        external=options.external,
        pulled=options.pulled,
        rejected=options.rejected,
        option_places=options.places,
    )


def _pairs(
    node: nodes.Node, document: nodes.document, docname: str
) -> Iterator[PairClaim]:
    if isinstance(node, hub_claim):
        for child in node.children:
            if isinstance(child, authored) and child['use'] == 'pair':
                yield PairClaim(
                    place=child['place'],
                    series=node['series'],
                    number=child['number'],
                    title=freeze(child.children, docname),
                    conditions=conditions_around(node),
                )
    elif isinstance(node, pair_part):
        anchor = node.get('anchor', '')
        yield PairClaim(
            place=node['place'],
            series=node['series'],
            number=node['number'],
            title=freeze(_heading(document, anchor), docname),
            short=_text(node, 'short', docname),
            introduction=freeze(_introduction(node), docname),
            anchor=anchor,
            planned=_planned(node, docname),
            pulled=node['pulled'],
            conditions=conditions_around(node),
        )


def _introduction(pair: pair_part) -> list[nodes.Node]:
    """Return what was written before a pair's articles, where it is now."""
    siblings = pair.parent.children[: pair.parent.index(pair)]
    before = [node for node in siblings if not isinstance(node, nodes.target)]
    return before[len(before) - pair.get('introduced', 0) :]


def _heading(document: nodes.document, anchor: str) -> list[nodes.Node]:
    """Return what the author wrote of a heading: all but the number before it."""
    if not anchor:
        return []
    anchored = document.ids[anchor]
    heading = anchored[0] if isinstance(anchored, nodes.section) else anchored
    return list(heading.children[1:])


def _route(node: nodes.Element, docname: str) -> RouteClaim:
    return RouteClaim(
        place=node['place'],
        series=node['series'],
        name=node['route'],
        anchor=node['ids'][0],
        title=_text(node, 'title', docname),
        expression=node['expression'],
        body=freeze(_body(node), docname),
        expression_place=node['expression_place'],
        conditions=conditions_around(node),
    )


def _guides(node: nodes.Node, docname: str) -> Iterator[GuideClaim]:
    """Yield a guide that has words of its own, without those of its routes."""
    if not isinstance(node, guide_part):
        return
    introduction = freeze(node.children, docname)
    if introduction:
        yield GuideClaim(
            place=node['place'],
            series=node['series'],
            introduction=introduction,
            conditions=conditions_around(node),
        )


def _section(node: nodes.Element, docname: str) -> SectionClaim:
    section = section_around(node) if node['anchor'] else None
    return SectionClaim(
        place=node['place'],
        series=node['series'],
        name=node['name'],
        anchor=node['anchor'],
        title=freeze(section[0].children, docname) if section else (),
        hidden=node['hidden'],
        conditions=conditions_around(node),
    )


def _parts(node: nodes.Node) -> Iterator[Part]:
    if isinstance(node, guide_part | pair_part | series_part):
        yield replace(part_of(node), conditions=conditions_around(node))


def part_of(node: nodes.Element) -> Part:
    """Return which part of which series a placeholder is for."""
    kinds: dict[type[nodes.Element], str] = {guide_part: 'guide', pair_part: 'pair'}
    return Part(
        kind=kinds.get(type(node)) or node['kind'],
        series=node['series'],
        place=node['place'],
        number=node.get('number', 0),
        shown=tuple(node.get('shown', ())),
        by_hand=node['directive'] == f'series-{node.get("kind")}',
        worded=bool(node.children),
        layout=node.get('layout', 'rows'),
    )
