"""A series as an electronic book: ``epubcheck`` has nothing to say.

Left out unless asked for, since it needs Java: ``tox run -e epub``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from bread import Bread
from conftest import Project

pytestmark = pytest.mark.epub

EXAMPLE = Path(__file__).parents[1] / 'example_docs'
#: The Debian package has no program of its own.
CHECK = ['java', '-jar', '/usr/share/java/epubcheck.jar']
#: What sphinx-design writes for its tabs and icons is for browsers.
OF_SPHINX_DESIGN = ('<details class="sd-', '<div class="sd-tab-set', '<svg')


def checked(book: Path) -> list[str]:
    """Return what is wrong with a book."""
    result = subprocess.run(  # noqa: S603
        [*CHECK, str(book)], capture_output=True, text=True, check=False
    )
    assert 'EPUBCheck completed' in result.stdout
    lines = (result.stdout + result.stderr).splitlines()
    return [line for line in lines if re.match('(FATAL|ERROR|WARNING)', line)]


@pytest.mark.parametrize('root', [False, True], ids=['below', 'root'])
def test_a_book_is_valid(tmp_path: Path, *, root: bool) -> None:
    bread = Bread(tmp_path)
    if root:
        bread.make_the_hub_the_root()

    (book,) = bread('epub').outdir.glob('*.epub')

    assert checked(book) == []


@pytest.mark.parametrize('root', ['index', 'booklet', 'handbook'])
def test_only_components_for_browsers_make_the_example_invalid(
    tmp_path: Path, root: str
) -> None:
    project = Project(tmp_path)
    shutil.copytree(EXAMPLE, project.srcdir)

    overrides = {'root_doc': root}
    result = project(builder='epub', warningiserror=True, confoverrides=overrides)
    project.close()

    (book,) = result.outdir.glob('*.epub')
    with ZipFile(book) as pages:
        for line in checked(book):
            (name,) = re.findall(r'\.epub/(\S+?)\(', line)
            if name in {'nav.xhtml', 'toc.ncx', f'{root}.xhtml'}:
                # They lead to places in pages that could not be read.
                assert re.search('RSC-012|NAV-011', line), line
                continue
            text = pages.read(name).decode()
            assert any(component in text for component in OF_SPHINX_DESIGN), line
