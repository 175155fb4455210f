"""``conf.py``, warnings, translation and state files."""

from __future__ import annotations
