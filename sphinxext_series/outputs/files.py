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
from sphinxext_series.settings.doors import doors_of
from sphinxext_series.settings.state_files import UNREADABLE, file_of, write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

#: Part of every stamp: files are made again when it has changed how they are made.
MAKING = 2


@dataclass(slots=True)
class Made:
    """What was made for one output: *files* are digests by names."""

    path: Path
    stamp: str = ''
    files: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, builder: Builder) -> Made:
        """Return what was made for a builder's output; nothing if it is not known."""
        path = file_of(builder, 'series-outputs')
        try:
            stamp, files = json.loads(path.read_bytes())
            return cls(path, str(stamp), _texts(files))
        except UNREADABLE:
            return cls(path)

    def is_in(self, outdir: Path) -> bool:
        """Return whether all files are there, as they were written."""
        return all(_is(outdir / name, text) for name, text in self.files.items())

    def save(self) -> None:
        """Write it for the next build."""
        stored = json.dumps([self.stamp, self.files], sort_keys=True)
        write_whole(self.path, stored.encode())


def _texts(stored: dict[str, str]) -> dict[str, str]:
    return {str(name): str(text) for name, text in stored.items()}


class Outputs:
    """The files of one application."""

    def __init__(self, app: Sphinx) -> None:
        self.before = ''
        app.connect('env-before-read-docs', self.look_before_reading)
        app.connect('build-finished', self.write)

    def look_before_reading(
        self, app: Sphinx, _env: BuildEnvironment, _docnames: list[str]
    ) -> None:
        """Note what files could be made of before documents are read again."""
        self.before = _stamp(app)

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the files, unless the build has failed or was told to do less."""
        builder = app.builder
        if exception is not None or not shows_cards(builder):
            return
        domain = series_domain(app.env)
        made = Made.of(builder)
        if not domain.catalogue.series and not made.files:
            return
        outdir = Path(builder.outdir)
        stamp = _stamp(app)
        same = made.stamp == stamp or (domain.unchanged and made.stamp == self.before)
        if same and made.is_in(outdir):
            if made.stamp != stamp:
                made.stamp = stamp
                made.save()
            return
        files: dict[str, bytes] = {}
        for output in doors_of(app.registry).outputs:
            files |= output(app)
        for name in made.files.keys() - files.keys():
            _delete(outdir, name, made.files[name])
        digests = {name: _digest(text) for name, text in files.items()}
        for name, text in files.items():
            path = outdir / name
            if not _is(path, digests[name]):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text)
        Made(made.path, stamp, digests).save()


def _stamp(app: Sphinx) -> str:
    """Return a short text that differs where files could.

    Documents are told apart by the times at which they were read.
    """
    config = app.config
    values = [(option.name, repr(option.value)) for option in config]
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
