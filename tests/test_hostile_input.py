"""Whatever an author types: the build ends, says what is wrong, and keeps the page.

Real builds of small projects: known traps in a table, and whatever hypothesis makes of
all directives, options, fields, roles and places. ``SERIES_EXAMPLES`` sets how much.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import closing
from itertools import pairwise
from textwrap import dedent, indent
from typing import TYPE_CHECKING

import pytest
from conftest import Project
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_series.reading.directives import DIRECTIVES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from conftest import Result

EXAMPLES = int(os.environ.get('SERIES_EXAMPLES', '60'))
BUILDERS = ('text', 'text', 'text', 'html', 'latex', 'xml')
SUFFIXES = {'text': '.txt', 'html': '.html', 'xml': '.xml'}

#: Stands on each page once or more, outside of what is being tried.
KEPT = 'STILLHERE'

CONFIGURATION = """
extensions += ['myst_parser']
myst_enable_extensions = ['colon_fence', 'fieldlist', 'substitution']
"""

# A message begins with its level, behind the place; it ends with its type.
MESSAGE = re.compile(r'^(?:.*?: )?(?:WARNING|ERROR|CRITICAL): ', re.MULTILINE)
TYPE = re.compile(r'\[(\w+)(?:\.\w+)*\]\s*\Z')
#: What Sphinx, docutils and MyST say of their own syntax, which is tried here, too.
THEIR_TYPES = {'docutils', 'myst', 'ref', 'toc', 'image', 'download'}
ID = re.compile(r' id="([^"]*)"')
#: What Sphinx gives no type.
WITHOUT_TYPE = re.compile('document title is not a single Text node|duplicate label')
PLACEHOLDERS = re.compile(r'<(\w+_claim|\w+_part|authored|anchor_reference|landmark)\b')


HUB = f"""
Hub
===

.. series-hub:: car-t
   :pairs:
      Where it helps
      Where it harms

   Two kinds of readers.

{KEPT}
"""
ARTICLE = f"""
First
=====

.. series-article:: car-t A1

   For *everyone*.

{KEPT}
"""


def under(opening: str, depth: int = 3) -> Callable[[str], str]:
    """Return what puts a text, indented, under an opening."""

    def put(text: str) -> str:
        return f'{opening}\n\n{indent(text, " " * depth)}\n'

    return put


#: Where a directive may stand, or may not.
PLACES: dict[str, Callable[[str], str]] = {
    'on the page': str,
    'in an admonition': under('.. note::'),
    'in a list': under('* An item', 2),
    'in a definition': under('term\n  A definition', 2),
    'in a quotation': under('Before.'),
    'in a sidebar': under('.. sidebar:: Aside'),
    'in a topic': under('.. topic:: Aside'),
    'in a container': under('.. container:: any'),
    'in a footnote': under('[#]_\n\n.. [#] A note'),
    'in a table': under('.. list-table::\n\n   * - One\n     - Two', 7),
    'in a description': under('.. describe:: it'),
    'in a condition that holds': under('.. only:: not nothing'),
    'in a condition that does not': under('.. only:: nothing'),
    'in a comment': under('..'),
    'as a substitution': lambda text: f'|it|\n\n.. |it| {text.removeprefix(".. ")}',
    'in a section': '\nBelow\n-----\n\n{}\n'.format,
    'in a summary': under('.. series-article:: car-t A2\n\n   A summary.'),
    'in a description of a series': under('.. series-hub:: third\n\n   A series.'),
    'in a pair': under('.. series-pair:: Pair\n   :series: car-t\n   :number: 2'),
    'in a guide': under('.. reading-guide::\n   :series: car-t'),
    'in a guide, indented': under('.. reading-guide::\n   :series: car-t', 6),
    'in a condition in a guide': under(
        '.. reading-guide::\n   :series: car-t\n\n   .. only:: not nothing', 6
    ),
    'in an admonition in a guide of nothing': under(
        '.. reading-guide::\n\n   .. note::', 6
    ),
    'in a route': under(
        '.. reading-guide::\n   :series: car-t\n\n'
        '   .. reading-route:: Route\n      :articles: A1',
        6,
    ),
}


@pytest.fixture
def check(tmp_path: Path) -> Iterator[Check]:
    """Return what builds files and checks what has to hold of all of them."""
    check = Check(tmp_path)
    yield check
    check.close()


class Check(Project):
    """A project whose builds have to keep what is promised, whatever is in it."""

    def built(self, files: Mapping[str, str | None], builder: str) -> Result:
        """Build the files over those of before, and check what came out."""
        result = self({'conf.py': CONFIGURATION, **files}, builder=builder)

        check_messages('\n'.join(result.warnings))
        for name, text in files.items():
            if text is not None:
                check_page(result, name, text)
        return result


def check_messages(messages: str) -> None:
    """Check that all messages have a type: ours, or one for the authors' own syntax."""
    assert 'Traceback' not in messages
    starts = [match.start() for match in MESSAGE.finditer(messages)]
    for start, end in pairwise([*starts, len(messages)]):
        message = messages[start:end]
        if WITHOUT_TYPE.search(message):
            continue
        kind = TYPE.search(message)
        assert kind, message
        assert kind[1] in {'series', *THEIR_TYPES}, message


def check_page(result: Result, name: str, text: str) -> None:
    """Check that a page keeps the author's text and shows nothing of the machinery."""
    suffix = SUFFIXES.get(result.app.builder.name)
    if suffix is None or not name.endswith(('.rst', '.md')):
        return
    page = result.text(name.rpartition('.')[0] + suffix)
    assert page.count(KEPT) >= text.count(KEPT)
    if suffix == '.xml':
        assert not PLACEHOLDERS.search(page)
    if suffix == '.html':
        ids = ID.findall(page)
        assert sorted(ids) == sorted(set(ids))


# -- what hypothesis writes ------------------------------------------------------------

NASTY = [
    '',
    ' ',
    '0',
    '-1',
    '9' * 12,
    'A' * 10_000,
    'null',
    '[]',
    '{a: b}',
    '2026-13-45',
    '%s %(code)s %d 100%',
    '{} {0} {code}',
    '\x00\x07\x1b[31m',
    '\u202eA1\u2066',
    'A\u0661',
    '\ufb01\u00df\u0130',
    '../../etc/passwd',
    'a/b/c/A1',
    '/',
    'A1..',
    '{A1',
    '<script>alert(1)</script>',
    '"><img src=x>',
    '*emphasis* **strong** ``literal``',
    '`x',
    '|picture|',
    '|missing|',
    ':math:`x^2`',
    ':ref:`nowhere`',
    ':doc:`index`',
    ':index:`x`',
    ':series:article:`A1`',
    ':series:article:`x <car-t/B1>`',
    ':series:hub:`car-t`',
    '`link <https://example.org/>`_',
    'note [#note]_',
    '{series:article}`A1`',
    '{math}`x^2`',
    '![picture](index.md)',
    '[link](https://example.org/)',
    '{{ missing }}',
    '<b>raw</b>',
]
PLAUSIBLE = [
    'car-t',
    'other',
    'A0',
    'A1',
    'B1',
    'A2',
    'B12',
    'C1',
    'A3b',
    'car-t/A1',
    'other/A1',
    'car-t A1',
    'car-t B1',
    'other A1',
    'A1, B1',
    'A0, A1..A3 + B',
    '{A1, B1}?, A*',
    'B* except B1',
    'A1 a1',
    'A1 index\nB2 page',
    'A2 Side *effects*\nB2 Toxicities',
    'Where it helps\nWhere it harms',
    'A Reader, B Expert, C Press',
    'overview, map',
    'none',
    'planned',
    'draft',
    'published',
    'ongoing',
    'complete',
    'compact',
    'full',
    'relations',
    'top',
    'bottom',
    '1',
    '2',
    '7',
    '2026-03-01',
]
TEXTS = st.one_of(
    st.sampled_from(PLAUSIBLE),
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=['Cs']), max_size=20),
)
OPTIONS = {
    name: [*(cls.option_spec or ()), 'class'] for name, cls in DIRECTIVES.items()
}
KINDS = ['article', 'hub', 'pair', 'route', 'companion']


def in_rest(name: str, argument: str, options: Mapping[str, str], body: str) -> str:
    """Return a directive as reStructuredText has it."""
    lines = [f'.. {name}:: {one_line(argument)}']
    for option, text in options.items():
        first, *others = text.splitlines() or ['']
        lines += [f'   :{option}: {first}', *(f'      {line}' for line in others)]
    return '\n'.join([*lines, '', indent(body, '   '), ''])


def in_markdown(name: str, argument: str, options: Mapping[str, str], body: str) -> str:
    """Return a directive as MyST has it; longer fences hold shorter ones."""
    fence = ':' * (3 + max(map(len, re.findall(':::+', body)), default=0))
    lines = [f'{fence}{{{name}}} {one_line(argument)}']
    lines += [f':{option}: {in_yaml(text)}' for option, text in options.items()]
    return '\n'.join([*lines, '', body, fence, ''])


def in_yaml(text: str) -> str:
    """Return a text as a value of YAML; words that mean something there stay bare."""
    return text if re.fullmatch(r'[\w *.-]*|\{a: b\}|\[\]', text) else as_json(text)


def as_json(value: object) -> str:
    """Return a value as JSON, which is YAML: but for pairs of surrogates."""
    return json.dumps(value, ensure_ascii=False)


def one_line(text: str) -> str:
    """Return a text with spaces for its line breaks."""
    return ' '.join(text.splitlines())


@st.composite
def directives(draw: st.DrawFn, *, markdown: bool, depth: int = 2) -> str:
    """Return a directive with whatever options and content."""
    name = draw(st.sampled_from(sorted(DIRECTIVES)))
    argument = draw(TEXTS)
    options = draw(st.dictionaries(st.sampled_from(OPTIONS[name]), TEXTS, max_size=3))
    content = TEXTS.map(one_line)
    if depth:
        content = st.one_of(content, directives(markdown=markdown, depth=depth - 1))
    body = '\n\n'.join(draw(st.lists(content, max_size=2)))
    write = in_markdown if markdown else in_rest
    return write(name, argument, options, body)


@st.composite
def blocks(draw: st.DrawFn, *, markdown: bool) -> str:
    """Return a directive, often in a place where it does not belong, or a role."""
    if draw(st.integers(0, 4)) == 0:
        role = f'series:{draw(st.sampled_from(KINDS))}'
        target = one_line(draw(TEXTS)).replace('`', '')
        return f'{{{role}}}`{target}`' if markdown else f':{role}:`{target}`'
    directive = draw(directives(markdown=markdown))
    if draw(st.booleans()):
        label = draw(st.sampled_from(['here', 'pair-1', 'reading-guide', 'car-t-a1']))
        directive = (
            f'({label})=' if markdown else f'.. _{label}:'
        ) + f'\n\n{directive}'
    place = draw(st.sampled_from(sorted(PLACES)))
    return directive if markdown else PLACES[place](directive)


@st.composite
def pages(draw: st.DrawFn, *, markdown: bool) -> str:
    """Return a page: front matter or fields, a title, blocks, text that is kept."""
    parts = []
    if draw(st.booleans()):
        fields = draw(FRONT_MATTER if markdown else FIELDS)
        parts.append(fields)
    if draw(st.integers(0, 5)):
        title = one_line(draw(TEXTS)).strip().replace('{{', '{') or 'Title'
        underline = '=' * max(4, 2 * len(title))
        parts.append(f'# {title}' if markdown else f'{title}\n{underline}')
    for block in draw(st.lists(blocks(markdown=markdown), max_size=3)):
        parts += [block, f'Then {KEPT}.']
    parts.append(f'At last {KEPT}.')
    if not markdown:
        parts.append('.. |picture| image:: picture.png\n\n.. [#note] A note.')
    return '\n\n'.join(parts) + '\n'


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 10**9),
        st.floats(),
        st.sampled_from(['car-t A1', 'car-t B1', 'other A1', 'car-t']),
        TEXTS,
    ),
    lambda members: st.one_of(
        st.lists(members, max_size=3), st.dictionaries(TEXTS, members, max_size=2)
    ),
    max_leaves=5,
)
#: JSON is YAML; dates, words and other numbers have no JSON.
YAML = st.one_of(
    VALUES.map(as_json),
    st.sampled_from(['', '~', 'no', '010', '0x1F', '1e999', '.inf', '2026-03-01', '|']),
)
FRONT_MATTER = st.builds('---\nseries: {}\nseries-summary: {}\n---'.format, YAML, YAML)
FIELDS = st.builds(
    ':series: {}\n:series-summary: {}'.format,
    TEXTS.map(one_line),
    TEXTS.map(one_line),
)


@st.composite
def projects(draw: st.DrawFn) -> dict[str, str]:
    """Return a project with a page or a hub as its root, and a few others."""
    files = {}
    for name in ('index', 'a1', 'page'):
        markdown = draw(st.booleans())
        suffix = 'md' if markdown else 'rst'
        files[f'{name}.{suffix}'] = draw(pages(markdown=markdown))
    if draw(st.booleans()):
        files['hub.rst'] = HUB
    return files


# -- known traps -----------------------------------------------------------------------


TITLES = [
    '*emphasis*, **strong** and ``literal``',
    ':math:`x^2`',
    'A note [#note]_',
    '|picture|',
    '|raw|',
    '`link <https://example.org/>`_ and :doc:`index`',
    ':index:`entry`',
    '100% of {braces} and %(code)s',
    'A1: with its code',
    'A1',
    '\u202eright to left',
    ':series:article:`A1` and :series:hub:`car-t`',
    ':series:companion:`B` and :series:pair:`car-t/1`',
    '</script><script>alert(1)</script>',
]
DEFINITIONS = """
.. |picture| image:: picture.png

.. |raw| raw:: html

   <b>raw</b>

.. [#note] A note.
"""
FIELDS_OF_MARKDOWN = [
    'null',
    '~',
    '5',
    '1.5',
    'yes',
    '2026-03-01',
    '{a: b}',
    '{car-t: A1}',
    '[]',
    '[null]',
    '[car-t A1, other B1]',
    '[[car-t A1]]',
    '[{car-t: A1}]',
    '[a, [b, {c: [d]}]]',
    '"%s {0}"',
    '"\\u202e car-t A1"',
    '!!binary aGFsbG8=',
    '!!python/object/apply:os.getcwd []',
    '|\n  car-t A1\n  other B1',
]

TRAPS: dict[str, Mapping[str, str]] = {
    'a hub that is the root and pulls in itself and what is not there': {
        'index.rst': f"""
            Hub
            ===

            .. series-hub:: car-t
               :articles:
                  A1 index
                  A2 /index.rst
                  A3 ../../../etc/passwd
                  A4 /

            {KEPT}
            """,
    },
    'a hub on a page that is an orphan and an article of itself': {
        'index.rst': f'Home\n====\n\n{KEPT}\n',
        'hub.rst': ':orphan:\n' + HUB + '\n.. series-article:: car-t A0\n',
        'a1.rst': ARTICLE,
    },
    'a hub in an article': {
        'index.rst': HUB,
        'a1.rst': ARTICLE + '\n.. series-hub:: other\n\n.. series-map::\n',
        'b1.rst': 'Second\n======\n\n.. series-article:: other A1\n',
    },
    'two hubs on a page': {
        'index.rst': HUB + '\n.. series-hub:: other\n   :pairs: Where it helps\n',
        'a1.rst': ARTICLE,
        'b1.rst': 'Second\n======\n\n.. series-article:: other A1\n',
    },
    'one hub twice on a page': {'index.rst': HUB + HUB, 'a1.rst': ARTICLE},
    'an article that claims twice': {
        'index.rst': HUB,
        'a1.rst': ':series: car-t B1, car-t B2, other A1\n' + ARTICLE + ARTICLE,
    },
    'an article that includes its hub': {
        'index.rst': f'Home\n====\n\n.. toctree::\n\n   hub\n\n{KEPT}\n',
        'hub.rst': HUB,
        'a1.rst': ARTICLE + '\n.. toctree::\n\n   hub\n',
    },
    'hubs that are articles of each other': {
        'index.rst': f'Home\n====\n\n.. toctree::\n\n   hub\n\n{KEPT}\n',
        'hub.rst': HUB + '\n.. series-article:: other A1\n',
        'other.rst': HUB.replace('car-t', 'other') + '\n.. series-article:: car-t A1\n',
    },
    'articles without title or text': {
        'index.rst': HUB,
        'a1.rst': '.. series-article:: car-t A1\n',
        'b1.rst': ':series: car-t B1\n',
        'b2.rst': '',
    },
    'an article that requires itself': {
        'index.rst': HUB,
        'a1.rst': """
            First
            =====

            .. series-article:: car-t A1
               :requires: A1, A1, car-t/A1, /A1, //A1
            """,
    },
    'a hub below as many headings as there are': {
        'index.rst': '\n'.join(
            f'{letter}\n{mark}\n'
            for letter, mark in zip('ABCDEF', '=-~^"+', strict=True)
        )
        + HUB.split('===')[1],
        'a1.rst': ARTICLE,
    },
    'ids that are taken': {
        'index.rst': f"""
            .. _pair-1:
            .. _car-t-a1:

            Reading guide
            =============

            .. _complete-index:

            Pair 1
            ------

            .. series-hub:: car-t
               :pairs: pair-1

            .. _route-1:

            .. series-pair:: Complete index
               :name: pair-1

            .. series-pair:: Reading guide
               :name: reading-guide

            {KEPT}
            """,
        'a1.rst': ARTICLE,
    },
    'the same part again and again': {
        'index.rst': HUB + '\n.. series-index::\n\n.. reading-guide::\n' * 2,
        'a1.rst': ARTICLE,
        'page.rst': 'Page\n====\n' + '\n.. series-index::\n   :series: car-t\n' * 2,
    },
    'labels before everything': {
        'index.rst': HUB,
        'a1.rst': ARTICLE
        + ''.join(
            f'\n.. _label-{n}:\n\n.. {name}::\n\n:ref:`it <label-{n}>`\n'
            for n, name in enumerate(DIRECTIVES)
        ),
    },
    'a file that is offered in the title of a pair': {
        'index.rst': f"""
            Hub
            ===

            .. series-hub:: car-t
               :pairs: Recipes in :download:`a1.rst`

            .. series-pair:: More in :download:`a1.rst`
               :number: 2

               {KEPT}
            """,
        'a1.rst': ARTICLE,
    },
    'an enormous number of a pair': {
        'index.rst': """
            Hub
            ===

            .. series-hub:: car-t
               :status: complete
               :planned: A999999 The last one
            """,
        'a1.rst': ARTICLE,
    },
}


@pytest.mark.parametrize('builder', ['text', 'html', 'latex'])
@pytest.mark.parametrize('trap', TRAPS)
def test_a_known_trap(check: Check, trap: str, builder: str) -> None:
    files = {name: dedent(text) for name, text in TRAPS[trap].items()}

    check.built(files, builder)


@pytest.mark.parametrize('builder', ['text', 'html', 'latex', 'xml'])
@pytest.mark.parametrize('title', TITLES)
def test_any_title_is_shown_everywhere(check: Check, title: str, builder: str) -> None:
    line = '=' * 80
    article = f"""
{title}
{line}

.. series-article:: car-t CODE
   :pair: {title}

{KEPT}
"""
    hub = f"""
Hub
===

.. series-hub:: car-t
   :title: {title}
   :audiences: A {title}, B Expert
   :pairs: {title}
   :planned: A2 {title}

   {title}

.. series-pair:: {title}
   :number: 2
   :short: {title}

.. reading-guide::

   .. reading-route:: {title}
      :articles: A1, B1

{KEPT}
"""
    files = {
        'index.rst': hub + DEFINITIONS,
        'a1.rst': article.replace('CODE', 'A1') + DEFINITIONS,
        'b1.rst': article.replace('CODE', 'B1') + DEFINITIONS,
    }

    check.built(files, builder)


@pytest.mark.parametrize('place', PLACES)
def test_every_directive_in_any_place(check: Check, place: str) -> None:
    files = {
        f'page{n}.rst': f'Page\n====\n\n{PLACES[place](text)}\n\n{KEPT}\n'
        for n, text in enumerate(
            in_rest(name, argument, {option: text}, 'Text of it.')
            for name, argument, option, text in [
                ('series-article', 'car-t B1', 'minutes', '7'),
                ('series-hub', 'other', 'pairs', 'One\nTwo'),
                ('series-pair', 'A pair', 'series', 'car-t'),
                ('reading-guide', '', 'series', 'car-t'),
                ('reading-route', 'A route', 'articles', 'A1'),
                ('series-map', '', 'series', 'car-t'),
                ('series-nav', 'bottom', 'series', 'car-t'),
            ]
        )
    }

    check.built({'index.rst': HUB, 'a1.rst': ARTICLE, **files}, 'html')


def test_values_of_all_kinds_in_front_matter(check: Check) -> None:
    files = {
        f'page{n}.md': f'---\nseries: {value}\n---\n# Page {n}\n\n{KEPT}\n'
        for n, value in enumerate(FIELDS_OF_MARKDOWN)
    }

    check.built({'index.rst': HUB, **files}, 'text')


def test_a_hub_that_is_deleted_and_comes_back(check: Check) -> None:
    home = {'index.rst': f'Home\n====\n\n.. toctree::\n   :glob:\n\n   *\n\n{KEPT}\n'}
    check.built({**home, 'hub.rst': HUB, 'a1.rst': ARTICLE}, 'html')

    without = check.built({'hub.rst': None}, 'html')
    again = check.built({'hub.rst': HUB}, 'html')

    assert any('no hub defines series “car-t”' in line for line in without.warnings)
    assert again.warnings == []
    assert 'a1.html' in again.text('hub.html')


# -- what hypothesis finds -------------------------------------------------------------


@settings(max_examples=EXAMPLES)
@given(files=projects(), builder=st.sampled_from(BUILDERS))
def test_any_directive_anywhere(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, str], builder: str
) -> None:
    with closing(Check(tmp_path_factory.mktemp('any'))) as check:
        check.built(files, builder)


@settings(max_examples=EXAMPLES // 4)
@given(first=projects(), second=projects(), builder=st.sampled_from(BUILDERS))
def test_any_change_of_a_project(
    tmp_path_factory: pytest.TempPathFactory,
    first: dict[str, str],
    second: dict[str, str],
    builder: str,
) -> None:
    with closing(Check(tmp_path_factory.mktemp('any'))) as check:
        check.built(first, builder)
        deleted = dict.fromkeys(first.keys() - second.keys())
        check.built({**second, **deleted}, builder)


@settings(max_examples=EXAMPLES)
@given(values=st.lists(YAML, min_size=5, max_size=5))
def test_any_value_in_front_matter(
    tmp_path_factory: pytest.TempPathFactory, values: list[str]
) -> None:
    files = {
        f'page{n}.md': f'---\nseries: {value}\n---\n# Page {n}\n\n{KEPT}\n'
        for n, value in enumerate(values)
    }

    with closing(Check(tmp_path_factory.mktemp('any'))) as check:
        check.built({'index.rst': HUB, **files}, 'text')
