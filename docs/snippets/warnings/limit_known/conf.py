series_limits = {'A': {'known': 'EU US'}}
