"""Figures of comparing two cuts: how long it takes, how short the answer is, and how little there is to watch.

The scenes are made (`made_scene`), three minutes each; nobody filmed them. Half of the pairs are any two of a brief's
hundred cuts; in the other half the second is the one that shares most shots with the first.
"""

from __future__ import annotations

import time
from dataclasses import replace
from difflib import SequenceMatcher
from random import Random
from statistics import mean, median
from typing import Any

from workprint.film import Brief, Cut, Material, differences
from workprint.film.moments import moments
from workprint.tools.cutting import CuttingTool, made_scene

SLIPS = 20
"""Shots that are slipped, one at a time. Source: our choice."""

LINES, TAKES, CUTS, PAIRS = 55, 12, 100, 60
"""Size of a scene (three minutes), cuts asked for, and pairs compared in each of two scenes.
Source: issue 3, a three-minute scene; the rest our choice."""


def scenes() -> list[tuple[Material, list[Cut]]]:
    """Made scenes with their cuts."""
    made = [made_scene(seed, LINES, TAKES, people=2 + seed % 2) for seed in (1, 2)]
    return [(scene, [alt.content for alt in CuttingTool().propose(Brief(scene, want=CUTS), seed=1)]) for scene in made]


def near(cut: Cut, others: list[Cut]) -> Cut:
    """Of other cuts, the one that shares most shots: what an editor compares after an hour of work."""
    shots = set(cut.shots)
    return max((other for other in others if other is not cut), key=lambda other: len(shots & set(other.shots)))


def events(cut: Cut) -> list[tuple[object, ...]]:
    """The cut as an edit list has it: picture and sound events with the frames of their takes."""
    return [("V", shot.take, shot.start, shot.out) for shot in cut.shots] + [
        ("A", piece.take, piece.start, piece.out, piece.room) for piece in cut.pieces]


def plain_list(one: Cut, other: Cut) -> int:
    """Events that a line-by-line diff of the two edit lists names: those taken out and those put in."""
    return sum(a1 - a0 + b1 - b0 for kind, a0, a1, b0, b1 in SequenceMatcher(
        None, events(one), events(other), autojunk=False).get_opcodes() if kind != "equal")


def plain_frames(one: Cut, other: Cut) -> float:
    """Share of the frames that differ when the two run side by side from their first frame."""
    seen = [[(shot.take, shot.shown(frame)) for shot in cut.shots for frame in range(shot.frames)]
            for cut in (one, other)]
    return float(sum(a != b for a, b in zip(*seen, strict=False)) / max(1, min(map(len, seen))))


def compared() -> dict[str, list[float]]:
    """Every pair's figures."""
    found: dict[str, list[float]] = {name: [] for name in (
        "ms", "sentences", "events", "share", "frames", "seconds", "whole", "minutes")}
    for scene, cuts in scenes():
        chance = Random(1)
        for pair in range(PAIRS):
            one = chance.choice(cuts)
            other = near(one, cuts) if pair % 2 else chance.choice(cuts)
            begun = time.process_time()
            told = differences(one, other, scene)
            found["ms"].append(1000 * (time.process_time() - begun))
            if told:
                _count(found, scene, one, other, told)
    return found


def _count(found: dict[str, list[float]], scene: Material, one: Cut, other: Cut, told: tuple[Any, ...]) -> None:
    found["sentences"].append(len(told))
    found["events"].append(plain_list(one, other))
    found["share"].append(sum(each.here[1] - each.here[0] for each in told) / one.frames)
    found["frames"].append(plain_frames(one, other))
    found["seconds"].append(float(moments(one, other, told, scene).cut.frames / one.rate))
    found["whole"].append(float((one.frames + other.frames) / one.rate))
    found["minutes"].append(float(one.frames / one.rate) / 60)


def one_shot_changed() -> list[float]:
    """Seconds of the moments between a cut and itself with the picture of one shot slipped by a quarter of a second."""
    scene, chance = made_scene(1, LINES, TAKES), Random(2)
    (alt,) = CuttingTool().propose(Brief(scene, want=1), seed=1)
    cut, found = alt.content, []
    for place in chance.sample(range(len(cut.shots)), SLIPS):
        shot = cut.shots[place]
        slipped = replace(shot, start=shot.start + 6, out=shot.out + 6)
        other = replace(cut, shots=(*cut.shots[:place], slipped, *cut.shots[place + 1:]))
        shown = moments(cut, other, differences(cut, other, scene), scene).cut
        found.append(float(shown.frames / shown.rate))
    return found


def figures() -> list[dict[str, Any]]:
    """The figures of comparing."""
    found = compared()
    slow = sorted(found["ms"])[round(len(found["ms"]) * 0.95) - 1]
    shorter = sum(found["events"]) / sum(found["sentences"])
    changed = one_shot_changed()
    return [
        _figure("difference.ms", round(slow, 1), "ms of processor time, 95 of 100 pairs", 100, "lower",
                median_ms=round(median(found["ms"]), 1), pairs=len(found["ms"]),
                minutes_of_a_cut=round(mean(found["minutes"]), 1)),
        _figure("difference.shorter", round(shorter, 2), "events of a plain list diff for each sentence", 2, "higher",
                sentences=round(mean(found["sentences"]), 1), plain_list_events=round(mean(found["events"]), 1),
                share_in_spans=round(mean(found["share"]), 2),
                share_by_plain_frames=round(mean(found["frames"]), 2)),
        _figure("difference.watching", round(mean(changed), 1), "s of moments after one shot is slipped", 20, "lower",
                longest_s=round(max(changed), 1), both_whole_s=round(mean(found["whole"]), 1),
                any_two_cuts_s=round(mean(found["seconds"]), 1)),
    ]


def _figure(name: str, value: float, unit: str, aim: float, better: str, **peers: float) -> dict[str, Any]:
    met = value >= aim if better == "higher" else value <= aim
    return {"name": name, "value": value, "unit": unit, "aim": aim, "better": better, "met": bool(met), "peers": peers,
            "command": "make bench"}


if __name__ == "__main__":
    for each in figures():
        print(each["name"], each["value"], each["unit"], "aim", each["aim"], each["met"], each["peers"])
