"""What is inside ``only`` or ``ifconfig`` counts where that shows it.

Sphinx takes such parts out when a page is written, long after a document was read.  So
a claim carries its conditions along, and they are looked at in every build.

The class of the node says what kind of condition it is, never what an author wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes
from sphinx.ext.ifconfig import ifconfig

from sphinxext_series.model.claims import Condition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx

IFCONFIG = 'sphinx.ext.ifconfig'
#: The kinds of conditions, by those of the nodes in a text that is kept.
CONDITIONAL = {
    'sphinx.addnodes:only': 'only',
    'sphinx.ext.ifconfig:ifconfig': 'ifconfig',
}


def conditions_around(node: nodes.Node) -> tuple[Condition, ...]:
    """Return the conditions under which a node is shown, the outermost first."""
    conditions = []
    while node.parent is not None:
        node = node.parent
        if isinstance(node, addnodes.only):
            conditions.append(Condition('only', node['expr']))
        elif isinstance(node, ifconfig):
            conditions.append(Condition('ifconfig', node['expr']))
    return tuple(reversed(conditions))


def is_condition(node: nodes.Node) -> bool:
    """Return whether a node only says where what is in it is shown."""
    return isinstance(node, addnodes.only | ifconfig)


def hold(conditions: Iterable[Condition], app: Sphinx) -> bool:
    """Return whether Sphinx shows what is under these conditions.

    Like Sphinx, which takes out what ``only`` hides before it evaluates ``ifconfig``.
    What cannot be evaluated is taken to hold: Sphinx says what is wrong with it.
    """
    conditions = tuple(conditions)
    tags = (c.expression for c in conditions if c.kind == 'only')
    if not all(_has_tags(expression, app) for expression in tags):
        return False
    if IFCONFIG not in app.extensions:
        return True
    values = (c.expression for c in conditions if c.kind == 'ifconfig')
    return all(_is_configured(expression, app) for expression in values)


def _has_tags(expression: str, app: Sphinx) -> bool:
    """Evaluate an expression of ``only``: names of tags, and nothing is run."""
    try:
        return app.tags.eval_condition(expression)
    except Exception:  # noqa: BLE001 (whatever the parser raises)
        return True


def _is_configured(expression: str, app: Sphinx) -> bool:
    """Evaluate an expression of ``ifconfig`` as sphinx.ext.ifconfig does."""
    names = {option.name: option.value for option in app.config} | vars(app.config)
    names['builder'] = app.builder.name
    try:
        # Python, by the definition of that directive: Sphinx runs the same text in
        # the same build, and only projects that load the extension have such nodes.
        return bool(eval(expression, names))  # noqa: S307
    except Exception:  # noqa: BLE001 (an expression may raise anything)
        return True
