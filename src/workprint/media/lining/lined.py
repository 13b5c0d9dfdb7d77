"""A take lined against its scene."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from workprint.film import Reading, Scene, Word
from workprint.media.lining.doubt import Doubt
from workprint.media.lining.edges import Level, refined
from workprint.media.lining.guess import UNKNOWN, guess
from workprint.media.lining.hearing import Heard, hear
from workprint.media.lining.loop import loop_of
from workprint.media.lining.net import Net, net_of, scripted
from workprint.media.lining.notes import OTHER_SCENE, belongs, notes_on
from workprint.media.lining.path import COSTS, Search, Step
from workprint.media.lining.verdict import Guess, Judge, Stretch

_GUESSED = 4
"""Unscripted speech is guessed at while it is less than one part in this of what is heard: a guess takes about as
long as the speech itself, and lining is to stay five times faster than the take."""
_SURE, _PER_EXCESS = 1000, 20
"""Confidence of a word that fits as well as the best phones, and what each unit of excess a frame takes from it:
nothing is left at 50, where no word was ever said. Source: trials, docs/lining.md."""
_LEAST, _MOST = 440, 990
"""Confidence of a scripted word that fits as badly as a word can and still be found, and the most that a machine is
sure of: 1000 is a person's word. What counts as sure (500) is what 45 units of excess a frame leave: nobody is sent to
look at every soft word. Source: trials, docs/lining.md."""
_EASE, _STRICTEST = 2.5, -20
"""How much less unscripted speech costs a frame for each unit by which the take's words fit better than the best
phones, and at the most. Source: measured on GRID with words changed in the script (docs/lining.md)."""


@dataclass(frozen=True)
class Lined:
    """What of a scene is said in a take, and where."""

    take: str
    """Take id."""
    readings: tuple[Reading, ...]
    """Every time a line is said, in order of time, and speech that is in no line (`line` is empty)."""
    belongs: int
    """How surely the take is of this scene, 0 (of another scene, or nobody speaks) to 1000."""
    notes: tuple[str, ...]
    """Sentences: what is missing, changed, extra, said twice, out of order, begun again."""


def line_take(scene: Scene, take: str, sound: NDArray[np.float32], *,
              dictionary: Mapping[str, str] | None = None, pickup: bool = False) -> Lined:
    """Find every reading of every spoken line of `scene` in `sound`, with the time of every word.

    `sound` is mono at 48 kHz, -1 to 1, and begins at the take's first frame; word times are samples of it.
    `dictionary` holds pronunciations of the film's own words as CMUdict writes them: ``{"nadja": "N AA D Y AH"}``.
    A `pickup` covers only some of the lines: it is not held against it what it leaves out, nor what else is said in it.
    Raises `BadValue` for a sound of another shape and for a pronunciation with unknown phones.
    """
    words = scripted(scene, dictionary)
    net = net_of(words)
    heard = hear(sound, net.senones)
    if not heard.frames or not words:
        return Lined(take, (), 0, ("nobody speaks in this take" if words else "the scene has no spoken line",))
    doubt = Doubt(words, heard, loop_of(heard))
    steps = _heard_again(net, doubt)
    stretches = _placed(steps, doubt, heard, sound)
    readings = Judge(scene, take, words, _guesser(sound, stretches)).readings(stretches)
    readings = _of_pickup(readings) if pickup else readings
    sure = belongs([one for one in readings if one.line] if pickup else readings)
    if sure < OTHER_SCENE:
        readings = Judge(scene, take, words, _nothing_told).readings([
            Stretch(-1, one.start, one.out) for one in stretches])
    told = tuple(map(_told, readings))
    return Lined(take, told, sure, notes_on(scene, told, pickup=pickup))


def _told(reading: Reading) -> Reading:
    """The reading with words that fit as they should surely heard: only those that hardly fit are not."""
    words = tuple(replace(word, confidence=_LEAST + word.confidence * (_MOST - _LEAST) // _SURE)
                  if word.heard == "scripted" else word for word in reading.words)
    return replace(reading, words=words)


def _of_pickup(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings of a pickup: those that are surely of the scene, counted anew, and talk."""
    runs: dict[str, int] = {}
    kept = []
    for reading in map(_sure_or_talk, readings):
        runs[reading.line] = runs.get(reading.line, 0) + 1
        kept.append(replace(reading, run=runs[reading.line]) if reading.line else reading)
    return tuple(kept)


def _sure_or_talk(reading: Reading) -> Reading:
    """A reading of a pickup as it is, or as talk in no line: before and after its few lines, a crew talks a good deal,
    and a line that is badly heard there is more likely no line at all."""
    if not reading.line or belongs((reading,)) >= OTHER_SCENE:
        return reading
    words = tuple(replace(word, heard="extra", confidence=300) for word in reading.said)
    return replace(reading, line="", words=words, confidence=300, run=1)


def _heard_again(net: Net, doubt: Doubt) -> tuple[Step, ...]:
    """The steps of the likeliest path; a voice that the model knows well is held to the script more strictly, since
    there a word that fits badly was not said."""
    steps = Search(net, doubt.heard, doubt.loop).run()
    fits = median(doubt.excess(step) for step in steps if step.word >= 0) if any(one.word >= 0 for one in steps) else 0
    if fits >= 0:
        return doubt.settled(steps)
    ease = max(_STRICTEST, round(_EASE * fits))
    costs = replace(COSTS, other_frame=COSTS.other_frame + ease)
    return replace(doubt, ease=ease).settled(Search(net, doubt.heard, doubt.loop, costs).run())


def _placed(steps: Sequence[Step], doubt: Doubt, heard: Heard, sound: NDArray[np.float32]) -> list[Stretch]:
    """The steps at their places in the take, to the millisecond."""
    rough = [(heard.sample(step.start), heard.sample(step.out)) for step in steps]
    placed = []
    for step, (start, out) in zip(steps, refined(rough, Level.of(sound)), strict=True):
        sure = max(0, min(_SURE, round(_SURE - _PER_EXCESS * doubt.excess(step)))) if step.word >= 0 else 300
        placed.append(Stretch(step.word, start, out, sure))
    return placed


def _nothing_told(start: int, out: int) -> tuple[Word, ...]:
    return (Word(UNKNOWN, start, out, "extra", 300),)


def _guesser(sound: NDArray[np.float32], stretches: Sequence[Stretch]) -> Guess:
    """Guess at unscripted words, unless there is so much of them that it would take too long."""
    unknown = sum(one.out - one.start for one in stretches if one.word < 0)
    whole = sum(one.out - one.start for one in stretches)
    if unknown * _GUESSED > whole:
        return _nothing_told
    return lambda start, out: guess(sound, start, out)
