"""Those who follow README or "Your first hub" word by word arrive.

Everything is taken from the text: which files to write, under which names, and the
command to build. Only the virtual environment is the one in which the tests run.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / 'README.md'
FIRST_HUB = ROOT / 'docs' / 'authors' / 'first-hub.rst'
#: A file that the page shows, and the name under which it is to be written.
INCLUDED = re.compile(r'literalinclude:: (\S+/hub-(?:rst|myst)/(\S+))$', re.MULTILINE)
# The command is the last one that is shown.
COMMAND = re.compile(r'^ *(\.venv/bin/sphinx-build .*)$', re.MULTILINE)
SHOWN_FILE = re.compile(r'^`([\w.]+)`\n\n```\w+\n(.*?)^```$', re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(('folded', 'suffix'), [(False, 'rst'), (True, 'md')])
def test_following_the_readme_leads_to_a_hub(
    tmp_path: Path, suffix: str, *, folded: bool
) -> None:
    text = README.read_text(encoding='utf-8')

    # What is folded up is the same in Markdown.
    files = dict(
        SHOWN_FILE.findall(text.split('<details>')[folded].partition('</details>')[0])
    )
    page = built(tmp_path, files, command(text))

    articles = {f'{name}.{suffix}' for name in ('index', 'a1', 'b1')}
    assert set(files) == {'conf.py', *articles}
    assert '<h1>Coffee at home' in page
    assert 'href="b1.html"' in page


@pytest.mark.parametrize(('markup', 'suffix'), [('rst', 'rst'), ('myst', 'md')])
def test_following_the_first_hub_leads_to_a_hub(
    tmp_path: Path, markup: str, suffix: str
) -> None:
    text = FIRST_HUB.read_text(encoding='utf-8')

    files = {
        name: (FIRST_HUB.parent / path).read_text(encoding='utf-8')
        for path, name in INCLUDED.findall(text)
        if f'/hub-{markup}/' in path
    }
    page = built(tmp_path, files, command(text))

    articles = {f'{name}.{suffix}' for name in ('index', 'a1', 'b1')}
    assert set(files) == {'conf.py', *articles}
    assert '<h1>Coffee at home' in page
    assert 'href="b1.html"' in page


def command(text: str) -> str:
    """Return the only command of *text* that builds."""
    (found,) = {match[1] for match in COMMAND.finditer(text)}
    return found


def built(directory: Path, files: dict[str, str], line: str) -> str:
    """Write *files* into ``coffee``, build, and return the page to be opened.

    Beside it lies what lies beside it for a newcomer: packages with documents.
    """
    source = directory / 'coffee'
    source.mkdir()
    for name, text in files.items():
        (source / name).write_text(text, encoding='utf-8')
    package = directory / '.venv' / 'package'
    package.mkdir(parents=True)
    for suffix in ('rst', 'md'):
        (package / f'README.{suffix}').write_text('`` is an error.')

    arguments = shlex.split(line)[1:]
    result = subprocess.run(  # noqa: S603  # the arguments are our own
        [sys.executable, '-m', 'sphinx', *arguments],
        cwd=directory,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.stderr, result.returncode) == ('', 0)
    assert 'build succeeded.' in result.stdout
    return (directory / '_build' / 'index.html').read_text(encoding='utf-8')
