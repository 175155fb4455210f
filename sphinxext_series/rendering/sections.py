"""What is shown below the heading of a section that has a name in its pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.environment.references.links import shares_ids
from sphinxext_series.model.arranging.sections import in_joined
from sphinxext_series.model.targets import Target
from sphinxext_series.reading.claims.companions import section_around

if TYPE_CHECKING:
    from docutils import nodes

    from sphinxext_series.environment.domain import SeriesDomain
    from sphinxext_series.model.arranging.sections import SectionView
    from sphinxext_series.rendering.text.page import Page


def section_view(
    node: nodes.Element, domain: SeriesDomain, page: Page
) -> SectionView | None:
    """Return the companions of a section; nothing where they are not to be shown.

    Where documents are joined to a page, it gets an id that no other of them has.
    """
    named = domain.catalogue.sections.get(page.docname, ())
    claim = next((c for c in named if c.anchor == node['anchor']), None)
    section = section_around(node)
    if claim is None or section is None:
        return None
    if shares_ids(page.builder):
        own = in_joined(Target(page.docname, claim.anchor)).anchor
        is_first = page.free_id(f'section {claim.anchor}')
        # The first id of a section is where its number is found.
        first, *others = section['ids']
        ids = [name for name in others if name != claim.anchor or is_first]
        section['ids'] = [first, *ids, own]
    return None if claim.hidden else domain.build.sections(claim)
