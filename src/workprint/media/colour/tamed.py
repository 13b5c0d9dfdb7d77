"""A grade that keeps its guards: what was too much of it is softened, as little as will do, and that is said."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from workprint.film.grade import Op
from workprint.media.colour.chain import to_view
from workprint.media.colour.guards import Watch, watch
from workprint.media.colour.ops import apply_ops
from workprint.media.colour.pair import Floats
from workprint.media.colour.skin import Box
from workprint.media.colour.verdict import Verdict, over

COLOURING = frozenset({"balance", "cdl", "density", "saturation", "split"})
"""Kinds of operation that change colour rather than tone. Source: `workprint.film.grade.OPS`."""
STAYING = frozenset({"pivot", "clamp", "shadow hue", "light hue"})
"""Knobs that say where, not how much: they stay while an operation is softened. Source: as above."""
FINE = 64
"""Steps in which an operation is softened (a choice: finer than anybody sees)."""

Shares = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One frame of what is graded."""

    working: Floats
    """ACEScct (height, width, 3), as it comes to the operations: balanced, where it has been balanced."""
    faces: tuple[Box, ...] = ()
    """Boxes in thousandths."""
    skin: Floats | Box | None = None
    """An artist's own sample of skin: such a box or display codes."""


@dataclass(frozen=True, slots=True)
class Tamed:
    """A grade that keeps its guards."""

    ops: tuple[Op, ...]
    """The operations, softened where they had to be."""
    shares: Shares
    """How much of each is left, in thousandths."""
    verdicts: tuple[Verdict, ...]
    """What the guards say of it, the worst of all frames."""
    broken: tuple[Verdict, ...]
    """What the guards said of the grade as it came, where it went too far."""
    says: str
    """What was softened and why, one sentence."""


def safest(ops: Sequence[Op], frames: Sequence[Frame], *, limits: Mapping[str, int] | None = None, bits: int = 8,
           off: Collection[str] = ()) -> Tamed:
    """The most of a grade that keeps every guard in every frame; nothing of it where it is kept anyway.

    What colours is softened first, all by one share; where that is not enough, everything is. Then each operation gets
    back as much as it can have beside the others. `limits` tells for a guard's name how many thousandths of
    what it allows may be used: 800 to be on the safe side; 1000 where nothing is said. Always the same for the same.
    """
    whole = tuple(ops)
    scene = _Scene(frames, dict(limits or {}), bits, frozenset(off))
    came = scene.verdicts(whole)
    broken = tuple(one for one in came if scene.too_far(one))
    shares = _most(whole, scene) if broken else (FINE,) * len(whole)
    kept = tuple(_softened(op, share) for op, share in zip(whole, shares, strict=True))
    told = tuple(round(1000 * share / FINE) for share in shares)
    return Tamed(kept, told, scene.verdicts(kept) if broken else came, broken, _says(whole, told, broken))


class _Scene:
    """All frames under one grade; each is looked at once."""

    def __init__(self, frames: Sequence[Frame], limits: dict[str, int], bits: int, off: frozenset[str]) -> None:
        self._limits, self._bits, self._off = limits, bits, off
        self._frames: list[tuple[Floats, Watch]] = [
            (one.working, watch(to_view(one.working), faces=one.faces, skin=one.skin)) for one in frames]

    def verdicts(self, ops: Sequence[Op]) -> tuple[Verdict, ...]:
        """The worst that each guard says of any frame."""
        return over(one for at in range(len(self._frames)) for one in self._judged(ops, at))

    def too_far(self, verdict: Verdict) -> bool:
        """Whether a verdict uses more than it may."""
        return verdict.judged and verdict.strain > self._limits.get(verdict.name, 1000)

    def keeps(self, ops: Sequence[Op]) -> bool:
        """Whether every guard is kept. The frame that broke one last is asked first: most often it does again."""
        for at in range(len(self._frames)):
            if any(map(self.too_far, self._judged(ops, at))):
                self._frames.insert(0, self._frames.pop(at))
                return False
        return True

    def _judged(self, ops: Sequence[Op], at: int) -> tuple[Verdict, ...]:
        working, known = self._frames[at]
        return known.judge(to_view(apply_ops(working, ops)), bits=self._bits, off=self._off)


def _most(ops: tuple[Op, ...], scene: _Scene) -> Shares:
    """The largest shares of each operation with which the guards are kept."""
    def keeps(shares: Shares) -> bool:
        return scene.keeps([_softened(op, share) for op, share in zip(ops, shares, strict=True)])

    def paler(share: int) -> Shares:
        return tuple(share if op.kind in COLOURING else FINE for op in ops)

    def weaker(share: int) -> Shares:
        return (share,) * len(ops)

    together = paler if keeps(paler(0)) else weaker
    return _given_back(together(_largest(lambda share: keeps(together(share)))), keeps)


def _largest(keeps: Callable[[int], bool]) -> int:
    """The largest share below the whole that is kept, by halving."""
    low, high = 0, FINE
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if keeps(middle) else (low, middle)
    return low


def _given_back(shares: Shares, keeps: Callable[[Shares], bool]) -> Shares:
    """Each operation gets back what it can have beside the others, a little at a time, so that none takes it all."""
    step = FINE // 4
    while step:
        for at, share in enumerate(shares):
            more = (*shares[:at], share + step, *shares[at + 1:])
            if share + step <= FINE and keeps(more):
                shares = more
        step //= 2
    return shares


def _softened(op: Op, share: int) -> Op:
    """The same operation with every amount as far from rest as the share allows."""
    for knob in op.about.knobs:
        if knob.name not in STAYING:
            op = op.turned(knob.name, knob.rest + round((op.value(knob.name) - knob.rest) * share / FINE))
    return op


def _says(ops: tuple[Op, ...], shares: Shares, broken: tuple[Verdict, ...]) -> str:
    if not broken:
        return "All of it keeps the guards."
    less = [f"{op.kind} to {share / 10:.0f} %" for op, share in zip(ops, shares, strict=True) if share < 1000]
    return f"Softened for the sake of {', '.join(one.name for one in broken)}: {', '.join(less)}."
