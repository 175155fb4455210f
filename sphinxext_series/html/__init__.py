"""What only HTML pages have."""

from __future__ import annotations
