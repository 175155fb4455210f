"""What the directives have in common: they leave nodes, and store nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives
from sphinx.util import docname_join
from sphinx.util.docutils import SphinxDirective

from sphinxext_series.model.claims import Place, PulledClaim
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.reading.directives.option_lines import option_block
from sphinxext_series.reading.nodes import authored
from sphinxext_series.reading.options import Entry, WrittenOptions
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import OptionSpec


def options(*names: str) -> OptionSpec:
    """Return options that are taken as they are written."""
    return dict.fromkeys(names, directives.unchanged)


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
        self._warn_of_option_below()
        return self.placeholders()

    def placeholders(self) -> list[nodes.Node]:
        """Return what the directive leaves in the document."""
        raise NotImplementedError

    @property
    def argument(self) -> str:
        """The argument on one line, or nothing."""
        return ' '.join(self.arguments[0].split()) if self.arguments else ''

    def body(self) -> list[nodes.Node]:
        """Return the content, parsed."""
        return self.parse_content_to_nodes() if self.content else []

    def warn(self, diagnostic: Diagnostic, **facts: object) -> None:
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
                docname=docname_join(docname, _without(suffixes, target)),
            )
            for code, target, place in self.written.coded('articles')
        )

    def placed(self, node: nodes.Element) -> nodes.Element:
        """Return a node that knows where it stands and which directive left it."""
        node['place'] = self.place
        node['directive'] = self.name.removeprefix('series:')
        self.set_source_info(node)
        return node

    def _place_at(self, offset: int) -> Place:
        """Return the place of a line, so many below the first of the directive."""
        source, line = self.state_machine.get_source_and_line(self.lineno + offset)
        docname = self.env.current_document.docname
        is_own = str(source) == str(self.env.doc2path(docname))
        return Place(
            docname, line or 0, '' if is_own else str(Path(source or '').resolve())
        )

    def _written(self) -> WrittenOptions:
        block = option_block(self.block_text, self.option_spec or ())
        lines = {
            name: [Entry(text, self._place_at(offset)) for offset, text in lines]
            for name, lines in block.lines.items()
        }
        return WrittenOptions(self.name, self.options, lines, self.place)

    def _warn_of_option_below(self) -> None:
        """Say if the text begins with an option: an empty line made it one."""
        begins = _OPTION.match(self.content[0]) if self.content else None
        if begins and begins[1] in (self.option_spec or ()):
            self.warn(Diagnostic.OPTION_BELOW, option=begins[1], directive=self.name)


#: A line that is an option, if it stands directly below a directive.
_OPTION = re.compile(r':([a-z-]+):(?:\s|$)')


def directives_run(env: BuildEnvironment) -> list[str]:
    """Return which of our directives have run in the document that is being read.

    Documents without any are not searched for placeholders.
    """
    if 'series' not in env.current_document:
        env.current_document['series'] = []
    run: list[str] = env.current_document['series']
    return run


def has_structure(env: BuildEnvironment) -> bool:
    """Return whether there can be anything but a single article's claim."""
    return directives_run(env) not in ([], ['series-article'])


def _without(suffixes: tuple[str, ...], target: str) -> str:
    """Return a document's name without the suffix of its file."""
    suffix = next((s for s in suffixes if target.endswith(s)), '')
    return target.replace('\\', '/').removesuffix(suffix)
