"""What maintainers rely on: files that are named exist, and versions agree."""

from __future__ import annotations

import ast
import configparser
import itertools
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
WORKFLOW = ROOT / '.github' / 'workflows' / 'tests.yml'
DECISIONS = sorted((ROOT / 'docs' / 'engineers' / 'decisions').glob('[!i]*.rst'))
#: Texts that name files of the repository.
GUIDES = (
    'CONTRIBUTING.md',
    'SECURITY.md',
    'docs/engineers/releasing.rst',
)
FILE = re.compile(
    r'`((?:sphinxext_series|tests|docs|benchmarks|\.github)/[\w./-]*|\w+\.(?:md|toml|ini))`'
)


@pytest.mark.parametrize('guide', GUIDES)
def test_every_file_that_a_guide_names_exists(guide: str) -> None:
    named = FILE.findall(read(guide))

    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize('guide', GUIDES)
def test_every_tox_environment_that_a_guide_names_exists(guide: str) -> None:
    named = re.findall(r'tox run (?:-e|-m) ([\w,]+)', read(guide))

    flat = {name for names in named for name in names.split(',')}
    assert flat - environments() == set()


def test_the_workflow_runs_environments_that_exist() -> None:
    listed = re.findall(r'env: \[(.+)\]', WORKFLOW.read_text(encoding='utf-8'))
    lines = re.findall(
        r'(?:- |env: )(py\S+-sphinx\w+)', WORKFLOW.read_text(encoding='utf-8')
    )

    named = {name for names in listed for name in names.split(', ')}
    assert {'lint', 'types', 'docs', 'package'} <= named
    assert named | set(lines) <= environments()


def test_the_workflow_runs_the_whole_matrix() -> None:
    lines = re.findall(
        r'^ +- (py\S+)$', WORKFLOW.read_text(encoding='utf-8'), re.MULTILINE
    )

    assert set(lines) == matrix()


def test_the_workflow_uses_pinned_actions_and_the_least_permissions() -> None:
    text = WORKFLOW.read_text(encoding='utf-8')

    used = re.findall(r'uses: (\S+)(.*)', text)
    assert used
    for action, version in used:
        assert re.fullmatch(r'[\w-]+/[\w-]+@[0-9a-f]{40}', action)
        assert re.fullmatch(r' # v\d+\.\d+\.\d+', version)
    assert '\npermissions: {}\n' in text
    assert set(
        re.findall(r'^      ([a-z-]+: (?:read|write))$', text, re.MULTILINE)
    ) == {'contents: read'}
    assert text.count('persist-credentials: false') == text.count('actions/checkout@')


def test_pre_commit_uses_the_ruff_of_the_project() -> None:
    (requirement,) = project()['optional-dependencies']['lint']

    (revision,) = re.findall(
        r'ruff-pre-commit\n +rev: v(\S+)', read('.pre-commit-config.yaml')
    )

    assert requirement.startswith(f'ruff>={revision},')


def test_supported_pythons_are_the_same_everywhere() -> None:
    stated = {
        name.rpartition(' ')[2]
        for name in project()['classifiers']
        if re.search(r':: 3\.\d+$', name)
    }

    tested = {f'3.{name[3:5]}' for name in matrix()}
    installed = set(re.findall(r'^ +(3\.\d+)$', read(WORKFLOW), re.MULTILINE))
    assert stated == tested == installed


@pytest.mark.parametrize('page', DECISIONS, ids=lambda page: page.stem)
def test_a_decision_tells_what_would_change_our_mind(page: Path) -> None:
    headings = re.findall(r'^(.+)\n-+$', page.read_text(encoding='utf-8'), re.MULTILINE)

    assert headings == [
        'Context',
        'Decision',
        'Alternatives',
        'What would change our mind',
    ]


def environments() -> set[str]:
    """Return the names that tox knows: environments and labels."""
    tox = configparser.ConfigParser(interpolation=None)
    tox.read(ROOT / 'tox.ini', encoding='utf-8')
    sections = {name.partition(':')[2] for name in tox.sections()}
    return sections | matrix() | {'matrix', 'py'}


def matrix() -> set[str]:
    """Return the environments of the label ``matrix``."""
    [label] = re.findall(r'^    matrix = (.+)$', read('tox.ini'), re.MULTILINE)
    return {
        f'py3{python}-sphinx{sphinx}'
        for pythons, sphinxes in re.findall(r'py3\{(.+?)\}-sphinx\{(.+?)\}', label)
        for python, sphinx in itertools.product(pythons.split(','), sphinxes.split(','))
    }


def project() -> dict[str, Any]:
    """Return the table ``project`` of ``pyproject.toml``."""
    table: dict[str, Any] = tomllib.loads(read('pyproject.toml'))['project']
    return table


def read(path: str | Path) -> str:
    """Return the text of a file of the repository."""
    return (ROOT / path).read_text(encoding='utf-8')


def test_only_one_line_runs_text_as_code() -> None:
    runs = [
        f'{path.name}: {ast.unparse(node)}'
        for path in sorted((ROOT / 'sphinxext_series').rglob('*.py'))
        for node in ast.walk(ast.parse(path.read_text(encoding='utf-8')))
        if isinstance(node, ast.Name) and node.id in {'eval', 'exec', 'compile'}
    ]

    assert runs == ['conditions.py: eval']
