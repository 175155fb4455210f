"""The modules of the extension and the one direction in which they import.

Folders do not make layers, imports do: so what a module imports, also for typing
only, is read from its source and compared with the order below.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = 'sphinxext_series'
SOURCES = Path(__file__).parents[1] / PACKAGE

ORDER = (
    # pure: standard library only
    'model',
    'routes',
    'arrangement',
    'views',
    'external',
    # vocabulary
    'i18n',
    'diagnostics',
    'config',
    'nodes',
    'content',
    'links',
    'remembering',
    # other projects, where there are any
    'fetching',
    # collection: what documents say, kept in the environment
    'directives',
    'structure',
    'conditions',
    'claims',
    'markdown',
    'roles',
    'words',
    'domain',
    # rendering: values in, nodes out
    'page',
    'lists',
    'cards',
    'writer',
    'progress',
    'bars',
    'chips',
    'rendering',
    'transforms',
    # builders' glue
    'addresses',
    'jsonld',
    'sidebar',
    'update',
    'toctree',
    'html',
    'export',
    'feed',
    'listing',
    'opengraph',
    'outputs',
    # registration
    '__init__',
)
PURE = ('model', 'routes', 'arrangement', 'views', 'external')


def test_the_order_lists_exactly_the_modules_of_the_package() -> None:
    modules = {
        path.relative_to(SOURCES).with_suffix('').as_posix()
        for path in SOURCES.rglob('*.py')
    }

    assert sorted(ORDER) == sorted(modules)


@pytest.mark.parametrize('module', ORDER)
def test_a_module_imports_only_from_above_it(module: str) -> None:
    above = ORDER[: ORDER.index(module)]

    imported = {name for name in own_imports(module) if name not in above}

    assert imported == set()


@pytest.mark.parametrize('module', PURE)
def test_a_pure_module_imports_only_the_standard_library(module: str) -> None:
    packages = {name.partition('.')[0] for name in _imports(module)}

    assert packages - sys.stdlib_module_names - {PACKAGE} == set()


@pytest.mark.parametrize(
    ('statement', 'imported'),
    [
        ('import sphinxext_series', {'__init__'}),
        ('import sphinxext_series.model', {'model'}),
        ('import sphinxext_series.model, sphinxext_series.html', {'model', 'html'}),
        ('from sphinxext_series import model, nodes', {'model', 'nodes'}),
        ('from sphinxext_series import __version__', {'__init__'}),
        ('from sphinxext_series.model import Code', {'model'}),
        ('from . import model', {'model'}),
        ('from . import __version__', {'__init__'}),
        ('from .model import Code', {'model'}),
        ('if TYPE_CHECKING:\n    from .html import x', {'html'}),
        ('def f():\n    from .html import x', {'html'}),
        ('import sphinx\nfrom docutils import nodes', set()),
    ],
)
def test_every_form_of_an_import_is_seen(statement: str, imported: set[str]) -> None:
    assert {_module(name) for name in _names(statement) if _is_own(name)} == imported


def own_imports(module: str) -> set[str]:
    """Return the modules of the package that *module* imports anywhere."""
    return {_module(name) for name in _imports(module) if _is_own(name)}


def _imports(module: str) -> set[str]:
    return set(_names((SOURCES / f'{module}.py').read_text(encoding='utf-8')))


def _names(source: str) -> Iterator[str]:
    """Yield the dotted names that *source*, a module of the package, imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = [PACKAGE] if node.level else []
            parts += [node.module] if node.module else []
            origin = '.'.join(parts)
            yield from (f'{origin}.{alias.name}' for alias in node.names)


def _is_own(name: str) -> bool:
    return name.partition('.')[0] == PACKAGE


def _module(name: str) -> str:
    """Return the module that the dotted *name* lies in."""
    _, _, rest = name.partition('.')
    module = rest.partition('.')[0]
    return module if module in ORDER else '__init__'
