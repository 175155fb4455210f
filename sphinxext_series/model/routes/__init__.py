"""Routes: the language in which they are written, what it means, and in words."""
