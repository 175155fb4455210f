"""Which documents an edition holds, and toctrees that list no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

from sphinxext_series.environment.doctrees import change_doctree

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.model.arranging.editions import Edition
    from sphinxext_series.model.catalogue import Catalogue

#: What the author's toctree lists, where an edition lists less of it.
_WHOLE = 'series_whole'


def kept_documents(
    edition: Edition, catalogue: Catalogue, env: BuildEnvironment
) -> set[str]:
    """Return the page, what it names, and what their toctrees include.

    A toctree leads to no other article of the series: that is what an edition is for.
    One that holds no article is its page.
    """
    if not edition.articles:
        return {edition.docname}
    series = catalogue.series[edition.series]
    left_out = {article.docname for article in series.articles} | {series.docname}
    waiting = [edition.docname, *edition.docnames]
    kept = set(waiting)
    while waiting:
        for docname in _included(env, waiting.pop()):
            if docname in env.all_docs and docname not in kept | left_out:
                kept.add(docname)
                waiting.append(docname)
    return kept


def _included(env: BuildEnvironment, docname: str) -> Iterator[str]:
    """Yield what an author's toctrees on a page include."""
    for toctree in _authored(env.tocs[docname]):
        yield from toctree.get(_WHOLE, toctree)['includefiles']


def _authored(tree: nodes.Element) -> Iterator[addnodes.toctree]:
    return (t for t in tree.findall(addnodes.toctree) if 'series' not in t)


def limit_toctrees(app: Sphinx, env: BuildEnvironment, kept: Collection[str]) -> None:
    """Take what is left out off all toctrees."""
    for docname in sorted(kept):
        toctrees = list(_authored(env.tocs[docname]))
        if not any(_lists_others(toctree, kept) for toctree in toctrees):
            continue

        def change(doctree: nodes.document) -> bool:
            changes = [_limit(toctree, kept) for toctree in _authored(doctree)]
            return any(changes)

        change_doctree(app, env, docname, change)
        for toctree in toctrees:
            _limit(toctree, kept)
        included = [d for toctree in toctrees for d in toctree['includefiles']]
        env.toctree_includes[docname] = included


def _lists_others(toctree: addnodes.toctree, kept: Collection[str]) -> bool:
    return _WHOLE in toctree or not set(toctree['includefiles']) <= set(kept)


def _limit(toctree: addnodes.toctree, kept: Collection[str]) -> bool:
    """Leave in a toctree what is kept; return whether that changes it."""
    names = ('entries', 'includefiles')
    whole = toctree.setdefault(_WHOLE, {name: toctree[name] for name in names})
    before = toctree['includefiles']
    toctree['includefiles'] = [d for d in whole['includefiles'] if d in kept]
    # An entry may be an address, or the name of a document.
    gone = set(whole['includefiles']) - set(kept)
    toctree['entries'] = [e for e in whole['entries'] if e[1] not in gone]
    return bool(before != toctree['includefiles'])


def includes_of(env: BuildEnvironment, docname: str) -> list[str]:
    """Return what an author's toctrees on a page include."""
    return list(_included(env, docname))


def reached_from(env: BuildEnvironment, docname: str) -> set[str]:
    """Return a document and all that is reached from it by toctrees."""
    reached = {docname}
    waiting = [docname]
    while waiting:
        for included in env.toctree_includes.get(waiting.pop(), ()):
            if included not in reached:
                reached.add(included)
                waiting.append(included)
    return reached
