"""What a series is: values and their arrangement, pure."""

from __future__ import annotations
