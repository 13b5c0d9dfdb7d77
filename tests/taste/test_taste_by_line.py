"""A taste that depends on the line: told of some lines against the others, said, changed, forgotten."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from taste_people import made_alt

from workprint.film import Alt
from workprint.taste import Lesson, Told, learn, turns, weighed_alts, why_above

LATE = "closeness on late lines"


def shown(chance: Random) -> dict[str, int]:
    """What is measured of a made cut."""
    whole = {name: chance.randrange(300, 700) for name in ("closeness", "pace")}
    return {**whole, LATE: chance.randrange(420, 580)}


def answers(count: int, seed: int = 1) -> list[Lesson]:
    """Of somebody who wants it closer on late lines, and cares for nothing else."""
    chance, found = Random(seed), []
    for _ in range(count):
        six = [shown(chance) for _ in range(6)]
        at = max(range(6), key=lambda place: six[place][LATE] / 25 + chance.gauss(0, 1))
        found.append(Lesson("circle", six[at], tuple(six[:at] + six[at + 1:]), at))
    return found


def alts() -> list[Alt]:
    chance = Random(5)
    return [replace(made_alt(n, seen["pace"], seen["closeness"]), on_lines=((LATE, seen[LATE]),))
            for n, seen in enumerate(shown(chance) for _ in range(8))]


def test_it_is_learned_said_and_ranks() -> None:
    taste = learn(answers(25))
    even, later = {"closeness": 500, "pace": 500, LATE: 450}, {"closeness": 500, "pace": 500, LATE: 550}
    assert taste.chance(later, even) > 800
    said = {one.axis: one for one in taste.beliefs}
    assert said[LATE].kind == "more"
    assert said[LATE].says.endswith("you like closer pictures on late lines than on others")
    weighed = weighed_alts(alts(), taste)
    best, worst = (end(weighed, key=lambda alt: dict(alt.on_lines)[LATE]) for end in (max, min))
    reason = next(one for one in best.reasons if one.name == f"taste:{LATE}")
    assert reason.points > 0
    assert reason.says == ("you have leaned to closer pictures on late lines than on others, and this one has it")
    assert sum(one.points for one in why_above(best, worst)) == best.score - worst.score
    turn = next(one for one in turns(best, worst, taste) if one.axis == LATE)
    assert "on late lines" in turn.says
    assert "of 100" in turn.says


def test_taking_the_named_reason_away_changes_the_rank_most() -> None:
    taste = learn(answers(25))
    weighed = weighed_alts(alts(), taste)

    def order(without: str) -> list[str]:
        return [alt.id for alt in sorted(weighed, key=lambda alt: -sum(
            one.points for one in alt.reasons if one.name != without))]

    moved = {name: sum(one != other for one, other in zip(order(""), order(name), strict=True))
             for name in (f"taste:{LATE}", "taste:pace", "taste:closeness")}
    assert moved[f"taste:{LATE}"] == max(moved.values()) > 0


def test_who_cares_for_whole_cuts_is_hardly_taken_for_one_who_decides_by_the_line() -> None:
    chance, found = Random(3), []
    for _ in range(25):
        six = [shown(chance) for _ in range(6)]
        at = max(range(6), key=lambda place: six[place]["pace"] / 60 + chance.gauss(0, 1))
        found.append(Lesson("circle", six[at], tuple(six[:at] + six[at + 1:]), at))
    assert LATE not in {one.axis for one in learn(found).beliefs}


def test_it_can_be_set_frozen_and_forgotten_and_old_answers_without_it_count_still() -> None:
    told = answers(25)
    assert LATE not in {one.axis for one in learn([*told, Told(LATE, "forget")]).beliefs}
    less = learn([*told, Told(LATE, "set", "less")])
    says = {one.axis: one.says for one in less.beliefs}[LATE]
    assert says == "you said that you like wider pictures on late lines than on others"
    frozen = learn([*told, Told(LATE, "freeze"), *[replace(one, mark="ng") for one in answers(40, 2)]])
    assert abs(frozen.slope(2) - learn(told).slope(2)) < 0.05
    before = [replace(one, axes=_whole(one.axes), beside=tuple(map(_whole, one.beside))) for one in answers(20, 4)]
    assert {one.axis for one in learn([*before, *told]).beliefs} >= {LATE}


def _whole(axes: object) -> dict[str, int]:
    return {name: value for name, value in dict(axes).items() if name != LATE}  # type: ignore[call-overload]
