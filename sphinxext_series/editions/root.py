"""A root document that was to be an edition, and is none because of a slip.

Sphinx would write the whole project, and with it what the edition was to leave out.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_series.editions.collector import claimed_editions
from sphinxext_series.editions.leaving_out.selection import includes_of
from sphinxext_series.model.arranging.editions import EditionClaim, EditionDiagnostic
from sphinxext_series.model.claims import Place
from sphinxext_series.reading.directives.names import OPTIONS
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx.environment import BuildEnvironment

_NAME = 'series-edition'
#: A line with a directive, also one that is commented out or has not all its marks.
_LINE = re.compile(r'^([^\w\n]*)(?:series:)?([\w-]+)(::)?', re.MULTILINE)
_MARKS = ('..', '{', ':::', '```', '~~~')


def meant_edition(
    env: BuildEnvironment, editions: Collection[str]
) -> EditionClaim | None:
    """Return what the root document claims in vain, and warn of it.

    *editions* are the pages that are one.  A page with a toctree is the root of the
    whole project, unless its directive has run.
    """
    docname = env.config.root_doc
    has_run = claimed_editions(env).get(docname) == ()
    is_alone = not includes_of(env, docname)
    if has_run or is_alone:
        for place in _attempts(env, docname):
            warn(EditionDiagnostic.EDITION_FAILED, location_of(place), docname=docname)
            return EditionClaim(place=place, series='', failed=True)
    if is_alone and editions:
        warn(
            EditionDiagnostic.EDITION_ROOT,
            docname,
            docname=docname,
            editions=', '.join(f'“{name}”' for name in sorted(editions)),
        )
    return None


def _attempts(env: BuildEnvironment, docname: str) -> Iterator[Place]:
    """Yield where a page, or what it includes, has a line that is like the directive.

    Docutils keeps nothing of a directive that it cannot run.
    """
    own = Path(env.doc2path(docname))
    literal_text = None
    for path in (
        own,
        *(env.srcdir / name for name in env.dependencies.get(docname, ())),
    ):
        text = path.read_text('utf-8', errors='replace') if path.is_file() else ''
        for match in _LINE.finditer(text):
            if not _is_like(*match.groups()):
                continue
            if literal_text is None:
                blocks = env.get_doctree(docname).findall(nodes.literal_block)
                literal_text = '\n'.join(block.astext() for block in blocks)
            if match[0].strip() not in literal_text:
                line = text.count('\n', 0, match.start()) + 1
                yield Place(docname, line, '' if path == own else str(path))


def _is_like(before: str, word: str, colons: str | None) -> bool:
    """Return whether a line begins like the directive, or a name close to its own."""
    if not colons and not any(mark in before for mark in _MARKS):
        return False
    is_other = word in OPTIONS and word != _NAME
    close = difflib.get_close_matches(word.lower(), [_NAME], cutoff=0.75)
    return bool(close) and not is_other
