"""Whether the tests would notice: mutants of what decides, sampled by a seed.

``tox run -e mutation`` takes 200 places in the code, changes one at a time, and runs
the tests that concern its module.  A mutant that they let pass is printed.  The changes
are cosmic-ray's; those that mean the same (``is None`` for ``== None``, types in
annotations, how values are declared) are not among them.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).parents[1]
PACKAGE = 'sphinxext_series'
#: Where mutants come from.
ROOMS = ('model', 'checks', 'environment/adoption.py', 'environment/staleness')
#: The tests that concern a room or a module of it: those that tell most first, what
#: only pages show last, since builds take their time.
TESTS: Mapping[str, tuple[str, ...]] = {
    'model': ('model', 'arrangement', 'routes', 'hub', 'navigation', 'diagnostics'),
    'model/reviews.py': ('reviews', 'report'),
    'model/arranging/editions.py': ('editions',),
    'model/arranging/edition_catalogue.py': ('editions',),
    'model/arranging/sections.py': ('arrangement', 'sections', 'slips'),
    'model/arranging/slips.py': ('arrangement', 'diagnostics', 'parts', 'slips'),
    'model/pages': (
        *('model', 'arrangement', 'navigation', 'hub'),
        *('parts', 'sidebar', 'progress', 'reference'),
    ),
    'model/codes.py': ('model', 'slips', 'diagnostics'),
    'model/arranging/gathering.py': ('arrangement', 'federation', 'external', 'hub'),
    'model/text': ('model', 'diagnostics', 'report', 'markup', 'doors'),
    'checks': ('limits', 'arrangement', 'reviews', 'diagnostics', 'report', 'slips'),
    'environment/adoption.py': ('toctree', 'hub', 'incremental', 'sidebar'),
    'environment/staleness': (
        *('incremental', 'hub', 'navigation', 'sidebar'),
        *('what_is_referred_to', 'markup', 'doors'),
    ),
}
#: More than this share must not survive.
LIMIT = 0.05
_SAME = ('Eq_Is', 'NotEq_IsNot', 'Is_Eq', 'IsNot_NotEq')
_UNUSED = ('VariableReplacer', 'VariableInserter')


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of one place: which of an operator's places, and where it is."""

    path: Path
    operator: str
    occurrence: int
    line: int

    def __str__(self) -> str:
        name = self.operator.rpartition('/')[2]
        return f'{self.path.as_posix()}:{self.line}: {name}'


def sample(rooms: Iterable[str], count: int, seed: int) -> list[Mutant]:
    """Return mutants of *count* places."""
    random_ = random.Random(seed)  # noqa: S311 (a sample, not a secret)
    places: dict[tuple[Path, Any], list[Mutant]] = {}
    for room in rooms:
        path = ROOT / PACKAGE / room
        for module in sorted(path.rglob('*.py')) if path.is_dir() else [path]:
            for position, mutant in _mutants(module):
                places.setdefault((module, position), []).append(mutant)
    chosen = random_.sample(sorted(places), min(count, len(places)))
    return [random_.choice(places[place]) for place in chosen]


def _mutants(path: Path) -> Iterator[tuple[Any, Mutant]]:
    """Yield all mutants of a module, and the positions that they change."""
    source = path.read_text(encoding='utf-8')
    tree = get_ast(source)
    annotated = _lines_of_annotations(source)
    for name in operator_names():
        if name.endswith((*_SAME, *_UNUSED)):
            continue
        operator = get_operator(name)()
        positions = [
            position
            for node in ast_nodes(tree)
            for position in operator.mutation_positions(node)
        ]
        for occurrence, (start, end) in enumerate(positions):
            if start[0] not in annotated:
                relative = path.relative_to(ROOT)
                yield (start, end), Mutant(relative, name, occurrence, start[0])


def _lines_of_annotations(source: str) -> set[int]:
    """Return the lines of types, and of how classes of values are declared."""
    annotations: list[ast.expr | ast.stmt | None] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            annotations.append(node.returns)
        elif isinstance(node, ast.arg | ast.AnnAssign):
            annotations.append(node.annotation)
        elif isinstance(node, ast.ClassDef):
            annotations.extend(node.decorator_list)
            # It says what others have, and runs nowhere.
            if any(ast.unparse(base) == 'Protocol' for base in node.bases):
                annotations.append(node)
        elif isinstance(node, ast.If) and 'TYPE_CHECKING' in ast.unparse(node.test):
            annotations.append(node)
    return {
        line
        for node in annotations
        if node is not None
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def survives(mutant: Mutant, copy: Path, seconds: float) -> bool:
    """Return whether the tests pass with a mutant in a copy of the sources."""
    path = copy / mutant.path
    source = path.read_text(encoding='utf-8')
    mutated = mutate_code(source, get_operator(mutant.operator)(), mutant.occurrence)
    if mutated is None or mutated == source:
        raise SystemExit(f'No such mutant: {mutant}')
    path.write_text(mutated, encoding='utf-8')
    try:
        return _tests_pass(tests_of(mutant.path), copy, seconds)
    finally:
        path.write_text(source, encoding='utf-8')


def tests_of(path: Path) -> tuple[str, ...]:
    """Return the tests that concern a module, the most special that are named."""
    name = path.relative_to(PACKAGE).as_posix()
    return TESTS[max((room for room in TESTS if name.startswith(room)), key=len)]


def _tests_pass(names: Iterable[str], copy: Path, seconds: float) -> bool:
    tests = [f'tests/test_{name}.py' for name in names]
    options = ['-q', '-x', '-p', 'no:cacheprovider', '-p', 'no:randomly']
    environment = {
        **os.environ,
        'PYTHONPATH': str(copy),
        'PYTHONDONTWRITEBYTECODE': '1',
        # Which examples are tried must not depend on chance.
        'HYPOTHESIS_SEED': '0',
    }
    try:
        result = subprocess.run(  # noqa: S603 (the command is our own)
            [sys.executable, '-m', 'pytest', *options, *tests],
            cwd=copy,
            env=environment,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return result.returncode == 0


def run(mutants: list[Mutant], workers: int, seconds: float) -> list[Mutant]:
    """Return the mutants that survive; say how far it is."""
    with tempfile.TemporaryDirectory() as directory:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(workers):
            copy = Path(directory, str(number))
            for name in (PACKAGE, 'tests', 'docs', 'example_docs', 'benchmarks'):
                shutil.copytree(ROOT / name, copy / name)
            for file in (*ROOT.glob('*.toml'), *ROOT.glob('*.md')):
                shutil.copy(file, copy)
            copies.put(copy)
        names = {name for mutant in mutants for name in tests_of(mutant.path)}
        if not _tests_pass(sorted(names), Path(directory, '0'), 10 * seconds):
            raise SystemExit('The tests fail without a mutant.')

        def test(mutant: Mutant) -> bool:
            copy = copies.get()
            try:
                alive = survives(mutant, copy, seconds)
            finally:
                copies.put(copy)
            sys.stdout.write(f'{"survives" if alive else "killed  "}  {mutant}\n')
            sys.stdout.flush()
            return alive

        with ThreadPoolExecutor(workers) as pool:
            alive = list(pool.map(test, mutants))
    return [mutant for mutant, is_alive in zip(mutants, alive, strict=True) if is_alive]


def main() -> None:
    """Sample, test, and fail where too many survive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--count', type=int, default=200)
    parser.add_argument('--seed', type=int, default=11)
    parser.add_argument('--workers', type=int, default=os.cpu_count() or 1)
    parser.add_argument('--seconds', type=float, default=180, help='for one mutant')
    parser.add_argument('rooms', nargs='*', default=list(ROOMS))
    options = parser.parse_args()
    mutants = sample(options.rooms, options.count, options.seed)
    survivors = run(mutants, options.workers, options.seconds)
    share = len(survivors) / len(mutants)
    sys.stdout.write(f'\n{len(survivors)} of {len(mutants)} survive: {share:.1%}\n')
    for mutant in survivors:
        sys.stdout.write(f'  {mutant}\n')
    sys.exit(share > LIMIT)


if __name__ == '__main__':
    main()
