"""What all renderings share: links from a page, and the words of a series.

Text is made of whole sentences with named placeholders; a placeholder may be filled
with nodes, so that a translation decides where a link is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_series.environment.references.links import linked
from sphinxext_series.model.targets import Target
from sphinxext_series.model.text.content import marked_up
from sphinxext_series.model.values import Value, field
from sphinxext_series.reading.claims.freezing import thaw
from sphinxext_series.reading.nodes import anchor_reference
from sphinxext_series.reading.sections import pair_label
from sphinxext_series.rendering.text import words
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.builders import Builder

    from sphinxext_series.model.pages.mentions import Heading, Mention
    from sphinxext_series.model.pages.navigation import Navigation, OtherRoute
    from sphinxext_series.model.pages.views import RouteView
    from sphinxext_series.model.text.content import Content

Nodes = list[nodes.Node]


class Page(Value):
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

    def marked_up(self, view: object) -> Nodes:
        """Return the texts of a view that are more than words: each once, as a node."""
        texts = dict.fromkeys(marked_up(view))
        return [self._holder(content) for content in texts]

    def _holder(self, content: Content) -> nodes.Element:
        members = self.text(content)
        if holds_blocks(members):
            return nodes.compound('', *members, content=content)
        return nodes.inline('', '', *self.link_text(content), content=content)

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


def holds_blocks(members: Iterable[nodes.Node]) -> bool:
    """Return whether a text is more than a line: paragraphs, lists."""
    return any(
        isinstance(member, nodes.Element) and not isinstance(member, nodes.Inline)
        for member in members
    )


class Own(Value):
    """What only this page has of a part: its author's *texts*, by name, and *ids*."""

    texts: Mapping[str, Nodes] = field(default_factory=dict)
    ids: Mapping[str, list[str]] = field(default_factory=dict)


#: Of a part that is the same on each page.
NOTHING_OWN = Own()


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
        unended = text.removeprefix('.').removeprefix('\u3002') if ended else text
        if unended:
            members.append(nodes.Text(unended.replace('%%', '%')))
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


# -- sentences ----------------------------------------------------------------------


def pair_title(page: Page, heading: Heading, label: str, count: int) -> Nodes:
    """Return "Pair 3: title", or "Pair 3" where nobody gave a title."""
    if not heading.title:
        return [nodes.Text(words.pair_number(heading.number, label, count))]
    number = words.numbered(heading.number, label, count)
    return [nodes.Text(number), *page.text(heading.title)]


def pair_position(page: Page, view: Navigation) -> Nodes:
    """Return "Pair 3 of 6: title" for an article's navigation; nothing for openings.

    In large series it is "Pair 3: title".
    """
    if view.pair is None:
        return []
    if not view.pairs:
        return pair_title(page, view.pair, view.pair_label, view.audiences)
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
    """Return "A3: title", and the series after it if it is another one."""
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


def told(page: Page, mention: Mention) -> Nodes:
    """Return a link, or what it would say and that the article is planned."""
    link = mentioned(page, mention)
    return [link] if mention.target else [link, nodes.Text(f' {_("(planned)")}')]


def audience_of(mention: Mention | Navigation) -> str:
    """Return the label of an article's audience; an opening may be for all."""
    return mention.audience or str(_('For all readers'))


def route_title(page: Page, route: RouteView | OtherRoute) -> Nodes:
    """Return a route's title; that of a default route follows from its audience."""
    if route.title:
        return page.link_text(route.title)
    return [nodes.Text(words.default_title(route.audience, by_pairs=route.by_pairs))]
