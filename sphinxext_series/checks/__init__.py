"""What can be wrong with a finished catalogue: pure functions that yield problems."""

from __future__ import annotations

from sphinxext_series.checks import completeness, next_series, requirements

CHECKS = (
    completeness.has_nothing_planned,
    completeness.has_no_drafts,
    completeness.has_no_gaps,
    completeness.has_whole_pairs,
    requirements.exist,
    requirements.can_be_read,
    requirements.make_no_circle,
    next_series.exists,
)
