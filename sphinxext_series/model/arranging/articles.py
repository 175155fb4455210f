"""The articles of one series: claimed, pulled in, collected elsewhere, planned."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sphinxext_series.model.catalogue import Problem
from sphinxext_series.model.claims import (
    ArticleClaim,
    Claims,
    Excerpt,
    FailedClaim,
    Place,
)
from sphinxext_series.model.codes import nearest
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.series import Article
from sphinxext_series.model.targets import Target
from sphinxext_series.model.text.titles import without_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinxext_series.model.arranging.gathering import Group
    from sphinxext_series.model.catalogue import Conventions
    from sphinxext_series.model.claims import (
        HubClaim,
        PairClaim,
        PlannedClaim,
        PulledClaim,
    )
    from sphinxext_series.model.codes import Audience, Code
    from sphinxext_series.model.series import Series


class Candidates:
    """All that want to be articles of a series: of those with one code the first is.

    The others are among the *problems*, and their codes among the *failed*.
    """

    def __init__(
        self,
        group: Group,
        *,
        hub: HubClaim,
        audiences: Sequence[Audience],
        claims: Mapping[str, Claims],
        excerpts: Mapping[str, Excerpt],
        conventions: Conventions,
    ) -> None:
        self.group = group
        self.hub = hub
        self.audiences = audiences
        self.tones = {audience.code: n for n, audience in enumerate(audiences)}
        self.claims = claims
        self.excerpts = excerpts
        self.conventions = conventions
        self.problems: list[Problem] = []
        self.failed: list[FailedClaim] = []

    def chosen(self, lists: Sequence[HubClaim | PairClaim]) -> tuple[Article, ...]:
        """Return the articles in series order, with those that *lists* pull in."""
        articles: dict[Code, Article] = {}
        taken: dict[str, Article] = {}
        for article in self._all(lists):
            if self._fits(article, articles, taken):
                articles[article.code] = article
                taken[article.docname] = article
                excerpt = self._excerpt_of(article.docname)
                if excerpt is not None and not excerpt.title:
                    self._problem(
                        Diagnostic.TITLE_MISSING, article.place, code=article.code
                    )
            elif article.code not in articles:
                self.failed.append(FailedClaim(self.group.name, article.code))
        return tuple(sorted(articles.values(), key=self._series_order))

    def _series_order(self, article: Article) -> tuple[int, int, str]:
        code = article.code
        return code.number, self.tones[code.audience], code.letter

    def _all(self, lists: Sequence[HubClaim | PairClaim]) -> Iterator[Article]:
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
            # With their labels: one may hold what was to be the next audience.
            expected = ', '.join(f'{a.code} {a.label}' for a in self.audiences)
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
            self.failed.append(FailedClaim(self.group.name, claim.code))
            return None
        pulled = ArticleClaim(
            place=claim.place, series=self.group.name, code=claim.code
        )
        return self._article(pulled, claim.docname, excerpt)

    def _excerpt_of(self, docname: str) -> Excerpt | None:
        if docname in self.excerpts:
            return self.excerpts[docname]
        return self.claims[docname].excerpt if docname in self.claims else None

    def _collected(self) -> Iterator[Article]:
        """Yield the articles of other projects: those that the hub asks for, or shows.

        What a project has collected itself comes from where it was collected.
        """
        if self.group.external:
            own = {claim.code for claim in self.group.articles}
            yield from (a for a in self.group.external.articles if a.code not in own)
        for name in self.hub.external:
            project = self.group.projects.get(name)
            if project is None:
                similar = nearest(name, self.group.projects)
                place = self.hub.place_of('external')
                self._problem(
                    Diagnostic.EXTERNAL_NAME, place, project=name, similar=similar
                )
                continue
            series = project.series.get(self.group.name)
            articles = series.articles if series else ()
            own_articles = [a for a in articles if a.project == name]
            if project.read and not own_articles:
                place = self.hub.place_of('external')
                self._problem(Diagnostic.EXTERNAL_EMPTY, place, project=name)
            yield from own_articles

    def _planned(self, claim: PlannedClaim) -> Article:
        planned = ArticleClaim(
            place=claim.place,
            series=self.group.name,
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

    def _problem(self, kind: Diagnostic, place: Place, **facts: object) -> None:
        told: dict[str, str | int | Place] = {'series': self.group.name}
        for name, fact in facts.items():
            told[name] = fact if isinstance(fact, Place) else str(fact)
        self.problems.append(Problem(kind=kind, place=place, facts=told))


def memberships_of(
    all_series: Iterable[Series], claims: Mapping[str, Claims]
) -> dict[str, tuple[Article, ...]]:
    """Return the articles that each document is, by their names."""
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
