"""The reader's own progress: what a script needs to keep it in the browser.

The markup stands in ``template`` elements, which browsers neither show nor read out.
The script puts their contents in their place; without it, nothing of this is there.
All words are here, none is in the script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.html.writer import paragraph
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_series.html.writer import Writer
    from sphinxext_series.model.views import Navigation, Overview, RouteView

SCRIPT = 'series-progress.js'
STYLE_SHEET = 'series-progress.css'


def word_for_read() -> str:
    """Return what follows the title of an article that was read, for who listens."""
    return ' ' + _('(read)')


def mark(write: Writer, view: Navigation) -> str:
    """Return the button that marks an article as read."""
    value = f'{view.series}/{view.code}'
    button = _button(write, 'read', value, _('Mark as read'))
    marks = paragraph('series-progress__mark', button)
    return _template(marks + _status(write), 'button')


def chosen(write: Writer, series: str, routes: Mapping[str, str]) -> str:
    """Return lines of which one is shown, if the reader has chosen that route.

    *routes* are what the pager says of them, by their names.
    """
    message = _('Your route: %(route)s')
    lines = (
        f'<p class="series-pager__chosen" '
        f'data-route="{write.encode(f"{series}/{name}")}" hidden>'
        f'{write.fill(message, route=said)}</p>'
        for name, said in routes.items()
    )
    return _template('\n'.join(lines))


def choice(write: Writer, series: str, view: RouteView) -> str:
    """Return the button that chooses a route."""
    value = f'{series}/{view.name}'
    mentions = (mention for step in view.steps for mention in step.mentions)
    names = (f'{each.series}/{each.code}' for each in mentions if each.target)
    articles = f' data-articles="{write.encode(" ".join(names))}"'
    button = _button(write, 'route', value, _('Follow this route'), articles)
    return _template(paragraph('series-progress__choice', button), 'button')


def onward(write: Writer) -> str:
    """Return the line that takes the place of the link to the first article."""
    message = _('Continue where you left off: %(article)s')
    line = write.fill(message, article='<a></a>')
    return _template(f'<p class="series-start" hidden>{line}</p>')


def overview(write: Writer, view: Overview) -> str:
    """Return how far the reader is, and what exports, imports and clears that."""
    names = write.encode(' '.join(f'{view.series}/{code}' for code in view.codes))
    count = write.fill(
        _('%(read)s of %(articles)s read'),
        read='<span></span>',
        articles=str(view.articles),
    )
    buttons = ' '.join(
        _button(write, name, view.series, word)
        for name, word in (
            ('export', _('Export')),
            ('import', _('Import')),
            ('clear', _('Clear this series')),
        )
    )
    explained = _(
        'It is kept in this browser and nowhere else. To take it along, export it as '
        'text, and import that text in the other browser. The text holds all series '
        'of this site.'
    )
    status = _status(
        write,
        **{
            'export': _('Copy the text, and keep it.'),
            'import': _('Imported.'),
            'clear': _('Cleared. To undo this, import the text.'),
            'foreign': _('This is no text that was exported. Nothing was imported.'),
        },
    )
    summary = write.encode(str(_('Your progress')))
    label = write.encode(str(_('Progress as text')))
    return _template(
        f'<details>\n<summary>{summary}'
        f'<span class="series-progress__count" data-articles="{names}" hidden> · '
        f'{count}</span></summary>\n'
        f'<p>{write.encode(str(explained))}</p>\n'
        f'<p><label>{label}'
        f'<textarea rows="3" autocomplete="off" spellcheck="false"></textarea>'
        f'</label></p>\n'
        f'{paragraph("series-progress__buttons", buttons)}\n{status}\n</details>',
        'line',
    )


def _button(write: Writer, name: str, value: str, word: str, more: str = '') -> str:
    """Return a button; *more* are other attributes."""
    attributes = f'type="button" name="{name}" value="{write.encode(value)}"{more}'
    return f'<button {attributes}>{write.encode(str(word))}</button>'


def _status(write: Writer, **words: str) -> str:
    """Return the place for what comes of a button; *words* say it, by its name."""
    words['refused'] = _(
        'This browser does not let the page keep anything: it is forgotten when you '
        'leave.'
    )
    said = ' '.join(
        f'data-{name}="{write.encode(str(word))}"' for name, word in words.items()
    )
    return f'<p role="status" {said}></p>'


def _template(html: str, room: str = '') -> str:
    """Return what the script puts into the page; *room* is kept until it does."""
    name = f'series-progress series-progress--{room}' if room else 'series-progress'
    return f'<template class="{name}">{html}</template>'
