"""Reviews of pairs: what articles said when somebody read them together.

A *fingerprint* is what remains of a text when its markup and its layout do not count: a
digest of the whole, and a short one for each section, which only serves to name what
has changed.  A *review* is a person's statement that the articles of a pair agree, with
the fingerprints that they had then.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from sphinxext_series.model.values import Value, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinxext_series.model.claims import Place
    from sphinxext_series.model.codes import Code

#: How a fingerprint is written: of the text, then of each section.
MARK = re.compile(r'[0-9a-f]{12}(?: [0-9a-f]{4})*')


class Section(NamedTuple):
    """A section of an article: a short digest, and what it is called.

    *names* are those that it has in its pair.
    """

    digest: str
    title: str
    names: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The title, and the names after it."""
        return f'{self.title} [{", ".join(self.names)}]' if self.names else self.title


class Fingerprint(NamedTuple):
    """What a text says, without how it says it."""

    text: str
    sections: tuple[Section, ...] = ()

    @property
    def mark(self) -> str:
        """The digests on one line, as the file of reviews has them."""
        return ' '.join((self.text, *(section.digest for section in self.sections)))


def digest_of(text: str, digits: int) -> str:
    """Return so many hexadecimal digits of a text's SHA-256."""
    return hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:digits]


def fingerprint(
    text: str, sections: Iterable[tuple[str, str, tuple[str, ...]]]
) -> Fingerprint:
    """Return the fingerprint of a text; *sections* are titles, texts and names."""
    return Fingerprint(
        digest_of(text, 12),
        tuple(Section(digest_of(t, 4), title, names) for title, t, names in sections),
    )


class PairName(NamedTuple):
    """A pair among all series."""

    series: str
    number: int


class Review(Value):
    """The articles of a pair were read together and agree.

    *marks* are their fingerprints by their codes, *blobs* the names that git gave to
    their files; both are what they were on the day of the review.
    """

    place: Place = field(compare=False)
    reviewed: str
    by: str = ''
    note: str = ''
    marks: Mapping[Code, str]
    blobs: Mapping[Code, str] = field(default_factory=dict)


def changed_sections(mark: str, now: Fingerprint) -> list[Section]:
    """Return the sections that a mark does not know."""
    left = mark.split()[1:]
    changed = []
    for section in now.sections:
        if section.digest in left:
            left.remove(section.digest)
        else:
            changed.append(section)
    return changed
