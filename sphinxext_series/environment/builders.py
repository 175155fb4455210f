"""What a builder makes of documents: pages for a browser, one page of many documents.

Asked of the builder itself, never by its name: builders of other extensions answer too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from jinja2 import TemplateNotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.jinja2glue import BuiltinTemplateLoader

    from sphinxext_series.environment.domain import SeriesDomain
    from sphinxext_series.settings.config import SeriesConfig


def shows_cards(builder: Builder) -> bool:
    """Return whether a builder makes HTML pages to be read in a browser."""
    return builder.format == 'html' and not getattr(builder, 'embedded', False)


def joins_documents(builder: Builder) -> bool:
    """Return whether a builder makes one page of several documents, as singlehtml."""
    return hasattr(builder, 'assemble_doctree')


def may_join_documents(builder: Builder) -> bool:
    """Return whether a page of a builder may hold several documents."""
    return joins_documents(builder) or builder.format not in _BY_PAGE


#: Formats of builders that write a page for each document.
_BY_PAGE = frozenset({'html', 'text', 'xml', 'pseudoxml'})


def keeps_progress(builder: Builder, config: SeriesConfig) -> bool:
    """Return whether readers can keep their progress: on pages read one by one."""
    return config.progress and shows_cards(builder) and not joins_documents(builder)


def shows_parts(domain: SeriesDomain, pagename: str) -> bool:
    """Return whether a page shows anything of a series but references."""
    claims = domain.claims.get(pagename)
    return bool(
        domain.catalogue.memberships.get(pagename)
        or (claims and (claims.hubs or claims.parts))
    )


def shows_articles(domain: SeriesDomain, docname: str) -> bool:
    """Return whether a page has navigation, or a part that leads to articles."""
    claims = domain.claims.get(docname)
    kinds = {part.kind for part in claims.parts} if claims else set()
    if docname in domain.catalogue.memberships and domain.config.nav != 'none':
        return True
    return not kinds.isdisjoint(_LEADING)


_LEADING = frozenset(
    {
        'overview',
        'opening',
        'map',
        'guide',
        'index',
        'pair',
        'rest',
        'nav',
    }
)


# -- what is around a page -------------------------------------------------------------


def shows_site_tree(builder: Builder) -> bool:
    """Return whether pages show toctrees of the whole site: in a sidebar, in a menu.

    A theme that does names them in a template: ``toctree``, or a name with ``nav`` in
    it that it fills itself.
    """
    # Some builders have templates and no theme, others have neither.
    has_theme = getattr(builder, 'theme', None) and getattr(builder, 'templates', None)
    return bool(has_theme) and any(
        map(_SITE_TREE.search, _sources(cast('StandaloneHTMLBuilder', builder)))
    )


def _sources(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """Yield the templates that make a page, those of its sidebars included."""
    templates = cast('BuiltinTemplateLoader', builder.templates)
    sidebars = dict(builder.config.html_sidebars)
    sidebars.setdefault('**', builder.theme.sidebar_templates)
    names = ['page.html', *(name for group in sidebars.values() for name in group)]
    for name in names:
        try:
            source = templates.get_source(templates.environment, name)[0]
        except TemplateNotFound:
            continue
        yield source
        for statement in _OTHERS.findall(source):
            names += {*_QUOTED.findall(statement)} - {*names}


_SITE_TREE = re.compile(r'toctree|\{[{%][^{}]*nav')
_OTHERS = re.compile(r'\{%-?\s*(?:extends|include|import|from)\b[^%]*')
_QUOTED = re.compile(r'["\']([^"\']+)')
