"""The templates of HTML pages: ``series/….html``, filled from views.

They are found as a theme's are: a project's ``templates_path`` and the theme come
before our own.  Texts are escaped, and everything is compiled once: what that gives is
kept for the next build of this user, since it takes longer than to write a page.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from docutils.writers._html_base import HTMLTranslator
from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    StrictUndefined,
    TemplateSyntaxError,
)
from markupsafe import Markup
from sphinx.errors import ThemeError

from sphinxext_series.environment.builders import shows_cards, shows_parts
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.environment.references.links import address
from sphinxext_series.html.folders import loader_of
from sphinxext_series.model.text.content import plain_text
from sphinxext_series.model.values import Value
from sphinxext_series.rendering.text import words
from sphinxext_series.settings.doors import doors_of
from sphinxext_series.settings.translation import _, __

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from jinja2.bccache import Bucket
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinxext_series.model.targets import Target
    from sphinxext_series.model.text.content import Content

#: Part of the names of compiled templates: to be counted up with other options.
COMPILING = 1
_WORDS = (
    'announced',
    'counts',
    'default_title',
    'length',
    'minutes',
    'minutes_left',
    'nothing_yet',
    'numbered',
    'pair_label',
    'pair_number',
    'status_of_article',
    'status_of_series',
)


def encode(text: str) -> Markup:
    """Return a text as HTML, with the characters that docutils encodes encoded."""
    return Markup(text.translate(HTMLTranslator.special_characters))  # noqa: S704


class TemplatePage(Value):
    """What a template can ask of the page that it is filled for.

    *texts* are those of the view that are more than words, as HTML; *own_texts* and
    *own_ids* what only this page has, by names.
    """

    docname: str
    builder: Builder
    progress: bool = False
    texts: Mapping[Content, Markup]
    own_texts: Mapping[str, list[Markup]]
    own_ids: Mapping[str, list[str]]

    def text(self, content: Content) -> Markup:
        """Return an author's text."""
        html = self.texts.get(content)
        return self.words(content) if html is None else html

    def words(self, content: Content) -> Markup:
        """Return the words of an author's text."""
        return encode(plain_text(content))

    def own(self, name: str) -> list[Markup]:
        """Return what the author of this page wrote for a part, piece by piece."""
        return self.own_texts.get(name, [])

    def ids(self, name: str) -> list[str]:
        """Return the ids by which something on this page can be referred to."""
        return self.own_ids.get(name, [])

    def address(self, target: Target) -> str:
        """Return where a link on this page leads."""
        return address(self.builder, self.docname, target)


class Templates:
    """The templates of one builder."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.environment = Environment(
            loader=loader_of(builder),
            autoescape=True,
            auto_reload=False,
            bytecode_cache=_compiled(),
            extensions=['jinja2.ext.do'],
            keep_trailing_newline=True,
            lstrip_blocks=True,
            trim_blocks=True,
            undefined=StrictUndefined,
        )
        self.environment.globals |= {
            '_': self.message,
            'sentence': self.sentence,
            'around': self.around,
            'words': {name: _escaped(getattr(words, name)) for name in _WORDS},
        }
        self._messages: dict[str, Markup] = {}

    def render(self, name: str, page: TemplatePage, **values: object) -> Markup:
        """Return what a template makes of these values."""
        try:
            template = self.environment.get_template(name)
            return Markup(template.render(page=page, **values))  # noqa: S704
        # Whatever is wrong with it: a template is a program.
        except Exception as error:
            # Another one may be at fault, which this one includes.
            at_fault = str(getattr(error, 'name', None) or name)
            raise ThemeError(_fault(at_fault, page.docname, error)) from error

    def message(self, message: str) -> Markup:
        """Return a translated message."""
        if message not in self._messages:
            self._messages[message] = encode(str(_(message)))
        return self._messages[message]

    def sentence(self, message: str, /, **values: object) -> Markup:
        """Return a translated message, its placeholders filled."""
        text = str.__mod__(self.message(message), _encoded(values))
        return Markup(text)  # noqa: S704

    def around(self, message: str, name: str, /, **values: object) -> list[Markup]:
        """Return what a sentence says before a placeholder, and after it."""
        before, _name, after = str.partition(self.message(message), f'%({name})s')
        encoded = _encoded(values)
        return [Markup(part % encoded) for part in (before, after)]  # noqa: S704


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates; Jinja compares their sources.

    They save time and no more: what cannot be read or written is compiled again.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a compiled template, whole or not at all."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 (a damaged pickle can raise any)
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled() -> _Compiled | None:
    """Return where compiled templates are kept: where Jinja keeps those of a user.

    That is a folder for temporary files which is the user's alone, if there is one.
    """
    with suppress(OSError, RuntimeError):
        return _Compiled(pattern=f'series-%s-{COMPILING}.cache')
    return None


def _fault(template: str, docname: str, error: Exception) -> str:
    message = __('The template "%(template)s" cannot be used on "%(page)s": %(reason)s')
    reason = f'{type(error).__name__}: {error}'
    if isinstance(error, TemplateSyntaxError):
        reason = f'{error.message} (line {error.lineno})'
    return message % {'template': template, 'page': docname, 'reason': reason}


def _encoded(values: Mapping[str, object]) -> dict[str, str]:
    return {
        name: value if isinstance(value, Markup) else encode(str(value))
        for name, value in values.items()
    }


def _escaped(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that says the same in HTML."""

    def escaped(*arguments: object, **options: object) -> Markup | list[Markup]:
        result = function(*arguments, **options)
        if isinstance(result, str):
            return encode(result)
        return [encode(text) for text in result]

    return escaped


def templates_of(builder: Builder) -> Templates:
    """Return the templates of a builder, made when the first is asked for."""
    templates: Templates | None = vars(builder).get('series_templates')
    if templates is None:
        templates = vars(builder)['series_templates'] = Templates(builder)
    return templates


def shown_with(app: Sphinx, env: BuildEnvironment, docname: str) -> str:
    """Return what a page with parts is written again for, when it changes."""
    is_filled = shows_cards(app.builder) and shows_parts(series_domain(env), docname)
    return doors_of(app.registry).rendered_with['templates'] if is_filled else ''
