"""From what documents claim to the series of a build, at each event of Sphinx's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.checks import CHECKS
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.model.arranging.arrangement import arrange
from sphinxext_series.settings.config import SeriesConfig
from sphinxext_series.settings.doors import ARRANGED
from sphinxext_series.settings.later import load
from sphinxext_series.settings.warnings import warn_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.environment.domain import SeriesDomain
    from sphinxext_series.model.catalogue import Project
    from sphinxext_series.model.claims import Claims, Condition


def arrange_series(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the series of all claims, and say what does not fit."""
    domain = series_domain(env)
    domain.begin(app)
    build = domain.build
    build.config = SeriesConfig.of(app.config)
    build.projects = _other_projects(app, build.config)
    build.holding = _holding(app, domain)
    claims = dict(_that_hold(domain.claims, build.holding))
    _read_excerpts(domain, claims.values())
    catalogue = arrange(
        claims,
        domain.excerpts,
        build.config,
        build.projects,
        env.all_docs.keys(),
    )
    checks = (*CHECKS, *build.doors.checks)
    problems = (problem for check in checks for problem in check(catalogue))
    build.show(catalogue.with_problems(problems))
    for problem in build.catalogue.problems:
        warn_of(problem, env)
    return []


def tell_of_catalogue(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Tell other extensions which series this output has: an edition has fewer."""
    app.emit(ARRANGED, env, series_domain(env).catalogue)
    return []


def _other_projects(app: Sphinx, config: SeriesConfig) -> Mapping[str, Project]:
    """Return the projects that ``conf.py`` names; where it names none, at no cost."""
    if not config.external:
        return {}
    from sphinxext_series.federation.fetching import load_projects

    return load_projects(app, config.external)


def _holding(app: Sphinx, domain: SeriesDomain) -> dict[tuple[Condition, ...], bool]:
    """Return the conditions of claims, and whether they hold."""
    claims = domain.claims.values()
    conditions = {condition for claimed in claims for condition in claimed.conditions}
    if not conditions:
        return {}
    hold = load('reading.claims.conditions:hold')
    return {together: hold(together, app) for together in sorted(conditions)}


def _that_hold(
    claims: Mapping[str, Claims], holding: Mapping[tuple[Condition, ...], bool]
) -> Iterator[tuple[str, Claims]]:
    """Yield the claims that hold in this build."""
    for docname, claimed in claims.items():
        yield docname, claimed.holding(holding) if claimed.conditions else claimed


def _read_excerpts(domain: SeriesDomain, claims: Iterable[Claims]) -> None:
    """Look into the documents that are pulled in and say nothing themselves."""
    pulled_in = {
        pulled.docname
        for claimed in claims
        for lists in (claimed.hubs, claimed.pairs)
        for claim in lists
        for pulled in claim.pulled
    }
    for docname in sorted(pulled_in & domain.env.all_docs.keys()):
        if docname not in domain.claims and docname not in domain.excerpts:
            document = domain.env.get_doctree(docname)
            excerpt_of = load('reading.claims.document:excerpt_of')
            domain.excerpts[docname] = excerpt_of(document, docname)
    for docname in domain.excerpts.keys() - pulled_in:
        del domain.excerpts[docname]
