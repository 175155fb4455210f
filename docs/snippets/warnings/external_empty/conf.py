series_external = {
    'kitchen': ('https://kitchen.example/', 'kitchen.json'),
}
