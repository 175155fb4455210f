"""Text that may carry markup, as a value: strings, and branches that hold text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator


class Branch(NamedTuple):
    """A piece of marked-up text: what it is, its attributes, what it holds."""

    kind: str
    attributes: tuple[tuple[str, object], ...]
    children: Content


Content: TypeAlias = 'tuple[str | Branch, ...]'


def plain_text(content: Content) -> str:
    """Return the words of a content, without their markup."""
    return ''.join(
        leaf if isinstance(leaf, str) else plain_text(leaf.children) for leaf in content
    )


def words_of(content: Content) -> str:
    """Return the words of a content on one line, those of its blocks kept apart."""
    return ' '.join(''.join(_spaced(content)).split())


def _spaced(content: Content) -> Iterator[str]:
    for leaf in content:
        if isinstance(leaf, str):
            yield leaf
            continue
        yield from _spaced(leaf.children)
        if leaf.kind.rpartition(':')[2] in _BLOCKS:
            yield ' '


#: What ends a line where it ends; inline elements do not.
_BLOCKS = frozenset(
    {
        'attribution',
        'caption',
        'definition',
        'entry',
        'line',
        'list_item',
        'literal_block',
        'math_block',
        'paragraph',
        'rubric',
        'term',
        'title',
    }
)


#: Scripts without spaces between words; two of their characters pass for a word.
#: Compiled when it is needed: ranges as long as these take milliseconds.
_CHARACTERS = '[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]'


def count_words(text: str) -> int:
    """Return how many words a text has, for its reading time."""
    words = len(text.split())
    return words if text.isascii() else words + len(re.findall(_CHARACTERS, text)) // 2


def marked_up(view: object) -> Iterator[Content]:
    """Yield the texts in a view that are more than words, wherever they are in it."""
    waiting = [view] if isinstance(view, tuple) else []
    while waiting:
        value = waiting.pop()
        members = [member for member in value if isinstance(member, tuple)]
        if Branch in map(type, members):
            yield value
        else:
            waiting += reversed(members)
