"""A tone as a person reads it: every lean with where it comes from, and its curve over the scene."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workprint.desk.leaning import WEIGHT, clamped, learned, toned_tools
from workprint.desk.tone_history import ToneTurn
from workprint.film import CONTENTS, Dial, Line, Tone, TonedTool, shares

if TYPE_CHECKING:
    from workprint.desk.table import Table

CALLED = {"cutting": "cut"}
"""What a craft is called in a sentence, where that is not its name."""


@dataclass(frozen=True, slots=True)
class LeanTold:
    """One variable of a tone, as a person reads it."""

    craft: str
    """Its craft."""
    dial: str
    """Its dial."""
    setting: int
    """Where it stands, -1000 to 1000."""
    sure: int
    """How much of that marks have borne out, in thousandths; 0 is a guess, or a hand's word."""
    says: str
    """One sentence: which way, how far, and where that comes from."""


@dataclass(frozen=True, slots=True)
class LineShare:
    """How much of a tone one line of the script has."""

    line: str
    """Line id."""
    who: str
    """Who speaks it; empty for action."""
    words: str
    """Its words; empty where the script no longer has it."""
    share: int
    """Thousandths of the tone: 0 (none of it) to 1000 (all of it)."""


@dataclass(frozen=True, slots=True)
class ToneTold:
    """A tone as a person reads it."""

    name: str
    """Its words."""
    owner: str
    """Whose it is."""
    mine: bool
    """Whether that is who sits here."""
    leans: tuple[LeanTold, ...]
    """Every variable that it moves."""
    unknown: tuple[str, ...]
    """Words of it that nobody knows; a dial or marks may say what they mean."""
    marks: int
    """Marks that were made on proposals in this tone."""
    says: str
    """What it has come to mean, in one sentence."""
    curve: tuple[LineShare, ...] = ()
    """Its bends, in the order of the script: lines of which a person said how much of it they have."""
    along: tuple[LineShare, ...] = ()
    """Every line of the scene that it was asked of, with how much of the tone it has; empty where none was named."""
    silent: tuple[str, ...] = ()
    """What the reference that was just pointed at says nothing of, a sentence each."""
    history: tuple[ToneTurn, ...] = ()
    """What made it what it is, the oldest first, where that was asked for."""


def told(desk: Table, tone: Tone, scene: str = "") -> ToneTold:
    """A tone as a person reads it, and as it lies over `scene`."""
    rows: list[LeanTold] = []
    marks = 0
    for craft in dict.fromkeys((*CONTENTS, *(one.craft for one in tone.leans))):
        moved = learned(desk, tone, craft)
        dials = {one.name: one for tool in toned_tools(desk) if tool.card.craft == craft for one in _of(desk, tool)}
        marks += _marks(desk, tone, craft)
        names = (*(one.dial for one in tone.leans if one.craft == craft), *(name for name in moved if name in dials))
        rows += [_row(tone, craft, name, dials.get(name), moved.get(name, (0, 0))) for name in dict.fromkeys(names)]
    rows = [one for one in rows if one.setting]
    far = sorted(rows, key=lambda one: -abs(one.setting))[:6]
    crafts = {craft: ", ".join(_way(one) for one in far if one.craft == craft) for craft in (one.craft for one in far)}
    says = "; ".join(f"in the {CALLED.get(craft, craft)} {ways}" for craft, ways in crafts.items()) or "nothing yet"
    owner = desk.ledger.name_of(tone.owner) or "(name erased)"
    return ToneTold(tone.name, owner, tone.owner == desk.author_here(), tuple(rows), tone.unknown, marks,
                    f"{tone.name}: {says}", _curve(desk, tone), _along(desk, tone, scene))


def _curve(desk: Table, tone: Tone) -> tuple[LineShare, ...]:
    """The bends, as the script has their lines; those whose lines are gone come last."""
    lines = {line.id: line for one in (desk.film.script.scenes if desk.film.script else ()) for line in one.lines}
    places = {line: at for at, line in enumerate(lines)}
    return tuple(_share(one.line, lines.get(one.line), one.share)
                 for one in sorted(tone.curve, key=lambda one: (places.get(one.line, len(places)), one.line)))


def _along(desk: Table, tone: Tone, scene: str) -> tuple[LineShare, ...]:
    found = desk.film.script.scene(scene) if scene and desk.film.script else None
    lines = found.lines if found else ()
    shared = shares(tone.curve, [line.id for line in lines])
    return tuple(_share(line.id, line, share) for line, share in zip(lines, shared, strict=True))


def _share(line: str, found: Line | None, share: int) -> LineShare:
    return LineShare(line, found.who if found else "", found.text if found else "", share)


def _of(desk: Table, tool: TonedTool) -> tuple[Dial, ...]:
    """A tool's dials in whatever scene there is."""
    scenes = [one.number for one in desk.film.script.scenes] if desk.film.script else []
    return tool.dials(desk.material(scenes[0])) if scenes else ()


def _marks(desk: Table, tone: Tone, craft: str) -> int:
    film = desk.kept_film.of(craft)
    ids = {one for proposal in film.proposals if proposal.tone == tone.name for one in proposal.ids}
    return sum(mark.alt.id in ids and mark.decision.mark in WEIGHT and mark.edit is None for mark in film.marks)


def _row(tone: Tone, craft: str, name: str, dial: Dial | None, learned: tuple[int, int]) -> LeanTold:
    lean = next((one for one in tone.leans if (one.craft, one.dial) == (craft, name)), None)
    moved, sure = learned
    setting = clamped((lean.setting if lean else 0) + moved)
    word = (dial.more if setting > 0 else dial.less) if dial else name
    source = [lean.says] if lean else []
    source += [f"your marks moved it by {moved:+}"] if moved else []
    return LeanTold(craft, name, setting, sure, f"{word} by {abs(setting) / 10:.0f} % ({'; '.join(source)})")


def _way(one: LeanTold) -> str:
    return one.says.split(" by ")[0]
