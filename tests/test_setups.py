"""A series in projects that are set up in another way than most."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from links import dead_links

if TYPE_CHECKING:
    from conftest import Project

SNIPPETS = Path(__file__).parents[1] / 'docs' / 'snippets'
GLOB = 'Top\n===\n\n.. toctree::\n   :glob:\n\n   *\n   beans/*\n'
LAYOUT = (
    '{% extends "!layout.html" %}{% block body %}<b>{{ super() }}</b>{% endblock %}'
)
PAGE = '{% extends "layout.html" %}{% block body %}<p>More</p>{% endblock %}'
TEMPLATES = {'_templates/layout.html': LAYOUT, '_templates/more.html': PAGE}
EXTENSIONS = ['sphinxext_series', 'sphinx.ext.autosectionlabel']


def copied(project: Project, markup: str) -> Path:
    """Return the sources of a project: the reference's example, in its own files."""
    source = SNIPPETS / markup
    ignored = shutil.ignore_patterns('*.pseudoxml')
    shutil.copytree(source, project.srcdir, ignore=ignored, dirs_exist_ok=True)
    return project.srcdir


@pytest.mark.parametrize(
    'settings',
    [
        {'extensions': EXTENSIONS},
        {'smartquotes': False},
        {'numfig': True, 'numfig_secnum_depth': 2},
        {'html_baseurl': 'https://coffee.example/en'},
        {'templates_path': ['_templates'], 'html_additional_pages': {'m': 'more.html'}},
        {'language': 'de', 'locale_dirs': ['locale']},
    ],
    ids=lambda settings: next(iter(settings)),
)
def test_settings_of_sphinx_leave_a_series_whole(
    build: Project, settings: dict[str, Any]
) -> None:
    copied(build, 'rst')

    result = build(
        TEMPLATES, builder='html', confoverrides={'nitpicky': True, **settings}
    )

    assert result.warnings == []
    assert list(dead_links(result.outdir)) == []


ODD = """
class Odd:
    def __eq__(self, other):
        raise ValueError('no comparison')
    def __repr__(self):
        raise ValueError('no text')
    __hash__ = None
"""


@pytest.mark.parametrize('name', ['audiences', 'nav', 'drafts', 'external', 'limits'])
@pytest.mark.parametrize('value', ['Odd()', "{'A': Odd()}"])
def test_a_value_that_cannot_be_compared_or_written_is_told(
    build: Project, name: str, value: str
) -> None:
    # As a module: Sphinx cannot keep what conf.py itself defines.
    conf = f'import sys\nsys.path.append({str(build.srcdir)!r})\n'
    conf += f'from odd_values import Odd\nseries_{name} = {value}\n'

    result = build({'odd_values.py': ODD, 'conf.py': conf, 'index.rst': 'Top\n===\n'})

    # What is in limits is looked at in the report.
    told = [] if name == 'limits' and value != 'Odd()' else [f'series_{name} is ']
    assert len(result.warnings) == len(told)
    for line in result.warnings:
        assert f'series_{name} is ' in line
        assert ' object at 0x' in line


@pytest.mark.parametrize('root', ['start', 'hub'])
def test_a_hub_is_the_root_by_another_name_or_in_a_globbed_toctree(
    build: Project, root: str
) -> None:
    source = copied(build, 'rst')
    (source / 'index.rst').rename(source / f'{root}.rst')
    files = {'index.rst': GLOB} if root == 'hub' else {'_static/none': ''}

    settings = {'root_doc': root if root == 'start' else 'index', 'nitpicky': True}
    result = build(files, builder='dirhtml', confoverrides=settings)

    assert result.warnings == []
    assert list(dead_links(result.outdir)) == []


@pytest.mark.parametrize(
    'enabled', [['fieldlist', 'colon_fence'], ['attrs_block', 'colon_fence', 'deflist']]
)
def test_other_extensions_of_markdown_leave_a_series_whole(
    build: Project, enabled: list[str]
) -> None:
    source = copied(build, 'myst')
    for path in list(source.rglob('*.md')):
        path.rename(path.with_suffix('.markdown'))

    settings = {
        'myst_enable_extensions': enabled,
        'source_suffix': {'.markdown': 'markdown'},
    }
    result = build({}, builder='html', confoverrides=settings)

    assert result.warnings == []
    assert list(dead_links(result.outdir)) == []


def test_an_excluded_hub_is_told_at_an_article(build: Project) -> None:
    copied(build, 'rst')
    settings = {
        'exclude_patterns': ['index.rst'],
        'root_doc': 'overview',
        'suppress_warnings': ['toc.not_included', 'series.unknown'],
    }

    result = build({}, builder='dummy', confoverrides=settings)

    (warning,) = result.warnings
    assert warning.startswith('a0.rst:4: WARNING: no hub defines series “coffee”')
