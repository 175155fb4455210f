"""How the claims of all documents become series.

Pure: the same claims give the same catalogue, in whatever order documents were read.
Where claims contradict each other, the first by the name of its document and its line
wins, and the others are named in a problem.
"""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING

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
    chosen_audiences,
    pairs_on_one_line,
    parts_without_content,
    planned_on_one_line,
    second_hub,
    titles_with_other_codes,
)
from sphinxext_series.model.catalogue import Catalogue, Problem
from sphinxext_series.model.claims import (
    ArticleClaim,
    Claims,
    Excerpt,
    FailedClaim,
    HubClaim,
    Place,
)
from sphinxext_series.model.codes import nearest
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.routes.resolution import with_routes
from sphinxext_series.model.series import Article, Series
from sphinxext_series.model.targets import NOWHERE, Target
from sphinxext_series.model.text.titles import without_code
from sphinxext_series.model.values import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sphinxext_series.model.catalogue import Conventions, Project
    from sphinxext_series.model.claims import (
        PairClaim,
        PlannedClaim,
        PulledClaim,
    )
    from sphinxext_series.model.codes import Audience, Code
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
    groups = gather(claims)
    projects = {n: as_listed(p, conventions) for n, p in projects.items()}
    external = external_series(projects.values())
    for group in groups:
        group.projects = projects
        group.docnames = docnames
        defined = external.get(group.name)
        if defined and defined.target and not group.hubs:
            group.external = defined
    failed = [failed for claimed in claims.values() for failed in claimed.failed]
    problems = missing_hubs(groups, {claim.series for claim in failed if claim.hub})
    arrangements = [
        _Arrangement(group, claims, excerpts, conventions, problems)
        for group in groups
        if group.hubs or group.articles
    ]
    series = {one.name: one.build() for one in arrangements}
    failed += [claim for one in arrangements for claim in one.failed]
    external = {name: one for name, one in external.items() if name not in series}
    catalogue = Catalogue(series=series, external=external, failed=frozenset(failed))
    complete = {}
    for group in groups:
        if group.name in series:
            one, mismatches = with_routes(series[group.name], group.routes, catalogue)
            complete[group.name] = one
            problems += mismatches
    memberships = _memberships(complete.values(), claims)
    problems += parts_without_content(
        [part for group in groups for part in group.parts],
        complete,
        {group.name: group.hubs[0] for group in groups if group.hubs},
        memberships,
        claims,
    )
    catalogue = Catalogue(
        series=complete,
        external=external,
        failed=frozenset(failed),
        memberships=memberships,
        sections=named_sections(claims, memberships),
    )
    problems += problems_of_sections(claims, catalogue)
    return catalogue.with_problems(problems)


class _Arrangement:
    """One series in the making: candidates are collected, winners are kept."""

    def __init__(
        self,
        group: Group,
        claims: Mapping[str, Claims],
        excerpts: Mapping[str, Excerpt],
        conventions: Conventions,
        problems: list[Problem],
    ) -> None:
        self.name = group.name
        self.group = group
        self.claims = claims
        self.excerpts = excerpts
        self.conventions = conventions
        self.problems = problems
        self.external = group.external
        self.hub = self._choose_hub()
        self.failed: list[FailedClaim] = []
        self.audiences = self._choose_audiences()
        self.tones = {audience.code: n for n, audience in enumerate(self.audiences)}

    def build(self) -> Series:
        """Return the series; what did not fit went to the problems."""
        pairs, problems = declared_pairs(self.group.pairs)
        self.problems += problems
        articles = self._articles(pairs.values())
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
        lists: tuple[HubClaim | PairClaim, ...] = (self.hub, *pairs.values())
        self.problems += pairs_on_one_line(self.hub, self.group.pairs, articles)
        self.problems += planned_on_one_line(lists, self.name)
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

    # -- articles ------------------------------------------------------------------

    def _articles(self, pairs: Iterable[PairClaim]) -> tuple[Article, ...]:
        """Return the articles in series order: claimed, pulled in, planned."""
        articles: dict[Code, Article] = {}
        taken: dict[str, Article] = {}
        for article in self._candidates((self.hub, *pairs)):
            if self._fits(article, articles, taken):
                articles[article.code] = article
                taken[article.docname] = article
                excerpt = self._excerpt_of(article.docname)
                if excerpt is not None and not excerpt.title:
                    self._problem(
                        Diagnostic.TITLE_MISSING, article.place, code=article.code
                    )
            elif article.code not in articles:
                self.failed.append(FailedClaim(self.name, article.code))
        return tuple(sorted(articles.values(), key=self._series_order))

    def _series_order(self, article: Article) -> tuple[int, int, str]:
        code = article.code
        return code.number, self.tones[code.audience], code.letter

    def _candidates(self, lists: Sequence[HubClaim | PairClaim]) -> Iterator[Article]:
        yield from map(self._claimed, self.group.articles)
        for pulled in (claim for one in lists for claim in one.pulled):
            article = self._pulled(pulled)
            if article is not None:
                yield article
        yield from self._collected()
        yield from (self._planned(claim) for one in lists for claim in one.planned)

    def _fits(
        self,
        article: Article,
        articles: Mapping[Code, Article],
        taken: Mapping[str, Article],
    ) -> bool:
        code, place = article.code, article.place
        if code.audience not in self.tones:
            expected = ', '.join(self.tones)
            self._problem(Diagnostic.CODE_AUDIENCE, place, code=code, expected=expected)
            return False
        if article.docname and article.docname in taken:
            kept = taken[article.docname].code
            docname = article.docname
            if kept != code:
                self._problem(
                    Diagnostic.CONFLICT_CODES,
                    place,
                    code=code,
                    docname=docname,
                    kept=kept,
                )
            elif place.docname == docname == taken[docname].place.docname:
                other = taken[docname].place
                self._problem(
                    Diagnostic.DUPLICATE_ARTICLE, place, code=code, other=other
                )
            return False
        if code in articles:
            exists = articles[code].page and not article.page
            kind = Diagnostic.STATUS_PLANNED if exists else Diagnostic.DUPLICATE_ARTICLE
            facts: dict[str, object] = {'other': articles[code].place}
            if place.source and article.docname:
                kind = Diagnostic.INCLUDED_ARTICLE
                facts = {'docname': place.docname, 'kept': articles[code].docname}
            self._problem(kind, place, code=code, **facts)
            return False
        return True

    def _claimed(self, claim: ArticleClaim) -> Article:
        docname = claim.place.docname
        excerpt = self.claims[docname].excerpt
        if claim.status == 'planned' and claim.published:
            self._problem(Diagnostic.STATUS_PUBLISHED, claim.place, code=claim.code)
        return self._article(claim, docname, excerpt)

    def _pulled(self, claim: PulledClaim) -> Article | None:
        excerpt = self._excerpt_of(claim.docname)
        if excerpt is None:
            docname = claim.docname
            similar = nearest(docname, self.group.docnames)
            self._problem(
                Diagnostic.UNKNOWN_DOCUMENT,
                claim.place,
                docname=docname,
                similar=similar,
            )
            self.failed.append(FailedClaim(self.name, claim.code))
            return None
        pulled = ArticleClaim(place=claim.place, series=self.name, code=claim.code)
        return self._article(pulled, claim.docname, excerpt)

    def _excerpt_of(self, docname: str) -> Excerpt | None:
        if docname in self.excerpts:
            return self.excerpts[docname]
        return self.claims[docname].excerpt if docname in self.claims else None

    def _collected(self) -> Iterator[Article]:
        """Yield the articles of other projects: those that the hub asks for, or shows.

        What a project has collected itself comes from where it was collected.
        """
        if self.external:
            own = {claim.code for claim in self.group.articles}
            yield from (a for a in self.external.articles if a.code not in own)
        for name in self.hub.external:
            project = self.group.projects.get(name)
            if project is None:
                similar = nearest(name, self.group.projects)
                place = self.hub.place_of('external')
                self._problem(
                    Diagnostic.EXTERNAL_NAME, place, project=name, similar=similar
                )
                continue
            series = project.series.get(self.name)
            articles = series.articles if series else ()
            own_articles = [a for a in articles if a.project == name]
            if project.read and not own_articles:
                place = self.hub.place_of('external')
                self._problem(Diagnostic.EXTERNAL_EMPTY, place, project=name)
            yield from own_articles

    def _planned(self, claim: PlannedClaim) -> Article:
        planned = ArticleClaim(
            place=claim.place,
            series=self.name,
            code=claim.code,
            status='planned',
            minutes=0,
        )
        return self._article(planned, '', Excerpt(title=claim.title))

    def _article(self, claim: ArticleClaim, docname: str, excerpt: Excerpt) -> Article:
        """Return the article that a claim makes of a document, or of none yet."""
        code = claim.code
        title = without_code(excerpt.title, code) or (docname or str(code),)
        minutes = self.conventions.minutes(excerpt.words)
        return Article(
            claim=claim,
            excerpt=excerpt._replace(title=title),
            page=Target(docname),
            listed=self.conventions.lists(claim.status),
            minutes=minutes if claim.minutes is None else claim.minutes,
        )

    def _claimants(self, articles: Iterable[Article]) -> tuple[str, ...]:
        """Return all documents that are to belong here: articles first, in order."""
        docnames = [article.docname for article in articles if article.docname]
        docnames += sorted(claim.place.docname for claim in self.group.articles)
        return tuple(dict.fromkeys(docnames))

    def _problem(self, kind: Diagnostic, place: Place, **facts: object) -> None:
        told: dict[str, str | int | Place] = {'series': self.name}
        for name, fact in facts.items():
            told[name] = fact if isinstance(fact, Place) else str(fact)
        self.problems.append(Problem(kind=kind, place=place, facts=told))


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


def _memberships(
    all_series: Iterable[Series], claims: Mapping[str, Claims]
) -> dict[str, tuple[Article, ...]]:
    memberships: dict[str, list[Article]] = defaultdict(list)
    for series in all_series:
        for article in series.articles:
            if article.docname:
                memberships[article.docname].append(article)
    return {
        docname: tuple(_as_claimed(articles, claims.get(docname, Claims())))
        for docname, articles in memberships.items()
    }


def _as_claimed(articles: list[Article], claims: Claims) -> list[Article]:
    """Return a document's articles in its own order; hubs that pull it in follow."""
    own = list(dict.fromkeys(claim.series for claim in claims.articles))
    return sorted(
        articles, key=lambda a: own.index(a.series) if a.series in own else len(own)
    )
