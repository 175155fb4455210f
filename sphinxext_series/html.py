"""What only HTML has: elements, style sheets, the theme's Previous and Next.

All of it may vanish without loss of meaning.  Pages that show nothing of a series are
left as they are, and so are projects without one.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx.util.osutil import copyfile

from sphinxext_series import views
from sphinxext_series.domain import series_domain
from sphinxext_series.nodes import (
    block,
    current,
    disclosure,
    landmark,
    plain_list,
    plain_sequence,
)
from sphinxext_series.transforms import shows_cards

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinxext_series.domain import SeriesDomain

STYLE_SHEET = 'series.css'
#: The look of cards comes from there; projects that load it have it on every page.
DESIGN_STYLE_SHEET = 'sphinx-design.min.css'


# -- elements ------------------------------------------------------------------------------


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


def _visit_current(self: Any, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, 'span', '', **{'aria-current': 'page'}))


def _depart_current(self: Any, _node: nodes.Element) -> None:
    self.body.append('</span>')


def _visit_landmark(self: Any, node: nodes.Element) -> None:
    label = {'aria-label': node['label']}
    self.body.append(self.starttag(node, 'nav', **label))


def _depart_landmark(self: Any, _node: nodes.Element) -> None:
    self.body.append('</nav>\n')


def _visit_disclosure(self: Any, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, 'details'))
    self.body.append(f'<summary>{self.encode(node["summary"])}</summary>\n')


def _depart_disclosure(self: Any, _node: nodes.Element) -> None:
    self.body.append('</details>\n')


def register_elements(app: Sphinx) -> None:
    """Register the nodes that HTML shows in its own way."""
    app.add_node(plain_list, html=(_visit_list, _depart_list))
    app.add_node(plain_sequence, html=(_visit_list, _depart_list))
    app.add_node(block, html=(_visit_block, _depart_block))
    app.add_node(current, html=(_visit_current, _depart_current))
    app.add_node(landmark, html=(_visit_landmark, _depart_landmark))
    app.add_node(disclosure, html=(_visit_disclosure, _depart_disclosure))


# -- style sheets --------------------------------------------------------------------------


def copy_style_sheets(app: Sphinx, builder: Builder) -> None:
    """Copy the style sheets, if there is anything that they would style."""
    if not shows_cards(builder) or not series_domain(app.env).claims:
        return
    static = Path(builder.outdir, '_static')
    static.mkdir(exist_ok=True)
    own = Path(__file__).with_name('static') / STYLE_SHEET
    copyfile(own, static / STYLE_SHEET)
    if 'sphinx_design' not in app.extensions:
        design = Path(str(files('sphinx_design') / 'static' / DESIGN_STYLE_SHEET))
        copyfile(design, static / DESIGN_STYLE_SHEET)


def complete_page(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Link the style sheets, and let Previous and Next follow the series."""
    domain = series_domain(app.env)
    if (
        doctree is None
        or not shows_cards(app.builder)
        or not is_shown(domain, pagename)
    ):
        return
    builder = cast('StandaloneHTMLBuilder', app.builder)
    if 'sphinx_design' not in app.extensions:
        builder.add_css_file(DESIGN_STYLE_SHEET)
    builder.add_css_file(STYLE_SHEET)
    if domain.config.relations == 'series':
        _relate(domain, builder, pagename, context)


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
    """Set the theme's Previous and Next to those of the article's default route.

    Before its beginning and behind its end is the hub.
    """
    for article in domain.catalogue.memberships.get(pagename, ())[:1]:
        view = views.navigation(article, domain.catalogue)
        if not view.step:
            return
        for name, key, mention in (
            ('next', 'N', view.following),
            ('prev', 'P', view.previous),
        ):
            docname = mention.docname if mention else view.docname
            related = _related(builder, pagename, docname)
            context[name] = related
            context['rellinks'] = [
                (docname, related['title'], key, link[3])
                if link[2] == key and related
                else link
                for link in context.get('rellinks', [])
                if link[2] != key or related
            ]


def _related(
    builder: StandaloneHTMLBuilder, pagename: str, docname: str
) -> dict[str, str] | None:
    """Return a page as themes want it: link, and title as HTML."""
    if not docname:
        return None
    return {
        'link': builder.get_relative_uri(pagename, docname),
        'title': builder.render_partial(builder.env.titles[docname])['title'],
    }
