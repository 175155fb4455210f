"""A hub for folders, one for each audience."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinxext_series.model.codes import Code
from sphinxext_series.tools.building import CommandError
from sphinxext_series.tools.importing.hub_source import HubSource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_series.tools.building import BuiltProject


def hub_of_folders(project: BuiltProject, folders: Mapping[str, str]) -> HubSource:
    """Return a hub for the documents in folders, the code of an audience for each.

    The same name of a file in two folders is a pair; what has no companion follows.
    """
    lanes = {code: _documents(project, folder) for code, folder in folders.items()}
    places: dict[str, list[str]] = {}
    for code, docnames in lanes.items():
        for docname in docnames:
            places.setdefault(_within(docname, folders[code]), []).append(code)
    paired = [name for name, codes in places.items() if len(codes) > 1]
    alone = [name for name, codes in places.items() if len(codes) == 1]
    hub = HubSource(name=project.app.config.project)
    for number, name in enumerate((*paired, *alone), 1):
        title = ''
        for code in places[name]:
            docname = f'{folders[code]}/{name}'
            hub.articles[Code(code, number)] = docname
            title = title or _title(project, docname)
        hub.pairs[number] = title
    hub.audiences = {
        code: folder.rpartition('/')[2].replace('-', ' ').replace('_', ' ').capitalize()
        for code, folder in folders.items()
    }
    return hub


def _within(docname: str, folder: str) -> str:
    return docname.removeprefix(f'{folder}/')


def _title(project: BuiltProject, docname: str) -> str:
    title = project.env.titles.get(docname)
    return ' '.join(title.astext().split()) if title is not None else docname


def _documents(project: BuiltProject, folder: str) -> list[str]:
    """Return the documents in a folder: as a toctree lists them, else by name."""
    docnames = [d for d in project.env.all_docs if d.startswith(f'{folder}/')]
    docnames = [docname for docname in docnames if not docname.endswith('/index')]
    if not docnames:
        raise CommandError(f'there are no documents in the folder “{folder}”')
    listed: dict[str, None] = {}
    for _parent, children in sorted(project.env.toctree_includes.items()):
        listed |= dict.fromkeys(child for child in children if child in docnames)
    rest = sorted(set(docnames) - listed.keys(), key=_natural)
    return [*listed, *rest]


def _natural(name: str) -> list[tuple[int, str]]:
    """Return a key by which 10 comes after 9."""
    pieces = re.split(r'(\d+)', name)
    return [(int(p), '') if p.isdigit() else (0, p) for p in pieces]
