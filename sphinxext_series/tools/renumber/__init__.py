"""``sphinx-series renumber``: the diff that gives articles other codes."""
