"""Figures of the colour tool: whether words move what they say, what is held stays, six differ, and how fast it is.

Frames are real where the material is there (GRID, pose2sim, ACES looks, Tears of Steel), made where it is not.
Movement is measured on the whole frame, every so many pixels; the tool solves on a few pixels of its small picture.
Words are measured with the guard of skin off, as it holds the hue of faces whatever is asked; one figure says what it
costs. What these figures do not say: that a grade is good. Run alone: ``python -m bench.colour_tool``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import mean, median
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from bench._colour_tool_scenes import SPACE, Picture, scene, stills
from workprint.film import Brief, Op
from workprint.media.colour import apply_ops, to_view, to_working
from workprint.media.colour import lab as in_lab
from workprint.tools.colour import ColourTool
from workprint.tools.colour.lexicon import WORDS
from workprint.tools.colour.look import Start
from workprint.tools.colour.sight import Sight, measured, sight
from workprint.tools.colour.solve import Ground, Solver, aim, ground
from workprint.tools.colour.spread import far
from workprint.tools.colour.variables import NAMES, SKIN, marks

STRENGTHS = (-1.5, -1.0, -0.5, 0.5, 1.0, 1.5)
"""Steps asked of each variable, one at a time."""

TOLD = 0.3
"""Steps of a word's direction below which it is not asked whether it came: a hint."""

BY_HAND: Mapping[str, Callable[[float], Op]] = {
    "brightness": lambda by: _cdl(offset=(0.025 * by,) * 3),
    "contrast": lambda by: _cdl(slope=(1 + 0.15 * by,) * 3, offset=(-0.06 * by,) * 3),
    "warmth": lambda by: _cdl(slope=(1 + 0.02 * by, 1.0, 1 - 0.03 * by)),
    "tint": lambda by: _cdl(slope=(1.0, 1 - 0.025 * by, 1.0)),
    "saturation": lambda by: _cdl(saturation=max(0.0, 1 + 0.25 * by)),
    "density": lambda by: _cdl(power=(1 + 0.05 * by,) * 3, saturation=1 + 0.1 * by),
    "split": lambda by: _cdl(slope=(1 + 0.05 * by, 1.0, 1 - 0.05 * by), offset=(-0.02 * by, 0.0, 0.02 * by)),
    "softness": lambda by: _cdl(slope=(1 - 0.1 * by,) * 3, offset=(0.05 * by,) * 3),
    "blacks": lambda by: _cdl(offset=(0.03 * by,) * 3, slope=(1 - 0.05 * by,) * 3),
    "highlights": lambda by: _cdl(slope=(1 + 0.05 * by,) * 3),
}
"""Each variable as a plain slider on a colour decision list: what a tool without measurement would turn, the peer."""


def _cdl(**values: Any) -> Op:
    told = {f"{name} {channel}": round(1e6 * value) for name, three in values.items() if name != "saturation"
            for channel, value in zip("rgb", three, strict=True)}
    told |= {"saturation": round(1e6 * values["saturation"])} if "saturation" in values else {}
    return Op.of("cdl", **{name.replace(" ", "_"): value for name, value in told.items()})


@dataclass(frozen=True)
class Frame:
    """One frame: what the tool sees of it, and the frame itself to measure on."""

    sight: Sight
    solver: Solver
    whole: Ground

    def moved(self, look: tuple[Op, ...]) -> NDArray[np.float64]:
        """What a look moves on the whole frame, in steps."""
        return np.asarray(self.whole.tried([look])[0][0])


def frames() -> list[Frame]:
    """Every still, ready to be graded and measured."""
    return [_frame(brief, whole) for _, brief, whole in stills()]


def _frame(brief: Brief, whole: Picture) -> Frame:
    seen = sight(brief)
    work = to_working(whole, SPACE)
    lab = in_lab(to_view(work))
    skin = np.zeros(work.shape[:2], bool)
    for left, top, right, bottom in seen.seen[0].faces:
        rows, columns = work.shape[0] / 1000, work.shape[1] / 1000
        skin[int((top + 0.35 * (bottom - top)) * rows):int((top + 0.85 * (bottom - top)) * rows) + 1,
             int((left + 0.25 * (right - left)) * columns):int((left + 0.75 * (right - left)) * columns) + 1] = True
    flat, mask = work.reshape(-1, 3), skin.ravel()
    pixels = np.concatenate([flat, flat[mask]])
    by = marks(np.concatenate([lab.reshape(-1, 3), lab.reshape(-1, 3)[mask]]), np.zeros(len(pixels), np.int64),
               np.ones(1), np.arange(len(pixels)) >= len(flat))
    return Frame(seen, Solver(ground(seen.work, seen.marks)), ground(pixels, by))


def asked(frame: Frame, wishes: Sequence[Mapping[str, float]], holds: Sequence[frozenset[str]],
          skin: bool = False) -> list[Any]:
    """What the tool's looks for some wishes move on the whole frame."""
    aims = [aim(frame.solver.on, Start(), wish, hold, skin=skin) for wish, hold in zip(wishes, holds, strict=True)]
    return [frame.moved(found.ops) for found in frame.solver.solve(aims)]


def rank(all_frames: Sequence[Frame]) -> tuple[float, dict[str, float]]:
    """Rank correlation of what was asked with what moved, each variable at six strengths; the worst variable too."""
    ours, hand, guarded = (_ranks(all_frames, turn) for turn in (_tool, _sliders, _guarded))
    return mean(ours.values()), {"plain CDL sliders": mean(hand.values()), "do nothing": 0.0,
                                 "the guard of skin on": mean(guarded.values()),
                                 f"the worst variable ({min(ours, key=ours.__getitem__)})": min(ours.values())}


def _tool(frame: Frame, name: str) -> list[float]:
    moved = asked(frame, [{name: by} for by in STRENGTHS], [frozenset()] * len(STRENGTHS))
    return [float(one[NAMES.index(name)]) for one in moved]


def _guarded(frame: Frame, name: str) -> list[float]:
    moved = asked(frame, [{name: by} for by in STRENGTHS], [frozenset()] * len(STRENGTHS), skin=True)
    return [float(one[NAMES.index(name)]) for one in moved]


def _sliders(frame: Frame, name: str) -> list[float]:
    return [float(frame.moved((BY_HAND[name](by),))[NAMES.index(name)]) for by in STRENGTHS]


def _ranks(all_frames: Sequence[Frame], turn: Callable[[Frame, str], list[float]]) -> dict[str, float]:
    """For each variable, over all frames together, so that a step has to be as large on each."""
    return {name: float(spearmanr(list(STRENGTHS) * len(all_frames),
                                  [moved for frame in all_frames for moved in turn(frame, name)]).statistic)
            for name in NAMES}


def leaks(all_frames: Sequence[Frame]) -> tuple[list[float], list[float]]:
    """What moves of a variable that is held, in parts of what moves of the one that is asked for: ours, by sliders."""
    ours: list[float] = []
    hand: list[float] = []
    pairs = [(one, two) for one in NAMES[:5] for two in (*NAMES[:5], SKIN) if one != two]
    for frame in all_frames:
        there = [(one, two) for one, two in pairs if two != SKIN or frame.whole.marks.skin.any()]
        moved = asked(frame, [{one: by} for one, _ in there for by in (-1.0, 1.0)],
                      [frozenset({two}) for _, two in there for _ in (-1.0, 1.0)])
        sliders = [frame.moved((BY_HAND[one](by),)) for one, _ in there for by in (-1.0, 1.0)]
        for rows, found in ((moved, ours), (sliders, hand)):
            found += [_leak(row, *there[at // 2]) for at, row in enumerate(rows)]
    return ours, hand


def _leak(moved: NDArray[np.float64], asked_of: str, held: str) -> float:
    """Of faces, how far their hue turned (a step: two degrees) and their chroma grew (a step: a tenth)."""
    by = abs(float(moved[NAMES.index(asked_of)]))
    stays = float(np.abs(moved[-5:-1]).max()) if held == SKIN else abs(float(moved[NAMES.index(held)]))
    return min(10.0, stays / max(0.1, by))


def words(all_frames: Sequence[Frame]) -> tuple[float, float]:
    """Percent of word × frame × direction that came out the right way, and that grew with a stronger word.

    Every second word, in order of the alphabet of their directions.
    """
    right, grew = [], []
    told = sorted({tuple(sorted(directions.items())) for directions, _ in WORDS.values() if directions})[::2]
    for frame in all_frames:
        wishes = [{name: tenths / 10 * by for name, tenths in word} for word in told for by in (0.5, 1.0, 1.75)]
        moved = iter(asked(frame, wishes, [frozenset()] * len(wishes)))
        for word in told:
            bit, full, much = (next(moved) for _ in range(3))
            for name, tenths in word:
                if abs(tenths) >= 10 * TOLD:
                    way = np.array([one[NAMES.index(name)] for one in (bit, full, much)]) * np.sign(tenths)
                    right.append(way[1] > 0.05)
                    grew.append(way[0] <= way[1] + 0.05 and way[1] <= way[2] + 0.05)
    return 100 * float(np.mean(right)), 100 * float(np.mean(grew))


BRIEFS = ("", "colder", "uneasy, but tender", "faded, warmer", "noir", "much darker, keep her skin")


def apart(brief: Brief) -> tuple[float, float]:
    """The least mean CIEDE2000 between two of the first six, over several briefs and seeds; and the median."""
    tool, nearest = ColourTool(), []
    for words_said in BRIEFS:
        for seed in (1, 2):
            asked_for = Brief(brief.material, words_said, 6, cut=brief.cut, seen=brief.seen)
            seen = _graded(asked_for, [alt.content for alt in tool.propose(asked_for, seed=seed)])
            nearest.append(min(far(one, two, seen[0]) for one, two in combinations(seen[1], 2)))
    return min(nearest), median(nearest)


def _graded(brief: Brief, grades: Sequence[Any]) -> tuple[Any, list[Any]]:
    known = sight(brief)
    return known.marks.weight, [measured(apply_ops(known.graded([shot.ops for shot in grade.shots]), grade.look),
                                         known.marks)[1] for grade in grades]


def speed(brief: Brief) -> Iterator[float]:
    """Seconds for the first six of a new tool, for 24, and for a turned dial; the best of five, as others work too."""
    for want in (6, 24):
        asked_for = Brief(brief.material, "colder", want, cut=brief.cut, seen=brief.seen)
        yield min(_timed(ColourTool(), asked_for) for _ in range(5))
    tool, asked_for = ColourTool(), Brief(brief.material, "colder", 8, cut=brief.cut, seen=brief.seen)
    list(tool.propose(asked_for, seed=1))
    yield min(_timed(tool, tool.dialled(asked_for, {"brightness": to})) for to in (-500, -250, 250, 500, 750))


def _timed(tool: ColourTool, brief: Brief) -> float:
    start = time.perf_counter()
    list(tool.propose(brief, seed=1))
    return time.perf_counter() - start


def figure(name: str, value: float, unit: str, aim_at: float, better: str, peers: dict[str, float]) -> dict[str, Any]:
    value = round(value, 3)
    met = value >= aim_at if better == "higher" else value <= aim_at
    return {"name": name, "value": value, "unit": unit, "aim": aim_at, "better": better, "met": met,
            "peers": {peer: round(one, 3) for peer, one in peers.items()}, "command": "make bench"}


def figures() -> list[dict[str, Any]]:
    """The figures of the colour tool."""
    where, brief = scene()
    all_frames = frames()
    ranked, peers = rank(all_frames)
    ours, hand = leaks(all_frames)
    right, grew = words(all_frames)
    least, middle = apart(brief)
    six, many, dial = speed(brief)
    return [
        figure("colour.tone_rank", ranked, f"rank correlation of steps asked and moved, {len(all_frames)} frames", 0.9,
               "higher", peers),
        figure("colour.tone_leak", 100 * mean(ours), "% of the movement in what is held, mean", 20, "lower",
               {"plain CDL sliders": 100 * mean(hand), "p95": 100 * float(np.quantile(ours, 0.95))}),
        figure("colour.words_right", right, "% of word × frame × direction", 95, "higher", {"do nothing": 0.0}),
        figure("colour.words_grow", grew, "% that a stronger word moves as far or farther", 95, "higher", {}),
        figure("colour.six_apart", least, f"least mean CIEDE2000 of six, {where}", 3, "higher",
               {"median of briefs": middle, "do nothing": 0.0}),
        figure("colour.six_s", six, f"s, a new tool, {where}", 3, "lower", {"24 of them": many}),
        figure("colour.dial_ms", 1000 * dial, f"ms, {where}", 300, "lower", {}),
    ]


if __name__ == "__main__":
    for row in figures():
        print(f"{row['name']:<22} {row['value']:>8} {row['unit']:<60} aim {row['aim']:<4} "
              f"{'met' if row['met'] else 'NOT met'}   peers {row['peers']}")
