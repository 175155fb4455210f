"""Links of built pages that lead nowhere, found without a network."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What a link or a picture of Markdown leads to.
TARGET = re.compile(r'\]\(([^)\s]+)\)')
#: What is shown as it is written.
CODE = re.compile(r'(`+).+?\1', re.DOTALL)


class PageParser(HTMLParser):
    """What of a page can be linked to, and where it links to."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.uris: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids and addresses."""
        for name, value in attrs:
            if name == 'id':
                self.ids.append(value or '')
            elif name == 'src' or (name == 'href' and tag == 'a'):
                self.uris.append(value or '')


def parsed(path: Path) -> PageParser:
    """Return a page, parsed."""
    page = PageParser()
    page.feed(path.read_text(encoding='utf-8'))
    return page


def dead_links(output: Path) -> Iterator[tuple[Path, str]]:
    """Yield the pages below *output*, with their addresses at which nothing is."""
    pages = {
        path.resolve(): parsed(path)
        for path in [*output.rglob('*.html'), *output.rglob('*.xhtml')]
        if '_static' not in path.parts
    }
    for path, page in pages.items():
        for uri in page.uris:
            parts = urlsplit(uri)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve()
            if not parts.path:
                target = path
            elif target.is_dir():
                target /= 'index.html'
            anchor = unquote(parts.fragment)
            at = pages.get(target)
            if not target.exists() or (anchor and (at is None or anchor not in at.ids)):
                yield path, uri


def dead_links_of_markdown(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the relative addresses of a file of the repository where no file is."""
    for uri in TARGET.findall(CODE.sub('', path.read_text(encoding='utf-8'))):
        parts = urlsplit(uri)
        if not parts.scheme and (
            parts.fragment or not (path.parent / unquote(parts.path)).exists()
        ):
            yield path, uri
