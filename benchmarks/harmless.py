"""Documentation of others with this extension loaded and not used: nothing changes.

``tox run -e harmless`` downloads source distributions, builds their documentation with
and without the extension, and compares every file of the output byte for byte.

Nothing is fetched while building: references to other projects stay unresolved, in both
builds alike.  What a configuration asks for and is not installed is left out of both,
and said.  Two things are Sphinx's notes on its own, not pages: ``.buildinfo``, a digest
of the configuration, in which the extension has values; and the list of extensions with
the versions of what they store, in ``searchindex.js``.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

#: Appended to the configuration of each project, for all of its builds.
SETTINGS = """

# -- appended by benchmarks/harmless.py ------------------------------------------------
import importlib.util as _importlib_util
import os as _os
import sys as _sys

intersphinx_mapping = {}


def _is_installed(name):
    try:
        return _importlib_util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


for _name in [name for name in extensions if not _is_installed(name)]:
    print(f'left out, not installed: extension {_name}', file=_sys.stderr)
    extensions.remove(_name)
extensions = [*extensions, *_os.environ['HARMLESS_EXTENSIONS'].split()]
"""
OURS = 'sphinxext_series'
#: Sphinx puts ``env_version`` of each extension here; no page shows it.
ENVIRONMENT = re.compile(rb'"envversion":\{[^}]*\},')


@dataclass(frozen=True, slots=True)
class Project:
    """A package with documentation, and the folder where that lies."""

    name: str
    folder: str


PROJECTS = (
    Project('attrs', 'docs'),
    Project('flask', 'docs'),
    Project('sphinx', 'doc'),
)


def compare(project: Project, workplace: Path) -> list[str]:
    """Build a project's documentation twice; return the files that differ."""
    sources = _download(project, workplace) / project.folder
    with (sources / 'conf.py').open('a', encoding='utf-8') as configuration:
        configuration.write(SETTINGS)
    without = _build(project, sources, workplace, 'without', '')
    loaded = _build(project, sources, workplace, 'with', OURS)
    differing = _differences(without, loaded)
    pages = sum(name.endswith('.html') for name in without)
    _say(f'{project.name}: {pages} pages, {len(without)} files')
    if not differing:
        return []
    # Not every documentation is the same twice.
    again = _build(project, sources, workplace, 'again', '')
    unsteady = _differences(without, again)
    for name in sorted(unsteady):
        _say(f'{project.name}: {name} differs without the extension, too')
    return sorted(differing - unsteady)


def _differences(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {
        name
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name)
    }


def _download(project: Project, workplace: Path) -> Path:
    """Return the sources of a project, of the version that is installed."""
    try:
        requirement = f'{project.name}=={version(project.name)}'
    except PackageNotFoundError:
        requirement = project.name
    directory = workplace / project.name
    options = ('--no-deps', '--no-binary', ':all:', '--quiet', '--dest', directory)
    command: list[str | Path] = [sys.executable, '-m', 'pip', 'download']
    command += [*options, requirement]
    subprocess.run(command, check=True)  # noqa: S603 (names from our own table)
    (archive,) = directory.glob('*.tar.gz')
    with tarfile.open(archive) as packed:
        packed.extractall(directory, filter='data')
    (unpacked,) = (path for path in directory.iterdir() if path.is_dir())
    _say(f'{project.name}: {archive.name}')
    return unpacked


def _build(
    project: Project, sources: Path, workplace: Path, name: str, extensions: str
) -> dict[str, bytes]:
    """Build the documentation; return its files by their names."""
    directory = workplace / f'{project.name}-{name}'
    output = directory / 'html'
    command: list[str | Path] = [
        *(sys.executable, '-m', 'sphinx', '-q', '-b', 'html'),
        *('-d', directory / 'doctrees', sources, output),
    ]
    environment = {
        **os.environ,
        'HARMLESS_EXTENSIONS': extensions,
        'PYTHONHASHSEED': '0',
        'SOURCE_DATE_EPOCH': '1700000000',
    }
    directory.mkdir()
    log = directory / 'log.txt'
    with log.open('wb') as messages:
        result = subprocess.run(  # noqa: S603 (as above)
            command, env=environment, stdout=messages, stderr=messages, check=False
        )
    text = log.read_text('utf-8', errors='replace')
    for line in sorted({n for n in text.splitlines() if n.startswith('left out')}):
        _say(f'{project.name}: {line}')
    if result.returncode:
        raise SystemExit(f'{project.name} cannot be built {name} it:\n{text[-2000:]}')
    return {
        path.relative_to(output).as_posix(): _comparable(path)
        for path in output.rglob('*')
        if path.is_file() and path.name != '.buildinfo'
    }


def _comparable(path: Path) -> bytes:
    content = path.read_bytes()
    return ENVIRONMENT.sub(b'', content) if path.name == 'searchindex.js' else content


def _say(text: str) -> None:
    sys.stdout.write(f'{text}\n')
    sys.stdout.flush()


def main(arguments: list[str] | None = None) -> int:
    """Compare all projects, or those that are named; return 1 if any page differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or '').partition('\n')[0])
    names = [project.name for project in PROJECTS]
    parser.add_argument('projects', nargs='*', help=f'(default: {" ".join(names)})')
    wanted = parser.parse_args(arguments).projects or names
    if not set(wanted) <= set(names):
        parser.error(f'choose from {", ".join(names)}')
    differing = []
    with tempfile.TemporaryDirectory() as directory:
        for project in PROJECTS:
            if project.name in wanted:
                found = compare(project, Path(directory))
                differing += [f'{project.name}: {name} differs' for name in found]
    for line in differing:
        _say(line)
    if not differing:
        _say('Nothing differs.')
    return int(bool(differing))


if __name__ == '__main__':
    sys.exit(main())
