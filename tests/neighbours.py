"""Several projects on one loopback server, which also answers in hostile ways."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from conftest import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from conftest import Result

    Answer = Callable[[SimpleHTTPRequestHandler], None]


class Neighbours:
    """Projects in directories of their own, and the server that publishes them.

    *answers* are what the server says at paths of which there is no file; *requests*
    are the paths that were asked for.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.answers: dict[str, Answer] = {}
        self.requests: list[str] = []
        self.projects: dict[str, Project] = {}
        self.server = ThreadingHTTPServer(('127.0.0.1', 0), partial(_Handler, self))

    @property
    def address(self) -> str:
        """Where the server is."""
        return f'http://127.0.0.1:{self.server.server_address[1]}'

    def base(self, name: str) -> str:
        """Return the address of a project's documentation."""
        return f'{self.address}/{name}/build/html/'

    def project(self, name: str) -> Project:
        """Return a project; it is closed before others are built."""
        for each in self.projects.values():
            each.close()
        return self.projects.setdefault(name, Project(self.directory / name))

    def files(
        self,
        name: str,
        files: Mapping[str, str | None] | None = None,
        *,
        knows: tuple[str, ...] = (),
        conf: str = '',
    ) -> dict[str, str | None]:
        """Return a project that *knows* others; the web is asked in each build."""
        known = {other: (self.base(other), None) for other in knows}
        lines = [
            "extensions.append('sphinx.ext.intersphinx')",
            "html_theme = 'basic'",
            f'html_baseurl = {self.base(name)!r}',
            f'series_external = {known!r}',
            f'intersphinx_mapping = {known!r}',
            'intersphinx_cache_limit = 0',
            conf,
        ]
        return {**(files or {}), 'conf.py': '\n'.join([*lines, ''])}

    def build(
        self,
        name: str,
        files: Mapping[str, str | None] | None = None,
        *,
        knows: tuple[str, ...] = (),
        conf: str = '',
        **options: Any,
    ) -> Result:
        """Build a project; other options are those of :class:`Project`."""
        return self.project(name)(
            self.files(name, files, knows=knows, conf=conf), **options
        )

    @contextmanager
    def copied_to(
        self, directory: Path, names: Iterable[str] | None = None
    ) -> Iterator[None]:
        """Serve a copy of all projects, or of some, and forget what is done with it."""
        self.close()
        original, self.directory = self.directory, directory
        for name in [p.name for p in original.iterdir()] if names is None else names:
            shutil.copytree(original / name, directory / name)
        try:
            yield
        finally:
            self.close()
            self.directory = original

    def close(self) -> None:
        """Close the projects, and forget them, what was asked for and answered."""
        for each in self.projects.values():
            each.close()
        self.projects.clear()
        self.requests.clear()
        self.answers.clear()


class _Handler(SimpleHTTPRequestHandler):
    # A body may be cut short, or never end.
    protocol_version = 'HTTP/1.0'

    def __init__(self, neighbours: Neighbours, *args: Any, **options: Any) -> None:
        self.neighbours = neighbours
        super().__init__(*args, directory=str(neighbours.directory), **options)

    def do_GET(self) -> None:
        self.neighbours.requests.append(self.path)
        answer = self.neighbours.answers.get(self.path)
        if answer is None:
            super().do_GET()
            return
        # The other side may have heard enough.
        with suppress(OSError):
            answer(self)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def answer(
    body: bytes = b'', status: int = 200, **headers: str
) -> Callable[[SimpleHTTPRequestHandler], None]:
    """Return what answers with these bytes; headers as ``Content_Encoding='gzip'``."""

    def send(handler: SimpleHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace('_', '-'), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def entry(code: object = 'A0', **members: Any) -> dict[str, object]:
    """Return the entry of an article, as version 1 of the file began with it."""
    whole = {
        'code': code,
        'title': 'Why',
        'summary': 'Read this first.',
        'uri': 'why.html',
        'status': 'published',
        'minutes': None,
        'published': None,
        'updated': '2026-03-01',
        'requires': [],
    }
    return whole | members


def document(*articles: object, name: str = 'cells', **members: Any) -> dict[str, Any]:
    """Return a file with one series, as version 1 of the file began with it."""
    series = {
        'title': 'Cells',
        'description': 'About cells.',
        'uri': 'index.html',
        'status': 'ongoing',
        'next': None,
        'audiences': [{'code': 'A', 'label': 'All'}, {'code': 'B', 'label': 'Experts'}],
        'pairs': [{'number': 1, 'title': 'One', 'articles': []}],
        'articles': list(articles) or [entry()],
        'routes': [],
    }
    return {'version': 1, 'series': {name: series | members}}


@contextmanager
def serving(directory: Path) -> Iterator[Neighbours]:
    """Serve what lies below a directory."""
    neighbours = Neighbours(directory)
    thread = threading.Thread(target=neighbours.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield neighbours
    finally:
        neighbours.close()
        neighbours.server.shutdown()
        neighbours.server.server_close()
        thread.join()
