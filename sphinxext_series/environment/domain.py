"""The domain: what documents claim, kept in the environment; and cross-references.

Stored are claims, by the names of the documents that make them, and excerpts of the
documents that hubs pull in.  The catalogue that follows from them is made anew in
every build and never stored.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.domains import Domain, ObjType

from sphinxext_series.environment.links import linked
from sphinxext_series.environment.resolved_text import Words
from sphinxext_series.environment.roles import CLASSES, KINDS, SeriesRole, find, similar
from sphinxext_series.model.arrangement import arrange
from sphinxext_series.model.catalogue import Catalogue
from sphinxext_series.model.content import plain_text
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.views import navigation
from sphinxext_series.reading.claims import claims_of, excerpt_of, warn_of_late_field
from sphinxext_series.reading.conditions import hold
from sphinxext_series.reading.directives.base import directives_run
from sphinxext_series.reading.freezing import thaw
from sphinxext_series.reading.markdown import warn_of_plain_fences
from sphinxext_series.reading.nodes import anchor_reference
from sphinxext_series.settings.config import SeriesConfig
from sphinxext_series.settings.doors import ARRANGED, Doors, doors_of
from sphinxext_series.settings.translation import _, __
from sphinxext_series.settings.warnings import warn, warn_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from typing import Any

    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.roles import XRefRole
    from sphinx.util.typing import RoleFunction

    from sphinxext_series.environment.roles import Referent
    from sphinxext_series.model.catalogue import Conventions, Project
    from sphinxext_series.model.claims import Claims, Condition, Excerpt
    from sphinxext_series.model.codes import Reference
    from sphinxext_series.model.reviews import Fingerprint
    from sphinxext_series.model.series import Article
    from sphinxext_series.model.views import Navigation


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
    }
    data_version: ClassVar[int] = 4

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        # Instances are not pickled: what follows lives as long as the build.
        self.catalogue = Catalogue()
        self.projects: Mapping[str, Project] = {}
        self.config = SeriesConfig()
        # Whether documents that were read again say what they said before.
        self.unchanged = False
        self.looked_up: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
        self.missed: set[tuple[object, ...]] = set()
        self._navigation: dict[Reference, Navigation] = {}
        self.builder: Builder
        self.doors = Doors()
        self.words: Words

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

    def clear_doc(self, docname: str) -> None:
        """Forget what a document said."""
        self.fingerprints.pop(docname, None)
        self.claims.pop(docname, None)
        self.excerpts.pop(docname, None)

    def merge_domaindata(
        self, docnames: AbstractSet[str], otherdata: dict[str, Any]
    ) -> None:
        """Take over what a worker's own documents said."""
        for docname in docnames:
            for name in ('claims', 'fingerprints'):
                if docname in otherdata[name]:
                    self.data[name][docname] = otherdata[name][docname]

    def note(self, docname: str, document: nodes.document) -> None:
        """Note what a document says, if it says anything."""
        metadata = self.env.metadata.get(docname, {})
        warn_of_late_field(document, docname)
        warn_of_plain_fences(document, docname, self.env.config)
        if directives_run(self.env) or 'series' in metadata:
            self.claims[docname] = claims_of(document, docname, metadata)

    def said(self, docname: str, conventions: Conventions) -> object:
        """Return what a document says, but for what no page shows of it."""
        claims = self.claims.get(docname)
        excerpt = self.excerpts.get(docname) or (claims.excerpt if claims else None)
        if excerpt is None:
            return None
        minutes = conventions.minutes(excerpt.words)
        excerpt = excerpt._replace(words=0)
        return minutes, excerpt, claims and replace(claims, excerpt=excerpt)

    def arrange(self, app: Sphinx) -> None:
        """Make the catalogue, and say what does not fit."""
        self.config = SeriesConfig.of(self.env.config)
        self.looked_up.clear()
        self.missed.clear()
        self._navigation.clear()
        self.words.forget()
        claims = dict(self._holding(app))
        self._read_excerpts(claims.values())
        catalogue = arrange(
            claims,
            self.excerpts,
            self.config.conventions,
            self.projects,
            self.env.all_docs.keys(),
        )
        checks = self.doors.checks
        problems = (problem for check in checks for problem in check(catalogue))
        self.catalogue = catalogue.with_problems(problems)
        for problem in self.catalogue.problems:
            warn_of(problem, self.env)

    def _holding(self, app: Sphinx) -> Iterator[tuple[str, Claims]]:
        """Yield the claims that hold in this build."""
        truth = self.conditions(app)
        for docname, claimed in self.claims.items():
            yield docname, claimed.holding(truth) if claimed.conditions else claimed

    def conditions(self, app: Sphinx) -> dict[tuple[Condition, ...], bool]:
        """Return the conditions under which claims stand, and whether they hold."""
        claims = self.claims.values()
        found = {each for claimed in claims for each in claimed.conditions}
        return {conditions: hold(conditions, app) for conditions in sorted(found)}

    def _read_excerpts(self, claims: Iterable[Claims]) -> None:
        """Look into the documents that are pulled in and say nothing themselves."""
        wanted = {
            pulled.docname
            for claimed in claims
            for lists in (claimed.hubs, claimed.pairs)
            for claim in lists
            for pulled in claim.pulled
        }
        for docname in sorted(wanted & self.env.all_docs.keys()):
            if docname not in self.claims and docname not in self.excerpts:
                document = self.env.get_doctree(docname)
                self.excerpts[docname] = excerpt_of(document, docname)
        for docname in self.excerpts.keys() - wanted:
            del self.excerpts[docname]

    def navigation(self, article: Article) -> Navigation:
        """Return what an article says of its place in its series.

        It is asked for several times in a row; all of them would take their room.
        """
        if article.reference not in self._navigation:
            self._navigation = {article.reference: navigation(article, self.catalogue)}
        return self._navigation[article.reference]

    # -- cross-references ------------------------------------------------------------

    def find(self, kind: str, target: str, home: str, page: str) -> Referent | None:
        """Return what a reference on *page*, written in *home*, leads to."""
        self.looked_up[page].add((kind, target, home))
        return find(self.catalogue, kind, target, home)

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
        found = self.find(typ, target, home, fromdocname)
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
        """Return links to everything that has this name."""
        found = []
        for kind in ('article', 'hub', 'pair', 'route'):
            link = self.resolve_xref(
                env, fromdocname, builder, kind, target, node, contnode
            )
            if link is not None:
                found.append((f'series:{kind}', link))
        return found

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield everything that can be referred to, for the inventory."""
        for name, series in sorted(self.catalogue.series.items()):
            if series.docname:
                title = plain_text(series.title)
                yield name, title, 'hub', *series.target[:2], -1
            for article in series.articles:
                if article.target.docname:
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


def note_claims(app: Sphinx, doctree: nodes.document) -> None:
    """Let the domain note a document, when images and titles are collected."""
    domain = series_domain(app.env)
    domain.note(domain.docname, doctree)


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
    if node.source and missed in domain.missed:
        return True
    domain.missed.add(missed)
    home = node.get('series_home', node.get('refdoc', ''))
    kinds = {
        'article': __('article'),
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


def set_builder(app: Sphinx) -> None:
    """Give the domain the builder: asking nodes or the environment is deprecated."""
    domain = series_domain(app.env)
    domain.builder = app.builder
    domain.words = Words(app.env, app.registry)
    domain.doors = doors_of(app.registry)


def arrange_series(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Let the domain make the catalogue, when all documents are read."""
    domain = series_domain(env)
    domain.projects = _other_projects(app)
    domain.arrange(app)
    app.emit(ARRANGED, env, domain.catalogue)
    return []


def _other_projects(app: Sphinx) -> dict[str, Project]:
    """Return the projects that ``conf.py`` names; where it names none, at no cost."""
    external = SeriesConfig.of(app.config).external
    if not external:
        return {}
    from sphinxext_series.federation.fetching import load_projects  # noqa: PLC0415 (see above)

    return load_projects(app, external)
