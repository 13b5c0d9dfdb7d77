"""What the idioms read beyond the script: motion, breath, notes from set, cameras, and who is held back."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest

from workprint.film import BadValue, Brief, Cut, Material, Rate, Reading, Take
from workprint.film.placed import Lining
from workprint.tools.cutting import CuttingTool, check_cut, explain, idioms, made_scene
from workprint.tools.cutting.admit import RANGES, admitted
from workprint.tools.cutting.every_cut import best_of_all
from workprint.tools.cutting.facts import Beat, Before, Joint, Motion, Place, View, Voice
from workprint.tools.cutting.ground import NEVER, ground
from workprint.tools.cutting.made_scene import EVERYTHING, Odds
from workprint.tools.cutting.motion import STILL, moves, window
from workprint.tools.cutting.notes import noted
from workprint.tools.cutting.pauses import GUARD
from workprint.tools.cutting.solve import Scales, ahead, best, worth
from workprint.tools.cutting.stage import stage
from workprint.tools.cutting.wishes import wishes

RATES = (Rate(24), Rate(25), Rate(24000, 1001), Rate(30))


def only(scene: Material, **weights: int) -> tuple[tuple[str, int], ...]:
    """Weights that switch all idioms off but some; underscores stand for spaces."""
    given = {name.replace("_", " "): weight for name, weight in weights.items()}
    return tuple((each.name, given.pop(each.name, 0)) for each in idioms(scene))


def first(scene: Material, weights: tuple[tuple[str, int], ...]) -> Cut:
    return next(iter(CuttingTool().propose(Brief(scene, want=1, weights=weights), seed=1))).content


@pytest.mark.parametrize("block", range(4))
def test_the_solver_equals_brute_force_with_everything_there_is_to_read(block: int) -> None:
    for seed in range(1000 + 15 * block, 1015 + 15 * block):
        scene = made_scene(seed, 2 + seed % 3, 2 + seed % 2, people=2 + seed % 2, rate=RATES[seed % 4], odds=EVERYTHING)
        chance, grammar = Random(seed), idioms(scene)
        scale = {each.name: chance.randrange(1, 1500) * chance.choice((-1, 1)) for each in grammar}
        found = ground(scene, squeezed=bool(seed % 2))
        on = stage(found, wishes(found, (), ()))
        value = worth(on, Scales(found, grammar, scale))
        top = best(value, ahead(value))[0]
        assert (None if top < NEVER // 2 else top) == best_of_all(on, grammar, scale), seed


@pytest.mark.parametrize("seed", range(4))
def test_a_cut_that_the_tool_made_gets_the_reasons_it_came_with(seed: int) -> None:
    scene = made_scene(seed, 8, 7, people=2 + seed % 2, odds=replace(EVERYTHING, action=0))
    weights = tuple((each.name, each.weight + 10) for each in idioms(scene))
    alts = list(CuttingTool().propose(Brief(scene, want=20, weights=weights), seed=seed))
    assert any(reason.name == "cut on motion" and reason.points for alt in alts for reason in alt.reasons)
    assert [check_cut(alt.content, scene) for alt in alts if check_cut(alt.content, scene)] == []
    same = sum(set(explain(alt.content, scene, weights)) == set(alt.reasons) for alt in alts)
    # A listener between two pieces of one take is a cutaway or a reaction: the same frames have two readings.
    assert same * 10 >= 9 * len(alts)


def test_every_idiom_of_ours_keeps_what_is_asked_of_others() -> None:
    for each in idioms(made_scene(1, 3, 2)):
        admitted(each, "workprint")
        assert each.source
        assert each.rewards.endswith(".")


def test_every_fact_has_a_range() -> None:
    for kind in (Beat, View, Voice, Joint, Motion):
        assert set(RANGES[kind]) <= set(kind.__slots__)


def moving(take: Take, *moves_at: tuple[int, int]) -> Take:
    """The same take, still but for some runs of frames."""
    motion = [0] * take.frames
    for start, out in moves_at:
        motion[start:out] = [40] * (out - start)
    return replace(take, motion=tuple(motion))


def test_motion_is_weighed_against_the_rest_of_the_take() -> None:
    take = moving(replace(made_scene(1, 3, 1).takes[0], frames=100), (40, 60))
    found = moves([take, replace(take, motion=()), replace(take, motion=(STILL - 1,) * 100)], Rate(24))
    assert window(Rate(24)) == 12
    at = np.arange(3)
    moved = found.at(at, np.full(3, 40), np.full(3, 60))
    assert moved.enters.tolist() == [800, -1, -1]  # four fifths of the frames move less
    assert moved.leaves.tolist() == [800, -1, -1]
    still = found.at(at, np.full(3, 62), np.full(3, 30))
    assert still.enters.tolist() == still.leaves.tolist() == [0, -1, -1]
    assert found.at(np.array([3]), np.array([5]), np.array([5])).enters.tolist() == [-1], "black has no motion"


def test_a_cut_hides_in_motion_and_is_felt_against_it() -> None:
    by_name = {each.name: each for each in idioms()}
    beat = Beat(*(1 for _ in Beat.__slots__))

    def measured(name: str, leaves: int, enters: int) -> int:
        return int(by_name[name].measure(Place(beat, joint=Joint(1, 1, 0, 0), motion=Motion(enters, 0),
                                               was=Before(beat, motion=Motion(0, leaves)))))
    assert [measured("cut on motion", *both) for both in ((1000, 1000), (0, 0), (0, 1000), (1000, 0), (-1, 1000))] == [
        100, -100, 33, -34, 0]
    assert [measured("cut against motion", *both) for both in ((1000, 1000), (1000, 0), (0, 1000), (1000, -1))] == [
        -100, 100, 100, 0]


def test_cuts_go_where_something_moves() -> None:
    """Cut by this idiom alone, what moves round the cuts is far above what moves anywhere."""
    scene = made_scene(4, 12, 9, odds=Odds(moving=100, action=0))
    cut = first(scene, only(scene, cut_on_motion=1000))
    motion = {take.id: take.motion for take in scene.takes}
    after = [sum(motion[shot.take][shot.start:shot.start + 12]) for shot in cut.shots[1:]]
    anywhere = [12 * sum(found) // len(found) for found in motion.values()]
    assert len(after) >= 6
    assert sum(after) * len(anywhere) > 1.3 * sum(anywhere) * len(after)


def test_without_measured_motion_the_idiom_is_silent() -> None:
    scene = made_scene(4, 6, 5)
    alt = next(iter(CuttingTool().propose(Brief(scene, want=1), seed=1)))
    assert not any(reason.name == "cut on motion" and reason.points for reason in alt.reasons)


def test_a_breath_is_kept_where_the_pause_has_room_for_it() -> None:
    scene = made_scene(3, 9, 6, odds=Odds(breath=100, action=0, again=0, ad_lib=0, quick=0))
    silent = replace(scene, readings=tuple(replace(each, performance=replace(each.performance, breath=0))
                                           for each in scene.readings if each.performance))
    kept = lost = of = 0
    for alt in CuttingTool().propose(Brief(scene, want=60), seed=1):
        assert check_cut(alt.content, scene) == ()
        for tail, lead, breath in joins(alt.content, scene):
            of, kept = of + 1, kept + (lead >= breath)
            assert lead >= breath or tail <= LEAST, "a breath was cut, and the pause had room for it"
    for alt in CuttingTool().propose(Brief(silent, want=60), seed=1):
        lost += sum(lead < breath and tail > LEAST for tail, lead, breath in joins(alt.content, scene))
    assert of > 40
    assert kept > of // 2
    assert lost > 20, "without this care breaths would be cut"


LEAST = 3
"""Frames after a word that are its own: the guard of 80 ms at 24 frames a second, and the frame it begins in."""


def joins(cut: Cut, scene: Material) -> list[tuple[int, int, int]]:
    """Where sound goes from one take to another: frames after the last word, frames before the next, its breath."""
    spoken, found, at = Lining(scene).spoken(cut), [], 0
    for before, behind in pairwise(cut.pieces):
        at += before.frames
        ends = max((each for each in spoken if each.out <= at), key=lambda each: each.out, default=None)
        begins = min((each for each in spoken if each.start >= at), key=lambda each: each.start, default=None)
        if ends and begins and begins.reading.performance and not before.room and not behind.room:
            breath = begins.reading.performance.breath * scene.rate.numerator // (1000 * scene.rate.denominator)
            found.append((at - ends.out, begins.start - at, min(breath, own_quiet(begins.reading, scene))))
    return found


def own_quiet(reading: Reading, scene: Material) -> int:
    """Frames that a reading's own take has before it, clear of the guard round the word before."""
    outs = [word.out for each in scene.readings if each.take == reading.take for word in each.said
            if word.out <= reading.start]
    return scene.rate.frame_of(reading.start) - scene.rate.frame_of(max(outs) + GUARD) - 1 if outs else 1 << 20


@pytest.mark.parametrize(("note", "picture", "sound"), [
    ("", 0, 0), ("2nd AC was late", 0, 0), ("best", 100, 100), ("Use!", 80, 80), ("NG", -100, -100),
    ("N.G.", -100, -100), ("n/g sound", 0, -100), ("no good", -100, -100), ("False start.", -100, -100),
    ("soft at the end", -100, 0), ("boom in shot", -100, 0), ("camera bump", -60, 0), ("mic rustle", 0, -100),
    ("line flub", 0, -60), ("no boom", 0, 0), ("not good", -60, -60), ("do not use", -80, -80),
    ("boom fixed, good", 60, 60), ("good sound, soft", -100, 60), ("great but plane overhead", 100, 40),
    ("don’t print", -80, -80), ("Best for sound / NG for picture", -100, 100)])
def test_notes_from_set_are_read(note: str, picture: int, sound: int) -> None:
    assert noted(note) == (picture, sound)


def test_notes_count_for_and_against() -> None:
    scene = made_scene(2, 8, 6, odds=Odds(action=0, missing=0))
    said = {scene.takes[1].id: "best", scene.takes[3].id: "NG"}
    told = replace(scene, takes=tuple(replace(take, note=said.get(take.id, "")) for take in scene.takes))
    for alt in CuttingTool().propose(Brief(told, want=5, weights=only(told, supervisor_s_notes=0)), seed=1):
        assert not any("note" in reason.name for reason in alt.reasons if reason.points)
    weights = tuple((each.name, 1000 * (each.name == "supervisor's notes")) for each in idioms(told))
    alt = next(iter(CuttingTool().propose(Brief(told, want=1, weights=weights), seed=1)))
    assert {shot.take for shot in alt.content.shots} == {scene.takes[1].id}
    against = tuple((name, -weight) for name, weight in weights)
    alt = next(iter(CuttingTool().propose(Brief(told, want=1, weights=against), seed=1)))
    assert {shot.take for shot in alt.content.shots} == {scene.takes[3].id}


def test_a_second_camera_is_the_same_performance() -> None:
    """Cut by loyalty and against shots that stay: one performance throughout, in more than one camera's picture."""
    scene = made_scene(5, 8, 6, odds=Odds(action=0, missing=0, again=0, ad_lib=0, changed=0, cameras=60))
    slates = {take.id: str(take.slate) for take in scene.takes}
    assert len(set(slates.values())) < len(slates)
    weights = tuple((each.name, {"loyalty": 100_000, "zoom consistent": -1000}.get(each.name, 0))
                    for each in idioms(scene))
    cut = first(scene, weights)
    heard = {slates[piece.take] for piece in cut.pieces if not piece.room}
    assert len(heard) == 1
    assert len({shot.take for shot in cut.shots}) > 1


def test_anybodys_face_can_be_held_back() -> None:
    scene = made_scene(6, 12, 9, odds=Odds(action=0))
    for who in ("ANA", "BEN"):
        cut = first(scene, tuple((each.name, 1000 * (each.name == f"reveal {who}")) for each in idioms(scene)))
        faces = {take.id: {one.who for one in take.setup.people if one.look != "away"} for take in scene.takes
                 if take.setup}
        early = {line.id for line in scene.scene.lines[:3]}
        assert not any(who in faces[shot.take] for shot in cut.shots if set(shot.lines) <= early)


@pytest.mark.parametrize(("typed", "nearest"), [("reacton", "reaction"), ("listener share", "listener's share"),
                                                ("jump cuts", "avoid jump cuts"), ("reveal BENN", "reveal BEN")])
def test_an_unknown_weight_is_answered_with_the_nearest(typed: str, nearest: str) -> None:
    with pytest.raises(BadValue, match=f"the weight came as '{typed}' 5; .{nearest}. and a number within"):
        list(CuttingTool().propose(Brief(made_scene(1, 3, 2), weights=((typed, 5),)), seed=1))


@pytest.mark.parametrize("name", [each.name for each in idioms() if each.package == "workprint"])
def test_the_page_of_the_idioms_tells_them_as_they_are(name: str) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "idioms.md").read_text(encoding="utf-8")
    found = next(each for each in idioms() if each.name == name)
    row = next((row for row in page.splitlines() if row.startswith(f"| {name} |")), "")
    told = [cell.strip() for cell in row.split("|")[1:-1]]
    assert told[:3] == [name, str(found.weight or "off"), found.rewards], "docs/idioms.md is behind the grammar"
    assert told[4]
    assert told[5] == found.source
