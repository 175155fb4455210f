"""What is known of the document that is being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.model.claims import FailedClaim


def directives_run(env: BuildEnvironment) -> list[str]:
    """Return which of our directives have run in the document that is being read.

    Documents without any are not searched for placeholders.
    """
    if 'series' not in env.current_document:
        env.current_document['series'] = []
    run: list[str] = env.current_document['series']
    return run


def failed_claims(env: BuildEnvironment) -> list[FailedClaim]:
    """Return what the document that is being read tries to say in vain."""
    if 'series_failed' not in env.current_document:
        env.current_document['series_failed'] = []
    failed: list[FailedClaim] = env.current_document['series_failed']
    return failed


def has_structure(env: BuildEnvironment) -> bool:
    """Return whether there can be anything but an article and its sections."""
    run = [name for name in directives_run(env) if name != 'series-section']
    # Two articles may be one in the summary of the other.
    return run not in ([], ['series-article'])


def names_sections(env: BuildEnvironment) -> bool:
    """Return whether a section has a name in its pair."""
    return 'series-section' in directives_run(env)
