"""Do all of a release short of uploading it, and say what is left to its publisher.

``python tests/release.py dist`` is what ``tox run -e release`` runs. It uses the last
commit, and nothing else that lies here. With ``--rehearse`` before ``dist``, it
succeeds though something is left to the publisher.
"""

from __future__ import annotations

import filecmp
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from installation import environment_with, metadata_of, missing_on_the_index, try_out
from links import dead_links, dead_links_of_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
#: The supported versions of Python, as the index is told.
SUPPORTED = re.compile(r'^Classifier: .* :: Python :: (3\.\d+)$', re.MULTILINE)
#: The newest part of the changelog that says something: its name, and what follows it.
NEWEST = re.compile(r'^## \[([^]]+)\](.*)\n+(?!\n|## )', re.MULTILINE)


def main(dist: Path, *, rehearsal: bool = False) -> None:
    """Do each step; the first that fails ends it."""
    git = ('git', '-C', str(ROOT))
    if changes := output_of(*git, 'status', '--porcelain'):
        sys.exit(f'The work tree is not clean:\n{changes}')
    with TemporaryDirectory() as directory:
        place = Path(directory)
        for copy in ('first', 'second'):
            call(*git, 'clone', '--quiet', ROOT, place / copy)
        time = output_of(*git, 'log', '-1', '--format=%ct').strip()
        wheel, sdist = built_twice(place, dist.resolve(), time)
        call(sys.executable, '-m', 'twine', 'check', '--strict', wheel, sdist)
        call('check-wheel-contents', wheel)
        left = list(left_to_do(metadata_of(wheel)))
        supported = SUPPORTED.findall(metadata_of(wheel))
        interpreters = {v: path for v in supported if (path := runs(f'python{v}'))}
        if not interpreters:
            sys.exit(f'None of the supported Pythons is here: {", ".join(supported)}')
        for version, interpreter in interpreters.items():
            for distribution in (wheel, sdist):
                target = place / f'{version}{distribution.suffix}'
                target.mkdir()
                try_out(distribution, target, interpreter)
            run = documented(wheel, place / version, place / 'first', interpreter)
            say(f'Python {version}: installed, and everything built with it')
        left += [f'try Python {v}' for v in supported if v not in interpreters]
        left += followed(place / version, place / 'first', run)
    for remark in left:
        say(f'Before uploading: {remark}')
    sys.exit(bool(left) and not rehearsal)


def built_twice(place: Path, dist: Path, time: str) -> list[Path]:
    """Return wheel and sdist, the same from both copies of the sources."""
    variables = os.environ | {'SOURCE_DATE_EPOCH': time}
    for copy in ('first', 'second'):
        build = ('build', '--quiet', '--outdir', place / 'dist' / copy)
        call(sys.executable, '-m', *build, place / copy, env=variables)
    first, second = (place / 'dist' / copy for copy in ('first', 'second'))
    names = sorted(path.name for path in first.iterdir())
    _same, *unlike = filecmp.cmpfiles(first, second, names, shallow=False)
    if any(unlike):
        sys.exit(f'Built twice, these are not the same: {unlike}')
    shutil.rmtree(dist, ignore_errors=True)
    shutil.copytree(first, dist)
    say(f'Built twice, byte for byte the same: {", ".join(names)}')
    return sorted(dist.iterdir(), key=lambda path: path.suffix, reverse=True)


def left_to_do(metadata: str) -> Iterator[str]:
    """Yield what only the publisher knows; another version in the changelog ends it."""
    (version,) = re.findall(r'^Version: (.+)$', metadata, re.MULTILINE)
    yield from undated(version, (ROOT / 'CHANGELOG.md').read_text(encoding='utf-8'))
    yield from missing_on_the_index(metadata)


def undated(version: str, changelog: str) -> Iterator[str]:
    """Yield what the newest part of the changelog lacks to be that of *version*."""
    newest = NEWEST.search(changelog)
    if newest is None or version not in newest[1] + newest[2]:
        sys.exit(f'The newest part of the changelog is not that of {version}')
    if newest[1] != version or not re.search(r'\d{4}-\d\d-\d\d', newest[2]):
        yield f'give {version} a date in CHANGELOG.md'


def documented(
    wheel: Path, place: Path, sources: Path, interpreter: str
) -> Callable[..., None]:
    """Build documentation and example with the wheel; return what runs modules."""
    place.mkdir()
    run = environment_with(f'{wheel}[docs,example]', place, interpreter)
    check = ('sphinx', '-W', '-n', '-q')
    run(*check, '-t', 'example', sources / 'docs', place / 'docs')
    run(*check, sources / 'example_docs', place / 'docs' / 'example')
    return run


def followed(place: Path, sources: Path, run: Callable[..., None]) -> list[str]:
    """Follow all links; return the web's that could not be, as without a network."""
    dead = list(dead_links(place / 'docs'))
    for path in sources.glob('*.md'):
        dead += dead_links_of_markdown(path)
    if dead:
        sys.exit('\n'.join(f'{path}: {uri} leads nowhere' for path, uri in dead))
    check = ('sphinx', '-Q', '-b', 'linkcheck', '-D', 'linkcheck_timeout=20')
    settings = ('extensions=myst_parser', 'include_patterns=*.md', 'root_doc=README')
    markdown = ('-C', *(part for setting in settings for part in ('-D', setting)))
    with suppress(subprocess.CalledProcessError):
        run(*check, sources / 'docs', place / 'web' / 'docs')
    with suppress(subprocess.CalledProcessError):
        run(*check, *markdown, sources, place / 'web' / 'files')
    lines = ''.join(p.read_text('utf-8') for p in place.glob('web/*/output.json'))
    links = {(link := json.loads(line))['uri']: link for line in lines.splitlines()}
    web = {uri: link['status'] for uri, link in links.items() if '://' in uri}
    web = {uri: status for uri, status in web.items() if status != 'ignored'}
    broken = [uri for uri, status in web.items() if status in {'broken', 'timeout'}]
    if len(broken) == len(web):
        return [f'none of {len(web)} addresses in the web answers: no network?']
    if broken:
        sys.exit('\n'.join(f'{uri} does not answer' for uri in broken))
    return []


def runs(interpreter: str) -> str | None:
    """Return where a Python is, if it is one and not a version manager's name."""
    path = shutil.which(interpreter)
    if path is None or subprocess.run([path, '-V'], check=False).returncode:  # noqa: S603
        return None
    return path


def call(*arguments: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a command, whose failure ends the release."""
    subprocess.run(arguments, env=env, check=True)  # noqa: S603


def output_of(*arguments: str) -> str:
    """Return what a command prints."""
    return subprocess.run(  # noqa: S603
        arguments, capture_output=True, text=True, check=True
    ).stdout


def say(line: str) -> None:
    """Print a line at once, in the order of what programs print."""
    print(line, flush=True)  # noqa: T201


if __name__ == '__main__':
    *options, directory = sys.argv[1:]
    main(Path(directory), rehearsal=options == ['--rehearse'])
