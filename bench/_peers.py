"""How others would cut: an independent, plain rendering of what each is known to do. Source: facts/editing 1 and 3.

Each takes a rehearsed scene and gives one `Cut`, whose sound is to be heard as an edit list plays it: end to end.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from bench._rehearsed import RATE, Rehearsed
from workprint.film import Cut, Piece, Reading, Shot, Take
from workprint.tools.cutting.ground import Ground, ground
from workprint.tools.cutting.leake import IDIOMS as LEAKE

AUTO_EDITOR = Path("build") / "peers" / "bin" / "auto-editor"
"""Where `make peers` puts it, in an environment of its own."""

DELAY, SHORTEST = RATE.frames_in(1) * 3 // 10, RATE.frames_in(1) * 3 // 2
"""Frames after which a switcher follows a new speaker, and the shortest shot. Source: facts/editing 3."""


def leake_cut(scene: Rehearsed) -> Cut:
    """One reading a line by Viterbi over Leake's idioms at our weights; hard cuts nine tenths through the pause."""
    known = ground(scene.material)
    beats = [at for at, beat in enumerate(known.beats) if beat.spoken and beat.said]
    score = _alone(known, beats[0], "beat", "first")
    back: list[np.ndarray] = []
    for before, behind in pairwise(beats):
        total = score[:, None] + _between(known, before, behind)
        back.append(total.argmax(axis=0))
        score = total.max(axis=0) + _alone(known, behind, "beat")
    path = [int(score.argmax())]
    for choices in reversed(back):
        path.append(int(choices[path[-1]]))
    said = [known.beats[at].said[way] for at, way in zip(beats, reversed(path), strict=True)]
    return _joined(scene, [one.readings[0] for one in said])


def _alone(known: Ground, at: int, *kinds: str) -> np.ndarray:
    """Points of every reading of a beat, seen in its own take."""
    beat = known.beats[at]
    own = [said.take for said in beat.said]
    total = np.zeros(len(own), np.int64)
    for idiom in LEAKE:
        if idiom.kind in kinds and idiom.weight:
            total += known.measured(idiom, -1, at)[np.arange(len(own)), own] * idiom.weight // 100
    return total


def _between(known: Ground, before: int, behind: int) -> np.ndarray:
    one = np.array([said.take for said in known.beats[before].said])
    two = np.array([said.take for said in known.beats[behind].said])
    total = np.zeros((len(one), len(two)), np.int64)
    for idiom in LEAKE:
        if idiom.kind == "picture" and idiom.weight:
            measured = known.measured(idiom, before, behind)
            changes = (one[:, None] != two[None, :]).astype(np.int64)
            total += measured[one[:, None], two[None, :], changes] * idiom.weight // 100
    return total


def _joined(scene: Rehearsed, readings: Sequence[Reading]) -> Cut:
    """Whole lines end to end: each runs to nine tenths of the pause after it in its own take."""
    runs: list[tuple[str, int, int]] = []
    for number, reading in enumerate(readings):
        start, out = _span(scene, reading)
        if runs and runs[-1][0] == reading.take and _follows(scene, readings[number - 1], reading):
            runs[-1] = (reading.take, runs[-1][1], out)
        else:
            runs.append((reading.take, start, out))
    return _cut(scene, runs, runs)


def _follows(scene: Rehearsed, one: Reading, two: Reading) -> bool:
    rows = sorted((each for each in scene.material.readings if each.take == one.take and each.said),
                  key=lambda each: each.start)
    return rows.index(two) == rows.index(one) + 1


def _span(scene: Rehearsed, reading: Reading) -> tuple[int, int]:
    """A line with a tenth of the pause before it and nine tenths of the one after it."""
    words = [word for each in scene.material.readings if each.take == reading.take for word in each.said]
    before = max((word.out for word in words if word.out <= reading.start), default=reading.start - 24_000)
    after = min((word.start for word in words if word.start >= reading.out), default=reading.out + 24_000)
    take = scene.takes[reading.take]
    start = RATE.frame_of(max(0, reading.start - (reading.start - before) // 10))
    return start, min(take.frames, RATE.frame_of(reading.out + (after - reading.out) * 9 // 10))


def switcher_cut(scene: Rehearsed) -> Cut:
    """Several cameras on one performance: the closest camera on whoever speaks, followed 0.3 s late, never under 1.5 s.

    Where nobody has spoken yet the wide is seen.
    """
    wide = _wide(scene)
    who = {line.id: line.who for line in scene.material.scene.spoken}
    said = sorted((each for each in scene.material.readings if each.take == wide.id and each.line in who and each.said),
                  key=lambda each: each.start)
    begin = max(wide.head, RATE.frame_of(said[0].start) - RATE.frames_in(1))
    edits = [(begin, wide.id)]
    for reading in said:
        at, camera = RATE.frame_of(reading.start) + DELAY, _closest(scene, who[reading.line])
        if camera != edits[-1][1] and at - edits[-1][0] >= SHORTEST:
            edits.append((at, camera))
    end = min(wide.frames, RATE.frame_of(said[-1].out) + RATE.frames_in(1))
    places = [*(at for at, _ in edits), end]
    seen = [(camera, places[n], places[n + 1]) for n, (_, camera) in enumerate(edits)]
    return _cut(scene, seen, [(wide.id, begin, end)])


def _wide(scene: Rehearsed) -> Take:
    """The take that frames most people, smallest; whole takes only."""
    lines = {take.id: len({each.line for each in scene.material.readings if each.take == take.id and each.said})
             for take in scene.material.takes}
    whole = [take for take in scene.material.takes if lines[take.id] >= max(lines.values()) - 1 and take.setup]
    return min(whole, key=lambda take: (-len(take.who), _head(take, "")))


def _head(take: Take, who: str) -> int:
    """Height of the largest head, or of `who`'s where the face is seen; 0 where it is not."""
    people = take.setup.people if take.setup else ()
    return max((one.head for one in people if who in ("", one.who) and (not who or one.look != "away")), default=0)


def _closest(scene: Rehearsed, who: str) -> str:
    return max(scene.material.takes, key=lambda take: (_head(take, who), -len(take.who))).id


def auto_editor_cut(scene: Rehearsed) -> Cut | None:
    """What auto-editor itself makes of the wide's sound, by its defaults; None where it or FFmpeg is not set up."""
    if not AUTO_EDITOR.exists() or not shutil.which("ffmpeg"):
        return None
    wide = _wide(scene)
    with tempfile.TemporaryDirectory() as folder:
        heard, told = Path(folder) / "wide.wav", Path(folder) / "wide.json"
        _write(heard, scene.sounds[wide.id])
        subprocess.run([AUTO_EDITOR.resolve(), heard, "--my-ffmpeg", "--frame-rate", str(RATE), "--export", "json",
                        "-o", told, "--no-open"], check=True, capture_output=True, cwd=folder, env={**os.environ})
        clips: list[dict[str, Any]] = json.loads(told.read_text())["a"][0]
    runs = [(wide.id, clip["offset"], min(wide.frames, clip["offset"] + clip["dur"])) for clip in clips]
    return _cut(scene, runs, runs)


def _write(path: Path, sound: np.ndarray) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())


Runs = Sequence[tuple[str, int, int]]


def _cut(scene: Rehearsed, seen: Runs, heard: Runs) -> Cut:
    shots, pieces = tuple(Shot(*run) for run in seen), tuple(Piece(*run) for run in heard)
    return Cut(scene.material.scene.number, RATE, shots, pieces)
