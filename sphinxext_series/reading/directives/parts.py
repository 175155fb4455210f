"""The directives that show something of a series: a map, an index, a pair."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from sphinxext_series.model.codes import is_series_name
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.text.messages import N_
from sphinxext_series.reading.directives.base import SeriesDirective, options_of
from sphinxext_series.reading.nodes import pair_part, series_part
from sphinxext_series.reading.options import (
    PAIR_NUMBER,
    PAIR_TITLE,
    is_number,
    names_number,
    whole_number,
)
from sphinxext_series.settings.translation import __

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.util.typing import OptionSpec

WHERE = ('top', 'bottom')


class SeriesPart(SeriesDirective):
    """A directive that shows something of a series: ``series-map`` and its kin."""

    kind: ClassVar[str]
    #: Whether it was said that no series is named.
    is_told = False
    option_spec: ClassVar[OptionSpec] = options_of('series-map')
    has_content = False

    def placeholders(self) -> list[nodes.Node]:
        """Return a placeholder for the part."""
        series = self.series
        part = series_part('', kind=self.kind, series=series, is_told=self.is_told)
        return [self.placed(part)]

    @cached_property
    def series(self) -> str:
        """The series that is named, in the option or as the argument, if one is."""
        named = self.written.text('series')
        argument = self.series_argument
        expected = named or N_('the name of a series')
        if argument and (named not in {'', argument} or not is_series_name(argument)):
            self.reject_argument(argument, expected)
            self.is_told = True
            return named
        return named or argument

    @property
    def series_argument(self) -> str:
        """What of the argument may name a series."""
        return self.argument

    def reject_argument(self, text: str, expected: str) -> None:
        """Say that the argument is left out."""
        self.warn(
            Diagnostic.ARGUMENT,
            text=text,
            directive=self.name,
            expected=__(expected),
        )


class SeriesOverview(SeriesPart):
    """``series-overview``: status and size of the series, and where to start."""

    kind = 'overview'


class SeriesOpening(SeriesPart):
    """``series-opening``: the openings, without the pairs."""

    kind = 'opening'


class SeriesMap(SeriesPart):
    """``series-map``: audiences as lanes, pairs as columns."""

    kind = 'map'


class SeriesIndex(SeriesPart):
    """``series-index``: openings and pairs, all of them."""

    kind = 'index'


class SeriesNext(SeriesPart):
    """``series-next``: the series that comes next, in the author's words or its own."""

    kind = 'next'
    has_content = True
    option_spec: ClassVar[OptionSpec] = options_of('series-next')

    def placeholders(self) -> list[nodes.Node]:
        """Return a placeholder with the author's own title and words."""
        series = self.series
        words = [*self.parsed_option('title'), *self.body()]
        part = series_part('', *words, kind=self.kind, series=series)
        part['is_told'] = self.is_told
        return [self.placed(part)]


class SeriesList(SeriesPart):
    """``series-list``: all series of the project."""

    kind = 'list'
    option_spec: ClassVar[OptionSpec] = {}

    @cached_property
    def series(self) -> str:
        """No series: all are shown."""
        if self.argument:
            self.reject_argument(
                self.argument, N_('nothing, since it shows all series')
            )
        return ''


def part_directive(kind: str) -> type[SeriesPart]:
    """Return the directive that places a part which another extension has added."""
    return type('AddedPart', (SeriesPart,), {'kind': kind})


class SeriesNav(SeriesPart):
    """``series-nav``: the navigation of an article, placed by hand."""

    kind = 'nav'

    def placeholders(self) -> list[nodes.Node]:
        """Return a placeholder for the navigation."""
        where, *others = [*filter(_is_place, self.argument.split()), WHERE[0]]
        if others[:-1]:
            self.reject_argument(others[0], '')
        part = series_part('', kind=self.kind, where=where.lower(), series=self.series)
        return [self.placed(part)]

    @property
    def series_argument(self) -> str:
        """What of the argument is no place."""
        words = (word for word in self.argument.split() if not _is_place(word))
        return ' '.join(words)

    def reject_argument(self, text: str, expected: str) -> None:
        """Say that the argument is left out: it may be a place, too."""
        super().reject_argument(text, N_('top, bottom or the name of a series'))


def _is_place(word: str) -> bool:
    return word.lower() in WHERE


class SeriesPair(SeriesPart):
    """``series-pair``: a pair, and what its title is."""

    kind = 'pair'
    has_content = True
    option_spec: ClassVar[OptionSpec] = options_of('series-pair')

    @property
    def series_argument(self) -> str:
        """Nothing: the argument is the title."""
        return ''

    def placeholders(self) -> list[nodes.Node]:
        """Return a placeholder with the introduction, title and articles."""
        expected = N_('a number from 1 on')
        part = pair_part(
            '',
            *self.body(),
            series=self.series,
            number=self.written.value('number', _pair_number, expected, 0),
            pulled=self.pulled(),
            no_heading=self.written.flag('no-heading'),
        )
        if self.title and part['no_heading']:
            self.written.reject('no-heading', '', N_('a pair without a title'))
        if names_number(self.title):
            expected = PAIR_NUMBER if is_number(self.title) else PAIR_TITLE
            self.reject_argument(self.title, expected)
        elif self.title:
            part += self.parsed('title', self.title)
        part += self.parsed_option('short')
        part += self.planned()
        self.add_name(part)
        return [self.placed(part)]


def _pair_number(text: str) -> int:
    return whole_number(text, 999_999)
