"""Where other projects are, and their series: the entries of ``series_external``."""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit

FILENAME = 'series.json'
#: What stays as it is where an address is quoted.
SAFE = "/:?#[]@!$&'()*+,;=%~"


def locations_of(value: object) -> tuple[str, tuple[str, ...]]:
    """Return base and locations of an entry of ``series_external``.

    Raise ValueError if it is none.  Without a location, the file is at the base.
    """
    if not isinstance(value, tuple | list) or len(value) != 2:  # noqa: PLR2004 (a pair)
        raise ValueError(value)
    base, locations = value
    if not isinstance(locations, tuple | list):
        locations = (locations,)
    if not isinstance(base, str) or not locations:
        raise ValueError(value)
    found = []
    for location in locations:
        if location is not None and not (isinstance(location, str) and location):
            raise ValueError(value)
        found.append(location or f'{base.rstrip("/")}/{FILENAME}')
    return normal_base(base), tuple(found)


def normal_base(address: str) -> str:
    """Return an address as the beginning of others; raise ValueError if it is none.

    A password in it is for who fetches the file, not for readers of pages.
    """
    parts = urlsplit(address)
    host = parts.netloc.rpartition('@')[2].lower()
    if parts.scheme not in {'http', 'https'} or not host:
        raise ValueError(address)
    path = parts.path if parts.path.endswith('/') else f'{parts.path}/'
    return quote(urlunsplit((parts.scheme, host, path, '', '')), safe=SAFE)
