"""Several corrections that bring a shot to a reference, each with how sure it is and why; doing nothing is one of them.

Where the two pictures show some of the same things, those things are found and their colours compared: what else is in
either picture does not matter. Where they do not, plain statistics would take the palette for the light; so nothing is
done first, and only cautious corrections follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workprint.film import BadValue
from workprint.film.grade import Op, Seen, in_order
from workprint.media.colour.chain import to_view
from workprint.media.colour.difference import delta_e
from workprint.media.colour.matching_apart import drawn_near, made_alike
from workprint.media.colour.matching_fit import FAMILIES, Pairs, fitted
from workprint.media.colour.matching_shared import FEWEST, Shared, shared, worked
from workprint.media.colour.ops import apply_ops

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

MATCH_WIDTH = 160
"""Pixels across of the pictures that matching wants. Source: measured on the bench's photographs: at 160, points are
found in all that share a quarter of the whole, at a quarter of a second a picture; at 64 in few."""

DOUBT = 0.003
"""How much the knobs are held at rest, in CIEDE2000 squared for one usual turn. Source: measured: 0.001 to 0.01 do as
well."""

CLOSE_ENOUGH = 0.8
"""Mean CIEDE2000 of the shared things below which the shot already sits. Source: an eye just tells 1 in side by side
fields (CIE 142-2001); a little less, as a cut is seen at once."""

MISFIT = 1.4
"""How much more stays in the whole picture than between shared things. Measured on the photographs that are not held
out: with it a confidence is, on average, the part of the difference that really goes (874 and 867 thousandths)."""

MANY = 0.9
"""Part of the evidence that has to agree; the rest may be of what moved. Source: our choice."""

STRIPES = 8
"""Stripes into which the evidence is cut to try one half of it on the other. Measured on the photographs that are not
held out: with 2 a plainer way too often comes first, as the two halves show other colours."""

SAMPLE = 1200
"""Pixels of the shot over which a change is measured. Source: our choice."""

APART_SURE = 150
"""Confidence of a correction without anything shared, in thousandths. Measured: it takes away a tenth of a made damage
on average and is worse than nothing in one of three photographs."""

PALETTE_SURE = 230
"""Confidence of a correction by palettes that seem to be of one place. Measured on the photographs that are not held
out: it takes away a quarter of a made damage on average, and is worse than nothing in four of ten."""

THIN_WIDTH = 64
"""Pixels across at which levels, casts and palettes are compared. Source: our choice, for speed."""

SAYS = {"close": "White balance, a colour decision list and a curve", "cdl": "One colour decision list",
        "tone": "Exposure, white balance, contrast and saturation", "light": "Exposure and white balance alone"}
"""What each correction is made of, in craft words."""


@dataclass(frozen=True, slots=True)
class Match:
    """One way to bring a shot to a reference."""

    ops: tuple[Op, ...]
    """What is done, in order; empty for doing nothing."""
    confidence: int
    """How sure, in thousandths: how much of the difference is expected to go, by what one half of the evidence says of
    the other. Of doing nothing: half of what the best of the others leaves, or all of it where nothing is shared."""
    how: str
    """Name of the way: ``close``, ``cdl``, ``tone``, ``light``, ``half way``, ``nothing``; ``palette``, ``usual tone``,
    ``usual light`` where nothing is shared."""
    says: tuple[str, ...]
    """Why, in craft words, a sentence each."""
    shared: int
    """How much of the shot is seen in the reference as well, in thousandths."""
    change: int
    """How far the shot looks from what it was, mean CIEDE2000 in hundredths."""


def match(shot: Seen, reference: Seen, *, want: int = 6) -> tuple[Match, ...]:
    """Up to `want` ways to bring `shot` to `reference`, the surest first; doing nothing is always among them.

    Both are best `MATCH_WIDTH` wide. The same pictures give the same answer. Raises `BadValue` for a `want` below 1.
    """
    if want < 1:
        raise BadValue(f"{want} corrections were wanted", "1 or more would do", "ask for six")
    found = shared(shot, reference)
    ranked = _apart(shot, reference) if found is None else brought(shot, found)
    kept = ranked[:want]
    if all(way.how != "nothing" for way in kept):
        kept[-1] = next(way for way in ranked if way.how == "nothing")
    return tuple(kept)


def brought(shot: Seen, found: Shared) -> list[Match]:
    """Ways by the colours of what both pictures show, the surest first, and doing nothing."""
    halves = _halves(found)
    before = _missed(found.pairs, ())
    facts = (f"Of this picture, {found.points} points were found again in the reference; {found.share / 10:.0f} % of "
             "it is seen in both.",)
    ways = [_way(shot, found, name, halves, before, facts) for name in FAMILIES]
    best = max(ways, key=lambda way: way.confidence)
    part = _part_way(shot, best)
    return sorted([*ways, part, _nothing(best, before, facts)], key=lambda way: -way.confidence)


def _way(shot: Seen, found: Shared, name: str, halves: tuple[Pairs, Pairs], before: float,
         facts: tuple[str, ...]) -> Match:
    ops, _ = fitted(FAMILIES[name], found.pairs, doubt=DOUBT)
    by_one, by_two = (fitted(FAMILIES[name], half, doubt=DOUBT)[0] for half in halves)
    left = (_missed(halves[1], by_one) + _missed(halves[0], by_two)) / 2
    differ = _apart_by(shot, by_one, by_two)
    sure = 1 - float(np.hypot(MISFIT * left, differ / 2)) / max(before, 1e-6)
    if before < CLOSE_ENOUGH:
        sure = min(sure, 0.25)  # below what an eye tells there is nothing to mend
    after = _missed(found.pairs, ops)
    says = (f"{SAYS[name]}: things seen in both lie {after:.1f} ΔE apart after it, {before:.1f} before.", *facts,
            f"Told by either half of them alone, the picture would differ by {differ:.1f} ΔE.")
    return Match(ops, round(1000 * min(max(sure, 0.0), 0.99)), name, says, found.share, _change(shot, ops))


def _halves(found: Shared) -> tuple[Pairs, Pairs]:
    """The evidence in two: every other stripe across its longer side."""
    along = found.places[:, int(np.argmax(np.ptp(found.places, axis=0)))]
    order = np.argsort(np.argsort(along, kind="stable"), kind="stable")
    first = order * STRIPES // len(order) % 2 == 0
    return found.pairs.some(first), found.pairs.some(~first)


def _missed(pairs: Pairs, ops: tuple[Op, ...]) -> float:
    """How far pairs lie apart after a correction: a mean that a few that are not the same thing do not sway."""
    apart = delta_e(to_view(apply_ops(pairs.before, ops)), to_view(pairs.after))
    if not len(apart) or not pairs.weights.sum():
        return 0.0
    order = np.argsort(apart, kind="stable")
    within = np.cumsum(pairs.weights[order]) <= MANY * pairs.weights.sum()
    within[0] = True
    return float(np.average(apart[order][within], weights=pairs.weights[order][within] + 1e-9))


def _sample(shot: Seen) -> Floats:
    every = worked(shot).reshape(-1, 3)
    return np.asarray(every[np.linspace(0, len(every) - 1, min(SAMPLE, len(every))).astype(int)])


def _apart_by(shot: Seen, one: tuple[Op, ...], other: tuple[Op, ...]) -> float:
    codes = _sample(shot)
    return float(delta_e(to_view(apply_ops(codes, one)), to_view(apply_ops(codes, other))).mean())


def _change(shot: Seen, ops: tuple[Op, ...]) -> int:
    return round(100 * _apart_by(shot, (), ops))


def _part_way(shot: Seen, best: Match) -> Match:
    ops = in_order(tuple(halved(op) for op in best.ops))
    return Match(ops, best.confidence // 2, "half way", ("Half of the way there, where the whole of it goes too far.",
                 *best.says[1:]), best.shared, _change(shot, ops))


def halved(op: Op) -> Op:
    """The same with every knob half as far from rest."""
    values = (knob.rest + round((value - knob.rest) / 2) for knob, value in zip(op.about.knobs, op.values, strict=True))
    return Op(op.kind, tuple(values))


def _nothing(best: Match, before: float, facts: tuple[str, ...]) -> Match:
    if before < CLOSE_ENOUGH:
        why = f"Nothing has to be done: things seen in both lie {before:.1f} ΔE apart."
    else:
        why = f"Nothing is done: things seen in both stay {before:.1f} ΔE apart."
    # Half, so that nothing comes first only where less than a third of the difference is expected to go.
    return Match((), (1000 - best.confidence) // 2, "nothing", (why, *facts), best.shared, 0)


def usual(name: str, shot: Seen, references: Sequence[Floats]) -> Match:
    """A cautious way towards the usual levels and cast of other pictures of the scene, in ACEScct."""
    ops, unusual = drawn_near(FAMILIES[name], [thinned(worked(shot))], references)
    says = (f"{SAYS[name]}, as far as levels and cast differ more than within one scene "
            f"({unusual:.1f} times what is usual).",)
    return Match(ops, APART_SURE, f"usual {name}", says, 0, _change(shot, ops))


def by_palette(shot: Seen, references: Sequence[Floats]) -> Match:
    """A way that brings the palette to that of other pictures, in ACEScct; surer where they seem to be of one place."""
    ops, alike = made_alike(FAMILIES["tone"], thinned(worked(shot)), references)
    told = ("so near each other that they seem to be of one place" if alike
            else "of different things, so this may go astray")
    says = (f"{SAYS['tone']} that bring the palette to the reference's; the two are {told}.",)
    return Match(ops, PALETTE_SURE if alike else APART_SURE - 30, "palette", says, 0, _change(shot, ops))


def thinned(codes: Floats) -> Floats:
    """A picture with fewer pixels, for what needs no more of them."""
    step = max(1, round(codes.shape[1] / THIN_WIDTH))
    return codes[::step, ::step]


def _apart(shot: Seen, reference: Seen) -> list[Match]:
    """Cautious ways where nothing is surely in both; nothing comes first."""
    why = f"Nothing in this picture is surely in the reference too: fewer than {FEWEST} points agree."
    aim = [thinned(worked(reference))]
    light = usual("light", shot, aim)
    ways = [by_palette(shot, aim), usual("tone", shot, aim), replace(light, confidence=APART_SURE - 10)]
    ways.sort(key=lambda way: -way.confidence)
    ways = [replace(way, says=(*way.says, why)) for way in ways]
    nothing = Match((), 1000 - ways[0].confidence, "nothing", (
        "Nothing is done, as it is unsure: a different palette would be taken for a different light.", why), 0, 0)
    return [nothing, *ways, _part_way(shot, ways[0])]
