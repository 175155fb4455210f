"""What search engines show of a page: for whom an article is, and its summary.

The titles of two articles of a pair say little of that.  A page that has a description
from elsewhere keeps it: its author's ``meta`` directive, another extension, a theme.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from sphinxext_series.environment.builders import shows_cards
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.environment.domain import SeriesDomain

_DESCRIBED = re.compile(r'<meta\b[^>]*\bname="description"', re.IGNORECASE)


def shown_with(app: Sphinx, env: BuildEnvironment, docname: str) -> str:
    """Return what a page is written again for: references in it may be renamed."""
    return _description(series_domain(env), docname) if shows_cards(app.builder) else ''


def describe(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Add the description of a hub or an article, if the page has none."""
    tags = context.get('metatags', '')
    if not shows_cards(app.builder) or _DESCRIBED.search(tags):
        return
    text = _description(series_domain(app.env), pagename)
    if text:
        tag = f'<meta name="description" content="{escape(text)}" />\n'
        context['metatags'] = tags + tag


def _description(domain: SeriesDomain, docname: str) -> str:
    words, catalogue = domain.build.words, domain.catalogue
    for article in catalogue.memberships.get(docname, ()):
        # Nobody is to find a draft.
        summary = words.of(article.summary) if article.listed else ''
        audience = catalogue.series[article.series].audience_of(article)
        if summary and audience:
            message = _('%(audience)s: %(section)s')
            return str(message % {'audience': audience, 'section': summary})
        if summary:
            return summary
    for series in catalogue.hubs.get(docname, ()):
        description = words.of(series.description)
        if description:
            return description
    return ''
