"""``series-section``: what a section is called in its pair."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from sphinxext_series.model.arranging.sections import section_name
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.text.messages import N_
from sphinxext_series.reading.directives.base import SeriesDirective, options_of
from sphinxext_series.reading.nodes import section_part
from sphinxext_series.settings.translation import __

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.util.typing import OptionSpec


class SeriesSection(SeriesDirective):
    """``series-section``: the section is the companion of those with this name."""

    has_content = False
    option_spec: ClassVar[OptionSpec] = options_of('series-section')

    def placeholders(self) -> list[nodes.Node]:
        """Return a placeholder for the links; nothing without a name."""
        name = section_name(self.argument)
        if not _NAME.search(name) or _NO_NAME.search(name):
            self.warn(
                Diagnostic.ARGUMENT,
                text=self.argument,
                directive=self.name,
                expected=__(N_('a name such as crs, without “#”, “<” or “>”')),
            )
            return []
        part = section_part(
            '',
            name=name,
            series=self.written.text('series'),
            hidden=self.written.flag('hide'),
            anchor='',
        )
        return [self.placed(part)]


#: In a role, these part the name from the audience, and from the text.
_NO_NAME = re.compile('[#<>]')
_NAME = re.compile(r'[^\W_]')
