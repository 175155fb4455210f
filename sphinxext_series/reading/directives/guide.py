"""``reading-guide`` and ``reading-route``: ways through the articles of a series."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes

from sphinxext_series.model.claims import LAYOUTS
from sphinxext_series.model.codes import look_alike
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.routes.diagnostics import RouteDiagnostic
from sphinxext_series.model.routes.language import RouteError, RouteExpression, parse
from sphinxext_series.model.text.messages import N_
from sphinxext_series.reading.directives.base import SeriesDirective, options_of
from sphinxext_series.reading.directives.parts import SeriesPart
from sphinxext_series.reading.nodes import guide_part, route_claim
from sphinxext_series.settings.translation import __
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from sphinx.util.typing import OptionSpec


#: The option that has the steps of a route, and what it was called before.
STEPS = ('steps', 'articles')


class ReadingGuide(SeriesPart):
    """``reading-guide``: the routes, with the words that help a reader choose."""

    kind = 'guide'
    has_content = True
    option_spec: ClassVar[OptionSpec] = options_of('reading-guide')

    def placeholders(self) -> list[nodes.Node]:
        """Return a placeholder with introduction and routes."""
        part = guide_part('', *self.body(), series=self.series)
        part['layout'] = self.written.choice('layout', LAYOUTS, 'rows')
        return [self.placed(part)]


class ReadingRoute(SeriesDirective):
    """``reading-route``: one way through the articles."""

    option_spec: ClassVar[OptionSpec] = options_of('reading-route')

    def placeholders(self) -> list[nodes.Node]:
        """Return the claim with title and text."""
        written = self.written.joined(self.steps)
        name = _route_name(self.options.get('name') or self.title)
        if not self.title:
            expected = __(N_('a title that helps readers choose'))
            self.warn(
                Diagnostic.ARGUMENT, text='', directive=self.name, expected=expected
            )
        title = self.parsed('title', self.title or name or written)
        body = self.body()
        expression = self.expression(written, title.astext())
        route = route_claim('', title, *body, expression=expression, route=name)
        route['expression_place'] = self.written.place_of(self.steps)
        return [self.placed(route)]

    @cached_property
    def steps(self) -> str:
        """The option that has the steps; of two, the second is left out."""
        first, *others = [name for name in STEPS if name in self.written] or STEPS[:1]
        for name in others:
            expected = N_('nothing beside “:steps:”')
            self.written.reject(name, self.written.text(name), expected)
        return first

    def expression(self, written: str, title: str) -> RouteExpression:
        """Return what is written as a route; say where it stops being one."""
        if not written and (self.option_below in STEPS or self.left_out):
            return RouteExpression()
        if not written:
            self.warn(RouteDiagnostic.ROUTE_EMPTY, route=title)
            return RouteExpression()
        try:
            return parse(written)
        except RouteError as error:
            place = location_of(self.written.place_of(self.steps))
            facts = mistake(error, written)
            warn(RouteDiagnostic.ROUTE_SYNTAX, place, route=title, **facts)
            return RouteExpression()


def mistake(error: RouteError, written: str) -> dict[str, str | int]:
    """Return where an expression stops being a route, for a warning."""
    return {
        'written': written,
        'column': error.column,
        'expected': __(error.expected),
        'found': _found(error.found),
    }


def _found(text: str) -> str:
    """Return what is in a route instead of what was expected."""
    character = look_alike(text)
    if character:
        return __(N_('“%(found)s” (“%(character)s” is U+%(number)s)')) % {
            'found': text,
            'character': character,
            'number': f'{ord(character):04X}',
        }
    return __(N_('“%(found)s”')) % {'found': text} if text else __(N_('nothing more'))


def _route_name(text: str) -> str:
    # An id has Latin letters only, and a title may have none.
    return nodes.make_id(text) or re.sub(r'\W+', '-', text.lower()).strip('-')
