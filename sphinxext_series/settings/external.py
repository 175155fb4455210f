"""The entries of ``series_external``, and the addresses that they allow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from sphinxext_series.model.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

FILENAME = 'series.json'
#: What stays as it is in an address.
_SAFE = "/:?#[]@!$&'()*+,;=%~"


class ExternalProject(Value):
    """Another project: the *base* of its addresses, and where its file may be."""

    name: str
    base: str
    locations: tuple[str, ...]


def parse_external(value: Mapping[str, object]) -> dict[str, ExternalProject]:
    """Return the projects of ``series_external``; raise ValueError if it is wrong."""
    projects = {name: _parse_entry(name, entry) for name, entry in value.items()}
    if len({project.base for project in projects.values()}) < len(projects):
        raise ValueError('two projects at one address')
    return projects


def _parse_entry(name: str, entry: object) -> ExternalProject:
    """Return one project; without a location, its file is at the base."""
    if not isinstance(entry, tuple | list) or len(entry) != 2:  # noqa: PLR2004 (a pair)
        raise ValueError(entry)
    base, locations = entry
    if not isinstance(locations, tuple | list):
        locations = (locations,)
    if not isinstance(base, str) or not locations:
        raise ValueError(entry)
    if not all(loc is None or (isinstance(loc, str) and loc) for loc in locations):
        raise ValueError(entry)
    default = f'{base.rstrip("/")}/{FILENAME}'
    return ExternalProject(
        name=name,
        base=normal_base(base),
        locations=tuple(location or default for location in locations),
    )


def normal_base(address: str) -> str:
    """Return an address as the start of others; raise ValueError if it is none.

    A password in it is for who fetches the file, not for readers of pages.
    """
    parts = urlsplit(address)
    host = parts.netloc.rpartition('@')[2].lower()
    if parts.scheme not in {'http', 'https'} or not host:
        raise ValueError(address)
    path = parts.path if parts.path.endswith('/') else f'{parts.path}/'
    return quote(urlunsplit((parts.scheme, host, path, '', '')), safe=_SAFE)


def resolve_address(base: str, uri: str) -> str:
    """Return where *uri* leads from *base*; raise ValueError if that is not the web.

    What browsers read in other ways than this function does, a backslash for a slash
    or ``%2e`` for a dot, is refused.
    """
    if _NOT_IN_ADDRESSES.search(uri):
        raise ValueError(uri)
    parts = urlsplit(urljoin(base, uri))
    if parts.scheme not in {'http', 'https'} or not parts.netloc:
        raise ValueError(uri)
    # Some servers read an escaped slash or backslash as one.
    if {'.', '..'} & set(re.split(r'[/\\]', unquote(parts.path))):
        raise ValueError(uri)
    parts = parts._replace(netloc=parts.netloc.lower())
    # As a document may be named, and as a link should be written.
    return quote(urlunsplit(parts), safe=_SAFE)


_NOT_IN_ADDRESSES = re.compile('[\\\\\x00-\x1f\x7f-\x9f\ud800-\udfff]')
