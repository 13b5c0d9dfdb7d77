"""Any cut that plays can be judged: cut by hand, in another program, in black, slowed down, laid over, or wrong."""

from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workprint.film import Alt, Brief, Cut, HandTool, Material, Over, Piece, Shot
from workprint.film.placed import laid, runs, unsplit
from workprint.tools.cutting import CuttingTool, check_cut, explain, idioms, made_scene, measure_cut
from workprint.tools.cutting.made_scene import Odds


@cache
def begun(seed: int) -> tuple[Material, CuttingTool, tuple[Alt, ...]]:
    """A made scene with a few of its cuts."""
    scene, tool = made_scene(seed, 4 + seed, 3 + seed % 3, people=2 + seed % 2, odds=Odds(action=20)), CuttingTool()
    return scene, tool, tuple(tool.propose(Brief(scene, want=6), seed=seed))


def the_best(seed: int = 3) -> tuple[Material, CuttingTool, Cut]:
    scene, tool, alts = begun(seed)
    return scene, tool, alts[0].content


def by_hand(chance: Random, scene: Material, cut: Cut) -> Cut:
    """The cut after a few changes of any kind, most of which break a law."""
    for _ in range(chance.randrange(1, 6)):
        cut = chance.choice((split, trimmed, inserted, slowed, silenced, laid_over, swapped, lost, twice))(
            chance, scene, cut)
    sound = sum(piece.frames for piece in cut.pieces)
    if sound < cut.frames:
        cut = replace(cut, pieces=(*cut.pieces, Piece("", 0, cut.frames - sound)))
    elif sound > cut.frames:
        cut = replace(cut, shots=(*cut.shots, Shot("", 0, sound - cut.frames)))
    return cut


def with_shot(cut: Cut, at: int, *shots: Shot) -> Cut:
    return replace(cut, shots=(*cut.shots[:at], *shots, *cut.shots[at + 1:]))


def split(chance: Random, scene: Material, cut: Cut) -> Cut:
    at = chance.randrange(len(cut.shots))
    shot = cut.shots[at]
    if shot.retimed or shot.frames < 2:
        return cut
    middle = chance.randrange(shot.start + 1, shot.out)
    return with_shot(cut, at, replace(shot, out=middle), replace(shot, start=middle))


def trimmed(chance: Random, scene: Material, cut: Cut) -> Cut:
    at = chance.randrange(len(cut.pieces))
    piece = cut.pieces[at]
    out = chance.randrange(piece.start + 1, piece.out + 1)
    return replace(cut, pieces=(*cut.pieces[:at], replace(piece, out=out), *cut.pieces[at + 1:]))


def inserted(chance: Random, scene: Material, cut: Cut) -> Cut:
    take = chance.choice([*(take.id for take in scene.takes), "", "7/7"])
    start = chance.randrange(100) if take else 0
    at = chance.randrange(len(cut.shots))
    lines = chance.choice(((), (chance.choice(scene.scene.lines).id,)))
    return with_shot(cut, at, cut.shots[at], Shot(take, start, start + chance.randrange(1, 90), lines))


def slowed(chance: Random, scene: Material, cut: Cut) -> Cut:
    at = chance.randrange(len(cut.shots))
    return with_shot(cut, at, replace(cut.shots[at], lasts=chance.randrange(1, 200),
                                      backwards=chance.choice((True, False))))


def silenced(chance: Random, scene: Material, cut: Cut) -> Cut:
    at = chance.randrange(len(cut.pieces))
    return replace(cut, pieces=(*cut.pieces[:at], Piece("", 0, cut.pieces[at].frames), *cut.pieces[at + 1:]))


def laid_over(chance: Random, scene: Material, cut: Cut) -> Cut:
    take, start = chance.choice(scene.takes), chance.randrange(80)
    over = Over(chance.randrange(max(1, cut.frames)), take.id, start, start + chance.randrange(1, 90))
    return replace(cut, over=(*cut.over, over))


def swapped(chance: Random, scene: Material, cut: Cut) -> Cut:
    at = chance.randrange(len(cut.shots))
    return with_shot(cut, at, replace(cut.shots[at], take=chance.choice(scene.takes).id))


def lost(chance: Random, scene: Material, cut: Cut) -> Cut:
    if len(cut.pieces) < 2:
        return cut
    at = chance.randrange(len(cut.pieces))
    return replace(cut, pieces=(*cut.pieces[:at], *cut.pieces[at + 1:]))


def twice(chance: Random, scene: Material, cut: Cut) -> Cut:
    return replace(cut, shots=cut.shots + cut.shots[:2], pieces=cut.pieces + cut.pieces[:1])


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 1 << 30))
def test_any_cut_is_judged_without_an_error_and_its_reasons_add_up(scene_seed: int, which: int, seed: int) -> None:
    scene, tool, alts = begun(scene_seed)
    cut = by_hand(Random(seed), scene, alts[which % len(alts)].content)
    brief = Brief(scene)
    alt = tool.judge(cut, brief)
    assert alt.content == cut
    assert alt.score == sum(reason.points for reason in alt.reasons)
    assert alt.reasons == explain(cut, scene)
    assert all(reason.says for reason in alt.reasons)
    assert not alt.reasons or {reason.at for reason in alt.reasons} == set(range(len(cut.shots)))
    assert alt.axes == measure_cut(cut, scene)
    assert all(0 <= value <= 1000 for _, value in alt.axes)
    assert all(isinstance(said, str) for said in tool.check(alt, brief))
    held = tool.hold(alt, brief)
    assert {pin.take for pin in held} <= {"", *(take.id for take in scene.takes)}


def test_the_tool_has_hands() -> None:
    assert isinstance(CuttingTool(), HandTool)


def test_a_shot_that_is_split_but_goes_on_is_one_picture() -> None:
    scene, tool, cut = the_best()
    at = max(range(len(cut.shots)), key=lambda n: cut.shots[n].frames)
    shot = cut.shots[at]
    middle = (shot.start + shot.out) // 2
    halves = with_shot(cut, at, replace(shot, out=middle), replace(shot, start=middle))
    whole, again = tool.judge(cut, Brief(scene)), tool.judge(halves, Brief(scene))
    assert (again.score, again.axes) == (whole.score, whole.axes)
    assert [reason.says for reason in again.reasons if reason.at == at + 1] == ["goes on as the shot before"]
    assert check_cut(halves, scene) == ()
    assert tool.hold(again, Brief(scene)) == tool.hold(whole, Brief(scene))


def test_black_over_a_line_costs_the_face_that_was_seen() -> None:
    scene, tool, cut = the_best()
    at = next(n for n, shot in enumerate(cut.shots) if shot.role == "speaker" and shot.frames > 60)
    black = with_shot(cut, at, Shot("", 0, cut.shots[at].frames, cut.shots[at].lines))
    assert tool.judge(black, Brief(scene)).score < tool.judge(cut, Brief(scene)).score
    assert check_cut(black, scene) == ()
    assert any(not pin.take and pin.sound for pin in tool.hold(tool.judge(black, Brief(scene)), Brief(scene)))


def test_silence_under_a_picture_is_said_and_under_black_is_not() -> None:
    scene, _, cut = the_best()
    seen = replace(cut, shots=(*cut.shots, replace(cut.shots[-1], start=cut.shots[-1].out - 9)),
                   pieces=(*cut.pieces, Piece("", 0, 9)))
    assert any(f"from frame {cut.frames} to {cut.frames + 9} there is no sound at all" in said
               for said in check_cut(seen, scene))
    dark = replace(cut, shots=(*cut.shots, Shot("", 0, 9)), pieces=(*cut.pieces, Piece("", 0, 9)))
    assert check_cut(dark, scene) == ()


def test_what_is_laid_over_is_heard_and_lips_are_held_to_it() -> None:
    scene, _, cut = the_best()
    line = scene.scene.spoken[-1]
    reading = next(each for each in scene.readings if each.line == line.id)
    take = scene.take(reading.take)
    assert take is not None
    over = Over(0, take.id, scene.rate.frame_of(reading.start) - 1, scene.rate.frame_of(reading.out) + 2)
    said = check_cut(replace(cut, over=(over,)), scene)
    assert f"line {line.id} is heard 2 times" in said
    face = next(each for each in scene.takes if each.who and line.who in each.who and each.setup
                and any(person.who == line.who and person.look != "away" for person in each.setup.people))
    still = Cut(cut.scene, cut.rate, (Shot(face.id, 0, over.frames),), (Piece("", 0, over.frames),), (over,))
    assert any("is heard in take" in sentence and "lips differ" in sentence for sentence in check_cut(still, scene))
    past = check_cut(replace(cut, over=(replace(over, at=cut.frames),)), scene)
    assert f"is laid from frame {cut.frames}" in past[0]


def test_a_voice_that_runs_backwards_never_agrees_with_its_lips() -> None:
    scene, _, cut = the_best()
    at = next(n for n, shot in enumerate(cut.shots) if shot.role == "speaker" and shot.frames > 60)
    said = check_cut(with_shot(cut, at, replace(cut.shots[at], backwards=True)), scene)
    assert any("seen speaking" in sentence for sentence in said)


def test_a_part_of_nothing_is_named() -> None:
    scene, _, cut = the_best()
    assert check_cut(with_shot(cut, 0, replace(cut.shots[0], lasts=-3)), scene)[0].endswith("has no frames")


@pytest.mark.parametrize("seed", range(12))
def test_a_cut_that_the_tool_made_gets_exactly_the_reasons_it_came_with(seed: int) -> None:
    scene = made_scene(seed, 4 + seed % 9, 3 + seed % 5, people=2 + seed % 2, odds=Odds(action=(0, 12, 40)[seed % 3]))
    weights = tuple((idiom.name, idiom.weight + 10) for idiom in idioms())
    for alt in CuttingTool().propose(Brief(scene, want=25, weights=weights), seed=seed):
        assert set(explain(alt.content, scene, weights)) == set(alt.reasons)
        assert tuple(piece for piece in alt.content.pieces if piece.frames > 0) == alt.content.pieces


def test_what_is_laid_can_be_found_again() -> None:
    slow = laid((Shot("1/1", 10, 20, lasts=20), Shot("1/1", 10, 14, backwards=True)))
    assert [slow[0].place(frame) for frame in (10, 15, 20)] == [0, 10, 20]
    assert [slow[1].place(frame) for frame in (10, 14)] == [24, 20]
    _, _, cut = the_best()
    assert unsplit(cut) == (cut, tuple(range(len(cut.shots))))
    assert sum(run.shot.frames for run in runs(cut)) == sum(each.frames for each in cut.pieces if not each.room)
