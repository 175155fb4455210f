"""The title of a document as that of an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinxext_series.model.text.content import plain_text

if TYPE_CHECKING:
    from sphinxext_series.model.codes import Code
    from sphinxext_series.model.text.content import Content


def without_code(title: Content, code: Code) -> Content:
    """Return a title without the article's code, which is shown beside it anyway."""
    first = title[0] if title else ''
    if not isinstance(first, str) or not first.lstrip().startswith(str(code)):
        return title
    separator = re.match(_AFTER_A_CODE, first.lstrip().removeprefix(str(code)))
    if separator is None:
        return title
    rest = first.lstrip()[len(str(code)) + separator.end() :]
    stripped = (rest, *title[1:]) if rest else title[1:]
    return stripped if plain_text(stripped).strip() else title


#: A hyphen, dash or stop counts with a space after it: "B7-H3" is no title "H3".
_AFTER_A_CODE = r'\s*(?:[:\uff1a\u2014]\s*|[.\u2013-]\s+)'
