"""How the ``series.json`` of other projects gets here: fetched, cached, read.

This is done once a build, in the main process, when all documents are read; projects
without ``series_external`` do not even import it.  Conventions are those of
intersphinx, whose ``intersphinx_timeout`` and ``intersphinx_cache_limit`` count where
it is loaded: a file on the disk is read in each build, one from the web again after
some days.  Its bytes are cached beside the doctrees; they serve also when the web
cannot be reached.
"""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from sphinx.util import logging

from sphinxext_series.federation.reader import MAX_BYTES, Source, UnusableError, read
from sphinxext_series.model.catalogue import Project
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.text.messages import N_
from sphinxext_series.settings.external import normal_base, parse_external
from sphinxext_series.settings.state_files import write_whole
from sphinxext_series.settings.translation import __
from sphinxext_series.settings.warnings import warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from requests import Response
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinxext_series.settings.external import ExternalProject

CACHE = 'series-external'

#: No project may take longer, from the first request to the last byte; in seconds.
MAX_SECONDS = 30.0
#: A server may be silent for so long, unless intersphinx_timeout says otherwise.
TIMEOUT = 10.0
#: In days, as long as intersphinx is not loaded.
CACHE_LIMIT = 5
MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REDIRECT = 'X-Series-Location'
_CHUNK = 8_192

logger = logging.getLogger(__name__)


def load_projects(app: Sphinx, external: Mapping[str, object]) -> dict[str, Project]:
    """Return the projects of ``series_external``, and say which cannot be read."""
    entries = parse_external(external).values()
    bases = _own_base(app.config) | {entry.base: entry.name for entry in entries}
    fetches = [_Fetch(app, entry, bases) for entry in entries]
    kept = {fetch.cached for fetch in fetches}
    for path in Path(app.doctreedir, CACHE).glob('*.json'):
        if path not in kept:
            path.unlink(missing_ok=True)
    deadline = time.monotonic() + MAX_SECONDS
    for fetch in fetches:
        fetch.start()
    for fetch in fetches:
        fetch.join(max(0.0, deadline - time.monotonic()))
    return {fetch.entry.name: _finish(fetch) for fetch in fetches}


def _own_base(config: Config) -> dict[str, str]:
    """Return the address of this project, if it is known."""
    try:
        return {normal_base(config.html_baseurl): ''}
    except ValueError:
        return {}


class _Fetch(Thread):
    """Reads one project, from the first location that has its file.

    Names are resolved, and lines read, for as long as the other side likes: a thread
    that is not done in time is left out.
    """

    def __init__(
        self, app: Sphinx, entry: ExternalProject, bases: Mapping[str, str]
    ) -> None:
        super().__init__(daemon=True)
        self.entry = entry
        self.source = Source(name=entry.name, base=entry.base, bases=bases)
        self.app = app
        key = repr((entry.name, entry.base, entry.locations))
        digest = hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()
        self.cached = Path(app.doctreedir, CACHE, f'{digest[:16]}.json')
        self.project: Project | None = None
        self.data = b''
        self.failure = entry.locations[0], f'more than {MAX_SECONDS:g} seconds'

    def run(self) -> None:
        """Fetch; a fresh file in the cache takes the place of the web."""
        for location in self.entry.locations:
            if _is_remote(location) and self._is_fresh():
                self.project = self.cached_project()
            if self.project is None:
                self._read(location)
            if self.project is not None:
                return

    def _is_fresh(self) -> bool:
        """Return whether the cached file was fetched not long ago."""
        days = _number(self.app.config, 'intersphinx_cache_limit', CACHE_LIMIT)
        try:
            age = time.time() - self.cached.stat().st_mtime
        except OSError:
            return False
        return days < 0 or age < days * 86_400

    def cached_project(self) -> Project | None:
        """Return what was fetched at any time, if it can be read."""
        try:
            return read(_from_disk(self.cached), self.source)
        except (OSError, ValueError):
            return None

    def _read(self, location: str) -> None:
        address = without_password(location)
        logger.info(__('reading series from %(address)s'), {'address': address})
        try:
            if _is_remote(location):
                data = fetch(location, self.app.config)
            else:
                data = _from_disk(Path(self.app.srcdir, location))
            self.project = read(data, self.source)
        except UnusableError as error:
            self.failure = location, str(error)
        except Exception as error:  # noqa: BLE001 (as in intersphinx: there are many)
            # The texts of others' errors are long, and may show a password.
            self.failure = location, type(error).__name__
        else:
            self.data = data if _is_remote(location) else b''


def _finish(fetch: _Fetch) -> Project:
    """Return the project and cache its file; else say so, and return the cached one."""
    if fetch.project is not None and not fetch.is_alive():
        if fetch.data:
            # Where nothing can be written, it is fetched in each build.
            with suppress(OSError):
                fetch.cached.parent.mkdir(parents=True, exist_ok=True)
                write_whole(fetch.cached, fetch.data)
        return fetch.project
    project = fetch.cached_project()
    instead = __(N_('its series are unknown'))
    if project is not None:
        changed = time.localtime(fetch.cached.stat().st_mtime)
        day = time.strftime('%Y-%m-%d', changed)
        instead = __(N_('the copy of %(day)s is used')) % {'day': day}
    location, reason = fetch.failure
    warn(
        Diagnostic.EXTERNAL,
        None,
        project=fetch.entry.name,
        address=without_password(location),
        reason=reason,
        instead=instead,
    )
    return project or Project(name=fetch.entry.name, read=False)


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


def _from_disk(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise OSError('not a file')
    with path.open('rb') as stream:
        return stream.read(MAX_BYTES + 1)


def fetch(location: str, config: Config) -> bytes:
    """Return what is at an address of the web.

    Redirects say where the file is, and change nothing else: links to the project
    begin where ``conf.py`` says.
    """
    for _attempt in range(MAX_REDIRECTS + 1):
        with _request(location, config) as response:
            if response.status_code == 200:  # noqa: PLR2004 (OK)
                return _received(response)
            if response.status_code not in _REDIRECTS:
                raise UnusableError(f'HTTP {response.status_code}')
            target = urljoin(location, response.headers.get(_REDIRECT, ''))
        if location.startswith('https:') and not target.startswith('https:'):
            raise UnusableError('redirected from https to another protocol')
        location = target
    raise UnusableError(f'more than {MAX_REDIRECTS} redirects')


def _request(location: str, config: Config) -> Response:
    """Return the answer to a request, of which nothing but the head is read."""
    # Not before it is needed: its import takes time.
    from sphinx.util import requests

    if not location.startswith(('http://', 'https://')):
        raise UnusableError('neither http nor https')
    return requests.get(
        location,
        stream=True,
        allow_redirects=False,
        hooks={'response': _keep_redirect},
        timeout=min(_number(config, 'intersphinx_timeout', TIMEOUT), MAX_SECONDS),
        headers={'Accept-Encoding': 'gzip'},
        _user_agent=config.user_agent,
        _tls_info=(config.tls_verify, config.tls_cacerts),
    )


def _keep_redirect(response: Response, **_options: object) -> None:
    """Hide a redirect from requests.

    Even if it is not to follow one, it reads all that the answer holds.
    """
    response.headers[_REDIRECT] = response.headers.pop('Location', '')


def _received(response: Response) -> bytes:
    """Return what an answer holds, unpacked, up to the limit."""
    packing = response.headers.get('Content-Encoding', 'identity').strip().lower()
    # Packed several times, a few bytes are terabytes.
    if packing not in {'identity', 'gzip', 'x-gzip', 'deflate'}:
        raise UnusableError('packed in an unknown way')
    data = bytearray()
    for chunk in response.iter_content(_CHUNK):
        data += chunk
        if len(data) > MAX_BYTES:
            raise UnusableError(f'more than {MAX_BYTES} bytes')
    return bytes(data)
