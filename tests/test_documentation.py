"""The documentation: it builds, says what is so, and nothing public is missing.

What is public is taken from the code, and what is documented from the inventory and the
sources of ``docs/reference``: both have to name the same things.
"""

from __future__ import annotations

import ast
import json
import posixpath
import re
import xml.etree.ElementTree as ET
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import errors_of_sphinx_build
from sphinx.util.inventory import InventoryFile

from sphinxext_series.checks.diagnostics import CheckDiagnostic
from sphinxext_series.editions.directive import SeriesEdition
from sphinxext_series.environment.domain import KINDS, SeriesDomain
from sphinxext_series.environment.references import roles
from sphinxext_series.model.arranging.editions import EditionDiagnostic
from sphinxext_series.model.arranging.sections import SectionDiagnostic
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.routes.diagnostics import RouteDiagnostic
from sphinxext_series.model.values import fields
from sphinxext_series.reading.claims.fields import FIELDS
from sphinxext_series.reading.directives import DIRECTIVES
from sphinxext_series.reading.near_misses import FenceDiagnostic
from sphinxext_series.rendering import portable, renderer
from sphinxext_series.settings.config import SeriesConfig
from sphinxext_series.settings.wrong_values import ConfigDiagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Project
    from docutils.parsers.rst import Directive

    from sphinxext_series.model.text.messages import WarningType

DOCS = Path(__file__).parents[1] / 'docs'
REFERENCE = DOCS / 'reference'
SNIPPETS = DOCS / 'snippets'
DIAGNOSTICS: tuple[WarningType, ...] = (
    *Diagnostic,
    *FenceDiagnostic,
    *RouteDiagnostic,
    *CheckDiagnostic,
    *EditionDiagnostic,
    *SectionDiagnostic,
    *ConfigDiagnostic,
)
PACKAGE = files('sphinxext_series')
TEMPLATES = Path(str(PACKAGE)) / 'templates'
CLASS = re.compile(r'(?<![\w.-])series-[a-z_-]+')
LITERAL = re.compile(r'``([^`]+)``')
ALL_DIRECTIVES: dict[str, type[Directive]] = {
    **DIRECTIVES,
    'series-edition': SeriesEdition,
}


@pytest.fixture(scope='module')
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the documentation is built, so that it is read once."""
    return tmp_path_factory.mktemp('docs')


@pytest.fixture(scope='module')
def html(outputs: Path) -> Path:
    """Return the documentation as HTML."""
    return built(DOCS, outputs, 'html')


@pytest.fixture(scope='module')
def inventory(html: Path) -> dict[str, set[str]]:
    """Return the names that the documentation defines, by their types."""
    with (html / 'objects.inv').open('rb') as stream:
        loaded = InventoryFile.load(stream, '', posixpath.join)
    return {kind: set(names) for kind, names in loaded.items()}


# -- it builds -------------------------------------------------------------------------


def test_the_documentation_builds_without_a_warning(html: Path) -> None:
    hub = json.loads((html / 'series.json').read_text(encoding='utf-8'))

    codes = [article['code'] for article in hub['series']['guide']['articles']]

    assert codes == ['A0', *(f'{a}{n}' for n in range(1, 9) for a in 'AB')]


def test_the_costs_are_those_that_were_measured_last(html: Path) -> None:
    page = read(html / 'engineers' / 'measured.html')

    # With the date and the versions, whatever else the file says.
    measured = read(DOCS.parent / 'benchmarks' / 'RESULTS.md')
    headings = re.findall(r'^#+ ([\w ,.]+)$', measured, re.MULTILINE)
    assert re.search(r'\d{4}-\d\d-\d\d', measured)
    assert re.search(r'Sphinx \d', measured)
    assert headings
    assert [heading for heading in headings if f'>{heading}<' not in page] == []
    assert '<table' in page


@pytest.mark.parametrize('builder', ['text', 'latex'])
def test_the_documentation_builds_in_other_formats(outputs: Path, builder: str) -> None:
    output = built(DOCS, outputs, builder)

    assert any(output.iterdir())


def test_every_page_of_the_documentation_as_epub_is_xml(outputs: Path) -> None:
    output = built(DOCS, outputs, 'epub')

    pages = list(output.rglob('*.xhtml'))
    assert len(pages) > len(list(DOCS.glob('*/*.rst')))
    for page in pages:
        # HTML's names for characters are no names in XML; Sphinx writes some.
        text = re.sub(r'&(?!(?:amp|lt|gt|quot|apos|#\w+);)\w+;', '', read(page))
        ET.fromstring(text)  # noqa: S314  # it is our own


def test_the_example_of_the_reference_is_rendered_in_the_documentation() -> None:
    examples = DOCS / 'examples'
    included = {
        path.relative_to(examples): (path.parent / read(path).split()[2]).resolve()
        for path in examples.rglob('*.rst')
    }

    example = SNIPPETS / 'rst'
    assert included == {
        path.relative_to(example): path for path in example.rglob('*.rst')
    }


def test_comments_are_loaded_on_the_page_that_asks_for_them(tmp_path: Path) -> None:
    output = built(SNIPPETS / 'comments', tmp_path, 'html')

    assert 'https://giscus.app/client.js' in read(output / 'index.html')
    assert 'giscus' not in read(output / 'a1.html')


def test_the_example_of_a_template_changes_cards_and_nothing_else(
    tmp_path: Path,
) -> None:
    output = built(SNIPPETS / 'change-html', tmp_path, 'html')

    hub = read(output / 'index.html')
    assert hub.count('<details><summary>In short</summary><p>') == 2
    assert hub.count('id="coffee-a1"') == 1
    assert 'series-map__topic' in hub


def test_every_template_is_documented() -> None:
    names = {
        path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob('*.html')
    }

    literals = LITERAL.findall(read(REFERENCE / 'html.rst'))

    documented = {name for name in literals if name.endswith('.html')}
    assert documented - {'a1.html'} == names


@pytest.mark.parametrize('name', DIRECTIVES)
def test_every_directive_has_an_example_in_both_markups(name: str) -> None:
    rst = ''.join(map(read, (SNIPPETS / 'rst').rglob('*.rst')))
    myst = ''.join(map(read, (SNIPPETS / 'myst').rglob('*.md')))

    assert f'.. {name}::' in rst
    assert f':::{{{name}}}' in myst


@pytest.mark.parametrize('diagnostic', DIAGNOSTICS, ids=lambda each: each.name.lower())
def test_every_warning_is_what_its_example_causes(
    build: Project, diagnostic: WarningType
) -> None:
    name = diagnostic.name.lower()
    page = SNIPPETS / 'warnings' / f'{name}.rst'
    sources = {path.name: read(path) for path in (SNIPPETS / 'hub-rst').glob('*.rst')}
    if page.exists():
        sources['page.rst'] = read(page)
    # What takes more than a page has a directory.
    sources |= {path.name: read(path) for path in page.with_suffix('').glob('*')}

    # Documents that join no series through their mistake are in no toctree either.
    overrides = {'suppress_warnings': ['toc.not_included']}
    starts = {'feed': 'html', 'limit': 'series-report', 'edition_inside': 'latex'}
    builder = starts.get(name) or starts.get(name.partition('_')[0], 'text')
    result = build(sources, builder=builder, confoverrides=overrides)

    assert result.warnings == read(page.with_suffix('.txt')).splitlines()
    assert result.warnings[0].endswith(f'[series.{diagnostic.subtype}]')


@pytest.mark.parametrize(
    ('scope', 'suffix'), [('restructuredtext', 'rst'), ('markdown', 'md')]
)
def test_what_editors_insert_is_a_series(
    build: Project, scope: str, suffix: str
) -> None:
    snippets = json.loads(read(SNIPPETS / 'editors' / 'series.code-snippets'))
    inserted = {
        snippet['prefix']: expanded('\n'.join(snippet['body']))
        for snippet in snippets.values()
        if snippet['scope'] == scope
    }

    article = inserted['series-article']
    hub = f'{inserted["series-hub"]}\n\n{inserted["reading-guide"]}\n'
    part = {'rst': 'Part\n----', 'md': '## Part'}[suffix]
    text = f'{article}\n\n{part}\n\n{inserted["series-section"]}\n\nText.\n'
    sources: dict[str, str | None] = {'index.rst': None, f'index.{suffix}': hub}
    sources |= {f'a1.{suffix}': text, f'b1.{suffix}': text.replace('A1', 'B1')}
    extensions = ['sphinxext_series', 'myst_parser']
    result = build(sources, builder='text', confoverrides={'extensions': extensions})

    assert result.warnings == []
    assert 'A1, B1 (2 articles' in result.text('index.txt')


def expanded(snippet: str) -> str:
    """Return the text that an editor inserts, when nothing else is typed."""
    defaults = dict(re.findall(r'\$\{(\d):([^}]*)\}', snippet))
    text = re.sub(r'\$\{\d:([^}]*)\}', r'\1', snippet)
    underline = re.compile(r'\$\{(\d)/\./=/g\}')
    text = underline.sub(lambda found: '=' * len(defaults[found[1]]), text)
    return text.replace('$0', '')


# -- nothing is missing ----------------------------------------------------------------


def test_every_directive_is_documented(inventory: dict[str, set[str]]) -> None:
    assert inventory['rst:directive'] == set(ALL_DIRECTIVES)


def test_every_option_is_documented(inventory: dict[str, set[str]]) -> None:
    options = {
        f'{name}:{option}'
        for name, directive in ALL_DIRECTIVES.items()
        for option in directive.option_spec or ()
    }

    assert inventory['rst:directive:option'] == options


def test_every_role_is_documented(inventory: dict[str, set[str]]) -> None:
    assert inventory['rst:role'] == {f'series:{kind}' for kind in KINDS}


def test_every_configuration_value_is_documented(
    inventory: dict[str, set[str]],
) -> None:
    values = {f'series_{name}' for name in fields(SeriesConfig)}

    assert inventory['std:confval'] == values


@pytest.mark.parametrize('name', fields(SeriesConfig))
def test_the_default_of_every_configuration_value_is_documented(name: str) -> None:
    default = getattr(SeriesConfig(), name)

    assert f':default: ``{default!r}``' in configuration_value(name)


@pytest.mark.parametrize('name', fields(SeriesConfig))
def test_what_a_change_of_each_configuration_value_causes_is_documented(
    name: str,
) -> None:
    entry = configuration_value(name)

    assert re.search(r'^   A change (reads|writes) ', entry, re.MULTILINE)


def test_every_warning_is_documented_under_its_subtype() -> None:
    text = read(REFERENCE / 'warnings.rst')

    subtype = re.compile(r'^series\.(\w+)\n-+$', re.MULTILINE)
    _introduction, *parts = subtype.split(text)
    documented = [
        (subtype, example.upper())
        for subtype, part in zip(parts[::2], parts[1::2], strict=True)
        for example in re.findall(r'snippets/warnings/(\w+)\.txt$', part, re.MULTILINE)
    ]

    expected = sorted((each.subtype, each.name) for each in DIAGNOSTICS)
    assert sorted(documented) == expected


def test_every_warning_has_a_cure() -> None:
    text = read(REFERENCE / 'warnings.rst')

    assert len(re.findall(r'^Cure: ', text, re.MULTILINE)) == len(DIAGNOSTICS)


def test_every_class_is_documented() -> None:
    documented = {
        name
        for literal in LITERAL.findall(read(REFERENCE / 'html.rst'))
        for name in re.findall(r'^\.?(series-[\w-]+)$', literal)
    }

    used = set(classes())
    whole = {name for name in used if not name.endswith('-')}
    # Ends in a tone's number or a status, for example.
    begun = {name for name in used if name.endswith('-')}

    assert whole <= documented
    assert all(any(name.startswith(start) for name in documented) for start in begun)
    # Directives are mentioned, too.
    strange = documented - whole - set(DIRECTIVES)
    assert {name for name in strange if not name.startswith(tuple(begun))} == set()


def test_every_custom_property_is_documented() -> None:
    declared = set(re.findall(r'(--series-[\w-]+)\s*:', style_sheet()))

    literals = LITERAL.findall(read(REFERENCE / 'html.rst'))
    documented = {name for name in literals if name.startswith('--series-')}

    assert documented == declared


def test_every_property_of_the_schema_is_documented() -> None:
    schema = json.loads(
        (PACKAGE / 'outputs' / 'series.schema.json').read_text(encoding='utf-8')
    )

    literals = set(LITERAL.findall(read(REFERENCE / 'outputs.rst')))

    assert set(properties(schema)) - literals == set()


def test_every_property_of_json_ld_is_documented(build: Project) -> None:
    sources = {path.name: read(path) for path in (SNIPPETS / 'rst').glob('*.rst')}
    sources['beans/roasting.rst'] = read(SNIPPETS / 'rst' / 'beans' / 'roasting.rst')

    result = build(sources, confoverrides={'html_baseurl': 'https://coffee.example/'})
    described = re.compile(r'<script type="application/ld\+json">(.*)</script>')
    scripts = [described.search(result.text(f'{p}.html')) for p in ('index', 'a1')]

    found = {name for each in scripts if each for name in json.loads(each[1])}
    assert {'hasPart', 'isPartOf', 'datePublished'} <= found
    literals = LITERAL.findall(read(REFERENCE / 'outputs.rst'))
    assert {name for name in found if not name.startswith('@')} <= set(literals)


def test_every_type_in_the_inventory_is_documented() -> None:
    literals = LITERAL.findall(read(REFERENCE / 'outputs.rst'))

    assert {f'series:{kind}' for kind in SeriesDomain.object_types} <= set(literals)


def test_the_fields_of_the_short_form_are_documented() -> None:
    text = read(REFERENCE / 'directives.rst')

    described = re.findall(
        r'^(?:\.\. describe::| {13}) (series\S*)$', text, re.MULTILINE
    )
    assert sorted(described) == sorted(FIELDS)


# -- what is public --------------------------------------------------------------------


def configuration_value(name: str) -> str:
    """Return what the reference says of a configuration value."""
    text = read(REFERENCE / 'configuration.rst')
    return text.partition(f'.. confval:: series_{name}\n')[2].partition('.. confval')[0]


def classes() -> Iterator[str]:
    """Yield the names of classes in style sheets, templates and what renders pages.

    Those that end in a hyphen are only begun there.
    """
    yield from re.findall(r'\.(series-[\w-]+)', style_sheet())
    for template in TEMPLATES.rglob('*.html'):
        yield from CLASS.findall(read(template))
    for module in (portable, renderer, roles):
        for node in ast.walk(ast.parse(read(Path(str(module.__file__))))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from CLASS.findall(node.value)


def style_sheet() -> str:
    """Return the rules of the style sheets."""
    names = ('series.css', 'series-progress.css')
    text = '\n'.join((PACKAGE / 'static' / n).read_text('utf-8') for n in names)
    return re.sub(r'/\*.*?\*/', '', text, flags=re.DOTALL)


def properties(schema: object) -> Iterator[str]:
    """Yield the names of the properties that a JSON schema describes."""
    if isinstance(schema, dict):
        described = schema.get('properties', {})
        yield from described
        for member in schema.values():
            yield from properties(member)


def read(path: Path) -> str:
    """Return the text of a file."""
    return path.read_text(encoding='utf-8')


def built(source: Path, directory: Path, builder: str) -> Path:
    """Build a project, any warning being an error; return the output.

    It is built where it lies: the documentation includes files from beside it.
    """
    output = directory / builder
    places = '-d', directory / 'doctrees', source, output
    assert errors_of_sphinx_build('-nWqb', builder, '--keep-going', *places) == ''
    return output
