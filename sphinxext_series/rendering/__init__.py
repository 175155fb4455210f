"""From the catalogue to docutils nodes, for every builder."""

from __future__ import annotations
