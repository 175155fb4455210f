"""Install each distribution in an empty virtual environment, and build a project there.

``python tests/installation.py dist``: every file in ``dist`` is installed as users do
it, with its dependencies and nothing else; then the README's smallest series is built
with it, outside this repository. It is part of ``tox run -e package``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZipFile

from links import TARGET

if TYPE_CHECKING:
    from collections.abc import Callable

SMALLEST = Path(__file__).parent / 'examples' / 'smallest'


def main(distributions: Path) -> None:
    """Try every wheel and every sdist; the first that fails ends it."""
    found = sorted(distributions.resolve().iterdir())
    kinds = {''.join(path.suffixes[-2:]) for path in found}
    if len(found) != 2 or not any(kind.endswith('.whl') for kind in kinds):
        sys.exit(f'expected one wheel and one sdist in {distributions}, found {found}')
    for distribution in found:
        with TemporaryDirectory() as directory:
            try_out(distribution, Path(directory))
        print(f'{distribution.name}: installed, and a series built with it')  # noqa: T201
    wheel = next(path for path in found if path.suffix == '.whl')
    for remark in missing_on_the_index(metadata_of(wheel)):
        print(f'On the index: {remark}')  # noqa: T201


#: The keys of ``[project.urls]`` that a release has.
URLS = ('Documentation', 'Source', 'Issues', 'Changelog')


def metadata_of(wheel: Path) -> str:
    """Return what the index is told: fields, then the description."""
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        (name,) = (each for each in names if each.endswith('.dist-info/METADATA'))
        return archive.read(name).decode()


def missing_on_the_index(metadata: str) -> list[str]:
    """Return what its page would lack, for whoever releases; it ends nothing."""
    fields, _, description = metadata.partition('\n\n')
    remarks = [
        f'no address named {key}: [project.urls] in pyproject.toml'
        for key in URLS
        if f'\nProject-URL: {key}, https://' not in fields
    ]
    targets = dict.fromkeys(TARGET.findall(description))
    return remarks + [
        f'{target} leads nowhere: it needs Source in [project.urls]'
        for target in targets
        if not target.startswith('https://')
    ]


def try_out(
    distribution: Path, directory: Path, interpreter: str = sys.executable
) -> None:
    """Install *distribution* in *directory*, and build the smallest series there."""
    run = environment_with(str(distribution), directory, interpreter)
    output = directory / 'output'
    run('sphinx', '-n', '-W', '-q', SMALLEST, output)
    for name in ('index.html', 'series.json', '_static/series.css'):
        if not (output / name).stat().st_size:
            sys.exit(f'{distribution.name}: {name} is empty')
    if 'href="b1.html"' not in (output / 'index.html').read_text(encoding='utf-8'):
        sys.exit(f'{distribution.name}: the hub does not link its articles')
    # The words in other languages are in the distribution, too.
    run('sphinx', '-W', '-q', '-D', 'language=de', SMALLEST, directory / 'german')
    if 'Wegweiser' not in (directory / 'german' / 'index.html').read_text('utf-8'):
        sys.exit(f'{distribution.name}: the catalogues are missing')


def environment_with(
    requirement: str, directory: Path, interpreter: str
) -> Callable[..., None]:
    """Return what runs modules in a new environment that has *requirement* alone."""
    environment = directory / 'environment'
    # Nothing of this repository may help: no path to it, no place to start from.
    variables = {k: v for k, v in os.environ.items() if not k.startswith('PYTHON')}
    python: str | Path = interpreter

    def run(*arguments: str | Path) -> None:
        subprocess.run(  # noqa: S603  # the arguments are our own
            [python, '-I', '-m', *arguments], cwd=directory, env=variables, check=True
        )

    run('venv', environment)
    python = environment / ('Scripts' if os.name == 'nt' else 'bin') / 'python'
    run('pip', 'install', '--quiet', '--disable-pip-version-check', requirement)
    run('pip', 'check', '--disable-pip-version-check')
    return run


if __name__ == '__main__':
    main(Path(sys.argv[1]))
