"""The idioms beyond Leake: reactions, overlaps, silences, tempo, continuity, and loyalty to a performance."""

from __future__ import annotations

import numpy as np

from workprint.tools.cutting.facts import Before, Count, Place
from workprint.tools.cutting.grammar import Idiom, idiom
from workprint.tools.cutting.leake import IDIOMS as LEAKE

OURS = "our choice"
"""No measured source is known for the weight; the rule is common craft."""

LONG = 3
"""Seconds from which a line is long enough to look away. Source: our choice, beside facts/editing 8."""


def _long(at: Place | Before) -> Count:
    return at.beat.frames >= LONG * at.beat.second


def _listener(at: Place) -> Count:
    """Whether a known face is seen, but not the speaker's."""
    return (at.view.faces != 0) & ((at.view.faces & at.beat.speakers) == 0)


def _answers(at: Place) -> Count:
    """Whether somebody else speaks than before."""
    return at.beat.spoken * at.was.beat.spoken * ((at.beat.speakers & at.was.beat.speakers) == 0)


@idiom("reaction", "reaction", 600, "sees how it is taken", "a reaction in a line too short for one",
       "facts/editing 4: reactions follow sentences (Salt 2011)")
def reaction(at: Place) -> Count:
    """A listener is seen inside a long line."""
    return (at.reaction.faces != 0) * np.minimum(100, 40 * at.voice.frames // at.beat.second - 100)


@idiom("listener's share", "beat", 700, "stays with the listener on a long line", "",
       "facts/editing 2: cutting at every new speaker is the dragnet style (Galvane)")
def listeners_share(at: Place) -> Count:
    """On a long line the listener may carry the picture, the lead before others."""
    return at.beat.spoken * at.view.known * _listener(at) * _long(at) * (60 + 40 * at.view.lead)


@idiom("J-cut", "joint", 300, "the next line pulls us over the cut", "a J-cut where nobody new speaks",
       "facts/editing 4: overlaps from 4 frames to 2 s")
def j_cut(at: Place) -> Count:
    """The next speaker is heard before being seen, where the line is long enough for it."""
    return (at.joint.early > 0) * np.where(_answers(at), 40 + 30 * at.joint.early * _long(at), -100)


@idiom("L-cut", "joint", 300, "we see the listener take the end of the line", "an L-cut where nobody new speaks",
       "facts/editing 4: overlaps from 4 frames to 2 s")
def l_cut(at: Place) -> Count:
    """The end of a line is heard over the listener, where the line is long enough for it."""
    return (at.joint.late > 0) * np.where(_answers(at), 40 + 30 * at.joint.late * _long(at.was), -100)


@idiom("held silence", "joint", 400, "a silence after what was said", "a silence that nothing asked for", OURS)
def held_silence(at: Place) -> Count:
    """Silence is held where the line before wants it."""
    return (at.joint.pause == 2) * (200 * at.was.beat.heavy - 100)


@idiom("room to breathe", "joint", 300, "", "tramples on a line that wants air", OURS)
def room_to_breathe(at: Place) -> Count:
    """No tight pause after a heavy line."""
    return -100 * (at.joint.pause == 0) * at.was.beat.heavy


@idiom("tempo curve", "joint", 200, "the tempo is where the scene has got to", "the tempo runs against the scene",
       "facts/editing 8: longer shots in the set-up, shorter at the climax (Cutting 2016)")
def tempo_curve(at: Place) -> Count:
    """Slow at first, faster towards the end: cuts and tight pauses late, held pictures and silences early."""
    speed = 40 * at.joint.cut - 20 + 60 * (1 - at.joint.pause)
    return (at.beat.place // 5 - 100) * speed // 100


@idiom("screen direction", "picture", 1500, "", "crosses the line of action", "the 180-degree rule")
def screen_direction(at: Place) -> Count:
    """The camera stays on one side of the line."""
    return -100 * at.joint.cut * (at.view.side * at.was.view.side == -1)


@idiom("eyeline match", "picture", 400, "their eyes meet across the cut", "both look the same way",
       "the eyeline match of continuity cutting")
def eyeline_match(at: Place) -> Count:
    """One looks left, the other right."""
    singles = (at.view.people & at.was.view.people) == 0
    return -100 * at.joint.cut * singles * at.view.look * at.was.view.look


@idiom("thirty degrees", "picture", 500, "a clear change of angle or size", "too like the picture before",
       "the 30-degree rule")
def thirty_degrees(at: Place) -> Count:
    """A cut that keeps a person changes the angle by thirty degrees or the size by two."""
    shared = (at.view.people & at.was.view.people) != 0
    turned = abs((at.view.angle - at.was.view.angle + 180) % 360 - 180)
    angles = (at.view.angle >= 0) & (at.was.view.angle >= 0)
    clear = (abs(at.view.size - at.was.view.size) >= 2) | (angles & (turned >= 30))
    return at.joint.cut * shared * np.where(clear, 50, -100)


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


@idiom("loyalty", "voice", 250, "stays with one performance", "", OURS)
def loyalty(at: Place) -> Count:
    """One line follows the other as it was played."""
    return 100 * (at.voice.take == at.was.voice.take)


@idiom("action seen", "beat", 600, "the action is seen", "the action passes unseen", OURS)
def action_seen(at: Place) -> Count:
    """Action gets time, wide or in an insert."""
    told = (at.view.widest == 1) | (at.view.number == 0)
    return (1 - at.beat.spoken) * np.where(at.voice.frames > 0, 100 * told, -100)


@idiom("wide at a turn", "beat", 300, "goes wide where the scene turns", "", OURS)
def wide_at_a_turn(at: Place) -> Count:
    """Back to the wide when a new movement begins."""
    return 100 * at.beat.turn * at.view.widest


@idiom("reveal", "beat", 0, "", "shows the lead's face too early", OURS)
def reveal(at: Place) -> Count:
    """The lead's face is held back for the first third."""
    return -100 * at.view.lead * (at.beat.place < 333)


@idiom("last look", "last", 300, "ends on a face", "", OURS)
def last_look(at: Place) -> Count:
    """The scene ends on one person."""
    return 100 * (at.view.number == 1)


@idiom("short pause", "squeeze", 8000, "", "no pause was long enough to keep clear of the words",
       "facts/editing 4: 80-120 ms guard; used only where no other cut exists")
def short_pause(at: Place) -> Count:
    """Sound is not cut in a pause too short for the guard, unless there is no other way."""
    return -100 * at.joint.squeezed


IDIOMS = (reaction, listeners_share, j_cut, l_cut, held_silence, room_to_breathe, tempo_curve, screen_direction,
          eyeline_match, thirty_degrees, as_written, sure_of_the_words, circled_takes, loyalty, action_seen,
          wide_at_a_turn, reveal, last_look, short_pause)


def idioms() -> tuple[Idiom, ...]:
    """Every idiom of the grammar, Leake's first.

    >>> [idiom.name for idiom in idioms()][:3]
    ['start wide', 'speaker visible', 'intensify emotion']
    """
    return LEAKE + IDIOMS
