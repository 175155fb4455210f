"""``series-hub``: a document defines a series, and shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sphinxext_series.model.claims import (
    LAYOUTS,
    SERIES_STATUSES,
    TOCTREES,
    PulledClaim,
)
from sphinxext_series.model.codes import AUDIENCE_CODE, SERIES_NAME
from sphinxext_series.model.diagnostics import N_, Diagnostic
from sphinxext_series.reading.directives.base import SeriesDirective, options
from sphinxext_series.reading.nodes import authored, hub_claim

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.util.typing import OptionSpec

PARTS = ('overview', 'map', 'guide', 'index', 'next')


@dataclass(frozen=True, slots=True, kw_only=True)
class HubOptions:
    """What a hub says of its series, beside what is parsed."""

    status: str
    next: str
    layout: str
    toctree: str
    external: tuple[str, ...]
    pulled: tuple[PulledClaim, ...]


class SeriesHub(SeriesDirective):
    """``series-hub``: the document defines a series, and shows it."""

    option_spec: ClassVar[OptionSpec] = options(
        'title',
        'audiences',
        'status',
        'next',
        'pairs',
        'articles',
        'external',
        'planned',
        'parts',
        'pair-label',
        'layout',
        'toctree',
        'caption',
    )

    def placeholders(self) -> list[nodes.Node]:
        """Return the claim with its description; only that if it is wrong."""
        body = self.body()
        series = self.argument
        if not SERIES_NAME.fullmatch(series):
            self.warn(Diagnostic.HUB_NAME, text=series)
            return body
        claim = hub_claim(
            '',
            *body,
            series=series,
            options=self.read(),
            parts=self.parts(),
            caption=self.written.text('caption'),
            pairs={
                number: self.parsed('title', title)
                for number, (title, _) in enumerate(self.written.entries('pairs'), 1)
            },
        )
        claim += self.parsed_option('title')
        claim += self.parsed_option('pair-label', 'pair_label')
        claim += self.audiences()
        claim += self.planned()
        return [self.placed(claim)]

    def read(self) -> HubOptions:
        """Return the options that are right, and tell which are not."""
        written = self.written
        return HubOptions(
            status=written.status(SERIES_STATUSES, 'ongoing'),
            next=self.next(),
            layout=written.choice('layout', LAYOUTS, 'rows'),
            toctree=written.choice('toctree', TOCTREES, ''),
            external=tuple(dict.fromkeys(w for w, _ in written.words('external'))),
            pulled=self.pulled(),
        )

    def next(self) -> str:
        """Return the series that comes next: another one than this."""
        expected = N_('the name of a series')
        name = self.written.value('next', _series_name, expected, '')
        if name and name == self.argument:
            self.warn(Diagnostic.NEXT_ITSELF, series=self.argument)
            return ''
        return name

    def audiences(self) -> list[authored]:
        """Return the labels of the audiences, as lines of the author's."""
        audiences: dict[str, authored] = {}
        for text, place in self.written.words('audiences', ','):
            code, _, label = text.partition(' ')
            label = label.strip()
            if AUDIENCE_CODE.fullmatch(code) and label and code not in audiences:
                audiences[code] = self.parsed('audience', label, code=code)
            else:
                expected = N_('a code and a label for each audience, such as A Reader')
                self.written.reject('audiences', text, expected, place)
        return list(audiences.values())

    def parts(self) -> list[str] | None:
        """Return the parts that were asked for, or None for those not placed."""
        if 'parts' not in self.written:
            return None
        words = self.written.words('parts')
        for word, place in words:
            if word not in {*PARTS, 'none'}:
                expected = ', '.join((*PARTS, 'none'))
                self.written.reject('parts', word, expected, place)
        return [word for word in dict.fromkeys(w for w, _ in words) if word in PARTS]


def _series_name(text: str) -> str:
    if not SERIES_NAME.fullmatch(text):
        raise ValueError(text)
    return text
