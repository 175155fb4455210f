"""From a document, as it was read, to what it claims.

Directive and field feed one record: what a document says in its ``series`` field is
told like what ``series-article`` says.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_series.model.claims import (
    ArticleClaim,
    Claims,
    Excerpt,
    HubClaim,
    PairClaim,
    Part,
    Place,
    PlannedClaim,
    RouteClaim,
)
from sphinxext_series.model.codes import Audience, Code, CodeError, Reference
from sphinxext_series.model.content import plain_text
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.reading.conditions import conditions_around
from sphinxext_series.reading.freezing import freeze
from sphinxext_series.reading.nodes import (
    Placeholder,
    article_claim,
    authored,
    guide_part,
    hub_claim,
    pair_part,
    route_claim,
    series_part,
)
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinxext_series.model.content import Content
    from sphinxext_series.reading.directives.hub import HubOptions
    from sphinxext_series.reading.options import ArticleOptions

#: Scripts without spaces between words; two of their characters pass for a word.
#: Compiled when it is needed: ranges as long as these take milliseconds.
_CHARACTERS = '[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]'
_LATE_FIELDS = frozenset({'series', 'series-summary'})


def claims_of(
    document: nodes.document, docname: str, metadata: Mapping[str, object]
) -> Claims:
    """Return what the document says; *metadata* are its fields."""
    placeholders = list(document.findall(Placeholder))
    articles = [_article(n, docname) for n in placeholders if _is(n, article_claim)]
    from_field = list(_from_field(metadata, docname))
    articles += _not_said_otherwise(from_field, articles)
    excerpt = excerpt_of(document, docname)
    if articles and all(article.summary for article in articles):
        # Never shown: why keep it?
        excerpt = excerpt._replace(summary=())
    return Claims(
        excerpt=excerpt,
        articles=tuple(articles),
        hubs=tuple(_hub(n, docname) for n in placeholders if _is(n, hub_claim)),
        pairs=tuple(
            pair for node in placeholders for pair in _pairs(node, document, docname)
        ),
        routes=tuple(_route(n, docname) for n in placeholders if _is(n, route_claim)),
        parts=tuple(part for node in placeholders for part in _parts(node)),
    )


def excerpt_of(document: nodes.document, docname: str) -> Excerpt:
    """Return the document's title, first paragraph and number of words."""
    section = next(iter(document.findall(nodes.section)), None)
    title = section[0].children if section else []
    paragraphs = (p for p in document.findall(nodes.paragraph) if _is_prose(p))
    return Excerpt(
        title=freeze(title, docname),
        summary=freeze(islice(paragraphs, 1), docname),
        words=count_words(_text_read(document)),
    )


def warn_of_late_field(document: nodes.document, docname: str) -> None:
    """Say that a ``series`` field that is not the first thing is no metadata.

    Below the title's own section, only what reads like one: it may be about anything.
    """
    for number, section in enumerate(_sections(document)):
        is_top = number <= 1
        for field in _fields(section):
            name, *body = field.children
            word = name.astext()
            text = ' '.join(child.astext() for child in body)
            if word in _LATE_FIELDS and (is_top or _names_articles(text)):
                line = name.line or field.parent.line or None
                warn(Diagnostic.FIELD_PLACE, (docname, line), field=word)


def _sections(element: nodes.Element) -> Iterator[nodes.Element]:
    """Yield an element and the sections in it, and look into nothing else."""
    yield element
    for child in element.children:
        if isinstance(child, nodes.section):
            yield from _sections(child)


def _fields(section: nodes.Element) -> Iterator[nodes.field]:
    for child in section.children:
        if isinstance(child, nodes.field_list):
            yield from child.findall(nodes.field)


def _names_articles(text: str) -> bool:
    try:
        return all(map(Reference.parse_entry, _entries(text)))
    except CodeError:
        return False


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


def count_words(text: str) -> int:
    """Return how many words a text has, for its reading time."""
    words = len(text.split())
    return words if text.isascii() else words + len(re.findall(_CHARACTERS, text)) // 2


def _is(node: nodes.Node, cls: type[nodes.Element]) -> bool:
    return isinstance(node, cls)


def _is_prose(paragraph: nodes.paragraph) -> bool:
    return isinstance(paragraph.parent, nodes.section | nodes.document)


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
        description=freeze(_body(node), docname),
        planned=_planned(node, docname),
        pair_label=plain_text(_text(node, 'pair_label', docname)),
        conditions=conditions_around(node),
        status=options.status,
        next=options.next,
        layout=options.layout,
        toctree=options.toctree,
        external=options.external,
        pulled=options.pulled,
    )


def _pairs(
    node: nodes.Node, document: nodes.document, docname: str
) -> Iterator[PairClaim]:
    if isinstance(node, hub_claim):
        for child in node.children:
            if isinstance(child, authored) and child['use'] == 'pair':
                yield PairClaim(
                    place=node['place'],
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
            anchor=anchor,
            planned=_planned(node, docname),
            pulled=node['pulled'],
            conditions=conditions_around(node),
        )


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
        conditions=conditions_around(node),
    )


def _parts(node: nodes.Node) -> Iterator[Part]:
    if isinstance(node, guide_part | pair_part | series_part):
        yield replace(part_of(node), conditions=conditions_around(node))


def part_of(node: nodes.Element) -> Part:
    """Return which part of which series a placeholder stands for."""
    kinds: dict[type[nodes.Element], str] = {guide_part: 'guide', pair_part: 'pair'}
    return Part(
        kind=kinds.get(type(node)) or node['kind'],
        series=node['series'],
        place=node['place'],
        number=node.get('number', 0),
        shown=tuple(node.get('shown', ())),
    )


# -- the field form --------------------------------------------------------------------


def _from_field(metadata: Mapping[str, object], docname: str) -> Iterator[ArticleClaim]:
    if 'series' not in metadata:
        return
    place = Place(docname, 1)
    summary = str(metadata.get('series-summary', '')).strip()
    if summary == 'null':  # what front matter makes of nothing
        summary = ''
    # As if it stood in a paragraph, like the body of a directive.
    frozen = freeze([nodes.paragraph('', summary)], docname) if summary else ()
    for entry in _entries(metadata['series']):
        try:
            series, code = Reference.parse_entry(entry)
        except CodeError:
            warn(Diagnostic.FIELD, location_of(place), text=entry)
            continue
        yield ArticleClaim(place=place, series=series, code=code, summary=frozen)


def _entries(value: object) -> Iterable[str]:
    """Return the entries of a field: front matter's lists arrive as JSON."""
    text = str(value).strip()
    if text.startswith('['):
        try:
            members = json.loads(text)
        except (ValueError, RecursionError):
            return [text]
        return [str(member) for member in members] or ['']
    if text.startswith('{'):
        return [text]
    return [entry.strip() for entry in re.split(r'[,;\n]', text)]


def _not_said_otherwise(
    from_field: Iterable[ArticleClaim], from_directives: Iterable[ArticleClaim]
) -> Iterator[ArticleClaim]:
    """Yield what only the field says; where both do, the directive is followed."""
    said = {claim.series: claim for claim in from_directives}
    for claim in from_field:
        directive = said.get(claim.series)
        if directive is None:
            yield claim
        elif directive.code != claim.code:
            warn(
                Diagnostic.CONFLICT,
                location_of(directive.place),
                series=claim.series,
                directive=directive.code,
                field=claim.code,
            )
