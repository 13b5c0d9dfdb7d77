"""The editor's hands: pins, vetoes and edits, each exact, each on the record, each respected from then on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workprint.desk.holding import held
from workprint.desk.loop import brief_for, put_mark
from workprint.desk.results import Said
from workprint.film import Alt, Brief, CannotCut, Cut, HandTool, NotAllowed, Pin, Veto, to_plain

if TYPE_CHECKING:
    from workprint.desk.table import Table


def pin(desk: Table, scene: str, line: str, take: str) -> Said:
    """This take stays on this line; see `Desk.pin`."""
    new = Pin(_line(desk, scene, line), _take(desk, scene, take))
    entry = desk.record("pin", {"scene": scene, "pin": to_plain(new)})
    return Said(entry.index, f"{take} stays on {'line ' + new.line if new.line else 'every line it covers'}")


def veto(desk: Table, scene: str, take: str, line: str) -> Said:
    """Never this take; see `Desk.veto`."""
    new = Veto(_take(desk, scene, take), _line(desk, scene, line))
    entry = desk.record("veto", {"scene": scene, "veto": to_plain(new)})
    return Said(entry.index, f"{take} never comes {'on line ' + new.line if new.line else 'in scene ' + scene} again")


def edit(desk: Table, scene: str, change: Pin, says: str) -> Said:
    """One hand edit on the circled cut. Everything else of the cut stays; where nothing is circled, it is a pin."""
    change = replace(change, line=_line(desk, scene, change.line))
    marked = desk.film.circled(scene)
    _refuse_locked(desk, scene)
    if marked is None:
        pinned = desk.record("pin", {"scene": scene, "pin": to_plain(change)})
        return Said(pinned.index, f"{says}; nothing is circled yet, so every proposal will have it")
    new, moved = _edited(desk, scene, marked.alt, change)
    pinned = desk.record("pin", {"scene": scene, "pin": to_plain(_merged(desk, scene, marked.alt, change))})
    entry = put_mark(desk, scene, new, "circle", (marked.alt.id, new.id), "", edit=pinned.index)
    return Said(entry, says + moved + lost(marked.alt.content, new.content, change.line), new.id)


def _edited(desk: Table, scene: str, alt: Alt, change: Pin) -> tuple[Alt, str]:
    """The circled cut with one line changed, and what had to move with it.

    Every other line is held by pins and the tool solves what is left. Where that leaves no valid cut, the edges that
    touch the line may move, then all edges; takes never.
    """
    tool = desk.tool(alt.tool)
    if not isinstance(tool, HandTool):
        raise NotAllowed(f"{alt.tool} makes things that cannot be changed by hand", "a tool with hold() would do",
                         "ask it for other alternatives instead")
    brief = brief_for(desk, scene, want=1)
    as_is, new = held(tool, alt, _naming(brief, change)), _over(tool, alt, brief, change)
    for loosened, moved in ((as_is, ""), (_rolled(as_is, change), "; the shot beside it gives or takes as many"),
                            (_beside(as_is, change.line), "; the edges next to it moved"),
                            (tuple(map(_loose, as_is)), "; other edges moved to make room")):
        pins = (*(pin for pin in loosened if pin.line != change.line), new)
        try:
            found = next(iter(tool.propose(replace(brief, pins=pins), seed=0)), None)
        except CannotCut as reason:
            refused = reason
            continue
        if found is not None:
            return found, moved
    raise CannotCut(f"the edit on line {change.line} leaves no valid cut: {refused.came}", "a smaller change would do",
                    "try fewer frames, or another take") from refused


def lost(before: Cut, after: Cut, line: str) -> str:
    """In words, what hands had made elsewhere and a tool that cuts around a wish could not keep; nothing if it did."""
    told = [f"{count} {what}{'' if count == 1 else 's'}" for count, what in (
        (_blacks(before) - _blacks(after), "black shot"), (_retimed(before) - _retimed(after), "changed speed"),
        (len(before.over) - len(after.over), "second sound")) if count > 0]
    beside = {other for cut in (before, after) for shot in cut.shots if line in shot.lines for other in shot.lines}
    # A lap of the shot beside it comes and goes with an edge; a line that shares no take with what it was is lost.
    other = [one for one, takes in before.by_line.items() if one not in beside and any(takes)
             and not {*takes} & {*after.by_line.get(one, ())}]
    told += [f"what is seen on {', '.join(other)}"] if other else []
    return f"; not kept: {', '.join(told)}, which the version before has: workprint undo" if told else ""


def _blacks(cut: Cut) -> int:
    return sum(not shot.take for shot in cut.shots)


def _retimed(cut: Cut) -> int:
    return sum(shot.retimed and bool(shot.take) for shot in cut.shots)


def _rolled(held: Sequence[Pin], change: Pin) -> tuple[Pin, ...]:
    """The same pins, with the shots on both sides of a trim moved along: the cut rolls, and nothing after it moves.

    It is the only way to trim where sound and picture are cut apart: anything else would lose the sync of one of them.
    """
    place = next((place for place, pin in enumerate(held) if pin.line == change.line), -1)
    if change.by_hand != "trim" or place < 0:
        return tuple(held)
    before = next((at for at in range(place - 1, -1, -1) if held[at].out is not None), -1)
    behind = next((at for at in range(place + 1, len(held)) if held[at].start is not None), -1)
    return tuple(replace(pin, out=_plus(pin.out, change.start)) if at == before else
                 replace(pin, start=_plus(pin.start, change.out)) if at == behind else pin
                 for at, pin in enumerate(held))


def _plus(edge: int | None, by: int | None) -> int | None:
    return edge if edge is None else edge + (by or 0)


def _beside(held: Sequence[Pin], line: str) -> tuple[Pin, ...]:
    """The same pins, with the edges that touch `line` free to move."""
    place = next((place for place, pin in enumerate(held) if pin.line == line), -2)
    return tuple(replace(pin, out=None) if at == place - 1 else replace(pin, start=None) if at == place + 1 else pin
                 for at, pin in enumerate(held))


def _loose(pin: Pin) -> Pin:
    return replace(pin, start=None, out=None)


def _moved(held: Pin, edge: int | None, by: int | None, end: str) -> int | None:
    if not by:
        return edge
    if edge is None:
        raise CannotCut(f"line {held.line} has no edge at its {end}: its shot runs on", "a line with a cut would do",
                        "see where the shots begin with: workprint why circled")
    return edge + by


def _merged(desk: Table, scene: str, alt: Alt, change: Pin) -> Pin:
    tool = desk.tool(alt.tool)
    return _over(tool, alt, brief_for(desk, scene, want=1), change) if isinstance(tool, HandTool) else change


def _over(tool: HandTool, alt: Alt, brief: Brief, change: Pin) -> Pin:
    """`change` on top of how the line is held now: a trim counts from the present frames."""
    now = next((one for one in held(tool, alt, _naming(brief, change)) if one.line == change.line), Pin(change.line))
    if change.by_hand == "trim":
        return replace(now, start=_moved(now, now.start, change.start, "head"),
                       out=_moved(now, now.out, change.out, "tail"), by_hand="trim")
    if change.by_hand == "slip":
        return replace(now, slip=now.slip + change.slip, by_hand="slip")
    if change.by_hand == "react":
        return replace(now, reaction=change.reaction, reaction_at=change.reaction_at,
                       reaction_frames=change.reaction_frames, by_hand="react")
    return change


def _naming(brief: Brief, change: Pin) -> Brief:
    """The brief with the change in it, so that a line of which it names a part is held in parts."""
    return replace(brief, pins=(*brief.pins, change))


def _refuse_locked(desk: Table, scene: str) -> None:
    if scene in desk.film.locked:
        raise NotAllowed(f"scene {scene} is locked as {desk.film.locked[scene].name}", "an unlocked scene would do",
                         f"unlock it with: workprint unlock --scene {scene} --why '...'")


def _line(desk: Table, scene: str, line: str) -> str:
    return desk.line_named(desk.material(scene).scene, line).id if line else ""


def _take(desk: Table, scene: str, take: str) -> str:
    return desk.take_named(take, desk.material(scene).scene.number).id
