"""``sphinx-series review``: show what has changed in a pair, ask, and write it down.

The comparison of words needs git and is a help for the eye; what counts is the
fingerprint.  Git is asked for *blobs*, which survive squashing and renaming where a
commit does not.
"""

from __future__ import annotations

import difflib
import re
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sphinxext_series.checks.review_file import reviews_as_toml
from sphinxext_series.checks.reviews import articles_compared, state_of
from sphinxext_series.model.arranging.sections import section_view, sections_of
from sphinxext_series.model.claims import Place
from sphinxext_series.model.reviews import PairName, Review, changed_sections
from sphinxext_series.model.text.content import words_of
from sphinxext_series.model.values import replace
from sphinxext_series.settings.config import path_of_reviews
from sphinxext_series.settings.state_files import write_whole
from sphinxext_series.settings.warnings import sentence_of
from sphinxext_series.tools.building import CommandError, built_project, from_here
from sphinxext_series.tools.command import add_project
from sphinxext_series.tools.keeping import load_reviews
from sphinxext_series.tools.listing import series_called

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator
    from pathlib import Path

    from sphinxext_series.model.codes import Code
    from sphinxext_series.model.series import Article, Series
    from sphinxext_series.tools.building import BuiltProject

REFUSED = 1
#: How many digits of a blob's name are kept, and words around a change are shown.
DIGITS, AROUND = 12, 6


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.usage = (
        'sphinx-series review SERIES PAIR [PAIR ...] [DIR] [options]\n'
        '       sphinx-series review --first [DIR] [options]'
    )
    parser.add_argument(
        'named',
        nargs='*',
        metavar='SERIES PAIR [PAIR ...] [DIR]',
        help='the pairs, by their numbers, and the folder with conf.py',
    )
    parser.add_argument(
        '--yes', action='store_true', help='do not ask: for scripts, with named pairs'
    )
    parser.add_argument(
        '--first',
        action='store_true',
        help='write all pairs that have no review yet, to begin with',
    )
    parser.add_argument('--by', default='', metavar='NAME', help='who has read them')
    parser.add_argument('--note', default='', metavar='TEXT', help='a remark')
    add_project(parser, positional=False)


def run(arguments: Namespace) -> int:
    """Review the pairs that are named; return 1 if one was refused."""
    series, numbers, arguments.directory = _named(arguments)
    with built_project(arguments) as project:
        path = path_of_reviews(project.app)
        if path is None:
            raise CommandError('series_reviews is empty: expected the name of a file')
        review_file = load_reviews(project.app)
        if review_file.problems:
            problem = review_file.problems[0]
            sentence = sentence_of(problem, project.env)
            where = f'{from_here(path)}:{problem.place.line}'
            raise CommandError(f'{where}: {sentence}; nothing was written')
        session = _Session(project, path, dict(review_file.reviews), arguments)
        if arguments.first:
            return session.write_first()
        return session.review(series_called(project.catalogue, series), numbers)


def _named(arguments: Namespace) -> tuple[str, list[int], str]:
    """Return series, numbers and folder."""
    named = list(arguments.named)
    if arguments.first:
        if arguments.yes or len(named) > 1:
            raise CommandError('--first takes a folder only, and names no pairs')
        return '', [], (named or ['.'])[0]
    if not named:
        raise CommandError('expected a series and the number of a pair')
    series, *rest = named
    numbers = []
    while rest and re.fullmatch('[0-9]{1,6}', rest[0]):
        numbers.append(int(rest.pop(0)))
    if not numbers or len(rest) > 1:
        raise CommandError(
            'expected a series, then the numbers of pairs, then a folder'
        )
    return series, list(dict.fromkeys(numbers)), (rest or ['.'])[0]


class _Session:
    """The reviews of one call: what is known, and what is added to it."""

    def __init__(
        self,
        project: BuiltProject,
        path: Path,
        reviews: dict[PairName, Review],
        arguments: Namespace,
    ) -> None:
        self.project = project
        self.path = path
        self.reviews = reviews
        self.arguments = arguments

    def write_first(self) -> int:
        """Write all pairs that have no review."""
        for series in self.project.catalogue.series.values():
            for number in list(series.pairs):
                name = PairName(series.name, number)
                articles = articles_compared(series, number)
                if name not in self.reviews and len(articles) > 1:
                    self.write(name, articles)
        return 0

    def review(self, series: Series, numbers: list[int]) -> int:
        """Show each pair and ask; what is refused stays as it was."""
        for number in numbers:
            if number not in list(series.pairs):
                raise CommandError(
                    f'series “{series.name}” has no pair {number}: expected one of '
                    f'{", ".join(map(str, list(series.pairs)))}'
                )
            if not articles_compared(series, number):
                raise CommandError(
                    f'pair {number} of “{series.name}” has no published article here'
                )
        refused = 0
        for number in numbers:
            name = PairName(series.name, number)
            articles = articles_compared(series, number)
            self.show(name, series, articles)
            if self.arguments.yes or agreed([str(a.code) for a in articles]):
                self.write(name, articles)
            else:
                refused = REFUSED
        return refused

    # -- showing -------------------------------------------------------------------

    def show(self, name: PairName, series: Series, articles: list[Article]) -> None:
        """Say of each article of a pair what has become of it since its review."""
        review = self.reviews.get(name)
        fingerprints = self.project.fingerprints
        width = max(len(self.project.shown_path(a.docname)) for a in articles)
        for article in articles:
            path = self.project.shown_path(article.docname)
            _print(f'{article.code}  {path:<{width}}  {self.state(review, article)}')
            for line in (
                *self.companions(review, article),
                *self.difference(review, article),
            ):
                _print(f'    {line}')
        if review is not None:
            for code in state_of(name, review, series, fingerprints).gone:
                _print(f'{code}  is gone')

    def state(self, review: Review | None, article: Article) -> str:
        """Return what has become of an article."""
        if review is None:
            return 'not reviewed yet'
        if article.code not in review.marks:
            return f'new since {review.reviewed}'
        mark = review.marks[article.code]
        now = self.project.fingerprints[article.docname]
        if mark.split()[0] == now.text:
            return f'as reviewed on {review.reviewed}'
        sections = changed_sections(mark, now)
        titles = ', '.join(s.label for s in sections) or 'outside of its sections'
        changed = len(sections)
        of = f' ({changed} of {len(now.sections)} sections)' if changed else ''
        return f'changed: {titles}{of}'

    def companions(self, review: Review | None, article: Article) -> Iterator[str]:
        """Yield where the companions of the changed sections are."""
        mark = review.marks.get(article.code) if review else None
        if mark is None:
            return
        now = self.project.fingerprints[article.docname]
        catalogue = self.project.catalogue
        names = {name for s in changed_sections(mark, now) for name in s.names}
        for section in sections_of(article, catalogue):
            if section.name in names and mark.split()[0] != now.text:
                for link in section_view(section, catalogue).links:
                    path = self.project.shown_path(link.target.docname)
                    title = words_of(link.title)
                    yield f'companion of “{section.name}”: {title} ({path})'

    def difference(self, review: Review | None, article: Article) -> Iterator[str]:
        """Yield the words that have changed, if git still has the text."""
        blob = review.blobs.get(article.code) if review else None
        if review is None or blob is None or article.code not in review.marks:
            return
        path = self.project.path(article.docname)
        now = self.project.fingerprints[article.docname]
        if review.marks[article.code].split()[0] == now.text:
            return
        before = _git(path.parent, 'cat-file', 'blob', blob)
        if before is None:
            yield f'(git has no blob {blob} here: the words cannot be compared)'
            return
        after = path.read_text(encoding='utf-8', errors='replace')
        yield from word_differences(before, after)

    # -- writing -------------------------------------------------------------------

    def write(self, name: PairName, articles: list[Article]) -> None:
        """Put a pair into the file, as it is now."""
        marks: dict[Code, str] = {}
        blobs: dict[Code, str] = {}
        for article in articles:
            marks[article.code] = self.project.fingerprints[article.docname].mark
            path = self.project.path(article.docname)
            blob = _git(path.parent, 'hash-object', '--', str(path))
            if blob:
                blobs[article.code] = blob.strip()[:DIGITS]
        today = datetime.now(UTC).astimezone().date().isoformat()
        review = Review(place=Place(''), reviewed=today, marks=marks, blobs=blobs)
        by, note = self.arguments.by.strip(), self.arguments.note.strip()
        self.reviews[name] = replace(review, by=by, note=note)
        try:
            write_whole(self.path, reviews_as_toml(self.reviews).encode())
        except OSError as error:
            raise CommandError(
                f'{from_here(self.path)} cannot be written: {error}'
            ) from None
        _print(f'{from_here(self.path)}: pair {name.number} of {name.series}, {today}')


def agreed(codes: list[str]) -> bool:
    """Ask whether articles agree; where nobody answers, they do not.

    Of an input that is closed, Python says that it is lost.
    """
    *first, last = codes
    others = f'{", ".join(first)} and {last} agree'
    question = f'Do {others}' if first else f'Is {last} as it should be'
    try:
        return input(f'{question}? [y/N] ').strip().lower() in {'y', 'yes'}
    except (EOFError, UnicodeDecodeError, RuntimeError):
        _print('')
        return False


def word_differences(before: str, after: str) -> Iterator[str]:
    """Yield each change as a line, with a few words around it."""
    old, new = before.split(), after.split()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(AROUND):
        words = []
        for kind, i1, i2, j1, j2 in group:
            if kind == 'equal':
                words += old[i1:i2]
                continue
            taken, put = ' '.join(old[i1:i2]), ' '.join(new[j1:j2])
            words += [f'[-{taken}-]' * bool(taken) + f'{{+{put}+}}' * bool(put)]
        yield f'… {" ".join(words)} …'


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git prints, or None where there is no git, or it knows nothing."""
    try:
        result = subprocess.run(  # noqa: S603 (our own arguments)
            ['git', '-C', str(folder), *arguments],  # noqa: S607 (the author's git)
            capture_output=True,
            check=True,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return result.stdout.decode('utf-8', 'replace')


def _print(line: str) -> None:
    sys.stdout.write(f'{line}\n')
