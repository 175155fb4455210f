"""From a document, as it is read, to what it claims."""

from __future__ import annotations
