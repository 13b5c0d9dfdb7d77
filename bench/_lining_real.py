"""Recordings of people for `bench.lining`: GRID's six sentences and a speech of 1961. Nothing was tuned on them.

What goes wrong is made of the recordings themselves: a word is cut out at the edges that lining found, two words
change places, another person's sentence is put after a line. Joins are cross-faded. They are easier to hear than an
actor's own slip where a sound is cut through, and harder where the cut falls into a pause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench._lining_judge import AS_UNSURE, REACH, SILENT, TOLD, UNSURE, Count, judge_line
from workprint.film import SAMPLE_RATE, Line, Reading, Scene, Word
from workprint.media import read_sound
from workprint.media.lining import line_take
from workprint.media.rehearsal import TrueWord

Sound = NDArray[np.float32]
GRID = {"bbaf2n": "bin blue at F two now", "brbk7n": "bin red by K seven now",
        "id2_vcd_swwp2s": "set white with P two soon", "lbax4n": "lay blue at X four now",
        "lrwp9a": "lay red with P nine again", "sbwe5n": "set blue with E five now"}
SPEECH = ("And so, my fellow Americans,", "ask not what your country can do for you.",
          "Ask what you can do for your country.")
_FADE = SAMPLE_RATE // 125
"""Length of a join: 8 ms. Source: our choice, shorter than any sound of speech."""


@dataclass(frozen=True, eq=False)
class Recorded:
    """A recording, its scene, and what lining made of it as it is."""

    scene: Scene
    sound: Sound
    readings: tuple[Reading, ...]


def recordings(material: Path) -> tuple[Recorded, ...]:
    """All of them; none where the material is absent."""
    folder = material / "takes" / "grid"
    if not (folder / "swwp2s.align").exists():
        return ()
    grid = [_recorded(_scene([text]), folder / f"{name}.mpg") for name, text in GRID.items()]
    return (*grid, _recorded(_scene(SPEECH), material / "speech" / "whisper" / "tests" / "jfk.flac"))


def _scene(texts: Sequence[str]) -> Scene:
    return Scene("1", "INT. STUDIO - DAY", tuple(
        Line(f"1/{number}", "spoken", text) for number, text in enumerate(texts, start=1)))


def _recorded(scene: Scene, path: Path) -> Recorded:
    sound = read_sound(path)
    return Recorded(scene, sound, line_take(scene, "1/1", sound).readings)


def real_count(recorded: Sequence[Recorded]) -> Count:
    """What is told of spliced recordings, and what in vain of those as they are."""
    count = Count()
    for one in recorded:
        for line in one.scene.spoken:
            said = [TrueWord(line.id, word.text, word.start, word.out) for reading in one.readings
                    if reading.line == line.id for word in reading.said]
            if said:
                judge_line(count, one.readings, said, clean=True)
    for kind, scene, sound, place in _spliced(recorded):
        count.told[kind, _how(line_take(scene, "1/1", sound).readings, *place)] += 1
    return count


def _spliced(recorded: Sequence[Recorded]) -> Iterator[tuple[str, Scene, Sound, tuple[int, int]]]:
    """Kind, scene, sound and where in it to look."""
    for at, one in enumerate(recorded):
        for reading in one.readings:
            words = reading.said
            for word in words[1:-1]:
                yield "word left out", one.scene, _without(one.sound, word), (word.start, word.start)
            for first, second in list(pairwise(words[1:-1]))[::2]:
                yield "words swapped", one.scene, _swapped(one.sound, first, second), (first.start, second.out)
        other = recorded[at - 1] if at else recorded[-2]
        if len(one.scene.lines) == 1:
            joined = _joined([one.sound, other.sound])
            yield "ad-lib", one.scene, joined, (len(one.sound) + other.readings[0].start,
                                                len(one.sound) + other.readings[0].out)


def _without(sound: Sound, word: Word) -> Sound:
    return _joined([sound[: word.start], sound[word.out :]])


def _swapped(sound: Sound, first: Word, second: Word) -> Sound:
    return _joined([sound[: first.start], sound[second.start : second.out], sound[first.out : second.start],
                    sound[first.start : first.out], sound[second.out :]])


def _joined(parts: Sequence[Sound]) -> Sound:
    """The parts one after the other, each faded into the next."""
    done = parts[0]
    for part in parts[1:]:
        fade = min(_FADE, len(done), len(part))
        up = np.linspace(0, 1, fade, dtype=np.float32)
        done = np.concatenate([done[: len(done) - fade], done[len(done) - fade :] * (1 - up) + part[:fade] * up,
                               part[fade:]])
    return done


def _how(readings: Sequence[Reading], start: int, out: int) -> str:
    near = [word for one in readings for word in one.words if word.start <= out + REACH and start - REACH <= word.out]
    if any(word.heard != "scripted" for word in near):
        return TOLD
    return AS_UNSURE if any(word.confidence < UNSURE for word in near) else SILENT


def edges(recorded: Sequence[Recorded], material: Path) -> list[float]:
    """Errors in milliseconds of the edges of the one sentence whose words people marked."""
    marks = [line.split() for line in (material / "takes" / "grid" / "swwp2s.align").read_text("utf-8").splitlines()]
    true = [TrueWord("1/1", text, int(start) * 48 // 25, int(out) * 48 // 25)
            for start, out, text in marks if text != "sil"]
    count = Count()
    judge_line(count, recorded[2].readings, true, clean=False)
    return count.errors


def rewritten(recorded: Sequence[Recorded]) -> Count:
    """GRID against a script that has one word otherwise: each word in turn gives way to another sentence's word of
    its kind."""
    count, grid = Count(), [one for one in recorded if len(one.scene.lines) == 1]
    texts = [one.scene.lines[0].text.split() for one in grid]
    for at, one in enumerate(grid):
        for place, word in enumerate(texts[at]):
            other = next(text for after in range(1, len(grid))
                         if (text := texts[(at + after) % len(grid)][place]) != word)
            line = replace(one.scene.lines[0], text=" ".join([*texts[at][:place], other, *texts[at][place + 1 :]]))
            readings = line_take(replace(one.scene, lines=(line,)), "1/1", one.sound).readings
            said = [found for reading in readings for found in reading.words
                    if found.heard == "scripted" and found.text == other.lower()]
            how = TOLD if not said else AS_UNSURE if all(found.confidence < UNSURE for found in said) else SILENT
            count.told["script has another word", how] += 1
    return count
