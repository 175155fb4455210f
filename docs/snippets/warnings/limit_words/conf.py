series_limits = {'A': {'words': (400, 1200)}}
