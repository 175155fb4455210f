"""What only HTML has: elements, style sheets, a script, the theme's Previous and Next.

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

from sphinxext_series.environment.builders import keeps_progress, shows_cards
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.environment.links import beside
from sphinxext_series.html import bars, chips, progress
from sphinxext_series.html.writer import Writer
from sphinxext_series.model.content import plain_text
from sphinxext_series.model.series import Target
from sphinxext_series.reading import nodes as series_nodes
from sphinxext_series.reading.nodes import (
    block,
    navigation_bar,
    plain_list,
    plain_sequence,
    progress_control,
)
from sphinxext_series.rendering.page import shows_articles

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinxext_series.environment.domain import SeriesDomain
    from sphinxext_series.model.content import Content

    _End = tuple[Target, Content]

STYLE_SHEET = 'series.css'
#: The look of cards comes from there; projects that load it have it on every page.
DESIGN_STYLE_SHEET = 'sphinx-design.min.css'


# -- elements --------------------------------------------------------------------------


def _visit_list(self: Any, node: nodes.Element) -> None:
    # Safari takes a list without bullets for no list, unless it is told so.
    attributes = {'role': 'list'}
    if 'label' in node:
        attributes['aria-label'] = node['label']
    self.context.append((self.compact_simple, self.compact_p))
    self.compact_p, self.compact_simple = None, False
    self.body.append(self.starttag(node, _list_tag(node), **attributes))


def _depart_list(self: Any, node: nodes.Element) -> None:
    self.compact_simple, self.compact_p = self.context.pop()
    self.body.append(f'</{_list_tag(node)}>\n')


def _list_tag(node: nodes.Element) -> str:
    return 'ol' if isinstance(node, plain_sequence) else 'ul'


def _visit_block(self: Any, node: nodes.Element) -> None:
    attributes = {'data-series': node['series']} if 'series' in node else {}
    self.body.append(self.starttag(node, 'div', **attributes))


def _depart_block(self: Any, _node: nodes.Element) -> None:
    self.body.append('</div>\n')


def _visit_navigation_bar(self: Any, node: nodes.Element) -> None:
    titles = cast('list[nodes.Element]', node.children)
    marked_up = {title['content']: _html_of(self, title) for title in titles}
    bar = bars.top if node['where'] == 'top' else bars.bottom
    self.body.append(bar(_writer(self, marked_up), node['view'], marks=node['marks']))
    raise nodes.SkipNode


def _visit_card(self: Any, node: nodes.Element) -> None:
    children = cast('list[nodes.Element]', node.children)
    titles = [child for child in children if 'content' in child]
    marked_up = {title['content']: _html_of(self, title) for title in titles}
    write = _writer(self, marked_up)
    self.body.append(self.starttag(node, 'li', ''))
    self.body.append(chips.head(write, node['view']))
    for child in children:
        if 'content' not in child:
            child.walkabout(self)
    self.body.append(chips.foot(write, node['view']) + '</li>\n')
    raise nodes.SkipNode


def _visit_chips(self: Any, node: nodes.Element) -> None:
    row = chips.steps if node['kind'] == 'steps' else chips.stops
    self.body.append(row(_writer(self, {}), node['row']))
    raise nodes.SkipNode


def _visit_progress_control(self: Any, node: nodes.Element) -> None:
    write, view = _writer(self, {}), node['view']
    if node['kind'] == 'onward':
        html = progress.onward(write)
    elif node['kind'] == 'overview':
        html = progress.overview(write, view)
    else:
        html = progress.choice(write, node['series'], view)
    self.body.append(f'{html}\n')
    raise nodes.SkipNode


def _writer(self: Any, marked_up: dict[Content, str]) -> Writer:
    builder = self.builder
    here = builder.current_docname

    def uri(docname: str) -> str:
        return str(builder.get_relative_uri(here, docname))

    return Writer(
        encode=self.encode,
        uri=uri,
        marked_up=marked_up,
        progress=keeps_progress(builder, series_domain(builder.env).config),
    )


def _html_of(self: Any, element: nodes.Element) -> str:
    """Return what an element holds as HTML."""
    start = len(self.body)
    for child in element.children:
        child.walkabout(self)
    html = ''.join(self.body[start:])
    del self.body[start:]
    return html


def register_elements(app: Sphinx) -> None:
    """Register the nodes that HTML shows in its own way."""
    app.add_node(plain_list, html=(_visit_list, _depart_list))
    app.add_node(plain_sequence, html=(_visit_list, _depart_list))
    app.add_node(block, html=(_visit_block, _depart_block))
    app.add_node(navigation_bar, html=(_visit_navigation_bar, None))
    app.add_node(series_nodes.card, html=(_visit_card, None))
    app.add_node(series_nodes.chips, html=(_visit_chips, None))
    app.add_node(progress_control, html=(_visit_progress_control, None))


# -- style sheets, and the script ------------------------------------------------------


def copy_assets(app: Sphinx, builder: Builder) -> None:
    """Copy style sheets and script, if there is anything that they are for."""
    if not shows_cards(builder) or not series_domain(app.env).claims:
        return
    static = Path(builder.outdir, '_static')
    static.mkdir(exist_ok=True)
    copyfile(_own(STYLE_SHEET), static / STYLE_SHEET, force=True)
    if 'sphinx_design' not in app.extensions:
        copyfile(_design_style_sheet(), static / DESIGN_STYLE_SHEET)
    for name in (progress.STYLE_SHEET, progress.SCRIPT):
        if keeps_progress(builder, series_domain(app.env).config):
            copyfile(_own(name), static / name, force=True)
        else:
            (static / name).unlink(missing_ok=True)


def _own(name: str) -> Path:
    return Path(__file__).parents[1] / 'static' / name


def _design_style_sheet() -> Path:
    package = Path(str(files('sphinx_design')))
    found = package / 'static' / DESIGN_STYLE_SHEET
    # Where sphinx-design 0.7 keeps it.
    return found if found.exists() else package / 'compiled' / 'style.min.css'


def complete_page(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Link style sheets and script, and let Previous and Next follow the series."""
    if doctree is None or not shows_cards(app.builder):
        return
    domain = series_domain(app.env)
    builder = cast('StandaloneHTMLBuilder', app.builder)
    shown = is_shown(domain, pagename)
    if shown:
        _add_files(app, pagename)
    if shown or domain.config.refresh == 'site':
        _relate(domain, builder, pagename, context)


def _add_files(app: Sphinx, pagename: str) -> None:
    """Link the style sheets and the script that a page needs."""
    domain = series_domain(app.env)
    builder = cast('StandaloneHTMLBuilder', app.builder)
    if 'sphinx_design' not in app.extensions:
        builder.add_css_file(DESIGN_STYLE_SHEET)
    builder.add_css_file(STYLE_SHEET)
    if keeps_progress(builder, domain.config) and shows_articles(domain, pagename):
        word = progress.word_for_read()
        builder.add_css_file(progress.STYLE_SHEET)
        builder.add_js_file(progress.SCRIPT, defer='defer', **{'data-read': word})


def is_shown(domain: SeriesDomain, pagename: str) -> bool:
    """Return whether a page shows anything of a series but references."""
    claims = domain.claims.get(pagename)
    return bool(
        domain.catalogue.memberships.get(pagename)
        or (claims and (claims.hubs or claims.parts))
    )


def _relate(
    domain: SeriesDomain,
    builder: StandaloneHTMLBuilder,
    pagename: str,
    context: dict[str, Any],
) -> None:
    """Set the theme's Previous and Next, where they are not what Sphinx says."""
    ends: list[_End] = []
    if domain.config.relations == 'series':
        ends = _along_the_route(domain, pagename)
    ends = ends or _past_what_is_gone(builder, pagename)
    if not ends:
        return
    # Sphinx's own are dropped, not changed: a dead entry of a toctree has none.
    links = [link for link in context.get('rellinks', ()) if link[2] not in 'NP']
    previous, following = ends
    for name, key, word, (target, content) in (
        ('next', 'N', sphinx_('next'), following),
        ('prev', 'P', sphinx_('previous'), previous),
    ):
        related = _related(builder, pagename, target, content)
        context[name] = related
        # Of these, themes make the addresses themselves.
        if related and not target.external:
            links.append((target.docname, related['title'], key, word))
    context['rellinks'] = links


def _along_the_route(domain: SeriesDomain, pagename: str) -> list[_End]:
    """Return what comes before and after an article on its default route.

    Before its beginning and behind its end is the hub.
    """
    for article in domain.catalogue.memberships.get(pagename, ())[:1]:
        view = domain.navigation(article)
        if view.step:
            return [
                (end.target, end.title) if end else (view.target, view.title)
                for end in (view.previous, view.following)
            ]
    return []


def _past_what_is_gone(builder: StandaloneHTMLBuilder, pagename: str) -> list[_End]:
    """Return what is before and after a page in toctrees, if there are dead entries."""
    relations, titles = builder.relations, builder.env.titles
    near = beside(pagename, relations, titles)
    if [*near] == relations.get(pagename, [None, None, None])[1:]:
        return []
    return [(Target(end or ''), ()) for end in near]


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
