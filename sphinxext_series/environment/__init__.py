"""What Sphinx keeps: the domain, adoption, and which pages are stale."""

from __future__ import annotations
