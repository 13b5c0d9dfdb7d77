"""Every reading of a line: side by side in a table, and one after another as a movie."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from workprint.desk.handover import reels
from workprint.desk.reached import writable
from workprint.desk.results import ReadingRow, Readings
from workprint.film import Cut, Material, Moment, NotOnTheDesk, Performance, Piece, Reading, Shot, Take, Timecode
from workprint.media import audition
from workprint.media.lining.words import words_of

if TYPE_CHECKING:
    from workprint.desk.table import Table

HANDLE = 12
"""Frames heard and seen before the first word and after the last. Source: issue 3's task, half a second at 24."""

BETWEEN = Fraction(1, 2)
"""Seconds of black between two readings. Source: the same."""

_ORDERS: dict[str, Callable[[Performance], int]] = {
    "energy": lambda voice: voice.energy, "pace": lambda voice: voice.pace, "pitch": lambda voice: voice.pitch,
    "level": lambda voice: voice.loudness}


def readings(desk: Table, scene: str, line_id: str, order: str, to: Path | None) -> Readings:
    """Every reading of one line, and the movie of them; see `Desk.readings`."""
    material = desk.material(scene)
    line = desk.line_named(material.scene, line_id)
    moments = _in_order_of_length([one for one in material.moments if one.line == line.id], order)
    found = in_order([one for one in material.readings if one.line == line.id and not moments], order)
    every: list[Reading | Moment] = [*found, *moments]
    played = [_played(one, material) for one in every]
    movie, begins = one_after_another([shot for shot in played if shot], material)
    out = writable(to, ".mp4") if to else desk.folder.media / f"readings-{line.id.replace('/', '-')}-{order}.mp4"
    file, why = _made(desk, scene, movie, out, asked=to is not None)
    places = iter(begins if file else ())
    rows = tuple(_row(one, line.text, material, next(places, None) if shot else None)
                 for one, shot in zip(every, played, strict=True))
    return Readings(line.id, line.who, line.text, tuple(found), rows, file, why, tuple(moments))


def in_order(found: Sequence[Reading], order: str) -> list[Reading]:
    """The readings by slate, or with the most of something first; one that was not measured comes last."""
    if order == "slate":
        return list(found)
    if order == "length":
        return sorted(found, key=lambda one: one.start - one.out)
    return sorted(found, key=lambda one: -_ORDERS[order](one.performance) if one.performance else 1)


def _in_order_of_length(found: Sequence[Moment], order: str) -> list[Moment]:
    return sorted(found, key=lambda one: one.start - one.out) if order == "length" else list(found)


def one_after_another(played: Sequence[Shot], material: Material) -> tuple[Cut, tuple[int, ...]]:
    """A cut of these shots with black and silence between them; and the frame where each begins."""
    rate = material.rate
    shots: list[Shot] = []
    begins = []
    for shot in played:
        if shots:
            shots.append(Shot("", 0, max(1, round(rate * BETWEEN))))
        begins.append(sum(before.frames for before in shots))
        shots.append(shot)
    pieces = tuple(Piece(shot.take, shot.start, shot.out) for shot in shots)
    return Cut(material.scene.number, rate, tuple(shots), pieces), tuple(begins)


def _played(one: Reading | Moment, material: Material) -> Shot | None:
    """A reading or an action as it is played; None of one in which nothing is said."""
    take, rate = material.take(one.take), material.rate
    if take is None or (isinstance(one, Reading) and not one.said):
        return None
    if isinstance(one, Moment):
        return _with_handles(take, one.start, one.out, one.line)
    return _with_handles(take, rate.frame_of(max(0, one.start)), rate.frame_of(max(0, one.out - 1)) + 1, one.line)


def _with_handles(take: Take, first: int, out: int, line: str) -> Shot:
    """Frames of a take from `HANDLE` before, but not the slate, to as many after, as far as the take reaches."""
    start = max(0, min(first, max(take.head, first - HANDLE)))
    end = min(take.frames, out + HANDLE)
    return Shot(take.id, min(start, end - 1), end, (line,))


def _made(desk: Table, scene: str, movie: Cut, out: Path, *, asked: bool) -> tuple[str, str]:
    """The file that was made; or an empty name and why there is none, unless a file was asked for by name."""
    if not movie.shots:
        return "", "nobody is heard saying it, or seen doing it, so there is nothing to play"
    try:
        playable = reels(desk, scene, movie)
    except NotOnTheDesk as missing:
        if asked:
            raise
        return "", str(missing)
    out.parent.mkdir(parents=True, exist_ok=True)
    return str(audition(movie, playable, out)), ""


def _row(one: Reading | Moment, text: str, material: Material, begins: int | None) -> ReadingRow:
    take = material.take(one.take)
    at = str(Timecode(begins, material.rate)) if begins is not None else ""
    run, other = (one.run, "; ".join(differs(one, text))) if isinstance(one, Reading) else (1, "")
    return ReadingRow(one.take, run, at, other, bool(take and take.circled), take.note if take else "")


def differs(reading: Reading, text: str) -> tuple[str, ...]:
    """What a reading has otherwise than `text`, in words.

    >>> from workprint.film import Word
    >>> said = (Word("turn", 0, 9), Word("to", 9, 9, "missing"), Word("thing", 9, 20, "changed"))
    >>> differs(Reading("1/1", "1", said), "Turn to key.")
    ("leaves out 'to'", "says 'thing' for 'key'")
    """
    told = list(_told(reading, words_of(text)))
    again = [f"said again, run {reading.run}"] if reading.run > 1 else []
    unsure = ["not heard surely"] if reading.confidence < 500 else []
    return (*told, *again, *unsure)


def _told(reading: Reading, written: Sequence[str]) -> Iterator[str]:
    # Every word but an extra one stands for one word of the script; where that does not come out, it is not said which.
    known = sum(word.heard != "extra" for word in reading.words) == len(written)
    at = 0
    for heard, run in groupby(reading.words, key=lambda word: word.heard):
        words = [word.text for word in run]
        meant, at = (written[at:at + len(words)], at + len(words)) if heard != "extra" else ((), at)
        if heard == "missing":
            yield f"leaves out {_quoted(words)}"
        elif heard == "extra":
            yield f"adds {_quoted(words)}"
        elif heard == "changed":
            yield f"says {_quoted(words)}" + (f" for {_quoted(meant)}" if known else " for what is written")


def _quoted(words: Sequence[str]) -> str:
    return repr(" ".join(words))
