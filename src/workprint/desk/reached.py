"""Files and folders of this machine, as a person names them."""

from __future__ import annotations

import stat
from pathlib import Path

from workprint.film import CannotRead, NotAllowed

LONGEST = 200
"""Bytes of the name of a file to make. Source: 255 of ext4, APFS and NTFS, less what is added meanwhile."""

SAID = 200
"""Characters of a path that a sentence repeats. Source: our choice; a longer one says nothing more."""


def reached(path: Path, *, would_do: str = "a folder of rushes or a file would do") -> Path:
    """The file or folder that is meant, ``~`` being home.

    Raises `CannotRead` where nothing is there, where nothing can have such a name, and for what has no end (a device,
    a pipe).
    """
    try:
        found = Path(path).expanduser()
        kind = found.stat().st_mode
    except FileNotFoundError:
        raise CannotRead(f"{told(path)} is not there", would_do, "give its path again") from None
    except (OSError, ValueError, RuntimeError) as wrong:  # too long, a NUL, nobody's home
        why = getattr(wrong, "strerror", None) or str(wrong)
        raise CannotRead(f"{told(path)} cannot be reached ({why.lower()})", would_do, "give its path again") from None
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        raise CannotRead(f"{told(path)} is neither a file nor a folder", would_do, "give its path again")
    return found


def writable(path: Path, *endings: str) -> Path:
    """The file that somebody would have made, in a folder that is made for it; with `endings`, of one of these kinds.

    Raises `NotAllowed` where no file can be, or where a folder is.
    """
    if len(path.name.encode(errors="replace")) > LONGEST:
        raise NotAllowed(f"{told(path)} was named as the file to make", f"a name of up to {LONGEST} letters would do",
                         "give a shorter name")
    if endings and path.suffix.lower() not in endings:
        raise NotAllowed(f"{told(path)} was named as the file to make", f"a name that ends in {' or '.join(endings)} "
                         "would do", "give it another ending")
    try:
        found = path.expanduser()
        found.parent.mkdir(parents=True, exist_ok=True)
        folder = found.is_dir()
    except (OSError, ValueError, RuntimeError) as wrong:
        why = getattr(wrong, "strerror", None) or str(wrong)
        raise NotAllowed(f"{told(path)} cannot be made ({why.lower()})", "a name in a folder that can be written would "
                         "do", "give another name") from None
    if folder:
        raise NotAllowed(f"{told(path)} is a folder", "the name of a file would do", "give a name inside it")
    return found


def told(path: Path) -> str:
    """A path as a sentence repeats it."""
    text = str(path)
    return text if len(text) <= SAID else f"{text[:SAID]}..."
