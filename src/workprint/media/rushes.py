"""Which files of a folder are rushes: pictures and sounds worth probing."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from pathlib import Path

STILLS = frozenset({".bmp", ".dpx", ".exr", ".j2k", ".jp2", ".jpeg", ".jpg", ".png", ".sgi", ".tga", ".tif", ".tiff",
                    ".webp"})
"""Kinds of still picture that can make an image sequence. Source: the image demuxers of FFmpeg 8 that film uses."""

SIDECARS = frozenset({
    ".aaf", ".ale", ".amf", ".avb", ".avp", ".cc", ".ccc", ".cdl", ".csv", ".cube", ".db", ".doc", ".docx", ".drp",
    ".edl", ".fcpxml", ".fdx", ".fountain", ".html", ".idx", ".ini", ".json", ".log", ".md", ".md5", ".mhl", ".otio",
    ".pdf", ".prproj", ".py", ".rtf", ".sha1", ".sha256", ".srt", ".toml", ".txt", ".vtt", ".xls", ".xlsx", ".xml",
    ".xmp", ".yaml", ".yml", ".zip"})
"""What lies beside rushes without being rushes: reports, scripts, lists, looks. Source: camera card layouts."""

LEAST_SEQUENCE = 3
"""Numbered stills that make a sequence; fewer are single pictures. Source: issue 2, section 4."""

_NUMBERED = re.compile(r"^(.*?)(\d+)(\.\w+)$")


def find_rushes(folder: Path) -> tuple[Path, ...]:
    """Every file below `folder` that is worth probing, sorted.

    Hidden files and sidecars (reports, scripts, lists) are left out. Three or more stills that differ only in
    their last number are one image sequence and come as its first file.
    """
    plain, numbered = [], defaultdict(list)
    for path in _files(folder):
        if key := _sequence_key(path):
            numbered[key].append(path)
        else:
            plain.append(path)
    for stills in numbered.values():
        stills.sort(key=number_of)
        plain.extend(stills[:1] if len(stills) >= LEAST_SEQUENCE else stills)
    return tuple(sorted(plain))


def sequence_of(path: Path) -> tuple[Path, ...]:
    """The files of the image sequence that `path` belongs to, by number; only `path` itself where it is in none."""
    key = _sequence_key(path)
    if key is None:
        return (path,)
    stills = sorted((other for other in path.parent.iterdir() if _sequence_key(other) == key), key=number_of)
    return tuple(stills) if len(stills) >= LEAST_SEQUENCE else (path,)


def number_of(path: Path) -> int:
    """The last number in the file's name, by which an image sequence is ordered; 0 where it has none."""
    match = _NUMBERED.match(path.name)
    return int(match.group(2)) if match else 0


def _files(folder: Path) -> list[Path]:
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place, name) for name in names
                  if not name.startswith(".") and Path(name).suffix.lower() not in SIDECARS]
    return found


def _sequence_key(path: Path) -> tuple[Path, str, str] | None:
    match = _NUMBERED.match(path.name)
    if match is None or path.suffix.lower() not in STILLS:
        return None
    return path.parent, match.group(1), match.group(3)
