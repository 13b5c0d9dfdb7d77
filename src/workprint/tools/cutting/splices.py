"""How one beat can go over into the next: pauses, hard cuts, J-cuts, L-cuts, or no cut at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from workprint.film import Rate
from workprint.tools.cutting.beats import STEP, Lined, usual_pause
from workprint.tools.cutting.pauses import Whole
from workprint.tools.cutting.ways import OPEN, Ways

LEAKE_CUT = 9
"""Tenths of the pause after which a hard cut falls. Source: facts/editing 1 (alpha 0.9, after Salt 2011)."""

TOUCH, LONG = 25, 75
"""Overlap of a J- or L-cut in hundredths of a second. Source: facts/editing 4, 0.5-2 s, subtle from 4 frames."""

LEAST_OVERLAP, MOST_OVERLAP = 4, 2
"""Least overlap in frames and most in seconds. Source: facts/editing 4."""

TIGHT, NATURAL, HELD = 0, 1, 2
"""The three pauses."""

LAPPED = 3
"""No pause at all: the next line begins before the one before it has ended, in recordings of their own."""

LAP, LEAST_LAP = 2, 4
"""Most of an overlap of voices, as one part of a second, and its least frames. Source: our choice; in talk most
overlaps are under half a second."""

USUAL = 50
"""Hundredths of a second of a natural pause where no take tells. Source: our choice; a turn in talk takes 0.2-0.7 s."""

HOLD = 120
"""Hundredths of a second that a held silence adds to the natural pause. Source: our choice, felt but not a gap."""

KINDS = ((0, 0), (1, 0), (2, 0), (0, 1), (0, 2))
"""(early, late) of the five ways to place a picture cut: hard, J a touch, J long, L a touch, L long."""

TREATMENTS = (*product((TIGHT, NATURAL, HELD), range(len(KINDS))), (LAPPED, 0))
"""Every (pause, kind) in the order of the bits of `Splice.can`; voices overlap over a hard cut only."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """Frames of the tight, natural and held pause between two beats, and of the overlaps at this rate."""

    frames: tuple[int, int, int]
    touch: int
    long: int
    most: int
    """Most frames of overlap."""
    lap: int = 0
    """Frames by which the voices overlap where they do; 0 where they never do."""

    @property
    def overlap(self) -> tuple[int, int, int]:
        """Frames of no, a touch of, and a long overlap."""
        return (0, self.touch, self.long)

    def named(self, gap: Whole) -> Whole:
        """Which of the three pauses a gap of so many frames is."""
        tight, natural, held = self.frames
        twice = 2 * np.asarray(gap)
        return (twice > tight + natural).astype(np.int8) + (twice > natural + held)

    def length(self, overlap: Whole) -> Whole:
        """How long an overlap of so many frames is: 0 none, 1 a touch, 2 long."""
        frames = np.asarray(overlap)
        return (frames >= LEAST_OVERLAP).astype(np.int8) + (2 * frames > self.touch + self.long)


def pauses(before: Lined, behind: Lined, rate: Rate) -> Pauses:
    """The pauses between two beats: natural is what the takes have, tight about a third of it, held a second more."""
    def frames(hundredths: int) -> int:
        return hundredths * rate.numerator // (100 * rate.denominator)
    least = 2 * -(-8 * rate.numerator // (100 * rate.denominator))  # the guard on both sides
    usual = usual_pause(before, behind)
    natural = min(max(least + 2, frames(USUAL) if usual is None else usual), frames(200))
    tight = max(least, natural * 2 // 5)
    return Pauses((min(tight, natural - 2), natural, natural + frames(HOLD)), max(LEAST_OVERLAP, frames(TOUCH)),
                  max(LEAST_OVERLAP + 2, frames(LONG)), frames(100 * MOST_OVERLAP), lap(before, behind))


def lap(before: Lined, behind: Lined) -> int:
    """Frames by which somebody may talk over the end of another's line; 0 where nobody may.

    Half a second at most, and a quarter of the shorter line.
    """
    answers = before.spoken and behind.spoken and not behind.fact.half and not (
        {line.who for line in before.lines} & {line.who for line in behind.lines})
    frames = min(before.fact.second // LAP, before.fact.frames // 4, behind.fact.frames // 4)
    return int(frames) if answers and frames >= LEAST_LAP else 0


@dataclass(frozen=True, slots=True)
class Sides:
    """What both sides of a splice bring, as arrays that broadcast against each other."""

    before: Ways
    behind: Ways
    unbroken: Whole
    """Whether both are one unbroken run of one recording."""
    gap: Whole
    """Frames between the two beats in that recording."""
    tail: Whole
    """Frames that the picture before may run on after its beat."""
    head: Whole
    """Frames that the picture behind may begin before its beat."""
    runs: Whole
    """Whether the picture runs on without a cut."""
    asked: Whole
    """Whether a trim asks for a cut just here."""
    may_lead: Whole
    """Whether the next line may be heard over the picture before."""
    may_lag: Whole
    """Whether the line before may be heard over the next picture."""
    noisy: Whole
    """Whether something else is said between the two beats in that recording."""


@dataclass(frozen=True, slots=True)
class Eyes:
    """What may not be seen on the beats of a splice, by take."""

    mouth_behind: Whole
    """Whether the mouth of who speaks behind may be seen."""
    mouth_before: Whole
    """Whether the mouth of who speaks before may be seen."""
    never_behind: Whole
    """Whether an artist never wants the take on the beat behind."""
    never_before: Whole
    """Whether an artist never wants the take on the beat before."""


def sides(before: Ways, behind: Ways, eyes: Eyes, pauses: Pauses) -> Sides:
    """Both sides of a splice."""
    follows = np.where(behind.order % STEP == 0, behind.order == (before.after // STEP + 1) * STEP,
                       behind.order == before.after + 1)
    unbroken = (before.take == behind.take) & follows
    gap = behind.start - before.start - before.frames
    # A picture in step with an unbroken recording may show moving mouths: they say what is heard.
    step_before = unbroken & (before.view == before.take) & (before.shift == 0)
    step_behind = unbroken & (behind.view == behind.take) & (behind.shift == 0)
    tail = np.where(step_before, OPEN, before.tail)
    head = np.where(step_behind, OPEN, behind.head)
    asked = (behind.trim_in != OPEN) | (before.trim_out != OPEN)
    lead = ((eyes.mouth_behind[before.view] == 0) | step_before) & (eyes.never_behind[before.view] == 0)
    lag = ((eyes.mouth_before[behind.view] == 0) | step_behind) & (eyes.never_before[behind.view] == 0)
    at = Sides(before, behind, unbroken, gap, tail, head, unbroken, asked,
               lead & ((behind.trim_in != OPEN) | (behind.strict_in == 0)),
               lag & ((before.trim_out != OPEN) | (before.strict_out == 0)),
               unbroken & ((gap < 0) | (before.pause_out != behind.pause_in)))
    return replace(at, runs=_runs(at, pauses))


def _runs(at: Sides, pauses: Pauses) -> Whole:
    """Whether the same picture runs on: in one recording, or silently over a change of recording."""
    gap = picture_gap(at)
    kept = (at.before.view == at.behind.view) & ~at.asked & (at.tail >= gap) & (at.head >= gap)
    joined = ~at.unbroken & (gap >= 0) & (gap <= pauses.frames[HELD] + pauses.most) & bridge(at, gap).stands
    return kept & ((at.unbroken & (gap == at.gap)) | joined)


def gaps(at: Sides, pause: Whole, pauses: Pauses) -> Whole:
    """Frames between the two beats for a pause by name, where the picture is cut."""
    named = np.asarray((*pauses.frames, -pauses.lap), at.gap.dtype)[pause]
    both = (at.behind.trim_in != OPEN) & (at.before.trim_out != OPEN)
    trimmed = np.where(both, at.before.trim_out - at.behind.trim_in, named) if both.any() else named
    return np.where(at.unbroken, at.gap, trimmed)


def cuts(at: Sides, gap: Whole, early: Whole, late: Whole) -> Whole:
    """Frames after the first beat at which the picture changes, for overlaps in frames."""
    first, last = np.maximum(0, gap - at.head), np.minimum(gap, at.tail)
    hard = np.maximum(first, np.minimum(gap * LEAKE_CUT // 10, last))
    free = np.where(early > 0, gap + early, np.where(late > 0, -late, hard))
    if not at.asked.any():
        return free
    trimmed = np.where(at.behind.trim_in != OPEN, gap + at.behind.trim_in, free)
    return np.where(at.before.trim_out != OPEN, at.before.trim_out, trimmed)


@dataclass(frozen=True, slots=True)
class Bridge:
    """How sound gets over a gap of so many frames; in an unbroken recording it simply goes on."""

    gap: Whole
    first: Whole
    """Fewest frames of the sound before that can be heard after its beat."""
    last: Whole
    """Most frames; below the fewest where the two sounds do not meet."""
    stands: Whole
    """Whether there is a way over: they meet, or room tone fills what is left."""


def bridge(at: Sides, gap: Whole) -> Bridge:
    """How sound gets over `gap`."""
    first = np.maximum(at.before.exit_least, gap - at.behind.enter_most)
    last = np.minimum(at.before.exit_most, gap - at.behind.enter_least)
    ends = (at.before.exit_least <= at.before.exit_most) & (at.behind.enter_least <= at.behind.enter_most)
    short = at.before.exit_most + at.behind.enter_most < gap
    filled = short & ((at.before.room | at.behind.room) == 1)
    return Bridge(gap, first, last, at.unbroken | (ends & ((first <= last) | filled)))


def sound(at: Sides, over: Bridge, cut: Whole) -> tuple[Whole, Whole, Whole]:
    """Frames of the sound before, of room tone and of the sound behind that fill a gap.

    Sound is cut with the picture; late in the gap before a J-cut, early in it after an L-cut. A breath drawn before
    the next line is kept where the gap has room for it.
    """
    lean = np.minimum(np.maximum(cut, 0), np.maximum(0, over.gap - at.behind.breath))
    meets = over.first <= over.last
    leave = np.where(meets, np.maximum(over.first, np.minimum(lean, over.last)), at.before.exit_most)
    enter = np.where(meets, over.gap - leave, at.behind.enter_most)
    return (np.where(at.unbroken, over.gap, leave), np.where(at.unbroken, 0, over.gap - leave - enter),
            np.where(at.unbroken, 0, enter))


def possible(at: Sides, over: Bridge, pause: int, kind: int, pauses: Pauses) -> Whole:
    """Whether a cut with this pause and overlap is possible, for every pair of ways that `over` bridges."""
    wanted, gap = KINDS[kind], over.gap
    cut = cuts(at, gap, *(np.int32(pauses.overlap[part]) for part in wanted))
    fits = (cut <= at.tail) & (gap - cut <= at.head)
    if at.asked.any():
        early, late = np.maximum(0, cut - gap), np.maximum(0, -cut)
        fits &= (pauses.length(early) == wanted[0]) & (pauses.length(late) == wanted[1]) & _agreed(at, gap, cut)
        return fits & _leads(at, over, early, pauses) & _lags(at, over, late, pauses)
    if wanted == (0, 0):
        return fits & (cut <= gap)
    if wanted[0]:
        return fits & _leads(at, over, np.int32(pauses.overlap[wanted[0]]), pauses)
    return fits & _lags(at, over, np.int32(pauses.overlap[wanted[1]]), pauses)


def _leads(at: Sides, over: Bridge, early: Whole, pauses: Pauses) -> Whole:
    """Whether the sound behind may be heard `early` frames over the picture before."""
    most = pauses.most - early
    meets = (over.first <= over.last) & (over.gap - over.last <= most)
    within = at.unbroken | (at.behind.enter_most <= most) | meets
    left = early < np.where(at.asked, _whole_behind(at), (at.behind.frames + 1) // 2)
    return (early == 0) | (at.may_lead & within & left)


def _lags(at: Sides, over: Bridge, late: Whole, pauses: Pauses) -> Whole:
    """Whether the sound before may be heard `late` frames over the picture behind."""
    most = pauses.most - late
    meets = (over.first <= over.last) & (over.first <= most)
    within = at.unbroken | (at.before.exit_most <= most) | meets
    left = late < np.where(at.asked, _whole_before(at), (at.before.frames + 1) // 2)
    return (late == 0) | (at.may_lag & within & left)


def _whole_behind(at: Sides) -> Whole:
    """Frames of the beat behind that its own picture has, where a trim may take from it."""
    return at.behind.frames + np.minimum(0, np.where(at.behind.trim_out == OPEN, 0, at.behind.trim_out))


def _whole_before(at: Sides) -> Whole:
    return at.before.frames - np.maximum(0, np.where(at.before.trim_in == OPEN, 0, at.before.trim_in))


def _agreed(at: Sides, gap: Whole, cut: Whole) -> Whole:
    """Whether the cut is where both trims want it."""
    behind = (at.behind.trim_in == OPEN) | (cut == gap + at.behind.trim_in)
    return behind & ((at.before.trim_out == OPEN) | (cut == at.before.trim_out))


@dataclass(frozen=True, slots=True)
class Splice:
    """What is possible between every way to play one beat (rows) and every way to play the next (columns)."""

    can: Whole
    """Bit n is set where a cut as in `TREATMENTS[n]` is possible."""
    runs: Whole
    """Which pause the picture runs on through, without a cut; -1 where it does not."""
    squeezed: Whole
    """How many of the two ends of sound fall in a pause too short for the guard."""


def splice(before: Ways, behind: Ways, eyes: Eyes, pauses: Pauses) -> Splice:
    """Everything that is possible between two beats."""
    at = sides(before.at((slice(None), None)), behind.at((None, slice(None))), eyes, pauses)
    can = lapped(at, gaps(at, np.int64(LAPPED), pauses), pauses).astype(np.int32) << TREATMENTS.index((LAPPED, 0))
    for pause in (TIGHT, NATURAL, HELD):
        over = bridge(at, gaps(at, np.int64(pause), pauses))
        named = pauses.named(over.gap) == pause
        allowed = over.stands & named & (over.gap >= 0) & ~at.noisy & ~at.runs
        for kind in range(len(KINDS)):
            fits = allowed & possible(at, over, pause, kind, pauses)
            can |= fits.astype(np.int32) << TREATMENTS.index((pause, kind))
    running = pauses.named(picture_gap(at))
    squeezed = ~at.unbroken * ((at.before.tight & 2) // 2 + (at.behind.tight & 1))
    return Splice(can, np.where(at.runs, running, -1).astype(np.int8), squeezed.astype(np.int8))


def lapped(at: Sides, gap: Whole, pauses: Pauses) -> Whole:
    """Whether the line behind may begin `-gap` frames before the one before has ended, with a hard cut to its picture.

    The two are recordings of their own, each with the guard at its ends; who still speaks is not seen any more.
    """
    if not pauses.lap:
        return np.zeros(at.gap.shape, bool)
    ends = (at.before.exit_least <= at.before.exit_most) & (at.behind.enter_least <= at.behind.enter_most)
    short = (-3 * gap < at.before.frames) & (-3 * gap < at.behind.frames) & (
        at.before.exit_least - gap < at.behind.frames)
    whole = (gap < 0) & (gap >= -2 * pauses.lap) & short & (at.behind.enter_least - gap < at.before.frames)
    seen = (at.tail >= 0) & (at.head >= 0) & at.may_lag & _agreed(at, gap, gap)
    return ~at.unbroken & ~at.runs & ends & whole & seen & ((at.behind.trim_in == OPEN) | (at.behind.trim_in == 0))


def picture_gap(at: Sides) -> Whole:
    """Frames between the two beats if the picture of the first runs on into the second."""
    return at.gap + at.behind.shift - at.before.shift
