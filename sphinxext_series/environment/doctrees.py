"""Doctrees that are changed after they were read."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def change_doctree(
    app: Sphinx,
    env: BuildEnvironment,
    docname: str,
    change: Callable[[nodes.document], bool],
) -> bool:
    """Let *change* change a doctree in its file; return whether it has."""
    doctree = doctree_of(env, docname)
    changed = change(doctree)
    if changed:
        write_doctree(app, docname, doctree)
    return changed


def doctree_of(env: BuildEnvironment, docname: str) -> nodes.document:
    """Return a doctree as it is in its file: a build may have been killed since."""
    # A later build of the same process would get the bytes of an earlier one.
    env._pickled_doctree_cache.pop(docname, None)  # noqa: SLF001
    return env.get_doctree(docname)


def write_doctree(app: Sphinx, docname: str, doctree: nodes.document) -> None:
    """Write a doctree atomically: a build that is stopped leaves the one before."""
    builder = app.builder
    doctreedir = builder.doctreedir
    with TemporaryDirectory(dir=doctreedir, prefix='series-') as unfinished:
        builder.doctreedir = type(doctreedir)(unfinished)
        try:
            builder.write_doctree(docname, doctree)
        finally:
            builder.doctreedir = doctreedir
        name = f'{docname}.doctree'
        Path(unfinished, name).replace(Path(doctreedir, name))
    app.env._pickled_doctree_cache.pop(docname, None)  # noqa: SLF001
