"""What a build does not use, it does not import."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: Builds, and prints which of our modules that has imported.
BUILD = """
import sys
from sphinx.cmd.build import main
status = main(sys.argv[1:])
print(*(name for name in sys.modules if name.startswith('sphinxext_series.')))
sys.exit(status)
"""
#: Where nothing of a series is done.
IDLE = {
    'editions',
    'editions.collector',
    'environment',
    'environment.domain',
    'html',
    'environment.builders',
    'html.folders',
    'model',
    'model.text',
    'model.text.messages',
    'model.values',
    'outputs',
    'reading',
    'reading.current',
    'reading.directives',
    'reading.directives.names',
    'rendering',
    'rendering.nodes',
    'settings',
    'settings.config',
    'settings.doors',
    'settings.later',
    'settings.state_files',
    'settings.translation',
    'tools',
    'tools.report',
    'tools.report.builder',
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the sources of a project that does not use the extension."""
    source = tmp_path / 'source'
    source.mkdir()
    source.joinpath('conf.py').write_text(
        'extensions = ["sphinxext_series"]\nhtml_theme = "basic"\n', encoding='utf-8'
    )
    source.joinpath('index.rst').write_text('Tea\n===\n\nHot.\n', encoding='utf-8')
    return source


def imported(source: Path) -> set[str]:
    """Build in a process of its own, and return what it has imported of ours."""
    output = source.parent / 'build'
    done = subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, '-c', BUILD, '-q', '-b', 'html', str(source), str(output)],
        env={**os.environ, 'PYTHONPATH': str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ''
    return {name.partition('.')[2] for name in done.stdout.split()}


def test_a_build_without_changes_imports_little_where_nothing_is_used(
    project: Path,
) -> None:
    imported(project)

    assert imported(project) == IDLE


def test_a_build_is_not_idle_when_a_series_has_come_or_gone(project: Path) -> None:
    hub = project / 'hub.rst'
    plain = ':orphan:\n\nHub\n===\n'
    hub.write_text(f'{plain}\n.. series-hub:: tea\n', encoding='utf-8')
    html = project.parent / 'build'
    imported(project)
    with_series = (html / 'series.json').exists()

    hub.write_text(plain, encoding='utf-8')
    imported(project)

    assert with_series
    assert not (html / 'series.json').exists()
    assert imported(project) == IDLE
