"""The report: the builder ``series-report``, and the command that reads it."""
