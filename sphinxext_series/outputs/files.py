"""The files beside the pages, from the outputs that were added.

A file is written when its bytes are others.  Which files were written is kept beside
the doctrees: one that is no longer wanted is deleted, if it is still the one that was
written here.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import __ as sphinx_message
from sphinx.util import logging

from sphinxext_series.environment.builders import shows_cards
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.model.values import Value, field
from sphinxext_series.settings.doors import doors_of
from sphinxext_series.settings.later import later
from sphinxext_series.settings.state_files import UNREADABLE, file_of, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinxext_series.settings.doors import Output

logger = logging.getLogger(__name__)

#: The outputs of every project with series.
OWN: tuple[Output, ...] = (
    later('outputs.series_json:files'),
    later('outputs.series_txt:files'),
)


class WrittenFiles(Value, frozen=False):
    """The files of one output: digests of their bytes, by their names.

    *state* and *digest* are those of the inputs that they were made of.  While files
    are being written these are empty, and a name may have two digests: a build that is
    stopped leaves the old bytes or the new ones.
    """

    path: Path
    state: str = ''
    digest: str = ''
    files: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, builder: Builder) -> WrittenFiles:
        """Return what was written for a builder's output; nothing if it is unknown."""
        path = file_of(builder, 'series-outputs')
        try:
            state, digest, files = json.loads(path.read_bytes())
            files = {str(name): str(text) for name, text in files.items()}
            return cls(path=path, state=str(state), digest=str(digest), files=files)
        except UNREADABLE:
            return cls(path=path)

    def are_in(self, outdir: Path) -> bool:
        """Return whether all files are there, as they were written."""
        return all(_has(outdir / name, text) for name, text in self.files.items())

    def save(self) -> None:
        """Write it for the next build, which otherwise compares the files again."""
        stored = json.dumps([self.state, self.digest, self.files], sort_keys=True)
        with suppress(OSError):
            write_whole(self.path, stored.encode())


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write the files of all outputs, unless the build has failed."""
    build = series_domain(app.env).build
    inputs = build.inputs
    if exception is not None or inputs is None or not shows_cards(app.builder):
        return
    written = WrittenFiles.load(app.builder)
    if not build.catalogue.series and not written.files:
        return
    outdir = Path(app.builder.outdir)
    is_same = written.state == inputs.state
    if is_same and written.are_in(outdir):
        return
    if written.digest != inputs.digest or not written.are_in(outdir):
        _write(app, outdir, written)
    written.state, written.digest = inputs.state, inputs.digest
    written.save()


def _write(app: Sphinx, outdir: Path, written: WrittenFiles) -> None:
    """Write the files, and delete what was there before."""
    files: dict[str, bytes] = {}
    for output in (*OWN, *doors_of(app.registry).outputs):
        files |= output(app)
    digests = {name: _digest(text) for name, text in files.items()}
    before = written.files
    if digests != before:
        written.state = written.digest = ''
        written.files = {
            name: f'{before.get(name, "")} {digests.get(name, "")}'.strip()
            for name in sorted(before.keys() | digests.keys())
        }
        written.save()
    for name in before.keys() - files.keys():
        with _telling_of(outdir / name):
            _delete(outdir, name, before[name])
    for name, text in files.items():
        path = outdir / name
        if not _has(path, digests[name]):
            with _telling_of(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text)
    written.files = digests


@contextmanager
def _telling_of(path: Path) -> Iterator[None]:
    """Say where a file cannot be written, in the words that Sphinx has for pages."""
    try:
        yield
    except OSError as error:
        message = sphinx_message('error writing file %s: %s')
        logger.warning(message, path, error, type='series', subtype='output')


def _has(path: Path, digests: str) -> bool:
    """Return whether a file is there, with bytes that it should have."""
    try:
        return _digest(path.read_bytes()) in digests.split()
    except OSError:
        return False


def _delete(outdir: Path, name: str, digests: str) -> None:
    """Delete a file that was written here, and the folders that it leaves empty.

    The name comes from a file: it has no say in what lies outside of the output.
    """
    path = outdir / name
    is_inside = path.resolve().is_relative_to(outdir.resolve())
    if not is_inside or not _has(path, digests):
        return
    path.unlink()
    with suppress(OSError):
        for folder in path.parents:
            if folder == outdir:
                break
            folder.rmdir()


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
