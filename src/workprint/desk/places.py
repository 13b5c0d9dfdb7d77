"""What an editor means by ``s7``, ``1/7``, ``00:00:12:00`` or ``288``: a shot, a line, a place of the cut."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workprint.film import BadValue, Cut, Material, NotOnTheDesk, Timecode, whole
from workprint.film.joint import synced
from workprint.film.placed import Lining

if TYPE_CHECKING:
    from workprint.desk.table import Table

_SHOT = re.compile(r"[sS]([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one cut."""

    desk: Table
    """The desk it lies on."""
    cut: Cut
    """The cut."""
    material: Material
    """Its scene."""

    def shot(self, text: str, *, end: str = "") -> int:
        """The shot that is meant by its number (``s7``) or by a line; with `end`, at that end of the line.

        Raises `NotOnTheDesk` where there is none, `BadValue` where a line is seen in several.
        """
        numbered = _SHOT.fullmatch(text.strip())
        if numbered:
            return self._numbered(int(numbered.group(1)), len(self.cut.shots))
        shots = self.shots_of(text)
        if len(shots) > 1 and not end:
            raise BadValue(f"line {text} is seen in {', '.join(f's{n + 1}' for n in shots)}", "one of them would do",
                           "name the shot; see them with: workprint edits")
        if end and self._runs_on(text, shots, end):
            raise BadValue(f"line {text} has no edge at its {end}: its shot s{shots[-1] + 1} runs on",
                           "a line with a cut there, or the shot itself would do", f"name it: s{shots[-1] + 1}")
        return shots[-1] if end == "tail" else shots[0]

    def _numbered(self, number: int, most: int) -> int:
        if not 1 <= number <= most:
            raise NotOnTheDesk(f"shot s{number} came", f"s1 to s{most} would do", "see them with: workprint edits")
        return number - 1

    def shots_of(self, text: str) -> tuple[int, ...]:
        """The shots in which a line is mostly seen: one, or two with a reaction between them."""
        line = self._line(text)
        start, out = self.heard(line)
        places = list(enumerate(zip(self.cut.starts, self.cut.shots, strict=True)))
        during = {n: min(at + shot.frames, out) - max(at, start) for n, (at, shot) in places if line in shot.lines}
        if not during:
            raise NotOnTheDesk(f"line {line} is not in the cut", "a line that is would do",
                               "see them with: workprint edits")
        main = max(during, key=lambda n: (during[n], -n))
        seen = self.cut.shots[main]
        ahead = seen.start - self.cut.starts[main]
        return tuple(n for n in during if self.cut.shots[n].take == seen.take
                     and self.cut.shots[n].start - self.cut.starts[n] == ahead)

    def heard(self, text: str) -> tuple[int, int]:
        """The frames of the cut in which a line is heard, or else seen."""
        line = self._line(text)
        spoken = [one for one in Lining(self.material).spoken(self.cut) if one.reading.line == line]
        if spoken:
            return spoken[0].start, spoken[-1].out
        seen = [(at, at + shot.frames) for at, shot in zip(self.cut.starts, self.cut.shots, strict=True)
                if line in shot.lines]
        if not seen:
            raise NotOnTheDesk(f"line {line} is not in the cut", "a line that is would do",
                               "see them with: workprint edits")
        return seen[0][0], seen[-1][1]

    def _line(self, text: str) -> str:
        return self.desk.line_named(self.material.scene, text).id

    def _runs_on(self, text: str, shots: tuple[int, ...], end: str) -> bool:
        """Whether the line before (or after) is mostly seen in the same shot."""
        ids = [line.id for line in self.material.scene.lines]
        place = ids.index(self._line(text))
        beside = ids[:place] if end == "head" else ids[place + 1:]
        own = shots[0] if end == "head" else shots[-1]
        return any(line in self.cut.shots[own].lines and own in self.shots_of(line) for line in beside)

    def edit(self, text: str) -> int:
        """The edit that is meant by the shot that begins there."""
        return self.shot(text, end="" if _SHOT.fullmatch(text.strip()) else "head")

    def frame(self, text: str) -> int:
        """A place of the cut: a frame, a timecode of the cut or of the record, or the first frame of a shot."""
        numbered, text = _SHOT.fullmatch(text.strip()), text.strip()
        if numbered:
            return (*self.cut.starts, self.cut.frames)[self._numbered(int(numbered.group(1)), len(self.cut.shots))]
        found = whole(text) if len(text) < 9 else None
        if found is None:
            found = Timecode.parse(text, self.cut.rate).frame
            record = Timecode.parse("01:00:00:00", self.cut.rate).frame
            found -= record if found >= max(record, self.cut.frames + 1) else 0
        if not 0 <= found <= self.cut.frames:
            raise NotOnTheDesk(f"the place {text} came", f"0 to {self.cut.frames} or "
                               f"{Timecode(self.cut.frames, self.cut.rate)} would do", "see the cut with: workprint "
                               "edits")
        return found

    def span(self, at: str, to: str) -> tuple[int, int]:
        """A run of the cut: from one place to another; or with one address, a whole shot or line."""
        if to:
            start, out = self.frame(at), self.frame(to)
            if out <= start:
                raise BadValue(f"the run came as {at} to {to}", "an end after its beginning would do", "swap the two")
            return start, out
        if _SHOT.fullmatch(at.strip()):
            shot = self.shot(at)
            return self.cut.starts[shot], self.cut.starts[shot] + self.cut.shots[shot].frames
        return self.heard(at)

    def sounded(self, shot: int) -> bool:
        """Whether a shot has its own sound with it."""
        return any(synced(self.cut, shot, n) for n in range(len(self.cut.pieces)))


def source(material: Material, take: str, text: str) -> int:
    """A frame of a take, by its count from the head or by its timecode. Raises `BadValue`, `NotOnTheDesk`."""
    text, found, number = text.strip(), material.take(take), whole(text)
    if found is None:
        raise NotOnTheDesk(f"take {take!r} is not on the desk", f"{', '.join(one.id for one in material.takes)} would "
                           "do", "look with: workprint status")
    if number is not None and number >= 0 and len(text) < 9:
        return number
    file = material.original(found.original)
    if file is None or file.timecode is None:
        raise BadValue(f"the frame came as {text!r}, and take {take} carries no timecode",
                       "a count of frames from its head would do", "give it again")
    return Timecode.parse(text, file.timecode.rate).frame - file.timecode.frame


def source_timecode(material: Material, take: str, frame: int) -> str:
    """What the counter of a take's file shows at one of its frames; its count from the head where it has none."""
    found = material.take(take)
    file = material.original(found.original) if found else None
    return str(file.timecode.plus(frame)) if file and file.timecode else str(frame)
