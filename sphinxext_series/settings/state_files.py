"""Files beside the doctrees, in which a build remembers something for the next one.

They belong to one output: two builders may share an environment.  Another process may
be reading one while it is written, or have written it in a way of its own.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.builders import Builder

#: What is raised where such a file is missing, or holds something else.
UNREADABLE = (
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


def file_of(builder: Builder, name: str) -> Path:
    """Return the file of this name for the output that a builder writes."""
    output = hashlib.sha256(os.fspath(builder.outdir).encode()).hexdigest()[:16]
    return Path(builder.doctreedir, f'{name}-{builder.name}-{output}.json')


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one stroke, so that nobody ever reads half of it."""
    unfinished = path.with_suffix(f'.{os.getpid()}')
    unfinished.write_bytes(data)
    unfinished.replace(path)
