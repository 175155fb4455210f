"""What all renderings share: links from a page, and the words of a series.

Text is made of whole sentences with named placeholders; a placeholder may be filled
with nodes, so that a translation decides where a link stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from docutils import nodes

from sphinxext_series.environment.links import linked
from sphinxext_series.model.series import Target
from sphinxext_series.reading.freezing import thaw
from sphinxext_series.reading.nodes import anchor_reference
from sphinxext_series.reading.sections import numbered, pair_label
from sphinxext_series.settings.translation import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx.builders import Builder

    from sphinxext_series.environment.domain import SeriesDomain
    from sphinxext_series.model.content import Content
    from sphinxext_series.model.views import (
        Announcements,
        Card,
        Guide,
        Heading,
        Index,
        Map,
        Mention,
        Navigation,
        OtherRoute,
        Overview,
        RouteView,
    )

Nodes = list[nodes.Node]


def shows_articles(domain: SeriesDomain, docname: str) -> bool:
    """Return whether a page has navigation, or a part that leads to articles."""
    claims = domain.claims.get(docname)
    kinds = {part.kind for part in claims.parts} if claims else set()
    if docname in domain.catalogue.memberships and domain.config.nav != 'none':
        return True
    return not kinds.isdisjoint(_LEADING)


_LEADING = frozenset(
    {
        'overview',
        'opening',
        'map',
        'guide',
        'index',
        'pair',
        'rest',
        'nav',
    }
)


@dataclass(frozen=True, slots=True)
class Page:
    """The page that is rendered: *docname* is where its links start.

    With *progress*, it has what readers need to keep theirs.  *link_texts* are those
    with markup, for ``Unnesting``.
    """

    docname: str
    builder: Builder
    progress: bool = False
    taken: set[str] = field(default_factory=set)
    link_texts: list[nodes.inline] = field(default_factory=list)

    def text(self, content: Content) -> Nodes:
        """Return the author's text as nodes of this page."""
        holder = nodes.Element('', *thaw(content, self.docname))
        for reference in list(holder.findall(anchor_reference)):
            target = Target(reference['target'], reference['anchor'])
            reference.replace_self(self.link(target, reference.children))
        return holder.children

    def link_text(self, content: Content) -> Nodes:
        """Return a title as the text of a link: its own references say, not lead."""
        members = self.text(content)
        if not any(isinstance(member, nodes.Element) for member in members):
            return members
        text = nodes.inline('', '', *members, series_link_text=True)
        self.link_texts.append(text)
        return [text]

    def marked_up(self, titles: Iterable[Content]) -> Nodes:
        """Return those titles that are more than text, each as a node, once."""
        return [
            nodes.inline('', '', *self.link_text(title), content=title)
            for title in dict.fromkeys(titles)
            if any(not isinstance(leaf, str) for leaf in title)
        ]

    def link(self, target: Target, content: Nodes, *classes: str) -> nodes.Element:
        """Return a link, or what it would say where this builder cannot go."""
        link = linked(self.builder, self.docname, target, content)
        if link is None:
            return nodes.inline('', '', *content, classes=list(classes))
        link['classes'] += classes
        return link

    def free_id(self, name: str) -> list[str]:
        """Return an id for the first that asks for it: a page has it once."""
        if name in self.taken:
            return []
        self.taken.add(name)
        return [name]


class Presentation(Protocol):
    """What a module of renderers offers: values in, nodes out."""

    def overview(
        self, page: Page, view: Overview, jumps: Sequence[nodes.Node]
    ) -> Nodes:
        """Return the status and size of a series, and where to start."""

    def series_map(self, page: Page, view: Map) -> Nodes:
        """Return audiences as lanes, pairs as columns."""

    def guide(self, page: Page, view: Guide, written: Mapping[str, Written]) -> Nodes:
        """Return the routes; *written* is what the page itself says of them."""

    def index(self, page: Page, view: Index, *, headings: bool) -> Nodes:
        """Return the pairs; with *headings*, each below its own."""

    def announcements(self, page: Page, view: Announcements) -> Nodes:
        """Return other series."""


class Written(NamedTuple):
    """What an author wrote of a route: *title* and *body*; and its *ids*."""

    title: Nodes
    body: Nodes
    ids: list[str]


def inline(*members: nodes.Node | str, classes: Iterable[str] = ()) -> nodes.inline:
    """Return an inline node; strings become text."""
    node = nodes.inline(classes=list(classes))
    node += [nodes.Text(m) if isinstance(m, str) else m for m in members]
    return node


def paragraph(
    *members: nodes.Node | str, classes: Iterable[str] = ()
) -> nodes.paragraph:
    """Return a paragraph; strings become text."""
    node = nodes.paragraph(classes=list(classes))
    node += [nodes.Text(m) if isinstance(m, str) else m for m in members]
    return node


def filled(message: str, **parts: Nodes | str) -> Nodes:
    """Return a translated message as nodes, with its ``%(name)s`` filled in.

    Behind a title that ends in a mark of its own, the message's full stop is left out.
    """
    members: Nodes = []
    for text in re.split(r'(%\(\w+\)s)', str(message)):
        name = text[2:-2]
        if text.startswith('%(') and name in parts:
            part = parts[name]
            members += [nodes.Text(part)] if isinstance(part, str) else part
            continue
        ended = members and members[-1].astext().endswith(_ENDS)
        words = text.removeprefix('.').removeprefix('\u3002') if ended else text
        if words:
            members.append(nodes.Text(words.replace('%%', '%')))
    return members


# The last four are the question mark of Arabic, and full stop, exclamation and question
# mark of Chinese and Japanese.
_ENDS = ('.', '!', '?', '…', '\u061f', '\u3002', '\uff01', '\uff1f')


def listed(items: Iterable[Nodes]) -> Nodes:
    """Return items as an enumeration in a sentence."""
    members: Nodes = []
    for item in items:
        members += ([nodes.Text(str(_(', ')))] if members else []) + item
    return members


# -- words -----------------------------------------------------------------------------


def status_of_series(status: str) -> str:
    """Return a series' status in words."""
    words = {
        'planned': _('Planned'),
        'ongoing': _('Ongoing'),
        'complete': _('Complete'),
    }
    return str(words[status])


def status_of_article(status: str) -> str:
    """Return an article's status in words; a published one needs none."""
    words = {'planned': _('Planned'), 'draft': _('Draft')}
    return str(words.get(status, ''))


def minutes(count: int) -> str:
    """Return a reading time in words."""
    return ngettext('%(count)s minute', '%(count)s minutes', count) % {'count': count}


def articles(count: int) -> str:
    """Return a number of articles in words."""
    return ngettext('%(count)s article', '%(count)s articles', count) % {'count': count}


def planned(count: int) -> str:
    """Return a number of planned articles in words."""
    return ngettext('%(count)s planned', '%(count)s planned', count) % {'count': count}


def pairs(count: int, audiences: int) -> str:
    """Return a number of pairs in words; for more or fewer audiences, of topics."""
    if audiences == 2:  # noqa: PLR2004 (a pair is two)
        return ngettext('%(count)s pair', '%(count)s pairs', count) % {'count': count}
    return ngettext('%(count)s topic', '%(count)s topics', count) % {'count': count}


def introductions(count: int) -> str:
    """Return a number of openings in words."""
    message = ngettext('%(count)s introduction', '%(count)s introductions', count)
    return message % {'count': count}


def audiences(count: int) -> str:
    """Return a number of audiences in words."""
    message = ngettext('for %(count)s audience', 'for %(count)s audiences', count)
    return message % {'count': count}


def pair_title(page: Page, heading: Heading, label: str, count: int) -> Nodes:
    """Return "Pair 3: title", or "Pair 3" where nobody gave a title."""
    label = label or pair_label(count)
    if not heading.title:
        message = _('%(pair)s %(number)s')
        return filled(message, pair=label, number=str(heading.number))
    return [nodes.Text(numbered(label, heading.number)), *page.text(heading.title)]


def pair_position(page: Page, view: Navigation) -> Nodes:
    """Return "Pair 3 of 6: title" for an article's navigation; nothing for openings."""
    if view.pair is None:
        return []
    label = view.pair_label or pair_label(view.audiences)
    facts = {
        'pair': label,
        'number': str(view.position),
        'total': str(view.pairs),
    }
    if not view.pair.title:
        return filled(_('%(pair)s %(number)s of %(total)s'), **facts)
    message = _('%(pair)s %(number)s of %(total)s: %(title)s')
    return filled(message, title=page.text(view.pair.title), **facts)


def named(page: Page, mention: Mention) -> Nodes:
    """Return "A3: title", and the series behind it if it is another one."""
    title = page.link_text(mention.title)
    if not mention.other_series:
        return filled(_('%(code)s: %(title)s'), code=mention.code, title=title)
    return filled(
        _('%(code)s: %(title)s (%(series)s)'),
        code=mention.code,
        title=title,
        series=page.link_text(mention.other_series),
    )


def mentioned(page: Page, mention: Mention) -> nodes.Element:
    """Return a link that says "A3: title"."""
    return page.link(mention.target, named(page, mention))


def route_title(page: Page, route: RouteView | OtherRoute) -> Nodes:
    """Return a route's title; that of a default route follows from its audience."""
    if route.title:
        return page.link_text(route.title)
    return [nodes.Text(default_title(route.audience, by_pairs=route.by_pairs))]


def default_title(audience: str, *, by_pairs: bool) -> str:
    """Return the title of a default route, which is for an audience or for all."""
    if audience:
        message = _('%(audience)s: all articles in order')
        return str(message) % {'audience': audience}
    if by_pairs:
        return str(_('All articles, pair by pair'))
    return str(_('All articles, topic by topic'))


def length(route: RouteView) -> str:
    """Return "7 articles, 45 minutes"."""
    facts = [articles(route.articles)] if route.articles else []
    if route.planned:
        facts.append(planned(route.planned))
    if route.minutes:
        facts.append(minutes(route.minutes))
    return str(_(', ')).join(facts)


def facts_of(card: Card) -> list[str]:
    """Return what else is known of an article: status and reading time."""
    facts = [status_of_article(card.status)] if card.status != 'published' else []
    if card.minutes and card.mention.target:
        facts.append(minutes(card.minutes))
    return facts
