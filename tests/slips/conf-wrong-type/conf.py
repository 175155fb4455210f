series_nav = True
series_audiences = ['A', 'B']
series_words_per_minute = '200'
series_drafts = 'yes'
