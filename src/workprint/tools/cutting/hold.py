"""What keeps a cut as it is: pins for every beat of it, so that a hand edit on one leaves the others alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workprint.film import Cut, Material, Pin, Shot
from workprint.film.placed import unsplit
from workprint.tools.cutting.explain import Explainer, Found
from workprint.tools.cutting.ground import Ground


def held(cut: Cut, material: Material, prepared: Ground | None = None) -> tuple[Pin, ...]:
    """A pin for every line of the scene: the take seen, the take heard, the edges of its picture, its reaction.

    A line that the cut leaves out is pinned as removed. Where a shot runs on over several lines, only its own two
    edges are pinned. Of a line under black, under a changed speed, or under a take that the scene does not have, only
    the sound is pinned: no pin can ask for such a picture.
    """
    explainer, cut = Explainer(material, prepared), unsplit(cut)[0]
    found = {each.beat: each for each in explainer.beats(cut)}
    return tuple(_pin(explainer, cut, found, place, line.id)
                 for place, beat in enumerate(explainer.ground.beats) for line in beat.lines
                 if place in found or beat.spoken)


def _pin(explainer: Explainer, cut: Cut, found: dict[int, Found], place: int, line: str) -> Pin:
    each = found.get(place)
    if each is None:
        return Pin(line, removed=True)
    first, last = _run(cut, each)
    heard = explainer.ground.beats[place].said[each.said]
    sound = explainer.ground.takes[heard.take].take.id
    if any(cut.shots[shot].retimed or cut.shots[shot].take not in explainer.places for shot in (first, last)):
        return Pin(line, sound=sound)
    pin = Pin(line, cut.shots[first].take, sound=sound if sound != cut.shots[first].take else "")
    if not _seen_in(cut, found.values(), first, before=place):
        pin = replace(pin, start=cut.shots[first].start)
    if not _seen_in(cut, found.values(), last, after=place):
        pin = replace(pin, out=cut.shots[last].out)
    return _reacting(explainer, pin, cut, each)


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
