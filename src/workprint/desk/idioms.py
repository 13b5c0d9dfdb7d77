"""The grammar on the desk: every idiom of a tool, whether it is on, and how often it holds in a cut."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workprint.desk import laying, loop
from workprint.film import Alt, BadTool, HandTool, NotOnTheDesk, Rule, RuledTool

if TYPE_CHECKING:
    from workprint.desk.table import Table

FULL = 100
"""Weight at which the points of an idiom are its own measure. Source: a measure of 100 is full."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One idiom as it stands for a scene."""

    rule: Rule
    """What it is."""
    weight: int
    """What it weighs now, in thousandths of a point: as in the scene's latest proposal, or else by default."""
    on: bool
    """Whether it weighs anything."""
    holds: int = 0
    """In how many shots of the cut it holds."""
    breaks: int = 0
    """In how many it is broken."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The idioms of a tool, and how one cut keeps them."""

    tool: str
    """Name of the tool."""
    scene: str
    """Scene number; empty where no scene was asked for."""
    cut: str
    """Id of the cut in which they were counted: the circled one, or the first on show; empty where there is none."""
    shots: int
    """Shots of that cut."""
    idioms: tuple[Weighed, ...]
    """In the tool's own order."""


def grammar(desk: Table, scene: str, tool: str) -> Grammar:
    """Every idiom of a tool; see `Desk.idioms`."""
    weigher = desk.tool(tool)
    if not isinstance(weigher, RuledTool):
        raise BadTool(f"the tool {tool!r} does not list its idioms", "a tool with rules() would do",
                      "see which tools there are: workprint tools")
    if not scene:
        return Grammar(tool, "", "", 0, tuple(Weighed(rule, rule.weight, rule.weight != 0) for rule in weigher.rules()))
    rules = weigher.rules(desk.material(scene))
    asked = next((dict(one.weights) for one in reversed(desk.film.proposals)
                  if one.scene == scene and one.tool == tool), {})
    cut = _cut(desk, scene)
    kept = _kept(desk, scene, cut, rules) if cut else Counter[tuple[str, bool]]()
    return Grammar(tool, scene, cut.id if cut else "", len(cut.content.shots) if cut else 0, tuple(
        Weighed(rule, weight := asked.get(rule.name, rule.weight), weight != 0, kept[rule.name, True],
                kept[rule.name, False]) for rule in rules))


def _cut(desk: Table, scene: str) -> Alt | None:
    """The circled cut of a scene, or the first on show."""
    circled = desk.film.circled(scene)
    if circled:
        return circled.alt
    shown, first = laying.on_show(desk, scene)
    try:
        return loop.find_alt(desk, scene, str(first)) if shown else None
    except NotOnTheDesk:  # what was shown was made of material that has changed since
        return None


def _kept(desk: Table, scene: str, cut: Alt, rules: tuple[Rule, ...]) -> Counter[tuple[str, bool]]:
    """In how many shots every idiom holds (True) and is broken (False), those that are off included."""
    maker = desk.tool(cut.tool)
    if not isinstance(maker, HandTool):
        return Counter()
    brief = loop.brief_for(desk, scene, weights=[(rule.name, FULL) for rule in rules])
    why = maker.judge(cut.content, brief).reasons
    return Counter((reason.name, reason.points > 0) for reason in why if reason.points)
