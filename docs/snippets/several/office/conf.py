extensions = ['sphinxext_series']
series_external = {'lab': ('https://lab.example/', None)}
