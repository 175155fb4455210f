"""The text of a condition is never run, but where Sphinx itself would run it.

``only`` takes names of tags; ``ifconfig`` takes Python, and Sphinx evaluates that in
projects which load the extension.  What an author writes cannot make one the other.
"""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from sphinx import addnodes
from sphinx.ext.ifconfig import ifconfig

from sphinxext_series.model.claims import Condition
from sphinxext_series.model.text.content import Branch
from sphinxext_series.reading.claims.conditions import conditions_around
from sphinxext_series.reading.claims.freezing import thaw

if TYPE_CHECKING:
    from conftest import Project

RUNNING = "{start}__import__('pathlib').Path(r'{trace}').touch()"
#: What stands around one of our directives, in reST; the directive is indented.
IN_REST = """
    Page {number}
    =============

    .. only:: {expression}

       {directive}

    Text.
"""
IN_MYST = """
    # Page {number}

    ::::{{only}} {expression}
    {directive}
    ::::

    Text.
"""
DIRECTIVES = {
    'series-article': ('.. series-article:: car-t A1', ':::{series-article} car-t A1'),
    'series-hub': ('.. series-hub:: other', ':::{series-hub} other'),
    'series-pair': ('.. series-pair:: Pair', ':::{series-pair} Pair'),
    'series-index': ('.. series-index::', ':::{series-index}'),
    'series-map': ('.. series-map::', ':::{series-map}'),
    'series-next': ('.. series-next::', ':::{series-next}'),
    'series-nav': ('.. series-nav::', ':::{series-nav}'),
    'series-section': ('.. series-section:: crs', ':::{series-section} crs'),
    'series-list': ('.. series-list::', ':::{series-list}'),
    'reading-guide': ('.. reading-guide::', ':::{reading-guide}'),
    'reading-route': ('.. reading-route:: Way', ':::{reading-route} Way'),
}
HUB = """
    Hub
    ===

    .. series-hub:: car-t

    .. toctree::
       :glob:

       *
"""
MYST = (
    "extensions += ['myst_parser']; myst_enable_extensions = ['colon_fence']\n"
    "source_suffix['.md'] = 'markdown'"
)


def project(expression: str, more: str = '') -> dict[str, str | None]:
    """Return a project with each directive under the condition, in both markups."""
    files: dict[str, str | None] = {'conf.py': f'{MYST}\n{more}', 'index.rst': HUB}
    for number, (rest, myst) in enumerate(DIRECTIVES.values()):
        facts = {'number': number, 'expression': expression}
        files[f'rest{number}.rst'] = IN_REST.format(directive=rest, **facts)
        fenced = f'{myst}\n    :::'
        files[f'myst{number}.md'] = IN_MYST.format(directive=fenced, **facts)
    files['summary.rst'] = f"""
        Summary
        =======

        .. series-article:: car-t B1

           A summary.

           .. only:: {expression}

              More.
    """
    return files


@pytest.mark.parametrize('parallel', [1, 2])
@pytest.mark.parametrize('builder', ['html', 'text', 'latex'])
@pytest.mark.parametrize('start', ['=', '= ', ' =', 'ifconfig:', "('ifconfig',)="])
def test_the_expression_of_only_is_never_run(
    build: Project, start: str, builder: str, parallel: int
) -> None:
    trace = build.directory / 'trace'
    expression = RUNNING.format(start=start, trace=trace)
    # Sphinx writes documents of a LaTeX build that belong to no toctree as well.
    files = project(expression)

    first = build(files, builder=builder, parallel=parallel)
    again = build({'index.rst': f'{HUB}\nMore.\n'}, builder=builder, parallel=parallel)

    assert not trace.exists()
    refused = 'exception while evaluating only directive expression'
    assert any(refused in warning for warning in first.warnings)
    assert not any('Traceback' in w for w in (*first.warnings, *again.warnings))


def test_an_ifconfig_is_not_run_where_sphinx_does_not_know_it(build: Project) -> None:
    trace = build.directory / 'trace'
    page = """
        Page
        ====

        .. foreign:: {expression}
    """
    expression = RUNNING.format(start='', trace=trace)
    foreign = """
        from docutils import nodes
        from docutils.parsers.rst import Directive
        from sphinx.ext.ifconfig import ifconfig

        class Foreign(Directive):
            required_arguments = 1
            final_argument_whitespace = True
            def run(self):
                node = ifconfig(expr=self.arguments[0])
                self.state.nested_parse(
                    __import__('docutils').statemachine.StringList(
                        ['.. series-article:: car-t A1'], 'x'
                    ), 0, node)
                return [node]

        def setup(app):
            app.add_directive('foreign', Foreign)
            app.add_node(ifconfig)
    """

    build(
        {
            'conf.py': foreign,
            'index.rst': HUB,
            'page.rst': page.format(expression=expression),
        },
        builder='dummy',
    )

    assert not trace.exists()


def test_an_ifconfig_inside_what_only_hides_is_not_run(build: Project) -> None:
    trace = build.directory / 'trace'
    expression = RUNNING.format(start='', trace=trace)
    page = f"""
        Page
        ====

        .. only:: neverset

           .. ifconfig:: {expression}

              .. series-article:: car-t A1
    """

    build(
        {
            'conf.py': "extensions += ['sphinx.ext.ifconfig']",
            'index.rst': HUB,
            'page.rst': page,
        }
    )

    assert not trace.exists()


def test_what_an_older_environment_holds_is_read_again(build: Project) -> None:
    trace = build.directory / 'trace'
    expression = RUNNING.format(start='=', trace=trace)
    files = project('html')
    old = build(files)
    path = old.app.doctreedir / 'environment.pickle'
    env = pickle.loads(path.read_bytes())  # noqa: S301 (just written)
    env.domaindata['series']['version'] = 2
    for claims in env.domaindata['series']['claims'].values():
        for claim in claims.articles:
            object.__setattr__(claim, 'conditions', (expression,))
    path.write_bytes(pickle.dumps(env))

    again = build({'index.rst': f'{HUB}\nMore.\n'})

    assert not trace.exists()
    assert not any('Traceback' in warning for warning in again.warnings)
    assert 'A1' in again.text('index.html')


def test_the_class_of_a_node_says_what_kind_of_condition_it_is() -> None:
    claim = nodes.paragraph()
    inner = ifconfig('', claim, expr='html')
    addnodes.only('', inner, expr="= 'ifconfig'")

    conditions = conditions_around(claim)

    assert conditions == (
        Condition('only', "= 'ifconfig'"),
        Condition('ifconfig', 'html'),
    )


@pytest.mark.parametrize(
    'kind', ['os:system', 'pathlib:Path', 'builtins:dict', 'docutils.nodes:Text']
)
def test_only_elements_are_made_from_kept_text(kind: str) -> None:
    with pytest.raises(TypeError):
        thaw((Branch(kind, (), ()),), 'index')


def test_words_of_a_summary_are_those_that_pages_show(build: Project) -> None:
    files = {
        'conf.py': "extensions += ['sphinx.ext.ifconfig']\n",
        'index.rst': 'Hub\n===\n\n.. series-hub:: tea\n',
        'a.rst': """
            Title
            =====

            .. series-article:: tea A1

               Always.

               .. only:: nobody

                  No tag.

               .. only:: html

                  A tag.

               .. ifconfig:: False

                  No value.

               .. ifconfig:: True

                  A value.

            Text.
        """,
    }

    result = build(files)

    (series,) = json.loads(result.text('series.json'))['series'].values()
    assert series['articles'][0]['summary'] == 'Always. A tag. A value.'
    assert 'No ' not in result.text('index.html').partition('role="main"')[2]
