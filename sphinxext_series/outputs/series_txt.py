"""``series.txt``: the articles of every route, in reading order, as plain Markdown.

Its form is that of https://llmstxt.org: a title, a summary in a quotation, then a list
of links for each route.  It is not named ``llms.txt``, which others write.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinxext_series.model.views import goes_by_pairs
from sphinxext_series.outputs.addresses import page_address
from sphinxext_series.rendering.page import default_title, minutes
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder

    from sphinxext_series.environment.domain import SeriesDomain
    from sphinxext_series.model.series import Article, Route, Series, Step, Target

FILENAME = 'series.txt'


def files(domain: SeriesDomain, builder: Builder) -> dict[str, bytes]:
    """Return the file, by its name, if the project has series and wants it."""
    every = [s for _name, s in sorted(domain.catalogue.series.items()) if s.docname]
    if not domain.config.listing or not every:
        return {}
    text = '\n'.join(_Listing(domain, builder).of(every))
    return {FILENAME: text.encode('utf-8', 'replace')}


class _Listing:
    def __init__(self, domain: SeriesDomain, builder: Builder) -> None:
        self.catalogue = domain.catalogue
        self.words = domain.words
        self.builder = builder

    def of(self, every: list[Series]) -> Iterator[str]:
        """Yield the lines of the file."""
        yield f'# {_escaped(str(self.builder.config.project))}\n'
        about = _('Articles in reading order, route by route.')
        yield f'> {about}\n'
        for series in every:
            title, words = map(self.words.of, (series.title, series.description))
            yield self.item(title or series.name, series.target, [words])
        for series in every:
            for route in series.routes:
                yield from self.route(route, series)
        yield ''

    def route(self, route: Route, series: Series) -> Iterator[str]:
        """Yield a route, if there is anything to read on it."""
        lines = [line for step in route.steps for line in self.step(step)]
        if lines:
            heading = str(_('%(series)s: %(route)s'))
            names = {'series': self.words.of(series.title), 'route': self.title(route)}
            yield f'\n## {_escaped(heading % names)}\n'
            yield from lines

    def title(self, route: Route) -> str:
        """Return a route's title; that of a default route follows from its audience."""
        if route.title:
            return self.words.of(route.title)
        audience = route.audience.label if route.audience else ''
        by_pairs = goes_by_pairs(route, self.catalogue)
        return default_title(audience, by_pairs=by_pairs)

    def step(self, step: Step) -> Iterator[str]:
        """Yield the articles of a step that can be read."""
        notes = [str(_('(optional)'))] if step.optional else []
        if step.unordered:
            notes.append(str(_('(in any order)')))
        for article in step.articles:
            if article.listed and article.linked:
                yield self.article(article, notes)

    def article(self, article: Article, notes: list[str]) -> str:
        """Return an article: its code and title, its summary, its reading time."""
        message = _('%(code)s: %(title)s')
        title = self.words.of(article.title)
        name = str(message) % {'code': article.code, 'title': title}
        time = [f'({minutes(article.minutes)})'] if article.minutes else []
        summary = self.words.of(article.summary)
        return self.item(name, article.target, [summary, *time, *notes])

    def item(self, name: str, target: Target, facts: list[str]) -> str:
        """Return a link with what is to be said of it."""
        address = page_address(self.builder, target).translate(_PARENTHESES)
        about = ' '.join(_escaped(fact) for fact in facts if fact)
        link = f'- [{_escaped(name)}]({address})'
        return f'{link}: {about}' if about else link


def _escaped(text: str) -> str:
    """Return a text as Markdown that shows it, on one line."""
    words = _CONTROLS.sub(' ', text).split()
    return _MARKS.sub(r'\\\g<0>', ' '.join(words))


#: They would be orders to a terminal.
_CONTROLS = re.compile('[\x00-\x1f\x7f-\x9f]')
#: What begins or ends something inside a line of Markdown.
_MARKS = re.compile(r'[\\`*_\[\]<>#&~|]')
#: They would end the address of a link.
_PARENTHESES = {ord('('): '%28', ord(')'): '%29'}
