"""What a series costs: the same articles with this extension, without, and with others.

``tox run -e bench`` measures; options follow ``--``, and ``--help`` lists them.

Variants are measured in turn, each step of a build for all of them before the next one,
so that whatever else the machine does meets all alike.  What counts is CPU time, user
and system, of ``sphinx-build`` and its workers; the peak of memory is that of the
largest process.  A ratio compares two measurements of one round.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import os
import platform
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from importlib.metadata import distributions, version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import corpus
from stopwatch import RESULT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

BASELINE, OURS = 'plain', 'series'
NOTHING = '-'
MEBIBYTE = 1 << 20
#: ``ru_maxrss`` counts kibibytes, but for macOS.
MEMORY_UNIT = 1 if sys.platform == 'darwin' else 1024
STEPS = {
    'clean': 'clean build',
    'unchanged': 'nothing changed',
    'body': 'one text edited',
    'title': 'one title edited',
    'summary': 'one summary edited',
    'add': 'one article added',
    'parallel': 'clean build, `-j 2`',
    'own': 'own time',
}


EDITS = {
    'body': corpus.edit_body,
    'title': corpus.edit_title,
    'summary': corpus.edit_summary,
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process and those it has started have used."""

    seconds: float
    mebibytes: float


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio in several rounds."""

    values: tuple[float, ...]

    def __str__(self) -> str:
        if not self.values:
            return NOTHING
        middle = f'{median(self.values):.2f}'
        if len(self.values) == 1:
            return middle
        return f'{middle} ({min(self.values):.2f}, {max(self.values):.2f})'


class Competitor:
    """A variant with its sources, its environment and its output."""

    def __init__(
        self, name: str, articles: int, theme: str, size: int, workplace: Path
    ) -> None:
        self.variant = corpus.VARIANTS[name]
        self.articles, self.theme, self.size = articles, theme, size
        self.python = _python_for(self.variant.requires, workplace)
        self.directory = workplace / f'{name}-{articles}-{size}-{theme}'
        self.sources = self.directory / 'source'
        self.edited = articles // 2
        shutil.rmtree(self.directory, ignore_errors=True)
        self.directory.mkdir(parents=True)

    def take(self, step: str) -> Cost:
        """Prepare a step, build, and return what the build has cost."""
        if step in {'clean', 'parallel', 'own'}:
            # Edits are taken back: each round begins alike.
            shutil.rmtree(self.sources, ignore_errors=True)
            shutil.rmtree(self.directory / 'build', ignore_errors=True)
            self._write(self.articles)
        elif step == 'add':
            # Edits are taken back first, which is not counted.
            self._write(self.articles)
            self._build([])
            self._write(self.articles + 1)
        elif step in EDITS:
            EDITS[step](self.sources, self.edited)
        options = ['-j', '2'] if step == 'parallel' else []
        if step == 'own':
            options += ['-D', 'extensions=sphinxext_series,stopwatch']
        cost = self._build(options)
        if step == 'own':
            return Cost(self._own_seconds(), cost.mebibytes)
        return cost

    def _write(self, articles: int) -> None:
        corpus.write(self.sources, self.variant, articles, self.theme, self.size)

    def _build(self, options: Iterable[str]) -> Cost:
        build = self.directory / 'build'
        command: list[str | Path] = [
            self.python,
            *('-m', 'sphinx', '-q', '-b', 'html', *options, '-d'),
            *(build / 'doctrees', self.sources, build / 'html'),
        ]
        # One seed for all: the order of sets is no part of what is compared.
        environment = {
            **os.environ,
            'PYTHONHASHSEED': '0',
            'PYTHONPATH': str(Path(__file__).absolute().parent),
        }
        log = self.directory / 'log.txt'
        with log.open('ab') as output:
            # Not in this repository: what is installed is measured.
            process = subprocess.Popen(  # noqa: S603 (the command is our own)
                command,
                cwd=self.directory,
                env=environment,
                stdout=output,
                stderr=output,
            )
            _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f'The build failed; see {log}')
        return Cost(
            usage.ru_utime + usage.ru_stime, usage.ru_maxrss * MEMORY_UNIT / MEBIBYTE
        )

    def _own_seconds(self) -> float:
        result = self.directory / 'build' / 'html' / RESULT
        seconds: dict[str, float] = json.loads(result.read_text('utf-8'))['seconds']
        return sum(seconds.values())


Costs = dict[tuple[str, str], list[Cost]]
"""Of each variant and step, round by round."""


def measure(
    articles: int, variants: Sequence[str], options: argparse.Namespace
) -> Costs:
    """Build everything, variant by variant and round by round."""
    workplace = Path(options.workplace).absolute()
    competitors = {
        name: Competitor(name, articles, options.theme, options.size, workplace)
        for name in variants
    }
    costs: Costs = {}
    for turn in range(options.rounds):
        first = turn % len(variants)
        order = [*variants[first:], *variants[:first]]
        for step in options.steps:
            for name in order:
                if step == 'own' and name != OURS:
                    continue
                cost = competitors[name].take(step)
                costs.setdefault((name, step), []).append(cost)
                _say(f'{articles} {name} {step}: {cost.seconds:.2f} s CPU')
    if not options.keep:
        for competitor in competitors.values():
            shutil.rmtree(competitor.directory)
    return costs


# -- what is printed -------------------------------------------------------------------


def report(results: dict[int, Costs], options: argparse.Namespace) -> Iterator[str]:
    """Yield the lines of a report in Markdown."""
    yield f'### Theme {options.theme}'
    yield ''
    yield f'{_versions(options)}; rounds: {options.rounds}.'
    for articles, costs in results.items():
        yield ''
        yield f'#### {articles:,} articles'
        yield ''
        yield from _table('CPU time', costs, options, lambda cost: cost.seconds, 's')
        yield ''
        yield from _table(
            'Peak memory', costs, options, lambda cost: cost.mebibytes, 'MiB'
        )
    own = {
        articles: median(cost.seconds for cost in costs[OURS, 'own'])
        for articles, costs in results.items()
        if (OURS, 'own') in costs
    }
    if own:
        yield ''
        yield from _own_table(own)


def _table(
    label: str,
    costs: Costs,
    options: argparse.Namespace,
    amount: Callable[[Cost], float],
    unit: str,
) -> Iterator[str]:
    """Yield a table: steps below one another, variants side by side."""
    others = [name for name in options.variants if name != BASELINE]
    yield _row(f'{label} ÷ {BASELINE}', f'{BASELINE} ({unit})', *others)
    yield _row('---', *('---:' for _ in options.variants))
    for step in options.steps:
        base = [amount(cost) for cost in costs.get((BASELINE, step), ())]
        if not base:
            continue
        ratios = (
            Ratio(
                tuple(
                    amount(cost) / of
                    for cost, of in zip(costs[name, step], base, strict=True)
                )
            )
            for name in others
        )
        yield _row(STEPS[step], f'{median(base):.1f}', *map(str, ratios))


def _own_table(own: dict[int, float]) -> Iterator[str]:
    """Yield what is spent inside the extension, and how it grows."""
    yield _row('Articles', 'own CPU time (s)', 'per article (ms)', 'exponent of N')
    yield _row('---:', '---:', '---:', '---:')
    before: tuple[int, float] | None = None
    for articles, seconds in own.items():
        each = seconds / articles
        exponent = NOTHING
        if before:
            exponent = f'{_exponent(*before, articles, each):.2f}'
        yield _row(f'{articles:,}', f'{seconds:.2f}', f'{each * 1000:.2f}', exponent)
        before = articles, each


def _exponent(fewer: int, before: float, more: int, after: float) -> float:
    """Return the exponent of growth per article: 0 where each costs the same."""
    return math.log(after / before) / math.log(more / fewer)


def _row(*cells: str) -> str:
    return f'| {" | ".join(cells)} |'


def _versions(options: argparse.Namespace) -> str:
    packages = ['sphinxext-series', 'sphinx', 'docutils', 'sphinx-design']
    if options.theme == 'furo':
        packages.append('furo')
    named = [f'{package} {version(package)}' for package in packages]
    workplace = Path(options.workplace)
    for name in options.variants:
        package = corpus.VARIANTS[name].requires
        if package:
            named.append(f'{package} {_version_in(workplace, package)}')
    today = dt.datetime.now(dt.UTC).date()
    return ', '.join([str(today), f'Python {platform.python_version()}', *named])


# -- environments ----------------------------------------------------------------------


def _python_for(package: str, workplace: Path) -> Path:
    """Return a Python that has what a variant requires, installed if need be.

    The neighbours get an environment each, with the Sphinx that is measured here: what
    differs is the extension.
    """
    if not package:
        return Path(sys.executable)
    python = _environment(workplace, package) / 'bin' / 'python'
    if not python.exists():
        venv.create(_environment(workplace, package), with_pip=True)
        wanted = (package, f'sphinx=={version("sphinx")}')
        subprocess.run(  # noqa: S603 (names from our own table)
            [python, '-m', 'pip', 'install', '--quiet', *wanted], check=True
        )
    return python


def _environment(workplace: Path, package: str) -> Path:
    return workplace.absolute() / f'environment-{package}'


def _version_in(workplace: Path, package: str) -> str:
    folders = _environment(workplace, package).glob('lib/python*/site-packages')
    (found,) = distributions(name=package, path=[str(folder) for folder in folders])
    return found.version


def _say(text: str) -> None:
    sys.stderr.write(f'{text}\n')


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition('\n')[0])
    add = parser.add_argument
    add('--articles', nargs='+', type=int, default=[200], metavar='N')
    add('--variants', nargs='+', choices=corpus.VARIANTS, default=[*corpus.VARIANTS])
    add('--steps', nargs='+', choices=STEPS, default=[*STEPS])
    add('--rounds', type=int, default=3)
    add('--size', type=int, default=0, metavar='N', help='of series; default: one')
    add('--theme', default='basic', help='(default: %(default)s, without sidebars)')
    add('--workplace', default='build/bench', help='where to write sources and output')
    add('--output', type=Path, help='a Markdown file to which the report is added')
    add('--keep', action='store_true', help='leave sources and output for a look')
    options = parser.parse_args(arguments)
    if BASELINE not in options.variants:
        options.variants.insert(0, BASELINE)
    return options


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and report."""
    options = _options(arguments)
    results = {n: measure(n, options.variants, options) for n in options.articles}
    text = '\n'.join(report(results, options)) + '\n'
    if options.output:
        with options.output.open('a', encoding='utf-8') as output:
            output.write(f'\n{text}')
    sys.stdout.write(text)


if __name__ == '__main__':
    main()
