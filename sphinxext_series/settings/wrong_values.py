"""Values of ``conf.py`` that are not allowed, or that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.model.codes import nearest
from sphinxext_series.model.text.messages import N_, WarningType
from sphinxext_series.model.values import fields
from sphinxext_series.settings.config import (
    SeriesConfig,
    is_allowed,
    unknown_names,
    written,
)
from sphinxext_series.settings.translation import __
from sphinxext_series.settings.warnings import warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


class ConfigDiagnostic(WarningType):
    """What can be wrong with the values of ``conf.py``."""

    CONFIG = (
        'config',
        N_('%(name)s is %(value)s: expected %(expected)s; the default is used'),
    )
    CONFIG_UNKNOWN = (
        'config',
        N_('there is no configuration value “%(name)s”%(similar)s; it has no effect'),
    )


def warn_of_wrong_values(_app: Sphinx, config: Config) -> None:
    """Say which values are not allowed, and what would be."""
    settings = {f'series_{name}': field for name, field in fields(SeriesConfig).items()}
    for name, field in settings.items():
        expected = field.metadata['expected']
        if not is_allowed(name.removeprefix('series_'), config):
            warn(
                ConfigDiagnostic.CONFIG,
                None,
                name=name,
                value=written(config[name]),
                expected=__(expected),
            )
    for name in unknown_names(config):
        similar = nearest(name, settings)
        warn(ConfigDiagnostic.CONFIG_UNKNOWN, None, name=name, similar=similar)
