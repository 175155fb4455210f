"""What a build makes of editions.

Everything is read, so that all claims are known.  When the root document is the page of
an edition, the whole output is that edition: all other documents are treated like ones
that were deleted.  In all other builds an edition is a page; LaTeX and Texinfo make one
more document of it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, cast

from sphinx import addnodes

from sphinxext_series.editions import books
from sphinxext_series.editions.collector import claimed_editions
from sphinxext_series.editions.earlier_outputs import keep_out, keep_out_unwritten
from sphinxext_series.editions.leaving_out.left_out import Whole, copy_of
from sphinxext_series.editions.leaving_out.selection import (
    includes_of,
    kept_documents,
    limit_toctrees,
    reached_from,
)
from sphinxext_series.editions.root import meant_edition
from sphinxext_series.environment.adoption import adopting_toctree, outermost_section
from sphinxext_series.environment.doctrees import change_doctree
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.model.arranging.edition_catalogue import limited
from sphinxext_series.model.arranging.editions import (
    EditionDiagnostic,
    edition_of,
    without_articles,
)
from sphinxext_series.model.catalogue import Problem
from sphinxext_series.model.values import Value, field
from sphinxext_series.reading.claims.conditions import hold
from sphinxext_series.reading.claims.freezing import freeze
from sphinxext_series.reading.nodes import edition_part
from sphinxext_series.settings.warnings import location_of, warn, warn_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.model.arranging.editions import Edition, EditionClaim
    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.text.content import Content

#: What marks a page that no toctree includes; another word than an author's.
_ORPHAN = 'series-edition'


class Editions(Value, frozen=False):
    """The editions of one build, by their pages.

    *only* is that of which the whole output consists; *whole* is the project as it is
    without it.  *read* are the documents that Sphinx has read and is going to write,
    *before* the pages that an earlier build has left, with their times.
    *problems* are what pages say wrong, whatever the builder.
    """

    found: dict[str, Edition] = field(default_factory=dict)
    claims: dict[str, EditionClaim] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    only: Edition | None = None
    whole: Whole | None = None
    kept: dict[str, set[str]] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    before: dict[str, int] = field(default_factory=dict)

    def held(
        self, document: nodes.document, env: BuildEnvironment
    ) -> Collection[str] | None:
        """Return the documents of the edition that is written; None if it is none."""
        if self.only:
            return env.all_docs.keys()
        docname = env.current_document.docname
        if docname not in self.kept:
            return None
        joined = {n['docname'] for n in document.findall(addnodes.start_of_file)}
        return {docname, *joined} if joined else None

    def catalogue_of(self, docname: str) -> Catalogue | None:
        """Return the series as the edition has them that a document becomes."""
        if self.whole is None or docname not in self.kept:
            return None
        edition = self.found[docname]
        return limited(self.whole.catalogue, edition, self.kept[docname])


def editions_of(env: BuildEnvironment) -> Editions:
    """Return the editions of this build."""
    attributes = vars(series_domain(env))
    if 'editions' not in attributes:
        attributes['editions'] = Editions(read=attributes.get('read', []))
    return cast('Editions', attributes['editions'])


def arrange_editions(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Find the editions, and make of them what this builder can."""
    editions, root = editions_of(env), None
    for docname, claim, edition in _found(app, env, editions):
        editions.claims[docname] = claim
        if edition and edition.articles:
            editions.found[docname] = edition
        if edition and docname == env.config.root_doc:
            root = edition
    root = root or _failed_root(env, editions)
    catalogue = series_domain(env).catalogue
    named = {
        docname: edition.short
        for edition in reversed(editions.found.values())
        for docname in (edition.docname, *edition.docnames)
    }
    url = series_domain(env).build.config.edition_url
    # Message catalogues are made of everything that authors wrote.
    if app.builder.name != 'gettext':
        editions.only = root
    if editions.only:
        editions.whole = Whole(
            env=copy_of(env, app), catalogue=catalogue, named=named, url=url
        )
        series_domain(editions.whole.env).build = series_domain(env).build
        return _leave_out(app, env, editions, editions.only)
    _mark_orphans(env, editions.claims)
    if _makes_books(app.builder):
        editions.whole = Whole(env=env, catalogue=catalogue, named=named, url=url)
    return _fill_books(app, env, editions)


def _found(
    app: Sphinx, env: BuildEnvironment, editions: Editions
) -> Iterator[tuple[str, EditionClaim, Edition | None]]:
    """Yield what pages claim in this build, the editions that they are, and warn."""
    catalogue = series_domain(env).catalogue
    for docname, claims in sorted(claimed_editions(env).items()):
        holding = [c for c in claims if not c.conditions or hold(c.conditions, app)]
        problems = [_twice(claim) for claim in holding[1:]]
        for claim in holding[:1]:
            title = _title_of(env, docname)
            edition, slips = edition_of(claim, title, catalogue, env.all_docs)
            problems += [*slips, *_takes_articles(env, claim, catalogue)]
            yield docname, claim, edition
        for problem in problems:
            warn_of(problem, env)
        editions.problems += problems


def _twice(claim: EditionClaim) -> Problem:
    facts = {'series': claim.series}
    kind = EditionDiagnostic.EDITION_TWICE
    return Problem(kind=kind, place=claim.place, facts=facts)


def _title_of(env: BuildEnvironment, docname: str) -> Content:
    return freeze(env.titles[docname].children, docname)


def _failed_root(env: BuildEnvironment, editions: Editions) -> Edition | None:
    """Return an edition without articles, if the root document was to be one."""
    docname = env.config.root_doc
    catalogue = series_domain(env).catalogue
    if docname in catalogue.hubs:
        return None
    claim = editions.claims.get(docname) or meant_edition(env, editions.found)
    if claim is None:
        return None
    editions.claims[docname] = claim
    return without_articles(claim, _title_of(env, docname))


def _takes_articles(
    env: BuildEnvironment, claim: EditionClaim, catalogue: Catalogue
) -> Iterator[Problem]:
    """Yield that a page takes articles from the hub, and so out of the whole book."""
    docname = claim.place.docname
    listed = [d for d in includes_of(env, docname) if d in catalogue.memberships]
    if listed:
        facts = {'series': claim.series}
        facts['docname'] = ', '.join(f'“{name}”' for name in listed)
        kind = EditionDiagnostic.EDITION_TOCTREE
        yield Problem(kind=kind, place=claim.place, facts=facts)


def _mark_orphans(env: BuildEnvironment, claims: Collection[str]) -> None:
    """Have Sphinx expect that no toctree includes the page of an edition."""
    included = {d for listed in env.toctree_includes.values() for d in listed}
    for docname in claims:
        metadata = env.metadata[docname]
        if docname not in included:
            metadata.setdefault('orphan', _ORPHAN)
        elif metadata.get('orphan') == _ORPHAN:
            del metadata['orphan']


def fingerprint(_app: Sphinx, env: BuildEnvironment, docname: str) -> str:
    """Return what the page of an edition lists; titles are looked up by their names."""
    edition = editions_of(env).found.get(docname)
    if edition is None:
        return ''
    articles = [(str(a.reference), a.minutes) for a in edition.articles]
    return repr((articles, edition.show_minutes))


# -- the whole output ------------------------------------------------------------------


def _leave_out(
    app: Sphinx, env: BuildEnvironment, editions: Editions, edition: Edition
) -> list[str]:
    """Leave one edition of the project, as if all other documents were deleted.

    It is written whole in every build: its pages say titles of what is left out, and
    that is read anew each time.
    """
    domain = series_domain(env)
    kept = kept_documents(edition, domain.catalogue, env)
    for docname in sorted(env.all_docs.keys() - kept):
        app.events.emit('env-purge-doc', env, docname)
        env.clear_doc(docname)
        env.dependencies.pop(docname, None)
        _forget_file(env, docname)
    editions.read[:] = [docname for docname in editions.read if docname in kept]
    for docname in edition.docnames:
        # The author has named it here.
        env.metadata.get(docname, {}).pop('orphan', None)
    domain.build.show(limited(domain.catalogue, edition, kept))
    # Nothing is the same as in an earlier build: what is left out is not compared.
    domain.build.doors.rendered_with['edition'] = str(time.time_ns())
    limit_toctrees(app, env, kept)
    _set_toctree(app, env, edition, [] if edition.articles else None)
    return sorted(kept)


def _forget_file(env: BuildEnvironment, docname: str) -> None:
    """Forget that there is a document: outputs may contain the environment itself."""
    env.project.docnames.discard(docname)
    for names in vars(env.project).values():
        if isinstance(names, dict):
            for key in [k for k, value in names.items() if docname in {k, value}]:
                del names[key]


def _set_toctree(
    app: Sphinx, env: BuildEnvironment, edition: Edition, docnames: list[str] | None
) -> bool:
    """Give the page a toctree with these documents, or, without any, take it away.

    An empty one is filled by adoption, like that of a hub.
    """

    def change(doctree: nodes.document) -> bool:
        for part in doctree.findall(edition_part):
            before = [t for t in doctree.findall(addnodes.toctree) if 'series' in t]
            lists = [toctree['includefiles'] for toctree in before]
            if lists == ([] if docnames is None else [docnames]):
                return False
            if lists and docnames == []:
                return False  # adoption knows better what is in it
            for toctree in before:
                toctree.parent.parent.remove(toctree.parent)
            if docnames is not None:
                series, docname = edition.series, edition.docname
                # Last on the page: all that it says is the preface.
                wrapper = adopting_toctree(series, docname, docnames)
                outermost_section(part).append(wrapper)
            return True
        return False

    return change_doctree(app, env, edition.docname, change)


# -- one more document -----------------------------------------------------------------


def _makes_books(builder: Builder) -> bool:
    return builder.name in books.BUILDERS


def _fill_books(app: Sphinx, env: BuildEnvironment, editions: Editions) -> list[str]:
    """Fill the pages of which this builder makes a document, and empty the others."""
    makes_books = _makes_books(app.builder)
    catalogue = series_domain(env).catalogue
    for docname, edition in editions.found.items():
        starts = books.starts(app.config, app.builder.name) if makes_books else []
        inside = [d for d in starts if d != docname and docname in reached_from(env, d)]
        if inside:
            place = location_of(editions.claims[docname].place)
            warn(EditionDiagnostic.EDITION_INSIDE, place, docname=inside[0])
        if makes_books and not inside:
            editions.kept[docname] = kept_documents(edition, catalogue, env)
            _set_toctree(app, env, edition, list(edition.docnames))
        else:
            _set_toctree(app, env, edition, None)
    return []


def name_books(app: Sphinx, _builder: Builder) -> None:
    """Name what is written: books follow the titles of their pages.

    Not earlier: the environment is stored with the configuration by which Sphinx sees
    what has changed.
    """
    editions = editions_of(app.env)
    if editions.only:
        words = series_domain(app.env).build.words
        title = words.of(editions.only.title)
        description = words.of(editions.only.description)
        docname, kept = editions.only.docname, app.env.found_docs
        books.name_output(app.config, docname, title, description, kept)
        if editions.whole:
            place = editions.claims[docname].place
            editions.before = keep_out(app, editions.whole.env, place)
    elif _makes_books(app.builder):
        books.add_documents(app.config, app.builder.name, editions.kept)


def tell_of_old_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield no page; Sphinx comes to the end when it has written those of others."""
    editions = editions_of(app.env)
    if editions.only and editions.before:
        place = editions.claims[editions.only.docname].place
        keep_out_unwritten(app, editions.before, place)
    yield from ()
