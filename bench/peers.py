"""This tool beside its peers, on the same rehearsal scenes in one run. They do not say that a cut is good.

Two scenes, each shot twice: as takes, one camera at a time, and as one performance in front of several cameras, which
is where a switcher and auto-editor are at home. All voices are synthetic; everybody is given the true words. The peers'
sound is heard as an edit list plays it, end to end; ours with the cross-fades and room tone that it asks for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from statistics import mean, pstdev
from typing import Any

import numpy as np

from bench._peers import auto_editor_cut, leake_cut, switcher_cut
from bench._rehearsed import RATE, Rehearsed, rehearsed
from workprint.film import SIZES, Brief, Cut, Shot, Take
from workprint.film.placed import Lining, laid, runs
from workprint.media import clicks, digital_silence_ms, mixdown
from workprint.media.rehearsal import DEMO_PLAN, DEMO_SCENE, SMALL_PLAN, SMALL_SCENE
from workprint.tools.cutting import CuttingTool

Row = dict[str, float]
OURS = "this tool"

TURNED, STEPS = 30, 2
"""Degrees of angle or steps of shot size by which a cut on the same people is no jump. Source: the 30-degree rule."""

AIMS: dict[str, tuple[str, float, str]] = {
    "inside_words": ("% of sound edits inside a word", 0, "lower"),
    "clicks": ("% of sound edits that click", 0, "lower"),
    "digital_silence_ms": ("ms, longest", 0, "lower"),
    "jump_cuts": ("% of picture cuts", 0, "lower"),
    "on_speaker": ("% of speech with the speaker's face in the picture", 50, "higher"),
    "reactions": ("lines in a hundred with a listener seen", 10, "higher"),
    "pace_spread": ("% of the mean shot: deviation of shot lengths", 30, "higher"),
    "seconds": ("s to make, analysis apart", 2, "lower"),
}
"""Unit, aim and direction of every figure. Source of the aims: facts/editing 10.1 and 10.3 (clean sound, 2 s); those of
craft (speaker, reactions, pace) are our choice and only say that a cut is not the zero degree of editing."""


def figures() -> list[dict[str, Any]]:
    """One figure for each measure: ours, with the peers beside it."""
    rows: dict[str, list[Row]] = {}
    for scene in scenes():
        for name, row in compared(scene):
            rows.setdefault(name, []).append(row)
    whole = {name: {key: round(mean(row[key] for row in found), 2) for key in AIMS} for name, found in rows.items()}
    return [_figure(key, whole) for key in AIMS]


def scenes() -> Iterator[Rehearsed]:
    """The two scenes, each as single takes and as several cameras."""
    for name, script, plan in (("The Last Key", DEMO_SCENE, DEMO_PLAN), ("Two Cups", SMALL_SCENE, SMALL_PLAN)):
        for cameras in (False, True):
            yield rehearsed(f"{name}{', several cameras' if cameras else ''}", script, plan, cameras=cameras)


def compared(scene: Rehearsed) -> Iterator[tuple[str, Row]]:
    """Every tool's cut of one scene, measured; a switcher needs several cameras, auto-editor takes the wide."""
    brief = Brief(scene.material, want=300)
    start = time.perf_counter()
    alts = list(CuttingTool().propose(brief, seed=1))
    spent = time.perf_counter() - start
    ours = [measured(scene, alt.content, mixed=True) for alt in alts[:6]]
    yield OURS, {**{key: mean(row[key] for row in ours) for key in ours[0]}, "seconds": spent}
    several = scene.name.endswith("cameras")
    peers: dict[str, Callable[[Rehearsed], Cut | None]] = {"Leake-style": leake_cut}
    if several:
        peers |= {"speaker switcher": switcher_cut, "auto-editor": auto_editor_cut}
    for name, make in peers.items():
        start = time.perf_counter()
        cut = make(scene)
        spent = time.perf_counter() - start
        if cut is not None:
            yield name, {**measured(scene, cut, mixed=False), "seconds": spent}


def measured(scene: Rehearsed, cut: Cut, *, mixed: bool) -> Row:
    """Every measure of one cut, the time to make it apart."""
    places = [cut.rate.sample(frame) for frame in list(accumulate(piece.frames for piece in cut.pieces))[:-1]]
    sound = mixdown(cut, scene.takes, lambda take, start, out: _part(scene, take, start, out)) if mixed else _butted(
        scene, cut)
    edits, pictures = max(1, len(places)), max(1, len(cut.shots) - 1)
    seconds = [shot.frames / float(RATE) for shot in cut.shots]
    spoken, faced, listened, lines = _seen(scene, cut)
    return {"inside_words": 100 * _severed(scene, cut) / edits, "clicks": 100 * clicks(sound, places) / edits,
            "digital_silence_ms": digital_silence_ms(sound),
            "jump_cuts": 100 * sum(_jumps(scene, *pair) for pair in pairwise(cut.shots)) / pictures,
            "on_speaker": 100 * faced / max(1, spoken), "reactions": 100 * listened / max(1, lines),
            "pace_spread": 100 * pstdev(seconds) / mean(seconds)}


def _part(scene: Rehearsed, take: str, start: int, out: int) -> np.ndarray:
    sound = scene.sounds[take][max(0, start):max(0, out)]
    return np.asarray(np.pad(sound, (max(0, -start), max(0, out - max(start, 0) - len(sound)))), np.float32)


def _butted(scene: Rehearsed, cut: Cut) -> np.ndarray:
    sample = cut.rate.sample
    return np.concatenate([_part(scene, piece.take, sample(piece.start), sample(piece.out)) for piece in cut.pieces])


def _severed(scene: Rehearsed, cut: Cut) -> int:
    """Ends of sound that fall inside a true word of their take; head and tail of the cut count too."""
    found = 0
    for run in runs(cut):
        words = [word for each in scene.material.readings if each.take == run.shot.take for word in each.said]
        ends = (cut.rate.sample(run.shot.start), cut.rate.sample(run.shot.out))
        found += sum(any(word.start < end < word.out for word in words) for end in ends)
    return found


def _jumps(scene: Rehearsed, one: Shot, two: Shot) -> bool:
    """Whether a cut keeps the same people at about the same angle and size."""
    if one.take == two.take and one.out == two.start:
        return False
    before, behind = scene.takes[one.take], scene.takes[two.take]
    if set(before.who) != set(behind.who) or before.setup is None or behind.setup is None:
        return False
    angles = (before.setup.angle, behind.setup.angle)
    turned = abs((angles[0] - angles[1] + 180) % 360 - 180) if None not in angles else 0  # type: ignore[operator]
    return turned < TURNED and abs(_size(before) - _size(behind)) < STEPS


def _size(take: Take) -> int:
    sizes = [size for size, _ in SIZES]
    return sizes.index(take.setup.size) if take.setup and take.setup.size else 0


def _seen(scene: Rehearsed, cut: Cut) -> tuple[int, int, int, int]:
    """Frames of speech, those with the speaker's face, lines with a listener seen in them, and lines heard."""
    who = {line.id: line.who for line in scene.material.scene.spoken}
    faces = {take.id: {one.who for one in (take.setup.people if take.setup else ()) if one.look != "away"}
             for take in scene.material.takes}
    spoken = faced = listened = lines = 0
    for each in Lining(scene.material).spoken(cut):
        speaker = who.get(each.reading.line)
        if speaker is None:
            continue
        on = [(min(each.out, shot.out) - max(each.start, shot.at), faces[shot.shot.take]) for shot in laid(cut.shots)
              if shot.at < each.out and each.start < shot.out]
        spoken, lines = spoken + each.out - each.start, lines + 1
        faced += sum(frames for frames, people in on if speaker in people)
        listened += any(people and speaker not in people and frames >= RATE.frames_in(1) // 2 for frames, people in on)
    return spoken, faced, listened, lines


def _figure(key: str, whole: dict[str, Row]) -> dict[str, Any]:
    unit, aim, better = AIMS[key]
    value = whole[OURS][key]
    met = value >= aim if better == "higher" else value <= aim
    peers: dict[str, Any] = {name: row[key] for name, row in whole.items() if name != OURS}
    if "auto-editor" not in peers:
        peers["auto-editor"] = "not set up: make peers"
    return {"name": f"peers.{key}", "value": value, "unit": unit, "aim": aim, "better": better, "met": bool(met),
            "peers": peers, "command": "make bench"}


if __name__ == "__main__":
    for figure in figures():
        print(f"{figure['name']:26} {figure['value']:>8} {figure['unit']:52} {figure['peers']}")
