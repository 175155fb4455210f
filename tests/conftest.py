"""Small Sphinx projects for tests: written, built, changed and built again.

The fixture ``build`` is the cheapest real build there is: in this process, with
Sphinx's own test application. A test that calls it again builds incrementally.
"""

from __future__ import annotations

import logging
import os
import re
import signal
import time
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from textwrap import dedent
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings

import jinja2
import pytest
from hypothesis import settings
from sphinx.cmd.build import build_main
from sphinx.testing.util import SphinxTestApp
from sphinx.util import logging as sphinx_logging

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import CodeType

    from docutils import nodes

pytest_plugins = ['sphinx.testing.fixtures']

# A build takes as long as the machine is busy. In CI, chance must not decide.
settings.register_profile('series', deadline=None, derandomize='CI' in os.environ)
settings.load_profile('series')

CONFIGURATION = """
extensions = ['sphinxext_series']
# Said here, because extensions add to the default, which is one for all projects.
source_suffix = {'.rst': 'restructuredtext'}
"""
COLOUR = re.compile(r'\x1b\[[0-9;]*m')


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one build left behind."""

    app: SphinxTestApp
    srcdir: Path
    outdir: Path
    warnings: list[str]
    """The lines of all warnings, without colours, paths relative to the sources."""

    def text(self, path: str) -> str:
        """Return an output file, named relative to the output directory."""
        return (self.outdir / path).read_text(encoding='utf-8')

    def doctree(self, docname: str) -> nodes.document:
        """Return a document as it was read: before post-transforms."""
        return self.app.env.get_doctree(docname)


class Project:
    """A Sphinx project in a directory of its own; calling it changes and builds it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.srcdir = directory / 'source'
        self._app: SphinxTestApp | None = None

    def __call__(
        self,
        files: Mapping[str, str | None] | None = None,
        *,
        builder: str = 'html',
        parallel: int = 1,
        warningiserror: bool = False,
        builddir: str = 'build',
        confoverrides: Mapping[str, object] | None = None,
    ) -> Result:
        """Write *files*, build, and return what came out.

        A text is dedented; ``None`` deletes its file; files that are not named stay
        as they are. ``conf.py`` holds what is added to the configuration, which
        loads this extension and no other.

        All builders share the doctrees of one *builddir*; another *builddir* gets
        a clean build of the same sources. Sphinx reads in parallel only from six
        documents on. With *warningiserror*, any warning fails the test.
        """
        self.close()
        if not self.srcdir.exists():
            self._write({'conf.py': None})
        self._write(files or {})
        self._app = app = SphinxTestApp(
            builder,
            srcdir=self.srcdir,
            builddir=self.directory / builddir,
            confoverrides=dict(confoverrides or {}),
            parallel=parallel,
            warningiserror=warningiserror,
        )
        app.build()
        warnings = self._lines(app.warning.getvalue())
        if warningiserror and app.statuscode:
            pytest.fail('\n'.join(warnings), pytrace=False)
        return Result(app=app, srcdir=self.srcdir, outdir=app.outdir, warnings=warnings)

    def stop_at(
        self,
        event: str,
        files: Mapping[str, str | None],
        *,
        builder: str = 'html',
        parallel: int = 1,
        times: int = 1,
    ) -> None:
        """Write *files*, and kill the build at an event: when it comes *times*."""
        os.waitpid(self._start(files, builder, parallel, event, times), 0)

    def _start(
        self,
        files: Mapping[str, str | None],
        builder: str,
        parallel: int,
        event: str = '',
        times: int = 1,
    ) -> int:
        """Write *files*, and return the process that builds as far as to an event."""
        self.close()
        self._write(files)
        child = os.fork()
        if child == 0:
            try:
                self._build_until(event, times, builder, parallel)
            finally:
                # The event has not come so often.
                os._exit(0)
        return child

    def _build_until(self, event: str, times: int, builder: str, parallel: int) -> None:
        """Build as far as to an event, and be killed there, before all that listen."""
        left = iter(range(times - 1))
        app = SphinxTestApp(
            builder,
            srcdir=self.srcdir,
            builddir=self.directory / 'build',
            parallel=parallel,
        )

        def kill(*_arguments: object) -> None:
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        if event:
            app.connect(event, kill, priority=1)
        app.build()

    def stop_after(
        self,
        seconds: float,
        files: Mapping[str, str | None],
        *,
        builder: str = 'html',
        parallel: int = 1,
    ) -> None:
        """Write *files*, and kill the build and its workers, wherever they are."""
        child = self._start(files, builder, parallel)
        os.setpgid(child, child)
        time.sleep(seconds)
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)

    def close(self) -> None:
        """Undo what the last build registered in docutils, which is global."""
        if self._app is not None:
            self._app.cleanup()
            self._app = None

    def _write(self, files: Mapping[str, str | None]) -> None:
        for name, text in files.items():
            path = self.srcdir / name
            if name == 'conf.py':
                _write_file(path, CONFIGURATION + dedent(text or ''))
            elif text is None:
                path.unlink(missing_ok=True)
            else:
                _write_file(path, dedent(text).lstrip('\n'))

    def _lines(self, warnings: str) -> list[str]:
        plain = COLOUR.sub('', warnings)
        # Docutils names an included file from the folder in which the tests run.
        for directory in (self.srcdir, os.path.relpath(self.srcdir)):
            plain = plain.replace(f'{directory}{os.sep}', '')
        return plain.splitlines()


def _write_file(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.read_text(encoding='utf-8') == text:
        return
    path.write_text(text, encoding='utf-8')
    # Sphinx compares this time, to the microsecond, with the one at which it last
    # read the document. The file system's own clock may lag behind by milliseconds,
    # and a time in the future would have the document read in each later build.
    now = time.time_ns()
    os.utime(path, ns=(now, now))


def errors_of_sphinx_build(*arguments: str | Path) -> str:
    """Run ``sphinx-build`` in this process, and return what it says of errors.

    It has to succeed; with ``-W`` in the arguments, without any warning.  What other
    extensions use that Python or Sphinx deprecates is not shown, as on a console.
    """
    with catch_warnings(action='ignore'), redirect_stderr(StringIO()) as errors:
        status = build_main([str(argument) for argument in arguments])
    assert status == 0, errors.getvalue()
    return errors.getvalue()


@pytest.fixture(scope='session', autouse=True)
def english_console() -> Iterator[None]:
    """Give warnings in English, whatever the language of the machine is.

    This process asks ``LANGUAGE`` first; sphinx-build asks the locale that it sets.
    """
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv('LANGUAGE', 'en')
        environment.setenv('LC_ALL', 'C.UTF-8')
        yield


@pytest.fixture(scope='session', autouse=True)
def templates_compiled_once() -> Iterator[None]:
    """Compile each template once in a run: that is half the time of a small build.

    Code depends on the text, the name in tracebacks and the syntax of the environment;
    what filters and globals do is asked when a page is rendered.
    """
    compile_ = jinja2.Environment.compile
    codes: dict[tuple[object, ...], CodeType] = {}

    def compiled(
        self: jinja2.Environment,
        source: str,
        name: str | None = None,
        filename: str | None = None,
    ) -> CodeType:
        syntax = type(self), self.block_start_string, self.autoescape, *self.extensions
        key = (source, name, filename, *syntax)
        if key not in codes:
            codes[key] = compile_(self, source, name, filename)
        return codes[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Environment, 'compile', compiled)
        yield


@pytest.fixture(scope='session', autouse=True)
def no_records_for_nobody() -> Iterator[None]:
    """Make no records of what Sphinx tells at a high verbosity, of each event it emits.

    They are a tenth of the time of a small build.
    """
    setup = sphinx_logging.setup

    def quiet(*arguments: Any, **options: Any) -> None:
        setup(*arguments, **options)
        logging.getLogger(sphinx_logging.NAMESPACE).setLevel(logging.INFO)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sphinx_logging, 'setup', quiet)
        yield


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Project]:
    """Return an empty project, to be filled, built, changed and built again."""
    project = Project(tmp_path)
    yield project
    project.close()
