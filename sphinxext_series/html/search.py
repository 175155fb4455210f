"""The site's search: results say for whom an article is, and its code finds it.

Articles that no list shows, drafts, are not found.

The code and the audience of an article are in its navigation, which is not searched.
So they are put after its title in Sphinx's index, before that is written.  The index
has no public way to do so: without the two private names, results are as Sphinx makes
them.

An edit has several pages of a series written again, and Sphinx puts the words of each
into the index anew.  It forgets their stems with the page; they are kept for a build.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from sphinx import version_info

from sphinxext_series.environment.builders import shows_cards
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.environment.staleness.stale_pages import staleness_of
from sphinxext_series.html.pages import title_as_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.series import Article


def label_results(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Put code and audience after the titles of articles in the search index.

    An incremental build has the index of the last one: Sphinx puts the pages into it
    that are written, and these are written when a label changes.  No page is added.
    """
    domain = series_domain(app.env)
    memberships = domain.catalogue.memberships
    index: Any = getattr(app.builder, 'indexer', None)
    titles = getattr(index, '_titles', None)
    words = getattr(index, '_title_mapping', None)
    _take_out_hidden(index, titles, domain.catalogue)
    if not domain.config.search or titles is None or words is None:
        return []
    for docname in staleness_of(app.env).written:
        listed = [article for article in memberships.get(docname, ()) if article.listed]
        if docname in titles and listed:
            labels = (_label(article, domain.catalogue) for article in listed)
            titles[docname] = _titled(app.builder, docname, ''.join(labels))
            for article in listed:
                code = index.lang.stem(str(article.code)).lower()
                words.setdefault(code, set()).add(docname)
    return []


def keep_stems(app: Sphinx, _doctree: nodes.document, _docname: str) -> None:
    """Have the stemmer of the index keep what it makes of a word.

    Stemming takes longer than all else that a page needs, unless PyStemmer is there,
    which keeps stems itself.  A stem follows from the word alone; what a language makes
    of it does not, and is asked for each page as before.
    """
    index: Any = getattr(app.builder, 'indexer', None)
    stemmer: Any = getattr(getattr(index, 'lang', None), 'stemmer', None)
    is_snowball = type(stemmer).__module__.partition('.')[0] == 'snowballstemmer'
    # One that is compiled has no attributes of its own, and needs none.
    kept = getattr(stemmer, '__dict__', None) if is_snowball else None
    has_series = bool(series_domain(app.env).catalogue.series)
    if has_series and kept is not None and 'stemWord' not in kept:
        stemmer.stemWord = cache(stemmer.stemWord)


def _take_out_hidden(
    index: Any, titles: Mapping[str, object] | None, catalogue: Catalogue
) -> None:
    """Take articles that no list shows out of the search index."""
    hidden = {docname for docname in titles or () if catalogue.is_hidden(docname)}
    if hidden:
        index.prune({*titles} - hidden)  # type: ignore[misc]
        for docname in hidden:
            # These are no part of what Sphinx prunes.
            getattr(index, '_index_entries', {}).pop(docname, None)


def shown_with(app: Sphinx, env: BuildEnvironment, docname: str) -> str:
    """Return what an article is written, and indexed, again for."""
    domain = series_domain(env)
    if not shows_cards(app.builder) or docname not in domain.catalogue.memberships:
        return ''
    if domain.catalogue.is_hidden(docname):
        return 'hidden'
    return 'search' if domain.config.search else ''


def _titled(builder: Builder, docname: str, labels: str) -> str:
    """Return a title with what follows it: words, which the search's script escapes.

    Before Sphinx 9 (its issue 13355) the index has HTML.
    """
    if version_info < (9,):
        return title_as_html(builder, docname) + escape(labels)  # type: ignore[arg-type]
    return builder.env.longtitles[docname].astext() + labels


def _label(article: Article, catalogue: Catalogue) -> str:
    """Return what follows an article's title; a single opening is for all readers."""
    audience = catalogue.series[article.series].audience_of(article)
    label = f' · {audience}' if audience else ''
    return f'{label} ({article.code})'
