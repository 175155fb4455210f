"""What is registered at setup, and imported when it is used.

Every build pays for an import, those without changes too, and most need little of the
package.  So ``setup`` names functions, directives and transforms, as texts of the form
``room.module:name``.  Where there is nothing for them to do, they are not imported.
"""

from __future__ import annotations

from importlib import import_module
from sys import modules
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PACKAGE = 'sphinxext_series'


def load(name: str) -> Any:
    """Return what is called ``room.module:name`` in this package."""
    module, _, member = name.partition(':')
    path = f'{PACKAGE}.{module}'
    # Pages ask thousands of times, and to import again takes longer than most answers.
    return getattr(modules.get(path) or import_module(path), member)


def is_own(handler: object) -> bool:
    """Return whether a handler of an event is one of this package."""
    module = getattr(handler, '__module__', None) or ''
    return str(module).partition('.')[0] == PACKAGE


def later(
    name: str, when: Callable[..., bool] | None = None, otherwise: object = None
) -> Callable[..., Any]:
    """Return a function that calls the one of this name, if there is anything to do.

    *when* is asked that with the same arguments; *otherwise* is the answer if not.
    """

    def call(*arguments: Any, **options: Any) -> Any:
        if when is None or when(*arguments, **options):
            return load(name)(*arguments, **options)
        return otherwise

    return call


def import_for_workers(*names: str) -> Callable[..., None]:
    """Return a handler that imports these before workers are started: once for all."""

    def prepare(app: Sphinx, *_arguments: object) -> None:
        if app.parallel > 1:
            for name in names:
                load(name)

    return prepare


def later_directive(
    name: str, options: Iterable[str] = (), *, content: bool = True
) -> type[SphinxDirective]:
    """Return a directive that has the one of this name run in its place."""

    def run(self: SphinxDirective) -> list[nodes.Node]:
        instead: SphinxDirective = load(name)(
            self.name,
            self.arguments,
            self.options,
            self.content,
            self.lineno,
            self.content_offset,
            self.block_text,
            self.state,
            self.state_machine,
        )
        return [*instead.run()]

    return _class_of(
        name,
        SphinxDirective,
        run=run,
        optional_arguments=1,
        final_argument_whitespace=True,
        has_content=content,
        option_spec=AnyOption.fromkeys(options, directives.unchanged),
    )


class AnyOption(dict[str, 'Callable[[str], Any]']):
    """The options of a directive, which is handed others, too: it tells of them.

    Docutils would leave out the whole directive, and each parser has words of its own.
    """

    def __missing__(self, _name: str) -> Callable[[str], Any]:
        return directives.unchanged

    def __bool__(self) -> bool:
        # Parsers look for options only where there are some.
        return True


def later_transform(
    name: str, priority: int, when: Callable[[BuildEnvironment], object]
) -> type[SphinxTransform]:
    """Return a transform that applies the one of this name where *when* says so."""

    def apply(self: SphinxTransform, **options: Any) -> None:
        if when(self.env):
            load(name)(self.document, self.startnode).apply(**options)

    return _class_of(name, SphinxTransform, apply=apply, default_priority=priority)


def later_post_transform(
    name: str, priority: int, when: Callable[[BuildEnvironment], bool]
) -> type[SphinxPostTransform]:
    """Return the same for the transforms of pages that are about to be written."""

    def run(self: SphinxPostTransform, **options: Any) -> None:
        if when(self.env):
            load(name)(self.document, self.startnode).run(**options)

    return _class_of(name, SphinxPostTransform, run=run, default_priority=priority)


def _class_of(name: str, base: type[Any], **members: object) -> type[Any]:
    return type(name.partition(':')[2], (base,), {'__module__': __name__, **members})
