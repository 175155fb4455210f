"""A hub as an author would write it, in reST or in Markdown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_series.model.codes import Code


class Way(NamedTuple):
    """A paragraph that tells readers what to read."""

    title: str
    codes: tuple[Code, ...]


class NotUnderstood(NamedTuple):
    """What was not understood: file and line, as far as they are known, and words."""

    source: str
    line: int
    text: str


@dataclass(slots=True, kw_only=True)
class HubSource:
    """What was found: *articles* are documents, *planned* titles, by their codes."""

    name: str = ''
    audiences: dict[str, str] = field(default_factory=dict)
    pairs: dict[int, str] = field(default_factory=dict)
    articles: dict[Code, str] = field(default_factory=dict)
    planned: dict[Code, str] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    not_understood: list[NotUnderstood] = field(default_factory=list)


def hub_as_rest(name: str, hub: HubSource) -> str:
    """Return the hub in reST; ways through the articles are commented out."""
    lines = [f'.. series-hub:: {name}', *(f'   {line}' for line in _options(hub))]
    if hub.ways:
        lines += ['', '..', '   .. reading-guide::']
    for way in hub.ways:
        lines += ['', f'      .. reading-route:: {way.title}']
        lines += [f'         :steps: {_codes(way)}']
    return '\n'.join(lines) + '\n'


def hub_as_markdown(name: str, hub: HubSource) -> str:
    """Return the same in Markdown, for MyST."""
    lines = [f'```{{series-hub}} {name}', *_options(hub), '```']
    if hub.ways:
        lines += ['', '% ````{reading-guide}']
    for way in hub.ways:
        lines += [f'% ```{{reading-route}} {way.title}', f'% :steps: {_codes(way)}']
        lines += ['% ```']
    lines += ['% ````'] if hub.ways else []
    return '\n'.join(lines) + '\n'


def _codes(way: Way) -> str:
    return ', '.join(map(str, way.codes))


def _options(hub: HubSource) -> Iterator[str]:
    if hub.audiences:
        labels = ', '.join(f'{code} {label}' for code, label in hub.audiences.items())
        yield f':audiences: {labels}'
    if hub.pairs:
        yield ':pairs:'
        for number in range(1, max(hub.pairs) + 1):
            yield f'   {hub.pairs.get(number, f"Pair {number}")}'
    if hub.articles:
        yield ':articles:'
        for code, docname in sorted(hub.articles.items(), key=_in_series_order):
            yield f'   {code} /{docname}'
    if hub.planned:
        yield ':planned:'
        for code, title in sorted(hub.planned.items(), key=_in_series_order):
            yield f'   {code} {title}'


def _in_series_order(item: tuple[Code, str]) -> tuple[int, str, str]:
    code = item[0]
    return code.number, code.audience, code.letter
