"""What a series costs in instructions: nine builds, compared with a table.

``tox run -e cost`` counts with Valgrind, which has to be installed.  A count repeats to
four digits where seconds scatter by ten per cent, so a change of half a per cent can be
seen.  It depends on the versions of Python and Sphinx; what is kept and compared is the
ratio to the same tree without the extension, counted in the same run.

The table is ``instructions.json`` beside this module.  With ``--write`` it is written
anew: that belongs into the commit that has made an operation dearer, or cheaper.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

TABLE = Path(__file__).with_suffix('.json')
BASELINE = 'plain'
#: By so much of itself a ratio may grow.
TOLERANCE = 0.005
#: Of the articles of a small series.
SMALL = 6
COUNT = re.compile(r'I\s+refs:\s+([\d,]+)')


@dataclass(frozen=True, slots=True)
class Tree:
    """The sources of a variant, and what a build has made of them."""

    directory: Path
    variant: str
    articles: int
    size: int = 0

    @property
    def sources(self) -> Path:
        """Where the sources are."""
        return self.directory / 'source'

    def write(self, articles: int) -> None:
        """Write the sources of so many articles."""
        variant = corpus.VARIANTS[self.variant]
        corpus.write(self.sources, variant, articles, 'basic', self.size)

    def command(self) -> list[str | Path]:
        """Return the command that builds."""
        build = self.directory / 'build'
        paths = ('-d', build / 'doctrees', self.sources, build / 'html')
        return [sys.executable, '-m', 'sphinx', '-q', '-b', 'html', *paths]

    def build(self) -> None:
        """Build without counting."""
        self._run(self.command())

    def count(self) -> int:
        """Build, and return the number of instructions."""
        valgrind = ('valgrind', '--tool=cachegrind', '--cache-sim=no')
        output = '--cachegrind-out-file=/dev/null'
        log = self._run([*valgrind, output, *self.command()])
        found = COUNT.search(log)
        if not found:
            raise SystemExit(f'Nothing was counted:\n{log}')
        return int(found[1].replace(',', ''))

    def _run(self, command: list[str | Path]) -> str:
        # One seed for all; modules are compiled once, not in the build that is counted.
        environment = {**os.environ, 'PYTHONHASHSEED': '0'}
        environment.pop('PYTHONDONTWRITEBYTECODE', None)
        done = subprocess.run(  # noqa: S603 (the command is our own)
            command,
            cwd=self.directory,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f'The build failed:\n{done.stderr}')
        return done.stderr

    def keep(self) -> None:
        """Keep sources and output, to come back to them."""
        kept = self.directory / 'kept'
        for name in ('source', 'build'):
            shutil.copytree(self.directory / name, kept / name)

    def restore(self) -> None:
        """Bring back what was kept, with the times of the files."""
        for name in ('source', 'build'):
            shutil.rmtree(self.directory / name)
            shutil.copytree(self.directory / 'kept' / name, self.directory / name)


def _clean(tree: Tree) -> None:
    shutil.rmtree(tree.directory / 'build')


def _unchanged(_tree: Tree) -> None:
    pass


def _body(tree: Tree) -> None:
    corpus.edit_body(tree.sources, tree.articles // 2)


def _title(tree: Tree) -> None:
    corpus.edit_title(tree.sources, tree.articles // 2)


def _summary(tree: Tree) -> None:
    corpus.edit_summary(tree.sources, tree.articles // 2)


def _add(tree: Tree) -> None:
    tree.write(tree.articles + 1)


def _delete(tree: Tree) -> None:
    # No other article refers to the last one.
    corpus.source(tree.sources, tree.articles - 1).unlink()
    tree.write(tree.articles - 1)


@dataclass(frozen=True, slots=True)
class Operation:
    """What is done to a tree before it is built: variant, size of series, and edit."""

    label: str
    edit: Callable[[Tree], None]
    variant: str = 'series'
    size: int = 0


OPERATIONS = {
    'unused': Operation('nothing changed, loaded and not used', _unchanged, 'unused'),
    'unchanged': Operation('nothing changed', _unchanged),
    'body': Operation('one text edited', _body),
    'title': Operation('one title edited', _title),
    'summary': Operation('one summary edited', _summary),
    'add': Operation('one article added', _add),
    'delete': Operation('one article deleted', _delete),
    'many': Operation('one title edited, many small series', _title, size=SMALL),
    'clean': Operation('clean build', _clean),
}


def measure(names: Iterable[str], options: argparse.Namespace) -> dict[str, float]:
    """Return the ratio of each operation to the same one without the extension."""
    workplace = Path(options.workplace).absolute()
    shutil.rmtree(workplace, ignore_errors=True)
    operations = [OPERATIONS[name] for name in names]
    trees = {}
    for operation in operations:
        for variant in (BASELINE, operation.variant):
            directory = workplace / f'{variant}-{operation.size}'
            tree = Tree(directory, variant, options.articles, operation.size)
            trees[variant, operation.size] = tree
    wanted = {key: [o for o in operations if _is_of(o, *key)] for key in trees}
    with ThreadPoolExecutor(options.jobs) as pool:
        counted = pool.map(lambda key: _counts(trees[key], wanted[key]), trees)
        counts = dict(zip(trees, counted, strict=True))
    ratios = {}
    for name, operation in zip(names, operations, strict=True):
        with_us = counts[operation.variant, operation.size][operation.edit]
        without = counts[BASELINE, operation.size][operation.edit]
        ratios[name] = round(with_us / without, 4)
        _say(f'{name}: {with_us / 1e9:.3f} G / {without / 1e9:.3f} G = {ratios[name]}')
    return ratios


def _is_of(operation: Operation, variant: str, size: int) -> bool:
    return operation.size == size and variant in {BASELINE, operation.variant}


def _counts(
    tree: Tree, operations: Iterable[Operation]
) -> dict[Callable[[Tree], None], int]:
    """Return the instructions that a tree's build takes after each edit."""
    tree.directory.mkdir(parents=True)
    tree.write(tree.articles)
    tree.build()
    tree.build()
    tree.keep()
    counts: dict[Callable[[Tree], None], int] = {}
    for operation in operations:
        if operation.edit not in counts:
            tree.restore()
            operation.edit(tree)
            counted = counts[operation.edit] = tree.count()
            _say(f'{tree.directory.name}, {operation.label}: {counted / 1e9:.3f} G')
    return counts


def compare(ratios: dict[str, float], kept: dict[str, float]) -> Iterator[str]:
    """Yield what has grown by more than it may, and what the table lacks."""
    for name, ratio in ratios.items():
        if name not in kept:
            yield f'{OPERATIONS[name].label}: {ratio}, not in the table: run --write'
        elif ratio > kept[name] * (1 + TOLERANCE):
            yield f'{OPERATIONS[name].label}: {ratio}, and was {kept[name]}'


def _say(text: str) -> None:
    sys.stdout.write(f'{text}\n')
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Count, and compare with the table or write it; return 1 if anything has grown."""
    parser = argparse.ArgumentParser(description=(__doc__ or '').partition('\n')[0])
    add = parser.add_argument
    add('operations', nargs='*', help=f'(default: all of {" ".join(OPERATIONS)})')
    add('--articles', type=int, default=120, metavar='N')
    add('--jobs', type=int, default=os.cpu_count())
    add('--workplace', default='build/cost', help='where to write sources and output')
    add('--write', action='store_true', help='write the table, and compare nothing')
    options = parser.parse_args(arguments)
    if not set(options.operations) <= OPERATIONS.keys():
        parser.error(f'choose from {", ".join(OPERATIONS)}')
    ratios = measure(options.operations or list(OPERATIONS), options)
    kept = json.loads(TABLE.read_text('utf-8')) if TABLE.exists() else {}
    if options.write:
        text = json.dumps({**kept, **ratios}, indent=2)
        TABLE.write_text(f'{text}\n', encoding='utf-8')
        return 0
    grown = list(compare(ratios, kept))
    for line in grown:
        _say(line)
    return int(bool(grown))


if __name__ == '__main__':
    sys.exit(main())
