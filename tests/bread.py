"""A project for tests in which a series meets everything that Sphinx can do to it.

It lies in ``stress/rest``, and again, in Markdown, in ``stress/myst``: three audiences,
planned articles and a draft; titles with emphasis, code, mathematics, references,
substitutions and footnotes; summaries with images, footnotes, citations, index entries,
terms, labels, equations and tables; numbered sections; two hubs; an article that
another toctree lists; one in both series.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from conftest import Project

if TYPE_CHECKING:
    from conftest import Result

STRESS = Path(__file__).with_name('stress')
#: The articles that are listed, in the order of the series.
CODES = ['A0', 'A1', 'B1', 'C1', 'A2', 'B2', 'C2', 'A3', 'C3', 'A4']
#: What readers see of the titles of articles, where there is no markup.
TITLES = {
    'A0': 'Why bread rises',
    'A1': 'Which flour? 00, T65 and the 5 #1 _questions_ {about} it ~ $1 \\o/ ^',
    'B1': 'Baker’s percentages: h = w / f',
    'C1': 'Gluten, a network',
    'A2': 'Sourdough at home (see The oven, and what is wrong with it)',
    'C2': 'Who lives in it: L. sanfranciscensis & S. cerevisiae 2',
    'A3': 'The oven, and what is wrong with it',
    'A4': 'Overnight in the cold',
}


class Bread:
    """The project, built once by each builder, every warning being an error."""

    def __init__(self, folder: Path, markup: str = 'rest') -> None:
        self.project = Project(folder)
        self.results: dict[str, Result] = {}
        shutil.copytree(STRESS / markup, self.project.srcdir)
        images = STRESS / 'rest' / '_images'
        shutil.copytree(images, self.project.srcdir / '_images', dirs_exist_ok=True)

    def __call__(self, builder: str, **settings: object) -> Result:
        """Return what the builder made, of the settings that came first."""
        if builder not in self.results:
            self.results[builder] = self.project(
                builder=builder,
                builddir=builder,
                warningiserror=True,
                confoverrides={'nitpicky': True, **settings},
            )
            self.project.close()
        return self.results[builder]

    def make_the_hub_the_root(self) -> None:
        """Let the project begin with the hub, without a page before it."""
        source = self.project.srcdir
        hub = (source / 'bread.rst').read_text(encoding='utf-8')
        others = '\n.. toctree::\n\n   cheese\n   tools/index\n   glossary\n'
        (source / 'index.rst').write_text(hub + others, encoding='utf-8')
        (source / 'bread.rst').unlink()
