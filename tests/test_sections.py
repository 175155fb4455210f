"""Sections that have a name in their pair, and the links between companions."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from comparison import Comparison
from conftest import Project

from sphinxext_series.environment.domain import series_domain
from sphinxext_series.model.arranging.sections import section_name
from sphinxext_series.model.claims import Claims, Condition, Place, SectionClaim
from sphinxext_series.reading.claims.companions import id_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conftest import Result

HUB = """
    CAR-T therapy
    =============

    .. series-hub:: car-t
       :audiences: A Reader, B Expert, C Nurse
"""
A2 = """
    Side effects
    ============

    .. series-article:: car-t A2

       What to watch for.

    .. _fever:

    CRS: when fever comes *first*
    -----------------------------

    .. series-section:: crs

    See :series:companion:`how it is graded <B#CRS>`,
    :series:companion:`C#crs` and :series:companion:`B# later`.

    Nerves
    ------

    .. series-section:: nerves
       :hide:

    Later
    -----

    .. series-section:: later
"""
B2 = """
    Running a centre
    ================

    .. series-article:: car-t B2

       Grading.

    Grade the same way
    ------------------

    .. series-section:: crs

    Neurotoxicity
    -------------

    .. series-section:: nerves
"""
FILES = {
    'index.rst': HUB,
    'a2.rst': A2,
    'b2.rst': B2,
    'b2b.rst': """
        Follow-up
        =========

        .. series-article:: car-t B2b

           Afterwards.

        Clinic
        ------

        .. series-section:: Later

        .. only:: latex

           Grades, again
           -------------

           .. series-section:: crs
    """,
    'c2.rst': """
        On the ward
        ===========

        .. series-article:: car-t C2

           By the bed.

        Fever in the night
        ------------------

        .. series-section:: crs
    """,
}
IN_MARKDOWN = """
    # Running a centre

    :::{series-article} car-t B2
    Grading.
    :::

    ## Grade the same way

    :::{series-section} crs
    :::

    ## Neurotoxicity

    :::{series-section} nerves
    :::
"""
MARKDOWN = """
    extensions += ['myst_parser']
    source_suffix['.md'] = 'markdown'
    myst_enable_extensions = ['colon_fence']
"""


@pytest.fixture(scope='module')
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the project, to be built by several builders."""
    return Project(tmp_path_factory.mktemp('sections'))


@pytest.fixture(scope='module')
def html(project: Project) -> Mapping[str, str]:
    """Return the HTML pages of the project."""
    result = built(project, 'html')
    return {name: result.text(f'{name}.html') for name in ('a2', 'b2', 'b2b', 'c2')}


def built(project: Project, builder: str, **overrides: object) -> Result:
    """Build the project without a warning, and let others build theirs."""
    result = project(FILES, builder=builder, confoverrides=overrides)
    project.close()
    assert result.warnings == []
    return result


def links(page: str) -> list[str]:
    """Return the lines with companions of a page, as words and addresses."""
    lines = re.findall(r'<p class="series-section">(.*?)</p>', page)
    return [
        re.sub(r'<a [^>]*href="(.*?)">(.*?)</a>', r'\2 <\1>', line).replace('</em>', '')
        for line in lines
    ]


# -- names and ids ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ('name', 'expected'),
    [
        ('crs', 'series-crs'),
        ('After  the hospital', 'series-after-the-hospital'),
        ('übersicht', 'series-ubersicht'),
        ('36.5 °C', 'series-36-5-c'),
        # docutils would leave "series" of these, and of both the same.
        ('發燒', 'series-發燒'),
        ('crs 發燒', 'series-crs-發燒'),
        ('बुखार', 'series-बुखार'),
    ],
)
def test_a_section_has_an_id_made_of_its_name(name: str, expected: str) -> None:
    assert id_of(section_name(name)) == expected


def test_names_that_differ_in_case_and_white_space_are_the_same() -> None:
    assert section_name(' After\n Discharge ') == section_name('after discharge')
    # As macOS may write it, and as a keyboard does.
    assert section_name('cafe\N{COMBINING ACUTE ACCENT}') == section_name('café')


def test_a_section_that_is_hidden_by_a_condition_is_named_without_a_place() -> None:
    hidden = (Condition('only', 'html'),)
    section = SectionClaim(
        place=Place('a2', 3), name='crs', anchor='series-crs', conditions=hidden
    )
    claims = Claims(sections=(section,))

    assert claims.conditions == {hidden}
    assert claims.holding({hidden: True}) == claims
    assert [s.anchor for s in claims.holding({hidden: False}).sections] == ['']


# -- links -----------------------------------------------------------------------------


def test_a_section_links_to_those_of_its_name_in_all_companions(
    html: Mapping[str, str],
) -> None:
    assert links(html['a2']) == [
        (
            'Expert: <em>Grade the same way <b2.html#series-crs>'
            ' · Nurse: <em>Fever in the night <c2.html#series-crs>'
        ),
        'Expert: <em>Clinic <b2b.html#series-later>',
    ]
    assert links(html['c2']) == [
        (
            'Reader: <em>CRS: when fever comes <em>first <a2.html#series-crs>'
            ' · Expert: <em>Grade the same way <b2.html#series-crs>'
        )
    ]
    # The companion of B2b is A2; nothing is shown of what only LaTeX has.
    assert links(html['b2b']) == ['Reader: <em>Later <a2.html#series-later>']


def test_a_hidden_section_shows_no_link_and_can_be_linked_to(
    html: Mapping[str, str],
) -> None:
    assert len(links(html['a2'])) == 2
    assert 'Reader: <em>Nerves <a2.html#series-nerves>' in links(html['b2'])


def test_a_section_keeps_the_ids_that_it_has(html: Mapping[str, str]) -> None:
    ids = re.findall(r'id="(.*?)"', html['a2'])

    assert 'href="#crs-when-fever-comes-first"' in html['a2']
    first = ids.index('crs-when-fever-comes-first')
    assert ids[first : first + 3] == [
        'crs-when-fever-comes-first',
        'series-crs',
        'fever',
    ]
    assert len(ids) == len(set(ids))


def test_the_role_leads_to_a_section_of_a_companion(html: Mapping[str, str]) -> None:
    def link(address: str) -> str:
        text = html['a2'].partition('<p>See ')[2].partition('</p>')[0]
        found = re.findall(rf'<a [^>]*href="{address}">(.*?)</a>', text)
        return re.sub('<.*?>', '', ''.join(found))

    assert link('b2.html#series-crs') == 'how it is graded'
    assert link('c2.html#series-crs') == 'Fever in the night'
    # The expert's second article has it.
    assert link('b2b.html#series-later') == 'Clinic'


def test_ids_that_a_document_has_already_are_not_taken(build: Project) -> None:
    text = A2.replace('.. _fever:', '.. _series-crs:')

    result = build({**FILES, 'a2.rst': text})

    assert links(result.text('b2.html'))[0].startswith(
        'Reader: <em>CRS: when fever comes <em>first <a2.html#series-crs-2>'
    )
    ids = re.findall(r'id="(.*?)"', result.text('a2.html'))
    assert len(ids) == len(set(ids))


def test_text_and_epub_say_the_same(project: Project) -> None:
    text = built(project, 'text').text('a2.txt')
    epub = built(project, 'epub', copyright='Nobody', version='1')

    assert 'Expert: *Grade the same way* · Nurse: *Fever in the night*' in text
    assert 'href="b2.xhtml#series-crs">Grade the same way</a>' in epub.text('a2.xhtml')
    assert '<span id="series-crs"></span>' in epub.text('b2.xhtml')


def test_latex_has_a_page_reference_and_what_only_latex_shows(project: Project) -> None:
    result = built(project, 'latex', latex_show_pagerefs=True)

    [tex] = [path.read_text('utf-8') for path in result.outdir.glob('*.tex')]
    assert r'\autopageref*{\detokenize{b2:series-crs}}' in tex
    assert r'\autopageref*{\detokenize{b2b:series-crs}}' in tex
    for label in set(re.findall(r'pageref\*\{(.*?\})\}', tex)):
        assert rf'\label{{{label}}}' in tex


def test_on_one_page_of_all_documents_each_section_is_found(project: Project) -> None:
    page = built(project, 'singlehtml').text('index.html')

    ids = re.findall(r'id="(.*?)"', page)
    assert links(page)[0] == (
        'Expert: <em>Grade the same way <#series-crs-b2>'
        ' · Nurse: <em>Fever in the night <#series-crs-c2>'
    )
    targets = set(re.findall(r'href="#(series-.*?)"', page))
    assert {'series-crs-a2', 'series-crs-b2', 'series-later-b2b'} <= targets
    assert all(ids.count(target) == 1 for target in targets)
    # The name by itself leads to the first.
    assert ids.count('series-crs') == 1


def test_markdown_and_restructuredtext_give_the_same(
    build: Project, html: Mapping[str, str]
) -> None:
    files: dict[str, str | None] = {**FILES, 'b2.rst': None, 'b2.md': IN_MARKDOWN}

    result = build({**files, 'conf.py': MARKDOWN}, warningiserror=True)

    assert links(result.text('b2.html')) == links(html['b2'])
    assert links(result.text('a2.html')) == links(html['a2'])


def test_only_what_can_be_read_has_links_and_a_plan_is_not_complained_of(
    build: Project,
) -> None:
    draft = B2.replace('car-t B2\n', 'car-t B2\n       :status: draft\n')
    planned = HUB.rstrip() + '\n       :planned: B2 Later\n'
    others = {'b2b.rst': None, 'c2.rst': None}
    only = re.sub(r'\n    See .*?\n\n', '\n', A2, flags=re.DOTALL)

    with_draft = build({**FILES, **others, 'a2.rst': only, 'b2.rst': draft})
    with_plan = build({'b2.rst': None, 'index.rst': planned})

    assert with_draft.warnings == with_plan.warnings == []
    assert links(with_plan.text('a2.html')) == []


def test_a_draft_links_to_its_companion_and_is_not_linked_to(build: Project) -> None:
    draft = B2.replace('car-t B2\n', 'car-t B2\n       :status: draft\n')

    result = build({**FILES, 'b2.rst': draft})

    assert links(result.text('b2.html'))[0].startswith('Reader: ')
    assert links(result.text('a2.html'))[0].startswith('Nurse: ')


def test_a_document_of_two_series_names_a_section_for_both_or_one(
    build: Project,
) -> None:
    both = """
        {title}
        =======

        .. series-article:: one {code}

           First.

        .. series-article:: two {code}

           Second.

        Shared
        ------

        .. series-section:: shared

        Own
        ---

        .. series-section:: own
           :series: {own}
    """
    files = {
        'one.rst': 'One\n===\n\n.. series-hub:: one\n\n',
        'two.rst': 'Two\n===\n\n.. series-hub:: two\n\n',
        'index.rst': 'All\n===\n\n.. toctree::\n\n   one\n   two\n',
        'a.rst': both.format(title='First', code='A1', own='one'),
        'b.rst': both.format(title='Other', code='B1', own='two'),
    }

    result = build(files)

    assert links(result.text('a.html')) == ['Expert: <em>Shared <b.html#series-shared>']
    assert [line.partition(':')[0] for line in result.warnings] == ['a.rst', 'b.rst']
    assert 'names a section “own”' in result.warnings[0]


# -- the reader's place ----------------------------------------------------------------


def told(page: str) -> object:
    """Return what a page tells the script; nothing where it has none."""
    found = re.search(r'<script data-sections="(.*?)"[^>]*series-sections\.js', page)
    return json.loads(unescape(found[1])) if found else None


def test_a_page_tells_the_script_which_companion_has_which_section(
    project: Project, html: Mapping[str, str]
) -> None:
    result = built(project, 'html')

    assert told(html['a2']) == {
        'series-crs': ['b2.html#series-crs', 'c2.html#series-crs'],
        # It is hidden, and it is there.
        'series-nerves': ['b2.html#series-nerves'],
        'series-later': ['b2b.html#series-later'],
    }
    assert told(result.text('index.html')) is None
    assert (result.outdir / '_static' / 'series-sections.js').exists()


def test_where_no_section_has_a_companion_there_is_no_script(build: Project) -> None:
    alone = {name: FILES[name] for name in ('index.rst', 'b2.rst')}
    first = build(FILES)
    script = first.outdir / '_static' / 'series-sections.js'
    assert script.exists()

    others = dict.fromkeys(FILES.keys() - alone.keys())
    result = build({**alone, **others})

    assert result.warnings == []
    assert told(result.text('b2.html')) is None
    assert not script.exists()


# -- reviews, reports and editions -----------------------------------------------------


def marks(result: Result) -> str:
    """Return a file of reviews for the pair as it is."""
    fingerprints = series_domain(result.app.env).fingerprints
    codes = {'a2': 'A2', 'b2': 'B2', 'b2b': 'B2b', 'c2': 'C2'}
    lines = [f'{code} = "{fingerprints[name].mark}"' for name, code in codes.items()]
    return '\n'.join(['version = 1', '[car-t.2]', 'reviewed = 2026-04-13', *lines])


def test_a_review_leads_to_the_companion_of_the_section_that_has_changed(
    build: Project,
) -> None:
    first = build({**FILES, 'series-reviews.toml': 'version = 1'}, builder='text')
    reviewed = {'series-reviews.toml': marks(first)}
    fever = A2.replace('See :series', 'From 38.5 °C on, see :series')
    both = fever.replace('Later\n    -----\n', 'Later\n    -----\n\n    Much later.\n')

    assert build(reviewed, builder='text').warnings == []
    of_one = build({'a2.rst': fever}, builder='text').warnings
    of_two = build({'a2.rst': both}, builder='text').warnings

    assert of_one == [
        (
            'b2.rst:11: WARNING: pair 2 of series “car-t” was reviewed on 2026-04-13; '
            'since then section “crs” of A2 (CRS: when fever comes first) has changed: '
            'expected a look at this one in B2 (Grade the same way), then '
            '“sphinx-series review car-t 2” [series.review]'
        )
    ]
    assert 'changed (CRS: when fever comes first [crs], Later [later])' in of_two[0]


def test_the_report_counts_named_sections_and_lists_those_alone(
    build: Project,
) -> None:
    alone = FILES['c2.rst'].replace('series-section:: crs', 'series-section:: csr')
    files = {
        **FILES,
        'c2.rst': alone,
        'a2.rst': A2.replace(':series:companion:`C', '`C'),
    }

    result = build(files, builder='series-report')

    report = json.loads(result.text('report.json'))['series']['car-t']['sections']
    assert report == {
        'named': 7,
        'with_companion': 6,
        'alone': [
            {
                'code': 'C2',
                'name': 'csr',
                'title': 'Fever in the night',
                'file': 'c2.rst',
                'line': 11,
            }
        ],
    }
    line = '  sections    7 named, 6 with a companion · C2 csr (c2.rst:11)'
    assert line in result.text('report.txt').splitlines()


def test_an_edition_links_to_what_it_holds(build: Project) -> None:
    book = """
        For experts and nurses
        ======================

        .. series-edition:: car-t
           :articles: B2, C2
    """

    result = build({**FILES, 'book.rst': book}, confoverrides={'root_doc': 'book'})

    assert links(result.text('b2.html')) == [
        'Nurse: <em>Fever in the night <c2.html#series-crs>'
    ]
    assert told(result.text('b2.html')) == {'series-crs': ['c2.html#series-crs']}
    assert not (result.outdir / 'a2.html').exists()


# -- what is written again -------------------------------------------------------------


@pytest.fixture
def compared(build: Project) -> Comparison:
    """Return the project, built once."""
    comparison = Comparison(build)
    # In sidebars, the headings of all articles are on all pages.
    hub = HUB.rstrip() + '\n       :toctree: relations\n'
    files = {**FILES, 'index.rst': hub, 'conf.py': "html_theme = 'basic'\n"}
    comparison.edit(files)
    return comparison


def test_a_new_heading_writes_its_companions_and_no_other_page(
    compared: Comparison,
) -> None:
    text = B2.replace('Neurotoxicity', 'Confusion    ')

    step = compared.edit({'b2.rst': text})

    # The section is hidden in A2: what it shows is the same.
    assert step.written - {'index'} == {'b2'}
    step = compared.edit({'b2.rst': text.replace('Grade the same', 'Grade in one')})
    assert step.written - {'index'} == {'b2', 'a2', 'c2'}
    assert not step.differing


def test_a_name_that_comes_or_goes_writes_its_companions(compared: Comparison) -> None:
    text = B2.replace('series-section:: crs', 'series-section:: crs\n       :hide:')
    without = FILES['c2.rst'].replace('series-section:: crs', 'series-section:: x')

    hidden = compared.edit({'b2.rst': text})
    gone = compared.edit({'c2.rst': without})

    assert hidden.written - {'index'} == {'b2'}
    # In B2 the section is hidden now; its switch led there.
    assert gone.written - {'index'} == {'c2', 'a2', 'b2'}
    assert not hidden.differing + gone.differing


def test_workers_make_what_one_process_makes(tmp_path: object) -> None:
    more = {
        f'x{n}.rst': A2.replace('A2', f'A{n}').replace('See :', 'S :')
        for n in range(3, 6)
    }
    more = {
        name: re.sub(r'\n    S :.*?\n\n', '\n', t, flags=16) for name, t in more.items()
    }
    pages = []
    for workers in (1, 2):
        project = Project(tmp_path / str(workers))  # type: ignore[operator]
        result = project({**FILES, **more}, parallel=workers)
        project.close()
        pages.append(
            {p.name: p.read_text('utf-8') for p in result.outdir.glob('*.html')}
        )

    assert pages[0] == pages[1]
