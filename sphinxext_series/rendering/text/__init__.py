"""The words of a part, and their nodes."""
