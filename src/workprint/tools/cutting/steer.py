"""The axes along which cuts are made to differ, as idioms that lean the solver one way or the other."""

from __future__ import annotations

import numpy as np

from workprint.tools.cutting.facts import Count, Place
from workprint.tools.cutting.grammar import idiom

OURS = "the axes of the archive"
"""facts/editing 10.5: pace, closeness, whose scene, silence, performance energy."""


def _seconds(at: Place) -> Count:
    """Tenths of a second that the reading takes."""
    return 10 * at.voice.frames // at.beat.second


@idiom("closeness", "beat", 0, "", "", OURS)
def closeness(at: Place) -> Count:
    """Size of shot, by time."""
    return (at.view.size >= 0) * (2 * at.view.size - 9) * _seconds(at) // 4


@idiom("whose scene", "beat", 0, "", "", OURS)
def whose_scene(at: Place) -> Count:
    """The lead's face, by time."""
    return np.where(at.view.lead, 100 // np.maximum(1, at.view.number), -50 * (at.view.faces != 0)) * _seconds(at) // 40


@idiom("energy", "beat", 0, "", "", OURS)
def energy(at: Place) -> Count:
    """Voice energy, by time."""
    return at.beat.spoken * (at.voice.energy - 500) * _seconds(at) // 100


@idiom("pace", "joint", 0, "", "", OURS)
def pace(at: Place) -> Count:
    """A cut, and no pause."""
    return 100 * at.joint.cut - 50


@idiom("silence", "joint", 0, "", "", OURS)
def silence(at: Place) -> Count:
    """A longer pause."""
    return np.where(at.joint.pause == 3, -50, 50 * at.joint.pause - 50)


ON_BEATS = (closeness, whose_scene, energy)
ON_JOINTS = (pace, silence)
