"""What a warning is: a subtype and a sentence.

Each sentence names the thing, what was expected, and what happens instead.  The
subtype is what ``suppress_warnings`` takes: ``series.code`` and so on.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


def N_(message: str) -> str:  # noqa: N802 (the name that message extractors look for)
    """Mark a message that is translated when it is shown."""
    return message


class Message(NamedTuple):
    """What another extension's check says: a warning with its words."""

    subtype: str
    sentence: str

    @property
    def name(self) -> str:
        """The name by which it is put in order."""
        return self.subtype


class WarningType(Enum):
    """What can be wrong: the subtype of its warning, and the sentence."""

    _value_: tuple[str, str]

    @property
    def subtype(self) -> str:
        """What ``suppress_warnings`` takes after ``series.``."""
        return self.value[0]

    @property
    def sentence(self) -> str:
        """The sentence in English, with named placeholders."""
        return self.value[1]
