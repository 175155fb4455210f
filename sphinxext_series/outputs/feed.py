"""Atom feeds of series (RFC 4287), for projects that want them.

A series has two: what is new or changed comes first in one, the other is in reading
order.  Nothing in them tells when they were built.  They are made by ``feedgen``, which
the extra ``feed`` brings; it is imported when there is something to write.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import partial
from html import escape
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from sphinx.locale import get_translation
from sphinx.util.osutil import relative_uri

from sphinxext_series import api

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_ = get_translation('sphinxext_series')
__ = get_translation('sphinxext_series', 'console')

FOLDER = 'feeds'
MEDIA_TYPE = 'application/atom+xml'
#: A feed of news is fetched again and again: it has no more than the newest.
MOST_NEWS = 100


class Feed(NamedTuple):
    """A feed of a series: where it lies, and what it is called."""

    path: str
    title: str


def setup(app: Sphinx) -> None:
    """Register the files, and what pages say of them."""
    Feeds(app)
    api.add_output(app, files, 'feedgen')


class Feeds:
    """Which series have feeds in one application's build."""

    def __init__(self, app: Sphinx) -> None:
        self.series: frozenset[str] = frozenset()
        warn_of_missing_needs(app)
        app.connect('series-arranged', self.find)
        self.answer(app)
        app.connect('html-page-context', self.add_links)

    def find(
        self, app: Sphinx, env: BuildEnvironment, catalogue: api.Catalogue
    ) -> None:
        """Find the series with feeds, once for all pages."""
        self.series = frozenset(series.name for series in series_with_feeds(app))
        if api.config_of(env).feed and _is_possible(app.builder):
            warn_of_missing_dates(catalogue)

    def answer(self, app: Sphinx) -> None:
        """Answer what pages show, where they can show anything: each is asked for."""
        if api.SeriesConfig.of(app.config).feed and _is_possible(app.builder):
            app.connect('series-page-shows', self.fingerprint)

    def fingerprint(self, _app: Sphinx, env: BuildEnvironment, docname: str) -> str:
        """Return the feeds that a page names."""
        feeds = self.on_page(env, docname)
        return repr(feeds) if feeds else ''

    def on_page(self, env: BuildEnvironment, docname: str) -> list[Feed]:
        """Return the feeds of the series that a page belongs to."""
        catalogue = api.catalogue_of(env)
        return [
            feed
            for name in _series_of(catalogue, docname)
            if name in self.series
            for feed in feeds_of(catalogue.series[name], env)
        ]

    def add_links(
        self,
        app: Sphinx,
        pagename: str,
        _templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Name the feeds of a series in the heads of its pages."""
        if doctree is None or not self.series:
            return
        page = app.builder.get_target_uri(pagename)
        for feed in self.on_page(app.env, pagename):
            link = _link(feed.title, relative_uri(page, quote(feed.path)))
            context['metatags'] = context.get('metatags', '') + link


def files(app: Sphinx) -> dict[str, bytes]:
    """Return the feeds of all series, by the names of their files."""
    feeds = {}
    for series in series_with_feeds(app):
        by_date, in_order = feeds_of(series, app.env)
        articles = list(_dated(series))
        # Sorting is stable: articles of one day keep their order.
        news = sorted(articles, key=_date, reverse=True)[:MOST_NEWS]
        feeds[by_date.path] = _atom(by_date, series, news, app)
        feeds[in_order.path] = _atom(in_order, series, articles, app)
    return feeds


def series_with_feeds(app: Sphinx) -> list[api.Series]:
    """Return the series that have something for a feed, if there are to be any."""
    if not api.config_of(app.env).feed or not _is_possible(app.builder):
        return []
    all_series = api.catalogue_of(app.env).series.values()
    return [series for series in all_series if series.docname and any(_dated(series))]


def feeds_of(series: api.Series, env: BuildEnvironment) -> tuple[Feed, Feed]:
    """Return the two feeds of a series: by date, and in reading order."""
    title = api.words_of(env, series.title)
    ordered = str(_('%(series)s, in reading order')) % {'series': title}
    return (
        Feed(f'{FOLDER}/{series.name}.atom', title),
        Feed(f'{FOLDER}/reading-order/{series.name}.atom', ordered),
    )


def _series_of(catalogue: api.Catalogue, docname: str) -> list[str]:
    """Return the names of the series that a page defines or belongs to."""
    names = [series.name for series in catalogue.hubs.get(docname, ())]
    names += [article.series for article in catalogue.memberships.get(docname, ())]
    return list(dict.fromkeys(names))


def _link(title: str, uri: str) -> str:
    facts = {'href': uri, 'title': title, 'type': MEDIA_TYPE}
    text = ' '.join(f'{name}="{escape(fact)}"' for name, fact in facts.items())
    return f'<link rel="alternate" {text}>\n'


# -- what is not there -----------------------------------------------------------------


def warn_of_missing_needs(app: Sphinx) -> None:
    """Say what keeps a project from having the feeds that it wants."""
    if api.SeriesConfig.of(app.config).feed and api.shows_html(app.builder):
        for needed in _missing(app.config):
            api.warn(api.Diagnostic.FEED, None, needed=needed)


def _is_possible(builder: Builder) -> bool:
    return api.shows_html(builder) and not any(_missing(builder.config))


def _missing(config: Config) -> Iterator[str]:
    if not api.base_address(config):
        yield __('html_baseurl to be an address such as https://example.org/docs/')
    if find_spec('feedgen') is None:
        yield __('the package feedgen: “pip install sphinxext-series[feed]”')


def warn_of_missing_dates(catalogue: api.Catalogue) -> None:
    """Say which articles have no date, and can so be in no feed."""
    for series in catalogue.series.values():
        # Those of other projects cannot be mended here.
        undated = [a for a in _readable(series) if a.docname and not _date(a)]
        if series.docname and undated:
            api.warn(
                api.Diagnostic.FEED_DATE,
                api.location_of(series.place),
                series=series.name,
                codes=__(', ').join(str(article.code) for article in undated),
            )


def _dated(series: api.Series) -> Iterator[api.Article]:
    return (article for article in _readable(series) if _date(article))


def _readable(series: api.Series) -> Iterator[api.Article]:
    return (a for a in series.articles if a.readable and a.status == 'published')


def _date(article: api.Article) -> str:
    """Return the day of an article's last change, as far as it is told."""
    return max(article.published, article.updated)


# -- Atom ------------------------------------------------------------------------------


def _atom(
    feed: Feed,
    series: api.Series,
    articles: Iterable[api.Article],
    app: Sphinx,
) -> bytes:
    from feedgen.feed import FeedGenerator

    builder = app.builder
    words = partial(api.words_of, app.env)
    address = api.file_address(builder, quote(feed.path))
    atom = FeedGenerator()
    atom.id(address)
    atom.title(_fit(feed.title) or series.name)
    atom.subtitle(_fit(words(series.description)) or None)
    atom.updated(_moment(max(map(_date, _dated(series)))))
    atom.author(name=_fit(_author(builder.config)) or series.name)
    atom.language(str(builder.config.language).replace('_', '-'))
    # Without a version, which would change the file with each update of feedgen.
    atom.generator('sphinxext-series')
    atom.link(href=address, rel='self', type=MEDIA_TYPE)
    hub = api.page_address(builder, series.target)
    atom.link(href=hub, rel='alternate', type='text/html')
    for article in articles:
        entry = atom.add_entry(order='append')
        page = api.page_address(builder, article.target)
        audience = article.code.audience
        entry.id(page)
        entry.title(_fit(words(article.title)) or str(article.code))
        entry.updated(_moment(_date(article)))
        if article.published:
            entry.published(_moment(article.published))
        entry.link(href=page, rel='alternate', type='text/html')
        entry.category(term=audience, label=_fit(series.labels[audience]))
        if summary := _fit(words(article.summary)):
            entry.summary(summary, type='text')
    return bytes(atom.atom_str(pretty=True))


def _author(config: Config) -> str:
    """Return who is said to have written it: the project, if nobody is named."""
    unnamed = not config.author or config.author == _SPHINX_AUTHOR
    return str(config.project if unnamed else config.author)


#: Sphinx's default for ``author``.
_SPHINX_AUTHOR = 'Author name not set'


def _moment(date: str) -> datetime:
    return datetime.fromisoformat(date).replace(tzinfo=UTC)


def _fit(text: str) -> str:
    """Return a text without the characters that XML 1.0 does not have."""
    return re.sub(_UNFIT, '', text)


#: Compiled when it is needed: ranges as long as these take milliseconds.
_UNFIT = '[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]'
