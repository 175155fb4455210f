"""References, the inventory, and what the domain keeps."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, cast

import pytest
from coffee import FILES
from sphinx.util.inventory import InventoryFile

from sphinxext_series.model.claims import Claims

if TYPE_CHECKING:
    from conftest import Project

    from sphinxext_series.environment.domain import SeriesDomain

WITH_ROUTE = FILES | {
    'index.rst': FILES['index.rst']
    + """
    .. reading-guide::

       .. reading-route:: For those in a *hurry*
          :articles: A0, A1
          :name: short
"""
}


def page(text: str) -> dict[str, str]:
    """Return the project with this text on a page outside the series."""
    return WITH_ROUTE | {'other.rst': f'Other\n=====\n\n{text}\n'}


@pytest.mark.parametrize(
    ('role', 'link'),
    [
        (':series:article:`coffee/A1`', 'href="cups/bitter.html"'),
        (':series:article:`coffee/A1`', 'Why it tastes <em>bitter</em>'),
        (':series:article:`this <coffee/A1>`', '>this</span></a>'),
        (':series:hub:`coffee`', 'href="index.html"'),
        (':series:hub:`coffee`', '>Coffee</span></a>'),
        (':series:pair:`coffee/2`', 'href="index.html#pair-2"'),
        (':series:pair:`coffee/2`', '>Beans</span></a>'),
        (':series:route:`coffee/short`', 'href="index.html#route-short"'),
        (':series:route:`coffee/short`', 'in a <em>hurry</em></span></a>'),
        (':any:`coffee/B1`', 'href="cups/extraction.html"'),
        (':any:`coffee`', 'href="index.html"'),
    ],
)
def test_a_role_links_and_takes_the_title(build: Project, role: str, link: str) -> None:
    result = build(page(role), warningiserror=True)

    body = result.text('other.html')
    assert link in body[body.index('<p>') : body.index('</section>')]


# MyST asks its transform for the application.
@pytest.mark.filterwarnings('ignore:.*MystReferenceResolver.app')
@pytest.mark.parametrize(
    ('written', 'link'),
    [
        ('{any}`coffee/B1`', 'href="cups/extraction.html"'),
        ('{any}`coffee`', 'href="index.html"'),
        ('[](coffee/B1)', 'href="cups/extraction.html"'),
        ('[words](coffee/B1)', '>words</span></a>'),
        ('[](coffee)', 'href="index.html"'),
    ],
)
def test_myst_finds_articles_and_series_by_any_name(
    build: Project, written: str, link: str
) -> None:
    myst = "extensions += ['myst_parser']\nsource_suffix['.md'] = 'markdown'\n"
    files = {**FILES, 'conf.py': myst, 'other.rst': None}
    files['other.md'] = f'# Other\n\nSee {written}.\n'

    body = build(files, warningiserror=True).text('other.html')

    assert link in body[body.index('<p>') : body.index('</section>')]


@pytest.mark.parametrize(
    ('other', 'link'),
    [
        ({'coffee.rst': ':orphan:\n\nBeans\n=====\n'}, 'coffee.html'),
        ({'b.rst': ':orphan:\n\n.. _coffee:\n\nBeans\n=====\n'}, 'b.html#coffee'),
    ],
)
def test_a_document_or_a_label_that_is_called_like_a_series_comes_first(
    build: Project, other: dict[str, str], link: str
) -> None:
    result = build(page(':any:`coffee`, :any:`coffee/A1`') | other, warningiserror=True)

    html = result.text('other.html')
    assert f'href="{link}"><span class="' in html
    assert 'href="cups/bitter.html"' in html


def test_inside_a_series_its_name_can_be_left_out(build: Project) -> None:
    roles = (
        '\n:series:article:`B2`, :series:pair:`2`, :series:route:`short`, '
        ':series:companion:`B`\n'
    )
    files = WITH_ROUTE | {'cups/bitter.rst': FILES['cups/bitter.rst'] + roles}

    html = build(files, warningiserror=True).text('cups/bitter.html')

    body = html[html.index('The text of') :]
    for target in (
        '../beans/varieties.html',
        '../index.html#pair-2',
        '../index.html#route-short',
        'extraction.html',
    ):
        assert f'<a class="reference internal" href="{target}"><span' in body


def test_a_planned_article_is_named_and_not_linked(build: Project) -> None:
    hub = WITH_ROUTE['index.rst'].replace(
        ':pairs:', ':planned: A9 Water\n       :pairs:'
    )
    files = page(':series:article:`coffee/A9`') | {'index.rst': hub}

    html = build(files, warningiserror=True).text('other.html')

    body = html[html.index('<p>') : html.index('</section>')]
    assert 'Water' in body
    assert '<a ' not in body


def test_the_inventory_lists_everything_that_can_be_referred_to(
    build: Project,
) -> None:
    result = build(WITH_ROUTE)

    inventory = InventoryFile.loads(
        (result.outdir / 'objects.inv').read_bytes(), uri=''
    )
    found = {
        (kind, name): (item.uri, item.display_name)
        for kind in ('series:hub', 'series:article', 'series:pair', 'series:route')
        for name, item in inventory.data[kind].items()
    }
    assert found == {
        ('series:hub', 'coffee'): ('index.html', 'Coffee'),
        ('series:article', 'coffee/A0'): ('start.html', 'A0: Why coffee'),
        ('series:article', 'coffee/A1'): (
            'cups/bitter.html',
            'A1: Why it tastes bitter',
        ),
        ('series:article', 'coffee/B1'): ('cups/extraction.html', 'B1: Extraction'),
        ('series:article', 'coffee/A2'): (
            'beans/origin.html',
            'A2: Where beans come from',
        ),
        ('series:article', 'coffee/B2'): ('beans/varieties.html', 'B2: Varieties'),
        ('series:pair', 'coffee/1'): ('index.html#pair-1', 'What makes a good cup'),
        ('series:pair', 'coffee/2'): ('index.html#pair-2', 'Beans'),
        ('series:route', 'coffee/short'): (
            'index.html#route-short',
            'For those in a hurry',
        ),
    }


def test_other_projects_reach_articles_through_intersphinx(build: Project) -> None:
    inventory = build(WITH_ROUTE).outdir / 'objects.inv'
    configuration = f"""
        extensions.append('sphinx.ext.intersphinx')
        intersphinx_mapping = {{'drinks': ('https://example.org/', {str(inventory)!r})}}
    """
    elsewhere = {name: None for name in FILES if name != 'index.rst'}
    text = ':series:article:`coffee/A1`, :external+drinks:series:pair:`coffee/2`'

    result = build(
        elsewhere | {'conf.py': configuration, 'index.rst': f'Tea\n===\n\n{text}\n'},
        builddir='elsewhere',
    )

    html = result.text('index.html')
    assert result.warnings == []
    assert 'href="https://example.org/cups/bitter.html"' in html
    assert 'href="https://example.org/index.html#pair-2"' in html


def test_claims_are_kept_by_document_and_forgotten_with_it(build: Project) -> None:
    result = build(FILES, builder='dummy')
    domain = cast('SeriesDomain', result.app.env.domains['series'])
    claimed = set(domain.claims)

    domain.clear_doc('start')

    assert claimed == {
        'index',
        'start',
        'cups/bitter',
        'cups/extraction',
        'beans/origin',
        'beans/varieties',
    }
    assert set(domain.claims) == claimed - {'start'}


def test_merging_takes_the_workers_own_documents_and_no_others(
    build: Project,
) -> None:
    result = build(FILES, builder='dummy')
    domain = cast('SeriesDomain', result.app.env.domains['series'])
    stale = dict.fromkeys(domain.claims, Claims())

    domain.merge_domaindata(
        {'start', 'gone'},
        {'claims': stale, 'excerpts': {}, 'fingerprints': {}, 'shared': {}},
    )

    changed = {name for name, claims in domain.claims.items() if claims == Claims()}
    assert changed == {'start'}


def test_what_is_kept_is_plain_and_small(build: Project) -> None:
    result = build(FILES, builder='dummy')
    domain = cast('SeriesDomain', result.app.env.domains['series'])

    kept = pickle.dumps(domain.claims['cups/bitter'])

    assert b'docutils.nodes\n' not in kept
    assert b'_document' not in kept
    assert len(kept) < 2000
