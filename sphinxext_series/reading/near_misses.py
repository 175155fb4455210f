"""Text that was meant to be one of the directives: authors are told nothing else.

To docutils and MyST it is a paragraph, a comment, or code in a language that nobody
knows.  Only documents in which the name of a directive occurs are looked through.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import Reporter
from sphinx.util.nodes import get_node_line, get_node_source

from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.text.messages import N_, WarningType
from sphinxext_series.reading.directives.names import OPTIONS
from sphinxext_series.reading.options import failed_from, failed_hub
from sphinxext_series.settings.warnings import warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.model.claims import FailedClaim


class FenceDiagnostic(WarningType):
    """What keeps MyST from taking a fence for a directive."""

    FENCE = (
        'fence',
        N_(
            '%(directive)s is plain text here: expected “colon_fence” in '
            'myst_enable_extensions, or a fence of backquotes; it has no effect'
        ),
    )
    FENCE_STRICT = (
        'fence',
        N_(
            '%(directive)s is plain text here, because “%(setting)s” turns off all '
            'directives in Markdown: expected it to be off; the directive has no effect'
        ),
    )


_NAMES = '|'.join(OPTIONS)
# Compiled where one is needed, which is seldom: each of them has all names.
#: Ways to write a directive that are text: the name is a group of each.
_LINE = rf"""(?x)\s*(?:
        \.+\s*({_NAMES})\s*:                    # reST in Markdown, three dots
      | (?:`{{3,}}|~{{3,}}|:+)\s*\{{\s*({_NAMES})\s*\}}[^`]*$  # Markdown in reST
      | (?:`{{3,}}|~{{3,}}|:+)\s*({_NAMES})\b[^`]*$     # a fence without braces
      | \{{({_NAMES})\}}                             # braces without a fence
      | ({_NAMES})\s*::                            # without dots
      | ({_NAMES}):?\s+[\w.-]+\s+[A-Z][A-Za-z]*[0-9]+[a-z]?\s*$  # without anything
    )"""
#: A comment whose first word is a name; with two colons, it is commented out.
_COMMENT = rf'({_NAMES})\s*(?:[\uff1a]|:(?!:)|\s[\w.-]+(?:\s+[A-Z]\w*[0-9]\w*)?\s*$)'

#: What a colon fence begins with.
_COLONS = r':{3,}\{'
#: Settings of MyST's that leave no directives in Markdown.
_STRICT = ('myst_gfm_only', 'myst_commonmark_only')


def note_names(app: Sphinx, _name: object, source: list[str]) -> None:
    """Note that the name of a directive occurs in a document, or what it includes."""
    if _may_name(source[0]) and any(name in source[0] for name in OPTIONS):
        app.env.current_document['series_named'] = True


def _may_name(text: str) -> bool:
    """Return whether a text can have a name in it: far faster than looking for all."""
    return 'series-' in text or 'reading-' in text


def note_included_names(
    app: Sphinx, _path: object, _docname: str, source: list[str]
) -> None:
    """Note the same of a file that is included."""
    note_names(app, '', source)


def warn_of_near_misses(
    document: nodes.document, docname: str, env: BuildEnvironment
) -> None:
    """Say which text looks like a directive and is none."""
    if 'series_named' not in env.current_document:
        return
    is_markdown = not document['source'].endswith(('.rst', '.txt'))
    # Both lists can name it; then it is off.
    has_colon_fences = 'colon_fence' in getattr(
        env.config, 'myst_enable_extensions', ()
    ) and 'colon_fence' not in getattr(env.config, 'myst_disable_syntax', ())
    strict = [name for name in _STRICT if getattr(env.config, name, False)]
    for node in document.findall(nodes.Element):
        for name, text in _misses(node) if type(node) in _TEXTS else ():
            location = _location(node, text, docname)
            if is_markdown and strict:
                given = FenceDiagnostic.FENCE_STRICT
                warn(given, location, directive=name, setting=strict[0])
                continue
            if is_markdown and re.match(_COLONS, text) and not has_colon_fences:
                warn(FenceDiagnostic.FENCE, location, directive=name)
                continue
            fence = ':::' if has_colon_fences else '```'
            expected = f'{fence}{{{name}}}' if is_markdown else f'.. {name}::'
            warn(Diagnostic.NEAR_MISS, location, text=text, expected=expected)


def failed_by_docutils(document: nodes.document) -> Iterator[FailedClaim]:
    """Yield what was tried by directives that docutils could not run, and told of."""
    if document.reporter.max_level < Reporter.ERROR_LEVEL:
        return
    for message in document.findall(nodes.system_message):
        for block in message.findall(nodes.literal_block):
            match = re.match(_DIRECTIVE, block.astext())
            if match and match[1] == 'series-hub':
                yield failed_hub(match[2])
            elif match:
                yield failed_from(match[2])


_DIRECTIVE = r'\.\.\s+(?:series:)?(series-hub|series-article)::\s+(.*)'


def _location(
    node: nodes.Element, text: str, docname: str
) -> str | tuple[str, int | None]:
    """Return where a text is: the lines of comments and of long paragraphs are not."""
    source, line = get_node_source(node) or '', get_node_line(node) or 0
    try:
        lines = Path(source).read_text('utf-8').splitlines()
    except (OSError, UnicodeDecodeError):
        return docname, line or None
    numbers = [number for number, written in enumerate(lines, 1) if text in written]
    nearest = min(numbers, key=lambda number: abs(number - line), default=line)
    return f'{source}:{nearest}'


def _fenced(node: nodes.Element, words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the names among the words that a fence begins with."""
    for word in words:
        match = re.fullmatch(_FENCED, word) if _may_name(word) else None
        if match:
            yield match[1], word
        elif word == '{':
            yield from _with_blanks(node)


def _with_blanks(node: nodes.Element) -> Iterator[tuple[str, str]]:
    """Yield the name between the braces of a fence: with blanks, they are no braces."""
    source, line = get_node_source(node) or '', get_node_line(node) or 0
    with suppress(OSError, UnicodeDecodeError, IndexError):
        text = Path(source).read_text('utf-8').splitlines()[line - 1]
        match = re.search(rf'\{{\s+({_NAMES})\s*\}}', text)
        if match:
            yield match[1], text.strip()


#: The class or language that a fence gets: without braces, or with text directly after.
_FENCED = rf'\{{?({_NAMES})(?:\}}.*)?'
#: Asked by class: the document of an article has thousands of other nodes.
_TEXTS = frozenset(
    {nodes.paragraph, nodes.comment, nodes.literal_block, nodes.container}
)


def _misses(node: nodes.Element) -> Iterator[tuple[str, str]]:
    """Yield the names of directives that a text was to have, and how they are written.

    A fence without braces is code, or a container of that class.
    """
    if isinstance(node, nodes.literal_block):
        yield from _fenced(node, [str(node.get('language', ''))])
    elif isinstance(node, nodes.container):
        yield from _fenced(node, node['classes'] if 'is_div' in node else ())
    elif isinstance(node, nodes.comment):
        text = node.astext()
        match = re.match(_COMMENT, text)
        if match:
            yield match[1], text.split('\n')[0]
    else:
        text = node.rawsource or node.astext()
        for line in text.split('\n') if _may_name(text) else ():
            match = re.match(_LINE, line)
            if match:
                yield next(filter(None, match.groups())), line.strip()
