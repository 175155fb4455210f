"""The navigation of articles on HTML pages: a bar at the top, one at the bottom.

Made as HTML and not of nodes, for two reasons.  Nodes would pass through every
transform of every extension, in the one process that resolves references; this is
done where pages are written, by as many workers as there are.  And what is made for
each article of a series has to be cheap.

Structure and class names are those of the reference; everything is a list, a paragraph
or a link, and reads well without a style sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sphinxext_series.i18n import _
from sphinxext_series.model import plain_text
from sphinxext_series.page import minutes, status_of_article
from sphinxext_series.structure import pair_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinxext_series.model import Content
    from sphinxext_series.views import Mention, Navigation, OtherRoute


@dataclass(frozen=True, slots=True)
class Writer:
    """What is needed to write HTML for one page.

    *encode* escapes text, *uri* leads from the page to a document, and *marked_up* has
    the HTML of titles that are more than text.
    """

    encode: Callable[[str], str]
    uri: Callable[[str], str]
    marked_up: Mapping[Content, str]

    def text(self, content: Content) -> str:
        """Return an author's text."""
        if content in self.marked_up:
            return self.marked_up[content]
        return self.encode(plain_text(content))

    def fill(self, message: str, **parts: str) -> str:
        """Return a translated message, its placeholders filled with HTML."""
        return self.encode(str(message)) % parts

    def link(self, docname: str, html: str, *, anchor: str = '', name: str = '') -> str:
        """Return a link, or what it would say where nobody can go."""
        if not docname:
            return f'<span>{html}</span>'
        uri = self.encode(self.uri(docname) + (f'#{anchor}' if anchor else ''))
        classes = f'{name} reference internal'.strip()
        return f'<a class="{classes}" href="{uri}">{html}</a>'

    def named(self, mention: Mention) -> str:
        """Return "A3: title", the code marked as such."""
        code = _span('series-code', mention.code)
        message = _('%(code)s: %(title)s')
        return self.fill(message, code=code, title=self.text(mention.title))

    def mentioned(self, mention: Mention) -> str:
        """Return a link that says "A3: title"."""
        return self.link(mention.docname, self.named(mention))

    def badge(self, audience: str) -> str:
        """Return the label of an audience."""
        return _span('series-badge', self.encode(audience))

    def box(self, name: str, label: str, title: Content, lines: Iterable[str]) -> str:
        """Return a landmark that is named after the series."""
        said = self.encode(str(label) % {'series': plain_text(title)})
        inner = '\n'.join(line for line in lines if line)
        classes = f'series {name} no-search'
        return f'<nav aria-label="{said}" class="{classes}">\n{inner}\n</nav>\n'

    def disclosure(self, summary: str, listing: str) -> str:
        """Return a list that can be opened."""
        encoded = self.encode(summary)
        return f'<details>\n<summary>{encoded}</summary>\n{listing}\n</details>'


class _Item(NamedTuple):
    html: str
    name: str = ''


def _span(name: str, html: str) -> str:
    return f'<span class="{name}">{html}</span>'


def _paragraph(name: str, html: str) -> str:
    return f'<p class="{name}">{html}</p>'


def _list(name: str, items: Iterable[_Item]) -> str:
    """Return a list; Safari takes one without bullets for none, unless told so."""
    lines = [
        f'<li class="{item.name}"><p>{item.html}</p></li>'
        if item.name
        else f'<li><p>{item.html}</p></li>'
        for item in items
    ]
    inner = '\n'.join(lines)
    return f'<ul class="{name}" role="list">\n{inner}\n</ul>' if lines else ''


# -- top -----------------------------------------------------------------------------------


def top(write: Writer, view: Navigation) -> str:
    """Return where an article stands: series, pair, companions, what to read first."""
    lines = [_where(write, view), _switch(write, view)]
    if view.requires:
        links = str(_(', ')).join(map(write.mentioned, view.requires))
        first = write.fill(_('Read first: %(articles)s'), articles=links)
        lines.append(_paragraph('series-nav__requires', first))
    if view.everything:
        listing = [_Item(_in_list(write, each, view)) for each in view.everything]
        message = str(_('All articles of the series (%(count)s)'))
        summary = message % {'count': view.articles}
        lines.append(write.disclosure(summary, _list('series-nav__all', listing)))
    return write.box('series-nav', _('Series: %(series)s'), view.title, lines)


def _where(write: Writer, view: Navigation) -> str:
    title = write.text(view.title)
    facts = [
        write.link(view.docname, title, anchor=view.anchor, name='series-nav__hub')
    ]
    if view.pair:
        facts.append(f'<span>{_position(write, view)}</span>')
    if view.minutes:
        facts.append(_span('series-minutes', write.encode(minutes(view.minutes))))
    if view.status != 'published':
        status = write.encode(status_of_article(view.status))
        facts.append(_span('series-badge series-badge--status', status))
    return _paragraph('series-nav__where', ' · '.join(facts))


def _position(write: Writer, view: Navigation) -> str:
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
    code = _span('series-code', view.code)
    here = write.fill(_('%(code)s: this article'), code=code)
    own = f'<span aria-current="page">{write.badge(view.audience)} {here}</span>'
    switches = [(view.tone, own)]
    for each in view.companions:
        html = f'{write.badge(each.audience)} {write.mentioned(each)}'
        switches.append((each.tone, html))
    switches.sort(key=lambda switch: switch[0])
    return _list(
        'series-switch',
        (_Item(html, f'series-switch__item series-tone-{n}') for n, html in switches),
    )


def _in_list(write: Writer, mention: Mention, view: Navigation) -> str:
    if mention.code == view.code:
        return f'<span aria-current="page">{write.named(mention)}</span>'
    return write.mentioned(mention)


# -- bottom --------------------------------------------------------------------------------


def bottom(write: Writer, view: Navigation) -> str:
    """Return where to go on: along the route, to companions, to the hub."""
    lines = []
    if view.route:
        lines.append(_on_route(write, view, view.route))
    lines.append(_list('series-pager__steps', _steps(write, view)))
    companions = (
        _Item(
            f'{write.badge(each.audience)} {write.mentioned(each)}',
            f'series-tone-{each.tone}',
        )
        for each in view.companions
    )
    lines.append(_list('series-pager__companions', companions))
    if view.others:
        listing = [_Item(_other(write, route)) for route in view.others]
        summary = str(_('Other routes through this article'))
        lines.append(write.disclosure(summary, _list('series-pager__routes', listing)))
    label = _('Continue the series: %(series)s')
    return write.box('series-pager', label, view.title, lines)


def _on_route(write: Writer, view: Navigation, route: OtherRoute) -> str:
    message = _('Route: %(route)s (step %(step)s of %(steps)s)')
    link = write.link(route.docname, _title(write, route), anchor=route.anchor)
    line = write.fill(message, route=link, step=str(view.step), steps=str(view.steps))
    return _paragraph('series-pager__route', line)


def _title(write: Writer, route: OtherRoute) -> str:
    """Return a route's title; that of a default route follows from its audience."""
    if route.title:
        return write.text(route.title)
    if route.audience:
        message = _('%(audience)s: all articles in order')
        return write.fill(message, audience=write.encode(route.audience))
    return write.encode(str(_('All articles, pair by pair')))


def _steps(write: Writer, view: Navigation) -> Iterable[_Item]:
    """Yield previous and next; where a route ends, the way back to the hub."""
    if view.previous:
        said = _span('series-pager__label', write.encode(str(_('Previous'))))
        link = write.mentioned(view.previous)
        yield _Item(f'{said} {link}', 'series-pager__previous')
    if view.following:
        said = _span('series-pager__label', write.encode(str(_('Next'))))
        link = write.mentioned(view.following)
        yield _Item(f'{said} {link}', 'series-pager__next')
    elif view.docname:
        said = _span('series-pager__label', write.encode(str(_('Back to the series'))))
        link = write.link(view.docname, write.text(view.title), anchor=view.anchor)
        yield _Item(f'{said} {link}', 'series-pager__hub')


def _other(write: Writer, route: OtherRoute) -> str:
    link = write.link(route.docname, _title(write, route), anchor=route.anchor)
    if not route.following:
        return link
    message = _('%(route)s: next %(article)s')
    return write.fill(message, route=link, article=write.mentioned(route.following))
