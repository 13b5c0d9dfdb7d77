"""Rushes and scripts that are handed to the desk file by file: checked by name and size, written once, never over."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from workprint.desk.folder import Folder
from workprint.film import BadValue, CannotRead, NotAllowed
from workprint.media.kinds import why_not

REPORTS = frozenset({".csv", ".tsv", ".ale"})
"""Endings of camera and sound reports. Source: `exchange.read_report`."""

SCRIPTS = frozenset({".fountain", ".spmd"})
"""Endings under which a dropped file is the script. Source: fountain.io/syntax, FAQ; a .txt may be anything."""

MOST = 1 << 40
"""Bytes of one file. Source: our choice, one tebibyte: more than an hour of uncompressed 8K, and than most cards."""

PAPER = 16 << 20
"""Bytes of a script or report. Source: the script reader's own bound (`exchange.fountain`)."""

SPARE = 1 << 30
"""Bytes that stay free on the disk, for proxies and the record. Source: our choice; an hour of proxies."""

LONG, DEEP = 255, 16
"""Bytes of one name, and folders in one another. Source: the first ext4, APFS and NTFS; the second our choice."""

PART = ".arriving-"
"""How the name of a file begins that has not arrived yet. Hidden, so that nobody takes it for rushes."""

OLD_S = 24 * 3600
"""Seconds after which such a file is of an arrival that never ended. Source: our choice."""

BLOCK = 16 << 20
"""Bytes of each block of a fingerprint. Source: our choice; what a browser hashes at a time."""

_placing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that was handed over."""

    path: str
    """Where it is."""
    name: str
    """The same, below the film folder."""
    bytes: int
    """Its size."""
    new: bool
    """Whether it was written now; otherwise the same content was there already."""
    says: str
    """One sentence."""


def safe(name: str) -> PurePosixPath:
    """A name with its folders that stays inside the film folder. Raises `BadValue` for any other."""
    parts = unicodedata.normalize("NFC", name).split("/")
    wrong = next((why for part in parts if (why := _wrong(part))), "")
    if wrong or len(parts) > DEEP:
        raise BadValue(f"the file came as {name[:120]!r}, and {wrong or 'its folders lie too deep'}",
                       "a plain name with its folders would do", "rename it, or leave it out")
    return PurePosixPath(*parts)


def _wrong(part: str) -> str:
    """What is wrong with one part of a name; empty where nothing is."""
    if part in ("", ".", ".."):
        return "it leads out of the folder"
    if part.startswith("."):
        return "it is hidden"
    if "\\" in part or ":" in part:
        return "it has a sign that parts folders elsewhere"
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in part):
        return "it has signs that nobody sees"
    if part != part.strip() or part.endswith("."):
        return "it begins or ends in a blank or a dot"
    return "it is too long" if len(part.encode()) > LONG - len(" 999") else ""


def kind_of(name: str) -> str:
    """``rushes``, ``report`` or ``script``. Raises `CannotRead` with the reason for what is none of them."""
    ending = PurePosixPath(name).suffix.lower()
    if ending in SCRIPTS:
        return "script"
    if ending in REPORTS:
        return "report"
    why = why_not(name)
    if why:
        raise CannotRead(f"{PurePosixPath(name).name[:120]} is left out: {why}",
                         "pictures, sounds, reports (CSV, ALE) and a script in Fountain would do", "leave it out")
    return "rushes"


def fits(folder: Folder, kind: str, size: int) -> None:
    """Raise `NotAllowed` where `size` bytes are none, too many for one file, or more than the disk has."""
    most = MOST if kind == "rushes" else PAPER
    if not 0 < size <= most:
        raise NotAllowed(f"{said(size)} came", f"1 byte to {said(most)} would do",
                         "copy it again from the card" if not size else "give its folder's path: it is used in place")
    free = shutil.disk_usage(folder.root).free - SPARE
    if size > free:
        raise NotAllowed(f"{said(size)} came, and the film's disk has {said(max(0, free))} to give",
                         "a disk with more room would do", "give its folder's path: it is used in place, not copied")


def said(size: int) -> str:
    """A size for people.

    >>> said(1_260_000_000), said(12)
    ('1.3 GB', '12 bytes')
    """
    for unit, name in ((10**12, "TB"), (10**9, "GB"), (10**6, "MB"), (1000, "kB")):
        if size >= unit:
            return f"{size / unit:.1f} {name}"
    return f"{size} bytes"


class Arrival:
    """One file on its way in: write its bytes, then `finish`, or `drop` it. Nothing but whole files is ever seen."""

    def __init__(self, folder: Folder, name: str, size: int) -> None:
        """Raises `BadValue`, `CannotRead` or `NotAllowed` before anything is written."""
        self.name, self.kind, self.size = safe(name), kind_of(name), size
        fits(folder, self.kind, size)
        self._folder = folder
        self._home = folder.scripts if self.kind == "script" else folder.rushes
        self._home.mkdir(exist_ok=True)
        self._part = self._home / f"{PART}{secrets.token_hex(8)}"
        self._file: BinaryIO = self._part.open("xb")
        self._hash, self._came = hashlib.sha256(), 0

    def write(self, block: bytes) -> None:
        """The next bytes. Raises `NotAllowed` where more come than were said, or the disk is full."""
        self._came += len(block)
        if self._came > self.size:
            raise NotAllowed(f"more than the {self.size} bytes of {self.name} came", "as many as were said would do",
                             "send it again")
        try:
            self._file.write(block)
        except OSError as trouble:
            raise NotAllowed(f"{self.name} could not be written ({trouble.strerror})", "a disk with room would do",
                             "make room, and send it again") from None
        self._hash.update(block)

    def drop(self) -> None:
        """Forget what came so far."""
        self._file.close()
        self._part.unlink(missing_ok=True)

    def finish(self, known: Callable[[str], Path | None]) -> Arrived:
        """The file at its place. `known` finds a file of the same content (SHA-256) that is there already.

        Raises `NotAllowed` where fewer bytes came than were said.
        """
        try:
            if self._came != self.size:
                raise NotAllowed(f"{self._came} of {self.size} bytes of {self.name} came", "all of them would do",
                                 "send it again")
            self._file.flush()
            os.fsync(self._file.fileno())
            twin = known(self._hash.hexdigest())
            with _placing:
                return self._told(twin, new=False) if twin and twin.exists() else self._placed()
        except OSError as trouble:
            raise NotAllowed(f"{self.name} could not be put in {self._home.name}/ ({trouble.strerror})",
                             "a folder that can be written would do", "look who may write there") from None
        finally:
            self.drop()

    @property
    def hash(self) -> str:
        """SHA-256 of what came."""
        return self._hash.hexdigest()

    def _placed(self) -> Arrived:
        for place in places(self._home, self.name):
            if place.is_file() and place.stat().st_size == self.size and _sha256(place) == self.hash:
                return self._told(place, new=False)
            if _free(place, self._home):
                place.parent.mkdir(parents=True, exist_ok=True)
                self._part.rename(place)
                return self._told(place, new=True)
        raise NotAllowed(f"there are too many files called {self.name}", "another name would do", "rename it")

    def _told(self, path: Path, *, new: bool) -> Arrived:
        below = path.relative_to(self._folder.root) if path.is_relative_to(self._folder.root) else path
        says = (f"{self.name} is in {below.parent}/" if new else
                f"{self.name} has the same content as {below}: not copied twice")
        return Arrived(str(path), str(below), self.size, new, says)


def places(home: Path, name: PurePosixPath) -> Iterator[Path]:
    """Where a file may lie: under its name, or in a folder with a number, so that its own name, by which slates and
    reports know it, stays as it was on the card."""
    top, *rest = name.parts if len(name.parts) > 1 else ("", name.name)
    yield home / name
    for number in range(2, 1000):
        yield home.joinpath(f"{top} {number}".strip(), *rest)


def _free(place: Path, home: Path) -> bool:
    """Whether nothing is at a place, no file stands where its folders would, and no link leads it out of `home`."""
    folders = [one for one in place.parents if one != home and one.is_relative_to(home)]
    return (not os.path.lexists(place) and all(one.is_dir() or not os.path.lexists(one) for one in folders)
            and place.parent.resolve().is_relative_to(home.resolve()))


def there(folder: Folder, name: str, size: int, mark: str) -> Path | None:
    """The file of this name, size and fingerprint (any, where `mark` is empty) that has arrived before, or None.

    Raises `BadValue`, `CannotRead`.
    """
    home = folder.scripts if kind_of(name) == "script" else folder.rushes
    for place in places(home, safe(name)):
        if not place.is_file():
            return None
        if place.stat().st_size == size and (not mark or fingerprint(place) == mark):
            return place
    return None


def fingerprint(path: Path) -> str:
    """SHA-256 over the SHA-256 of every 16 MiB of a file: what a browser can tell without holding it whole."""
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            whole.update(hashlib.sha256(block).digest())
    return whole.hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sweep(folder: Folder) -> None:
    """Remove what arrivals that never ended have left."""
    for home in (folder.rushes, folder.scripts):
        for part in home.glob(f"{PART}*"):
            if time.time() - part.stat().st_mtime > OLD_S:
                part.unlink(missing_ok=True)
