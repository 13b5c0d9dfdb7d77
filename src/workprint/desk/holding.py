"""What later proposals keep of a hand edit: the frames, the takes, or nothing of it; and how that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workprint.desk.branches import contrary
from workprint.film import Alt, Brief, CannotCut, Cut, HandTool, Pin


@dataclass(frozen=True, slots=True)
class Holding:
    """What later proposals can keep of an edit."""

    tool: HandTool
    """The tool that will be asked."""
    alt: Alt
    """The cut that the edit made."""
    brief: Brief
    """What the tool is asked without it."""
    lines: tuple[str, ...]
    """The lines that the edit touched."""

    def found(self) -> tuple[tuple[Pin, ...], str]:
        """The strictest pins with which the tool still finds a cut, and what they keep, in a sentence."""
        if not self.lines:
            return (), "no line is touched, so later proposals know nothing of it; this version keeps it"
        exact = self._exact()
        for pins, kept in ((exact, "the frames"), (tuple(map(_free, exact)), "the takes, not the frames,"),
                           (tuple(map(_seen, exact)), "the take that is seen, and no more,")):
            offered = self._offered(pins)
            if offered is None or not any(pin != Pin(pin.line) for pin in pins):
                continue
            other = sorted(line for line in self.lines if _shots(offered, line) != _shots(self.alt.content, line))
            if kept != "the frames" or not other:
                return pins, f"later proposals keep {kept} of {_named(self.lines)}"
            return pins, (f"later proposals keep the frames of {_named(self.lines)} as far as a pin can tell; "
                          f"{_named(other)} may come out otherwise, and this version keeps all of it")
        return (), f"later proposals cannot keep any of it on {_named(self.lines)}; this version does"

    def _exact(self) -> tuple[Pin, ...]:
        """A pin for each line; of one that is heard only in part, no more than the take that is seen."""
        pins = {pin.line: pin for pin in held(self.tool, self.alt, self.brief)}
        return tuple(replace(pins[line], by_hand="edit") for line in self.lines if line in pins)

    def _offered(self, pins: tuple[Pin, ...]) -> Cut | None:
        brief = replace(self.brief, pins=with_pins(self.brief.pins, pins, self.lines))
        try:
            found = next(iter(self.tool.propose(brief, seed=0)), None)
        except CannotCut:
            return None
        return found.content if found else None


def held(tool: HandTool, alt: Alt, brief: Brief) -> tuple[Pin, ...]:
    """A pin for every line of a cut: the tool's own, but a line that is heard only in part is not left out for it.

    Of such a line no more is pinned than the take that is seen on it.
    """
    seen = alt.content.by_line
    pins = {pin.line: pin for pin in tool.hold(alt, brief)}
    partly = [line for line in seen if line not in pins or pins[line].removed]
    return tuple({**pins, **{line: Pin(line, seen[line][0]) for line in partly if seen[line][0]}}.values())


def _free(pin: Pin) -> Pin:
    return replace(pin, start=None, out=None, slip=0, reaction_at=None, reaction_start=None, reaction_frames=None)


def _seen(pin: Pin) -> Pin:
    return pin if pin.removed else Pin(pin.line, pin.take or pin.sound, by_hand=pin.by_hand)


def _shots(cut: Cut, line: str) -> list[object]:
    return [(shot.take, shot.start, shot.out, shot.lasts, shot.backwards) for shot in cut.shots if line in shot.lines]


def _named(lines: Sequence[str]) -> str:
    return f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(lines)}"


def with_pins(pins: tuple[Pin, ...], new: tuple[Pin, ...], lines: tuple[str, ...]) -> tuple[Pin, ...]:
    """What is asked for once an edit is on the record: its pins, and of the others those that it does not gainsay."""
    kept = (pin for pin in pins if not (pin.by_hand and pin.line in lines)
            and not any(contrary(pin, other) for other in new))
    return (*kept, *new)
