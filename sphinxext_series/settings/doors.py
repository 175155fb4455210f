"""Where other extensions come in: checks, parts and outputs, filled at setup.

They are kept on the application's registry, beside what Sphinx's own ``add_…``
functions register: each application has its own, and none is ever pickled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinxext_series.model.values import Value, field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeAlias

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.registry import SphinxComponentRegistry

    from sphinxext_series.model.catalogue import Catalogue, Problem
    from sphinxext_series.model.series import Series

    #: What a check finds in the series of a project.
    Check: TypeAlias = Callable[[Catalogue], Iterable[Problem]]
    #: The files of an output, by their names.
    Output: TypeAlias = Callable[[Sphinx], Mapping[str, bytes]]

#: Emitted when all documents are read: ``(app, env, catalogue)``.
ARRANGED = 'series-arranged'
#: Asked for each page of a series: ``(app, env, docname) -> str``.
PAGE_SHOWS = 'series-page-shows'
#: A reason to look at pages again: texts have fingerprints in this build.
FINGERPRINTS = 'fingerprints'


class PartType(Value):
    """A part of a hub's page, which the directive ``series-<name>`` places.

    *view* takes what the part shows out of a series: equal views are rendered alike.
    *render* takes the page and the view and returns nodes that every builder can show;
    *template* names the one that HTML pages have instead.
    """

    name: str
    view: Callable[[Series, Catalogue], Any]
    render: Callable[[Any, Any], list[nodes.Node]]
    template: str = ''


class Doors(Value, frozen=False):
    """What extensions have added to one application."""

    checks: list[Check] = field(default_factory=list)
    parts: dict[str, PartType] = field(default_factory=dict)
    outputs: list[Output] = field(default_factory=list)
    #: What pages are rendered with but views: when it changes, pages are looked at.
    rendered_with: dict[str, str] = field(default_factory=dict)
    #: Folders with templates: those of a project and its theme come before them.
    templates: list[str] = field(default_factory=list)
    #: Packages that outputs are made with: made again when one comes or goes.
    packages: set[str] = field(default_factory=set)


def doors_of(registry: SphinxComponentRegistry) -> Doors:
    """Return what was added to the application that has this registry."""
    doors: Doors = vars(registry).setdefault('series_doors', Doors())
    return doors
