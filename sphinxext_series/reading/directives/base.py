"""What the directives have in common: they leave nodes, and store nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives
from docutils.parsers.rst.states import RSTState
from sphinx.util import docname_join
from sphinx.util.docutils import SphinxDirective

from sphinxext_series.model.claims import Place, PulledClaim
from sphinxext_series.model.codes import nearest
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.reading.current import directives_run
from sphinxext_series.reading.directives.names import OPTIONS
from sphinxext_series.reading.directives.option_lines import (
    OptionBlock,
    lines_outside_fences,
    option_block,
)
from sphinxext_series.reading.nodes import authored
from sphinxext_series.reading.options import Entry, WrittenOptions
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.util.typing import OptionSpec

    from sphinxext_series.model.text.messages import WarningType


def options_of(name: str) -> OptionSpec:
    """Return the options of a directive: they are taken as they are written."""
    return dict.fromkeys(OPTIONS[name], directives.unchanged)


class SeriesDirective(SphinxDirective):
    """A directive with checked options and lines that are parsed."""

    optional_arguments: ClassVar[int] = 1
    final_argument_whitespace: ClassVar[bool] = True
    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return placeholders, and note that this document has some."""
        directives_run(self.env).append(self.name)
        self.place = self._place_at(0)
        self.written = self._written()
        self.option_below = self._option_below()
        return self.placeholders()

    def placeholders(self) -> list[nodes.Node]:
        """Return what the directive leaves in the document."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """The argument on one line, or nothing."""
        return ' '.join(self.arguments[0].split()) if self.arguments else ''

    @cached_property
    def argument(self) -> str:
        """What is on the line of the directive, or nothing.

        In reST, text without an empty line before it is part of the argument, too.
        """
        lines = self.arguments[0].split('\n') if self.arguments else ['']
        if not self.is_markdown and self.block_text.split('\n')[0].endswith('::'):
            lines.insert(0, '')
        if lines[1:] and lines[1]:
            warn(
                Diagnostic.BLANK_LINE,
                location_of(self._place_at(1)),
                text=lines[1].strip(),
                directive=self.name,
            )
        return unicodedata.normalize('NFC', ' '.join(lines[0].split()))

    @property
    def is_markdown(self) -> bool:
        """Whether the directive is in Markdown."""
        return not isinstance(self.state, RSTState)

    def body(self) -> list[nodes.Node]:
        """Return the content, parsed."""
        return self.parse_content_to_nodes() if self.content else []

    def warn(self, diagnostic: WarningType, **facts: object) -> None:
        """Give a warning at the directive."""
        warn(diagnostic, location_of(self.place), **facts)

    def parsed(self, use: str, text: str, **attributes: object) -> authored:
        """Return one line of the author's, parsed."""
        children, _messages = self.parse_inline(text)
        node = authored(text, '', *children, use=use, **attributes)
        self.set_source_info(node)
        return node

    def parsed_option(self, name: str, use: str = '') -> list[authored]:
        """Return an option as a line of the author's, if it says something."""
        text = self.written.text(name)
        return [self.parsed(use or name, text)] if text else []

    def planned(self) -> list[authored]:
        """Return the planned articles, as lines of the author's."""
        return [
            self.parsed('planned', title, code=str(code), place=place)
            for code, title, place in self.written.coded('planned')
        ]

    def pulled(self) -> tuple[PulledClaim, ...]:
        """Return the documents pulled in; named as in a toctree."""
        docname = self.env.current_document.docname
        suffixes = tuple(self.config.source_suffix)
        return tuple(
            PulledClaim(
                place=place,
                code=code,
                docname=docname_join(docname, without_suffix(suffixes, target)),
            )
            for code, target, place in self.written.coded('articles')
        )

    def placed(self, node: nodes.Element) -> nodes.Element:
        """Return a node that knows its place and the directive that left it."""
        node['place'] = self.place
        node['directive'] = self.name.removeprefix('series:')
        self.set_source_info(node)
        return node

    def _place_at(self, offset: int) -> Place:
        """Return the place of a line, so many below the first of the directive."""
        source, line = self.state_machine.get_source_and_line(self.lineno + offset)
        docname = self.env.current_document.docname
        is_own = source == self.state.document['source']
        return Place(
            docname, line or 0, '' if is_own else str(Path(source or '').resolve())
        )

    def _written(self) -> WrittenOptions:
        names = {*(self.option_spec or ()), *map(str.lower, self.options)}
        block = option_block(self.block_text, names)
        if self.is_markdown:
            self._take_options_from_content(block)
        lines = {
            name: [Entry(text, self._place_at(offset)) for offset, text in lines]
            for name, lines in block.lines.items()
        }
        written = WrittenOptions(self.name, self.options, lines, self.place)
        self._leave_out_unknown(written)
        return written

    def _leave_out_unknown(self, written: WrittenOptions) -> None:
        """Leave out the options that the directive does not have, and tell of them."""
        options = self.option_spec or {}
        self.left_out: list[str] = []
        for name in [name for name in self.options if name not in options]:
            value = self.options.pop(name)
            if name.lower() in options:
                self.options.setdefault(name.lower(), value)
                continue
            self.left_out.append(name)
            warn(
                Diagnostic.OPTION_UNKNOWN,
                location_of(written.place_of(name.lower())),
                option=name,
                directive=self.name,
                similar=nearest(name.lower(), options),
            )

    def _take_options_from_content(self, block: OptionBlock) -> None:
        """Take lines that are indented below an option from the content.

        MyST ends the options before them; authors who know reST write them so.
        """
        taken = block.end - 1 - self.content_offset
        if taken <= 0 or not self.content or not self.content[0][:1].isspace():
            return
        self.content = self.content[taken:]
        self.content_offset += taken
        for name, lines in block.lines.items():
            text = '\n'.join(line.text.strip() for line in lines).strip()
            if not self.options.get(name):
                self.options[name] = text

    def _option_below(self) -> str:
        """Return an option that is text, and say so: there is more before it."""
        names = self.option_spec or {}
        for number in lines_outside_fences(self.content):
            line = self.content[number]
            if self._is_wide_option(line):
                self._warn_of_wide_option(number)
            begins = _OPTION.match(line)
            is_new = number == 0 or not self.content[number - 1].strip()
            if begins and is_new and begins[1] in names:
                warn(
                    Diagnostic.OPTION_BELOW,
                    location_of(self._place_in_content(number)),
                    option=begins[1],
                    directive=self.name,
                )
                return begins[1]
        return ''

    def _is_wide_option(self, line: str) -> bool:
        """Return whether a line is an option but for the width of its colons."""
        wide = _OPTION.match(line.replace('\uff1a', ':')) if '\uff1a' in line else None
        return bool(wide and wide[1] in (self.option_spec or {}))

    def _warn_of_wide_option(self, number: int) -> None:
        text = self.content[number].strip()
        expected = text.replace('\uff1a', ':')
        place = location_of(self._place_in_content(number))
        warn(
            Diagnostic.OPTION,
            place,
            option=expected.split(':')[1],
            directive=self.name,
            text=text,
            expected=f'“{expected}”',
        )

    def _place_in_content(self, number: int) -> Place:
        """Return the place of a line of the content."""
        if self.is_markdown:
            return self._place_at(self.content_offset + 1 + number)
        return self._place_at(self.content_offset + 1 + number - self.lineno)


#: A line that is an option, if it comes directly after a directive.
_OPTION = re.compile(r':([a-z-]+):(?:\s|$)')


def without_suffix(suffixes: tuple[str, ...], target: str) -> str:
    """Return a document's name without the suffix of its file."""
    suffix = next((s for s in suffixes if target.endswith(s)), '')
    return target.replace('\\', '/').removesuffix(suffix)
