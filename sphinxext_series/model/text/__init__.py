"""What authors write and readers read: markup, titles, prose, messages."""
