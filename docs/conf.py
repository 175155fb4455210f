"""Configuration of the documentation: a series about series."""

import sphinxext_series

project = 'sphinxext-series'
version = release = sphinxext_series.__version__
language = 'en'
copyright = '2026, the sphinxext-series developers'

extensions = ['sphinxext_series', 'sphinx_design', 'myst_parser']
myst_enable_extensions = ['colon_fence', 'deflist']
# Projects of their own, which are shown here and built by the tests.
exclude_patterns = ['_build', 'snippets', 'Thumbs.db', '.DS_Store']

html_theme = 'furo'
html_title = project
html_static_path = ['_static']
html_css_files = ['docs.css']
