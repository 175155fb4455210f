"""The report as a page of text: a line for each thing, for people and for logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any


def report_as_text(report: Mapping[str, Any]) -> str:
    """Return the report on all series, one below the other."""
    parts = [_series(name, series) for name, series in report['series'].items()]
    parts += [_not_read(one) for one in report['review_problems']]
    if report['without_capitals']:
        names = ', '.join(report['without_capitals'])
        parts.append(
            f'Not looked at for abbreviations and plainness, for want of capitals and '
            f'spaces: {names}\n'
        )
    return '\n'.join(parts) or 'There is no series.\n'


def _not_read(problem: Mapping[str, Any]) -> str:
    return f'{problem["file"]}:{problem["line"]} {problem["message"]}\n'


def _series(name: str, series: Mapping[str, Any]) -> str:
    counts = series['articles']
    head = (
        f'{series["title"] or name} ({name}), {series["status"]}: '
        f'{_count(sum(counts.values()), "article")}, {_count(series["pairs"], "pair")}'
    )
    rows = [f'  {label:<12}{text}' for label, text in _rows(series) if text]
    return '\n'.join([head, *rows, ''])


def _count(number: int, word: str) -> str:
    return f'{number} {word}' if number == 1 else f'{number} {word}s'


def _rows(series: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    missing = [f'{one["audience"]}{one["pair"]}' for one in series['missing']]
    yield 'missing', ' '.join(missing)
    for status in ('draft', 'planned'):
        yield status, ' · '.join(_unfinished(series, status))
    yield 'reviews', ' · '.join(_reviews(series['reviews']))
    yield 'sections', ' · '.join(_sections_named(series['sections']))
    for audience, text in _limits(series['limits']):
        yield f'for {audience}', text
    on_none = series['routes']['on_none']
    yield 'routes', f'{", ".join(on_none)} on none' if on_none else ''
    for one in series['requirements']:
        text = f'{one["code"]} comes before {one["requires"]} on {one["route"]}'
        yield 'required', text
    for circle in series['circles']:
        yield 'circle', circle
    yield 'editions', ' · '.join(_editions(series['editions']['found']))
    for one in series['editions']['problems']:
        yield 'edition', f'{one["file"]}:{one["line"]} {one["message"]}'


def _unfinished(series: Mapping[str, Any], status: str) -> Iterator[str]:
    for one in series['unfinished']:
        if one['status'] == status:
            since = f' (since {one["since"]})' if one['since'] else ''
            yield f'{one["code"]} {one["title"]}{since}'


def _reviews(reviews: list[Mapping[str, Any]]) -> Iterator[str]:
    for state, word in (('agrees', 'agree'), ('unreviewed', 'not reviewed')):
        numbers = [str(one['pair']) for one in reviews if one['state'] == state]
        if numbers:
            yield f'{" ".join(numbers)} {word}'
    for one in reviews:
        if one['state'] == 'changed':
            yield f'{one["pair"]}: {_change(one)} since {one["reviewed"]}'


def _change(review: Mapping[str, Any]) -> str:
    changed = [
        f'{one["code"]} changed{_sections(one["sections"])}{_names(one["names"])}'
        for one in review['changed']
    ]
    new = [f'{code} new' for code in review['new']]
    return ', '.join([*changed, *new, *(f'{code} gone' for code in review['gone'])])


def _sections_named(sections: Mapping[str, Any]) -> Iterator[str]:
    """Yield how many sections have a name, and those that have no companion."""
    if sections['named']:
        with_companion = sections['with_companion']
        yield f'{sections["named"]} named, {with_companion} with a companion'
    for one in sections['alone']:
        yield f'{one["code"]} {one["name"]} ({one["file"]}:{one["line"]})'


def _editions(editions: list[Mapping[str, Any]]) -> Iterator[str]:
    for one in editions:
        articles = _count(one['articles'], 'article')
        yield f'{one["page"]}: {articles}, {one["minutes"]} min'


def _sections(titles: list[str]) -> str:
    return f' ({", ".join(titles)})' if titles else ''


def _names(names: list[str]) -> str:
    return f' [{", ".join(names)}]' if names else ''


def _limits(limits: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for one in limits:
        yield one['audience'], f'{one["file"]}:{one["line"]} {one["message"]}'
