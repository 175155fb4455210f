"""A gallery of slips: what authors get wrong, and every message that they get.

Each file in ``slips`` is a document with a slip, and the text file beside it has the
messages, as they are on the console.  A folder is one project, so that a few builds are
enough; its series have different names, and do not disturb one another.  A slip that
takes several documents has them beside it, as ``name-2.rst`` and so on.

``python tests/test_slips.py`` writes the messages as they are now, and the table of the
documentation from them.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from conftest import Project

SLIPS = Path(__file__).with_name('slips')
TABLE = Path(__file__).parents[1] / 'docs' / 'reference' / 'slips.rst'
FOLDERS = sorted(path for path in SLIPS.iterdir() if path.is_dir())
#: Of a slip with several documents, the number of one.
FURTHER = re.compile(r'-\d+$')
CONFIGURATION = """
extensions += ['myst_parser', 'sphinx.ext.ifconfig']
source_suffix['.md'] = 'markdown'
myst_enable_extensions = ['colon_fence', 'dollarmath']
# Documents that join no series through their slip are in no toctree either.
suppress_warnings = ['toc.not_included']
"""


def slips_in(folder: Path) -> list[str]:
    """Return the names of the slips in a folder, without the endings of files."""
    documents = {path.stem for path in folder.iterdir() if path.suffix != '.txt'}
    return sorted({FURTHER.sub('', name) for name in documents - {'conf', 'index'}})


def as_told_now(line: str) -> str:
    """Return a message of docutils in the words that it has from 0.22 on."""
    return line.replace(
        'ERROR: Document or section may not begin with a transition.',
        'WARNING: Transition at the start of the section.',
    )


def messages_in(folder: Path, directory: Path) -> dict[str, list[str]]:
    """Build a folder, and return the messages for each of its slips."""
    project = Project(directory)
    shutil.copytree(folder, project.srcdir, ignore=shutil.ignore_patterns('*.txt'))
    own = folder / 'conf.py'
    configuration = CONFIGURATION + (own.read_text('utf-8') if own.exists() else '')
    files: dict[str, str | None] = {'conf.py': configuration}
    if not list(folder.glob('index.*')):
        files['index.rst'] = 'Slips\n=====\n'
    result = project(files, builder='text')
    project.close()
    messages: dict[str, list[str]] = {name: [] for name in slips_in(folder)}
    name = ''
    for line in map(as_told_now, result.warnings):
        begins = re.match(r'(?:([\w-]+)\.(?:rst|md|inc):\d+: )?(?:WARNING|ERROR)', line)
        if begins:
            name = FURTHER.sub('', begins[1]) if begins[1] else 'conf'
        # What docutils says may have several lines.
        messages.setdefault(name, []).append(line)
    return messages


@pytest.mark.parametrize('folder', FOLDERS, ids=lambda folder: folder.name)
def test_every_slip_is_told_in_these_words(folder: Path, tmp_path: Path) -> None:
    messages = messages_in(folder, tmp_path)

    expected = {
        path.stem: path.read_text('utf-8').splitlines() for path in folder.glob('*.txt')
    }
    assert messages == expected


def test_there_are_slips_in_both_markups() -> None:
    names = [path for folder in FOLDERS for path in folder.iterdir()]

    assert sum(path.suffix == '.txt' for path in names) >= 250
    assert sum(path.suffix == '.md' for path in names) >= 80


def test_the_table_of_the_documentation_is_made_of_them() -> None:
    assert TABLE.read_text('utf-8') == table()


INTRODUCTION = """Slips
=====

What authors have been seen to get wrong, and what they are told. Each line is a file in
``tests/slips``, where its text is; ``python tests/test_slips.py`` makes this page.
Where nothing is said, it works. :doc:`warnings` says what to do.
"""


def table() -> str:
    """Return the page of the documentation: a table for each folder."""
    sections = []
    for folder in FOLDERS:
        title = in_words(folder.name).capitalize()
        rows = [
            f'   * - {in_words(path.stem)}\n     - {said(path.read_text("utf-8"))}\n'
            for path in sorted(folder.glob('*.txt'))
        ]
        sections.append(
            f'\n{title}\n{"-" * len(title)}\n\n'
            '.. list-table::\n   :widths: 1 3\n\n' + ''.join(rows)
        )
    return INTRODUCTION + ''.join(sections)


def in_words(name: str) -> str:
    """Return the name of a file as words."""
    return name.replace('-', ' ').removeprefix('md ')


def said(text: str) -> str:
    """Return the messages on one line, without their places and what docutils shows."""
    message = re.compile(r'^(?:\S+:\d+: )?(?:WARNING|ERROR): (.*)$', re.MULTILINE)
    lines = [re.sub(r'([\\`*_|])', r'\\\1', line) for line in message.findall(text)]
    return ' — '.join(lines) or '(nothing)'


def write_messages() -> None:
    """Write what is said now beside each slip."""
    for folder in FOLDERS:
        with tempfile.TemporaryDirectory() as directory:
            messages = messages_in(folder, Path(directory))
        for path in folder.glob('*.txt'):
            path.unlink()
        for name, lines in messages.items():
            text = ''.join(f'{line}\n' for line in lines)
            (folder / f'{name}.txt').write_text(text, 'utf-8')
    TABLE.write_text(table(), 'utf-8')


if __name__ == '__main__':
    write_messages()
