"""What codes, references, claims and series are, one value at a time."""

from __future__ import annotations

import pickle
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_series.model.catalogue import Catalogue
from sphinxext_series.model.claims import (
    ArticleClaim,
    Claims,
    Condition,
    Excerpt,
    FailedClaim,
    HubClaim,
    PairClaim,
    Part,
    Place,
    RouteClaim,
)
from sphinxext_series.model.codes import Audience, Code, CodeError, Reference, nearest
from sphinxext_series.model.routes.language import parse
from sphinxext_series.model.series import Article, Pair, Route, Series, Step
from sphinxext_series.model.targets import Target
from sphinxext_series.model.text.content import (
    Branch,
    Content,
    count_words,
    marked_up,
    plain_text,
    words_of,
)
from sphinxext_series.model.text.prose import has_capitals_and_spaces
from sphinxext_series.model.text.titles import without_code

AUDIENCES = (Audience('A', 'General reader'), Audience('B', 'Expert'))

CODES = st.builds(
    Code,
    st.from_regex(r'[A-Z][A-Za-z]{0,15}', fullmatch=True),
    st.integers(0, 999_999),
    st.sampled_from(('', 'a', 'b', 'z')),
)


def article(code: str, *, status: str = 'published', listed: bool = True) -> Article:
    claim = ArticleClaim(
        place=Place(code.lower()),
        series='car-t',
        code=Code.parse(code),
        status=status,
    )
    return Article(
        claim=claim,
        excerpt=Excerpt(title=(code,)),
        page=Target('' if status == 'planned' else code.lower()),
        minutes=5,
        listed=listed,
    )


def series(*articles: Article) -> Series:
    return Series(
        name='car-t',
        title=('CAR-T',),
        place=Place('hub'),
        audiences=AUDIENCES,
        articles=articles,
    )


def names(articles: tuple[Article, ...]) -> list[str]:
    return [str(article.code) for article in articles]


# -- text -----------------------------------------------------------------------------


def test_plain_text_is_what_stands_in_and_around_markup() -> None:
    emphasis = Branch('emphasis', (), ('in ', Branch('strong', (), ('vivo',))))

    assert plain_text(('CAR-T ', emphasis, ' today')) == 'CAR-T in vivo today'


def test_nothing_has_no_plain_text() -> None:
    assert plain_text(()) == ''


# -- targets --------------------------------------------------------------------------


def test_a_target_is_a_document_or_an_external_page_or_nowhere() -> None:
    document, page = Target('a1', 'summary'), Target(uri='https://far.example/a1.html')

    assert document
    assert page
    assert (document.external, page.external) == (False, True)
    assert not Target()
    assert not Target(anchor='summary')


# -- codes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('text', 'code'),
    [
        ('A1', Code('A', 1)),
        ('A0', Code('A', 0)),
        ('B12', Code('B', 12)),
        ('A3b', Code('A', 3, 'b')),
        ('Expert7', Code('Expert', 7)),
        ('A007', Code('A', 7)),
        ('A999999', Code('A', 999_999)),
    ],
)
def test_a_code_is_an_audience_and_a_number_and_perhaps_a_letter(
    text: str, code: Code
) -> None:
    assert Code.parse(text) == code


@pytest.mark.parametrize(
    'text',
    [
        '',
        'A',
        '1',
        'a1',
        '1A',
        'A 1',
        ' A1',
        'A1 ',
        'A1\n',
        'A-1',
        'A1.5',
        'A1B',
        'A1bc',
        'A1234567',
        'A\u0661',
        'A\uff11',
        'A\u00b2',
        '\u00c41',
        '\u04101',
        'A1\u0431',
        'A\u200f1',
        'A\x001',
        'car-t/A1',
        'A' * 17 + '1',
        'A' * 10_000,
        'A' + '1' * 10_000,
    ],
)
def test_anything_else_is_no_code(text: str) -> None:
    with pytest.raises(CodeError):
        Code.parse(text)


@given(st.text())
def test_parsing_a_code_raises_nothing_but_its_own_error(text: str) -> None:
    try:
        code = Code.parse(text)
    except CodeError:
        return

    assert Code.parse(str(code)) == code


@given(CODES)
def test_a_code_is_read_as_it_is_written(code: Code) -> None:
    assert Code.parse(str(code)) == code


def test_a_code_cannot_be_changed() -> None:
    code = Code('A', 1)

    with pytest.raises(AttributeError):
        code.number = 2  # type: ignore[misc]


@pytest.mark.parametrize(
    ('text', 'reference'),
    [
        ('A1', Reference('car-t', Code('A', 1))),
        ('other/A1', Reference('other', Code('A', 1))),
        ('a/b/A1', Reference('a/b', Code('A', 1))),
    ],
)
def test_a_reference_names_an_article_here_or_elsewhere(
    text: str, reference: Reference
) -> None:
    assert Reference.parse(text, 'car-t') == reference


def test_a_reference_is_written_with_its_series() -> None:
    assert str(Reference('car-t', Code('A', 3, 'b'))) == 'car-t/A3b'


@pytest.mark.parametrize('text', ['', '/', 'other/', 'other', 'other/a1', 'A1/other'])
def test_a_reference_without_a_code_is_an_error(text: str) -> None:
    with pytest.raises(CodeError):
        Reference.parse(text, 'car-t')


# -- claims ---------------------------------------------------------------------------


HTML, DRAFT = Condition('only', 'html'), Condition('only', 'draft')


def conditional_claims() -> Claims:
    place = Place('hub')
    only = (HTML,)
    return Claims(
        articles=(
            ArticleClaim(place=place, series='s', code=Code('A', 1)),
            ArticleClaim(place=place, series='s', code=Code('A', 2), conditions=only),
        ),
        hubs=(HubClaim(place=place, series='s', conditions=only),),
        pairs=(PairClaim(place=place, series='s', number=1, conditions=only),),
        routes=(
            RouteClaim(
                place=place,
                series='s',
                name='r',
                anchor='r',
                title=(),
                expression=parse('A1'),
                conditions=(HTML, DRAFT),
            ),
        ),
        parts=(Part(kind='map', series='s', place=place, conditions=only),),
    )


def test_claims_below_only_hold_when_all_their_conditions_do() -> None:
    claims = conditional_claims()

    assert claims.holding({(HTML,): True, (HTML, DRAFT): True}) == claims


def test_claims_below_only_vanish_when_a_condition_does_not_hold() -> None:
    claims = conditional_claims()

    kept = claims.holding({(HTML,): True, (HTML, DRAFT): False})

    assert kept.routes == ()
    assert (kept.articles, kept.hubs, kept.pairs, kept.parts) == (
        claims.articles,
        claims.hubs,
        claims.pairs,
        claims.parts,
    )


def test_claims_without_conditions_always_hold() -> None:
    claims = conditional_claims()

    kept = claims.holding({(HTML,): False, (HTML, DRAFT): False})

    withheld = kept.failed
    assert kept == Claims(articles=claims.articles[:1], failed=withheld)
    assert {claim.series for claim in withheld} == {'s'}
    assert [claim.hub for claim in withheld] == [False, True]


def test_claims_know_their_conditions() -> None:
    assert conditional_claims().conditions == {(HTML,), (HTML, DRAFT)}


def test_claims_survive_pickling() -> None:
    claims = conditional_claims()

    assert pickle.loads(pickle.dumps(claims)) == claims  # noqa: S301 (just written)


# -- articles and series --------------------------------------------------------------


@pytest.mark.parametrize(
    ('status', 'linked'), [('published', True), ('draft', True), ('planned', False)]
)
def test_an_article_is_linked_unless_it_is_planned(
    status: str, *, linked: bool
) -> None:
    assert bool(article('A1', status=status).target) is linked


def test_an_article_has_one_name_and_one_anchor() -> None:
    a3b = article('A3b')

    assert str(a3b.reference) == 'car-t/A3b'
    assert a3b.anchor == 'car-t-a3b'


def test_the_companion_is_the_article_of_the_pair_for_another_audience() -> None:
    a0, a1, b1 = article('A0'), article('A1'), article('B1')

    one = series(a0, a1, b1)

    assert one.companion(a1, 'B') is b1
    assert one.companion(b1, 'A') is a1
    assert one.companion(a1, 'A') is None
    assert one.companion(a1, 'Z') is None


def test_an_opening_has_no_companion() -> None:
    a0, b0 = article('A0'), article('B0')

    one = series(a0, b0)

    assert one.companion(a0, 'B') is None
    assert one.companions(a0) == ()


@pytest.mark.parametrize(
    ('existing', 'companion'),
    [
        (('B3', 'B3a', 'B3b'), 'B3b'),
        (('B3', 'B3a', 'B3c'), 'B3'),
        (('B3a', 'B3c'), 'B3a'),
    ],
)
def test_the_nearest_letter_is_the_companion(
    existing: tuple[str, ...], companion: str
) -> None:
    a3b = article('A3b')

    found = series(a3b, *map(article, existing)).companion(a3b, 'B')

    assert found is not None
    assert str(found.code) == companion


def test_a_listed_companion_comes_before_an_unlisted_one() -> None:
    a3b = article('A3b')
    hidden = article('B3b', status='draft', listed=False)

    one = series(a3b, article('B3'), hidden)

    assert names(one.companions(a3b)) == ['B3']


def test_an_unlisted_companion_is_found_but_not_listed() -> None:
    a1, hidden = article('A1'), article('B1', status='draft', listed=False)

    one = series(a1, hidden)

    assert one.companion(a1, 'B') is hidden
    assert one.companions(a1) == ()


def test_an_article_whose_pair_lists_nothing_has_no_companion() -> None:
    hidden = article('A1', status='draft', listed=False)

    assert series(hidden).companion(hidden, 'B') is None


def test_a_series_answers_by_code_audience_and_number() -> None:
    a0, a1, b1 = article('A0'), article('A1'), article('B1')
    hidden = article('B2', status='draft', listed=False)

    one = series(a0, a1, b1, hidden)

    assert one.index[Code('B', 1)] is b1
    assert one.lanes == {'A': [a0, a1], 'B': [b1, hidden]}
    assert names(one.listed) == ['A0', 'A1', 'B1']
    assert names(one.openings) == ['A0']
    assert one.tones == {'A': 1, 'B': 2}
    assert one.labels == {'A': 'General reader', 'B': 'Expert'}


def test_a_series_starts_with_the_first_article_that_can_be_read() -> None:
    planned, hidden = article('A0', status='planned'), article('A1', listed=False)

    assert series(planned, hidden, article('A2')).start == article('A2')
    assert series(planned).start is None


def test_a_catalogue_finds_an_article_by_its_name() -> None:
    a1 = article('A1')
    catalogue = Catalogue(series={'car-t': series(a1)})

    assert catalogue.article(Reference('car-t', Code('A', 1))) is a1
    assert catalogue.article(Reference('car-t', Code('A', 2))) is None
    assert catalogue.article(Reference('other', Code('A', 1))) is None


def test_series_are_equal_whatever_they_were_asked() -> None:
    one, other = series(article('A1')), series(article('A1'))

    asked = (one.index, one.lanes, one.companions(article('A1')))

    assert asked
    assert one == other


def test_a_route_counts_the_minutes_of_what_can_be_read() -> None:
    steps = (
        Step(articles=(article('A1'),)),
        Step(articles=(article('A2', status='planned'),)),
        Step(articles=(article('B1'), article('B2')), unordered=True),
    )

    route = Route(name='r', title=(), steps=steps)

    assert names(route.articles) == ['A1', 'A2', 'B1', 'B2']
    assert route.minutes == 15
    assert route.ordered


def test_a_route_of_sets_alone_has_no_order() -> None:
    step = Step(articles=(article('B1'), article('B2')), unordered=True)

    assert not Route(name='r', title=(), steps=(step, step)).ordered


def test_a_pair_has_nothing_until_it_is_told() -> None:
    assert Pair(number=1) == Pair(number=1, title=(), short=(), articles=())


# -- near names -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ('code', 'meant'),
    [('A9', 'A6'), ('A3', 'A2'), ('A5', 'A6'), ('A2c', 'A2'), ('C6', 'A6'), ('C4', '')],
)
def test_the_nearest_code_is_the_nearest_number_for_its_audience(
    code: str, meant: str
) -> None:
    found = series(*map(article, ['A1', 'A2', 'A6', 'B1'])).nearest(Code.parse(code))

    assert (str(found.code) if found else '') == meant


def test_the_nearest_name_is_the_most_similar() -> None:
    assert nearest('cart', ['bispecific', 'car-t', 'chart-room']) == 'car-t'


def test_nothing_is_near_to_a_foreign_name() -> None:
    assert nearest('xyz', ['car-t', 'bispecific']) == ''
    assert nearest('xyz', []) == ''


def test_the_nearest_name_does_not_depend_on_their_order() -> None:
    assert nearest('A1', ['A3', 'A2']) == nearest('A1', ['A2', 'A3'])


def test_among_thousands_no_near_name_is_looked_for() -> None:
    assert nearest('bakcup', ['backup', *map(str, range(999))]) == 'backup'
    assert nearest('bakcup', ['backup', *map(str, range(1000))]) == ''
    # No more of them are asked for than it takes to know that.
    assert nearest('bakcup', map(str, count())) == ''


def test_of_two_words_that_are_as_near_none_is_meant() -> None:
    assert nearest('A11', ['A12', 'A13']) == ''
    assert nearest('steep', ['steeps', 'steep.', 'stop']) == ''


def test_a_very_long_name_is_compared_by_its_beginning() -> None:
    assert nearest('car-t' * 100_000, ['car-t' * 12]) == 'car-t' * 12


@pytest.mark.parametrize(
    ('text', 'has_them'),
    [
        ('Beans', True),
        ('Tee と茶', True),
        ('RCT: 日本語文字', False),
        ('12', True),
    ],
)
def test_a_script_has_capitals_if_most_of_its_letters_have(
    text: str, *, has_them: bool
) -> None:
    assert has_capitals_and_spaces([text]) is has_them


@pytest.mark.parametrize(
    ('text', 'words'),
    [
        ('', 0),
        ('two words', 2),
        ('zwei Wörter', 2),
        ('細胞', 2),
        ('細胞療', 2),
        ('細胞療法 x', 4),
    ],
)
def test_two_characters_without_spaces_pass_for_a_word(text: str, words: int) -> None:
    assert count_words(text) == words


# -- texts with markup -----------------------------------------------------------------

EMPHASIS = Branch('docutils.nodes:emphasis', (), ('bitter',))
FIRST, SECOND = ('Why ', EMPHASIS), (EMPHASIS,)


@pytest.mark.parametrize(
    ('view', 'texts'),
    [
        ('text', []),
        (None, []),
        ((), []),
        (('words', 'alone'), []),
        (FIRST, [FIRST]),
        ((FIRST, SECOND, FIRST), [FIRST, SECOND, FIRST]),
        ((1, ('x', (SECOND, ('y',))), FIRST), [SECOND, FIRST]),
        (([FIRST],), []),
    ],
)
def test_texts_with_markup_are_found_in_order(
    view: object, texts: list[object]
) -> None:
    assert list(marked_up(view)) == texts


def test_the_words_of_blocks_are_kept_apart_and_those_of_a_line_are_not() -> None:
    paragraph = Branch('docutils.nodes:paragraph', (), ('One', EMPHASIS, 'two.'))

    assert words_of((paragraph, paragraph)) == 'Onebittertwo. Onebittertwo.'


@pytest.mark.parametrize(
    ('title', 'shown'),
    [
        (('A1: Cups',), ('Cups',)),
        (('A1: ', EMPHASIS), (EMPHASIS,)),
        (('A1:',), ('A1:',)),
        (('A10: Cups',), ('A10: Cups',)),
        ((EMPHASIS, ' cups'), (EMPHASIS, ' cups')),
        ((), ()),
    ],
)
def test_a_title_is_shown_without_its_own_code_unless_it_is_all(
    title: Content, shown: Content
) -> None:
    assert without_code(title, Code('A', 1)) == shown


def test_a_document_that_claims_nothing_is_not_about_series() -> None:
    assert not Claims().is_about_series
    assert Claims(failed=(FailedClaim('tea'),)).is_about_series
