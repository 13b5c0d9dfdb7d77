"""The laws of a cut, checked from the cut itself: what no idiom, weight or haste may ever buy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from itertools import pairwise

from workprint.film import SAMPLE_RATE, Cut, Material, Over, Piece, Pin, Rate, Shot, Take, Veto
from workprint.film.placed import Laid, Lining, Spoken, framed, laid, runs
from workprint.tools.cutting.lips import Lips

GUARD = SAMPLE_RATE * 8 // 100
"""Samples kept free on both sides of a word. Source: facts/editing 4, 80-120 ms before the attack."""


def check_cut(cut: Cut, material: Material, pins: Iterable[Pin] = (), vetoes: Iterable[Veto] = ()) -> tuple[str, ...]:
    """A sentence for every law that `cut` breaks; nothing for a cut that may be locked.

    Frames exist, sound and picture are equally long and gapless, no sound is cut inside a word or its guard, every
    line that is not removed is heard once, whole and in order, lips agree with what is heard, and every pin and
    veto holds.
    """
    return Laws(material).broken(cut, tuple(pins), tuple(vetoes))


class Laws:
    """The laws over one scene, for checking many cuts of it."""

    def __init__(self, material: Material) -> None:
        self.material, self.lining = material, Lining(material)
        self.lips = Lips(material, self.lining)
        self.lines = {line.id: line for line in material.scene.lines}

    def broken(self, cut: Cut, pins: tuple[Pin, ...] = (), vetoes: tuple[Veto, ...] = ()) -> tuple[str, ...]:
        """A sentence for every law that `cut` breaks."""
        missing = tuple(self._frames(cut))
        if missing:
            return missing
        asked = self._bound(pins)
        spoken = self.lining.spoken(cut)
        return (*self._lengths(cut), *self._silences(cut), *self._edges(cut), *self._told(spoken, asked),
                *self.lips.differing(cut, self._waived(asked)), *self._pins(cut, spoken, asked),
                *self._vetoes(cut, spoken, vetoes))

    def _frames(self, cut: Cut) -> Iterator[str]:
        if cut.scene != self.material.scene.number or cut.rate != self.material.rate:
            yield f"the cut is of scene {cut.scene} at {cut.rate}, the material of {self.material.scene.number}"
        parts: list[tuple[str, Shot | Piece | Over]] = [
            *(("shot", shot) for shot in cut.shots), *(("piece", piece) for piece in cut.pieces),
            *(("second sound", over) for over in cut.over)]
        for what, each in parts:
            yield from self._part(what, each)
        for over in cut.over:
            if over.at < 0 or over.at + over.frames > cut.frames:
                yield (f"the second sound of take {over.take} is laid from frame {over.at} to "
                       f"{over.at + over.frames}, and the cut has {cut.frames}")

    def _part(self, what: str, each: Shot | Piece | Over) -> Iterator[str]:
        """What is wrong with the frames of one part of a cut."""
        name = f"a {what} of take {each.take}" if each.take else f"a {what} of nothing"
        take = self.lining.takes.get(each.take)
        if each.out <= each.start or each.frames <= 0:
            yield f"{name} from {each.start} to {each.out} has no frames"
        elif not each.take:
            return  # black, or no sound
        elif take is None:
            yield f"a {what} is of take {each.take}, which is not in the material"
        elif getattr(each, "room", False):
            if take.room is None:
                yield f"room tone is asked of take {each.take}, which has none"
        elif each.start < take.head:
            yield f"{name} begins at frame {each.start}, and its slate goes up to {take.head}"
        elif each.out > take.frames:
            yield f"a {what} uses frames {each.start} to {each.out} of take {each.take}, which has {take.frames}"

    def _lengths(self, cut: Cut) -> Iterator[str]:
        sound = sum(piece.frames for piece in cut.pieces)
        if sound != cut.frames:
            yield f"the picture is {cut.frames} frames long and the sound {sound}"

    def _edges(self, cut: Cut) -> Iterator[str]:
        for run in runs(cut):
            for edge in (run.shot.start, run.shot.out):
                wrong = self._severed(self.lining.takes[run.shot.take], edge)
                if wrong:
                    yield wrong

    def _severed(self, take: Take, edge: int) -> str:
        """What is wrong with cutting a take's sound at a frame edge; nothing if it is right."""
        place = take.rate.sample(edge)
        words = [word for word, _ in self.lining.words.get(take.id, [])]
        inside = [word for word in words if word.start < place < word.out]
        if inside:
            return f"the sound of take {take.id} is cut at frame {edge}, inside the word {inside[0].text!r}"
        before = max((word.out for word in words if word.out <= place), default=None)
        behind = min((word.start for word in words if word.start >= place), default=None)
        least = guard(before, behind, take)
        close = [gap for gap in (None if before is None else place - before,
                                 None if behind is None else behind - place) if gap is not None and gap < least]
        return (f"the sound of take {take.id} is cut at frame {edge}, {close[0] * 1000 // SAMPLE_RATE} ms from a word"
                if close else "")

    def _told(self, spoken: tuple[Spoken, ...], pins: tuple[Pin, ...]) -> Iterator[str]:
        removed = {pin.line for pin in pins if pin.removed}
        heard = [each.reading.line for each in sorted(spoken, key=lambda each: each.start)]
        known = [line for line in heard if line in self.lines]
        for line in self.material.scene.spoken:
            times = known.count(line.id)
            if line.id in removed and times:
                yield f"line {line.id} is heard, though it is removed"
            if line.id not in removed and times != 1:
                yield f"line {line.id} is heard {times} times"
        order = {line.id: n for n, line in enumerate(self.material.scene.lines)}
        for one, two in pairwise(known):
            if order[one] > order[two] and not (self.lines[one].dual or self.lines[two].dual):
                yield f"line {two} is heard after line {one}"

    def _waived(self, pins: tuple[Pin, ...]) -> Callable[[Shot], bool]:
        """Whether an artist asked for what is seen in a shot, whatever the lips do."""
        lines = {pin.line for pin in pins if pin.slip or (pin.take and pin.sound and pin.take != pin.sound)}
        reacting = {(pin.line, pin.reaction) for pin in pins if pin.reaction}
        return lambda shot: bool(lines & set(shot.lines) or any((line, shot.take) in reacting for line in shot.lines))

    def _silences(self, cut: Cut) -> Iterator[str]:
        """Nothing at all to be heard, where something is seen: a room is never quite silent."""
        shots, over = laid(cut.shots), [Laid(each.at, each) for each in cut.over]
        for piece in laid(cut.pieces):
            if piece.shot.take or any(each.at <= piece.at and piece.out <= each.out for each in over):
                continue
            seen = [each.shot.take for each in shots if each.shot.take and each.at < piece.out and piece.at < each.out]
            if seen:
                yield f"from frame {piece.at} to {piece.out} there is no sound at all, and take {seen[0]} is seen"

    def _bound(self, pins: tuple[Pin, ...]) -> tuple[Pin, ...]:
        """What is asked of every line, all its pins together; a locked take asks for every line it has."""
        asked: dict[str, Pin] = {}
        for pin in pins:
            covered = [pin.line] if pin.line else [
                line for line in self.lines if any(reading.line == line and reading.take == (pin.take or pin.sound)
                                                   and reading.said for reading in self.material.readings)]
            for line in covered:
                asked[line] = _both(asked.get(line, Pin(line)), pin)
        # What is removed is not seen, whatever else was once asked of it.
        return tuple(Pin(line, removed=True) if pin.removed else pin for line, pin in asked.items())

    def _pins(self, cut: Cut, spoken: tuple[Spoken, ...], pins: tuple[Pin, ...]) -> Iterator[str]:
        shots = laid(cut.shots)
        trims = {(pin.line, name) for pin in pins for name in ("start", "out") if getattr(pin, name) is not None}
        reactions = {pin.line: pin.reaction for pin in pins if pin.reaction}
        for pin in pins:
            heard = next((each for each in spoken if each.reading.line == pin.line), None)
            on = [shot for shot in shots if pin.line in getattr(shot.shot, "lines", ())]
            wrong = (list(_removed(pin, on)) if pin.removed else
                     [*_taken(pin, heard, on, trims, reactions), *_trimmed(pin, on), *_slipped(pin, heard, cut, on),
                      *_reacted(pin, heard, on)])
            yield from (f"line {pin.line} is pinned, but {what}" for what in wrong)

    def _vetoes(self, cut: Cut, spoken: tuple[Spoken, ...], vetoes: tuple[Veto, ...]) -> Iterator[str]:
        for veto in vetoes:
            for shot in cut.shots:
                if shot.take == veto.take and (not veto.line or veto.line in shot.lines):
                    yield f"take {veto.take} is seen{f' on line {veto.line}' if veto.line else ''}, though vetoed"
            heard = [each.reading for each in spoken if each.reading.take == veto.take]
            if any(not veto.line or reading.line == veto.line for reading in heard):
                yield f"take {veto.take} is heard, though vetoed"


def guard(before: int | None, behind: int | None, take: Take) -> int:
    """Samples to keep from words in the pause between two of them (None: the head or tail of the take).

    The whole guard where some frame edge keeps it; else half the pause, less the half frame to the nearest edge.
    """
    rate: Rate = take.rate
    start, end = before or 0, rate.sample(take.frames) if behind is None else behind
    first = 0 if before is None else framed(0, before + GUARD, rate)[1]
    last = take.frames if behind is None else rate.frame_of(end - GUARD) if end >= GUARD else -1
    if first <= last:
        return GUARD
    return min(GUARD, (end - start) // 2 - rate.sample(1) // 2 - 1)


def _both(first: Pin, second: Pin) -> Pin:
    """Two pins of one line as one; where they contradict each other, the later one holds."""
    asked = {field.name: value for field in fields(Pin)
             if field.name != "line" and (value := getattr(second, field.name)) != field.default}
    return replace(first, **asked)


def _removed(pin: Pin, on: list[Laid]) -> Iterator[str]:
    if on:
        yield "it is seen, though it is removed"


def _taken(pin: Pin, heard: Spoken | None, on: list[Laid], trims: set[tuple[str, str]],
           reactions: dict[str, str]) -> Iterator[str]:
    sound = pin.sound or pin.take
    if heard and sound and heard.reading.take != sound:
        yield f"take {heard.reading.take} is heard and not {sound}"
    if not pin.take:
        return
    main = [shot for shot in on if shot.shot.take != reactions.get(pin.line, pin.take) or shot.shot.take == pin.take]
    # A trim asks for another picture at that end, and only there.
    first = 1 if (pin.line, "start") in trims and main and main[0].shot.take != pin.take else 0
    last = 1 if (pin.line, "out") in trims and main and main[-1].shot.take != pin.take else 0
    kept = main[first:len(main) - last]
    for shot in kept:
        if shot.shot.take != pin.take:
            yield f"take {shot.shot.take} is seen on it and not {pin.take}"
    if not kept:
        yield f"take {pin.take} is not seen on it"


def _trimmed(pin: Pin, on: list[Laid]) -> Iterator[str]:
    if pin.start is not None and not any(shot.shot.start == pin.start and pin.take in ("", shot.shot.take)
                                         for shot in on):
        yield f"no shot of it begins at frame {pin.start} of the take"
    if pin.out is not None and not any(shot.shot.out == pin.out and pin.take in ("", shot.shot.take) for shot in on):
        yield f"no shot of it ends at frame {pin.out} of the take"


def _slipped(pin: Pin, heard: Spoken | None, cut: Cut, on: list[Laid]) -> Iterator[str]:
    if not pin.slip or heard is None:
        return
    sound = next(run for run in runs(cut)
                 if run.shot.take == heard.reading.take and run.at <= heard.start and heard.out <= run.out)
    for shot in on:
        inside = min(shot.out, heard.out) - max(shot.at, heard.start) > 0
        own = inside and shot.shot.take == heard.reading.take == (pin.take or shot.shot.take)
        if own and shot.ahead - sound.ahead != pin.slip:
            yield f"its picture is slipped by {shot.ahead - sound.ahead} frames and not by {pin.slip}"


def _reacted(pin: Pin, heard: Spoken | None, on: list[Laid]) -> Iterator[str]:
    if not pin.reaction or heard is None:
        return
    found = [shot for shot in on if shot.shot.take == pin.reaction and heard.start < shot.at and shot.out < heard.out
             and pin.reaction_at in (None, shot.at - heard.start)
             and pin.reaction_start in (None, shot.shot.start) and pin.reaction_frames in (None, shot.shot.frames)]
    if not found:
        yield f"the reaction of {pin.reaction} is not seen inside it where it was asked for"
