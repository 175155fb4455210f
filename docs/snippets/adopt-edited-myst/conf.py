extensions = ['myst_parser', 'sphinxext_series']
myst_enable_extensions = ['colon_fence']
