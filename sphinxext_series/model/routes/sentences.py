"""A route in words: sentences that say how to take it."""

from __future__ import annotations

from functools import partial, reduce
from itertools import groupby
from typing import TYPE_CHECKING

from sphinxext_series.model.text.messages import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinxext_series.model.series import Article, Route, Step


def sentence(route: Route, translate: Callable[[str], str]) -> str:
    """Return a sentence that says how to take the route, in the reader's language."""
    sentences: list[str] = []
    for (optional, entry_points), steps in groupby(route.steps, key=_manner):
        articles = [article for step in steps for article in step.articles]
        message = _SENTENCES[entry_points is not None, optional, bool(sentences)]
        if len(articles) == 1:
            message = _SENTENCES_FOR_ONE[optional, bool(sentences)]
        listing = in_words(articles, translate, route.series)
        sentences.append(translate(message) % {'articles': listing})
    return reduce(partial(_joined, translate), sentences, '')


def _joined(translate: Callable[[str], str], text: str, following: str) -> str:
    """Return two sentences, one after the other."""
    if not text:
        return following
    message = translate(N_('%(text)s %(sentence)s'))
    return message % {'text': text, 'sentence': following}


def _manner(step: Step) -> tuple[bool, Step | None]:
    """Return how a step is taken; each set is taken for itself."""
    return step.optional, step if step.unordered else None


#: (entry points in any order, optional, not the first) → what to say
_SENTENCES = {
    (False, False, False): N_('Read %(articles)s, in this order.'),
    (False, False, True): N_('Go on with %(articles)s, in this order.'),
    (False, True, False): N_('If you like, begin with %(articles)s.'),
    (False, True, True): N_('Then, if you like, read %(articles)s.'),
    (True, False, False): N_('Begin with any of %(articles)s.'),
    (True, False, True): N_('Then take %(articles)s, in any order.'),
    (True, True, False): N_('If you like, begin with any of %(articles)s.'),
    (True, True, True): N_('Then, if you like, take %(articles)s, in any order.'),
}

#: (optional, not the first) → what to say of a single article
_SENTENCES_FOR_ONE = {
    (False, False): N_('Read %(articles)s.'),
    (False, True): N_('Go on with %(articles)s.'),
    (True, False): N_('If you like, begin with %(articles)s.'),
    (True, True): N_('Then, if you like, read %(articles)s.'),
}


def in_words(
    articles: Sequence[Article], translate: Callable[[str], str], home: str = ''
) -> str:
    """Return the codes of articles, with runs of three or more drawn together.

    Those of other series than *home*, where it is given, are named with their series.
    """
    names: list[str] = []
    position = 0
    while position < len(articles):
        end = position
        while end + 1 < len(articles) and _follows(articles[end], articles[end + 1]):
            end += 1
        if end - position < 2:  # noqa: PLR2004 (two are a list, three are a range)
            end = position
        first, last = (_name(articles[n], home) for n in (position, end))
        span = translate(N_('%(first)s to %(last)s')) % {'first': first, 'last': last}
        names.append(span if end > position else first)
        position = end + 1
    return translate(N_(', ')).join(names)


def _name(article: Article, home: str) -> str:
    is_of_another = home and article.series != home
    return str(article.reference if is_of_another else article.code)


def _follows(one: Article, other: Article) -> bool:
    return (
        one.series == other.series
        and one.code.audience == other.code.audience
        and one.code.number + 1 == other.code.number
        and not one.code.letter
        and not other.code.letter
    )
