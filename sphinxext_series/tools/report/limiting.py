"""Limits in a report: the prose of the articles that have some, and what is beyond."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinxext_series.checks.diagnostics import CheckDiagnostic
from sphinxext_series.checks.limits import check_limits, is_comparable, parse_limits
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.reading.claims.prose import prose_of
from sphinxext_series.settings.warnings import sentence_of, warn_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.checks.limits import Limits
    from sphinxext_series.model.catalogue import Problem
    from sphinxext_series.model.claims import Place
    from sphinxext_series.model.text.prose import Prose


class Beyond(NamedTuple):
    """What is beyond the limits, by series; and documents without capitals."""

    found: dict[str, list[dict[str, Any]]]
    without_capitals: list[str]


def beyond_limits(app: Sphinx) -> Beyond:
    """Return what is beyond the limits, and warn of it."""
    domain = series_domain(app.env)
    if not domain.config.limits:
        return Beyond({}, [])
    limits, problems = parse_limits(domain.config.limits, domain.catalogue)
    for problem in problems:
        warn_of(problem, app.env)
    prose = _prose(app, limits)
    found: dict[str, list[dict[str, Any]]] = {}
    for name, series in domain.catalogue.series.items():
        for problem in check_limits(series, limits, prose):
            warn_of(problem, app.env)
            found.setdefault(name, []).append(_as_json(problem, app.env))
    without = [docname for docname, one in prose.items() if not is_comparable(one)]
    return Beyond(found, without)


def _prose(app: Sphinx, limits: Mapping[str, Limits]) -> dict[str, Prose]:
    """Return the prose of the articles with limits, and of what they compare with."""
    audiences = {*limits, *(limit.plainer_than for limit in limits.values())}
    skip = {title for limit in limits.values() for title in limit.skip}
    docnames = {
        article.docname
        for series in series_domain(app.env).catalogue.series.values()
        for article in series.articles
        if article.docname and article.code.audience in audiences
    }
    return {
        docname: prose_of(app.env.get_doctree(docname), docname, skip, app)
        for docname in sorted(docnames)
    }


def file_of_place(place: Place, env: BuildEnvironment) -> str:
    """Return the file of a place, named from the sources' root."""
    path = Path(place.source or env.doc2path(place.docname))
    if path.is_relative_to(env.srcdir):
        path = path.relative_to(env.srcdir)
    return path.as_posix()


def _as_json(problem: Problem, env: BuildEnvironment) -> dict[str, Any]:
    return {
        'code': str(problem.facts['code']),
        'audience': str(problem.facts['audience']),
        'file': file_of_place(problem.place, env),
        'line': problem.place.line,
        'limit': CheckDiagnostic(problem.kind).name.lower().removeprefix('limit_'),
        'message': sentence_of(problem, env),
    }
