"""The pairs of a series: what is declared of each, and the articles it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.model.catalogue import Problem
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.series import Pair
from sphinxext_series.model.targets import NOWHERE, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinxext_series.model.arranging.gathering import Group
    from sphinxext_series.model.claims import PairClaim, Place
    from sphinxext_series.model.series import Article
    from sphinxext_series.model.text.content import Content


def declared_pairs(
    claims: Iterable[PairClaim],
) -> tuple[dict[int, PairClaim], list[Problem]]:
    """Return what is declared for each pair, its title above all, and what is twice."""
    declared: dict[int, PairClaim] = {}
    problems = []
    for claim in claims:
        if not claim.title and not claim.planned and not claim.pulled:
            continue  # shows a pair that is declared elsewhere
        first = declared.setdefault(claim.number, claim)
        if first is not claim:
            facts: dict[str, str | int | Place] = {
                'series': claim.series,
                'number': str(claim.number),
                'other': first.place,
            }
            problems.append(
                Problem(kind=Diagnostic.DUPLICATE_PAIR, place=claim.place, facts=facts)
            )
    return declared, problems


def pairs_of(
    group: Group, declared: Mapping[int, PairClaim], articles: Iterable[Article]
) -> dict[int, Pair]:
    """Return the pairs of a series by their numbers, in order."""
    external = group.external.pairs if group.external else {}
    members: dict[int, list[Article]] = {n: [] for n in (*declared, *external)}
    for article in articles:
        if article.code.number and article.listed:
            members.setdefault(article.code.number, []).append(article)
    titles = {number: pair.title for number, pair in external.items()}
    titles |= {number: claim.title for number, claim in declared.items()}
    titles_from_articles = _titles_from_articles(group)
    # Of what is said twice, the first counts.
    claims = group.pairs[::-1]
    short_titles = {claim.number: claim.short for claim in claims if claim.short}
    introductions = {c.number: c.introduction for c in claims if c.introduction}
    targets = {
        claim.number: Target(claim.place.docname, claim.anchor)
        for claim in claims
        if claim.anchor
    }
    return {
        number: Pair(
            number=number,
            title=titles.get(number) or titles_from_articles.get(number, ()),
            short=short_titles.get(number, ()),
            introduction=introductions.get(number, ()),
            target=targets.get(number, NOWHERE),
            articles=tuple(members[number]),
        )
        for number in sorted(members)
    }


def _titles_from_articles(group: Group) -> dict[int, Content]:
    return {
        claim.code.number: claim.pair for claim in group.articles[::-1] if claim.pair
    }
