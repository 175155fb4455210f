"""What a document says of itself in fields: ``series``, ``series-status`` and so on.

Directive and field feed one record: what a document says in its ``series`` field is
told like what ``series-article`` says.
"""

from __future__ import annotations

import difflib
import json
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_series.model.claims import ArticleClaim, FailedClaim, Place
from sphinxext_series.model.codes import (
    CODE,
    SERIES_NAME,
    CodeError,
    Reference,
    entry_meant,
)
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.reading.claims.freezing import freeze
from sphinxext_series.reading.options import (
    ArticleOptions,
    Entry,
    WrittenOptions,
    failed_from,
    reference_of,
)
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinxext_series.model.text.content import Content

#: The options of an article that can be fields.
OPTIONS = ('status', 'requires', 'minutes', 'published', 'updated')
FIELDS = ('series', 'series-summary', 'series-pair', *(f'series-{o}' for o in OPTIONS))


class Fields:
    """The fields of a document that are about series; *path* is that of its source."""

    def __init__(self, metadata: Mapping[str, object], docname: str, path: str) -> None:
        self.docname = docname
        self.path = path
        self.texts = {
            name: _text(metadata[name]) for name in FIELDS if name in metadata
        }
        repeated = list(self._fields_of_series()) if 'series' in self.texts else []
        if repeated[1:]:
            self.texts['series'] = ', '.join(repeated)
        self.failed: list[FailedClaim] = []
        self.unknown = {
            name: _text(value)
            for name, value in metadata.items()
            if name.lower().startswith('serie') and name not in FIELDS
        }

    def __bool__(self) -> bool:
        return bool(self.texts or self.unknown)

    def claims_beside(self, directives: Iterable[ArticleClaim]) -> list[ArticleClaim]:
        """Return what only the fields say; where both do, the directive is followed."""
        directives = tuple(directives)
        self._warn_of_unknown(is_article=bool(directives))
        claims = list(self._not_said_otherwise(directives))
        if not claims and not self.failed:
            for name in self.texts.keys() - {'series'}:
                warn(Diagnostic.FIELD_ALONE, self._location(name), field=name)
        return claims

    def _not_said_otherwise(
        self, directives: tuple[ArticleClaim, ...]
    ) -> Iterator[ArticleClaim]:
        by_series = {claim.series: claim for claim in directives}
        written = self._written()
        options = ArticleOptions.read(written, '')
        for reference in self._references():
            directive = by_series.get(reference.series)
            if directive is None:
                pair = written.pair_title(reference.code)
                yield self._claim(reference, options, pair)
            elif directive.code != reference.code:
                warn(
                    Diagnostic.CONFLICT,
                    location_of(directive.place),
                    series=reference.series,
                    directive=directive.code,
                    field=reference.code,
                )

    def _references(self) -> Iterator[Reference]:
        for entry in entries(self.texts['series']) if 'series' in self.texts else ():
            try:
                yield reference_of(entry)
            except CodeError:
                self.failed.append(failed_from(entry))
                warn(
                    Diagnostic.FIELD,
                    self._location('series'),
                    text=entry,
                    similar=entry_meant(entry),
                )

    def _claim(
        self, reference: Reference, options: ArticleOptions, pair: str
    ) -> ArticleClaim:
        requires = (
            required if required.series else Reference(reference.series, required.code)
            for required in options.requires
        )
        return ArticleClaim(
            place=Place(self.docname, 1),
            series=reference.series,
            code=reference.code,
            status=options.status,
            requires=tuple(requires),
            minutes=options.minutes,
            published=options.published,
            updated=options.updated,
            pair=(pair,) if pair else (),
            summary=self._summary(),
            requires_place=options.requires_place,
        )

    def _summary(self) -> Content:
        """Return the summary, as if it stood in a paragraph of the directive."""
        text = self.texts.get('series-summary', '')
        return freeze([nodes.paragraph('', text)], self.docname) if text else ()

    def _written(self) -> WrittenOptions:
        """Return the other fields as options, after which they are named."""
        texts = {
            option: ', '.join(entries(self.texts[f'series-{option}']))
            for option in OPTIONS
            if f'series-{option}' in self.texts
        }
        if 'series-pair' in self.texts:
            # A comma in a title is part of it.
            texts['pair'] = self.texts['series-pair']
        lines = {
            option: [
                Entry(text, Place(self.docname, self._line_of(f'series-{option}')))
            ]
            for option, text in texts.items()
        }
        return WrittenOptions('', texts, lines, Place(self.docname, 1))

    def _warn_of_unknown(self, *, is_article: bool) -> None:
        """Say which fields are unknown, where they are meant to be."""
        for name in self.unknown:
            similar = _field_meant(name)
            is_code = similar == 'series' and _names_articles(self.unknown[name])
            is_option = similar not in {'', 'series'}
            if is_article or 'series' in self.texts or is_code or is_option:
                warn(
                    Diagnostic.FIELD_UNKNOWN,
                    self._location(name),
                    field=name,
                    similar=similar,
                )

    def _fields_of_series(self) -> Iterator[str]:
        """Yield the ``series`` fields at the top: of several, Sphinx keeps the last."""
        for line in self._source:
            if line.startswith(':series:'):
                yield line.partition(':series:')[2].strip()
            elif line.strip() and line[0] not in ': ':
                return

    def _location(self, name: str) -> tuple[str, int | None]:
        return self.docname, self._line_of(name)

    def _line_of(self, name: str) -> int:
        """Return the line of a field: it is in no node."""
        begins = re.compile(rf':?[\'"]?{re.escape(name)}[\'"]?:', re.IGNORECASE)
        lines = enumerate(self._source, 1)
        return next((number for number, line in lines if begins.match(line)), 1)

    @cached_property
    def _source(self) -> list[str]:
        try:
            return Path(self.path).read_text(encoding='utf-8').splitlines()
        except (OSError, UnicodeDecodeError):
            return []


def _field_meant(name: str) -> str:
    """Return our field that a name nearly is, or nothing."""
    written = name.lower().replace('_', '-')
    return next(iter(difflib.get_close_matches(written, FIELDS, 1, 0.8)), '')


def _text(value: object) -> str:
    """Return the text of a field; front matter makes ``null`` of nothing."""
    text = str(value).strip()
    return '' if text == 'null' else text


def entries(value: str) -> list[str]:
    """Return the entries of a field: front matter's lists arrive as JSON."""
    text = value.strip()
    if text.startswith('['):
        try:
            members = json.loads(text)
        except (ValueError, RecursionError):
            return [text]
        return [str(member) for member in members] or ['']
    if text.startswith('{'):
        return [text]
    return [entry.strip() for entry in re.split(r'[,;\n]', text)]


def warn_of_late_field(document: nodes.document, docname: str) -> None:
    """Say that a ``series`` field that is not the first thing is no metadata.

    Below the title's own section, only what reads like one: it may be about anything.
    """
    for number, section in enumerate(_sections(document)):
        is_top = number <= 1
        for child in section.children:
            if isinstance(child, nodes.paragraph | nodes.title):
                _warn_of_bare_field(child, docname, document['source'])
        for field in _fields_of(section):
            name, *body = field.children
            word = name.astext()
            text = ' '.join(child.astext() for child in body)
            if word in FIELDS and (is_top or _names_articles(text)):
                line = name.line or field.parent.line or None
                warn(Diagnostic.FIELD_PLACE, (docname, line), field=word)
                break


def _warn_of_bare_field(node: nodes.Element, docname: str, path: str) -> None:
    """Say that a line is no field: without colon or dashes, or dashes come too late."""
    first = node[0] if node.children else None
    if not isinstance(first, nodes.Text) or not first.startswith('series:'):
        return
    text = first.partition('\n')[0].strip()
    if not _names_articles(text.partition(':')[2]):
        return
    is_markdown = not path.endswith(('.rst', '.txt'))
    expected = f'--- / {text} / ---' if is_markdown else f':{text}'
    place = docname, node.line or None
    warn(Diagnostic.FIELD_TEXT, place, text=text, expected=expected)


def _sections(element: nodes.Element) -> Iterator[nodes.Element]:
    """Yield an element and the sections in it, and look into nothing else."""
    yield element
    for child in element.children:
        if isinstance(child, nodes.section):
            yield from _sections(child)


def _fields_of(section: nodes.Element) -> Iterator[nodes.field]:
    for child in section.children:
        if isinstance(child, nodes.field_list):
            yield from child.findall(nodes.field)


def _names_articles(text: str) -> bool:
    return all(map(_ENTRY.fullmatch, entries(text)))


#: What a ``series`` field says: a series and a code.
_ENTRY = re.compile(rf'{SERIES_NAME.pattern}\s+{CODE}')
