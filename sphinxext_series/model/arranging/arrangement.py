"""How the claims of all documents become series.

Pure: the same claims give the same catalogue, in whatever order documents were read.
Where claims contradict each other, the first by the name of its document and its line
wins, and the others are named in a problem.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinxext_series.model.arranging.articles import Candidates, memberships_of
from sphinxext_series.model.arranging.gathering import (
    Group,
    as_listed,
    external_series,
    gather,
    missing_hubs,
)
from sphinxext_series.model.arranging.pairs import declared_pairs, pairs_of
from sphinxext_series.model.arranging.sections import (
    named_sections,
    problems_of_sections,
)
from sphinxext_series.model.arranging.slips import (
    articles_of_other_pairs,
    chosen_audiences,
    pairs_on_one_line,
    parts_without_content,
    planned_on_one_line,
    second_hub,
    titles_with_other_codes,
)
from sphinxext_series.model.catalogue import Catalogue, Problem
from sphinxext_series.model.claims import (
    Claims,
    Excerpt,
    FailedClaim,
    HubClaim,
)
from sphinxext_series.model.routes.resolution import with_routes
from sphinxext_series.model.series import Article, Series
from sphinxext_series.model.targets import NOWHERE, Target
from sphinxext_series.model.values import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sphinxext_series.model.catalogue import Conventions, Project
    from sphinxext_series.model.claims import (
        PairClaim,
    )
    from sphinxext_series.model.codes import Audience
    from sphinxext_series.model.text.content import Content


def arrange(
    claims: Mapping[str, Claims],
    excerpts: Mapping[str, Excerpt],
    conventions: Conventions,
    projects: Mapping[str, Project] = MappingProxyType({}),
    docnames: Collection[str] = (),
) -> Catalogue:
    """Return the series that the claims of all documents make.

    *claims* are found by the names of documents, and so are *excerpts*: what is known
    of the documents that hubs pull in.  A document in neither of them does not exist.
    *projects* are others, by their names: the first that defines a series is heard.
    *docnames* are all documents, those that have nothing to do with a series too: one
    of them may be meant.
    """
    projects = {n: as_listed(p, conventions) for n, p in projects.items()}
    external = external_series(projects.values())
    groups = gather(claims, projects, external, docnames)
    failed = [failed for claimed in claims.values() for failed in claimed.failed]
    problems = missing_hubs(groups, {claim.series for claim in failed if claim.hub})
    series: dict[str, Series] = {}
    for group in groups:
        if group.hubs or group.articles:
            arrangement = _Arrangement(group, claims, excerpts, conventions)
            series[group.name] = arrangement.build()
            problems += arrangement.problems
            failed += arrangement.failed
    catalogue = Catalogue(
        series=series,
        external={name: one for name, one in external.items() if name not in series},
        failed=frozenset(failed),
    )
    complete, mismatches = _with_all_routes(catalogue, groups)
    memberships = memberships_of(complete.series.values(), claims)
    sections = named_sections(claims, memberships)
    complete = replace(complete, memberships=memberships, sections=sections)
    problems += mismatches
    problems += parts_without_content(groups, complete, claims)
    problems += problems_of_sections(claims, complete)
    return complete.with_problems(problems)


def _with_all_routes(
    catalogue: Catalogue, groups: Iterable[Group]
) -> tuple[Catalogue, list[Problem]]:
    """Return the series with their routes, which may lead through each of them."""
    series = dict(catalogue.series)
    problems: list[Problem] = []
    for group in groups:
        if group.name in series:
            one, mismatches = with_routes(series[group.name], group.routes, catalogue)
            series[group.name] = one
            problems += mismatches
    return replace(catalogue, series=series), problems


class _Arrangement:
    """One series in the making: candidates are collected, winners are kept."""

    def __init__(
        self,
        group: Group,
        claims: Mapping[str, Claims],
        excerpts: Mapping[str, Excerpt],
        conventions: Conventions,
    ) -> None:
        self.name = group.name
        self.group = group
        self.claims = claims
        self.excerpts = excerpts
        self.conventions = conventions
        self.external = group.external
        self.problems: list[Problem] = []
        self.failed: list[FailedClaim] = []
        self.hub = self._choose_hub()
        self.audiences = self._choose_audiences()

    def build(self) -> Series:
        """Return the series; what did not fit went to the problems."""
        pairs, problems = declared_pairs(self.group.pairs)
        self.problems += problems
        lists: tuple[HubClaim | PairClaim, ...] = (self.hub, *pairs.values())
        articles = self._articles(lists)
        target = Target(self.hub.place.docname, self.hub.anchor)
        if not self.group.hubs:
            target = self.external.target if self.external else NOWHERE
        series = Series(
            name=self.name,
            title=self._title(),
            target=target,
            place=self.hub.place,
            description=self.hub.description,
            audiences=self.audiences,
            status=self.hub.status,
            next=self.hub.next,
            next_place=self.hub.place_of('next'),
            pair_label=self.hub.pair_label,
            layout=self.hub.layout,
            headings=self.hub.headings,
            badges=self.hub.badges,
            show_minutes=self.conventions.show_minutes,
            toctree=self.hub.toctree,
            toctree_codes=self.hub.toctree_codes,
            articles=articles,
            introduction=next((g.introduction for g in self.group.guides), ()),
            pairs=pairs_of(self.group, pairs, articles),
            claimants=self._claimants(articles),
        )
        self.problems += titles_with_other_codes(series)
        self.problems += pairs_on_one_line(self.hub, self.group.pairs, articles)
        self.problems += planned_on_one_line(lists, self.name)
        self.problems += articles_of_other_pairs(self.group.pairs, series)
        return series

    def _choose_hub(self) -> HubClaim:
        if not self.group.hubs:
            hub = HubClaim(place=self.group.articles[0].place, series=self.name)
            return _as_defined(self.external, hub) if self.external else hub
        first, *others = self.group.hubs
        for other in others:
            self.problems += second_hub(first, other, self.claims)
        return first

    def _choose_audiences(self) -> tuple[Audience, ...]:
        lists: list[HubClaim | PairClaim] = [self.hub, *self.group.pairs]
        codes = [claim.code for claim in self.group.articles]
        for one in lists:
            codes += [claim.code for claim in one.pulled]
            codes += [claim.code for claim in one.planned]
        default = self.conventions.default_audiences
        audiences, problem = chosen_audiences(self.hub, default, codes)
        self.problems += [problem] if problem else []
        return audiences

    def _title(self) -> Content:
        if self.hub.title or not self.group.hubs:
            return self.hub.title or (self.name,)
        return self.claims[self.hub.place.docname].excerpt.title or (self.name,)

    def _articles(self, lists: Sequence[HubClaim | PairClaim]) -> tuple[Article, ...]:
        candidates = Candidates(
            self.group,
            hub=self.hub,
            audiences=self.audiences,
            claims=self.claims,
            excerpts=self.excerpts,
            conventions=self.conventions,
        )
        articles = candidates.chosen(lists)
        self.problems += candidates.problems
        self.failed += candidates.failed
        return articles

    def _claimants(self, articles: Iterable[Article]) -> tuple[str, ...]:
        """Return all documents that are to belong here: articles first, in order."""
        docnames = [article.docname for article in articles if article.docname]
        docnames += sorted(claim.place.docname for claim in self.group.articles)
        return tuple(dict.fromkeys(docnames))


def _as_defined(series: Series, claim: HubClaim) -> HubClaim:
    """Return what the hub of another project says, as if it were said here."""
    return replace(
        claim,
        title=series.title,
        audiences=series.audiences,
        status=series.status,
        description=series.description,
        pair_label=series.pair_label,
    )
