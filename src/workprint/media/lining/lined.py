"""A take lined against its scene."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workprint.film import Reading, Scene
from workprint.media.lining.doubt import Doubt
from workprint.media.lining.hearing import hear
from workprint.media.lining.net import net_of, scripted
from workprint.media.lining.path import Costs, Search, loop_of
from workprint.media.lining.verdict import Judge


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
              dictionary: Mapping[str, str] | None = None) -> Lined:
    """Find every reading of every spoken line of `scene` in `sound`, with the time of every word.

    `sound` is mono at 48 kHz, -1 to 1, and begins at the take's first frame; word times are samples of it.
    `dictionary` holds pronunciations of the film's own words as CMUdict writes them: ``{"nadja": "N AA D Y AH"}``.
    Raises `BadValue` for a sound of another shape and for a pronunciation with unknown phones.
    """
    words = scripted(scene, dictionary)
    net = net_of(words)
    heard = hear(sound, net.senones)
    if not heard.frames or not words:
        return Lined(take, (), 0, ("nobody speaks in this take",) if words else ("the scene has no spoken line",))
    loop = loop_of(heard)
    steps = Search(net, heard, loop, Costs()).run()
    judge = Judge(scene, take, words, heard, loop, Doubt(words, heard, loop).settled(steps), sound)
    readings = judge.readings()
    return Lined(take, readings, judge.belongs(readings), judge.notes(readings))
