"""An article as a link, and a pair by its title: what all views are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinxext_series.model.codes import Code

if TYPE_CHECKING:
    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.series import Article, Pair, Route, Series
    from sphinxext_series.model.targets import Target
    from sphinxext_series.model.text.content import Content


#: Longer series are not listed in each of their articles: N lines in each of N.
MOST_IN_NAVIGATION = 30


class Mention(NamedTuple):
    """An article as a link.

    *audience* is empty where an opening is for all readers.

    *other_series* is the title of its series, if that is another than the one at hand:
    its code alone would be taken for one of this.
    """

    series: str
    code: str
    title: Content
    target: Target
    audience: str
    tone: int
    other_series: Content = ()

    @property
    def audience_code(self) -> str:
        """The code of its audience."""
        return Code.parse(self.code).audience

    @property
    def name(self) -> str:
        """The code; that of another series is named with it."""
        return f'{self.series}/{self.code}' if self.other_series else self.code


class SeriesLink(NamedTuple):
    """A series as a link."""

    title: Content
    target: Target


class Heading(NamedTuple):
    """A pair by its number and title, and its section."""

    number: int
    title: Content
    short: Content
    target: Target


def mention(article: Article, series: Series, home: str = '') -> Mention:
    """Return an article of a series as a link, from inside the series *home*."""
    return Mention(
        series=article.series,
        code=str(article.code),
        title=article.title,
        target=article.target,
        audience=series.audience_of(article),
        tone=series.tones[article.code.audience],
        other_series=series.title if home not in {'', series.name} else (),
    )


def mention_in(
    article: Article | None, catalogue: Catalogue, home: str
) -> Mention | None:
    """Return an article of any series as a link, from inside the series *home*."""
    return mention(article, catalogue.home_of(article), home) if article else None


def next_series(series: Series, catalogue: Catalogue) -> SeriesLink | None:
    """Return the series that comes after one, if it can be gone to."""
    following = catalogue.named(series.next)
    if following is None or not following.target:
        return None
    return SeriesLink(following.title, following.target)


def required_by(article: Article, catalogue: Catalogue) -> tuple[Mention, ...]:
    """Return what readers are told to read before an article."""
    return tuple(
        mention(required, catalogue.home_of(required), article.series)
        for required in catalogue.required(article)
    )


def goes_by_pairs(route: Route, catalogue: Catalogue) -> bool:
    """Return whether what share a number are called pairs in the series of a route."""
    series = catalogue.series[route.series]
    return len(series.audiences) == 2 and not series.pair_label  # noqa: PLR2004


def heading_of(pair: Pair) -> Heading:
    """Return a pair by its number and title."""
    return Heading(
        number=pair.number,
        title=pair.title,
        short=pair.short,
        target=pair.target,
    )
