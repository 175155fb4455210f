"""Reviews in a build: fingerprints are noted, and compared with what a file says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sphinxext_series.checks.review_file import (
    LARGEST,
    ReviewFile,
    parse_reviews,
    unreadable,
)
from sphinxext_series.checks.reviews import compare_reviews
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.model.text.messages import N_
from sphinxext_series.reading.claims.fingerprints import Fingerprints
from sphinxext_series.settings.config import path_of_reviews
from sphinxext_series.settings.doors import FINGERPRINTS, PAGE_SHOWS, doors_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.model.catalogue import Catalogue, Problem


def keep(app: Sphinx) -> None:
    """Have the fingerprint of every document noted, and reviews compared."""
    app.add_transform(Fingerprints)
    app.connect('env-get-outdated', documents_without_fingerprint)
    app.connect(PAGE_SHOWS, fingerprint_shown)
    doors = doors_of(app.registry)
    doors.checks.append(partial(problems_of_reviews, app))
    doors.rendered_with[FINGERPRINTS] = 'noted'


def documents_without_fingerprint(
    _app: Sphinx,
    env: BuildEnvironment,
    _added: set[str],
    _changed: set[str],
    _removed: set[str],
) -> list[str]:
    """Return what was read before there were reviews: it is read once more."""
    return sorted(env.all_docs.keys() - series_domain(env).fingerprints.keys())


def fingerprint_shown(_app: Sphinx, env: BuildEnvironment, docname: str) -> str:
    """Return what ``series.json`` says of an article's text."""
    domain = series_domain(env)
    if docname not in domain.catalogue.memberships:
        return ''
    noted = domain.fingerprints.get(docname)
    return noted.mark if noted else ''


def problems_of_reviews(app: Sphinx, catalogue: Catalogue) -> Iterable[Problem]:
    """Return which pairs have changed since they were reviewed."""
    fingerprints = series_domain(app.env).fingerprints
    return compare_reviews(load_reviews(app), catalogue, fingerprints)


def load_reviews(app: Sphinx) -> ReviewFile:
    """Return the reviews of a project: none without a file."""
    path = path_of_reviews(app)
    if path is None or not path.exists():
        return ReviewFile()
    if not path.is_file() and not path.is_dir():
        # A pipe would wait for somebody to write.
        return unreadable(N_('not a file'), str(path))
    try:
        with path.open('rb') as stream:
            written = stream.read(LARGEST + 1)
    except OSError as error:
        return unreadable(type(error).__name__, str(path))
    return parse_reviews(written, str(path))
