project = 'Coffee'
extensions = ['sphinxext_series']
