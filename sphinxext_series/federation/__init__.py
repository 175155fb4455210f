"""Series of other projects."""

from __future__ import annotations
