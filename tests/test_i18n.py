"""Two catalogues: the project's own for what authors wrote, ours for the rest."""

from __future__ import annotations

import re
from gettext import c2py
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from coffee import FILES, article

import sphinxext_series

if TYPE_CHECKING:
    from babel.messages import Catalog, Message
    from conftest import Project

LOCALE = Path(sphinxext_series.__file__).with_name('locale')
LANGUAGES = sorted(path.parent.parent.name for path in LOCALE.glob('*/*/*.po'))
PLACEHOLDER = re.compile(r'%\(\w+\)s')
ROUTES = """
    .. reading-guide::

       .. reading-route:: In a hurry
          :articles: A0, A1

          Two articles only.

       .. reading-route:: With time
          :articles: A0, A1, {A2, B2}?
"""
#: Every text that an author can write about a series.
TEA = {
    'index.rst': """
        Tea, explained twice
        ====================

        .. series-hub:: tea
           :title: Tea
           :audiences: A Drinker, B Brewer
           :next: milk
           :planned: B1 Polyphenols
           :pairs:
              Leaves

           From leaf to cup.

        .. reading-guide::

           .. reading-route:: In a hurry
              :articles: A0, A1, A2

              Three articles only.

        .. series-pair:: Water and its hardness
           :number: 2
           :short: Water

           It matters.

        .. toctree::

           milk
    """,
    'start.rst': article('Why tea', 'tea A0', 'Read this first.'),
    'green.rst': article('Green tea', 'tea A1', 'The young leaf.', requires='A0'),
    'water.rst': article('Soft water', 'tea A2', 'Less lime.'),
    'sugar.rst': article('Sugar', 'tea A3', 'Or none.', pair='Sweet things'),
    'milk.rst': """
        Milk, explained once
        ====================

        .. series-hub:: milk
           :status: planned
           :planned: A1 Cows

           What goes into tea.
    """,
}
#: Their translations; where a text is shown is part of what is tested.
IN_GERMAN = {
    'Tea, explained twice': 'Tee, zweimal erklärt',
    'Tea': 'Tee',
    'Drinker': 'Trinkende',
    'Brewer': 'Brauende',
    'Polyphenols': 'Polyphenole',
    'Leaves': '*Blätter*',
    'From leaf to cup.': 'Vom Blatt in die *Tasse*.',
    'In a hurry': 'In Eile',
    'Three articles only.': 'Nur drei Artikel.',
    'Water and its hardness': 'Wasser und seine Härte',
    'Water': 'Wasser',
    'It matters.': 'Darauf kommt es an.',
    'Why tea': 'Warum Tee',
    'Read this first.': 'Das *zuerst* lesen.',
    'Green tea': 'Grüner Tee',
    'The young leaf.': 'Das junge Blatt.',
    'Soft water': 'Weiches Wasser',
    'Less lime.': 'Weniger Kalk.',
    'Sugar': 'Zucker',
    'Or none.': 'Oder keiner.',
    'Sweet things': 'Süßes',
    'Milk, explained once': 'Milch, einmal erklärt',
    'Cows': 'Kühe',
    'What goes into tea.': 'Was in den Tee kommt.',
}
#: On the hub, in an article's navigation, and in the text builder's sentence about it.
WORDS = {
    'ar': (
        ['دليل القراءة', 'الفهرس الكامل', 'مستمرة', '5 مقالات', 'عموم القراء'],
        ['الزوج 1 من 2: ', 'يُقرأ أولًا: ', 'A1</span>: هذه المقالة', 'التالي'],
        (
            'جزء من سلسلة Coffee (الزوج 1 من 2: What makes a good cup)، '
            'لفئة: عموم القراء. المتخصصون: B1: Extraction. '
            'يُقرأ أولًا: A0: Why coffee.'
        ),
    ),
    'de': (
        ['Wegweiser', 'Gesamtverzeichnis', 'Laufend', '5 Artikel', 'Fachpublikum'],
        ['Paar 1 von 2: ', 'Zuerst lesen: ', 'A1</span>: dieser Artikel', 'Weiter'],
        (
            'Teil der Reihe Coffee (Paar 1 von 2: What makes a good cup), '
            'für: Allgemeines Publikum. Fachpublikum: B1: Extraction. '
            'Zuerst lesen: A0: Why coffee.'
        ),
    ),
    'es': (
        ['Guía de lectura', 'Índice completo', 'En curso', '5 artículos'],
        ['Par 1 de 2: ', 'Leer antes: ', 'A1</span>: este artículo', 'Siguiente'],
        (
            'Forma parte de la serie Coffee (Par 1 de 2: What makes a good cup), '
            'para: Público general. Especialistas: B1: Extraction. '
            'Leer antes: A0: Why coffee.'
        ),
    ),
    'fr': (
        ['Guide de lecture', 'Index complet', 'En cours', '5 articles'],
        ['Paire 1 sur 2\xa0: ', 'À lire d’abord\xa0: ', 'cet article', 'Suivant'],
        (
            'Fait partie de la série Coffee '
            '(Paire 1 sur 2\xa0: What makes a good cup), '
            'pour\xa0: Grand public. Spécialistes\xa0: B1\xa0: Extraction. '
            'À lire d’abord\xa0: A0\xa0: Why coffee.'
        ),
    ),
    'ja': (
        ['読み方ガイド', '全記事一覧', '連載中', '記事5本', '一般の読者'],
        ['ペア 1/2：', '先に読む記事：', 'A1</span>：この記事', '次へ'],
        (
            'シリーズ「Coffee」（ペア 1/2：What makes a good cup）の記事。'
            '対象：一般の読者。'
        ),
    ),
    'zh_CN': (
        ['阅读指南', '完整目录', '连载中', '5 篇文章', '普通读者'],
        ['配对 1/2：', '请先阅读：', 'A1</span>：本文', '下一篇'],
        '本文属于系列《Coffee》（配对 1/2：What makes a good cup），面向：普通读者。',
    ),
}


def catalogue(path: Path) -> Catalog:
    """Return a message catalogue."""
    with path.open('rb') as file:
        return read_po(file)


def translation(language: str) -> Catalog:
    """Return one of our catalogues."""
    return catalogue(LOCALE / language / 'LC_MESSAGES' / 'sphinxext_series.po')


def in_german(messages: dict[str, str]) -> dict[str, str]:
    """Return the files that make a project German."""
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n'
    entries = [f'msgid "{text}"\nmsgstr "{said}"\n' for text, said in messages.items()]
    return {
        'conf.py': "language = 'de'\ngettext_compact = 'docs'\n",
        'locales/de/LC_MESSAGES/docs.po': '\n'.join([header, *entries]),
    }


# -- the words of authors --------------------------------------------------------------


def test_what_authors_wrote_is_translated_on_the_hub(build: Project) -> None:
    result = build(TEA | in_german(IN_GERMAN), warningiserror=True)

    hub = result.text('index.html')
    assert '<h1>Tee, zweimal erklärt' in hub
    assert 'Vom Blatt in die <em>Tasse</em>.' in hub
    assert 'aria-label="Karte der Reihe: Tee"' in hub
    assert '<span class="series-code">A</span> Trinkende' in hub
    assert '<span class="series-badge">Brauende</span>' in hub
    assert '<h2>Paar 1: <em>Blätter</em>' in hub
    assert '<h2>Paar 2: Wasser und seine Härte' in hub
    assert '<a class="reference internal" href="#pair-2">Wasser</a>' in hub
    assert 'Darauf kommt es an.' in hub
    assert '>Paar 3: Süßes<' in hub
    assert '<p class="series-route__title">In Eile</p>' in hub
    assert 'Nur drei Artikel.' in hub
    assert '<span class="series-code">A0</span>: Warum Tee</a>' in hub
    assert 'Das <em>zuerst</em> lesen.' in hub
    assert '<span class="series-code">B1</span>: Polyphenole</span>' in hub
    assert '>Milch, einmal erklärt</a>' in hub
    assert '<span class="series-code">A1</span>: Kühe' in hub
    assert 'Was in den Tee kommt.' in hub
    assert not re.search(r'[> ](Tea|Water|Sugar|Leaves|Drinker|Brewer|Cows)\b', hub)


def test_what_authors_wrote_is_translated_in_articles(build: Project) -> None:
    result = build(TEA | in_german(IN_GERMAN), warningiserror=True)

    green, sugar = result.text('green.html'), result.text('sugar.html')
    assert 'href="index.html">Tee</a>' in green
    assert '<span>Paar 1 von 3: <em>Blätter</em></span>' in green
    assert '<span class="series-badge">Trinkende</span>' in green
    assert '<span class="series-badge">Brauende</span>' in green
    assert '<span class="series-code">B1</span>: Polyphenole' in green
    assert '<span class="series-code">A0</span>: Warum Tee</a>' in green
    assert '<span class="series-code">A2</span>: Weiches Wasser</a>' in green
    assert '>In Eile</a> (Schritt 2 von 3)' in green
    assert '<span>Paar 3 von 3: Süßes</span>' in sugar


def test_gettext_extracts_each_text_of_the_authors_once_and_nothing_else(
    build: Project,
) -> None:
    hub = FILES['index.rst'].replace(':pairs:', ':planned: A9 Water\n       :pairs:')
    files = FILES | {'index.rst': hub + ROUTES}

    result = build(files, builder='gettext')

    messages = [m.id for m in catalogue(result.outdir / 'index.pot') if m.id]
    assert sorted(map(str, messages)) == [
        'Beans',
        'Coffee',
        'Coffee, explained twice',
        'From bean to cup, for *two* kinds of readers.',
        'In a hurry',
        'Two articles only.',
        'Water',
        'What makes a *good* cup',
        'With time',
    ]
    articles = [m.id for m in catalogue(result.outdir / 'cups.pot') if m.id]
    assert articles.count('Three things to change.') == 1


def test_gettext_extracts_every_text_that_is_shown(build: Project) -> None:
    result = build(TEA | {'conf.py': "gettext_compact = 'docs'\n"}, builder='gettext')

    extracted = {m.id for m in catalogue(result.outdir / 'docs.pot')}
    assert set(IN_GERMAN) <= extracted


# -- our words -------------------------------------------------------------------------


def test_there_are_words_to_look_for_in_every_language() -> None:
    assert sorted(WORDS) == LANGUAGES


@pytest.mark.parametrize('language', LANGUAGES)
def test_our_words_are_in_the_language_of_the_project(
    build: Project, language: str
) -> None:
    on_hub, in_article, _sentence = WORDS[language]

    result = build(
        FILES | {'conf.py': f"language = '{language}'\n"}, warningiserror=True
    )

    hub, page = result.text('index.html'), result.text('cups/bitter.html')
    assert [word for word in on_hub if word not in hub] == []
    assert [word for word in in_article if word not in page] == []
    for english in ('Reading guide', 'Complete index', 'Expert<', 'Start with'):
        assert english not in hub
    for english in ('Read first', 'Expert<', '>Next<', 'this article'):
        assert english not in page


@pytest.mark.parametrize('language', LANGUAGES)
def test_our_sentences_are_in_the_language_of_the_project(
    build: Project, language: str
) -> None:
    _on_hub, _in_article, sentence = WORDS[language]

    files = FILES | {'conf.py': f"language = '{language}'\n"}
    result = build(files, builder='text', warningiserror=True)

    # The text builder wraps lines, and marks what is emphasized.
    assert _letters(sentence) in _letters(result.text('cups/bitter.txt'))


def _letters(text: str) -> str:
    return ''.join(text.split()).replace('*', '')


def test_warnings_are_in_the_language_of_the_author(
    build: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('LANGUAGE', 'de')
    hub = FILES['index.rst'].replace(':pairs:', ':next: tee\n       :pairs:')

    result = build(FILES | {'index.rst': hub})

    assert '>Ongoing<' in result.text('index.html')
    (warning,) = result.warnings
    assert 'die nächste Reihe, „tee“, gibt es nicht; sie wird nicht gezeigt' in warning


# -- our catalogues --------------------------------------------------------------------


def test_the_template_has_every_message_of_the_source() -> None:
    keywords = {'_': None, '__': None, 'N_': None, 'ngettext': (1, 2)}
    keywords |= {'sentence': None, 'around': None}
    found = {
        message
        for _file, _line, message, _comments, _context in extract_from_dir(
            str(LOCALE.parent),
            [('**.py', 'python'), ('templates/**.html', 'jinja2')],
            {'templates/**.html': {'extensions': 'jinja2.ext.do', 'silent': 'false'}},
            keywords=keywords,
        )
    }

    template = catalogue(LOCALE / 'sphinxext_series.pot')

    assert {message.id for message in template if message.id} == found


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_translation_is_complete_and_keeps_the_placeholders(language: str) -> None:
    template = catalogue(LOCALE / 'sphinxext_series.pot')
    translated = translation(language)

    assert {m.id for m in translated} == {m.id for m in template}
    for message in translated:
        if not message.id:
            continue
        assert not message.fuzzy
        assert list(message.check(translated)) == []
        texts, forms = _texts(message), _forms_of_many(translated)
        if message.pluralizable:
            texts = [text for form, text in enumerate(texts) if form in forms]
        english = message.id if isinstance(message.id, str) else message.id[0]
        expected = set(PLACEHOLDER.findall(english))
        assert [set(PLACEHOLDER.findall(text)) for text in texts] == [
            expected for _text in texts
        ], english


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_translation_has_a_text_for_every_number(language: str) -> None:
    translated = translation(language)
    header = (LOCALE / language / 'LC_MESSAGES' / 'sphinxext_series.po').read_text(
        encoding='utf-8'
    )

    # Without it, Babel has a rule of its own: in Arabic it is not the usual one.
    assert f'"Plural-Forms: {translated.plural_forms}\\n"' in header
    for message in translated:
        texts = _texts(message)
        assert len(texts) == (translated.num_plurals if message.pluralizable else 1)
        assert all(texts), message.id


def _texts(message: Message) -> list[str]:
    texts = message.string or ''
    return [texts] if isinstance(texts, str) else list(texts)


def _forms_of_many(translated: Catalog) -> set[int]:
    """Return the plural forms for more than one number: others may spell theirs."""
    form = c2py(translated.plural_expr)
    forms = [form(number) for number in range(1000)]
    return {each for each in forms if forms.count(each) > 1}


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_compiled_translation_is_fresh(language: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, translation(language))
    compiled.seek(0)

    path = LOCALE / language / 'LC_MESSAGES' / 'sphinxext_series.mo'
    with path.open('rb') as file:
        shipped = read_mo(file)

    expected = read_mo(compiled)
    assert shipped.plural_forms == expected.plural_forms
    assert [(m.id, m.string) for m in shipped if m.id] == [
        (m.id, m.string) for m in expected if m.id
    ]
