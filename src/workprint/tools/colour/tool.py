"""The colour tool: a brief with a cut in, whole grades out, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from workprint.film import Alt, BadValue, Brief, CannotCut, Dial, Grade, Keep, Made, Material, Meant, Reference
from workprint.media import conform
from workprint.tools.colour import dials
from workprint.tools.colour.check import check_grade
from workprint.tools.colour.kept import Shelf
from workprint.tools.colour.likened import likened
from workprint.tools.colour.meant import meant
from workprint.tools.colour.offer import CARD, judged, offered
from workprint.tools.colour.plans import asked
from workprint.tools.colour.references import hero


class ColourTool:
    """Grades a cut in many ways: the shots brought together, and one look over all of them.

    A tool keeps what it measured of the last cuts, so that a turned dial is answered at once.
    """

    card = CARD

    def __init__(self) -> None:
        self._shelf = Shelf()

    def propose(self, brief: Brief, *, seed: int) -> Iterator[Alt]:
        """Up to `brief.want` grades of the brief's cut: six that differ plainly, then the others by score.

        Raises `CannotCut` without a cut or a picture of it, `BadValue` for words, weights or references of which
        nothing is known.
        """
        of = asked(brief)
        kept = self._shelf.kept(brief, hero(brief))
        yield from offered(replace(of, pointed=kept.pointed(brief, of.pointed)), kept, brief, seed)

    def judge(self, content: Grade, brief: Brief) -> Alt:
        """A grade that was made by hand or elsewhere, with its reasons and axes."""
        of, kept = asked(brief), self._shelf.kept(brief, hero(brief))
        return judged(content, of, kept, brief)

    def keeps(self, alt: Alt) -> tuple[Keep, ...]:
        """Keeps that leave every operation of a grade as it is: what a hand edit on one leaves alone."""
        grade = _grade_of(alt)
        shots = (Keep(op, at) for at, shot in enumerate(grade.shots) for op in shot.ops)
        return (*shots, *(Keep(op) for op in grade.look))

    def check(self, alt: Alt, brief: Brief) -> tuple[str, ...]:
        """A sentence for every law of `check_grade` that a grade breaks."""
        return check_grade(_grade_of(alt), brief)

    def dials(self, material: Material) -> tuple[Dial, ...]:
        """What a person may turn."""
        return dials.DIALS

    def dialled(self, brief: Brief, settings: Mapping[str, int]) -> Brief:
        """The brief with dials set, -1000 to 1000, as weights. Raises `BadValue`."""
        return dials.dialled(brief, settings)

    def settings(self, brief: Brief) -> tuple[tuple[str, int], ...]:
        """Where every dial stands in a brief."""
        return dials.settings(brief)

    def hears(self, words: str, material: Material) -> Meant:
        """First guesses for the dials, and the words that nothing is known of."""
        return meant(words, material)

    def likens(self, reference: Reference, brief: Brief) -> Meant:
        """Leans that bring the scene near to a still, a shot or a film, with what was measured of both."""
        return likened(reference, self._shelf.kept(brief, hero(brief)))

    def measured(self, alt: Alt, brief: Brief) -> tuple[tuple[str, int], ...]:
        """What a grade has of everything that a dial turns, in thousandths of its axis."""
        found = dict(alt.axes)
        return tuple((dial.name, found[dial.name]) for dial in dials.DIALS)

    def conform(self, alt: Alt, material: Material, out: Path) -> Made:
        """The graded cut as a movie at `out`. Raises `CannotCut` where the grade's cut was not seen by this tool."""
        grade = _grade_of(alt)
        cut = self._shelf.cut(grade.cut)
        if cut is None:
            raise CannotCut(f"a grade of cut {grade.cut[:8]} was to be made, and that cut is not known here",
                            "a grade that this tool proposed or judged would do", "propose or judge it first")
        return conform(cut, material, out, grade=grade)


def _grade_of(alt: Alt) -> Grade:
    if not isinstance(alt.content, Grade):
        raise BadValue(f"alternative {alt.id[:8]} came with a {type(alt.content).__name__.lower()}",
                       "a grade would do", "choose one that the colour tool offered")
    return alt.content
