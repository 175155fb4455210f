"""How the ``series.json`` of other projects gets here: fetched, cached, read.

This is done once a build, in the main process, when all documents are read; projects
without ``series_external`` do not even import it.  Conventions are those of
intersphinx, whose ``intersphinx_timeout`` and ``intersphinx_cache_limit`` count where
it is loaded: a file on the disk is read in each build, one from the web again after
some days.  Its bytes are kept beside the doctrees; they serve also when the web cannot
be reached.
"""

from __future__ import annotations

import hashlib
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from sphinx.util import logging

from sphinxext_series.federation.reader import (
    MOST_BYTES,
    Source,
    UnusableError,
    read,
)
from sphinxext_series.model.catalogue import Project
from sphinxext_series.model.diagnostics import N_, Diagnostic
from sphinxext_series.settings.locations import locations_of, normal_base
from sphinxext_series.settings.state_files import write_whole
from sphinxext_series.settings.translation import __
from sphinxext_series.settings.warnings import warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from requests import Response
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinxext_series.federation.reader import Flaw

CACHE = 'series-external'

#: No file may take longer, from the first request to the last byte; in seconds.
LONGEST_FETCH = 30.0
#: A server may be silent for so long, unless intersphinx_timeout says otherwise.
TIMEOUT = 10.0
#: In days, as long as intersphinx is not loaded.
CACHE_LIMIT = 5
MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REDIRECT = 'X-Series-Location'
_CHUNK = 65_536

logger = logging.getLogger(__name__)


def load_projects(app: Sphinx, external: Mapping[str, object]) -> dict[str, Project]:
    """Return the projects of ``series_external``, and say what is wrong with them."""
    loaded = _Loader(app, external).loaded()
    for name, each in loaded.items():
        _warn_of(name, each)
    return {name: each.project for name, each in loaded.items()}


class Failure(NamedTuple):
    """Why a file could not be read from a location."""

    location: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A project, what is wrong with its file, and how it was come by.

    If all locations failed, *copy* is the day of the file that is used instead.
    """

    project: Project
    flaws: tuple[Flaw, ...] = ()
    failures: tuple[Failure, ...] = ()
    copy: str = ''


def _warn_of(name: str, loaded: Loaded) -> None:
    if loaded.failures and (loaded.copy or not loaded.project.read):
        location, reason = loaded.failures[-1]
        instead = __(N_('its series are unknown'))
        if loaded.copy:
            message = __(N_('the copy of %(day)s is used'))
            instead = message % {'day': loaded.copy}
        warn(
            Diagnostic.EXTERNAL,
            None,
            project=name,
            address=location,
            reason=reason,
            instead=instead,
        )
    if loaded.flaws:
        first = loaded.flaws[0]
        warn(
            Diagnostic.EXTERNAL_ENTRY,
            None,
            project=name,
            path=first.path,
            found=first.found,
            expected=first.expected,
            count=len(loaded.flaws),
        )


class _Wanted(NamedTuple):
    """A project of ``series_external``: whence to read it, where its copy is kept."""

    source: Source
    locations: tuple[str, ...]
    cached: Path


class _Loader:
    """Loads the projects of one application."""

    def __init__(self, app: Sphinx, external: Mapping[str, object]) -> None:
        self.srcdir = app.srcdir
        self.cache = Path(app.doctreedir, CACHE)
        self.config = app.config
        days = _number(app.config, 'intersphinx_cache_limit', CACHE_LIMIT)
        self.expired = time.time() - days * 86_400 if days >= 0 else 0.0
        self.wanted = dict(self._wanted(external))

    def _wanted(self, external: Mapping[str, object]) -> Iterable[tuple[str, _Wanted]]:
        named = {name: locations_of(value) for name, value in external.items()}
        bases = _own_base(self.config)
        bases |= {base: name for name, (base, _locations) in named.items()}
        for name, (base, locations) in named.items():
            key = repr((name, base, locations)).encode('utf-8', 'surrogatepass')
            file = f'{hashlib.sha256(key).hexdigest()[:16]}.json'
            source = Source(name=name, base=base, bases=bases)
            yield name, _Wanted(source, locations, self.cache / file)

    def loaded(self) -> dict[str, Loaded]:
        """Return what was loaded, by the names of the projects; fetch all at once."""
        self._forget_others()
        if all(map(self._is_at_hand, self.wanted.values())):
            return {name: self._load(each) for name, each in self.wanted.items()}
        # Not before it is needed: its import takes time.
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

        with ThreadPoolExecutor() as pool:
            found = pool.map(self._load, self.wanted.values())
            return dict(zip(self.wanted, found, strict=True))

    def _is_at_hand(self, wanted: _Wanted) -> bool:
        """Return whether the web need not be asked."""
        return self._is_fresh(wanted) or not any(map(_is_remote, wanted.locations))

    def _is_fresh(self, wanted: _Wanted) -> bool:
        """Return whether the file was fetched not long ago."""
        try:
            return wanted.cached.stat().st_mtime > self.expired
        except OSError:
            return False

    def _copy(self, wanted: _Wanted) -> Loaded | None:
        """Return what was fetched at any time, if it can be read."""
        try:
            return _read(self._from_disk(wanted.cached), wanted.source)
        except (OSError, ValueError):
            return None

    def _load(self, wanted: _Wanted) -> Loaded:
        """Read a file from the first location that has it, else the copy.

        A copy that is fresh stands for all locations on the web.
        """
        failures = []
        for location in wanted.locations:
            if _is_remote(location) and self._is_fresh(wanted):
                copy = self._copy(wanted)
                if copy:
                    return copy
            shown = without_password(location)
            logger.info(__('reading series from %(address)s'), {'address': shown})
            try:
                data = self._data(location)
                loaded = _read(data, wanted.source)
            except Exception as error:  # noqa: BLE001 (as in intersphinx: there are many)
                failures.append(Failure(shown, _reason(error)))
                continue
            if _is_remote(location):
                _keep(wanted.cached, data)
            return loaded
        copy = self._copy(wanted)
        if copy is None:
            unread = Project(name=wanted.source.name, read=False)
            return Loaded(project=unread, failures=tuple(failures))
        changed = time.localtime(wanted.cached.stat().st_mtime)
        day = time.strftime('%Y-%m-%d', changed)
        return Loaded(
            project=copy.project, flaws=copy.flaws, failures=tuple(failures), copy=day
        )

    def _data(self, location: str) -> bytes:
        if _is_remote(location):
            return _within(LONGEST_FETCH, lambda: fetch(location, self.config))
        return self._from_disk(Path(self.srcdir, location))

    @staticmethod
    def _from_disk(path: Path) -> bytes:
        if path.exists() and not path.is_file():
            raise OSError('not a file')
        with path.open('rb') as stream:
            return stream.read(MOST_BYTES + 1)

    def _forget_others(self) -> None:
        """Delete the copies of what is no longer wanted."""
        kept = {each.cached for each in self.wanted.values()}
        for path in self.cache.glob('*.json'):
            if path not in kept:
                path.unlink(missing_ok=True)


def _own_base(config: Config) -> dict[str, str]:
    """Return the address of this project, if it is known."""
    try:
        return {normal_base(config.html_baseurl): ''}
    except ValueError:
        return {}


def _is_remote(location: str) -> bool:
    """Return whether a location is an address, not a file."""
    return '://' in location


def without_password(location: str) -> str:
    """Return a location as it may be shown."""
    scheme, mark, rest = location.partition('://')
    host, slash, path = rest.partition('/')
    return f'{scheme}{mark}{host.rpartition("@")[2]}{slash}{path}'


def _number(config: Config, name: str, default: float) -> float:
    """Return a value of intersphinx, if that is loaded."""
    value = getattr(config, name, None) if name in config else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else default  # type: ignore[return-value]


def _reason(error: Exception) -> str:
    """Return in short why a file could not be read.

    The texts of others' errors are long, and may show a password.
    """
    return str(error) if isinstance(error, UnusableError) else type(error).__name__


def _read(data: bytes, source: Source) -> Loaded:
    project, flaws = read(data, source)
    return Loaded(project=project, flaws=tuple(flaws))


def _keep(path: Path, data: bytes) -> None:
    """Keep a copy; where nothing can be kept, it is asked for in each build."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)


# -- the web ---------------------------------------------------------------------------


def fetch(location: str, config: Config) -> bytes:
    """Return what is at an address of the web.

    Redirects say where the file is, and change nothing else: links to the project
    begin where ``conf.py`` says.
    """
    deadline = time.monotonic() + LONGEST_FETCH
    for _attempt in range(MOST_REDIRECTS + 1):
        with _request(location, config) as response:
            if response.status_code == 200:  # noqa: PLR2004 (OK)
                return _received(response, deadline)
            if response.status_code not in _REDIRECTS:
                raise UnusableError(f'HTTP {response.status_code}')
            target = urljoin(location, response.headers.get(_REDIRECT, ''))
        if location.startswith('https:') and not target.startswith('https:'):
            raise UnusableError('redirected from https to another protocol')
        location = target
    raise UnusableError(f'more than {MOST_REDIRECTS} redirects')


def _request(location: str, config: Config) -> Response:
    """Return the answer to a request, of which nothing but the head is read."""
    # Not before it is needed: its import takes time.
    from sphinx.util import requests  # noqa: PLC0415

    if not location.startswith(('http://', 'https://')):
        raise UnusableError('neither http nor https')
    return requests.get(
        location,
        stream=True,
        allow_redirects=False,
        hooks={'response': _keep_redirect},
        timeout=min(_number(config, 'intersphinx_timeout', TIMEOUT), LONGEST_FETCH),
        # It is unpacked here, up to the limit and no further.
        headers={'Accept-Encoding': 'identity'},
        _user_agent=config.user_agent,
        _tls_info=(config.tls_verify, config.tls_cacerts),
    )


def _keep_redirect(response: Response, **_options: object) -> None:
    """Hide a redirect from requests.

    Even if it is not to follow one, it reads all that the answer holds.
    """
    response.headers[_REDIRECT] = response.headers.pop('Location', '')


def _received(response: Response, deadline: float) -> bytes:
    """Return what an answer holds, unpacked: no more, no longer, than is allowed."""
    encoding = response.headers.get('Content-Encoding', 'identity').strip().lower()
    is_packed = encoding in {'gzip', 'x-gzip', 'deflate'}
    if not is_packed and encoding != 'identity':
        raise UnusableError('packed in an unknown way')
    unpack = zlib.decompressobj(wbits=47)  # gzip or zlib, whichever it is
    # read() would wait for a whole chunk, however slowly it comes.
    receive = getattr(response.raw, 'read1', response.raw.read)
    data = bytearray()
    received = 0
    while chunk := receive(_CHUNK, decode_content=False):
        received += len(chunk)
        room = MOST_BYTES + 1 - len(data)
        data += unpack.decompress(chunk, room) if is_packed else chunk
        if max(received, len(data)) > MOST_BYTES:
            raise UnusableError(f'more than {MOST_BYTES} bytes')
        if time.monotonic() > deadline:
            raise _too_late()
    if is_packed and not unpack.eof:
        raise UnusableError('not whole')
    return bytes(data)


def _within(seconds: float, act: Callable[[], bytes]) -> bytes:
    """Return what *act* returns, if it does so in time.

    Names are resolved, and lines read, for as long as the other side likes; a thread
    that hangs there is left behind.
    """
    outcome: list[bytes | Exception] = []

    def run() -> None:
        try:
            outcome.append(act())
        except Exception as error:  # noqa: BLE001 (raised below)
            outcome.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise _too_late()
    if isinstance(outcome[0], Exception):
        raise outcome[0]
    return outcome[0]


def _too_late() -> UnusableError:
    return UnusableError(f'more than {LONGEST_FETCH:g} seconds')
