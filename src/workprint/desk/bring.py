"""A cut that comes back from another program: matched to the takes, compared, and put on the record as a decision."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workprint.desk.holding import held
from workprint.desk.loop import brief_for, put_mark
from workprint.exchange import Brought, bring_back
from workprint.film import Alt, Brief, CannotRead, Cut, HandTool, NotAllowed, Pin, to_plain
from workprint.film.differ import differences

if TYPE_CHECKING:
    from workprint.desk.table import Table

TOOL = "cutting"
"""The tool that judges a cut of a scene in which nothing is circled yet. Source: the built-in one."""


TOLD = 3
"""Broken laws of a cut that are told one by one. Source: our choice, as for a lock: a slip alone breaks one a word."""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What came of a timeline from another program."""

    entry: int
    """Ledger entry of the decision, which `undo` takes back; -1 where nothing was recorded, as nothing differs."""
    says: str
    """One sentence."""
    alt: str
    """Id of the alt it is, which is circled now; empty where nothing was recorded."""
    frames: int
    """Length of the cut in frames."""
    shots: int
    """Number of its shots, black included."""
    matched: tuple[tuple[str, int], ...]
    """By what events were matched, and how many."""
    unmatched: tuple[str, ...]
    """A sentence for each event that is no take of the scene; black or silence stands in its place."""
    differs: tuple[str, ...]
    """A sentence for each difference from the cut that was circled or locked."""
    pinned: tuple[str, ...]
    """Ids of the lines that stay as they came back, in every later proposal."""
    notes: tuple[str, ...]
    """What was taken as something simpler, and what laws of a cut it breaks."""


def bring(desk: Table, scene: str, file: Path, note: str) -> BroughtIn:
    """Take in a timeline that somebody changed in another program; see `Desk.bring`."""
    material, before = desk.material(scene), _before(desk, scene)
    brought = bring_back(file, material, before)
    differs = differences(before, brought.cut, material) if before else ()
    if before and (before == brought.cut or not differs) and not brought.unmatched:
        return _answer(brought, f"{file.name} is unchanged: it plays as the {_stage(desk, scene)} cut of scene {scene} "
                                "does, so nothing was recorded")
    _refuse_locked(desk, scene, file, len(differs))
    tool, brief = _tool(desk, scene), brief_for(desk, scene, want=1)
    alt = tool.judge(brought.cut, brief)
    pins = _changed(tool, alt, brief, [line for one in differs for line in one.lines])
    says = _says(file, scene, brought, len(differs), before is not None)
    entry = desk.record("brought", {
        "scene": scene, "name": file.name, "format": brought.format, "sha256": _hash(file), "says": f"from {file.name}",
        "matched": [[how, count] for how, count in brought.counts], "unmatched": list(brought.unmatched),
        "differs": [one.says for one in differs], "pins": to_plain(pins)})
    marked = desk.film.circled(scene)
    shown = (marked.alt.id, alt.id) if marked else (alt.id,)
    decision = put_mark(desk, scene, alt, "circle", shown, note, edit=entry.index)
    return _answer(brought, says, decision, alt.id, tuple(one.says for one in differs),
                   tuple(dict.fromkeys(pin.line for pin in pins)), tool.check(alt, brief_for(desk, scene, want=1)))


def _answer(brought: Brought, says: str, entry: int = -1, alt: str = "", differs: tuple[str, ...] = (),
            pinned: tuple[str, ...] = (), faults: tuple[str, ...] = ()) -> BroughtIn:
    more = (f"and {len(faults) - TOLD} more of the kind",) if len(faults) > TOLD else ()
    return BroughtIn(entry, says, alt, brought.cut.frames, len(brought.cut.shots), brought.counts, brought.unmatched,
                     differs, pinned, (*brought.notes, *faults[:TOLD], *more))


def _before(desk: Table, scene: str) -> Cut | None:
    """The cut that was handed over, as far as the film knows: the locked one, else the circled one."""
    marked = desk.film.circled(scene)
    if scene in desk.film.locked:
        return desk.film.locked[scene].cut
    return marked.alt.content if marked and isinstance(marked.alt.content, Cut) else None


def _stage(desk: Table, scene: str) -> str:
    return "locked" if scene in desk.film.locked else "circled"


def _refuse_locked(desk: Table, scene: str, file: Path, differences: int) -> None:
    if scene in desk.film.locked:
        raise NotAllowed(f"scene {scene} is locked as {desk.film.locked[scene].name}, and {file.name} differs from it "
                         f"in {_count(differences, 'place')}", "an unlocked scene would do",
                         f"unlock it with: workprint unlock --scene {scene} --why '...', then bring it again")


def _tool(desk: Table, scene: str) -> HandTool:
    """The tool that made what is circled, else the cutting tool; it has to be able to judge what others made."""
    marked = desk.film.circled(scene)
    tool = desk.tool(marked.alt.tool if marked else TOOL)
    if not isinstance(tool, HandTool):
        raise NotAllowed(f"{tool.card.name} makes things that nobody else can change", "a tool with judge() would do",
                         "circle a cut of the cutting tool first")
    return tool


def _changed(tool: HandTool, alt: Alt, brief: Brief, lines: Sequence[str]) -> tuple[Pin, ...]:
    """Pins that keep the changed lines as they came back, and no others."""
    return tuple(pin for pin in held(tool, alt, brief) if pin.line in lines)


def _says(file: Path, scene: str, brought: Brought, differs: int, compared: bool) -> str:
    by = ", ".join(f"{count} by {how}" for how, count in brought.counts)
    events = _count(sum(count for _, count in brought.counts), "event")
    lost = f", {_count(len(brought.unmatched), 'event')} not" if brought.unmatched else ""
    other = (f"{_count(differs, 'difference')} from the cut that was circled" if compared else
             "nothing was circled to compare it with")
    return f"{file.name} is the cut of scene {scene} now: {events} matched ({by}){lost}; {other}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _hash(file: Path) -> str:
    """SHA-256 of the file's bytes; of a bundle, of the timeline in it. Raises `CannotRead`."""
    inner = file / "Info.fcpxml" if file.is_dir() else file
    try:
        with inner.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise CannotRead(f"{file.name!r} could not be read ({error})", "a file that stays where it is would do",
                         "bring it again") from error
