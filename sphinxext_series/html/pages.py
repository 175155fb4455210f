"""What only HTML pages have: style sheets, the theme's Previous and Next.

All of it may vanish without loss of meaning.  Pages that show nothing of a series are
left as they are, and so are projects without one.
"""

from __future__ import annotations

import re
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.locale import _ as sphinx_
from sphinx.util.osutil import copyfile

from sphinxext_series.environment.builders import (
    shows_cards,
    shows_parts,
)
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.environment.references.links import previous_and_next
from sphinxext_series.html.assets import offer
from sphinxext_series.model.targets import Target
from sphinxext_series.model.text.content import plain_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinxext_series.environment.domain import SeriesDomain
    from sphinxext_series.model.text.content import Content

    _End = tuple[Target, Content]

STYLE_SHEET = 'series.css'
#: The look of cards comes from there; projects that load it have it on every page.
DESIGN_STYLE_SHEET = 'sphinx-design.min.css'


# -- style sheets, and the script ------------------------------------------------------


def copy_assets(app: Sphinx, builder: Builder) -> None:
    """Copy style sheets and script, if there is anything that they are for."""
    if not shows_cards(builder) or not series_domain(app.env).claims:
        return
    offer(builder, STYLE_SHEET)
    if 'sphinx_design' not in app.extensions:
        static = Path(builder.outdir, '_static')
        copyfile(_design_style_sheet(), static / DESIGN_STYLE_SHEET)


def _design_style_sheet() -> Path:
    package = Path(str(files('sphinx_design')))
    path = package / 'static' / DESIGN_STYLE_SHEET
    # Where sphinx-design 0.7 keeps it.
    return path if path.exists() else package / 'compiled' / 'style.min.css'


def complete_page(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Link style sheets, and let Previous and Next follow the series."""
    if doctree is None or not shows_cards(app.builder):
        return
    domain = series_domain(app.env)
    builder = cast('StandaloneHTMLBuilder', app.builder)
    has_parts = shows_parts(domain, pagename)
    if has_parts:
        _add_files(app)
    if domain.catalogue.is_hidden(pagename):
        # Whoever has the address may read a draft; nobody is to find it.
        context['metatags'] = context.get('metatags', '') + _NOT_FOUND
    if has_parts or domain.config.refresh == 'site':
        _relate(domain, builder, pagename, context)


_NOT_FOUND = '<meta name="robots" content="noindex" />\n'


def _add_files(app: Sphinx) -> None:
    """Link the style sheets that a page with parts needs."""
    builder = cast('StandaloneHTMLBuilder', app.builder)
    if 'sphinx_design' not in app.extensions:
        builder.add_css_file(DESIGN_STYLE_SHEET)
    builder.add_css_file(STYLE_SHEET)


def _relate(
    domain: SeriesDomain,
    builder: StandaloneHTMLBuilder,
    pagename: str,
    context: dict[str, Any],
) -> None:
    """Set the theme's Previous and Next, where they are not what Sphinx says."""
    ends: list[_End] = []
    if domain.config.relations != 'toctree':
        ends = _along_the_route(domain, pagename)
    is_hidden = bool(ends) and domain.config.relations == 'none'
    ends = ends or _past_what_is_gone(builder, pagename)
    if not ends:
        return
    # Sphinx's own are dropped, not changed: a dead entry of a toctree has none.
    links = [link for link in context.get('rellinks', ()) if link[2] not in {'N', 'P'}]
    previous, following = ends
    for name, key, word, (target, content) in (
        ('next', 'N', sphinx_('next'), following),
        ('prev', 'P', sphinx_('previous'), previous),
    ):
        related = _related(builder, pagename, target, content)
        if is_hidden:
            # Readers have it in the pager.
            _hint(name, related, context)
            related = None
        context[name] = related
        # Of these, themes make the addresses themselves.
        if related and not target.external:
            links.append((target.docname, related['title'], key, word))
    context['rellinks'] = links


def _hint(name: str, related: dict[str, str] | None, context: dict[str, Any]) -> None:
    """Put a relation into the head of a page, where themes show none."""
    if related:
        link = f'<link rel="{name}" href="{escape(related["link"])}" />\n'
        context['metatags'] = context.get('metatags', '') + link


def _along_the_route(domain: SeriesDomain, pagename: str) -> list[_End]:
    """Return what comes before and after an article on its default route.

    Before its first article and after its last is the hub.
    """
    for article in domain.catalogue.memberships.get(pagename, ())[:1]:
        view = domain.navigation(article)
        if view.route:
            return [
                (end.target, end.title) if end else (view.target, view.title)
                for end in (view.previous, view.following)
            ]
    return []


def _past_what_is_gone(builder: StandaloneHTMLBuilder, pagename: str) -> list[_End]:
    """Return what is before and after a page in toctrees, if there are dead entries."""
    relations, titles = builder.relations, builder.env.titles
    ends = previous_and_next(pagename, relations, titles)
    if [*ends] == relations.get(pagename, [None, None, None])[1:]:
        return []
    return [(Target(end or ''), ()) for end in ends]


def _related(
    builder: StandaloneHTMLBuilder, pagename: str, target: Target, content: Content
) -> dict[str, str] | None:
    """Return a page as themes want it: link, and title as HTML.

    *content* is what a page of another project is called.
    """
    if not target:
        return None
    if target.external:
        return {'link': target.uri, 'title': escape(plain_text(content))}
    return {
        'link': builder.get_relative_uri(pagename, target.docname),
        'title': title_as_html(builder, target.docname),
    }


def title_as_html(builder: StandaloneHTMLBuilder, docname: str) -> str:
    """Return a document's title as HTML.

    Most are plain words, and those need none of a writer's work.
    """
    title = builder.env.titles[docname]
    words = title.astext()
    is_text = all(isinstance(child, nodes.Text) for child in title)
    if is_text and _PLAIN.fullmatch(words) and not title.get('secnumber'):
        return words
    return str(builder.render_partial(title)['title'])


_PLAIN = re.compile(r"[\w ,.:;?!()'-]*")
