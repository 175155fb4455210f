"""The two translators: ``_`` for documents, ``__`` for the console.

The catalogue bears the package's name: no other extension's can be in its place.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import get_translation, get_translator

CATALOGUE = 'sphinxext_series'
LOCALE_DIR = Path(__file__).parents[1] / 'locale'

#: Text in documents, in the language of the project.
_ = get_translation(CATALOGUE)
#: Text on the console, in the language of the author.
__ = get_translation(CATALOGUE, 'console')


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of a document's text that goes with a number."""
    return get_translator(CATALOGUE).ngettext(singular, plural, count)
