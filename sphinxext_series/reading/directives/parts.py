"""The directives that show something of a series: a map, an index, a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinxext_series.model.diagnostics import N_
from sphinxext_series.reading.directives.base import SeriesDirective, options
from sphinxext_series.reading.nodes import pair_part, series_part
from sphinxext_series.reading.options import whole_number

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.util.typing import OptionSpec


class SeriesPart(SeriesDirective):
    """A directive that shows something of a series: ``series-map`` and its kin."""

    kind: ClassVar[str]
    option_spec: ClassVar[OptionSpec] = options('series')
    has_content = False

    def placeholders(self) -> list[nodes.Node]:
        """Return a placeholder for the part."""
        return [self.placed(series_part('', kind=self.kind, series=self.series))]

    @property
    def series(self) -> str:
        """The series that is named, if one is."""
        return self.written.text('series')


class SeriesMap(SeriesPart):
    """``series-map``: audiences as lanes, pairs as columns."""

    kind = 'map'


class SeriesIndex(SeriesPart):
    """``series-index``: openings and pairs, all of them."""

    kind = 'index'


class SeriesNext(SeriesPart):
    """``series-next``: a preview of the series that comes next."""

    kind = 'next'


class SeriesList(SeriesPart):
    """``series-list``: all series of the project."""

    kind = 'list'
    option_spec: ClassVar[OptionSpec] = {}


def part_directive(kind: str) -> type[SeriesPart]:
    """Return the directive that places a part which another extension has added."""
    return type('AddedPart', (SeriesPart,), {'kind': kind})


class SeriesNav(SeriesPart):
    """``series-nav``: the navigation of an article, placed by hand."""

    kind = 'nav'

    def placeholders(self) -> list[nodes.Node]:
        """Return a placeholder for the navigation."""
        where = self.argument or 'top'
        if where not in {'top', 'bottom'}:
            self.written.reject('argument', where, 'top, bottom')
            where = 'top'
        part = series_part('', kind=self.kind, where=where, series=self.series)
        return [self.placed(part)]


class SeriesPair(SeriesPart):
    """``series-pair``: a pair, and what its title is."""

    kind = 'pair'
    has_content = True
    option_spec: ClassVar[OptionSpec] = options(
        'series', 'number', 'articles', 'planned', 'short', 'name'
    )

    def placeholders(self) -> list[nodes.Node]:
        """Return a placeholder with the introduction, title and articles."""
        expected = N_('a number from 1 on')
        part = pair_part(
            '',
            *self.body(),
            series=self.series,
            number=self.written.value('number', _pair_number, expected, 0),
            pulled=self.pulled(),
        )
        if self.argument:
            part += self.parsed('title', self.argument)
        part += self.parsed_option('short')
        part += self.planned()
        self.add_name(part)
        return [self.placed(part)]


def _pair_number(text: str) -> int:
    return whole_number(text, 999_999)
