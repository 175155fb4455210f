project = 'Coffee'
extensions = ['sphinxext_series', 'myst_parser']
myst_enable_extensions = ['colon_fence']
