"""How the claims of all documents become series.

Pure: the same claims give the same catalogue, in whatever order documents were read.
Where claims contradict each other, the first by the name of its document and its line
wins, and the others are named in a problem.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinxext_series.model.catalogue import Catalogue, Problem
from sphinxext_series.model.claims import Claims, Excerpt, FailedClaim, HubClaim, Place
from sphinxext_series.model.codes import nearest
from sphinxext_series.model.content import plain_text
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.routes.resolution import with_routes
from sphinxext_series.model.series import NOWHERE, Article, Pair, Series, Target
from sphinxext_series.model.slips import (
    chosen_audiences,
    hubs_by_weight,
    pairs_on_one_line,
    parts_without_content,
    planned_on_one_line,
    second_hub,
    titles_with_other_codes,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias, TypeVar

    from sphinxext_series.model.catalogue import Conventions, Project
    from sphinxext_series.model.claims import (
        ArticleClaim,
        GuideClaim,
        PairClaim,
        Part,
        PlannedClaim,
        PulledClaim,
        RouteClaim,
    )
    from sphinxext_series.model.codes import Audience, Code
    from sphinxext_series.model.content import Content

    _AnyClaim: TypeAlias = (
        HubClaim | ArticleClaim | PairClaim | RouteClaim | GuideClaim | Part
    )
    _Placed = TypeVar('_Placed', PairClaim, RouteClaim, GuideClaim)


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
    groups = _gather(claims)
    shown = {n: _as_listed(project, conventions) for n, project in projects.items()}
    known = _known(shown.values())
    for group in groups:
        group.projects = shown
        group.docnames = docnames
        defined = known.get(group.name)
        if defined and defined.target and not group.hubs:
            group.external = defined
    failed = [failed for claimed in claims.values() for failed in claimed.failed]
    problems = _missing_hubs(groups, {claim.series for claim in failed if claim.hub})
    arrangements = [
        _Arrangement(group, claims, excerpts, conventions, problems)
        for group in groups
        if group.hubs or group.articles
    ]
    series = {one.name: one.made() for one in arrangements}
    failed += [claim for one in arrangements for claim in one.failed]
    external = {name: one for name, one in known.items() if name not in series}
    catalogue = Catalogue(series=series, external=external, failed=frozenset(failed))
    complete = {}
    for group in groups:
        if group.name in series:
            one, found = with_routes(series[group.name], group.routes, catalogue)
            complete[group.name] = one
            problems += found
    memberships = _memberships(complete.values(), claims)
    problems += parts_without_content(
        [part for group in groups for part in group.parts],
        complete,
        {group.name: group.hubs[0] for group in groups if group.hubs},
        memberships,
        claims,
    )
    return Catalogue(
        series=complete,
        external=external,
        failed=frozenset(failed),
        memberships=memberships,
    ).with_problems(problems)


@dataclass(slots=True)
class _Group:
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


def _as_listed(project: Project, conventions: Conventions) -> Project:
    """Return a project with those articles listed that this project would list."""

    def listed(series: Series) -> Series:
        articles = (
            replace(article, listed=conventions.lists(article.status))
            for article in series.articles
        )
        return replace(series, articles=tuple(articles))

    return replace(project, series={n: listed(s) for n, s in project.series.items()})


def _known(projects: Iterable[Project]) -> dict[str, Series]:
    """Return the series of other projects by their names, those with a hub first."""
    known: dict[str, Series] = {}
    for project in projects:
        for name, series in project.series.items():
            if name not in known or (series.target and not known[name].target):
                known[name] = series
    return known


class _Groups(dict[str, _Group]):
    """What all documents say about each series; asked for one, it makes one."""

    def __missing__(self, name: str) -> _Group:
        return self.setdefault(name, _Group(name))


def _gather(claims: Mapping[str, Claims]) -> list[_Group]:
    """Return what is said about each series, by its name, its hub's words first."""
    groups = _Groups()

    def group_of(claim: _AnyClaim) -> _Group:
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
    for group in groups.values():
        _put_in_order(group)
    return [groups[name] for name in sorted(groups)]


def _put_in_order(group: _Group) -> None:
    """Put first in a group what goes before the rest."""
    # A document that includes an article does not take its code.
    group.articles.sort(key=lambda claim: bool(claim.place.source))
    if group.hubs:
        group.hubs = hubs_by_weight(group.hubs, group.pairs, group.routes)
        home, *others = (hub.place.docname for hub in group.hubs)
        pairs = _first_from(home, others, group.pairs)
        # What a directive says goes before the option of the hub.
        pairs.sort(key=lambda pair: (pair.place.docname != home, not pair.anchor))
        group.pairs = pairs
        group.routes = _first_from(home, others, group.routes)
        group.guides = _first_from(home, others, group.guides)


def _first_from(home: str, others: list[str], claims: list[_Placed]) -> list[_Placed]:
    """Return the claims with those of the hub in front, and none of other hubs.

    One warning is enough for a second hub: what it says of the series has no effect.
    """
    ignored = set(others) - {home}
    valid = (claim for claim in claims if claim.place.docname not in ignored)
    return sorted(valid, key=lambda claim: claim.place.docname != home)


def _missing_hubs(groups: Iterable[_Group], failed: set[str]) -> list[Problem]:
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
        shown: list[_AnyClaim] = [*group.pairs, *group.routes, *group.parts]
        places = {claim.place for claim in shown}
        if group.articles:
            kind = Diagnostic.HUB_MISSING
            places = {group.articles[0].place}
            facts['count'] = len(group.articles)
        problems += [
            Problem(kind=kind, place=place, facts=facts) for place in sorted(places)
        ]
    return problems


class _Arrangement:
    """One series in the making: candidates are collected, winners are kept."""

    def __init__(
        self,
        group: _Group,
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

    def made(self) -> Series:
        """Return the series; what did not fit went to the problems."""
        pairs = self._declared_pairs()
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
            toctree=self.hub.toctree,
            articles=articles,
            introduction=next((g.introduction for g in self.group.guides), ()),
            pairs=self._pairs(pairs, articles),
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
        default = self.conventions.audiences
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
        found: dict[Code, Article] = {}
        taken: dict[str, Article] = {}
        for article in self._candidates((self.hub, *pairs)):
            if self._fits(article, found, taken):
                found[article.code] = article
                taken[article.docname] = article
            elif article.code not in found:
                self.failed.append(FailedClaim(self.name, article.code))
        return tuple(sorted(found.values(), key=self._series_order))

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
        found: Mapping[Code, Article],
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
        if code in found:
            exists = found[code].page and not article.page
            kind = Diagnostic.STATUS_PLANNED if exists else Diagnostic.DUPLICATE_ARTICLE
            facts: dict[str, object] = {'other': found[code].place}
            if place.source and article.docname:
                kind = Diagnostic.INCLUDED_ARTICLE
                facts = {'docname': place.docname, 'kept': found[code].docname}
            self._problem(kind, place, code=code, **facts)
            return False
        return True

    def _claimed(self, claim: ArticleClaim) -> Article:
        docname = claim.place.docname
        excerpt = self.claims[docname].excerpt
        if claim.status == 'planned' and claim.published:
            self._problem(Diagnostic.STATUS_PUBLISHED, claim.place, code=claim.code)
        article = self._article(claim.code, docname, excerpt, claim.place)
        return replace(
            article,
            summary=claim.summary or article.summary,
            status=claim.status,
            listed=self.conventions.lists(claim.status),
            minutes=article.minutes if claim.minutes is None else claim.minutes,
            published=claim.published,
            updated=claim.updated,
            requires=claim.requires,
            requires_place=claim.requires_place,
        )

    def _pulled(self, claim: PulledClaim) -> Article | None:
        excerpt = self.excerpts.get(claim.docname)
        if excerpt is None and claim.docname in self.claims:
            excerpt = self.claims[claim.docname].excerpt
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
        return self._article(claim.code, claim.docname, excerpt, claim.place)

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
        article = self._article(claim.code, '', Excerpt(title=claim.title), claim.place)
        listed = self.conventions.lists('planned')
        return replace(article, status='planned', minutes=0, listed=listed)

    def _article(
        self, code: Code, docname: str, excerpt: Excerpt, place: Place
    ) -> Article:
        """Return what is known of an article before anyone says more about it."""
        return Article(
            series=self.name,
            code=code,
            page=Target(docname),
            title=_without_code(excerpt.title, code) or (docname or str(code),),
            summary=excerpt.summary,
            minutes=self.conventions.minutes(excerpt.words),
            place=place,
        )

    def _claimants(self, articles: Iterable[Article]) -> tuple[str, ...]:
        """Return all documents that are to belong here: articles first, in order."""
        docnames = [article.docname for article in articles if article.docname]
        docnames += sorted(claim.place.docname for claim in self.group.articles)
        return tuple(dict.fromkeys(docnames))

    # -- pairs ---------------------------------------------------------------------

    def _declared_pairs(self) -> dict[int, PairClaim]:
        """Return what is declared for each pair: its title above all."""
        declared: dict[int, PairClaim] = {}
        for claim in self.group.pairs:
            if not claim.title and not claim.planned and not claim.pulled:
                continue  # shows a pair that is declared elsewhere
            if claim.number in declared:
                number, other = claim.number, declared[claim.number].place
                self._problem(
                    Diagnostic.DUPLICATE_PAIR, claim.place, number=number, other=other
                )
                continue
            declared[claim.number] = claim
        return declared

    def _pairs(
        self, declared: Mapping[int, PairClaim], articles: Iterable[Article]
    ) -> dict[int, Pair]:
        external = self.external.pairs if self.external else {}
        numbers = (*declared, *external)
        members: dict[int, list[Article]] = {number: [] for number in numbers}
        for article in articles:
            if article.code.number and article.listed:
                members.setdefault(article.code.number, []).append(article)
        titles = {number: pair.title for number, pair in external.items()}
        titles |= {number: claim.title for number, claim in declared.items()}
        titles_from_articles = self._titles_from_articles()
        short_titles = self._short_titles()
        introductions = self._introductions()
        targets = self._targets()
        pairs = {}
        for number in sorted(members):
            pairs[number] = Pair(
                number=number,
                title=titles.get(number) or titles_from_articles.get(number, ()),
                short=short_titles.get(number, ()),
                introduction=introductions.get(number, ()),
                target=targets.get(number, NOWHERE),
                articles=tuple(members[number]),
            )
        return pairs

    def _titles_from_articles(self) -> dict[int, Content]:
        titles: dict[int, Content] = {}
        for claim in self.group.articles:
            if claim.pair:
                titles.setdefault(claim.code.number, claim.pair)
        return titles

    def _short_titles(self) -> dict[int, Content]:
        titles: dict[int, Content] = {}
        for claim in self.group.pairs:
            if claim.short:
                titles.setdefault(claim.number, claim.short)
        return titles

    def _introductions(self) -> dict[int, Content]:
        introductions: dict[int, Content] = {}
        for claim in self.group.pairs:
            if claim.introduction:
                introductions.setdefault(claim.number, claim.introduction)
        return introductions

    def _targets(self) -> dict[int, Target]:
        """Return where each pair's own section is: on the hub, if there is one."""
        targets: dict[int, Target] = {}
        for claim in self.group.pairs:
            if claim.anchor:
                target = Target(claim.place.docname, claim.anchor)
                targets.setdefault(claim.number, target)
        return targets

    def _problem(self, kind: Diagnostic, place: Place, **facts: object) -> None:
        known: dict[str, str | int | Place] = {'series': self.name}
        for name, fact in facts.items():
            known[name] = fact if isinstance(fact, Place) else str(fact)
        self.problems.append(Problem(kind=kind, place=place, facts=known))


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


def _without_code(title: Content, code: Code) -> Content:
    """Return a title without the article's code, which is shown beside it anyway."""
    first = title[0] if title else ''
    if not isinstance(first, str) or not first.lstrip().startswith(str(code)):
        return title
    separator = _AFTER_A_CODE.match(first.lstrip(), len(str(code)))
    if separator is None:
        return title
    rest = first.lstrip()[separator.end() :]
    stripped = (rest, *title[1:]) if rest else title[1:]
    return stripped if plain_text(stripped).strip() else title


#: A hyphen, dash or stop counts with a space behind it: "B7-H3" is no title "H3".
_AFTER_A_CODE = re.compile(r'\s*(?:[:\uff1a\u2014]\s*|[.\u2013-]\s+)')


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
