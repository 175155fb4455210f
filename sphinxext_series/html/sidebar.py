"""The part for sidebars: where the reader is in a series.

A project that wants it names the template in ``html_sidebars``.  Until a template asks
for it, nothing of it is made.
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxext_series.environment.builders import keeps_progress, shows_cards
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.html.bars import in_list, position
from sphinxext_series.html.writer import Item, Writer, listing, paragraph
from sphinxext_series.model import views
from sphinxext_series.reading.sections import numbered, pair_label
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

    from sphinxext_series.environment.domain import SeriesDomain
    from sphinxext_series.model.content import Content

TEMPLATES = Path(__file__).parents[1] / 'templates'
TEMPLATE = 'series/sidebar.html'


def is_used(config: Config) -> bool:
    """Return whether a sidebar of the project has the part."""
    return any(
        TEMPLATE.removesuffix('.html') in name
        for sidebar in config.html_sidebars.values()
        for name in sidebar
    )


def offer_template(app: Sphinx) -> None:
    """Let templates of any theme find ours, after those of project and theme.

    Not through ``templates_path``: that is a configuration value, and its change would
    have all pages written again.
    """
    if app.builder.format != 'html':
        return
    # Imported by HTML builders only.
    from sphinx.jinja2glue import (  # noqa: PLC0415
        BuiltinTemplateLoader,
        SphinxFileSystemLoader,
    )

    templates = getattr(app.builder, 'templates', None)
    if isinstance(templates, BuiltinTemplateLoader):
        templates.loaders.append(SphinxFileSystemLoader(TEMPLATES))


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

    def uri(target: str) -> str:
        return builder.get_relative_uri(docname, target)

    progress = keeps_progress(builder, domain.config)
    write = Writer(encode=html.escape, uri=uri, marked_up={}, progress=progress)
    articles = domain.catalogue.memberships.get(docname, ())
    boxes = [_of_article(write, domain.navigation(article)) for article in articles]
    shown = {article.series for article in articles}
    boxes += (
        _of_hub(write, views.contents_of(series))
        for series in domain.catalogue.hubs.get(docname, ())
        if series.name not in shown
    )
    return ''.join(boxes)


def _of_article(write: Writer, view: views.Navigation) -> str:
    """Return series, pair, and the articles: all of a short series, else those near."""
    title = write.link(view.target, write.text(view.title))
    lines = [paragraph('series-sidebar__title', title)]
    if view.pair:
        lines.append(paragraph('series-sidebar__pair', position(write, view)))
    articles = view.everything or views.near(view)
    items = (
        Item(in_list(write, each, view), f'series-tone-{each.tone}')
        for each in articles
    )
    lines.append(listing('series-sidebar__articles', items))
    return _box(write, view.title, lines)


def _of_hub(write: Writer, view: views.Contents) -> str:
    """Return the series, and its pairs as far as they are not too many."""
    title = f'<span aria-current="page">{write.text(view.title)}</span>'
    pairs = (Item(_pair(write, heading, view)) for heading in view.pairs)
    lines = [
        paragraph('series-sidebar__title', title),
        listing('series-sidebar__pairs', pairs),
    ]
    return _box(write, view.title, lines)


def _pair(write: Writer, heading: views.Heading, view: views.Contents) -> str:
    label = view.pair_label or pair_label(view.audiences)
    if heading.title:
        said = write.encode(numbered(label, heading.number))
        said += write.text(heading.short or heading.title)
    else:
        facts = {'pair': write.encode(label), 'number': str(heading.number)}
        said = write.fill(_('%(pair)s %(number)s'), **facts)
    return write.link(heading.target, said)


def _box(write: Writer, title: Content, lines: list[str]) -> str:
    label = _('Contents of the series: %(series)s')
    return write.box('series-sidebar', label, title, lines)
