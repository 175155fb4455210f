"""What is in an output directory already, and is not of the edition.

Sphinx deletes no page of an earlier build, and puts all that it finds in its directory
into an EPUB.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinxext_series.model.arranging.editions import EditionDiagnostic
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.model.claims import Place

#: How many files are named.
_MOST = 3


def keep_out(app: Sphinx, whole: BuildEnvironment, place: Place) -> dict[str, int]:
    """Say what of an earlier output is left out now; no EPUB takes it in.

    Return the other pages that are there, and when they were written.
    """
    index = getattr(app.builder, 'searchindex_filename', '')
    if index:
        # Sphinx would leave in it the words of what was there; all is written anew.
        Path(app.outdir, index).unlink(missing_ok=True)
    left_over = list(_left_over(app, whole))
    _tell(app, left_over, place)
    others = _pages(app)
    return {name: time for name, time in others.items() if name not in left_over}


def keep_out_unwritten(app: Sphinx, before: Mapping[str, int], place: Place) -> None:
    """Say which pages of before were not written: those of documents that are gone.

    To be called when all pages are written but those that Sphinx adds at last.
    """
    builder = cast('StandaloneHTMLBuilder', app.builder)
    last = {builder.get_outfilename(name) for name in _LAST}
    last |= {builder.get_outfilename(name) for name in app.config.html_additional_pages}
    added = [Path(app.confdir, path) for path in app.config.html_extra_path]
    now = _pages(app)
    unwritten = [
        name
        for name, time in sorted(before.items())
        if now.get(name) == time
        and Path(app.outdir, name) not in last
        and not any((path / name).exists() for path in added)
    ]
    _tell(app, unwritten, place)


#: Pages that themes have beside those of documents.
_LAST = ('search', 'opensearch')


def _pages(app: Sphinx) -> dict[str, int]:
    """Return the pages that are in an output of HTML, and when they were written."""
    suffix = getattr(app.builder, 'out_suffix', '')
    if app.builder.format != 'html' or not suffix:
        return {}
    outdir = Path(app.outdir)
    names = {path.relative_to(outdir) for path in outdir.rglob(f'*{suffix}')}
    return {
        name.as_posix(): (outdir / name).stat().st_mtime_ns
        for name in names
        if name.parts[0] != '_static'
    }


def _tell(app: Sphinx, left_over: Sequence[str], place: Place) -> None:
    if not left_over:
        return
    files = ', '.join(f'“{name}”' for name in left_over[:_MOST])
    more = ', …' if len(left_over) > _MOST else ''
    warn(EditionDiagnostic.EDITION_OUTPUT, location_of(place), files=files + more)
    excluded = app.config.epub_exclude_files
    app.config.epub_exclude_files = [*excluded, *left_over]


def _left_over(app: Sphinx, whole: BuildEnvironment) -> Iterator[str]:
    """Yield the files of an output that hold what the edition leaves out."""
    outdir = Path(app.outdir)
    suffix = getattr(app.builder, 'out_suffix', '')
    if not suffix:
        return
    if Path(app.doctreedir).is_relative_to(outdir):
        yield Path(app.doctreedir).relative_to(outdir).as_posix()
    for name in _names(app, whole, suffix):
        if (outdir / name).is_file():
            yield name


def _names(app: Sphinx, whole: BuildEnvironment, suffix: str) -> Iterator[str]:
    """Yield what the files of the rest of the project are called."""
    env = app.env
    for docname in sorted(whole.all_docs.keys() - env.all_docs.keys()):
        source = whole.doc2path(docname, base=False).as_posix()
        yield from (f'{docname}{suffix}', f'{docname}/index{suffix}')
        yield from (f'_sources/{source}', f'_sources/{source}.txt')
    for image in sorted(whole.images.keys() - env.images.keys()):
        yield f'_images/{whole.images[image][1]}'
    for download in sorted(whole.dlfiles.keys() - env.dlfiles.keys()):
        yield f'_downloads/{whole.dlfiles[download][1]}'
