"""Scenes of every kind: a made script's lines found again by their sound, and actions found in motion and sound.

Voices are synthetic (eSpeak NG, by the rehearsal): the demo's takes, whose every line is known; the activity is made
too, bursts under noise. Run alone: ``python -m bench scenes``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workprint.exchange import read_script
from workprint.film import Rate
from workprint.media.action import played
from workprint.media.following import Heard, follow, sounds
from workprint.media.rehearsal import DEMO_PLAN, DEMO_SCENE, planned, read_plan
from workprint.media.rehearsal.microphones import boom, stage
from workprint.media.rehearsal.timeline import lay, true_words
from workprint.media.rehearsal.voice import speak
from workprint.media.speech import lines_said, speech

Span = tuple[int, int]
TAKES = 5
"""Takes of the demo that are spoken: enough for a figure in half a minute of one core."""
ACTIONS = 200
"""Made takes without dialogue."""
NEAR = 6
"""Frames from the truth within which an action counts as found: a quarter of a second."""


@dataclass(frozen=True)
class Spoken:
    """A take's sound and where each of its lines is said."""

    sound: NDArray[np.float32]
    lines: tuple[tuple[str, Span], ...]


@dataclass
class Count:
    """What was found, over all takes."""

    expected: int = 0
    right: int = 0
    wrong: int = 0
    made: int = 0
    alone: int = 0


def spoken_takes() -> list[Spoken]:
    """The first takes of the demo that have sound."""
    scene, plan = read_script(DEMO_SCENE).scenes[0], read_plan(DEMO_PLAN)
    takes = [take for take in planned(scene, plan, seed=1) if take.order.sound_at is not None][:TAKES]
    return [_spoken(lay(take, speak(take.speeches), Rate(24)), at) for at, take in enumerate(takes)]


def _spoken(timeline: Any, at: int) -> Spoken:
    sound = boom(stage(timeline, at, 0, timeline.samples), at)
    said: dict[tuple[str, int], Span] = {}
    for word in (word for word in true_words(timeline) if word.out > word.start):
        start, out = said.get((word.line, word.run), (word.start, word.out))
        said[word.line, word.run] = min(start, word.start), max(out, word.out)
    return Spoken(sound, tuple((line, span) for (line, _), span in said.items()))


def under(span: Span, take: Spoken) -> set[str]:
    """The true lines of which more than half is said in `span`."""
    return {line for line, (start, out) in take.lines
            if 2 * (min(span[1], out) - max(span[0], start)) > out - start}


def transcripts(takes: Sequence[Spoken]) -> Count:
    """Make a script of the take with the most speech, and look for its lines in the others."""
    first = max(takes, key=lambda take: sum(out - start for start, out in speech(take.sound)))
    made = lines_said(first.sound)
    truth = [under((one.start, one.out), first) for one in made]
    known, count = sounds(first.sound), Count(made=len(made), alone=sum(len(lines) == 1 for lines in truth))
    for take in (take for take in takes if take is not first):
        found = follow([known.part(one.start, one.out) for one in made], sounds(take.sound))
        _add(count, take, truth, found)
    return count


def _add(count: Count, take: Spoken, truth: Sequence[set[str]], found: Sequence[Heard]) -> None:
    there = {line for line, _ in take.lines}
    hits = {one.line for one in found if under((one.start, one.out), take) & truth[one.line]}
    count.expected += sum(bool(lines & there) for lines in truth)
    count.right += len(hits)
    count.wrong += sum(not under((one.start, one.out), take) & truth[one.line] for one in found)


def actions() -> tuple[float, float]:
    """Mean error of the frame at which a made action begins, and the share of them that are near."""
    chance, off = np.random.default_rng(5), []
    for _ in range(ACTIONS):
        lively, starts, words = _made(chance)
        off += [abs(one - two) for one, two in zip(played(lively, words).bounds, starts, strict=False)]
    return float(np.mean(off)), float(np.mean(np.array(off) <= NEAR))


def _made(chance: np.random.Generator) -> tuple[NDArray[np.float64], list[int], list[int]]:
    """Bursts of activity under noise, where each begins, and how many words its line has, more or less."""
    count = int(chance.integers(2, 6))
    lengths, gaps = chance.integers(20, 120, count), chance.integers(8, 40, count + 1)
    words = [max(3, int(length * np.exp(chance.normal(0, 0.5)) / 3)) for length in lengths]
    parts, starts = [np.zeros(gaps[0])], []
    for length, gap in zip(lengths, gaps[1:], strict=True):
        starts.append(sum(map(len, parts)))
        parts += [chance.uniform(0.4, 1.0) * chance.uniform(0.6, 1, length), np.zeros(gap)]
    whole = np.concatenate(parts)
    return np.clip(whole + chance.normal(0, 0.03, len(whole)), 0, 1), starts, words


def figures() -> list[dict[str, Any]]:
    """The figures of this module."""
    count = transcripts(spoken_takes())
    off, near = actions()
    return [
        _figure("transcript.found", count.right / max(1, count.expected), "share", 0.9, "higher"),
        _figure("transcript.wrong", count.wrong, "lines", 0, "lower"),
        _figure("transcript.one_line_each", count.alone / max(1, count.made), "share", 0.9, "higher"),
        _figure("action.start_frames", off, "frames", 6, "lower"),
        _figure("action.near", near, "share", 0.95, "higher"),
    ]


def _figure(name: str, value: float, unit: str, aim: float, better: str) -> dict[str, Any]:
    met = value >= aim if better == "higher" else value <= aim
    return {"name": name, "value": round(value, 3), "unit": unit, "aim": aim, "better": better, "met": met, "peers": {},
            "command": "make bench"}


if __name__ == "__main__":
    for one in figures():
        print(f"{one['name']:28} {one['value']} {one['unit']}")
