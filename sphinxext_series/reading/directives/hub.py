"""``series-hub``: a document defines a series, and shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from sphinxext_series.model.claims import (
    BADGES,
    HEADINGS,
    LAYOUTS,
    SERIES_STATUSES,
    TOCTREES,
    Place,
    PulledClaim,
)
from sphinxext_series.model.codes import (
    AUDIENCE_CODE,
    SERIES_NAME,
    series_name_meant,
)
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.text.messages import N_
from sphinxext_series.model.values import Value
from sphinxext_series.reading.current import failed_claims
from sphinxext_series.reading.directives.base import (
    SeriesDirective,
    options_of,
)
from sphinxext_series.reading.nodes import authored, hub_claim
from sphinxext_series.reading.options import PAIR_TITLE, failed_hub, names_number

if TYPE_CHECKING:
    from collections.abc import Container

    from docutils import nodes
    from sphinx.util.typing import OptionSpec

#: What a hub shows by itself, in this order.
SHOWN = ('overview', 'map', 'guide', 'index', 'next')
#: What can be asked for: an index is the opening and the pairs.
PARTS = ('overview', 'map', 'guide', 'opening', 'pairs', 'index', 'next')


class HubOptions(Value):
    """What a hub says of its series, beside what is parsed."""

    status: str
    next: str
    layout: str
    headings: str
    badges: str
    toctree: str
    toctree_codes: bool
    external: tuple[str, ...]
    pulled: tuple[PulledClaim, ...]
    rejected: tuple[str, ...]
    places: tuple[tuple[str, Place], ...]


class SeriesHub(SeriesDirective):
    """``series-hub``: the document defines a series, and shows it."""

    option_spec: ClassVar[OptionSpec] = options_of('series-hub')

    def placeholders(self) -> list[nodes.Node]:
        """Return the claim with its description; only that if it is wrong."""
        body = self.body()
        series = self.argument
        if not SERIES_NAME.fullmatch(series):
            similar = series_name_meant(series)
            self.warn(Diagnostic.HUB_NAME, text=series, similar=similar)
            failed_claims(self.env).append(failed_hub(series))
            return body
        claim = hub_claim(
            '',
            *body,
            series=series,
            parts=self.parts(),
            caption=self.written.text('caption'),
            pairs=self.pairs(),
        )
        claim += self.parsed_option('title')
        claim += self.parsed_option('description')
        claim += self.parsed_option('pair-label', 'pair_label')
        claim += self.audiences()
        claim += self.planned()
        claim['options'] = self.read()
        return [self.placed(claim)]

    def read(self) -> HubOptions:
        """Return the options that are right, and tell which are not."""
        written = self.written
        return HubOptions(
            status=written.status(SERIES_STATUSES, 'ongoing', 'ongoing'),
            next=self.next(),
            layout=written.choice('layout', LAYOUTS, 'rows'),
            headings=written.choice('headings', HEADINGS, 'pairs'),
            badges=written.choice('badges', BADGES, 'all'),
            toctree=written.choice('toctree', TOCTREES, ''),
            toctree_codes=written.flag('toctree-codes'),
            external=tuple(dict.fromkeys(w for w, _ in written.words('external'))),
            pulled=self.pulled(),
            rejected=tuple(sorted(written.rejected)),
            places=tuple((name, written.place_of(name)) for name in written.lines),
        )

    def next(self) -> str:
        """Return the series that comes next: another one than this."""
        expected = N_('the name of a series')
        name = self.written.value('next', _series_name, expected, '')
        if name and name == self.argument:
            place = self.written.place_of('next')
            self.written.warn(Diagnostic.NEXT_ITSELF, place, series=name)
            self.written.rejected.add('next')
            return ''
        return name

    def audiences(self) -> list[authored]:
        """Return the labels of the audiences, as lines of the author's; all or none."""
        audiences: dict[str, authored] = {}
        for text, place in self.written.words('audiences', _NEXT_AUDIENCE):
            code, _, label = text.partition(' ')
            code = code.rstrip(':\uff1a')
            dash = _DASH.match(label)
            label = label[dash.end() :].strip() if dash else label.strip()
            if code in audiences:
                self.written.reject('audiences', text, N_('each audience once'), place)
                return []
            if AUDIENCE_CODE.fullmatch(code) and label:
                audiences[code] = self.parsed('audience', label, code=code)
            else:
                self.written.rejected.add('audiences')
                self.written.warn(Diagnostic.AUDIENCE, place, text=text)
                return []
        return list(audiences.values())

    def pairs(self) -> dict[int, authored]:
        """Return the titles of pairs by their numbers: all are written, or none."""
        entries = self.written.entries('pairs')
        numbered = [_NUMBERED.match(text) for text, _place in entries]
        if all(numbered):
            titled = [(match[1], match[2]) for match in numbered if match]
        else:
            titled = [(str(n), text) for n, (text, _place) in enumerate(entries, 1)]
        pairs: dict[int, authored] = {}
        for (number, title), entry in zip(titled, entries, strict=True):
            expected = _not_expected(number, title, pairs)
            if expected:
                self.written.reject('pairs', entry.text, expected, entry.place)
            else:
                pairs[int(number)] = self.parsed('title', title, place=entry.place)
        return pairs

    def parts(self) -> list[str] | None:
        """Return the parts that were asked for, or None for those not placed."""
        if 'parts' not in self.written:
            return None
        words = self.written.words('parts')
        expected = ', '.join((*PARTS, 'none'))
        if not words:
            self.written.reject('parts', '', expected)
            return None
        for word, place in words:
            if word not in PARTS and not (word == 'none' and len(words) == 1):
                self.written.reject('parts', word, expected, place)
        asked = [word for word in dict.fromkeys(w for w, _ in words) if word in PARTS]
        # An index has the pairs.
        return [word for word in asked if word != 'pairs' or 'index' not in asked]


#: A label may hold a semicolon; one before the code of an audience ends it.
_NEXT_AUDIENCE = r',|;(?=\s+[A-Z][A-Za-z]{0,15}:?\s)'
#: Between the code of an audience and its label.
_DASH = re.compile(r'\s*(?:[-:\u2013\u2014=]\s)+\s*')
#: A title after the number of its pair.
_NUMBERED = re.compile(r'(\d+)[.:)]?\s+(.*)')


def _not_expected(number: str, title: str, pairs: Container[int]) -> str:
    """Return what was expected of the title of a pair, or nothing if it is right."""
    if not re.fullmatch('[1-9][0-9]{0,5}', number):
        return N_('a number from 1 on')
    if int(number) in pairs:
        return N_('one title for each pair')
    return PAIR_TITLE if names_number(title) else ''


def _series_name(text: str) -> str:
    if not SERIES_NAME.fullmatch(text):
        raise ValueError(text)
    return text
