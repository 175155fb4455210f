"""What the site's search knows of articles: their codes, and for whom they are."""

from __future__ import annotations

import json
from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Any

import pytest
from coffee import FILES
from snowballstemmer.basestemmer import BaseStemmer
from sphinx import version_info

from sphinxext_series.html import search
from sphinxext_series.html.search import label_results

if TYPE_CHECKING:
    from conftest import Project, Result


def index_of(result: Result) -> dict[str, Any]:
    """Return Sphinx's search index."""
    text = result.text('searchindex.js')
    index: dict[str, Any] = json.loads(text[text.index('{') : text.rindex('}') + 1])
    return index


def titles(result: Result) -> dict[str, str]:
    """Return the titles of results, by the names of the documents."""
    index = index_of(result)
    return dict(zip(index['docnames'], index['titles'], strict=True))


def found_by_title(result: Result, word: str) -> list[str]:
    """Return the documents whose titles have a word."""
    index = index_of(result)
    numbers = index['titleterms'].get(word, [])
    numbers = [numbers] if isinstance(numbers, int) else numbers
    return [index['docnames'][number] for number in numbers]


@pytest.mark.parametrize('parallel', [1, 2])
def test_a_result_says_code_and_audience(build: Project, parallel: int) -> None:
    result = build(FILES, parallel=parallel)

    assert titles(result)['beans/origin'] == (
        'Where beans come from · General reader (A2)'
    )
    bitter = 'bitter' if version_info >= (9,) else '<em>bitter</em>'
    assert titles(result)['cups/bitter'] == (
        f'Why it tastes {bitter} · General reader (A1)'
    )
    assert titles(result)['start'] == 'Why coffee (A0)'
    assert titles(result)['other'] == 'Something else'


def test_two_openings_say_for_whom_each_is(build: Project) -> None:
    build(FILES)
    second = 'For experts\n===========\n\n.. series-article:: coffee B0\n\n   More.\n'
    entry = '\n.. toctree::\n\n   experts\n'

    result = build({'experts.rst': second, 'other.rst': FILES['other.rst'] + entry})

    assert titles(result)['start'] == 'Why coffee · General reader (A0)'
    assert titles(result)['experts'] == 'For experts · Expert (B0)'


def test_a_code_finds_its_article_by_the_title(build: Project) -> None:
    result = build(FILES)

    assert found_by_title(result, 'b2') == ['beans/varieties']
    assert found_by_title(result, 'a0') == ['start']


def test_an_incremental_build_labels_results_once(build: Project) -> None:
    build(FILES)
    changed = FILES['beans/origin.rst'] + '\nMore words.\n'

    again = build({'beans/origin.rst': changed})
    clean = build(builddir='clean')

    assert titles(again) == titles(clean)
    assert 'Varieties · Expert (B2)' in titles(again).values()


def test_labels_are_no_markup(build: Project) -> None:
    audiences = {'A': '<b>All</b> & more', 'B': 'Expert'}

    result = build(FILES, confoverrides={'series_audiences': audiences})

    label = ' · <b>All</b> & more (A2)'
    # Sphinx 9 has words in the index, which its script escapes.
    shown = label if version_info >= (9,) else escape(label)
    assert titles(result)['beans/origin'] == f'Where beans come from{shown}'


def test_a_project_can_have_the_results_that_sphinx_makes(build: Project) -> None:
    result = build(FILES, confoverrides={'series_search': False})

    assert titles(result)['beans/origin'] == 'Where beans come from'
    assert found_by_title(result, 'b2') == []


def test_labels_go_when_a_project_no_longer_wants_them(build: Project) -> None:
    build(FILES)

    result = build(confoverrides={'series_search': False})

    assert titles(result)['beans/origin'] == 'Where beans come from'
    assert found_by_title(result, 'b2') == []


def test_without_the_private_names_results_are_as_sphinx_makes_them(
    build: Project,
) -> None:
    app = build(FILES).app
    app.builder.indexer = object()  # type: ignore[attr-defined]

    assert list(label_results(app)) == []


def test_a_draft_is_not_found(build: Project) -> None:
    draft = (
        'Secret plans\n============\n\n.. series-article:: coffee A3\n'
        '   :status: draft\n\n.. index:: unicorn\n\nNobody knows.\n'
    )

    hidden = build({**FILES, 'secret.rst': draft})

    assert 'secret' not in titles(hidden)
    assert found_by_title(hidden, 'secret') == []
    assert 'unicorn' not in hidden.text('searchindex.js')
    assert '<meta name="robots" content="noindex" />' in hidden.text('secret.html')
    assert 'noindex' not in hidden.text('start.html')
    domain = hidden.app.env.domains['series']
    assert 'coffee/A3' not in {name for name, *_others in domain.get_objects()}

    listed = build({'conf.py': 'series_drafts = True'})

    assert 'Secret plans · General reader (A3)' in titles(listed).values()
    assert 'noindex' not in listed.text('secret.html')


# -- stems -----------------------------------------------------------------------------


def stemmer_of(result: Result) -> Any:
    """Return what the site's search stems words with."""
    indexer: Any = vars(result.app.builder)['indexer']
    return indexer.lang.stemmer


def test_a_word_is_stemmed_once_in_a_build(
    build: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    stem = BaseStemmer.stemWord
    stemmed: Counter[str] = Counter()

    def count(self: object, word: str) -> object:
        stemmed[word] += 1
        return stem(self, word)

    monkeypatch.setattr(BaseStemmer, 'stemWord', count)

    build(FILES)

    assert stemmed['text'] == 1
    assert stemmed.total() == len(stemmed)


@pytest.mark.parametrize('language', ['en', 'de', 'ja', 'zh_CN'])
def test_the_index_is_the_same_with_stems_that_are_kept(
    build: Project, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    words = 'HTML, IR and UI. Rösten, gerösteter, röstet. 焙煎 细胞 is as.\n'
    other = FILES['other.rst'] + f'\n        {words}'
    sources = FILES | {'other.rst': other, 'conf.py': f'language = {language!r}\n'}
    kept = build(sources)

    monkeypatch.setattr(search, 'keep_stems', lambda *_arguments: None)
    forgotten = build(builddir='forgotten')

    assert kept.text('searchindex.js') == forgotten.text('searchindex.js')


@pytest.mark.parametrize(
    ('sources', 'is_kept'),
    [(FILES, True), ({'index.rst': 'Title\n=====\n'}, False)],
    ids=['series', 'no series'],
)
def test_projects_without_a_series_have_sphinxs_stemmer(
    build: Project, sources: dict[str, str], *, is_kept: bool
) -> None:
    assert ('stemWord' in vars(stemmer_of(build(sources)))) is is_kept


def test_a_compiled_stemmer_is_left_alone(build: Project) -> None:
    language = """
        from sphinx.search import SearchLanguage

        class Compiled:
            __module__ = 'snowballstemmer.compiled'
            __slots__ = ()

            def stemWord(self, word):
                return word

        class Other(SearchLanguage):
            lang = 'xx'
            stemmer = Compiled()

            def stem(self, word):
                return self.stemmer.stemWord(word)

        html_search_language = 'xx'

        def setup(app):
            app.add_search_language(Other)
        """

    assert titles(build({**FILES, 'conf.py': language}))['start'] == 'Why coffee (A0)'


def test_the_stemmer_of_another_language_may_change_its_mind(build: Project) -> None:
    language = """
        from sphinx.search import SearchLanguage

        class Counting:
            count = 0

            def stemWord(self, word):
                self.count += 1
                return f'{word}{self.count}'

        class Other(SearchLanguage):
            lang = 'xx'

            def __init__(self, options):
                super().__init__(options)
                self.stemmer = Counting()

            def stem(self, word):
                return self.stemmer.stemWord(word)

        html_search_language = 'xx'

        def setup(app):
            app.add_search_language(Other)
        """

    stemmer = stemmer_of(build({**FILES, 'conf.py': language}))

    assert 'stemWord' not in vars(stemmer)
