"""The idioms beyond Leake: reactions, overlaps, silences, tempo, continuity, motion, and the shape of a scene."""

from __future__ import annotations

import numpy as np

from workprint.film import Material
from workprint.tools.cutting.acting import IDIOMS as ACTING
from workprint.tools.cutting.acting import OURS
from workprint.tools.cutting.dials import IDIOMS as DIALS
from workprint.tools.cutting.dials import faces
from workprint.tools.cutting.facts import Before, Count, Place
from workprint.tools.cutting.grammar import Idiom, idiom
from workprint.tools.cutting.leake import IDIOMS as LEAKE
from workprint.tools.cutting.leake import near
from workprint.tools.cutting.outside import outside
from workprint.tools.cutting.takes import everybody

QUICK = 2
"""Seconds up to which a line is part of a quick exchange. Source: our choice; half of a contemporary shot."""

MEDIUM = 4
"""The least size (a medium close shot, knees up) in which a face can be read. Source: our choice on `SIZES`."""

LONG = 3
"""Seconds from which a line is long enough to look away. Source: our choice, beside facts/editing 8."""


def _long(at: Place | Before) -> Count:
    return at.beat.frames >= LONG * at.beat.second


def _listener(at: Place) -> Count:
    """Whether a known face is seen, but not the speaker's."""
    return (at.view.faces != 0) & ((at.view.faces & at.beat.speakers) == 0)


def _quick(at: Place | Before) -> Count:
    return at.beat.spoken * (at.beat.frames <= QUICK * at.beat.second)


def _brief(at: Place | Before) -> Count:
    """100 for a line of a second or less, down to 0 for one of two and a half."""
    return np.minimum(100, np.maximum(0, 250 - 100 * at.beat.frames // at.beat.second) * 2 // 3)


def _answers(at: Place) -> Count:
    """Whether somebody else speaks than before."""
    return at.beat.spoken * at.was.beat.spoken * ((at.beat.speakers & at.was.beat.speakers) == 0)


def _wait(at: Place) -> Count:
    """0 where the next line comes at once or over the last words, 1 in a natural pause, 2 in a held one."""
    return np.where(at.joint.pause == 3, 0, at.joint.pause)


def _speed(at: Place) -> Count:
    """How fast a joint is, -80 to 80: a cut and a tight pause, or a picture that stays and a held silence."""
    return 40 * at.joint.cut - 20 + 60 * (1 - _wait(at))


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


def _lap(overlap: Count, at: Place | Before) -> Count:
    """What an overlap is worth on a line: a touch on one of middling length, a long one on a long one; else it is a
    straight cut that the line asks for."""
    middling = 2 * at.beat.frames >= LONG * at.beat.second
    return np.where(_long(at), 40 + 30 * overlap, np.where(middling & (overlap == 1), 30, -50))


@idiom("J-cut", "joint", 300, "the next line pulls us over the cut", "a J-cut where nobody new speaks",
       "facts/editing 4: overlaps from 4 frames to 2 s")
def j_cut(at: Place) -> Count:
    """The next speaker is heard before being seen, where the line is long enough for it."""
    return (at.joint.early > 0) * np.where(_answers(at), _lap(at.joint.early, at), -100)


@idiom("L-cut", "joint", 300, "we see the listener take the end of the line", "an L-cut where nobody new speaks",
       "facts/editing 4: overlaps from 4 frames to 2 s")
def l_cut(at: Place) -> Count:
    """The end of a line is heard over the listener, where the line is long enough for it."""
    return (at.joint.late > 0) * np.where(_answers(at), _lap(at.joint.late, at.was), -100)


@idiom("held silence", "joint", 400, "a silence after what was said", "a silence that nothing asked for", OURS)
def held_silence(at: Place) -> Count:
    """Silence is held where the line before wants it."""
    return (at.joint.pause == 2) * (200 * at.was.beat.heavy - 100)


@idiom("room to breathe", "joint", 300, "", "tramples on a line that wants air", OURS)
def room_to_breathe(at: Place) -> Count:
    """No tight pause after a heavy line."""
    return -100 * (_wait(at) == 0) * at.was.beat.heavy


@idiom("tempo curve", "joint", 200, "the tempo is where the scene has got to", "the tempo runs against the scene",
       "facts/editing 8: longer shots in the set-up, shorter at the climax (Cutting 2016)")
def tempo_curve(at: Place) -> Count:
    """Slow at first, faster towards the end: cuts and tight pauses late, held pictures and silences early."""
    return (at.beat.place // 5 - 100) * _speed(at) // 100


@idiom("tempo falling", "joint", 0, "the tempo calms down with the scene", "too quick for this point of the scene",
       OURS)
def tempo_falling(at: Place) -> Count:
    """Fast at first, slower towards the end."""
    return (100 - at.beat.place // 5) * _speed(at) // 100


@idiom("tempo wave", "joint", 0, "the tempo rises and falls with the scene", "the tempo runs against the wave",
       "facts/editing 8: shot lengths come in waves, neighbours alike (Cutting 2010)")
def tempo_wave(at: Place) -> Count:
    """Two waves: slow, fast, slow, fast, slow."""
    within = at.beat.place * 2 % 1000
    return (100 - 2 * abs(within - 500) // 5) * _speed(at) // 100


@idiom("screen direction", "picture", 1500, "", "crosses the line of action", "the 180-degree rule")
def screen_direction(at: Place) -> Count:
    """The camera stays on one side of the line."""
    return -100 * at.joint.cut * (at.view.side * at.was.view.side == -1)


@idiom("eyeline match", "picture", 200, "their eyes meet across the cut", "both look the same way",
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


@idiom("action seen", "beat", 600, "the action is seen", "the action passes unseen", OURS)
def action_seen(at: Place) -> Count:
    """Action gets time, wide or in an insert."""
    told = (at.view.widest == 1) | (at.view.number == 0)
    return (1 - at.beat.spoken) * np.where(at.voice.frames > 0, 100 * told, -100)


@idiom("wide at a turn", "beat", 300, "goes wide where the scene turns", "", OURS)
def wide_at_a_turn(at: Place) -> Count:
    """Back to the wide when a new movement begins."""
    return 100 * at.beat.turn * at.view.widest


@idiom("ping-pong", "picture", 300, "", "back and forth in a quick exchange",
       "facts/editing 2: cutting at every new speaker is the dragnet style (Galvane)")
def ping_pong(at: Place) -> Count:
    """In a quick exchange of lines the picture does not go back and forth with each of them."""
    return -100 * at.joint.cut * _quick(at) * _quick(at.was) * _answers(at)


@idiom("time to look", "picture", 600, "", "too short a line for a picture of its own",
       "facts/editing 4: machine-gun cutting is the complaint; 8: shots of about 4 s are usual")
def time_to_look(at: Place) -> Count:
    """A picture stays long enough to be read: none is entered for a brief line, or left after one."""
    return -at.joint.cut * (_brief(at) + _brief(at.was)) // 2


@idiom("near the speaker", "beat", 800, "near enough to read the face of who speaks", "the wide where nothing turns",
       "facts/editing 8: closer pictures bring more talk of what somebody feels (Balint, Rooney)")
def near_the_speaker(at: Place) -> Count:
    """Who speaks is seen nearer than in the wide, and no further than a medium shot, so that the face can be read."""
    near_by = (at.view.size >= MEDIUM) * (1 - at.view.widest) * ((at.view.faces & at.beat.speakers) != 0)
    stays_wide = at.view.widest * (at.view.number > 1) * (1 - at.beat.turn) * (at.beat.place > 0)
    return at.beat.spoken * (100 * near_by - 35 * stays_wide)


@idiom("scale arc", "beat", 0, "as close as this part of the scene wants", "closer or wider than this part wants",
       "facts/editing 8: the place of a close-up in the scene matters, in a U-shape (Balint, Rooney, N = 168)")
def scale_arc(at: Place) -> Count:
    """Close at the beginning and towards the end, wider between."""
    return near(at.view.size, 40 + abs(at.beat.place - 500) * 80 // 1000)


@idiom("cut on motion", "motion", 200, "the cut hides in a movement", "a cut on stillness",
       "facts/editing 8: a third of cuts at a motion onset go unseen; motion after the cut matters (Smith & Henderson)")
def cut_on_motion(at: Place) -> Count:
    """A hidden cut: somebody moves just before it, and more so just after it."""
    known = (at.was.motion.leaves >= 0) & (at.motion.enters >= 0)
    return at.joint.cut * known * (at.was.motion.leaves + 2 * at.motion.enters - 1500) // 15


@idiom("cut against motion", "motion", 0, "the cut is felt: movement against stillness", "the cut goes by unfelt",
       "facts/editing 8: the opposite of the match on action, a cut felt")
def cut_against_motion(at: Place) -> Count:
    """A felt cut: from movement to stillness, or from stillness to movement."""
    known = (at.was.motion.leaves >= 0) & (at.motion.enters >= 0)
    return at.joint.cut * known * (abs(at.motion.enters - at.was.motion.leaves) - 500) // 5


@idiom("reveal", "beat", 0, "", "shows the lead's face too early", OURS)
def reveal(at: Place) -> Count:
    """The lead's face is held back for the first third."""
    return -100 * at.view.lead * (at.beat.place < 333)


@idiom("last look", "last", 300, "ends on a face", "", OURS)
def last_look(at: Place) -> Count:
    """The scene ends on one person."""
    return 100 * (at.view.number == 1)


@idiom("overlap", "joint", 1000, "talks over the end of the line", "talks over a line that nobody interrupts",
       "the dash and the parenthetical of screenplays: somebody cuts in")
def overlap(at: Place) -> Count:
    """Somebody begins before the other has ended where the line breaks off, or where the script says so."""
    asks = (at.was.beat.cut_off + at.beat.cuts_in) > 0
    return (at.joint.pause == 3) * (200 * asks - 100)


@idiom("short pause", "squeeze", 16000, "", "no pause was long enough to keep clear of the words",
       "facts/editing 4: 80-120 ms guard; used only where no other cut exists")
def short_pause(at: Place) -> Count:
    """Sound is not cut in a pause too short for the guard, unless there is no other way."""
    return -50 * at.joint.squeezed


IDIOMS = (reaction, listeners_share, j_cut, l_cut, held_silence, room_to_breathe, tempo_curve, tempo_falling,
          tempo_wave, screen_direction, eyeline_match, thirty_degrees, ping_pong, time_to_look,
          near_the_speaker, scale_arc, cut_on_motion, cut_against_motion, action_seen, wide_at_a_turn, reveal,
          last_look, overlap, short_pause)


def reveals(material: Material) -> tuple[Idiom, ...]:
    """For everybody in the scene an idiom that holds back their face, as `reveal` does for the lead."""
    return tuple(_reveal(who, 1 << n) for n, who in enumerate(everybody(material)))


def _reveal(who: str, face: int) -> Idiom:
    @idiom(f"reveal {who}", "beat", 0, "", f"shows the face of {who} too early", OURS)
    def made(at: Place) -> Count:
        """The face of one person is held back for the first third."""
        return -100 * ((at.view.faces & face) != 0) * (at.beat.place < 333)
    return made


def idioms(material: Material | None = None) -> tuple[Idiom, ...]:
    """Every idiom of the grammar: Leake's, ours, other packages'; with `material`, also those that name its people.

    Raises `BadTool` where another package brings an idiom that cannot be used.

    >>> [idiom.name for idiom in idioms()][:3]
    ['start wide', 'speaker visible', 'intensify emotion']
    """
    ours = LEAKE + IDIOMS + ACTING + DIALS
    people = faces(material) + reveals(material) if material else ()
    return ours + outside(tuple(each.name for each in ours)) + people
