"""What a hub has many of on HTML pages: steps of routes, stops of the map, cards.

A chip shows the code; the accessible name of its link has the title, too.  A card has
one link, on the title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.html.writer import Item, listing, paragraph, span
from sphinxext_series.model.content import plain_text
from sphinxext_series.rendering.page import minutes, status_of_article
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxext_series.html.writer import Writer
    from sphinxext_series.model.views import Card, Mention, StepView


def steps(write: Writer, route: tuple[StepView, ...]) -> str:
    """Return the steps of a route; a set of entry points has no order."""
    if len(route) == 1 and route[0].unordered:
        return _set(write, route[0])
    lines = []
    for step in route:
        if step.unordered:
            lines.append(f'<li class="series-route__step">{_set(write, step)}</li>')
        else:
            lines += (
                f'<li class="{item.name}"><p>{item.html}</p></li>'
                for item in _items(write, step)
            )
    inner = '\n'.join(lines)
    return f'<ol class="series-route__steps" role="list">\n{inner}\n</ol>\n'


def _set(write: Writer, step: StepView) -> str:
    name = 'series-route__steps series-route__steps--set'
    return listing(name, _items(write, step)) + '\n'


def _items(write: Writer, step: StepView) -> Iterable[Item]:
    for mention in step.mentions:
        words = [] if mention.target else [_('(planned)')]
        if step.optional:
            words.append(_('(optional)'))
        notes = ''.join(
            span('series-chip__note', write.encode(f' {word}')) for word in words
        )
        name = f'series-route__step series-tone-{mention.tone}'
        yield Item(_chip(write, mention, notes), name)


def stops(write: Writer, column: tuple[Mention | None, ...]) -> str:
    """Return the stops of a column of the map, lane by lane."""
    return (
        listing('series-map__stops', (_stop(write, mention) for mention in column))
        + '\n'
    )


def _stop(write: Writer, mention: Mention | None) -> Item:
    if mention is None:
        nothing = span('series-vh', write.encode(str(_('no article'))))
        return Item(nothing, 'series-map__stop series-map__stop--none')
    # The legend says it to those who see; a column has no room for words.
    word = '' if mention.target else f' {_("(planned)")}'
    notes = span('series-vh', write.encode(word)) if word else ''
    name = f'series-map__stop series-tone-{mention.tone}'
    return Item(_chip(write, mention, notes), name)


def _chip(write: Writer, mention: Mention, notes: str) -> str:
    said = str(_('%(code)s: %(title)s'))
    if mention.other_series:
        said = str(_('%(code)s: %(title)s (%(series)s)'))
    before, _code, behind = said.partition('%(code)s')
    titles = {
        'title': plain_text(mention.title),
        'series': plain_text(mention.other_series),
    }
    hidden = [write.encode(part % titles) for part in (before, behind)]
    ends = [span('series-vh', part) if part else '' for part in hidden]
    html = ends[0] + span('series-code', mention.name) + ends[1] + notes
    name = 'series-chip' if mention.target else 'series-chip series-chip--planned'
    return write.article(mention, html, name=name)


def head(write: Writer, card: Card) -> str:
    """Return what stands above the summary of a card: title and facts."""
    mention = card.mention
    name = 'series-card__link'
    link = write.article(mention, write.named(mention), name=name)
    facts = [write.badge(mention.audience)]
    if card.status != 'published':
        status = write.encode(status_of_article(card.status))
        facts.append(span('series-badge series-badge--status', status))
    if card.minutes and mention.target:
        facts.append(span('series-minutes', write.encode(minutes(card.minutes))))
    title = paragraph('series-card__title sd-card-title', link)
    return f'{title}\n{paragraph("series-card__audience", " ".join(facts))}\n'


def foot(write: Writer, card: Card) -> str:
    """Return what stands below the summary of a card: what to read first."""
    if not card.requires:
        return ''
    first = write.read_first(card.requires)
    return paragraph('series-card__requires', first) + '\n'
