"""Series that explain each topic twice: for general readers and for experts.

An article says who it is, the hub says what the series looks like; hub page, routes,
map and navigation are derived from that in every build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series import (
    editions,
    environment,
    html,
    outputs,
    reading,
    rendering,
    settings,
    tools,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = '0.1.0'


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the rooms, in the order in which a build comes to them."""
    settings.setup(app)
    reading.setup(app)
    environment.setup(app)
    rendering.setup(app)
    html.setup(app)
    outputs.setup(app)
    editions.setup(app)
    tools.setup(app)
    return {
        'version': __version__,
        'env_version': 5,
        'parallel_read_safe': True,
        'parallel_write_safe': True,
    }
