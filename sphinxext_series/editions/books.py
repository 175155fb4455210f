"""What books are called: titles, names of files, identifiers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.util import texescape
from sphinx.util.osutil import make_filename_from_project

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sphinx.config import Config

#: Builders that make a document of each entry in a value of the configuration.
BUILDERS = {'latex': 'latex_documents', 'texinfo': 'texinfo_documents'}

#: What Sphinx makes of the project's name; some authors say the same.
_NAMED = ('html_title', 'html_short_title', 'epub_title')
_UNSET = 'unknown'


def starts(config: Config, builder: str) -> list[str]:
    """Return the documents from which a builder's own books start."""
    return [entry[0] for entry in config[BUILDERS[builder]]]


def add_documents(config: Config, builder: str, docnames: Iterable[str]) -> None:
    """Have a builder make a document of each page, if the author has not said how."""
    value = BUILDERS[builder]
    entries = list(config[value])
    entered = {entry[0] for entry in entries}
    for docname in docnames:
        if docname not in entered:
            entries.append(_entry(config, builder, docname, entries))
    setattr(config, value, entries)


def _entry(
    config: Config,
    builder: str,
    docname: str,
    others: Iterable[tuple[str, ...]] = (),
) -> tuple[str, ...]:
    """Return an entry with the author of the first; its title is that of its page.

    No file is written over that of another entry.
    """
    taken = {entry[1].removesuffix('.tex') for entry in others}
    name = file_name(docname)
    while name in taken:
        name += '-book'
    first = next(iter(config[BUILDERS[builder]]), ())
    if builder == 'texinfo':
        author = first[3] if first else config.author
        return docname, name, '', author, name, name, 'Miscellaneous'
    author = first[3] if first else texescape.escape(config.author)
    theme = first[4] if first else config.latex_theme
    return docname, f'{name}.tex', '', author, theme


def file_name(docname: str) -> str:
    """Return a page's name as one of a file: in one folder, all of them."""
    return docname.replace('/', '-')


def name_output(
    config: Config, docname: str, title: str, description: str, kept: Collection[str]
) -> None:
    """Name an output that is an edition, where the author has not."""
    project = config.project
    if description and config.epub_description == _UNSET:
        config.epub_description = description
    for value in _NAMED:
        if config[value] == project and value not in config.overrides:
            setattr(config, value, title)
    _identify(config, docname)
    # Sphinx makes titles and names of files of it, where nobody has said others.
    config.project = title
    for value in (*BUILDERS.values(), 'man_pages'):
        _limit_entries(config, value, docname, title, kept)


def _identify(config: Config, docname: str) -> None:
    """Give a book an identifier of its own.

    Two books with one identifier are one book to readers' shelves.  Sphinx writes the
    name of the identifier, an XML name, into the older table of contents: where both
    are the same, that is right, and stays so.
    """
    name = re.sub(r'[^\w.-]', '-', file_name(docname), flags=re.ASCII)
    base = f'book-{make_filename_from_project(config.project)}'
    for value in ('epub_identifier', 'epub_uid'):
        whole = base if config[value] == _UNSET else config[value]
        if value not in config.overrides:
            setattr(config, value, f'{whole}-{name}')


def _limit_entries(
    config: Config, value: str, docname: str, title: str, kept: Collection[str]
) -> None:
    """Leave the books of which something is left; the page is one of them."""
    entries = [entry for entry in config[value] if entry[0] in kept]
    if not entries and config[value]:
        name = file_name(docname)
        if value == 'man_pages':
            entries = [(docname, name, title, [config.author], 1)]
        else:
            builder = next(b for b, v in BUILDERS.items() if v == value)
            entries = [_entry(config, builder, docname)]
    setattr(config, value, entries)
