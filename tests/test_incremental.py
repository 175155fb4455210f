"""After any edit, pages are those of a clean build, and none is written without need.

Named edits come first, each with the pages it writes; then edits at random.  In CI
these are few and always the same; ``SERIES_SOAK=1000`` asks for so many steps of each
kind, and for others each time.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from coffee import FILES, HUB, article
from comparison import Comparison
from conftest import COLOUR, Project
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from random_project import EDITS, Library
from sphinx.errors import ExtensionError

from sphinxext_series.environment.domain import SeriesDomain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from random import Random

    from conftest import Result


# A theme that shows nothing around the text but Previous and Next.
PLAIN = "html_theme = 'basic'\n"
COFFEE = {**FILES, 'conf.py': PLAIN}
ARTICLES = {
    'start', 'cups/bitter', 'cups/extraction', 'beans/origin', 'beans/varieties'
}  # fmt: skip
EVERY_PAGE = {*ARTICLES, 'index', 'other'}
PAIRS = '          What makes a *good* cup\n          Beans\n'


@pytest.fixture
def coffee(build: Project) -> Comparison:
    """Return the coffee series, built once."""
    comparison = Comparison(build)
    comparison.edit(COFFEE)
    return comparison


@pytest.fixture(scope='module')
def _kept() -> list[Comparison]:
    """Return where the coffee series is kept, as long as it is what it was at first."""
    return []


@pytest.fixture
def kept(
    _kept: list[Comparison],
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Comparison]:
    """Return the coffee series, for tests that take back what they do to it."""
    if not _kept:
        _kept.append(Comparison(Project(tmp_path_factory.mktemp('kept'))))
        _kept[0].edit(COFFEE)
    failures = request.session.testsfailed
    yield _kept[0]
    _kept[0].project.close()
    if request.session.testsfailed != failures:
        _kept.clear()


# -- one edit, one property ------------------------------------------------------------


def test_a_build_without_an_edit_reads_and_writes_nothing(coffee: Comparison) -> None:
    step = coffee.edit({})

    assert step.written == set()
    assert '0 added, 0 changed, 0 removed' in step.built.app.status.getvalue()
    assert 'pickling environment' not in step.built.app.status.getvalue()


@pytest.mark.parametrize('theme', ['alabaster', 'furo'])
def test_an_edit_of_a_body_writes_one_page(build: Project, theme: str) -> None:
    coffee = Comparison(build)
    coffee.edit({**FILES, 'conf.py': f"html_theme = '{theme}'\n"})
    text = FILES['beans/origin.rst'].replace('The text of', 'A better text of')

    step = coffee.edit({'beans/origin.rst': text})

    assert step.written == {'beans/origin'}
    assert step.differing == []


@pytest.mark.parametrize('theme', ['alabaster', 'furo'])
def test_a_new_section_is_shown_by_the_pages_that_list_it(
    build: Project, theme: str
) -> None:
    coffee = Comparison(build)
    coffee.edit({**FILES, 'conf.py': f"html_theme = '{theme}'\n"})
    text = FILES['beans/origin.rst'] + '\nHarvest\n-------\n\nBy hand.\n'

    step = coffee.edit({'beans/origin.rst': text})

    assert step.differing == []


def test_a_text_that_takes_longer_to_read_is_shown_with_its_minutes(
    coffee: Comparison,
) -> None:
    text = FILES['beans/varieties.rst'] + '\nWords.\n' * 300

    longer = coffee.edit({'beans/varieties.rst': text})
    hardly = coffee.edit({'beans/varieties.rst': text + '\nOne more.\n'})

    assert longer.written == {'beans/varieties', 'cups/extraction', 'index'}
    assert longer.needless == set()
    assert hardly.written == {'beans/varieties'}
    assert longer.differing == hardly.differing == []


def test_a_renamed_article_is_renamed_wherever_it_is_shown(coffee: Comparison) -> None:
    renamed = article('Water', 'coffee B1', 'What a refractometer tells.', minutes='9')

    step = coffee.edit({'cups/extraction.rst': renamed})

    assert step.differing == []
    assert step.needless == set()
    for page in ('index', 'cups/bitter', 'beans/varieties'):
        assert 'Water' in step.built.text(f'{page}.html')
        assert 'Extraction' not in step.built.text(f'{page}.html')


_NAMED: dict[str, tuple[Mapping[str, str | None], set[str]]] = {
    'title': (
        {'beans/origin.rst': article('Farms', 'coffee A2', 'A short tour.')},
        EVERY_PAGE - {'other'},
    ),
    'title that a reference shows': (
        {'cups/bitter.rst': article('Sour', 'coffee A1', 'Three.', requires='A0')},
        EVERY_PAGE,
    ),
    'summary': (
        {'beans/origin.rst': article('Where beans come from', 'coffee A2', 'Long.')},
        {'beans/origin', 'index'},
    ),
    'minutes': (
        {
            'beans/varieties.rst': article(
                'Varieties', 'coffee B2', 'Arabica and others.', minutes='20'
            )
        },
        # B1 says how long the rest of its route takes.
        {'beans/varieties', 'cups/extraction', 'index'},
    ),
    'code': (
        {'beans/varieties.rst': article('Varieties', 'coffee B3', 'Arabica.')},
        EVERY_PAGE - {'other'},
    ),
    'two codes swapped': (
        {
            'cups/extraction.rst': article('Extraction', 'coffee B2', 'What.'),
            'beans/varieties.rst': article('Varieties', 'coffee B1', 'Arabica.'),
        },
        EVERY_PAGE - {'other'},
    ),
    'draft': (
        {'beans/origin.rst': article('Farms', 'coffee A2', status='draft')},
        EVERY_PAGE - {'other'},
    ),
    'planned': (
        {'beans/origin.rst': article('Farms', 'coffee A2', status='planned')},
        EVERY_PAGE - {'other'},
    ),
    'added': (
        {'roast.rst': article('Roasting', 'coffee A3')},
        {*EVERY_PAGE, 'roast'} - {'other'},
    ),
    'deleted': (
        {'beans/varieties.rst': None},
        EVERY_PAGE - {'other', 'beans/varieties'},
    ),
    'moved to another file': (
        {'beans/varieties.rst': None, 'b/kinds.rst': FILES['beans/varieties.rst']},
        {*EVERY_PAGE, 'b/kinds'} - {'other', 'beans/varieties'},
    ),
    'out of the series': (
        {'beans/varieties.rst': 'Varieties\n=========\n\nWords.\n'},
        EVERY_PAGE - {'other'},
    ),
    'broken': (
        {'beans/varieties.rst': article('Varieties', 'coffee 2B', 'Arabica.')},
        EVERY_PAGE - {'other'},
    ),
    'titles of pairs swapped': (
        {'index.rst': HUB.replace(
            PAIRS, '          Beans\n          What makes a *good* cup\n'
        )},
        EVERY_PAGE - {'start', 'other'},
    ),
    'description': (
        {'index.rst': HUB.replace('From bean to cup', 'From cup to bean')},
        {'index'},
    ),
    'dates, which no hub shows': (
        {
            'beans/origin.rst': article(
                'Where beans come from', 'coffee A2', 'A short tour.',
                published='2026-01-01', updated='2026-02-01',
            )
        },
        {'beans/origin'},
    ),
    'parts': (
        {'index.rst': HUB.replace(
            ':title: Coffee', ':parts: index\n       :title: Coffee'
        )},
        {'index'},
    ),
    'audiences': (
        {'index.rst': HUB.replace(
            ':title: Coffee', ':audiences: A Drinker, B Roaster\n       :title: Coffee'
        )},
        EVERY_PAGE - {'other'},
    ),
    'hub becomes an ordinary page': (
        {'index.rst': 'Coffee\n======\n\n.. toctree::\n\n   other\n'},
        EVERY_PAGE,
    ),
}  # fmt: skip


@pytest.mark.parametrize('name', _NAMED)
def test_an_edit_writes_the_pages_that_show_it_and_can_be_taken_back(
    kept: Comparison, name: str
) -> None:
    changes, written = _NAMED[name]

    step = kept.edit(changes)
    back = kept.edit({n: COFFEE.get(n) for n in changes})

    assert step.differing == back.differing == []
    assert step.needless == back.needless == set()
    assert step.written <= written


@pytest.mark.parametrize('above', ['', '.. toctree::\n   :hidden:\n\n   last\n\n'])
def test_a_hub_shows_what_lies_deep_below_its_own_toctree(
    build: Project, above: str
) -> None:
    root = 'Root\n====\n\n.. series-hub:: tea\n\n'
    root += f'{above}.. toctree::\n\n   coffee\n'
    coffee = Comparison(build, 'text')
    files = {n: text for n, text in FILES.items() if n != 'index.rst'}
    files |= {'index.rst': root, 'coffee.rst': HUB, 'last.rst': 'Last\n====\n'}
    coffee.edit(files)

    step = coffee.edit({'beans/origin.rst': article('Farms', 'coffee A2')})
    other = FILES['other.rst'] + '\n        Beyond\n        ------\n\n        More.\n'
    further = coffee.edit({'other.rst': other})

    assert step.differing == further.differing == []
    assert 'Farms' in step.built.text('index.txt')
    assert 'Beyond' in further.built.text('index.txt')


def test_what_a_hidden_toctree_leads_to_is_not_shown(build: Project) -> None:
    root = 'Root\n====\n\n.. series-hub:: tea\n\n'
    root += '.. toctree::\n   :hidden:\n\n   coffee\n'
    coffee = Comparison(build, 'text')
    files = {n: text for n, text in FILES.items() if n != 'index.rst'}
    coffee.edit({**files, 'index.rst': root, 'coffee.rst': HUB})

    step = coffee.edit({'beans/origin.rst': article('Farms', 'coffee A2')})

    assert 'index' not in step.written
    assert step.differing == []


def test_a_chapter_above_a_hub_is_renamed_in_the_breadcrumbs_of_its_articles(
    build: Project,
) -> None:
    def chapter(title: str) -> str:
        return f'{title}\n=======\n\n.. toctree::\n\n   middle\n'

    files = {n: text for n, text in COFFEE.items() if n != 'index.rst'}
    files |= {
        'index.rst': 'Root\n====\n\n.. toctree::\n\n   chapter\n',
        'chapter.rst': chapter('Drinks'),
        'middle.rst': 'Hot\n===\n\n.. toctree::\n\n   coffee\n',
        'coffee.rst': HUB,
    }
    coffee = Comparison(build)
    coffee.edit(files)

    step = coffee.edit({'chapter.rst': chapter('Potions')})

    assert 'Potions' in step.built.text('beans/origin.html')
    assert step.differing == []


def test_a_left_out_article_keeps_no_link_to_what_is_gone(build: Project) -> None:
    coffee = Comparison(build)
    roast = {
        'roast.rst': article('Roasting', 'coffee B9'),
        'taken.rst': article('Taken', 'coffee B9'),
    }
    coffee.edit({**COFFEE, **roast})
    before = coffee.edit({}).built.text('taken.html')

    step = coffee.edit({'beans/varieties.rst': None, 'cups/extraction.rst': None})
    renamed = coffee.edit({'roast.rst': article('Heat', 'coffee B9')})

    assert 'title="previous chapter">Roasting' in before
    assert 'title="previous chapter">Heat' in renamed.built.text('taken.html')
    assert step.differing == renamed.differing == []


def test_two_hubs_of_one_series_and_one_again(coffee: Comparison) -> None:
    second = 'Second\n======\n\n.. series-hub:: coffee\n   :title: Other\n'

    doubled = coffee.edit({'a.rst': second})
    single = coffee.edit({'a.rst': None})

    assert doubled.differing == single.differing == []
    assert any('series.duplicate' in line for line in doubled.built.warnings)
    assert not any('series.duplicate' in line for line in single.built.warnings)


@pytest.mark.parametrize(
    ('value', 'written'),
    [
        # The hub is written with them: Sphinx writes their parent in toctrees.
        ("series_nav = 'none'", {*ARTICLES, 'index'}),
        # Also the one with minutes of its own: it says how long the rest takes.
        ('series_words_per_minute = 1', {*ARTICLES, 'index'}),
        ("series_relations = 'toctree'", {*ARTICLES, 'index'}),
        ('series_drafts = True', set()),
        ("series_planned = 'hide'", set()),
        ('series_progress = True', {*ARTICLES, 'index'}),
        ('series_json = False', set()),
        ('series_listing = False', set()),
        ("series_toctree = 'none'", {*ARTICLES, 'index', 'other'}),
    ],
)
def test_a_value_of_the_configuration_writes_what_depends_on_it(
    build: Project, value: str, written: set[str]
) -> None:
    coffee = Comparison(build, 'html')
    coffee.edit(COFFEE)

    step = coffee.edit({'conf.py': f'{PLAIN}{value}\n'})

    assert step.differing == []
    assert '0 added, 0 changed, 0 removed' in step.built.app.status.getvalue()
    assert step.written <= written


def test_with_refresh_of_the_site_every_page_is_put_right(build: Project) -> None:
    coffee = Comparison(build)
    conf = "html_theme = 'furo'\nseries_refresh = 'site'\n"
    coffee.edit({**FILES, 'conf.py': conf})
    renamed = article('Farms', 'coffee A2', 'A short tour.')

    step = coffee.edit({'beans/origin.rst': renamed})

    assert step.differing == []
    assert 'Farms' in step.built.text('other.html')


def test_next_on_a_hub_passes_over_a_document_that_is_gone(build: Project) -> None:
    text = '.. toctree::\n\n   gone\n   other\n\n.. series-hub:: coffee\n'
    coffee = Comparison(build)
    hub = {'index.rst': f'Hub\n===\n\n{text}', 'gone.rst': 'Gone\n====\n'}
    coffee.edit({**COFFEE, **hub})

    step = coffee.edit({'gone.rst': None})

    assert step.differing == []
    assert 'title="next chapter">Something else' in step.built.text('index.html')
    back = coffee.edit({'gone.rst': 'Gone\n====\n'})
    assert back.differing == []
    assert 'title="next chapter">Gone' in back.built.text('index.html')


@pytest.mark.parametrize('relations', ['series', 'toctree'])
def test_next_of_the_toctree_passes_over_a_document_that_is_gone(
    build: Project, relations: str
) -> None:
    toctree = '.. toctree::\n\n   hub\n   beans/varieties\n   gone\n   other\n   last\n'
    files = {n: text for n, text in COFFEE.items() if n != 'index.rst'}
    files |= {f'{n}.rst': f'{n}\n=======\n' for n in ('gone', 'last')}
    files['index.rst'] = f'Root\n====\n\n{toctree}'
    files['hub.rst'] = 'Hub\n===\n\n.. series-hub:: coffee\n   :toctree: none\n'
    files['conf.py'] = f"{PLAIN}series_relations = '{relations}'\n"
    coffee = Comparison(build)
    coffee.edit(files)

    fewer = coffee.edit({'gone.rst': None})
    none = coffee.edit({'beans/varieties.rst': None})
    renamed = coffee.edit({'other.rst': 'Renamed\n=======\n'})
    back = coffee.edit({n: files[n] for n in ('beans/varieties.rst', 'gone.rst')})

    assert fewer.differing == none.differing == back.differing == []
    assert renamed.differing == []


def test_next_on_any_page_passes_over_what_is_gone_if_all_are_put_right(
    build: Project,
) -> None:
    coffee = Comparison(build)
    toctree = '.. toctree::\n\n   hub\n   other\n   gone\n   last\n'
    coffee.edit(
        {
            **COFFEE,
            'conf.py': f"{PLAIN}series_refresh = 'site'\n",
            'index.rst': f'Root\n====\n\n{toctree}',
            'hub.rst': HUB.partition('.. toctree::')[0],
            **{f'{n}.rst': f'{n}\n====\n' for n in ('gone', 'last')},
        }
    )

    step = coffee.edit({'gone.rst': None})

    assert step.differing == []
    assert 'title="next chapter">last' in step.built.text('other.html')


def test_a_page_that_only_refers_to_a_series_lists_what_there_is(
    build: Project,
) -> None:
    coffee = Comparison(build)
    other = FILES['other.rst'] + '\n        .. toctree::\n\n           gone\n'
    coffee.edit({**COFFEE, 'other.rst': other, 'gone.rst': 'Gone\n====\n'})

    step = coffee.edit({'gone.rst': None})

    assert 'other' in step.written
    assert 'Gone' not in step.built.text('other.html').partition('id="searchbox"')[0]


def test_words_that_nobody_reads_take_no_time(build: Project) -> None:
    # docutils says once for each language that it does not know a directive's name.
    text = FILES['beans/varieties.rst'] + 'Words. ' * 97
    files = {
        **COFFEE,
        'conf.py': f"{PLAIN}language = 'de'\nseries_words_per_minute = 10\n",
        'aaa.rst': ':orphan:\n\nFirst\n=====\n\n.. |x| replace:: y\n',
        'beans/varieties.rst': f'.. |a| replace:: b c\n\n.. A comment.\n\n{text}',
    }
    coffee = Comparison(build)
    coffee.edit(files)

    step = coffee.edit({'beans/varieties.rst': f'.. |a| replace:: b c\n\n{text}'})

    assert step.differing == []


def test_adopted_articles_are_renamed_in_the_sidebar_of_every_article(
    build: Project,
) -> None:
    coffee = Comparison(build)
    coffee.edit({**FILES, 'conf.py': "html_theme = 'furo'\nseries_nav = 'none'\n"})

    step = coffee.edit({'beans/origin.rst': article('Farms', 'coffee A2', 'A tour.')})

    assert step.differing == []
    assert step.written == EVERY_PAGE - {'other'}
    assert all('Farms' in step.built.text(f'{page}.html') for page in ARTICLES)


def test_an_article_moved_to_another_toctree_moves_in_every_sidebar(
    build: Project,
) -> None:
    coffee = Comparison(build)
    coffee.edit({**FILES, 'conf.py': "html_theme = 'furo'\nseries_nav = 'none'\n"})
    toctree = '\n.. toctree::\n\n   /beans/varieties\n'
    plain = 'Something else\n==============\n'

    moved = coffee.edit({'other.rst': plain + toctree})
    back = coffee.edit({'other.rst': plain})

    assert moved.differing == back.differing == []
    assert moved.needless == back.needless == set()


LONG = {
    'conf.py': PLAIN,
    'index.rst': """
        Start
        =====

        .. series-hub:: coffee

        .. toctree::

           other
    """,
    'other.rst': FILES['other.rst'],
    **{
        f'a{n:02}.rst': article(f'Article {n}', f'coffee {"AB"[n % 2]}{n // 2 + 1}')
        for n in range(0, 80, 2)
    },
}


@pytest.mark.parametrize(
    ('edit', 'others'),
    [
        pytest.param(
            {'more.rst': article('One more', 'coffee A20b')},
            {'more', 'a38', 'a40'},
            id='add',
        ),
        pytest.param({'a38.rst': None}, {'a36', 'a40'}, id='delete'),
        pytest.param(
            {'a38.rst': article('Another title', 'coffee A20')},
            {'a36', 'a38', 'a40'},
            id='retitle',
        ),
    ],
)
def test_an_edit_in_a_long_series_writes_the_hub_and_the_neighbours(
    build: Project, edit: dict[str, str | None], others: set[str]
) -> None:
    long = Comparison(build)
    long.edit(LONG)

    step = long.edit(edit)

    assert step.written == {'index', *others}
    assert step.differing == []


def test_a_long_series_has_no_totals_in_its_articles(build: Project) -> None:
    page = build(LONG).text('a38.html')
    text = build(builder='text').text('a38.txt')

    assert '>Pair 20</span>' in page
    assert '(step' not in page
    assert '(Pair 20)' in text


TEA = {
    'conf.py': PLAIN + "html_sidebars = {'**': ['globaltoc.html']}\n",
    'tea.rst': 'Tea\n===\n\n.. series-hub:: tea\n',
    'green.rst': article('Green tea', 'tea A1'),
    'index.rst': HUB.replace('other\n', 'other\n       tea\n'),
}


def test_a_title_in_one_series_leaves_the_articles_of_others(build: Project) -> None:
    both = Comparison(build)
    both.edit({**FILES, **TEA})

    step = both.edit({'green.rst': article('Black tea', 'tea A1')})

    # Sphinx writes the toctree's parent; the next page there names its neighbour.
    assert step.written == {'green', 'tea', 'index', 'start'}


#: A hub that is not the root document, in a theme without sidebars.
LISTED = {
    'conf.py': PLAIN,
    'index.rst': 'Start\n=====\n\n.. toctree::\n\n   tea\n',
    'tea.rst': 'Tea\n===\n\n.. series-hub:: tea\n',
    'green.rst': article('Green tea', 'tea A1', 'Steamed.'),
}


@pytest.mark.parametrize(
    ('title', 'summary', 'written'),
    [
        ('Green tea', 'Pan-fired.', {'green', 'tea'}),
        ('Black tea', 'Steamed.', {'green', 'tea', 'index'}),
    ],
)
def test_a_page_that_lists_a_hub_is_written_when_its_list_changes(
    build: Project, title: str, summary: str, written: set[str]
) -> None:
    both = Comparison(build)
    both.edit(LISTED)

    step = both.edit({'green.rst': article(title, 'tea A1', summary)})

    assert step.written == written
    assert step.differing == []


def test_a_page_that_lists_a_hub_is_written_when_it_names_a_new_title(
    build: Project,
) -> None:
    both = Comparison(build)
    hub = LISTED['tea.rst'] + '   :toctree: relations\n'
    index = LISTED['index.rst'] + '\nBegin with :doc:`green`.\n'
    both.edit({**LISTED, 'tea.rst': hub, 'index.rst': index})

    step = both.edit({'green.rst': article('Black tea', 'tea A1', 'Steamed.')})

    assert 'Begin with <a class="reference internal" href="green.html">' in (
        step.built.text('index.html')
    )
    assert step.written == {'green', 'tea', 'index'}
    assert step.differing == []


def test_sphinx_knows_after_a_build_which_page_lists_a_hub(build: Project) -> None:
    built = build({**LISTED, 'green.rst': article('Black tea', 'tea A1')})

    assert built.app.env.files_to_rebuild == {'tea': {'index'}, 'green': {'tea'}}


def test_with_refresh_of_the_site_a_title_reaches_the_articles_of_others(
    build: Project,
) -> None:
    both = Comparison(build)
    conf = "html_theme = 'furo'\nseries_refresh = 'site'\n"
    both.edit({**FILES, **TEA, 'conf.py': conf})

    step = both.edit({'green.rst': article('Black tea', 'tea A1')})

    assert 'Black tea' in step.built.text('beans/varieties.html')
    assert step.differing == []


#: What pages refer to, or show links to, and how it is defined on another one.
DEFINED = {
    ':term:`bean`': '.. glossary::\n\n   bean\n      A seed.',
    ':py:func:`brew`': '.. py:function:: brew()',
    ':option:`mill --fine`': '.. program:: mill\n\n.. option:: --fine',
    ':eq:`energy`': '.. math:: E\n   :label: energy',
    'No reference.': '.. py:module:: roast',
}


def _defined(refresh: str) -> dict[str, str]:
    """Return two empty pages, and one for each thing that may be defined on them."""
    pages = {
        f'reader{n}.rst': f'Reader {n}\n========\n\n{text}\n'
        for n, text in enumerate(DEFINED)
    }
    conf = f"{PLAIN}series_refresh = '{refresh}'\nnitpicky = False\n"
    return {**COFFEE, **pages, **NOTHING, 'conf.py': conf}


NOTHING = {f'{name}.rst': f'{name}\n======\n' for name in ('place', 'towards')}
EVERYTHING = '\n' + '\n\n'.join(DEFINED.values()) + '\n'


def test_with_refresh_of_the_site_what_is_defined_reaches_all_that_refer_to_it(
    build: Project,
) -> None:
    coffee = Comparison(build)
    coffee.edit(_defined('site'))
    moved = {**NOTHING, 'towards.rst': NOTHING['towards.rst'] + EVERYTHING}

    step = coffee.edit({'place.rst': NOTHING['place.rst'] + EVERYTHING})
    away = coffee.edit(moved)

    assert step.written == away.written == step.built.app.env.found_docs
    assert 'py-modindex.html' in step.built.text('cups/bitter.html')
    assert 'towards.html#term-bean' in away.built.text('reader0.html')
    assert step.differing == away.differing == []


def test_with_refresh_of_series_what_is_defined_elsewhere_writes_no_page(
    build: Project,
) -> None:
    coffee = Comparison(build)
    coffee.edit(_defined('series'))

    step = coffee.edit({'place.rst': NOTHING['place.rst'] + EVERYTHING})

    # As the configuration page says: they lack the link until they are written.
    assert step.written == {'place'}
    assert 'py-modindex.html' not in step.built.text('cups/bitter.html')


#: A tree of the site in a template that another one of the project includes.
OWN_TREE = {
    'conf.py': PLAIN + "templates_path = ['_templates']\n",
    '_templates/page.html': """
        {% extends "!page.html" %}
        {% block relbar2 %}{% include ['none.html', 'tree.html'] %}{% endblock %}
        """,
    '_templates/tree.html': "{{ toctree(**{'collapse': False}) }}",
}


def test_a_new_section_is_shown_by_a_tree_of_the_whole_site(build: Project) -> None:
    coffee = Comparison(build)
    coffee.edit({**FILES, **OWN_TREE})
    text = FILES['beans/origin.rst'] + '\nHarvest\n-------\n\nBy hand.\n'

    step = coffee.edit({'beans/origin.rst': text})

    assert '>Harvest</a>' in step.built.text('beans/varieties.html')
    assert step.differing == []


@pytest.mark.parametrize('tree', [{}, OWN_TREE], ids=['sidebar', 'template'])
def test_a_hub_that_moves_moves_in_the_sidebars_of_other_series(
    build: Project, tree: dict[str, str]
) -> None:
    both = Comparison(build)
    both.edit({**FILES, **TEA, **tree})
    other = FILES['other.rst'] + '\n        .. toctree::\n\n           tea\n'

    step = both.edit({'index.rst': HUB, 'other.rst': other})

    assert step.differing == []
    assert step.written >= ARTICLES


def test_a_hub_that_moves_moves_in_the_breadcrumbs_of_its_articles(
    build: Project,
) -> None:
    root = 'Root\n====\n\n.. toctree::\n\n   chapter\n'
    chapter = {'chapter.rst': 'Drinks\n======\n'}
    files = {n: text for n, text in COFFEE.items() if n != 'index.rst'}
    coffee = Comparison(build)
    coffee.edit({**files, **chapter, 'index.rst': f'{root}   hub\n', 'hub.rst': HUB})
    below = chapter['chapter.rst'] + '\n.. toctree::\n\n   hub\n'

    moved = coffee.edit({'index.rst': root, 'chapter.rst': below})
    page = moved.built.text('beans/origin.html')
    back = coffee.edit({**chapter, 'index.rst': f'{root}   hub\n'})

    assert '>Drinks</a>' in page
    assert moved.differing == back.differing == []


@pytest.mark.filterwarnings('ignore:.*MystReferenceResolver.app')
@pytest.mark.parametrize('markup', ['rst', 'md'])
def test_an_article_calls_documents_and_sections_by_their_new_titles(
    build: Project, markup: str
) -> None:
    text = {
        'rst': 'Far\n===\n\n.. series-article:: coffee B9\n\n'
        '   Words.\n\n:doc:`other`, :ref:`grind`, :doc:`kept <other>`.\n',
        'md': '# Far\n\n```{series-article} coffee B9\n\nWords.\n```\n\n'
        '[](other.md), [](#grind), [kept](other.md).\n',
    }
    coffee = Comparison(build, 'text')
    other = 'Something else\n==============\n\n.. _grind:\n\nFine\n----\n\nText.\n'
    files = {n: t for n, t in COFFEE.items() if n != 'other.rst'}
    files['conf.py'] = f"{PLAIN}extensions.append('myst_parser')\n"
    name, suffix = ('other', '.rst') if markup == 'rst' else ('other', '.md')
    if suffix == '.md':
        other = '# Something else\n\n(grind)=\n\n## Fine\n\nText.\n'
    coffee.edit({**files, f'{name}{suffix}': other, f'far.{markup}': text[markup]})
    renamed = other.replace('Something else', 'Something new.').replace('Fine', 'Dust')

    step = coffee.edit({f'{name}{suffix}': renamed})

    assert 'Something new., Dust, kept.' in step.built.text('far.txt')
    assert step.written == {'far', 'other', 'index'}
    assert step.differing == []


def test_dates_that_no_page_shows_write_no_other_page(coffee: Comparison) -> None:
    title, code, body = 'Where beans come from', 'coffee A2', 'A short tour.'
    dated = article(title, code, body, published='2026-01-02', updated='2026-02-03')

    step = coffee.edit({'beans/origin.rst': dated})

    assert step.written == {'beans/origin'}
    assert step.differing == []


@pytest.mark.parametrize('hub', ['index', 'hub'])
def test_two_builders_that_take_turns_write_nothing(build: Project, hub: str) -> None:
    front = {'index.rst': 'Start\n=====\n\n.. toctree::\n\n   hub\n'}
    build({**COFFEE, **front, f'{hub}.rst': HUB})
    build(builder='text')
    build({'beans/origin.rst': RENAMED})
    before = [_times(build(builder=name)) for name in ('text', 'html')]

    after = [_times(build(builder=name)) for name in ('text', 'html')]

    assert after == before


def _times(built: Result) -> dict[str, int]:
    """Return when the pages were written."""
    paths = [*built.outdir.rglob('*.html'), *built.outdir.rglob('*.txt')]
    always = {'genindex.html', 'search.html'}
    return {str(p): p.stat().st_mtime_ns for p in paths if p.name not in always}


def test_an_edition_that_had_no_articles_lists_the_first(build: Project) -> None:
    coffee = Comparison(build, 'text')
    book = 'A book\n======\n\n.. series-edition:: coffee\n   :articles: A0\n'
    first = {'start.rst': None, 'book.rst': book}
    coffee.edit({**COFFEE, **first})

    step = coffee.edit({'start.rst': COFFEE['start.rst']})

    assert '* A0: ' in step.built.text('book.txt')
    assert step.differing == []


def test_a_whole_output_that_loses_its_last_article_lists_none(build: Project) -> None:
    coffee = Comparison(build, 'latex')
    book = 'A book\n======\n\n.. series-edition:: coffee\n   :articles: A0\n'
    conf = f"{PLAIN}root_doc = 'book'\n"
    coffee.edit({**COFFEE, 'book.rst': book, 'conf.py': conf})

    step = coffee.edit({'start.rst': None})

    assert [name for name in step.differing if '[series.edition]' not in name] == []


def test_a_book_of_latex_gets_an_article_more(build: Project) -> None:
    coffee = Comparison(build, 'latex')
    book = 'A book\n======\n\n.. series-edition:: coffee\n   :articles: A*\n'
    coffee.edit({**COFFEE, 'book.rst': book})

    step = coffee.edit({'roast.rst': article('Roasting', 'coffee A9')})

    assert 'Roasting' in step.built.text('book.tex')
    assert step.differing == []
    # The same doctrees, now without the book.
    assert 'Roasting' in build(builder='text').text('book.txt')


# -- at random -------------------------------------------------------------------------

SOAK = int(os.environ.get('SERIES_SOAK', '0'))
STEPS = 50 if SOAK else 4
RANDOM = st.randoms(use_true_random=False)
#: Where builds are killed: before and after the environment is kept, on the way, and
#: after a while, wherever they are.
STOPS = (
    '',
    'env-before-read-docs',
    'doctree-read',
    'env-updated',
    'env-get-updated',
    'write-started',
    'doctree-resolved',
    'build-finished',
)


#: What is tried in thousands of steps only.
MORE = (
    ('epub', 1, 'series', 'epub'),
    ('singlehtml', 2, 'series', 'furo'),
    ('text xml', 2, 'site', ''),
    ('latex', 1, 'series', ''),
    ('html xml', 1, 'series', 'basic'),
)


class Edits(RuleBasedStateMachine):
    """A library that is edited and built, each time incrementally and from nothing."""

    configuration: tuple[str, int, str, str]

    def __init__(self) -> None:
        super().__init__()
        self.directory = Path(tempfile.mkdtemp())
        self.project = Project(self.directory)
        builders, parallel, self.refresh, self.theme = self.configuration
        self.comparison, *self.others = (
            Comparison(self.project, builder, parallel=parallel)
            for builder in builders.split()
        )
        self.library = Library()

    @initialize(random=RANDOM, size=st.integers(8, 30 if SOAK else 9))
    def start(self, random: Random, size: int) -> None:
        """Fill the library."""
        strict = {'latex', 'singlehtml', 'epub'}
        outputs = [self.comparison, *self.others]
        tidy = any(output.builder in strict for output in outputs)
        self.library = Library.of(random, size, tidy=tidy)
        self.library.config |= {
            'html_theme': self.theme,
            'series_refresh': self.refresh,
            # With these, what is read depends on the builder that reads it first.
            'smartquotes': not self.others,
        }
        self.comparison.step(self.library.files())

    @rule(edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=3), random=RANDOM)
    def edit(
        self, edits: list[Callable[[Library, Random], None]], random: Random
    ) -> None:
        """Edit, build, and compare."""
        for edit in edits:
            edit(self.library, random)

        step = self.comparison.step(self.library.files())

        assert step.differing == []
        # Not each time: the other output falls back by several edits.
        for other in self.others if random.random() < 0.5 else ():
            assert other.step(self.library.files()).differing == []

    @rule(
        edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=2),
        event=st.sampled_from(STOPS),
        times=st.integers(1, 9),
        random=RANDOM,
    )
    def stop_and_undo(
        self,
        edits: list[Callable[[Library, Random], None]],
        event: str,
        times: int,
        random: Random,
    ) -> None:
        """Edit, have the build killed, undo the edit, build, and compare."""
        edited = deepcopy(self.library)
        for edit in edits:
            edit(edited, random)

        self.comparison.stop(edited.files(), event, times)
        step = self.comparison.step(self.library.files())

        assert step.differing == []

    def teardown(self) -> None:
        """Take everything away."""
        self.project.close()
        shutil.rmtree(self.directory)


@pytest.mark.parametrize(
    'configuration',
    [
        ('html', 1, 'series', 'basic'),
        ('dirhtml', 2, 'series', 'furo'),
        ('text latex', 2, 'series', ''),
        ('xml', 1, 'series', ''),
        ('html', 2, 'site', 'furo'),
        *(MORE if SOAK else ()),
    ],
    ids=str,
)
def test_after_random_edits_pages_are_those_of_a_clean_build(
    configuration: tuple[str, int, str, str],
) -> None:
    class Configured(Edits):
        pass

    Configured.configuration = configuration

    run_state_machine_as_test(
        Configured,
        settings=settings(
            deadline=None,
            derandomize=not SOAK,
            database=None,
            max_examples=max(2, SOAK // STEPS),
            stateful_step_count=STEPS,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink] if SOAK else [Phase.generate],
        ),
    )


# -- every output on its own -----------------------------------------------------------

RENAMED = article('Farms', 'coffee A2', 'A short tour.')


def _updating(built: Result) -> str:
    """Return what Sphinx says of the documents that it reads."""
    said = COLOUR.sub('', built.app.status.getvalue())
    return said.partition('updating environment: ')[2].partition('\n')[0].strip()


FAILS = """
def fail(app, builder):
    raise RuntimeError

def setup(app):
    app.connect('write-started', fail)
"""
KILLED = """
import os, signal

def kill(app, builder):
    if app.tags.has('kill'):
        os.kill(os.getpid(), signal.SIGKILL)

def setup(app):
    app.connect('write-started', kill)
"""

GENERATED = """
from pathlib import Path

def generate(app, docname, source):
    if docname == 'beans/origin':
        (name,) = (app.srcdir / 'name.txt').read_text().split()
        source[0] = source[0].replace('Where beans come from', name)

def also(app, env, docnames):
    if docnames and 'beans/origin' not in docnames:
        docnames.append('beans/origin')

def setup(app):
    app.connect('source-read', generate)
    app.connect('env-before-read-docs', also, priority=900)
"""


def _pages(directory: Path) -> dict[str, bytes]:
    """Return all files of an output but those that tell when it was made."""
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob('*'))
        if path.is_file() and path.name not in {'.buildinfo', 'environment.pickle'}
    }


def test_two_builders_on_one_environment_are_both_right(build: Project) -> None:
    # With smartquotes, what is read depends on the builder that reads it first.
    files = {**FILES, 'conf.py': f'{PLAIN}smartquotes = False\n'}
    build(files)
    build(builder='text')
    build({'beans/origin.rst': RENAMED, 'cups/extraction.rst': None})
    html, text = build(), build(builder='text')

    assert 'Farms' in text.text('beans/varieties.txt')
    for built in (html, text):
        clean = build(builder=built.app.builder.name, builddir='clean')
        expected = _pages(clean.outdir)
        actual = _pages(built.outdir)
        assert {n: actual[n] for n in expected if n != 'searchindex.js'} == {
            n: page for n, page in expected.items() if n != 'searchindex.js'
        }


def test_a_build_that_fails_before_writing_is_made_up_for(build: Project) -> None:
    coffee = Comparison(build)
    coffee.edit(COFFEE)
    with pytest.raises((ExtensionError, RuntimeError)):
        build({'conf.py': PLAIN + FAILS, 'beans/origin.rst': RENAMED})

    step = coffee.edit({'conf.py': PLAIN, 'beans/origin.rst': RENAMED})

    assert step.differing == []


def test_a_document_that_another_extension_has_read_again_is_noticed(
    build: Project,
) -> None:
    coffee = Comparison(build)
    coffee.edit({**COFFEE, 'conf.py': PLAIN + GENERATED, 'name.txt': 'Farms'})
    other = FILES['other.rst'].replace('See', 'Look at')

    step = coffee.edit({'name.txt': 'Hillsides', 'other.rst': other})

    assert _updating(step.built) == '0 added, 1 changed, 0 removed'
    assert 'index' in step.written
    assert step.differing == []


def _sphinx_build(
    project: Project, output: str, *options: str, only: tuple[str, ...] = ()
) -> subprocess.Popen[str]:
    """Start a real build, of some files *only*; all share one doctree directory."""
    build = project.directory / 'build'
    command = [sys.executable, '-m', 'sphinx', *options, '-d', str(build / 'doctrees')]
    return subprocess.Popen(  # noqa: S603 (the arguments are our own)
        [*command, str(project.srcdir), str(build / output), *only],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_a_build_that_is_killed_before_writing_is_made_up_for(build: Project) -> None:
    coffee = Comparison(build)
    coffee.edit({**COFFEE, 'conf.py': PLAIN + KILLED})
    build._write({'beans/origin.rst': RENAMED})  # noqa: SLF001
    killed = _sphinx_build(build, 'html', '-t', 'kill')
    said = killed.communicate()[0]
    environment = build.directory / 'build' / 'doctrees' / 'environment.pickle'

    step = coffee.edit({'beans/origin.rst': RENAMED})

    assert killed.returncode == -signal.SIGKILL, said
    assert environment.exists()
    assert _updating(step.built) == '0 added, 0 changed, 0 removed'
    assert step.differing == []


STOPPED = """
import os, signal

def stop(app, doctree, docname):
    # In the order of names: 'start' comes late, and was written when this is.
    # No tag says so: for another tag, Sphinx writes all pages again.
    if docname == 'zzz' and 'STOPPED_BY' in os.environ:
        # Shells let what runs in the background ignore it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.kill(os.getpid(), getattr(signal, os.environ['STOPPED_BY']))

def setup(app):
    app.connect('doctree-resolved', stop, priority=999)
"""


@pytest.mark.parametrize('name', ['SIGKILL', 'SIGINT'])
def test_an_edit_that_is_undone_after_a_stopped_build_is_undone_on_every_page(
    build: Project, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    coffee = Comparison(build)
    last = {'zzz.rst': FILES['other.rst'].replace('Something', 'Last of all')}
    coffee.edit({**COFFEE, **last, 'conf.py': PLAIN + STOPPED})
    build._write({'beans/origin.rst': RENAMED})  # noqa: SLF001
    build._write({'zzz.rst': last['zzz.rst'] + 'More.\n'})  # noqa: SLF001
    with monkeypatch.context() as environment:
        environment.setenv('STOPPED_BY', name)
        stopped = _sphinx_build(build, 'html')
    said = stopped.communicate()[0]
    hub = build.directory / 'build' / 'html' / 'index.html'
    written = hub.read_text(encoding='utf-8')
    build._write({'beans/origin.rst': FILES['beans/origin.rst']})  # noqa: SLF001

    step = coffee.edit({})

    assert stopped.returncode != 0, said
    assert 'Farms' in written
    assert step.differing == []
    assert coffee.edit({}).written == set()


def test_a_stopped_build_is_not_forgotten_in_a_build_of_another_page(
    build: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    coffee = Comparison(build)
    last = {'zzz.rst': FILES['other.rst'].replace('Something', 'Last of all')}
    alone = {'alone.rst': ':orphan:\n\nOf no series\n============\n'}
    coffee.edit({**COFFEE, **last, **alone, 'conf.py': PLAIN + STOPPED})
    build._write({'beans/origin.rst': RENAMED})  # noqa: SLF001
    build._write({'zzz.rst': last['zzz.rst'] + 'More.\n'})  # noqa: SLF001
    with monkeypatch.context() as environment:
        environment.setenv('STOPPED_BY', 'SIGKILL')
        stopped = _sphinx_build(build, 'html')
    said = stopped.communicate()[0]
    build._write({'beans/origin.rst': FILES['beans/origin.rst']})  # noqa: SLF001
    path = str(build.srcdir / 'alone.rst')
    said += _sphinx_build(build, 'html', only=(path,)).communicate()[0]

    step = coffee.edit({})

    assert 'index' in step.written, said
    assert step.differing == []


def test_a_page_of_no_series_keeps_no_link_of_a_stopped_build(build: Project) -> None:
    coffee = Comparison(build)
    root = 'Root\n====\n\n.. toctree::\n\n   hub\n   last\n'
    files = {n: text for n, text in COFFEE.items() if n != 'index.rst'}
    files |= {'index.rst': root, 'hub.rst': HUB, 'last.rst': 'Last\n====\n'}
    coffee.edit(files)
    edited = {**files, 'last.rst': 'Last\n====\n\nMore.\n'}
    added = {'roast.rst': article('Roasting', 'coffee B9')}
    coffee.stop({**edited, **added}, 'build-finished')
    page = build.directory / 'build' / 'html' / 'last.html'
    before = page.read_text(encoding='utf-8')

    step = coffee.step(edited)

    assert 'href="roast.html"' in before
    assert 'href="roast.html"' not in step.built.text('last.html')
    assert step.differing == []


def test_a_page_with_references_only_is_known_after_a_stopped_build(
    build: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    coffee = Comparison(build)
    last = {'zzz.rst': FILES['other.rst'].replace('Something', 'Last of all')}
    plain = {'other.rst': 'Something else\n==============\n'}
    coffee.edit({**COFFEE, **plain, **last, 'conf.py': PLAIN + STOPPED})
    build._write({'other.rst': FILES['other.rst']})  # noqa: SLF001
    build._write({'zzz.rst': last['zzz.rst'] + 'More.\n'})  # noqa: SLF001
    with monkeypatch.context() as environment:
        environment.setenv('STOPPED_BY', 'SIGKILL')
        said = _sphinx_build(build, 'html').communicate()[0]
    page = build.directory / 'build' / 'html' / 'other.html'
    assert 'series-ref' in page.read_text(encoding='utf-8'), said
    coffee.files['other.rst'] = FILES['other.rst']

    step = coffee.edit({'cups/bitter.rst': article('Sour', 'coffee A1', 'Three.')})

    assert 'other' in step.written
    assert step.differing == []


def test_a_build_of_one_page_leaves_the_others_to_the_next(
    coffee: Comparison, build: Project
) -> None:
    build._write({'beans/origin.rst': RENAMED})  # noqa: SLF001
    path = str(build.srcdir / 'beans' / 'origin.rst')
    partial = _sphinx_build(build, 'html', only=(path,))
    said = partial.communicate()[0]
    hub = build.directory / 'build' / 'html' / 'index.html'
    before = hub.read_text(encoding='utf-8')

    step = coffee.edit({'beans/origin.rst': RENAMED})

    assert partial.returncode == 0, said
    assert 'Farms' not in before
    assert _updating(step.built) == '0 added, 0 changed, 0 removed'
    assert step.differing == []


@pytest.mark.parametrize('builder', ['html', 'text'])
def test_a_build_under_another_tag_is_right(build: Project, builder: str) -> None:
    claim = '.. only:: long\n\n   .. series-article:: coffee A3\n'
    coffee = Comparison(build, builder)
    coffee.edit({**COFFEE, 'more.rst': f'Roasting\n========\n\n{claim}'})

    longer = coffee.edit({'conf.py': f"{PLAIN}tags.add('long')\n"})
    shorter = coffee.edit({'conf.py': PLAIN})

    assert '0 added, 0 changed, 0 removed' in longer.built.app.status.getvalue()
    assert 'index' in longer.written
    assert longer.differing == shorter.differing == []


def test_two_builds_at_once_are_both_right(build: Project) -> None:
    files = {**COFFEE, 'conf.py': f'{PLAIN}smartquotes = False\n'}
    build(files)
    build(builder='text')
    build._write({'beans/origin.rst': RENAMED})  # noqa: SLF001
    both = [_sphinx_build(build, name, '-b', name) for name in ('html', 'text')]
    said = [process.communicate()[0] for process in both]

    assert [process.returncode for process in both] == [0, 0], said
    html, text = build(), build(builder='text')
    for built in (html, text):
        clean = build(builder=built.app.builder.name, builddir='clean')
        assert {
            name: page
            for name, page in _pages(built.outdir).items()
            if name != 'searchindex.js'
        } == {
            name: page
            for name, page in _pages(clean.outdir).items()
            if name != 'searchindex.js'
        }


def test_doctrees_that_cannot_be_written_make_pages_all_the_same(
    coffee: Comparison, build: Project
) -> None:
    # Directories, because root may write whatever is read-only.
    memory = _memory(build)
    for path in (memory, *memory.parent.glob('series-outputs-*.json')):
        path.unlink()
        path.mkdir()
    memory.with_suffix('.log').mkdir()

    step = coffee.edit({'beans/origin.rst': RENAMED})

    assert 'Farms' in step.built.text('index.html')
    assert step.differing == []


def test_another_process_knows_that_nothing_has_changed(
    build: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Sets have another order in each process, and functions another address.
    odd = "{'words': [{'a', 'b', 'c', 'd'}], 'called': lambda: 0}"
    silent = "suppress_warnings = ['config.cache']\n"
    build._write({**COFFEE, 'conf.py': f'{PLAIN}{silent}html_context = {odd}\n'})  # noqa: SLF001
    memories = []

    for seed in ('1', '2'):
        monkeypatch.setenv('PYTHONHASHSEED', seed)
        said = _sphinx_build(build, 'html').communicate()[0]
        memories.append((_memory(build).read_text('utf-8'), said))

    (first, _said), (second, said) = memories
    assert first == second, said


def test_a_value_of_the_configuration_may_hold_itself(build: Project) -> None:
    configuration = "html_context = {}\nhtml_context['all'] = html_context\n"

    result = build({**COFFEE, 'conf.py': configuration}, builder='text')

    assert result.warnings == []


def _memory(project: Project) -> Path:
    (path,) = (project.directory / 'build').rglob('series-html-*.json')
    return path


@pytest.mark.parametrize(
    'damaged',
    [
        None,
        '',
        '{',
        '[]',
        '{"index": ["digest", []]}',
        '{"state": "", "pages": 1}',
        '{"state": "", "pages": {"index": 1}}',
        '{"state": "", "pages": {"index": [1, 2]}}',
        '{"state": "", "digest": "", "pages": {"index": [1, [2]]}}',
        '{"state": "", "digest": "", "pages": {"index": ["", [["new", "a", "b"]]]}}',
    ],
)
def test_without_its_memory_every_page_of_the_series_is_written_again(
    kept: Comparison, damaged: str | None
) -> None:
    memory = _memory(kept.project)
    if damaged is None:
        memory.unlink()
    else:
        memory.write_text(damaged, encoding='utf-8')

    step = kept.edit({})

    assert step.written >= EVERY_PAGE - {'other'}
    assert step.differing == []
    remembered = json.loads(memory.read_text(encoding='utf-8'))
    assert 'start' in remembered['pages']
    assert remembered['state']


def test_doctrees_of_another_version_of_the_extension_are_read_again(
    coffee: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SeriesDomain, 'data_version', SeriesDomain.data_version + 1)

    step = coffee.edit({})

    assert '7 added, 0 changed, 0 removed' in step.built.app.status.getvalue()
    assert step.differing == []


# -- parallel = serial, and the same each time -----------------------------------------


@pytest.fixture
def large(build: Project) -> dict[str, str]:
    """Return a library whose reading is shared among workers, with some mistakes."""
    articles = {
        f'part{n % 3}/a{n}.rst': article(
            f'Article {n}', f'coffee {"AB"[n % 2]}{n // 2}', requires='A1, A99'
        )
        for n in range(24)
    }
    double = {'twice.rst': article('Once more', 'coffee A2')}
    return {**articles, **double, 'index.rst': HUB, 'other.rst': FILES['other.rst']}


def test_parallel_builds_are_serial_builds(
    build: Project, large: dict[str, str]
) -> None:
    serial = build(large)
    expected, warnings = _pages(serial.outdir), serial.warnings

    for processes in (2, 4):
        parallel = build(parallel=processes, builddir=f'build{processes}')

        assert _pages(parallel.outdir) == expected
        assert sorted(parallel.warnings) == sorted(warnings)


def test_builds_are_the_same_whatever_the_seed_of_hashes(
    build: Project, large: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    build(large)
    outputs = []

    for seed in ('0', '1', '2'):
        monkeypatch.setenv('PYTHONHASHSEED', seed)
        process = _sphinx_build(build, f'seed{seed}', '-E', '-j', '2')
        said = process.communicate()[0]
        assert process.returncode == 0, said
        outputs.append(_pages(build.directory / 'build' / f'seed{seed}'))

    assert outputs[0] == outputs[1] == outputs[2]
