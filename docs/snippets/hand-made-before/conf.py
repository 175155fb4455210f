project = 'Coffee'
