"""``series.json``: all series of a project, for machines.

Described by ``series.schema.json`` beside this module.  The same sources give the same
bytes: keys are sorted, and nothing tells when or where it was built.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxext_series.domain import series_domain
from sphinxext_series.model import words_of
from sphinxext_series.page import shows_cards

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinxext_series.model import Article, Catalogue, Route, Series

FILENAME = 'series.json'
VERSION = 1


def write_json(app: Sphinx, exception: Exception | None) -> None:
    """Write the file into HTML outputs of projects that have series."""
    if exception is not None or not shows_cards(app.builder):
        return
    domain = series_domain(app.env)
    path = Path(app.builder.outdir, FILENAME)
    if not domain.config.json or not domain.catalogue.series:
        path.unlink(missing_ok=True)
        return
    text = json.dumps(
        catalogue_as_json(domain.catalogue, app.builder),
        ensure_ascii=False,
        indent=1,
        sort_keys=True,
    )
    encoded = (text + '\n').encode('utf-8', 'replace')
    if not path.exists() or path.read_bytes() != encoded:
        path.write_bytes(encoded)


def catalogue_as_json(catalogue: Catalogue, builder: Builder) -> dict[str, Any]:
    """Return all series as JSON values; URIs are relative to the output."""
    return {
        'version': VERSION,
        'series': {
            name: _series(series, catalogue, builder)
            for name, series in catalogue.series.items()
        },
    }


def _series(series: Series, catalogue: Catalogue, builder: Builder) -> dict[str, Any]:
    return {
        'title': words_of(series.title),
        'description': words_of(series.description),
        'uri': _uri(series.docname, builder),
        'status': series.status,
        'next': series.next if series.next in catalogue.series else None,
        'audiences': [{'code': a.code, 'label': a.label} for a in series.audiences],
        'pairs': [
            {
                'number': number,
                'title': words_of(pair.title),
                'articles': [str(article.code) for article in pair.articles],
            }
            for number, pair in series.pairs.items()
        ],
        'articles': [_article(a, catalogue, builder) for a in series.listed],
        'routes': [_route(route) for route in series.routes],
    }


def _article(
    article: Article, catalogue: Catalogue, builder: Builder
) -> dict[str, Any]:
    return {
        'code': str(article.code),
        'title': words_of(article.title),
        'summary': words_of(article.summary),
        'uri': _uri(article.docname, builder) if article.linked else None,
        'status': article.status,
        'minutes': article.minutes or None,
        'published': article.published or None,
        'updated': article.updated or None,
        'requires': [str(each.reference) for each in catalogue.required(article)],
    }


def _route(route: Route) -> dict[str, Any]:
    return {
        'name': route.name,
        'title': words_of(route.title),
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


def _uri(docname: str, builder: Builder) -> str | None:
    return builder.get_target_uri(docname) if docname else None
