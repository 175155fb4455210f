"""Where pages and files will be found, once the output is published."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.config import Config

    from sphinxext_series.model.targets import Target

#: What addresses may hold as it is.  Not all builders quote the names of documents.
_SAFE = "/%?#&=;:@!$'*+,~"


def base_address(config: Config) -> str:
    """Return the address of the output's root, or nothing if it is not known.

    ``html_baseurl`` has to be absolute, as ``https://example.org/docs/`` is.
    """
    base = config.html_baseurl
    if not isinstance(base, str) or not is_absolute(base):
        return ''
    return base if base.endswith('/') else f'{base}/'


def is_absolute(address: str) -> bool:
    """Return whether an address names its scheme and its host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.scheme and parts.netloc)


def page_address(builder: Builder, target: Target) -> str:
    """Return the address of a page: absolute, or relative to the output's root."""
    if target.external:
        return target.uri
    return file_address(builder, builder.get_target_uri(target.docname))


def file_address(builder: Builder, uri: str) -> str:
    """Return the address of a file, of which *uri* is the way from the root."""
    return base_address(builder.config) + quote(uri, _SAFE)
