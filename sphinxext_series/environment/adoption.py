"""Adoption: a hub lists the articles that no other toctree includes.

Adopted articles get sidebar, breadcrumbs, Previous and Next, section numbers, and
their place in PDF and EPUB.  All of it is here, in the order of a build:

1. A hub is read: :func:`give_toctrees` puts a toctree on its page, empty.
2. All documents are read: :func:`adopt` fills it, in all four places that Sphinx reads.
3. Pages are about to be written: :func:`shorten_sidebars`.
4. The hub's page is written: :class:`Leaving` takes the list out; the index is one.

A hub adopts and never steals: what another toctree includes stays there, and nothing is
adopted from which the hub itself is reached.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxext_series.environment.builders import shows_cards
from sphinxext_series.environment.doctrees import doctree_of, write_doctree
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.environment.staleness.stale_pages import staleness_of
from sphinxext_series.model.text.content import plain_text
from sphinxext_series.reading.nodes import ancestors, hub_claim
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.environment.domain import SeriesDomain
    from sphinxext_series.model.series import Series
    from sphinxext_series.settings.config import SeriesConfig

#: With more articles, ``auto`` keeps them out of sidebars: these cost N lines a page.
MOST_IN_SIDEBAR = 100


class Adoption(NamedTuple):
    """What a hub adopts for a series: *form* is ``full`` or ``relations``.

    *entries* are those of a toctree, as Sphinx has them.  *drafts* belong to the hub,
    too, but readers are not led there (yet).
    """

    hub: str
    form: str
    entries: list[tuple[str | None, str]]
    drafts: tuple[str, ...]


# -- a hub is read ---------------------------------------------------------------------


def give_toctrees(_app: Sphinx, document: nodes.document) -> None:
    """Give each hub the toctree in which it will list its articles.

    Not earlier: some extensions take a toctree that they find for an author's own.
    Right before Sphinx's collectors look for them.
    """
    for hub in document.findall(hub_claim):
        if hub.get('adopts'):
            # Last on the page: where documents are joined, the articles follow it.
            wrapper = adopting_toctree(hub['series'], hub['place'].docname)
            toctree = cast('nodes.Element', wrapper[0])
            toctree.source, toctree.line = hub.source, hub.line
            if hub['caption']:
                toctree['caption'] = hub['caption']
                toctree['rawcaption'] = hub['rawcaption']
            outermost_section(hub).append(wrapper)


def adopting_toctree(
    series: str, docname: str, docnames: Sequence[str] = ()
) -> nodes.compound:
    """Return a toctree of a document that lists what is adopted for a series."""
    toctree = addnodes.toctree(
        '',
        series=series,
        parent=docname,
        entries=[(None, docname) for docname in docnames],
        includefiles=list(docnames),
        maxdepth=-1,
        caption=None,
        glob=False,
        # A hidden toctree would keep the articles out of EPUB's contents.
        hidden=False,
        includehidden=False,
        numbered=0,
        titlesonly=False,
    )
    return nodes.compound('', toctree, classes=['toctree-wrapper'])


def outermost_section(node: nodes.Node) -> nodes.Element:
    """Return the section that holds all of a page on which something is."""
    outermost = node.parent
    for above in ancestors(node):
        if isinstance(above, nodes.section):
            outermost = above
    return outermost


# -- all documents are read ------------------------------------------------------------


def adopt(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Fill the toctrees of the hubs; return those that have changed."""
    # Computed once and kept, even in the pickle; see shorten_sidebars().
    env.__dict__.pop('master_doctree', None)
    domain = series_domain(env)
    hubs = _adopting(domain) & env.all_docs.keys()
    if not hubs or staleness_of(env).is_unchanged:
        return []
    adoptions = plan(
        domain.catalogue.series, explicit_toctrees(env), env, domain.config
    )
    return [hub for hub in sorted(hubs) if _fill(app, env, hub, adoptions)]


def _adopting(domain: SeriesDomain) -> set[str]:
    """Return the documents that may adopt: hubs, and those that take a hub's place."""
    claimed = {docname for docname, claims in domain.claims.items() if claims.hubs}
    return claimed | domain.catalogue.hubs.keys()


def explicit_toctrees(env: BuildEnvironment) -> dict[str, list[str]]:
    """Return what authors' own toctrees include, never what was adopted before."""
    explicit = dict(env.toctree_includes)
    for docname in _adopting(series_domain(env)):
        if docname in env.tocs:
            explicit[docname] = [
                included
                for toctree in env.tocs[docname].findall(addnodes.toctree)
                if 'series' not in toctree
                for included in toctree['includefiles']
            ]
    return explicit


def plan(
    all_series: Mapping[str, Series],
    explicit: Mapping[str, list[str]],
    env: BuildEnvironment,
    config: SeriesConfig,
) -> dict[str, Adoption]:
    """Return what is adopted for each series: a pure function of the toctrees."""
    parents: dict[str, set[str]] = defaultdict(set)
    for docname, included in explicit.items():
        for child in included:
            parents[child].add(docname)
    adoptions = {}
    for series in sorted(all_series.values(), key=lambda s: (s.docname, s.name)):
        form = series.toctree or config.toctree
        if not series.docname or form == 'none':
            continue
        if form == 'auto':
            is_small = len(series.articles) <= MOST_IN_SIDEBAR
            form = 'full' if is_small else 'relations'
        above = _ancestors(series.docname, parents)
        adopted = [
            docname
            for docname in series.claimants
            if docname not in above
            and not parents.get(docname)
            and _can_be_adopted(docname, env)
        ]
        for docname in adopted:
            parents[docname].add(series.docname)
        drafts = {a.docname for a in series.articles if not a.readable}
        titles = _titles(series) if series.toctree_codes else {}
        adoptions[series.name] = Adoption(
            hub=series.docname,
            form=form,
            entries=[(titles.get(d), d) for d in adopted if d not in drafts],
            drafts=tuple(d for d in adopted if d in drafts),
        )
    return adoptions


def _titles(series: Series) -> dict[str, str]:
    """Return what toctrees call the articles of a series: with their codes."""
    return {
        article.docname: str(_('%(code)s: %(title)s'))
        % {'code': article.code, 'title': plain_text(article.title)}
        for article in series.articles
    }


def _ancestors(docname: str, parents: Mapping[str, set[str]]) -> set[str]:
    """Return the document and all from which it is reached."""
    ancestors = {docname}
    waiting = [docname]
    while waiting:
        for parent in parents.get(waiting.pop(), ()):
            if parent not in ancestors:
                ancestors.add(parent)
                waiting.append(parent)
    return ancestors


def _can_be_adopted(docname: str, env: BuildEnvironment) -> bool:
    """Return whether a document may be in a toctree.

    One without a title would be warned of on every page that shows the toctree.
    """
    return (
        docname in env.all_docs
        and docname != env.config.root_doc
        and 'orphan' not in env.metadata.get(docname, {})
        and _has_title(env, docname)
    )


def _has_title(env: BuildEnvironment, docname: str) -> bool:
    return any(True for _entry in env.tocs[docname].findall(_is_entry))


def _is_entry(node: nodes.Node) -> bool:
    return isinstance(node, addnodes.compact_paragraph)


# -- the four places that Sphinx reads -------------------------------------------------


def _fill(
    app: Sphinx, env: BuildEnvironment, hub: str, adoptions: Mapping[str, Adoption]
) -> bool:
    """Fill a hub's toctrees; return whether anything has changed."""
    doctree = doctree_of(env, hub)
    own = {name: one for name, one in adoptions.items() if one.hub == hub}
    in_document = _set(doctree, own)
    in_contents = _set_contents(env.tocs[hub], doctree, own)
    if in_document:
        write_doctree(app, hub, doctree)
    # A document may be gone since its toctree was read.
    includes = [
        included
        for toctree in doctree.findall(addnodes.toctree)
        for included in toctree['includefiles']
        if included in env.found_docs
    ]
    drafts = [draft for adoption in own.values() for draft in adoption.drafts]
    in_relations = env.toctree_includes.get(hub, []) != includes
    _note(env, hub, includes, drafts)
    return in_document or in_contents or in_relations


def _set(doctree: nodes.document, adoptions: Mapping[str, Adoption]) -> bool:
    """Set the entries of a hub's toctrees; return whether they were others."""
    changed = False
    left = dict(adoptions)
    for toctree in _ours(doctree):
        # A second directive for one series defines nothing, and adopts nothing.
        adoption = left.pop(toctree['series'], None)
        entries = adoption.entries if adoption else []
        if toctree['entries'] != entries:
            toctree['entries'] = entries
            toctree['includefiles'] = [docname for _title, docname in entries]
            changed = True
    return changed


def _set_contents(
    toc: nodes.Element, doctree: nodes.document, adoptions: Mapping[str, Adoption]
) -> bool:
    """Put a hub's toctrees into its contents; return whether there were others.

    One that lists nothing there is left out: sidebars would offer to open it.
    """
    before = [toctree['entries'] for toctree in _ours(toc)]
    for toctree in list(_ours(toc)):
        holder = toctree.parent
        holder.remove(toctree)
        if not holder.children and holder is not toc:
            holder.parent.remove(holder)
    toctrees = [
        toctree.copy()
        for toctree in _ours(doctree)
        if toctree['includefiles'] and adoptions[toctree['series']].form == 'full'
    ]
    if toctrees:
        _below_first_section(toc).extend(toctrees)
    return before != [toctree['entries'] for toctree in toctrees]


def _below_first_section(toc: nodes.Element) -> nodes.Element:
    """Return the list of what is below the first section of a document."""
    if not toc.children or not isinstance(toc[0], nodes.list_item):
        return toc
    if not isinstance(toc[0][-1], nodes.bullet_list):
        toc[0].append(nodes.bullet_list())
    return cast('nodes.Element', toc[0][-1])


def _note(
    env: BuildEnvironment, hub: str, includes: list[str], drafts: list[str]
) -> None:
    """Note what a hub includes, as Sphinx does when it reads a toctree."""
    for parents in env.files_to_rebuild.values():
        parents.discard(hub)
    for docname in [d for d, parents in env.files_to_rebuild.items() if not parents]:
        del env.files_to_rebuild[docname]
    # A draft is in no list, but is not forgotten either.
    for docname in (*includes, *drafts):
        env.files_to_rebuild.setdefault(docname, set()).add(hub)
    if includes:
        env.toctree_includes[hub] = includes
    else:
        env.toctree_includes.pop(hub, None)


def forget_section_numbers(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Forget section numbers before Sphinx gives new ones.

    It leaves those of documents that are no longer numbered (Sphinx issue 591).
    """
    if any('secnumber' in title for title in env.titles.values()):
        for title in env.titles.values():
            title.attributes.pop('secnumber', None)
        for toc in env.tocs.values():
            for reference in toc.findall(nodes.reference):
                reference.attributes.pop('secnumber', None)
    return []


# -- pages are written -----------------------------------------------------------------


def shorten_sidebars(app: Sphinx, _builder: Builder) -> None:
    """Keep what a root document adopts by relations only out of sidebars.

    Those of themes begin with the toctrees of the root document itself, not with the
    contents of which :func:`adopt` takes it out.
    """
    env = app.env
    root = env.config.root_doc
    claimed = series_domain(env).claims.get(root)
    if not claimed or not claimed.hubs:
        return
    in_contents = {toctree['series'] for toctree in _ours(env.tocs[root])}
    doctree = env.get_doctree(root)
    for toctree in _ours(doctree):
        if toctree['series'] not in in_contents:
            toctree['entries'], toctree['includefiles'] = [], []
    env.__dict__['master_doctree'] = doctree


class Leaving(SphinxPostTransform):
    """Take the lists of adopted articles off pages: the index is one already."""

    def run(self, **_kwargs: object) -> None:
        """Do it on the pages of hubs."""
        domain = series_domain(self.env)
        claimed = domain.claims.get(domain.docname)
        if not claimed or not claimed.hubs or _keeps_list(domain, domain.builder):
            return
        for toctree in list(_ours(self.document)):
            wrapper = toctree.parent
            wrapper.parent.remove(wrapper)


def _keeps_list(domain: SeriesDomain, builder: Builder) -> bool:
    """Return whether the list of adopted articles is needed on this page.

    An EPUB's contents are those of the root document as it is written.
    """
    return (
        builder.format == 'html'
        and not shows_cards(builder)
        and domain.docname == domain.env.config.root_doc
    )


def _ours(tree: nodes.Element) -> Iterator[addnodes.toctree]:
    return (t for t in tree.findall(addnodes.toctree) if 'series' in t)
