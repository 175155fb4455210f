"""What authors write about routes, guides and pairs, wherever these are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

FILES = {
    'index.rst': """
        Coffee
        ======

        .. series-hub:: coffee
           :planned:
              A1 Beans
              A2 Water
              A3 Cups

        .. series-pair:: Beans

           Where it *all* begins.

        .. reading-guide::

           Choose by your thirst.

           .. reading-route:: In a hurry
              :articles: A2

              Water alone will do, says `the spring`_.

        .. _the spring: https://spring.example/

        .. toctree::

           elsewhere
           pairs
        """,
    'pairs.rst': """
        More
        ====

        .. series-pair:: Water
           :series: coffee
           :number: 2

           Soft or hard.
        """,
    'elsewhere.rst': """
        Elsewhere
        =========

        .. reading-guide:: coffee

        .. series-index:: coffee
        """,
}


@pytest.mark.parametrize('builder', ['text', 'html'])
def test_the_words_of_an_author_are_shown_with_what_they_are_about(
    build: Project, builder: str
) -> None:
    result = build(FILES, builder=builder)

    suffix = 'txt' if builder == 'text' else 'html'
    elsewhere = result.text(f'elsewhere.{suffix}')
    assert result.warnings == []
    for words in ('begins.', 'Choose by your thirst', 'Water alone', 'Soft or hard'):
        assert elsewhere.count(words) == 1, words
    assert 'Read A2.' not in elsewhere
    if builder == 'html':
        assert 'href="https://spring.example/"' in elsewhere
        assert '<em>all</em>' in elsewhere


@pytest.mark.parametrize('builder', ['text', 'html'])
def test_the_words_of_an_author_are_shown_once_where_they_are_written(
    build: Project, builder: str
) -> None:
    result = build(FILES, builder=builder)

    suffix = 'txt' if builder == 'text' else 'html'
    for docname, words in (
        ('index', 'begins.'),
        ('index', 'Choose by your thirst'),
        ('index', 'Water alone'),
        ('index', 'Soft or hard'),
        ('pairs', 'Soft or hard'),
    ):
        assert result.text(f'{docname}.{suffix}').count(words) == 1, words


def test_new_words_are_shown_elsewhere(build: Project) -> None:
    build(FILES)

    hub = FILES['index.rst'].replace('Choose by your thirst', 'Choose by the weather')
    result = build({'index.rst': hub})

    assert 'Choose by the weather' in result.text('elsewhere.html')
