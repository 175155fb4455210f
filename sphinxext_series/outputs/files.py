"""The files beside the pages: written when what they are made of has changed.

What was made for an output is remembered beside the doctrees, with a stamp of what it
was made from.  So a build that has nothing to do does nothing, a build that ends before
its files are written leaves it to the next one, and a file that is no longer wanted is
deleted, if it is still the one that was written here.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxext_series.environment.builders import shows_cards
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.outputs import feed, opengraph, series_json, series_txt
from sphinxext_series.settings.state_files import UNREADABLE, file_of, write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.model.series import Catalogue

#: Part of every stamp: files are made again when it has changed how they are made.
MAKING = 1
#: What files show of the configuration and does not have documents read again.
_VALUES = (
    'author',
    'html_baseurl',
    'html_file_suffix',
    'html_link_suffix',
    'language',
    'project',
)


@dataclass(slots=True)
class Made:
    """What was made for one output: *files* are digests by names.

    *heads* is what pages say in their heads of files, by the names of the series.
    """

    path: Path
    stamp: str = ''
    files: dict[str, str] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, builder: Builder) -> Made:
        """Return what was made for a builder's output; nothing if it is not known."""
        path = file_of(builder, 'series-outputs')
        try:
            stamp, files, heads = json.loads(path.read_bytes())
            return cls(path, str(stamp), _texts(files), _texts(heads))
        except UNREADABLE:
            return cls(path)

    def is_in(self, outdir: Path) -> bool:
        """Return whether all files are there, as they were written."""
        return all(_is(outdir / name, text) for name, text in self.files.items())

    def save(self) -> None:
        """Write it for the next build."""
        stored = json.dumps([self.stamp, self.files, self.heads], sort_keys=True)
        write_whole(self.path, stored.encode())


def _texts(stored: dict[str, str]) -> dict[str, str]:
    return {str(name): str(text) for name, text in stored.items()}


class Outputs:
    """The files of one application, and the pages that speak of them."""

    def __init__(self, app: Sphinx) -> None:
        self.waiting: set[str] = set()
        self.heads: dict[str, str] = {}
        self.before = ''
        app.connect('env-before-read-docs', self.look_before_reading)
        # After series are arranged, and what has feeds is known.
        app.connect('env-get-updated', self.pages_with_other_heads, priority=910)
        # Emitted in the main process, also where pages are written by workers.
        app.connect('doctree-resolved', self.note)
        app.connect('build-finished', self.write)

    def look_before_reading(
        self, app: Sphinx, _env: BuildEnvironment, _docnames: list[str]
    ) -> None:
        """Note what files could be made of before documents are read again."""
        self.before = _stamp(app)

    def pages_with_other_heads(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the pages whose heads would speak of other files, or other pages."""
        self.waiting = set()
        if not shows_cards(app.builder):
            return []
        catalogue = series_domain(env).catalogue
        self.heads = _heads(app, catalogue)
        if hasattr(app.builder, 'assemble_doctree'):
            # All documents are on one page, and that is always written.
            return []
        had = Made.of(app.builder).heads
        for name in self.heads.keys() | had.keys():
            if self.heads.get(name) != had.get(name):
                self.waiting |= _pages(name, catalogue)
        self.waiting &= env.found_docs
        return sorted(self.waiting)

    def note(self, _app: Sphinx, _doctree: object, docname: str) -> None:
        """Note that a page is about to be written."""
        self.waiting.discard(docname)

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the files, unless the build has failed or was told to do less."""
        builder = app.builder
        if exception is not None or self.waiting or not shows_cards(builder):
            return
        domain = series_domain(app.env)
        made = Made.of(builder)
        if not domain.catalogue.series and not made.files:
            return
        outdir = Path(builder.outdir)
        stamp = _stamp(app)
        same = made.stamp == stamp or (domain.unchanged and made.stamp == self.before)
        if same and made.heads == self.heads and made.is_in(outdir):
            if made.stamp != stamp:
                made.stamp = stamp
                made.save()
            return
        files: dict[str, bytes] = {}
        for module in (series_json, feed, series_txt):
            files |= module.files(domain, builder)
        for name in made.files.keys() - files.keys():
            _delete(outdir, name, made.files[name])
        digests = {name: _digest(text) for name, text in files.items()}
        for name, text in files.items():
            path = outdir / name
            if not _is(path, digests[name]):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text)
        Made(made.path, stamp, digests, self.heads).save()


def _heads(app: Sphinx, catalogue: Catalogue) -> dict[str, str]:
    """Return what the pages of series say in their heads, as far as it is not shown.

    Whatever is shown, too, is known to ``update``.
    """
    found = feed.series_with_feeds(series_domain(app.env), app.builder)
    with_feeds = {series.name for series in found}
    if not opengraph.is_wanted(app):
        return dict.fromkeys(with_feeds, 'feed')
    heads = {}
    for name, series in catalogue.series.items():
        heads[name] = 'opengraph feed' if name in with_feeds else 'opengraph'
        if series.docname:
            heads[f'{name}/'] = repr(opengraph.see_also(app, series.docname))
    return heads


def _pages(name: str, catalogue: Catalogue) -> set[str]:
    """Return the pages of a series; with a slash behind its name, its hub."""
    series = catalogue.series.get(name.removesuffix('/'))
    if series is None:
        return set()
    hub = {series.docname}
    return hub if name.endswith('/') else hub | {a.docname for a in series.articles}


def _stamp(app: Sphinx) -> str:
    """Return a short text that differs where files could.

    Documents are told apart by the times at which they were read.
    """
    config = app.config
    values = [
        (option.name, repr(option.value))
        for option in config
        if option.name.startswith('series_') or option.name in _VALUES
    ]
    tags = sorted(app.tags)
    has_feedgen = bool(config.series_feed) and find_spec('feedgen') is not None
    documents = sorted(app.env.all_docs.items())
    domain = series_domain(app.env)
    given = domain.conditions(app), domain.projects
    facts = MAKING, sorted(values), tags, has_feedgen, documents, given
    return _digest(repr(facts).encode('utf-8', 'replace'))


def _is(path: Path, digest: str) -> bool:
    """Return whether a file is there, and what it should be."""
    try:
        return _digest(path.read_bytes()) == digest
    except OSError:
        return False


def _delete(outdir: Path, name: str, digest: str) -> None:
    """Delete a file that was written here, and the folders that it leaves empty.

    The name comes from a file: it has no say in what lies outside of the output.
    """
    path = outdir / name
    is_inside = path.resolve().is_relative_to(outdir.resolve())
    if not is_inside or not _is(path, digest):
        return
    path.unlink()
    with suppress(OSError):
        for folder in path.parents:
            if folder == outdir:
                break
            folder.rmdir()


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
