"""The history of a tone: when it was found, what changed it since, and by what, told from the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workprint.desk.leaning import WEIGHT, marks_in
from workprint.desk.state import THINGS, Marked
from workprint.film import CONTENTS, Tone

if TYPE_CHECKING:
    from workprint.desk.table import Table

TOLD = 3
"""Variables that a mark is told by. Source: our choice; those that it moved most."""


@dataclass(frozen=True, slots=True)
class ToneTurn:
    """One thing that made a tone what it is."""

    entry: int
    """Its ledger entry."""
    time: str
    """When, as the ledger has it."""
    who: str
    """Who did it."""
    says: str
    """What changed, and by what: words, a hand, a reference or a mark."""


def history(desk: Table, tone: Tone) -> tuple[ToneTurn, ...]:
    """Everything that made a tone what it is, the oldest first."""
    rows = [*_said(desk, tone), *_marked(desk, tone)]
    return tuple(ToneTurn(index, desk.ledger.entry(index).time, _who(desk, index), says)
                 for index, says in sorted(rows))


def _who(desk: Table, index: int) -> str:
    return desk.ledger.name_of(desk.ledger.entry(index).author) or "(name erased)"


def _said(desk: Table, tone: Tone) -> Iterator[tuple[int, str]]:
    """What was said of it: every entry, against the one before."""
    before = Tone(tone.name, tone.owner)
    for index, now in desk.film.toned:
        if (now.owner, now.name.casefold()) == (tone.owner, tone.name.casefold()):
            changes = list(_changes(before, now))
            body: Any = desk.ledger.entry(index).body
            first = "" if before.leans or before.curve else "found: "
            said = f"like {body['like']['name']}: " if "like" in body else first
            yield index, said + ("; ".join(changes) or "nothing of it is known yet")
            before = now


def _changes(before: Tone, now: Tone) -> Iterator[str]:
    was, here = ({(one.craft, one.dial): one for one in tone.leans} for tone in (before, now))
    for (craft, dial), lean in here.items():
        if not lean.setting and was.get((craft, dial)) != lean:
            yield f"{craft} {dial} is left alone"
        elif was.get((craft, dial)) != lean:
            yield f"{craft} {dial} {lean.setting:+} ({lean.says})"
    yield from (f"{craft} {dial} is left alone" for craft, dial in was if (craft, dial) not in here)
    if before.curve != now.curve:
        bends = ", ".join(f"{one.share / 10:.0f} % at {one.line}" for one in now.curve)
        yield f"its curve is {bends}" if bends else "no curve any more: all of it in every line"


def _marked(desk: Table, tone: Tone) -> Iterator[tuple[int, str]]:
    for craft in CONTENTS:
        yield from ((mark.index, _mark(mark, THINGS.get(craft, craft))) for mark in marks_in(desk, tone, craft))


def _mark(mark: Marked, thing: str) -> str:
    """``circle of a cut (1a2b3c4d): more pace, less silence than what it was shown with``."""
    by = WEIGHT[mark.decision.mark]
    far = sorted(((name, pull * by) for name, pull in _pulls(mark) if pull), key=lambda one: (-abs(one[1]), one[0]))
    told = ", ".join(f"{'more' if pull > 0 else 'less'} {name}" for name, pull in far[:TOLD])
    return f"{mark.decision.mark} of a {thing} ({mark.alt.id[:8]}): {told or 'nothing'}, by your mark"


def _pulls(mark: Marked) -> Iterator[tuple[str, int]]:
    """How far the marked alt lies from the others on show, on every axis, in thousandths of how far they spread."""
    beside = [dict(axes) for one, axes in mark.axes if one != mark.decision.alt]
    for name, value in mark.alt.axes:
        others = [axes[name] for axes in beside if name in axes]
        if others:
            seen = [*others, value]
            spread = max(1, max(seen) - min(seen))
            yield name, (value - sum(others) // len(others)) * 1000 // spread
