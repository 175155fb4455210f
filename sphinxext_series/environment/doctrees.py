"""Doctrees that are changed after they were read."""

from __future__ import annotations

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
    """Let *change* change a doctree in its file; return whether it has.

    It is compared with the file: a build may have been killed after it was written.
    """
    # A later build of the same process would get the bytes of an earlier one.
    env._pickled_doctree_cache.pop(docname, None)  # noqa: SLF001
    doctree = env.get_doctree(docname)
    changed = change(doctree)
    if changed:
        app.builder.write_doctree(docname, doctree)
        env._pickled_doctree_cache.pop(docname, None)  # noqa: SLF001
    return changed
