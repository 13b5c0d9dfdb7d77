"""A curve: what dials add counts by each line's share, in the solver, in the reasons and in what is explained."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from statistics import mean

import pytest

from workprint.film import Alt, Bend, Brief, Cut, Material, shares
from workprint.tools.cutting import CuttingTool, idioms, made_scene
from workprint.tools.cutting.along import shares_of
from workprint.tools.cutting.every_cut import best_of_all
from workprint.tools.cutting.explain import explain
from workprint.tools.cutting.ground import NEVER, ground
from workprint.tools.cutting.halves import halves
from workprint.tools.cutting.made_scene import EVERYTHING
from workprint.tools.cutting.measure import Ruler
from workprint.tools.cutting.solve import Scales, ahead, best, worth
from workprint.tools.cutting.stage import stage
from workprint.tools.cutting.tool import weighed
from workprint.tools.cutting.wishes import wishes

LINES = 14
"""Lines of the scenes that are cut here."""


def scene(seed: int) -> Material:
    return made_scene(seed, LINES, 7, people=2)


def step(material: Material, at: int = LINES // 2) -> tuple[Bend, ...]:
    """All of the tone before a line, and nothing from it on."""
    lines = [line.id for line in material.scene.lines]
    return Bend(lines[at - 1], 1000), Bend(lines[at], 0)


def proposed(material: Material, dials: dict[str, int], curve: tuple[Bend, ...] = (), want: int = 24) -> list[Alt]:
    tool = CuttingTool()
    brief = replace(tool.dialled(Brief(material, want=want), dials), curve=curve)
    return list(tool.propose(brief, seed=1))


def closeness(alts: list[Alt], material: Material, lines: set[str]) -> float:
    """Mean size of the shots that show these lines, by time."""
    size = Ruler(halves(material)).size
    seen = [(shot.frames, size[shot.take]) for alt in alts for shot in _shots(alt.content, lines) if shot.take in size]
    return sum(frames * each for frames, each in seen) / max(1, sum(frames for frames, _ in seen))


def shots(alts: list[Alt], material: Material, lines: set[str]) -> float:
    """How many shots show these lines, on the mean: pictures that begin there."""
    return mean(len(_shots(alt.content, lines)) for alt in alts)


def _shots(cut: Cut, lines: set[str]) -> list:
    return [shot for shot in cut.shots if shot.lines and shot.lines[0] in lines]


@pytest.mark.parametrize(("dials", "measured"), [({"closeness": 900}, closeness), ({"pace": 900}, shots)])
def test_a_curve_steers_the_lines_that_have_the_tone_and_leaves_the_others(dials, measured) -> None:
    moved, left, whole = [], [], []
    for seed in range(8):
        material = scene(seed)
        lines = [line.id for line in material.scene.lines]
        with_tone, without = set(lines[:LINES // 2]), set(lines[LINES // 2:])
        rest, bent, full = (proposed(material, turned, curve) for turned, curve in
                            (({}, ()), (dials, step(material)), (dials, ())))
        moved.append(measured(bent, material, with_tone) - measured(rest, material, with_tone))
        left.append(measured(bent, material, without) - measured(rest, material, without))
        whole.append(measured(full, material, without) - measured(rest, material, without))
    assert mean(moved) > 0
    assert mean(whole) > 0
    assert mean(moved) > 3 * abs(mean(left))
    assert mean(whole) > 3 * abs(mean(left))


def test_a_curve_that_is_whole_everywhere_is_none_and_one_that_is_nothing_is_dials_at_rest() -> None:
    for seed in range(6):
        material, dials = scene(seed), {"pace": 700, "closeness": -400, "silence": 300}
        ends = [material.scene.lines[0].id, material.scene.lines[5].id, material.scene.lines[-1].id]
        whole, nothing = (tuple(Bend(line, share) for line in ends) for share in (1000, 0))
        assert proposed(material, dials, whole, 12) == proposed(material, dials, (), 12)
        assert [(alt.id, alt.reasons) for alt in proposed(material, dials, nothing, 12)] == [
            (alt.id, alt.reasons) for alt in proposed(material, {}, (), 12)]


def test_the_solver_with_a_curve_equals_brute_force() -> None:
    for seed in range(40):
        material = made_scene(seed, 2 + seed % 3, 2 + seed % 2, people=2 + seed // 5 % 2)
        chance = Random(seed)
        weights = {one.name: chance.randrange(1, 1500) * chance.choice((-1, 1)) for one in idioms(material)}
        found = ground(material)
        curve = tuple(Bend(line.id, chance.randrange(0, 1001)) for line in material.scene.lines)
        along = shares_of(curve, material, found.beats)
        on = stage(found, wishes(found, (), ()))
        value = worth(on, Scales(found, idioms(material), weights, along))
        top = best(value, ahead(value))[0]
        assert (None if top < NEVER // 2 else top) == best_of_all(on, idioms(material), weights, along), seed
        assert along, seed


def test_the_reasons_of_a_bent_cut_add_up_and_the_judge_says_the_same() -> None:
    tool, same, cuts = CuttingTool(), 0, 0
    for seed in range(4):
        material = made_scene(seed, LINES, 7, people=2, odds=EVERYTHING)
        brief = replace(tool.dialled(Brief(material, want=12), {"pace": 800, "closeness": 600, "hidden cuts": -900}),
                        curve=step(material))
        for alt in tool.propose(brief, seed=1):
            judged = tool.judge(alt.content, brief)
            same += set(judged.reasons) == set(alt.reasons)
            assert set(explain(alt.content, material, brief.weights, brief.curve)) == set(judged.reasons)
            assert judged.score != tool.judge(alt.content, replace(brief, curve=())).score
            cuts += 1
    assert same >= 0.9 * cuts


def test_the_best_cut_is_worth_what_its_reasons_add_up_to() -> None:
    for seed in range(6):
        material = scene(seed)
        tool = CuttingTool()
        brief = replace(tool.dialled(Brief(material, want=1), {"pace": -900, "silence": 800}), curve=step(material))
        (alt,) = tool.propose(brief, seed=1)
        table = tool._shelf.kept(brief)
        value = worth(stage(table.ground, wishes(table.ground, (), ())), table.scales(weighed(brief), brief.curve))
        assert alt.score == best(value, ahead(value))[0], seed


def test_shares_go_evenly_from_bend_to_bend_and_stay_before_and_after() -> None:
    lines = [f"1/{n}" for n in range(1, 8)]
    curve = (Bend("1/6", 0), Bend("1/2", 800), Bend("2/1", 5))
    assert shares(curve, lines) == (800, 800, 600, 400, 200, 0, 0)
    assert shares((), lines) == (1000,) * 7
    assert shares((Bend("2/1", 5),), lines) == (1000,) * 7
