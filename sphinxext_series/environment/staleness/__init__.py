"""Which pages are stale: what they were made from, compared with what it is now."""
