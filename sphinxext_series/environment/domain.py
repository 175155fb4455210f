"""The domain: what documents claim, kept in the environment; and cross-references.

Stored are claims, by the names of the documents that make them, and excerpts of the
documents that hubs pull in.  The catalogue that follows from them is made anew in
every build and never stored.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole

from sphinxext_series.settings.config import SeriesConfig
from sphinxext_series.settings.doors import ARRANGED, PAGE_SHOWS, doors_of
from sphinxext_series.settings.later import is_own, later, load
from sphinxext_series.settings.state_files import UNREADABLE, file_of
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from typing import Any

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import RoleFunction

    from sphinxext_series.environment.build import Build
    from sphinxext_series.environment.references.resolved_text import Words
    from sphinxext_series.environment.shared import Shared
    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.claims import Claims, Excerpt, Part
    from sphinxext_series.model.pages.navigation import Navigation
    from sphinxext_series.model.reviews import Fingerprint
    from sphinxext_series.model.series import Article
    from sphinxext_series.settings.doors import Doors


#: What a reference can lead to.
KINDS = ('article', 'code', 'hub', 'pair', 'route', 'companion')
#: What ends the cache of an output whose pages show nothing of a series.
_NOTHING_SHOWN = b'"pages": {}}'


class SeriesRole(XRefRole):
    """A reference to something of a series; its title is found when it is written."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)


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
    data_version: ClassVar[int] = 6

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        # Not pickled: a domain's instance lives as long as the application.
        self.app: Sphinx
        #: Whether documents were read, or are gone, since there is this application.
        self.has_changed = False

    def begin(self, app: Sphinx) -> None:
        """Begin a build: nothing is known of any series before documents are read."""
        self.app = app
        vars(self).pop('build', None)
        vars(self).pop('is_used', None)

    @cached_property
    def build(self) -> Build:
        """What this build knows of all series."""
        current: Build = load('environment.build:begun')(self.app)
        return current

    @cached_property
    def is_used(self) -> bool:
        """Whether there can be anything to do, asked when all documents are read.

        There is nothing where none was read, nobody says anything of a series, and the
        pages that are there show nothing of one: such a build imports no more.
        """
        return (
            self.has_changed
            or bool(self.claims)
            or SeriesConfig.of(self.app.config) != SeriesConfig()
            or self._has_others()
            or not self._shows_nothing()
        )

    def _has_others(self) -> bool:
        """Return whether another extension has come in by one of the doors."""
        listeners = self.app.events.listeners
        handlers = [
            listener.handler
            for event in (ARRANGED, PAGE_SHOWS)
            for listener in listeners.get(event, ())
        ]
        doors = doors_of(self.app.registry)
        return not all(map(is_own, handlers)) or bool(
            doors.checks or doors.parts or doors.outputs or doors.templates
        )

    def _shows_nothing(self) -> bool:
        try:
            cache = file_of(self.app.builder, 'series').read_bytes()
        except UNREADABLE:
            return False
        return cache.endswith(_NOTHING_SHOWN)

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
        """Forget what a document said: it is gone, or will be read."""
        self.has_changed = True
        vars(self).pop('is_used', None)
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
        of = load('environment.shared:Shared').of
        self.shared[docname] = of(claims, self.env.tocs.get(docname))

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
        link: Element | None = _resolve(
            self, fromdocname, builder, typ, target, node, contnode
        )
        return link

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
        links: list[tuple[str, Element]] = _resolve_any(
            self, fromdocname, builder, target, node, contnode
        )
        return links

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield everything that can be referred to, for the inventory."""
        if self.is_used:
            yield from _objects(self.catalogue)


_resolve = later('environment.references.resolving:resolve')
_resolve_any = later('environment.references.resolving:resolve_any')
_objects = later('environment.references.resolving:objects')


def series_domain(env: BuildEnvironment) -> SeriesDomain:
    """Return the domain of an environment."""
    domain = env.domains['series']
    assert isinstance(domain, SeriesDomain)  # noqa: S101 (for the type checker)
    return domain


def is_used(app: Sphinx, *_arguments: object) -> bool:
    """Return whether there is anything to do in this build; for event handlers."""
    return series_domain(app.env).is_used


def is_used_in(env: BuildEnvironment) -> bool:
    """Return the same, for transforms of pages."""
    return series_domain(env).is_used
