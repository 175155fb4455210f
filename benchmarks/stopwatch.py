"""A Sphinx extension that measures the CPU time spent in ours.

Loaded behind it, it wraps what was registered: directives, transforms, event handlers,
visitors, and the domain's answers.  Time counts from the outermost entry until it is
left, with everything that Sphinx does meanwhile on our behalf: parsing a summary, say.
Importing is not counted, and neither is the collection of garbage: what happens to set
it off is ours, what it walks is all of Sphinx's.  It is noted apart.  The result is
written into the output directory.
"""

from __future__ import annotations

import gc
import json
import time
from collections import defaultdict
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives

from sphinxext_series.environment.domain import SeriesDomain
from sphinxext_series.reading.directives import DIRECTIVES

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

PACKAGE = 'sphinxext_series'
RESULT = 'stopwatch.json'


class Stopwatch:
    """Adds up what is spent in functions, by their names."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.garbage = 0.0
        self.is_running = False
        self._paused = 0.0
        gc.callbacks.append(self._note_garbage)

    def _note_garbage(self, phase: str, _facts: dict[str, int]) -> None:
        if phase == 'start':
            self._paused = time.process_time()
        elif self.is_running:
            self.garbage += time.process_time() - self._paused

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that is timed, unless one around it is already."""

        @wraps(function)
        def measured(*args: Any, **options: Any) -> Any:
            if self.is_running:
                return function(*args, **options)
            self.is_running = True
            start, garbage = time.process_time(), self.garbage
            try:
                return function(*args, **options)
            finally:
                paused = self.garbage - garbage
                self.seconds[name] += time.process_time() - start - paused
                self.is_running = False

        return measured

    def timed_class(self, cls: type, *methods: str) -> type:
        """Return a class whose methods are timed."""
        timed = {
            method: self.timed(f'{cls.__name__}.{method}', getattr(cls, method))
            for method in methods
        }
        return type(cls.__name__, (cls,), {**timed, '__module__': cls.__module__})


def setup(app: Sphinx) -> ExtensionMetadata:
    """Wrap what is registered by now."""
    watch = Stopwatch()
    for name, directive in DIRECTIVES.items():
        directives.register_directive(name, watch.timed_class(directive, 'run'))
    for transforms in (app.registry.transforms, app.registry.post_transforms):
        transforms[:] = [
            watch.timed_class(each, 'apply') if _is_ours(each) else each
            for each in transforms
        ]
    for visitors in app.registry.translation_handlers.values():
        for name, pair in visitors.items():
            if any(_is_ours(function) for function in pair):
                enter, leave = pair
                visitors[name] = (
                    watch.timed(f'visit {name}', enter),
                    leave and watch.timed(f'visit {name}', leave),
                )
    _time_handlers(app, watch)
    _time_domain(app, watch)
    app.connect('build-finished', partial(_write, watch), priority=999)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}


def _time_handlers(app: Sphinx, watch: Stopwatch) -> None:
    for event, listeners in app.events.listeners.items():
        listeners[:] = [
            listener._replace(handler=watch.timed(event, listener.handler))
            if _is_ours(listener.handler)
            else listener
            for listener in listeners
        ]


def _time_domain(app: Sphinx, watch: Stopwatch) -> None:
    def get_objects(self: SeriesDomain) -> list[tuple[str, str, str, str, str, int]]:
        # A generator would do its work when it has been left.
        return list(SeriesDomain.get_objects(self))

    domain = type('SeriesDomain', (SeriesDomain,), {'get_objects': get_objects})
    timed = watch.timed_class(
        domain, 'resolve_xref', 'resolve_any_xref', 'get_objects', 'clear_doc'
    )
    app.registry.domains['series'] = timed


def _is_ours(registered: Any) -> bool:
    return str(getattr(registered, '__module__', '')).startswith(PACKAGE)


def _write(watch: Stopwatch, app: Sphinx, _error: Exception | None) -> None:
    result = Path(app.outdir, RESULT)
    noted = {'seconds': watch.seconds, 'garbage': watch.garbage}
    result.write_text(json.dumps(noted), encoding='utf-8')
