"""The projects that are looked at, built with each theme and served on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from browser.stress import stress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
EXAMPLE = HERE.parents[1] / 'example_docs'

#: A selector of the theme's own link to the next page, for each theme.
NEXT = {
    'furo': 'a.next-page',
    'pydata_sphinx_theme': 'a.right-next',
    'sphinx_rtd_theme': 'footer a[rel="next"]',
    'sphinx_book_theme': 'a.right-next',
    'alabaster': '.sphinxsidebar a[title="next chapter"]',
}
THEMES = tuple(NEXT)
#: Themes that follow the reader's wish for light or dark.
DARK = ('furo', 'pydata_sphinx_theme', 'sphinx_book_theme')

HUB = 'example/series/car-t'
A0 = 'example/start/what-is-car-t'
A3 = 'example/lab/solid-tumours'
B3 = 'example/lab/engineering-solid-tumours'
STRESS = 'stress/index'
IN_TWO_SERIES = 'stress/a3'
SECOND = 'stress/second'
ARABIC = 'stress/arabic'
PAGES = (
    *(HUB, A0, A3, B3, STRESS, IN_TWO_SERIES),
    *(SECOND, 'stress/chinese', ARABIC),
)

#: How projects are built with us, and without.
WITH_US = ('-qW',)
#: Anchors are missing that pages link to.
WITHOUT_US = ('-Q', '-D', 'extensions=browser.plain,myst_parser')

#: Nothing inline, nothing from elsewhere.
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All projects in one theme: as they are, and under a strict policy."""

    theme: str
    folder: Path
    address: str
    strict: str

    def url(self, page: str, *, strict: bool = False) -> str:
        """Return the address of a page; *strict* forbids everything inline."""
        return f'{self.strict if strict else self.address}/{page}.html'

    def without_us(self, page: str) -> str:
        """Return the address of the same page, built without the extension."""
        return self.url(f'plain-{page}')


def build(theme: str, folder: Path) -> None:
    """Build the projects with a theme: with us, without a warning, and without us."""
    source = folder / 'source'
    source.mkdir(parents=True)
    for name, text in stress().items():
        (source / name).write_text(text, encoding='utf-8')
    projects = {
        'example': (EXAMPLE, WITH_US),
        'stress': (source, WITH_US),
        'plain-example': (EXAMPLE, WITHOUT_US),
        'plain-stress': (source, WITHOUT_US),
    }
    run_at_once(
        [
            command(theme, project, folder / 'html' / name, *options)
            for name, (project, options) in projects.items()
        ]
    )


def command(theme: str, project: Path, output: Path, *options: str) -> list[object]:
    """Return what builds a project with a theme."""
    doctrees = output.parent.parent / f'{output.name}-doctrees'
    return [
        *(sys.executable, '-m', 'sphinx', '-b', 'html', *options),
        *('-D', f'html_theme={theme}', '-d', doctrees, project, output),
    ]


def run_at_once(commands: Iterable[list[object]]) -> None:
    """Run builds beside one another."""
    processes = [
        subprocess.Popen(  # noqa: S603 (the arguments are our own)
            list(map(str, each)),
            env={**os.environ, 'PYTHONPATH': str(HERE.parent)},
        )
        for each in commands
    ]
    if any([process.wait() for process in processes]):  # noqa: C419 (wait for all)
        raise RuntimeError('The projects cannot be built.')


class _Quiet(SimpleHTTPRequestHandler):
    policy = ''

    def end_headers(self) -> None:
        if self.policy:
            self.send_header('Content-Security-Policy', self.policy)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name)
        pass


class _Strict(_Quiet):
    policy = STRICT


@contextmanager
def serve(theme: str, folder: Path) -> Iterator[Site]:
    """Serve what was built, on this machine only."""
    html = str(folder / 'html')
    servers = [
        ThreadingHTTPServer(('127.0.0.1', 0), partial(each, directory=html))
        for each in (_Quiet, _Strict)
    ]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    plain, strict = (f'http://127.0.0.1:{each.server_port}' for each in servers)
    try:
        yield Site(theme=theme, folder=folder, address=plain, strict=strict)
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
