"""Pictures of commands in a terminal, with what they really print.

Run as a script, this draws them anew: ``tox run -e terminal``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html import unescape
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / 'docs' / 'images'
PROJECT = ROOT / 'docs' / 'snippets' / 'second-pair-rst'
COMMAND = 'from sphinxext_series.tools.command import main; raise SystemExit(main())'
LIMITS = "series_limits = {'A': {'sentence': 12}}\n"
WIDTH = 88
#: Words that went and came, and what was typed.
COLOURS = {r'\[-.*?-\]': 'red', r'\{\+.*?\+\}': 'green', r'(?m)^\$ .*': 'bold'}
#: Rich has the reader's browser fetch a font from elsewhere.
FONT = re.compile(r'@font-face \{.*?\}\s*', re.DOTALL)


def main() -> None:
    """Draw the pictures."""
    with TemporaryDirectory() as folder:
        for name, text in sessions(Path(folder)).items():
            (IMAGES / f'{name}.svg').write_text(drawn(text, name), encoding='utf-8')


def sessions(folder: Path) -> dict[str, str]:
    """Return what a terminal shows in which a figure changes in one of two texts."""
    docs = folder / 'docs'
    shutil.copytree(PROJECT, docs, ignore=shutil.ignore_patterns('*.pseudoxml'))
    with (docs / 'conf.py').open('a', encoding='utf-8') as stream:
        stream.write(LIMITS)
    article = docs / 'a1.rst'
    text = article.read_text(encoding='utf-8')
    article.write_text(text.replace('cooler water', 'water of 94 °C'), encoding='utf-8')
    for arguments in ('init --quiet', 'add .'):
        subprocess.run(['git', *arguments.split()], check=True, cwd=folder)  # noqa: S603, S607
    _printed(folder, 'review coffee 1 docs --yes')
    text = article.read_text(encoding='utf-8')
    article.write_text(text.replace('94', '92'), encoding='utf-8')
    return {
        'report': _printed(folder, 'report docs'),
        # A terminal shows the answer as it is typed.
        'review': _printed(folder, 'review coffee 1 docs', 'y\n').replace(
            '[y/N] ', '[y/N] y\n'
        ),
    }


def _printed(folder: Path, arguments: str, answer: str = '') -> str:
    done = subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, '-c', COMMAND, *arguments.split()],
        cwd=folder,
        env={**os.environ, 'PYTHONPATH': str(ROOT), 'PYTHONUTF8': '1'},
        input=answer,
        capture_output=True,
        encoding='utf-8',
        check=True,
    )
    return f'$ sphinx-series {arguments}\n{done.stdout}'


def drawn(text: str, title: str) -> str:
    """Return a picture of a terminal that shows a text."""
    from rich.console import Console
    from rich.text import Text

    console = Console(record=True, width=WIDTH, file=StringIO())
    shown = Text(text.rstrip())
    for pattern, style in COLOURS.items():
        shown.highlight_regex(pattern, style)
    console.print(shown)
    name = f'sphinx-series {title}'
    return FONT.sub('', console.export_svg(title=name, unique_id=f'terminal-{title}'))


def text_in(picture: str) -> str:
    """Return the text that a picture shows, without spaces, and without days."""
    lines = re.findall(r'<text[^>]*>(.*?)</text>', picture)
    return comparable(unescape(''.join(lines)))


def comparable(text: str) -> str:
    """Return a text without spaces, which pictures break it at, and without days."""
    return re.sub(r'\d{4}-\d\d-\d\d', 'DAY', ''.join(text.split()))


if __name__ == '__main__':
    main()
