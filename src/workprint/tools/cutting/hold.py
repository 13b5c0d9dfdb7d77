"""What keeps a cut as it is: pins for every beat of it, so that a hand edit on one leaves the others alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import groupby, pairwise

import numpy as np

from workprint.film import Cut, Pin, Shot
from workprint.film.placed import laid, unsplit
from workprint.tools.cutting.beats import follows
from workprint.tools.cutting.explain import Explainer, Found
from workprint.tools.cutting.parts import whole_line
from workprint.tools.cutting.wishes import beside


def held(cut: Cut, explainer: Explainer, named: Collection[str] = ()) -> tuple[Pin, ...]:
    """A pin for every line of the scene: the take seen, the take heard, the edges of its picture, its reaction.

    A line that the cut leaves out is pinned as removed. Where a shot runs on over several lines, only its own two
    edges are pinned. Of a line under black, under a changed speed, or under a take that the scene does not have, only
    the sound is pinned: no pin can ask for such a picture. A line is pinned in parts where it is joined from several
    readings or pictures, and where it is `named`.
    """
    cut = unsplit(cut)[0]
    found = {each.beat: each for each in explainer.beats(cut)}
    pins: list[Pin] = []
    beats = explainer.ground.beats
    for whole, group in groupby(enumerate(beats), lambda each: whole_line(each[1].lines[0].id)):
        places = [place for place, _ in group]
        parts = [(place, _pin(explainer, cut, found, place, line.id)) for place in places
                 for line in beats[place].lines if place in found or beats[place].said]
        if len(places) > 1 and whole not in named:
            pins += _joined(whole, parts, found, cut, explainer)
        else:
            pins += [pin for _, pin in parts]
    return tuple(pins)


def _joined(whole: str, parts: list[tuple[int, Pin]], found: dict[int, Found], cut: Cut,
            explainer: Explainer) -> list[Pin]:
    """One pin for a line of which all parts are one reading in one picture; else one for every part."""
    pins = [pin for _, pin in parts]
    if all(pin.removed for pin in pins):
        return [Pin(whole, removed=True)]
    if any(pin.removed for pin in pins) or not all(
            _one(explainer, cut, found[one], found[two]) for (one, _), (two, _) in pairwise(parts)):
        return pins
    if any((pin.take, pin.sound, pin.run) != (pins[0].take, pins[0].sound, pins[0].run) for pin in pins):
        return pins
    reacting = [(place, pin) for place, pin in parts if pin.reaction]
    if len(reacting) > 1:
        return pins
    place, pin = reacting[0] if reacting else parts[0]
    into = found[place].start - found[parts[0][0]].start
    at = None if pin.reaction_at is None else pin.reaction_at + into
    return [replace(pin, line=whole, start=pins[0].start, out=pins[-1].out, reaction_at=at)]


def _one(explainer: Explainer, cut: Cut, one: Found, two: Found) -> bool:
    """Whether two parts are heard in one reading, unbroken, in a picture that runs on."""
    before, behind = (explainer.ground.beats[each.beat].said[each.said] for each in (one, two))
    return (follows(before, behind) and two.start - one.out == behind.start - before.out
            and _run(cut, one)[1] == _run(cut, two)[0])


def _pin(explainer: Explainer, cut: Cut, found: dict[int, Found], place: int, line: str) -> Pin:
    each = found.get(place)
    if each is None:
        return Pin(line, removed=True)
    first, last = _run(cut, each)
    heard = explainer.ground.beats[place].said[each.said]
    sound, run = explainer.ground.takes[heard.take].take.id, _which(explainer, place, each.said)
    if any(cut.shots[shot].retimed or cut.shots[shot].take not in explainer.places for shot in (first, last)):
        return Pin(line, sound=sound, run=run)
    slip = laid(cut.shots)[first].ahead + each.start - heard.start - _in_step(explainer, place, each.said, cut, first)
    pin = Pin(line, cut.shots[first].take, sound=sound if sound != cut.shots[first].take else "", slip=slip, run=run)
    if not _seen_in(cut, found.values(), first, before=place):
        pin = replace(pin, start=cut.shots[first].start)
    if not _seen_in(cut, found.values(), last, after=place):
        pin = replace(pin, out=cut.shots[last].out)
    return _reacting(explainer, pin, cut, each)


def _in_step(explainer: Explainer, place: int, said: int, cut: Cut, shot: int) -> int:
    """The shift at which the tool itself would show that shot's take under a reading."""
    ground, view = explainer.ground, explainer.places[cut.shots[shot].take]
    ways, heard = ground.ways[place], ground.beats[place].said[said]
    rows = np.flatnonzero((ways.said == said) & (ways.view == view))
    if len(rows):
        return int(ways.shift[rows[0]])
    return beside(ground.beats[place], ground.takes[view].take.frames, view, heard)


def _which(explainer: Explainer, place: int, said: int) -> int:
    """Which time the line is said, where its take says it more than once; 0 where there is no question."""
    beat = explainer.ground.beats[place]
    own = [each for each in beat.said if each.take == beat.said[said].take]
    return beat.said[said].readings[0].run if beat.spoken and len(own) > 1 else 0


def _run(cut: Cut, each: Found) -> tuple[int, int]:
    """The first and last shot that show the beat's own take: two where a reaction lies between them."""
    if each.inside < 0:
        return each.main, each.main
    return each.inside - 1, each.inside + 1


def _seen_in(cut: Cut, all_found: Iterable[Found], shot: int, *, before: int = -1, after: int = -1) -> bool:
    """Whether an earlier (or later) beat is seen in the same shot."""
    for each in all_found:
        first, last = _run(cut, each)
        if before >= 0 and each.beat < before and last == shot:
            return True
        if after >= 0 and each.beat > after and first == shot:
            return True
    return False


def _reacting(explainer: Explainer, pin: Pin, cut: Cut, each: Found) -> Pin:
    if each.inside < 0:
        return pin
    shot: Shot = cut.shots[each.inside]
    if shot.retimed or shot.take not in explainer.places:
        return pin
    return replace(pin, reaction=shot.take, reaction_at=cut.starts[each.inside] - each.start,
                   reaction_start=shot.start, reaction_frames=shot.frames)
