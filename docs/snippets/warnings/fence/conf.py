extensions = ['sphinxext_series', 'myst_parser']
