"""A small series for tests: an opening, two pairs, a page outside the series."""

from __future__ import annotations

HUB = """
    Coffee, explained twice
    =======================

    .. series-hub:: coffee
       :title: Coffee
       :status: ongoing
       :pairs:
          What makes a *good* cup
          Beans

       From bean to cup, for *two* kinds of readers.

    .. toctree::

       other
"""


def article(title: str, argument: str, body: str = '', **options: str) -> str:
    """Return the source of an article; options as ``requires='A0'``."""
    lines = [title, '=' * len(title) * 2, '', f'.. series-article:: {argument}']
    lines += [f'   :{n.replace("_", "-")}: {text}' for n, text in options.items()]
    return '\n'.join([*lines, '', f'   {body}', '', f'The text of {title}.', ''])


FILES = {
    'index.rst': HUB,
    'start.rst': article('Why coffee', 'coffee A0', 'Read this first.'),
    'cups/bitter.rst': article(
        'Why it tastes *bitter*', 'coffee A1', 'Three things to change.', requires='A0'
    ),
    'cups/extraction.rst': article(
        'Extraction', 'coffee B1', 'What a refractometer tells.', minutes='9'
    ),
    'beans/origin.rst': article('Where beans come from', 'coffee A2', 'A short tour.'),
    'beans/varieties.rst': article('Varieties', 'coffee B2', 'Arabica and others.'),
    'other.rst': """
        Something else
        ==============

        See :series:article:`coffee/A1` and :series:hub:`coffee`.
    """,
}
