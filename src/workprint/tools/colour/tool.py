"""The colour tool: a brief with a cut in, whole grades out, each with its reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from workprint.film import Alt, BadValue, Brief, CannotCut, Dial, Grade, Keep, Made, Material, Op, ShotGrade, ToolCard
from workprint.media import conform
from workprint.media.colour import apply_ops
from workprint.tools.colour import dials
from workprint.tools.colour.balance import Shots
from workprint.tools.colour.check import check_grade
from workprint.tools.colour.kept import Kept, Shelf
from workprint.tools.colour.plans import Asked, Plan, asked, plans
from workprint.tools.colour.reasons import Judged, reasons
from workprint.tools.colour.references import hero
from workprint.tools.colour.sight import Floats, shown, values
from workprint.tools.colour.solve import Solved, aim
from workprint.tools.colour.spread import six
from workprint.tools.colour.variables import SKIN, axes


class ColourTool:
    """Grades a cut in many ways: the shots brought together, and one look over all of them.

    A tool keeps what it measured of the last cuts, so that a turned dial is answered at once.
    """

    card = ToolCard("colour", "1", "colour",
                    "Proposes whole grades of a cut, by words, by reference and by dials, each with its reasons.",
                    "nothing: measurement, mathematics and a list of words", "fully")

    def __init__(self) -> None:
        self._shelf = Shelf()

    def propose(self, brief: Brief, *, seed: int) -> Iterator[Alt]:
        """Up to `brief.want` grades of the brief's cut: six that differ plainly, then the others by score.

        Raises `CannotCut` without a cut or a picture of it, `BadValue` for words, weights or references of which
        nothing is known.
        """
        of = asked(brief)
        kept = self._shelf.kept(brief, hero(brief))
        of = replace(of, pointed=tuple(each.measured(kept.ground.there[:-2], kept.ground.steps)
                                       for each in of.pointed))
        if brief.want > 0:
            yield from _offered(_made(of, kept, brief, seed), of, kept, brief)

    def judge(self, content: Grade, brief: Brief) -> Alt:
        """A grade that was made by hand or elsewhere, with its reasons and axes."""
        of, kept = asked(brief), self._shelf.kept(brief, hero(brief))
        shots = tuple(shot.ops for shot in content.shots)
        seen = shown(_looked(kept, shots, content.look))
        found = Solved(content.look, kept.ground.moved(values(seen, kept.sight.marks)), seen)
        return _alt(content, found, shots, None, of, kept, brief)

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
        burnt: Callable[..., Made] = conform
        return burnt(cut, material, out, grade=grade)


def _grade_of(alt: Alt) -> Grade:
    if not isinstance(alt.content, Grade):
        raise BadValue(f"alternative {alt.id[:8]} came with a {type(alt.content).__name__.lower()}",
                       "a grade would do", "choose one that the colour tool offered")
    return alt.content


def _looked(kept: Kept, shots: Shots, look: tuple[Op, ...]) -> Floats:
    return apply_ops(kept.sight.graded(shots), look)


def _made(of: Asked, kept: Kept, brief: Brief, seed: int) -> list[tuple[Plan, Shots, Solved]]:
    """Every plan as a grade, without those that come to the same."""
    guarded = SKIN not in dials.off(brief)
    planned = list(plans(of, brief.want, seed))
    solving = [plan for plan in planned if plan.solved]
    looks = kept.solver.solve([aim(plan.start, dict(plan.wishes), plan.holds, skin=guarded) for plan in solving])
    solved = dict(zip(map(id, solving), looks, strict=True))
    made: dict[tuple[Shots, tuple[Op, ...]], tuple[Plan, Shots, Solved]] = {}
    for plan in planned:
        shots = kept.balanced if plan.balanced else kept.as_shot
        found = solved.get(id(plan)) or _plain(kept, shots, plan.start.ops)
        made.setdefault((shots, found.ops), (plan, shots, found))
    return list(made.values())


def _plain(kept: Kept, shots: Shots, look: tuple[Op, ...]) -> Solved:
    seen = shown(_looked(kept, shots, look))
    return Solved(look, kept.ground.moved(values(seen, kept.sight.marks)), seen)


def _offered(made: list[tuple[Plan, Shots, Solved]], of: Asked, kept: Kept, brief: Brief) -> Iterator[Alt]:
    alts = [_alt(_grade(kept, shots, found.ops), found, shots, plan, of, kept, brief) for plan, shots, found in made]
    good = [at for at, (alt, (plan, _, _)) in enumerate(zip(alts, made, strict=True)) if _shown(alt, plan, of)]
    first = [good[at] for at in six([made[at][2].lab for at in good], kept.sight.marks.weight)]
    rest = sorted((at for at in good if at not in first), key=lambda at: (-alts[at].score, alts[at].id))
    yield from (alts[at] for at in [*first, *rest][:brief.want])


def _shown(alt: Alt, plan: Plan, of: Asked) -> bool:
    """Whether a grade is offered: one that breaks a guard is, and says so, where it is just what was asked for."""
    return not any(reason.name.startswith("guard:") for reason in alt.reasons) or plan.plain


def _alt(grade: Grade, found: Solved, shots: Shots, plan: Plan | None, of: Asked, kept: Kept, brief: Brief) -> Alt:
    verdicts = kept.guarded.verdicts(shots, grade.look, dials.off(brief))
    judged = Judged(grade, found.lab, found.moved, verdicts)
    measured = kept.ground.there[:-2] + found.moved[:-2] * kept.ground.steps
    return Alt(ColourTool.card.name, grade, reasons(judged, of, plan, kept, brief), axes(measured))


def _grade(kept: Kept, shots: Shots, look: tuple[Op, ...]) -> Grade:
    cut = kept.sight.cut
    rows = tuple(ShotGrade(shot.take, shot.start, shot.out, kept.sight.space(at), ops)
                 for at, (shot, ops) in enumerate(zip(cut.shots, shots, strict=True)))
    return Grade(cut.scene, kept.cut, cut.frames, rows, look)
