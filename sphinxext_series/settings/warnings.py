"""The one way to give a warning: located, suppressible, in the author's language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinxext_series.model.claims import Place
from sphinxext_series.model.codes import look_alike
from sphinxext_series.model.text.messages import N_
from sphinxext_series.settings.translation import __

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils.nodes import Node
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.model.catalogue import Problem
    from sphinxext_series.model.text.messages import Message, WarningType

logger = logging.getLogger(__name__)


def warn(
    diagnostic: WarningType | Message,
    location: str | tuple[str, int | None] | Node | None,
    **facts: object,
) -> None:
    """Give a warning.  *facts* fill the placeholders of its sentence."""
    logger.warning(
        # Filled in here: the text of an author may contain a per cent sign.
        '%s',
        _filled(diagnostic, facts),
        location=location,
        type='series',
        subtype=diagnostic.subtype,
    )


def _filled(diagnostic: WarningType | Message, facts: dict[str, object]) -> str:
    """Return the sentence in the author's language, with the facts in it."""
    if 'similar' in facts:
        facts['similar'] = _suggestion(facts)
    elif 'text' in facts and ' %(expected)s' in diagnostic.sentence:
        facts['expected'] = f'{facts["expected"]}{_look_alike_in(str(facts["text"]))}'
    values = {name: _shown(fact, name in _OURS) for name, fact in facts.items()}
    return __(diagnostic.sentence) % values


def warn_of(problem: Problem, env: BuildEnvironment) -> None:
    """Give the warning for a problem of the arrangement."""
    warn(problem.kind, location_of(problem.place), **_facts(problem, env))


def sentence_of(problem: Problem, env: BuildEnvironment) -> str:
    """Return what the warning for a problem says, without its place."""
    return _filled(problem.kind, _facts(problem, env))


def _facts(problem: Problem, env: BuildEnvironment) -> dict[str, object]:
    facts: dict[str, object] = {
        name: _position_of(fact, problem.place, env)
        if isinstance(fact, Place)
        else fact
        for name, fact in problem.facts.items()
    }
    for name in ('expected', 'reason'):
        if facts.get(name):
            facts[name] = __(str(facts[name]))
    return facts


def _position_of(place: Place, here: Place, env: BuildEnvironment) -> str:
    """Return a place as file and line; the file is named from the sources' root.

    Of a file that several documents include, another one than *here* may be meant.
    """
    if not place.docname:
        return place.source
    path = Path(place.source or env.doc2path(place.docname))
    if path.is_relative_to(env.srcdir):
        path = path.relative_to(env.srcdir)
    position = f'{path.as_posix()}:{place.line}'
    if not place.source or place.docname == here.docname:
        return position
    message = __(N_('%(place)s, included in “%(docname)s”'))
    return message % {'place': position, 'docname': place.docname}


def location_of(place: Place) -> str | tuple[str, int | None]:
    """Return a place as Sphinx's logging takes it."""
    if place.source:
        return f'{place.source}:{place.line}' if place.line else place.source
    return place.docname, place.line or None


def _suggestion(facts: Mapping[str, object]) -> str:
    """Return what may be meant, unless that is what is written."""
    similar = str(facts['similar'])
    if not similar or similar in {facts.get(name) for name in _WRITTEN}:
        return ''
    names = [str(facts[name]) for name in _NAMES if name in facts]
    unlike = [look_alike(a, b) for n in names for a, b in ((n, similar), (similar, n))]
    character = next(
        filter(None, [look_alike(str(facts.get('text', ''))), *unlike]), ''
    )
    if character:
        values = {'similar': similar, 'character': character}
        return __(
            N_(' (did you mean “%(similar)s”? “%(character)s” is U+%(number)s)')
        ) % {**values, 'number': f'{ord(character):04X}'}
    return __(N_(' (did you mean “%(similar)s”?)')) % {'similar': similar}


def _look_alike_in(text: str) -> str:
    """Return which character of a text is not the one that it looks like."""
    character = look_alike(text)
    if not character:
        return ''
    values = {'character': character, 'number': f'{ord(character):04X}'}
    return __(N_(' (“%(character)s” is U+%(number)s)')) % values


#: The facts that name something.
_NAMES = ('target', 'required', 'docname', 'series')
#: The facts that are what an author wrote.
_WRITTEN = ('text', 'found', 'target', 'required', 'docname', 'project', 'field')


#: Facts in our own words.
_OURS = frozenset({'expected', 'similar', 'instead'})


def _shown(fact: object, is_ours: bool) -> str:  # noqa: FBT001 (there are two cases)
    """Return a fact fit for one line: without control characters, and not too long."""
    text = ''.join(c if c.isprintable() else ' ' for c in str(fact))
    return text if is_ours or len(text) <= 100 else f'{text[:97]}…'  # noqa: PLR2004
