"""``sphinx-series new``: a document for a planned article, never over a file."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinxext_series.model.codes import Code, CodeError
from sphinxext_series.model.text.content import plain_text
from sphinxext_series.tools.building import CommandError, built_project, from_here
from sphinxext_series.tools.command import add_project
from sphinxext_series.tools.listing import series_called

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sphinxext_series.model.series import Article, Series
    from sphinxext_series.tools.building import BuiltProject


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument('series', metavar='SERIES')
    parser.add_argument('code', metavar='CODE', help='such as A7')
    parser.add_argument('file', metavar='FILE', help='the new document')
    add_project(parser)
    parser.add_argument(
        '--title', metavar='TITLE', help='where the article is not planned yet'
    )


class _Line(NamedTuple):
    """The line of a hub that plans an article."""

    path: Path
    number: int
    title: str


def run(arguments: Namespace) -> int:
    """Write the document, and say which line of the hub it replaces."""
    try:
        code = Code.parse(arguments.code)
    except CodeError:
        raise CommandError(f'“{arguments.code}” is no code: expected A1, B12') from None
    path = Path(arguments.file)
    if path.exists():
        raise CommandError(f'{path} is there already: nothing was written')
    with built_project(arguments) as project:
        series = series_called(project.catalogue, arguments.series)
        article = series.index.get(code)
        if article is not None and article.docname:
            where = project.shown_path(article.docname)
            raise CommandError(f'{code} of “{series.name}” is there already: {where}')
        is_markdown = _is_markdown(path, project)
        planned = _planned_line(article, project) if article else None
        title = ' '.join((arguments.title or _title(article, planned)).split())
        if not title:
            raise CommandError(f'{code} is not planned: expected its title in --title')
        if code.audience not in series.labels:
            raise CommandError(_no_audience(code, series))
    source = _markdown if is_markdown else _restructured_text
    text = source(title, series.name, code)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open('x', encoding='utf-8') as stream:
            stream.write(_notebook(text) if path.suffix == '.ipynb' else text)
    except OSError as error:
        raise CommandError(f'{path} cannot be written: {error}') from None
    sys.stdout.write(f'{path}: {code} of {series.name}\n')
    if planned:
        sys.stdout.write(
            f'{from_here(planned.path)}:{planned.number}: take out “{code} '
            f'{planned.title}” of “:planned:”\n'
        )
    return 0


def _no_audience(code: Code, series: Series) -> str:
    expected = ', '.join(series.labels)
    return f'“{series.name}” has no audience {code.audience}: expected {expected}'


def _is_markdown(path: Path, project: BuiltProject) -> bool:
    """Return whether a file is Markdown; it has to be a document of the project."""
    suffixes = project.app.config.source_suffix
    if not path.resolve().is_relative_to(Path(project.app.srcdir).resolve()):
        raise CommandError(f'{path} is not below {project.app.srcdir}')
    if path.suffix not in suffixes:
        raise CommandError(
            f'{path}: expected a file that ends in {", ".join(suffixes)}'
        )
    return suffixes[path.suffix] in {'markdown', 'myst', 'myst-nb'}


def _planned_line(article: Article, project: BuiltProject) -> _Line | None:
    """Return the line in which a hub plans an article, as it is written there."""
    path = Path(article.place.source or project.path(article.place.docname))
    pattern = re.compile(rf'\s*(?::planned:\s*)?{article.code}\s+(\S.*)')
    try:
        lines = path.read_text(encoding='utf-8').splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    start = max(article.place.line - 1, 0)
    for number, line in enumerate(lines[start:], start + 1):
        match = pattern.fullmatch(line)
        if match:
            return _Line(path, number, match[1].strip())
    return None


def _title(article: Article | None, planned: _Line | None) -> str:
    if planned:
        return planned.title
    return plain_text(article.title) if article else ''


def _restructured_text(title: str, series: str, code: Code) -> str:
    underline = '=' * max(len(title) * (1 if title.isascii() else 2), 3)
    return f'{title}\n{underline}\n\n.. series-article:: {series} {code}\n'


def _markdown(title: str, series: str, code: Code) -> str:
    return f'# {title}\n\n```{{series-article}} {series} {code}\n```\n'


def _notebook(text: str) -> str:
    """Return a notebook with one cell."""
    lines = text.splitlines(keepends=True)
    cell = {'cell_type': 'markdown', 'metadata': {}, 'source': lines}
    notebook = {'cells': [cell], 'metadata': {}, 'nbformat': 4, 'nbformat_minor': 4}
    return json.dumps(notebook, ensure_ascii=False, indent=1) + '\n'
