"""Scripts that a page links where it has something for them."""
