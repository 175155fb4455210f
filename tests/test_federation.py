"""The files of other projects: how they are fetched, cached, validated and read."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import time
import zlib
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from neighbours import answer, document, entry, serving
from requests import Response
from sphinx.config import Config

from sphinxext_series.federation import fetching, reader, schema
from sphinxext_series.model.arranging.arrangement import arrange
from sphinxext_series.model.claims import Claims, HubClaim, Place
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.pages.views import announcement, following, overview
from sphinxext_series.model.values import fields
from sphinxext_series.settings.config import SeriesConfig
from sphinxext_series.settings.external import parse_external, resolve_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from http.server import SimpleHTTPRequestHandler

    from neighbours import Neighbours

    from sphinxext_series.model.catalogue import Project

SCHEMA = json.loads(schema.SCHEMA.read_text('utf-8'))
BASE = 'https://cells.example/docs/'
SOURCE = reader.Source(
    name='cells',
    base=BASE,
    bases={
        BASE: 'cells',
        'https://genes.example/': 'genes',
        'https://here.example/': '',
        f'{BASE}here/': '',
    },
)


def valid() -> bytes:
    """Return the bytes of a file."""
    return json.dumps(document()).encode()


def read(*articles: object, **members: Any) -> Project:
    """Return what is read of a file with one series."""
    data = json.dumps(document(*articles, **members)).encode()
    return reader.read(data, SOURCE)


def refused(*articles: object, **members: Any) -> str:
    """Return why a file is refused."""
    with pytest.raises(reader.UnusableError) as caught:
        read(*articles, **members)
    return str(caught.value)


# -- what is believed ------------------------------------------------------------------


@pytest.mark.parametrize(
    ('uri', 'address'),
    [
        ('a1.html', f'{BASE}a1.html'),
        ('', BASE),
        ('sub/a 1.html', f'{BASE}sub/a%201.html'),
        ('é/?q=1#x', f'{BASE}%C3%A9/?q=1#x'),
        ('sub/../a.html', f'{BASE}a.html'),
        ('/docs/a.html', f'{BASE}a.html'),
        ('HTTPS://Cells.Example/docs/a.html', f'{BASE}a.html'),
        ('https://genes.example/a.html', 'https://genes.example/a.html'),
    ],
)
def test_addresses_of_projects_that_are_named_are_links(uri: str, address: str) -> None:
    [article] = read(entry(uri=uri)).series['cells'].articles

    assert article.target.uri == address


@pytest.mark.parametrize(
    'uri',
    [
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
        '..%2fevil',
        '..%2F..%5Cevil',
        '..%5cevil',
        '%2e%2e/%2E%2e/evil',
        '.%2e/evil',
        'a\x00.html',
        'a\ud800.html',
        'http://[/',
        'x' * 3_000,
        7,
        ['a.html'],
    ],
)
def test_a_file_with_any_other_address_is_refused(uri: object) -> None:
    assert 'series.cells.articles[0].uri: expected ' in refused(entry(uri=uri))
    assert 'series.cells.uri: expected ' in refused(uri=uri)


@pytest.mark.parametrize(
    'member',
    [
        {'uri': 'https://unknown.example/a.html', 'project': 'lab'},
        {'uri': 'https://here.example/a.html'},
        {'uri': f'{BASE}here/a.html'},
    ],
)
def test_what_was_collected_of_others_or_of_this_project_is_passed_over(
    member: dict[str, object],
) -> None:
    assert read(entry(**member)).series['cells'].articles == ()


def test_a_hub_of_another_project_is_not_believed() -> None:
    assert 'expected an address below' in refused(uri='https://genes.example/')


@pytest.mark.parametrize(
    ('member', 'reason'),
    [
        ({'code': 'a1'}, 'code: expected pattern'),
        ({'code': 'A1\n'}, "found 'A1\\n'"),
        ({'code': 'C1'}, "code: expected audience A, B, found 'C1'"),
        ({'title': 7}, 'title: expected type "string", found 7'),
        ({'title': 'x' * 501}, 'expected maxLength 500'),
        ({'summary': 'x' * 10_001}, 'expected maxLength 10000'),
        ({'status': 'secret'}, 'expected enum "planned", "draft", "published"'),
        ({'minutes': 10**4_000}, 'expected maximum 9999'),
        ({'minutes': 0}, 'minutes: expected minimum 1, found 0'),
        ({'minutes': True}, 'minutes: expected type "integer", "null", found True'),
        ({'published': 'soon'}, 'published: expected format "date"'),
        ({'published': '2026-W01-1'}, 'expected format "date"'),
        ({'updated': 20260101}, 'updated: expected type'),
        ({'requires': [{}]}, 'requires[0]: expected type "string", found an object'),
        ({'requires': ['a/b/A1']}, 'requires[0]: expected pattern'),
        (
            {'requires': ['a/A1'] * 101},
            'requires: expected maxItems 100, found an array',
        ),
    ],
)
def test_a_wrong_member_has_the_file_refused_and_says_where(
    member: dict[str, object], reason: str
) -> None:
    said = refused(entry(), entry(**{'code': 'A1', **member}))

    assert said.startswith('series.cells.articles[1].')
    assert reason in said
    assert len(said) < 250


@pytest.mark.parametrize(
    ('members', 'reason'),
    [
        ({'status': 'done'}, 'series.cells.status'),
        (
            {'audiences': []},
            'series.cells.audiences: expected minItems 1, found an array',
        ),
        ({'audiences': [{'code': 'A', 'label': 'x'}] * 2}, 'audiences[1].code'),
        ({'audiences': [{'code': 'A', 'label': 'x'}] * 21}, 'maxItems 20'),
        (
            {'audiences': [{'code': 'A'}]},
            'audiences[0]: expected required',
        ),
        ({'articles': [entry(), entry()]}, 'articles[1].code'),
        (
            {'pairs': [{'number': 1, 'title': '', 'articles': []}] * 2},
            'pairs[1].number',
        ),
        ({'pairs': [{'number': 10**7, 'title': '', 'articles': []}]}, 'maximum 999999'),
    ],
)
def test_a_wrong_series_has_the_file_refused(
    members: dict[str, Any], reason: str
) -> None:
    assert reason in refused(**members)


@pytest.mark.parametrize('name', ['', 'a b', 'a/b', 'x' * 200, '<script>', '../x'])
def test_a_series_that_nobody_could_have_named_has_the_file_refused(name: str) -> None:
    whole = document()
    whole['series'][name] = whole['series']['cells']

    with pytest.raises(reader.UnusableError, match='a name: '):
        reader.read(json.dumps(whole).encode(), SOURCE)


def test_there_are_no_more_series_and_articles_than_allowed() -> None:
    many = document()
    many['series'] = {f's{n}': many['series']['cells'] for n in range(1_001)}
    full = document(*[entry(f'A{n}') for n in range(1, 10_002)])
    full['series']['more'] = full['series']['cells']

    with pytest.raises(reader.UnusableError, match='series: expected max'):
        reader.read(json.dumps(many).encode(), SOURCE)
    with pytest.raises(reader.UnusableError, match='more than 20000 articles'):
        reader.read(json.dumps(full).encode(), SOURCE)


def test_texts_are_cleaned() -> None:
    title = 'A\x00\x1b[31m \ud800 \u202eevil\u2066\uffff\n\tline'

    [article] = read(entry(title=title)).series['cells'].articles

    assert article.title == ('A [31m evil line',)


def test_members_that_are_not_known_are_passed_over() -> None:
    series = read(entry(cover={'href': 'x'}), mood='good').series['cells']

    assert len(series.articles) == 1


def test_articles_come_in_series_order_and_in_their_pairs() -> None:
    codes = ('B2', 'A1b', 'B1', 'A10', 'A1', 'A0')

    series = read(*[entry(code) for code in codes]).series['cells']

    ordered = [str(article.code) for article in series.articles]
    assert ordered == ['A0', 'A1', 'A1b', 'B1', 'B2', 'A10']
    assert {n: len(p.articles) for n, p in series.pairs.items()} == {1: 3, 2: 1, 10: 1}
    assert series.pairs[1].title == ('One',)


# -- whatever a file says --------------------------------------------------------------

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    # Those that are whole are integers for the schema, and not for us.
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda n: n % 1 != 0)
    | st.text()
    | st.sampled_from(['A1', 'cells/A1', 'a.html', '//evil.example', '\ud800', '\0']),
    lambda members: st.lists(members) | st.dictionaries(st.text(), members),
    max_leaves=5,
)
ROUTE: dict[str, object] = {'name': 'r', 'title': '', 'audience': None, 'steps': []}
DOCUMENT = document(
    entry(minutes=7, requires=['cells/A0'], project='genes'), routes=[ROUTE]
)


def paths_of(
    value: object, path: tuple[object, ...] = ()
) -> Iterator[tuple[object, ...]]:
    """Yield the paths of all that a value holds."""
    yield path
    if isinstance(value, dict | list):
        members = value.items() if isinstance(value, dict) else enumerate(value)
        for key, member in members:
            yield from paths_of(member, (*path, key))


@st.composite
def documents(draw: st.DrawFn) -> Any:
    """Return a document with some of its values replaced, doubled or removed."""
    whole: Any = {'': json.loads(json.dumps(DOCUMENT))}
    for _ in range(draw(st.integers(0, 3))):
        path: Any = draw(st.sampled_from([('', *p) for p in paths_of(whole[''])]))
        *parents, last = path
        holder: Any = whole
        for key in parents:
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
    return whole['']


def lenient(value: Any) -> Any:
    """Return a schema that lets members pass which it does not describe."""
    if isinstance(value, dict):
        items = ((name, lenient(member)) for name, member in value.items())
        return {n: m for n, m in items if (n, m) != ('additionalProperties', False)}
    return value


REFERENCE = Draft202012Validator(
    lenient(SCHEMA), format_checker=Draft202012Validator.FORMAT_CHECKER
)


@given(documents())
@example({'version': 1, 'series': {'\U0001d54a' * 30: None}})
@example(document(published='2026-W01-1'))
def test_the_validator_agrees_with_another_one(whole: Any) -> None:
    try:
        schema.validate(whole)
    except schema.MismatchError as error:
        mismatch = str(error)
    else:
        mismatch = ''

    assert REFERENCE.is_valid(whole) == (not mismatch)
    assert len(mismatch) < 300


@given(documents())
def test_whatever_a_file_says_what_is_read_of_it_can_be_shown(whole: Any) -> None:
    try:
        project = reader.read(json.dumps(whole).encode(), SOURCE)
    except reader.UnusableError:
        return

    for series in project.series.values():
        assert not series.target or series.target.uri.startswith(BASE)
        for article in series.articles:
            assert article.code.audience in series.labels
            target = article.target
            assert not target or target.uri.startswith((BASE, 'https://genes'))
    # It can be arranged, announced, and taken for members of a series here.
    hub = HubClaim(
        place=Place('index', 1), series='cells', external=('cells',), next='genes'
    )
    catalogue = arrange(
        {'index': Claims(hubs=(hub,))}, {}, SeriesConfig(), {'cells': project}
    )
    for series in (*catalogue.series.values(), *catalogue.external.values()):
        announcement(series)
        overview(series)
    following(catalogue.series['cells'], catalogue)


@given(st.binary(max_size=200) | st.text().map(lambda t: t.encode('utf-8', 'replace')))
def test_bytes_that_are_no_file_are_refused(data: bytes) -> None:
    with pytest.raises(reader.UnusableError):
        reader.read(data, SOURCE)


@given(st.text())
def test_an_address_is_of_the_web_or_none(uri: str) -> None:
    try:
        address = resolve_address(BASE, uri)
    except ValueError:
        return

    assert urlsplit(address).scheme in {'http', 'https'}
    assert address.isascii()
    assert not set(address) & set(' "<>\\^`{|}')


# -- fetched and cached ----------------------------------------------------------------


class Load:
    """Loads projects without a build, and keeps what is warned of."""

    def __init__(self, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.directory = directory
        self.warnings: list[dict[str, object]] = []
        monkeypatch.setenv('NO_PROXY', '*')
        monkeypatch.setattr(fetching, 'warn', self._warn)

    def _warn(self, diagnostic: Diagnostic, _location: None, **facts: object) -> None:
        assert diagnostic is Diagnostic.EXTERNAL
        self.warnings.append(facts)

    def __call__(
        self, base: str, locations: object = None, **config: object
    ) -> Project:
        """Return a project; *config* are values of intersphinx."""
        self.warnings.clear()
        values = Config({}, {})
        values.add('html_baseurl', '', '', ())
        for name, value in config.items():
            values.add(f'intersphinx_{name}', value, '', ())
        app: Any = SimpleNamespace(
            srcdir=self.directory, doctreedir=self.directory / 'trees', config=values
        )
        return fetching.load_projects(app, {'lab': (base, locations)})['lab']

    @property
    def cached(self) -> list[Path]:
        """The files in the cache."""
        return list(self.directory.joinpath('trees', fetching.CACHE).glob('*'))


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    return Load(tmp_path, monkeypatch)


@pytest.fixture(scope='module')
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neighbours]:
    with serving(tmp_path_factory.mktemp('served')) as server:
        yield server


@pytest.fixture
def server(served: Neighbours) -> Iterator[Neighbours]:
    """Return a server with the file of one project."""
    served.answers['/lab/build/html/series.json'] = answer(valid())
    yield served
    served.close()


def drip(handler: SimpleHTTPRequestHandler) -> None:
    """Send a byte now and then, for ever."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(1_000):
        handler.wfile.write(b' ')
        handler.wfile.flush()
        time.sleep(0.05)


def redirect_and_drip(handler: SimpleHTTPRequestHandler) -> None:
    """Say where the file is, and go on for ever."""
    handler.send_response(302)
    handler.send_header('Location', '/lab/build/html/series.json')
    drip(handler)


def silence(_handler: SimpleHTTPRequestHandler) -> None:
    """Say nothing."""
    time.sleep(2)


BOMB = gzip.compress(b' ' * 9_000_000)
UNUSABLE = {
    'missing': (answer(status=404), 'HTTP 404'),
    'no content': (answer(status=204), 'HTTP 204'),
    'dripping': (drip, 'more than 1 seconds'),
    'silent': (silence, 'ReadTimeout'),
    'empty': (answer(), 'not JSON (Expecting value: line 1 column 1 (char 0))'),
    'huge': (answer(b' ' * 9_000_000), 'more than 8388608 bytes'),
    'bomb': (answer(BOMB, Content_Encoding='gzip'), 'more than 8388608 bytes'),
    'bomb in a bomb': (
        answer(gzip.compress(BOMB), Content_Encoding='gzip, gzip'),
        'packed in an unknown way',
    ),
    'packed in part': (
        answer(gzip.compress(valid())[:-90], Content_Encoding='gzip'),
        'not JSON',
    ),
    'packed badly': (
        answer(valid(), Content_Encoding='gzip'),
        'ContentDecodingError',
    ),
    'cut off': (answer(valid(), Content_Length='9999'), 'ChunkedEncodingError'),
    'no JSON': (answer(b'<!doctype html>'), 'not JSON (Expecting value'),
    'no UTF-8': (answer(b'{"version": "\xff"}'), 'not JSON'),
    'not a number': (answer(b'{"version": NaN, "series": {}}'), 'not JSON (NaN)'),
    'endless number': (answer(b'[' + b'9' * 5_000 + b']'), 'not JSON (Exceeds'),
    'deep': (answer(b'[' * 200_000 + b']' * 200_000), 'nested too deeply'),
    'a list': (
        answer(b'[]'),
        'file: expected type "object", found an array',
    ),
    'next version': (
        answer(b'{"version": 2, "series": {}}'),
        'version: expected const 1, found 2',
    ),
    'redirected to a file': (
        answer(status=302, Location='file:///etc/hostname'),
        'neither http nor https',
    ),
    'redirected in a circle': (
        answer(status=302, Location='series.json'),
        'more than 5 redirects',
    ),
    'redirected nowhere': (answer(status=302, Location='http://[/'), 'ValueError'),
}


@pytest.mark.parametrize('case', UNUSABLE)
def test_a_file_that_cannot_be_used_is_said_and_left_out(
    server: Neighbours, load: Load, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile, reason = UNUSABLE[case]
    # Lose patience early, where it is tried.
    if case == 'dripping':
        monkeypatch.setattr(fetching, 'MAX_SECONDS', 1.0)
    elif case == 'silent':
        monkeypatch.setattr(fetching, 'TIMEOUT', 0.5)
    server.answers['/lab/build/html/series.json'] = hostile

    project = load(server.base('lab'))

    [facts] = load.warnings
    assert (project.series, project.read) == ({}, False)
    assert str(facts['reason']).startswith(reason)
    assert facts['address'] == f'{server.base("lab")}series.json'
    assert facts['instead'] == 'its series are unknown'
    assert load.cached == []


def test_a_redirect_from_https_to_http_is_not_followed(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = Response()
    moved.raw = BytesIO()
    moved.status_code = 301
    moved.headers['X-Series-Location'] = 'http://lab.example/'
    monkeypatch.setattr(fetching, '_request', lambda *_arguments: moved)

    load('https://lab.example/')

    [facts] = load.warnings
    assert facts['reason'] == 'redirected from https to another protocol'


@pytest.mark.parametrize(
    'location', ['missing.json', '.', 'ftp://127.0.0.1/x', '\0', 'http://127.0.0.1:9/x']
)
def test_a_location_where_nothing_is_is_said(load: Load, location: str) -> None:
    project = load('https://lab.example/', location)

    assert (project.read, len(load.warnings)) == (False, 1)


def test_a_password_is_not_shown(load: Load) -> None:
    load('http://me:secret@127.0.0.1:9/')

    assert load.warnings[0]['address'] == 'http://127.0.0.1:9/series.json'
    assert 'secret' not in str(load.warnings)


@pytest.mark.parametrize('packing', ['gzip', 'x-gzip', 'deflate', 'identity'])
def test_a_packed_file_is_unpacked(
    server: Neighbours, load: Load, packing: str
) -> None:
    pack: Mapping[str, Callable[[bytes], bytes]] = {
        'deflate': zlib.compress,
        'identity': bytes,
    }
    body = pack.get(packing, gzip.compress)(valid())
    server.answers['/lab/build/html/series.json'] = answer(
        body, Content_Encoding=packing
    )

    assert 'cells' in load(server.base('lab')).series


def test_redirects_are_followed_unread_and_links_stay_where_they_are(
    server: Neighbours, load: Load
) -> None:
    server.answers['/old/build/html/series.json'] = redirect_and_drip

    series = load(server.base('old')).series['cells']

    assert series.target.uri == f'{server.base("old")}index.html'


def test_the_first_location_that_has_the_file_is_taken(
    server: Neighbours, load: Load
) -> None:
    load.directory.joinpath('copy.json').write_bytes(valid())
    missing = ('missing.json', f'{server.address}/nothing')

    web = load(server.base('lab'), (*missing, None))
    disk = load(server.base('lab'), (*missing, 'copy.json', None), cache_limit=3)

    assert 'cells' in web.series
    assert 'cells' in disk.series
    assert server.requests.count('/lab/build/html/series.json') == 1
    assert load.warnings == []


@pytest.mark.parametrize(
    ('days', 'age', 'times'),
    [(3, 0, 1), (3, 4, 2), (None, 4, 1), (None, 6, 2), (-1, 900, 1), (0, 0, 2)],
)
def test_a_file_is_asked_for_once_in_some_days(
    server: Neighbours, load: Load, days: int | None, age: int, times: int
) -> None:
    config = {} if days is None else {'cache_limit': days}
    load(server.base('lab'), **config)
    [cached] = load.cached
    os.utime(cached, (time.time() - age * 86_400,) * 2)

    project = load(server.base('lab'), **config)

    assert 'cells' in project.series
    assert len(server.requests) == times


@pytest.mark.parametrize('hostile', [answer(status=503), answer(b'{')])
def test_without_a_usable_file_the_copy_serves(
    server: Neighbours, load: Load, hostile: Any
) -> None:
    load(server.base('lab'))
    server.answers['/lab/build/html/series.json'] = hostile

    for _ in range(2):
        project = load(server.base('lab'), cache_limit=0)

        [facts] = load.warnings
        assert 'cells' in project.series
        today = time.strftime('%Y-%m-%d')
        assert facts['instead'] == f'the copy of {today} is used'


def test_a_copy_that_cannot_be_read_is_fetched_again(
    server: Neighbours, load: Load
) -> None:
    load(server.base('lab'))
    load.cached[0].write_bytes(b'{"version": 1, "ser')

    project = load(server.base('lab'))

    assert ('cells' in project.series, load.warnings) == (True, [])


def test_the_copy_of_what_is_no_longer_named_is_deleted(
    server: Neighbours, load: Load
) -> None:
    server.answers['/old/build/html/series.json'] = answer(valid())
    load(server.base('old'))

    load(server.base('lab'))

    assert len(load.cached) == 1


def test_a_silent_server_holds_up_no_other(
    server: Neighbours, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, 'MAX_SECONDS', 1.0)
    server.answers['/slow/build/html/series.json'] = drip
    config = Config({}, {})
    config.add('html_baseurl', '', '', ())
    app: Any = SimpleNamespace(
        srcdir=load.directory, doctreedir=load.directory, config=config
    )
    external = {n: (server.base(n), None) for n in ('slow', 'lab')}

    projects = fetching.load_projects(app, external)

    assert [project.read for project in projects.values()] == [False, True]


# -- what conf.py may say --------------------------------------------------------------


@pytest.mark.parametrize(
    'value',
    [
        ['lab'],
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
    values: Any = {f'series_{name}': None for name in fields(SeriesConfig)}

    assert SeriesConfig.of(values | {'series_external': value}).external == {}


def test_where_a_file_is_looked_for() -> None:
    base = 'https://me:secret@lab.example/docs'

    entry = parse_external({'lab': [base, (None, '../lab.json', 'http://x/y')]})['lab']

    # Who fetches it may need the password; readers do not.
    assert entry.base == 'https://lab.example/docs/'
    assert entry.locations == (f'{base}/series.json', '../lab.json', 'http://x/y')


def test_the_limits_are_documented() -> None:
    text = Path(__file__).parents[1].joinpath('docs/how-to/several-projects.rst')
    table = text.read_text('utf-8').rpartition('at most')[2]
    definitions = SCHEMA['$defs']
    series = definitions['series']['properties']

    limits = [
        fetching.MAX_SECONDS,
        fetching.TIMEOUT,
        fetching.MAX_REDIRECTS,
        reader.MAX_BYTES / 1024 / 1024,
        SCHEMA['properties']['series']['maxProperties'],
        reader.MAX_ARTICLES,
        series['pairs']['maxItems'],
        series['audiences']['maxItems'],
        definitions['article']['properties']['requires']['maxItems'],
        definitions['title']['maxLength'],
        definitions['text']['maxLength'],
        definitions['uri']['maxLength'],
    ]

    documented = re.findall(r'\d+(?:,\d+)*', table)
    assert [f'{limit:,.0f}' for limit in limits] == documented


def test_what_asks_the_web_is_not_imported_before_it_is_needed() -> None:
    names = {
        'requests',
        'sphinxext_series.federation.reader',
        'sphinxext_series.federation.fetching',
        'sphinxext_series.settings.external',
    }
    code = f'import sys, sphinxext_series; print(*{names} & sys.modules.keys())'

    imported = subprocess.run(  # noqa: S603  # the arguments are our own
        [sys.executable, '-c', code], capture_output=True, text=True, check=True
    ).stdout

    assert imported.strip() == ''
