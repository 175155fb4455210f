series_feed = True
