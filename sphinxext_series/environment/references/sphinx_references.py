"""Sphinx's own references in the text of an article, and what they are called.

Sphinx leaves pages stale that call a document or a section by an old title.  The pages
of series note which ones they name, as they note references to articles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import docname_join

if TYPE_CHECKING:
    from sphinx import addnodes
    from sphinx.environment import BuildEnvironment

#: Before the kind of a reference that takes its words from what it leads to.
_NAMED = 'sphinx:'
#: Domains and roles; those of MyST's links have the first or second one only.
_FOLLOWED = frozenset({'std:doc', 'std:ref', 'std:numref', 'math:eq', ':any', 'doc:'})
_FOLLOWED_TYPES = frozenset({'myst'})


def lookup_of(reference: addnodes.pending_xref) -> tuple[str, str, str] | None:
    """Return what a reference looks up, if its words are those of something else."""
    domain, role = reference.get('refdomain') or '', reference.get('reftype') or ''
    is_followed = f'{domain}:{role}' in _FOLLOWED or role in _FOLLOWED_TYPES
    if not is_followed or (reference.get('refexplicit') and role != 'numref'):
        return None
    return _NAMED, str(reference['reftarget']), str(reference.get('refdoc', ''))


def is_of_sphinx(kind: str) -> bool:
    """Return whether a lookup is that of one of Sphinx's own references."""
    return kind == _NAMED


def called(env: BuildEnvironment, target: str, home: str) -> str:
    """Return all that Sphinx may call a target by: a title, a label, a number."""
    std, math = env.domains.standard_domain, env.domains.math_domain
    docnames = {target, docname_join(home, target)} & env.found_docs
    titles = [(name, str(env.titles.get(name))) for name in sorted(docnames)]
    label = target.lower()
    labels = std.labels.get(label), std.anonlabels.get(label)
    numbers = env.toc_fignumbers.get(labels[1][0]) if labels[1] else None
    return repr((titles, labels, numbers, math.equations.get(target)))
