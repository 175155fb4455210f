"""``sphinx-series import``: a hub from a page or from folders."""
