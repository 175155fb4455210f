"""HTML as text: for what a page has many of, and what every page has.

Nodes pass through every transform of every extension, in the one process that resolves
references.  What is written here is made where pages are written, by as many workers as
there are, and costs next to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sphinxext_series.model.content import plain_text
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinxext_series.model.content import Content
    from sphinxext_series.model.series import Target
    from sphinxext_series.model.views import Mention


@dataclass(frozen=True, slots=True)
class Writer:
    """What is needed to write HTML for one page.

    *encode* escapes text, *uri* leads from the page to a document, and *marked_up* has
    the HTML of titles that are more than text.  With *progress*, links name what they
    lead to, for the script that keeps the reader's.
    """

    encode: Callable[[str], str]
    uri: Callable[[str], str]
    marked_up: Mapping[Content, str]
    progress: bool = False

    def text(self, content: Content) -> str:
        """Return an author's text."""
        if content in self.marked_up:
            return self.marked_up[content]
        return self.encode(plain_text(content))

    def fill(self, message: str, **parts: str) -> str:
        """Return a translated message, its placeholders filled with HTML."""
        return self.encode(str(message)) % parts

    def link(
        self,
        target: Target,
        html: str,
        *,
        name: str = '',
        more: str = '',
    ) -> str:
        """Return a link, or what it would say where nobody can go.

        *more* are other attributes.
        """
        if not target:
            return (
                f'<span class="{name}">{html}</span>'
                if name
                else f'<span>{html}</span>'
            )
        anchor = f'#{target.anchor}' if target.anchor else ''
        # A page leads to itself by an empty address, which would load it again.
        uri = self.encode(target.uri or self.uri(target.docname) + anchor or '#')
        kind = 'external' if target.external else 'internal'
        classes = f'{name} reference {kind}'.strip()
        return f'<a class="{classes}"{more} href="{uri}">{html}</a>'

    def article(self, mention: Mention, html: str, *, name: str = '') -> str:
        """Return a link to an article."""
        article = self.encode(f'{mention.series}/{mention.code}')
        more = f' data-article="{article}"' if self.progress else ''
        return self.link(mention.target, html, name=name, more=more)

    def named(self, mention: Mention) -> str:
        """Return "A3: title", the code marked as such.

        Behind it stands the series, if it is another one.
        """
        code = span('series-code', mention.code)
        title = self.text(mention.title)
        if not mention.other_series:
            return self.fill(_('%(code)s: %(title)s'), code=code, title=title)
        series = self.text(mention.other_series)
        message = _('%(code)s: %(title)s (%(series)s)')
        return self.fill(message, code=code, title=title, series=series)

    def mentioned(self, mention: Mention) -> str:
        """Return a link that says "A3: title"."""
        return self.article(mention, self.named(mention))

    def read_first(self, required: Iterable[Mention]) -> str:
        """Return "Read first: …"."""
        links = str(_(', ')).join(map(self.mentioned, required))
        return self.fill(_('Read first: %(articles)s'), articles=links)

    def badge(self, audience: str) -> str:
        """Return the label of an audience."""
        return span('series-badge', self.encode(audience))

    def box(self, name: str, label: str, title: Content, lines: Iterable[str]) -> str:
        """Return a landmark that is named after the series."""
        said = self.encode(str(label) % {'series': plain_text(title)})
        inner = '\n'.join(line for line in lines if line)
        classes = f'series {name} no-search'
        return f'<nav aria-label="{said}" class="{classes}">\n{inner}\n</nav>\n'

    def disclosure(self, summary: str, members: str) -> str:
        """Return a list that can be opened."""
        encoded = self.encode(summary)
        return f'<details>\n<summary>{encoded}</summary>\n{members}\n</details>'


class Item(NamedTuple):
    """An item of a list, and the classes it has."""

    html: str
    name: str = ''


def span(name: str, html: str) -> str:
    """Return an inline element."""
    return f'<span class="{name}">{html}</span>'


def paragraph(name: str, html: str) -> str:
    """Return a paragraph."""
    return f'<p class="{name}">{html}</p>'


def listing(name: str, items: Iterable[Item]) -> str:
    """Return a list; Safari takes one without bullets for none, unless told so."""
    lines = [
        f'<li class="{item.name}"><p>{item.html}</p></li>'
        if item.name
        else f'<li><p>{item.html}</p></li>'
        for item in items
    ]
    inner = '\n'.join(lines)
    return f'<ul class="{name}" role="list">\n{inner}\n</ul>' if lines else ''
