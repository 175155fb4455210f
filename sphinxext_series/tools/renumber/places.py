"""Where sources name codes and pairs: found line by line, in reST and in Markdown.

Sources are read as authors write them, not as they are parsed: a change that is printed
has to fit the file.  Code that is only shown is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Directives whose options or arguments name codes and numbers.
DIRECTIVES = (
    'series-article',
    'series-hub',
    'series-pair',
    'reading-route',
    'reading-guide',
    'series-edition',
)
_REST = re.compile(r'(?P<indent>\s*)\.\. (?P<name>[\w:-]+)::(?P<argument>.*)')
_FENCE = re.compile(r'(?P<indent>\s*)(?P<fence>`{3,}|:{3,}|~{3,})(?P<rest>.*)')
_NAMED = re.compile(r'\{(?P<name>[\w:-]+)\}(?P<argument>.*)')
_OPTION = re.compile(r'\s*(?::(?P<rest>[\w-]+):|(?P<yaml>[\w-]+):(?=\s|$))')
#: What holds reST in Markdown.
EVAL_REST = 'eval-rst'
_SHOWN = ('code-block', 'code', 'sourcecode', 'parsed-literal', 'highlight')


@dataclass(slots=True)
class Directive:
    """One of our directives in a source: its lines, and its options by name.

    *options* are the numbers of the lines that belong to each.
    """

    name: str
    argument: str
    line: int
    indent: int
    outer: Directive | None = None
    options: dict[str, list[int]] = field(default_factory=dict)
    first_option: str = ''
    markdown: bool = False


@dataclass(slots=True)
class Source:
    """A source: its lines, its directives, and the lines that only show code."""

    lines: list[str]
    directives: list[Directive] = field(default_factory=list)
    shown: set[int] = field(default_factory=set)


def scan(text: str, *, markdown: bool) -> Source:
    """Return the directives of a source."""
    source = Source(text.splitlines(keepends=True))
    if markdown:
        _scan_markdown(source)
    else:
        _scan_rest(source, range(len(source.lines)))
    return source


def _scan_rest(source: Source, numbers: range) -> None:
    open_directives: list[Directive] = []
    shown_below: int | None = None
    for number in numbers:
        line = source.lines[number]
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        if shown_below is not None and indent > shown_below:
            source.shown.add(number)
            continue
        shown_below = None
        match = _REST.match(line.rstrip('\n'))
        if match is None:
            if line.rstrip().endswith('::'):
                shown_below = indent
            _note_option(source, open_directives, number, indent)
            continue
        name = match['name'].removeprefix('series:')
        open_directives = [d for d in open_directives if d.indent < indent]
        if name in _SHOWN:
            shown_below = indent
        elif name in DIRECTIVES:
            outer = open_directives[-1] if open_directives else None
            argument = match['argument'].strip()
            directive = Directive(name, argument, number, indent, outer)
            source.directives.append(directive)
            open_directives.append(directive)


def _note_option(
    source: Source, directives: list[Directive], number: int, indent: int
) -> None:
    """Note a line that belongs to an option of the innermost directive."""
    if not directives or indent <= directives[-1].indent:
        return
    directive = directives[-1]
    is_next = number == _last_line(directive) + 1
    if is_next:
        _add_to_option(source, directive, number, indent)


def _last_line(directive: Directive) -> int:
    return max(
        (n for lines in directive.options.values() for n in lines),
        default=directive.line,
    )


def _add_to_option(
    source: Source, directive: Directive, number: int, indent: int
) -> None:
    match = _OPTION.match(source.lines[number])
    names = list(directive.options)
    first = directive.options[names[0]][0] if names else None
    base = _indent_of(source.lines[first]) if first is not None else indent
    if match and indent <= base:
        name = match['rest'] or match['yaml']
        if match['yaml'] and not directive.markdown:
            return
        directive.options[name] = [number]
        directive.first_option = directive.first_option or name
    elif names and indent > base:
        directive.options[names[-1]].append(number)


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip())


def _scan_markdown(source: Source) -> None:
    fences: list[tuple[str, Directive | None]] = []
    options_of: Directive | None = None
    for number, line in enumerate(source.lines):
        match = _FENCE.match(line.rstrip('\n'))
        named = _NAMED.fullmatch(match['rest'].strip()) if match else None
        if match and not match['rest'].strip() and _closes(match['fence'], fences):
            _fence, closed = fences.pop()
            if closed is not None and closed.name == EVAL_REST:
                _scan_rest(source, range(closed.line + 1, number))
            options_of = None
        elif fences and fences[-1][1] is not None and fences[-1][1].name == EVAL_REST:
            continue
        elif fences and fences[-1][1] is None and fences[-1][0][0] != ':':
            source.shown.add(number)
        elif match:
            directive = _opened(match, named, number, fences)
            fences.append((match['fence'], directive))
            options_of = (
                directive if directive and directive.name in DIRECTIVES else None
            )
            if options_of:
                source.directives.append(options_of)
        elif options_of is not None and not _is_option(source, options_of, number):
            options_of = None


def _is_option(source: Source, directive: Directive, number: int) -> bool:
    """Note a line that belongs to the options of a fence; return whether it does."""
    line = source.lines[number]
    if number != _last_line(directive) + 1 or not line.strip():
        return False
    if line.strip() == '---':
        directive.options[''] = [number]
    else:
        _add_to_option(source, directive, number, _indent_of(line))
    return True


def _closes(fence: str, fences: list[tuple[str, Directive | None]]) -> bool:
    return (
        bool(fences)
        and fence[0] == fences[-1][0][0]
        and len(fence) >= len(fences[-1][0])
    )


def _opened(
    match: re.Match[str],
    named: re.Match[str] | None,
    number: int,
    fences: list[tuple[str, Directive | None]],
) -> Directive | None:
    """Return the directive that a fence opens; None if it only shows code."""
    if named is None or named['name'] in _SHOWN:
        return None
    outer = next((d for _fence, d in reversed(fences) if d is not None), None)
    name = named['name'].removeprefix('series:')
    indent = len(match['indent'])
    argument = named['argument'].strip()
    return Directive(name, argument, number, indent, outer, markdown=True)


def around(directive: Directive) -> Iterator[Directive]:
    """Yield a directive and those around it, the innermost first."""
    current: Directive | None = directive
    while current is not None:
        yield current
        current = current.outer
