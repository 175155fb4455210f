"""How far a title goes: the modules that it passes in one HTML build, and the moves.

A project of five pages is built, in which one article has a title with an emphasised
word.  A move is a call from one module of the package to another whose arguments hold
that word, or a return whose value holds it.  ``--package`` names a directory that has
the package to be measured, by default this one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from dataclasses import fields, is_dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.application import Sphinx

if TYPE_CHECKING:
    from types import CodeType, FrameType

PACKAGE = 'sphinxext_series'
WORD = 'quokka'
#: A value that lies deeper in another is part of something else.
DEPTH = 4
PAGES = {
    'conf': f'extensions = ["{PACKAGE}"]\nhtml_theme = "alabaster"\n',
    'index': 'Animals\n=======\n\n.. series-hub:: animals\n\n   About animals.\n',
    'a1': (
        f'An *{WORD}* sleeps\n{"=" * 20}\n\n'
        '.. series-article:: animals A1\n\n   Short.\n'
    ),
    'b1': 'Sleep\n=====\n\n.. series-article:: animals B1\n\n   Long.\n',
    'a2': 'Food\n====\n\n.. series-article:: animals A2\n\n   Grass.\n',
    'b2': 'Diet\n====\n\n.. series-article:: animals B2\n\n   Leaves.\n',
}


class Walk:
    """Notes the moves of the word between modules of the package."""

    def __init__(self, package: Path) -> None:
        self.package = package
        self.modules: dict[CodeType, str] = {}
        self.moves: Counter[tuple[str, str]] = Counter()

    def note(self, frame: FrameType, event: str, value: Any) -> None:
        """Take an event of :func:`sys.setprofile`."""
        if event not in {'call', 'return'}:
            return
        module, caller = self._module(frame), self._module(frame.f_back)
        if not module or module == caller:
            return
        if event == 'call':
            code = frame.f_code
            count = code.co_argcount + code.co_kwonlyargcount
            arguments = code.co_varnames[:count]
            value = [frame.f_locals.get(name) for name in arguments]
        if holds(value, DEPTH):
            self.moves[(caller, module) if event == 'call' else (module, caller)] += 1

    def _module(self, frame: FrameType | None) -> str:
        """Return the module of a frame, or nothing if it is not of the package."""
        if frame is None:
            return ''
        code = frame.f_code
        if code not in self.modules:
            path = Path(code.co_filename)
            own = path.is_relative_to(self.package)
            self.modules[code] = path.as_posix() if own else ''
        return self.modules[code]

    @property
    def passed(self) -> set[str]:
        """The modules between which the word moves."""
        return {module for move in self.moves for module in move if module}


def holds(value: Any, depth: int) -> bool:
    """Return whether a value holds the word, not too deep."""
    if isinstance(value, str):
        return WORD in value
    if isinstance(value, nodes.Node):
        return WORD in value.astext()
    members = members_of(value) if depth else ()
    return any(holds(member, depth - 1) for member in members)


def members_of(value: Any) -> list[Any]:
    """Return what a value is made of."""
    if isinstance(value, dict):
        return [*value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return [*value]
    if is_dataclass(value):
        return [getattr(value, field.name, None) for field in fields(value)]
    return []


def walk(package: Path) -> Walk:
    """Build the project, and return how the word went."""
    noted = Walk(package / PACKAGE)
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        for page, text in PAGES.items():
            suffix = '.py' if page == 'conf' else '.rst'
            directory.joinpath(page + suffix).write_text(text, encoding='utf-8')
        app = Sphinx(
            directory,
            directory,
            directory / 'html',
            directory / 'doctrees',
            'html',
            status=StringIO(),
            warning=sys.stderr,
        )
        sys.setprofile(noted.note)
        try:
            app.build()
        finally:
            sys.setprofile(None)
    return noted


def _shown(path: str, package: Path) -> str:
    return Path(path).relative_to(package).as_posix() if path else 'Sphinx'


def main() -> None:
    """Print modules and moves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--package', type=Path, default=Path(__file__).parents[1])
    parser.add_argument('--verbose', action='store_true', help='print each move')
    options = parser.parse_args()
    package = options.package.absolute()
    sys.path.insert(0, str(package))
    noted = walk(package)
    if options.verbose:
        for (start, end), count in sorted(noted.moves.items()):
            names = [_shown(path, package / PACKAGE) for path in (start, end)]
            sys.stdout.write(f'{count:5}  {names[0]} -> {names[1]}\n')
    sys.stdout.write(f'{len(noted.passed)} modules, {noted.moves.total()} moves\n')


if __name__ == '__main__':
    main()
