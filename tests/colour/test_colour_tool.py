"""The colour tool keeps the contract and the loop's laws, and offers six grades that differ and hold together."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workprint.film import (
    Alt,
    BadValue,
    Brief,
    CannotCut,
    Grade,
    Keep,
    Op,
    Reference,
    canonical,
    content_hash,
    from_plain,
    to_plain,
)
from workprint.media.colour import apply_ops, delta_e, pixels, seen_of, to_view, to_working
from workprint.testing import check_tool, made_brief, made_picture
from workprint.tools.colour import ColourTool
from workprint.tools.colour.sight import Sight, shown, sight
from workprint.tools.colour.spread import APART, far
from workprint.tools.colour.variables import NAMES

TOOL = ColourTool()
SPACE = "Rec.1886 Rec.709 - Display"
BRIEF = made_brief("colour", want=9)


def propose(brief: Brief, seed: int = 1) -> list[Alt]:
    return list(TOOL.propose(brief, seed=seed))


def look(known: Sight, grade: Grade):
    return shown(apply_ops(known.graded([shot.ops for shot in grade.shots]), grade.look))


def reason(alt: Alt, name: str) -> str:
    return next((each.says for each in alt.reasons if each.name == name), "")


def named(alts: list[Alt], version: str) -> Alt:
    return next(alt for alt in alts if reason(alt, "version").startswith(version))


def test_the_contract_is_kept():
    told = check_tool(ColourTool())
    assert "a kept operation stays as it is in every alt, of the look and of a shot" in told


def test_the_same_brief_and_seed_give_the_same_grades_and_another_seed_others():
    brief = replace(BRIEF, words="bleak")
    first = propose(brief)
    assert canonical(first) == canonical(list(ColourTool().propose(brief, seed=1)))
    assert {alt.id for alt in first} != {alt.id for alt in propose(brief, seed=2)}


def test_a_grade_is_known_by_its_content_and_survives_the_record():
    for alt in propose(BRIEF):
        assert alt.id == content_hash(alt.content)
        assert from_plain(Grade, to_plain(alt.content)) == alt.content


@pytest.mark.parametrize("words", ["", "colder", "uneasy, but tender"])
def test_the_first_six_stand_apart_and_the_neutral_ones_are_among_them(words):
    known = sight(BRIEF)
    alts = propose(replace(BRIEF, words=words))
    seen = [look(known, alt.content) for alt in alts[:6]]
    assert min(far(one, two, known.marks.weight) for one, two in combinations(seen, 2)) >= APART
    assert named(alts, "balanced only").content.look == ()
    shot = named(alts, "as it was shot").content
    assert (shot.look, any(each.ops for each in shot.shots)) == ((), False)


def test_a_grade_is_coherent_one_look_over_shots_that_sit_together():
    alts = propose(BRIEF)
    balance = [shot.ops for shot in named(alts, "balanced only").content.shots]
    assert any(balance)
    for alt in alts:
        if not reason(alt, "version").startswith("as it was shot"):
            assert [shot.ops for shot in alt.content.shots] == balance
    assert "the shots sit together" in reason(named(alts, "balanced only"), "together")


def test_every_alt_says_why_and_the_points_add_up():
    for alt in propose(replace(BRIEF, words="faded")):
        assert alt.score == sum(each.points for each in alt.reasons)
        assert {"version", "together", "as it was shot"} <= {each.name for each in alt.reasons}
        assert not any("\n" in each.says or each.says.endswith(".") for each in alt.reasons)
        assert [name for name, _ in alt.axes] == list(NAMES)
        assert all(0 <= value <= 1000 for _, value in alt.axes)


OPS = (Op.of("balance", mired=-220, tint=140), Op.of("exposure", stops=-330), Op.of("contrast", amount=1200),
       Op.of("split", shadow_hue=2500, shadow_amount=200), Op.of("saturation", amount=900), Op.of("curve", blacks=150),
       Op.of("print"), Op.of("density", amount=-100), Op.of("cdl", saturation=900_000))


@settings(max_examples=6, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(OPS), st.integers(-1, 2)), min_size=1, max_size=4,
                unique_by=lambda one: (one[0].kind, one[1])),
       st.sampled_from(["", "colder", "noir, keep her skin", "warmer and softer"]))
def test_what_is_kept_stays_in_every_grade(kept, words):
    keeps = tuple(Keep(op, shot) for op, shot in kept)
    for alt in propose(replace(BRIEF, words=words, keeps=keeps, want=6)):
        for keep in keeps:
            ops = alt.content.look if keep.shot < 0 else alt.content.shots[keep.shot].ops
            assert [op for op in ops if op.kind == keep.op.kind] == [keep.op]
        assert TOOL.check(alt, replace(BRIEF, keeps=keeps)) == ()


def test_keeping_every_part_of_a_grade_leaves_one_grade():
    alt = propose(BRIEF)[2]
    kinds = {op.kind for op in alt.content.look}
    others = tuple(Keep(op) for op in OPS if op.kind not in kinds and op.kind not in ("print",))
    keeps = (*TOOL.keeps(alt), *others)
    assert {reason(each, "kept") != "" for each in propose(replace(BRIEF, keeps=keeps))} == {True}


def test_no_cut_and_no_picture_are_told_in_a_sentence():
    with pytest.raises(CannotCut, match="a grade was asked for without a cut; the cut that is to be graded would do; "
                                        "circle or lock"):
        propose(replace(BRIEF, cut=None))
    with pytest.raises(CannotCut, match="no picture of the cut was seen"):
        propose(replace(BRIEF, seen=()))


def test_a_shot_that_was_not_seen_is_said_to_be():
    alts = propose(replace(BRIEF, seen=BRIEF.seen[:3]))
    assert reason(alts[0], "not seen") == "shot 4 was not seen, and has the look alone"
    assert alts[0].content.shots[4].space == BRIEF.seen[0].space  # the take is known from another shot


def test_dials_move_what_they_say_in_every_one_of_the_six():
    rest = [dict(TOOL.measured(alt, BRIEF)) for alt in propose(replace(BRIEF, want=6))]
    for name in ("brightness", "warmth", "saturation"):
        turned = TOOL.dialled(replace(BRIEF, want=6), {name: 600})
        found = [dict(TOOL.measured(alt, turned)) for alt in propose(turned)]
        assert sum(each[name] for each in found) > sum(each[name] for each in rest)


@pytest.mark.parametrize(("weights", "says"), [
    ((("warmht", 100),), "the weight came as 'warmht' 100; 'warmth' would do"),
    ((("warmth", 1001),), "'warmth' would do: a dial within 1000, or a guard with 0 or 1"),
    ((("guard:skn", 0),), "'guard:skin' would do"),
])
def test_a_weight_that_is_none_is_told_with_the_nearest(weights, says):
    with pytest.raises(BadValue) as error:
        propose(replace(BRIEF, weights=weights))
    assert says in str(error.value)


def test_a_guard_that_is_switched_off_holds_nothing_back():
    words = "much much greener, teal and orange"
    on = propose(replace(BRIEF, words=words))
    off = propose(replace(BRIEF, words=words, weights=tuple((f"guard:{name}", 0) for name in (
        "skin", "skin chroma", "highlights", "shadows", "gamut", "gradients"))))
    assert "of the look is left, so that it keeps its guards" in reason(on[0], "softened")
    assert reason(off[0], "softened") == ""
    assert not any(each.name.startswith("guard:") for alt in off for each in alt.reasons)


def test_no_character_that_is_offered_breaks_the_guard_of_skin():
    for seed in (1, 2):
        assert not [each.says for alt in propose(BRIEF, seed) for each in alt.reasons if each.name == "guard:skin"]


def test_a_still_is_met_in_what_does_not_hang_on_what_it_shows():
    still = Reference("night.png", "still", (made_picture(-1, "", seed=9),))
    dark = replace(still, seen=(_darker(still.seen[0]),))
    alts = propose(replace(BRIEF, references=(dark,)))
    like = named(alts, "like night.png:")
    assert dict(like.axes)["brightness"] < dict(named(alts, "balanced only").axes)["brightness"] - 50
    assert {"like night.png", "balanced only"} <= {reason(alt, "version").split(":")[0] for alt in alts}


def test_a_still_that_shows_the_same_things_is_matched_by_them():
    """A frame of the scene that somebody graded elsewhere: the look is found again."""
    room = np.kron(pixels(BRIEF.seen[0]), np.ones((4, 4, 1), np.float32))
    rough = np.random.default_rng(3).normal(0, 0.02, (*room.shape[:2], 1)).repeat(3, 2)  # things to be found again
    codes = np.clip(room + rough, 0, 1).astype(np.float32)
    known = (Op.of("exposure", stops=-400), Op.of("balance", mired=-300))
    graded = to_view(apply_ops(to_working(codes, SPACE), known))
    cut = replace(BRIEF.cut, shots=BRIEF.cut.shots[:1])
    seen = seen_of(codes, shot=0, take=cut.shots[0].take, frame=0, space=SPACE, width=160)
    still = seen_of(np.clip(graded, 0, 1), shot=-1, take="", frame=0, space=SPACE, width=160)
    alts = propose(Brief(BRIEF.material, want=6, cut=cut, seen=(seen,), references=(
        Reference("lab.tif", "still", (still,)),)))
    matched = named(alts, "matched to lab.tif").content
    left = delta_e(to_view(apply_ops(to_working(codes, SPACE), matched.ops(0))), graded)
    assert left.mean() < 1.0
    assert delta_e(codes, graded).mean() > 5


def _darker(seen):
    codes = bytes.fromhex(seen.codes)
    values = [int.from_bytes(codes[at:at + 2], "big") * 6 // 10 for at in range(0, len(codes), 2)]
    return replace(seen, codes="".join(f"{value:04x}" for value in values))


def test_a_grade_of_another_scene_is_done_as_it_was_there():
    ops = (Op.of("exposure", stops=-200), Op.of("saturation", amount=850))
    alts = propose(replace(BRIEF, references=(Reference("scene 12", "grade", ops=ops),)))
    assert named(alts, "as in scene 12").content.look == ops


def test_shots_are_brought_to_the_hero():
    hero = Reference("s3", "hero", (replace(BRIEF.seen[2]),))
    alts = propose(replace(BRIEF, references=(hero,)))
    assert named(alts, "balanced only").content.shots[2].ops == ()
    with pytest.raises(BadValue, match="one shot of the cut would do"):
        propose(replace(BRIEF, references=(replace(hero, seen=()),)))


def test_a_grade_made_by_hand_is_judged_as_any_other():
    alt = propose(BRIEF)[1]
    again = TOOL.judge(alt.content, BRIEF)
    assert (again.id, again.axes) == (alt.id, alt.axes)
    hand = replace(alt.content, look=(Op.of("exposure", stops=-1000),))
    told = TOOL.judge(hand, BRIEF)
    assert dict(told.axes)["brightness"] < dict(alt.axes)["brightness"]
    assert "it was made by hand" in reason(told, "made by hand")


def test_what_breaks_a_law_of_grades_is_said():
    alt = propose(BRIEF)[0]
    grade = alt.content
    far_out = replace(alt, content=replace(grade, look=(Op("exposure", (9000,)), Op("blur", (1,)))))
    assert TOOL.check(far_out, BRIEF) == ("the look: exposure stops is 9000, -6000 to 6000 would do",
                                          "the look: there is no operation 'blur' with 1 numbers")
    assert TOOL.check(replace(alt, content=replace(grade, cut="0" * 64)), BRIEF) == (
        f"the grade was made for another cut of scene {grade.scene}; grade this one",)
    keep = replace(BRIEF, keeps=(Keep(Op.of("exposure", stops=5)), Keep(Op.of("density", amount=5), 1)))
    assert TOOL.check(alt, keep)[-1] == "shot 2 was to keep its density, and does not"
