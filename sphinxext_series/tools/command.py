"""The command ``sphinx-series``: what authors do about series outside of a build.

Each command is a module of its own, imported when it is called for.  They write to two
places: ``review`` to the file of reviews, and ``new`` a document that was not there.
"""

# For shells that complete commands: PYTHON_ARGCOMPLETE_OK

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from importlib import import_module
from io import StringIO, TextIOWrapper
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What could not be done; 1 is what was found, or refused.
FAILED = 2


class Command(NamedTuple):
    """A command: the module that has it, what it does, and an example."""

    module: str
    summary: str
    example: str


COMMANDS = {
    'review': Command(
        'reviewing',
        'Show what has changed in a pair since it was reviewed, and review it.',
        'sphinx-series review car-t 2 docs',
    ),
    'report': Command(
        'report.reporting',
        'Print what is known of each series: what is missing, changed, too long.',
        'sphinx-series report docs --fail-on review,limit',
    ),
    'list': Command(
        'listing',
        'Print the files of articles, one a line.',
        'vale $(sphinx-series list car-t --audience A docs)',
    ),
    'new': Command(
        'creating',
        'Write a document for a planned article.',
        'sphinx-series new car-t A7 docs/clinic/cost.rst docs',
    ),
    'import': Command(
        'importing.command',
        'Print the directives that a page or folders written by hand come to.',
        'sphinx-series import index docs',
    ),
    'renumber': Command(
        'renumber.renumbering',
        'Print, as a diff, what gives pairs other numbers.',
        'sphinx-series renumber car-t 2+ docs | git apply',
    ),
    'edition': Command(
        'editing',
        'Build the edition that a page is.',
        'sphinx-series edition booklet -b epub docs',
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    if sys.stdout is None:
        # It was closed before.
        sys.stdout = StringIO()
    if isinstance(sys.stdout, TextIOWrapper):
        # A console may lack characters of a title.
        sys.stdout.reconfigure(errors='replace')
    if '_ARGCOMPLETE' in os.environ:
        _complete()
    written = list(sys.argv[1:] if arguments is None else arguments)
    if not written or written[0] not in COMMANDS:
        parser = _overview()
        parser.parse_args(written[:1])
        parser.print_help()
        return FAILED
    name, *rest = written
    module = _module(name)
    parser = _parser(name)
    module.add_arguments(parser)
    from sphinxext_series.tools.building import CommandError

    try:
        # Options may come between a series and the folder.
        code = int(module.run(parser.parse_intermixed_args(rest)))
        sys.stdout.flush()
    except (KeyboardInterrupt, BrokenPipeError):
        _drop_output()
        return FAILED
    except (CommandError, OSError) as error:
        if isinstance(error, OSError):
            _drop_output()
        print(f'sphinx-series: {error}', file=sys.stderr)  # noqa: T201
        return FAILED
    return code


def _drop_output() -> None:
    """Have Python write nothing more at its end: that would fail, with another code."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _overview(*, add_arguments: bool = False) -> argparse.ArgumentParser:
    """Return what lists the commands, each with its own arguments if wanted."""
    parser = argparse.ArgumentParser(
        prog='sphinx-series',
        description='Keep series of articles in step.',
        epilog='“sphinx-series COMMAND --help” has an example of each.',
    )
    commands = parser.add_subparsers(title='commands', metavar='COMMAND')
    for name, command in COMMANDS.items():
        parser_of = commands.add_parser(name, help=command.summary)
        if add_arguments:
            _module(name).add_arguments(parser_of)
    return parser


def _module(name: str) -> Any:
    return import_module(f'sphinxext_series.tools.{COMMANDS[name].module}')


def _complete() -> None:
    """Answer a shell that asks what may come next, if ``argcomplete`` is there."""
    with suppress(ImportError):
        from argcomplete import autocomplete

        autocomplete(_overview(add_arguments=True))


def _parser(name: str) -> argparse.ArgumentParser:
    """Return what reads the arguments of a command, before it adds them."""
    command = COMMANDS[name]
    return argparse.ArgumentParser(
        prog=f'sphinx-series {name}',
        description=command.summary,
        epilog=f'Example: {command.example}',
    )


def add_project(parser: argparse.ArgumentParser, *, positional: bool = True) -> None:
    """Add what says which project is meant, and how it is built."""
    if positional:
        parser.add_argument(
            'directory',
            nargs='?',
            default='.',
            metavar='DIR',
            help='the folder with conf.py, or one above it (default: this one)',
        )
    parser.add_argument(
        '-d', dest='doctrees', metavar='FOLDER', help='where doctrees are kept'
    )
    parser.add_argument(
        '-D',
        dest='define',
        metavar='NAME=VALUE',
        action='append',
        default=[],
        help='override a value of conf.py, as sphinx-build does',
    )
    parser.add_argument(
        '-t',
        dest='tag',
        metavar='TAG',
        action='append',
        default=[],
        help='define a tag, as sphinx-build does',
    )
