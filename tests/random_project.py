"""A project of two series, edited at random for the tests of incremental builds.

A :class:`Library` knows what stands in its documents and writes them as files; each
function in :data:`EDITS` changes one thing that an author would change, and leaves
everything else as it is.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from random import Random

SERIES = ('alpha', 'beta')
AUDIENCES = ('', 'A Reader, B Expert', 'B Expert, A Reader', 'A One, B Two, C Three')
TITLES = (
    'Plain words',
    'A *marked* title',
    'Something ``literal``',
    'What “quotes” say',
    'A <b> & c',
    'Ünïcode 日本語',
)
PARTS = ('', 'none', 'overview', 'index, guide', 'map index', 'next overview guide')
NOTES = ('notes/one.txt', 'notes/two.txt')
INCLUDED = tuple(f'.. include:: /{name}' for name in NOTES)
DEFINITIONS = (
    '.. glossary::\n\n   bean\n      A seed.',
    '.. glossary::\n\n   Bean\n      A seed.',
    '.. program:: mill\n\n.. option:: --fine\n\n   As powder.',
    '.. math:: E = 1\n   :label: energy',
    '.. math:: F = 1\n\n.. math:: E = 1\n   :label: energy',
    '.. py:module:: roast\n\n.. py:function:: brew()',
    '.. _kept:\n\n.. rubric:: A label',
    '.. index:: single: coffee',
)
REFERENCES = (
    'A :term:`bean`.',
    ':option:`mill --fine`',
    ':eq:`energy`',
    ':py:func:`roast.brew` :py:mod:`roast`',
    ':ref:`kept` :ref:`words <kept>`',
)
ROUTES = (
    'A*',
    'A1, gamma/A1 + B',
    'A0, A1..A3 + B',
    '{B1, A2}',
    'B*?',
    'A* except A1',
    'A1..',
    'A9, B1',
)


@dataclass(slots=True)
class Article:
    """A document that belongs to a series, unless *series* is empty."""

    title: str
    series: str
    code: str
    body: str = 'The body.'
    summary: str = ''
    sections: int = 0
    names: dict[int, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    form: str = 'directive'
    figures: list[str] = field(default_factory=list)

    def text(self, docname: str, toctree: Iterable[str]) -> str:
        """Return the source: reST, or MyST where the name says so."""
        is_myst = docname.endswith('_md')
        lines = [f'# {self.title.replace("``", "`")}', ''] if is_myst else []
        if not is_myst:
            if self.series and self.form == 'field':
                lines += [f':series: {self.series} {self.code}', '']
            lines += [self.title, '=' * 40, '']
        if self.series and (is_myst or self.form != 'field'):
            lines += self._directive(is_myst=is_myst)
        lines += [_myst(self.body) if is_myst else self.body, '']
        for name in self.figures:
            lines += _figure(name, is_myst=is_myst)
        for number in range(self.sections):
            title = f'Section {number}{self.title[:1]}'
            lines += [f'## {title}', ''] if is_myst else [title, '-' * 20, '']
            lines += [
                *self._named(number, is_myst=is_myst),
                'Words of the section.',
                '',
            ]
        return '\n'.join([*lines, *(_fenced(toctree) if is_myst else toctree)])

    def _named(self, number: int, *, is_myst: bool) -> list[str]:
        """Return what gives a section its name in the pair, if it has one."""
        name = self.names.get(number)
        if not name:
            return []
        if is_myst:
            return [f':::{{series-section}} {name.replace("   ", "")}', ':::', '']
        return [f'.. series-section:: {name}', '']

    def _directive(self, *, is_myst: bool) -> list[str]:
        code = self.code if self.form != 'broken' else 'not a code'
        options = [f':{name}: {value}' for name, value in self.options.items()]
        if is_myst:
            fence = f':::{{series-article}} {self.series} {code}'
            return [fence, *options, '', _myst(self.summary), ':::', '']
        indented = [f'   {option}' for option in options]
        head = f'.. series-article:: {self.series} {code}'
        return [head, *indented, '', f'   {self.summary}', '']


@dataclass(slots=True)
class Hub:
    """What a document says as the hub of a series."""

    series: str
    title: str = ''
    audiences: str = ''
    status: str = 'ongoing'
    next: str = ''
    pairs: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    routes: list[tuple[str, str]] = field(default_factory=list)
    planned: list[str] = field(default_factory=list)
    pulled: list[str] = field(default_factory=list)
    external: str = ''
    parts: str = ''
    toctree: str = ''
    layout: str = ''
    description: str = 'About the series.'

    def lines(self) -> Iterator[str]:
        """Yield the directives."""
        yield f'.. series-hub:: {self.series}'
        for name in (
            'title', 'audiences', 'status', 'next', 'external', 'parts', 'toctree',
            'layout',
        ):  # fmt: skip
            if getattr(self, name):
                yield f'   :{name}: {getattr(self, name)}'
        for name, members in (
            ('pairs', self.pairs),
            ('planned', self.planned),
            ('articles', self.pulled),
        ):
            if members:
                yield f'   :{name}:'
                yield from (f'      {member}' for member in members)
        yield from ('', f'   {self.description}', '')
        for pair in self.by_hand:
            yield from (f'.. series-pair:: {pair}', f'   :series: {self.series}', '')
            yield from ('   The introduction.', '')
        if self.routes:
            yield from ('.. reading-guide::', f'   :series: {self.series}', '')
            for title, expression in self.routes:
                yield f'   .. reading-route:: {title}'
                yield f'      :articles: {expression}'
                yield ''


def _myst(text: str) -> str:
    """Return words in reST as MyST has them."""
    text = re.sub(r':([a-z:]+):`', r'{\1}`', text)
    return re.sub(r'^\.\. (include)::(.*)', r'```{\1}\2\n```', text, flags=re.MULTILINE)


def _figure(name: str, *, is_myst: bool) -> list[str]:
    if is_myst:
        return [
            f'```{{figure}} /missing.png\n:name: {name}',
            '',
            'A figure.',
            '```',
            '',
        ]
    return ['.. figure:: /missing.png', f'   :name: {name}', '', '   A figure.', '']


def _fenced(toctree: Iterable[str]) -> Iterator[str]:
    """Yield a toctree of reST as MyST has it."""
    for line in toctree:
        is_first = line.startswith('..')
        yield ':::{toctree}' if is_first else line.strip()
    yield ':::'


@dataclass(slots=True)
class Library:
    """Everything that is in the project."""

    articles: dict[str, Article] = field(default_factory=dict)
    hubs: dict[str, list[Hub]] = field(default_factory=dict)
    chapters: dict[str, str] = field(default_factory=dict)
    trees: dict[str, list[str]] = field(default_factory=dict)
    """What the toctrees written by hand name, by the documents that they are in."""

    tree_options: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    """The files that others include."""

    edition: dict[str, str] = field(default_factory=dict)
    is_book: bool = False
    """Whether the whole output is the edition, and nothing else."""

    gone: dict[str, Article | list[Hub]] = field(default_factory=dict)
    """What was deleted and may come back."""

    shown: list[str] = field(default_factory=list)
    config: dict[str, object] = field(default_factory=dict)
    elsewhere: dict[str, dict[str, object]] = field(default_factory=dict)
    made: int = 0
    tidy: bool = False
    """Whether toctrees lose what is deleted at once.

    Without any extension, LaTeX and singlehtml keep a deleted document that a toctree
    names, and EPUB a link to it; the theme of pydata fails to find its title.
    """

    @classmethod
    def of(cls, random: Random, size: int, *, tidy: bool = False) -> Library:
        """Return a project of about *size* documents."""
        library = cls(tidy=tidy, is_book=random.random() < 0.1)
        library.hubs = {
            'hubs/alpha': [Hub('alpha', next='beta', pairs=['First', 'Second'])],
            'hubs/beta': [Hub('beta')],
        }
        library.chapters = {'parts/one': 'Part one', 'parts/two': 'Part two'}
        library.trees = {
            'index': ['parts/one', 'hubs/beta', 'plain'],
            'parts/one': ['parts/two'],
            'parts/two': ['hubs/alpha'],
        }
        library.notes = dict.fromkeys(NOTES, 'Words of a note.')
        known = {'far': ('https://far.example/', 'elsewhere.json')}
        library.config['series_external'] = known
        library.shown = ['map']
        for _number in range(size - 7):
            add_article(library, random)
        library.articles['plain'] = Article('A plain page', '', '')
        return library

    @property
    def claimed(self) -> list[str]:
        """The documents that may belong to a series."""
        return sorted(self.articles)

    @property
    def pages(self) -> list[str]:
        """The documents that toctrees may name, and that may have one."""
        return sorted({*self.articles, *self.hubs, *self.chapters} - {'index'})

    def reaches(self, docname: str, wanted: str) -> bool:
        """Return whether toctrees lead from one document to another."""
        below = self.trees.get(docname, ())
        return docname == wanted or any(self.reaches(d, wanted) for d in below)

    def every_hub(self) -> list[Hub]:
        """Return all hubs; those that are ordinary pages at the moment have none."""
        return [hub for name in sorted(self.hubs) for hub in self.hubs[name]]

    def files(self) -> dict[str, str]:
        """Return all sources."""
        files = {'conf.py': self._configuration(), **self.notes}
        for docname, article in self.articles.items():
            suffix = 'md' if docname.endswith('_md') else 'rst'
            toctree = self._toctree(docname)
            files[f'{docname}.{suffix}'] = article.text(docname, toctree)
        for docname, hubs in self.hubs.items():
            if docname != 'index':
                files[f'{docname}.rst'] = '\n'.join(self._hub(docname, hubs))
        for docname, title in self.chapters.items():
            lines = [title, '=' * 40, '', *self._toctree(docname)]
            files[f'{docname}.rst'] = '\n'.join(lines)
        if self.edition or self.is_book:
            files['book.rst'] = '\n'.join(self._edition())
        files['index.rst'] = '\n'.join(self._index())
        files['other.rst'] = '\n'.join(self._other())
        published = {'version': 1, 'series': self.elsewhere}
        files['elsewhere.json'] = json.dumps(published)
        return files

    def _toctree(self, docname: str) -> Iterator[str]:
        if entries := self.trees.get(docname):
            yield '.. toctree::'
            yield from (f'   {line}' for line in self.tree_options.get(docname, ()))
            yield from ('', *(f'   /{entry}' for entry in entries), '')

    def _configuration(self) -> str:
        lines = ["extensions.append('myst_parser')"]
        # Sphinx 8.2 would add MyST's suffix to the default of all projects to come.
        lines.append("source_suffix = {'.rst': 'restructuredtext'}")
        lines.append("myst_enable_extensions = ['colon_fence']")
        if self.is_book:
            lines.append("root_doc = 'book'")
        lines += [f'{name} = {value!r}' for name, value in sorted(self.config.items())]
        return '\n'.join(lines) + '\n'

    def _hub(self, docname: str, hubs: list[Hub]) -> Iterator[str]:
        yield from (f'Page {docname}', '=' * 40, '')
        for hub in hubs:
            yield from hub.lines()
        yield from self._toctree(docname)

    def _edition(self) -> Iterator[str]:
        yield from ('A book', '=' * 40, '', '.. series-edition:: alpha')
        options = self.edition or {'audience': 'A'}
        yield from (f'   :{name}: {value}' for name, value in options.items())
        yield from ('', '   Words before it.', '')

    def _index(self) -> Iterator[str]:
        yield from ('Start', '=' * 40, '')
        for hub in self.hubs.get('index', []):
            yield from hub.lines()
        yield from self._toctree('index')
        yield from ('.. toctree::', '', '   other', '')

    def _other(self) -> Iterator[str]:
        """Yield an ordinary page that shows something of the series."""
        yield from ('Other page', '=' * 40, '')
        for part in self.shown:
            if part == 'list':
                yield from ('.. series-list::', '')
            elif part in {'map', 'index', 'next'}:
                yield from (f'.. series-{part}::', '   :series: alpha', '')
            elif part == 'pair':
                yield from ('.. series-pair::', '   :series: alpha')
                yield from ('   :number: 1', '')
            else:
                yield from (part, '')


def _article(library: Library, random: Random) -> Article | None:
    names = library.claimed
    return library.articles[random.choice(names)] if names else None


def _hub(library: Library, random: Random) -> Hub:
    hubs = library.every_hub()
    if not hubs:
        library.hubs['hubs/alpha'] = [Hub('alpha')]
        hubs = library.every_hub()
    return random.choice(hubs)


def _code(random: Random) -> str:
    return random.choice(['A0', *(f'{a}{n}' for n in range(1, 5) for a in 'AB'), 'A2b'])


def retitle_article(library: Library, random: Random) -> None:
    if article := _article(library, random):
        article.title = f'{random.choice(TITLES)} {random.randrange(100)}'


def put_code_into_title(library: Library, random: Random) -> None:
    if article := _article(library, random):
        separator = random.choice([': ', ' — ', '. '])
        article.title = f'{article.code or "A1"}{separator}Same words'


def edit_summary(library: Library, random: Random) -> None:
    if article := _article(library, random):
        reference = f':series:article:`{random.choice(SERIES)}/{_code(random)}`'
        words = f'Summary {random.randrange(100)}.'
        texts = ['', words, f'*Marked* {words}', reference, *INCLUDED]
        article.summary = random.choice([*texts, f'See :numref:`{_name(library)}`.'])


def _name(library: Library) -> str:
    """Return the name of a figure, if there is one."""
    names = [n for a in library.articles.values() for n in a.figures]
    return min(names, default='figure-0')


def edit_body(library: Library, random: Random) -> None:
    if article := _article(library, random):
        words = 'word ' * random.choice([1, 5, 450])
        roles = (
            f':series:article:`{_code(random)}`',
            ':series:hub:`alpha`',
            ':series:companion:`B`',
            ':series:companion:`A#same`',
            ':series:pair:`alpha/1`',
            '\n\n.. series-nav::',
            '\n\n.. series-nav:: bottom',
            '\n\n.. figure:: /missing.png\n\n   A figure.',
            *(f'\n\n{text}' for text in INCLUDED),
        )
        article.body = words + random.choice(['', '', *roles])


def define(library: Library, random: Random) -> None:
    """Define what other pages refer to, or refer to it: terms, options, numbers.

    Such references are put right on all pages only if all are looked at.
    """
    if library.config.get('series_refresh') == 'site':
        article = library.articles[random.choice(library.claimed)]
        references = (f':doc:`/{random.choice(library.pages)}`', *REFERENCES)
        figure = f':numref:`{_name(library)}`'
        article.body = random.choice([*DEFINITIONS, *references, figure])


def edit_sections(library: Library, random: Random) -> None:
    if article := _article(library, random):
        article.sections = random.randrange(3)


def name_section(library: Library, random: Random) -> None:
    """Give a section a name in its pair, another one, or none."""
    if article := _article(library, random):
        article.sections = article.sections or 1
        number = random.randrange(article.sections)
        names = ('same', 'same', 'Other', '', 'same\n   :hide:')
        article.names[number] = random.choice(names)


def change_code(library: Library, random: Random) -> None:
    if article := _article(library, random):
        article.code = _code(random)


def swap_codes(library: Library, random: Random) -> None:
    if len(library.claimed) > 1:
        one, other = random.sample(library.claimed, 2)
        first, second = library.articles[one], library.articles[other]
        first.code, second.code = second.code, first.code


def change_option(library: Library, random: Random) -> None:
    if article := _article(library, random):
        values = {
            'status': ['draft', 'planned', 'published'],
            'requires': ['A0', 'A1, B1', 'beta/A1', 'gamma/A1', 'A7'],
            'minutes': ['3', '12', 'many'],
            'published': ['2026-01-02'],
            'updated': ['2026-03-04', '2026-03-05'],
            'show-summary': [''],
        }
        name = random.choice(sorted(values))
        article.options[name] = random.choice(values[name])
        if random.random() < 0.4:
            del article.options[name]


def change_pair_of_article(library: Library, random: Random) -> None:
    if article := _article(library, random):
        article.options['pair'] = f'Pair title {random.randrange(9)}'


def change_series(library: Library, random: Random) -> None:
    if article := _article(library, random):
        article.series = random.choice([*SERIES, 'gamma', ''])
        article.code = article.code or _code(random)


def change_form(library: Library, random: Random) -> None:
    """Break the directive, repair it, or say the same in a field."""
    if article := _article(library, random):
        article.form = random.choice(['broken', 'directive', 'field'])


def add_article(library: Library, random: Random) -> None:
    library.made += 1
    folder = random.choice(['', 'a/', 'z/'])
    suffix = random.choice(['', '', '', '_md'])
    docname = f'{folder}doc{library.made}{suffix}'
    series = random.choice(SERIES)
    library.articles[docname] = Article(f'Title {library.made}', series, _code(random))
    if random.random() < 0.2:
        library.trees['index'].append(docname)


def delete_article(library: Library, random: Random) -> None:
    if len(library.claimed) > 3:
        docname = random.choice(library.claimed)
        library.gone[docname] = library.articles.pop(docname)
        _leave(library, random, docname)


def delete_hub(library: Library, random: Random) -> None:
    """Delete the document of a hub: often it comes back later."""
    docname = random.choice(sorted(library.hubs))
    if len(library.hubs) > 1 and docname != 'index':
        library.gone[docname] = library.hubs.pop(docname)
        _leave(library, random, docname)


def restore(library: Library, random: Random) -> None:
    """Bring back a document that was deleted, as it was."""
    if library.gone:
        docname = random.choice(sorted(library.gone))
        document = library.gone.pop(docname)
        if isinstance(document, Article):
            library.articles[docname] = document
        else:
            library.hubs[docname] = document


def rename_article(library: Library, random: Random) -> None:
    if library.claimed:
        docname = random.choice(library.claimed)
        article = library.articles.pop(docname)
        _leave(library, random, docname)
        library.made += 1
        suffix = '_md' if docname.endswith('_md') else ''
        new = f'{random.choice(["", "b/"])}doc{library.made}{suffix}'
        library.articles[new] = article


def _leave(library: Library, random: Random, docname: str) -> None:
    """Let toctrees name a document no longer, or still."""
    # What a document that comes back names must not lead in a circle.
    library.trees.pop(docname, None)
    if library.tidy or random.random() < 0.7:
        _forget(library, docname)


def _forget(library: Library, docname: str) -> None:
    for entries in library.trees.values():
        if docname in entries:
            entries.remove(docname)


def move_in_toctrees(library: Library, random: Random) -> None:
    """Put a document into a toctree written by hand, or take it out again."""
    _move(library, random, random.choice(library.pages))


def move_hub(library: Library, random: Random) -> None:
    """Put a hub, or a chapter above one, below another document."""
    _move(library, random, random.choice([*library.hubs, *library.chapters]))


def _move(library: Library, random: Random, docname: str) -> None:
    _forget(library, docname)
    parents = [p for p in ('index', *library.pages) if not library.reaches(docname, p)]
    if docname != 'index' and random.random() < 0.8:
        entries = library.trees.setdefault(random.choice(parents), [])
        entries.insert(random.randrange(len(entries) + 1), docname)


def retitle_chapter(library: Library, random: Random) -> None:
    docname = random.choice(sorted(library.chapters))
    library.chapters[docname] = f'{random.choice(TITLES)} {random.randrange(100)}'


def number_toctree(library: Library, random: Random) -> None:
    options = library.tree_options.setdefault('index', [])
    if ':numbered:' in options:
        options.remove(':numbered:')
    else:
        options.append(':numbered:')


def change_toctree(library: Library, random: Random) -> None:
    options = (':hidden:', ':maxdepth: 1', ':titlesonly:', ':caption: Words', '')
    docname = random.choice(library.pages)
    library.tree_options[docname] = [o for o in [random.choice(options)] if o]


def edit_figures(library: Library, random: Random) -> None:
    """Add a figure or take one away; the others get other numbers."""
    if article := _article(library, random):
        if article.figures and random.random() < 0.5:
            article.figures.pop(0)
        else:
            library.made += 1
            article.figures.append(f'figure-{library.made}')


def edit_note(library: Library, random: Random) -> None:
    """Change a file that others include.

    It is never missing: Sphinx would not know that a document waits for it.
    """
    words = f'Words {random.randrange(100)}.'
    texts = (words, words, f'{words} :series:article:`alpha/A1`', '', 'Word ' * 300)
    library.notes[random.choice(NOTES)] = random.choice(texts)


def edit_edition(library: Library, random: Random) -> None:
    """Choose what a book holds, or have none."""
    name, value = random.choice(
        [('audience', 'A'), ('audience', 'B'), ('articles', 'A*')]
    )
    library.edition = random.choice([{}, {name: value}, {name: value, 'also': 'plain'}])


def edit_pairs(library: Library, random: Random) -> None:
    hub = _hub(library, random)
    pairs = hub.by_hand if random.random() < 0.4 else hub.pairs
    action = random.choice(['add', 'remove', 'reorder', 'retitle'])
    if action == 'add' or not pairs:
        pairs.append(f'Pair {random.randrange(100)}')
    elif action == 'remove':
        pairs.pop(random.randrange(len(pairs)))
    elif action == 'reorder':
        random.shuffle(pairs)
    else:
        pairs[random.randrange(len(pairs))] = f'*Other* {random.randrange(100)}'


def edit_routes(library: Library, random: Random) -> None:
    hub = _hub(library, random)
    if hub.routes and random.random() < 0.4:
        hub.routes.pop(random.randrange(len(hub.routes)))
    else:
        title = f'Route {random.randrange(100)}'
        hub.routes.append((title, random.choice(ROUTES)))


def edit_hub(library: Library, random: Random) -> None:
    hub = _hub(library, random)
    name = random.choice(
        ['audiences', 'status', 'next', 'parts', 'toctree', 'layout', 'title']
    )
    values = {
        'audiences': AUDIENCES,
        'status': ('planned', 'ongoing', 'complete'),
        'next': ('', 'alpha', 'beta', 'gamma'),
        'parts': PARTS,
        'toctree': ('', 'full', 'relations', 'none'),
        'layout': ('', 'rows', 'compact'),
        'title': ('', 'A title', 'Another *title*'),
    }
    setattr(hub, name, random.choice(values[name]))


def edit_lists_of_hub(library: Library, random: Random) -> None:
    """Plan articles, and pull documents in."""
    hub = _hub(library, random)
    if random.random() < 0.5:
        hub.planned = [f'{_code(random)} Planned {random.randrange(9)}']
    elif library.claimed:
        hub.pulled = [f'{_code(random)} /{random.choice([*library.claimed, "gone"])}']
    if random.random() < 0.3:
        hub.planned, hub.pulled = [], []


def edit_description(library: Library, random: Random) -> None:
    hub = _hub(library, random)
    words = f'About, edition {random.randrange(100)}.'
    hub.description = random.choice([words, words, *INCLUDED])


def edit_other_project(library: Library, random: Random) -> None:
    """Let another project publish something else: of a series here, or of its own."""
    name = random.choice([*SERIES, 'gamma'])
    if random.random() < 0.2:
        library.elsewhere.pop(name, None)
        return
    codes = [_code(random) for _ in range(random.randrange(5))]
    articles = [
        {
            'code': code,
            'title': f'{random.choice(TITLES)} {random.randrange(9)}',
            'summary': random.choice(['', 'From elsewhere.']),
            # One address in twenty has the whole file refused.
            'uri': random.choice(
                [*[f'{code}.html', None] * 10, 'https://evil.example/']
            ),
            'minutes': random.choice([None, 5]),
            'published': None,
            'updated': None,
            'status': random.choice(['published', 'published', 'draft']),
            'requires': random.choice([[], ['alpha/A1'], ['gamma/A0']]),
        }
        for code in dict.fromkeys(codes)
    ]
    library.elsewhere[name] = {
        'title': f'Elsewhere {random.randrange(9)}',
        'description': '',
        'status': 'ongoing',
        'next': None,
        'routes': [],
        'uri': random.choice([None, 'index.html']),
        'audiences': [{'code': code, 'label': f'{code}s'} for code in 'AB'],
        'pairs': [{'number': 1, 'title': 'One', 'articles': []}],
        'articles': articles,
    }


def collect(library: Library, random: Random) -> None:
    """Let a hub collect articles of the other project, or no longer."""
    hub = _hub(library, random)
    hub.external = random.choice(['', 'far', 'far', 'nowhere'])


def turn_hub_over(library: Library, random: Random) -> None:
    """Make an ordinary page of a hub, or the other way round."""
    docname = random.choice(sorted(library.hubs))
    if library.hubs[docname]:
        library.hubs[docname] = []
    else:
        library.hubs[docname] = [Hub(random.choice(SERIES))]


def double_hub(library: Library, random: Random) -> None:
    """Define a series a second time, or no longer."""
    docname = random.choice(['hubs/alpha', 'hubs/beta', 'index'])
    hubs = library.hubs.setdefault(docname, [])
    if len(hubs) > 1 or (docname == 'index' and hubs):
        hubs.pop()
    else:
        hubs.append(Hub(random.choice(SERIES)))


def claim_on_hub_page(library: Library, random: Random) -> None:
    """Pull a hub's page in as an article of a series."""
    hub = _hub(library, random)
    hub.pulled = [f'A0 /{random.choice(["hubs/alpha", "hubs/beta", "other"])}']


def change_configuration(library: Library, random: Random) -> None:
    name = random.choice(sorted(_VALUES))
    library.config[name] = random.choice(_VALUES[name])
    if random.random() < 0.3:
        del library.config[name]


_VALUES: dict[str, tuple[object, ...]] = {
    'series_audiences': (
        {'A': 'Everyone', 'B': 'Expert'},
        {'A': 'Everyone', 'B': 'Expert', 'C': 'Child'},
    ),
    'html_baseurl': ('https://example.org/', ''),
    'series_external': (
        {'far': ('https://far.example/', 'elsewhere.json')},
        {'far': ('https://far.example/', 'elsewhere.json')},
        {'far': ('https://example.org/', ('missing.json', 'elsewhere.json'))},
        {},
    ),
    'series_drafts': (True, False),
    'series_feed': (True, False),
    'series_json': (True, False),
    'series_listing': (True, False),
    'series_nav': ('both', 'top', 'bottom', 'none', 'wrong'),
    'series_planned': ('title', 'hide'),
    'series_progress': (True, False),
    'series_relations': ('series', 'toctree', 'none'),
    'series_toctree': ('auto', 'full', 'relations', 'none'),
    'series_words_per_minute': (100, 200),
    'numfig': (True, True, False),
}


def edit_other_page(library: Library, random: Random) -> None:
    parts = [
        'map',
        'index',
        'next',
        'pair',
        'list',
        ':series:article:`alpha/A1`',
        ':any:`beta`',
        ':series:article:`gamma/A1`',
        ':series:hub:`gamma`',
        ':series:pair:`alpha/1`',
        ':series:route:`alpha/1`',
        'words',
    ]
    library.shown = random.sample(parts, random.randrange(4))


def touch_nothing(library: Library, random: Random) -> None:
    """Leave everything as it is."""


#: Each takes the library and the source of randomness.
EDITS: tuple[Callable[[Library, Random], None], ...] = (
    retitle_article,
    put_code_into_title,
    edit_summary,
    edit_body,
    edit_sections,
    name_section,
    name_section,
    change_code,
    swap_codes,
    change_option,
    change_pair_of_article,
    change_series,
    change_form,
    add_article,
    delete_article,
    rename_article,
    delete_hub,
    restore,
    restore,
    move_in_toctrees,
    move_hub,
    retitle_chapter,
    number_toctree,
    change_toctree,
    edit_figures,
    edit_note,
    edit_edition,
    define,
    edit_pairs,
    edit_routes,
    edit_hub,
    edit_lists_of_hub,
    edit_description,
    edit_other_project,
    edit_other_project,
    collect,
    turn_hub_over,
    double_hub,
    claim_on_hub_page,
    change_configuration,
    edit_other_page,
    touch_nothing,
)
