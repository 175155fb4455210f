"""Which pages are stale, and the cache that tells.

What a page showed when it was written is kept as a fingerprint, beside the doctrees and
for each builder and output on its own: two builders may share an environment, and a
build may end before its pages are written.  A page with another fingerprint is stale.

Before a page is written, a log says that it will be.  A build that was stopped leaves
the log, and the next one takes the pages in it for stale: nobody knows what they show.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sphinxext_series.environment.domain import series_domain
from sphinxext_series.environment.staleness.inputs import Inputs
from sphinxext_series.model.values import Value, field, replace
from sphinxext_series.settings.later import load
from sphinxext_series.settings.state_files import UNREADABLE, file_of, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.environment.build import Lookup
    from sphinxext_series.environment.staleness.page_fingerprints import (
        PageFingerprints,
    )


class CachedPage(Value):
    """The fingerprint of a page, and what it looked up when it was written."""

    fingerprint: str
    lookups: tuple[Lookup, ...] = ()


#: Of a page that is stale, whatever it shows.
_UNKNOWN = CachedPage(fingerprint='')


class Cache(Value, frozen=False):
    """What the pages of one output showed when they were written, by their documents.

    *state* and *digest* are those of the inputs when no page was stale, or empty.  With
    *complete*, pages that are not in it show nothing of a series.
    """

    path: Path
    state: str = ''
    digest: str = ''
    pages: dict[str, CachedPage] = field(default_factory=dict)
    complete: bool = True

    @property
    def log(self) -> Path:
        """The file that names the pages that are being written."""
        return self.path.with_suffix('.log')

    @classmethod
    def load(cls, builder: Builder) -> Cache:
        """Return the cache of a builder's output; an unreadable one is empty."""
        cache = cls(path=file_of(builder, 'series'), complete=False)
        with suppress(*UNREADABLE):
            stored = json.loads(cache.path.read_bytes())
            pages = {
                str(docname): CachedPage(
                    fingerprint=str(fingerprint),
                    lookups=tuple((str(a), str(b), str(c)) for a, b, c in lookups),
                )
                for docname, (fingerprint, lookups) in stored['pages'].items()
            }
            state, digest = str(stored['state']), str(stored['digest'])
            cache = cls(path=cache.path, state=state, digest=digest, pages=pages)
        for docname in cache.unfinished():
            cache.state = cache.digest = ''
            lookups = cache.pages.get(docname, _UNKNOWN).lookups
            cache.pages[docname] = replace(_UNKNOWN, lookups=lookups)
        return cache

    def unfinished(self) -> list[str]:
        """Return the pages that a stopped build was about to write."""
        try:
            return self.log.read_text(encoding='utf-8').splitlines()
        except UNREADABLE:
            return []

    def open_log(self) -> TextIO:
        """Open the log; where nothing can be written, one that keeps nothing.

        None is needed there: before a page is written that is stale, Sphinx writes the
        environment, and fails.
        """
        try:
            self.path.parent.mkdir(exist_ok=True)
            return self.log.open('a', encoding='utf-8')
        except OSError:
            return Path(os.devnull).open('a', encoding='utf-8')

    def save(self) -> None:
        """Write the cache for the next build."""
        pages = {
            docname: (page.fingerprint, sorted(page.lookups))
            for docname, page in sorted(self.pages.items())
        }
        stored = {'state': self.state, 'digest': self.digest, 'pages': pages}
        write_whole(self.path, json.dumps(stored).encode())


class Staleness:
    """What one application has to write, and has written."""

    def __init__(self) -> None:
        self.cache: Cache | None = None
        self.inputs: Inputs
        self.stale: list[str] = []
        #: Documents and pages that list them, which Sphinx is not to write with them.
        self.spared: list[tuple[str, str]] = []
        self.written: dict[str, CachedPage | None] = {}
        self.log: TextIO | None = None

    def begin(self, app: Sphinx) -> None:
        """Look what was written before, when all documents are read."""
        self.cache = Cache.load(app.builder)
        self.inputs = series_domain(app.env).build.inputs = Inputs(app)
        self.written = {}
        vars(self).pop('fingerprints', None)

    @cached_property
    def fingerprints(self) -> PageFingerprints:
        """The fingerprints of pages, once one is asked for."""
        fingerprints: PageFingerprints = load(
            'environment.staleness.page_fingerprints:PageFingerprints'
        )(self.inputs)
        return fingerprints

    @property
    def is_unchanged(self) -> bool:
        """Whether nothing was read or configured since a build wrote everything."""
        return self.cache is not None and self.cache.state == self.inputs.state

    def stale_pages(self) -> list[str]:
        """Return the pages that would be rendered differently from what is there."""
        assert self.cache is not None  # noqa: S101 (for the type checker)
        self.stale = [] if self._is_settled(self.cache) else [*self._stale(self.cache)]
        return self.stale

    def _is_settled(self, cache: Cache) -> bool:
        """Return whether nothing has changed since no page was stale."""
        return self._has_same_state(cache) or cache.digest == self.inputs.digest

    def _has_same_state(self, cache: Cache) -> bool:
        """Return whether pages show the same, without looking at what they show.

        Other extensions may answer from anywhere: they are asked in each build.
        """
        return cache.state == self.inputs.state and not self.inputs.others

    def _stale(self, cache: Cache) -> Iterator[str]:
        existing = self.inputs.env.found_docs
        pages = (
            self.inputs.of_series | cache.pages.keys() if cache.complete else existing
        )
        for docname in sorted(pages & existing):
            page = cache.pages.get(docname)
            if page is None or page.fingerprint != self.fingerprints.fingerprint(
                docname, page.lookups
            ):
                yield docname

    def note(self, app: Sphinx, _doctree: nodes.document, docname: str) -> None:
        """Note what the page shows that is about to be written."""
        if self.cache is None:
            return
        looked_up = series_domain(app.env).build.looked_up
        lookups = tuple(sorted(looked_up.get(docname, ())))
        page = None
        if lookups or docname in self.inputs.of_series:
            fingerprint = self.fingerprints.fingerprint(docname, lookups)
            page = CachedPage(fingerprint=fingerprint, lookups=lookups)
        self._log(self.cache, docname)
        self.written[docname] = page

    def _log(self, cache: Cache, docname: str) -> None:
        """Log a page before it is written: nobody knows what it will show.

        Also one of no series: Previous and Next may lead to an adopted article.
        """
        if self.log is None:
            self.log = cache.open_log()
        self.log.write(f'{docname}\n')
        self.log.flush()

    def save(self, app: Sphinx, exception: Exception | None) -> None:
        """Save what was written, unless the build has failed."""
        if self.log is not None:
            self.log.close()
            self.log = None
        if exception is not None or self.cache is None:
            return
        pages = {**self.cache.pages, **self.written}
        cache = Cache(
            path=self.cache.path,
            pages={d: p for d, p in pages.items() if p and d in app.env.found_docs},
        )
        # Sphinx writes some pages only, if it is told so.
        if self.written.keys() >= {*self.stale}:
            cache.state = self.inputs.state
            # With the same state, it need not be computed to be known.
            is_same = self._has_same_state(self.cache)
            cache.digest = self.cache.digest if is_same else self.inputs.digest
        # Pages in the log may not have been written again: they stay stale.
        # Where nothing can be written, no page was stale.
        with suppress(OSError):
            if cache != self.cache or cache.log.exists():
                cache.save()
            cache.log.unlink(missing_ok=True)
        self.cache = cache


def staleness_of(env: BuildEnvironment) -> Staleness:
    """Return what one application has to write."""
    staleness: Staleness = vars(series_domain(env)).setdefault('staleness', Staleness())
    return staleness


def begin(app: Sphinx, env: BuildEnvironment) -> None:
    """Look what was written before, when all documents are read."""
    staleness_of(env).begin(app)


def stale_pages(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages that would be rendered differently from what is there."""
    return staleness_of(env).stale_pages()


def note_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Note what the page shows that is about to be written."""
    staleness_of(app.env).note(app, doctree, docname)


def save_cache(app: Sphinx, exception: Exception | None) -> None:
    """Save what was written, unless the build has failed."""
    staleness_of(app.env).save(app, exception)
