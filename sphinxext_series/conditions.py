"""What stands inside ``only`` or ``ifconfig`` counts where that shows it.

Sphinx takes such parts out when a page is written, long after a document was read.  So
a claim carries its conditions along, and they are looked at in every build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.util.tags import Tags

#: Before an expression of ``ifconfig``; no expression of ``only`` begins like this.
_OF_CONFIGURATION = '='


def conditions_around(node: nodes.Node) -> tuple[str, ...]:
    """Return the conditions under which a node is shown."""
    conditions = []
    while node.parent is not None:
        node = node.parent
        if isinstance(node, addnodes.only):
            conditions.append(node['expr'])
        elif node.tagname == 'ifconfig':
            conditions.append(_OF_CONFIGURATION + node['expr'])
    return tuple(conditions)


def holds(condition: str, tags: Tags, config: Config, builder: Builder) -> bool:
    """Return whether Sphinx shows what stands under a condition.

    What cannot be evaluated is taken to hold: Sphinx says what is wrong with it.
    """
    try:
        if not condition.startswith(_OF_CONFIGURATION):
            return tags.eval_condition(condition)
        # The names that sphinx.ext.ifconfig offers, which evaluates it just so.
        names = {each.name: each.value for each in config} | vars(config)
        expression = condition.removeprefix(_OF_CONFIGURATION).strip()
        return bool(eval(expression, names | {'builder': builder.name}))  # noqa: S307
    except Exception:  # noqa: BLE001 (an expression may raise anything)
        return True
