"""From a document to what it claims to be, and to the texts that others show."""
