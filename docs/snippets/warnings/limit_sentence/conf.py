series_limits = {'A': {'sentence': 7}}
