"""The ids of sections that have a name in their pair: equal in all its articles."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinxext_series.model.arranging.sections import SectionDiagnostic
from sphinxext_series.reading.claims.conditions import is_condition
from sphinxext_series.reading.current import names_sections
from sphinxext_series.reading.nesting import take_out
from sphinxext_series.reading.nodes import ancestors, section_part
from sphinxext_series.reading.sections import free_id
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from typing import ClassVar


class NamedSections(SphinxTransform):
    """Give the sections that have a name in their pair an id of that name.

    It comes last: whatever led to a section leads there as before.
    """

    # When all other ids are given, and before parts are moved out of others (5).
    default_priority: ClassVar[int] = 3

    def apply(self, **_kwargs: object) -> None:
        """Do it, in documents that name a section."""
        if not names_sections(self.env):
            return
        for part in list(self.document.findall(section_part)):
            section = section_around(part)
            if section is None:
                self._take_out(part)
            else:
                part['anchor'] = free_id(self.document, section, id_of(part['name']))
                section['ids'].append(part['anchor'])

    def _take_out(self, part: section_part) -> None:
        """Say that it names nothing.  What has this name elsewhere is not told of."""
        place = location_of(part['place'])
        warn(SectionDiagnostic.SECTION_PLACE, place, name=part['name'])
        take_out(part)
        self.document.append(part)


def section_around(part: nodes.Element) -> nodes.section | None:
    """Return the section right below whose heading something is, or None."""
    around = part.parent
    while is_condition(around):
        around = around.parent
    if not isinstance(around, nodes.section):
        return None
    *_, document = ancestors(around)
    # The first one is the document itself.
    whole = next(iter(document.findall(nodes.section)))
    return around if around is not whole else None


def id_of(name: str) -> str:
    """Return the id for a name: as docutils makes ids, if that leaves all of it.

    It leaves nothing of other scripts, which HTML and EPUB allow in ids.
    """
    name = unicodedata.normalize('NFC', f'series-{name}')
    identifier = nodes.make_id(name)
    if sum(map(str.isalnum, identifier)) >= sum(map(str.isalnum, name)):
        return identifier
    kept = ''.join(c if unicodedata.category(c)[0] in 'LMN' else ' ' for c in name)
    return '-'.join(kept.split())
