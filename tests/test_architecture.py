"""The rooms of the package and the one direction in which they import.

Folders do not make layers, imports do: what a module imports, also for typing only, is
read from its source.  A room imports from the rooms below it, and the files of a room
from one another in one direction.
"""

from __future__ import annotations

import ast
import re
import sys
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

PACKAGE = 'sphinxext_series'
SOURCES = Path(__file__).parents[1] / PACKAGE
#: From the top down.
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
PURE = ('checks', 'model')
#: Optional features: they use the door that other extensions have, and nothing else.
FEATURES = {
    'outputs.feed',
    'outputs.jsonld',
    'outputs.opengraph',
    'outputs.series_json',
    'outputs.series_txt',
}
#: To be emptied.
UPWARD: set[tuple[str, str]] = set()
#: How ``settings.later`` names what it imports.
LATER = re.compile(rf'({"|".join(ROOMS)})(\.\w+)+:\w+')
MODULES = sorted(SOURCES.rglob('*.py'))


def name_of(path: Path) -> str:
    """Return a module's dotted name within the package."""
    name = '.'.join(path.relative_to(SOURCES).with_suffix('').parts)
    return name.removesuffix('.__init__')


def room_of(module: str) -> str:
    """Return the room of a module: the folder or file at the top."""
    return module.partition('.')[0]


NAMES = frozenset(map(name_of, MODULES))


def imports(path: Path) -> set[str]:
    """Return the modules of the package that a module imports, anywhere in it."""
    return {_module(name) for name in _names(path) if _is_own(name)} - {name_of(path)}


def imports_later(path: Path) -> set[str]:
    """Return what a module has imported when it is used: texts, ``module:name``."""
    constants = {
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding='utf-8')))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text for text in constants if LATER.fullmatch(text)}


def reached(path: Path) -> set[str]:
    """Return the modules that a module imports, now or later."""
    return imports(path) | {name.partition(':')[0] for name in imports_later(path)}


def _names(path: Path) -> set[str]:
    """Return the dotted names that a module imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level
            names |= {f'{node.module}.{alias.name}' for alias in node.names}
    return names


def _is_own(name: str) -> bool:
    return name.partition('.')[0] == PACKAGE


def _module(name: str) -> str:
    """Return the module in which a dotted name lies."""
    parts = name.split('.')[1:]
    while parts and '.'.join(parts) not in NAMES:
        parts.pop()
    return '.'.join(parts) or '__init__'


def test_an_optional_feature_imports_the_api_and_nothing_else_of_the_package() -> None:
    of_features = {
        imported for p in MODULES if name_of(p) in FEATURES for imported in imports(p)
    }
    others = {name_of(p): reached(p) & FEATURES for p in MODULES}

    assert of_features == {'api'}
    # Its room registers it; nothing else knows of it.
    known = {name for name, imported in others.items() if imported}
    assert known == {'outputs', 'outputs.files'}


@pytest.mark.parametrize(
    'path', [p for p in MODULES if name_of(p) not in FEATURES], ids=name_of
)
def test_a_module_imports_from_its_own_room_and_from_those_below(path: Path) -> None:
    module = name_of(path)
    level = ROOMS.index(room_of(module))

    upward = {
        (module, other)
        for other in reached(path)
        if ROOMS.index(room_of(other)) < level
    }

    assert upward <= UPWARD


def test_what_is_imported_when_it_is_used_is_there() -> None:
    names = {name for path in MODULES for name in imports_later(path)}

    assert len(names) > 40
    for name in names:
        module, _, member = name.partition(':')
        assert hasattr(import_module(f'{PACKAGE}.{module}'), member), name


def test_no_module_is_imported_by_what_it_imports() -> None:
    graph = {name_of(path): imports(path) - {'__init__'} for path in MODULES}
    for module, other in UPWARD:
        graph[module].discard(other)

    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize(
    'path', [p for p in MODULES if room_of(name_of(p)) in PURE], ids=name_of
)
def test_a_pure_room_imports_only_the_standard_library(path: Path) -> None:
    packages = {name.partition('.')[0] for name in _names(path)}

    assert packages - sys.stdlib_module_names - {PACKAGE} == set()
