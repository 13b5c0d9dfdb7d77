"""What comes into a cut by hand: a run of a take, or another reading laid so that its words fall where they fell."""

from __future__ import annotations

from workprint.desk.places import source
from workprint.film import BadValue, Cut, Material, NotOnTheDesk, Shot
from workprint.film.lanes import places
from workprint.film.splices import run_of


def run_named(material: Material, take: str, start: str, out: str, frames: int) -> Shot:
    """The run of a take that is meant, as a shot; ``black`` needs a length alone.

    Raises `BadValue` where too little was said, `NotOnTheDesk`, or `CannotCut` for frames that the take does not have.
    """
    if take.casefold() == "black":
        if frames < 1:
            raise BadValue("black came without a length", "--frames and a number would do", "give it again")
        return Shot("", 0, frames, role="insert")
    if material.take(take) is None and "/" not in take:
        take = f"{material.scene.number}{take}"
    if not start or not (out or frames):
        raise BadValue(f"a run of take {take} came with {f'start {start}' if start else 'no start'} and "
                       f"{'an end' if out or frames else 'no end'}", "--start with --out or --frames would do",
                       "give both; a timecode of the take does, too")
    first = source(material, take, start)
    return run_of(take, first, source(material, take, out) if out else first + frames, material)


def aligned(cut: Cut, material: Material, shot: int, take: str, run: int) -> int:
    """First frame of `take` for a shot's place, so that the first word of its line falls where it is heard now.

    Raises `NotOnTheDesk` where that take does not say the line, or says it less often.
    """
    at, out = cut.starts[shot], cut.starts[shot] + cut.shots[shot].frames
    for place, piece in zip(places(cut.pieces), cut.pieces, strict=False):
        for reading in material.readings:
            if piece.room or reading.take != piece.take or not reading.line or not reading.said:
                continue
            first = cut.rate.frame_of(reading.start) - piece.start + place
            if at <= first < min(out, place + piece.frames) and first >= place:
                return cut.rate.frame_of(_other(material, reading.line, take, run)) - (first - at)
    raise NotOnTheDesk(f"no line begins in shot s{shot + 1}", "the first frame of the take would do",
                       "give it with --start")


def _other(material: Material, line: str, take: str, run: int) -> int:
    found = [one for one in material.readings if one.take == take and one.line == line and one.said]
    if not any(one.run == run for one in found):
        raise NotOnTheDesk(f"take {take} does not say line {line} {'at all' if not found else f'{run} times'}",
                           "a take that does, or a first frame with --start, would do",
                           f"hear them with: workprint readings {line}")
    return next(one.start for one in found if one.run == run)
