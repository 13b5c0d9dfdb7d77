"""A scene with all that was shot of it, as a screen lays it out: the lined script, what stays and what never comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workprint.film import Line, Moment, Performance, Reading, Take

if TYPE_CHECKING:
    from workprint.desk.table import Table


@dataclass(frozen=True, slots=True)
class OnBoard:
    """A reading as it lies on the board: all of it, in as few characters as a thousand of them allow."""

    take: str
    """Take id."""
    line: str
    """Line id; empty for speech that is in no line of the script (an ad-lib)."""
    run: int
    """1 for the first time the line is said in the take, 2 for the second."""
    confidence: int
    """0 to 1000."""
    words: tuple[tuple[str, int, int, str], ...]
    """Of each word its text, its first sample (48 kHz) in the take, the first after it, and how it is heard: nothing
    where it is as scripted, else ``changed``, ``extra`` or ``missing``."""
    performance: Performance | None
    """How it sounds; None until measured."""


@dataclass(frozen=True, slots=True)
class Stays:
    """A take that stays on a line, in every cut that is proposed."""

    entry: int
    """Ledger entry that says so: what `undo` takes back."""
    line: str
    """Line id, of a part of a line ``1/7.2``; empty for every line that the take covers."""
    take: str
    """Take id; of one that is heard and not seen, too."""
    by_hand: str
    """The hand edit that it came with; empty for a plain pin."""


@dataclass(frozen=True, slots=True)
class Never:
    """A take that never comes on a line."""

    entry: int
    """Ledger entry that says so: what `undo` takes back."""
    line: str
    """Line id; empty for the whole scene."""
    take: str
    """Take id."""


@dataclass(frozen=True, slots=True)
class Board:
    """A scene with all that was shot of it: the lined script, as a screen lays it out."""

    scene: str
    """Scene number."""
    heading: str
    """As in the script."""
    rate: str
    """Frames per second, exact."""
    lines: tuple[Line, ...]
    """Spoken and action lines in order."""
    takes: tuple[Take, ...]
    """In the order of their slates; without motion, which nobody draws."""
    readings: tuple[OnBoard, ...]
    """Of every line in every take, ad-libs included."""
    moments: tuple[Moment, ...]
    """When action lines are played, take by take."""
    pins: tuple[Stays, ...]
    """What stays, in the order in which it was said: of two on one line the later counts."""
    vetoes: tuple[Never, ...]
    """What never comes."""


def board(desk: Table, scene: str) -> Board:
    """The lined script; see `Looking.board`."""
    material = desk.material(scene)
    vetoes = tuple(Never(entry, veto.line, veto.take) for entry, veto in desk.film.vetoes.get(scene, {}).items())
    return Board(scene, material.scene.heading, str(material.rate), material.scene.lines,
                 tuple(replace(take, motion=()) for take in material.takes),
                 tuple(_on_board(reading) for reading in material.readings), material.moments,
                 tuple(_staying(desk, scene)), vetoes)


def _on_board(one: Reading) -> OnBoard:
    words = tuple((word.text, word.start, word.out, "" if word.heard == "scripted" else word.heard)
                  for word in one.words)
    return OnBoard(one.take, one.line, one.run, one.confidence, words, one.performance)


def _staying(desk: Table, scene: str) -> Iterator[Stays]:
    for (entry, _), pin in desk.film.pins.get(scene, {}).items():
        if not pin.removed and (pin.take or pin.sound):
            yield Stays(entry, pin.line, pin.take or pin.sound, pin.by_hand)
