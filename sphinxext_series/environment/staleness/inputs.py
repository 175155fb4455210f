"""What pages and files are made of, beside their own documents.

Two short texts tell whether any of it has changed since a build: *state*, which costs
next to nothing and changes whenever a document is read, and *digest*, which changes
only if pages could show something else.
"""

from __future__ import annotations

import re
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

from sphinx import addnodes

from sphinxext_series.environment.domain import series_domain
from sphinxext_series.environment.references.roles import find
from sphinxext_series.environment.references.sphinx_references import (
    called,
    is_of_sphinx,
)
from sphinxext_series.environment.shared import (
    IMAGE,
    contents_of,
    dependent_branches,
    digest,
)
from sphinxext_series.reading.claims.freezing import thaw
from sphinxext_series.settings.config import written
from sphinxext_series.settings.doors import PAGE_SHOWS
from sphinxext_series.settings.later import is_own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinxext_series.model.text.content import Branch

#: Where an object without a name is in memory.
_ADDRESS = re.compile(' at 0x[0-9a-fA-F]+')
#: Part of every digest: pages are written again when rendering itself has changed.
RENDERING = 3


class Inputs:
    """What is shown of other documents in one build; each fact is looked up once."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.env = app.env
        self.domain = series_domain(app.env)
        self.build = self.domain.build
        self.catalogue = self.build.catalogue
        self._titles: dict[str, str] = {}
        self._meanings: dict[Branch, str] = {}
        self._adopted: dict[str, str] = {}
        self._answers: dict[str, str] = {}

    # -- whether anything has changed --------------------------------------------------

    @cached_property
    def state(self) -> str:
        """A text that is the same as long as no document was read, and all else is.

        Sphinx notes when it has read each document.
        """
        read = sorted(self.env.all_docs.items())
        return digest(repr((read, sorted(self.app.tags))), self._surroundings)

    @cached_property
    def digest(self) -> str:
        """A text that is the same as long as pages and files would be the same."""
        return digest(*self._everything())

    @cached_property
    def _surroundings(self) -> str:
        """All that does not come from documents."""
        # Other extensions may show what is said in values of their own.
        config = [(option.name, _text_of(option.value)) for option in self.app.config]
        extensions = [(e.name, e.version) for e in self.app.extensions.values()]
        packages = self.build.doors.packages
        there = [(name, find_spec(name) is not None) for name in sorted(packages)]
        build = self.build
        return repr(
            (
                RENDERING,
                sorted(config),
                sorted(extensions),
                there,
                sorted(build.doors.rendered_with.items()),
                sorted(build.holding.items()),
                build.projects,
            )
        )

    def _everything(self) -> Iterator[str]:
        yield self._surroundings
        shared, config = self.domain.shared, self.build.config
        for docname, claims in sorted(self.domain.claims.items()):
            minutes = config.minutes(claims.excerpt.words)
            yield f'{docname} {minutes} {shared[docname].digest}'
            for branch in shared[docname].dependent:
                yield self.meaning(branch)
        for docname, excerpt in sorted(self.domain.excerpts.items()):
            minutes = config.minutes(excerpt.words)
            yield repr((docname, minutes, excerpt._replace(words=0)))
            for branch in dependent_branches(excerpt):
                yield self.meaning(branch)
        for docname in sorted(self.env.titles):
            yield self.title(docname)
        env = self.env
        yield repr((sorted(self.relations.items()), env.toc_secnumbers))
        yield repr(env.toc_fignumbers)
        std, math = env.domains.standard_domain, env.domains.math_domain
        yield repr([sorted(x.items()) for x in (std.anonlabels, std.labels)])
        yield repr(sorted(math.equations.items()))
        for docname in sorted(self.of_series):
            yield from self.below(docname)
            # Our own answers follow from what is here: claims, configuration, marks.
            yield self._answers_of(self.others, docname)
            noted = self.domain.fingerprints.get(docname)
            yield noted.mark if noted else ''
        yield self.hubs
        for hub in sorted(self.catalogue.hubs):
            yield self.adopted(hub)
        if self.build.config.refresh == 'site':
            yield self.site

    # -- facts ---------------------------------------------------------------------

    @cached_property
    def of_series(self) -> AbstractSet[str]:
        """The pages that show something of a series, but for references."""
        if self.build.config.refresh == 'site':
            return self.env.found_docs
        pages = self.domain.claims.keys() | self.catalogue.memberships.keys()
        return (pages | self.listing.keys()) & self.env.found_docs

    @cached_property
    def listing(self) -> dict[str, AbstractSet[str]]:
        """The pages whose toctrees list hubs, with these hubs."""
        hubs = self.catalogue.hubs.keys()
        includes = self.env.toctree_includes.items()
        listed = {docname: hubs & {*included} for docname, included in includes}
        return {docname: hubs for docname, hubs in listed.items() if hubs}

    def title(self, docname: str | None) -> str:
        """Return a document's title, as themes show it."""
        if docname is None:
            return ''
        if docname not in self._titles:
            self._titles[docname] = f'{docname} {self.env.titles.get(docname)}'
        return self._titles[docname]

    def meanings(self, view: object) -> list[str]:
        """Return what the references in a view are called at the moment."""
        return [self.meaning(branch) for branch in dependent_branches(view)]

    def meaning(self, branch: Branch) -> str:
        """Return what a reference is called, or how the file of an image is."""
        if branch not in self._meanings:
            self._meanings[branch] = self._meaning(branch)
        return self._meanings[branch]

    def _meaning(self, branch: Branch) -> str:
        attributes = dict(branch.attributes)
        if branch.kind == IMAGE:
            # The files of several folders get their names when documents are read.
            [image] = cast('list[nodes.Element]', thaw((branch,), ''))
            paths: Iterable[str] = image.get('candidates', {}).values()
            return repr([self.env.images.get(path, ('', ''))[1] for path in paths])
        if attributes.get('refdomain') == 'series':
            target = str(attributes.get('reftarget', ''))
            home = str(attributes.get('series_home', ''))
            return self.referent(str(attributes['reftype']), target, home)
        return str(self.build.words.resolved(branch).pformat())

    def referent(self, kind: str, target: str, home: str) -> str:
        """Return where a reference leads, and what it is called."""
        if is_of_sphinx(kind):
            return called(self.env, target, home)
        return repr(find(self.catalogue, kind, target, home))

    def answers(self, docname: str) -> str:
        """Return what features of ours and other extensions put on a page."""
        if docname not in self._answers:
            self._answers[docname] = self._answers_of(self._listeners, docname)
        return self._answers[docname]

    def _answers_of(self, listeners: Iterable[Callable[..., str]], docname: str) -> str:
        answers = [listen(self.app, self.env, docname) for listen in listeners]
        return repr(answers) if any(answers) else ''

    @cached_property
    def others(self) -> list[Callable[..., str]]:
        """The listeners of other extensions, which may answer from anywhere."""
        return [listener for listener in self._listeners if not is_own(listener)]

    @cached_property
    def _listeners(self) -> list[Callable[..., str]]:
        """Who answers what pages show.

        Not by ``emit()``, which logs each event: that takes longer than the answers.
        """
        listeners = self.app.events.listeners.get(PAGE_SHOWS, [])
        in_order = sorted(listeners, key=lambda listener: listener.priority)
        return [listener.handler for listener in in_order]

    def below(self, docname: str) -> Iterator[str]:
        """Yield what the page's toctrees show; Sphinx looks one level down."""
        yield from self._below(docname, {docname})

    def _below(self, docname: str, seen: set[str]) -> Iterator[str]:
        if not self.env.toctree_includes.get(docname):
            return
        is_page = len(seen) == 1
        for toctree in self.env.tocs[docname].findall(addnodes.toctree):
            if is_page and (toctree['hidden'] or 'series' in toctree):
                continue
            for included in toctree['includefiles']:
                if included not in seen and included in self.env.tocs:
                    yield repr(self._contents(included))
                    yield from self._below(included, {*seen, included})

    @cached_property
    def relations(self) -> dict[str, list[str | None]]:
        """The parent of each document, and what comes before and after it."""
        return self.env.collect_relations()

    def ancestors(self, docname: str) -> Iterator[str]:
        """Yield the documents above one, from toctree to toctree."""
        seen = {docname}
        parent = self.relations.get(docname, [None])[0]
        while parent is not None and parent not in seen:
            seen.add(parent)
            yield parent
            parent = self.relations.get(parent, [None])[0]

    @cached_property
    def hubs(self) -> str:
        """Where the hubs are in sidebars: they take along what they have adopted."""
        hubs = sorted(self.catalogue.hubs)
        return digest(repr([(hub, *self.ancestors(hub)) for hub in hubs]))

    def adopted(self, hub: str) -> str:
        """Return what sidebars show of the articles that a hub has adopted.

        A digest: it is as long as the series, and part of each of its pages.
        """
        if hub not in self._adopted:
            entries = [
                (toctree['caption'], title, docname, self._contents(docname))
                for toctree in self.env.tocs[hub].findall(addnodes.toctree)
                if 'series' in toctree
                for title, docname in toctree['entries']
            ]
            self._adopted[hub] = digest(repr(entries))
        return self._adopted[hub]

    def _contents(self, docname: str) -> object:
        """Return the sections of a document, with their numbers."""
        shared = self.domain.shared.get(docname)
        toc = self.env.tocs.get(docname)
        contents = shared.contents if shared else contents_of(toc)
        return contents, self.env.toc_secnumbers.get(docname)

    @cached_property
    def site(self) -> str:
        """All that themes and references show of other pages; a digest, too."""
        env = self.env
        titles = [self.title(docname) for docname in sorted(env.titles)]
        around: object = None
        if self.build.builder.format == 'html':
            titles += [f'{d} {env.longtitles[d]}' for d in sorted(env.longtitles)]
            contents = [(d, str(env.tocs[d])) for d in sorted(env.tocs)]
            around = contents, sorted(env.toctree_includes.items())
        objects = [
            (domain.name, sorted(map(repr, domain.get_objects())))
            for domain in env.domains.sorted()
        ]
        std, math = env.domains.standard_domain, env.domains.math_domain
        numbered = sorted(math.equations.items()), sorted(env.toc_fignumbers.items())
        labels = sorted(std.labels.items()), sorted(std.anonlabels.items())
        options = sorted(map(repr, std.progoptions.items()))
        return digest(repr((titles, around, objects, numbered, labels, options)))


def _text_of(value: object) -> str:
    """Return a value as a text; one that holds itself as Python shows it."""
    try:
        return steady(value)
    except RecursionError:
        return _ADDRESS.sub('', written(value))


def steady(value: object) -> str:
    """Return a value of the configuration as a text that is the same in each process.

    Sets have another order in each, and functions another address.
    """
    if isinstance(value, set | frozenset):
        return repr(sorted(map(steady, value)))
    if isinstance(value, list | tuple):
        return repr([steady(member) for member in value])
    if isinstance(value, dict):
        return repr([(steady(key), steady(value[key])) for key in value])
    return _ADDRESS.sub('', written(value))
