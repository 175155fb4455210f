"""The navigation of articles on HTML pages: a bar at the top, one at the bottom.

Structure and class names are those of the reference; everything is a list, a paragraph
or a link, and reads well without a style sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.html import progress
from sphinxext_series.html.writer import Item, listing, paragraph, span
from sphinxext_series.reading.sections import pair_label
from sphinxext_series.rendering.page import default_title, minutes, status_of_article
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxext_series.html.writer import Writer
    from sphinxext_series.model.views import Mention, Navigation, OtherRoute


# -- top -------------------------------------------------------------------------------


def top(write: Writer, view: Navigation, *, marks: bool) -> str:
    """Return where an article stands: series, pair, companions, what to read first.

    One bar of a page *marks* the article as read, where readers keep their progress.
    """
    lines = [_where(write, view), _switch(write, view)]
    if view.requires:
        first = write.read_first(view.requires)
        lines.append(paragraph('series-nav__requires', first))
    if view.everything:
        items = [Item(in_list(write, each, view)) for each in view.everything]
        message = str(_('All articles of the series (%(count)s)'))
        summary = message % {'count': view.articles}
        lines.append(write.disclosure(summary, listing('series-nav__all', items)))
    if marks:
        lines.append(progress.mark(write, view))
    return write.box('series-nav', _('Series: %(series)s'), view.title, lines)


def _where(write: Writer, view: Navigation) -> str:
    title = write.text(view.title)
    facts = [write.link(view.target, title, name='series-nav__hub')]
    if view.pair:
        facts.append(f'<span>{position(write, view)}</span>')
    if view.minutes:
        facts.append(span('series-minutes', write.encode(minutes(view.minutes))))
    if view.status != 'published':
        status = write.encode(status_of_article(view.status))
        facts.append(span('series-badge series-badge--status', status))
    return paragraph('series-nav__where', ' · '.join(facts))


def position(write: Writer, view: Navigation) -> str:
    """Return "Pair 3 of 6: title"."""
    facts = {
        'pair': write.encode(view.pair_label or pair_label(view.audiences)),
        'number': str(view.position),
        'total': str(view.pairs),
    }
    if view.pair is None or not view.pair.title:
        return write.fill(_('%(pair)s %(number)s of %(total)s'), **facts)
    message = _('%(pair)s %(number)s of %(total)s: %(title)s')
    return write.fill(message, title=write.text(view.pair.title), **facts)


def _switch(write: Writer, view: Navigation) -> str:
    """Return the audiences of this pair, the article's own marked as current."""
    code = span('series-code', view.code)
    here = write.fill(_('%(code)s: this article'), code=code)
    own = f'<span aria-current="page">{write.badge(view.audience)} {here}</span>'
    switches = [(view.tone, own)]
    for each in view.companions:
        html = f'{write.badge(each.audience)} {write.mentioned(each)}'
        switches.append((each.tone, html))
    switches.sort(key=lambda switch: switch[0])
    return listing(
        'series-switch',
        (Item(html, f'series-switch__item series-tone-{n}') for n, html in switches),
    )


def in_list(write: Writer, mention: Mention, view: Navigation) -> str:
    """Return an article in a list; the one that is read is no link."""
    if (mention.series, mention.code) == (view.series, view.code):
        return f'<span aria-current="page">{write.named(mention)}</span>'
    return write.mentioned(mention)


# -- bottom ----------------------------------------------------------------------------


def bottom(write: Writer, view: Navigation, *, marks: bool) -> str:
    """Return where to go on: along the route, to companions, to the hub."""
    lines = [progress.mark(write, view)] if marks else []
    if write.progress and view.others:
        said = {route.name: _other(write, route) for route in view.others}
        lines.append(progress.chosen(write, view.series, said))
    if view.route:
        lines.append(_on_route(write, view, view.route))
    lines.append(listing('series-pager__steps', _steps(write, view)))
    companions = (
        Item(
            f'{write.badge(each.audience)} {write.mentioned(each)}',
            f'series-tone-{each.tone}',
        )
        for each in view.companions
    )
    lines.append(listing('series-pager__companions', companions))
    if view.following and view.target:
        # Where nothing follows, the way back to the hub is the next step.
        hub = write.link(view.target, write.text(view.title))
        line = write.fill(_('Series: %(series)s'), series=hub)
        lines.append(paragraph('series-pager__series', line))
    if view.others:
        items = [Item(_other(write, route)) for route in view.others]
        summary = str(_('Other routes through this article'))
        lines.append(write.disclosure(summary, listing('series-pager__routes', items)))
    label = _('Continue the series: %(series)s')
    return write.box('series-pager', label, view.title, lines)


def _on_route(write: Writer, view: Navigation, route: OtherRoute) -> str:
    message = _('Route: %(route)s (step %(step)s of %(steps)s)')
    link = write.link(route.target, _title(write, route))
    line = write.fill(message, route=link, step=str(view.step), steps=str(view.steps))
    return paragraph('series-pager__route', line)


def _title(write: Writer, route: OtherRoute) -> str:
    """Return a route's title; that of a default route follows from its audience."""
    if route.title:
        return write.text(route.title)
    return write.encode(default_title(route.audience, by_pairs=route.by_pairs))


def _steps(write: Writer, view: Navigation) -> Iterable[Item]:
    """Yield previous and next; where a route ends, the way back to the hub."""
    if view.previous:
        said = span('series-pager__label', write.encode(str(_('Previous'))))
        link = write.mentioned(view.previous)
        yield Item(f'{said} {link}', 'series-pager__previous')
    if view.following:
        said = span('series-pager__label', write.encode(str(_('Next'))))
        link = write.mentioned(view.following)
        yield Item(f'{said} {link}', 'series-pager__next')
    elif view.target:
        said = span('series-pager__label', write.encode(str(_('Back to the series'))))
        link = write.link(view.target, write.text(view.title))
        yield Item(f'{said} {link}', 'series-pager__hub')


def _other(write: Writer, route: OtherRoute) -> str:
    link = write.link(route.target, _title(write, route))
    if not route.following:
        return link
    message = _('%(route)s: next %(article)s')
    return write.fill(message, route=link, article=write.mentioned(route.following))
