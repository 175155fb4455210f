"""The domain: what documents claim, kept in the environment; and cross-references.

Stored are claims, by the names of the documents that make them, and excerpts of the
documents that hubs pull in.  The catalogue that follows from them is made anew in
every build and never stored.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.domains import Domain, ObjType
from sphinx.util import docname_join

from sphinxext_series.environment.links import linked
from sphinxext_series.environment.roles import CLASSES, KINDS, SeriesRole, similar
from sphinxext_series.environment.shared import Shared
from sphinxext_series.model.content import plain_text
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.reading.freezing import thaw
from sphinxext_series.reading.nodes import anchor_reference
from sphinxext_series.settings.translation import _, __
from sphinxext_series.settings.warnings import warn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from typing import Any

    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.roles import XRefRole
    from sphinx.util.typing import RoleFunction

    from sphinxext_series.environment.build import Build
    from sphinxext_series.environment.resolved_text import Words
    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.claims import Claims, Excerpt, Part
    from sphinxext_series.model.navigation import Navigation
    from sphinxext_series.model.reviews import Fingerprint
    from sphinxext_series.model.series import Article
    from sphinxext_series.settings.config import SeriesConfig
    from sphinxext_series.settings.doors import Doors


class SeriesDomain(Domain):
    """Series, their articles, pairs and routes."""

    name: ClassVar[str] = 'series'
    label: ClassVar[str] = _('Series')
    object_types: ClassVar[dict[str, ObjType]] = {
        'hub': ObjType(_('series'), 'hub'),
        'article': ObjType(_('article'), 'article'),
        'pair': ObjType(_('pair'), 'pair'),
        'route': ObjType(_('route'), 'route'),
    }
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {
        kind: SeriesRole() for kind in KINDS
    }
    initial_data: ClassVar[dict[str, object]] = {
        'claims': {},
        'excerpts': {},
        'fingerprints': {},
        'shared': {},
    }
    data_version: ClassVar[int] = 5

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        # Not pickled: a domain's instance lives as long as the build.
        self.build: Build

    @property
    def docname(self) -> str:
        """The document that is being read or written."""
        return self.env.current_document.docname

    @property
    def claims(self) -> dict[str, Claims]:
        """What documents claim, by their names."""
        return self.data['claims']  # type: ignore[no-any-return]

    @property
    def excerpts(self) -> dict[str, Excerpt]:
        """What is known of documents that hubs pull in, by their names."""
        return self.data['excerpts']  # type: ignore[no-any-return]

    @property
    def fingerprints(self) -> dict[str, Fingerprint]:
        """What remains of documents' texts, by their names, where reviews are kept."""
        return self.data['fingerprints']  # type: ignore[no-any-return]

    @property
    def shared(self) -> dict[str, Shared]:
        """What other pages show of documents, in short, by their names."""
        return self.data['shared']  # type: ignore[no-any-return]

    def clear_doc(self, docname: str) -> None:
        """Forget what a document said."""
        for notes in self.data.values():
            if isinstance(notes, dict):
                notes.pop(docname, None)

    def merge_domaindata(
        self, docnames: AbstractSet[str], otherdata: dict[str, Any]
    ) -> None:
        """Take over what a worker's own documents said."""
        for docname in docnames:
            for name in ('claims', 'fingerprints', 'shared'):
                if docname in otherdata[name]:
                    self.data[name][docname] = otherdata[name][docname]

    def note(self, docname: str, claims: Claims) -> None:
        """Note what a document claims."""
        self.claims[docname] = claims
        self.shared[docname] = Shared.of(claims, self.env.tocs.get(docname))

    # -- of this build ---------------------------------------------------------------

    @property
    def builder(self) -> Builder:
        """The builder that writes the pages."""
        return self.build.builder

    @property
    def catalogue(self) -> Catalogue:
        """All series; none before all documents are read."""
        return self.build.catalogue

    @property
    def config(self) -> SeriesConfig:
        """What the project says in ``conf.py``."""
        return self.build.config

    @property
    def words(self) -> Words:
        """The words of authors' texts."""
        return self.build.words

    @property
    def doors(self) -> Doors:
        """What other extensions have added."""
        return self.build.doors

    def view(self, part: Part) -> object:
        """Return what a part of a page shows; None if that is nothing."""
        return self.build.view(part)

    def navigation(self, article: Article) -> Navigation:
        """Return what an article says of its place in its series."""
        return self.build.navigation(article)

    # -- cross-references ------------------------------------------------------------

    def resolve_xref(  # type: ignore[override]  # noqa: PLR0917 (Sphinx's signature)
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> Element | None:
        """Return a link to what is named, with its title."""
        home = node.get('series_home', fromdocname)
        found = self.build.find(typ, target, home, fromdocname)
        if found is None:
            return None
        if node.get('refexplicit'):
            contnode['classes'] = [*CLASSES]
            content: list[nodes.Node] = [contnode]
        else:
            inline = nodes.inline('', '', *thaw(found.title, fromdocname))
            inline['classes'] = [*CLASSES]
            _take_references_out(inline)
            content = [inline]
        link = linked(builder, fromdocname, found.target, content)
        if link is not None and found.hint:
            link['reftitle'] = found.hint
        return link or nodes.inline('', '', *content)

    def resolve_any_xref(  # type: ignore[override]  # noqa: PLR0917 (as above)
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, Element]]:
        """Return links to everything that has this name.

        A series may be called like a document or a label: these have it before.
        """
        if self._is_elsewhere(builder, target, node, contnode):
            return []
        found = []
        for kind in ('article', 'hub', 'pair', 'route'):
            link = self.resolve_xref(
                env, fromdocname, builder, kind, target, node, contnode
            )
            if link is not None:
                found.append((f'series:{kind}', link))
        return found

    def _is_elsewhere(
        self, builder: Builder, target: str, node: pending_xref, contnode: Element
    ) -> bool:
        """Return whether anything but a series has this name."""
        page = node.get('refdoc', self.docname)
        if docname_join(page, target) in self.env.found_docs:
            return True
        for domain in self.env.domains.sorted():
            if domain.name != self.name:
                with suppress(NotImplementedError):
                    if domain.resolve_any_xref(
                        self.env, page, builder, target, node, contnode
                    ):
                        return True
        return False

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield everything that can be referred to, for the inventory."""
        for name, series in sorted(self.catalogue.series.items()):
            if series.docname:
                title = plain_text(series.title)
                yield name, title, 'hub', *series.target[:2], -1
            for article in series.articles:
                if article.target.docname and article.listed:
                    title = f'{article.code}: {plain_text(article.title)}'
                    full = str(article.reference)
                    yield full, title, 'article', article.docname, '', -1
            for number, pair in series.pairs.items():
                if series.docname and pair.target:
                    title = plain_text(pair.title) or str(number)
                    full = f'{name}/{number}'
                    yield full, title, 'pair', *pair.target[:2], -1
            for route in series.routes:
                if series.docname and route.declared:
                    title = plain_text(route.title)
                    full = f'{name}/{route.name}'
                    yield full, title, 'route', *route.target[:2], -1


def _take_references_out(title: nodes.Element) -> None:
    """Leave only the text of references in a title: it becomes a reference itself.

    Sphinx would not resolve them: it looks for references once, and these are new.
    """
    for reference in list(title.findall(_is_reference)):
        reference.parent.replace(reference, reference.children)


def _is_reference(node: nodes.Node) -> bool:
    return isinstance(node, pending_xref | anchor_reference | nodes.reference)


def series_domain(env: BuildEnvironment) -> SeriesDomain:
    """Return the domain of an environment."""
    domain = env.domains['series']
    assert isinstance(domain, SeriesDomain)  # noqa: S101 (for the type checker)
    return domain


def warn_of_missing_target(
    _app: Sphinx, domain: Domain, node: pending_xref
) -> bool | None:
    """Say what was not found, in place of Sphinx's warning.

    Once for each place: a summary stands in its article and on hubs.
    """
    if not isinstance(domain, SeriesDomain):
        return None
    if domain.words.resolving:
        return True  # it will be said where the text stands
    kind, target = node['reftype'], node['reftarget']
    missed = (node.source, node.line, kind, target)
    if node.source and missed in domain.build.missed:
        return True
    domain.build.missed.add(missed)
    home = node.get('series_home', node.get('refdoc', ''))
    kinds = {
        'article': __('article'),
        'code': __('article'),
        'hub': __('series'),
        'pair': __('pair'),
        'route': __('route'),
        'companion': __('companion for audience'),
    }
    warn(
        Diagnostic.UNKNOWN_TARGET,
        node,
        kind=kinds[kind],
        target=target,
        similar=similar(domain.catalogue, kind, target, home),
    )
    return True
