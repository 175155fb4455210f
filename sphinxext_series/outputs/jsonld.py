"""JSON-LD: what hub and articles are, in the vocabulary of https://schema.org.

A hub is a ``CreativeWorkSeries`` with its articles as ``hasPart``; an article is an
``Article`` and ``LearningResource`` that names its series.  Nothing is written without
``html_baseurl``: the vocabulary wants absolute addresses.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinxext_series import api

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

CONTEXT = 'https://schema.org'
#: What could end the script element, or a line of it, and what is read as the same.
_ESCAPES = {ord(c): f'\\u{ord(c):04x}' for c in '<>&\u2028\u2029'}


def setup(app: Sphinx) -> None:
    """Register what pages say in their heads."""
    app.connect('html-page-context', add_json_ld)
    answer(app)


def answer(app: Sphinx) -> None:
    """Answer what pages show, where they can show anything: each is asked for."""
    is_wanted = api.SeriesConfig.of(app.config).json_ld
    if is_wanted and api.shows_html(app.builder) and api.base_address(app.config):
        app.connect('series-page-shows', fingerprint)


def fingerprint(app: Sphinx, env: BuildEnvironment, docname: str) -> str:
    """Return what the page of a document is described by."""
    described = descriptions(app, docname)
    return repr(described) if described else ''


def add_json_ld(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the description of a hub or an article to the head of its page."""
    if doctree is None:
        return
    described = descriptions(app, pagename)
    if described:
        text = script(described[0] if len(described) == 1 else described)
        context['metatags'] = context.get('metatags', '') + text


def descriptions(app: Sphinx, docname: str) -> list[dict[str, Any]]:
    """Return what a page is: a series, an article of one, or several of them."""
    if not api.config_of(app.env).json_ld or not api.shows_html(app.builder):
        return []
    if not api.base_address(app.config):
        return []
    return list(_Describer(app).described(docname))


def script(described: object) -> str:
    """Return a script element that no text in it can leave."""
    text = json.dumps(described, ensure_ascii=False, sort_keys=True)
    return f'<script type="application/ld+json">{text.translate(_ESCAPES)}</script>\n'


class _Describer:
    def __init__(self, app: Sphinx) -> None:
        self.env = app.env
        self.catalogue = api.catalogue_of(app.env)
        self.builder = app.builder

    def described(self, docname: str) -> Iterator[dict[str, Any]]:
        """Yield what a page is: a series, an article of one, or several of them."""
        for series in self.catalogue.hubs.get(docname, ()):
            parts = [self.article(a, series) for a in series.articles if a.readable]
            yield {'@context': CONTEXT, **self.series(series), 'hasPart': parts}
        for article in self.catalogue.memberships.get(docname, ()):
            if article.readable:
                series = self.catalogue.series[article.series]
                whole = self.article(article, series)
                yield {'@context': CONTEXT, **whole, 'isPartOf': self.series(series)}

    def series(self, series: api.Series) -> dict[str, Any]:
        """Return a series without its parts."""
        return _known(
            {
                '@type': 'CreativeWorkSeries',
                'name': self.words(series.title),
                'description': self.words(series.description),
                'url': self.url(series.target),
            }
        )

    def article(self, article: api.Article, series: api.Series) -> dict[str, Any]:
        """Return an article without its series."""
        return _known(
            {
                '@type': ['Article', 'LearningResource'],
                'name': self.words(article.title),
                'headline': self.words(article.title),
                'description': self.words(article.summary),
                'url': self.url(article.target),
                'position': str(article.code),
                'audience': {
                    '@type': 'Audience',
                    'audienceType': series.labels[article.code.audience],
                },
                'timeRequired': f'PT{article.minutes}M' if article.minutes else '',
                'datePublished': article.published,
                'dateModified': article.updated,
                'inLanguage': '' if article.project else self.language,
            }
        )

    def words(self, content: api.Content) -> str:
        """Return a text on one line."""
        return api.words_of(self.env, content)

    @property
    def language(self) -> str:
        """The language of this project."""
        return str(self.builder.config.language).replace('_', '-')

    def url(self, target: api.Target) -> str:
        """Return the address of a page, once it is published."""
        return api.page_address(self.builder, target) if target else ''


def _known(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value}
