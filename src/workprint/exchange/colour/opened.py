"""What OpenColorIO reads out of a file: from bytes that were looked at, in a place of our own, one at a time."""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import PyOpenColorIO as ocio  # noqa: N813

from workprint.film import CannotRead

_ONE = threading.Lock()
"""OpenColorIO has one log and one cache of files for all threads."""


def opened(text: str, kind: str, name: str, read: Callable[[str], Any]) -> tuple[Any, tuple[str, ...]]:
    """What `read` makes of the path of a copy of `text`, and what OpenColorIO remarked. Raises `CannotRead`.

    A copy, because OpenColorIO would look for variables in the path, and keep by its path what it read.
    """
    said: list[str] = []
    with _ONE, tempfile.TemporaryDirectory(prefix="grade") as folder:
        copy = Path(folder) / f"grade.{kind}"
        copy.write_bytes(text.encode("utf-8", "replace"))
        ocio.SetLoggingFunction(said.append)
        try:
            return read(str(copy)), tuple(dict.fromkeys(_plain(line, folder) for line in said if line.strip()))
        except (ocio.Exception, ValueError, TypeError, RuntimeError, MemoryError) as error:
            why = "it holds characters that are none" if isinstance(error, UnicodeError) else _plain(str(error), folder)
            raise CannotRead(f"{name!r} could not be read ({why[:200] or type(error).__name__})",
                             f"a whole .{kind} file would do", "export it again") from error
        finally:
            ocio.ResetToDefaultLoggingFunction()
            ocio.ClearAllCaches()


def _plain(said: str, folder: str) -> str:
    """OpenColorIO's words without the place of our copy, and without its account of what else it tried."""
    text = re.sub(rf"'?{re.escape(folder)}/grade\.\w+'?\((\d+)\)", r"line \1", said)
    text = re.sub(rf"'?{re.escape(folder)}/grade\.\w+'?", "the file", text)
    text = re.sub(r"^\[OpenColorIO \w+\]:\s*", "", " ".join(text.split()))
    text = re.sub(r"^.*gave the errors?: (?:'\w+' failed with: )?", "", text)
    return re.split(r" '\w+' failed with", text)[0].strip("'. ")
