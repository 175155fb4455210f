"""What sphinxext-opengraph cannot know: https://ogp.me for hubs and articles.

Where that extension is loaded, an article says that it is one, of which series, and
which articles belong beside it.  Its own tags are left as they are.
"""

from __future__ import annotations

import os
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from sphinxext_series import api

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

EXTENSION = 'sphinxext.opengraph'
#: What the extension says of every page, unless the project says something else.
DEFAULT_TYPE = 'website'


def setup(app: Sphinx) -> None:
    """Connect what is to come before the extension (500), and after it."""
    app.connect('html-page-context', set_type, priority=400)
    app.connect('html-page-context', add_tags, priority=600)
    answer(app)


def answer(app: Sphinx) -> None:
    """Answer what pages show, where they can show anything: each is asked for."""
    if is_wanted(app):
        app.connect('series-page-shows', fingerprint)


def fingerprint(app: Sphinx, env: BuildEnvironment, docname: str) -> str:
    """Return our tags of a page."""
    tags = [*see_also(app, docname), *_facts(env, docname)]
    return repr(tags) if tags else ''


def is_wanted(app: Sphinx) -> bool:
    """Return whether pages are to have our tags."""
    return (
        EXTENSION in app.extensions
        and api.SeriesConfig.of(app.config).opengraph
        and api.shows_html(app.builder)
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
    is_article = any(_articles(app.env, pagename))
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
    tags = [('og:see_also', address) for address in see_also(app, pagename)]
    if fields.get('og:type', app.config.ogp_type) == 'article':
        tags += _facts(app.env, pagename)
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
    base = _base(app)
    if not base:
        return []
    uri = app.builder.get_target_uri
    addresses = (
        other.uri or urljoin(base, uri(other.docname))
        for other in _beside(app.env, docname)
        if other and other.docname != docname
    )
    return list(dict.fromkeys(addresses))


def _beside(env: BuildEnvironment, docname: str) -> Iterator[api.Target]:
    catalogue = api.catalogue_of(env)
    for article in _articles(env, docname):
        view = api.navigation_of(env, article)
        yield from (companion.target for companion in view.companions)
        if view.following:
            yield view.following.target
    for series in catalogue.hubs.get(docname, ()):
        if series.start:
            yield series.start.target
        following = catalogue.named(series.next)
        if following:
            yield following.target


def _articles(env: BuildEnvironment, docname: str) -> Iterator[api.Article]:
    articles = api.catalogue_of(env).memberships.get(docname, ())
    return (article for article in articles if article.readable)


def _facts(env: BuildEnvironment, docname: str) -> Iterator[tuple[str, str]]:
    for article in _articles(env, docname):
        series = api.catalogue_of(env).series[article.series]
        facts = {
            'article:published_time': article.published,
            'article:modified_time': article.updated,
            'article:section': api.words_of(env, series.title),
        }
        yield from ((name, fact) for name, fact in facts.items() if fact)


def _base(app: Sphinx) -> str:
    """Return what the extension makes addresses with; else that of the project."""
    config = app.config
    own = config.ogp_canonical_url or config.ogp_site_url
    base = str(own or os.environ.get('READTHEDOCS_CANONICAL_URL') or '')
    return base if api.is_absolute(base) else api.base_address(config)
