"""The route language: what parses, what it means in a series, and how it is said."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxext_series.model.arranging.arrangement import arrange
from sphinxext_series.model.claims import (
    ArticleClaim,
    Claims,
    Excerpt,
    HubClaim,
    Place,
    PlannedClaim,
    RouteClaim,
)
from sphinxext_series.model.codes import Code
from sphinxext_series.model.routes.diagnostics import RouteDiagnostic
from sphinxext_series.model.routes.language import (
    LONGEST,
    RouteError,
    RouteExpression,
    parse,
)
from sphinxext_series.model.routes.resolution import Mismatch, resolve
from sphinxext_series.model.routes.sentences import in_words, sentence
from sphinxext_series.model.targets import Target
from sphinxext_series.model.values import replace
from sphinxext_series.settings.config import SeriesConfig

if TYPE_CHECKING:
    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.series import Article, Series, Step

CAR_T = 'A0 A1 A2 A3 A4 A5 A6 B1 B2 B3 B4 B5 B6'


def route_claim(expression: str, name: str = 'route', line: int = 10) -> RouteClaim:
    return RouteClaim(
        place=Place('index', line),
        series='car-t',
        name=name,
        anchor=f'route-{name}',
        title=(name,),
        expression=parse(expression) if expression else RouteExpression(),
    )


def catalogue(
    codes: str = CAR_T,
    *,
    planned: str = '',
    drafts: str = '',
    routes: tuple[RouteClaim, ...] = (),
    config: SeriesConfig = SeriesConfig(),  # noqa: B008 (a frozen value)
) -> Catalogue:
    """Return the series car-t with these articles, and bispecific with A1 and B1."""
    hub = HubClaim(
        place=Place('index', 1),
        series='car-t',
        planned=tuple(
            PlannedClaim(place=Place('index', 2), code=Code.parse(code), title=(code,))
            for code in planned.split()
        ),
    )
    other = HubClaim(place=Place('other', 1), series='bispecific')
    claims = {
        'index': Claims(hubs=(hub,), routes=routes),
        'other': Claims(hubs=(other,)),
    }
    for series, code, status in (
        *(('car-t', code, 'published') for code in codes.split()),
        *(('car-t', code, 'draft') for code in drafts.split()),
        ('bispecific', 'A1', 'published'),
        ('bispecific', 'B1', 'published'),
    ):
        docname = f'{series}/{code}'
        claim = ArticleClaim(
            place=Place(docname, 4),
            series=series,
            code=Code.parse(code),
            status=status,
            minutes=7,
        )
        excerpt = Excerpt(title=(code,))
        claims[docname] = Claims(excerpt=excerpt, articles=(claim,))
    return arrange(claims, {}, config)


def car_t(codes: str = CAR_T, planned: str = '', drafts: str = '') -> Series:
    return catalogue(codes, planned=planned, drafts=drafts).series['car-t']


def steps(expression: str, within: Catalogue | None = None) -> tuple[Step, ...]:
    within = within or catalogue()
    found, _ = resolve(parse(expression), within.series['car-t'], within)
    return found


def mismatches(
    expression: str, within: Catalogue | None = None
) -> tuple[Mismatch, ...]:
    within = within or catalogue()
    _, missed = resolve(parse(expression), within.series['car-t'], within)
    return missed


def name(article: Article) -> str:
    return str(article.code if article.series == 'car-t' else article.reference)


def shown(route: tuple[Step, ...]) -> str:
    """Return steps as one line: sets in braces, a mark behind optional ones."""
    return ' '.join(
        ('{%s}' if step.unordered else '%s') % ' '.join(map(name, step.articles))
        + '?' * step.optional
        for step in route
    )


def articles(expression: str, within: Catalogue | None = None) -> list[str]:
    return [name(a) for step in steps(expression, within) for a in step.articles]


# -- the table of the design ----------------------------------------------------------


@pytest.mark.parametrize(
    ('written', 'read'),
    [
        ('A0, A1..A6', 'A0 A1 A2 A3 A4 A5 A6'),
        ('A*', 'A0 A1 A2 A3 A4 A5 A6'),
        ('A0, A1..A6 + B', 'A0 A1 B1 A2 B2 A3 B3 A4 B4 A5 B5 A6 B6'),
        ('{B2, B3, B5, B6}', '{B2 B3 B5 B6}'),
        ('A0, B*?', 'A0 B1? B2? B3? B4? B5? B6?'),
        ('A* except A3', 'A0 A1 A2 A4 A5 A6'),
        ('A6..A0', 'A6 A5 A4 A3 A2 A1 A0'),
        ('A0, bispecific/A1', 'A0 bispecific/A1'),
    ],
)
def test_a_route_reads_as_the_design_says(written: str, read: str) -> None:
    assert shown(steps(written)) == read
    assert mismatches(written) == ()


@pytest.mark.parametrize(
    ('written', 'read'),
    [
        ('A1', 'A1'),
        ('  A1 ,\tA2\n', 'A1 A2'),
        ('A1..A3+B', 'A1 B1 A2 B2 A3 B3'),
        ('A3..A1 + B', 'A3 B3 A2 B2 A1 B1'),
        ('A1..A3 except A2 + B', 'A1 B1 A3 B3'),
        ('A1 + B + A', 'A1 B1'),
        ('{A1..A2, B6}?', '{A1 A2 B6}?'),
        ('{A1 + B}, A2?', '{A1 B1} A2?'),
        ('bispecific/A1 + B', 'bispecific/A1 bispecific/B1'),
        ('A1, A1..A3, A2', 'A1 A2 A3'),
        ('A1, {A1, A2}', 'A1 {A2}'),
        ('A1, {A1}, A2', 'A1 A2'),
        ('A0 + B', 'A0'),
        ('A2..A2', 'A2'),
    ],
)
def test_the_parts_of_a_route_combine(written: str, read: str) -> None:
    assert shown(steps(written)) == read


def test_a_range_runs_in_series_order_and_takes_in_what_came_later() -> None:
    within = catalogue('A1 A2 A3 A3b A9 A10 A11 B3')

    assert articles('A1..A10', within) == ['A1', 'A2', 'A3', 'A3b', 'A9', 'A10']
    assert articles('A10..A3', within) == ['A10', 'A9', 'A3b', 'A3']
    assert articles('A3b..A9', within) == ['A3b', 'A9']


def test_an_audience_may_have_a_long_name() -> None:
    config = SeriesConfig(audiences={'Lay': 'Everyone', 'Pro': 'Experts'})
    within = catalogue('Lay1 Pro1 Lay2', config=config)

    assert articles('Lay*+Pro', within) == ['Lay1', 'Pro1', 'Lay2']


def test_planned_articles_stand_on_routes() -> None:
    within = catalogue('A0 A1', planned='A2')

    assert shown(steps('A*', within)) == 'A0 A1 A2'


def test_unlisted_articles_stand_on_no_route() -> None:
    within = catalogue('A0 A1 B2', drafts='A2 B1')

    assert shown(steps('A0, A1..A2 + B, A2', within)) == 'A0 A1 B2'
    assert mismatches('A0, A1..A2 + B, A2', within) == ()


# -- mistakes -------------------------------------------------------------------------

ITEM = 'an article such as A1, a range or a set'
ITEM_IN_SET = 'an article such as A1 or a range'
NEXT_STEP = '“,” and another step, or the end of the route'
NEXT_ITEM = '“,” and another item, or “}”'
STAR = 'a number or “*” after the code of an audience'
RANGE_END = 'the end of the range, an article for the same audience'
EXCEPTED = 'an article such as A1 after “except”'
AUDIENCE = 'the code of an audience after “+”'
ELSEWHERE = 'an article such as A1 after the name of a series'


@pytest.mark.parametrize(
    ('text', 'column', 'expected', 'found'),
    [
        ('', 1, ITEM, ''),
        ('   ', 4, ITEM, ''),
        ('a1', 1, ITEM, 'a1'),
        ('?', 1, ITEM, '?'),
        ('A1,', 4, ITEM, ''),
        ('A1,,A2', 4, ITEM, ','),
        ('A1 A2', 4, NEXT_STEP, 'A2'),
        ('A1??', 4, NEXT_STEP, '?'),
        ('A1-A6', 3, NEXT_STEP, '-A6'),
        ('A1}', 3, NEXT_STEP, '}'),
        ('A1? + B', 5, NEXT_STEP, '+'),
        ('A* except A1 except A2', 14, NEXT_STEP, 'except'),
        ('A', 2, STAR, ''),
        ('A, B', 2, STAR, ','),
        ('A..B', 2, STAR, '..'),
        ('A\u0661', 2, STAR, '\u0661'),
        ('A\uff11', 2, STAR, '\uff11'),
        ('A1..', 5, RANGE_END, ''),
        ('A1..B6', 5, RANGE_END, 'B6'),
        ('A1..A*', 5, RANGE_END, 'A'),
        ('A1...A6', 5, RANGE_END, '.A6'),
        ('A* except', 10, EXCEPTED, ''),
        ('A* except B', 11, EXCEPTED, 'B'),
        ('A1 +', 5, AUDIENCE, ''),
        ('A1 + B1', 6, AUDIENCE, 'B1'),
        ('{', 2, ITEM_IN_SET, ''),
        ('{}', 2, ITEM_IN_SET, '}'),
        ('{{A1}}', 2, ITEM_IN_SET, '{'),
        ('{A1, }', 6, ITEM_IN_SET, '}'),
        ('{A1', 4, NEXT_ITEM, ''),
        ('{A1?}', 4, NEXT_ITEM, '?'),
        ('bispecific/', 12, ELSEWHERE, ''),
        ('bispecific/A*', 12, ELSEWHERE, 'A'),
        ('bispecific/bispecific/A1', 12, ELSEWHERE, 'bispecific/'),
        ('bispecific/A1..A2', 14, NEXT_STEP, '..'),
        ('A1234567', 1, ITEM, 'A1234567'),
        ('A1bc', 1, ITEM, 'A1bc'),
        ('A1\x00', 3, NEXT_STEP, '\x00'),
        ('x' * 9_000, 1, ITEM, 'x' * 40),
        ('s' * 101 + '/A1', 1, ITEM, 's' * 40),
        ('A1' + ' ' * LONGEST, LONGEST + 1, 'the end of the route', ' '),
    ],
)
def test_a_mistake_is_named_with_its_column_and_what_was_expected(
    text: str, column: int, expected: str, found: str
) -> None:
    with pytest.raises(RouteError) as raised:
        parse(text)

    error = raised.value
    assert (error.column, error.expected, error.found) == (column, expected, found)


def test_the_text_of_an_error_says_it_all() -> None:
    with pytest.raises(RouteError, match=r"^column 4: expected .*, found 'A2'$"):
        parse('A1 A2')


@pytest.mark.parametrize(
    ('written', 'mismatch'),
    [
        (
            'A0, A9',
            Mismatch(
                kind=RouteDiagnostic.ROUTE_ARTICLE, column=5, found='A9', similar='A6'
            ),
        ),
        (
            'A1..A9',
            Mismatch(
                kind=RouteDiagnostic.ROUTE_ARTICLE, column=5, found='A9', similar='A6'
            ),
        ),
        (
            '{A0, A22}',
            Mismatch(
                kind=RouteDiagnostic.ROUTE_ARTICLE, column=6, found='A22', similar='A6'
            ),
        ),
        (
            'A0, C3',
            Mismatch(kind=RouteDiagnostic.ROUTE_ARTICLE, column=5, found='C3'),
        ),
        (
            'A0, C*',
            Mismatch(
                kind=RouteDiagnostic.ROUTE_AUDIENCE,
                column=5,
                found='C',
                expected='A, B',
            ),
        ),
        (
            'A0, A1 + C',
            Mismatch(
                kind=RouteDiagnostic.ROUTE_AUDIENCE,
                column=10,
                found='C',
                expected='A, B',
            ),
        ),
        (
            'A0, bispecifik/A1',
            Mismatch(
                kind=RouteDiagnostic.ROUTE_SERIES,
                column=5,
                found='bispecifik',
                similar='bispecific',
            ),
        ),
        (
            'A0, bispecific/A7',
            Mismatch(
                kind=RouteDiagnostic.ROUTE_ARTICLE,
                column=5,
                found='bispecific/A7',
                similar='bispecific/A1',
            ),
        ),
        (
            'A* except A7',
            Mismatch(
                kind=RouteDiagnostic.ROUTE_ARTICLE, column=11, found='A7', similar='A6'
            ),
        ),
        (
            'A1..A3 except A5',
            Mismatch(kind=RouteDiagnostic.ROUTE_EXCEPT, column=15, found='A5'),
        ),
        (
            'A* except B1',
            Mismatch(kind=RouteDiagnostic.ROUTE_EXCEPT, column=11, found='B1'),
        ),
        (
            'A0, A1 + C + C',
            Mismatch(
                kind=RouteDiagnostic.ROUTE_AUDIENCE,
                column=10,
                found='C',
                expected='A, B',
            ),
        ),
        ('Z9, Z9', Mismatch(kind=RouteDiagnostic.ROUTE_ARTICLE, column=1, found='Z9')),
    ],
)
def test_a_route_that_names_what_is_not_there_says_so(
    written: str, mismatch: Mismatch
) -> None:
    assert mismatches(written) == (mismatch,)


@pytest.mark.parametrize(
    ('written', 'read'),
    [
        ('A0, A9, A1', 'A0 A1'),
        ('A4..A9', 'A4 A5 A6'),
        ('A0, C*', 'A0'),
        ('A1 + C + B', 'A1 B1'),
        ('A0, nowhere/A1', 'A0'),
        ('A1..A3 except A5', 'A1 A2 A3'),
        ('{A9}, A1', 'A1'),
    ],
)
def test_what_is_not_there_leaves_the_rest_of_the_route(
    written: str, read: str
) -> None:
    assert shown(steps(written)) == read


# -- laws of the language -------------------------------------------------------------

CODES = st.builds(
    Code,
    st.sampled_from('AB'),
    st.integers(0, 12),
    st.sampled_from(('', '', '', 'b')),
)
SPACE = st.sampled_from(('', '', ' ', '\n  '))


@st.composite
def items(draw: st.DrawFn) -> str:
    one, other = draw(CODES), draw(CODES)
    end = Code(one.audience, other.number, other.letter)
    item = draw(
        st.sampled_from(
            (f'{one}', f'{one}{{}}..{{}}{end}', f'{one.audience}{{}}*', f'other/{one}')
        )
    ).format(draw(SPACE), draw(SPACE))
    if draw(st.booleans()):
        item += f' except {draw(CODES)}'
    for audience in draw(st.lists(st.sampled_from('ABC'), max_size=2)):
        item += f'{draw(SPACE)}+{draw(SPACE)}{audience}'
    return item


@st.composite
def routes(draw: st.DrawFn) -> str:
    written = []
    for _ in range(draw(st.integers(1, 4))):
        step = draw(items())
        if draw(st.booleans()):
            members = [step, *draw(st.lists(items(), max_size=3))]
            step = '{' + f'{draw(SPACE)},{draw(SPACE)}'.join(members) + '}'
        written.append(step + draw(SPACE) + draw(st.sampled_from(('', '?'))))
    return f'{draw(SPACE)},{draw(SPACE)}'.join(written)


CATALOGUES = st.sets(CODES, min_size=1).map(
    lambda codes: catalogue(' '.join(map(str, codes)))
)

LOOKALIKES = st.text('ABa019 .,{}?*+/except\u0661\u00e9-_\n', max_size=60)


@given(st.text() | LOOKALIKES | st.text(min_size=1).map(lambda text: text * 500))
@example('A..' * 3_000)
@example('A1..A2' * 1_500)
@example('{' * 9_000)
def test_parsing_raises_nothing_but_its_own_error(text: str) -> None:
    try:
        expression = parse(text)
    except RouteError as raised:
        error = raised
    else:
        assert parse(str(expression)) == expression
        return

    assert 1 <= error.column <= len(text) + 1
    assert error.expected


@given(routes())
def test_a_route_that_is_written_again_is_the_same(text: str) -> None:
    expression = parse(text)

    assert parse(str(expression)) == expression
    assert str(parse(str(expression))) == str(expression)


def test_a_route_is_written_in_its_usual_form() -> None:
    expression = parse('A0,{A1 ..A6+B,x/B1}?,B * except  B2')

    assert str(expression) == 'A0, {A1..A6 + B, x/B1}?, B* except B2'


@given(routes(), CATALOGUES)
def test_an_article_stands_on_a_route_once(text: str, within: Catalogue) -> None:
    found = articles(text, within)

    assert len(found) == len(set(found))


@given(routes(), CATALOGUES)
def test_a_step_has_articles_and_only_a_set_has_several(
    text: str, within: Catalogue
) -> None:
    for step in steps(text, within):
        assert step.articles
        assert step.unordered or len(step.articles) == 1


@given(routes(), routes(), CATALOGUES)
def test_a_longer_route_adds_what_the_shorter_has_not(
    one: str, other: str, within: Catalogue
) -> None:
    first = articles(one, within)

    both = articles(f'{one}, {other}', within)

    assert both == first + [a for a in articles(other, within) if a not in first]


@given(CODES, CODES, CATALOGUES)
def test_a_reversed_range_is_the_reverse(
    one: Code, other: Code, within: Catalogue
) -> None:
    last = Code(one.audience, other.number, other.letter)

    forward = articles(f'{one}..{last}', within)

    assert articles(f'{last}..{one}', within) == forward[::-1]


@given(CODES, CODES, CATALOGUES)
def test_the_star_contains_every_range_in_its_order(
    one: Code, other: Code, within: Catalogue
) -> None:
    first, last = sorted(
        (one, Code(one.audience, other.number, other.letter)),
        key=lambda code: (code.number, code.letter),
    )

    found = articles(f'{first}..{last}', within)

    everything = articles(f'{one.audience}*', within)
    assert found == [code for code in everything if code in found]


@given(CATALOGUES)
def test_the_range_from_first_to_last_is_the_star(within: Catalogue) -> None:
    for audience in 'AB':
        everything = articles(f'{audience}*', within)

        if everything:
            first, last = everything[0], everything[-1]
            assert articles(f'{first}..{last}', within) == everything


@given(CODES, CATALOGUES)
def test_except_takes_out_one_article_and_no_other(
    excepted: Code, within: Catalogue
) -> None:
    everything = articles(f'{excepted.audience}*', within)

    found = articles(f'{excepted.audience}* except {excepted}', within)

    assert found == [code for code in everything if code != str(excepted)]


@given(CATALOGUES)
def test_plus_puts_companions_directly_behind_their_articles(
    within: Catalogue,
) -> None:
    series = within.series['car-t']

    found = [step.articles[0] for step in steps('A* + B', within)]

    assert [name(a) for a in found if a.code.audience == 'A'] == articles('A*', within)
    for before, after in pairwise(found):
        if after.code.audience == 'B':
            assert series.companion(before, 'B') is after
    companions = {series.companion(a, 'B') for a in series.lanes['A']} - {None}
    assert {a for a in found if a.code.audience == 'B'} == companions


@given(items(), CATALOGUES)
def test_marks_of_how_to_take_a_step_change_no_article(
    item: str, within: Catalogue
) -> None:
    found = articles(item, within)

    assert articles(f'{item}?', within) == found
    assert articles(f'{{{item}}}', within) == found
    assert articles(f'{{{item}}}?', within) == found
    assert all(step.optional for step in steps(f'{item}?', within))
    assert all(step.unordered for step in steps(f'{{{item}}}', within))


# -- the routes of a series -----------------------------------------------------------


def test_a_declared_route_keeps_its_words_and_its_place() -> None:
    claims = (route_claim('A0, A1', 'short'), route_claim('B*', 'deep'))

    found = catalogue(routes=claims).series['car-t'].routes

    assert [(r.name, r.title, r.target, r.series) for r in found] == [
        ('short', ('short',), Target('index', 'route-short'), 'car-t'),
        ('deep', ('deep',), Target('index', 'route-deep'), 'car-t'),
    ]
    assert [shown(route.steps) for route in found] == ['A0 A1', 'B1 B2 B3 B4 B5 B6']
    assert all(route.declared and not route.audience for route in found)


def test_a_route_that_does_not_parse_stays_without_steps() -> None:
    unparsed = replace(route_claim('A1'), expression=RouteExpression())

    found = catalogue(routes=(unparsed,))

    assert found.series['car-t'].routes[0].steps == ()
    assert found.problems == ()


def test_a_guide_without_routes_offers_one_for_each_audience_and_one_for_all() -> None:
    found = car_t('A0 A1 A2 B1 B2').routes

    assert {route.name: shown(route.steps) for route in found} == {
        'audience-a': 'A0 A1 A2',
        'audience-b': 'A0 B1 B2',
        'pair-by-pair': 'A0 A1 B1 A2 B2',
    }
    assert [route.audience.code if route.audience else '' for route in found] == [
        'A',
        'B',
        '',
    ]
    assert not any(route.declared or route.title for route in found)


def test_an_audience_with_an_opening_of_its_own_begins_with_that() -> None:
    found = car_t('A0 B0 A1 B1').routes

    assert [shown(route.steps) for route in found] == [
        'A0 A1',
        'B0 B1',
        'A0 B0 A1 B1',
    ]


def test_an_audience_without_articles_gets_no_route() -> None:
    assert [route.name for route in car_t('A0 A1').routes] == ['audience-a']
    assert car_t('').routes == ()


def test_a_route_for_all_is_offered_where_no_audience_reads_everything() -> None:
    assert [route.name for route in car_t('A0 A1 B1').routes] == [
        'audience-a',
        'audience-b',
        'pair-by-pair',
    ]


def test_a_series_for_one_audience_has_one_default_route() -> None:
    config = SeriesConfig(audiences={'A': 'Everyone'})

    found = catalogue('A0 A1', config=config).series['car-t'].routes

    assert [route.name for route in found] == ['audience-a']


# -- stops ----------------------------------------------------------------------------


def visited(series: Series, start: str) -> list[str]:
    """Return where *Next* leads on the article's default route."""
    names = []
    article: Article | None = series.index[Code.parse(start)]
    while article is not None:
        names.append(name(article))
        article = series.stops[article.code][0].following
    return names


def neighbours(series: Series, code: str) -> list[tuple[str, int, str, str]]:
    return [
        (
            stop.route.name,
            stop.number,
            name(stop.previous) if stop.previous else '',
            name(stop.following) if stop.following else '',
        )
        for stop in series.stops[Code.parse(code)]
    ]


def test_only_an_ordered_step_has_a_number_and_minutes_that_are_left() -> None:
    claims = (route_claim('A1, {B1, B2}, A2', 'mixed'),)

    series = catalogue(routes=claims).series['car-t']

    stops = [
        next(s for s in series.stops[Code.parse(code)] if s.route.name == 'mixed')
        for code in ('A1', 'B1', 'A2')
    ]
    later = sum(step.minutes for step in stops[0].route.steps[1:])
    assert later
    assert [(s.number, s.minutes_left) for s in stops] == [(1, later), (0, 0), (3, 0)]


def test_next_visits_the_whole_route() -> None:
    claims = (route_claim('A*', 'big'), route_claim('A0, A1..A6 + B', 'deep'))

    series = catalogue(routes=claims).series['car-t']

    assert visited(series, 'A0') == ['A0', 'A1', 'A2', 'A3', 'A4', 'A5', 'A6']


@given(CATALOGUES)
def test_previous_is_the_inverse_of_next(within: Catalogue) -> None:
    series = within.series['car-t']
    stops = {
        (stop.route.name, code): stop
        for code, found in series.stops.items()
        for stop in found
    }

    for (route, code), stop in stops.items():
        if stop.following is not None:
            back = stops[route, stop.following.code].previous
            assert back is series.index[code]


def test_an_article_stops_once_on_each_default_route() -> None:
    assert neighbours(car_t('A0 A1 B1'), 'A1') == [
        ('audience-a', 2, 'A0', ''),
        ('pair-by-pair', 2, 'A0', 'B1'),
    ]


def test_the_first_declared_route_that_contains_an_article_leads_on() -> None:
    claims = (route_claim('A*', 'big'), route_claim('A0, A1..A6 + B', 'deep'))

    series = catalogue(routes=claims).series['car-t']

    assert neighbours(series, 'A2') == [
        ('big', 3, 'A1', 'A3'),
        ('deep', 4, 'B1', 'B2'),
        ('audience-a', 3, 'A1', 'A3'),
    ]
    assert neighbours(series, 'B2')[0] == ('deep', 5, 'A2', 'A3')


def test_an_article_of_no_declared_route_follows_that_of_its_audience() -> None:
    series = catalogue(routes=(route_claim('A*', 'big'),)).series['car-t']

    assert neighbours(series, 'B2') == [('audience-b', 3, 'B1', 'B3')]


def test_a_set_has_no_previous_and_no_next() -> None:
    claims = (route_claim('A0, {B2, B3}, A1, A2', 'mixed'),)

    series = catalogue(routes=claims).series['car-t']

    assert neighbours(series, 'B2')[-1] == ('mixed', 0, '', '')
    assert neighbours(series, 'A0')[0] == ('mixed', 1, '', '')
    assert neighbours(series, 'A1')[0] == ('mixed', 3, '', 'A2')


def test_an_ordered_stop_comes_before_an_entry_point() -> None:
    claims = (route_claim('{B2, B3}', 'any'), route_claim('B*', 'deep'))

    series = catalogue(routes=claims).series['car-t']

    assert [row[0] for row in neighbours(series, 'B2')] == [
        'deep',
        'audience-b',
        'any',
    ]


def test_planned_articles_are_passed_by() -> None:
    series = car_t('A0 A2', planned='A1')

    assert visited(series, 'A0') == ['A0', 'A2']
    assert neighbours(series, 'A2')[0] == ('audience-a', 3, 'A0', '')


def test_an_article_of_another_series_gives_its_stop_to_no_namesake() -> None:
    claims = (route_claim('A0, bispecific/A1, A2', 'across'),)

    series = catalogue(routes=claims).series['car-t']

    assert neighbours(series, 'A0')[0] == ('across', 1, '', 'bispecific/A1')
    assert neighbours(series, 'A2')[0] == ('across', 3, 'bispecific/A1', '')
    assert [row[0] for row in neighbours(series, 'A1')] == ['audience-a']


# -- in words -------------------------------------------------------------------------


def said(expression: str) -> str:
    series = catalogue(routes=(route_claim(expression),)).series['car-t']
    return sentence(series.routes[0], str)


@pytest.mark.parametrize(
    ('route', 'words'),
    [
        ('A1', 'Read A1.'),
        ('A1, A3', 'Read A1, A3, in this order.'),
        ('A0, A1..A6', 'Read A0 to A6, in this order.'),
        ('A1, A2, B3', 'Read A1, A2, B3, in this order.'),
        ('A1?', 'If you like, begin with A1.'),
        ('A1..A3?', 'If you like, begin with A1 to A3.'),
        ('{B2}', 'Read B2.'),
        ('{B2, B3, B5, B6}', 'Begin with any of B2, B3, B5, B6.'),
        ('{B2, B3}?', 'If you like, begin with any of B2, B3.'),
        ('A0, B1?', 'Read A0. Then, if you like, read B1.'),
        ('A0, B*?', 'Read A0. Then, if you like, read B1 to B6.'),
        ('A0?, A1', 'If you like, begin with A0. Go on with A1.'),
        (
            'A0?, A1, A3',
            'If you like, begin with A0. Go on with A1, A3, in this order.',
        ),
        ('A0, {B1..B6}', 'Read A0. Then take B1 to B6, in any order.'),
        ('A0, {B1, B3}?', 'Read A0. Then, if you like, take B1, B3, in any order.'),
        (
            '{A1, A2}, {B1, B2}',
            'Begin with any of A1, A2. Then take B1, B2, in any order.',
        ),
        ('A0, {B1}, A3', 'Read A0. Go on with B1. Go on with A3.'),
        ('A0, bispecific/A1', 'Read A0, bispecific/A1, in this order.'),
    ],
)
def test_a_route_is_said_in_sentences(route: str, words: str) -> None:
    assert said(route) == words


def test_a_route_without_steps_says_nothing() -> None:
    assert said('') == ''


def test_sentences_are_in_the_reader_s_language() -> None:
    german = {
        'Read %(articles)s, in this order.': 'Lies %(articles)s der Reihe nach.',
        '%(first)s to %(last)s': '%(first)s bis %(last)s',
        ', ': '; ',
    }
    series = catalogue(routes=(route_claim('A1..A3, B1'),)).series['car-t']

    words = sentence(series.routes[0], lambda message: german[message])

    assert words == 'Lies A1 bis A3; B1 der Reihe nach.'


@pytest.mark.parametrize(
    ('codes', 'words'),
    [
        ('', ''),
        ('A1', 'A1'),
        ('A1 A2', 'A1, A2'),
        ('A1 A2 A3', 'A1 to A3'),
        ('A1 A2 A3 A3b A4', 'A1 to A3, A3b, A4'),
        ('A1 A2 A3b', 'A1, A2, A3b'),
        ('A3b A4 A5', 'A3b, A4, A5'),
        ('A1 A2 A4 A5 A6', 'A1, A2, A4 to A6'),
        ('A8 A9 A10', 'A8 to A10'),
    ],
)
def test_runs_of_three_and_more_are_drawn_together(codes: str, words: str) -> None:
    assert in_words(car_t(codes).articles, str) == words


# -- size -----------------------------------------------------------------------------


def test_a_route_as_long_as_it_may_be_is_resolved() -> None:
    text = ', '.join(f'A{number}' for number in range(1, 1_600))[:LONGEST]
    text = text.rpartition(',')[0]

    found = articles(text)

    assert found == ['A1', 'A2', 'A3', 'A4', 'A5', 'A6']
    assert len(mismatches(text)) == text.count(',') + 1 - 6
