"""Camera and sound reports: which take is circled, what is framed, what was noted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, cast

from workprint.exchange.fountain.source import decode
from workprint.exchange.slates import slate_from_name
from workprint.exchange.tables import Table, plain_name, read_table
from workprint.film import BadValue, CannotRead, Framing, Setup, Slate

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "filename", "clipname", "clip", "file", "sourcefile", "sourcefilename", "wavfile"),
    "scene": ("scene", "sc", "sceneno", "scenenumber"),
    "slate": ("slate", "slatenumber", "slateno"),
    "setup": ("setup", "shot", "camerasetup"),
    "take": ("take", "tk", "takeno", "takenumber"),
    "circled": ("circled", "circle", "circletake", "circledtake", "goodtake", "good", "print", "select", "selected"),
    "note": ("note", "notes", "comment", "comments", "description", "descript", "remarks"),
    "timecode": ("start", "starttc", "tcstart", "starttimecode", "timecode", "tcin", "tc", "timecodein"),
    "people": ("people",), "about": ("about",), "angle": ("angle",), "side": ("side",),
}
"""What each column is called in the reports we know. Source: the ALE samples of OpenTimelineIO's adapter; the
sound reports of Sound Devices and Zoom recorders; ours is the first name of each."""

_KNOWN = frozenset(name for names in _FIELDS.values() for name in names)
_YES = frozenset(
    {"yes", "y", "true", "1", "x", "*", "circled", "circle", "c", "good", "ok", "print", "p", "✓", "✔", "●"})
_LOOKS = ("left", "right", "camera", "away", "")
_LARGEST = 64 * 1024 * 1024
"""Bytes; a report of a whole film has less than one million. Our own choice."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What a report says of one file or take."""

    name: str
    """File or clip name; empty where the report has none."""
    slate: Slate | None
    """None where the row does not tell it."""
    circled: bool = False
    """Whether it is circled."""
    note: str = ""
    """What was noted."""
    setup: Setup | None = None
    """What is framed; None where the report does not say."""
    timecode: str = ""
    """Start timecode as written."""
    tags: tuple[tuple[str, str], ...] = ()
    """Every other cell that holds something, by lower-case column name, in the report's order."""


@dataclass(frozen=True, slots=True)
class Report:
    """A camera or sound report."""

    rows: tuple[ReportRow, ...]
    """In the report's order."""
    warnings: tuple[str, ...] = ()
    """What could not be told, row by row, one sentence each."""


def read_report(path: Path) -> Report:
    """The camera or sound report at `path`: ALE, CSV or TSV, whatever the order of its columns.

    Raises `CannotRead` for a file that is no such table.
    """
    try:
        whole = path.is_file() or not path.exists()  # a device has no end; what is not there says so below
        data = path.read_bytes() if whole and path.stat().st_size <= _LARGEST else b"\x00"
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CannotRead(f"the report {path.name[:80]!r} could not be opened ({why})",
                         "a readable file would do", "look at where it is and who may read it") from error
    if b"\x00" in data and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise CannotRead(f"the report {path.name!r} came as something other than text",
                         "an ALE, CSV or TSV file would do", "export it as one of those")
    return _report(read_table(decode(data).removeprefix("\ufeff"), _KNOWN), path.name)


def _report(table: Table | None, name: str) -> Report:
    if table is None or not {_field(column) for column in table.columns} & {"name", "scene", "slate"}:
        raise CannotRead(f"the report {name!r} came without a header that tells files or takes",
                         "columns named Name, Scene, Take, Circled, Note would do",
                         "name the columns in the first row")
    warnings: list[str] = []
    rows = tuple(_row(table.columns, cells, place, warnings) for place, cells in enumerate(table.rows, 1))
    return Report(_framed_alike(rows), tuple(warnings))


def _field(column: str) -> str:
    plain = plain_name(column)
    return next((field for field, names in _FIELDS.items() if plain in names), "")


def _row(columns: tuple[str, ...], cells: tuple[str, ...], place: int, warnings: list[str]) -> ReportRow:
    known: dict[str, str] = {}
    tags: list[tuple[str, str]] = []
    for column, cell in zip(columns, cells, strict=True):
        field = _field(column)
        if field and not known.get(field):
            known[field] = cell
        elif cell:
            tags.append((column.lower(), cell))
    slate = _slate(known)
    if slate is None:
        warnings.append(f"row {place} ({known.get('name') or 'without a name'}) tells no slate")
    circled = known.get("circled", "").lower() in _YES or bool(re.search(r"\*|^\(.*\)$", known.get("take", "")))
    scene = tuple((field, known[field]) for field in ("scene", "setup", "take", "slate") if known.get(field))
    return ReportRow(known.get("name", ""), slate, circled, known.get("note", ""),
                     _setup(known, slate, place, warnings), known.get("timecode", ""), (*scene, *tags))


def _slate(known: Mapping[str, str]) -> Slate | None:
    """Scene, setup and take by their columns, else the slate column, else the file's name."""
    scene, setup, take = (known.get(field, "") for field in ("scene", "setup", "take"))
    scene = scene or known.get("slate", "")
    if setup.upper().startswith(scene.upper()):
        scene, setup = setup, ""
    number = re.match(r"^\(?0*(\d{1,3})[A-Za-z]{0,2}\*?\)?$", take)
    for text in (f"{scene}{setup}/{number[1]}" if scene and number else "", known.get("slate", "")):
        try:
            return Slate.parse(re.sub(r"^0+(?=\d)", "", text))
        except BadValue:
            continue
    # A scene and a take that are no slate of ours are not to be guessed at from the name they were made into.
    return None if scene and take else slate_from_name(known.get("name", ""))


def _setup(known: Mapping[str, str], slate: Slate | None, place: int, warnings: list[str]) -> Setup | None:
    """What is framed, by our own columns."""
    if slate is None or not any(known.get(field) for field in ("people", "about", "angle", "side")):
        return None
    people = []
    for text in filter(None, (part.strip() for part in known.get("people", "").split(";"))):
        person = _person(text)
        if person is None:
            warnings.append(f"row {place} frames {text!r}, which is not NAME:head:x:y:look in thousandths")
        else:
            people.append(person)
    angle = known.get("angle", "")
    degrees = int(angle) % 360 if re.fullmatch(r"-?\d{1,4}", angle) else None
    if angle and degrees is None:
        warnings.append(f"row {place} has the angle {angle!r}, which is not whole degrees")
    side = known.get("side", "").lower()
    if side not in ("near", "far", ""):
        warnings.append(f"row {place} has the side {side!r}, which is neither near nor far")
        side = ""
    return Setup(f"{slate.scene}{slate.setup}", tuple(sorted(people, key=lambda person: person.x)),
                 known.get("about", ""), degrees, cast(Literal["near", "far", ""], side))


def _person(text: str) -> Framing | None:
    """One person's framing from ``NAME:head:x:y:look``; x, y and look may be left out."""
    parts = [part.strip() for part in text.split(":")]
    numbers, look = parts[1:4], parts[4].lower() if len(parts) > 4 else ""
    if not parts[0] or not numbers or len(parts) > 5 or look not in _LOOKS:
        return None
    if not all(re.fullmatch(r"-?\d{1,5}", number) for number in numbers):
        return None
    head, x, y = (*(int(number) for number in numbers), *(500, 333)[len(numbers) - 1:])
    return Framing(parts[0], head, x, y, cast(Literal["left", "right", "camera", "away", ""], look))


def _framed_alike(rows: tuple[ReportRow, ...]) -> tuple[ReportRow, ...]:
    """Rows that say nothing of their framing take it from another take of the same setup: people write it once."""
    framed: dict[str, Setup] = {}
    for row in rows:
        if row.setup:
            framed.setdefault(row.setup.name, row.setup)
    return tuple(row if row.setup or not row.slate else
                 replace(row, setup=framed.get(f"{row.slate.scene}{row.slate.setup}")) for row in rows)
