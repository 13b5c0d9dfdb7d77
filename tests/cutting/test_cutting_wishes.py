"""Pins, vetoes, locked takes and hand edits are respected by every cut, or refused with a sentence."""

from dataclasses import replace

import pytest

from workprint.film import Brief, CannotCut, Pin, Veto
from workprint.tools.cutting import CuttingTool, check_cut, made_scene
from workprint.tools.cutting.check import Laws
from workprint.tools.cutting.made_wishes import made_wishes


@pytest.mark.parametrize("block", range(10))
def test_random_wishes_are_respected(block: int) -> None:
    tool, kept = CuttingTool(), 0
    for scene_seed in (2 * block, 2 * block + 1):
        scene = made_scene(scene_seed, 3 + scene_seed % 5, 3 + scene_seed % 4, people=2 + scene_seed % 2)
        laws = Laws(scene)
        for seed in range(1000 * scene_seed, 1000 * scene_seed + 25):
            pins, vetoes = made_wishes(seed, scene)
            try:
                alts = list(tool.propose(Brief(scene, want=2, pins=pins, vetoes=vetoes), seed=seed))
            except CannotCut:
                continue
            kept += 1
            for alt in alts:
                assert laws.broken(alt.content, pins, vetoes) == (), (seed, pins, vetoes)
    assert kept > 25


@pytest.mark.parametrize("seed", range(6))
def test_a_held_cut_comes_back_the_same(seed: int) -> None:
    scene = made_scene(seed, 6 + seed, 5, people=2 + seed % 2)
    tool = CuttingTool()
    for alt in list(tool.propose(Brief(scene, want=8), seed=seed)):
        pins = tool.hold(alt, Brief(scene))
        again = next(iter(tool.propose(Brief(scene, want=1, pins=pins), seed=9)))
        assert again.content.shots == alt.content.shots


def test_a_hand_edit_leaves_the_other_lines_alone() -> None:
    tried = 0
    for seed in range(8):
        scene, tool = made_scene(seed, 8, 6), CuttingTool()
        alt = next(iter(tool.propose(Brief(scene, want=1), seed=1)))
        held = tool.hold(alt, Brief(scene))
        edged = [pin for pin in held if pin.out is not None and not pin.reaction and pin.line != held[-1].line]
        if not edged:
            continue
        mine = edged[0]
        following = held[held.index(mine) + 1]
        # The next line gives way: where it begins is left open.
        trimmed = replace(mine, out=(mine.out or 0) - 2, by_hand="trim")
        pins = tuple(trimmed if pin is mine else replace(pin, start=None) if pin is following else pin for pin in held)
        try:
            changed = next(iter(tool.propose(Brief(scene, want=1, pins=pins), seed=1)))
        except CannotCut:
            continue
        tried += 1
        assert check_cut(changed.content, scene, pins) == ()
        before, after = alt.content.shots, changed.content.shots
        assert [shot.take for shot in before] == [shot.take for shot in after]
        assert 1 <= sum(one != two for one, two in zip(before, after, strict=True)) <= 2
    assert tried >= 4


@pytest.mark.parametrize(("pins", "vetoes", "says"), [
    ((Pin("9/77", "9/1"),), (), "names the line '9/77'"),
    ((Pin("9/2", "4/4"),), (), "names the take '4/4'"),
    ((), (Veto("4/4"),), "names the take '4/4'"),
    ((Pin("9/2", "9/1"), Pin("9/2", "9A/1")), (), "pinned twice, with take 9/1 and with take 9A/1"),
    ((Pin("9/2", "9/1"),), (Veto("9/1"),), "pinned to 9/1, which cannot play it; 9A/1"),
    ((Pin("9/2", "9/1", start=-40),), (), "line 9/2"),
    ((Pin("9/2", "9/1", slip=9000),), (), "a slip of 9000"),
    (tuple(Pin(f"9/{n}", removed=True) for n in range(1, 6)), (), "no line left"),
    ((), tuple(Veto(take) for take in ("9/1", "9A/1", "9B/1", "9C/1")), "every take of line 9/1 is vetoed"),
])
def test_wishes_that_cannot_be_met_are_refused_with_a_sentence(
        pins: tuple[Pin, ...], vetoes: tuple[Veto, ...], says: str) -> None:
    with pytest.raises(CannotCut, match=says):
        list(CuttingTool().propose(Brief(made_scene(2, 5, 4), want=2, pins=pins, vetoes=vetoes), seed=1))


def test_a_line_in_no_take_is_named() -> None:
    scene = made_scene(2, 5, 4)
    line = scene.scene.spoken[1].id
    bare = replace(scene, readings=tuple(r for r in scene.readings if r.line != line))
    with pytest.raises(CannotCut, match=f"line {line} .* is in no take with sound"):
        list(CuttingTool().propose(Brief(bare), seed=1))
    assert list(CuttingTool().propose(Brief(bare, want=2, pins=(Pin(line, removed=True),)), seed=1))
