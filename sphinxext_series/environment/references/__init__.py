"""Links: to articles, between pages, and the words that they show."""
