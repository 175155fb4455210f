"""What a page consists of, as far as that is known when it is read.

Sections are made here, so that themes' page contents, labels, LaTeX and message
catalogues have them; what they show of other documents is rendered when the page is
written.  Three transforms, the first two on both sides of the translation:

* :class:`Structure` numbers the pairs, gives each its section, and lets the hub emit
  the parts that its page does not place by hand;
* :class:`PairHeadings` puts "Pair 3: " before the author's (translated) title;
* :class:`Anchors` keeps the labels that an author puts before a directive.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinxext_series.model.diagnostics import N_, Diagnostic
from sphinxext_series.reading.directives import PARTS, directives_run
from sphinxext_series.reading.nodes import (
    Placeholder,
    article_claim,
    authored,
    guide_part,
    hub_claim,
    pair_part,
    route_claim,
    series_part,
)
from sphinxext_series.settings.config import SeriesConfig
from sphinxext_series.settings.translation import _, __
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import ClassVar, TypeGuard, TypeVar

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    _Made = TypeVar('_Made', bound=Placeholder)

#: HTML has six levels of headings; Sphinx's text builder fails at the eighth.
_DEEPEST = 6
#: These show what stands in them elsewhere, or not as it stands.
_HOLDING_TEXT = (article_claim, hub_claim, route_claim)


class Structure(SphinxTransform):
    """Number the pairs, make the sections, let the hub emit its parts."""

    # Before the translation (20), so that titles are translated.
    default_priority: ClassVar[int] = 5

    def apply(self, **_kwargs: object) -> None:
        """Do it, in documents that are more than an article."""
        if not _has_structure(self.env):
            return
        _lift_nested(self.document)
        _wrap_lonely_routes(self.document)
        hubs = list(self.document.findall(hub_claim))
        self._name_series(hubs)
        self._name_routes()
        for hub in hubs:
            self._number_pairs(hub)
        self._drop_unnumbered()
        for hub in _effective(hubs):
            self._emit(hub)
        for pair in list(self.document.findall(pair_part)):
            self._give_heading(pair)

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
                warn(
                    Diagnostic.PART_WITHOUT_SERIES,
                    location_of(part['place']),
                    directive=part['directive'],
                )
                _dissolve(part)

    def _name_routes(self) -> None:
        """Name each route and register its anchor."""
        numbers = count(1)
        for guide in self.document.findall(guide_part):
            for route in guide.findall(route_claim):
                number = next(numbers)
                route['series'] = guide['series']
                route['route'] = route['route'] or f'{number}'
                name = nodes.make_id(f'route-{route["route"]}')
                route['ids'] = [self._free_id(route, name)]

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
                _dissolve(pair)

    # -- what the hub emits --------------------------------------------------------

    def _emit(self, hub: hub_claim) -> None:
        """Put the parts behind the hub that the page does not place by hand."""
        by_hand = self._pairs_of(hub)
        indexes = [p for p in self._parts_of(hub) if p['kind'] == 'index']
        placed = self._placed(hub, by_hand)
        asked = hub['parts']
        emitted = [p for p in PARTS if p not in placed] if asked is None else asked
        if by_hand and not indexes and 'index' not in emitted and asked != []:
            self._complete_index(hub, by_hand)
        for index in indexes:
            index.replace_self(self._index(hub, by_hand))
        behind: list[nodes.Node] = []
        for part in emitted:
            behind += self._part(part, hub, by_hand)
        hub.parent.insert(hub.parent.index(hub) + 1, behind)
        # Last on the page: where documents are joined, the articles follow it.
        _outermost_section(hub).append(_adoption(hub))
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
        placed = {part['kind'] for part in self._parts_of(hub)}
        if any(g['series'] == hub['series'] for g in self.document.findall(guide_part)):
            placed.add('guide')
        if pairs:
            placed.add('index')
        return placed

    def _part(
        self, kind: str, hub: hub_claim, by_hand: list[pair_part]
    ) -> list[nodes.Node]:
        if kind in {'overview', 'map'}:
            return [_part_node(kind, hub)]
        if kind == 'guide':
            guide = _made_for(hub, guide_part)
            return self._section(hub, 'reading-guide', _('Reading guide'), [guide])
        if kind == 'index':
            members = self._index(hub, by_hand)
            return self._section(hub, 'complete-index', _('Complete index'), members)
        if not hub['facts'].get('next'):
            return []
        preview = _part_node('next', hub)
        return self._section(hub, 'next-series', _('Next series'), [preview])

    def _section(
        self, hub: hub_claim, name: str, heading: str, members: list[nodes.Node]
    ) -> list[nodes.Node]:
        # Without a source the heading is not taken for the author's text. The raw text
        # is what sphinx.ext.autosectionlabel makes labels of: one for each series.
        title = nodes.title(f'{hub["series"]}/{heading}', str(heading))
        if not _is_structural(hub.parent):
            return [nodes.rubric('', str(heading)), *members]
        section = nodes.section('', title, *members)
        section['ids'] = [self._free_id(section, name, hub['series'])]
        return [section]

    def _index(self, hub: hub_claim, by_hand: list[pair_part]) -> list[nodes.Node]:
        """Return openings, titled pairs that stand nowhere else, and all the rest."""
        shown = {pair['number'] for pair in by_hand}
        pairs = [
            _made_for(hub, pair_part, hub['pairs'].pop(number), number=number, facts={})
            for number in sorted(hub['pairs'])
            if number not in shown
        ]
        shown |= {pair['number'] for pair in pairs}
        rest = _part_node('rest', hub, shown=sorted(shown))
        return [_part_node('opening', hub), *pairs, rest]

    def _complete_index(self, hub: hub_claim, by_hand: list[pair_part]) -> None:
        """Put what pairs placed by hand leave out around them."""
        for pair in by_hand:
            if _authored(pair, 'title') is None and pair['number'] in hub['pairs']:
                pair.append(hub['pairs'].pop(pair['number']))
        opening, *others = self._index(hub, by_hand)
        first, last = by_hand[0], by_hand[-1]
        first.parent.insert(first.parent.index(first), opening)
        last.parent.insert(last.parent.index(last) + 1, others)

    # -- headings ------------------------------------------------------------------

    def _give_heading(self, pair: pair_part) -> None:
        """Put a pair into its own section, or under a rubric where none can stand."""
        own = [child for child in pair.children if isinstance(child, authored)]
        introduction = [child for child in pair.children if child not in own]
        title = _authored(pair, 'title')
        if title is not None:
            own.remove(title)
        pair.children = []
        pair.extend(own)
        ids, names = pair['ids'], pair['names']
        pair['ids'], pair['names'] = [], []
        if title is None:
            pair.replace_self([*introduction, pair])
            pair['ids'], pair['names'] = ids, names
            return
        structural = _is_structural(pair.parent)
        heading = nodes.title if structural else nodes.rubric
        head = heading(title.rawsource, '', *title.children)
        # Sphinx cannot list a section in whose title a file is offered.
        for offered in list(head.findall(addnodes.download_reference)):
            offered.replace_self(offered.children)
        head['series_heading'] = (pair['series'], pair['number'])
        head.source, head.line = title.source, title.line
        parent, at = pair.parent, pair.parent.index(pair)
        parent.remove(pair)
        own_id = f'pair-{pair["number"]}'
        if structural:
            section = nodes.section('', head, *introduction, pair, names=names)
            section['ids'] = [self._free_id(section, own_id, pair['series']), *ids]
            parent.insert(at, section)
            anchored: nodes.Element = section
        else:
            head['ids'] = [self._free_id(head, own_id, pair['series']), *ids]
            head['names'] = names
            parent.insert(at, [head, *introduction, pair])
            anchored = head
        for name in ids:
            self.document.ids[name] = anchored
        pair['anchor'] = anchored['ids'][0]

    def _free_id(self, node: nodes.Element, name: str, series: str = '') -> str:
        """Return an id that the page does not have yet; with the series if need be."""
        several = len({h['series'] for h in self.document.findall(hub_claim)}) > 1
        candidates = [name] if not (several and series) else []
        candidates += [f'{nodes.make_id(series)}-{name}'] if series else []
        candidates += [f'{name}-{n}' for n in range(2, 10_000)]
        free = next(c for c in candidates if c not in self.document.ids)
        self.document.ids[free] = node
        return free


class PairHeadings(SphinxTransform):
    """Put the pair's number before its title."""

    # After the translation (20), which replaces what a title holds.
    default_priority: ClassVar[int] = 30

    def apply(self, **_kwargs: object) -> None:
        """Do it, in documents that are more than an article."""
        if not _has_structure(self.env):
            return
        labels = {
            hub['series']: _pair_label(hub, self.config)
            for hub in self.document.findall(hub_claim)
        }
        default = pair_label(len(SeriesConfig.of(self.config).audiences))
        for head in self.document.findall(nodes.TextElement):
            if 'series_heading' not in head:
                continue
            series, number = head.attributes.pop('series_heading')
            label = labels.get(series, default)
            head.insert(0, nodes.Text(numbered(label, number)))


class TakenToctrees(SphinxTransform):
    """Take the hubs' toctrees away until Sphinx notes toctrees.

    Some extensions take a toctree that they find for an author's own.
    """

    # After the translation (20), before sphinx-external-toc looks for them (100).
    default_priority: ClassVar[int] = 40

    def apply(self, **_kwargs: object) -> None:
        """Do it, in documents that are more than an article."""
        if not _has_structure(self.env):
            return
        for toctree in list(self.document.findall(addnodes.toctree)):
            if 'series' in toctree:
                place = toctree.parent
                place.remove(toctree)
                place['taken'] = toctree


def bring_toctrees_back(app: Sphinx, document: nodes.document) -> None:
    """Put the toctrees where they were, before Sphinx's collectors look for them."""
    if not _has_structure(app.env):
        return
    for place in list(document.findall(nodes.compound)):
        if 'taken' in place:
            place.append(place.attributes.pop('taken'))


class Anchors(SphinxTransform):
    """Give anchors a place of their own where what bears them will be replaced."""

    # After targets have passed their ids on to what follows them (260).
    default_priority: ClassVar[int] = 270

    def apply(self, **_kwargs: object) -> None:
        """Do it, in documents where one of our directives ran."""
        if not directives_run(self.env):
            return
        for node in list(self.document.findall(Placeholder)):
            # A route takes its anchors along.
            if node['ids'] and not isinstance(node, route_claim):
                node.parent.insert(node.parent.index(node), _anchor_of(node))


def _effective(hubs: Iterable[hub_claim]) -> Iterator[hub_claim]:
    """Yield the hubs but those for a series that has one on this page already.

    In ``only`` directives there may be several, of which one is left.
    """
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for hub in hubs:
        series = hub['series']
        around = tuple(n['expr'] for n in _above(hub) if isinstance(n, addnodes.only))
        if {(series, ()), (series, around)} & seen:
            hub.attributes.pop('pairs')
        else:
            seen.add((series, around))
            yield hub


def _has_structure(env: BuildEnvironment) -> bool:
    """Return whether there can be anything but a single article's claim."""
    return directives_run(env) not in ([], ['series-article'])


def _anchor_of(node: nodes.Element) -> nodes.target:
    """Return an anchor that takes over what leads to a node."""
    anchor = nodes.target('', '', ids=node['ids'], names=node['names'])
    node['ids'], node['names'] = [], []
    return anchor


def pair_label(audiences: int) -> str:
    """Return the word for a pair: it is right for two audiences only."""
    return str(_('Pair')) if audiences == 2 else str(_('Topic'))  # noqa: PLR2004


def numbered(label: str, number: int) -> str:
    """Return what stands before a pair's title."""
    return str(_('%(pair)s %(number)s: ')) % {'pair': label, 'number': number}


def _pair_label(hub: hub_claim, config: object) -> str:
    named = sum(1 for child in hub.children if _is_use(child, 'audience'))
    audiences = named or len(SeriesConfig.of(config).audiences)  # type: ignore[arg-type]
    own = _authored(hub, 'pair_label')
    return own.astext() if own else pair_label(audiences)


def _needs_series(node: Placeholder) -> bool:
    if isinstance(node, series_part):
        return node['kind'] not in {'list', 'nav-top', 'nav-bottom'}
    return isinstance(node, pair_part | guide_part)


def _is_use(node: nodes.Node, use: str) -> TypeGuard[authored]:
    return isinstance(node, authored) and node['use'] == use


def _authored(element: nodes.Element, use: str) -> authored | None:
    return next((child for child in element.children if _is_use(child, use)), None)


def _is_structural(parent: nodes.Element) -> bool:
    """Return whether a section can stand here, and one below it."""
    if not isinstance(parent, nodes.section | nodes.document):
        return False
    around = (parent, *_above(parent))
    return sum(isinstance(node, nodes.section) for node in around) < _DEEPEST


def _part_node(kind: str, hub: hub_claim, **attributes: object) -> series_part:
    return _made_for(hub, series_part, kind=kind, **attributes)


def _made_for(
    hub: hub_claim, cls: type[_Made], *children: nodes.Node, **attributes: object
) -> _Made:
    """Return a placeholder that stands where the hub stands."""
    known = {name: hub[name] for name in ('series', 'place', 'directive')}
    return cls('', *children, **known, **attributes)


def _adoption(hub: hub_claim) -> nodes.Element:
    """Return the toctree, still empty, in which the hub will list its articles."""
    toctree = addnodes.toctree(
        '',
        series=hub['series'],
        parent=hub['place'].docname,
        entries=[],
        includefiles=[],
        maxdepth=-1,
        # Of a toctree, so that sidebars have it and catalogues translate it.
        caption=hub['caption'] or None,
        glob=False,
        # A hidden toctree would keep the articles out of EPUB's contents.
        hidden=False,
        includehidden=False,
        numbered=0,
        titlesonly=False,
    )
    toctree.source, toctree.line = hub.source, hub.line
    return nodes.compound('', toctree, classes=['toctree-wrapper'])


def _outermost_section(node: nodes.Node) -> nodes.Element:
    outermost = node.parent
    for above in _above(node):
        if isinstance(above, nodes.section):
            outermost = above
    return outermost


def _lift_nested(document: nodes.document) -> None:
    """Move what stands inside a summary, a description or a route behind it."""
    for node in list(document.findall(Placeholder)):
        holder = _holder(node)
        if holder is None:
            continue
        warn(
            Diagnostic.NESTED,
            location_of(node['place']),
            directive=node['directive'],
            outer=holder['directive'],
        )
        node.parent.remove(node)
        holder.parent.insert(holder.parent.index(holder) + 1, node)


def _holder(node: nodes.Element) -> nodes.Element | None:
    """Return the outermost directive that would show this one elsewhere."""
    found = None
    is_claim = not isinstance(node, series_part)
    above = node.parent
    while above is not None:
        route_in_guide = isinstance(node, route_claim) and isinstance(above, guide_part)
        if isinstance(above, _HOLDING_TEXT) or (
            is_claim and isinstance(above, Placeholder) and not route_in_guide
        ):
            found = above
        above = above.parent
    return found


def _wrap_lonely_routes(document: nodes.document) -> None:
    for route in list(document.findall(route_claim)):
        if not any(isinstance(above, guide_part) for above in _above(route)):
            warn(Diagnostic.ROUTE_OUTSIDE, location_of(route['place']))
            guide = guide_part('', series='', place=route['place'])
            guide['directive'] = route['directive']
            route.replace_self(guide)
            guide += route


def _above(node: nodes.Node) -> Iterable[nodes.Element]:
    while node.parent is not None:
        yield node.parent
        node = node.parent


def _dissolve(part: nodes.Element) -> None:
    """Take a part away, but leave what the author wrote in it."""
    for route in list(part.findall(route_claim)):
        route.replace_self(_as_written(route))
    kept = _as_written(part)
    if part['ids']:
        kept.insert(0, _anchor_of(part))
    part.replace_self(kept)


def _as_written(node: nodes.Element) -> list[nodes.Node]:
    """Return what the author wrote in a directive, a title as a rubric."""
    written: list[nodes.Node] = []
    for child in node.children:
        if _is_use(child, 'title'):
            written.append(nodes.rubric('', '', *child.children))
        elif not isinstance(child, authored):
            written.append(child)
    return written
