"""Extensions beside ours: no new warnings, right pages, also after a change.

Left out unless asked for, since these extensions have to be there: ``tox run -e
neighbours``. Each project is built with us and without us; with us it is changed, and
built again.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.neighbours

HUB = """
    Tea, explained twice
    ====================

    .. series-hub:: tea
       :title: Tea
       :pairs:
          Leaves

       From leaf to cup.
"""
ARTICLES = {
    'start.rst': ('Why tea', 'tea A0', 'Read this first.'),
    'green.rst': ('Green tea', 'tea A1', 'The *young* leaf.'),
    'polyphenols.rst': ('Polyphenols', 'tea B1', 'What is in it.'),
}
OTHER = """
    Something else
    ==============

    A page outside.
"""
#: The directives of ours that stand in pages, for the build without us.
OURS = re.compile(
    r'^( *)(?:\.\. (?:series-|reading-)[\w-]+::.*\n(?:\1 +.*\n|\n)*)', re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An extension: how it is set up and used, and what pages then show."""

    extension: str
    settings: str = ''
    added: Mapping[str, str] = field(default_factory=dict)
    """What is written at the end of pages, by their names."""
    shown: Mapping[str, str] = field(default_factory=dict)
    """What is to be found in the output, by the names of files."""
    toctree: bool = True


IN_TABS = """
    .. tabs::

       .. tab:: Leaves

          .. series-pair::
             :series: tea
             :number: 1

       .. tab:: Water

          Hot.
"""
IN_DESIGN = """
    .. grid:: 1

       .. grid-item-card:: The map

          .. series-map::
             :series: tea

    .. dropdown:: The routes

       .. reading-guide::
          :series: tea
"""
ADDRESS = "html_baseurl = ogp_site_url = 'https://tea.example/'\n"
NEIGHBOURS = {
    'design': Neighbour(
        extension='sphinx_design',
        added={'other.rst': IN_DESIGN},
        shown={'other.html': 'class="series-map"'},
    ),
    'myst': Neighbour(extension='myst_parser'),
    'copybutton': Neighbour(
        extension='sphinx_copybutton',
        added={'green.rst': '.. code-block:: console\n\n   $ boil water\n'},
        shown={'green.html': 'copybutton.js'},
    ),
    'opengraph': Neighbour(
        extension='sphinxext.opengraph',
        settings=ADDRESS,
        shown={'green.html': '<meta property="og:title" content="Green tea"'},
    ),
    'tabs': Neighbour(
        extension='sphinx_tabs.tabs',
        added={'other.rst': IN_TABS},
        shown={'other.html': 'class="series-card__link'},
    ),
    'todo': Neighbour(
        extension='sphinx.ext.todo',
        settings='todo_include_todos = True\n',
        added={
            'green.rst': '.. todo:: Tell of matcha.\n',
            'other.rst': '.. todolist::\n',
        },
        shown={'other.html': 'Tell of matcha.'},
    ),
    'ifconfig': Neighbour(
        extension='sphinx.ext.ifconfig',
        added={'other.rst': '.. ifconfig:: True\n\n   .. series-list::\n'},
        shown={'other.html': 'From leaf to cup.'},
    ),
    'autosectionlabel': Neighbour(
        extension='sphinx.ext.autosectionlabel',
        settings='autosectionlabel_prefix_document = True\n',
        added={'other.rst': 'See :ref:`index:tea/Complete index`.\n'},
        shown={'other.html': 'href="index.html#complete-index"'},
    ),
    'intersphinx': Neighbour(
        extension='sphinx.ext.intersphinx',
        settings='intersphinx_mapping = {}\n',
    ),
    'notfound': Neighbour(
        extension='notfound.extension', shown={'404.html': 'Page not found'}
    ),
    'sitemap': Neighbour(
        extension='sphinx_sitemap',
        settings=ADDRESS,
        shown={'sitemap.xml': 'https://tea.example/'},
    ),
    'ablog': Neighbour(
        extension='ablog',
        settings=f"{ADDRESS}blog_title = 'Tea'\nblog_baseurl = html_baseurl\n",
        added={'green.rst': '.. post:: Jan 1, 2026\n', 'other.rst': '.. postlist::\n'},
        shown={'other.html': 'green.html', 'blog.html': 'Green tea'},
    ),
    'needs': Neighbour(
        extension='sphinx_needs',
        added={
            'green.rst': '.. req:: Water\n   :id: WATER\n\n   Hot.\n',
            'other.rst': '.. needlist::\n',
        },
        shown={'other.html': 'WATER'},
    ),
    'external-toc': Neighbour(
        extension='sphinx_external_toc',
        toctree=False,
        shown={'index.html': 'href="polyphenols.html"'},
    ),
}
TOC = 'root: index\nentries:\n- file: polyphenols\n- file: other\n'


class Project:
    """A project beside a neighbour, built as a person does."""

    def __init__(self, folder: Path, neighbour: Neighbour) -> None:
        self.source = folder / 'source'
        self.folder = folder
        self.source.mkdir()
        self.write('conf.py', f'project = "Tea"\n{neighbour.settings}')
        hub = dedent(HUB) + (
            '\n.. toctree::\n\n   other\n' if neighbour.toctree else ''
        )
        pages = {'index.rst': hub, 'other.rst': dedent(OTHER)}
        for name, (title, argument, summary) in ARTICLES.items():
            claim = f'.. series-article:: {argument}\n\n   {summary}\n'
            pages[name] = f'{title}\n{"=" * 20}\n\n{claim}\nText of {title}.\n'
        for name, text in pages.items():
            self.write(name, f'{text}\n{dedent(neighbour.added.get(name, ""))}')
        if not neighbour.toctree:
            self.write('_toc.yml', TOC)

    def write(self, name: str, text: str) -> None:
        """Write a file of the project."""
        (self.source / name).write_text(text.lstrip('\n'), encoding='utf-8')

    def build(self, *extensions: str, output: str = 'output') -> tuple[Path, list[str]]:
        """Return the output and the lines of the warnings."""
        configured = f'extensions={",".join(extensions)}'
        command = [sys.executable, '-m', 'sphinx', '-nqD', configured, '--no-color']
        places = [str(self.source), str(self.folder / output)]
        result = subprocess.run(  # noqa: S603
            [*command, *places], capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stderr
        return self.folder / output, result.stderr.splitlines()


@pytest.mark.parametrize('name', NEIGHBOURS)
def test_a_series_and_a_neighbour_do_not_disturb_each_other(
    tmp_path: Path, name: str
) -> None:
    neighbour = NEIGHBOURS[name]
    project = Project(tmp_path, neighbour)

    output, warnings = project.build('sphinxext_series', neighbour.extension)

    assert warnings == []
    _assert_pages_are_right(output, 'Green tea')
    for file, text in neighbour.shown.items():
        assert text in (output / file).read_text(encoding='utf-8')

    green = (project.source / 'green.rst').read_text(encoding='utf-8')
    project.write('green.rst', green.replace('Green tea', 'Verdant tea', 1))
    output, warnings = project.build('sphinxext_series', neighbour.extension)
    clean, _warnings = project.build(
        'sphinxext_series', neighbour.extension, output='clean'
    )

    assert warnings == []
    _assert_pages_are_right(output, 'Verdant tea')
    for page in ('index', 'start', 'green', 'polyphenols'):
        assert _stable(output / f'{page}.html') == _stable(clean / f'{page}.html')


def _stable(page: Path) -> str:
    """Return a page without the random names that sphinx-needs gives."""
    return re.sub('SNCB-[0-9a-f]+', '', page.read_text('utf-8'))


def _assert_pages_are_right(output: Path, title: str) -> None:
    hub = (output / 'index.html').read_text(encoding='utf-8')
    codes = re.findall(r'series-card__link[^>]*><span class="series-code">(\w+)<', hub)
    assert codes == ['A0', 'A1', 'B1']
    assert f'<span class="series-code">A1</span>: {title}</a>' in hub
    for page in ('start', 'green', 'polyphenols'):
        text = (output / f'{page}.html').read_text(encoding='utf-8')
        assert text.count('class="series series-nav') == 1
        assert text.count('class="series series-pager') == 1
        assert f': {title}</a>' in text or page == 'green'


@pytest.mark.parametrize('name', NEIGHBOURS)
def test_a_neighbour_warns_of_no_more_than_without_a_series(
    tmp_path: Path, name: str
) -> None:
    neighbour = NEIGHBOURS[name]
    project = Project(tmp_path, neighbour)
    for path in project.source.glob('*.rst'):
        text = OURS.sub('', path.read_text(encoding='utf-8'))
        text = text.replace('See :ref:`index:tea/Complete index`.', '')
        if path.name == 'index.rst' and neighbour.toctree:
            text += ''.join(f'   {Path(article).stem}\n' for article in ARTICLES)
        project.write(path.name, text)

    _output, warnings = project.build(neighbour.extension)

    expected = ['not included'] if name == 'external-toc' else []
    assert [w for w in warnings if "isn't included in any toctree" not in w] == []
    assert bool(warnings) == bool(expected)


def test_a_hub_adopts_what_an_external_toc_leaves_out(tmp_path: Path) -> None:
    neighbour = NEIGHBOURS['external-toc']
    project = Project(tmp_path, neighbour)
    both = ('sphinxext_series', neighbour.extension)

    output, _warnings = project.build(*both)
    first = _listed(output)
    project.write('_toc.yml', TOC.replace('- file: polyphenols\n', ''))
    output, warnings = project.build(*both)

    assert first == ['start', 'green', 'polyphenols', 'other']
    assert _listed(output) == ['start', 'green', 'polyphenols', 'other']
    assert warnings == []
    inventory = json.loads((output / 'series.json').read_text(encoding='utf-8'))
    assert len(inventory['series']['tea']['articles']) == 3


def _listed(output: Path) -> list[str]:
    """Return the documents in the sidebar of the first page."""
    page = (output / 'index.html').read_text(encoding='utf-8')
    return re.findall(r'toctree-l1"><a class="reference internal" href="(\w+)\.', page)


def test_notebooks_are_articles(tmp_path: Path) -> None:
    project = Project(tmp_path, NEIGHBOURS['copybutton'])
    settings = "nb_execution_mode = 'off'\nmyst_enable_extensions = ['colon_fence']\n"
    project.write('conf.py', settings)
    directive = ':::{series-article} tea A2\n:requires: A1\n\nBy *directive*.\n:::'
    notebooks: dict[str, tuple[list[str], dict[str, object]]] = {
        'directive.ipynb': ([f'# Water\n\n{directive}', 'Text.'], {}),
        'metadata.ipynb': (['# Lime', 'First.'], {'series': 'tea B2'}),
        'several.ipynb': (['# Sugar', 'First.'], {'series': ['tea A3', 'tea-time A1']}),
    }
    for name, (cells, metadata) in notebooks.items():
        project.write(name, json.dumps(_notebook(cells, metadata)))
    hub = '\n.. series-hub:: tea-time\n   :parts: none\n'
    project.write('other.rst', dedent(OTHER) + hub)

    output, warnings = project.build('sphinxext_series', 'myst_nb')

    assert warnings == []
    exported = json.loads((output / 'series.json').read_text(encoding='utf-8'))
    articles = exported['series']['tea']['articles']
    found = {each['code']: (each['title'], each['summary']) for each in articles}
    assert found['A2'] == ('Water', 'By directive.')
    assert found['B2'] == ('Lime', 'First.')
    assert found['A3'] == ('Sugar', 'First.')
    assert len(exported['series']['tea-time']['articles']) == 1
    for name in ('directive', 'metadata', 'several'):
        assert 'series-nav' in (output / f'{name}.html').read_text(encoding='utf-8')


def _notebook(cells: list[str], metadata: Mapping[str, object]) -> dict[str, object]:
    text = [
        {'cell_type': 'markdown', 'id': f'text-{n}', 'metadata': {}, 'source': source}
        for n, source in enumerate(cells)
    ]
    code = {
        'cell_type': 'code',
        'id': 'code',
        'metadata': {},
        'source': 'print(1)',
        'execution_count': 1,
        'outputs': [{'output_type': 'stream', 'name': 'stdout', 'text': '1'}],
    }
    kernel = {'name': 'python3', 'display_name': 'Python 3', 'language': 'python'}
    return {
        'cells': [*text, code],
        'metadata': {'kernelspec': kernel, **metadata},
        'nbformat': 4,
        'nbformat_minor': 5,
    }


def test_autosectionlabel_finds_no_duplicates_on_a_hub(tmp_path: Path) -> None:
    project = Project(tmp_path, NEIGHBOURS['copybutton'])
    second = '\n.. series-hub:: tea-time\n   :planned: A1 Cups\n   :next: tea\n'
    project.write('other.rst', dedent(OTHER) + second)

    _output, warnings = project.build('sphinxext_series', 'sphinx.ext.autosectionlabel')

    assert warnings == []


@pytest.mark.parametrize('place', ['output', 'source/_build'])
def test_sphinx_autobuild_builds_once_for_each_change(
    tmp_path: Path, place: str
) -> None:
    project = Project(tmp_path, NEIGHBOURS['copybutton'])
    project.write('conf.py', "extensions = ['sphinxext_series']\n")
    log = tmp_path / 'log'
    command = [sys.executable, '-m', 'sphinx_autobuild', '--port', '0', '--delay', '0']
    with log.open('w') as file:
        process = subprocess.Popen(  # noqa: S603
            [*command, str(project.source), str(tmp_path / place)],
            stdout=file,
            stderr=subprocess.STDOUT,
            env=os.environ | {'PYTHONUNBUFFERED': '1'},
        )
        try:
            _wait_for(log, builds=1)
            green = (project.source / 'green.rst').read_text(encoding='utf-8')
            project.write('green.rst', green.replace('Green tea', 'Verdant tea', 1))
            _wait_for(log, builds=2)
            time.sleep(5)  # a loop would go on
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)

    assert log.read_text(encoding='utf-8').count('build succeeded') == 2
    _assert_pages_are_right(tmp_path / place, 'Verdant tea')


def _wait_for(log: Path, builds: int) -> None:
    """Wait until that many builds are done, and the server has settled."""
    for _second in range(60):
        if log.read_text(encoding='utf-8').count('build succeeded') >= builds:
            break
        time.sleep(1)
    time.sleep(3)
