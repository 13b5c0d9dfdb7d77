"""Where alts are kept: each packed for itself, and a list of them all, so that one is read without the others.

A list tells what ranking and maps ask for: id, score, axes, length, and which takes are seen on which line. A thousand
cuts of a scene are a megabyte of it; the cuts themselves stay on the disk until one is asked for.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from workprint.desk.folder import Folder
from workprint.desk.state import CUTTING, content_from
from workprint.film import Alt, Cut, Rate, Reason, Shot, from_plain, to_plain

if TYPE_CHECKING:
    from workprint.desk.state import Proposal
    from workprint.desk.table import Table

LISTS = 4
"""Lists that a desk keeps at hand. Source: our choice; scenes that somebody goes to and fro between."""


@dataclass(frozen=True)
class ListedAlt(Alt):
    """An alt as the list has it: its cut is a sketch that knows the takes seen on every line, and no frames."""

    known: str = ""
    """The id of the alt itself."""
    frames: int = 0
    """Length in frames."""
    shots: int = 0
    """Number of shots."""
    place: tuple[int, int] = (0, 0)
    """First byte of the alt in the file, and how many."""

    @cached_property
    def id(self) -> str:
        """Hash of the alt's own content, not of this sketch."""
        return self.known


def write(folder: Folder, alts: Iterable[Alt]) -> tuple[str, ...]:
    """Keep alts as they come, one after another; their ids in order. Nothing is left where none came."""
    part, ids, rows = folder.media / f".alts-{uuid4().hex}.part", [], []
    try:
        with part.open("wb") as file:
            for alt in alts:
                packed = gzip.compress(json.dumps(to_plain(alt), separators=(",", ":")).encode(), 3, mtime=0)
                rows.append(_row(alt, file.tell(), len(packed)))
                ids.append(alt.id)
                file.write(packed)
        if ids:
            alts_file, list_file = _places(folder, ids)
            part.replace(alts_file)
            # The list comes last: where it is, the alts are whole.
            part.write_bytes(gzip.compress(json.dumps(rows, separators=(",", ":")).encode(), 3, mtime=0))
            part.replace(list_file)
    finally:
        part.unlink(missing_ok=True)
    return tuple(ids)


def _places(folder: Folder, ids: Sequence[str]) -> tuple[Path, Path]:
    return folder.kept("alts.gz", *ids), folder.kept("alts-list.json.gz", *ids)


def _row(alt: Alt, start: int, length: int) -> list[Any]:
    made = alt.content
    seen = [[line, *takes] for line, takes in made.by_line.items()] if isinstance(made, Cut) else None
    frames, shots = getattr(made, "frames", 0), len(getattr(made, "shots", ()))
    return [alt.id, alt.tool, start, length, alt.score, frames, shots, to_plain(alt.axes),
            to_plain(alt.on_lines), seen]


def listed(desk: Table, proposal: Proposal) -> tuple[ListedAlt, ...]:
    """The alts of a proposal as they are listed, in the tool's order; made again from the record if they are gone."""
    if proposal.index not in desk.listings:
        found = _read(desk.folder, proposal) or _repacked(desk.folder, proposal) or _made_again(desk, proposal)
        while len(desk.listings) >= LISTS:
            del desk.listings[next(iter(desk.listings))]
        desk.listings[proposal.index] = found
    return desk.listings[proposal.index]


def _read(folder: Folder, proposal: Proposal) -> tuple[ListedAlt, ...] | None:
    alts_file, list_file = _places(folder, proposal.ids)
    try:
        rows = json.loads(gzip.decompress(list_file.read_bytes()))
        whole = alts_file.stat().st_size == sum(row[3] for row in rows)
        return tuple(_listed(proposal.scene, row) for row in rows) if whole else None
    except (OSError, EOFError, ValueError, LookupError, TypeError):
        # It is in media/: what is gone or damaged there is made again.
        return None


def _listed(scene: str, row: list[Any]) -> ListedAlt:
    name, tool, start, length, score, frames, shots, axes, on_lines, seen = row
    sketch = None if seen is None else Cut(
        scene, Rate(24), tuple(Shot(take, 0, 0, (line,)) for line, *takes in seen for take in takes), ())
    return ListedAlt(tool, sketch, (Reason("tool", score, "what the tool's own reasons add up to"),),
                     tuple((axis, value) for axis, value in axes), tuple((axis, value) for axis, value in on_lines),
                     name, frames, shots, (start, length))


def _repacked(folder: Folder, proposal: Proposal) -> tuple[ListedAlt, ...] | None:
    """Alts that an earlier version of Workprint kept all in one file, kept anew."""
    try:
        alts = json.loads(gzip.decompress(folder.kept("alts.json.gz", *proposal.ids).read_bytes()))
    except (OSError, EOFError, ValueError):
        return None
    write(folder, (alt_from(alt, CUTTING) for alt in alts))
    return _read(folder, proposal)


def _made_again(desk: Table, proposal: Proposal) -> tuple[ListedAlt, ...]:
    from workprint.desk.loop import again

    write(desk.folder, again(desk, proposal))
    return _read(desk.folder, proposal) or ()


def alt_of(desk: Table, proposal: Proposal, name: str) -> Alt:
    """One alt of a proposal, whole."""
    place = next(one.place for one in listed(desk, proposal) if one.id == name)
    return next(_alts(desk, proposal, [place]))


def alts_of(desk: Table, proposal: Proposal) -> tuple[Alt, ...]:
    """All alts of a proposal, whole. Ask for the list where that will do."""
    return tuple(_alts(desk, proposal, [one.place for one in listed(desk, proposal)]))


def _alts(desk: Table, proposal: Proposal, places: Sequence[tuple[int, int]]) -> Iterator[Alt]:
    if not _places(desk.folder, proposal.ids)[0].exists():
        _made_again(desk, proposal)
    with _places(desk.folder, proposal.ids)[0].open("rb") as file:
        for start, length in places:
            file.seek(start)
            yield alt_from(json.loads(gzip.decompress(file.read(length))), desk.craft)


def alt_from(data: Any, craft: str) -> Alt:
    """The alt of a craft that `to_plain` made `data` from."""
    return replace(from_plain(Alt, data), content=content_from(data["content"], craft))
