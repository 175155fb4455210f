"""What readers see, in a real browser: `tox run -e browser`."""
