"""What several test processes need and one of them makes."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def once(folder: Path) -> Iterator[bool]:
    """Whether this process is the first to want `folder`; the others wait until the first has filled it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    finished = folder.with_suffix(".finished")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the kernel lets go of it when a process dies
        yield not finished.exists()
        finished.touch()
