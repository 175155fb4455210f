"""A source with other numbers: what names codes and pairs is changed, nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinxext_series.tools.renumber.places import around, scan

if TYPE_CHECKING:
    from sphinxext_series.model.series import Series
    from sphinxext_series.tools.renumber.places import Directive, Source

#: Directives that have a route, and their options with its steps.
WITH_ROUTE = ('reading-route', 'series-edition')
STEPS = ('steps', 'articles')
#: The name of a pair that is still to be named.
NEW_TITLE = 'Pair to be named'


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Which number becomes which: two change places, or all from one on move."""

    swap: tuple[int, int] = (0, 0)
    first: int = 0
    step: int = 0

    def of(self, number: int) -> int:
        """Return what a number becomes."""
        if number in self.swap and number:
            return sum(self.swap) - number
        return number + self.step if self.first and number >= self.first else number

    def of_range(self, low: int, high: int) -> tuple[int, int] | None:
        """Return what the ends of a range become, or None where it is none any more."""
        if not any(self.swap):
            return self.of(low), self.of(high)
        inside = [min(low, high) <= number <= max(low, high) for number in self.swap]
        return None if any(inside) and not all(inside) else (low, high)


@dataclass(slots=True)
class Rewritten:
    """A source, and what could not be placed: numbers of lines, and what is there."""

    text: str
    unplaced: list[tuple[int, str]] = field(default_factory=list)


def rewrite(
    text: str,
    *,
    series: Series,
    numbers: Numbers,
    is_own: bool,
    is_hub: bool,
    markdown: bool,
    notebook: bool = False,
) -> Rewritten:
    """Return a source with other numbers.

    *is_own*: a code without a series means one of this series; *is_hub*: pairs without
    a series are its.  In a *notebook*, articles and roles are changed, and no hub.
    """
    ending = '\r\n' if '\r\n' in text else '\n'
    # A line may come after the last one, which may not have ended.
    is_open = not text.endswith('\n')
    whole = text + ending * is_open
    source = scan(_cells(whole) if notebook else whole, markdown=markdown)
    if notebook:
        articles = [d for d in source.directives if d.name == 'series-article']
        source.directives = articles
    rewriting = _Rewriting(source, series, numbers, ending)
    rewriting.lines = whole.splitlines(keepends=True)
    rewritten = rewriting.run(is_own=is_own, is_hub=is_hub)
    if is_open:
        rewritten.text = rewritten.text.removesuffix(ending)
    return rewritten


def _cells(notebook: str) -> str:
    """Return what is in the cells of a notebook, each line where its JSON is."""
    return re.sub(r'(?m)^\s*"(.*?)(?:\\n)?",?$', r'\1', notebook)


class _Rewriting:
    """One source on its way."""

    def __init__(
        self, source: Source, series: Series, numbers: Numbers, ending: str
    ) -> None:
        self.source = source
        self.ending = ending
        self.lines = list(source.lines)
        self.series = series
        self.numbers = numbers
        self.done: set[int] = set()
        self.unplaced: list[tuple[int, str]] = []
        audiences = sorted(series.labels, key=len, reverse=True)
        letters = '|'.join(map(re.escape, audiences))
        name = re.escape(series.name)
        self.code = rf'(?:{letters})(?P<number>[0-9]{{1,6}})[a-z]?'
        self.own = re.compile(rf'(?<![\w/.-]){self.code}(?![\w-])')
        self.named = re.compile(rf'(?<![\w/.-]){name}/{self.code}(?![\w-])')
        self.claim = re.compile(rf'(?<![\w/.-]){name}\s+{self.code}(?![\w-])')
        self.range = re.compile(
            rf'(?<![\w/.-])(?P<a>{letters})(?P<low>[0-9]{{1,6}})(?P<x>[a-z]?\s*\.\.\s*)'
            rf'(?P<b>{letters})(?P<high>[0-9]{{1,6}})(?![\w-])'
        )
        self.role = re.compile(
            r'(?P<start>:series:(?P<rest>article|code|pair):`|'
            r'\{series:(?P<myst>article|code|pair)\}`)(?P<target>(?:[^`\n]|\n(?!\s*\n))*)(?=`)'
        )

    def run(self, *, is_own: bool, is_hub: bool) -> Rewritten:
        positions = 0
        drop: list[int] = []
        put: dict[int, str] = {}
        for directive in self.source.directives:
            mine = self._series_of(directive, is_hub=is_hub)
            if directive.name == 'series-article':
                self._claim(directive)
                mine = directive.argument.split()[:1] == [self.series.name]
            self._codes(directive, is_own=mine)
            if directive.name == 'series-hub' and mine:
                self._titles(directive, drop, put)
            if directive.name == 'series-pair' and mine:
                positions += is_hub
                self._number(directive, positions if is_hub else 0, drop, put)
        self._fields(is_own=is_own)
        self._roles(is_own=is_own)
        self._unplaced(is_own=is_own)
        rewritten = []
        for number, line in enumerate(self.lines):
            if number not in drop:
                rewritten.append(line)
            rewritten.append(put.get(number, ''))
        return Rewritten(''.join(rewritten), sorted(self.unplaced))

    def _series_of(self, directive: Directive, *, is_hub: bool) -> bool:
        """Return whether a directive speaks of this series."""
        for outer in around(directive):
            if outer.name in {'series-hub', 'series-edition'}:
                return outer.argument == self.series.name
            for number in outer.options.get('series', ()):
                return self.lines[number].rpartition(':')[2].strip() == self.series.name
        return is_hub

    # -- directives ----------------------------------------------------------------

    def _claim(self, directive: Directive) -> None:
        self._put(
            directive.line, self.claim.sub(self._renumbered, self.lines[directive.line])
        )

    def _codes(self, directive: Directive, *, is_own: bool) -> None:
        """Change the codes in options: requirements, routes, lists of articles."""
        for name in ('requires', 'steps', 'articles', 'planned'):
            for number in directive.options.get(name, ()):
                self._put(number, self._option(name, number, is_own=is_own))

    def _option(self, name: str, number: int, *, is_own: bool) -> str:
        line = self.lines[number]
        start = re.match(r'\s*:?[\w-]+:|\s*', line)
        head = start.group() if start and ':' in start.group() else ''
        rest = line[len(head) :]
        if name == 'requires' or self._is_route(number):
            return head + self._expression(rest, number, is_own=is_own)
        # A line of a list: a code, and what comes after it.
        listed = re.match(rf'\s*{self.code}(?=\s)', rest) if is_own else None
        if listed is None:
            return line
        return head + self.own.sub(self._renumbered, rest, count=1)

    def _is_route(self, number: int) -> bool:
        return any(
            directive.name in WITH_ROUTE
            and any(number in directive.options.get(name, ()) for name in STEPS)
            for directive in self.source.directives
        )

    def _expression(self, text: str, number: int, *, is_own: bool) -> str:
        """Change codes in a list or a route; ends of ranges together."""
        pieces = []
        at = 0
        for match in self.range.finditer(text) if is_own else ():
            pieces += [self._single(text[at : match.start()], is_own=is_own)]
            low, high = int(match['low']), int(match['high'])
            ends = self.numbers.of_range(low, high)
            if ends is None:
                self.unplaced.append((number + 1, match.group()))
            low, high = ends or (low, high)
            pieces += [f'{match["a"]}{low}{match["x"]}{match["b"]}{high}']
            at = match.end()
        return ''.join([*pieces, self._single(text[at:], is_own=is_own)])

    def _single(self, text: str, *, is_own: bool) -> str:
        text = self.named.sub(self._renumbered, text)
        return self.own.sub(self._renumbered, text) if is_own else text

    def _number(
        self, directive: Directive, position: int, drop: list[int], put: dict[int, str]
    ) -> None:
        """Change the number of a pair; at its own position it needs none."""
        own = directive.options.get('number')
        if own:
            line = self.lines[own[0]]
            match = re.search(r'[0-9]+', line)
            if match is None:
                return
            number = self.numbers.of(int(match.group()))
            if number == position and directive.first_option == 'number':
                drop.append(own[0])
            self._put(own[0], line[: match.start()] + f'{number}' + line[match.end() :])
        elif position and self.numbers.of(position) != position:
            indent = ' ' * (directive.indent + (0 if directive.markdown else 3))
            put[directive.line] = (
                f'{indent}:number: {self.numbers.of(position)}{self.ending}'
            )

    def _titles(
        self, directive: Directive, drop: list[int], put: dict[int, str]
    ) -> None:
        """Change the order of the titles that a hub gives its pairs."""
        numbers = directive.options.get('pairs', [])
        at = [n for n in numbers if _title_in(self.lines[n])]
        titles = [_title_in(self.lines[n]) for n in at]
        moved = {self.numbers.of(n): title for n, title in enumerate(titles, 1)}
        if self.numbers.step < 0 and len(titles) >= self.numbers.first - 1:
            closed = self.numbers.first - 1
            drop.append(at[closed - 1])
            self.done.add(at[closed - 1])
            return
        if self.numbers.step > 0 and len(titles) >= self.numbers.first:
            line = at[self.numbers.first - 1]
            before = _title_in(self.lines[line])
            head = self.lines[line].index(before)
            indent = ' ' * head
            self.lines[line] = self.lines[line].replace(before, NEW_TITLE, 1)
            put[line] = f'{indent}{before}{self.ending}'
            return
        if max(self.numbers.swap) > len(titles) and min(self.numbers.swap) <= len(
            titles
        ):
            self.unplaced.append((directive.line + 1, ':pairs:'))
            return
        for number, line in enumerate(at, 1):
            title = moved.get(number, '')
            if title and any(self.numbers.swap):
                before = _title_in(self.lines[line])
                self._put(line, self.lines[line].replace(before, title, 1))

    # -- elsewhere -----------------------------------------------------------------

    def _fields(self, *, is_own: bool) -> None:
        """Change ``series`` and ``series-requires`` among the fields of a document."""
        name = ''
        for number, line in enumerate(self.lines):
            if number in self.source.shown:
                continue
            field_name = re.match(r':?(series|series-requires):', line)
            if field_name:
                name = field_name[1]
            elif not re.match(r'\s+\S|\s*- ', line):
                name = ''
            if name == 'series':
                self._put(number, self.claim.sub(self._renumbered, line))
            elif name:
                self._put(number, self._single(line, is_own=is_own))
            if line.startswith(('==', '# ')):
                break

    def _roles(self, *, is_own: bool) -> None:
        """Change what roles name; a role may go over the end of a line."""
        text = ''.join(self.lines)

        def changed(match: re.Match[str]) -> str:
            if text.count('\n', 0, match.start()) in self.source.shown:
                return match.group()
            kind = match['rest'] or match['myst']
            return match['start'] + self._target(match['target'], kind, is_own=is_own)

        # Numbers change, lines do not.
        self.lines = self.role.sub(changed, text).splitlines(keepends=True)

    def _target(self, text: str, kind: str, *, is_own: bool) -> str:
        explicit = re.fullmatch(r'(?P<text>.*<)(?P<target>[^<>]*)>', text, re.DOTALL)
        if explicit:
            target = self._target(explicit['target'], kind, is_own=is_own)
            return f'{explicit["text"]}{target}>'
        name, slash, word = text.rpartition('/')
        if (slash and name != self.series.name) or (not slash and not is_own):
            return text
        if kind == 'pair' and word.isascii() and word.isdigit():
            return f'{name}{slash}{self.numbers.of(int(word))}'
        if kind != 'pair' and self.own.fullmatch(word):
            return name + slash + self.own.sub(self._renumbered, word)
        return text

    def _unplaced(self, *, is_own: bool) -> None:
        """Note the codes in sentences: they may mean anything."""
        if not is_own:
            return
        text = self.role.sub(
            lambda m: '\n' * m.group().count('\n'), ''.join(self.lines)
        )
        for number, line in enumerate(text.splitlines()):
            if number in self.done or number in self.source.shown:
                continue
            for match in self.own.finditer(line):
                if self._changes(match):
                    self.unplaced.append((number + 1, match.group()))

    def _changes(self, match: re.Match[str]) -> bool:
        number = int(match['number'])
        return number > 0 and self.numbers.of(number) != number

    def _renumbered(self, match: re.Match[str]) -> str:
        start = match.start('number') - match.start()
        end = match.end('number') - match.start()
        text = match.group()
        number = self.numbers.of(int(match['number'])) if int(match['number']) else 0
        return f'{text[:start]}{number}{text[end:]}'

    def _put(self, number: int, line: str) -> None:
        self.lines[number] = line
        self.done.add(number)


def _title_in(line: str) -> str:
    """Return the title in a line of the option ``pairs``."""
    title = re.sub(r'^\s*(?::?pairs:)?', '', line).strip()
    # YAML begins a text of several lines so.
    return '' if re.fullmatch(r'[|>][+-]?', title) else title
