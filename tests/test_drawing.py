"""The drawing of modules and phases is that of the modules and phases."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from drawing import DRAWING, direct, files, layers, phases, reached, steps
from test_architecture import ORDER, own_imports

if TYPE_CHECKING:
    from pathlib import Path

    from drawing import Step


@pytest.fixture(scope='module')
def registered(tmp_path_factory: pytest.TempPathFactory) -> list[Step]:
    """Return what ``setup()`` registers."""
    return steps(tmp_path_factory.mktemp('project'))


def test_the_drawing_is_that_of_the_code(registered: list[Step]) -> None:
    stored = {path.name: path.read_text(encoding='utf-8') for path in _files()}

    # If this fails: `tox run -e snippets`, and look at the difference.
    assert files(registered) == stored


def test_the_drawing_names_every_module_and_every_phase_that_is_used(
    registered: list[Step],
) -> None:
    picture = ET.parse(DRAWING / 'modules.svg')  # noqa: S314  # it is our own

    texts = {each.text for each in picture.iter('{http://www.w3.org/2000/svg}text')}

    assert set(ORDER) <= texts
    assert {step.title for step in registered} <= texts


def test_no_import_is_lost_between_the_lines() -> None:
    lines = {module: direct(module) for module in ORDER}

    for module in ORDER:
        behind = set(lines[module])
        for each in sorted(behind):
            behind |= reached(each)
        assert own_imports(module) <= behind


def test_every_module_is_in_one_layer() -> None:
    assert [module for _name, modules in layers() for module in modules] == [*ORDER]


def test_functions_of_pure_modules_run_in_no_phase(registered: list[Step]) -> None:
    (_name, pure), *_others = layers()

    assert [phases(module, registered) for module in pure] == [[]] * len(pure)


def _files() -> list[Path]:
    return sorted(DRAWING.iterdir())
