"""``sphinx-series edition``: the edition that a page is, built by sphinx-build."""

from __future__ import annotations

import pickle
import subprocess
import sys
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxext_series.editions.collector import claimed_editions
from sphinxext_series.tools.building import CommandError, find_configuration
from sphinxext_series.tools.command import add_project

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sphinx.environment import BuildEnvironment


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument('page', metavar='PAGE', help='the page with series-edition')
    add_project(parser)
    parser.add_argument('-b', dest='builder', default='html', metavar='BUILDER')
    parser.add_argument(
        '-o',
        dest='output',
        metavar='FOLDER',
        help='where the edition goes (default: _build/PAGE-BUILDER beside conf.py)',
    )


def run(arguments: Namespace) -> int:
    """Build the edition, with doctrees of its own, and return Sphinx's exit code.

    All documents are read again for another root, so doctrees are not shared.
    """
    configuration = find_configuration(arguments.directory)
    name = Path(arguments.page).with_suffix('').as_posix()
    folder = configuration / '_build'
    page = configuration / name
    if not any(path.suffix for path in page.parent.glob(f'{escape(page.name)}.*')):
        raise CommandError(f'there is no page “{name}”')
    flat = name.replace('/', '-')
    output = arguments.output or folder / f'{flat}-{arguments.builder}'
    doctrees = arguments.doctrees or folder / f'doctrees-{flat}'
    options = [f'-D{setting}' for setting in arguments.define]
    options += [f'-t{tag}' for tag in arguments.tag]
    command = [sys.executable, '-m', 'sphinx', '-b', arguments.builder, *options]
    command += ['-D', f'root_doc={name}', '-d', doctrees, configuration, output]
    code = subprocess.run(list(map(str, command)), check=False).returncode  # noqa: S603 (our own arguments)
    if code or _is_edition(name, Path(doctrees)):
        return code
    print(  # noqa: T201
        f'sphinx-series: {name} is not an edition; {output} may hold the whole project',
        file=sys.stderr,
    )
    return 1


def _is_edition(docname: str, doctrees: Path) -> bool:
    """Return whether a page claims to be an edition, as Sphinx has noted it."""
    with (doctrees / 'environment.pickle').open('rb') as stream:
        env: BuildEnvironment = pickle.load(stream)  # noqa: S301 (just written)
    return bool(claimed_editions(env).get(docname))
