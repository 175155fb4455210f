html_baseurl = 'https://example.org/docs/'
series_feed = True
