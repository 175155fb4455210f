"""``series.json``: all series of a project, for machines.

Described by ``series.schema.json`` beside this module.  The same sources give the same
bytes: keys are sorted, and nothing tells when or where it was built.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinxext_series import api

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FILENAME = 'series.json'
VERSION = 1


def files(app: Sphinx) -> dict[str, bytes]:
    """Return the file, by its name, if the project has series and wants it."""
    if not api.config_of(app.env).json or not api.catalogue_of(app.env).series:
        return {}
    text = json.dumps(
        catalogue_as_json(app),
        ensure_ascii=False,
        indent=1,
        sort_keys=True,
    )
    return {FILENAME: (text + '\n').encode('utf-8', 'replace')}


def catalogue_as_json(app: Sphinx) -> dict[str, Any]:
    """Return all series as JSON values; URIs are relative to the output."""
    exporter = _Exporter(app)
    all_series = exporter.catalogue.series.items()
    return {
        'version': VERSION,
        'series': {name: exporter.series(series) for name, series in all_series},
    }


class _Exporter:
    def __init__(self, app: Sphinx) -> None:
        self.env = app.env
        self.catalogue = api.catalogue_of(app.env)
        self.builder = app.builder

    def words(self, content: api.Content) -> str:
        return api.words_of(self.env, content)

    def series(self, series: api.Series) -> dict[str, Any]:
        published = _published(series)
        codes = {article.code for article in published}
        return {
            'title': self.words(series.title),
            'description': self.words(series.description),
            'uri': self.uri(api.Target(series.docname)),
            'status': series.status,
            'next': series.next if self.catalogue.named(series.next) else None,
            'audiences': [{'code': a.code, 'label': a.label} for a in series.audiences],
            'pairs': [
                {
                    'number': number,
                    'title': self.words(pair.title),
                    'articles': [str(a.code) for a in pair.articles if a.code in codes],
                }
                for number, pair in series.pairs.items()
            ],
            'articles': [self.article(article) for article in published],
            # Those of another project's hub are published there.
            'routes': []
            if series.target.external
            else [self.route(r) for r in series.routes],
        }

    def article(self, article: api.Article) -> dict[str, Any]:
        fingerprint = api.fingerprint_of(self.env, article)
        return {
            'code': str(article.code),
            'title': self.words(article.title),
            'summary': self.words(article.summary),
            'uri': self.uri(article.target),
            'status': article.status,
            'minutes': article.minutes or None,
            'published': article.published or None,
            'updated': article.updated or None,
            'requires': [str(reference) for reference in self.required(article)],
            **({'project': article.project} if article.project else {}),
            **({'fingerprint': fingerprint} if fingerprint else {}),
        }

    def required(self, article: api.Article) -> list[api.Reference]:
        """Return what to read first, as readers see it.

        What is not known here may be so where the hub is, if that is elsewhere.
        """
        if self.catalogue.home_of(article).docname:
            return [other.reference for other in self.catalogue.required(article)]
        by_reference = {name: self.catalogue.article(name) for name in article.requires}
        return [
            name
            for name, other in by_reference.items()
            if other is None or other.listed
        ]

    def route(self, route: api.Route) -> dict[str, Any]:
        return {
            'name': route.name,
            'title': self.words(route.title),
            'audience': route.audience.code if route.audience else None,
            'steps': [
                {
                    'articles': [str(article.reference) for article in step.articles],
                    'optional': step.optional,
                    'unordered': step.unordered,
                }
                for step in route.steps
            ],
        }

    def uri(self, target: api.Target) -> str | None:
        if not target:
            return None
        return target.uri or self.builder.get_target_uri(target.docname)


def _published(series: api.Series) -> list[api.Article]:
    """Return the articles of a series, what is collected only with its own hub.

    Each project says what it has: what is gone there must not come back from others.
    """
    return [a for a in series.listed if series.docname or not a.project]
