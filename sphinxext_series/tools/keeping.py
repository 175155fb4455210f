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
from sphinxext_series.reading.fingerprints import Fingerprints
from sphinxext_series.settings.config import path_of_reviews
from sphinxext_series.settings.doors import doors_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.model.catalogue import Catalogue, Problem


def keep(app: Sphinx) -> None:
    """Have the fingerprint of every document noted, and reviews compared."""
    app.add_transform(Fingerprints)
    app.connect('env-get-outdated', documents_without_fingerprint)
    doors_of(app.registry).checks.append(partial(problems_of_reviews, app))


def documents_without_fingerprint(
    _app: Sphinx,
    env: BuildEnvironment,
    _added: set[str],
    _changed: set[str],
    _removed: set[str],
) -> list[str]:
    """Return what was read before there were reviews: it is read once more."""
    return sorted(env.all_docs.keys() - series_domain(env).fingerprints.keys())


def problems_of_reviews(app: Sphinx, catalogue: Catalogue) -> Iterable[Problem]:
    """Return which pairs have changed since they were reviewed."""
    fingerprints = series_domain(app.env).fingerprints
    return compare_reviews(load_reviews(app), catalogue, fingerprints)


def load_reviews(app: Sphinx) -> ReviewFile:
    """Return the reviews of a project: none without a file."""
    path = path_of_reviews(app)
    if path is None or not path.exists():
        return ReviewFile()
    try:
        with path.open('rb') as stream:
            written = stream.read(LARGEST + 1)
    except OSError as error:
        return unreadable(type(error).__name__, str(path))
    return parse_reviews(written, str(path))
