"""What all documents say about each series, in the order in which it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.model.catalogue import Problem
from sphinxext_series.model.codes import nearest
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.values import Value, field, replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from typing import TypeAlias, TypeVar

    from sphinxext_series.model.catalogue import Conventions, Project
    from sphinxext_series.model.claims import (
        ArticleClaim,
        Claims,
        GuideClaim,
        HubClaim,
        PairClaim,
        Part,
        Place,
        RouteClaim,
    )
    from sphinxext_series.model.series import Series

    _AnyClaim: TypeAlias = (
        HubClaim | ArticleClaim | PairClaim | RouteClaim | GuideClaim | Part
    )
    _Placed = TypeVar('_Placed', PairClaim, RouteClaim, GuideClaim)


class Group(Value, frozen=False):
    """What all documents say about one series, and other projects may add.

    *external* is the series as another project's hub defines it, if none does here.
    """

    name: str
    hubs: list[HubClaim] = field(default_factory=list)
    articles: list[ArticleClaim] = field(default_factory=list)
    pairs: list[PairClaim] = field(default_factory=list)
    routes: list[RouteClaim] = field(default_factory=list)
    guides: list[GuideClaim] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    projects: Mapping[str, Project] = field(default_factory=dict)
    docnames: Collection[str] = ()
    external: Series | None = None


class _Groups(dict[str, Group]):
    """What all documents say about each series; asked for one, it makes one."""

    def __missing__(self, name: str) -> Group:
        return self.setdefault(name, Group(name=name))


def gather(
    claims: Mapping[str, Claims],
    projects: Mapping[str, Project],
    external: Mapping[str, Series],
    docnames: Collection[str],
) -> list[Group]:
    """Return what is said about each series, by its name, its hub's words first."""
    groups = _by_series(claims)
    defined = {name: series for name, series in external.items() if series.target}
    for group in groups.values():
        _put_in_order(group)
        group.projects = projects
        group.docnames = docnames
        if not group.hubs:
            group.external = defined.get(group.name)
    return [groups[name] for name in sorted(groups)]


def _by_series(claims: Mapping[str, Claims]) -> dict[str, Group]:
    groups = _Groups()

    def group_of(claim: _AnyClaim) -> Group:
        return groups[claim.series]

    for docname in sorted(claims):
        for hub in claims[docname].hubs:
            group_of(hub).hubs.append(hub)
        for article in claims[docname].articles:
            group_of(article).articles.append(article)
        for pair in claims[docname].pairs:
            group_of(pair).pairs.append(pair)
        for route in claims[docname].routes:
            group_of(route).routes.append(route)
        for guide in claims[docname].guides:
            group_of(guide).guides.append(guide)
        for part in claims[docname].parts:
            group_of(part).parts.append(part)
    return groups


def _put_in_order(group: Group) -> None:
    """Put first in a group what goes before the rest."""
    # A document that includes an article does not take its code.
    group.articles.sort(key=lambda claim: bool(claim.place.source))
    if group.hubs:
        group.hubs = _by_weight(group.hubs, group.pairs, group.routes)
        home, *others = (hub.place.docname for hub in group.hubs)
        pairs = _first_from(home, others, group.pairs)
        # What a directive says goes before the option of the hub.
        pairs.sort(key=lambda pair: (pair.place.docname != home, not pair.anchor))
        group.pairs = pairs
        group.routes = _first_from(home, others, group.routes)
        group.guides = _first_from(home, others, group.guides)


def _by_weight(
    hubs: Iterable[HubClaim],
    pairs: Iterable[PairClaim],
    routes: Iterable[RouteClaim],
) -> list[HubClaim]:
    """Return the hubs of a series, first the one whose page says most of it.

    Routes and pairs are written by hand, and where they are the series is defined.  A
    document that includes another one does not take its hub.
    """
    weights: dict[str, int] = {}
    docnames = [pair.place.docname for pair in pairs]
    for docname in (*docnames, *(route.place.docname for route in routes)):
        weights[docname] = weights.get(docname, 0) + 1

    def order(hub: HubClaim) -> tuple[bool, int]:
        return bool(hub.place.source), -weights.get(hub.place.docname, 0)

    return sorted(hubs, key=order)


def _first_from(home: str, others: list[str], claims: list[_Placed]) -> list[_Placed]:
    """Return the claims with those of the hub in front, and none of other hubs.

    One warning is enough for a second hub: what it says of the series has no effect.
    """
    ignored = set(others) - {home}
    valid = (claim for claim in claims if claim.place.docname not in ignored)
    return sorted(valid, key=lambda claim: claim.place.docname != home)


def as_listed(project: Project, conventions: Conventions) -> Project:
    """Return a project with those articles listed that this project would list."""

    def listed(series: Series) -> Series:
        articles = (
            replace(article, listed=conventions.lists(article.status))
            for article in series.articles
        )
        return replace(series, articles=tuple(articles))

    return replace(project, series={n: listed(s) for n, s in project.series.items()})


def external_series(projects: Iterable[Project]) -> dict[str, Series]:
    """Return the series of other projects by their names, those with a hub first."""
    external: dict[str, Series] = {}
    for project in projects:
        for name, series in project.series.items():
            defined = name in external and external[name].target
            if name not in external or (series.target and not defined):
                external[name] = series
    return external


def missing_hubs(groups: Iterable[Group], failed: set[str]) -> list[Problem]:
    """Return where series are named that no hub defines, or tries to."""
    defined = [group.name for group in groups if group.hubs]
    problems = []
    for group in groups:
        # A list of all series, or an article's navigation, names none.
        if group.hubs or not group.name:
            continue
        if (group.articles and group.external) or failed & {'', group.name}:
            continue
        facts: dict[str, str | int | Place] = {
            'series': group.name,
            'similar': nearest(group.name, defined),
        }
        kind = Diagnostic.UNKNOWN_SERIES
        naming: list[_AnyClaim] = [*group.pairs, *group.routes, *group.parts]
        places = {claim.place for claim in naming}
        if group.articles:
            kind = Diagnostic.HUB_MISSING
            places = {group.articles[0].place}
            facts['count'] = len(group.articles)
        problems += [
            Problem(kind=kind, place=place, facts=facts) for place in sorted(places)
        ]
    return problems
