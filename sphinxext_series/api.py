"""What other extensions may use, and what the optional features of this one use.

In ``setup``, add checks, parts and outputs; call ``app.setup_extension`` with this
package's name first.  Two events tell what follows: ``series-arranged`` is emitted with
``(app, env, catalogue)`` when all documents are read; ``series-page-shows`` asks with
``(app, env, docname)`` what an extension puts on a page of a series: when an answer is
another one than when the page was written, the page is written again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.environment.builders import shows_cards as shows_html
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.environment.references.addresses import (
    base_address,
    file_address,
    is_absolute,
    page_address,
)
from sphinxext_series.model.catalogue import Catalogue, Problem
from sphinxext_series.model.claims import Place
from sphinxext_series.model.codes import Code, Reference
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.pages.mentions import goes_by_pairs
from sphinxext_series.model.series import Article, Pair, Route, Series, Step
from sphinxext_series.model.targets import Target
from sphinxext_series.model.text.content import Content, plain_text
from sphinxext_series.model.text.messages import Message
from sphinxext_series.reading.directives.parts import part_directive
from sphinxext_series.rendering.text.page import Page
from sphinxext_series.rendering.text.words import default_title
from sphinxext_series.rendering.text.words import minutes as reading_time
from sphinxext_series.settings.config import SeriesConfig
from sphinxext_series.settings.doors import FINGERPRINTS, PartType, doors_of
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.model.pages.navigation import Navigation
    from sphinxext_series.settings.doors import Check, Output

__all__ = (
    'Article',
    'Catalogue',
    'Code',
    'Content',
    'Diagnostic',
    'Message',
    'Page',
    'Pair',
    'PartType',
    'Place',
    'Problem',
    'Reference',
    'Route',
    'Series',
    'SeriesConfig',
    'Step',
    'Target',
    'add_check',
    'add_output',
    'add_part',
    'add_templates',
    'base_address',
    'catalogue_of',
    'config_of',
    'file_address',
    'fingerprint_of',
    'is_absolute',
    'location_of',
    'navigation_of',
    'page_address',
    'plain_text',
    'reading_time',
    'route_title',
    'shows_html',
    'warn',
    'words_of',
)


# -- at setup --------------------------------------------------------------------------


def add_check(app: Sphinx, check: Check) -> None:
    """Add a check: what it finds in the series of a project is warned of."""
    doors_of(app.registry).checks.append(check)


def add_part(app: Sphinx, part: PartType) -> None:
    """Add a part of hubs' pages, and the directive ``series-<name>`` that places it."""
    doors_of(app.registry).parts[part.name] = part
    app.add_directive(f'series-{part.name}', part_directive(part.name))


def add_templates(app: Sphinx, folder: str) -> None:
    """Add a folder with templates of parts.

    Those of a project's ``templates_path`` and of its theme come before them.
    """
    doors_of(app.registry).templates.append(folder)


def add_output(app: Sphinx, output: Output, *packages: str) -> None:
    """Add files beside the pages.

    *output* takes the application when all pages are written, and returns the files by
    their names in the output.  One that is no longer returned is deleted.  It is asked
    again when the series, what pages show of them, a value of the configuration or the
    presence of one of the *packages* has changed: what else it is made of is to be
    answered to ``series-page-shows``.
    """
    doors = doors_of(app.registry)
    doors.outputs.append(output)
    doors.packages.update(packages)


# -- while building --------------------------------------------------------------------


def catalogue_of(env: BuildEnvironment) -> Catalogue:
    """Return all series, when all documents are read; before that, none."""
    return series_domain(env).catalogue


def config_of(env: BuildEnvironment) -> SeriesConfig:
    """Return what the project says in ``conf.py``, when all documents are read."""
    return series_domain(env).config


def words_of(env: BuildEnvironment, content: Content) -> str:
    """Return a title or summary on one line, with the words that readers see."""
    return series_domain(env).words.of(content)


def navigation_of(env: BuildEnvironment, article: Article) -> Navigation:
    """Return what an article says of its place: companions, previous, following."""
    return series_domain(env).navigation(article)


def fingerprint_of(env: BuildEnvironment, article: Article) -> str:
    """Return what remains of an article's text; nothing in projects without reviews."""
    domain = series_domain(env)
    noted = domain.fingerprints.get(article.docname)
    return noted.mark if noted and FINGERPRINTS in domain.doors.rendered_with else ''


def route_title(env: BuildEnvironment, route: Route) -> str:
    """Return a route's title; that of a default route follows from its audience."""
    domain = series_domain(env)
    if route.title:
        return domain.words.of(route.title)
    audience = route.audience.label if route.audience else ''
    by_pairs = goes_by_pairs(route, domain.catalogue)
    return default_title(audience, by_pairs=by_pairs)
