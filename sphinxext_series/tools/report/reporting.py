"""``sphinx-series report``: the report, printed."""

from __future__ import annotations

import json
import os
import re
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxext_series.tools.building import CommandError, built_project
from sphinxext_series.tools.command import add_project

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping
    from typing import Any

FOUND = 1
#: What a build can be failed for.
KINDS = ('review', 'limit', 'missing', 'requires', 'route', 'section', 'edition')


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    add_project(parser)
    parser.add_argument(
        '--fail-on',
        default='',
        metavar='KINDS',
        help=f'exit with 1 if there is any of these: {",".join(KINDS)}',
    )
    parser.add_argument(
        '--json', action='store_true', help='print report.json instead of the text'
    )


def run(arguments: Namespace) -> int:
    """Print the report; return 1 if it has what the caller fails on."""
    kinds = [kind.strip() for kind in arguments.fail_on.split(',') if kind.strip()]
    for kind in kinds:
        if kind not in KINDS:
            raise CommandError(
                f'--fail-on {kind}: expected some of {", ".join(KINDS)}, with commas'
            )
    warnings = StringIO()
    try:
        with built_project(arguments, warnings=warnings) as project:
            outdir = Path(project.app.outdir)
            text = (outdir / 'report.txt').read_text(encoding='utf-8')
            report = (outdir / 'report.json').read_text(encoding='utf-8')
    finally:
        sys.stderr.write(_in_colour(warnings.getvalue()))
    sys.stdout.write(report if arguments.json else text)
    kinds_found = _kinds_of(json.loads(report))
    return FOUND if kinds_found & set(kinds) else 0


def _in_colour(text: str) -> str:
    """Return a text as it is for a terminal, else without the codes for colours."""
    if sys.stderr.isatty() and not os.environ.get('NO_COLOR'):
        return text
    return re.sub(r'\x1b\[[0-9;]*m', '', text)


def _kinds_of(report: Mapping[str, Any]) -> set[str]:
    """Return the kinds of which the report has at least one."""
    # What was not compared may have changed.
    kinds = {'review'} if report['review_problems'] else set()
    for series in report['series'].values():
        states = {one['state'] for one in series['reviews']}
        present = {
            'review': 'changed' in states,
            'limit': series['limits'],
            'missing': series['missing'],
            'requires': series['requirements'] or series['circles'],
            'route': series['routes']['on_none'],
            'section': series['sections']['alone'],
            'edition': series['editions']['problems'],
        }
        kinds |= {kind for kind, value in present.items() if value}
    return kinds
