"""The drawing of modules and phases in the documentation, made from the code.

What a module imports is read from its source, what it is for from its docstring, and
when its functions run from what ``setup()`` registers. Three files come of it:
``modules.svg`` for pages that a browser shows, ``modules.txt`` for all others, and
tables of modules and phases that say the same in words.

Run as a script, this writes these files anew: ``tox run -e snippets``.
"""

from __future__ import annotations

import ast
import csv
import io
import re
import textwrap
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import test_architecture
from sphinx.testing.util import SphinxTestApp
from test_architecture import ORDER, PACKAGE, SOURCES, own_imports

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DRAWING = Path(__file__).parents[1] / 'docs' / 'engineers' / 'architecture'
#: The phases of a build in the order in which a document comes to them. Sphinx sends
#: the events; the two others are the transforms that docutils applies.
READING = 'transforms'
WRITING = 'post-transforms'
PHASES = (
    'config-inited',
    'builder-inited',
    'env-get-outdated',
    'env-before-read-docs',
    'env-purge-doc',
    'source-read',
    'include-read',
    READING,
    'object-description-transform',
    'doctree-read',
    'env-merge-info',
    'env-updated',
    'env-get-updated',
    'env-check-consistency',
    'write-started',
    WRITING,
    'missing-reference',
    'warn-missing-reference',
    'doctree-resolved',
    'html-collect-pages',
    'html-page-context',
    'build-finished',
)


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """A function or transform of ours that runs in a phase."""

    phase: int
    priority: int
    registered: int
    module: str
    name: str

    @property
    def title(self) -> str:
        """The phase's name."""
        return PHASES[self.phase]


def main() -> None:
    """Write the files of the drawing."""
    with TemporaryDirectory() as directory:
        drawn = files(steps(Path(directory)))
    for name, text in drawn.items():
        (DRAWING / name).write_text(text, encoding='utf-8')


def files(registered: Iterable[Step]) -> dict[str, str]:
    """Return the drawing: texts of files by their names."""
    ordered = sorted(registered)
    return {
        'modules.svg': picture(ordered),
        'modules.txt': text_art(ordered),
        'modules.csv': table(module_rows(ordered)),
        'phases.csv': table(phase_rows(ordered)),
    }


# -- what is so ------------------------------------------------------------------------


def layers() -> Iterator[tuple[str, list[str]]]:
    """Yield each layer's name with its modules: comments in the order name them."""
    source = Path(test_architecture.__file__).read_text(encoding='utf-8')
    order = source.partition('\nORDER = (\n')[2].partition('\n)\n')[0]
    for layer in re.split(r'^    # ', order, flags=re.MULTILINE)[1:]:
        name, *modules = layer.split('\n')
        yield name, re.findall(r"^    '(\w+)',", '\n'.join(modules), re.MULTILINE)


def direct(module: str) -> set[str]:
    """Return the imports of *module* that do not follow from its other imports."""
    imports = own_imports(module)
    return {
        each
        for each in imports
        if not any(each in reached(other) for other in imports - {each})
    }


@cache
def reached(module: str) -> set[str]:
    """Return all that *module* imports, itself or through others."""
    imports = own_imports(module)
    return imports.union(*(reached(each) for each in imports))


def purpose(module: str) -> str:
    """Return the first line of the module's docstring."""
    source = (SOURCES / f'{module}.py').read_text(encoding='utf-8')
    return (ast.get_docstring(ast.parse(source)) or '').partition('\n')[0]


def steps(directory: Path) -> list[Step]:
    """Return what ``setup()`` registers, as Sphinx knows it afterwards."""
    (directory / 'conf.py').write_text(f'extensions = [{PACKAGE!r}]', encoding='utf-8')
    app = SphinxTestApp('dummy', srcdir=directory)
    try:
        return [*_listeners(app), *_transforms(app)]
    finally:
        app.cleanup()


def _listeners(app: SphinxTestApp) -> Iterator[Step]:
    for event, listeners in app.events.listeners.items():
        for listener in listeners:
            handler = listener.handler
            if _is_own(handler.__module__):
                module = _module(handler.__module__)
                yield Step(
                    PHASES.index(event),
                    listener.priority,
                    listener.id,
                    module,
                    handler.__qualname__,
                )


def _transforms(app: SphinxTestApp) -> Iterator[Step]:
    registered = (
        (READING, app.registry.get_transforms()),
        (WRITING, app.registry.get_post_transforms()),
    )
    for phase, transforms in registered:
        for number, each in enumerate(transforms):
            if _is_own(each.__module__):
                yield Step(
                    PHASES.index(phase),
                    each.default_priority or 0,
                    number,
                    _module(each.__module__),
                    each.__name__,
                )


def _is_own(name: str) -> bool:
    return name.partition('.')[0] == PACKAGE


def _module(name: str) -> str:
    return name.partition('.')[2] or '__init__'


# -- in words --------------------------------------------------------------------------


def module_rows(registered: list[Step]) -> Iterator[tuple[str, ...]]:
    """Yield what the table says of each module."""
    yield 'Module', 'What it is for', 'Imports', 'Runs at'
    for module in ORDER:
        imports = sorted(own_imports(module), key=ORDER.index)
        yield (
            f'``{module}``',
            purpose(module),
            ', '.join(imports) or '–',
            ', '.join(phases(module, registered)) or '–',
        )


def phase_rows(registered: list[Step]) -> Iterator[tuple[str, ...]]:
    """Yield what the table says of each step."""
    yield 'Phase', 'Priority', 'What runs'
    for step in registered:
        yield f'``{step.title}``', str(step.priority), f'``{step.module}.{step.name}``'


def phases(module: str, registered: list[Step]) -> list[str]:
    """Return the phases in which functions of *module* run."""
    found = (step.title for step in registered if step.module == module)
    return list(dict.fromkeys(found))


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Return *rows* as comma-separated values."""
    text = io.StringIO()
    csv.writer(text, lineterminator='\n').writerows(rows)
    return text.getvalue()


def text_art(registered: list[Step]) -> str:
    """Return the drawing made of letters, for pages on which nothing else shows."""
    width = 76
    bands = []
    for name, modules in layers():
        lines = textwrap.wrap('   '.join(modules), width - 4)
        for module in modules:
            if found := phases(module, registered):
                text = f'{module}: {", ".join(found)}'
                lines += textwrap.wrap(
                    text,
                    width - 4,
                    initial_indent='  ',
                    subsequent_indent='    ',
                    break_on_hyphens=False,
                )
        rim = f'+-- {name} '
        bands.append(
            '\n'.join(
                [
                    f'{rim:-<{width - 1}}+',
                    *(f'| {line:<{width - 4}} |' for line in lines),
                    f'{"+":-<{width - 1}}+',
                ]
            )
        )
    return f'\n{"^":>{width // 2}}\n'.join(bands) + '\n'


# -- as a picture ----------------------------------------------------------------------

BOX = 112
WIDTH = 24 + (BOX + 8) * max(len(modules) for _name, modules in layers())
LINE = 13
GAP = 64
STYLE = """
.drawing { min-width: 44rem }
.drawing text { fill: currentColor; font: 13px sans-serif; text-anchor: middle }
.drawing .layer { font-size: 12px; font-style: italic; text-anchor: start }
.drawing .phase { font-size: 10px; opacity: .85 }
.drawing .band { fill: currentColor; fill-opacity: .05 }
.drawing .box { fill: var(--color-background-primary, Canvas); stroke: currentColor }
.drawing .import { fill: none; stroke: currentColor; stroke-opacity: .45 }
.drawing .tip { fill: currentColor }
"""
TIP = (
    '<marker id="drawing-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
    'markerHeight="7" orient="auto"><path class="tip" d="M0 0L8 4L0 8z"/></marker>'
)
DESCRIPTION = (
    'Layers of modules from top to bottom. Lines lead from each module to those '
    'that it imports: all of them lead up, or to the left. Below the names of modules '
    'stand the phases of a build in which their functions run. The two tables below '
    'the drawing say the same in words.'
)


def picture(registered: list[Step]) -> str:
    """Return the drawing as SVG in the colours of the page on which it stands."""
    bands, boxes, height = [], {}, 0
    for name, modules in layers():
        found = {module: phases(module, registered) for module in modules}
        tall = 30 + LINE * max(map(len, found.values()))
        bands.append(_band(name, height, tall + 40))
        step = (WIDTH - 24) / len(modules)
        for number, module in enumerate(modules):
            left = 12 + step * number + (step - BOX) / 2
            boxes[module] = (left, height + 28, tall)
        height += tall + 40 + GAP
    height -= GAP
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
    names = 'aria-labelledby="drawing-title drawing-text"'
    return '\n'.join(
        [
            f'{svg} class="drawing" role="img" {names}>',
            '<title id="drawing-title">Modules and phases</title>',
            f'<desc id="drawing-text">{DESCRIPTION}</desc>',
            f'<style>{STYLE}</style>',
            TIP,
            *bands,
            *(
                _line(boxes[module], boxes[other])
                for module in ORDER
                for other in sorted(direct(module))
            ),
            *(
                _box(module, boxes[module], phases(module, registered))
                for module in ORDER
            ),
            '</svg>\n',
        ]
    )


def _band(name: str, top: int, height: int) -> str:
    size = f'y="{top}" width="{WIDTH}" height="{height}"'
    text = f'<text class="layer" x="12" y="{top + 18}">{escape(name)}</text>'
    return f'<rect class="band" {size} rx="6"/>{text}'


def _box(module: str, place: tuple[float, int, int], found: list[str]) -> str:
    left, top, height = place
    middle = left + BOX / 2
    size = f'x="{left:.0f}" y="{top}" width="{BOX}" height="{height}"'
    names = [f'<text x="{middle:.0f}" y="{top + 20}">{module}</text>']
    for number, phase in enumerate(found, 1):
        place_of_name = f'x="{middle:.0f}" y="{top + 22 + LINE * number}"'
        names.append(f'<text class="phase" {place_of_name}>{phase}</text>')
    return f'<rect class="box" {size} rx="4"/>{"".join(names)}'


def _line(start: tuple[float, int, int], end: tuple[float, int, int]) -> str:
    """Draw from the top of a box to the bottom of one above, or beside one another."""
    (left, top, _height), (other, other_top, tall) = start, end
    if top == other_top:
        x, end_x = left + BOX / 2, other + BOX / 2
        over = f'C{x:.0f} {top - 18} {end_x:.0f} {top - 18} {end_x:.0f} {top}'
        path = f'M{x:.0f} {top}{over}'
    else:
        x, end_x, bottom = left + BOX / 2, other + BOX / 2, other_top + tall
        bend = min(90, (top - bottom) / 2)
        path = (
            f'M{x:.0f} {top}C{x:.0f} {top - bend:.0f}'
            f' {end_x:.0f} {bottom + bend:.0f} {end_x:.0f} {bottom}'
        )
    return f'<path class="import" d="{path}" marker-end="url(#drawing-tip)"/>'


if __name__ == '__main__':
    main()
