"""A curve in colour: every shot has its share of what the dials ask for, and the words' look lies over all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from workprint.film import Alt, Bend, Brief, Keep, Op
from workprint.media.colour import apply_ops, pixels, to_working
from workprint.testing import made_brief
from workprint.tools.colour import ColourTool
from workprint.tools.colour.check import check_grade
from workprint.tools.colour.sight import shown

SHOTS = 6
"""Shots of the cut; each shows one line."""


def brief(want: int = 12) -> Brief:
    """A made cut whose shots show one line each."""
    made = made_brief("colour", want=want, shots=SHOTS)
    lines = [line.id for line in made.material.scene.lines]
    assert made.cut is not None
    shots = tuple(replace(shot, lines=(lines[at],)) for at, shot in enumerate(made.cut.shots))
    return replace(made, cut=replace(made.cut, shots=shots))


def step(of: Brief, at: int = SHOTS // 2) -> tuple[Bend, ...]:
    lines = [line.id for line in of.material.scene.lines]
    return Bend(lines[at - 1], 1000), Bend(lines[at], 0)


def graded(of: Brief, dials: Mapping[str, int], curve: tuple[Bend, ...] = ()) -> list[Alt]:
    tool = ColourTool()
    return list(tool.propose(replace(tool.dialled(of, dials), curve=curve), seed=1))


def plan(alts: list[Alt], name: str) -> Alt:
    return next(alt for alt in alts if any(why.name == "version" and why.says.startswith(f"{name}:")
                                           for why in alt.reasons))


def warmth(alt: Alt, of: Brief) -> list[float]:
    """b* of every shot's picture as it is graded."""
    return [float(shown(apply_ops(to_working(pixels(seen), seen.space), alt.content.ops(at)))[..., 2].mean())
            for at, seen in enumerate(of.seen)]


def test_shots_with_the_tone_have_it_and_the_others_are_as_without() -> None:
    of = brief()
    rest, bent, full = (plan(graded(of, dials, curve), name) for dials, curve, name in (
        ({}, (), "balanced only"), ({"warmth": 600}, step(of), "as asked"), ({"warmth": 600}, (), "as asked")))
    without, with_curve, whole = (np.array(warmth(one, of)) for one in (rest, bent, full))
    assert ((with_curve - without)[:3] > 3).all()
    assert ((with_curve - without)[:3] / (whole - without)[:3] > 0.6).all()
    assert (np.abs(with_curve - without)[3:] < 0.2).all()
    assert not bent.content.look
    assert [why.says for why in bent.reasons if why.name == "tone"] == [
        f"shot {at} has {100 if at < 4 else 0}% of the tone, by its curve" for at in range(1, 7)]


def test_a_tone_that_fades_goes_from_shot_to_shot() -> None:
    of = brief()
    lines = [line.id for line in of.material.scene.lines]
    rest = plan(graded(of, {}), "balanced only")
    fades = plan(graded(of, {"warmth": 600}, (Bend(lines[0], 1000), Bend(lines[5], 0))), "as asked")
    turned = [sum(op.value("mired") * (1 if one is fades else -1) for one in (fades, rest)
                  for op in one.content.shots[at].ops if op.kind == "balance") for at in range(SHOTS)]
    assert turned == sorted(turned, reverse=True)
    assert turned[0] > 100
    assert turned[-1] == 0
    moved = np.array(warmth(fades, of)) - np.array(warmth(rest, of))
    assert moved[:3].mean() > moved[3:].mean() + 1


def test_a_curve_that_is_whole_everywhere_is_none_and_one_that_is_nothing_is_dials_at_rest() -> None:
    of, dials = brief(), {"warmth": -500, "contrast": 400}
    lines = [line.id for line in of.material.scene.lines]
    whole, nothing = (tuple(Bend(line, share) for line in (lines[0], lines[-1])) for share in (1000, 0))
    assert graded(of, dials, whole) == graded(of, dials)
    assert [alt.id for alt in graded(of, dials, nothing)] == [alt.id for alt in graded(of, {})]


def test_words_lie_over_the_whole_scene_and_dials_by_their_shares() -> None:
    of = replace(brief(), words="darker")
    rest = plan(graded(of, {}), "as asked")
    bent = plan(graded(of, {"warmth": 700}, step(of)), "as asked")
    assert bent.content.look == rest.content.look != ()
    moved = np.array(warmth(bent, of)) - np.array(warmth(rest, of))
    assert (moved[:3] > 3).all()
    assert (np.abs(moved[3:]) < 0.5).all()


@pytest.mark.parametrize("keep", [Keep(Op.of("balance", mired=-150), 1), Keep(Op.of("saturation"))])
def test_what_is_kept_stays_and_no_shot_has_two_operations_of_a_kind(keep: Keep) -> None:
    of = replace(brief(), keeps=(keep,))
    for alt in graded(of, {"warmth": 600, "saturation": -500, "softness": 400}, step(of)):
        assert not check_grade(alt.content, of)
        for shot in alt.content.shots:
            kinds = [op.kind for op in shot.ops]
            assert len(set(kinds)) == len(kinds)


def test_a_hand_made_copy_of_a_bent_grade_is_judged_alike() -> None:
    of = brief()
    tool = ColourTool()
    asked = replace(tool.dialled(of, {"warmth": 500}), curve=step(of))
    alt = plan(list(tool.propose(asked, seed=1)), "as asked")
    judged = {why.name: why.points for why in tool.judge(alt.content, asked).reasons}
    told = {why.name: why.points for why in alt.reasons}
    assert judged["asked"] == told["asked"] > 300
    assert judged["together"] == told["together"]
