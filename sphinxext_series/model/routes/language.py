"""The route language: from a text to an expression.

.. code-block:: text

   route = step *( "," step )
   step  = ( set / item ) [ "?" ]
   set   = "{" item *( "," item ) "}"
   item  = ( CODE / CODE ".." CODE / AUDIENCE "*" / SERIES "/" CODE )
           [ "except" CODE ] *( "+" AUDIENCE )

:func:`parse` raises nothing but :exc:`RouteError`, and ``parse(str(parse(text)))``
equals ``parse(text)``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinxext_series.model.codes import AUDIENCE, CODE, SERIES_NAME, Code
from sphinxext_series.model.text.messages import N_
from sphinxext_series.model.values import Value, field, replace

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Longer expressions are refused: no series needs them, and time is not for free.
LONGEST = 10_000

_TOKEN = re.compile(
    rf"""(?P<space>\s+)
      | (?P<series>{SERIES_NAME.pattern}/)
      | (?P<except>except\b)
      | (?P<code>{CODE}(?![A-Za-z0-9]))
      | (?P<audience>{AUDIENCE}(?![A-Za-z0-9]))
      | (?P<mark>\.\.|[,{{}}?*+])
    """,
    re.VERBOSE,
)


class RouteError(ValueError):
    """A text is not a route: *column* counts from 1, *expected* says what would be."""

    def __init__(self, column: int, expected: str, found: str) -> None:
        super().__init__(f'column {column}: expected {expected}, found {found!r}')
        self.column = column
        self.expected = expected
        self.found = found


class Item(Value):
    """One item: a code, a range up to *last*, or all articles of an *audience*.

    The columns are where its words were written; they do not count when items are
    compared.
    """

    series: str = ''
    first: Code | None = None
    last: Code | None = None
    audience: str = ''
    excepted: Code | None = None
    companions: tuple[str, ...] = ()
    column: int = field(default=0, compare=False)
    last_column: int = field(default=0, compare=False)
    excepted_column: int = field(default=0, compare=False)
    companion_columns: tuple[int, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        written = f'{self.audience}*' if self.audience else str(self.first)
        if self.series:
            written = f'{self.series}/{written}'
        if self.last:
            written += f'..{self.last}'
        if self.excepted:
            written += f' except {self.excepted}'
        return written + ''.join(f' + {audience}' for audience in self.companions)


class StepExpression(Value):
    """One step as written: an item, or a set of them."""

    items: tuple[Item, ...]
    unordered: bool = False
    optional: bool = False

    def __str__(self) -> str:
        items = ', '.join(map(str, self.items))
        written = f'{{{items}}}' if self.unordered else items
        return written + '?' * self.optional


class RouteExpression(Value):
    """A route as written; ``str()`` writes it in its usual form."""

    steps: tuple[StepExpression, ...] = ()

    def __str__(self) -> str:
        return ', '.join(map(str, self.steps))


def parse(text: str) -> RouteExpression:
    """Return the route that *text* spells; raise :exc:`RouteError` otherwise."""
    return _Parser(text).route()


class _Parser:
    """Recursive descent, one method a rule of the grammar."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise RouteError(LONGEST + 1, N_('the end of the route'), text[LONGEST])
        self.tokens = list(_tokens(text))
        self.position = 0

    def route(self) -> RouteExpression:
        steps = [self.step()]
        while self.accept(','):
            steps.append(self.step())
        self.expect('end', N_('“,” and another step, or the end of the route'))
        return RouteExpression(steps=tuple(steps))

    def step(self) -> StepExpression:
        unordered = self.accept('{')
        if unordered:
            items = self.set_items()
        else:
            items = (self.item(N_('an article such as A1, a range or a set')),)
        return StepExpression(
            items=items, unordered=unordered, optional=self.accept('?')
        )

    def set_items(self) -> tuple[Item, ...]:
        expected = N_('an article such as A1 or a range')
        items = [self.item(expected)]
        while self.accept(','):
            items.append(self.item(expected))
        self.expect('}', N_('“,” and another item, or “}”'))
        return tuple(items)

    def item(self, expected: str) -> Item:
        kind, text, column = self.tokens[self.position]
        item = Item(column=column, last_column=self.column(2))
        if kind == 'series':
            self.position += 1
            code = self.code(N_('an article such as A1 after the name of a series'))
            item = replace(item, series=text[:-1], first=code)
        elif kind == 'audience':
            self.position += 1
            self.expect('*', N_('a number or “*” after the code of an audience'))
            item = replace(item, audience=text)
        else:
            code = self.code(expected)
            item = replace(item, first=code, last=self.range_end(code))
        if self.accept('except'):
            column = self.column()
            code = self.code(N_('an article such as A1 after “except”'))
            item = replace(item, excepted=code, excepted_column=column)
        companions = list(self.companions())
        return replace(
            item,
            companions=tuple(audience for audience, _column in companions),
            companion_columns=tuple(column for _audience, column in companions),
        )

    def range_end(self, first: Code) -> Code | None:
        if not self.accept('..'):
            return None
        expected = N_('the end of the range, an article for the same audience')
        column = self.column()
        last = self.code(expected)
        if last.audience != first.audience:
            raise RouteError(column, expected, str(last))
        return last

    def companions(self) -> Iterator[tuple[str, int]]:
        while self.accept('+'):
            column = self.column()
            expected = N_('the code of an audience after “+”')
            yield self.expect('audience', expected), column

    def column(self, ahead: int = 0) -> int:
        """Return where the next word is, or one further ahead."""
        return self.tokens[min(self.position + ahead, len(self.tokens) - 1)][2]

    def code(self, expected: str) -> Code:
        return Code.parse(self.expect('code', expected))

    def accept(self, kind: str) -> bool:
        accepted = self.tokens[self.position][0] == kind
        self.position += accepted
        return accepted

    def expect(self, expected_kind: str, expected: str) -> str:
        kind, text, column = self.tokens[self.position]
        if kind != expected_kind:
            raise RouteError(column, expected, text)
        self.position += 1
        return text


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield kind, text and column; marks are their own kind, the last is ``end``."""
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            unknown = re.match(r'[^\s,{}?*+]+', text[position:])
            wrong = unknown[0] if unknown else text[position]
            yield 'unknown', wrong[:40], position + 1
            return
        kind = str(match.lastgroup)
        if kind != 'space':
            yield match[0] if kind == 'mark' else kind, match[0], position + 1
        position = match.end()
    yield 'end', '', len(text) + 1
