"""What is installed: the package with all the files that are not Python."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import sphinxext_series

SOURCES = Path(__file__).parents[1] / 'sphinxext_series'
INSTALLED = Path(sphinxext_series.__file__).parent


def test_every_file_of_the_package_is_installed() -> None:
    assert _files(SOURCES) <= _files(INSTALLED)


def test_the_package_is_marked_as_typed() -> None:
    assert 'py.typed' in _files(INSTALLED)


def test_the_distribution_has_the_version_of_the_package() -> None:
    assert version('sphinxext-series') == sphinxext_series.__version__


def _files(directory: Path) -> set[str]:
    return {
        path.relative_to(directory).as_posix()
        for path in directory.rglob('*')
        if path.is_file() and '__pycache__' not in path.parts
    }
