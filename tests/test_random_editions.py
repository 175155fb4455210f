"""After edits at random, each edition and the site are those of a clean build.

They share one directory of doctrees, in turn.  ``SERIES_SOAK=1000`` asks for so many
steps, and for others each time.
"""

from __future__ import annotations

import os
import shutil
from random import Random
from typing import TYPE_CHECKING

import pytest
from random_project import EDITS, Library
from test_editions import files_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conftest import Project

SOAK = int(os.environ.get('SERIES_SOAK', '0'))
SEED = int.from_bytes(os.urandom(4)) if SOAK else 14
#: What is built in turn: a root document, and how.
OUTPUTS = (('book', 'html'), ('experts', 'epub'), ('index', 'latex'))
#: What each edition needs to have a title of its own, and a date.
CONF = {'copyright': '2026, nobody', 'version': '1', 'epub_show_urls': 'no'}


def edited(library: Library, random: Random) -> dict[str, str]:
    """Return the sources after some edits, with two editions."""
    for edit in random.sample(EDITS, 3):
        edit(library, random)
    library.edition = library.edition or {'audience': 'A'}
    articles = random.choice(['B*', 'B*, A1?', 'A0, B*, A*'])
    experts = f'.. series-edition:: alpha\n   :articles: {articles}\n'
    title = f'Experts {random.randrange(3)}'
    return {
        **library.files(),
        'experts.rst': f'{title}\n==========\n\n{experts}',
    }


def written(
    project: Project,
    changes: Mapping[str, str | None],
    page: str,
    builder: str,
    builddir: str,
) -> dict[str, bytes]:
    """Build an output, and return its files, and those of its book."""
    result = project(
        changes,
        builder=builder,
        builddir=builddir,
        confoverrides={'root_doc': page, **CONF},
    )
    # Archives have the times of their files.
    names = ('.buildinfo', '.epub')
    return {n: data for n, data in files_of(result.outdir) if not n.endswith(names)}


@pytest.mark.parametrize('seed', [SEED])
def test_editions_in_turn_are_right_after_any_edits(
    build: Project, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    # Books have the time at which they are made.
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1800000000')
    random = Random(seed)  # noqa: S311 (nothing is secret)
    library = Library.of(random, 9, tidy=True)
    before: dict[str, str] = {}
    for _step in range(SOAK or 4):
        files = edited(library, random)
        changes = {**dict.fromkeys(before.keys() - files.keys()), **files}
        before = files
        for page, builder in OUTPUTS:
            found = written(build, changes, page, builder, 'shared')
            clean = written(build, {}, page, builder, 'clean')
            shutil.rmtree(build.directory / 'clean')
            # What has left an edition stays in its directory, and is told.
            differing = {n for n in clean if found.get(n) != clean[n]}
            assert differing == set(), (page, builder)
