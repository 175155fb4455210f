"""Rendering for every builder: sentences, lists and links.

No map and no pager: on paper and in a terminal they say nothing that the lists do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_series.rendering.page import (
    articles,
    audiences,
    facts_of,
    filled,
    introductions,
    length,
    listed,
    mentioned,
    minutes,
    named,
    pair_position,
    pair_title,
    pairs,
    paragraph,
    planned,
    route_title,
    status_of_article,
    status_of_series,
)
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinxext_series.model.views import (
        Announcement,
        Announcements,
        Card,
        Guide,
        Index,
        Map,
        Mention,
        Navigation,
        Overview,
        PairView,
        RouteView,
        StepView,
    )
    from sphinxext_series.rendering.page import Nodes, Page, Written


def overview(page: Page, view: Overview, jumps: Sequence[nodes.Node]) -> Nodes:
    """Return the status and size of a series, and where to start."""
    members: Nodes = [paragraph(' · '.join(counts(view)))]
    if view.start:
        link = mentioned(page, view.start)
        members.append(paragraph(*filled(_('Start with %(article)s.'), article=[link])))
    return members


def counts(view: Overview) -> list[str]:
    """Return the facts about a series, one a string."""
    facts = [status_of_series(view.status)]
    if view.articles:
        facts.append(articles(view.articles))
    if view.pairs:
        facts.append(pairs(view.pairs, len(view.audiences)))
    if view.openings:
        facts.append(introductions(view.openings))
    facts.append(audiences(len(view.audiences)))
    if view.minutes:
        facts.append(minutes(view.minutes))
    if view.planned:
        facts.append(planned(view.planned))
    return facts


def series_map(_page: Page, _view: Map) -> Nodes:
    """Return nothing: the map is a picture of the index."""
    return []


def guide(page: Page, view: Guide, written: Mapping[str, Written]) -> Nodes:
    """Return the routes; *written* is what the page itself says of them."""
    routes = nodes.bullet_list(classes=['series-routes'])
    for route in view.routes:
        if route.articles or route.declared:
            routes += _route(page, route, written.get(route.name))
    return [routes] if routes.children else [nothing_yet()]


def nothing_yet() -> nodes.paragraph:
    """Return the sentence that stands where articles will be."""
    return paragraph(str(_('No article can be read yet.')))


def _route(page: Page, route: RouteView, written: Written | None) -> nodes.list_item:
    title = written.title if written else route_title(page, route)
    body = (written.body if written else []) or [paragraph(route.sentence)]
    heading = nodes.strong('', '', *title)
    anchors = _anchors(written.ids if written else [])
    item = nodes.list_item('', paragraph(*anchors, heading), *body)
    if route.steps:
        codes = listed(_step(page, step) for step in route.steps)
        item += paragraph(
            *filled(
                _('%(articles)s (%(length)s)'), articles=codes, length=length(route)
            )
        )
    return item


def _anchors(ids: list[str]) -> Nodes:
    """Return a place to refer to: in LaTeX, an item of a list is none."""
    return [nodes.target('', '', ids=ids)] if ids else []


def _step(page: Page, step: StepView) -> Nodes:
    codes = listed(_code(page, mention) for mention in step.mentions)
    if step.unordered and len(step.mentions) > 1:
        codes = filled(_('any of (%(articles)s)'), articles=codes)
    return (
        filled(_('%(articles)s (optional)'), articles=codes) if step.optional else codes
    )


def _code(page: Page, mention: Mention) -> Nodes:
    if not mention.target:
        return [nodes.Text(f'{mention.name} {_("(planned)")}')]
    return [page.link(mention.target, [nodes.Text(mention.name)])]


def index(page: Page, view: Index, *, headings: bool) -> Nodes:
    """Return the pairs; with *headings*, each below its own."""
    members: Nodes = []
    for pair in view.pairs:
        if headings and pair.heading:
            title = pair_title(page, pair.heading, pair.pair_label, pair.audiences)
            members.append(nodes.rubric('', '', *title))
        members += _pair(page, pair)
    return members


def _pair(page: Page, pair: PairView) -> Nodes:
    if not pair.cards:
        return [nothing_yet()]
    cards = nodes.bullet_list(classes=['series-pair'])
    cards += [_card(page, card, pair.layout) for card in pair.cards]
    return [cards]


def _card(page: Page, card: Card, layout: str) -> nodes.list_item:
    known = str(_(', ')).join([card.mention.audience, *facts_of(card)])
    message = _('%(article)s (%(facts)s)')
    link = mentioned(page, card.mention)
    heading = filled(message, article=[link], facts=known)
    anchors = _anchors(page.free_id(card.anchor))
    item = nodes.list_item('', paragraph(*anchors, *heading))
    if layout == 'rows':
        item += page.text(card.summary)
        if card.requires:
            item += _read_first(page, card.requires)
    return item


def _read_first(page: Page, required: Iterable[object]) -> nodes.paragraph:
    links = listed([mentioned(page, mention)] for mention in required)  # type: ignore[arg-type]
    return paragraph(*filled(_('Read first: %(articles)s.'), articles=links))


def announcements(page: Page, view: Announcements) -> Nodes:
    """Return other series: title, status, description."""
    members = nodes.bullet_list(classes=['series-list'])
    for each in view.series:
        title = page.link(each.target, page.link_text(each.title))
        facts = str(_(', ')).join(announced(each))
        message = _('%(series)s (%(facts)s)')
        item = nodes.list_item(
            '', paragraph(*filled(message, series=[title], facts=facts))
        )
        item += page.text(each.description)
        if each.cards:
            coming = nodes.bullet_list()
            for mention in each.cards:
                coming += nodes.list_item('', paragraph(*named(page, mention)))
            item += coming
        members += item
    return [members] if members.children else []


def announced(view: Announcement) -> Iterator[str]:
    """Yield the facts about another series."""
    yield status_of_series(view.status)
    if view.articles:
        yield articles(view.articles)
    if view.planned:
        yield planned(view.planned)


def navigation(page: Page, view: Navigation) -> nodes.paragraph:
    """Return an article's place in its series as sentences."""
    series = page.link(view.target, page.link_text(view.title))
    facts: dict[str, Nodes | str] = {
        'series': [nodes.emphasis('', '', series)],
        'audience': view.audience,
    }
    message = _('Part of %(series)s, for: %(audience)s.')
    if view.pair:
        message = _('Part of %(series)s (%(pair)s), for: %(audience)s.')
        facts['pair'] = pair_position(page, view)
    sentences = [filled(message, **facts)]
    if view.status != 'published':
        status = status_of_article(view.status)
        sentences.append(filled(_('%(status)s.'), status=status))
    for companion in view.companions:
        link: Nodes = [mentioned(page, companion)]
        message = _('%(audience)s: %(article)s.')
        sentences.append(filled(message, audience=companion.audience, article=link))
    if view.requires:
        links = listed([mentioned(page, mention)] for mention in view.requires)
        sentences.append(filled(_('Read first: %(articles)s.'), articles=links))
    members, *others = sentences
    for sentence in others:
        message = _('%(text)s %(sentence)s')
        members = filled(message, text=members, sentence=sentence)
    return paragraph(*members, classes=['series-nav'])
