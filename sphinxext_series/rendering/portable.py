"""Rendering for every builder: sentences, lists and links.

No map and no pager: on paper and in a terminal they say nothing that the lists do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_series.rendering.text import words
from sphinxext_series.rendering.text.page import (
    audience_of,
    filled,
    listed,
    mentioned,
    named,
    pair_position,
    paragraph,
    route_title,
    told,
)
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxext_series.model.arranging.sections import SectionView
    from sphinxext_series.model.pages.mentions import Mention
    from sphinxext_series.model.pages.navigation import Navigation
    from sphinxext_series.model.pages.views import (
        Announcements,
        Card,
        Guide,
        Overview,
        PairView,
        RouteView,
        StepView,
    )
    from sphinxext_series.rendering.text.page import Nodes, Own, Page


def overview(page: Page, view: Overview, _own: Own) -> Nodes:
    """Return the status and size of a series, and where to start."""
    members: Nodes = [paragraph(' · '.join(words.counts(view)))]
    if view.start:
        link = mentioned(page, view.start)
        members.append(paragraph(*filled(_('Start with %(article)s.'), article=[link])))
    return members


def guide(page: Page, view: Guide, own: Own) -> Nodes:
    """Return the routes, each as this page's author describes it, if it is here."""
    if not view.routes:
        return [nothing_yet()]
    routes = nodes.bullet_list(classes=['series-routes'])
    routes += [_route(page, route, own) for route in view.routes]
    return [routes]


def nothing_yet() -> nodes.paragraph:
    """Return the sentence that is where articles will be."""
    return paragraph(words.nothing_yet())


def _route(page: Page, route: RouteView, own: Own) -> nodes.list_item:
    title = own.texts.get(f'title {route.name}') or route_title(page, route)
    body = own.texts.get(f'body {route.name}') or [paragraph(route.sentence)]
    heading = nodes.strong('', '', *title)
    anchors = _anchors(own.ids.get(route.name, []))
    item = nodes.list_item('', paragraph(*anchors, heading), *body)
    if route.steps:
        codes = listed(_step(page, step) for step in route.steps)
        item += paragraph(
            *filled(
                _('%(articles)s (%(length)s)'),
                articles=codes,
                length=words.length(route),
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


def pair(page: Page, view: PairView, own: Own) -> Nodes:
    """Return the articles of a pair, or those that introduce a series."""
    if not view.cards:
        return [nothing_yet()]
    if view.headings == 'articles':
        headed = (_card(page, view, card, own) for card in view.cards)
        return [
            node
            for heading, text in headed
            for node in (nodes.rubric('', '', *heading), *text)
        ]
    cards = nodes.bullet_list(classes=['series-pair'])
    for card in view.cards:
        heading, text = _card(page, view, card, own)
        cards += nodes.list_item('', paragraph(*heading), *text)
    return [cards]


def _card(page: Page, view: PairView, card: Card, own: Own) -> tuple[Nodes, Nodes]:
    """Return an article's title with the facts about it, and what is said of it."""
    facts = words.facts_of(card)
    if view.badges == 'all':
        facts.insert(0, audience_of(card.mention))
    heading: Nodes = [mentioned(page, card.mention)]
    if facts:
        joined = str(_(', ')).join(facts)
        message = _('%(article)s (%(facts)s)')
        heading = filled(message, article=heading, facts=joined)
    anchors = _anchors(own.ids.get(card.mention.code, []))
    text = page.text(card.summary)
    if card.requires:
        text = [*text, _read_first(page, card.requires)]
    return [*anchors, *heading], text


def _read_first(page: Page, required: Iterable[Mention]) -> nodes.paragraph:
    links = listed(told(page, mention) for mention in required)
    return paragraph(*filled(_('Read first: %(articles)s.'), articles=links))


def announcements(page: Page, view: Announcements, own: Own) -> Nodes:
    """Return other series: title, status, description; some in this page's words."""
    members = nodes.bullet_list(classes=['series-list'])
    for series in view.series:
        own_title = own.texts.get('title')
        title = page.link(series.target, own_title or page.link_text(series.title))
        facts = str(_(', ')).join(words.announced(series))
        message = _('%(series)s (%(facts)s)')
        item = nodes.list_item(
            '', paragraph(*filled(message, series=[title], facts=facts))
        )
        item += own.texts.get('description') or page.text(series.description)
        if series.cards:
            coming = nodes.bullet_list()
            for mention in series.cards:
                coming += nodes.list_item('', paragraph(*named(page, mention)))
            item += coming
        members += item
    return [members] if members.children else []


def section(page: Page, view: SectionView, _own: Own) -> Nodes:
    """Return the companions of a section as a sentence."""
    members: Nodes = []
    for link in view.links:
        title = page.link(link.target, page.link_text(link.title))
        message = _('%(audience)s: %(section)s')
        members += [nodes.Text(' · ')] if members else []
        members += filled(
            message, audience=link.audience, section=[nodes.emphasis('', '', title)]
        )
    return [paragraph(*members, classes=['series-section'])] if members else []


def navigation(page: Page, view: Navigation, _own: Own) -> Nodes:
    """Return an article's place in its series as sentences."""
    series = page.link(view.target, page.link_text(view.title))
    facts: dict[str, Nodes | str] = {
        'series': [nodes.emphasis('', '', series)],
        'audience': view.audience,
    }
    message = _('Part of %(series)s, for: %(audience)s.')
    if not view.audience:
        message = _('Part of %(series)s, for all readers.')
    elif view.pair:
        message = _('Part of %(series)s (%(pair)s), for: %(audience)s.')
        facts['pair'] = pair_position(page, view)
    sentences = [filled(message, **facts)]
    if view.status != 'published':
        status = words.status_of_article(view.status)
        sentences.append(filled(_('%(status)s.'), status=status))
    for companion in view.companions:
        link = told(page, companion)
        message = _('%(audience)s: %(article)s.')
        sentences.append(filled(message, audience=companion.audience, article=link))
    if view.requires:
        links = listed(told(page, mention) for mention in view.requires)
        sentences.append(filled(_('Read first: %(articles)s.'), articles=links))
    members, *others = sentences
    for sentence in others:
        message = _('%(text)s %(sentence)s')
        members = filled(message, text=members, sentence=sentence)
    return [paragraph(*members, classes=['series-nav'])]
