"""What a document claims is noted when it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.environment.domain import series_domain
from sphinxext_series.reading.claims.document import claims_of
from sphinxext_series.reading.claims.fields import Fields, warn_of_late_field
from sphinxext_series.reading.current import directives_run, failed_claims
from sphinxext_series.reading.near_misses import (
    failed_by_docutils,
    warn_of_near_misses,
)

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def note_claims(app: Sphinx, document: nodes.document) -> None:
    """Note what a document claims, when its images and title are collected."""
    domain = series_domain(app.env)
    docname = domain.docname
    metadata = app.env.metadata.get(docname, {})
    warn_of_late_field(document, docname)
    warn_of_near_misses(document, docname, app.env)
    fields = Fields(metadata, docname, document['source'])
    failed = [*failed_claims(app.env), *failed_by_docutils(document)]
    if directives_run(app.env) or fields or failed:
        claims = claims_of(document, docname, fields, failed)
        if claims.is_about_series:
            domain.note(docname, claims)
