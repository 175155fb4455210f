"""``series.txt``: the articles of every route, in reading order, as plain Markdown.

Its form is that of https://llmstxt.org: a title, a summary in a quotation, then a list
of links for each route.  It is not named ``llms.txt``, which others write.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.locale import get_translation

from sphinxext_series import api

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

_ = get_translation('sphinxext_series')

FILENAME = 'series.txt'


def files(app: Sphinx) -> dict[str, bytes]:
    """Return the file, by its name, if the project has series and wants it."""
    all_series = sorted(api.catalogue_of(app.env).series.items())
    defined = [series for _name, series in all_series if series.docname]
    if not api.config_of(app.env).listing or not defined:
        return {}
    text = '\n'.join(_Listing(app).lines(defined))
    return {FILENAME: text.encode('utf-8', 'replace')}


class _Listing:
    def __init__(self, app: Sphinx) -> None:
        self.env = app.env
        self.builder = app.builder
        self._told: dict[api.Reference, tuple[str, list[str]]] = {}

    def words(self, content: api.Content) -> str:
        """Return a text on one line."""
        return api.words_of(self.env, content)

    def lines(self, all_series: list[api.Series]) -> Iterator[str]:
        """Yield the lines of the file."""
        yield f'# {_escaped(str(self.builder.config.project))}\n'
        about = _('Articles in reading order, route by route.')
        yield f'> {about}\n'
        for series in all_series:
            title, words = map(self.words, (series.title, series.description))
            yield self.item(title or series.name, series.target, [words])
        for series in all_series:
            for route in series.routes:
                yield from self.route(route, series)
        yield ''

    def route(self, route: api.Route, series: api.Series) -> Iterator[str]:
        """Yield a route, if there is anything to read on it."""
        lines = [line for step in route.steps for line in self.step(step)]
        if lines:
            heading = str(_('%(series)s: %(route)s'))
            title = api.route_title(self.env, route)
            names = {'series': self.words(series.title), 'route': title}
            yield f'\n## {_escaped(heading % names)}\n'
            yield from lines

    def step(self, step: api.Step) -> Iterator[str]:
        """Yield the articles of a step that can be read."""
        notes = [str(_('(optional)'))] if step.optional else []
        if step.unordered:
            notes.append(str(_('(in any order)')))
        for article in step.articles:
            if article.readable:
                yield self.article(article, notes)

    def article(self, article: api.Article, notes: list[str]) -> str:
        """Return an article: its code and title, its summary, its reading time."""
        # Most articles are on several routes.
        if article.reference not in self._told:
            self._told[article.reference] = self.told(article)
        name, facts = self._told[article.reference]
        return self.item(name, article.target, [*facts, *notes])

    def told(self, article: api.Article) -> tuple[str, list[str]]:
        """Return what is told of an article on each route."""
        message = _('%(code)s: %(title)s')
        title = self.words(article.title)
        name = str(message) % {'code': article.code, 'title': title}
        time = [f'({api.reading_time(article.minutes)})'] if article.minutes else []
        return name, [self.words(article.summary), *time]

    def item(self, name: str, target: api.Target, facts: list[str]) -> str:
        """Return a link with what is to be said of it."""
        address = api.page_address(self.builder, target).translate(_PARENTHESES)
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
