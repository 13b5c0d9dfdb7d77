"""The measured craft variables of a cut: its axes, each a whole number in thousandths."""

from __future__ import annotations

from bisect import bisect_right

from workprint.film import SIZES, Cut, Material, Shot, Take
from workprint.film.placed import Spoken, unsplit
from workprint.tools.cutting.by_line import against_others, pace, stretched, told_apart
from workprint.tools.cutting.halves import Halves, halves
from workprint.tools.cutting.parts import whole_line
from workprint.tools.cutting.takes import leading


def measure_cut(cut: Cut, material: Material) -> tuple[tuple[str, int], ...]:
    """The axes of any cut of the scene, by name, in thousandths (0 to 1000).

    pace: 500 at a mean shot of three seconds, towards 1000 the shorter shots are. closeness: mean shot size, from
    extreme long (0) to extreme close-up (1000), by time. whose scene: share of the time with a face in which the
    lead's is seen, shared where others are seen, too. silence: share of the time in which nobody speaks. energy:
    mean voice energy of what is heard, by time. listening: share of speech over a picture without its speaker.
    overlap: share of picture cuts that fall while somebody speaks.
    """
    return Ruler(halves(material)).axes(cut)


class Ruler:
    """Measures many cuts of one scene."""

    def __init__(self, split: Halves) -> None:
        self.split, material = split, split.material
        self.lead = leading(material)
        self.who = {line.id: line.who for line in material.scene.lines}
        self.faces = {take.id: _faces(take) for take in material.takes}
        steps = {size: place for place, (size, _) in enumerate(reversed(SIZES))}
        self.size = {take.id: 1000 * steps[size] // (len(SIZES) - 1) for take in material.takes
                     if take.setup and (size := take.setup.size)}
        self.kinds = told_apart(material, self.lead)

    def axes(self, cut: Cut) -> tuple[tuple[str, int], ...]:
        """The axes of one cut."""
        return self.measured(cut)[0]

    def measured(self, cut: Cut) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
        """The axes of one cut, and what they are on some of its lines against the others."""
        cut = unsplit(cut)[0]
        heard = self._heard(cut)
        listens = self._listening(cut, heard)
        stretches = tuple(stretched(cut, heard, listens, self.size)) if heard and self.kinds else ()
        rate = 1000 * cut.rate.numerator // cut.rate.denominator
        return self._axes(cut, heard, sum(listens)), against_others(self.kinds, stretches, rate)

    def _axes(self, cut: Cut, heard: tuple[Spoken, ...], listens: int) -> tuple[tuple[str, int], ...]:
        frames = max(1, cut.frames)
        talk = sum(each.out - each.start for each in heard)
        mean = frames * cut.rate.denominator * 1000 // (max(1, len(cut.shots)) * cut.rate.numerator)
        return (("pace", pace(mean)),
                ("closeness", self._closeness(cut)), ("whose scene", self._share(cut, self.lead)),
                ("silence", max(0, 1000 - 1000 * talk // frames)), ("energy", _energy(heard) // max(1, talk)),
                ("listening", 1000 * listens // max(1, talk)),
                ("overlap", _overlap(cut, heard)))

    def _heard(self, cut: Cut) -> tuple[Spoken, ...]:
        """Every line that is heard whole, and the parts of those that are joined from several readings."""
        whole = self.split.whole.spoken(cut)
        joined = self.split.at.keys() - {each.reading.line for each in whole}
        if not joined:
            return whole
        parts = [each for each in self.split.parted.spoken(cut) if whole_line(each.reading.line) in joined]
        return tuple(sorted((*whole, *parts), key=lambda each: each.start))

    def _closeness(self, cut: Cut) -> int:
        known = [(shot.frames, self.size[shot.take]) for shot in cut.shots if shot.take in self.size]
        time = sum(frames for frames, _ in known)
        return sum(frames * size for frames, size in known) // time if time else 500

    def seen(self, cut: Cut, who: str) -> int:
        """Share of the time with a face in which somebody's is seen, shared where others are seen, too."""
        return self._share(unsplit(cut)[0], who)

    def _share(self, cut: Cut, who: str) -> int:
        seen = [(shot.frames, self._seen(shot)) for shot in cut.shots]
        alone = sum(1000 * frames // len(faces) for frames, faces in seen if who in faces)
        return alone // max(1, sum(frames for frames, faces in seen if faces))

    def _listening(self, cut: Cut, heard: tuple[Spoken, ...]) -> list[int]:
        """Frames of every line that is heard over faces of which none is the speaker's."""
        starts, found = cut.starts, []
        for each in heard:
            total = 0
            who = self.who.get(whole_line(each.reading.line))
            for n in range(max(0, bisect_right(starts, each.start) - 1), len(starts)):
                if starts[n] >= each.out:
                    break
                faces = self._seen(cut.shots[n])
                if faces and who not in faces:
                    total += max(0, min(each.out, starts[n] + cut.shots[n].frames) - max(each.start, starts[n]))
            found.append(total)
        return found

    def _seen(self, shot: Shot) -> frozenset[str]:
        """Whose faces a shot shows: none in black, or in a take that the material does not have."""
        return self.faces.get(shot.take, frozenset())


def _faces(take: Take) -> frozenset[str]:
    people = take.setup.people if take.setup else ()
    if not all(person.who for person in people):
        return frozenset()  # a face without a name may be anybody's
    return frozenset(person.who for person in people if person.look != "away")


def _energy(heard: tuple[Spoken, ...]) -> int:
    return sum((each.out - each.start) * (each.reading.performance.energy if each.reading.performance else 500)
               for each in heard)


def _overlap(cut: Cut, heard: tuple[Spoken, ...]) -> int:
    """Thousandths of the picture cuts that fall inside a reading."""
    starts = [each.start for each in heard]
    inside = 0
    for at in cut.starts[1:]:
        n = bisect_right(starts, at - 1) - 1
        inside += n >= 0 and at < heard[n].out
    return 1000 * inside // max(1, len(cut.shots) - 1)
