"""``sphinx-series import``: directives for what was written by hand, printed.

A page is read as a doctree, so that reST, Markdown and included files are alike.  Codes
are computed once, here; from then on they are the author's lines.
"""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_series.model.codes import AUDIENCE_CODE, SERIES_NAME
from sphinxext_series.tools.building import CommandError, built_project, from_here
from sphinxext_series.tools.command import add_project
from sphinxext_series.tools.importing.folders import hub_of_folders
from sphinxext_series.tools.importing.hub_source import hub_as_markdown, hub_as_rest
from sphinxext_series.tools.importing.pages import hub_of_page
from sphinxext_series.tools.listing import meant

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sphinxext_series.tools.building import BuiltProject

NOT_UNDERSTOOD = 1
#: So much is shown of what was not understood.
SHOWN = 100


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.usage = (
        'sphinx-series import PAGE [DIR] [options]\n'
        '       sphinx-series import --audiences A=guides B=internals [--in DIR]'
    )
    parser.add_argument('page', nargs='?', metavar='PAGE', help='a document')
    add_project(parser)
    parser.add_argument(
        '--audiences',
        nargs='+',
        default=[],
        metavar='CODE=FOLDER',
        help='the folder of the articles for each audience',
    )
    parser.add_argument('--in', dest='inside', metavar='DIR', help='the same as DIR')
    parser.add_argument('--series', metavar='NAME', help='what the series is called')


def run(arguments: Namespace) -> int:
    """Print the hub; return 1 if something was not understood."""
    folders = dict(map(_folder, arguments.audiences))
    if not arguments.page and not folders:
        raise CommandError('expected a page, or folders in --audiences')
    if arguments.series and not SERIES_NAME.fullmatch(arguments.series):
        raise CommandError(f'“{arguments.series}” cannot name a series')
    arguments.directory = arguments.inside or arguments.directory
    with built_project(arguments) as project:
        if arguments.page:
            docname = _docname(arguments.page, project)
            hub = hub_of_page(project, docname, folders)
            path = project.path(docname)
        else:
            hub = hub_of_folders(project, folders)
            path = project.path(project.app.config.root_doc)
        suffixes = project.app.config.source_suffix
        is_rest = suffixes.get(path.suffix) == 'restructuredtext'
    name = arguments.series or nodes.make_id(hub.name) or 'series'
    for source, line, text in hub.not_understood:
        file = from_here(Path(source) if source else path)
        where = f'{file}:{line}' if line else file
        words = shorten(text, SHOWN, placeholder=' …')
        print(f'{where}: not understood: {words}', file=sys.stderr)  # noqa: T201
    if not hub.articles and not hub.planned:
        print(f'{from_here(path)}: no articles were found', file=sys.stderr)  # noqa: T201
        return NOT_UNDERSTOOD
    sys.stdout.write((hub_as_rest if is_rest else hub_as_markdown)(name, hub))
    return NOT_UNDERSTOOD if hub.not_understood else 0


def _folder(text: str) -> tuple[str, str]:
    code, equals, folder = text.partition('=')
    if not equals or not AUDIENCE_CODE.fullmatch(code) or not folder.strip('/'):
        raise CommandError(
            f'--audiences {text}: expected a code and a folder: A=guides'
        )
    return code, folder.strip('/')


def _docname(page: str, project: BuiltProject) -> str:
    docnames = project.env.all_docs
    names = [
        page.removesuffix(suffix)
        for suffix in ('', *project.app.config.source_suffix)
        if page.endswith(suffix) and page.removesuffix(suffix) in docnames
    ]
    if not names:
        raise CommandError(f'there is no page “{page}”{meant(page, docnames)}')
    hubs = project.catalogue.hubs.get(names[0])
    if hubs:
        raise CommandError(f'“{page}” is the hub of series “{hubs[0].name}” already')
    return names[0]
