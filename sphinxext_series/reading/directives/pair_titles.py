"""Titles of pairs that name the number of the pair, which is put before them."""

from __future__ import annotations

import re

from sphinxext_series.model.text.messages import N_
from sphinxext_series.settings.translation import _

#: What is expected for a title with a number, and for a number in its place.
TITLE = N_('the title alone, since the number is put before it')
NUMBER = N_('a title; the number of the pair is in “:number:”')


def is_number(text: str) -> bool:
    """Return whether a text is the number of a pair: "3", or "coffee/3"."""
    return re.fullmatch(r'(?:[\w.-]+/)?[0-9]{1,3}', text) is not None


def names_number(text: str) -> bool:
    """Return whether a text is a number, or begins like the heading of a pair."""
    labels = {'Pair', 'Topic', str(_('Pair')), str(_('Topic'))}
    words = '|'.join(map(re.escape, sorted(labels)))
    heading = rf'(?:{words})\s+[0-9]+\s*(?:[:.\u2013\u2014-]|$)'
    return is_number(text) or re.match(heading, text, re.IGNORECASE) is not None
