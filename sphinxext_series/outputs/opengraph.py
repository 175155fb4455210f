"""What sphinxext-opengraph cannot know: https://ogp.me for hubs and articles.

Where that extension is loaded, an article says that it is one, of which series, and
which articles belong beside it.  Its own tags are left as they are.
"""

from __future__ import annotations

import os
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from sphinxext_series.environment.builders import shows_cards
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.outputs.addresses import base_address, is_absolute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinxext_series.environment.domain import SeriesDomain
    from sphinxext_series.model.series import Article, Target

EXTENSION = 'sphinxext.opengraph'
#: What the extension says of every page, unless the project says something else.
DEFAULT_TYPE = 'website'


def register(app: Sphinx) -> None:
    """Connect what is to come before the extension (500), and behind it."""
    app.connect('html-page-context', set_type, priority=400)
    app.connect('html-page-context', add_tags, priority=600)


def is_wanted(app: Sphinx) -> bool:
    """Return whether pages are to have tags of ours."""
    return (
        EXTENSION in app.extensions
        and series_domain(app.env).config.opengraph
        and shows_cards(app.builder)
    )


def set_type(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Let the extension say that an article is one, unless the author says more."""
    if doctree is None or not is_wanted(app):
        return
    is_article = any(_articles(series_domain(app.env), pagename))
    if is_article and app.config.ogp_type == DEFAULT_TYPE:
        # A copy: these are the fields of the document, as the environment has them.
        context['meta'] = {'og:type': 'article', **(context.get('meta') or {})}


def add_tags(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the tags of a hub or an article."""
    fields = context.get('meta') or {}
    if doctree is None or not is_wanted(app) or 'ogp_disable' in fields:
        return
    domain = series_domain(app.env)
    tags = [('og:see_also', address) for address in see_also(app, pagename)]
    if fields.get('og:type', app.config.ogp_type) == 'article':
        tags += _facts(domain, pagename)
    text = ''.join(
        f'<meta property="{name}" content="{escape(fact)}" />\n'
        for name, fact in dict.fromkeys(tags)
    )
    context['metatags'] = context.get('metatags', '') + text


def see_also(app: Sphinx, docname: str) -> list[str]:
    """Return the addresses of what belongs beside a page, if they can be known.

    Of an article: its companions, and what comes next.  Of a hub: where to start, and
    the next series.
    """
    domain = series_domain(app.env)
    base = _base(app)
    if not base:
        return []
    addresses = (
        other.uri or urljoin(base, app.builder.get_target_uri(other.docname))
        for other in _beside(domain, docname)
        if other and other.docname != docname
    )
    return list(dict.fromkeys(addresses))


def _beside(domain: SeriesDomain, docname: str) -> Iterator[Target]:
    for article in _articles(domain, docname):
        view = domain.navigation(article)
        yield from (companion.target for companion in view.companions)
        if view.following:
            yield view.following.target
    for series in domain.catalogue.hubs.get(docname, ()):
        if series.start:
            yield series.start.target
        following = domain.catalogue.named(series.next)
        if following:
            yield following.target


def _articles(domain: SeriesDomain, docname: str) -> Iterator[Article]:
    articles = domain.catalogue.memberships.get(docname, ())
    return (article for article in articles if article.listed and article.linked)


def _facts(domain: SeriesDomain, docname: str) -> Iterator[tuple[str, str]]:
    for article in _articles(domain, docname):
        series = domain.catalogue.series[article.series]
        facts = {
            'article:published_time': article.published,
            'article:modified_time': article.updated,
            'article:section': domain.words.of(series.title),
        }
        yield from ((name, fact) for name, fact in facts.items() if fact)


def _base(app: Sphinx) -> str:
    """Return what the extension makes addresses with; else that of the project."""
    config = app.config
    own = config.ogp_canonical_url or config.ogp_site_url
    base = str(own or os.environ.get('READTHEDOCS_CANONICAL_URL') or '')
    return base if is_absolute(base) else base_address(config)
