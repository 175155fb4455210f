"""``series-edition``: the page says that it is a book, and which articles it holds."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, ClassVar

from sphinx.util import docname_join

from sphinxext_series.model.arranging.editions import EditionClaim, EditionDiagnostic
from sphinxext_series.model.codes import SERIES_NAME, series_name_meant
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.routes.language import RouteError, parse
from sphinxext_series.model.values import replace
from sphinxext_series.reading.claims.conditions import conditions_around
from sphinxext_series.reading.claims.freezing import freeze
from sphinxext_series.reading.directives.base import (
    SeriesDirective,
    options_of,
    without_suffix,
)
from sphinxext_series.reading.directives.guide import mistake
from sphinxext_series.reading.nodes import edition_part
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.util.typing import OptionSpec

    from sphinxext_series.model.routes.language import RouteExpression


class SeriesEdition(SeriesDirective):
    """``series-edition``: an output with the articles of one route and no others."""

    option_spec: ClassVar[OptionSpec] = options_of('series-edition')

    def placeholders(self) -> list[nodes.Node]:
        """Return the claim with the preface; only that if it is wrong."""
        body = self.body()
        series = self.argument
        if not SERIES_NAME.fullmatch(series):
            similar = series_name_meant(series)
            self.warn(Diagnostic.HUB_NAME, text=series, similar=similar)
            return body
        expression = self.expression()
        claim = EditionClaim(
            place=self.place,
            series=series,
            expression=expression,
            failed=self.lost_option
            or ('articles' in self.written.texts and expression is None),
            route=self.given('route'),
            audience=self.given('audience'),
            also=self.also(),
            short=self.written.text('short'),
        )
        part = edition_part('', *body, claim=claim)
        return [self.placed(part)]

    @property
    def lost_option(self) -> bool:
        """Whether a line was to be an option: it may say what is left out."""
        lines = self.block_text.splitlines()[1:]
        is_yaml = lines[:1] == ['---']
        form, end = (_KEY, '---') if is_yaml else (_OPTION, '')
        block = takewhile(lambda line: line.strip() != end, lines[is_yaml:])
        names = {match[1].lower() for line in block if (match := form.match(line))}
        is_below = self.option_below not in {'', 'short'}
        return is_below or not names <= self.options.keys()

    def expression(self) -> RouteExpression | None:
        """Return the route of the articles; nothing where it is none."""
        written = self.given('articles')
        if written is None:
            return None
        try:
            return parse(written)
        except RouteError as error:
            place = self.written.place_of('articles')
            facts = mistake(error, written)
            warn(EditionDiagnostic.EDITION_ARTICLES, location_of(place), **facts)
            return None

    def given(self, name: str) -> str | None:
        """Return an option, which may be empty; nothing where it is not there."""
        return self.written.text(name) if name in self.written.texts else None

    def also(self) -> tuple[str, ...]:
        """Return the names of the other documents, named as in a toctree."""
        docname = self.env.current_document.docname
        suffixes = tuple(self.config.source_suffix)
        entries = self.written.words('also', r',')
        return tuple(
            docname_join(docname, without_suffix(suffixes, text)) for text, _ in entries
        )


#: Lines that begin like an option, in a block of YAML without a colon before it; not
#: those that begin with a role.
_OPTION = re.compile(r'\s*:([A-Za-z-]++)(?!:`)')
_KEY = re.compile(r'([A-Za-z-]+):')


def claims_in(document: nodes.document) -> list[EditionClaim]:
    """Return the editions that a page claims to be, and where that holds."""
    return [
        replace(
            part['claim'],
            conditions=conditions_around(part),
            description=freeze(part.children, part['claim'].place.docname),
        )
        for part in document.findall(edition_part)
    ]
