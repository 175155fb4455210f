extensions = ['sphinxext_series']
html_theme = 'furo'
templates_path = ['_templates']
