"""Configuration of the example: one series on CAR-T therapy, for two audiences."""

project = 'CAR-T therapy, explained twice'
author = 'The sphinxext-series developers'
language = 'en'
copyright = '2026, the sphinxext-series developers'
version = '1.0'

extensions = ['sphinxext_series', 'sphinx_design', 'myst_parser']
myst_enable_extensions = ['colon_fence']
exclude_patterns = ['_build', 'Thumbs.db', '.DS_Store']

html_theme = 'furo'
html_title = project

# For ≥ and other signs that pdflatex does not know; and pages to turn to on paper.
latex_engine = 'xelatex'
latex_show_pagerefs = True
