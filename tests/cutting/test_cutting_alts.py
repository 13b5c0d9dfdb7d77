"""What is proposed: many, valid, different, the same for the same seed, and each says why."""

import subprocess
import sys
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from workprint.film import BadValue, Brief, Cut, Line, Material, Pin, Tool, content_hash
from workprint.film.placed import Lining
from workprint.tools.cutting import CuttingTool, check_cut, explain, idioms, made_scene, measure_cut
from workprint.tools.cutting.made_scene import Odds

SCENE = made_scene(1)


@pytest.fixture(scope="module")
def alts() -> list:  # type: ignore[type-arg]
    return list(CuttingTool().propose(Brief(SCENE), seed=5))


def per_line(cut: Cut, scene: Material) -> dict[str, tuple[object, ...]]:
    """What is seen and heard on every line: takes in the picture, and the reading."""
    heard = {each.reading.line: (each.reading.take, each.reading.run) for each in Lining(scene).spoken(cut)}
    return {line.id: (cut.by_line.get(line.id), heard.get(line.id)) for line in scene.scene.lines}


def test_three_hundred_cuts_of_sixteen_takes(alts: list) -> None:  # type: ignore[type-arg]
    assert len(alts) == 300
    assert len({alt.id for alt in alts}) == 300


def test_the_six_differ_in_a_quarter_of_the_lines_and_are_good(alts: list) -> None:  # type: ignore[type-arg]
    best = max(alt.score for alt in alts)
    assert alts[0].score == best
    assert min(alt.score for alt in alts[:6]) * 10 >= 9 * best
    lines = [per_line(alt.content, SCENE) for alt in alts[:6]]
    for one, two in combinations(lines, 2):
        assert 4 * sum(one[line] != two[line] for line in one) >= len(one)


def test_the_others_come_by_score(alts: list) -> None:  # type: ignore[type-arg]
    scores = [alt.score for alt in alts[6:]]
    assert scores == sorted(scores, reverse=True)


def test_any_two_are_distinct(alts: list) -> None:  # type: ignore[type-arg]
    lines = [per_line(alt.content, SCENE) for alt in alts[::3]]
    edges = [{(a.take, a.out, b.take, b.start) for a, b in zip(alt.content.shots, alt.content.shots[1:], strict=False)}
             for alt in alts[::3]]
    for n, m in combinations(range(len(lines)), 2):
        apart = sum(lines[n][line] != lines[m][line] for line in lines[n])
        assert 5 * apart >= len(lines[n]) or len(edges[n] ^ edges[m]) >= 3


def test_reasons_speak_of_every_shot_and_add_up(alts: list) -> None:  # type: ignore[type-arg]
    for alt in alts[::10]:
        assert {reason.at for reason in alt.reasons} == set(range(len(alt.content.shots)))
        assert all(reason.says for reason in alt.reasons)
        assert sum(reason.points for reason in alt.reasons) == alt.score


def test_axes_are_those_of_the_cut(alts: list) -> None:  # type: ignore[type-arg]
    for alt in alts[::30]:
        assert alt.axes == measure_cut(alt.content, SCENE)
        assert all(0 <= value <= 1000 for _, value in alt.axes)
    assert len({dict(alt.axes)["whose scene"] for alt in alts}) > 20


PRINT = """
from workprint.film import Brief, canonical
from workprint.tools.cutting import CuttingTool, made_scene
import hashlib
scene = made_scene(6, 12, 8)
text = b"".join(canonical(alt) for alt in CuttingTool().propose(Brief(scene, want=60), seed=3))
print(hashlib.sha256(text).hexdigest())
"""


def test_the_same_seed_gives_the_same_bytes_in_any_process() -> None:
    hashes = {subprocess.run([sys.executable, "-c", PRINT], env={"PYTHONHASHSEED": seed, "PATH": ""}, check=True,
                             capture_output=True, text=True).stdout for seed in ("1", "77")}
    assert len(hashes) == 1


def test_a_tool_that_remembers_gives_the_same_as_a_new_one() -> None:
    scene = made_scene(7, 8, 6)
    used = CuttingTool()
    list(used.propose(Brief(scene, want=9, pins=(Pin(scene.scene.spoken[0].id, "9/1"),)), seed=1))
    again = [alt.id for alt in used.propose(Brief(scene, want=9), seed=2)]
    assert again == [alt.id for alt in CuttingTool().propose(Brief(scene, want=9), seed=2)]
    other = [alt.id for alt in used.propose(Brief(scene, want=9), seed=4)]
    assert other != again


def test_a_small_scene_gets_as_many_as_it_has_and_good_ones_first() -> None:
    scene = made_scene(1, 4, 2)
    alts = list(CuttingTool().propose(Brief(scene, want=50), seed=1))
    assert 6 <= len(alts) < 50
    assert list(CuttingTool().propose(Brief(scene, want=0), seed=1)) == []
    assert next(iter(CuttingTool().propose(Brief(scene, want=1), seed=1))).id == alts[0].id
    assert alts[0].score == max(alt.score for alt in alts)


def test_an_unknown_weight_is_refused() -> None:
    with pytest.raises(BadValue, match="the weight came as 'sparkle' 3"):
        list(CuttingTool().propose(Brief(made_scene(1, 3, 2), weights=(("sparkle", 3),)), seed=1))


@pytest.mark.parametrize("seed", range(8))
def test_a_cut_explains_itself_as_it_was_proposed(seed: int) -> None:
    scene = made_scene(seed, 4 + seed, 5, people=2 + seed % 2, odds=Odds(action=0))
    weights = tuple((idiom.name, idiom.weight + 10) for idiom in idioms())
    alts = list(CuttingTool().propose(Brief(scene, want=20, weights=weights), seed=seed))
    same = sum(set(explain(alt.content, scene, weights)) == set(alt.reasons) for alt in alts)
    # A listener between two pieces of one take is a cutaway or a reaction: the same frames have two readings.
    assert same * 10 >= 9 * len(alts)


def test_a_scene_without_dialogue_is_cut_from_its_actions() -> None:
    scene = made_scene(5, 4, 3)
    lines = tuple(Line(line.id, "action", "He waits for a long time at the door.") for line in scene.scene.lines)
    silent = replace(scene, scene=replace(scene.scene, lines=lines), readings=())
    alt = next(iter(CuttingTool().propose(Brief(silent, want=2), seed=1)))
    assert alt.content.frames > 0
    assert len(per_line(alt.content, silent)) == 4


def test_lines_spoken_at_once_stay_together() -> None:
    scene = made_scene(8, 5, 4, odds=Odds(action=0, missing=0, again=0, ad_lib=0))
    lines = tuple(replace(line, dual=n == 2) for n, line in enumerate(scene.scene.lines))
    dual = replace(scene, scene=replace(scene.scene, lines=lines))
    for alt in CuttingTool().propose(Brief(dual, want=10), seed=1):
        heard = {each.reading.line: each.reading.take for each in Lining(dual).spoken(alt.content)}
        assert heard["9/2"] == heard["9/3"]


def test_a_take_of_which_nobody_knows_the_frame_is_never_laid_under_other_sound() -> None:
    scene = made_scene(9, 6, 4)
    blind = replace(scene, takes=tuple(replace(take, setup=None) for take in scene.takes))
    for alt in CuttingTool().propose(Brief(blind, want=10), seed=1):
        for line, seen in alt.content.by_line.items():
            heard = {each.reading.line: each.reading.take for each in Lining(blind).spoken(alt.content)}
            assert heard.get(line) is None or seen == (heard[line],) or heard[line] in seen


def test_a_face_without_a_name_may_be_anybodys() -> None:
    scene = made_scene(9, 6, 4)
    nameless = replace(scene, takes=tuple(replace(take, setup=replace(take.setup, people=tuple(
        replace(person, who="") for person in take.setup.people))) for take in scene.takes if take.setup))
    for alt in CuttingTool().propose(Brief(nameless, want=10), seed=1):
        heard = {each.reading.line: each.reading.take for each in Lining(nameless).spoken(alt.content)}
        assert all(take in alt.content.by_line[line] for line, take in heard.items())
        assert not any(reason.name == "speaker visible" and reason.points for reason in alt.reasons)


def test_a_shot_without_words_is_there_for_action() -> None:
    scene = made_scene(5, 6, 3, odds=Odds(action=60))
    last = scene.takes[-1]
    insert = replace(last, slate=replace(last.slate, setup="Z", take=1), setup=None, frames=200, sound="")
    told = replace(scene, takes=(*scene.takes, insert))
    weights = tuple((idiom.name, 1000 * (idiom.name == "action seen")) for idiom in idioms())
    alts = list(CuttingTool().propose(Brief(told, want=5, weights=weights), seed=1))
    assert any(shot.take == insert.id for alt in alts for shot in alt.content.shots)
    assert [check_cut(alt.content, told) for alt in alts if check_cut(alt.content, told)] == []


def test_the_tool_keeps_the_protocol() -> None:
    tool = CuttingTool()
    assert isinstance(tool, Tool)
    assert tool.card.name == "cutting"
    assert np.all([idiom.source for idiom in idioms()])
    assert len(content_hash(tool.card)) == 64
