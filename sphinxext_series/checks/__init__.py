"""What a catalogue is held against: pure, each check returns problems."""

from __future__ import annotations
