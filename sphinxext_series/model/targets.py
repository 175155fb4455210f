"""Where a link leads."""

from __future__ import annotations

from typing import NamedTuple


class Target(NamedTuple):
    """Where a link leads: a document of this project, or the *uri* of an external page.

    It is false where nobody can go.  An *anchor* is an id in the document.
    """

    docname: str = ''
    anchor: str = ''
    uri: str = ''

    @property
    def external(self) -> bool:
        """Whether the page is one of another project."""
        return bool(self.uri)

    def __bool__(self) -> bool:
        return bool(self.docname or self.uri)


NOWHERE = Target()
