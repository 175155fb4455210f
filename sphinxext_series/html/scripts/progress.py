"""The reader's own progress: what a script needs to keep it in the browser.

The markup is in ``template`` elements, which browsers neither show nor read out.  The
script puts their contents in their place; without it, nothing of this is there.  All
words are in the templates ``series/progress/….html``, none is in the script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sphinxext_series.environment.builders import (
    keeps_progress,
    shows_articles,
    shows_cards,
)
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.html.assets import link_script, offer
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

SCRIPT = 'series-progress.js'
STYLE_SHEET = 'series-progress.css'


def is_kept(app: Sphinx, docname: str) -> bool:
    """Return whether a page has anything that the reader's progress is for."""
    domain = series_domain(app.env)
    is_on = keeps_progress(app.builder, domain.config)
    return is_on and shows_articles(domain, docname)


def shown_with(app: Sphinx, _env: BuildEnvironment, docname: str) -> str:
    """Return what a page is written again for, when the option is set or taken back."""
    return 'progress' if is_kept(app, docname) else ''


def copy_files(app: Sphinx, builder: Builder) -> None:
    """Copy script and style sheet, or delete those of an earlier build."""
    domain = series_domain(app.env)
    if not shows_cards(builder) or not domain.claims:
        return
    is_kept_here = keeps_progress(builder, domain.config)
    offer(builder, STYLE_SHEET, SCRIPT, needed=is_kept_here)


def link_files(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    _context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Link script and style sheet on the pages that need them."""
    if doctree is None or not is_kept(app, pagename):
        return
    builder = cast('StandaloneHTMLBuilder', app.builder)
    builder.add_css_file(STYLE_SHEET)
    # What follows the title of an article that was read, for who listens.
    word = ' ' + _('(read)')
    link_script(builder, SCRIPT, read=word)
