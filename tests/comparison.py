"""An incremental build beside a clean one of the same sources, byte for byte."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from sphinxext_series.environment.adoption import explicit_toctrees
from sphinxext_series.environment.domain import series_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from conftest import Project, Result

#: What furo, pydata's theme and that of Read the Docs show of the site on each page.
SIDEBAR = re.compile(
    '<aside class="sidebar-drawer">.*?</aside>'
    '|<header id="pst-header".*?<main'
    '|<nav data-toggle="wy-nav-shift".*?</nav>',
    re.DOTALL,
)
#: These write all of it anew each time.
ONE_FILE = ('latex', 'singlehtml')
LINK = re.compile('<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
SUFFIXES = {'text': '.txt', 'xml': '.xml', 'epub': '.xhtml'}
#: What builders write beside the pages of documents, or in place of them.
OTHER_FILES = (
    'objects.inv',
    'series.json',
    'series.txt',
    'feeds/**/*.atom',
    '*.tex',
    'nav.xhtml',
    'toc.ncx',
    'genindex*.*html',
)
#: What a theme shows around the text is stale in plain Sphinx.
BODY = re.compile(
    '(?:<div class="body" role="main"|<article|<div itemprop="articleBody")(.*?)'
    '(?:<div class="sphinxsidebar"|</article>|<footer>)',
    re.DOTALL,
)


@dataclass(slots=True, kw_only=True)
class Step:
    """What one edit has brought about."""

    built: Result
    written: set[str]
    needless: set[str]
    """Of those written: pages that are what they were, and whose source is, too."""

    differing: list[str] = field(default_factory=list)
    """What the incremental build has left behind, and the clean one has not."""


class Comparison:
    """A project that is built step by step, and each time from nothing, too."""

    def __init__(
        self, project: Project, builder: str = 'html', *, parallel: int = 1
    ) -> None:
        self.project = project
        self.builder = builder
        self.parallel = parallel
        self.files: dict[str, str] = {}

    def edit(self, changes: Mapping[str, str | None]) -> Step:
        """Change some files (None deletes one), build twice, and compare."""
        files: dict[str, str | None] = {**self.files, **changes}
        return self.step({n: text for n, text in files.items() if text is not None})

    def step(self, files: Mapping[str, str]) -> Step:
        """Write *files* in place of all others, build twice, and compare."""
        gone = dict.fromkeys(self.files.keys() - files.keys())
        self.files = dict(files)
        srcdir, outdir = self.project.srcdir, self.project.directory / 'build'
        sources = dict(_states(srcdir))
        pages = dict(_states(outdir / self.builder))
        built = self.project(
            {**files, **gone}, builder=self.builder, parallel=self.parallel
        )
        touched = {n for n, state in _states(srcdir) if sources.get(n) != state}
        step = self._written(built, pages, {n.rpartition('.')[0] for n in touched})
        catalogue = series_domain(built.app.env).catalogue
        incremental = dict(self._pages(built))
        clean = self.project(builder=self.builder, builddir='clean')
        step.differing += self._differences(incremental, clean)
        step.differing += _differing_warnings(built, clean, len(catalogue.problems))
        if series_domain(clean.app.env).catalogue != catalogue:
            step.differing.append('(catalogue)')
        shutil.rmtree(self.project.directory / 'clean')
        return step

    def stop(self, files: Mapping[str, str], event: str, times: int = 1) -> None:
        """Write *files* in place of all others, and have their build killed.

        That is when an event comes *times*; without one, after so many tenths of a
        second.
        """
        changes = {**files, **dict.fromkeys(self.files.keys() - files.keys())}
        self.files = dict(files)
        builder, parallel = self.builder, self.parallel
        if event:
            self.project.stop_at(
                event, changes, builder=builder, parallel=parallel, times=times
            )
        else:
            self.project.stop_after(
                times / 10, changes, builder=builder, parallel=parallel
            )

    def _written(
        self, built: Result, pages: Mapping[str, _State], touched: set[str]
    ) -> Step:
        """Return what was written, and what of it need not have been.

        Sphinx itself writes what was read, and its parents in authors' toctrees, but
        for those of hubs.
        """
        env = built.app.env
        now = dict(_states(built.outdir))
        names = {self.page(docname): docname for docname in env.found_docs}
        written = {d for name, d in names.items() if pages.get(name) != now.get(name)}
        same = {d for n, d in names.items() if n in pages and pages[n][1] == now[n][1]}
        explicit = explicit_toctrees(env)
        listed = written - series_domain(env).catalogue.hubs.keys()
        parents = {p for p, included in explicit.items() if listed & {*included}}
        if 'conf' in touched:
            touched = env.found_docs
        needless = (written & same) - touched - parents
        return Step(built=built, written=written, needless=needless)

    def page(self, docname: str) -> str:
        """Return the output file of a document."""
        is_folder = self.builder == 'dirhtml' and not f'/{docname}'.endswith('/index')
        name = f'{docname}/index' if is_folder else docname
        return name + SUFFIXES.get(self.builder, '.html')

    def _pages(self, built: Result) -> Iterator[tuple[str, str]]:
        """Yield what was written, by documents and names of other files."""
        for docname in sorted(built.app.env.found_docs):
            path = built.outdir / self.page(docname)
            yield docname, path.read_text('utf-8') if path.exists() else ''
        for pattern in OTHER_FILES:
            for path in sorted(built.outdir.glob(pattern)):
                name = path.relative_to(built.outdir).as_posix()
                yield name, path.read_bytes().decode('latin-1')

    def _differences(
        self, incremental: Mapping[str, str], clean: Result
    ) -> Iterator[str]:
        domain = series_domain(clean.app.env)
        own = {*domain.catalogue.hubs, *domain.catalogue.memberships}
        others = clean.app.env.found_docs - own
        strange = others - {*domain.claims, *domain.build.looked_up}
        every = domain.config.refresh == 'site' or self.builder in ONE_FILE
        for name, page in self._pages(clean):
            old, new = incremental.get(name, ''), page
            if not every:
                if name in strange:
                    continue
                shown = self._shown_around(name, clean)
                old, new = SIDEBAR.sub(shown, old), SIDEBAR.sub(shown, new)
                if name in others and BODY.search(new):
                    old, new = ''.join(BODY.findall(old)), ''.join(BODY.findall(new))
            if old != new:
                yield name

    def _shown_around(
        self, docname: str, clean: Result
    ) -> Callable[[re.Match[str]], str]:
        """Return what takes from a sidebar all but the articles of a page's series.

        The rest is left to Sphinx, unless all pages are put right; so are series
        without a hub, which adopts their articles.
        """
        catalogue = series_domain(clean.app.env).catalogue
        adopted = {hub.name for hubs in catalogue.hubs.values() for hub in hubs}
        series = {article.series for article in catalogue.memberships.get(docname, ())}
        series &= adopted
        series |= {hub.name for hub in catalogue.hubs.get(docname, ())}
        shown = {
            self.page(each)
            for each, articles in catalogue.memberships.items()
            if series & {article.series for article in articles}
        }
        here = self.page(docname)

        def reduced(sidebar: re.Match[str]) -> str:
            links = LINK.findall(sidebar[0])
            pages = [self._file(here, address) for address, _title in links]
            together = zip(pages, links, strict=True)
            return '\n'.join(f'{p} {link[1]}' for p, link in together if p in shown)

        return reduced

    def _file(self, here: str, address: str) -> str:
        """Return the file to which an address on a page leads."""
        address = address.partition('#')[0]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(here), address))
        if not address:
            return here
        return f'{path}/index.html' if address.endswith('/') else path


_State: TypeAlias = 'tuple[int, bytes]'


def _states(directory: Path) -> Iterator[tuple[str, _State]]:
    """Yield time and content of all files below a directory."""
    for path in directory.rglob('*'):
        if path.is_file():
            name = path.relative_to(directory).as_posix()
            yield name, (path.stat().st_mtime_ns, path.read_bytes())


def _differing_warnings(built: Result, clean: Result, problems: int) -> Iterator[str]:
    """Yield warnings that only the incremental build gave, and say if any lack.

    One in a document that was not read again need not be repeated; those about the
    series as a whole are, as long as they hold.
    """
    given, expected = _warnings(built), _warnings(clean)
    yield from (f'(warning) {line}' for line in (given - expected).elements())
    if sum(given.values()) < problems:
        yield '(a warning about a series is not repeated)'


def _warnings(built: Result) -> Counter[str]:
    ours = ('[series.', '[toc.not_included]')
    # What an edition leaves out may be left of an earlier build, and of no clean one.
    left = 'the output directory holds'
    return Counter(
        line
        for line in built.warnings
        if any(mark in line for mark in ours) and left not in line
    )
