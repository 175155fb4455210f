series_navigation = 'both'
series_audience = {'A': 'Reader'}
