"""The law about wishes, checked from the cut itself: every pin and every veto holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import cached_property

from workprint.film import Cut, Material, Pin, Shot, Veto
from workprint.film.placed import Laid, laid
from workprint.tools.cutting.halves import Halves, halves
from workprint.tools.cutting.parts import whole_line
from workprint.tools.cutting.told import Heard, Telling

Lines = Mapping[str, Sequence[Heard]]
"""What is heard of every line."""


class Wished:
    """Whether the wishes for one scene hold in its cuts."""

    def __init__(self, material: Material, telling: Telling) -> None:
        self.material, self.telling = material, telling

    @cached_property
    def split(self) -> Halves:
        """Which lines have parts."""
        return halves(self.material)

    @cached_property
    def parts(self) -> Telling:
        """The scene with all these lines in parts."""
        return Telling(self.split.parted.material, self.split.parted)

    def asked(self, pins: Sequence[Pin]) -> tuple[Pin, ...]:
        """What is asked of every line or part, all its pins together; a locked take asks for all that it has."""
        asked: dict[str, Pin] = {}
        halved = {whole_line(pin.line) for pin in pins if whole_line(pin.line) != pin.line} & self.split.at.keys()
        for pin in pins:
            for line in [pin.line] if pin.line else self._covered(pin.take or pin.sound):
                for name, of in self._shared(line, pin) if line in halved and not pin.removed else ((line, pin),):
                    asked[name] = _both(asked.get(name, Pin(name)), of)
        # What is removed is not seen, whatever else was once asked of it.
        gone = {line for line, pin in asked.items() if pin.removed}
        return tuple(Pin(line, removed=True) if pin.removed else pin for line, pin in asked.items()
                     if line in gone or whole_line(line) not in gone)

    def _shared(self, line: str, pin: Pin) -> Iterator[tuple[str, Pin]]:
        """A pin on a whole line of which parts are pinned, too: its takes hold for each part, the rest for the line."""
        yield line, replace(pin, take="", sound="", slip=0, run=0)
        for part in self.split.parts(line):
            yield part, Pin(part, pin.take, pin.sound, slip=pin.slip, run=pin.run)

    def _covered(self, take: str) -> list[str]:
        """The lines of which a take has all, and the parts of which it has something."""
        had = {reading.line for reading in self.material.readings if reading.take == take and reading.said}
        parts = {reading.line for reading in self.parts.material.readings if reading.take == take and reading.said}
        return [name for line in self.telling.lines if line in had
                for name in ([line] if line not in self.split.at or parts.issuperset(self.split.parts(line))
                             else [part for part in self.split.parts(line) if part in parts])]

    def removed(self, pins: Sequence[Pin]) -> dict[str, frozenset[int] | None]:
        """The places of the words that were left out of every line; None for all of them."""
        out: dict[str, frozenset[int] | None] = {}
        for pin in pins:
            whole = whole_line(pin.line)
            if pin.removed and whole == pin.line:
                out[whole] = None
            elif pin.removed and whole in self.split.at and out.get(whole, frozenset()) is not None:
                places, number = self.split.at[whole], self.split.parts(whole).index(pin.line)
                out[whole] = (out.get(whole) or frozenset()) | set(range(places[number], places[number + 1]))
        return out

    def broken(self, cut: Cut, heard: Lines, pins: Sequence[Pin], vetoes: Sequence[Veto]) -> Iterator[str]:
        """A sentence for every wish that `cut` does not keep."""
        shots = laid(cut.shots)
        lines = [*(pin.line for pin in pins), *(veto.line for veto in vetoes)]
        named = any(whole_line(line) != line for line in lines)
        parts: Lines = self.parts.heard(cut) if named else {}
        trims = {(pin.line, name) for pin in pins for name in ("start", "out") if getattr(pin, name) is not None}
        reactions = {pin.line: pin.reaction for pin in pins if pin.reaction}
        for pin in pins:
            found, on = self._where(pin.line, heard, parts, shots)
            wrong = (list(_removed(pin, on)) if pin.removed else
                     [*_heard(pin, found), *_taken(pin, on, trims, reactions), *_trimmed(pin, on),
                      *_slipped(pin, found, on), *_reacted(pin, found, on)])
            yield from (f"line {pin.line} is pinned, but {what}" for what in wrong)
        for veto in vetoes:
            found, on = self._where(veto.line, heard, parts, shots)
            yield from _vetoed(veto, found if veto.line else [each for row in heard.values() for each in row],
                               on if veto.line else shots)

    def _where(self, line: str, heard: Lines, parts: Lines, shots: Sequence[Laid]) -> tuple[Sequence[Heard],
                                                                                          Sequence[Laid]]:
        """What is heard of a line or a part of one, and the shots that are seen on it."""
        whole = whole_line(line)
        on = [shot for shot in shots if whole in getattr(shot.shot, "lines", ())]
        if whole == line:
            return heard.get(line, ()), on
        found = parts.get(line, ())
        return found, [shot for shot in on if any(shot.at < each.out and each.start < shot.out for each in found)]


def waived(pins: Sequence[Pin]) -> Callable[[Shot], bool]:
    """Whether an artist asked for what is seen in a shot, whatever the lips do."""
    lines = {whole_line(pin.line) for pin in pins
             if pin.slip or (pin.take and pin.sound and pin.take != pin.sound)}
    reacting = {(whole_line(pin.line), pin.reaction) for pin in pins if pin.reaction}
    return lambda shot: bool(lines & set(shot.lines) or any((line, shot.take) in reacting for line in shot.lines))


def _both(first: Pin, second: Pin) -> Pin:
    """Two pins of one line as one; where they contradict each other, the later one holds."""
    asked = {field.name: value for field in fields(Pin)
             if field.name != "line" and (value := getattr(second, field.name)) != field.default}
    return replace(first, **asked)


def _removed(pin: Pin, on: Sequence[Laid]) -> Iterator[str]:
    if on:
        yield "it is seen, though it is removed"


def _heard(pin: Pin, heard: Sequence[Heard]) -> Iterator[str]:
    sound = pin.sound or pin.take
    for take in dict.fromkeys(each.reading.take for each in heard):
        if sound and take != sound:
            yield f"take {take} is heard and not {sound}"
    for run in dict.fromkeys(each.reading.run for each in heard):
        if pin.run and run != pin.run:
            yield f"time {run} that it is said is heard and not {pin.run}"


def _taken(pin: Pin, on: Sequence[Laid], trims: set[tuple[str, str]], reactions: dict[str, str]) -> Iterator[str]:
    if not pin.take:
        return
    names = (pin.line, whole_line(pin.line))
    reacting = next((reactions[name] for name in names if name in reactions), pin.take)
    main = [shot for shot in on if shot.shot.take != reacting or shot.shot.take == pin.take]
    # A trim asks for another picture at that end, and only there.
    trimmed = [any((name, end) in trims for name in names) for end in ("start", "out")]
    first = 1 if trimmed[0] and main and main[0].shot.take != pin.take else 0
    last = 1 if trimmed[1] and main and main[-1].shot.take != pin.take else 0
    kept = main[first:len(main) - last]
    for shot in kept:
        if shot.shot.take != pin.take:
            yield f"take {shot.shot.take or 'black'} is seen on it and not {pin.take}"
    if not kept:
        yield f"take {pin.take} is not seen on it"


def _trimmed(pin: Pin, on: Sequence[Laid]) -> Iterator[str]:
    if pin.start is not None and not any(shot.shot.start == pin.start and pin.take in ("", shot.shot.take)
                                         for shot in on):
        yield f"no shot of it begins at frame {pin.start} of the take"
    if pin.out is not None and not any(shot.shot.out == pin.out and pin.take in ("", shot.shot.take) for shot in on):
        yield f"no shot of it ends at frame {pin.out} of the take"


def _slipped(pin: Pin, heard: Sequence[Heard], on: Sequence[Laid]) -> Iterator[str]:
    first = next((n for n, shot in enumerate(on) if shot.shot.start == pin.start), 0)
    last = next((n for n, shot in enumerate(on) if shot.shot.out == pin.out), len(on) - 1)
    for each in heard if pin.slip else ():
        for shot in on[first:last + 1]:  # beyond a trim there may be any picture, also that of the same take
            inside = min(shot.out, each.out) - max(shot.at, each.start) > 0
            own = inside and shot.shot.take == each.reading.take == (pin.take or shot.shot.take)
            if own and shot.ahead - each.ahead != pin.slip:
                yield f"its picture is slipped by {shot.ahead - each.ahead} frames and not by {pin.slip}"


def _reacted(pin: Pin, heard: Sequence[Heard], on: Sequence[Laid]) -> Iterator[str]:
    if not pin.reaction or not heard:
        return
    start, out = heard[0].start, heard[-1].out
    found = [shot for shot in on if shot.shot.take == pin.reaction and start < shot.at and shot.out < out
             and pin.reaction_at in (None, shot.at - start)
             and pin.reaction_start in (None, shot.shot.start) and pin.reaction_frames in (None, shot.shot.frames)]
    if not found:
        yield f"the reaction of {pin.reaction} is not seen inside it where it was asked for"


def _vetoed(veto: Veto, heard: Sequence[Heard], on: Sequence[Laid]) -> Iterator[str]:
    where = f" on line {veto.line}" if veto.line else ""
    for shot in on:
        if shot.shot.take == veto.take:
            yield f"take {veto.take} is seen{where}, though vetoed"
    if any(each.reading.take == veto.take for each in heard):
        yield f"take {veto.take} is heard{where}, though vetoed"
