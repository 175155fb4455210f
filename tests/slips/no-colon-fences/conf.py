myst_enable_extensions = []
