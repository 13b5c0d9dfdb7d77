"""Dials: cuts that come while somebody turns them. A hand that still moves decides nothing: nothing is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workprint.desk import loop
from workprint.desk.contexts import contexts
from workprint.desk.results import OnShow
from workprint.desk.steady import steadied
from workprint.film import BadValue, Brief, CannotCut, Dial, DialledTool, Material
from workprint.taste import Ranked, string_out

if TYPE_CHECKING:
    from workprint.desk.state import Proposal
    from workprint.desk.table import Table

AMONG = 8
"""Cuts of which the taste puts six on show. Source: our choice; with twice six the slowest of twenty turns took a
quarter longer, because eight that differ are found sooner than twelve."""

KEPT = 240
"""Cuts that came while dials were turned and can still be played. Source: our choice; forty turns, a few megabytes."""

SIXES = 120
"""Settings whose six are kept, so that a dial that comes back finds them. Source: our choice; one scene's fidgeting,
and what was tried of dials that stay."""


@dataclass(frozen=True, slots=True)
class Six:
    """Six cuts as they come with dials set so."""

    ranked: tuple[Ranked, ...]
    """In the order that the taste gives them."""
    material: Material
    """What they were made of: with more takes, or other words, others would come."""
    means: dict[str, int]
    """How much they have of what each dial turns, on the mean, in thousandths."""


@dataclass(frozen=True, slots=True)
class Turned:
    """One dial where it stands, and whether it is answered."""

    dial: Dial
    """What it is called, at both ends, too."""
    setting: int
    """Where it stands: -1000 to 1000; 0 is at rest."""
    now: int
    """How much the six have of what it turns, on the mean, in thousandths."""
    rest: int
    """The same of the six that come with all dials at rest."""


@dataclass(frozen=True, slots=True)
class Dials:
    """Every dial of a scene."""

    scene: str
    """Scene number."""
    tool: str
    """Name of the tool whose dials they are."""
    dials: tuple[Turned, ...]
    """In the tool's own order."""
    weights: tuple[tuple[str, int], ...]
    """What else the latest proposal weighed otherwise than by default, by idiom: to be kept while dials are turned."""
    keep: tuple[str, ...] = ()
    """Dials that stayed in the latest proposal, whatever was turned."""


@dataclass(frozen=True, slots=True)
class Dialled:
    """Six cuts as the dials stand, none of them on the record."""

    scene: str
    """Scene number."""
    rate: str
    """Frames per second, exact."""
    shown: tuple[OnShow, ...]
    """The six, as a string-out has them; nobody has marked them."""
    dials: tuple[Turned, ...]
    """Every dial, with what was asked and what came of it."""


def dial(desk: Table, scene: str, settings: Mapping[str, int], seed: int, tool: str,
         weights: Sequence[tuple[str, int]], keep: Sequence[str] = ()) -> Dialled:
    """Six cuts with dials set so; see `Desk.dial`."""
    loop.unlocked(desk, scene)
    turner = loop.dialled_tool(desk, tool)
    rest = _brief(desk, scene, tool, weights)
    brief = turner.dialled(rest, kept(desk, turner, rest, settings, seed, keep))
    six = _six(desk, turner, brief, seed).ranked
    _keep(desk, six)
    rows = tuple(_row(number, one) for number, one in enumerate(six, 1))
    return Dialled(scene, str(brief.material.rate), rows, _turned(desk, turner, brief, seed))


def kept(desk: Table, turner: DialledTool, rest: Brief, settings: Mapping[str, int], seed: int, keep: Sequence[str]
         ) -> Mapping[str, int]:
    """The settings, with those of the dials that are to stay so that they do, as far as that goes.

    They stay as the latest proposal has them; where there is none, as they are at rest. Raises `BadValue`.
    """
    if not keep:
        return settings
    scene, tool = rest.material.scene.number, turner.card.name
    asked = _asked(desk, scene, tool)
    stood = dict(turner.settings(_brief(desk, scene, tool, asked.weights if asked else ())))
    if unknown := next((name for name in keep if name not in stood), None):
        raise BadValue(f"{unknown!r} was to stay", f"{', '.join(stood)} would do",
                       "see all dials with: workprint dials")
    few = replace(rest, want=AMONG)

    def measure(tried: Mapping[str, int]) -> Mapping[str, int]:
        return _six(desk, turner, turner.dialled(few, tried), seed).means

    return steadied(measure, settings, [*dict.fromkeys(keep)], stood)


def dials(desk: Table, scene: str, tool: str) -> Dials:
    """Every dial of a scene as it stands; see `Desk.dials`."""
    turner = loop.dialled_tool(desk, tool)
    asked = _asked(desk, scene, tool)
    brief = _brief(desk, scene, tool, asked.weights if asked else ())
    turned = _turned(desk, turner, brief, asked.seed if asked else 1)
    return Dials(scene, tool, turned, _at_rest(turner, brief).weights, asked.keep if asked else ())


def _asked(desk: Table, scene: str, tool: str) -> Proposal | None:
    """What was asked of the tool last."""
    return next((one for one in reversed(desk.film.proposals) if (one.scene, one.tool) == (scene, tool)), None)


def _brief(desk: Table, scene: str, tool: str, weights: Sequence[tuple[str, int]]) -> Brief:
    """A brief with the words and references of the latest proposal: a hand on a dial does not take them back."""
    asked = _asked(desk, scene, tool)
    brief = loop.brief_for(desk, scene, asked.words if asked else "", AMONG, weights,
                           asked.references if asked else ())
    return replace(brief, curve=asked.curve) if asked else brief


def _turned(desk: Table, turner: DialledTool, brief: Brief, seed: int) -> tuple[Turned, ...]:
    """Every dial as a brief has it, measured in its six and in those that come with all dials at rest."""
    settings = dict(turner.settings(brief))
    now, rest = (_six(desk, turner, one, seed).means for one in (brief, _at_rest(turner, brief)))
    return tuple(Turned(one, settings[one.name], now[one.name], rest[one.name])
                 for one in turner.dials(brief.material))


def _at_rest(turner: DialledTool, brief: Brief) -> Brief:
    return turner.dialled(brief, {name: 0 for name, _ in turner.settings(brief)})


def _six(desk: Table, turner: DialledTool, brief: Brief, seed: int) -> Six:
    """Six cuts of a brief, kept for as long as pins, marks and material are the same."""
    marks = tuple(mark.index for mark in desk.film.marks)
    key = (brief.material.scene.number, turner.card.name, seed, brief.weights, brief.pins, brief.vetoes, marks,
           brief.words, brief.cut, brief.seen, brief.references, brief.keeps, brief.curve)
    known: Six | None = desk.sixes.get(key)
    if known is None or known.material != brief.material:
        known = _solved(desk, turner, brief, seed)
        desk.sixes = dict([*desk.sixes.items(), (key, known)][-SIXES:])
    return known


def _solved(desk: Table, turner: DialledTool, brief: Brief, seed: int) -> Six:
    alts = tuple(turner.propose(brief, seed=seed))
    if not alts:
        raise CannotCut(f"{turner.card.name} found no alternative for scene {brief.material.scene.number}",
                        "at least one lined take would do", "see what is there with: workprint status")
    tags = contexts(desk, brief.material.scene.number)
    ranked = string_out(alts, loop.taste_of(desk), tags=tags)[:loop.AT_ONCE]
    found = [dict(turner.measured(one.alt, brief)) for one in ranked]
    return Six(ranked, brief.material, {name: sum(one[name] for one in found) // len(found) for name in found[0]})


def _keep(desk: Table, six: Sequence[Ranked]) -> None:
    """Let the cuts be found by their ids for a while: somebody may play one, or look at its pictures."""
    kept = {**desk.turned, **{one.alt.id: one.alt for one in six}}
    # A new dictionary each time: others read it while a hand is moving.
    desk.turned = dict(list(kept.items())[-KEPT:])


def _row(number: int, one: Ranked) -> OnShow:
    cut = one.alt.content
    return OnShow(number, one.alt.id, one.alt.score, cut.frames, len(cut.shots), one.alt.axes, one.alt.reasons,
                  one.outside)
