series_external = {'lab': 'https://lab.example/'}
