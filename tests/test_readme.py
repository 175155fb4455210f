"""What the README shows is what was built here."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from installation import missing_on_the_index
from links import TARGET, dead_links_of_markdown
from release import undated

ROOT = Path(__file__).parents[1]
SMALLEST = ROOT / 'tests' / 'examples' / 'smallest'
SMALLEST_IN_MYST = ROOT / 'docs' / 'snippets' / 'hub-myst'

# A line with a file's name in backticks, then the file in a fence.
SHOWN_FILE = re.compile(r'^`([\w.]+)`\n\n```\w+\n(.*?)^```$', re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    ('folded', 'directory'), [(False, SMALLEST), (True, SMALLEST_IN_MYST)]
)
def test_the_readme_shows_every_file_of_the_smallest_series_as_it_is(
    directory: Path, *, folded: bool
) -> None:
    readme = (ROOT / 'README.md').read_text(encoding='utf-8')

    shown = dict(
        SHOWN_FILE.findall(readme.split('<details>')[folded].partition('</details>')[0])
    )

    assert shown == {
        path.name: path.read_text(encoding='utf-8')
        for path in directory.iterdir()
        if path.suffix in {'.py', '.rst', '.md'}
    }


@pytest.mark.parametrize(('suffix', 'markup'), [('rst', 'rst'), ('md', 'myst')])
def test_the_readme_shows_the_hub_of_pages_that_are_there(
    suffix: str, markup: str
) -> None:
    readme = (ROOT / 'README.md').read_text(encoding='utf-8')
    name = f'series.{suffix}'
    hub = ROOT / 'docs' / 'snippets' / f'adopt-{markup}' / name

    # It is built by the tests of the documentation's examples.
    assert dict(SHOWN_FILE.findall(readme))[name] == hub.read_text(encoding='utf-8')


def test_the_smallest_series_builds_without_a_warning(tmp_path: Path) -> None:
    source = shutil.copytree(SMALLEST, tmp_path / 'source')
    output = tmp_path / 'output'

    sphinx_build = [sys.executable, '-m', 'sphinx', '--nitpicky', '--fail-on-warning']
    build = subprocess.run(  # noqa: S603  # the arguments are our own
        [*sphinx_build, source, output], capture_output=True, text=True, check=False
    )

    assert build.stderr == ''
    assert build.returncode == 0
    hub = (output / 'index.html').read_text(encoding='utf-8')
    assert 'href="a1.html"' in hub
    assert 'href="b1.html"' in hub


def test_what_the_readme_says_of_long_series_was_measured() -> None:
    readme = (ROOT / 'README.md').read_text(encoding='utf-8')
    results = (ROOT / 'benchmarks' / 'RESULTS.md').read_text(encoding='utf-8')

    row = re.compile(r'^\| [\w ]+, 1,000 \| [\d.]+ \| ([\d.]+) \|', re.MULTILINE)
    shares = [float(share) for share in row.findall(results)]
    assert len(shares) == 4
    times = f'{1 / max(shares):.0f} to {1 / min(shares):.0f} times'
    assert f'about {times} as long as a series' in readme


def test_the_index_is_told_where_the_files_are(monkeypatch: pytest.MonkeyPatch) -> None:
    # Only what builds the package has it.
    interface = ModuleType('hatchling.metadata.plugin.interface')
    interface.MetadataHookInterface = object  # type: ignore[attr-defined]
    for name in ('hatchling', 'hatchling.metadata', 'hatchling.metadata.plugin'):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, interface.__name__, interface)
    hook = runpy.run_path(str(ROOT / 'hatch_build.py'))['Description']()
    hook.root = str(ROOT)
    metadata: dict[str, Any] = {'version': '1.2.3', 'urls': {}}

    hook.update(metadata)
    unknown = metadata['readme']['text']
    metadata['urls']['Source'] = 'https://github.com/o/n/'
    hook.update(metadata)

    assert unknown == (ROOT / 'README.md').read_text(encoding='utf-8')
    known = metadata['readme']['text']
    links = TARGET.findall(known)
    assert len(links) == len(TARGET.findall(unknown))
    assert all(link.startswith('https://github.com/o/n/') for link in links)
    assert '(https://github.com/o/n/raw/v1.2.3/docs/images/hub.png)' in known
    assert '(https://github.com/o/n/blob/v1.2.3/CHANGELOG.md)' in known


def test_a_release_is_told_what_the_index_would_not_show() -> None:
    metadata = (
        'Name: x\nProject-URL: Source, https://example.org/\n\n'
        '![Hub](docs/hub.png) [Changes](https://example.org/CHANGELOG.md)\n'
    )

    remarks = missing_on_the_index(metadata)

    assert [remark.split(': ')[0] for remark in remarks] == [
        'no address named Documentation',
        'no address named Issues',
        'no address named Changelog',
        'docs/hub.png leads nowhere',
    ]


@pytest.mark.parametrize('name', [path.name for path in ROOT.glob('*.md')])
def test_the_links_of_a_file_for_code_hosts_lead_to_files(name: str) -> None:
    assert list(dead_links_of_markdown(ROOT / name)) == []


@pytest.mark.parametrize(
    ('heading', 'missing'),
    [
        ('## [1.2.3] - 2026-11-29', 0),
        ('## [Unreleased]\n\n## [1.2.3] - 2026-11-29', 0),
        ('## [Unreleased]: 1.2.3', 1),
        ('## [1.2.3]', 1),
    ],
)
def test_a_release_is_told_when_the_changelog_has_no_date(
    heading: str, missing: int
) -> None:
    remarks = list(undated('1.2.3', f'# Changelog\n\n{heading}\n\n### Added\n'))

    assert len(remarks) == missing


def test_a_release_ends_where_the_changelog_is_that_of_another_version() -> None:
    with pytest.raises(SystemExit, match=r'not that of 1\.2\.4'):
        list(undated('1.2.4', '## [1.2.3] - 2026-11-29\n\n### Added\n'))
