extensions = ['sphinxext_series']
series_external = {'office': ('https://office.example/', None)}
