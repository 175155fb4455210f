"""Another extension adds a check, a part and an output, and hears of what follows."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from coffee import FILES, HUB, article
from comparison import Comparison

from sphinxext_series import api
from sphinxext_series.settings.doors import doors_of

if TYPE_CHECKING:
    from conftest import Project
    from sphinx.application import Sphinx

EXTENSION = """
from docutils import nodes
from sphinxext_series import api

SHORT = api.Message('short', 'series “%(series)s” has only %(count)s articles')


def few_articles(catalogue):
    for series in catalogue.series.values():
        if len(series.articles) < 9:
            facts = {'series': series.name, 'count': len(series.articles)}
            yield api.Problem(kind=SHORT, place=series.place, facts=facts)


def codes(series, catalogue):
    return tuple(str(article.code) for article in series.listed)


def as_paragraph(page, view):
    return [nodes.paragraph('', 'Codes: ' + ' '.join(view))]


def count(app):
    every = api.catalogue_of(app.env).series.items()
    lines = [f'{name} {len(series.articles)}' for name, series in every]
    text = '\\n'.join(lines).encode()
    return {'counts/series.txt': text} if app.config.counted else {}


def arranged(app, env, catalogue):
    app.config.html_title = ' '.join(catalogue.series)


def shows(app, env, docname):
    return app.config.tagline if docname == 'start' else ''


def setup(app):
    app.setup_extension('sphinxext_series')
    app.add_config_value('tagline', '', '')
    app.add_config_value('counted', True, '')
    app.connect('series-arranged', arranged)
    app.connect('series-page-shows', shows)
    api.add_check(app, few_articles)
    api.add_part(app, api.PartType(name='codes', view=codes, render=as_paragraph))
    api.add_output(app, count)
"""
HUB_WITH_CODES = HUB + '\n    .. series-codes::\n'
ADDED = {**FILES, 'conf.py': EXTENSION}


@pytest.fixture
def coffee(build: Project) -> Comparison:
    """Return the coffee series, in a project that loads the other extension."""
    comparison = Comparison(build)
    comparison.edit({**ADDED, 'index.rst': HUB_WITH_CODES})
    return comparison


def test_a_check_warns_at_the_place_that_it_names(coffee: Comparison) -> None:
    warnings = coffee.edit({}).built.warnings

    assert warnings == [
        'index.rst:4: WARNING: series “coffee” has only 5 articles [series.short]'
    ]


def test_a_part_is_placed_by_its_directive_and_follows_the_series(
    coffee: Comparison,
) -> None:
    step = coffee.edit({'more.rst': article('More', 'coffee B0')})

    assert 'Codes: A0 B0 A1 B1 A2 B2' in step.built.text('index.html')
    assert step.differing == []


def test_a_part_with_a_template_is_filled_into_it_on_html_pages(build: Project) -> None:
    template = '<p class="codes">{{ view|join(", ") }} of {{ page.docname }}</p>'
    with_template = EXTENSION.replace(
        'render=as_paragraph', "render=as_paragraph, template='series/codes.html'"
    )
    folder = "    api.add_templates(app, str(app.confdir / 'added'))\n"
    files = {
        **ADDED,
        'index.rst': HUB_WITH_CODES,
        'conf.py': f'{with_template}{folder}',
        'added/series/codes.html': template,
    }

    html, text = build(files), build(files, builder='text')

    shown = '<p class="codes">A0, A1, B1, A2, B2 of index</p>'
    assert shown in html.text('index.html')
    assert 'Codes: A0 A1 B1 A2 B2' in text.text('index.txt')


def test_an_output_is_written_and_deleted_when_it_is_no_longer_returned(
    coffee: Comparison,
) -> None:
    written = coffee.edit({'more.rst': article('More', 'coffee B0')})
    assert written.built.text('counts/series.txt') == 'coffee 6'

    gone = coffee.edit({'conf.py': f'{EXTENSION}\ncounted = False\n'})

    assert not (gone.built.outdir / 'counts').exists()


def test_an_arranged_catalogue_is_told(coffee: Comparison) -> None:
    assert coffee.edit({}).built.app.config.html_title == 'coffee'


def test_a_page_is_written_again_when_an_extension_shows_something_else_on_it(
    coffee: Comparison,
) -> None:
    step = coffee.edit({'conf.py': f"{EXTENSION}\ntagline = 'Small cups'\n"})

    # The hub, because Sphinx writes the parents of a page in toctrees.
    assert step.written - {'index'} == {'start'}


def names_of(app: Sphinx) -> list[str]:
    return [check.__name__ for check in doors_of(app.registry).checks]


@pytest.mark.parametrize('edit', [{}, {'plain.rst': ':orphan:\n\nPlainer\n=======\n'}])
def test_an_extension_may_answer_from_elsewhere(
    build: Project, edit: dict[str, str]
) -> None:
    elsewhere = """
        from pathlib import Path

        extensions = ['sphinxext_series']

        def setup(app):
            app.connect('series-page-shows', shows)
            app.connect('html-page-context', show)

        def shows(app, env, docname):
            return Path(app.confdir, f'{docname}.txt').read_text('utf-8')

        def show(app, docname, template, context, doctree):
            if docname == 'start':
                context['body'] += shows(app, app.env, docname)
    """
    answers = {f'{name.removesuffix(".rst")}.txt': '' for name in FILES}
    files = {**FILES, **answers, 'start.txt': 'Old.', 'conf.py': elsewhere}
    build({**files, 'plain.rst': ':orphan:\n\nPlain\n=====\n'})

    new = build({'start.txt': 'New.', **edit})
    page = new.outdir / 'start.html'
    written = page.stat().st_mtime_ns
    build({})

    assert 'New.' in new.text('start.html')
    assert page.stat().st_mtime_ns == written


def test_each_application_has_its_own_doors(build: Project) -> None:
    first = build(ADDED).app

    second = build({'conf.py': ''}, builddir='second').app

    assert 'few_articles' in names_of(first)
    assert 'few_articles' not in names_of(second)


def test_what_the_api_offers_is_there() -> None:
    assert [name for name in api.__all__ if not hasattr(api, name)] == []


# -- what the documentation shows ------------------------------------------------------

DOCS = Path(__file__).parents[1] / 'docs'


def test_the_extension_of_the_documentation_works_as_it_says(build: Project) -> None:
    code = (DOCS / 'snippets' / 'extension' / 'short_summaries.py').read_text('utf-8')
    files = {
        'conf.py': 'extensions.append("short_summaries")',
        'index.rst': '\nC\n=\n\n.. series-hub:: coffee\n',
        'bitter.rst': '\nB\n=\n\n.. series-article:: coffee A1\n\n   Too short.\n',
        'good.rst': article('Good', 'coffee B1', 'Long enough to be of use.'),
    }
    (build.directory / 'source').mkdir()
    (build.directory / 'source' / 'short_summaries.py').write_text(code, 'utf-8')

    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(build.directory / 'source'))
        result = build(files)
        sys.modules.pop('short_summaries')

    text = (DOCS / 'how-to' / 'write-your-own.rst').read_text('utf-8')
    [warning] = [w for w in result.warnings if 'series.' in w]
    assert warning.replace('WARNING: ', '') in text.replace('WARNING: ', '')
    assert result.text('summaries.tsv') == 'coffee/A1\t2\ncoffee/B1\t6\n'
    assert len(code.splitlines()) < 60


def test_every_name_of_the_interface_is_documented() -> None:
    reference = (DOCS / 'reference' / 'api.rst').read_text('utf-8')

    missing = [name for name in api.__all__ if not re.search(rf'\b{name}\b', reference)]

    assert missing == []
    assert all(hasattr(api, name) for name in api.__all__)
