"""The example project: it builds everywhere, and shows what it is to show."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import errors_of_sphinx_build

EXAMPLE = Path(__file__).parents[1] / 'example_docs'
CODES = ['A0', 'A1', 'B1', 'A2', 'B2', 'A3', 'B3', 'A4', 'B4', 'A5', 'B5', 'A6', 'B6']
BUILDERS = [
    'html',
    'dirhtml',
    'singlehtml',
    'epub',
    'latex',
    'text',
    'man',
    'texinfo',
    'xml',
    'pseudoxml',
    'json',
    'gettext',
    'dummy',
]
#: What an article says of itself: directive, with options and summary, or fields.
CLAIM = re.compile(
    r'^\.\. series-article::.*\n(?:\n|   .*\n)*'
    r'|^:{3,}\{series-article\}(?:.*\n)+?:{3,}$'
    r'|^:series(?:-\w+)?:.*\n(?:   .*\n)*'
    r'|\A---\n(?:.*\n)*?---$',
    re.MULTILINE,
)


class Example:
    """The example, built as a person does, once for each builder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.built: dict[tuple[str, ...], Path] = {}
        shutil.copytree(EXAMPLE, folder / 'source')

    def __call__(self, builder: str, *options: str) -> Path:
        """Return the output, every warning on the way being an error."""
        key = (builder, *options)
        if key not in self.built:
            output = self.folder / f'output-{len(self.built)}'
            places = '-d', f'{output}-doctrees', self.folder / 'source', output
            assert errors_of_sphinx_build('-nWqb', *key, *places) == ''
            self.built[key] = output
        return self.built[key]


@pytest.fixture(scope='module')
def build(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """Return the example, to be built."""
    return Example(tmp_path_factory.mktemp('example'))


@pytest.mark.parametrize('builder', BUILDERS)
def test_the_example_builds_without_a_warning(build: Example, builder: str) -> None:
    output = build(builder)

    assert any(output.iterdir()) or builder == 'dummy'


def test_the_hub_shows_every_article_once_and_the_routes(build: Example) -> None:
    hub = (build('html') / 'series/car-t.html').read_text(encoding='utf-8')

    index = re.findall(r'series-card__link[^>]*><span class="series-code">(\w+)<', hub)
    routes = re.findall(r'<li class="series-route" id="([\w-]+)">', hub)
    assert index == CODES
    assert routes == ['route-big-picture', 'route-depth', 'route-business']
    for number in range(1, 7):
        assert f'<section id="pair-{number}">' in hub
        assert f'href="#pair-{number}"' in hub  # in the page's contents, and the map


def test_the_big_picture_is_read_from_a0_to_a6_and_back_to_the_hub(
    build: Example,
) -> None:
    output = build('html')
    visited = []

    page = output / 'start/what-is-car-t.html'
    while 'series-pager' in (html := page.read_text(encoding='utf-8')):
        visited.append(re.search(r'="page"><span class="series-code">(\w+)<', html))
        following = re.search(r'<link rel="next"[^>]*href="([^"]+)"', html)
        assert following is not None
        page = (page.parent / following[1]).resolve()

    assert [match[1] for match in visited if match] == CODES[0:2] + [
        code for code in CODES[3:] if code[0] == 'A'
    ]
    assert page == (output / 'series/car-t.html').resolve()


def test_joined_documents_contain_every_article_once(build: Example) -> None:
    tex = build('latex') / 'car-ttherapyexplainedtwice.tex'
    single = build('singlehtml') / 'index.html'

    for text in (tex.read_text('utf-8'), single.read_text('utf-8')):
        assert text.count('What wins: seven conditions for a CAR') > 1
        assert text.count('Part of ') == len(CODES)


def test_titles_are_written_once_and_shown_as_often_as_the_readme_says(
    build: Example,
) -> None:
    data = json.loads((build('html') / 'series.json').read_text('utf-8'))
    titles = {a['title'] for a in data['series']['car-t']['articles']}
    pages = (p for p in build('text').rglob('*.txt') if p.name != 'series.txt')
    texts = [' '.join(p.read_text('utf-8').replace('*', '').split()) for p in pages]

    shown = sum(text.count(title) for text in texts for title in titles)

    assert len(titles) == len(CODES)
    assert 70 < shown < 100


def test_less_is_written_than_shown_as_the_readme_says(build: Example) -> None:
    data = json.loads((build('html') / 'series.json').read_text('utf-8'))
    text = build('text')
    written = [(EXAMPLE / 'series' / 'car-t.rst').read_text('utf-8')]
    shown = [(text / 'series' / 'car-t.txt').read_text('utf-8')]
    for article in data['series']['car-t']['articles']:
        name = article['uri'].removesuffix('.html')
        [source] = EXAMPLE.glob(f'{name}.*')
        written += CLAIM.findall(source.read_text('utf-8'))
        page = (text / f'{name}.txt').read_text('utf-8')
        shown += re.findall(r'^Part of .*?\n\n', page, re.MULTILINE | re.DOTALL)

    counts = [sum(len(part.split()) for part in texts) for texts in (written, shown)]

    readme = ' '.join((EXAMPLE.parent / 'README.md').read_text('utf-8').split())
    stated = re.search(r'have ([\d,]+) words, of which authors write ([\d,]+)', readme)
    assert stated
    assert [round(count, -2) for count in counts] == [
        int(number.replace(',', '')) for number in reversed(stated.groups())
    ]


def test_nothing_of_ours_is_left_in_the_xml(build: Example) -> None:
    output = build('xml')

    tags = {
        tag
        for page in output.rglob('*.xml')
        for tag in re.findall(r'<([A-Za-z_]+)', page.read_text(encoding='utf-8'))
    }
    placeholders = {'article_claim', 'hub_claim', 'pair_part', 'guide_part'}
    assert tags.isdisjoint(placeholders | {'route_claim', 'series_part', 'authored'})


def test_parallel_builds_are_the_same(build: Example) -> None:
    serial = build('html')
    parallel = build('html', '-j', '2')

    for page in serial.rglob('*.html'):
        other = parallel / page.relative_to(serial)
        assert page.read_bytes() == other.read_bytes()


@pytest.mark.parametrize('article', sorted(EXAMPLE.glob('*/*.*')))
def test_an_article_is_of_the_length_that_was_promised(article: Path) -> None:
    if article.parent.name == 'series':
        return
    text = article.read_text(encoding='utf-8')
    body = re.split(r'\n(?:## )?Sources\n', text)[0]

    assert 350 <= len(body.split()) <= 800
    assert 'Sources' in text
