"""The same articles for every competitor: what is measured, as sources on disk.

An article has about 600 words in four sections, code blocks, and references to other
articles; half are for general readers (A), half for experts (B); they lie in 20
folders.  The words are the same for every variant; a variant adds what it needs to make
a series of them, and no more.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FOLDERS = 20
SECTIONS = 4
#: What is put into a file to make an edit, and its title another.
BODY_EDIT = '\nThis paragraph was added.\n'
TITLE_EDIT = 'Renamed: '
SUMMARY_EDIT = 'Another summary.'

CODE = """\
.. code-block:: python

   from dataclasses import dataclass


   @dataclass(frozen=True)
   class Sample:
       name: str
       cells: int = 0

       def diluted(self, factor: float) -> 'Sample':
           return Sample(self.name, round(self.cells / factor))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as far as variants differ in what they do with it.

    *first* is the number of the first article of its series.
    """

    number: int
    title: str
    summary: str
    series: str = 's'
    first: int = 0

    @property
    def audience(self) -> str:
        """A or B, in turn."""
        return 'AB'[self.number % 2]

    @property
    def pair(self) -> int:
        """The number of the pair in its series, from 1 on."""
        return (self.number - self.first) // 2 + 1

    @property
    def docname(self) -> str:
        """Where it lies."""
        return f'topic{self.number % FOLDERS:02}/article{self.number:05}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A way to make a series of articles.

    *opening* is what an article has below its title, *hub* what stands on the hub page.
    *requires* is what pip has to install in an environment of its own; without it, the
    benchmark's own environment serves.
    """

    description: str
    opening: Callable[[Article], str]
    hub: Callable[[list[Article]], str]
    settings: tuple[str, ...] = ()
    requires: str = ''


# -- what variants write ---------------------------------------------------------------


def _summary(article: Article) -> str:
    return f'{article.summary}\n'


def _toctree(articles: list[Article]) -> str:
    entries = '\n'.join(f'   /{article.docname}' for article in articles)
    return f'.. toctree::\n   :hidden:\n\n{entries}\n'


def _series_article(article: Article) -> str:
    code = f'{article.audience}{article.pair}'
    return f'.. series-article:: {article.series} {code}\n\n   {article.summary}\n'


def _series_hub(articles: list[Article]) -> str:
    return f'.. series-hub:: {articles[0].series}\n\n   A series of articles.\n'


def _cards(articles: list[Article]) -> str:
    # One that was added has no companion yet.
    pairs = (articles[start : start + 2] for start in range(0, len(articles), 2))
    grids = (
        f'Pair {pair[0].pair}\n{"-" * 12}\n\n.. grid:: 2\n\n'
        + '\n'.join(map(_card, pair))
        for pair in pairs
    )
    return _toctree(articles) + '\n' + '\n'.join(grids)


def _card(article: Article) -> str:
    return (
        f'   .. grid-item-card:: {article.title}\n'
        f'      :link: /{article.docname}\n'
        f'      :link-type: doc\n\n'
        f'      {article.summary}\n'
    )


def _post(article: Article) -> str:
    return (
        f'.. post:: 2026-01-{article.number % 28 + 1:02}\n'
        f'   :category: {article.audience}\n\n{article.summary}\n'
    )


def _post_list(articles: list[Article]) -> str:
    lists = (
        f'.. postlist::\n   :category: {audience}\n   :excerpts:\n' for audience in 'AB'
    )
    return _toctree(articles) + '\n' + '\n'.join(lists)


def _need(article: Article) -> str:
    other = 'BA'[article.number % 2]
    return (
        f'.. article:: {article.title}\n'
        f'   :id: ART_{article.audience}{article.pair:05}\n'
        f'   :links: ART_{other}{article.pair:05}\n'
        f'   :tags: {article.audience}\n\n   {article.summary}\n'
    )


def _need_table(articles: list[Article]) -> str:
    table = (
        '.. needtable::\n   :filter: type == "article"\n'
        '   :columns: id;title;tags;outgoing\n   :style: table\n'
    )
    return f'{_toctree(articles)}\n{table}'


def _tags(article: Article) -> str:
    topic = article.docname.partition('/')[0]
    return f'.. tags:: {article.audience}, {topic}\n\n{article.summary}\n'


def _tag_pages(_articles: list[Article]) -> str:
    return '.. toctree::\n   :maxdepth: 1\n\n   /_tags/tagsindex\n'


VARIANTS = {
    'plain': Variant(
        description='(a) the documents in a hidden toctree, no extension',
        opening=_summary,
        hub=_toctree,
    ),
    'series': Variant(
        description='(b) this extension: article directives and a hub, all defaults',
        opening=_series_article,
        hub=_series_hub,
        settings=("extensions = ['sphinxext_series']",),
    ),
    'unused': Variant(
        description='(a) with this extension loaded, and nothing that uses it',
        opening=_summary,
        hub=_toctree,
        settings=("extensions = ['sphinxext_series']",),
    ),
    'cards': Variant(
        description='(c) a hub written by hand: a section with two sphinx-design cards '
        'for each pair, a hidden toctree; nothing in the articles',
        opening=_summary,
        hub=_cards,
        settings=("extensions = ['sphinx_design']",),
    ),
    'ablog': Variant(
        description='(d) ABlog: articles are posts, audiences are categories; the hub '
        'has a post list with excerpts for each; no pairs, no routes',
        opening=_post,
        hub=_post_list,
        settings=("extensions = ['ablog']", "blog_path = 'blog'"),
        requires='ablog',
    ),
    'needs': Variant(
        description='(d) sphinx-needs: each article is a need that links its '
        'companion; the hub is a plain table of them; no routes, no navigation',
        opening=_need,
        hub=_need_table,
        settings=(
            "extensions = ['sphinx_needs']",
            "needs_types = [{'directive': 'article', 'title': 'Article',",
            "    'prefix': 'ART_', 'color': '#fff', 'style': 'node'}]",
        ),
        requires='sphinx-needs',
    ),
    'tags': Variant(
        description='(d) sphinx-tags: each article is tagged with audience and topic; '
        'its tag pages are the hub; no pairs, no routes, no summaries',
        opening=_tags,
        hub=_tag_pages,
        settings=("extensions = ['sphinx_tags']", 'tags_create_tags = True'),
        requires='sphinx-tags',
    ),
}


# -- what all have in common -----------------------------------------------------------


def write(
    directory: Path,
    variant: Variant,
    articles: int,
    theme: str,
    size: int = 0,
) -> None:
    """Write the sources of a project: one series, or several of the same *size*.

    A file that has the same text already is left alone.
    """
    settings = [*variant.settings, f'html_theme = {theme!r}', '']
    _write(directory / 'conf.py', '\n'.join(settings))
    series: dict[str, list[Article]] = {}
    for article, body in _articles(articles, size):
        title = _heading(article.title, '=')
        path = source(directory, article.number)
        _write(path, f'{title}\n{variant.opening(article)}\n{body}')
        series.setdefault(article.series, []).append(article)
    hubs = {'series' if name == 's' else name: of for name, of in series.items()}
    index = ''.join(f'   {name}\n' for name in hubs)
    heading = _heading('Benchmark', '=')
    _write(directory / 'index.rst', f'{heading}\n.. toctree::\n\n{index}')
    for name, of in hubs.items():
        hub = f'{_heading("The series", "=")}\n{variant.hub(of)}'
        _write(directory / f'{name}.rst', hub)


def source(directory: Path, number: int) -> Path:
    """Return the file of an article."""
    docname = Article(number=number, title='', summary='').docname
    return directory / f'{docname}.rst'


def edit_body(directory: Path, number: int) -> None:
    """Add a paragraph to an article."""
    path = source(directory, number)
    path.write_text(path.read_text('utf-8') + BODY_EDIT, encoding='utf-8')


def edit_title(directory: Path, number: int) -> None:
    """Change the title of an article."""
    path = source(directory, number)
    title, underline, rest = path.read_text('utf-8').split('\n', 2)
    longer = f'{TITLE_EDIT}{title}\n{underline}{"=" * len(TITLE_EDIT)}\n{rest}'
    path.write_text(longer, encoding='utf-8')


def edit_summary(directory: Path, number: int) -> None:
    """Change the summary of an article."""
    path = source(directory, number)
    text = path.read_text('utf-8')
    ((article, _body),) = (
        each for each in _articles(number + 1) if each[0].number == number
    )
    path.write_text(text.replace(article.summary, SUMMARY_EDIT, 1), encoding='utf-8')


def _articles(count: int, size: int = 0) -> Iterator[tuple[Article, str]]:
    """Yield articles with their text, the same in every run, and for any count."""
    chance = random.Random(1)  # noqa: S311 (nothing here is secret)
    words = _vocabulary(chance)
    for number in range(count):
        title = ' '.join(chance.choices(words, k=4)).capitalize()
        article = Article(
            number=number,
            title=f'{title} {number}',
            summary=_sentence(chance, words, 25),
            series=f's{number // size + 1:03}' if size else 's',
            first=number - number % size if size else 0,
        )
        sections = (_section(chance, words, article, n) for n in range(SECTIONS))
        yield article, '\n'.join(sections)


def _section(
    chance: random.Random, words: list[str], article: Article, number: int
) -> str:
    other = Article(number=chance.randrange(article.number + 1), title='', summary='')
    heading = _heading(' '.join(chance.choices(words, k=3)).capitalize(), '-')
    marked = f'A *{chance.choice(words)}* is no ``{chance.choice(words)}``.'
    paragraphs = (
        f'{_sentence(chance, words, 60)} {marked}',
        f'{_sentence(chance, words, 60)} See :doc:`/{other.docname}`.',
    )
    text = '\n\n'.join(paragraphs)
    return f'{heading}\n{text}\n\n{CODE if number % 2 else ""}'


def _vocabulary(chance: random.Random) -> list[str]:
    """Return 1,000 words of two to four syllables."""
    syllables = [c + v for c in 'bcdfglmnprst' for v in 'aeiou']
    return [
        ''.join(chance.choices(syllables, k=chance.choice((2, 3, 4))))
        for _ in range(1000)
    ]


def _sentence(chance: random.Random, words: list[str], length: int) -> str:
    return ' '.join(chance.choices(words, k=length)).capitalize() + '.'


def _heading(title: str, mark: str) -> str:
    return f'{title}\n{mark * len(title)}\n'


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text('utf-8') != text:
        path.write_text(text, encoding='utf-8')
