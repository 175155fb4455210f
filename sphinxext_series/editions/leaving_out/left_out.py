"""References to what an edition leaves out: its title, and where it can be read.

Sphinx would print the raw name of a document or label, and warn of it.  So what the
whole project knows is asked first, by the domains of every extension; what they lead to
is left out or is not.
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, NamedTuple, cast

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.util.logging import suppress_logging
from sphinx.util.nodes import clean_astext

from sphinxext_series.environment.domain import series_domain
from sphinxext_series.environment.references.roles import find
from sphinxext_series.model.values import Value
from sphinxext_series.rendering.text.page import filled
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx import addnodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.model.catalogue import Catalogue


#: Roles that show the title of what they lead to.
_TITLED = frozenset({'doc', 'ref', 'numref', 'eq', 'myst', 'any'})


class Destination(NamedTuple):
    """Where a reference leads, and what it says there."""

    docname: str
    anchor: str
    content: list[nodes.Node]


def copy_of(env: BuildEnvironment, app: Sphinx) -> BuildEnvironment:
    """Return an environment of its own, as a later build would find it."""
    copied = cast('BuildEnvironment', pickle.loads(pickle.dumps(env)))  # noqa: S301
    copied.setup(app)
    return copied


class Whole(Value, frozen=False):
    """The whole project, before an edition left something out.

    *named* are the editions by the documents that they hold, *url* is where the site
    has a document.
    """

    env: BuildEnvironment
    catalogue: Catalogue
    named: dict[str, str]
    url: str = ''

    def destination(
        self, node: addnodes.pending_xref, builder: Builder
    ) -> Destination | None:
        """Return where a reference leads in the whole project, or None."""
        destination = None
        if node.get('refdomain') == 'series':
            return self._in_series(node)
        with suppress_logging():
            if node.get('refdomain') == 'math':
                destination = self._equation(node)
            elif node['reftype'] == 'numref':
                destination = self._numbered(node)
            elif node['reftype'] == 'myst' and node.get('refdomain') == 'doc':
                destination = self._markdown(node)
            else:
                destination = self._resolved(node, _Addresses(builder))
        return destination

    def link(
        self, node: addnodes.pending_xref, destination: Destination
    ) -> list[nodes.Node]:
        """Return a link to the site, or the title and the edition that has it."""
        if destination.docname not in self.env.all_docs:
            return destination.content  # a page of another project
        if self.url:
            address = self.url.replace('{docname}', destination.docname)
            uri = f'{address}#{destination.anchor}' if destination.anchor else address
            return [nodes.reference('', '', *destination.content, refuri=uri)]
        is_titled = node.get('refdomain') == 'series' or node['reftype'] in _TITLED
        if node.get('refexplicit') or not is_titled:
            return destination.content
        title: list[nodes.Node] = [nodes.emphasis('', '', *destination.content)]
        if destination.docname not in self.named:
            return title
        edition: list[nodes.Node] = [
            nodes.emphasis('', self.named[destination.docname])
        ]
        return filled(_('%(title)s (in %(edition)s)'), title=title, edition=edition)

    def _in_series(self, node: addnodes.pending_xref) -> Destination | None:
        home = node.get('series_home', node.get('refdoc', ''))
        series_object = find(self.catalogue, node['reftype'], node['reftarget'], home)
        if series_object is None:
            return None
        words = series_domain(self.env).build.words.of(series_object.title)
        docname, anchor, _uri = series_object.target
        return Destination(docname, anchor, _content(node, words))

    def _markdown(self, node: addnodes.pending_xref) -> Destination:
        """Return where a link to a Markdown file leads: MyST resolves it itself."""
        docname, anchor = node['reftarget'], node.get('reftargetid') or ''
        slugs = self.env.metadata.get(docname, {}).get('myst_slugs', {})
        words = self._title(docname)
        if anchor in slugs:
            _line, anchor, words = slugs[anchor]
        return Destination(docname, anchor, _content(node, words))

    def _equation(self, node: addnodes.pending_xref) -> Destination | None:
        """Return an equation by its document: it has a number only, of another book."""
        equations = self.env.domains.math_domain.equations
        docname, _number = equations.get(node['reftarget'], ('', 0))
        if not docname:
            return None
        anchor = nodes.make_id(f'equation-{node["reftarget"]}')
        return Destination(docname, anchor, _content(node, self._title(docname)))

    def _title(self, docname: str) -> str:
        title = self.env.titles.get(docname)
        return clean_astext(title) if title else docname

    def _numbered(self, node: addnodes.pending_xref) -> Destination | None:
        """Return a figure by its title: its number is that of another book."""
        std = self.env.domains.standard_domain
        docname, anchor = std.anonlabels.get(node['reftarget'], ('', ''))
        _docname, _anchor, title = std.labels.get(node['reftarget'], ('', '', ''))
        words = str(title) or node.astext()
        return Destination(docname, anchor, _content(node, words)) if docname else None

    def _resolved(
        self, node: addnodes.pending_xref, addresses: _Addresses
    ) -> Destination | None:
        content = cast('nodes.Element', node[0].deepcopy())
        for link in self._links(node, addresses, content):
            if link is not None and addresses.docname:
                anchor = str(link.get('refuri', '')).partition('#')[2]
                return Destination(addresses.docname, anchor, link.children)
            if link is not None:
                return None  # to a place on its own page
        return None

    def _links(
        self,
        node: addnodes.pending_xref,
        addresses: _Addresses,
        content: nodes.Element,
    ) -> Iterator[nodes.Element | None]:
        """Yield what the domains make of a reference, the likeliest first."""
        kind, target, home = node['reftype'], node['reftarget'], node.get('refdoc', '')
        builder = cast('Builder', addresses)
        for domain, kinds in self._asked(node.get('refdomain', ''), kind):
            for role in kinds:
                try:
                    yield domain.resolve_xref(
                        self.env, home, builder, role, target, node, content
                    )
                except (NoUri, NotImplementedError):
                    continue
            if kinds:
                continue
            try:
                links = domain.resolve_any_xref(
                    self.env, home, builder, target, node, content
                )
            except (NoUri, NotImplementedError):
                continue
            for _role, link in links:
                yield link

    def _asked(self, name: str, kind: str) -> Iterator[tuple[Domain, tuple[str, ...]]]:
        """Yield the domains to ask, and as which roles; any of them, if it is none."""
        domains = self.env.domains
        if kind in {'any', 'myst'}:
            yield domains.standard_domain, ('doc', 'ref')
            for domain in domains.sorted():
                yield domain, ()
        elif name in domains:
            yield domains[name], (kind,)


class _Addresses:
    """A builder that notes which document was asked for, and can go everywhere."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self.docname = ''

    def get_relative_uri(self, _from: str, to: str, _typ: str | None = None) -> str:
        self.docname = to
        return ''

    def get_target_uri(self, docname: str, _typ: str | None = None) -> str:
        self.docname = docname
        return ''

    def __getattr__(self, name: str) -> object:
        return getattr(self._builder, name)


def _content(node: addnodes.pending_xref, words: str) -> list[nodes.Node]:
    """Return what a reference says: what its author wants, or the title."""
    if node.get('refexplicit'):
        return [cast('nodes.Element', node[0].deepcopy())]
    return [nodes.inline('', words)]
