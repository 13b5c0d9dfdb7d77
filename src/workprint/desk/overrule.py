"""A person's word against a measurement: it goes on the record, and from then on it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from workprint.desk.results import Said
from workprint.film import BadValue, Moment, Performance, Reading, Sync, Take, whole

if TYPE_CHECKING:
    from workprint.desk.table import Table

OF_TAKE = {
    "head": "first frame after the slate",
    "room": "room tone as start:out, in frames",
    "sync": "samples (48 kHz) from the head of the picture to the head of its recording",
    "circled": "1 or 0: whether the camera report circles it",
    "pickup": "1 or 0: whether it covers only some of the lines",
}
"""What of a take can be overruled, and in which unit."""
OF_READING = tuple(field.name for field in fields(Performance))
"""What of a reading can be overruled: the fields of `Performance`, in their units."""
DAY = 24 * 3600 * 48_000
"""Samples by which a sound may lie away from its picture. Source: our choice, a day: timecode has no more."""
FAR = 10_000_000
"""Least and most, without its sign, of a value of a reading. Source: our choice; three minutes in samples."""


@dataclass(frozen=True, slots=True)
class Overruled:
    """One value that a person set."""

    take: str
    """Take id."""
    name: str
    """What it is: ``head``, ``energy``."""
    value: tuple[int, ...]
    """The value; two numbers for a span."""
    line: str = ""
    """Line id, for a value of a reading."""
    run: int = 1
    """Which time the line is said in the take."""


def overrule(desk: Table, take: str, name: str, value: str, line: str, run: int) -> Said:
    """Set a measured value by hand; see `Desk.overrule`."""
    found = desk.take_named(take)
    take = found.id
    known = OF_READING if line else tuple(OF_TAKE)
    if name not in known:
        raise BadValue(f"{name!r} came as what to overrule of {'a reading' if line else 'a take'}",
                       f"{', '.join(known)} would do", "name one, and --line for what is of a reading")
    if line:
        scene = desk.film.takes[take].slate.scene
        line = desk.line_named(desk.material(scene).scene, line).id
    said = Overruled(take, name, _numbers(name, value, found), line, run)
    entry = desk.record("overruled", said)
    return Said(entry.index, f"{name} of {take}{f' on line {line}' if line else ''} is {value} from now on")


def _numbers(name: str, value: str, take: Take) -> tuple[int, ...]:
    """What a value says, in its unit. Raises `BadValue` for what is none, and for what no take can have."""
    parts = [whole(part) for part in value.split(":")]
    numbers = tuple(part for part in parts if part is not None)
    if not len(parts) == len(numbers) == (2 if name == "room" else 1):
        raise BadValue(f"the value of {name} came as {value[:40]!r}",
                       "start:out in frames would do" if name == "room" else "a whole number would do", "give it again")
    least, most = _range(name, take)
    if not least <= min(numbers) <= max(numbers) <= most or numbers != tuple(sorted(numbers)):
        raise BadValue(f"the value of {name} came as {value}", f"{least} to {most} would do", "give it again")
    return numbers


def _range(name: str, take: Take) -> tuple[int, int]:
    """The least and the most that a value may be."""
    if name in ("head", "room"):
        return 0, take.frames - (name == "head")
    if name in ("circled", "pickup"):
        return 0, 1
    return (-DAY, DAY) if name == "sync" else (-FAR, FAR)


def take_with(take: Take, said: Iterable[Overruled]) -> Take:
    """The take as a person says it is."""
    for one in said:
        if one.line:
            continue
        if one.name == "head":
            take = replace(take, head=one.value[0])
        elif one.name == "room":
            take = replace(take, room=(one.value[0], one.value[1]))
        elif one.name == "circled":
            take = replace(take, circled=bool(one.value[0]))
        elif one.name == "pickup":
            take = replace(take, pickup=bool(one.value[0]))
        elif one.name == "sync":
            take = replace(take, sync=replace(take.sync or Sync(0), offset=one.value[0], how="hand", confidence=1000))
    return take


def reading_with(reading: Reading, said: Iterable[Overruled]) -> Reading:
    """The reading as a person says it is."""
    # What is said of the whole take has no line, and neither has an ad-lib.
    changes = {one.name: one.value[0] for one in said
               if one.line and (one.line, one.run) == (reading.line, reading.run)}
    if not changes or reading.performance is None:
        return reading
    return replace(reading, performance=replace(reading.performance, **changes))


def with_hand(found: Sequence[Moment], by_hand: Mapping[str, Moment]) -> tuple[Moment, ...]:
    """What was found, with what a person set over it; what was found beside it gives way."""
    kept = [one for one in found if one.line not in by_hand]
    for hand in by_hand.values():
        kept = [clear for one in kept if (clear := _clear_of(one, hand)).start < clear.out]
    return tuple(sorted((*kept, *by_hand.values()), key=lambda one: (one.start, one.out)))


def _clear_of(one: Moment, hand: Moment) -> Moment:
    if one.out <= hand.start or hand.out <= one.start:
        return one
    if one.start < hand.start:
        return replace(one, out=hand.start)
    return replace(one, start=hand.out)
