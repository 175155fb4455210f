series_nav = 'left'
