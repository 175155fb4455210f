"""The toctree in which a hub will list its articles, while the hub is read.

It is empty until all documents are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinxext_series.reading.nodes import hub_claim


def adoption_of(hub: hub_claim) -> nodes.Element:
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


class TakenToctrees(SphinxTransform):
    """Take the hubs' toctrees away until Sphinx notes toctrees.

    Some extensions take a toctree that they find for an author's own.
    """

    def apply(self, **_kwargs: object) -> None:
        """Do it, in documents that are more than an article."""
        for toctree in list(self.document.findall(addnodes.toctree)):
            if 'series' in toctree:
                place = toctree.parent
                place.remove(toctree)
                place['taken'] = toctree


def bring_toctrees_back(_app: Sphinx, document: nodes.document) -> None:
    """Put the toctrees where they were, before Sphinx's collectors look for them."""
    for place in list(document.findall(nodes.compound)):
        if 'taken' in place:
            place.append(place.attributes.pop('taken'))
