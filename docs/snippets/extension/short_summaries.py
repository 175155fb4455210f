"""Tell of summaries that are too short, and list how long each one is.

A complete extension of sphinxext-series: a check and an output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series import api

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

LEAST = 5
#: The subtype of the warning, and its sentence.
SHORT = api.Message(
    'summary',
    '%(code)s has a summary of %(words)s words: expected at least %(least)s',
)


def check(catalogue: api.Catalogue) -> Iterator[api.Problem]:
    """Yield a problem for each summary that is too short."""
    for article in articles(catalogue):
        words = count(article)
        if words < LEAST:
            facts = {'code': article.reference, 'words': words, 'least': LEAST}
            yield api.Problem(kind=SHORT, place=article.place, facts=facts)


def output(app: Sphinx) -> dict[str, bytes]:
    """Return a file beside the pages, by its name."""
    lines = [
        f'{article.reference}\t{count(article)}\n'
        for article in articles(api.catalogue_of(app.env))
    ]
    return {'summaries.tsv': ''.join(lines).encode()}


def articles(catalogue: api.Catalogue) -> Iterator[api.Article]:
    """Yield the articles that readers can see."""
    for _name, series in sorted(catalogue.series.items()):
        yield from (article for article in series.articles if article.readable)


def count(article: api.Article) -> int:
    """Return how many words a summary has."""
    return len(api.plain_text(article.summary).split())


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the check and the output."""
    app.setup_extension('sphinxext_series')
    api.add_check(app, check)
    api.add_output(app, output)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
