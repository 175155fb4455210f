root_doc = 'page'
