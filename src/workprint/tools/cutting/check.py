"""The laws of a cut, checked from the cut itself: what no idiom, weight or haste may ever buy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workprint.film import SAMPLE_RATE, Cut, Material, Over, Piece, Pin, Rate, Shot, Take, Veto
from workprint.film.placed import Laid, Lining, framed, laid, runs
from workprint.tools.cutting.lips import Lips
from workprint.tools.cutting.told import Telling
from workprint.tools.cutting.wished import Wished, waived

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
        self.lips, self.telling = Lips(material, self.lining), Telling(material, self.lining)
        self.wished = Wished(material, self.telling)

    def broken(self, cut: Cut, pins: tuple[Pin, ...] = (), vetoes: tuple[Veto, ...] = ()) -> tuple[str, ...]:
        """A sentence for every law that `cut` breaks."""
        missing = tuple(self._frames(cut))
        if missing:
            return missing
        asked, heard = self.wished.asked(pins), self.telling.heard(cut)
        return (*self._lengths(cut), *self._silences(cut), *self._edges(cut),
                *self.telling.faults(heard, self.wished.removed(asked)), *self.lips.differing(cut, waived(asked)),
                *self.wished.broken(cut, heard, asked, vetoes))

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

    def _silences(self, cut: Cut) -> Iterator[str]:
        """Nothing at all to be heard, where something is seen: a room is never quite silent."""
        shots, over = laid(cut.shots), [Laid(each.at, each) for each in cut.over]
        for piece in laid(cut.pieces):
            if piece.shot.take or any(each.at <= piece.at and piece.out <= each.out for each in over):
                continue
            seen = [each.shot.take for each in shots if each.shot.take and each.at < piece.out and piece.at < each.out]
            if seen:
                yield f"from frame {piece.at} to {piece.out} there is no sound at all, and take {seen[0]} is seen"


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
