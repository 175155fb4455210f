series_limits = {'A': {'summary': 5}}
