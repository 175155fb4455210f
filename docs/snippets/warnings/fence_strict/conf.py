extensions = ['sphinxext_series', 'myst_parser']
myst_gfm_only = True
