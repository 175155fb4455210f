"""The files that pages of HTML need beside them: style sheets and scripts of ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.util.osutil import copyfile

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder

_STATIC = Path(__file__).parents[1] / 'static'


def offer(builder: Builder, *names: str, needed: bool = True) -> None:
    """Copy files to the output, or delete those of an earlier build."""
    static = Path(builder.outdir, '_static')
    static.mkdir(exist_ok=True)
    for name in names:
        if needed:
            copyfile(_STATIC / name, static / name, force=True)
        else:
            (static / name).unlink(missing_ok=True)


def link_script(builder: Builder, name: str, **data: str) -> None:
    """Link a script on the page that is written, with what it is told there."""
    told = {f'data-{key}': value for key, value in data.items()}
    html = cast('StandaloneHTMLBuilder', builder)
    html.add_js_file(name, defer='defer', **told)
