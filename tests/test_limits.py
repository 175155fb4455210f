"""Where an article begins to be beyond a limit, as values: no project is built."""

from __future__ import annotations

import pytest

from sphinxext_series.checks.diagnostics import CheckDiagnostic
from sphinxext_series.checks.limits import ENOUGH, Limits, check_limits, parse_limits
from sphinxext_series.model.arranging.arrangement import arrange
from sphinxext_series.model.claims import ArticleClaim, Claims, Excerpt, HubClaim, Place
from sphinxext_series.model.codes import Code
from sphinxext_series.model.text.prose import Paragraph, Prose
from sphinxext_series.settings.config import SeriesConfig


def claimed(code: str, summary: str) -> Claims:
    claim = ArticleClaim(
        place=Place(code.lower(), 4),
        series='car-t',
        code=Code.parse(code),
        summary=(summary,) if summary else (),
    )
    return Claims(excerpt=Excerpt(title=(code,)), articles=(claim,))


def arranged(*codes: str, summary: str = '') -> dict[str, Claims]:
    hub = Claims(hubs=(HubClaim(place=Place('index', 3), series='car-t'),))
    return {'index': hub, **{c.lower(): claimed(c, summary) for c in codes}}


def prose(text: str, words: int = 0) -> Prose:
    return Prose((Paragraph(text, Place('a1', 9)),), words or len(text.split()))


def beyond(
    limits: Limits, texts: dict[str, Prose], *codes: str, summary: str = ''
) -> list[object]:
    catalogue = arrange(arranged(*codes, summary=summary), {}, SeriesConfig())
    series = catalogue.series['car-t']
    return [problem.kind for problem in check_limits(series, {'A': limits}, texts)]


@pytest.mark.parametrize(
    ('words', 'is_beyond'),
    [((3, 3), False), ((0, 3), False), ((3, 9), False), ((4, 9), True), ((0, 2), True)],
)
def test_both_ends_of_a_length_are_allowed(
    words: tuple[int, int], *, is_beyond: bool
) -> None:
    expected = [CheckDiagnostic.LIMIT_WORDS] if is_beyond else []

    assert beyond(Limits(words=words), {'a1': prose('One two three.')}, 'A1') == (
        expected
    )


@pytest.mark.parametrize('words', [(0, 0), (7, 7), [0, 9]])
def test_a_length_may_begin_with_nothing_and_leave_no_choice(
    words: tuple[int, int] | list[int],
) -> None:
    catalogue = arrange(arranged('A1'), {}, SeriesConfig())

    limits, problems = parse_limits({'A': {'words': words}}, catalogue)

    assert problems == []
    assert limits['A'].words == tuple(words)


@pytest.mark.parametrize(('most', 'is_beyond'), [(3, False), (2, True)])
def test_as_many_words_as_a_limit_names_are_allowed(
    most: int, *, is_beyond: bool
) -> None:
    limits = Limits(summary=most, sentence=most)
    text = 'One two three. Four.'

    kinds = beyond(limits, {'a1': prose(text)}, 'A1', summary='Five six seven')

    expected = [CheckDiagnostic.LIMIT_SUMMARY, CheckDiagnostic.LIMIT_SENTENCE]
    assert kinds == (expected if is_beyond else [])


PLAIN, HARD = 'Go on. ' * ENOUGH, 'Notwithstanding considerations. ' * ENOUGH


@pytest.mark.parametrize(
    ('texts', 'is_beyond'),
    [
        ({'a1': prose(HARD), 'b1': prose(PLAIN)}, True),
        ({'a1': prose(PLAIN), 'b1': prose(HARD)}, False),
        ({'a1': prose(PLAIN), 'b1': prose(PLAIN)}, True),
        ({'a1': prose(HARD, ENOUGH), 'b1': prose(PLAIN, ENOUGH)}, True),
        ({'a1': prose(HARD, ENOUGH - 1), 'b1': prose(PLAIN)}, False),
        ({'a1': prose(HARD), 'b1': prose(PLAIN, ENOUGH - 1)}, False),
        ({'a1': prose(HARD), 'b1': prose('細胞療法。' * ENOUGH, ENOUGH)}, False),
        ({'a1': prose(HARD)}, False),
    ],
)
def test_texts_are_compared_where_both_are_long_enough(
    texts: dict[str, Prose], *, is_beyond: bool
) -> None:
    kinds = beyond(Limits(plainer_than='B'), texts, 'A1', 'B1')

    assert kinds == ([CheckDiagnostic.LIMIT_PLAINER] if is_beyond else [])


def test_an_article_without_a_companion_is_compared_with_none() -> None:
    texts = {'a1': prose(HARD), 'b2': prose(PLAIN)}

    assert beyond(Limits(plainer_than='B'), texts, 'A1', 'B2') == []
