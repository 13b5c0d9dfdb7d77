"""The editor's hands: pins, vetoes and edits, each exact, each on the record, each respected from then on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workprint.desk.loop import brief_for, put_mark
from workprint.desk.results import Said
from workprint.film import Alt, Brief, CannotCut, HandTool, NotAllowed, NotOnTheDesk, Pin, Veto, to_plain

if TYPE_CHECKING:
    from workprint.desk.desk import Desk


def pin(desk: Desk, scene: str, line: str, take: str) -> Said:
    """This take stays on this line; see `Desk.pin`."""
    new = Pin(_line(desk, scene, line), _take(desk, scene, take))
    entry = desk.record("pin", {"scene": scene, "pin": to_plain(new)})
    return Said(entry.index, f"{take} stays on {'line ' + new.line if new.line else 'every line it covers'}")


def veto(desk: Desk, scene: str, take: str, line: str) -> Said:
    """Never this take; see `Desk.veto`."""
    new = Veto(_take(desk, scene, take), _line(desk, scene, line))
    entry = desk.record("veto", {"scene": scene, "veto": to_plain(new)})
    return Said(entry.index, f"{take} never comes {'on line ' + new.line if new.line else 'in scene ' + scene} again")


def edit(desk: Desk, scene: str, change: Pin, says: str) -> Said:
    """One hand edit on the circled cut. Everything else of the cut stays; where nothing is circled, it is a pin."""
    change = replace(change, line=_line(desk, scene, change.line))
    marked = desk.film.circled(scene)
    _refuse_locked(desk, scene)
    new = _edited(desk, scene, marked.alt, change) if marked else None
    kept = _merged(desk, scene, marked.alt, change) if marked else change
    pinned = desk.record("pin", {"scene": scene, "pin": to_plain(kept)})
    if marked is None or new is None:
        return Said(pinned.index, f"{says}; nothing is circled yet, so every proposal will have it")
    put_mark(desk, scene, new, "circle", (marked.alt.id, new.id), "")
    return Said(pinned.index, says, new.id)


def _edited(desk: Desk, scene: str, alt: Alt, change: Pin) -> Alt:
    """The circled cut with one line changed: every other line is held by pins, and the tool solves what is left."""
    tool = desk.tool(alt.tool)
    if not isinstance(tool, HandTool):
        raise NotAllowed(f"{alt.tool} makes things that cannot be changed by hand", "a tool with hold() would do",
                         "ask it for other alternatives instead")
    brief = brief_for(desk, scene, want=1)
    held = [one for one in tool.hold(alt, brief) if one.line != change.line]
    asked = replace(brief, pins=(*held, _over(tool, alt, brief, change)), want=1)
    found = next(iter(tool.propose(asked, seed=0)), None)
    if found is None:
        raise CannotCut(f"the edit on line {change.line} leaves no valid cut", "a smaller change would do",
                        "try fewer frames, or another take")
    return found


def _merged(desk: Desk, scene: str, alt: Alt, change: Pin) -> Pin:
    tool = desk.tool(alt.tool)
    return _over(tool, alt, brief_for(desk, scene, want=1), change) if isinstance(tool, HandTool) else change


def _over(tool: HandTool, alt: Alt, brief: Brief, change: Pin) -> Pin:
    """`change` on top of how the line is held now: a trim counts from the present frames."""
    held = next((one for one in tool.hold(alt, brief) if one.line == change.line), Pin(change.line))
    if change.by_hand == "trim":
        if held.start is None or held.out is None:
            raise CannotCut(f"line {change.line} is not in the circled cut", "a line that is seen in it would do",
                            "look with: workprint show circled")
        return replace(held, start=held.start + (change.start or 0), out=held.out + (change.out or 0), by_hand="trim")
    if change.by_hand == "slip":
        return replace(held, slip=held.slip + change.slip, by_hand="slip")
    if change.by_hand == "react":
        return replace(held, reaction=change.reaction, reaction_at=change.reaction_at,
                       reaction_frames=change.reaction_frames, by_hand="react")
    return change


def _refuse_locked(desk: Desk, scene: str) -> None:
    if scene in desk.film.locked:
        raise NotAllowed(f"scene {scene} is locked as {desk.film.locked[scene].name}", "an unlocked scene would do",
                         f"unlock it with: workprint unlock --scene {scene} --why '...'")


def _line(desk: Desk, scene: str, line: str) -> str:
    return desk.line_named(desk.material(scene).scene, line).id if line else ""


def _take(desk: Desk, scene: str, take: str) -> str:
    takes = [one.id for one in desk.material(scene).takes]
    found = take if "/" in take else f"{scene}{take}"
    if take not in takes and found not in takes:
        raise NotOnTheDesk(f"take {take!r} is not on the desk", f"{', '.join(takes) or 'none yet'} would do",
                           "look with: workprint status")
    return take if take in takes else found
