"""What renders each part of a page: nodes for every builder, a template for HTML."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sphinxext_series.rendering import portable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeAlias

    from sphinxext_series.rendering.text.page import Nodes, Own, Page

    Portable: TypeAlias = Callable[[Page, Any, Own], Nodes]


class PartRendering(NamedTuple):
    """How a part is rendered: *portable* makes nodes, *template* is for HTML pages."""

    portable: Portable
    template: str


def _nothing(_page: Page, _view: object, _own: Own) -> Nodes:
    return []


PARTS: Mapping[str, PartRendering] = MappingProxyType(
    {
        'overview': PartRendering(portable.overview, 'series/overview.html'),
        # Outside HTML, a map says nothing that the index does not.
        'map': PartRendering(_nothing, 'series/map.html'),
        'guide': PartRendering(portable.guide, 'series/guide.html'),
        'pair': PartRendering(portable.pair, 'series/pair.html'),
        'section': PartRendering(portable.section, 'series/section.html'),
        'next': PartRendering(portable.announcements, 'series/list.html'),
        'list': PartRendering(portable.announcements, 'series/list.html'),
    }
)
#: The navigation of an article, by where it is.
NAVIGATION: Mapping[str, PartRendering] = MappingProxyType(
    {
        'top': PartRendering(portable.navigation, 'series/navigation.html'),
        'bottom': PartRendering(portable.navigation, 'series/pager.html'),
    }
)
