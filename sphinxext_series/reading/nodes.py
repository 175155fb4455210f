"""The nodes that stand in a doctree: placeholders, and what only HTML knows.

A *placeholder* is left by a directive and replaced before anything is written; what an
author wrote inside it (a summary, a route's condition) is its children, so that it is
translated and collected like everything else.  The other classes derive from native
nodes, and builders that do not know them show those.
"""

from __future__ import annotations

from docutils import nodes


class Placeholder(nodes.General, nodes.Element):
    """Something that is known only when all documents are read."""


class article_claim(Placeholder):
    """A document says that it is an article; the children are its summary.

    Attributes: ``series``, ``code``, ``facts`` (a dict of checked options) and
    ``show_summary``.
    """


class hub_claim(Placeholder):
    """A document says that it defines a series; the children are its description.

    Attributes: ``series``, ``facts``, ``parts`` (those asked for, or None) and, until
    the page's structure is made, ``pairs`` (:class:`authored` titles by number).
    """


class pair_part(Placeholder):
    """A pair: the children are the introduction; later its cards.

    Attributes: ``series``, ``number``, ``facts``.
    """


class guide_part(Placeholder):
    """A reading guide; among the children are its routes."""


class route_claim(Placeholder):
    """A route: the first child is its title, the others say how to take it.

    Attributes: ``expression``, ``series``, ``route`` (its name).
    """


class series_part(Placeholder):
    """A part without text of the author's: ``kind`` says which, ``series`` whose."""


class authored(nodes.Part, nodes.TextElement):
    """One line that an author wrote in an option: a title, a label.

    It is parsed, translated and extracted like a paragraph; ``use`` says what for.
    """


class anchor_reference(nodes.Inline, nodes.Element):
    """A reference to the place ``anchor`` in the document ``target``."""


# -- enriched in HTML ------------------------------------------------------------------


class plain_list(nodes.bullet_list):
    """A list that is styled: ``role="list"`` keeps it a list for screen readers."""


class plain_sequence(nodes.enumerated_list):
    """The same where the order counts."""


class block(nodes.compound):
    """A part of a page; ``series`` names the series it shows."""


class navigation_bar(nodes.General, nodes.Element):
    """The navigation of an article, made where its page is written.

    ``view`` is what it shows, ``where`` the place (``top`` or ``bottom``).  The
    children are those titles that are more than text, each with its ``content``.
    """


class chips(nodes.General, nodes.Element):
    """A row of codes, made where its page is written.

    ``row`` is what it shows, ``kind`` which row it is (``steps`` or ``stops``).
    """


class progress_control(nodes.General, nodes.Element):
    """What readers keep their own progress with, made where its page is written.

    ``kind`` says what it is (``onward``, ``overview`` or ``choice``), and ``view`` what
    it is about: the overview of a series, or a route of the ``series``.
    """


class card(nodes.list_item):
    """An article in the index: its frame is made where its page is written.

    ``view`` is what the frame shows; the children are the summary and, each with its
    ``content``, those titles that are more than text.
    """
