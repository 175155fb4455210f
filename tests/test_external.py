"""Series of other projects: three are built and served, and read one another.

Everything happens on the loopback interface.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import time
import zlib
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from coffee import article
from comparison import Comparison
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from neighbours import answer, serving

import sphinxext_series
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.federation import fetching, reader
from sphinxext_series.model.arrangement import arrange
from sphinxext_series.model.catalogue import Conventions
from sphinxext_series.model.claims import ARTICLE_STATUSES, Claims, HubClaim, Place
from sphinxext_series.model.content import words_of
from sphinxext_series.model.views import announcement, following, overview
from sphinxext_series.settings.config import SeriesConfig
from sphinxext_series.settings.locations import locations_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from http.server import SimpleHTTPRequestHandler

    from conftest import Result
    from neighbours import Neighbours

HUB = """
    Cells that heal
    ===============

    .. series-hub:: cells
       :title: Cells
       :external: lab clinic
       :next: {next}
       :pairs:
          Making them
          Giving them

       Three teams, *one* series.

    .. reading-guide::
       :series: cells

       .. reading-route:: In short
          :articles: A0, A1, B2
"""
OFFICE = {
    'index.rst': HUB.format(next='genes'),
    'start.rst': article('Why cells', 'cells A0', 'Read this first.'),
}
LAB = {
    'index.rst': """
        The lab
        =======

        .. toctree::
           :glob:

           *
    """,
    'culture.rst': article(
        'How cells <b>grow</b>', 'cells A1', 'In a *warm* place.', requires='A0'
    ),
    'media.rst': article('Media & sera', 'cells B1', 'Recipes.', minutes='12'),
}
CLINIC = {
    'index.rst': """
        The clinic
        ==========

        .. toctree::
           :glob:

           *

        .. series-hub:: genes
           :status: planned
           :planned: A1 What genes are

           What comes *after* cells.
    """,
    'ward.rst': article('On the ward', 'cells A2', 'A day.'),
    'dose.rst': article('Doses', 'cells B2', 'Numbers.', requires='A2 A0'),
}


@pytest.fixture(scope='module')
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neighbours]:
    """Return a server with the three projects, each built once."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv('NO_PROXY', '*')
        with serving(tmp_path_factory.mktemp('three')) as found:
            found.build('lab', LAB, knows=('office', 'clinic'))
            found.build('clinic', CLINIC, knows=('office', 'lab'))
            found.build('office', OFFICE, knows=('lab', 'clinic'))
            yield found


@pytest.fixture
def three(built: Neighbours, tmp_path: Path) -> Iterator[Neighbours]:
    """Return a copy of the three projects, at the same addresses."""
    with built.copied_to(tmp_path):
        yield built


@pytest.fixture
def server(built: Neighbours, tmp_path: Path) -> Iterator[Neighbours]:
    """Return the server without the projects."""
    with built.copied_to(tmp_path, names=()):
        yield built


def again(neighbours: Neighbours, name: str, **options: object) -> Result:
    """Build a project of the three again."""
    knows = tuple({'lab', 'clinic', 'office'} - {name})
    return neighbours.build(name, knows=tuple(sorted(knows)), **options)  # type: ignore[arg-type]


# -- one series, three projects --------------------------------------------------------


def test_a_hub_collects_the_articles_of_other_projects(three: Neighbours) -> None:
    office = again(three, 'office')

    page = office.text('index.html')
    assert office.warnings == []
    lab = three.base('lab')
    assert f'href="{lab}culture.html"' in page
    assert 'How cells &lt;b&gt;grow&lt;/b&gt;' in page
    assert 'In a warm place.' in page
    assert '12 minutes' in page
    assert '5 articles' in page
    assert f'href="{three.base("clinic")}dose.html"' in page
    assert 'reference external' in page
    # A collected article is read, never adopted.
    assert office.app.env.toctree_includes['index'] == ['start']


def test_an_article_reaches_hub_and_companions_in_other_projects(
    three: Neighbours,
) -> None:
    lab = again(three, 'lab')

    page = lab.text('culture.html')
    assert lab.warnings == []
    assert f'href="{three.base("office")}index.html">Cells</a>' in page
    assert 'Pair 1 of 2: Making them' in page
    assert 'href="media.html"' in page
    assert f'href="{three.base("office")}start.html"' in page
    assert f'href="{three.base("clinic")}ward.html"' in page


def test_previous_and_next_of_the_theme_lead_to_other_projects(
    three: Neighbours,
) -> None:
    lab = again(three, 'lab', conf="html_theme = 'furo'")

    page = lab.text('culture.html')
    following = re.search(r'<a class="next-page" href="([^"]+)"', page)
    assert following is not None
    assert following[1] == f'{three.base("clinic")}ward.html'
    assert f'<link rel="next" title="On the ward" href="{following[1]}"' in page


def test_routes_and_the_name_of_pairs_stay_with_the_hub(three: Neighbours) -> None:
    hub = OFFICE['index.rst'].replace(':title:', ':pair-label: Chapter\n       :title:')
    three.build('office', {**OFFICE, 'index.rst': hub}, knows=('lab', 'clinic'))
    way = """

        .. reading-guide::
           :series: cells

           .. reading-route:: From the lab
              :articles: B1, A1, A0
    """

    office = again(three, 'office').text('index.html')
    lab = again(three, 'lab').text('culture.html')
    three.build('lab', {'index.rst': LAB['index.rst'] + way}, knows=('office',))
    own = again(three, 'lab').text('culture.html')

    assert 'Chapter 1: Making them' in office
    assert 'Pair 1 of 2: Making them' in lab
    assert 'all articles in order' in lab
    assert 'In short' not in lab
    assert 'From the lab' in own


def test_each_project_publishes_what_it_has(three: Neighbours) -> None:
    schema = json.loads(
        Path(sphinxext_series.__file__)
        .parent.joinpath('outputs', 'series.schema.json')
        .read_text()
    )
    validator = Draft202012Validator(schema)

    files = {}
    for name in ('office', 'lab', 'clinic'):
        text = again(three, name).text('series.json')
        files[name] = json.loads(text)['series']['cells']
        validator.validate(json.loads(text))

    # The hub's project has all of them, with the names that it knows projects by.
    hub = {each['code']: each for each in files['office']['articles']}
    assert list(hub) == ['A0', 'A1', 'B1', 'A2', 'B2']
    assert hub['A1']['uri'] == f'{three.base("lab")}culture.html'
    assert [each.get('project') for each in hub.values()] == [
        None, 'lab', 'lab', 'clinic', 'clinic'
    ]  # fmt: skip
    # The others have their own, and no hub.
    assert files['lab']['uri'] is None
    assert [each['code'] for each in files['lab']['articles']] == ['A1', 'B1']
    assert files['lab']['articles'][0]['uri'] == 'culture.html'


def test_what_is_required_elsewhere_is_published_before_it_is_known(
    server: Neighbours,
) -> None:
    lab = server.build('lab', LAB)

    published = json.loads(lab.text('series.json'))['series']['cells']['articles']
    assert any('requires “cells/A0”, which does not exist' in w for w in lab.warnings)
    assert published[0]['requires'] == ['cells/A0']


def test_an_article_that_is_gone_does_not_come_back(three: Neighbours) -> None:
    again(three, 'clinic')
    three.build('lab', {'media.rst': None}, knows=('office', 'clinic'))

    office = again(three, 'office')
    lab = again(three, 'lab')

    assert 'Media' not in office.text('index.html')
    assert 'Media' not in lab.text('culture.html')


def test_intersphinx_reaches_hub_articles_pairs_and_routes(
    three: Neighbours, tmp_path: Path
) -> None:
    page = """
        Reader
        ======

        :external:series:article:`cells/A1`, :external+clinic:series:article:`cells/B2`,
        :external:series:hub:`cells`, :external:series:pair:`cells/1`,
        :external:series:route:`cells/in-short`.
    """

    reader = three.build(
        'reader', {'index.rst': page}, knows=('office', 'lab', 'clinic')
    )

    text = reader.text('index.html')
    assert reader.warnings == []
    office = three.base('office')
    for address in (
        f'{three.base("lab")}culture.html',
        f'{three.base("clinic")}dose.html',
        f'{office}index.html',
        f'{office}index.html#pair-1',
        f'{office}index.html#route-in-short',
    ):
        assert f'href="{address}"' in text


def test_the_example_of_the_documentation_is_one(server: Neighbours) -> None:
    example = Path(__file__).parents[1] / 'docs' / 'snippets' / 'several'

    def build(name: str, other: str) -> Result:
        directory = server.directory / name / 'source'
        shutil.copytree(example / name, directory, dirs_exist_ok=True)
        known = {'series_external': {other: (server.base(other), None)}}
        return server.project(name)(
            {'conf.py': 'intersphinx_cache_limit = 0'}, confoverrides=known
        )

    build('lab', 'office')
    office = build('office', 'lab')
    lab = build('lab', 'office')

    assert (office.warnings, lab.warnings) == ([], [])
    assert f'href="{server.base("lab")}culture.html"' in office.text('index.html')
    assert f'href="{server.base("office")}index.html"' in lab.text('media.html')
    assert 'Pair 1 of 1: Making them' in lab.text('media.html')


def test_the_limits_are_documented() -> None:
    text = Path(__file__).parents[1].joinpath('docs/how-to/several-projects.rst')
    documented = re.findall(
        r'\d+(?:,\d+)*', text.read_text('utf-8').rpartition('at most')[2]
    )

    limits = [
        fetching.LONGEST_FETCH,
        fetching.TIMEOUT,
        fetching.MOST_REDIRECTS,
        reader.MOST_BYTES / 1024 / 1024,
        reader.MOST_SERIES,
        reader.MOST_ARTICLES,
        reader.MOST_PAIRS,
        reader.MOST_AUDIENCES,
        reader.MOST_REQUIRED,
        reader.LONGEST_TITLE,
        reader.LONGEST_TEXT,
        reader.LONGEST_ADDRESS,
    ]
    assert [f'{limit:,.0f}' for limit in limits] == documented


def test_without_being_asked_nothing_is_collected(three: Neighbours) -> None:
    hub = OFFICE['index.rst'].replace(':external: lab clinic', ':external: lab')

    office = three.build('office', {'index.rst': hub}, knows=('lab', 'clinic'))

    assert 'On the ward' not in office.text('index.html')
    assert 'Media' in office.text('index.html')


def test_two_projects_that_claim_one_code_are_both_named(three: Neighbours) -> None:
    three.build('clinic', {'dose.rst': article('Doses', 'cells B1')}, knows=())

    office = again(three, 'office')

    lab, clinic = three.base('lab'), three.base('clinic')
    assert (
        f'{clinic}dose.html: WARNING: B1 of series “cells” is already claimed at '
        f'{lab}media.html; this one is left out [series.duplicate]'
    ) in office.warnings
    assert 'Media' in office.text('index.html')


def test_an_own_article_goes_before_a_collected_one(three: Neighbours) -> None:
    own = article('Our media', 'cells B1')

    office = three.build('office', {'own.rst': own}, knows=('lab', 'clinic'))

    [warning] = office.warnings
    assert (
        'media.html: WARNING: B1 of series “cells” is already claimed at own.rst:4'
        in (warning)
    )
    assert 'Our media' in office.text('index.html')


def test_the_pages_are_the_same_in_parallel_builds(three: Neighbours) -> None:
    more = {f'more/{n}.rst': f'More {n}\n======\n' for n in range(8)}
    more['more.rst'] = 'More\n====\n\n.. toctree::\n   :glob:\n\n   more/*\n'
    serial = three.build('office', more, knows=('lab', 'clinic'))
    pages = {name: serial.text(f'{name}.html') for name in ('index', 'start')}

    parallel = again(three, 'office', builddir='other', parallel=2)

    assert pages == {name: parallel.text(f'{name}.html') for name in pages}


@pytest.mark.parametrize('builder', ['text', 'latex', 'epub', 'singlehtml', 'xml'])
def test_all_builders_show_what_is_collected(three: Neighbours, builder: str) -> None:
    office = again(three, 'office', builder=builder)

    written = ''.join(
        path.read_text('utf-8', 'replace')
        for path in office.outdir.rglob('*')
        if path.is_file()
    )
    assert not [w for w in office.warnings if 'series' in w]
    assert 'Media' in written
    assert builder == 'text' or f'{three.base("lab")}culture.html' in written


def test_json_ld_names_collected_articles(three: Neighbours) -> None:
    page = again(three, 'office').text('index.html')

    found = re.search(r'<script type="application/ld\+json">(.*)</script>', page)
    assert found is not None
    parts = {part['position']: part for part in json.loads(found[1])['hasPart']}
    assert parts['A1']['url'] == f'{three.base("lab")}culture.html'
    assert 'inLanguage' not in parts['A1']
    assert parts['A0']['inLanguage'] == 'en'


# -- what can be named -----------------------------------------------------------------


READER = {
    'index.rst': """
        Tea
        ===

        .. series-hub:: tea
           :next: cells

        .. reading-guide::
           :series: tea

           .. reading-route:: Both
              :articles: A1, cells/A1 + B

        See :series:article:`cells/B2` and :series:hub:`cells`.
    """,
    'leaf.rst': article('Leaves', 'tea A1', requires='cells/A0'),
}


def test_next_requires_routes_and_roles_name_series_of_other_projects(
    three: Neighbours,
) -> None:
    again(three, 'office')

    reader = three.build('reader', READER, knows=('office', 'lab', 'clinic'))

    page = reader.text('index.html')
    office, lab, clinic = (three.base(n) for n in ('office', 'lab', 'clinic'))
    assert reader.warnings == []
    # The preview: title, status, numbers, description.
    assert f'href="{office}index.html"' in page
    assert '>Cells</a>' in page
    assert 'Ongoing' in page
    assert '5 articles' in page
    assert 'Three teams, one series.' in page
    # The route, and what the roles say.
    assert f'href="{lab}culture.html"' in page
    assert f'href="{lab}media.html"' in page
    assert 'How cells &lt;b&gt;grow&lt;/b&gt;' in page
    assert f'href="{clinic}dose.html"' in page
    leaf = reader.text('leaf.html')
    assert f'href="{office}start.html"' in leaf
    assert f'href="{lab}culture.html"' in leaf


def test_a_planned_series_of_another_project_is_announced(three: Neighbours) -> None:
    page = again(three, 'office').text('index.html')

    assert f'href="{three.base("clinic")}index.html"' in page
    assert 'Planned' in page
    assert 'What genes are' in page


def test_what_no_project_has_is_unknown(three: Neighbours) -> None:
    files = {
        'index.rst': READER['index.rst'].replace('cells', 'cels'),
        'leaf.rst': article('Leaves', 'tea A1', requires='cells/A7'),
    }

    reader = three.build('reader', files, knows=('office', 'lab', 'clinic'))

    found = {re.search(r'\[(.*)\]$', w)[1] for w in reader.warnings}  # type: ignore[index]
    assert found == {'series.unknown', 'series.route'}
    assert any('did you mean “cells”?' in w for w in reader.warnings)


def test_a_series_of_ones_own_goes_before_another_of_the_same_name(
    three: Neighbours,
) -> None:
    own = 'Own\n===\n\n.. series-hub:: cells\n   :status: planned\n'

    reader = three.build(
        'reader', READER | {'own.rst': f':orphan:\n\n{own}'}, knows=('office',)
    )

    assert 'href="own.html"' in reader.text('index.html')
    assert not series_domain(reader.app.env).catalogue.external.get('cells')


def test_articles_of_projects_that_are_not_named_are_left_out(
    three: Neighbours,
) -> None:
    reader = three.build('reader', READER, knows=('office',))

    assert all(three.base('lab') not in page for page in pages(reader))
    assert '1 article' in reader.text('index.html')
    assert not [w for w in reader.warnings if '[series.external]' in w]


def test_a_file_on_the_disk_serves_too(three: Neighbours) -> None:
    published = three.directory / 'office' / 'build' / 'html' / 'series.json'
    conf = "series_external = {'office': ('https://cells.example/', 'copy.json')}"
    files = {**READER, 'copy.json': published.read_text('utf-8')}
    three.requests.clear()

    reader = three.build('reader', files, conf=conf)

    assert 'href="https://cells.example/index.html"' in reader.text('index.html')
    assert three.requests == []


def test_the_first_location_that_has_the_file_is_taken(three: Neighbours) -> None:
    base = three.base('office')
    where = ('missing.json', f'{three.address}/nothing', None)
    conf = f"series_external = {{'office': ({base!r}, {where!r})}}"

    reader = three.build('reader', READER, conf=conf)

    assert f'href="{base}index.html"' in reader.text('index.html')
    assert not [w for w in reader.warnings if '[series.external]' in w]


def pages(result: Result) -> list[str]:
    """Return all pages."""
    return [path.read_text('utf-8') for path in result.outdir.rglob('*.html')]


# -- files that are missing, broken or hostile -----------------------------------------


def slowly(handler: SimpleHTTPRequestHandler) -> None:
    """Answer with a byte now and then."""
    handler.send_response(200)
    drip(handler)


def drip(handler: SimpleHTTPRequestHandler) -> None:
    """Send a byte now and then, for ever."""
    handler.end_headers()
    for _ in range(1_000):
        handler.wfile.write(b' ')
        handler.wfile.flush()
        time.sleep(0.05)


def silence(_handler: SimpleHTTPRequestHandler) -> None:
    """Say nothing."""
    time.sleep(2)


def valid(**series: object) -> bytes:
    """Return a file with a series, or with others."""
    entry = {
        'title': 'Cells',
        'uri': 'index.html',
        'audiences': [{'code': 'A', 'label': 'All'}, {'code': 'B', 'label': 'Experts'}],
        'articles': [{'code': 'A0', 'title': 'Why', 'uri': 'why.html'}],
    }
    return json.dumps({'version': 1, 'series': {'cells': entry, **series}}).encode()


BOMB = gzip.compress(b' ' * 9_000_000)
UNUSABLE = {
    'missing': (answer(status=404), 'HTTP 404'),
    'failing': (answer(valid(), status=500), 'HTTP 500'),
    'no content': (answer(status=204), 'HTTP 204'),
    'dripping': (slowly, 'more than 1 seconds'),
    'silent': (silence, 'ReadTimeout'),
    'empty': (answer(), 'not JSON (Expecting value: line 1 column 1 (char 0))'),
    'huge': (answer(b' ' * 9_000_000), 'more than 8388608 bytes'),
    'bomb': (answer(BOMB, Content_Encoding='gzip'), 'more than 8388608 bytes'),
    'bomb in a bomb': (
        answer(gzip.compress(BOMB), Content_Encoding='gzip, gzip'),
        'packed in an unknown way',
    ),
    'packed in part': (
        answer(gzip.compress(valid())[:-9], Content_Encoding='gzip'),
        'not whole',
    ),
    'packed badly': (answer(valid(), Content_Encoding='gzip'), 'error'),
    'packed strangely': (
        answer(valid(), Content_Encoding='br'),
        'packed in an unknown way',
    ),
    'cut off': (answer(valid(), Content_Length='9999'), 'ProtocolError'),
    'no JSON': (answer(b'<!doctype html>'), 'not JSON (Expecting value'),
    'no UTF-8': (answer(b'{"version": "\xff"}'), 'not JSON'),
    'not a number': (answer(b'{"version": NaN, "series": {}}'), 'not JSON (NaN)'),
    'endless number': (answer(b'[' + b'9' * 5_000 + b']'), 'not JSON (Exceeds'),
    'deep': (answer(b'[' * 200_000 + b']' * 200_000), 'nested too deeply'),
    'deep objects': (answer(b'{"a":' * 100_000), 'nested too deeply'),
    'a list': (answer(b'[]'), 'not a file of series'),
    'no series': (answer(b'{"version": 1}'), 'not a file of series'),
    'no version': (answer(b'{"series": {}}'), 'a file without a version'),
    'true version': (
        answer(b'{"version": true, "series": {}}'),
        'a file without a version',
    ),
    'next version': (answer(b'{"version": 2, "series": {}}'), 'version 2, not 1'),
    'redirected to a file': (
        answer(status=302, Location='file:///etc/hostname'),
        'neither http nor https',
    ),
    'redirected in a circle': (
        answer(status=302, Location='series.json'),
        'more than 5 redirects',
    ),
    'redirected nowhere': (
        answer(status=302, Location='http://[/'),
        'ValueError',
    ),
}


@pytest.mark.parametrize('case', UNUSABLE)
def test_a_file_that_cannot_be_used_is_said_and_left_out(
    server: Neighbours, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile, reason = UNUSABLE[case]
    # Lose patience early, where it is tried.
    if case == 'dripping':
        monkeypatch.setattr(fetching, 'LONGEST_FETCH', 1.0)
    elif case == 'silent':
        monkeypatch.setattr(fetching, 'TIMEOUT', 0.5)
    server.answers['/hostile/build/html/series.json'] = hostile
    conf = f"series_external = {{'hostile': ({server.base('hostile')!r}, None)}}"
    reader = server.project('reader')(
        {'index.rst': HOSTILE, 'conf.py': conf}, builder='text'
    )

    [warning, unknown] = reader.warnings
    assert warning.startswith(
        'WARNING: the series of project “hostile” cannot be read from '
        f'{server.base("hostile")}series.json ({reason}'
    )
    assert warning.endswith('); its series are unknown [series.external]')
    assert unknown.endswith('does not exist; it is not shown [series.unknown]')
    assert 'Behind the hub.' in reader.text('index.txt')


HOSTILE = """
    Tea
    ===

    .. series-hub:: tea
       :next: cells

    Behind the hub.
"""


def test_a_server_that_is_not_there_is_said(server: Neighbours) -> None:
    conf = "series_external = {'gone': ('http://127.0.0.1:9/', None)}"

    reader = server.build('reader', {'index.rst': HOSTILE}, conf=conf)

    assert (
        'WARNING: the series of project “gone” cannot be read from '
        'http://127.0.0.1:9/series.json (ConnectionError); its series are unknown '
        '[series.external]'
    ) in reader.warnings


@pytest.mark.parametrize('where', ['missing.json', '.', 'ftp://127.0.0.1/x', '\0'])
def test_a_location_of_another_kind_is_said(server: Neighbours, where: str) -> None:
    conf = f"series_external = {{'gone': ('http://cells.example/', {where!r})}}"

    reader = server.build('reader', {'index.rst': HOSTILE}, conf=conf)

    assert any('[series.external]' in warning for warning in reader.warnings)


def test_a_password_is_not_shown(server: Neighbours) -> None:
    conf = "series_external = {'gone': ('http://me:secret@127.0.0.1:9/', None)}"

    reader = server.build('reader', {'index.rst': HOSTILE}, conf=conf)

    said = reader.app.status.getvalue() + ''.join(reader.warnings)
    assert 'http://127.0.0.1:9/series.json' in said
    assert 'secret' not in said


PACKED = {
    'gzip': gzip.compress(valid()),
    'x-gzip': gzip.compress(valid()),
    'deflate': zlib.compress(valid()),
    'identity': valid(),
}


@pytest.mark.parametrize('encoding', PACKED)
def test_a_packed_file_is_unpacked(server: Neighbours, encoding: str) -> None:
    packed = answer(PACKED[encoding], Content_Encoding=encoding)
    server.answers['/packed/build/html/series.json'] = packed

    reader = server.build('reader', {'index.rst': HOSTILE}, knows=('packed',))

    assert f'href="{server.base("packed")}index.html"' in reader.text('index.html')


def test_redirects_are_followed_and_links_stay_where_they_are(
    server: Neighbours,
) -> None:
    moved = answer(status=301, Location='/moved/build/html/there.json')
    server.answers['/packed/build/html/series.json'] = moved
    server.answers['/moved/build/html/there.json'] = answer(valid())

    reader = server.build('reader', {'index.rst': HOSTILE}, knows=('packed',))

    assert f'href="{server.base("packed")}index.html"' in reader.text('index.html')
    assert server.base('moved') not in reader.text('index.html')


def test_what_comes_with_a_redirect_is_not_read(
    server: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, 'LONGEST_FETCH', 15.0)

    def endless(handler: SimpleHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header('Location', '/moved/build/html/there.json')
        drip(handler)

    server.answers['/packed/build/html/series.json'] = endless
    server.answers['/moved/build/html/there.json'] = answer(valid())

    reader = server.build('reader', {'index.rst': HOSTILE}, knows=('packed',))

    assert f'href="{server.base("packed")}index.html"' in reader.text('index.html')


def test_a_file_on_the_disk_goes_before_a_copy_from_the_web(
    server: Neighbours,
) -> None:
    base = server.base('cells')
    server.answers['/cells/build/html/series.json'] = answer(valid())
    conf = f"series_external = {{'cells': ({base!r}, ('own.json', None))}}"
    server.build('reader', {'index.rst': HOSTILE}, conf=conf + f'\n{DAYS}')
    own = valid().decode().replace('"Cells"', '"Our cells"')

    reader = server.build('reader', {'own.json': own}, conf=conf + f'\n{DAYS}')

    assert '>Our cells</a>' in reader.text('index.html')


@pytest.mark.parametrize('status', ['draft', 'planned'])
def test_what_lists_show_of_others_is_what_they_show_here(
    server: Neighbours, status: str
) -> None:
    entry = {'code': 'A1', 'title': 'Unfinished', 'uri': 'a.html', 'status': status}
    body = json.loads(valid())
    body['series']['cells']['articles'] = [entry]
    server.answers['/cells/build/html/series.json'] = answer(json.dumps(body).encode())
    shown = {'series_drafts': True, 'series_planned': 'title'}
    hidden = {'series_drafts': False, 'series_planned': 'hide'}
    hub = HOSTILE.replace('hub:: tea', 'hub:: cells\n       :external: cells')
    files = {'index.rst': hub.replace(':next: cells', '')}

    pages = [
        server.build('reader', files, knows=('cells',), confoverrides=each).text(
            'index.html'
        )
        for each in (shown, hidden)
    ]

    assert ['Unfinished' in page for page in pages] == [True, False]


def test_a_script_in_a_title_stays_words(server: Neighbours) -> None:
    evil = '</script><script>alert(1)</script>" onload="alert(2)'
    entry = {
        'title': evil,
        'description': evil,
        'uri': '',
        'audiences': [{'code': 'A', 'label': evil}],
        'articles': [{'code': 'A1', 'title': evil, 'uri': 'a.html', 'summary': evil}],
    }
    body = json.dumps({'version': 1, 'series': {'cells': entry}}).encode()
    server.answers['/evil/build/html/series.json'] = answer(body)
    hub = """
        Cells
        =====

        .. series-hub:: cells
           :external: evil
    """

    office = server.build('reader', {'index.rst': hub}, knows=('evil',))
    other = server.build('other', {'index.rst': HOSTILE}, knows=('evil',))

    for result in (office, other):
        page = re.sub('<script type="application/ld.*', '', result.text('index.html'))
        assert '<script>alert' not in page
        assert '&lt;script&gt;alert' in page
        assert '" onload' not in page


# -- what is kept, and what is built again ---------------------------------------------


def asked(neighbours: Neighbours) -> list[str]:
    """Return which series.json files were asked for, and forget it."""
    paths = [path for path in neighbours.requests if path.endswith('series.json')]
    neighbours.requests.clear()
    return paths


DAYS = 'intersphinx_cache_limit = 3'


def test_a_file_is_asked_for_once_in_some_days(three: Neighbours) -> None:
    again(three, 'office', conf=DAYS, builddir='other')
    first = asked(three)

    office = again(three, 'office', conf=DAYS, builddir='other')

    assert sorted(first) == [
        '/clinic/build/html/series.json', '/lab/build/html/series.json'
    ]  # fmt: skip
    assert asked(three) == []
    assert office.warnings == []
    assert 'no targets are out of date' in office.app.status.getvalue()


def test_after_some_days_it_is_asked_for_again(three: Neighbours) -> None:
    office = again(three, 'office', conf=DAYS)
    asked(three)
    for path in Path(office.app.doctreedir, fetching.CACHE).iterdir():
        os.utime(path, (time.time() - 4 * 86_400,) * 2)

    again(three, 'office', conf=DAYS)

    assert len(asked(three)) == 2


def test_a_negative_limit_keeps_it_for_ever(three: Neighbours) -> None:
    office = again(three, 'office', conf='intersphinx_cache_limit = -1')
    asked(three)
    for path in Path(office.app.doctreedir, fetching.CACHE).iterdir():
        os.utime(path, (1, 1))

    again(three, 'office', conf='intersphinx_cache_limit = -1')

    assert asked(three) == []


def test_without_a_network_the_copy_serves(three: Neighbours) -> None:
    before = again(three, 'office').text('index.html')
    for name in ('lab', 'clinic'):
        three.answers[f'/{name}/build/html/series.json'] = answer(status=503)

    office = again(three, 'office')

    assert office.text('index.html') == before
    said = [w for w in office.warnings if '[series.external]' in w]
    assert said == [
        f'WARNING: the series of project “{name}” cannot be read from '
        f'{three.base(name)}series.json (HTTP 503); the copy of '
        f'{time.strftime("%Y-%m-%d")} is used [series.external]'
        for name in ('clinic', 'lab')
    ]


def test_a_copy_is_kept_where_the_file_becomes_unusable(three: Neighbours) -> None:
    before = again(three, 'office').text('index.html')
    three.answers['/lab/build/html/series.json'] = answer(b'{')

    for _ in range(2):
        office = again(three, 'office')

        assert office.text('index.html') == before
        assert ['is used [series.external]' in w for w in office.warnings] == [True]


def test_a_copy_that_cannot_be_read_is_fetched_again(three: Neighbours) -> None:
    office = again(three, 'office', conf=DAYS)
    before = office.text('index.html')
    for path in Path(office.app.doctreedir, fetching.CACHE).iterdir():
        path.write_bytes(b'{"version": 1, "ser')

    office = again(three, 'office', conf=DAYS)

    assert office.warnings == []
    assert office.text('index.html') == before


def test_the_copy_of_what_is_no_longer_wanted_is_deleted(three: Neighbours) -> None:
    office = again(three, 'office')
    cache = Path(office.app.doctreedir, fetching.CACHE)
    both = len(list(cache.iterdir()))

    three.build('office', knows=('lab',))

    assert (both, len(list(cache.iterdir()))) == (2, 1)


def test_nothing_of_other_projects_is_in_the_environment(three: Neighbours) -> None:
    office = again(three, 'office')

    pickled = Path(office.app.doctreedir, 'environment.pickle').read_bytes()
    assert b'Why cells' in pickled
    # In the file, and in no inventory.
    assert 'Recipes.' in office.text('index.html')
    assert b'Recipes.' not in pickled


def test_a_project_that_names_no_others_asks_and_keeps_nothing(
    server: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, '_Loader', None)

    office = server.build('office', {'index.rst': HOSTILE.replace('cells', 'tea')})

    assert not Path(office.app.doctreedir, fetching.CACHE).exists()
    assert asked(server) == []


@pytest.fixture
def office(three: Neighbours) -> Comparison:
    """Return the hub's project, built once."""
    comparison = Comparison(three.project('office'))
    comparison.edit(three.files('office', OFFICE, knows=('lab', 'clinic')))
    return comparison


def test_what_changes_elsewhere_writes_the_pages_that_show_it(
    three: Neighbours, office: Comparison
) -> None:
    more = {'far.rst': article('Elsewhere', 'tea A1')}
    more['tea.rst'] = 'Tea\n===\n\n.. series-hub:: tea\n'
    office.edit(more)
    three.build(
        'lab',
        {'media.rst': article('New media', 'cells B1', 'Recipes.', minutes='12')},
        knows=('office', 'clinic'),
    )
    three.project('office')

    step = office.edit({})

    assert step.differing == []
    assert step.written == {'index', 'start'}
    assert step.needless == set()
    assert 'New media' in step.built.text('index.html')


def test_a_summary_elsewhere_writes_the_hub_alone(
    three: Neighbours, office: Comparison
) -> None:
    three.build(
        'lab',
        {
            'media.rst': article(
                'Media & sera', 'cells B1', 'Other recipes.', minutes='12'
            )
        },
        knows=('office', 'clinic'),
    )
    three.project('office')

    step = office.edit({})

    assert (step.differing, step.written) == ([], {'index'})


def test_what_is_built_again_without_a_change_writes_nothing(
    three: Neighbours, office: Comparison
) -> None:
    again(three, 'lab', builddir='build')
    three.project('office')

    step = office.edit({})

    assert (step.differing, step.written) == ([], set())


@pytest.mark.parametrize('knows', [(), ('lab',), ('clinic', 'lab')])
def test_a_change_of_series_external_writes_what_depends_on_it(
    three: Neighbours, office: Comparison, knows: tuple[str, ...]
) -> None:
    hub = OFFICE['index.rst'].replace('lab clinic', ' '.join(knows))

    step = office.edit(three.files('office', {'index.rst': hub}, knows=knows))

    assert step.differing == []
    back = office.edit(three.files('office', OFFICE, knows=('lab', 'clinic')))
    assert back.differing == []


# -- what conf.py may say --------------------------------------------------------------


def configured(value: object) -> Mapping[str, object]:
    """Return what is used of a value of series_external."""
    values: Any = {f'series_{each.name}': None for each in fields(SeriesConfig)}
    return SeriesConfig.of(values | {'series_external': value}).external


@pytest.mark.parametrize(
    'value',
    [
        ['lab'],
        'https://lab.example/',
        {'lab': 'https://lab.example/'},
        {'lab': ('https://lab.example/',)},
        {'lab': ('https://lab.example/', None, None)},
        {'lab': (None, 'series.json')},
        {'lab': ('lab/', None)},
        {'lab': ('ftp://lab.example/', None)},
        {'lab': ('https:///', None)},
        {'lab': ('https://[/', None)},
        {'lab': ('https://lab.example/\ud800', None)},
        {'lab': ('https://lab.example/', 7)},
        {'lab': ('https://lab.example/', '')},
        {'lab': ('https://lab.example/', ())},
        {'lab': ('https://lab.example/', (None, ''))},
        {'the lab': ('https://lab.example/', None)},
        {'': ('https://lab.example/', None)},
        {7: ('https://lab.example/', None)},
        {'a': ('https://lab.example', None), 'b': ('HTTPS://LAB.example/', None)},
    ],
)
def test_a_wrong_value_of_series_external_is_not_used(value: object) -> None:
    assert configured(value) == {}


def test_where_a_file_is_looked_for() -> None:
    base = 'https://me:secret@lab.example/docs'

    found = locations_of([base, (None, '../lab.json', 'http://other/x')])

    # Who fetches it may need the password; readers do not.
    assert found == (
        'https://lab.example/docs/',
        (f'{base}/series.json', '../lab.json', 'http://other/x'),
    )


# -- entries that are wrong ------------------------------------------------------------

BASE = 'https://cells.example/docs/'
SOURCE = reader.Source(
    name='cells',
    base=BASE,
    bases={
        BASE: 'cells',
        'https://genes.example/': 'genes',
        'https://here.example/': '',
        'https://cells.example/docs/here/': '',
    },
)


def read(article: Mapping[str, object] | None = None, **series: object) -> reader.Read:
    """Return what is read of a file with an article like this in a series like this."""
    document = json.loads(valid())
    entry = document['series']['cells'] | series
    if article is not None:
        entry['articles'] = [{'code': 'A1', 'uri': 'a.html', **article}]
    document['series']['cells'] = entry
    return reader.read(json.dumps(document).encode(), SOURCE)


ADDRESSES = {
    'a1.html': f'{BASE}a1.html',
    '': BASE,
    'sub/a 1.html': f'{BASE}sub/a%201.html',
    'é/?q=1#x': f'{BASE}%C3%A9/?q=1#x',
    'sub/../a.html': f'{BASE}a.html',
    '/docs/a.html': f'{BASE}a.html',
    'HTTPS://Cells.Example/docs/a.html': f'{BASE}a.html',
    'https://genes.example/a.html': 'https://genes.example/a.html',
}


@pytest.mark.parametrize('uri', ADDRESSES)
def test_addresses_of_projects_that_are_known_are_links(uri: str) -> None:
    project, flaws = read({'uri': uri})

    [found] = project.series['cells'].articles
    assert found.target.uri == ADDRESSES[uri]
    assert flaws == []


NO_ADDRESSES = [
    '../other/a.html',
    '/a.html',
    '//evil.example/a.html',
    'https://evil.example/a.html',
    'https://cells.example/docs/../../a.html',
    'https://cells.example.evil.example/docs/',
    'https://cells.example@evil.example/docs/',
    'https://me@cells.example/docs/a.html',
    'https://cells.example:8080/docs/a.html',
    'http://cells.example/docs/a.html',
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '..\\..\\evil',
    '%2e%2e/%2E%2e/evil',
    '.%2e/evil',
    'a\x00.html',
    'a\ud800.html',
    'http://[/',
    'x' * 3_000,
    7,
    ['a.html'],
]


@pytest.mark.parametrize('uri', NO_ADDRESSES)
def test_all_other_addresses_are_left_out(uri: object) -> None:
    project, flaws = read({'uri': uri})

    assert project.series['cells'].articles == ()
    assert [flaw.path for flaw in flaws] == ["series['cells'].articles[0].uri"]


def test_what_a_hub_has_collected_elsewhere_is_left_out_without_a_word() -> None:
    elsewhere = {'uri': 'https://unknown.example/a.html', 'project': 'lab'}

    project, flaws = read(elsewhere)

    assert (project.series['cells'].articles, flaws) == ((), [])


@pytest.mark.parametrize(
    'uri', ['https://here.example/a.html', 'https://cells.example/docs/here/a.html']
)
def test_what_belongs_to_the_reader_is_left_out_without_a_word(uri: str) -> None:
    project, flaws = read({'uri': uri})

    assert (project.series['cells'].articles, flaws) == ((), [])


WRONG_ARTICLES: dict[str, tuple[object, str]] = {
    'code': ('a1', 'audience and number'),
    'title': (7, 'string of at most 500 characters'),
    'summary': ('x' * 10_001, 'string of at most 10000 characters'),
    'status': ('secret', '"planned", "draft", "published"'),
    'minutes': (10**4_000, 'integer from 1 to 9999'),
    'published': ('soon', 'date'),
    'updated': (20260101, 'string of at most 10 characters'),
    'requires': ([{}], 'array of series/code'),
}


@pytest.mark.parametrize('name', WRONG_ARTICLES)
def test_an_article_with_a_wrong_member_is_left_out(name: str) -> None:
    value, expected = WRONG_ARTICLES[name]

    project, [flaw] = read({name: value})

    assert project.series['cells'].articles == ()
    assert (flaw.path, flaw.expected) == (
        f"series['cells'].articles[0].{name}",
        expected,
    )
    assert len(flaw.found) < 50


@pytest.mark.parametrize(
    ('name', 'value'),
    [
        ('minutes', True),
        ('minutes', 0),
        ('minutes', 1.5),
        ('minutes', '7'),
        ('requires', 'cells/A1'),
        ('requires', ['a/b/A1']),
        ('requires', ['A1', '../A1']),
        ('status', None),
        ('status', ['published']),
        ('code', None),
        ('code', 'C1'),
        ('code', 'A' * 10_000),
    ],
)
def test_a_value_of_the_wrong_kind_is_left_out(name: str, value: object) -> None:
    project, flaws = read({name: value})

    assert project.series['cells'].articles == ()
    assert len(flaws) == 1


@pytest.mark.parametrize(
    ('name', 'value'),
    [
        ('title', {}),
        ('uri', 'https://evil.example/'),
        ('uri', 'https://genes.example/'),
        ('status', 'done'),
        ('audiences', []),
        ('audiences', None),
        ('audiences', {'A': 'All'}),
        ('audiences', [{'code': 'A1', 'label': 'All'}]),
        ('audiences', [{'code': 'A'}, {'code': 'A'}]),
        ('articles', {}),
        ('pairs', 7),
    ],
)
def test_a_series_with_a_wrong_member_is_left_out(name: str, value: object) -> None:
    project, flaws = read(None, **{name: value})

    assert project.series == {}
    assert len(flaws) == 1


@pytest.mark.parametrize('name', ['', 'a b', 'a/b', 'x' * 200, '<script>', '../x'])
def test_a_series_that_nobody_could_have_named_is_left_out(name: str) -> None:
    project, [flaw] = reader.read(valid(**{name: {}}), SOURCE)

    assert list(project.series) == ['cells']
    assert flaw.expected == 'name of a series'


def test_wrong_pairs_and_second_articles_are_left_out() -> None:
    project, flaws = read(
        pairs=[
            {'number': 1, 'title': 'One'},
            {'number': 1, 'title': 'Again'},
            {'number': -1},
            {'number': 10**7},
            {'title': 'None'},
            [],
        ],
        articles=[
            {'code': 'A1', 'title': 'First', 'uri': 'a.html'},
            {'code': 'A1', 'title': 'Second', 'uri': 'b.html'},
            'A2',
        ],
    )

    series = project.series['cells']
    assert [article.title for article in series.articles] == [('First',)]
    assert {number: pair.title for number, pair in series.pairs.items()} == {
        1: ('One',)
    }
    assert len(flaws) == 7


def test_texts_are_cleaned() -> None:
    title = 'A\x00\x1b[31m \ud800 \u202eevil\u2066\uffff\n\tline'

    project, _flaws = read({'title': title})

    [found] = project.series['cells'].articles
    assert found.title == ('A [31m evil line',)


def test_what_is_not_known_is_passed_over() -> None:
    document = json.loads(valid())
    document |= {'version': 1.4, 'generator': {'name': 'x'}}
    document['series']['cells'] |= {'mood': 'good', 'routes': 'none'}
    document['series']['cells']['articles'][0]['cover'] = {'href': 'x'}

    project, flaws = reader.read(json.dumps(document).encode(), SOURCE)

    assert (len(project.series['cells'].articles), flaws) == (1, [])


def test_members_may_be_missing() -> None:
    entry = {'audiences': [{'code': 'A'}], 'articles': [{'code': 'A1'}]}

    project, flaws = reader.read(valid(bare=entry), SOURCE)

    bare = project.series['bare']
    assert flaws == []
    assert (bare.title, bare.target.uri, bare.status) == (('bare',), '', 'ongoing')
    # Nothing can be read where there is no page.
    assert [(a.title, a.status) for a in bare.articles] == [(('A1',), 'planned')]


def test_more_than_the_limits_allow_is_left_out() -> None:
    many: dict[str, object] = {f's{n}': {} for n in range(reader.MOST_SERIES)}
    articles = [{'code': f'A{n}'} for n in range(reader.MOST_ARTICLES + 1)]

    crowd, flaws = reader.read(valid(**many), SOURCE)
    long, [flaw] = read(articles=articles)

    assert list(crowd.series) == ['cells']
    assert flaws[-1].expected == 'at most 1000'
    assert long.series == {}
    assert flaw.expected == 'at most 20000 in a file'


@pytest.mark.parametrize(
    ('name', 'path', 'members'),
    [
        (
            'audiences',
            "series['cells'].audiences[20]",
            [{'code': chr(ord('A') + n)} for n in range(22)],
        ),
        (
            'pairs',
            "series['cells'].pairs[20000]",
            [{'number': n} for n in range(1, reader.MOST_PAIRS + 3)],
        ),
        (
            'articles',
            "series['cells'].articles[0].requires[100]",
            [{'code': 'A1', 'uri': 'a1.html', 'requires': ['cells/A0'] * 102}],
        ),
    ],
)
def test_a_list_that_is_cut_off_is_said(
    name: str, path: str, members: list[object]
) -> None:
    found, [flaw] = read(None, **{name: members})

    assert 'cells' in found.series
    assert flaw.path == path
    assert flaw.expected.startswith('at most')


# -- whatever a file says --------------------------------------------------------------

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(['A1', 'cells/A1', 'a.html', '//evil.example', '\ud800', '\0']),
    lambda members: st.lists(members) | st.dictionaries(st.text(), members),
    max_leaves=5,
)
DOCUMENT = json.loads(
    valid(
        genes={
            'title': 'Genes',
            'description': 'About genes.',
            'uri': None,
            'status': 'complete',
            'next': 'cells',
            'audiences': [{'code': 'A', 'label': 'All'}],
            'pairs': [{'number': 1, 'title': 'One', 'articles': ['A1']}],
            'articles': [
                {
                    'code': 'A1',
                    'title': 'Genes',
                    'summary': 'What they are.',
                    'uri': 'https://genes.example/a.html',
                    'status': 'draft',
                    'minutes': 7,
                    'published': '2026-01-01',
                    'updated': None,
                    'requires': ['cells/A0'],
                    'project': 'genes',
                }
            ],
            'routes': [],
        }
    )
)


def places(
    value: object, path: tuple[object, ...] = ()
) -> Iterator[tuple[object, ...]]:
    """Yield the paths of all that a value holds."""
    yield path
    if isinstance(value, dict):
        for key, member in value.items():
            yield from places(member, (*path, key))
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from places(member, (*path, number))


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """Return a document with some of its values replaced, doubled or removed."""
    document: Any = {'': json.loads(json.dumps(DOCUMENT))}
    for _ in range(draw(st.integers(1, 3))):
        path: Any = draw(st.sampled_from([('', *p) for p in places(document[''])]))
        *above, last = path
        holder: Any = document
        for key in above:
            holder = holder[key]
        action = draw(st.sampled_from(['replace', 'remove', 'double', 'add']))
        if action == 'remove' and last != '':
            del holder[last]
        elif action == 'double' and isinstance(holder, list):
            holder.append(holder[last])
        elif action == 'add' and isinstance(holder[last], dict):
            holder[last][draw(st.text())] = draw(JSON)
        else:
            holder[last] = draw(JSON)
    return json.dumps(document['']).encode()


@given(documents())
@example(json.dumps({'version': 1, 'series': {'\U0001d54a' * 30: None}}).encode())
def test_whatever_a_file_says_what_is_read_of_it_can_be_shown(data: bytes) -> None:
    try:
        project, flaws = reader.read(data, SOURCE)
    except reader.UnusableError:
        return

    for name, series in project.series.items():
        assert series.name == name
        assert not series.target or series.target.uri.startswith(BASE)
        assert series.audiences
        assert set(series.index) == {article.code for article in series.articles}
        titles = [article.title for article in series.articles]
        titles += [pair.title for pair in series.pairs.values()]
        ''.join(map(words_of, titles)).encode()
        for each in series.articles:
            assert each.code.audience in series.labels
            assert not each.target or each.target.uri.startswith(
                (BASE, 'https://genes')
            )
            assert each.status in ARTICLE_STATUSES
            assert 0 <= each.minutes <= reader.HIGHEST_MINUTES
    assert all(len(flaw.path) + len(flaw.found) < 200 for flaw in flaws)
    # It can be arranged, announced, and taken for members of a series here.
    place = Place('index', 1)
    hub = HubClaim(place=place, series='cells', external=('cells',), next='genes')
    catalogue = arrange(
        {'index': Claims(hubs=(hub,))}, {}, Conventions(), {'cells': project}
    )
    for series in (*catalogue.series.values(), *catalogue.external.values()):
        announcement(series)
        overview(series)
    following(catalogue.series['cells'], catalogue)


@given(
    st.binary(max_size=200)
    | st.text().map(lambda text: text.encode('utf-8', 'replace'))
)
def test_bytes_that_are_no_file_are_refused(data: bytes) -> None:
    with pytest.raises(reader.UnusableError):
        reader.read(data, SOURCE)


@given(st.text())
def test_an_address_lies_below_its_base_or_is_none(uri: str) -> None:
    try:
        address = reader.absolute(BASE, uri)
    except ValueError:
        return

    parts = urlsplit(address)
    assert parts.scheme in {'http', 'https'}
    assert address.isascii()
    assert not set(address) & set(' "<>\\^`{|}')


def test_what_asks_the_web_is_not_imported_before_it_is_needed() -> None:
    names = {
        'concurrent.futures.thread',
        'requests',
        'sphinxext_series.federation.reader',
        'sphinxext_series.federation.fetching',
    }
    code = f'import sys, sphinxext_series; print(*{names} & sys.modules.keys())'

    imported = subprocess.run(  # noqa: S603  # the arguments are our own
        [sys.executable, '-c', code], capture_output=True, text=True, check=True
    ).stdout

    assert imported.strip() == ''
