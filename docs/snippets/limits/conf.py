project = 'Coffee'
extensions = ['sphinxext_series']
series_limits = {
    'A': {
        'words': (400, 1200),
        'summary': 60,
        'sentence': 30,
        'known': 'EU US',
        'avoid': {'refractometer': 'meter for sugar'},
        'plainer_than': 'B',
        'skip': 'Sources References',
    },
    'B': {'words': (400, 2500)},
}
