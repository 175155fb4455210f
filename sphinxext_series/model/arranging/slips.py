"""Slips that show only when all documents are read, and what is made of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinxext_series.model.catalogue import Problem
from sphinxext_series.model.codes import Audience, Code
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.text.content import plain_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sphinxext_series.model.arranging.gathering import Group
    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.claims import (
        Claims,
        HubClaim,
        PairClaim,
        Place,
        PlannedClaim,
        PulledClaim,
    )
    from sphinxext_series.model.series import Article, Series

#: A code before a title: a hyphen, dash or stop counts with a space after it.
_CODE_BEFORE = re.compile(
    r'\s*([A-Z][A-Za-z]{0,15}[0-9]{1,6}[a-z]?)\s*(?:[:\uff1a\u2014]|[.\u2013-]\s)'
)


def second_hub(
    first: HubClaim, second: HubClaim, claims: Mapping[str, Claims]
) -> Iterator[Problem]:
    """Yield what to say at both hubs of one series."""
    names = [f':{name}:' for name, _place in second.option_places]
    docname = second.place.docname
    if docname != first.place.docname:
        claimed = claims[docname]
        pairs = [pair for pair in claimed.pairs if pair.series == first.series]
        routes = [route for route in claimed.routes if route.series == first.series]
        # Those that an option names are where the hub is.
        by_hand = [p for p in pairs if p.anchor and p.place != second.place]
        names += ['series-pair'] if by_hand else []
        names += ['reading-route'] if routes else []
    lost = ', '.join(names)
    facts: dict[str, str | int | Place] = {'series': first.series}
    yield Problem(
        kind=Diagnostic.DUPLICATE_HUB,
        place=second.place,
        facts={**facts, 'other': first.place, 'lost': lost or 'series-hub'},
    )
    yield Problem(
        kind=Diagnostic.HUB_AGAIN,
        place=first.place,
        facts={**facts, 'other': second.place},
    )


def chosen_audiences(
    hub: HubClaim, default: tuple[Audience, ...], codes: Collection[Code]
) -> tuple[tuple[Audience, ...], Problem | None]:
    """Return the audiences of a series, and what is wrong with those it names."""
    named = {audience.code for audience in hub.audiences}
    used = sorted({code.audience for code in codes})
    if hub.audiences and (not used or named.intersection(used)):
        return hub.audiences, None
    if not hub.audiences and 'audiences' not in hub.rejected:
        return default, None
    labels = dict(default)
    others = (Audience(code, code) for code in used if code not in labels)
    audiences = (*default, *others)
    if not hub.audiences:
        return audiences, None  # said where it was read
    facts: dict[str, str | int | Place] = {
        'series': hub.series,
        'audiences': ', '.join(f'{a.code} {a.label}' for a in hub.audiences),
        'expected': ', '.join(used),
        'used': ', '.join(audience.code for audience in audiences),
    }
    place = hub.place_of('audiences')
    return audiences, Problem(kind=Diagnostic.AUDIENCES, place=place, facts=facts)


def titles_with_other_codes(series: Series) -> Iterator[Problem]:
    """Yield where the title of an article begins with the code of another one."""
    for article in series.articles:
        begins = _CODE_BEFORE.match(plain_text(article.title[:1]))
        if begins is None or not article.docname or article.project:
            continue
        code = Code.parse(begins[1])
        if code != article.code and code in series.index:
            facts: dict[str, str | int | Place] = {
                'series': series.name,
                'code': str(article.code),
                'found': str(code),
            }
            yield Problem(kind=Diagnostic.TITLE_CODE, place=article.place, facts=facts)


def pairs_on_one_line(
    hub: HubClaim, pairs: Collection[PairClaim], articles: Iterable[Article]
) -> Iterator[Problem]:
    """Yield if the titles of all pairs are that of the first one."""
    titled = [claim for claim in pairs if claim.title]
    if len(titled) != 1 or 'pairs' not in dict(hub.option_places):
        return
    text = plain_text(titled[0].title)
    highest = max((article.code.number for article in articles), default=0)
    if titled[0].number == 1 < len(text.split(',')) <= highest:
        facts: dict[str, str | int | Place] = {
            'series': hub.series,
            'text': text,
            'option': 'pairs',
        }
        yield Problem(
            kind=Diagnostic.ONE_LINE, place=hub.place_of('pairs'), facts=facts
        )


def articles_of_other_pairs(
    pairs: Iterable[PairClaim], series: Series
) -> Iterator[Problem]:
    """Yield where a pair lists articles whose codes have another number."""
    for pair in pairs:
        listed: tuple[PulledClaim | PlannedClaim, ...] = (*pair.pulled, *pair.planned)
        for article in listed:
            is_other = article.code.number != pair.number
            if is_other and article.code in series.index:
                facts: dict[str, str | int | Place] = {
                    'series': pair.series,
                    'number': pair.number,
                    'code': str(article.code),
                }
                yield Problem(
                    kind=Diagnostic.PAIR_NUMBER, place=article.place, facts=facts
                )


def planned_on_one_line(
    lists: Iterable[HubClaim | PairClaim], series: str
) -> Iterator[Problem]:
    """Yield where several articles are planned on one line."""
    for claim in (claim for one in lists for claim in one.planned):
        text = f'{claim.code} {plain_text(claim.title)}'
        if _ANOTHER_CODE.search(text):
            facts: dict[str, str | int | Place] = {
                'series': series,
                'text': text,
                'option': 'planned',
            }
            yield Problem(kind=Diagnostic.ONE_LINE, place=claim.place, facts=facts)


#: A comma, a code and a title, which begins with no small letter: not "A4 to A0".
_ANOTHER_CODE = re.compile(r'[,;]\s*[A-Z][A-Za-z]{0,15}[0-9]{1,6}[a-z]?\s+[^\Wa-z\d_]')


def parts_without_content(
    groups: Iterable[Group], catalogue: Catalogue, claims: Mapping[str, Claims]
) -> Iterator[Problem]:
    """Yield the parts that have nothing to show."""
    for group, part in ((one, part) for one in groups for part in one.parts):
        facts: dict[str, str | int | Place] = {'series': part.series}
        series = catalogue.series.get(part.series)
        if part.kind == 'next' and series and group.hubs:
            rejected = 'next' in group.hubs[0].rejected
            if not (series.next or part.worded or rejected):
                yield Problem(kind=Diagnostic.NO_NEXT, place=part.place, facts=facts)
        elif part.kind == 'opening' and series and part.by_hand:
            if not any(article.code.number == 0 for article in series.articles):
                yield Problem(kind=Diagnostic.NO_OPENING, place=part.place, facts=facts)
        elif part.kind == 'nav' and (series or not part.series):
            articles = catalogue.memberships.get(part.place.docname, ())
            own = [a for a in articles if part.series in {'', a.series}]
            claimed = claims[part.place.docname]
            tried = [a for a in claimed.articles if part.series in {'', a.series}]
            if not own and not tried and not claimed.failed:
                yield Problem(kind=Diagnostic.NO_ARTICLE, place=part.place, facts=facts)
