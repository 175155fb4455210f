"""What goes wrong in Markdown before a directive of ours could run.

MyST reads colon fences only where its extension for them is switched on; elsewhere they
are paragraphs, and whoever wrote them is told nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.settings.warnings import warn

if TYPE_CHECKING:
    from sphinx.config import Config

_FENCE = re.compile(r'^:{3,}\{((?:series-|reading-)\w+)\}', re.MULTILINE)


def warn_of_plain_fences(
    document: nodes.document, docname: str, config: Config
) -> None:
    """Say which directives are plain text because their fences are."""
    if 'colon_fence' in getattr(config, 'myst_enable_extensions', ['colon_fence']):
        return
    for paragraph in document.findall(nodes.paragraph):
        for text in paragraph.children:
            # Code that shows a fence is a node of its own.
            found = isinstance(text, nodes.Text) and _FENCE.search(text)
            if found:
                place = (docname, paragraph.line)
                warn(Diagnostic.FENCE, place, directive=found[1])
                break
