"""The idioms of performance: which reading is heard, how it was played, and what was said of it on set."""

from __future__ import annotations

import numpy as np

from workprint.tools.cutting.facts import Count, Place
from workprint.tools.cutting.grammar import idiom

OURS = "our choice"
"""No measured source is known for the weight; the rule is common craft."""


@idiom("as written", "beat", 1200, "", "words are missing, changed or added", OURS)
def as_written(at: Place) -> Count:
    """What is said is what the script says."""
    return -np.minimum(100, 34 * at.voice.changed)


@idiom("sure of the words", "beat", 600, "", "the lining is unsure of this reading", OURS)
def sure_of_the_words(at: Place) -> Count:
    """A reading that the lining is sure of."""
    return -np.maximum(0, 800 - at.voice.sure) // 8


@idiom("circled takes", "beat", 600, "a circled take", "", "facts/editing 4: circled takes are the first input")
def circled_takes(at: Place) -> Count:
    """The takes that were circled on set."""
    return 100 * at.view.circled


@idiom("supervisor's notes", "beat", 200, "the notes speak for this take", "the notes speak against this take",
       "facts/editing 4: the script supervisor's notes are the first input")
def supervisors_notes(at: Place) -> Count:
    """What was noted on set counts: of the picture for what is seen, of the sound for what is heard."""
    return (at.view.noted + at.voice.noted) // 2


@idiom("loyalty", "voice", 250, "stays with one performance", "", OURS)
def loyalty(at: Place) -> Count:
    """One line follows the other as it was played; a second camera on the same slate is the same performance."""
    return 100 * (at.voice.performance == at.was.voice.performance)


@idiom("whole line", "voice", 600, "", "joins two readings at a pause", OURS)
def whole_line(at: Place) -> Count:
    """A line is heard as it was played: half of it from one reading and half from another only for a real gain."""
    joined = (at.voice.performance != at.was.voice.performance) | (at.voice.run != at.was.voice.run)
    return -100 * at.beat.half * joined


@idiom("breath before the line", "voice", 200, "we hear them draw breath", "",
       "facts/editing 4: keep breaths; 10.4 asks for the idiom")
def breath_before_the_line(at: Place) -> Count:
    """A reading that draws breath, where the line before it or the line itself is heavy."""
    asks = (at.beat.heavy + at.was.beat.heavy) > 0
    return 100 * at.beat.spoken * asks * (at.voice.breath > 0)


@idiom("performance strong", "beat", 0, "a strong reading", "a soft reading",
       "energy of the voice among the readings: facts/editing 8, arousal is what a voice tells best")
def performance_strong(at: Place) -> Count:
    """The reading with the most energy in the voice."""
    return at.beat.spoken * at.voice.strength


@idiom("performance soft", "beat", 0, "a soft reading", "a strong reading",
       "energy of the voice among the readings: facts/editing 8, arousal is what a voice tells best")
def performance_soft(at: Place) -> Count:
    """The reading with the least energy in the voice."""
    return -at.beat.spoken * at.voice.strength


IDIOMS = (as_written, sure_of_the_words, circled_takes, supervisors_notes, loyalty, whole_line, breath_before_the_line,
          performance_strong, performance_soft)
