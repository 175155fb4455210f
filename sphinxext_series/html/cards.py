"""Rendering for HTML pages: cards, chips, the map, navigation.

Structure and class names are those of the reference; what it looks like is up to the
style sheet.  Everything is a list, a paragraph or a link, and reads well without one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_series.model.content import plain_text
from sphinxext_series.reading.nodes import (
    block,
    card,
    chips,
    plain_list,
    plain_sequence,
    progress_control,
)
from sphinxext_series.rendering import portable
from sphinxext_series.rendering.page import (
    filled,
    inline,
    length,
    mentioned,
    pair_title,
    paragraph,
    route_title,
    status_of_article,
)
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinxext_series.model.views import (
        Announcement,
        Announcements,
        Card,
        Column,
        Guide,
        Index,
        Map,
        Mention,
        Overview,
        PairView,
        RouteView,
    )
    from sphinxext_series.rendering.page import Nodes, Page, Written


def overview(page: Page, view: Overview, jumps: Sequence[nodes.Node]) -> Nodes:
    """Return the status and size of a series, and where to start."""
    box = block(classes=['series', 'series-overview'], series=view.series)
    facts = [item(paragraph(fact)) for fact in portable.counts(view)]
    facts[0]['classes'].append(f'series-status--{view.status}')
    box += plain_list('', *facts, classes=['series-facts'])
    if view.start:
        message = _('Start with %(article)s')
        start = filled(message, article=[mentioned(page, view.start)])
        box += paragraph(*start, classes=['series-start'])
        if page.progress:
            box += progress_control('', kind='onward', view=view)
    if jumps:
        links = [item(paragraph(jump)) for jump in jumps]
        box += plain_list('', *links, classes=['series-jumps'])
    if page.progress and view.start:
        box += progress_control('', kind='overview', view=view)
    return [box]


def item(*members: nodes.Node, classes: Iterable[str] = ()) -> nodes.list_item:
    """Return an item of a list."""
    return nodes.list_item('', *members, classes=list(classes))


def tone(mention: Mention) -> str:
    """Return the class that colours by the audience's position."""
    return f'series-tone-{mention.tone}'


# -- map -------------------------------------------------------------------------------


def series_map(page: Page, view: Map) -> Nodes:
    """Return audiences as lanes, pairs as columns."""
    if not view.columns:
        return []
    legend = plain_list(classes=['series-legend'])
    for code, label, position in view.audiences:
        key = paragraph(inline(code, classes=['series-code']), f' {label}')
        legend += item(key, classes=[f'series-tone-{position}'])
    if any(stop and not stop.target for each in view.columns for stop in each.stops):
        key = paragraph(status_of_article('planned'))
        legend += item(key, classes=['series-legend__planned'])
    columns = plain_sequence(classes=['series-map'])
    columns['label'] = str(_('Map of the series: %(series)s')) % {
        'series': plain_text(view.title)
    }
    columns += [_column(page, column, view) for column in view.columns]
    return [block('', legend, columns, classes=['series', 'series-overview-map'])]


def _column(page: Page, column: Column, view: Map) -> nodes.list_item:
    return item(
        paragraph(*_column_label(page, column, view), classes=['series-map__label']),
        chips('', kind='stops', row=column.stops),
        classes=['series-map__topic'],
    )


def _column_label(page: Page, column: Column, view: Map) -> Nodes:
    heading = column.heading
    if heading is None:
        return [nodes.Text(str(_('Start')))]
    text = heading.short or heading.title
    title = page.link_text(text) or pair_title(
        page, heading, view.pair_label, len(view.audiences)
    )
    if not heading.target:
        return title
    return [page.link(heading.target, title)]


# -- guide -----------------------------------------------------------------------------


def guide(page: Page, view: Guide, written: Mapping[str, Written]) -> Nodes:
    """Return the routes; *written* is what the page itself says of them."""
    routes = plain_list(classes=['series-routes'])
    for route in view.routes:
        if route.articles or route.declared:
            member = _route(page, route, written.get(route.name))
            if page.progress and any(not step.unordered for step in route.steps):
                facts = {'series': view.series, 'view': route}
                member += progress_control('', kind='choice', **facts)
            routes += member
    if not routes.children:
        return [portable.nothing_yet()]
    return [block('', routes, classes=['series'])]


def _route(page: Page, route: RouteView, written: Written | None) -> nodes.list_item:
    title = written.title if written else route_title(page, route)
    body = (written.body if written else []) or [paragraph(route.sentence)]
    member = item(classes=['series-route'])
    member['ids'] += written.ids if written else []
    member += paragraph(*title, classes=['series-route__title'])
    member += body
    if route.steps:
        member += chips('', kind='steps', row=route.steps)
        member += paragraph(length(route), classes=['series-route__length'])
    return member


# -- index -----------------------------------------------------------------------------


def index(page: Page, view: Index, *, headings: bool) -> Nodes:
    """Return the pairs; with *headings*, each below its own."""
    members: Nodes = []
    for pair in view.pairs:
        if headings and pair.heading:
            title = pair_title(page, pair.heading, pair.pair_label, pair.audiences)
            members.append(nodes.rubric('', '', *title))
        members.append(_pair(page, pair))
    return members


def _pair(page: Page, pair: PairView) -> nodes.Element:
    if not pair.cards:
        return portable.nothing_yet()
    cards = plain_list(classes=['series-pair', f'series-pair--{pair.layout}', 'sd-row'])
    cards += [_card(page, each, pair.layout) for each in pair.cards]
    return block('', cards, classes=['series'])


def _card(page: Page, view: Card, layout: str) -> nodes.list_item:
    member = card(classes=['series-card', 'sd-card', tone(view.mention)], view=view)
    member['ids'] += page.free_id(view.anchor)
    if not view.mention.target:
        member['classes'].append('series-card--planned')
    titles = [view.mention.title]
    if layout == 'rows':
        for mention in view.requires:
            titles += [mention.title, mention.other_series]
        if view.summary:
            text = page.text(view.summary)
            member += block('', *text, classes=['series-card__summary', 'sd-card-text'])
    else:
        member['view'] = view._replace(requires=())
    member += page.marked_up(titles)
    return member


def _coded(page: Page, mention: Mention) -> Nodes:
    code = inline(mention.code, classes=['series-code'])
    return filled(
        _('%(code)s: %(title)s'), code=[code], title=page.link_text(mention.title)
    )


def announcements(page: Page, view: Announcements) -> Nodes:
    """Return other series, a card each."""
    members = plain_list(classes=['series-list', 'sd-row'])
    members += [_announcement(page, each) for each in view.series]
    return [block('', members, classes=['series'])] if members.children else []


def _announcement(page: Page, view: Announcement) -> nodes.list_item:
    member = item(classes=['series-card', 'series-card--series', 'sd-card'])
    title = page.link(view.target, page.link_text(view.title), 'series-card__link')
    member += paragraph(title, classes=['series-card__title', 'sd-card-title'])
    status, *facts = portable.announced(view)
    line = paragraph(inline(status, classes=['series-badge', 'series-badge--status']))
    line['classes'].append('series-card__audience')
    for fact in facts:
        line += [nodes.Text(' '), inline(fact, classes=['series-minutes'])]
    member += line
    if view.description:
        text = page.text(view.description)
        member += block('', *text, classes=['series-card__summary', 'sd-card-text'])
    if view.cards:
        coming = plain_list(classes=['series-coming'])
        coming += [item(paragraph(*_coded(page, each))) for each in view.cards]
        member += coming
    return member
