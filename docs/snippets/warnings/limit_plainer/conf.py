series_limits = {'A': {'plainer_than': 'B'}}
