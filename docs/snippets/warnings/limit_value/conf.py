series_limits = {'A': {'word': 30}}
