"""What the claims of all documents make: series, memberships and problems."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_series.checks import CHECKS
from sphinxext_series.checks.diagnostics import CheckDiagnostic
from sphinxext_series.checks.requirements import MOST_CIRCLES
from sphinxext_series.checks.reviews import has_pair
from sphinxext_series.model.arranging.arrangement import arrange
from sphinxext_series.model.arranging.sections import SectionDiagnostic
from sphinxext_series.model.catalogue import Catalogue, Problem
from sphinxext_series.model.claims import (
    ArticleClaim,
    Claims,
    Condition,
    Excerpt,
    HubClaim,
    PairClaim,
    Part,
    Place,
    PlannedClaim,
    PulledClaim,
    RouteClaim,
    SectionClaim,
)
from sphinxext_series.model.codes import Audience, Code, Reference
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.pages.navigation import navigation
from sphinxext_series.model.pages.views import overview
from sphinxext_series.model.routes.diagnostics import RouteDiagnostic
from sphinxext_series.model.routes.language import parse
from sphinxext_series.model.series import Series
from sphinxext_series.model.targets import Target
from sphinxext_series.model.text.content import Branch, Content
from sphinxext_series.model.values import replace
from sphinxext_series.settings.config import SeriesConfig

if TYPE_CHECKING:
    from collections.abc import Collection

A_AND_B = SeriesConfig()


def article(
    docname: str,
    code: str,
    *,
    series: str = 'car-t',
    status: str = 'published',
    requires: str = '',
    minutes: int | None = None,
    pair: Content = (),
    summary: Content = (),
    published: str = '',
    line: int = 4,
) -> ArticleClaim:
    return ArticleClaim(
        place=Place(docname, line),
        series=series,
        code=Code.parse(code),
        status=status,
        requires=tuple(Reference.parse(text, series) for text in requires.split()),
        minutes=minutes,
        pair=pair,
        summary=summary,
        published=published,
    )


def page(*articles: ArticleClaim, title: str = 'Title', words: int = 0) -> Claims:
    excerpt = Excerpt(title=(title,) if title else (), words=words)
    return Claims(excerpt=excerpt, articles=articles)


def articles(codes: str, series: str = 'car-t') -> dict[str, Claims]:
    """Return published articles, each in a document named after its code."""
    return {
        code.lower(): page(article(code.lower(), code, series=series))
        for code in codes.split()
    }


def planned(code: str, title: str = 'Later', line: int = 7) -> PlannedClaim:
    return PlannedClaim(
        place=Place('index', line), code=Code.parse(code), title=(title,)
    )


def pulled(code: str, docname: str, line: int = 8) -> PulledClaim:
    return PulledClaim(
        place=Place('index', line), code=Code.parse(code), docname=docname
    )


def hub(
    docname: str = 'index',
    *,
    series: str = 'car-t',
    title: str = '',
    audiences: tuple[Audience, ...] = (),
    status: str = 'ongoing',
    following: str = '',
    planned: tuple[PlannedClaim, ...] = (),
    pulled: tuple[PulledClaim, ...] = (),
    line: int = 3,
) -> HubClaim:
    return HubClaim(
        place=Place(docname, line),
        series=series,
        title=(title,) if title else (),
        audiences=audiences,
        status=status,
        next=following,
        planned=planned,
        pulled=pulled,
    )


def pair(
    docname: str,
    number: int,
    title: str = '',
    *,
    short: str = '',
    anchor: str = '',
    planned: tuple[PlannedClaim, ...] = (),
    pulled: tuple[PulledClaim, ...] = (),
    line: int = 20,
) -> PairClaim:
    return PairClaim(
        place=Place(docname, line),
        series='car-t',
        number=number,
        title=(title,) if title else (),
        short=(short,) if short else (),
        anchor=anchor,
        planned=planned,
        pulled=pulled,
    )


def route(docname: str, name: str, expression: str, line: int = 30) -> RouteClaim:
    return RouteClaim(
        place=Place(docname, line),
        series='car-t',
        name=name,
        anchor=f'route-{name}',
        title=(name,),
        expression=parse(expression),
    )


def checked(catalogue: Catalogue) -> Catalogue:
    """Return a catalogue with what all checks find."""
    return catalogue.with_problems(
        problem for check in CHECKS for problem in check(catalogue)
    )


def arranged(
    claims: dict[str, Claims],
    *,
    excerpts: dict[str, Excerpt] | None = None,
    config: SeriesConfig = A_AND_B,
    docnames: Collection[str] = (),
) -> Catalogue:
    return checked(arrange(claims, excerpts or {}, config, docnames=docnames))


def car_t(
    claims: dict[str, Claims],
    *,
    excerpts: dict[str, Excerpt] | None = None,
    config: SeriesConfig = A_AND_B,
) -> Series:
    catalogue = arranged(claims, excerpts=excerpts, config=config)
    return catalogue.series['car-t']


def codes(series: Series) -> str:
    return ' '.join(str(article.code) for article in series.articles)


def titles(series: Series) -> dict[int, Content]:
    return {number: pair.title for number, pair in series.pairs.items()}


HUB = {'index': Claims(hubs=(hub(),))}


# -- the series -----------------------------------------------------------------------


def test_nothing_claimed_is_an_empty_catalogue() -> None:
    assert arranged({}) == Catalogue()
    assert arranged({'page': Claims()}) == Catalogue()


def test_a_hub_defines_its_series() -> None:
    claim = replace(
        hub(title='CAR-T therapy', status='complete'),
        description=('All of it.',),
        pair_label='Topic',
        layout='compact',
        toctree='none',
        anchor='car-t',
    )

    series = car_t({'index': Claims(hubs=(claim,))})

    assert series == Series(
        name='car-t',
        title=('CAR-T therapy',),
        target=Target('index', 'car-t'),
        place=Place('index', 3),
        description=('All of it.',),
        audiences=A_AND_B.default_audiences,
        status='complete',
        pair_label='Topic',
        layout='compact',
        toctree='none',
    )


def test_a_series_without_a_title_has_its_hub_s_document_s() -> None:
    claims = Claims(excerpt=Excerpt(title=('The hub',)), hubs=(hub(),))

    assert car_t({'index': claims}).title == ('The hub',)


def test_a_series_whose_hub_has_no_title_is_called_by_its_name() -> None:
    assert car_t(HUB).title == ('car-t',)


def test_a_series_has_its_own_audiences_or_the_project_s() -> None:
    own = (Audience('L', 'Lay'), Audience('P', 'Professional'))

    assert car_t({'index': Claims(hubs=(hub(audiences=own),))}).audiences == own
    assert car_t(HUB).audiences == A_AND_B.default_audiences


def test_articles_without_a_hub_are_a_series_all_the_same() -> None:
    catalogue = arranged(articles('A1 B1'))

    series = catalogue.series['car-t']
    assert (series.title, series.docname, codes(series)) == (('car-t',), '', 'A1 B1')
    assert catalogue.problems == (
        Problem(
            kind=Diagnostic.HUB_MISSING,
            place=Place('a1', 4),
            facts={'series': 'car-t', 'similar': '', 'count': 2},
        ),
    )


def test_articles_of_a_mistyped_series_are_told_the_right_one() -> None:
    claims = HUB | {'page': page(article('page', 'A1', series='cart'))}

    (problem,) = arranged(claims).problems

    assert problem.facts == {'series': 'cart', 'similar': 'car-t', 'count': 1}


def test_what_shows_a_series_that_nobody_defines_says_so() -> None:
    place = Place('page', 9)
    claims = Claims(
        pairs=(replace(pair('page', 1, line=5), series='cart'),),
        routes=(replace(route('page', 'r', 'A*', line=6), series='cart'),),
        parts=(
            Part(kind='map', series='cart', place=place),
            Part(kind='index', series='cart', place=place),
        ),
    )

    catalogue = arranged(HUB | {'page': claims})

    assert set(catalogue.series) == {'car-t'}
    facts = {'series': 'cart', 'similar': 'car-t'}
    assert catalogue.problems == tuple(
        Problem(kind=Diagnostic.UNKNOWN_SERIES, place=Place('page', line), facts=facts)
        for line in (5, 6, 9)
    )


def test_the_first_of_two_hubs_defines_the_series() -> None:
    claims = {
        'two': Claims(hubs=(hub('two', title='Two'), hub('two', line=9))),
        'one': Claims(hubs=(hub('one', title='One'),)),
    }

    catalogue = arranged(claims)

    assert catalogue.series['car-t'].title == ('One',)
    again = [
        (p.kind, p.place) for p in catalogue.problems if p.kind is Diagnostic.HUB_AGAIN
    ]
    assert again == [(Diagnostic.HUB_AGAIN, Place('one', 3))] * 2
    assert catalogue.problems[2:] == tuple(
        Problem(
            kind=Diagnostic.DUPLICATE_HUB,
            place=Place('two', line),
            facts={'series': 'car-t', 'other': Place('one', 3), 'lost': 'series-hub'},
        )
        for line in (3, 9)
    )


def test_what_a_second_hub_says_has_no_effect() -> None:
    pairs = (pair('one', 1, 'One'), pair('one', 2, 'Again one'))
    first = Claims(hubs=(hub('one'),), pairs=pairs)
    second = Claims(
        hubs=(hub('two'),),
        pairs=(pair('two', 3, 'Two'),),
        routes=(route('two', 'r', 'A9'),),
    )

    catalogue = arranged({'one': first, 'two': second})

    kinds = [problem.kind for problem in catalogue.problems]
    assert kinds == [Diagnostic.HUB_AGAIN, Diagnostic.DUPLICATE_HUB]
    assert catalogue.problems[1].facts['lost'] == 'reading-route'
    titles = {n: p.title for n, p in catalogue.series['car-t'].pairs.items()}
    assert titles == {1: ('One',), 2: ('Again one',)}


def test_the_hub_with_routes_and_pairs_defines_the_series() -> None:
    first = Claims(hubs=(hub('one', title='One'),))
    second = Claims(hubs=(hub('two', title='Two'),), pairs=(pair('two', 1, 'Basics'),))

    catalogue = arranged({'one': first, 'two': second})

    assert catalogue.series['car-t'].title == ('Two',)
    kinds = [(problem.kind, problem.place.docname) for problem in catalogue.problems]
    assert kinds == [(Diagnostic.DUPLICATE_HUB, 'one'), (Diagnostic.HUB_AGAIN, 'two')]


def test_the_next_series_is_one_that_is_there() -> None:
    claims = {
        'index': Claims(hubs=(hub(following='bispecific'),)),
        'next': Claims(hubs=(hub('next', series='bispecific', status='planned'),)),
    }

    catalogue = arranged(claims)

    assert catalogue.series['car-t'].next == 'bispecific'
    assert catalogue.problems == ()


def test_a_next_series_that_is_not_there_is_named_with_a_near_one() -> None:
    claims = {
        'index': Claims(hubs=(hub(following='bispecifics'),)),
        'next': Claims(hubs=(hub('next', series='bispecific'),)),
    }

    assert arranged(claims).problems == (
        Problem(
            kind=CheckDiagnostic.UNKNOWN_NEXT,
            place=Place('index', 3),
            facts={'series': 'bispecifics', 'similar': 'bispecific'},
        ),
    )


def test_claimants_are_all_documents_that_want_to_belong() -> None:
    claims = HUB | articles('B1 A1') | {'more': page(article('more', 'A1'))}

    assert car_t(claims).claimants == ('a1', 'b1', 'more')


# -- articles -------------------------------------------------------------------------


def test_articles_stand_in_series_order() -> None:
    claims = HUB | articles('B10 A10 A9 B9 A3b A3 B3 A3a B0 A0')

    assert codes(car_t(claims)) == 'A0 B0 A3 A3a A3b B3 A9 B9 A10 B10'


def test_the_order_of_the_audiences_is_that_of_the_series() -> None:
    own = (Audience('B', 'Expert'), Audience('A', 'General reader'))
    claims = {'index': Claims(hubs=(hub(audiences=own),))} | articles('A1 B1')

    assert codes(car_t(claims)) == 'B1 A1'


def test_an_article_is_what_its_document_says() -> None:
    claim = replace(
        article('one', 'A1', requires='A0 other/A1', summary=('Short.',), minutes=9),
        status='draft',
        published='2026-01-02',
        updated='2026-02-03',
    )
    claims = HUB | {'one': page(claim, title='First steps', words=1_000)}

    (found,) = car_t(claims, config=SeriesConfig(drafts=True)).articles

    assert (found.docname, found.title, found.summary) == (
        'one',
        ('First steps',),
        ('Short.',),
    )
    assert (found.status, found.published, found.updated, found.minutes) == (
        'draft',
        '2026-01-02',
        '2026-02-03',
        9,
    )
    assert list(map(str, found.requires)) == ['car-t/A0', 'other/A1']
    assert found.place == Place('one', 4)
    assert found.listed


def test_an_article_without_a_summary_shows_its_excerpt() -> None:
    excerpt = Excerpt(title=('One',), summary=('It begins.',))
    claims = HUB | {'one': Claims(excerpt=excerpt, articles=(article('one', 'A1'),))}

    assert car_t(claims).articles[0].summary == ('It begins.',)


@pytest.mark.parametrize(
    ('words', 'minutes'), [(0, 1), (200, 1), (299, 1), (300, 2), (1_000, 5)]
)
def test_minutes_that_nobody_gives_are_counted_from_the_words(
    words: int, minutes: int
) -> None:
    claims = HUB | {'one': page(article('one', 'A1'), words=words)}

    assert car_t(claims).articles[0].minutes == minutes


def test_how_fast_readers_read_is_for_the_project_to_say() -> None:
    claims = HUB | {'one': page(article('one', 'A1'), words=1_000)}

    series = car_t(claims, config=SeriesConfig(words_per_minute=100))

    assert series.articles[0].minutes == 10


def test_an_article_without_a_title_is_called_like_its_document() -> None:
    claims = HUB | {'one': page(article('one', 'A1'), title='')}

    catalogue = arranged(claims)

    assert catalogue.series['car-t'].articles[0].title == ('one',)
    assert [problem.kind for problem in catalogue.problems] == [
        Diagnostic.TITLE_MISSING
    ]


@pytest.mark.parametrize(
    ('title', 'shown'),
    [
        ('A7: In vivo', 'In vivo'),
        ('A7 : In vivo', 'In vivo'),
        ('A7\uff1aIn vivo', 'In vivo'),
        ('A7. In vivo', 'In vivo'),
        ('A7 - In vivo', 'In vivo'),
        ('A7 \u2013 In vivo', 'In vivo'),
        ('A7 \u2014 In vivo', 'In vivo'),
        ('A7\u2014In vivo', 'In vivo'),
        ('A7: see A7: again', 'see A7: again'),
        ('A7 in vivo, or A7: the cell', 'A7 in vivo, or A7: the cell'),
        ('A7', 'A7'),
        ('A7:', 'A7:'),
        ('A7b: In vivo', 'A7b: In vivo'),
        ('A77: In vivo', 'A77: In vivo'),
        ('A7-H3 as a target', 'A7-H3 as a target'),
        ('A7.5 grams', 'A7.5 grams'),
        ('A7\u2013A9 compared', 'A7\u2013A9 compared'),
        ('On A7: In vivo', 'On A7: In vivo'),
        ('B7: In vivo', 'B7: In vivo'),
    ],
)
def test_a_title_does_not_say_the_code_again(title: str, shown: str) -> None:
    claims = HUB | {'one': page(article('one', 'A7'), title=title)}

    assert car_t(claims).articles[0].title == (shown,)


def test_a_title_that_begins_with_the_code_keeps_its_markup() -> None:
    emphasis = Branch('emphasis', (), ('In vivo',))
    excerpt = Excerpt(title=('A7: ', emphasis, ' today'))
    claims = HUB | {'one': Claims(excerpt=excerpt, articles=(article('one', 'A7'),))}

    assert car_t(claims).articles[0].title == (emphasis, ' today')


def test_a_title_that_begins_with_markup_stays_as_it_is() -> None:
    excerpt = Excerpt(title=(Branch('strong', (), ('A7',)), ': in vivo'))
    claims = HUB | {'one': Claims(excerpt=excerpt, articles=(article('one', 'A7'),))}

    assert car_t(claims).articles[0].title == excerpt.title


def test_an_article_for_an_unknown_audience_is_left_out() -> None:
    catalogue = arranged(HUB | articles('A1 C1'))

    assert codes(catalogue.series['car-t']) == 'A1'
    assert catalogue.problems == (
        Problem(
            kind=Diagnostic.CODE_AUDIENCE,
            place=Place('c1', 4),
            facts={
                'series': 'car-t',
                'code': 'C1',
                'expected': 'A General reader, B Expert',
            },
        ),
    )


def test_two_documents_that_claim_one_code_are_both_named() -> None:
    claims = HUB | {
        'later': page(article('later', 'A1')),
        'first': page(article('first', 'A1')),
    }

    catalogue = arranged(claims)

    assert catalogue.series['car-t'].articles[0].docname == 'first'
    assert catalogue.problems == (
        Problem(
            kind=Diagnostic.DUPLICATE_ARTICLE,
            place=Place('later', 4),
            facts={'series': 'car-t', 'code': 'A1', 'other': Place('first', 4)},
        ),
    )


def test_a_document_that_claims_two_codes_keeps_the_first() -> None:
    claims = HUB | {'one': page(article('one', 'A1'), article('one', 'A2', line=9))}

    catalogue = arranged(claims)

    assert codes(catalogue.series['car-t']) == 'A1'
    assert catalogue.problems == (
        Problem(
            kind=Diagnostic.CONFLICT_CODES,
            place=Place('one', 9),
            facts={'series': 'car-t', 'code': 'A2', 'docname': 'one', 'kept': 'A1'},
        ),
    )


def test_a_document_that_claims_one_code_twice_is_told_so() -> None:
    claims = HUB | {'one': page(article('one', 'A1'), article('one', 'A1', line=9))}

    catalogue = arranged(claims)

    assert codes(catalogue.series['car-t']) == 'A1'
    [problem] = catalogue.problems
    assert (problem.kind, problem.place.line) == (Diagnostic.DUPLICATE_ARTICLE, 9)


# -- articles of the hub: pulled in, planned ------------------------------------------


def test_a_document_is_pulled_in_without_its_knowing() -> None:
    excerpt = Excerpt(title=('A1: Old',), summary=('It begins.',), words=1_000)
    claims = {'index': Claims(hubs=(hub(pulled=(pulled('A1', 'old'),)),))}

    catalogue = arranged(claims, excerpts={'old': excerpt})

    (found,) = catalogue.series['car-t'].articles
    assert (found.docname, found.title, found.summary, found.minutes) == (
        'old',
        ('Old',),
        ('It begins.',),
        5,
    )
    assert (found.status, found.listed, found.place) == (
        'published',
        True,
        Place('index', 8),
    )
    assert catalogue.memberships == {'old': (found,)}
    assert catalogue.problems == ()


def test_a_document_of_another_series_can_be_pulled_in() -> None:
    claims = {
        'index': Claims(hubs=(hub(pulled=(pulled('A1', 'one'),)),)),
        'other': Claims(hubs=(hub('other', series='other'),)),
        'one': page(article('one', 'B2', series='other'), title='Shared'),
    }

    catalogue = arranged(claims)

    assert catalogue.series['car-t'].articles[0].title == ('Shared',)
    assert [str(a.reference) for a in catalogue.memberships['one']] == [
        'other/B2',
        'car-t/A1',
    ]


def test_a_pair_pulls_in_documents_too() -> None:
    declared = pair('index', 1, 'Basics', pulled=(pulled('A1', 'old'),))
    claims = {'index': Claims(hubs=(hub(),), pairs=(declared,))}

    assert codes(car_t(claims, excerpts={'old': Excerpt()})) == 'A1'


def test_a_document_that_is_not_there_is_not_pulled_in() -> None:
    claims = {'index': Claims(hubs=(hub(pulled=(pulled('A1', 'old/pagee'),)),))}

    catalogue = arranged(claims, docnames=('index', 'old/page'))

    assert catalogue.series['car-t'].articles == ()
    assert catalogue.problems == (
        Problem(
            kind=Diagnostic.UNKNOWN_DOCUMENT,
            place=Place('index', 8),
            facts={
                'series': 'car-t',
                'docname': 'old/pagee',
                'similar': 'old/page',
            },
        ),
    )


def test_a_document_that_claims_another_code_than_its_hub_keeps_its_own() -> None:
    claims = {'index': Claims(hubs=(hub(pulled=(pulled('A2', 'a1'),)),))}

    catalogue = arranged(claims | articles('A1'))

    assert codes(catalogue.series['car-t']) == 'A1'
    assert catalogue.problems == (
        Problem(
            kind=Diagnostic.CONFLICT_CODES,
            place=Place('index', 8),
            facts={'series': 'car-t', 'code': 'A2', 'docname': 'a1', 'kept': 'A1'},
        ),
    )


def test_a_document_may_be_pulled_in_as_what_it_says_it_is() -> None:
    claims = {'index': Claims(hubs=(hub(pulled=(pulled('A1', 'a1'),)),))}

    assert arranged(claims | articles('A1')).problems == ()


def test_a_document_that_is_pulled_in_under_a_taken_code_is_left_out() -> None:
    claims = {'index': Claims(hubs=(hub(pulled=(pulled('A1', 'old'),)),))}

    catalogue = arranged(claims | articles('A1'), excerpts={'old': Excerpt()})

    assert [(problem.kind, problem.facts) for problem in catalogue.problems] == [
        (
            Diagnostic.DUPLICATE_ARTICLE,
            {'series': 'car-t', 'code': 'A1', 'other': Place('a1', 4)},
        )
    ]


def test_a_planned_article_has_a_title_and_no_document() -> None:
    claims = {'index': Claims(hubs=(hub(planned=(planned('B2', 'B2: Soon'),)),))}

    catalogue = arranged(claims)

    (found,) = catalogue.series['car-t'].articles
    assert (found.docname, found.title, found.status, found.minutes) == (
        '',
        ('Soon',),
        'planned',
        0,
    )
    assert not found.target
    assert catalogue.memberships == {}


def test_an_article_that_exists_is_not_planned_any_more() -> None:
    claims = {'index': Claims(hubs=(hub(planned=(planned('A1'),)),))}

    catalogue = arranged(claims | articles('A1'))

    assert catalogue.series['car-t'].articles[0].docname == 'a1'
    assert catalogue.problems == (
        Problem(
            kind=Diagnostic.STATUS_PLANNED,
            place=Place('index', 7),
            facts={'series': 'car-t', 'code': 'A1', 'other': Place('a1', 4)},
        ),
    )


def test_an_article_that_is_planned_twice_is_a_duplicate() -> None:
    declared = pair('index', 1, planned=(planned('A1', 'Again', line=21),))
    first = hub(planned=(planned('A1', 'Once'),))
    claims = {'index': Claims(hubs=(first,), pairs=(declared,))}

    catalogue = arranged(claims)

    assert catalogue.series['car-t'].articles[0].title == ('Once',)
    assert catalogue.problems == (
        Problem(
            kind=Diagnostic.DUPLICATE_ARTICLE,
            place=Place('index', 21),
            facts={'series': 'car-t', 'code': 'A1', 'other': Place('index', 7)},
        ),
    )


def test_a_planned_article_with_a_publication_date_stays_planned() -> None:
    claim = article('one', 'A1', status='planned', published='2026-01-02')

    catalogue = arranged(HUB | {'one': page(claim)})

    assert not catalogue.series['car-t'].articles[0].target
    assert catalogue.problems == (
        Problem(
            kind=Diagnostic.STATUS_PUBLISHED,
            place=Place('one', 4),
            facts={'series': 'car-t', 'code': 'A1'},
        ),
    )


@pytest.mark.parametrize(
    ('list_planned', 'list_drafts', 'listed'),
    [
        (True, False, 'A1 A3 A4'),
        (False, False, 'A1'),
        (True, True, 'A1 A2 A3 A4'),
        (False, True, 'A1 A2'),
    ],
)
def test_the_project_says_whether_drafts_and_plans_are_listed(
    listed: str, *, list_planned: bool, list_drafts: bool
) -> None:
    claims = {
        'index': Claims(hubs=(hub(planned=(planned('A3'),)),)),
        'one': page(article('one', 'A1')),
        'two': page(article('two', 'A2', status='draft')),
        'four': page(article('four', 'A4', status='planned')),
    }
    planned_as = 'title' if list_planned else 'hide'
    config = SeriesConfig(planned=planned_as, drafts=list_drafts)

    series = car_t(claims, config=config)

    assert codes(series) == 'A1 A2 A3 A4'
    assert ' '.join(str(article.code) for article in series.listed) == listed
    assert ' '.join(f'A{number}' for number in series.pairs) == listed


def test_a_route_past_the_only_article_of_a_pair_that_is_no_longer_listed() -> None:
    claims = {
        'index': Claims(hubs=(hub(),), routes=(route('index', 'all', 'A* + B'),)),
        'one': page(article('one', 'A1')),
        'two': page(article('two', 'A2', status='draft')),
    }

    catalogue = arranged(claims)

    (found,) = catalogue.series['car-t'].routes
    assert [str(article.code) for article in found.articles] == ['A1']
    assert catalogue.problems == ()


# -- pairs ----------------------------------------------------------------------------


def test_articles_that_share_a_number_are_a_pair() -> None:
    series = car_t(HUB | articles('A0 B2 A1 B1 A2 A2b'))

    assert {
        number: ' '.join(str(article.code) for article in pair.articles)
        for number, pair in series.pairs.items()
    } == {1: 'A1 B1', 2: 'A2 A2b B2'}


def test_a_pair_that_is_declared_exists_without_articles() -> None:
    claims = {'index': Claims(hubs=(hub(),), pairs=(pair('index', 3, 'Later'),))}

    assert titles(car_t(claims)) == {3: ('Later',)}


def test_the_hub_names_a_pair_before_other_pages_and_those_before_articles() -> None:
    claims = {
        'index': Claims(hubs=(hub(),), pairs=(pair('index', 1, 'Hub'),)),
        'aside': Claims(pairs=(pair('aside', 1, 'Aside'), pair('aside', 2, 'Aside'))),
        'a1': page(article('a1', 'A1', pair=('Article',))),
        'a2': page(article('a2', 'A2', pair=('Article',))),
        'a3': page(article('a3', 'A3', pair=('Article',))),
        'b3': page(article('b3', 'B3', pair=('Another',))),
        'a4': page(article('a4', 'A4')),
    }

    assert titles(car_t(claims)) == {
        1: ('Hub',),
        2: ('Aside',),
        3: ('Article',),
        4: (),
    }


def test_a_pair_that_is_declared_on_two_pages_is_that_of_the_hub() -> None:
    claims = {
        'index': Claims(hubs=(hub(),), pairs=(pair('index', 1, 'Hub'),)),
        'aside': Claims(pairs=(pair('aside', 1, 'Aside'),)),
    }

    catalogue = arranged(claims)

    assert titles(catalogue.series['car-t']) == {1: ('Hub',)}
    assert catalogue.problems == (
        Problem(
            kind=Diagnostic.DUPLICATE_PAIR,
            place=Place('aside', 20),
            facts={'series': 'car-t', 'number': '1', 'other': Place('index', 20)},
        ),
    )


def test_a_page_may_show_a_pair_that_is_declared_elsewhere() -> None:
    claims = {
        'index': Claims(hubs=(hub(),), pairs=(pair('index', 1, 'Hub'),)),
        'aside': Claims(pairs=(pair('aside', 1, anchor='pair-1'),)),
    }

    catalogue = arranged(claims)

    assert catalogue.problems == ()
    assert catalogue.series['car-t'].pairs[1].target == Target('aside', 'pair-1')


def test_the_section_of_a_pair_is_the_one_on_its_hub() -> None:
    on_hub = pair('index', 1, 'Hub', anchor='pair-1')
    claims = {
        'index': Claims(hubs=(hub(),), pairs=(on_hub,)),
        'aside': Claims(pairs=(pair('aside', 1, anchor='car-t-pair-1'),)),
    }

    found = car_t(claims).pairs[1]

    assert found.target == Target('index', 'pair-1')


def test_a_pair_has_the_short_title_of_whoever_gives_one() -> None:
    declared, shower = pair('index', 1, 'Hub'), pair('index', 1, short='H', line=40)
    claims = {'index': Claims(hubs=(hub(),), pairs=(declared, shower))}

    catalogue = arranged(claims)

    assert catalogue.series['car-t'].pairs[1].short == ('H',)
    assert catalogue.problems == ()


# -- routes ---------------------------------------------------------------------------


def test_routes_stand_in_the_order_of_the_guide_the_hub_s_first() -> None:
    claims = articles('A1 B1') | {
        'index': Claims(
            hubs=(hub(),), routes=(route('index', 'z', 'A*'), route('index', 'y', 'B*'))
        ),
        'aside': Claims(routes=(route('aside', 'x', 'A1'),)),
    }

    assert [route.name for route in car_t(claims).routes] == ['z', 'y', 'x']


def test_two_routes_of_one_name_are_both_named() -> None:
    claims = articles('A1 B1') | {
        'index': Claims(hubs=(hub(),), routes=(route('index', 'r', 'A*'),)),
        'aside': Claims(routes=(route('aside', 'r', 'B*'),)),
    }

    catalogue = arranged(claims)

    (found,) = catalogue.series['car-t'].routes
    assert found.target == Target('index', 'route-r')
    assert catalogue.problems == (
        Problem(
            kind=Diagnostic.DUPLICATE_ROUTE,
            place=Place('aside', 30),
            facts={'series': 'car-t', 'route': 'r', 'other': Place('index', 30)},
        ),
    )


@pytest.mark.parametrize(
    ('kind', 'expression', 'column', 'found', 'meant'),
    [
        (RouteDiagnostic.ROUTE_ARTICLE, 'A1, A11', 5, 'A11', {'similar': 'A1'}),
        (RouteDiagnostic.ROUTE_AUDIENCE, 'A1, C*', 5, 'C', {'expected': 'A, B'}),
        (RouteDiagnostic.ROUTE_SERIES, 'A1, cart/A1', 5, 'cart', {'similar': 'car-t'}),
        (RouteDiagnostic.ROUTE_EXCEPT, 'A1 except B1', 11, 'B1', {}),
    ],
)
def test_a_route_that_names_what_is_not_there_is_a_problem_at_its_line(
    kind: Diagnostic, expression: str, column: int, found: str, meant: dict[str, str]
) -> None:
    claims = articles('A1 B1') | {
        'index': Claims(hubs=(hub(),), routes=(route('index', 'r', expression),))
    }

    assert arranged(claims).problems == (
        Problem(
            kind=kind,
            place=Place('index', 30),
            facts={
                'series': 'car-t',
                'route': 'r',
                'column': column,
                'found': found,
                'similar': '',
                'expected': '',
                **meant,
            },
        ),
    )


# -- requirements ---------------------------------------------------------------------


def requiring(**requires: str) -> dict[str, Claims]:
    """Return articles, each of which requires others: ``a1='A0 A2'``."""
    return HUB | {
        docname: page(article(docname, docname.upper(), requires=required))
        for docname, required in requires.items()
    }


def circles(claims: dict[str, Claims]) -> list[tuple[Place, str | int | Place]]:
    problems = arranged(claims).problems
    assert {problem.kind for problem in problems} <= {CheckDiagnostic.REQUIRES_CIRCLE}
    return [(problem.place, problem.facts['circle']) for problem in problems]


def test_drafts_of_a_complete_series_are_told_once() -> None:
    claims = articles('A1 B1 A3 B3') | {
        'index': Claims(hubs=(hub(status='complete'),)),
        'a2': page(article('a2', 'A2', status='draft')),
        'b2': page(article('b2', 'B2', status='draft')),
        'a4': page(article('a4', 'A4', status='draft')),
    }

    (problem,) = arranged(claims).problems

    assert problem.kind == CheckDiagnostic.STATUS_DRAFTS
    assert problem.facts['codes'] == 'A2, B2, A4'


def test_articles_may_require_what_is_there() -> None:
    claims = requiring(a0='', a1='A0', a2='A0 A1', b1='car-t/A1')

    assert arranged(claims).problems == ()


def test_an_article_that_is_required_in_vain_is_named_with_a_near_one() -> None:
    assert arranged(requiring(a1='A7', a2='')).problems == (
        Problem(
            kind=CheckDiagnostic.UNKNOWN_REQUIRED,
            place=Place('a1', 4),
            facts={
                'series': 'car-t',
                'code': 'A1',
                'required': 'car-t/A7',
                'similar': 'car-t/A2',
            },
        ),
    )


def test_an_article_is_not_told_to_require_itself() -> None:
    (problem,) = arranged(requiring(a1='', a2='A7')).problems

    assert problem.facts['similar'] == ''


@pytest.mark.parametrize(
    ('status', 'list_drafts'),
    [('published', True), ('draft', False), ('planned', False)],
)
def test_a_draft_may_be_required_where_it_is_listed_or_nobody_reads_on(
    status: str, *, list_drafts: bool
) -> None:
    claims = HUB | {
        'a0': page(article('a0', 'A0', status='draft')),
        'a1': page(article('a1', 'A1', status=status, requires='A0')),
    }

    catalogue = arranged(claims, config=SeriesConfig(drafts=list_drafts))

    assert catalogue.problems == ()


def test_an_article_of_an_unknown_series_is_required_in_vain() -> None:
    (problem,) = arranged(requiring(a1='', b1='cart/A1')).problems

    assert problem.facts['required'] == 'cart/A1'
    assert problem.facts['similar'] == 'car-t/A1'


def test_an_article_that_requires_itself_is_a_circle() -> None:
    assert circles(requiring(a1='A1')) == [(Place('a1', 4), 'car-t/A1 → car-t/A1')]


def test_a_circle_is_told_from_its_first_document_on() -> None:
    claims = requiring(b1='A2', a2='A3', a3='B1', a4='A2', a5='A6', a6='')

    assert circles(claims) == [
        (Place('a2', 4), 'car-t/A2 → car-t/A3 → car-t/B1 → car-t/A2')
    ]


def test_each_group_that_requires_itself_is_told_once() -> None:
    claims = requiring(
        a1='A2 B1', a2='A1 A3', a3='A1 A2', b1='B2', b2='B1', b3='A1 B3', b4='B3'
    )

    assert circles(claims) == [
        (Place('a1', 4), 'car-t/A1 → car-t/A2 → car-t/A1'),
        (Place('b1', 4), 'car-t/B1 → car-t/B2 → car-t/B1'),
        (Place('b3', 4), 'car-t/B3 → car-t/B3'),
    ]


def test_a_circle_may_run_through_several_series() -> None:
    claims = {
        'index': Claims(hubs=(hub(),)),
        'other': Claims(hubs=(hub('other', series='other'),)),
        'a1': page(article('a1', 'A1', requires='other/A1')),
        'o1': page(article('o1', 'A1', series='other', requires='car-t/A1')),
    }

    assert circles(claims) == [(Place('a1', 4), 'car-t/A1 → other/A1 → car-t/A1')]


def test_a_chain_may_be_as_long_as_the_series() -> None:
    chain = {f'a{number}': f'A{number + 1}' for number in range(5_000)}

    assert circles(requiring(**chain, a5000='')) == []
    assert len(circles(requiring(**chain, a5000='A0'))) == 1


def test_of_many_circles_the_first_twenty_are_told() -> None:
    pairs = {f'a{number}': f'A{number ^ 1}' for number in range(60)}

    found = circles(requiring(**pairs))

    assert len(found) == MOST_CIRCLES == len(set(found))


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7))))
def test_circles_are_found_if_and_only_if_there_are_any(
    edges: list[tuple[int, int]],
) -> None:
    claims = requiring(
        **{
            f'a{one}': ' '.join(f'A{b}' for a, b in edges if a == one)
            for one in range(8)
        }
    )

    found = circles(claims)

    left = set(range(8))
    while free := {a for a in left if not any(a == x and b in left for x, b in edges)}:
        left -= free
    assert bool(found) == bool(left)
    for _, circle in found:
        steps = [int(name.removeprefix('car-t/A')) for name in str(circle).split(' → ')]
        assert steps[0] == steps[-1]
        assert len(steps) - 1 == len(set(steps))
        assert set(pairwise(steps)) <= set(edges)


# -- what a complete series promises --------------------------------------------------


def complete(codes: str, *plans: PlannedClaim) -> dict[str, Claims]:
    claim = hub(status='complete', planned=plans)
    return {'index': Claims(hubs=(claim,))} | articles(codes)


def test_a_complete_series_with_all_its_articles_has_no_problem() -> None:
    assert arranged(complete('A0 A1 B1 A2 B2 B2b')).problems == ()


def test_a_complete_series_lacks_no_article() -> None:
    assert arranged(complete('A1 B1 A2')).problems == (
        Problem(
            kind=CheckDiagnostic.UNPAIRED,
            place=Place('index', 3),
            facts={'series': 'car-t', 'number': '2', 'audience': 'B'},
        ),
    )


@pytest.mark.parametrize('last', [12, 13])
def test_of_the_pairs_that_are_missing_ten_are_told(last: int) -> None:
    (problem,) = arranged(complete(f'A1 B1 A{last} B{last}')).problems

    assert problem.facts['numbers'] == '2, 3, 4, 5, 6, 7, 8, 9, 10, 11'


def test_a_complete_series_skips_no_pair() -> None:
    assert arranged(complete('A2 B2 A5 B5')).problems == (
        Problem(
            kind=CheckDiagnostic.GAP,
            place=Place('index', 3),
            facts={'series': 'car-t', 'numbers': '1, 3, 4'},
        ),
    )


def test_of_many_skipped_pairs_ten_are_named() -> None:
    (problem,) = arranged(complete('A999999 B999999')).problems

    assert problem.facts['numbers'] == '1, 2, 3, 4, 5, 6, 7, 8, 9, 10'


def test_a_complete_series_plans_nothing() -> None:
    claims = complete('A1', planned('B1'), planned('A0'))

    assert arranged(claims).problems == (
        Problem(
            kind=CheckDiagnostic.STATUS_COMPLETE,
            place=Place('index', 3),
            facts={'series': 'car-t', 'codes': 'A0, B1'},
        ),
    )


@pytest.mark.parametrize('status', ['ongoing', 'planned'])
def test_a_series_that_is_not_complete_may_lack_anything(status: str) -> None:
    claim = hub(status=status, planned=(planned('A7'),))

    catalogue = arranged({'index': Claims(hubs=(claim,))} | articles('A1 B3'))

    assert catalogue.problems == ()


# -- memberships ----------------------------------------------------------------------


def test_a_document_belongs_to_its_series_in_the_order_it_claims() -> None:
    claims = {
        'index': Claims(hubs=(hub(pulled=(pulled('B1', 'one'),)),)),
        'x': Claims(hubs=(hub('x', series='x'),)),
        'y': Claims(hubs=(hub('y', series='y'),)),
        'one': page(article('one', 'A1', series='y'), article('one', 'B2', series='x')),
    }

    found = arranged(claims).memberships

    assert {
        docname: [str(article.reference) for article in articles]
        for docname, articles in found.items()
    } == {'one': ['y/A1', 'x/B2', 'car-t/B1']}


def test_a_hub_may_be_an_article_of_its_series() -> None:
    claims = {'index': Claims(hubs=(hub(),), articles=(article('index', 'A0'),))}

    catalogue = arranged(claims)

    assert catalogue.series['car-t'].docname == 'index'
    assert [str(a.code) for a in catalogue.memberships['index']] == ['A0']


# -- conditions and order -------------------------------------------------------------


HTML = Condition('only', 'html')


def test_what_stands_below_only_counts_where_it_holds() -> None:
    claim = replace(article('one', 'A1'), conditions=(HTML,))
    claims = HUB | {'one': page(claim)}

    def codes_where(*, html: bool) -> str:
        held = {name: said.holding({(HTML,): html}) for name, said in claims.items()}
        return codes(car_t(held))

    assert codes_where(html=True) == 'A1'
    assert codes_where(html=False) == ''


MUDDLE = {
    'index': Claims(
        hubs=(
            hub(
                status='complete',
                following='others',
                planned=(planned('A1'), planned('A6')),
                pulled=(pulled('B4', 'old'), pulled('B5', 'a2')),
            ),
        ),
        pairs=(pair('index', 1, 'One'), pair('index', 1, 'Again', line=25)),
        routes=(
            route('index', 'r', 'A* + B'),
            route('index', 'r', 'C*'),
            route('index', 'q', 'A1, other/A7'),
        ),
    ),
    'twin': Claims(hubs=(hub('twin'),), routes=(route('twin', 'q', 'B1'),)),
    'other': Claims(hubs=(hub('other', series='other'),)),
    'lost': page(article('lost', 'A1', series='carrt')),
    'aside': Claims(pairs=(pair('aside', 1, 'Aside'), pair('aside', 2, 'Two'))),
    'more': page(article('more', 'A1', requires='A2'), article('more', 'B1', line=9)),
    'both': page(
        article('both', 'A1', series='other', requires='car-t/B9'),
        article('both', 'B9', requires='A8 other/A1', pair=('Nine',)),
    ),
} | articles('A1 A2 C3')


@given(st.permutations(list(MUDDLE)))
def test_the_order_in_which_documents_were_read_does_not_matter(
    order: list[str],
) -> None:
    excerpts = {'old': Excerpt(title=('Old',)), 'odd': Excerpt()}
    expected = arranged(MUDDLE, excerpts=excerpts)

    found = arranged(
        {docname: MUDDLE[docname] for docname in order},
        excerpts=dict(reversed(excerpts.items())),
    )

    assert found == expected
    assert list(found.series) == list(expected.series)
    assert list(found.memberships) == list(expected.memberships)


def test_problems_stand_in_the_order_of_their_places() -> None:
    problems = arranged(MUDDLE).problems

    assert list(problems) == sorted(
        problems,
        key=lambda p: (p.place, p.kind.name),
    )
    assert {problem.kind for problem in problems} == {
        Diagnostic.CODE_AUDIENCE,
        Diagnostic.CONFLICT_CODES,
        Diagnostic.DUPLICATE_ARTICLE,
        Diagnostic.DUPLICATE_HUB,
        Diagnostic.DUPLICATE_PAIR,
        Diagnostic.DUPLICATE_ROUTE,
        CheckDiagnostic.GAP,
        Diagnostic.HUB_AGAIN,
        Diagnostic.HUB_MISSING,
        CheckDiagnostic.REQUIRES_CIRCLE,
        RouteDiagnostic.ROUTE_ARTICLE,
        CheckDiagnostic.STATUS_COMPLETE,
        Diagnostic.STATUS_PLANNED,
        Diagnostic.UNKNOWN_DOCUMENT,
        CheckDiagnostic.UNKNOWN_NEXT,
        CheckDiagnostic.UNKNOWN_REQUIRED,
        CheckDiagnostic.UNPAIRED,
    }


def test_equal_claims_make_equal_series() -> None:
    assert arranged(MUDDLE) == arranged(MUDDLE)
    assert arranged(MUDDLE).series['car-t'] != arranged(HUB).series['car-t']


@pytest.mark.parametrize(
    ('title', 'kinds'),
    [('A1: Later', [Diagnostic.TITLE_CODE]), ('A2: Later', []), ('A9: Later', [])],
)
def test_a_title_with_another_articles_code_is_told(
    title: str, kinds: list[Diagnostic]
) -> None:
    claims = HUB | articles('A1')
    claims['a2'] = page(article('a2', 'A2'), title=title)

    assert [problem.kind for problem in arranged(claims).problems] == kinds


def test_the_title_of_a_planned_article_may_name_another() -> None:
    planning = hub(planned=(planned('A2', 'A1: Later'),))

    catalogue = arranged({'index': Claims(hubs=(planning,))} | articles('A1'))

    assert catalogue.problems == ()


# -- what pages say of it -------------------------------------------------------------


@pytest.mark.parametrize(('count', 'says_totals'), [(30, True), (31, False)])
def test_articles_of_a_series_of_up_to_thirty_say_totals(
    count: int, *, says_totals: bool
) -> None:
    numbered = articles(' '.join(f'A{number}' for number in range(1, count + 1)))
    catalogue = arranged(HUB | numbered)

    view = navigation(catalogue.series['car-t'].articles[2], catalogue)

    expected = (count, count, 3, count, count) if says_totals else (0, 0, 0, 0, 0)
    assert view.route is not None
    steps = view.route.step, view.route.steps
    assert (view.articles, view.pairs, *steps, len(view.everything)) == expected


def test_an_opening_has_no_position_among_pairs() -> None:
    catalogue = arranged(HUB | articles('A0 A1'))
    opening, first = catalogue.series['car-t'].articles

    assert navigation(opening, catalogue).position == 0
    assert navigation(first, catalogue).position == 1


def test_a_series_starts_before_a_hub_that_is_its_last_article() -> None:
    claims = articles('A0 A1') | {
        'index': replace(HUB['index'], articles=(article('index', 'A2'),))
    }

    start = arranged(claims).series['car-t'].start

    assert start is not None
    assert str(start.code) == 'A0'


def test_a_pair_of_drafts_is_one_and_what_has_no_article_is_none() -> None:
    draft = page(article('a3', 'A3', status='draft'))
    series = arranged(HUB | articles('A0 A1') | {'a3': draft}).series['car-t']

    assert [has_pair(series, number) for number in range(5)] == [
        *(False, True, False, True, False)
    ]


@pytest.mark.parametrize('status', ['draft', 'published'])
def test_only_companions_that_readers_see_have_to_name_a_section(status: str) -> None:
    named = SectionClaim(place=Place('a1', 9), name='crs', anchor='series-crs')
    claims = HUB | {
        'a1': replace(page(article('a1', 'A1')), sections=(named,)),
        'b1': page(article('b1', 'B1', status=status)),
    }

    catalogue = arranged(claims, config=SeriesConfig(drafts=True))

    kinds = [problem.kind for problem in catalogue.problems]
    assert kinds == ([SectionDiagnostic.SECTION_ALONE] if status != 'draft' else [])


def test_an_article_that_is_pulled_in_has_its_navigation() -> None:
    pulling = hub(pulled=(pulled('A1', 'plain'),))
    placed = Part(kind='nav', series='', place=Place('plain', 6))
    claims = {
        'index': Claims(hubs=(pulling,)),
        'plain': Claims(excerpt=Excerpt(title=('Plain',)), parts=(placed,)),
    }

    assert arranged(claims).problems == ()


def test_audiences_have_the_tones_of_their_articles() -> None:
    catalogue = arranged(HUB | articles('A1 B1'))
    series = catalogue.series['car-t']

    assert [(code, tone) for code, _label, tone in overview(series).audiences] == [
        (article.code.audience, navigation(article, catalogue).tone)
        for article in series.articles
    ]
