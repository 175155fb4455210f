series_limits = {'C': {'sentence': 30}}
