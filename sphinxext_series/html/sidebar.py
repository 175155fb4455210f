"""The part for sidebars: where the reader is in a series.

A project that wants it names the template in ``html_sidebars``.  Until a template asks
for it, nothing of it is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinxext_series.environment.builders import keeps_progress, shows_cards
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.html.templates import TemplatePage, templates_of
from sphinxext_series.model.pages import views
from sphinxext_series.model.pages.navigation import neighbours

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.environment.domain import SeriesDomain

#: What projects name: a template of the theme's kind, which asks for the part.
TEMPLATE = 'series/sidebar.html'
#: The part itself.
CONTENTS = 'series/contents.html'


def is_used(config: Config) -> bool:
    """Return whether a sidebar of the project has the part."""
    return any(
        TEMPLATE.removesuffix('.html') in name
        for sidebar in config.html_sidebars.values()
        for name in sidebar
    )


def shown_with(app: Sphinx, env: BuildEnvironment, docname: str) -> str:
    """Return what a hub is written again for: what its sidebar shows."""
    if app.builder.format != 'html' or not is_used(app.config):
        return ''
    hubs = series_domain(env).catalogue.hubs.get(docname, ())
    return repr([views.contents_of(series) for series in hubs])


def offer_part(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give templates of hubs and articles a function that returns the part."""
    domain = series_domain(app.env)
    if doctree is None or not shows_cards(app.builder):
        return
    if pagename in domain.catalogue.memberships or pagename in domain.catalogue.hubs:
        # A function, and no other callable: builders that write the context as data
        # leave functions out.
        context['series_sidebar'] = lambda: part(domain, app.builder, pagename)


def part(domain: SeriesDomain, builder: Builder, docname: str) -> str:
    """Return what sidebars of a page show: a box for each of its series."""
    page = TemplatePage(
        docname=docname,
        builder=builder,
        progress=keeps_progress(builder, domain.config),
        texts={},
        own_texts={},
        own_ids={},
    )
    templates = templates_of(builder)
    articles = domain.catalogue.memberships.get(docname, ())
    boxes = []
    for article in articles:
        view = domain.navigation(article)
        listed = view.everything or neighbours(view)
        boxes.append(templates.render(CONTENTS, page, view=view, articles=listed))
    names = {article.series for article in articles}
    for series in domain.catalogue.hubs.get(docname, ()):
        if series.name not in names:
            contents = views.contents_of(series)
            boxes.append(templates.render(CONTENTS, page, view=contents, articles=()))
    return ''.join(boxes)
