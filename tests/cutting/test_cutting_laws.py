"""Every cut that is proposed keeps the laws, and the laws notice when they are broken."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workprint.film import Brief, CannotCut, Cut, Material, Piece, Pin, Rate, Reading, Shot, Veto, Word
from workprint.tools.cutting import CuttingTool, check_cut, made_scene
from workprint.tools.cutting.check import GUARD, Laws
from workprint.tools.cutting.pauses import Places, frame_from, places, speech

RATES = (Rate(24), Rate(25), Rate(24000, 1001), Rate(30), Rate(60000, 1001), Rate(50))


@pytest.mark.parametrize("seed", range(18))
def test_every_proposed_cut_keeps_the_laws(seed: int) -> None:
    scene = made_scene(seed, 3 + seed % 12, 3 + seed % 7, people=2 + seed % 3, rate=RATES[seed % 6])
    laws = Laws(scene)
    cuts = [alt.content for alt in CuttingTool().propose(Brief(scene, want=40), seed=seed)]
    assert cuts
    assert [laws.broken(cut) for cut in cuts if laws.broken(cut)] == []


def best_cut(seed: int = 3) -> tuple[Material, Cut]:
    scene = made_scene(seed, 6, 5)
    return scene, next(iter(CuttingTool().propose(Brief(scene, want=1), seed=1))).content


def changed(cut: Cut, n: int, **fields: int | str | bool) -> Cut:
    pieces = list(cut.pieces)
    pieces[n] = replace(pieces[n], **fields)  # type: ignore[arg-type]
    return replace(cut, pieces=tuple(pieces))


def test_a_cut_inside_a_word_is_noticed() -> None:
    scene, cut = best_cut()
    piece = next(n for n, each in enumerate(cut.pieces) if not each.room)
    take = cut.pieces[piece].take
    inside = next(word for r in scene.readings if r.take == take for word in r.said
                  if word.out - word.start > 8000 and word.start > scene.rate.sample(cut.pieces[piece].start))
    middle = scene.rate.frame_of((inside.start + inside.out) // 2)
    said = check_cut(changed(cut, piece, out=middle), scene)
    assert any("inside the word" in sentence for sentence in said)


def test_a_frame_that_does_not_exist_is_noticed() -> None:
    scene, cut = best_cut()
    shot = replace(cut.shots[-1], out=99_999)
    said = check_cut(replace(cut, shots=(*cut.shots[:-1], shot)), scene)
    assert said == (f"a shot uses frames {shot.start} to 99999 of take {shot.take}, which has "
                    f"{next(t for t in scene.takes if t.id == shot.take).frames}",)


def test_a_gap_at_the_end_is_noticed() -> None:
    scene, cut = best_cut()
    short = replace(cut, shots=(*cut.shots[:-1], replace(cut.shots[-1], out=cut.shots[-1].out - 1)))
    assert any("frames long and the sound" in sentence for sentence in check_cut(short, scene))


def test_a_line_left_out_or_said_twice_is_noticed() -> None:
    scene, cut = best_cut()
    line = scene.scene.spoken[0].id
    assert any(f"line {line} is heard 0 times" in said for said in check_cut(replace(
        cut, pieces=(*(piece for piece in cut.pieces[1:]),)), scene))
    twice = replace(cut, shots=cut.shots * 2, pieces=cut.pieces * 2)
    assert any("is heard 2 times" in said for said in check_cut(twice, scene))


def test_lips_that_disagree_are_noticed() -> None:
    scene, cut = best_cut()
    late = tuple(replace(shot, start=shot.start + 7, out=shot.out + 7) if n == 1 else shot
                 for n, shot in enumerate(cut.shots))
    assert any("differ" in said for said in check_cut(replace(cut, shots=late), scene))


def test_a_broken_pin_and_veto_are_noticed() -> None:
    scene, cut = best_cut()
    line, seen = scene.scene.spoken[1].id, cut.by_line[scene.scene.spoken[1].id][0]
    other = next(take.id for take in scene.takes if take.id not in cut.by_line[line])
    assert any("is pinned, but" in said for said in check_cut(cut, scene, [Pin(line, other)]))
    assert any("removed" in said for said in check_cut(cut, scene, [Pin(line, removed=True)]))
    assert any("though vetoed" in said for said in check_cut(cut, scene, [], [Veto(seen, line)]))
    assert any("begins at frame" in said for said in check_cut(cut, scene, [Pin(line, seen, start=1)]))
    assert any("slipped" in said for said in check_cut(cut, scene, [Pin(line, slip=3)]))
    assert any("reaction" in said for said in check_cut(cut, scene, [Pin(line, reaction=other)]))


def test_a_cut_of_another_scene_is_noticed() -> None:
    scene, cut = best_cut()
    assert "the cut is of scene 12" in check_cut(replace(cut, scene="12"), scene)[0]
    lost = replace(cut, shots=(Shot("7/1", 0, 5), *cut.shots))
    assert "which is not in the material" in check_cut(lost, scene)[0]
    empty = replace(cut, pieces=(Piece(cut.pieces[0].take, 5, 5), *cut.pieces))
    assert "has no frames" in check_cut(empty, scene)[0]


def test_room_tone_is_only_asked_of_a_take_that_has_it() -> None:
    scene, cut = best_cut()
    bare = replace(scene, takes=tuple(replace(take, room=None) for take in scene.takes))
    room = replace(cut, pieces=(Piece(cut.pieces[0].take, 0, 5, room=True), *cut.pieces))
    assert "room tone is asked" in check_cut(room, bare)[0]


@given(st.integers(0, 200_000), st.integers(1, 60_000), st.sampled_from(RATES))
def test_places_keep_the_guard_or_the_middle(start: int, length: int, rate: Rate) -> None:
    found = places(start, start + length, 10_000, rate)
    if found.some and not found.tight:
        assert rate.sample(found.first) >= start + GUARD
        assert rate.sample(found.last) <= start + length - GUARD
        assert rate.sample(found.first - 1) < start + GUARD
    if found.tight:
        assert found.first == found.last
        assert start <= rate.sample(found.first) <= start + length
    if not found.some:
        assert length < rate.sample(1) + 1


@given(st.integers(0, 500_000), st.sampled_from(RATES))
def test_the_frame_from_a_sample_is_the_first_that_begins_there_or_later(sample: int, rate: Rate) -> None:
    frame = frame_from(sample, rate)
    assert rate.sample(frame) >= sample
    assert frame == 0 or rate.sample(frame - 1) < sample


def test_overlapping_words_are_one_run_of_speech() -> None:
    starts, outs = speech([Word("a", 0, 10), Word("b", 5, 30), Word("c", 40, 50), Word("d", 45, 45, "missing")])
    assert (starts.tolist(), outs.tolist()) == ([0, 40], [30, 50])
    assert not Places(1, 0).some


def quick_scene(gap: int) -> Material:
    """A made scene in which every pause between the lines is so many samples short."""
    scene = made_scene(4, 3, 2)
    shift: dict[str, int] = {}
    readings: list[Reading] = []
    for reading in scene.readings:
        at = shift.get(reading.take, 48_000)
        words = tuple(replace(word, start=word.start - reading.start + at, out=word.out - reading.start + at)
                      for word in reading.words)
        readings.append(replace(reading, words=words))
        shift[reading.take] = readings[-1].out + gap
    return replace(scene, readings=tuple(readings))


def test_a_pause_too_short_for_the_guard_is_only_cut_where_nothing_else_is_left() -> None:
    scene = quick_scene(5000)
    # Two takes that each lack a line can only be joined in a pause of 104 ms.
    first, second = (take.id for take in scene.takes)
    lines = [line.id for line in scene.scene.spoken]
    readings = tuple(r for r in scene.readings if (r.take, r.line) not in ((first, lines[-1]), (second, lines[0])))
    joined = replace(scene, readings=readings)
    alts = list(CuttingTool().propose(Brief(joined, want=3), seed=1))
    assert any(reason.name == "short pause" for reason in alts[0].reasons)
    assert [check_cut(alt.content, joined) for alt in alts if check_cut(alt.content, joined)] == []
    roomy = list(CuttingTool().propose(Brief(made_scene(4, 3, 2), want=3), seed=1))
    assert not any(reason.name == "short pause" for alt in roomy for reason in alt.reasons)


def test_words_without_any_pause_cannot_be_cut_between() -> None:
    scene = quick_scene(0)
    first, second = (take.id for take in scene.takes)
    lines = [line.id for line in scene.scene.spoken]
    readings = tuple(r for r in scene.readings if (r.take, r.line) not in ((first, lines[-1]), (second, lines[0])))
    with pytest.raises(CannotCut, match="leave no valid cut from line"):
        list(CuttingTool().propose(Brief(replace(scene, readings=readings)), seed=1))
