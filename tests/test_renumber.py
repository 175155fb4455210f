"""``sphinx-series renumber``: a diff that applies, and its inverse, which undoes it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from coffee import FILES
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_series.environment.domain import series_domain
from sphinxext_series.model.claims import Place
from sphinxext_series.model.codes import Audience, Code
from sphinxext_series.model.series import Series
from sphinxext_series.tools.command import main
from sphinxext_series.tools.renumber.rewriting import Numbers, Rewritten, rewrite

if TYPE_CHECKING:
    from conftest import Project

SERIES = Series(
    name='coffee',
    title=('Coffee',),
    place=Place('index', 4),
    audiences=(Audience('A', 'Drinker'), Audience('B', 'Barista')),
)
SHIFT = Numbers(first=2, step=1)
SWAP = Numbers(swap=(2, 3))


def renumbered(text: str, numbers: Numbers, *, markdown: bool = False) -> Rewritten:
    return rewrite(
        text,
        series=SERIES,
        numbers=numbers,
        is_own=True,
        is_hub=True,
        markdown=markdown,
    )


# -- what is changed, and what is not --------------------------------------------------


@pytest.mark.parametrize(
    ('before', 'shifted', 'swapped'),
    [
        ('.. series-article:: coffee A2\n', 'coffee A3', 'coffee A3'),
        ('.. series-article:: tea A2\n', 'tea A2', 'tea A2'),
        (
            '.. series-article:: coffee B1\n   :requires: A2, tea/A2 coffee/B3\n',
            ':requires: A3, tea/A2 coffee/B4',
            ':requires: A3, tea/A2 coffee/B2',
        ),
        (
            ':series: coffee A2; tea A2\n\nTitle\n=====\n',
            'coffee A3; tea A2',
            'coffee A3;',
        ),
        (
            '.. reading-route:: x\n   :steps: A0, A1..A3 + B, {B2, B12} except A2\n',
            'A0, A1..A4 + B, {B3, B13} except A3',
            'A0, A1..A3 + B, {B3, B12} except A3',
        ),
        (
            'See :series:code:`B2` and {series:code}`coffee/B3`.\n',
            ':series:code:`B3` and {series:code}`coffee/B4`',
            ':series:code:`B3` and {series:code}`coffee/B2`',
        ),
        (
            '.. series-hub:: coffee\n   :planned:\n      A2 The A2 of milk\n',
            'A3 The A2 of milk',
            'A3 The A2 of milk',
        ),
        (
            '.. series-hub:: coffee\n   :articles:\n      B3 /b2/A2\n',
            'B4 /b2/A2',
            'B2 /b2/A2',
        ),
        (
            '.. series-hub:: coffee\n   :pairs:\n      One\n      Two\n      Three\n',
            'One\n      Pair to be named\n      Two\n      Three\n',
            'One\n      Three\n      Two\n',
        ),
        (
            '.. series-pair:: One\n\n.. series-pair:: Two\n   :short: 2\n',
            'Two\n   :number: 3\n   :short: 2\n',
            'Two\n   :number: 3\n   :short: 2\n',
        ),
        (
            'See :series:article:`A2`, :series:article:`the\nthird <coffee/A3>`.\n',
            ':series:article:`A3`, :series:article:`the\nthird <coffee/A4>`',
            ':series:article:`A3`, :series:article:`the\nthird <coffee/A2>`',
        ),
        (
            ':series:pair:`2` :series:article:`tea/A2`\n',
            '`3` :series:article:`tea/A2`',
            '`3`',
        ),
        (
            '.. code-block:: rst\n\n   .. series-article:: coffee A2\n',
            'coffee A2',
            'A2',
        ),
        ('So::\n\n   :series:article:`A2`\n', '`A2`', '`A2`'),
        (
            ':series: coffee B1\n:series-requires: A2,\n   tea/A2\n\nTitle\n=====\n',
            ':series-requires: A3,\n   tea/A2',
            ':series-requires: A3,\n   tea/A2',
        ),
        (
            '.. series-edition:: coffee\n   :articles: A0, A1..A3\n',
            ':articles: A0, A1..A4',
            ':articles: A0, A1..A3',
        ),
        ('.. series-edition:: tea\n   :articles: A2\n', ': A2', ': A2'),
    ],
    ids=str,
)
def test_what_is_changed_in_rest(before: str, shifted: str, swapped: str) -> None:
    assert shifted in renumbered(before, SHIFT).text
    assert swapped in renumbered(before, SWAP).text


@pytest.mark.parametrize(
    ('before', 'shifted'),
    [
        (
            '# T\n\n```{series-article} coffee A2\n:requires: A3\n```\n',
            'coffee A3\n:requires: A4',
        ),
        (
            ':::{series-article} coffee A2\n---\nrequires: A3\n---\n:::\n',
            'requires: A4',
        ),
        ('---\nseries: coffee A2\n---\n\n# Title\n', 'series: coffee A3'),
        ('---\nseries:\n  - coffee A2\n---\n', '- coffee A3'),
        (
            '{series:article}`A2` {series:article}`x <A3>`\n',
            '`A3` {series:article}`x <A4>`',
        ),
        ('```rst\n{series:article}`A2`\n```\n', '`A2`'),
        (
            ':::{series-pair} One\n:::\n\n:::{series-pair} Two\n:::\n',
            '{series-pair} Two\n:number: 3\n',
        ),
        (
            '````{reading-guide}\n```{reading-route} x\n:articles: A2..A3\n```\n````\n',
            ':articles: A3..A4',
        ),
        (
            '---\nseries: coffee B1\nseries-requires:\n  - A2\n---\n',
            'series-requires:\n  - A3\n',
        ),
        (
            ':::{series-hub} coffee\n---\npairs: |\n  One\n  Two\n---\n:::\n',
            '  One\n  Pair to be named\n  Two\n',
        ),
        (
            '````{eval-rst}\n.. series-article:: coffee A2\n   :requires: A3\n````\n',
            'coffee A3\n   :requires: A4\n',
        ),
        (
            '```{eval-rst}\n.. series-pair:: One\n.. series-pair:: Two\n```\n',
            '.. series-pair:: Two\n   :number: 3\n',
        ),
        (
            '```{eval-rst}\n::\n\n   :series:article:`A2`\n\n.. |a| image:: A2\n```\n',
            ':series:article:`A2`',
        ),
    ],
    ids=str,
)
def test_what_is_changed_in_markdown(before: str, shifted: str) -> None:
    assert shifted in renumbered(before, SHIFT, markdown=True).text


@pytest.mark.parametrize(
    ('before', 'after'),
    [
        ('.. series-pair:: Two\r\n', '.. series-pair:: Two\r\n   :number: 2\r\n'),
        ('.. series-pair:: Two', '.. series-pair:: Two\n   :number: 2'),
        (
            '.. series-hub:: coffee\n   :pairs:\n      One',
            '.. series-hub:: coffee\n   :pairs:\n      Pair to be named\n      One',
        ),
    ],
    ids=str,
)
def test_a_new_line_ends_as_the_others_of_its_file(before: str, after: str) -> None:
    assert renumbered(before, Numbers(first=1, step=1)).text == after


def test_what_cannot_be_placed_is_told_with_its_line() -> None:
    text = 'Read A1 and A2.\n\n.. reading-route:: Some\n   :articles: A1..A2\n'

    assert renumbered(text, SWAP).unplaced == [(1, 'A2'), (4, 'A1..A2')]
    assert renumbered(text, SHIFT).unplaced == [(1, 'A2')]


def test_articles_in_notebooks_are_renumbered() -> None:
    lines = ['# Milk', '```{series-article} coffee A2', ':requires: A3, A1', '```', '']
    cells = [
        {'cell_type': 'markdown', 'metadata': {}, 'source': [f'{x}\n' for x in lines]},
        {'cell_type': 'code', 'metadata': {}, 'source': ['A2 = "A2"']},
        {'source': ['See {series:article}`A3` and A3.']},
    ]
    notebook = json.dumps({'cells': cells, 'nbformat': 4}, indent=1)

    rewritten = rewrite(
        notebook,
        series=SERIES,
        numbers=SHIFT,
        is_own=True,
        is_hub=True,
        markdown=True,
        notebook=True,
    )

    first, second, third = (
        ''.join(cell['source']) for cell in json.loads(rewritten.text)['cells']
    )
    assert first == (
        '# Milk\n```{series-article} coffee A3\n:requires: A4, A1\n```\n\n'
    )
    assert second == 'A2 = "A2"'
    assert third == 'See {series:article}`A4` and A3.'
    assert [text for _line, text in rewritten.unplaced] == ['A2', 'A2', 'A3']


# -- there and back --------------------------------------------------------------------


CODES = st.builds(
    Code, st.sampled_from('AB'), st.integers(0, 12), st.sampled_from(['', 'b'])
)
WORDS = st.sampled_from(['Milk', 'The A2 of it', '*Foam*', 'see B3', 'x'])
TARGETS = st.one_of(CODES.map(str), CODES.map('coffee/{}'.format), st.just('tea/A2'))
ROUTES = st.lists(
    st.one_of(
        TARGETS,
        st.tuples(st.integers(0, 9), st.integers(0, 9)).map('A{0[0]}..A{0[1]}'.format),
        CODES.map('{{{}, B3}}?'.format),
    ),
    min_size=1,
    max_size=4,
).map(', '.join)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        'requires': st.lists(TARGETS, min_size=1, max_size=3).map(' '.join),
        'status': st.just('draft'),
    },
)


@st.composite
def documents(draw: st.DrawFn, *, markdown: bool) -> str:
    """Draw a source with everything that names codes, in one of the markups."""
    blocks = [draw(WORDS), _role(draw, markdown=markdown)]
    lines = [f':{name}: {value}' for name, value in draw(OPTIONS).items()]
    blocks.append(_block(f'series-article coffee {draw(CODES)}', lines, markdown))
    pairs = draw(st.lists(WORDS, min_size=0, max_size=5))
    listed = [f'   {code} {draw(WORDS)}' for code in draw(st.lists(CODES, max_size=3))]
    lines = [':pairs:', *(f'   {title}' for title in pairs)] if pairs else []
    lines += [':planned:', *listed] if listed else []
    blocks.append(_block('series-hub coffee', lines, markdown))
    blocks += [
        _block(f'series-pair {title}', [':short: 2'], markdown)
        for title in draw(st.lists(WORDS, max_size=4))
    ]
    blocks.append(_block('reading-route Way', [f':articles: {draw(ROUTES)}'], markdown))
    return '\n\n'.join(blocks) + '\n'


def _role(draw: st.DrawFn, *, markdown: bool) -> str:
    name = '{series:article}' if markdown else ':series:article:'
    return f'{name}`{draw(TARGETS)}` and {name}`{draw(WORDS)}\n<{draw(TARGETS)}>`'


def _block(head: str, lines: list[str], markdown: bool) -> str:  # noqa: FBT001
    name, _, argument = head.partition(' ')
    if markdown:
        return '\n'.join([f':::{{{name}}} {argument}', *lines, ':::'])
    return '\n'.join([f'.. {name}:: {argument}', *(f'   {line}' for line in lines)])


@pytest.mark.parametrize('markdown', [False, True])
def test_a_change_and_its_inverse_give_the_source_back(markdown: bool) -> None:  # noqa: FBT001
    @given(
        documents(markdown=markdown),
        st.integers(1, 6),
        st.integers(1, 6),
        st.sampled_from(['\n', '\r\n']),
        st.booleans(),
    )
    def back(text: str, one: int, two: int, ending: str, is_open: bool) -> None:  # noqa: FBT001
        text = text.replace('\n', ending)
        text = text.removesuffix(ending) if is_open else text
        shift, unshift = Numbers(first=one, step=1), Numbers(first=one + 1, step=-1)
        shifted = renumbered(text, shift, markdown=markdown).text
        assert renumbered(shifted, unshift, markdown=markdown).text == text

        swap = Numbers(swap=(one, two))
        swapped = renumbered(text, swap, markdown=markdown).text
        assert renumbered(swapped, swap, markdown=markdown).text == text

    back()


# -- a project -------------------------------------------------------------------------


ROUTE = """
    .. reading-guide::

       .. reading-route:: All of it
          :articles: A0, A1..A2 + B
"""


@pytest.fixture
def project(build: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return the coffee project with a route, a requirement and reviews, in git."""
    sources = FILES | {'index.rst': FILES['index.rst'] + ROUTE}
    assert build(sources).warnings == []
    monkeypatch.chdir(build.srcdir)
    git('init', '-q')
    main(['review', '--first'])
    return build


def git(*arguments: str, stdin: str = '') -> None:
    program = shutil.which('git')
    assert program
    subprocess.run([program, *arguments], input=stdin, text=True, check=True)  # noqa: S603


@pytest.mark.parametrize(
    ('change', 'inverse', 'numbers'),
    [
        (['2+'], ['3-'], {1: 1, 2: 3}),
        (['1+'], ['2-'], {1: 2, 2: 3}),
        (['swap', '1', '2'], ['swap', '1', '2'], {1: 2, 2: 1}),
    ],
    ids=str,
)
def test_the_diff_applies_and_the_build_has_no_new_warning(
    project: Project,
    capsys: pytest.CaptureFixture[str],
    change: list[str],
    inverse: list[str],
    numbers: dict[int, int],
) -> None:
    before = sources(project)
    capsys.readouterr()
    assert main(['renumber', 'coffee', *change]) == 0
    assert sources(project) == before

    git('apply', stdin=capsys.readouterr().out)

    result = project({})
    assert result.warnings == []
    series = series_domain(result.app.env).catalogue.series['coffee']
    codes = {article.docname: article.code for article in series.articles}
    assert codes['cups/bitter'] == Code('A', numbers[1])
    assert codes['beans/varieties'] == Code('B', numbers[2])
    [route] = (route for route in series.routes if route.declared)
    assert len(route.articles) == 5
    assert main(['renumber', 'coffee', *inverse]) == 0
    git('apply', stdin=capsys.readouterr().out)
    assert sources(project) == before


@pytest.mark.parametrize(
    ('change', 'told'),
    [
        (['2-'], 'pair 1 has articles'),
        (['1-'], 'pair 0 has articles'),
        (['two'], 'two: expected “2+”, “3-” or “swap 2 5”'),
        (['swap', '1'], 'swap 1: expected'),
        (['2+', '.', '.'], 'then a folder'),
        (['swap', '1', '1'], 'no such pairs: expected some of 0, 1'),
        (['90+'], 'no such pairs: expected some of 0, 1'),
    ],
    ids=str,
)
def test_what_is_no_change_is_a_sentence(
    project: Project, capsys: pytest.CaptureFixture[str], change: list[str], told: str
) -> None:
    capsys.readouterr()

    assert main(['renumber', 'coffee', *change]) == 2
    assert told in capsys.readouterr().err


def sources(project: Project) -> dict[str, str]:
    files = (p for p in project.srcdir.rglob('*.*') if re.search('rst|toml', p.suffix))
    return {str(path): path.read_text(encoding='utf-8') for path in files}


def test_the_diff_fits_files_as_they_are_called_and_end(
    build: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    awkward = 'Größe\n=====\n\n.. series-article:: coffee A7\n\n S\x0c.\n\x0c\u2028y\n'
    build(FILES | {'cups/größe 7.rst': awkward})
    monkeypatch.chdir(build.srcdir)

    main(['renumber', 'coffee', '7+'])
    git('apply', stdin=capsys.readouterr().out)

    text = (build.srcdir / 'cups/größe 7.rst').read_text(encoding='utf-8')
    assert text == awkward.replace('A7', 'A8')


def test_a_link_stands_for_its_file(
    build: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build({name: text for name, text in FILES.items() if name != 'cups/bitter.rst'})
    target = build.srcdir / 'cups' / 'real.txt'
    target.write_text(dedent(FILES['cups/bitter.rst']), encoding='utf-8')
    outside = build.directory / 'outside.rst'
    text = 'Out\n===\n\n.. series-article:: coffee A9\n\n   S.\n'
    outside.write_text(text, encoding='utf-8')
    (build.srcdir / 'cups' / 'bitter.rst').symlink_to('real.txt')
    (build.srcdir / 'nine.rst').symlink_to(outside)
    monkeypatch.chdir(build.srcdir)

    main(['renumber', 'coffee', '1+'])

    printed = capsys.readouterr()
    git('apply', stdin=printed.out)
    assert '.. series-article:: coffee A2\n' in target.read_text(encoding='utf-8')
    assert f'{outside}:1: not placed: it is not below this folder' in printed.err
    assert outside.read_text(encoding='utf-8') == text


def test_an_included_file_is_changed_once(
    build: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    include = '\n.. include:: /more.inc\n'
    files = {
        'cups/bitter.rst': FILES['cups/bitter.rst'] + include,
        'beans/origin.rst': FILES['beans/origin.rst'] + include,
        'more.inc': dedent('See :series:article:`B2`.\n'),
    }
    build(FILES | files)
    monkeypatch.chdir(build.srcdir)

    main(['renumber', 'coffee', '2+'])

    assert capsys.readouterr().out.count('+See :series:article:`B3`.') == 1
