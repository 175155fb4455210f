series_limits = {'A': {'avoid': {'coarser': 'rougher'}}}
