"""Templates make what HTML pages show of a series, and a project can replace each."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest
from coffee import FILES, article
from comparison import Comparison
from jinja2 import Environment
from sphinx.errors import ThemeError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from conftest import Project

#: A card that says less, in the folder of a project.
CARD = """
<li class="series-card">{{ card.mention.code }}, {{ page.text(card.summary) }}</li>
""".strip()
OVERRIDING = {
    **FILES,
    'conf.py': "templates_path = ['_templates']",
    '_templates/series/card.html': CARD,
}


@pytest.fixture(autouse=True)
def compiled(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Return the folder for temporary files, where compiled templates are kept."""
    folder = tmp_path_factory.mktemp('compiled')
    monkeypatch.setattr(tempfile, 'tempdir', str(folder))
    return folder


@pytest.fixture
def coffee(build: Project) -> Comparison:
    """Return the coffee series, in a project with a template of its own."""
    comparison = Comparison(build)
    comparison.edit(OVERRIDING)
    return comparison


def test_a_template_of_the_project_takes_the_place_of_ours(coffee: Comparison) -> None:
    hub = coffee.edit({}).built.text('index.html')

    assert '<li class="series-card">A1, <p>' in hub
    assert 'series-card__title' not in hub
    # The others are ours.
    assert 'series-map__topic' in hub


def test_a_template_of_the_project_is_used_by_builders_without_a_theme(
    build: Project,
) -> None:
    result = build(OVERRIDING, builder='json')

    assert 'series-card__title' not in result.text('index.fjson')


def test_templates_are_compiled_once_for_all_builds(
    coffee: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str] = []
    original = Environment.compile

    def compile_and_note(self: Environment, source: str, *rest: Any) -> object:
        compiled.append(str(rest[0]))
        return original(self, source, *rest)

    monkeypatch.setattr(Environment, 'compile', compile_and_note)
    title = article('Farms', 'coffee A2', 'A short tour.')
    coffee.project({'beans/origin.rst': title})

    assert compiled
    assert not [name for name in compiled if name.startswith('series/')]


# The second part of a file is a pickle, of which a damaged one can raise anything.
@pytest.mark.parametrize('kept', [0, 20, 0.5])
def test_compiled_templates_that_are_damaged_are_compiled_again(
    coffee: Comparison, compiled: Path, kept: float
) -> None:
    paths = [*compiled.rglob('series-*')]
    for path in paths:
        text = path.read_bytes()
        path.write_bytes(text[: int(kept * len(text) if kept < 1 else kept)])

    step = coffee.edit({'beans/origin.rst': article('Farms', 'coffee A2', 'A tour.')})

    assert paths
    assert step.differing == []


def test_without_a_folder_for_them_templates_are_compiled_in_each_build(
    build: Project, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = compiled / 'gone'
    monkeypatch.setattr(tempfile, 'tempdir', str(nowhere))

    assert 'series-map__topic' in build(OVERRIDING).text('index.html')
    assert not nowhere.exists()


def test_a_template_that_is_edited_or_deleted_has_pages_with_parts_written_again(
    coffee: Comparison,
) -> None:
    edited = coffee.edit({'_templates/series/card.html': f'{CARD}!'})
    assert edited.differing == []
    assert '</li>!' in edited.built.text('index.html')

    # Sphinx itself looks for newer templates only.
    deleted = coffee.edit({'_templates/series/card.html': None})
    assert deleted.differing == []
    assert 'series-card__title' in deleted.built.text('index.html')
    assert {'index', 'start', 'cups/bitter'} <= deleted.written


def test_what_authors_write_is_escaped_in_a_template_of_the_project(
    build: Project,
) -> None:
    title = 'Salt & <b>water</b>'
    files = {
        **OVERRIDING,
        '_templates/series/card.html': '<li>{{ page.text(card.mention.title) }}</li>',
        'salt.rst': article(title, 'coffee B0'),
    }

    hub = build(files).text('index.html')

    assert '<li>Salt &amp; &lt;b&gt;water&lt;/b&gt;</li>' in hub


@pytest.mark.parametrize(
    ('template', 'reason'),
    [
        ('{% if %}', 'Expected an expression'),
        ('{{ card.nothing.at_all }}', 'nothing'),
        ('{{ 1 / 0 }}', 'ZeroDivisionError'),
        ("{% include 'series/gone.html' %}", 'gone'),
    ],
)
def test_an_error_in_a_template_is_one_of_the_theme_and_names_the_template(
    build: Project, template: str, reason: str
) -> None:
    files = {**OVERRIDING, '_templates/series/card.html': template}

    with pytest.raises(ThemeError, match=reason) as raised:
        build(files)

    assert 'series/' in str(raised.value)
    assert '"index"' in str(raised.value)
