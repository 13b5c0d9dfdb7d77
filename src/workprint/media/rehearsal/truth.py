"""The exact truth of every take, and the papers that go with it: ``TRUTH.json`` and ``camera-report.csv``."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workprint.film import BadValue, CannotRead, Framing, Heard, from_plain, to_plain


@dataclass(frozen=True, slots=True)
class TrueWord:
    """One word, where it truly is."""

    line: str
    """Line id; empty for an ad-lib."""
    text: str
    """Lower case, without punctuation."""
    start: int
    """First sample (48 kHz) from the head of the picture."""
    out: int
    """First sample after it; equal to `start` for a missing word."""
    heard: Heard = "scripted"
    """How it stands to the script."""
    run: int = 1
    """1 for the first time the line is said in the take, 2 for the second."""
    who: str = ""
    """Who says it."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault that was put in on purpose."""

    kind: str
    """``fluff``, ``twice``, ``ad-lib``, ``omit``, ``change``, ``swap`` or ``silence``."""
    line: str
    """Line id; of an ad-lib or a silence the line that it follows."""
    words: tuple[str, ...] = ()
    """The words that are extra, changed or missing through it."""


@dataclass(frozen=True, slots=True)
class TakeTruth:
    """All that is true of one take."""

    slate: str
    """``1B/2``."""
    picture: str
    """File name of the camera's file."""
    sound: str
    """File name of the recorder's file; empty for a mute take."""
    frames: int
    """Pictures in the camera's file."""
    rate: str
    """Pictures a second, exact: ``24`` or ``24000/1001``."""
    clap: int
    """Frame at which the clapper is closed; its sound is at that frame's first sample."""
    offset: int = 0
    """Samples (48 kHz) from the head of the picture to the head of the recording."""
    drift_ppb: int = 0
    """How much longer the recording is than the picture, in parts per thousand million."""
    timecode: str = ""
    """Of the camera's first frame."""
    clock: str = ""
    """``jammed`` where the recorder's clock agrees with the camera's, ``free`` where it does not."""
    ltc: bool = False
    """Whether the recorder's second track carries the camera's timecode."""
    words: tuple[TrueWord, ...] = ()
    """In order of time, missing ones where they should have been."""
    planted: tuple[Planted, ...] = ()
    """The faults."""
    seen: tuple[Framing, ...] = ()
    """Who is framed, from left to right."""
    speaks: tuple[str, ...] = ()
    """Who is heard, in order of first word."""
    circled: bool = False
    """As the camera report says."""
    about: str = ""
    """What the setup is."""
    angle: int | None = None
    """Degrees clockwise from the line of action."""
    side: str = ""
    """Of the line of action."""
    note: str = ""
    """What the report says of it."""
    mired: int = 0
    """By how much the camera's white balance is off, 1/10 mired; above 0 the picture is warmer."""
    stops: int = 0
    """By how much its exposure is off, 1/1000 stop of light on a screen; above 0 it is brighter."""
    seed: int = 0
    """What the rehearsal was made with."""


TRUTH, REPORT = "TRUTH.json", "camera-report.csv"
_HEADER = ("Name", "Scene", "Take", "Circled", "People", "About", "Angle", "Side", "Note")


def wrap(truths: Sequence[TakeTruth], out: Path) -> None:
    """Write the camera report and the truth of all takes into the folder `out`, each whole or not at all."""
    text = json.dumps({"synthetic": "Workprint rehearsal: drawn figures, computer voices",
                       "takes": to_plain(tuple(truths))}, indent=1, ensure_ascii=False)
    _put(out / TRUTH, text + "\n")
    _put(out / REPORT, _report(truths))


def read_truth(path: Path) -> tuple[TakeTruth, ...]:
    """What `wrap` wrote; `path` is the file or its folder. Raises `CannotRead`."""
    file = path / TRUTH if path.is_dir() else path
    try:
        return from_plain(tuple[TakeTruth, ...], json.loads(file.read_text("utf-8"))["takes"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, BadValue) as trouble:
        raise CannotRead(f"{file.name} holds no truth of a rehearsal ({type(trouble).__name__})",
                         f"the {TRUTH} beside a rehearsal's takes would do", "shoot the rehearsal again") from trouble


def _report(truths: Sequence[TakeTruth]) -> str:
    lines = io.StringIO()
    rows = csv.writer(lines, lineterminator="\n")
    rows.writerow(_HEADER)
    for truth in truths:
        setup, take = truth.slate.split("/")
        people = "; ".join(f"{one.who}:{one.head}:{one.x}:{one.y}:{one.look}" for one in truth.seen)
        rows.writerow([Path(truth.picture).stem, setup, take, "yes" if truth.circled else "", people, truth.about,
                       "" if truth.angle is None else truth.angle, truth.side, truth.note])
    return lines.getvalue()


def _put(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(0o644)  # mkstemp keeps a file to its owner; papers are for everybody
    Path(name).replace(path)
