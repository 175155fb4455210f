"""Parts of a series inside sphinx-design's components, and components inside them."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

CONF = "extensions.append('sphinx_design')"

#: A hub that shows each of its parts inside a component.
HUB = """
Tea
===

.. series-hub:: tea
   :status: ongoing

   Tea, for those who drink it and those who :bdg-primary:`grow` it.

.. grid:: 1 1 2 2

   .. grid-item::

      .. series-map::

   .. grid-item-card:: Where to begin

      .. reading-guide::

         .. reading-route:: The short way
            :articles: A1, A2

            With a :bdg-success:`badge` on the way.

.. tab-set::

   .. tab-item:: Leaves

      .. series-pair:: The leaves
         :name: leaves

         .. grid:: 2

            .. grid-item-card:: Green

               Not oxidised.

            .. grid-item-card:: Black

               Oxidised.

   .. tab-item:: Water

      .. series-pair:: The water
"""

A1 = """
The leaves at home
==================

.. series-article:: tea A1

   Keep them dry, :octicon:`sun` and :bdg-warning:`dark`.

   .. card:: One card

      A paragraph of the card.

   .. dropdown:: More

      What is unfolded.

Text.
"""

ARTICLES = {
    'a1.rst': A1,
    **{
        f'{code.lower()}.rst': f'{title}\n{"=" * len(title)}\n\n'
        f'.. series-article:: tea {code}\n\n   Summary of {code}.\n\nText.\n'
        for code, title in (
            ('B1', 'The leaves at work'),
            ('A2', 'The water at home'),
            ('B2', 'The water at work'),
        )
    },
}

#: Parts on a page that is no hub.
ELSEWHERE = """
Elsewhere
=========

.. card:: One pair

   .. series-pair::
      :series: tea
      :number: 2

.. dropdown:: A map and everything at once

   .. series-map::
      :series: tea

   .. series-index::
      :series: tea

.. grid:: 1

   .. grid-item-card:: A guide

      .. reading-guide::
         :series: tea

.. tab-set::

   .. tab-item:: All series

      .. series-list::

.. toctree::
   :hidden:

   hub
"""
FILES = {
    'conf.py': CONF,
    'index.rst': ELSEWHERE,
    'hub.rst': HUB,
    **ARTICLES,
}
TITLES = [
    'The leaves at home',
    'The leaves at work',
    'The water at home',
    'The water at work',
]


@pytest.mark.parametrize('builder', ['html', 'latex', 'text'])
def test_parts_and_components_hold_each_other_without_a_warning(
    build: Project, builder: str
) -> None:
    result = build(FILES, builder=builder)

    assert result.warnings == []


def test_the_html_of_parts_in_components_is_nested_as_it_must_be(
    build: Project,
) -> None:
    result = build(FILES)

    for name in ('index.html', 'hub.html', 'a1.html'):
        assert mistakes(result.text(name)) == [], name


def test_each_component_holds_its_part(build: Project) -> None:
    result = build(FILES)
    outline = Outline.of(result.text('hub.html'))
    elsewhere = Outline.of(result.text('index.html'))

    assert outline.inside('series-overview-map') >= {'sd-container-fluid', 'sd-col'}
    assert outline.inside('series-routes') >= {'sd-container-fluid', 'sd-card-body'}
    assert outline.inside('series-pair') >= {'sd-tab-set', 'sd-tab-content'}
    assert elsewhere.inside('series-pair') >= {'sd-card', 'sd-dropdown'}
    assert elsewhere.inside('series-overview-map') >= {'sd-dropdown'}
    assert elsewhere.inside('series-list') >= {'sd-tab-content'}
    assert outline.inside('sd-badge') >= {'series-route', 'series-card__summary'}
    assert outline.inside('sd-bg-warning') >= {'series-card__summary'}
    # A pair in a tab is no section, and has its anchor all the same.
    assert outline.count['series-pair'] == 2
    assert outline.ids['leaves'] == 1


def test_what_components_hold_is_there_in_print_and_in_text(build: Project) -> None:
    latex = build(FILES, builder='latex')
    (book,) = latex.outdir.glob('*.tex')
    text = build(FILES, builder='text')

    for shown in (book.read_text(encoding='utf-8'), text.text('hub.txt')):
        for title in [*TITLES, 'Not oxidised.', 'A paragraph of the card.']:
            assert title in shown, title
        for said in ('The short way', 'Pair 2', 'What is unfolded.'):
            assert said in shown, said


# -- nesting ---------------------------------------------------------------------------

VOID = frozenset({'br', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr'})
#: What a paragraph, a heading or an inline element cannot hold.
BLOCKS = frozenset(
    {'article', 'aside', 'details', 'div', 'dl', 'figure', 'h1', 'h2', 'h3', 'h4'}
    | {'li', 'nav', 'ol', 'p', 'pre', 'section', 'table', 'ul'}
)
PHRASES = frozenset({'p', 'span', 'h1', 'h2', 'h3', 'h4', 'em', 'strong', 'button'})
INTERACTIVE = frozenset({'a', 'button', 'summary', 'label'})
LISTS = frozenset({'ul', 'ol'})


class Outline(HTMLParser):
    """Which elements stand in which, and what is wrong with that."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, list[str]]] = []
        self.mistakes: list[str] = []
        self.around: dict[str, set[str]] = {}
        self.count: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()

    @classmethod
    def of(cls, html: str) -> Outline:
        """Return the outline of a page."""
        outline = cls()
        outline.feed(html)
        outline.close()
        return outline

    def inside(self, name: str) -> set[str]:
        """Return the classes of all that elements of a class stand in."""
        return self.around[name]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look where an element begins."""
        names = [name for name, _classes in self.open]
        if tag in BLOCKS and PHRASES.intersection(names):
            self.mistakes.append(f'{tag} in {names}')
        if tag in INTERACTIVE and INTERACTIVE.intersection(names):
            self.mistakes.append(f'{tag} in {names}')
        if names and (tag == 'li') != (names[-1] in LISTS):
            self.mistakes.append(f'{tag} in {names}')
        values = dict(attrs)
        classes = (values.get('class') or '').split()
        outer = {each for _name, several in self.open for each in several}
        for each in classes:
            self.around.setdefault(each, set()).update(outer)
        self.count.update(classes)
        self.ids.update([values['id'] or ''] if 'id' in values else [])
        if tag not in VOID:
            self.open.append((tag, classes))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over what is closed where it begins."""

    def handle_endtag(self, tag: str) -> None:
        """Look whether it is the innermost element that ends."""
        if not self.open or self.open.pop()[0] != tag:
            self.mistakes.append(f'</{tag}>')


def mistakes(html: str) -> list[str]:
    """Return what is wrong with how elements stand in each other, and with ids."""
    outline = Outline.of(html)
    return [
        *outline.mistakes,
        *(f'{name}: {count} times' for name, count in outline.ids.items() if count > 1),
    ]


def test_the_look_at_nesting_sees_mistakes() -> None:
    assert Outline.of('<p><ul><li>a</li></ul></p>').mistakes
    assert Outline.of('<a><span><a></a></span></a>').mistakes
    assert Outline.of('<ul><p>a</p></ul>').mistakes
    assert Outline.of('<p><em>a</p></em>').mistakes
    assert not Outline.of('<ul><li><p>a <a>b<br></a></p></li></ul>').mistakes
