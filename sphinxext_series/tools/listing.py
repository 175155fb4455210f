"""``sphinx-series list``: the files of articles, for other programs."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxext_series.model.codes import nearest
from sphinxext_series.tools.building import CommandError, built_project
from sphinxext_series.tools.command import add_project

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Iterator

    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.series import Article, Series


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument('series', nargs='?', metavar='SERIES', help='all, without it')
    add_project(parser)
    parser.add_argument('--audience', metavar='A', help='only articles for this one')
    parser.add_argument('--route', metavar='R', help='only articles on this route')
    parser.add_argument(
        '-0',
        '--null',
        action='store_true',
        help='end names with a null character, for “xargs -0”',
    )


def run(arguments: Namespace) -> int:
    """Print the names of files, each once, in the order of the series or route."""
    series, here = arguments.series, arguments.directory == '.'
    if series and here and Path(series).is_dir():
        arguments.series, arguments.directory = None, series
    end = '\0' if arguments.null else '\n'
    if isinstance(sys.stdout, TextIOWrapper):
        # Other programs open these files: names are not to lose a letter.
        encoding = sys.getfilesystemencoding()
        sys.stdout.reconfigure(encoding=encoding, errors='surrogateescape')
    with built_project(arguments) as project:
        articles = list(_articles(project.catalogue, arguments))
        docnames = dict.fromkeys(a.docname for a in articles if a.docname)
        for docname in docnames:
            sys.stdout.write(f'{project.shown_path(docname)}{end}')
    return 0


def series_called(catalogue: Catalogue, name: str) -> Series:
    """Return a series of the project by its name."""
    if name in catalogue.series:
        return catalogue.series[name]
    raise CommandError(f'there is no series “{name}”{meant(name, catalogue.series)}')


def meant(name: str, names: Iterable[str]) -> str:
    """Return a suggestion in brackets, or nothing."""
    similar = nearest(name, names)
    return f' (did you mean “{similar}”?)' if similar else ''


def _articles(catalogue: Catalogue, arguments: Namespace) -> Iterator[Article]:
    all_series = list(catalogue.series.values())
    if arguments.series:
        all_series = [series_called(catalogue, arguments.series)]
    audience, route = arguments.audience, arguments.route
    codes = {one.code for series in all_series for one in series.audiences}
    if audience and audience not in codes:
        raise CommandError(
            f'there is no audience “{audience}”: expected {", ".join(sorted(codes))}'
        )
    routes = {r.name: r for series in all_series for r in series.routes if r.declared}
    if route and route not in routes:
        raise CommandError(f'there is no route “{route}”{meant(route, routes)}')
    articles = [article for series in all_series for article in series.articles]
    for article in routes[route].articles if route else articles:
        if not audience or article.code.audience == audience:
            yield article
