"""``sphinx-series renumber``: other numbers for pairs, printed as a diff.

Nothing is edited here: the diff is for ``git apply``.  What names a code and cannot be
placed, such as a sentence, is told with its line.
"""

from __future__ import annotations

import difflib
import re
import sys
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxext_series.checks.review_file import parse_reviews, reviews_as_toml
from sphinxext_series.model.reviews import PairName
from sphinxext_series.model.values import replace
from sphinxext_series.settings.config import path_of_reviews
from sphinxext_series.tools.building import CommandError, built_project, from_here
from sphinxext_series.tools.command import add_project
from sphinxext_series.tools.listing import series_called
from sphinxext_series.tools.renumber.rewriting import Numbers, rewrite

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence

    from sphinxext_series.model.codes import Code
    from sphinxext_series.model.reviews import Review
    from sphinxext_series.model.series import Series
    from sphinxext_series.tools.building import BuiltProject


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.usage = (
        'sphinx-series renumber SERIES NUMBER+ [DIR]\n'
        '       sphinx-series renumber SERIES NUMBER- [DIR]\n'
        '       sphinx-series renumber SERIES swap NUMBER NUMBER [DIR]'
    )
    parser.add_argument('series', metavar='SERIES')
    parser.add_argument(
        'change',
        nargs='+',
        metavar='CHANGE',
        help='“2+”: from pair 2 on, one more; “3-”: from pair 3 on, one less; '
        '“swap 2 5”: these two',
    )
    add_project(parser, positional=False)


def run(arguments: Namespace) -> int:
    """Print the diff, and say what could not be placed."""
    change, arguments.directory = _folder(arguments.change)
    if isinstance(sys.stdout, TextIOWrapper):
        # It is to be applied to files in UTF-8, with their own ends of lines.
        sys.stdout.reconfigure(encoding='utf-8', newline='')
    with built_project(arguments) as project:
        series = series_called(project.catalogue, arguments.series)
        numbers = _numbers(change, series)
        used = sorted({article.code.number for article in series.articles})
        if all(numbers.of(number) == number for number in used):
            raise CommandError(
                f'{" ".join(change)}: “{series.name}” has no such pairs: expected some '
                f'of {", ".join(map(str, used))}; nothing changes'
            )
        for line in _diffs(project, series, numbers):
            sys.stdout.write(line)
    return 0


def _folder(change: Sequence[str]) -> tuple[list[str], str]:
    """Return the words of the change, and the folder after them."""
    count = 3 if change[0] == 'swap' else 1
    words, rest = list(change[:count]), list(change[count:])
    if len(rest) > 1:
        raise CommandError('expected “2+”, “3-” or “swap 2 5”, then a folder')
    return words, (rest or ['.'])[0]


def _numbers(change: Sequence[str], series: Series) -> Numbers:
    """Return which number becomes which."""
    used = {article.code.number for article in series.articles}
    words = ' '.join(change)
    swap = re.fullmatch(r'swap ([1-9]\d{0,5}) ([1-9]\d{0,5})', words)
    if swap:
        return Numbers(swap=(int(swap[1]), int(swap[2])))
    shift = re.fullmatch(r'([1-9]\d{0,5})([+-])', words)
    if shift is None:
        raise CommandError(f'{words}: expected “2+”, “3-” or “swap 2 5”')
    first, step = int(shift[1]), 1 if shift[2] == '+' else -1
    if step < 0 and (first == 1 or first - 1 in used):
        raise CommandError(
            f'{words}: pair {first - 1} has articles, which would have the numbers of '
            'others'
        )
    return Numbers(first=first, step=step)


# -- the sources -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _File:
    """A file, whether it is Markdown, and the documents that it is a part of."""

    path: Path
    markdown: bool
    docnames: list[str] = field(default_factory=list)


def _diffs(project: BuiltProject, series: Series, numbers: Numbers) -> Iterator[str]:
    """Yield the lines of the diff, file by file."""
    for file in _files(project):
        try:
            with file.path.open(encoding='utf-8', newline='') as stream:
                before = stream.read()
        except (OSError, UnicodeDecodeError):
            where = f'{from_here(file.path)}:1'
            print(f'{where}: not placed: it cannot be read as UTF-8', file=sys.stderr)  # noqa: T201
            continue
        is_own = _is_own(project, series, file.docnames)
        rewritten = rewrite(
            before,
            series=series,
            numbers=numbers,
            is_own=is_own,
            is_hub=series.docname in file.docnames,
            markdown=file.markdown,
            notebook=file.path.suffix == '.ipynb',
        )
        for line, text in rewritten.unplaced:
            where = f'{from_here(file.path)}:{line}'
            print(f'{where}: not placed: {text}', file=sys.stderr)  # noqa: T201
        yield from _diff(file.path, before, rewritten.text)
    yield from _diff_of_reviews(project, series, numbers)


def _files(project: BuiltProject) -> list[_File]:
    """Return the documents, and the files that they include, each once.

    A symbolic link stands for its file, which is what a diff can change.
    """
    found: dict[Path, _File] = {}
    suffixes = project.app.config.source_suffix

    def note(path: Path, docname: str) -> None:
        kind = suffixes.get(path.suffix, 'restructuredtext')
        file = _File(path.resolve(), kind != 'restructuredtext')
        found.setdefault(file.path, file).docnames.append(docname)

    for docname in sorted(project.env.all_docs):
        note(project.path(docname), docname)
        for dependency in sorted(project.env.dependencies.get(docname, ())):
            path = Path(project.app.srcdir, dependency)
            if path.suffix in {'.rst', '.md', '.txt', '.inc'}:
                note(path, docname)
    return [found[path] for path in sorted(found)]


def _is_own(project: BuiltProject, series: Series, docnames: list[str]) -> bool:
    """Return whether a code without a series means one of this series there."""
    catalogue = project.catalogue
    named = [
        name
        for docname in docnames
        for name in (
            *(article.series for article in catalogue.memberships.get(docname, ())),
            *(hub.name for hub in catalogue.hubs.get(docname, ())),
        )
    ]
    return bool(named) and named[0] == series.name


def _diff(path: Path, before: str, after: str) -> Iterator[str]:
    if before == after:
        return
    if not path.is_relative_to(Path.cwd()):
        where = f'{from_here(path)}:1'
        print(f'{where}: not placed: it is not below this folder', file=sys.stderr)  # noqa: T201
        return
    # After a name with spaces, git expects a tab.
    name = from_here(path) + '\t' * (' ' in from_here(path))
    lines = difflib.unified_diff(
        _lines(before), _lines(after), f'a/{name}', f'b/{name}'
    )
    for line in lines:
        yield line if line.endswith('\n') else f'{line}\n\\ No newline at end of file\n'


def _lines(text: str) -> list[str]:
    """Return the lines of a text as git has them: not every page break ends one."""
    return re.findall(r'[^\n]*\n|[^\n]+', text)


def _diff_of_reviews(
    project: BuiltProject, series: Series, numbers: Numbers
) -> Iterator[str]:
    path = path_of_reviews(project.app)
    if path is None or not path.is_file():
        return
    written = path.read_bytes()
    review_file = parse_reviews(written, str(path))
    if review_file.problems:
        line = review_file.problems[0].place.line
        where = f'{from_here(path)}:{line}'
        print(f'{where}: not placed: it cannot be read', file=sys.stderr)  # noqa: T201
        return
    reviews = dict(_renumbered(review_file.reviews.items(), series.name, numbers))
    before = written.decode('utf-8')
    if reviews != review_file.reviews:
        yield from _diff(path, before, reviews_as_toml(reviews))


def _renumbered(
    reviews: object, name: str, numbers: Numbers
) -> Iterator[tuple[PairName, Review]]:
    for pair, review in reviews:  # type: ignore[attr-defined]
        if pair.series != name:
            yield pair, review
            continue
        marks = {_code(code, numbers): mark for code, mark in review.marks.items()}
        blobs = {_code(code, numbers): blob for code, blob in review.blobs.items()}
        renumbered = replace(review, marks=marks, blobs=blobs)
        yield PairName(name, numbers.of(pair.number)), renumbered


def _code(code: Code, numbers: Numbers) -> Code:
    return code._replace(number=numbers.of(code.number))
