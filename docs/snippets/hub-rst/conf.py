extensions = ['sphinxext_series']
