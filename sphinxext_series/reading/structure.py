"""What a page consists of, as far as that is known when it is read.

What it shows of other documents is rendered when the page is written.
:class:`Structure` numbers the pairs, gives each its section, and lets the hub emit the
parts that its page does not place by hand; :class:`Anchors` keeps the labels that an
author puts before a directive.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.text.messages import N_
from sphinxext_series.reading.directives.hub import SHOWN
from sphinxext_series.reading.nesting import (
    dissolve,
    lift_nested,
    wrap_lonely_routes,
)
from sphinxext_series.reading.nodes import (
    Placeholder,
    ancestors,
    anchor_of,
    authored_for,
    guide_part,
    hub_claim,
    pair_part,
    route_claim,
    series_part,
)
from sphinxext_series.reading.sections import free_id, give_heading, is_structural
from sphinxext_series.settings.translation import _, __
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeVar

    _Made = TypeVar('_Made', bound=Placeholder)


class Structure(SphinxTransform):
    """Number the pairs, make the sections, let the hub emit its parts."""

    def apply(self, **_kwargs: object) -> None:
        """Do this for the hubs and parts of hubs in this document."""
        lift_nested(self.document)
        wrap_lonely_routes(self.document)
        hubs = list(self.document.findall(hub_claim))
        self._name_series(hubs)
        self._name_routes()
        for hub in hubs:
            self._number_pairs(hub)
        self._drop_unnumbered()
        for hub in _effective(hubs):
            self._emit(hub)
        for pair in list(self.document.findall(pair_part)):
            give_heading(pair, self.document)

    # -- which series, which number ------------------------------------------------

    def _name_series(self, hubs: list[hub_claim]) -> None:
        """Give the page's series to the parts that name none."""
        names = {hub['series'] for hub in hubs}
        for part in list(self.document.findall(Placeholder)):
            if not _needs_series(part) or part['series']:
                continue
            if len(names) == 1:
                part['series'] = next(iter(names))
            else:
                if not part.get('is_told'):
                    place = location_of(part['place'])
                    directive = part['directive']
                    warn(Diagnostic.PART_WITHOUT_SERIES, place, directive=directive)
                dissolve(part)

    def _name_routes(self) -> None:
        """Name each route and register its anchor."""
        numbers = count(1)
        for guide in self.document.findall(guide_part):
            for route in guide.findall(route_claim):
                number = next(numbers)
                route['series'] = guide['series']
                route['route'] = route['route'] or f'{number}'
                name = nodes.make_id(f'route-{route["route"]}')
                route['ids'] = [free_id(self.document, route, name)]

    def _number_pairs(self, hub: hub_claim) -> None:
        """Number the pairs of a hub by their position, unless they say otherwise."""
        for position, pair in enumerate(self._pairs_of(hub), 1):
            pair['number'] = pair['number'] or position

    def _pairs_of(self, hub: hub_claim) -> list[pair_part]:
        return [
            pair
            for pair in self.document.findall(pair_part)
            if pair['series'] == hub['series']
        ]

    def _drop_unnumbered(self) -> None:
        for pair in list(self.document.findall(pair_part)):
            if not pair['number']:
                warn(
                    Diagnostic.OPTION,
                    location_of(pair['place']),
                    option='number',
                    directive=pair['directive'],
                    text='',
                    expected=__(
                        N_('the number of a pair, on a page that is not its hub')
                    ),
                )
                dissolve(pair)

    # -- what the hub emits --------------------------------------------------------

    def _emit(self, hub: hub_claim) -> None:
        """Put the parts after the hub that the page does not place by hand."""
        by_hand = self._pairs_of(hub)
        indexes = [p for p in self._parts_of(hub) if p['kind'] == 'index']
        placed = self._placed(hub, by_hand)
        asked = hub['parts']
        emitted = [p for p in SHOWN if p not in placed] if asked is None else asked
        opened = 'opening' in {*placed, *emitted}
        if by_hand and not indexes and not _INDEX & {*emitted} and asked != []:
            self._complete_index(hub, by_hand, opened=opened)
        for index in indexes:
            index.replace_self(self._index(hub, by_hand, opened=opened))
        position = hub.parent.index(hub) + 1
        for part in emitted:
            if part == 'next' and asked is None and placed:
                position = _end_of(hub)
            members = self._part(part, hub, by_hand, opened=opened)
            hub.parent.insert(position, members)
            position += len(members)
        hub['adopts'] = True
        for number, title in hub.attributes.pop('pairs').items():
            title['use'], title['number'] = 'pair', number
            hub.append(title)

    def _parts_of(self, hub: hub_claim) -> list[series_part]:
        return [
            part
            for part in self.document.findall(series_part)
            if part['series'] == hub['series']
        ]

    def _placed(self, hub: hub_claim, pairs: list[pair_part]) -> set[str]:
        # Another hub for the series may be there, in an ``only``.
        placed = {p['kind'] for p in self._parts_of(hub) if _is_by_hand(p)}
        guides = filter(_is_by_hand, self.document.findall(guide_part))
        if any(guide['series'] == hub['series'] for guide in guides):
            placed.add('guide')
        if pairs:
            placed.add('index')
        return placed

    def _part(
        self, kind: str, hub: hub_claim, by_hand: list[pair_part], *, opened: bool
    ) -> list[nodes.Node]:
        if kind in {'overview', 'map', 'opening'}:
            return [_part_node(kind, hub)]
        if kind == 'guide':
            guide = _made_for(hub, guide_part)
            return self._section(hub, 'reading-guide', _('Reading guide'), [guide])
        if kind in _INDEX:
            members = self._index(hub, by_hand, opened=opened or kind == 'pairs')
            return self._section(hub, 'complete-index', _('Complete index'), members)
        if not hub['options'].next:
            return []
        preview = _part_node('next', hub)
        return self._section(hub, 'next-series', _('Next series'), [preview])

    def _section(
        self, hub: hub_claim, name: str, heading: str, members: list[nodes.Node]
    ) -> list[nodes.Node]:
        # Without a source the heading is not taken for the author's text. The raw text
        # is what sphinx.ext.autosectionlabel makes labels of: one for each series.
        title = nodes.title(f'{hub["series"]}/{heading}', str(heading))
        if not is_structural(hub.parent):
            return [nodes.rubric('', str(heading)), *members]
        section = nodes.section('', title, *members)
        section['ids'] = [free_id(self.document, section, name, hub['series'])]
        return [section]

    def _index(
        self, hub: hub_claim, by_hand: list[pair_part], *, opened: bool
    ) -> list[nodes.Node]:
        """Return openings, titled pairs that are nowhere else, and all the rest.

        Openings that are elsewhere (*opened*) are left out, too.
        """
        numbers = {pair['number'] for pair in by_hand}
        pairs = [
            _made_for(
                hub, pair_part, hub['pairs'].pop(number), number=number, pulled=()
            )
            for number in sorted(hub['pairs'])
            if number not in numbers
        ]
        numbers |= {pair['number'] for pair in pairs}
        rest = _part_node('rest', hub, shown=sorted(numbers))
        opening = [] if opened else [_part_node('opening', hub)]
        return [*opening, *pairs, rest]

    def _complete_index(
        self, hub: hub_claim, by_hand: list[pair_part], *, opened: bool
    ) -> None:
        """Put what pairs placed by hand leave out around them."""
        for pair in by_hand:
            if authored_for(pair, 'title') is None and pair['number'] in hub['pairs']:
                pair.append(hub['pairs'].pop(pair['number']))
        first, last = by_hand[0], by_hand[-1]
        others = self._index(hub, by_hand, opened=opened)
        if not opened:
            first.parent.insert(first.parent.index(first), others.pop(0))
        last.parent.insert(last.parent.index(last) + 1, others)


#: Parts that hold pairs.
_INDEX = frozenset({'pairs', 'index'})


class Anchors(SphinxTransform):
    """Give anchors a place of their own where what bears them will be replaced."""

    def apply(self, **_kwargs: object) -> None:
        """Do it, in documents where one of our directives ran."""
        for node in list(self.document.findall(Placeholder)):
            # A route takes its anchors along.
            if node['ids'] and not isinstance(node, route_claim):
                node.parent.insert(node.parent.index(node), anchor_of(node))


def _end_of(hub: hub_claim) -> int:
    """Return where the section with a hub and its parts ends, or another hub begins."""
    end = len(hub.parent)
    for position, node in reversed([*enumerate(hub.parent.children)]):
        parts = list(node.findall(Placeholder))
        if any(part.get('series') == hub['series'] for part in parts):
            break
        if any(isinstance(part, hub_claim) for part in parts):
            end = position
    return end


def _is_by_hand(part: Placeholder) -> bool:
    return bool(part['directive'] != 'series-hub')


def _effective(hubs: Iterable[hub_claim]) -> Iterator[hub_claim]:
    """Yield the hubs but those for a series that has one on this page already.

    In ``only`` directives there may be several, of which one is left.
    """
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for hub in hubs:
        series = hub['series']
        tags = tuple(n['expr'] for n in ancestors(hub) if isinstance(n, addnodes.only))
        if {(series, ()), (series, tags)} & seen:
            hub.attributes.pop('pairs')
        else:
            seen.add((series, tags))
            yield hub


def _needs_series(node: Placeholder) -> bool:
    if isinstance(node, series_part):
        return node['kind'] not in {'list', 'nav'}
    return isinstance(node, pair_part | guide_part)


def _part_node(kind: str, hub: hub_claim, **attributes: object) -> series_part:
    return _made_for(hub, series_part, kind=kind, **attributes)


def _made_for(
    hub: hub_claim, cls: type[_Made], *children: nodes.Node, **attributes: object
) -> _Made:
    """Return a placeholder with the place of the hub."""
    of_hub = {name: hub[name] for name in ('series', 'place', 'directive')}
    return cls('', *children, **of_hub, **attributes)
