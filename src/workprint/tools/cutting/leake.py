"""The thirteen idioms of Leake, Davis, Truong and Agrawala 2017, sixteen settings in all."""

from __future__ import annotations

import numpy as np

from workprint.tools.cutting.facts import Count, Place
from workprint.tools.cutting.grammar import idiom

SOURCE = "Leake et al. 2017"
"""Computational Video Editing for Dialogue-Driven Scenes, ACM TOG 36(4). Source: facts/editing 1."""

CLOSE = 7
"""The least size (a close-up) that counts as close. Source: the zoom levels of facts/editing 1."""

STRONG = 650
"""Voice energy from which a line counts as emotional. Source: facts/editing 1, idiom 3, figure 1 (.65)."""

SHORT = 12
"""Tenths of a second below which a line is short. Source: our choice; a bare answer of two or three words."""


def _short(at: Place) -> Count:
    return (at.beat.spoken == 1) & (at.beat.frames * 10 < SHORT * at.beat.second)


def near(size: Count, tenths: Count) -> Count:
    """100 where `size` is the wanted size (in tenths of a step), 40 less for each step away."""
    return (size >= 0) * np.maximum(-100, 100 - 4 * abs(10 * size - tenths))


@idiom("start wide", "first", 1500, "the scene opens wide", "the scene does not open wide", SOURCE)
def start_wide(at: Place) -> Count:
    """The first picture is the widest, with everybody in it."""
    return 100 * at.view.widest


@idiom("speaker visible", "beat", 700, "the speaker is seen", "the speaker's face is not seen", SOURCE)
def speaker_visible(at: Place) -> Count:
    """Who speaks is seen speaking."""
    seen = (at.view.faces & at.beat.speakers) == at.beat.speakers
    return at.beat.spoken * at.view.known * (200 * seen - 100)


@idiom("intensify emotion", "beat", 500, "close on a strong moment", "a close-up spent on a calm line", SOURCE)
def intensify_emotion(at: Place) -> Count:
    """Close-ups are kept for strong lines."""
    return at.beat.spoken * (at.view.size >= CLOSE) * (200 * (at.voice.energy > STRONG) - 100)


@idiom("emphasize character", "picture", 250, "back to the lead for a line that matters",
       "leaves the lead for somebody's short line", SOURCE)
def emphasize_character(at: Place) -> Count:
    """The lead is not left for another's short line, and is returned to for a long one of their own."""
    leaves = at.was.view.lead * (1 - at.view.lead) * (1 - at.beat.lead) * _short(at)
    returns = (1 - at.was.view.lead) * at.view.lead * at.beat.lead * (1 - _short(at))
    return 100 * at.joint.cut * (returns - leaves)


@idiom("zoom gradually", "picture", 600, "", "the shot size leaps", SOURCE)
def zoom_gradually(at: Place) -> Count:
    """No large change of shot size over a cut."""
    known = (at.view.size >= 0) & (at.was.view.size >= 0)
    return -at.joint.cut * known * np.minimum(100, 25 * np.maximum(0, abs(at.view.size - at.was.view.size) - 2))


@idiom("avoid jump cuts", "picture", 2000, "", "a jump cut on the same people", SOURCE)
def avoid_jump_cuts(at: Place) -> Count:
    """No cut between pictures of the same people."""
    return -100 * at.joint.cut * (at.view.people == at.was.view.people) * at.view.known * at.was.view.known


@idiom("zoom consistent", "picture", 0, "the shot size stays", "the shot size changes", SOURCE)
def zoom_consistent(at: Place) -> Count:
    """One shot size throughout."""
    known = (at.view.size >= 0) & (at.was.view.size >= 0)
    return known * np.maximum(-100, 100 - 100 * abs(at.view.size - at.was.view.size))


@idiom("zoom in", "beat", 0, "as close as this point of the scene wants", "not yet where a move in would be", SOURCE)
def zoom_in(at: Place) -> Count:
    """From wide to close over the scene."""
    return near(at.view.size, 20 + 60 * at.beat.place // 1000)


@idiom("zoom out", "beat", 0, "as wide as this point of the scene wants", "not yet where a move out would be", SOURCE)
def zoom_out(at: Place) -> Count:
    """From close to wide over the scene."""
    return near(at.view.size, 80 - 60 * at.beat.place // 1000)


@idiom("mirror position", "picture", 100, "the two face each other across the cut", "the two sit on the same side",
       SOURCE)
def mirror_position(at: Place) -> Count:
    """Singles of two people stand at mirrored places in the frame."""
    singles = (at.view.number == 1) & (at.was.view.number == 1) & (at.view.people != at.was.view.people)
    return at.joint.cut * singles * np.maximum(-100, 100 - abs(at.view.x + at.was.view.x - 1000) // 3)


@idiom("peaks and valleys", "beat", 200, "as close as the line is strong", "closer or wider than the line is strong",
       SOURCE)
def peaks_and_valleys(at: Place) -> Count:
    """Close when emotion is high, medium between, wide when it is low."""
    return at.beat.spoken * near(at.view.size, 20 + 60 * at.voice.energy // 1000)


@idiom("performance fast", "beat", 0, "a quick reading", "a slow reading", SOURCE)
def performance_fast(at: Place) -> Count:
    """The shortest reading of the line."""
    return -at.beat.spoken * at.voice.slowness


@idiom("performance slow", "beat", 0, "an unhurried reading", "a hurried reading", SOURCE)
def performance_slow(at: Place) -> Count:
    """The longest reading of the line."""
    return at.beat.spoken * at.voice.slowness


@idiom("performance loud", "beat", 0, "a loud reading", "a quiet reading", SOURCE)
def performance_loud(at: Place) -> Count:
    """The reading with the highest level."""
    return at.beat.spoken * at.voice.loudness


@idiom("performance quiet", "beat", 0, "a quiet reading", "a loud reading", SOURCE)
def performance_quiet(at: Place) -> Count:
    """The reading with the lowest level."""
    return -at.beat.spoken * at.voice.loudness


@idiom("short lines", "picture", 1000, "", "cuts away for a short line", SOURCE)
def short_lines(at: Place) -> Count:
    """No new picture for a short line."""
    return -100 * at.joint.cut * _short(at)


IDIOMS = (start_wide, speaker_visible, intensify_emotion, emphasize_character, zoom_gradually, avoid_jump_cuts,
          zoom_consistent, zoom_in, zoom_out, mirror_position, peaks_and_valleys, performance_fast, performance_slow,
          performance_loud, performance_quiet, short_lines)
