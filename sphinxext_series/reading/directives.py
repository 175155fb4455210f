"""The directives: read options and bodies, leave nodes, store nothing.

Options are taken as they are written and checked here: what docutils rejects it drops
together with the whole directive, what is rejected here is left out with a warning.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import docname_join
from sphinx.util.docutils import SphinxDirective

from sphinxext_series.model.claims import (
    ARTICLE_STATUSES,
    LAYOUTS,
    SERIES_STATUSES,
    TOCTREES,
    Place,
    PulledClaim,
)
from sphinxext_series.model.codes import (
    AUDIENCE_CODE,
    SERIES_NAME,
    Code,
    CodeError,
    Reference,
    code_meant,
)
from sphinxext_series.model.diagnostics import N_, Diagnostic
from sphinxext_series.model.routes.language import RouteError, parse
from sphinxext_series.reading.nodes import (
    article_claim,
    authored,
    guide_part,
    hub_claim,
    pair_part,
    route_claim,
    series_part,
)
from sphinxext_series.settings.translation import __
from sphinxext_series.settings.warnings import location_of, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import OptionSpec

PARTS = ('overview', 'map', 'guide', 'index', 'next')


def _options(*names: str) -> OptionSpec:
    return dict.fromkeys(names, directives.unchanged)


class SeriesDirective(SphinxDirective):
    """What the directives have in common: checked options, authored lines."""

    optional_arguments: ClassVar[int] = 1
    final_argument_whitespace: ClassVar[bool] = True
    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return placeholders, and note that this document has some."""
        directives_run(self.env).append(self.name)
        self._warn_of_option_below()
        return self.placeholders()

    def placeholders(self) -> list[nodes.Node]:
        """Return what the directive leaves in the document."""
        raise NotImplementedError

    @property
    def argument(self) -> str:
        """The argument on one line, or nothing."""
        return ' '.join(self.arguments[0].split()) if self.arguments else ''

    @property
    def place(self) -> Place:
        """Where the directive stands."""
        source, line = self.get_source_info()
        docname = self.env.current_document.docname
        is_own = str(source) == str(self.env.doc2path(docname))
        return Place(
            docname, line or 0, '' if is_own else str(Path(source or '').resolve())
        )

    def warn(self, diagnostic: Diagnostic, **facts: object) -> None:
        """Give a warning at the directive."""
        warn(diagnostic, location_of(self.place), **facts)

    def option(
        self, name: str, read: Callable[[str], object], expected: str
    ) -> dict[str, object]:
        """Return ``{name: value}``, or nothing when it is missing or wrong."""
        text = self.options.get(name)
        if text is None:
            return {}
        try:
            return {name.replace('-', '_'): read(text.strip())}
        except ValueError:
            self._warn_of_option(name, text, expected)
            return {}

    def choice(self, name: str, words: Sequence[str]) -> dict[str, object]:
        """Return ``{name: word}``, or nothing when it is none of the words."""
        return self.option(name, lambda text: _one_of(text, words), ', '.join(words))

    def status(self, words: Sequence[str], default: str) -> dict[str, object]:
        """Return ``{'status': word}``; a word that is none has its own warning."""
        text = self.options.get('status', default).strip()
        if text in words:
            return {'status': text}
        expected = ', '.join(words)
        self.warn(Diagnostic.STATUS, text=text, expected=expected, used=default)
        return {'status': default}

    def lines(self, name: str) -> list[str]:
        """Return the lines of an option that are not empty."""
        lines = map(str.strip, self.options.get(name, '').splitlines())
        return [line for line in lines if line]

    def words(self, name: str) -> list[str]:
        """Return the words of an option, with commas or spaces between them."""
        return [w for w in re.split(r'[\s,]+', self.options.get(name, '')) if w]

    def parsed(self, use: str, text: str, **attributes: object) -> authored:
        """Return one line of the author's, parsed."""
        children, _messages = self.parse_inline(text)
        node = authored(text, '', *children, use=use, **attributes)
        self.set_source_info(node)
        return node

    def coded(self, name: str) -> Iterator[tuple[Code, str]]:
        """Yield code and rest of the lines ``CODE rest`` of an option."""
        for line in self.lines(name):
            word, _, rest = line.partition(' ')
            try:
                code = Code.parse(word)
            except CodeError:
                self.warn(Diagnostic.CODE, text=word, similar=code_meant(word))
                continue
            if rest.strip():
                yield code, rest.strip()
            else:
                self._warn_of_option(name, line, N_('a code and something behind it'))

    def planned(self) -> list[authored]:
        """Return the planned articles, as lines of the author's."""
        return [
            self.parsed('planned', title, code=str(code))
            for code, title in self.coded('planned')
        ]

    def pulled(self) -> dict[str, object]:
        """Return the documents pulled in; named as in a toctree."""
        docname = self.env.current_document.docname
        suffixes = tuple(self.config.source_suffix)
        return {
            'pulled': tuple(
                PulledClaim(
                    place=self.place,
                    code=code,
                    docname=docname_join(docname, _without(suffixes, target)),
                )
                for code, target in self.coded('articles')
            )
        }

    def placed(self, node: nodes.Element) -> nodes.Element:
        """Return a node that knows where it stands and which directive left it."""
        node['place'] = self.place
        node['directive'] = self.name.removeprefix('series:')
        self.set_source_info(node)
        return node

    def _warn_of_option_below(self) -> None:
        """Say if the text begins with an option: an empty line made it one."""
        begins = _OPTION.match(self.content[0]) if self.content else None
        if begins and begins[1] in (self.option_spec or ()):
            self.warn(Diagnostic.OPTION_BELOW, option=begins[1], directive=self.name)

    def _warn_of_option(self, name: str, text: str, expected: str) -> None:
        self.warn(
            Diagnostic.OPTION,
            option=name,
            directive=self.name,
            text=text,
            expected=__(expected),
        )


#: A line that is an option, if it stands directly below a directive.
_OPTION = re.compile(r':([a-z-]+):(?:\s|$)')


class SeriesArticle(SeriesDirective):
    """``series-article``: the document says that it is an article."""

    option_spec: ClassVar[OptionSpec] = _options(
        'status',
        'requires',
        'minutes',
        'published',
        'updated',
        'pair',
        'show-summary',
    )

    def placeholders(self) -> list[nodes.Node]:
        """Return the claim with its summary; only what is shown if it is wrong."""
        body = self.parse_content_to_nodes() if self.content else []
        try:
            series, word = self.argument.split()
            code = Code.parse(word)
            if not SERIES_NAME.fullmatch(series):
                raise CodeError(word)
        except ValueError:
            # Without a blank line before it, the summary is part of the argument.
            meant = code_meant(' '.join(self.argument.split()[:2]))
            similar = meant if ' ' in meant else ''
            self.warn(Diagnostic.ARTICLE_ARGUMENT, text=self.argument, similar=similar)
            return body if self.shows_summary else []
        claim = article_claim(
            '',
            *body,
            series=series,
            code=code,
            facts=self.facts(series),
            show_summary=self.shows_summary,
        )
        if self.options.get('pair', '').strip():
            claim += self.parsed('pair', self.options['pair'].strip())
        return [self.placed(claim)]

    @property
    def shows_summary(self) -> bool:
        """Whether the summary is shown in the article, too."""
        return 'show-summary' in self.options

    def facts(self, series: str) -> dict[str, object]:
        """Return the options that are right."""
        iso = N_('a date such as 2026-03-01')
        return {
            **self.status(ARTICLE_STATUSES, 'published'),
            **self.option('minutes', _minutes, N_('a number of minutes')),
            **self.option('published', _iso_date, iso),
            **self.option('updated', _iso_date, iso),
            'requires': tuple(self.requires(series)),
        }

    def requires(self, series: str) -> Iterator[Reference]:
        """Yield the articles to read first."""
        for word in self.words('requires'):
            try:
                yield Reference.parse(word, series)
            except CodeError:
                self.warn(Diagnostic.CODE, text=word, similar=code_meant(word))


class SeriesHub(SeriesDirective):
    """``series-hub``: the document defines a series, and shows it."""

    option_spec: ClassVar[OptionSpec] = _options(
        'title',
        'audiences',
        'status',
        'next',
        'pairs',
        'articles',
        'external',
        'planned',
        'parts',
        'pair-label',
        'layout',
        'toctree',
        'caption',
    )

    def placeholders(self) -> list[nodes.Node]:
        """Return the claim with its description; only that if it is wrong."""
        body = self.parse_content_to_nodes() if self.content else []
        series = self.argument
        if not SERIES_NAME.fullmatch(series):
            self.warn(Diagnostic.HUB_NAME, text=series)
            return body
        claim = hub_claim(
            '',
            *body,
            series=series,
            facts=self.facts(),
            parts=self.parts(),
            caption=' '.join(self.options.get('caption', '').split()),
            pairs={
                number: self.parsed('title', title)
                for number, title in enumerate(self.lines('pairs'), 1)
            },
        )
        if self.options.get('title', '').strip():
            claim += self.parsed('title', self.options['title'].strip())
        if self.options.get('pair-label', '').strip():
            label = self.options['pair-label'].strip()
            claim += self.parsed('pair_label', label)
        claim += self.audiences()
        claim += self.planned()
        return [self.placed(claim)]

    def facts(self) -> dict[str, object]:
        """Return the options that are right."""
        return {
            **self.status(SERIES_STATUSES, 'ongoing'),
            **self.next(),
            **self.choice('layout', LAYOUTS),
            **self.choice('toctree', TOCTREES),
            'external': tuple(dict.fromkeys(self.words('external'))),
            **self.pulled(),
        }

    def next(self) -> dict[str, object]:
        """Return the series that comes next: another one than this."""
        found = self.option('next', _series_name, N_('the name of a series'))
        if found.get('next') != self.argument:
            return found
        self.warn(Diagnostic.NEXT_ITSELF, series=self.argument)
        return {}

    def audiences(self) -> list[authored]:
        """Return the labels of the audiences, as lines of the author's."""
        audiences: dict[str, authored] = {}
        for text in re.split(r'[,\n]', self.options.get('audiences', '')):
            code, _, label = text.strip().partition(' ')
            label = label.strip()
            if AUDIENCE_CODE.fullmatch(code) and label and code not in audiences:
                audiences[code] = self.parsed('audience', label, code=code)
            elif text.strip():
                expected = N_('a code and a label for each audience, such as A Reader')
                self._warn_of_option('audiences', text.strip(), expected)
        return list(audiences.values())

    def parts(self) -> list[str] | None:
        """Return the parts that were asked for, or None for those not placed."""
        if 'parts' not in self.options:
            return None
        words = re.split(r'[\s,]+', self.options['parts'].strip())
        for word in words:
            if word not in {*PARTS, 'none', ''}:
                expected = ', '.join((*PARTS, 'none'))
                self._warn_of_option('parts', word, expected)
        return [word for word in dict.fromkeys(words) if word in PARTS]


class SeriesPart(SeriesDirective):
    """A directive that shows something of a series: ``series-map`` and its kin."""

    kind: ClassVar[str]
    option_spec: ClassVar[OptionSpec] = _options('series')
    has_content = False

    def placeholders(self) -> list[nodes.Node]:
        """Return a placeholder for the part."""
        return [self.placed(series_part('', kind=self.kind, series=self.series))]

    @property
    def series(self) -> str:
        """The series that is named, if one is."""
        return str(self.options.get('series', '')).strip()


class SeriesMap(SeriesPart):
    """``series-map``: audiences as lanes, pairs as columns."""

    kind = 'map'


class SeriesIndex(SeriesPart):
    """``series-index``: openings and pairs, all of them."""

    kind = 'index'


class SeriesNext(SeriesPart):
    """``series-next``: a preview of the series that comes next."""

    kind = 'next'


class SeriesList(SeriesPart):
    """``series-list``: all series of the project."""

    kind = 'list'
    option_spec: ClassVar[OptionSpec] = {}


def part_directive(kind: str) -> type[SeriesPart]:
    """Return the directive that places a part which another extension has added."""
    return type('AddedPart', (SeriesPart,), {'kind': kind})


class SeriesNav(SeriesPart):
    """``series-nav``: the navigation of an article, placed by hand."""

    def placeholders(self) -> list[nodes.Node]:
        """Return a placeholder for the navigation."""
        where = self.argument or 'top'
        if where not in {'top', 'bottom'}:
            self._warn_of_option('argument', where, 'top, bottom')
            where = 'top'
        part = series_part('', kind=f'nav-{where}', series=self.series)
        return [self.placed(part)]


class SeriesPair(SeriesPart):
    """``series-pair``: a pair, and what its title is."""

    kind = 'pair'
    has_content = True
    option_spec: ClassVar[OptionSpec] = _options(
        'series', 'number', 'articles', 'planned', 'short', 'name'
    )

    def placeholders(self) -> list[nodes.Node]:
        """Return a placeholder with the introduction, title and articles."""
        number = self.option('number', _pair_number, N_('a number from 1 on'))
        part = pair_part(
            '',
            *(self.parse_content_to_nodes() if self.content else []),
            series=self.series,
            number=number.get('number', 0),
            facts=self.pulled(),
        )
        if self.argument:
            part += self.parsed('title', self.argument)
        if self.options.get('short', '').strip():
            part += self.parsed('short', self.options['short'].strip())
        part += self.planned()
        self.add_name(part)
        return [self.placed(part)]


class ReadingGuide(SeriesPart):
    """``reading-guide``: the routes, with the words that help a reader choose."""

    kind = 'guide'
    has_content = True

    def placeholders(self) -> list[nodes.Node]:
        """Return a placeholder with introduction and routes."""
        body = self.parse_content_to_nodes() if self.content else []
        return [self.placed(guide_part('', *body, series=self.series))]


class ReadingRoute(SeriesDirective):
    """``reading-route``: one way through the articles."""

    option_spec: ClassVar[OptionSpec] = _options('articles', 'name')

    def placeholders(self) -> list[nodes.Node]:
        """Return the claim with title and text."""
        expression = ' '.join(self.options.get('articles', '').split())
        name = _route_name(self.options.get('name', '') or self.argument)
        title = self.parsed('title', self.argument or name or expression)
        body = self.parse_content_to_nodes() if self.content else []
        self.check(expression, title.astext())
        route = route_claim('', title, *body, expression=expression, route=name)
        return [self.placed(route)]

    def check(self, expression: str, title: str) -> None:
        """Say where the expression stops being a route."""
        if not expression:
            self.warn(Diagnostic.ROUTE_EMPTY, route=title)
            return
        try:
            parse(expression)
        except RouteError as error:
            self.warn(
                Diagnostic.ROUTE_SYNTAX,
                route=title,
                written=expression,
                column=error.column,
                expected=__(error.expected),
                found=__('“%(found)s”') % {'found': error.found}
                if error.found
                else __('nothing more'),
            )


def directives_run(env: BuildEnvironment) -> list[str]:
    """Return which of our directives have run in the document that is being read.

    Documents without any are not searched for placeholders.
    """
    if 'series' not in env.current_document:
        env.current_document['series'] = []
    run: list[str] = env.current_document['series']
    return run


DIRECTIVES: dict[str, type[SeriesDirective]] = {
    'series-article': SeriesArticle,
    'series-hub': SeriesHub,
    'series-pair': SeriesPair,
    'series-index': SeriesIndex,
    'series-map': SeriesMap,
    'series-next': SeriesNext,
    'series-nav': SeriesNav,
    'series-list': SeriesList,
    'reading-guide': ReadingGuide,
    'reading-route': ReadingRoute,
}


def _one_of(text: str, words: Sequence[str]) -> str:
    if text not in words:
        raise ValueError(text)
    return text


def _number(text: str, highest: int) -> int:
    if not re.fullmatch('[0-9]{1,6}', text) or not 1 <= int(text) <= highest:
        raise ValueError(text)
    return int(text)


def _minutes(text: str) -> int:
    return _number(text, 9999)


def _pair_number(text: str) -> int:
    return _number(text, 999_999)


def _iso_date(text: str) -> str:
    return date.fromisoformat(text).isoformat()


def _series_name(text: str) -> str:
    if not SERIES_NAME.fullmatch(text):
        raise ValueError(text)
    return text


def _route_name(text: str) -> str:
    # An id has Latin letters only, and a title may have none.
    return nodes.make_id(text) or re.sub(r'\W+', '-', text.lower()).strip('-')


def _without(suffixes: tuple[str, ...], target: str) -> str:
    """Return a document's name without the suffix of its file."""
    suffix = next((s for s in suffixes if target.endswith(s)), '')
    return target.replace('\\', '/').removesuffix(suffix)
