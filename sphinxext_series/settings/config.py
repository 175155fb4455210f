"""What a project says in ``conf.py`` about all of its series.

Each value is declared once, as a field of :class:`SeriesConfig`: its default, what is
allowed, and whether documents have to be read again when it changes.  What only shows
on pages is not listed for rebuilding: ``update`` knows which pages show it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxext_series.model.text.messages import N_
from sphinxext_series.model.values import Value, field, fields
from sphinxext_series.settings.later import later
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config, _ConfigRebuild

    from sphinxext_series.model.codes import Audience

#: Several are named in an option, with commas or spaces between them.
PROJECT_NAME = re.compile(r'[\w.-]+')
DEFAULT_AUDIENCES = {'A': 'General reader', 'B': 'Expert'}


def _is_audiences(value: object) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and all(
            isinstance(code, str)
            and _is_audience_code(code)
            and isinstance(label, str)
            and label.strip()
            for code, label in value.items()
        )
    )


def _is_audience_code(code: str) -> bool:
    if code in DEFAULT_AUDIENCES:
        # Known without an import, which each build would pay.
        return True
    from sphinxext_series.model.codes import AUDIENCE_CODE

    return AUDIENCE_CODE.fullmatch(code) is not None


def _is_words_per_minute(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_external(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    if not value:
        return True
    from sphinxext_series.settings.external import parse_external

    try:
        parse_external(value)
    except ValueError:
        return False
    return all(isinstance(n, str) and PROJECT_NAME.fullmatch(n) for n in value)


def _is_edition_url(value: object) -> bool:
    return isinstance(value, str) and (
        not value or ('://' in value and '{docname}' in value)
    )


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _is_limits(value: object) -> bool:
    # What is in it is looked at in the report, which leaves out only what is wrong.
    return isinstance(value, dict)


def _is_file_name(value: object) -> bool:
    # No folder can hold a longer name.
    return isinstance(value, str) and all(
        part.isprintable() and len(part) <= 255  # noqa: PLR2004
        for part in value.split('/')
    )


def _is_one_of(words: tuple[str, ...]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in words


def _value(
    default: object,
    allowed: tuple[str, ...] | Callable[[object], bool],
    expected: str = '',
    rebuild: _ConfigRebuild = '',
) -> Any:
    if isinstance(allowed, tuple):
        expected = ', '.join(f'"{word}"' for word in allowed)
        allowed = _is_one_of(allowed)
    metadata = {'allowed': allowed, 'expected': expected, 'rebuild': rebuild}
    if isinstance(default, dict):
        return field(default_factory=lambda: dict(default), metadata=metadata)
    return field(default=default, metadata=metadata)


class SeriesConfig(Value):
    """The configuration values; each is named ``series_…`` in ``conf.py``."""

    #: Audiences of a series that names none, in order: code → label.
    audiences: Mapping[str, str] = _value(
        DEFAULT_AUDIENCES,
        _is_audiences,
        N_('a dictionary from codes such as "A" to labels'),
        rebuild='env',
    )
    #: Where articles show their navigation.
    nav: str = _value('both', ('both', 'top', 'bottom', 'none'))
    #: How lists show planned articles.
    planned: str = _value('title', ('title', 'hide'))
    #: Whether lists show drafts.
    drafts: bool = _value(default=False, allowed=_is_bool, expected='True, False')
    #: Reading speed, for the minutes of articles that name none.
    words_per_minute: int = _value(
        200, _is_words_per_minute, N_('a positive whole number')
    )
    #: Whether pages show how long articles and routes take to read.
    show_minutes: bool = _value(default=True, allowed=_is_bool, expected='True, False')
    #: Other projects whose series can be named: name → (base, location of series.json).
    external: Mapping[str, object] = _value(
        {},
        _is_external,
        N_(
            'a dictionary from names to pairs: the address of a documentation site, '
            'and where its series.json is (None: there)'
        ),
    )
    #: How hubs adopt the articles that no other toctree includes.
    toctree: str = _value('auto', ('auto', 'full', 'relations', 'none'))
    #: Which stale pages an incremental build puts right.
    refresh: str = _value('series', ('series', 'site'))
    #: What the theme's Previous and Next follow on the pages of articles.
    relations: str = _value('series', ('series', 'toctree', 'none'))
    #: Whether readers can keep their own progress.
    progress: bool = _value(default=False, allowed=_is_bool, expected='True, False')
    #: Whether results of the site's search name code and audience.
    search: bool = _value(default=True, allowed=_is_bool, expected='True, False')
    #: Whether HTML outputs contain series.json.
    json: bool = _value(default=True, allowed=_is_bool, expected='True, False')
    #: Whether pages contain JSON-LD, in projects with html_baseurl.
    json_ld: bool = _value(default=True, allowed=_is_bool, expected='True, False')
    #: Whether HTML outputs contain series.txt.
    listing: bool = _value(default=True, allowed=_is_bool, expected='True, False')
    #: Whether HTML outputs contain Atom feeds, in projects with html_baseurl.
    feed: bool = _value(default=False, allowed=_is_bool, expected='True, False')
    #: Where editions find what they leave out: an address with the document's name.
    edition_url: str = _value(
        '', _is_edition_url, N_('an address with "{docname}" in it')
    )
    #: Whether pages add to what sphinxext-opengraph says, where it is loaded.
    opengraph: bool = _value(default=True, allowed=_is_bool, expected='True, False')
    #: What the articles for each audience have to keep within, in the report.
    limits: Mapping[str, object] = _value(
        {},
        _is_limits,
        N_('a dictionary from codes of audiences to dictionaries of limits'),
    )
    #: Where reviews of pairs are kept, seen from conf.py; '' for nowhere.
    reviews: str = _value(
        'series-reviews.toml', _is_file_name, N_('the name of a file, or nothing')
    )

    @classmethod
    def of(cls, config: Config) -> SeriesConfig:
        """Return the values of a project, with defaults for what is not allowed."""
        return cls(
            **{
                name: config[f'series_{name}']
                for name in fields(cls)
                if is_allowed(name, config)
            }
        )

    @property
    def default_audiences(self) -> tuple[Audience, ...]:
        """The audiences of a series that names none, with labels in its language."""
        labels = dict(self.audiences)
        if labels == DEFAULT_AUDIENCES:
            labels = {'A': _('General reader'), 'B': _('Expert')}
        from sphinxext_series.model.codes import Audience

        return tuple(Audience(*item) for item in labels.items())

    def minutes(self, words: int) -> int:
        """Return the time that so many words take to read."""
        return max(1, int(words / self.words_per_minute + 0.5))

    def lists(self, status: str) -> bool:
        """Return whether lists show articles of this status."""
        if status == 'draft':
            return self.drafts
        return status != 'planned' or self.planned == 'title'


def path_of_reviews(app: Sphinx) -> Path | None:
    """Return where the reviews of a project are kept, or None for nowhere."""
    name = SeriesConfig.of(app.config).reviews
    return Path(app.confdir, name) if name else None


def register(app: Sphinx) -> None:
    """Add the values to Sphinx."""
    defaults = SeriesConfig()
    for name, setting in fields(SeriesConfig).items():
        # Any: the types are checked below, in words of our own.
        default = getattr(defaults, name)
        rebuild = setting.metadata['rebuild']
        app.add_config_value(f'series_{name}', default, rebuild, types=Any)
    app.connect(
        'config-inited',
        later('settings.wrong_values:warn_of_wrong_values', when=has_wrong_values),
    )


def is_allowed(name: str, config: Config) -> bool:
    """Return whether a field has a value in ``conf.py`` that it may have."""
    setting = fields(SeriesConfig)[name]
    return bool(setting.metadata['allowed'](config[f'series_{name}']))


def written(value: object) -> str:
    """Return a value as Python writes it, if it can: others may have made its class."""
    try:
        return repr(value)
    except Exception:  # noqa: BLE001 (nobody knows which)
        return object.__repr__(value)


def has_wrong_values(_app: Sphinx, config: Config) -> bool:
    """Return whether there is anything to say of the values in ``conf.py``."""
    are_allowed = all(is_allowed(name, config) for name in fields(SeriesConfig))
    return not are_allowed or bool(unknown_names(config))


def unknown_names(config: Config) -> list[str]:
    """Return the names in ``conf.py`` that begin like ours, and belong to nobody."""
    written = config._raw_config  # noqa: SLF001 (Sphinx tells of no unknown names)
    return sorted(
        name
        for name, value in written.items()
        if name.startswith('series_') and name not in config and not callable(value)
    )
