"""What the tool sets out to offer: the brief as it is asked, gentler and stronger, and in every character."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from numpy.random import PCG64, Generator

from workprint.film import Brief
from workprint.tools.colour.along import shared
from workprint.tools.colour.balance import kept
from workprint.tools.colour.characters import drawn
from workprint.tools.colour.dials import turned
from workprint.tools.colour.look import Start
from workprint.tools.colour.references import Pointed, pointed
from workprint.tools.colour.words import Wish, read

STRENGTHS = (("gentler", 0.5), ("stronger", 1.6))
"""Other strengths of what is asked. Source: our choice: half, and more than half as much again."""

MORE, LESS = 1.7, 0.6
"""Strengths of the characters where those as they are written are too few or too near. Source: our choice."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One grade that is to be made."""

    name: str
    """What it is, in two or three words: ``as asked, low key``."""
    start: Start
    """What its look begins with."""
    wishes: Mapping[str, float] = field(default_factory=dict)
    """Steps of variables."""
    holds: frozenset[str] = frozenset()
    """What is held."""
    solved: bool = True
    """Whether its look is solved for; otherwise it is the start as it is."""
    balanced: bool = True
    """Whether the shots are brought together."""
    neutral: bool = False
    """Whether it has no look of its own: what all others are seen against, and always among them."""
    plain: bool = True
    """Whether it is what was asked for and no more: it is offered, and says so, even where it breaks a guard."""
    other: bool = False
    """Whether it is a part or another strength of what was asked: it is not offered where faces leave little of it."""
    rest: Mapping[str, float] = field(default_factory=dict)
    """Of `wishes`, what shots that have nothing of the tone have all the same."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A brief, understood."""

    wish: Wish
    """What its words ask for."""
    dials: Mapping[str, float]
    """What its dials ask for, in steps."""
    pointed: tuple[Pointed, ...]
    """What its references ask for."""
    start: Start
    """What stays in every look."""
    shares: tuple[float, ...] = ()
    """How much of what its dials ask for every shot has, 0 to 1; none where all of them have all of it."""

    @property
    def wishes(self) -> dict[str, float]:
        """Words and dials together: a dial adds to what is said."""
        total = dict(self.wish.wishes)
        for name, steps in self.dials.items():
            total[name] = round(total.get(name, 0.0) + steps, 3)
        return {name: steps for name, steps in total.items() if steps}

    @property
    def holds(self) -> frozenset[str]:
        """What is held; a dial that is turned by hand is not."""
        return self.wish.holds - self.dials.keys()


def asked(brief: Brief) -> Asked:
    """What a brief asks for. Raises `BadValue` for words, weights and references that say nothing."""
    people = {line.who.lower() for line in brief.material.scene.lines if line.who}
    names = frozenset(word for person in people for word in person.split())
    wish = read(brief.words, names) if brief.words.strip() else Wish()
    stays = tuple(keep for keep in brief.keeps if keep.shot < 0)
    start = Start(kept(-1, stays, ()), frozenset(keep.op.kind for keep in stays))
    steps, share = shared(brief, turned(brief))
    return Asked(wish, steps, pointed(brief), start, share)


def plans(of: Asked, seed: int) -> Iterator[Plan]:
    """Every grade that is to be made, the plainest first, then characters as chance has them."""
    chance = Generator(PCG64(seed))
    yield from _plain(of)
    taken = frozenset(of.wishes) | of.holds | {name for each in of.pointed for name in each.wishes}
    first = of.pointed[0] if of.pointed else None
    for strength in (1.0, MORE, LESS):
        for each in drawn(taken, chance, strength):
            name = each.name if strength == 1 else f"{each.name}, {_strength(strength)}"
            yield _with(of, first, f"{first.how} {first.name}, {name}" if first else name, each.wishes)


def _strength(strength: float) -> str:
    return "stronger" if strength > 1 else "gentler"


def _plain(of: Asked) -> Iterator[Plan]:
    """What is asked and nothing else; the balanced scene; the scene as it was shot."""
    for each in of.pointed:
        yield _with(of, each, f"{each.how} {each.name}", {})
    if of.wishes and not of.pointed:
        yield _with(of, None, "as asked", {})
    yield Plan("balanced only", of.start, solved=False, neutral=True)
    for name, by in STRENGTHS if of.wishes else ():
        first = of.pointed[0] if of.pointed else None
        yield replace(_with(of, first, f"as asked, {name}", {}, by), other=True)
    for each in of.pointed:
        yield from (replace(_with(of, part, f"like {each.name}, {part.part}", {}), other=True) for part in each.parts)
    yield Plan("as it was shot", of.start, solved=False, balanced=False, neutral=True)


def _with(of: Asked, pointed: Pointed | None, name: str, more: Mapping[str, float], by: float = 1.0) -> Plan:
    """A plan with what is asked, what is pointed at, and more."""
    like = dict(pointed.wishes) if pointed else {}
    free, rest = ({variable: steps for variable, steps in {**more, **like, **_added(asked, like, by)}.items()
                   if variable not in of.holds} for asked in (of.wishes, of.wish.wishes))
    kinds = of.start.kept
    ops = (*of.start.ops, *(op for op in (pointed.ops if pointed else ()) if op.kind not in kinds))
    start = Start(Start(ops).in_order(), kinds) if pointed and pointed.ops and of.start.ops else Start(ops, kinds)
    return Plan(name, start, free, of.holds, bool(free), plain=not more, rest=rest)


def _added(asked: Mapping[str, float], like: Mapping[str, float], by: float) -> dict[str, float]:
    return {variable: round(steps * by + like.get(variable, 0.0), 3) for variable, steps in asked.items()}
