"""Configuration of the documentation: a series about series."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

import sphinxext_series

project = 'sphinxext-series'
version = release = sphinxext_series.__version__
language = 'en'
copyright = '2026, the sphinxext-series developers'

extensions = ['sphinxext_series', 'sphinx_design', 'myst_parser']
myst_enable_extensions = ['colon_fence', 'deflist']
# Projects of their own, which are shown here and built by the tests.
exclude_patterns = ['_build', 'snippets', 'Thumbs.db', '.DS_Store']

# The messages of this page name addresses that do not exist.
linkcheck_exclude_documents = ['reference/slips']

html_theme = 'furo'
html_title = project
html_static_path = ['_static']
# As docs/how-to/sidebar says for this theme.
html_sidebars = {
    '**': [
        'sidebar/brand.html',
        'sidebar/search.html',
        'sidebar/scroll-start.html',
        'series/sidebar.html',
        'sidebar/navigation.html',
        'sidebar/scroll-end.html',
    ]
}
html_css_files = ['docs.css']


class TabsBelowOneAnother(SphinxPostTransform):
    """Keep sphinx-design from making tabs in the EPUB, whose pages must be XML.

    Its inputs are not closed there. Left alone, tabs are headings with what is in them.
    """

    default_priority = 199
    builders = ('epub',)

    def run(self, **_kwargs: object) -> None:
        """Give sets of tabs a name that sphinx-design does not look for."""
        for container in self.document.findall(nodes.container):
            if container.get('design_component') == 'tab-set':
                container['design_component'] = 'tabs'


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(TabsBelowOneAnother)
