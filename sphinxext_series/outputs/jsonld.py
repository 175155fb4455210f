"""JSON-LD: what hub and articles are, in the vocabulary of https://schema.org.

A hub is a ``CreativeWorkSeries`` with its articles as ``hasPart``; an article is an
``Article`` and ``LearningResource`` that names its series.  Nothing is written without
``html_baseurl``: the vocabulary wants absolute addresses.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinxext_series.environment.builders import shows_cards
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.outputs.addresses import base_address, page_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinxext_series.environment.domain import SeriesDomain
    from sphinxext_series.model.series import Article, Series, Target

CONTEXT = 'https://schema.org'
#: What could end the script element, or a line of it, and what is read as the same.
_ESCAPES = {ord(c): f'\\u{ord(c):04x}' for c in '<>&\u2028\u2029'}


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
    described = descriptions(app.builder, series_domain(app.env), pagename)
    if described:
        text = script(described[0] if len(described) == 1 else described)
        context['metatags'] = context.get('metatags', '') + text


def descriptions(
    builder: Builder, domain: SeriesDomain, docname: str
) -> list[dict[str, Any]]:
    """Return what a page is: a series, an article of one, or several of them."""
    if not domain.config.json_ld or not shows_cards(builder):
        return []
    if not base_address(builder.config):
        return []
    return list(_Describer(domain, builder).of(docname))


def script(described: object) -> str:
    """Return a script element that no text in it can leave."""
    text = json.dumps(described, ensure_ascii=False, sort_keys=True)
    return f'<script type="application/ld+json">{text.translate(_ESCAPES)}</script>\n'


class _Describer:
    def __init__(self, domain: SeriesDomain, builder: Builder) -> None:
        self.catalogue = domain.catalogue
        self.words = domain.words
        self.builder = builder

    def of(self, docname: str) -> Iterator[dict[str, Any]]:
        """Yield what a page is: a series, an article of one, or several of them."""
        for series in self.catalogue.hubs.get(docname, ()):
            parts = [self.article(a, series) for a in series.listed if a.linked]
            yield {'@context': CONTEXT, **self.series(series), 'hasPart': parts}
        for article in self.catalogue.memberships.get(docname, ()):
            if article.listed and article.linked:
                series = self.catalogue.series[article.series]
                whole = self.article(article, series)
                yield {'@context': CONTEXT, **whole, 'isPartOf': self.series(series)}

    def series(self, series: Series) -> dict[str, Any]:
        """Return a series without its parts."""
        return _known(
            {
                '@type': 'CreativeWorkSeries',
                'name': self.words.of(series.title),
                'description': self.words.of(series.description),
                'url': self.url(series.target),
            }
        )

    def article(self, article: Article, series: Series) -> dict[str, Any]:
        """Return an article without its series."""
        return _known(
            {
                '@type': ['Article', 'LearningResource'],
                'name': self.words.of(article.title),
                'headline': self.words.of(article.title),
                'description': self.words.of(article.summary),
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

    @property
    def language(self) -> str:
        """The language of this project."""
        return str(self.builder.config.language).replace('_', '-')

    def url(self, target: Target) -> str:
        """Return the address of a page, once it is published."""
        return page_address(self.builder, target) if target else ''


def _known(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value}
