"""The reader's own progress: what pages have for it, and only where it is on.

What the script does with that is tested in a browser.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from coffee import FILES, article
from comparison import Comparison

from sphinxext_series.html.scripts.progress import SCRIPT, STYLE_SHEET

if TYPE_CHECKING:
    from conftest import Project, Result

ON = {'series_progress': True}
GUIDE = """
    .. reading-guide::

       .. reading-route:: In order
          :articles: A*

       .. reading-route:: With depth
          :articles: A0, A1..A2 + B

       .. reading-route:: By need
          :articles: {B1, B2}
"""
GUIDED = FILES | {'index.rst': FILES['index.rst'] + GUIDE}
TEMPLATE = re.compile(
    r'<template class="series-progress[^"]*">(.*?)</template>', re.DOTALL
)
#: What stands in pages for the script: attributes of links, templates, the files.
MARKS = re.compile(
    r' data-article="[^"]*"'
    r'|<template class="series-progress[^"]*">.*?</template>\n?'
    r'|\s*<(?:link|script) [^>]*series-progress[^>]*>(?:</script>)?',
    re.DOTALL,
)


def templates(html: str) -> str:
    """Return what the script puts into a page."""
    return '\n'.join(TEMPLATE.findall(html))


def words(html: str) -> set[str]:
    """Return what the script may show: texts, and what is said of buttons."""
    texts = re.findall(r'>([^<]+)<', html)
    said = re.findall(r'data-(?:export|import|clear|foreign|refused)="([^"]+)"', html)
    return {text.strip() for text in (*texts, *said)} - {''}


# -- where it is, and where not --------------------------------------------------------


def test_its_marks_are_all_that_it_adds(build: Project) -> None:
    off = build(GUIDED, builddir='off')
    without = {name: off.text(name) for name in pages(off)}
    on = build(builddir='on', confoverrides=ON)

    assert pages(on) == pages(off)
    for name, html in without.items():
        assert MARKS.sub('', on.text(name)) == html
        assert MARKS.search(html) is None
    assert not list(off.outdir.rglob('*progress*'))


def pages(result: Result) -> list[str]:
    """Return the names of all pages."""
    found = result.outdir.rglob('*.html')
    return sorted(path.relative_to(result.outdir).as_posix() for path in found)


def test_it_is_linked_on_pages_that_lead_to_articles_and_no_others(
    build: Project,
) -> None:
    announced = {'announced.rst': 'All\n===\n\n.. series-list::\n\n'}
    hub = FILES['index.rst'].replace(' other\n', ' other\n       announced\n')
    result = build(FILES | announced | {'index.rst': hub}, confoverrides=ON)

    for name in ('index', 'start', 'beans/origin'):
        assert f'{SCRIPT}?v=' in result.text(f'{name}.html')
        assert f'{STYLE_SHEET}?v=' in result.text(f'{name}.html')
    for name in ('other', 'announced', 'search', 'genindex'):
        assert 'series-progress' not in result.text(f'{name}.html')
    assert (result.outdir / '_static' / SCRIPT).exists()


def test_the_script_is_deferred_and_nothing_is_inline(build: Project) -> None:
    html = build(GUIDED, confoverrides=ON).text('index.html')

    script = next(tag for tag in re.findall(r'<script[^>]*>', html) if SCRIPT in tag)
    assert 'defer="defer"' in script
    assert 'style=' not in templates(html)
    assert not re.search(r' on\w+=', templates(html))


@pytest.mark.parametrize('builder', ['singlehtml', 'epub', 'text', 'xml'])
def test_where_articles_have_no_page_of_their_own_there_is_nothing_to_keep(
    build: Project, builder: str
) -> None:
    result = build(GUIDED, builder=builder, confoverrides=ON)

    assert not list(result.outdir.rglob('*progress*'))
    texts = [p.read_text('utf-8') for p in result.outdir.rglob('*.*html')]
    texts += [p.read_text('utf-8') for p in result.outdir.rglob('*.xml')]
    assert [text for text in texts if 'series-progress' in text] == []


def test_a_project_without_series_gets_none_of_it(build: Project) -> None:
    result = build({'index.rst': 'Plain\n=====\n'}, confoverrides=ON)

    assert not list(result.outdir.rglob('*progress*'))
    assert 'progress' not in result.text('index.html')


def test_articles_without_navigation_have_nothing_to_mark(build: Project) -> None:
    result = build(FILES, confoverrides=ON | {'series_nav': 'none'})

    assert 'series-progress' not in result.text('start.html')
    assert 'series-progress' in result.text('index.html')


# -- what there is ---------------------------------------------------------------------


@pytest.mark.parametrize('nav', ['both', 'top', 'bottom'])
def test_the_last_bar_of_an_article_has_the_box(build: Project, nav: str) -> None:
    html = build(FILES, confoverrides=ON | {'series_nav': nav}).text('start.html')

    box = (
        '<label><input type="checkbox" name="read" value="coffee/A0"> I have read this'
    )
    assert html.count(box) == 1
    last = html[html.rindex('<nav aria-label') :]
    assert box in last


def test_an_article_in_two_series_is_marked_once_for_both(build: Project) -> None:
    tea = {
        'tea.rst': 'Tea\n===\n\n.. series-hub:: tea\n',
        'index.rst': FILES['index.rst'].replace('  other\n', '  other\n       tea\n'),
        'start.rst': FILES['start.rst'] + '\n.. series-article:: tea A1\n',
    }

    html = build(FILES | tea, confoverrides=ON).text('start.html')

    buttons = re.findall(r'name="read" value="([^"]+)"', html)
    assert buttons == ['coffee/A0 tea/A1']


def test_links_name_the_articles_that_they_lead_to(build: Project) -> None:
    result = build(GUIDED, confoverrides=ON)

    hub = re.findall(
        r'<a [^>]*data-article="([^"]+)" href="([^"#]+)', result.text('index.html')
    )
    top = re.findall(
        r'<a [^>]*data-article="([^"]+)" href="([^"#]+)', result.text('start.html')
    )
    assert set(hub) == {
        ('coffee/A0', 'start.html'),
        ('coffee/A1', 'cups/bitter.html'),
        ('coffee/B1', 'cups/extraction.html'),
        ('coffee/A2', 'beans/origin.html'),
        ('coffee/B2', 'beans/varieties.html'),
    }
    assert set(top) == {pair for pair in hub if pair[0] != 'coffee/A0'}


def test_planned_articles_are_neither_named_nor_counted(build: Project) -> None:
    hub = FILES['index.rst'].replace(
        '   :status: ongoing\n', '   :status: ongoing\n       :planned: A7 Someday\n'
    )

    html = build(FILES | {'index.rst': hub}, confoverrides=ON).text('index.html')

    assert 'Someday' in html
    assert 'coffee/A7' not in html
    assert '<span></span> of 5 read' in html


def test_the_overview_and_ordered_routes_name_their_articles(build: Project) -> None:
    html = build(GUIDED, confoverrides=ON).text('index.html')

    count = re.search(r'series-progress__count" data-articles="([^"]+)"', html)
    assert count
    assert count[1] == 'coffee/A0 coffee/A1 coffee/B1 coffee/A2 coffee/B2'
    routes = re.findall(r'name="routes" value="([^"]+)" data-articles="([^"]+)"', html)
    assert routes == [
        ('coffee/in-order', 'coffee/A0 coffee/A1 coffee/A2'),
        ('coffee/with-depth', 'coffee/A0 coffee/A1 coffee/B1 coffee/A2 coffee/B2'),
    ]


def test_the_pager_has_previous_and_next_of_each_route_that_may_be_chosen(
    build: Project,
) -> None:
    html = build(GUIDED, confoverrides=ON).text('cups/bitter.html')

    pager = templates(html)
    block = pager[pager.index('<div class="series-pager__chosen"') :]
    assert block.startswith(
        '<div class="series-pager__chosen" data-routes="coffee/with-depth" hidden>\n'
        '<p class="series-pager__route">Your route: <a class="reference internal" '
        'href="../index.html#route-with-depth">With depth</a> (step 2 of 5)'
    )
    links = re.findall(r'data-article="([^"]+)" rel="(\w+)"', block)
    assert links == [('coffee/A0', 'prev'), ('coffee/B1', 'next')]
    # Those of the first route are not only for the script.
    first = TEMPLATE.sub('', html)
    links = re.findall(r'data-article="([^"]+)" rel="(\w+)"', first)
    assert links == [('coffee/A0', 'prev'), ('coffee/A2', 'next')]


def test_the_switch_can_say_which_audience_was_chosen(build: Project) -> None:
    pages = build(FILES, confoverrides=ON)

    switch = templates(pages.text('cups/bitter.html'))
    said = re.findall(r'data-audiences="([^"]+)" hidden> · your choice<', switch)
    assert said == ['coffee/A', 'coffee/B']
    assert 'data-audiences' not in pages.text('start.html')


def test_the_hub_and_the_last_article_of_a_route_name_the_next_series(
    build: Project,
) -> None:
    hub = FILES['index.rst'].replace(':status:', ':next: tea\n       :status:')
    hub = hub.replace('  other\n', '  other\n       tea\n')
    tea = 'All about tea\n=============\n\n.. series-hub:: tea\n'
    coffee = Comparison(build, 'html')
    conf = 'series_progress = True\n'
    step = coffee.edit(FILES | {'index.rst': hub, 'tea.rst': tea, 'conf.py': conf})

    named = 'Next series: <a class="reference internal" href="{}">All about tea</a>'
    finished = templates(step.built.text('index.html'))
    assert named.format('tea.html') in finished
    assert named.format('../tea.html') in step.built.text('beans/varieties.html')
    assert 'Next series' not in step.built.text('cups/bitter.html')
    renamed = tea.replace('All about tea', 'More on tea').replace(
        '=============', '=' * 11
    )
    step = coffee.edit({'tea.rst': renamed})
    assert step.differing == []
    assert 'beans/varieties' in step.written


def test_names_cannot_leave_their_attributes(build: Project) -> None:
    files = {
        'index.rst': 'Tea\n===\n\n.. series-hub:: tëa.1-x\n' + GUIDE,
        'a0.rst': article('Start', 'tëa.1-x A0'),
        'a1.rst': article('More', 'tëa.1-x A1'),
    }

    html = build(files, confoverrides=ON).text('index.html')

    assert 'value="tëa.1-x/in-order" data-articles="tëa.1-x/A0 tëa.1-x/A1">' in html


#: Titles and codes, which are the author's in each language.
OWN = ('With depth', 'A0', ': Why coffee', 'B1', ': Extraction')


# -- words -----------------------------------------------------------------------------


def test_all_words_are_in_the_pages_and_in_their_language(build: Project) -> None:
    said = {}
    for language in ('en', 'de', 'ja'):
        overrides = ON | {'language': language}
        result = build(GUIDED, builddir=language, confoverrides=overrides)
        pages = (result.text(f'{name}.html') for name in ('index', 'cups/bitter'))
        said[language] = words('\n'.join(map(templates, pages)))
        assert re.search(r'<script data-read=" [^"]+"', result.text('index.html'))

    assert {'I have read this', 'Imported.', 'of 5 read'} <= said['en']
    assert {'Ich habe das gelesen', 'Importiert.', 'von 5 gelesen'} <= said['de']
    own = {*OWN, '·'}
    assert said['en'] & said['de'] <= own
    assert said['en'] & said['ja'] <= own


def test_the_script_has_no_words_of_its_own(build: Project) -> None:
    script = build(FILES, confoverrides=ON).text(f'_static/{SCRIPT}')

    code = re.sub(r'/\*(?:.|\n)*?\*/|//.*', '', script)
    literals = re.findall(r"'([^']*)'", code)

    assert 'storage' in literals
    assert {text for text in literals if ' ' in text and text[0] != '.'} == {' '}


def test_none_of_it_is_found_by_the_search(build: Project) -> None:
    result = build(FILES, confoverrides=ON)

    index = result.text('searchindex.js')
    terms = json.loads(index[index.index('(') + 1 : -1])['terms']
    assert not {'export', 'import', 'undo', 'browser', 'progress'} & terms.keys()


# -- incremental builds ----------------------------------------------------------------


def test_turning_it_on_and_off_writes_what_it_is_on_and_leaves_nothing(
    build: Project,
) -> None:
    coffee = Comparison(build, 'html')
    coffee.edit(GUIDED | {'conf.py': ''})

    on = coffee.edit({'conf.py': 'series_progress = True\n'})
    off = coffee.edit({'conf.py': 'series_progress = False\n'})

    assert on.differing == off.differing == []
    articles = {n.removesuffix('.rst') for n in FILES} - {'other'}
    assert on.written == off.written == articles
    assert not list(off.built.outdir.rglob('*progress*'))


def test_a_code_that_changes_is_changed_in_the_overview(build: Project) -> None:
    parts = FILES['index.rst'].replace(':title:', ':parts: overview\n       :title:')
    coffee = Comparison(build, 'html')
    coffee.edit(FILES | {'index.rst': parts, 'conf.py': 'series_progress = True\n'})

    moved = FILES['beans/varieties.rst'].replace('coffee B2', 'coffee B2b')
    step = coffee.edit({'beans/varieties.rst': moved})

    assert step.differing == []
    assert 'coffee/B2b' in step.built.text('index.html')
