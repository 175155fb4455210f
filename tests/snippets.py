"""The examples of README and documentation, and what becomes of them.

Beside each document of an example lies its doctree as it is rendered, without HTML:
what Sphinx's builder ``pseudoxml`` writes, made independent of machine and versions.

Run as a script, this writes these files anew: ``tox run -e snippets``.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import errors_of_sphinx_build

ROOT = Path(__file__).parents[1]
SNIPPETS = ROOT / 'docs' / 'snippets'
#: Every directory of an example: a small project that builds by itself.
PROJECTS = tuple(
    sorted(
        conf.parent
        for directory in (SNIPPETS, ROOT / 'tests' / 'examples')
        for conf in directory.glob('*/conf.py')
    )
)
SOURCES = ('.rst', '.md')
RESULT = '.pseudoxml'


def main() -> None:
    """Write the doctree of each document of each example beside it."""
    for project in PROJECTS:
        with TemporaryDirectory() as directory:
            found = doctrees(project, Path(directory))
        for stale in set(results(project)) - set(found):
            (project / stale).unlink()
        for name, doctree in found.items():
            (project / name).write_text(doctree, encoding='utf-8')


def doctrees(project: Path, directory: Path) -> dict[str, str]:
    """Build *project* in *directory*; return its doctrees by the names of their files.

    Any warning is an error.
    """
    output = directory / 'pseudoxml'
    doctrees = directory / 'doctrees'
    errors = errors_of_sphinx_build(
        '-nWqb', 'pseudoxml', '-d', doctrees, project, output
    )
    assert errors == ''
    return {
        path.relative_to(output).as_posix(): normalised(
            path.read_text(encoding='utf-8')
        )
        for path in output.rglob(f'*{RESULT}')
    }


def results(project: Path) -> dict[str, str]:
    """Return the doctrees that lie beside the documents of *project*."""
    return {
        path.relative_to(project).as_posix(): path.read_text(encoding='utf-8')
        for path in project.rglob(f'*{RESULT}')
    }


def documents(project: Path) -> set[str]:
    """Return the names of the doctrees that the documents of *project* should have."""
    return {
        path.relative_to(project).with_suffix(RESULT).as_posix()
        for path in project.rglob('*')
        if path.suffix in SOURCES
    }


def normalised(doctree: str) -> str:
    """Return a doctree without what depends on machine, markup and versions.

    The first line names a path and the domains that are loaded. docutils 0.22 writes
    truth as a number. MyST keeps blank lines, and gives ids in another order.
    """
    _document, _, rest = doctree.partition('\n')
    rest = rest.replace('="True"', '="1"')
    rest = re.sub(r' ids="([^"]+)"', _sorted_ids, rest)
    lines = (line.rstrip() for line in rest.splitlines())
    return '\n'.join(['<document>', *filter(None, lines), ''])


def _sorted_ids(match: re.Match[str]) -> str:
    return f' ids="{" ".join(sorted(match[1].split()))}"'


if __name__ == '__main__':
    main()
