"""A project for the commands: found, read, and never written to.

It is read by the builder ``series-report``, with the doctrees of an earlier build where
they are in a usual place, else in a folder that is gone afterwards.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.tags import Tags

from sphinxext_series.environment.domain import series_domain

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping
    from typing import TextIO

    from sphinx.environment import BuildEnvironment

    from sphinxext_series.environment.domain import SeriesDomain
    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.reviews import Fingerprint

EXTENSION = 'sphinxext_series'
#: Where the configuration may be, seen from the folder that is named.
PLACES = ('.', 'docs', 'doc', 'source', 'docs/source')
#: Where an earlier build may have left doctrees, seen from the configuration.
DOCTREES = (
    '_build/doctrees',
    '_build/.doctrees',
    '../_build/doctrees',
    '../build/doctrees',
)


class CommandError(Exception):
    """Something that ends a command; the sentence is for the author."""


@dataclass(frozen=True, slots=True)
class BuiltProject:
    """A project that was read."""

    app: Sphinx

    @property
    def env(self) -> BuildEnvironment:
        """What Sphinx knows of it."""
        return self.app.env

    @property
    def domain(self) -> SeriesDomain:
        """What we know of it."""
        return series_domain(self.app.env)

    @property
    def catalogue(self) -> Catalogue:
        """Its series."""
        return self.domain.catalogue

    @property
    def fingerprints(self) -> Mapping[str, Fingerprint]:
        """What its texts say, by the names of documents."""
        return self.domain.fingerprints

    def path(self, docname: str) -> Path:
        """Return the file of a document."""
        return Path(self.app.env.doc2path(docname))

    def shown_path(self, docname: str) -> str:
        """Return the file of a document, seen from where the command was called."""
        return from_here(self.path(docname))


def from_here(path: Path) -> str:
    """Return a path seen from where the command was called, if it is below."""
    here = Path.cwd()
    is_below = path.is_relative_to(here)
    return (path.relative_to(here) if is_below else path).as_posix()


def find_configuration(directory: str) -> Path:
    """Return the folder with ``conf.py``, in or below the one that is named."""
    for place in PLACES:
        folder = Path(directory, place)
        if (folder / 'conf.py').is_file():
            return folder.resolve()
    raise CommandError(
        f'there is no conf.py in {directory}: expected one there, or in '
        f'{", ".join(PLACES[1:])} below it'
    )


def find_doctrees(configuration: Path) -> Path | None:
    """Return the doctrees of an earlier build, or None."""
    for place in DOCTREES:
        folder = (configuration / place).resolve()
        if (folder / 'environment.pickle').is_file() and os.access(folder, os.W_OK):
            return folder
    return None


@contextmanager
def built_project(
    arguments: Namespace, *, warnings: TextIO | None = None
) -> Iterator[BuiltProject]:
    """Read a project; its warnings go to *warnings*, or nowhere."""
    configuration = find_configuration(arguments.directory)
    doctrees = arguments.doctrees or find_doctrees(configuration)
    with TemporaryDirectory(prefix='sphinx-series-') as temporary:
        place = Path(doctrees or temporary)
        overrides = dict(map(_setting, arguments.define))
        with patch_docutils(configuration), ExitStack() as namespace:
            app = _built(
                namespace,
                configuration,
                place,
                overrides,
                arguments.tag,
                warnings or StringIO(),
            )
            yield BuiltProject(app)


def _built(  # noqa: PLR0917 (what Sphinx takes)
    namespace: ExitStack,
    configuration: Path,
    doctrees: Path,
    overrides: dict[str, object],
    tags: list[str],
    warnings: TextIO,
) -> Sphinx:
    def application(doctrees: Path, overrides: dict[str, object]) -> Sphinx:
        namespace.enter_context(docutils_namespace())
        return Sphinx(
            configuration,
            configuration,
            doctrees / 'series-report',
            doctrees,
            'series-report',
            confoverrides=overrides,
            status=None,
            warning=warnings,
            tags=tags,
        )

    try:
        try:
            app = application(doctrees, overrides)
        except SphinxError:
            extensions = _extensions(configuration, overrides, tags)
            if EXTENSION in extensions:
                raise
            # A project that does not load this extension yet has no such builder.
            # What the first attempt has registered in docutils is taken back.
            namespace.close()
            overrides = {**overrides, 'extensions': [*extensions, EXTENSION]}
            app = application(doctrees / 'without', overrides)
        app.build()
    except Exception as error:
        raise CommandError(
            f'the project could not be built: {_reason(error)}'
        ) from error
    return app


def _reason(error: Exception) -> str:
    """Return what an exception says, on one line.

    Where ``conf.py`` fails, Sphinx says it with a traceback: its last line counts.
    """
    text, _trace, trace = str(error).partition('Traceback (most recent call last):')
    last = trace.strip().rpartition('\n')[2]
    return ' '.join(f'{text} {last}'.split()) or type(error).__name__


def _extensions(
    configuration: Path, overrides: dict[str, object], tags: list[str]
) -> list[str]:
    """Return the extensions that a project loads."""
    config = Config.read(configuration, overrides=overrides, tags=Tags(tags))
    extensions: object = overrides.get('extensions', config.extensions)
    if isinstance(extensions, str):
        return extensions.split(',')
    return list(config.extensions)


def _setting(text: str) -> tuple[str, object]:
    name, equals, value = text.partition('=')
    if not equals:
        raise CommandError(f'-D {text}: expected a name, “=” and a value')
    return name, value
