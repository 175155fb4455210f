"""The headings of pairs, and the sections below them.

Sections are made here, so that themes' page contents, labels, LaTeX and message
catalogues have them.  :class:`PairHeadings` puts "Pair 3: " before the author's
(translated) title.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinxext_series.reading.nodes import (
    ancestors,
    authored,
    authored_for,
    hub_claim,
    is_use,
    pair_part,
)
from sphinxext_series.settings.config import SeriesConfig
from sphinxext_series.settings.translation import _

#: HTML has six levels of headings; Sphinx's text builder fails at the eighth.
_DEEPEST = 6


def give_heading(pair: pair_part, document: nodes.document) -> None:
    """Put a pair into its own section, or under a rubric where none is allowed."""
    own = [child for child in pair.children if isinstance(child, authored)]
    introduction = [child for child in pair.children if child not in own]
    title = authored_for(pair, 'title')
    if title is not None:
        own.remove(title)
    pair.children = []
    pair.extend(own)
    # Labels are not counted: they come and go.
    pair['introduced'] = sum(
        not isinstance(node, nodes.target) for node in introduction
    )
    if title is None:
        ids, names = pair['ids'], pair['names']
        pair['ids'], pair['names'] = [], []
        pair.replace_self([*introduction, pair])
        pair['ids'], pair['names'] = ids, names
    elif is_structural(pair.parent):
        head = _heading(nodes.title, title, pair)
        section = nodes.section('', head, *introduction)
        _move_anchors(pair, section, document)
        pair.replace_self(section)
        section.append(pair)
    else:
        head = _heading(nodes.rubric, title, pair)
        _move_anchors(pair, head, document)
        pair.replace_self([head, *introduction, pair])


def _heading(
    cls: type[nodes.TextElement], title: authored, pair: pair_part
) -> nodes.TextElement:
    """Return the heading of a pair, still without its number."""
    head = cls(title.rawsource, '', *title.children)
    # Sphinx cannot list a section in whose title a file is offered.
    for offered in list(head.findall(addnodes.download_reference)):
        offered.replace_self(offered.children)
    head['series_heading'] = (pair['series'], pair['number'])
    head.source, head.line = title.source, title.line
    return head


def _move_anchors(
    pair: pair_part, anchored: nodes.Element, document: nodes.document
) -> None:
    """Let a pair's section or rubric have an id, and all that led to the pair."""
    ids, names = pair['ids'], pair['names']
    # What replaces a node takes its ids over.
    pair['ids'], pair['names'] = [], []
    own_id = free_id(document, anchored, f'pair-{pair["number"]}', pair['series'])
    anchored['ids'], anchored['names'] = [own_id, *ids], names
    for name in ids:
        document.ids[name] = anchored
    pair['anchor'] = own_id


def free_id(
    document: nodes.document, node: nodes.Element, name: str, series: str = ''
) -> str:
    """Return an id that the page does not have yet; with the series if need be."""
    several = len({h['series'] for h in document.findall(hub_claim)}) > 1
    candidates = [name] if not (several and series) else []
    candidates += [f'{nodes.make_id(series)}-{name}'] if series else []
    candidates += [f'{name}-{n}' for n in range(2, 10_000)]
    free = next(c for c in candidates if c not in document.ids)
    document.ids[free] = node
    return free


class PairHeadings(SphinxTransform):
    """Put the pair's number before its title."""

    def apply(self, **_kwargs: object) -> None:
        """Number the headings of the hubs in this document."""
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


def pair_label(audiences: int) -> str:
    """Return the word for a pair: it is right for two audiences only."""
    return str(_('Pair')) if audiences == 2 else str(_('Topic'))  # noqa: PLR2004


def numbered(label: str, number: int) -> str:
    """Return what comes before a pair's title."""
    return str(_('%(pair)s %(number)s: ')) % {'pair': label, 'number': number}


def _pair_label(hub: hub_claim, config: object) -> str:
    named = sum(1 for child in hub.children if is_use(child, 'audience'))
    audiences = named or len(SeriesConfig.of(config).audiences)  # type: ignore[arg-type]
    own = authored_for(hub, 'pair_label')
    return own.astext() if own else pair_label(audiences)


def is_structural(parent: nodes.Element) -> bool:
    """Return whether a section is allowed here, and one inside it."""
    if not isinstance(parent, nodes.section | nodes.document):
        return False
    sections = (parent, *ancestors(parent))
    return sum(isinstance(node, nodes.section) for node in sections) < _DEEPEST
