"""The reader's place: the switch leads to the section that is on screen.

A small script, on pages with a section that a companion has, is told which companions
have which.  Without it, the switch leads to the top of a companion.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinxext_series.environment.builders import joins_documents, shows_cards
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.environment.references.links import address
from sphinxext_series.html.assets import link_script, offer

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

SCRIPT = 'series-sections.js'


def shown_with(app: Sphinx, _env: BuildEnvironment, docname: str) -> str:
    """Return what the script is told on a page: the page is written again for it."""
    domain = series_domain(app.env)
    if not _has_switch(app.builder) or docname not in domain.catalogue.sections:
        return ''
    companions: dict[str, list[str]] = {}
    for section in domain.catalogue.sections[docname]:
        for link in domain.build.sections(section).links:
            there = address(app.builder, docname, link.target)
            companions.setdefault(section.anchor, []).append(there)
    return json.dumps(companions) if companions else ''


def _has_switch(builder: Builder) -> bool:
    return shows_cards(builder) and not joins_documents(builder)


def copy_script(app: Sphinx, builder: Builder) -> None:
    """Copy the script if a page needs it, or delete that of an earlier build."""
    domain = series_domain(app.env)
    if not _has_switch(builder) or not domain.claims:
        return
    named = domain.catalogue.sections
    is_told = any(shown_with(app, app.env, docname) for docname in named)
    offer(builder, SCRIPT, needed=is_told)


def tell_script(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    _context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Link the script on the pages that have something for it."""
    companions = shown_with(app, app.env, pagename) if doctree is not None else ''
    if companions:
        link_script(app.builder, SCRIPT, sections=companions)
