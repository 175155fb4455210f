"""Where the options of a directive are written, line by line.

What reST and MyST hand to a directive are values without places, and MyST folds lines
as YAML does.  The text of the directive has both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

#: A line that begins an option: the colon before it is missing in a block of YAML.
_OPTION = re.compile(r'(\s*):([\w-]+):(?:\s+(.*)|$)')
_KEY = re.compile(r'([\w-]+):(?:\s+(.*)|$)')
#: A further line of an option; three colons are the fence of the directive.
_CONTINUES = re.compile(r'\s|:(?!::)')
_FENCE = '---'


class Line(NamedTuple):
    """A line of an option: how far below the directive's first line, and its text."""

    offset: int
    text: str


class OptionBlock(NamedTuple):
    """The lines of each option by its name, and of how many lines the block ends."""

    lines: dict[str, list[Line]]
    end: int


def option_block(block_text: str, names: Container[str]) -> OptionBlock:
    """Return the options in the text of a directive; *names* are those it has."""
    lines = [Line(n, text) for n, text in enumerate(block_text.splitlines())][1:]
    if lines and lines[0].text.startswith(_FENCE):
        return _yaml_block(lines[1:], names)
    options: dict[str, list[Line]] = {}
    current: list[Line] = []
    indentation = None
    end = 1
    for offset, text in lines:
        begins = _OPTION.match(text)
        name = begins[2].lower() if begins else ''
        if begins and name in names and indentation in {None, begins[1]}:
            indentation = begins[1]
            current = options.setdefault(name, [])
            current.append(Line(offset, _first(begins[3])))
        elif not text.strip():
            break
        elif options:
            if not _CONTINUES.match(text):
                break
            current.append(Line(offset, _continued(text)))
        end = offset + 1
    return OptionBlock(options, end)


def _first(text: str | None) -> str:
    """Return the text after the name of an option, without YAML's marks for lines."""
    return '' if not text or text in _BLOCK_MARKS else text


def _continued(text: str) -> str:
    """Return what a further line adds: MyST has a colon before each."""
    return text[1:] if re.match(r':(?:\s|$)', text) else text


def _yaml_block(lines: list[Line], names: Container[str]) -> OptionBlock:
    """Return the options in a block of YAML between rules."""
    options: dict[str, list[Line]] = {}
    current: list[Line] = []
    for offset, text in lines:
        if text.startswith(_FENCE):
            return OptionBlock(options, offset + 1)
        begins = _KEY.match(text)
        if begins and begins[1] in names:
            current = options.setdefault(begins[1], [])
            current.append(Line(offset, _first(begins[2])))
        elif not text.lstrip().startswith('#'):
            current.append(Line(offset, text))
    return OptionBlock(options, len(lines) + 2)


#: Before lines that are taken as they are, and before lines that are folded.
_BLOCK_MARKS = frozenset({'|', '|-', '|+', '>', '>-', '>+'})


def lines_outside_fences(lines: Iterable[str]) -> Iterator[int]:
    """Yield the numbers of the lines that no fence of Markdown is around."""
    fence = ''
    for number, line in enumerate(lines):
        marks = _MARKS.match(line)
        if fence:
            if line.strip() and not line.strip().strip(fence[0]):
                fence = fence if len(line.strip()) < len(fence) else ''
        elif marks:
            fence = marks[1]
        else:
            yield number


_MARKS = re.compile(r'\s*(`{3,}|~{3,}|:{3,})')
