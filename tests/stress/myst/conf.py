"""A project in which a series meets everything that Sphinx can do to it."""

project = 'Bread, explained three times'
language = 'en'
author = 'Nobody'
copyright = '2026, Nobody'
version = release = '1.0'

extensions = ['sphinxext_series', 'myst_parser']
myst_enable_extensions = ['colon_fence', 'dollarmath', 'substitution']
# Said here, because extensions add to the default, which is one for all projects.
# As in reST: footnotes stay where they are written.
myst_footnote_sort = False
source_suffix = {'.md': 'markdown'}
exclude_patterns = ['_build']
numfig = True
# Two EPUBs of one source are to be the same, and each needs an identifier.
epub_identifier = epub_uid = 'bread'

# PDF: page references, so that what is linked can be found on paper, too.
latex_show_pagerefs = True
latex_elements = {'papersize': 'a5paper', 'pointsize': '10pt'}
