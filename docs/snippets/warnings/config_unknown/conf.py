series_navigation = 'bottom'
