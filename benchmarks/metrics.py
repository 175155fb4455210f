"""How large and how simple the package is; ``tox run -e metrics`` prints it.

It fails where a limit is passed: of the package, of a room, of a module, of a function
and its complexity (as ruff counts it); and where a module imports upwards.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from mccabe import PathGraphingAstVisitor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKAGE = Path(__file__).parents[1] / 'sphinxext_series'
#: From the top down: a room imports from those below it.
ROOMS = (
    '__init__',
    'api',
    'tools',
    'editions',
    'outputs',
    'html',
    'rendering',
    'environment',
    'federation',
    'reading',
    'checks',
    'settings',
    'model',
)
MAX_PACKAGE = 9_000
MAX_MODULE = 400
MAX_FUNCTION = 40
MAX_COMPLEXITY = 10
MAX_MODULES = 8
MAX_MEDIAN = 8


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method: where it is, its lines, its cyclomatic complexity."""

    name: str
    lines: int
    complexity: int


@dataclass(frozen=True, slots=True)
class Module:
    """A file of the package."""

    name: str
    lines: int
    functions: tuple[Function, ...]
    imports: frozenset[str]

    @property
    def room(self) -> str:
        """The folder, or the file, at the top."""
        return self.name.partition('.')[0]

    @property
    def folder(self) -> str:
        """The folder that it is in: a room, or a part of one."""
        return self.name.rpartition('.')[0]


def measure(path: Path) -> Module:
    """Return what a module is like."""
    source = path.read_text(encoding='utf-8')
    tree = ast.parse(source)
    name = '.'.join(path.relative_to(PACKAGE).with_suffix('').parts)
    visitor = PathGraphingAstVisitor()
    visitor.preorder(tree, visitor)
    complexities = {g.lineno: g.complexity() for g in visitor.graphs.values()}
    functions = tuple(
        Function(
            f'{name}.{node.name}',
            (node.end_lineno or node.lineno) - node.lineno + 1,
            complexities.get(node.lineno, 1),
        )
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    imports = frozenset(_imports(tree))
    name = name.removesuffix('.__init__')
    return Module(name, len(source.splitlines()), functions, imports)


def _imports(tree: ast.Module) -> Iterator[str]:
    """Yield the modules of the package that a module imports.

    The interface for others, ``api``, may be used by optional features of all rooms.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            package, _dot, module = node.module.partition('.')
            if package == PACKAGE.name and module:
                yield module


def upward_imports(modules: Iterable[Module]) -> list[str]:
    """Return which modules import from a room above their own."""
    return [
        f'{module.name} -> {other}'
        for module in modules
        for other in sorted(module.imports)
        if ROOMS.index(other.partition('.')[0]) < ROOMS.index(module.room)
    ]


def main() -> None:
    """Print the table, and what passes its limit."""
    modules = [measure(path) for path in sorted(PACKAGE.rglob('*.py'))]
    functions = [function for module in modules for function in module.functions]
    rooms: dict[str, list[Module]] = defaultdict(list)
    for module in modules:
        rooms[module.room].append(module)
    passed = list(_passed(modules, functions))
    sys.stdout.write(f'{"room":12} modules  lines  longest module\n')
    for room in ROOMS:
        if room in rooms:
            longest = max(rooms[room], key=lambda module: module.lines)
            lines = sum(module.lines for module in rooms[room])
            sys.stdout.write(
                f'{room:12} {len(rooms[room]):7} {lines:6}  '
                f'{longest.name} ({longest.lines})\n'
            )
    for words in (*_totals(modules, functions), *(f'too much: {w}' for w in passed)):
        sys.stdout.write(f'{words}\n')
    sys.exit(bool(passed))


def _totals(modules: list[Module], functions: list[Function]) -> Iterator[str]:
    longest = max(functions, key=lambda function: function.lines)
    hardest = max(functions, key=lambda function: function.complexity)
    yield f'\nlines of Python: {sum(module.lines for module in modules)}'
    yield f'modules: {len(modules)}'
    yield f'functions: {len(functions)}'
    yield f'median function: {median(f.lines for f in functions):g} lines'
    yield f'longest function: {longest.name} ({longest.lines})'
    yield f'highest complexity: {hardest.name} ({hardest.complexity})\n'


def _passed(modules: list[Module], functions: list[Function]) -> Iterator[str]:
    """Yield the limits that are passed."""
    lines = sum(module.lines for module in modules)
    if lines > MAX_PACKAGE:
        yield f'package of {lines} lines, limit {MAX_PACKAGE}'
    if median(function.lines for function in functions) > MAX_MEDIAN:
        yield f'median of functions, limit {MAX_MEDIAN} lines'
    for module in modules:
        if module.lines > MAX_MODULE:
            yield f'{module.name}: {module.lines} lines, limit {MAX_MODULE}'
    folders = {module.folder for module in modules} - {''}
    for folder in sorted(folders):
        # The face of a part is no module of its own.
        count = sum(m.folder == folder and m.name not in folders for m in modules)
        if count > MAX_MODULES:
            yield f'{folder}: {count} modules, limit {MAX_MODULES}'
    for function in functions:
        yield from _passed_by(function)
    for words in upward_imports(modules):
        yield f'upward import: {words}'


def _passed_by(function: Function) -> Iterator[str]:
    if function.lines > MAX_FUNCTION:
        yield f'{function.name}: {function.lines} lines, limit {MAX_FUNCTION}'
    if function.complexity > MAX_COMPLEXITY:
        yield f'{function.name}: complexity {function.complexity}'


if __name__ == '__main__':
    main()
