"""What a reader's browser has to load stays small: files, and HTML on each page."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Project

    Build = Callable[..., dict[str, str]]

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / 'example_docs'
STATIC = ROOT / 'sphinxext_series' / 'static'

#: Bytes of a style sheet when minified, and on the way to the reader.
#: Scripts need a minifier of their own: `tox run -e javascript` holds them to theirs.
MINIFIED, PACKED = 8_000, 2_500
#: Bytes of HTML that an article may gain in a series whose articles are all listed …
LISTED = 7_000
#: … and in one that is too long for that.
LONG = 3_000

#: Bytes of a picture in README or documentation.
PICTURE = 150_000

HUB = """
Hub
===

.. series-hub:: long
   :title: A long series
"""
ARTICLE = """
{title}
======================================================

.. series-article:: long {code}

   A summary of {code}.

The text of {code}.
"""
ELEMENT = re.compile(r'class="series[ "]')


@pytest.mark.parametrize(
    'path', sorted(STATIC.glob('*.css')), ids=lambda path: path.name
)
def test_a_style_sheet_keeps_to_its_budget(path: Path) -> None:
    minified = minify(path.read_text(encoding='utf-8')).encode()

    assert len(minified) <= MINIFIED
    assert len(gzip.compress(minified, mtime=0)) <= PACKED


@pytest.mark.parametrize(
    'path', sorted((ROOT / 'docs' / 'images').iterdir()), ids=lambda path: path.name
)
def test_a_picture_of_the_documentation_is_small(path: Path) -> None:
    assert 0 < path.stat().st_size <= PICTURE


def minify(text: str) -> str:
    """Return a text without comments, and without blanks that can be done without.

    A minifier that understands the language would find more.
    """
    text = re.sub(r'/\*.*?\*/', '', text, flags=re.DOTALL)
    text = re.sub(r'^\s*//.*', '', text, flags=re.MULTILINE)
    text = re.sub(r'\s+', ' ', text)
    text = re.sub(r' ?([{};,>]) ?', r'\1', text)
    # A colon begins a value, or a pseudo-class: that may have a blank before it.
    return re.sub(r': ', ':', text).replace(';}', '}').strip()


def test_an_article_of_the_example_gains_little(build: Project) -> None:
    shutil.copytree(EXAMPLE, build.srcdir)
    for path in build.srcdir.rglob('conf.py'):
        path.write_text(path.read_text(encoding='utf-8') + BARE, encoding='utf-8')

    with_us = pages(build)
    without_us = pages(build, extensions=['browser.plain', 'myst_parser'])

    articles = [name for name, html in with_us.items() if 'series-pager' in html]
    gained = {name: len(with_us[name]) - len(without_us[name]) for name in articles}
    assert len(articles) == 13
    assert max(gained.values()) <= LISTED, gained
    assert min(gained.values()) > 0


def test_an_article_of_a_long_series_gains_little_however_long_it_is(
    build: Project,
) -> None:
    build.srcdir.mkdir()
    write_long_series(build.srcdir, 40)
    plain = pages(build, extensions=['browser.plain'])['b12.html']
    of_40 = pages(build, extensions=['sphinxext_series'])['b12.html']
    write_long_series(build.srcdir, 400)
    of_400 = pages(build, extensions=['sphinxext_series'])['b12.html']

    assert 0 < len(of_400) - len(plain) <= LONG
    # Numbers have a digit more: articles, pairs and steps are counted.
    assert len(of_400) - len(of_40) <= 10


def test_only_pages_that_show_a_series_link_its_style_sheet(build: Project) -> None:
    shutil.copytree(EXAMPLE, build.srcdir)

    built = pages(build)

    linked = {name for name, html in built.items() if 'series.css' in html}
    show = {name for name, html in built.items() if ELEMENT.search(html)}
    assert linked == show
    assert len(show) == 16  # the articles, both hubs, and a page with a pair
    assert {'index.html', 'glossary.html', 'search.html'} <= built.keys() - show


#: Nothing of the theme's grows with the series, so that what grows is ours.
BARE = """
html_theme = 'basic'
series_relations = 'toctree'
series_toctree = 'none'
suppress_warnings = ['toc.not_included']
"""


def write_long_series(srcdir: Path, articles: int) -> None:
    """Write a series of pairs with titles of a common length."""
    (srcdir / 'conf.py').write_text(BARE, encoding='utf-8')
    (srcdir / 'index.rst').write_text(HUB, encoding='utf-8')
    for number in range(articles):
        code = f'{"AB"[number % 2]}{number // 2 + 1}'
        title = f'{code} is a title of a length that titles often have'
        text = ARTICLE.format(title=title, code=code)
        (srcdir / f'{code.lower()}.rst').write_text(text, encoding='utf-8')


def pages(build: Project, **confoverrides: object) -> dict[str, str]:
    """Build a project cleanly, and return its pages by their names."""
    number = len(list(build.directory.iterdir()))
    result = build(builddir=f'build-{number}', confoverrides=confoverrides)
    return {
        path.relative_to(result.outdir).as_posix(): path.read_text(encoding='utf-8')
        for path in result.outdir.rglob('*.html')
    }
