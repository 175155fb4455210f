"""From the claims of all documents to the series that they make."""
