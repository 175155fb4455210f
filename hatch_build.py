"""The description that the package index shows: the README, its links with addresses.

The index has no files beside it.  ``[project.urls]`` in ``pyproject.toml`` is the one
place that says where they are; as long as that has no ``Source``, links stay relative,
and ``tox run -e release`` names them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

LINK = re.compile(r'(!?)(\[[^\]]*\])\((?!https?:|#)([^)\s]+)\)')


class Description(MetadataHookInterface):
    """Gives the description to the metadata of wheel and sdist."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the description, with addresses at the tag of the release."""
        text = Path(self.root, 'README.md').read_text(encoding='utf-8')
        source = metadata.get('urls', {}).get('Source', '')
        text = with_addresses(text, source, f'v{metadata["version"]}')
        metadata['readme'] = {'content-type': 'text/markdown', 'text': text}


def with_addresses(text: str, source: str, tag: str) -> str:
    """Return a text whose relative links lead to a tag of the repository *source*."""
    if not source:
        return text

    def absolute(link: re.Match[str]) -> str:
        mark, words, path = link.groups()
        # Pictures are asked for as files, everything else as a page about the file.
        kind = 'raw' if mark else 'blob'
        return f'{mark}{words}({source.rstrip("/")}/{kind}/{tag}/{path})'

    return LINK.sub(absolute, text)
