"""Where templates are, and whether they are those with which pages were rendered."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader
from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader

from sphinxext_series.environment.builders import shows_cards
from sphinxext_series.environment.domain import is_used, series_domain
from sphinxext_series.settings.doors import doors_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import BaseLoader
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

#: Where ours are.
FOLDER = str(Path(__file__).parents[1] / 'templates')


def offer_templates(app: Sphinx) -> None:
    """Let templates of any theme find ours, after those of project and theme.

    Not through ``templates_path``: that is a configuration value, and its change would
    have all pages written again.
    """
    templates = getattr(app.builder, 'templates', None)
    if isinstance(templates, BuiltinTemplateLoader):
        folders = [*doors_of(app.registry).templates, FOLDER]
        templates.loaders += [SphinxFileSystemLoader(folder) for folder in folders]


def note_templates(app: Sphinx, _env: BuildEnvironment) -> None:
    """Note which templates pages are rendered with."""
    if is_used(app) and shows_cards(app.builder):
        doors_of(app.registry).rendered_with['templates'] = _digest(app.builder)


def loader_of(builder: Builder) -> BaseLoader:
    """Return what finds templates; builders without a theme have nothing that does."""
    templates = getattr(builder, 'templates', None)
    if isinstance(templates, BuiltinTemplateLoader):
        return templates
    own = [Path(builder.confdir, path) for path in builder.config.templates_path]
    added = series_domain(builder.env).doors.templates
    return FileSystemLoader([*own, *added, FOLDER])


def _folders(loader: BaseLoader) -> Iterator[str]:
    """Yield where a loader looks for templates, in its order."""
    if isinstance(loader, BuiltinTemplateLoader):
        for inner in loader.loaders:
            yield from _folders(inner)
    elif isinstance(loader, FileSystemLoader | SphinxFileSystemLoader):
        yield from map(str, loader.searchpath)


def _digest(builder: Builder) -> str:
    """Return a text that differs where a template does: ours, or one in its place."""
    folders = dict.fromkeys(
        Path(path, 'series') for path in _folders(loader_of(builder))
    )
    sha = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob('*.html')):
            sha.update(path.relative_to(folder).as_posix().encode() + b'\0')
            sha.update(hashlib.sha256(path.read_bytes()).digest())
    return sha.hexdigest()
