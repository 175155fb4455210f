"""Which pages to write again.

A page is rendered from values (see ``views``).  What it was rendered from is
remembered beside the doctrees, for each builder and output directory on its own: the
environment is not the output, two builders may share one environment, and a build may
end before its pages are written.  A page whose values differ from what is remembered
is written again.

Comparing takes a while, and mostly it need not be done: after a build that left no page
stale, none is until a document says something else.  So the state of the environment is
remembered, too, and what documents say is compared when they are read again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, cast

from sphinx import addnodes
from sphinx.environment import CONFIG_OK

from sphinxext_series.environment.builders import (
    keeps_progress,
    shows_cards,
)
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.environment.links import beside
from sphinxext_series.environment.roles import find
from sphinxext_series.model import views
from sphinxext_series.model.claims import Claims
from sphinxext_series.model.content import Branch
from sphinxext_series.reading.freezing import thaw
from sphinxext_series.settings.config import SeriesConfig
from sphinxext_series.settings.doors import PAGE_SHOWS
from sphinxext_series.settings.state_files import UNREADABLE, file_of, write_whole
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path
    from typing import Any

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.environment.domain import SeriesDomain
    from sphinxext_series.model.claims import Part
    from sphinxext_series.model.series import Article

#: Part of every digest: pages are written again when rendering itself has changed.
RENDERING = 1

#: How the kind of a reference ends, in texts with markup.
_REFERENCE = ':pending_xref'
#: The kind of an image.
_IMAGE = 'docutils.nodes:image'

Lookup = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a page was rendered from, and what it looked up on the way."""

    digest: str
    lookups: tuple[Lookup, ...] = ()


@dataclass(slots=True)
class Memory:
    """What the pages of one output were rendered from, by their documents.

    *state* is that of the environment when none of the pages was stale, or empty;
    *elsewhere* that of other projects.
    """

    path: Path
    state: str = ''
    elsewhere: str = ''
    pages: dict[str, Remembered] = field(default_factory=dict)

    @classmethod
    def of(cls, builder: Builder) -> Memory:
        """Return the memory of a builder's output; an unreadable one is empty."""
        path = file_of(builder, 'series')
        try:
            stored = json.loads(path.read_bytes())
            pages = {
                str(docname): Remembered(
                    str(digest), tuple((str(a), str(b), str(c)) for a, b, c in lookups)
                )
                for docname, (digest, lookups) in stored['pages'].items()
            }
            return cls(path, str(stored['state']), str(stored['elsewhere']), pages)
        except UNREADABLE:
            return cls(path)

    def save(self) -> None:
        """Write the memory for the next build."""
        pages = {
            docname: (page.digest, sorted(page.lookups))
            for docname, page in sorted(self.pages.items())
        }
        states = {'state': self.state, 'elsewhere': self.elsewhere}
        write_whole(self.path, json.dumps({**states, 'pages': pages}).encode())


class Updates:
    """What one application has to write, and has written."""

    def __init__(self, app: Sphinx) -> None:
        self.memory: Memory | None = None
        self.digests: _Digests | None = None
        self.state = ''
        self.elsewhere = ''
        self.before: _Before | None = None
        self.stale: list[str] = []
        self.written: dict[str, Remembered] = {}
        self.involved: set[str] = set()
        app.connect('env-before-read-docs', self.look_before_reading)
        # After section numbers are assigned (500): pages may show them.
        app.connect('env-get-updated', self.stale_pages, priority=900)
        # Emitted in the main process, also where pages are written by workers.
        app.connect('doctree-resolved', self.note)
        app.connect('build-finished', self.save)

    def look_before_reading(
        self, app: Sphinx, env: BuildEnvironment, docnames: list[str]
    ) -> None:
        """Look at what the documents say that are about to be read again."""
        same = env.config_status == CONFIG_OK
        self.before = _Before(app, env, docnames) if same else None

    def stale_pages(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the pages that would be rendered differently from what is there."""
        domain = series_domain(env)
        self.memory = Memory.of(app.builder)
        self.digests = _Digests(domain, app)
        self.state = _state(app, env)
        domain.unchanged = self.before is not None and self.before.holds(env)
        self.elsewhere = _digest(repr(domain.projects)) if domain.projects else ''
        self.written.clear()
        self.involved = self._involved(domain, self.memory)
        self.stale = [] if self._is_settled(env) else list(self._stale(env))
        self.before = None
        return self.stale

    def note(self, app: Sphinx, _doctree: nodes.document, docname: str) -> None:
        """Note what the page is rendered from that is about to be written."""
        if self.digests is None:
            return
        lookups = tuple(sorted(series_domain(app.env).looked_up.get(docname, ())))
        if lookups or docname in self.involved:
            digest = self.digests.of(docname, lookups)
            self.written[docname] = Remembered(digest, lookups)

    def save(self, app: Sphinx, exception: Exception | None) -> None:
        """Save what was written, unless the build has failed."""
        if exception is not None or self.memory is None:
            return
        found = app.env.found_docs
        pages = {d: p for d, p in self.memory.pages.items() if d in found}
        pages |= self.written
        # Sphinx writes some pages only, if it is told so.
        state = self.state if self.written.keys() >= {*self.stale} else ''
        memory = Memory(self.memory.path, state, self.elsewhere, pages)
        if memory != self.memory:
            self.memory = memory
            memory.save()

    def _is_settled(self, env: BuildEnvironment) -> bool:
        """Return whether no page was stale, and nothing has changed since then."""
        assert self.memory is not None  # noqa: S101 (for the type checker)
        if not self.memory.state or self.memory.elsewhere != self.elsewhere:
            return False
        if self.memory.state == self.state:
            return True
        if self.before is None or self.before.state != self.memory.state:
            return False
        return series_domain(env).unchanged

    def _stale(self, env: BuildEnvironment) -> Iterator[str]:
        assert self.memory is not None  # noqa: S101 (for the type checker)
        assert self.digests is not None  # noqa: S101 (for the type checker)
        remembered = self.memory.pages
        for docname in sorted(self.involved & env.found_docs):
            page = remembered.get(docname)
            if not page or page.digest != self.digests.of(docname, page.lookups):
                yield docname

    def _involved(self, domain: SeriesDomain, memory: Memory) -> set[str]:
        """Return the pages that show something of a series, as far as is known."""
        if domain.config.refresh == 'site':
            return domain.env.found_docs
        return {*domain.claims, *domain.catalogue.memberships, *memory.pages}


class _Before:
    """What the documents said that are read again in this build."""

    def __init__(
        self, app: Sphinx, env: BuildEnvironment, docnames: Iterable[str]
    ) -> None:
        self.state = _state(app, env)
        self.numbers = _numbers(env)
        self.read = dict(env.all_docs)
        self.said = self.saying(env, docnames)

    def holds(self, env: BuildEnvironment) -> bool:
        """Return whether the documents say the same now.

        Another extension may have added to them after we were asked.
        """
        again = {d for d, when in env.all_docs.items() if self.read.get(d) != when}
        if not again <= self.said.keys() or self.numbers != _numbers(env):
            return False
        return self.said == self.saying(env, self.said)

    @staticmethod
    def saying(env: BuildEnvironment, docnames: Iterable[str]) -> dict[str, object]:
        """Return all that other pages may show of these documents."""
        domain = series_domain(env)
        conventions = SeriesConfig.of(env.config).conventions
        return {
            docname: (
                objects,
                domain.said(docname, conventions),
                env.metadata.get(docname),
                env.toctree_includes.get(docname),
                str(env.titles.get(docname)),
                str(env.longtitles.get(docname)),
                str(env.tocs.get(docname)),
            )
            for docname, objects in _objects(env, {*docnames}).items()
        }


def _state(app: Sphinx, env: BuildEnvironment) -> str:
    """Return a text that is the same as long as pages show the same.

    Sphinx notes when it has read each document.  A condition may depend on a value of
    the configuration that has nothing read again.
    """
    read = sorted(env.all_docs.items())
    # Other extensions may show what is said in values of their own.
    config = [(option.name, repr(option.value)) for option in env.config]
    domain = series_domain(env)
    conditions, with_ = domain.conditions(app), domain.doors.rendered_with
    facts = (RENDERING, read, sorted(app.tags), config, conditions, with_)
    return _digest(repr(facts))


def _objects(
    env: BuildEnvironment, docnames: AbstractSet[str]
) -> dict[str, list[object]]:
    """Return what can be referred to in these documents, and their images."""
    found: dict[str, list[object]] = {docname: [] for docname in docnames}
    if not found:
        return {}
    for docname, *facts in _everything(env):
        if docname in found:
            found[str(docname)].append(facts)
    for path, (users, name) in env.images.items():
        for docname in users & docnames:
            found[docname].append((path, name))
    return {docname: sorted(each, key=repr) for docname, each in found.items()}


def _everything(env: BuildEnvironment) -> Iterator[tuple[object, ...]]:
    """Yield all that can be referred to but what is ours, each with its document."""
    for domain in env.domains.sorted():
        if domain.name not in {'series', 'std'}:
            for name, shown, kind, docname, anchor, _priority in domain.get_objects():
                yield docname, domain.name, name, shown, kind, anchor
    # Among the objects of this domain are all documents: their titles, in words, would
    # take longer than all the rest.
    std = env.domains.standard_domain
    tables: dict[str, Mapping[Any, tuple[Any, ...]]] = {
        'label': std.labels,
        'anonymous label': std.anonlabels,
        'object': std.objects,
        'option': std.progoptions,
        # These are no objects.
        'equation': env.domains.math_domain.equations,
    }
    for kind, table in tables.items():
        for key, (docname, *facts) in table.items():
            yield docname, kind, key, *facts
    citations = env.domains.citation_domain.citations
    for label, (docname, anchor, _line) in citations.items():
        yield docname, 'citation', label, anchor


def _numbers(env: BuildEnvironment) -> str:
    return _digest(repr((env.toc_secnumbers, env.toc_fignumbers)))


class _Digests:
    """What pages are rendered from, as short texts; computed once a build."""

    def __init__(self, domain: SeriesDomain, app: Sphinx) -> None:
        self.domain = domain
        self.env = domain.env
        self.catalogue = domain.catalogue
        self.app = app
        self.builder = builder = app.builder
        self.is_html = builder.format == 'html'
        self.parts: dict[tuple[object, ...], str] = {}
        self.titles: dict[str, str] = {}
        self.called: dict[Branch, str] = {}
        self.config = domain.config
        self.progress = keeps_progress(builder, domain.config)

    def of(self, docname: str, lookups: Iterable[Lookup]) -> str:
        """Return the digest of a page that looks these targets up."""
        return _digest(*self._texts(docname, lookups))

    def _texts(self, docname: str, lookups: Iterable[Lookup]) -> Iterator[str]:
        yield str(RENDERING)
        claims = self.domain.claims.get(docname, Claims())
        for part in claims.parts:
            yield self._part(part)
        if claims.pairs:
            # Their number chooses the word for a pair, when a document is read.
            yield repr(self.config.audiences)
        articles = self.catalogue.memberships.get(docname, ())
        for article in articles:
            yield self._article(article)
        for kind, target, home in lookups:
            yield repr(find(self.catalogue, kind, target, home))
        # Sphinx forgets pages that lose their numbers.
        yield repr(self.env.toc_secnumbers.get(docname))
        yield repr(self.env.toc_fignumbers.get(docname))
        yield from self._below(docname, {docname})
        if self.is_html and (articles or docname in self.catalogue.hubs):
            yield from self._surroundings(docname)
        yield repr(self.app.emit(PAGE_SHOWS, self.env, docname))
        if self.config.refresh == 'site':
            yield self.site

    def _part(self, part: Part) -> str:
        # Equal parts of several pages are looked at once.
        key = (part.kind, part.series, part.number, part.shown)
        if key not in self.parts:
            self.parts[key] = self._view_of(part)
        return self.parts[key]

    def _view_of(self, part: Part) -> str:
        if part.kind == 'map' and not shows_cards(self.builder):
            view: object = None
        elif part.kind == 'list':
            view = views.all_series(self.catalogue)
        elif part.series in self.catalogue.series:
            series = self.catalogue.series[part.series]
            added = self.domain.doors.parts.get(part.kind)
            if added:
                view = added.view(series, self.catalogue)
            else:
                view = views.view(part, series, self.catalogue, translate=_)
            if isinstance(view, views.Overview) and not self.progress:
                view = view._replace(codes=())
            elif isinstance(view, views.Guide):
                # What a page says of its routes is left out when others are first.
                view = view, [route.target for route in series.routes]
        else:
            view = None
        return self._shown(view)

    def _article(self, article: Article) -> str:
        view = self.domain.navigation(article)
        if not shows_cards(self.builder):
            view = views.without_pager(view)
        # Themes name these as their documents do, with section numbers.
        ends = (view.previous, view.following) if self.is_html else ()
        titles = [self._title((end or view).target.docname) for end in ends]
        nav, relations = self.config.nav, self.config.relations
        return repr((nav, relations, titles)) + self._shown(view)

    def _shown(self, view: object) -> str:
        """Return a view, and what the references in it are called at the moment."""
        text = repr(view)
        if _REFERENCE not in text and _IMAGE not in text:
            return text
        called = [self._called(branch) for branch in _branches(view)]
        return repr((text, called))

    def _called(self, branch: Branch) -> str:
        if branch not in self.called:
            self.called[branch] = self._meaning(branch)
        return self.called[branch]

    def _meaning(self, branch: Branch) -> str:
        attributes = dict(branch.attributes)
        if branch.kind == _IMAGE:
            # The files of several folders get their names when documents are read.
            [image] = cast('list[nodes.Element]', thaw((branch,), ''))
            paths: Iterable[str] = image.get('candidates', {}).values()
            return repr([self.env.images.get(path, ('', ''))[1] for path in paths])
        if attributes.get('refdomain') == 'series':
            target = str(attributes.get('reftarget', ''))
            home = str(attributes.get('series_home', ''))
            kind = str(attributes['reftype'])
            return repr(find(self.catalogue, kind, target, home))
        return str(self.domain.words.resolved(branch).pformat())

    def _below(self, docname: str, seen: set[str]) -> Iterator[str]:
        """Yield what the page's toctrees show; Sphinx looks one level down."""
        is_page = len(seen) == 1
        for toctree in self.env.tocs[docname].findall(addnodes.toctree):
            if is_page and (toctree['hidden'] or 'series' in toctree):
                continue
            for included in toctree['includefiles']:
                if included not in seen and included in self.env.tocs:
                    yield str(self.env.tocs[included])
                    yield from self._below(included, {*seen, included})

    def _surroundings(self, docname: str) -> Iterator[str]:
        """Yield what a theme shows around a page of a series."""
        near = beside(docname, self.relations, self.env.titles)
        for other in (*near, *self._ancestors(docname)):
            yield self._title(other)
        yield self.adopted

    def _ancestors(self, docname: str) -> Iterator[str]:
        seen = {docname}
        parent = self.relations.get(docname, [None])[0]
        while parent is not None and parent not in seen:
            seen.add(parent)
            yield parent
            parent = self.relations.get(parent, [None])[0]

    def _title(self, docname: str | None) -> str:
        if docname is None:
            return ''
        if docname not in self.titles:
            self.titles[docname] = f'{docname} {self.env.titles.get(docname)}'
        return self.titles[docname]

    @cached_property
    def relations(self) -> dict[str, list[str | None]]:
        """The parent of each document, and what comes before and after it."""
        return self.env.collect_relations()

    @cached_property
    def adopted(self) -> str:
        """What sidebars show of the articles that hubs have adopted.

        A digest: it is as long as the site, and part of each of its pages.
        """
        shown = [
            (toctree['caption'], docname, str(self.env.tocs.get(docname)))
            for hub in sorted(self.catalogue.hubs)
            for toctree in self.env.tocs[hub].findall(addnodes.toctree)
            if 'series' in toctree
            for docname in toctree['includefiles']
        ]
        return _digest(repr(shown))

    @cached_property
    def site(self) -> str:
        """All that themes and references show of other pages; a digest, too."""
        env = self.env
        titles = sorted((d, str(title)) for d, title in env.titles.items())
        titles += sorted((d, str(title)) for d, title in env.longtitles.items())
        contents = sorted((d, str(toc)) for d, toc in env.tocs.items())
        std = env.domains.standard_domain
        labels = sorted(std.labels.items()), sorted(std.anonlabels.items())
        figures = sorted(env.toc_fignumbers.items())
        included = sorted(env.toctree_includes.items())
        return _digest(repr((titles, contents, included, labels, figures)))


def _digest(*texts: str) -> str:
    """Return a short text that differs where the texts do."""
    sha = hashlib.sha256()
    for text in texts:
        sha.update(text.encode('utf-8', 'surrogatepass'))
        sha.update(b'\0')
    return sha.hexdigest()


def _branches(view: object) -> Iterator[Branch]:
    """Yield the references and images in what a view shows."""
    if isinstance(view, Branch):
        if view.kind.endswith(_REFERENCE) or view.kind == _IMAGE:
            yield view
        view = view.children
    if isinstance(view, tuple):
        for member in view:
            yield from _branches(member)
