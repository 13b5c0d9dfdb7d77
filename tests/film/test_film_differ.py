"""What differs between two cuts: every kind of made edit by its name, and laws that hold for any two cuts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workprint.film import SIZES, BadValue, Brief, Cut, Line, Material, Over, Piece, Rate, Shot, Slate
from workprint.film.differ import differences
from workprint.film.moments import moments, passage
from workprint.film.placed import framed
from workprint.film.playing import Played, Versions
from workprint.testing import made_material
from workprint.tools.cutting import CuttingTool, made_scene

MATERIAL = made_material(lines=6, takes=5, seed=3)
PAUSE = 10
"""Frames between the lines of the plain cut; every made pause is longer."""

Frame = tuple[str, int] | None
"""Take and frame of it; nothing for black and for no sound."""


class Frames:
    """A cut as two lists of frames, to be changed freely."""

    def __init__(self, pictures: list[Frame], sounds: list[Frame], places: dict[str, tuple[int, int]]) -> None:
        self.pictures, self.sounds, self.places = pictures, sounds, places

    def cut(self) -> Cut:
        return Cut("1", MATERIAL.rate, tuple(Shot(*run) for run in runs(self.pictures)),
                   tuple(Piece(*run) for run in runs(self.sounds)))


def runs(frames: list[Frame]) -> list[tuple[str, int, int]]:
    starts = [0, *(at for at, (one, two) in enumerate(pairwise(frames), 1) if (one is None) != (two is None) or (
        one and two and two != (one[0], one[1] + 1))), len(frames)]
    return [(frames[start][0], frames[start][1], frames[start][1] + out - start) if frames[start] else
            ("", 0, out - start) for start, out in pairwise(starts)]


def reading(line: str, take: str) -> tuple[int, int]:
    found = next(one for one in MATERIAL.readings if (one.line, one.take) == (line, take))
    return framed(found.start, found.out, MATERIAL.rate)


def plain(plan: tuple[tuple[int, str], ...] = tuple((n, "1B/1" if n % 2 else "1C/1") for n in range(1, 7)),
          pause: Callable[[int], int] = lambda n: PAUSE) -> Frames:
    """A cut in which every line is seen and heard from one take, cut in the middle of the pauses."""
    sounds: list[Frame] = []
    places = {}
    for line, take in plan:
        start, out = reading(f"1/{line}", take)
        before, after = pause(line) // 2, (pause(line + 1) + 1) // 2
        places[f"1/{line}"] = (len(sounds) + before, len(sounds) + before + out - start)
        sounds += [(take, frame) for frame in range(start - before, out + after)]
    return Frames(list(sounds), sounds, places)


def found(one: Frames, other: Frames) -> list[tuple[str, tuple[str, ...], str]]:
    return [(each.kind, each.lines, each.says) for each in differences(one.cut(), other.cut(), MATERIAL)]


def test_a_cut_does_not_differ_from_itself() -> None:
    assert found(plain(), plain()) == []


def test_another_reading_is_one_sentence_with_its_picture_and_size() -> None:
    told = found(plain(), plain(tuple((n, "1A/1" if n == 3 else "1B/1" if n % 2 else "1C/1") for n in range(1, 7))))
    sizes = {take.id: take.setup.size for take in MATERIAL.takes if take.setup}
    assert told == [("reading", ("1/3",), f"line 3: 1A/1 for 1B/1, wider ({sizes['1A/1']} for {sizes['1B/1']})")]
    order = [size for size, _ in SIZES]
    assert order.index(sizes["1A/1"]) > order.index(sizes["1B/1"])


def test_a_reading_under_the_same_picture_is_said_to_be_heard() -> None:
    other = plain()
    at, out = other.places["1/3"]
    start, end = reading("1/3", "1D/1")
    length = min(out - at, end - start)
    one = plain()
    for each in (one, other):
        each.pictures = [("1A/1", 100 + n) for n in range(len(each.pictures))]
    other.sounds[at - 2:at + length] = [("1D/1", start - 2 + n) for n in range(length + 2)]
    kinds = found(one, other)
    assert kinds[0][0] == "reading"
    assert "line 3 is heard from 1D/1" in kinds[0][2]


def test_a_longer_pause_is_one_sentence_and_what_moves_along_is_none() -> None:
    told = found(plain(), plain(pause=lambda n: PAUSE + 14 * (n == 5)))
    assert told == [("pause", ("1/5",), "the pause before line 5 is 14 frames longer")]
    back = found(plain(pause=lambda n: PAUSE + 14 * (n == 5)), plain())
    assert back == [("pause", ("1/5",), "the pause before line 5 is 14 frames shorter")]


def rolled(frames: Frames, line: str, by: int) -> Frames:
    """The picture cut before `line` at another frame; the sound stays."""
    edit = frames.places[line][0] - PAUSE // 2
    if by < 0:
        take, at = frames.pictures[edit]
        frames.pictures[edit + by:edit] = [(take, at + n) for n in range(by, 0)]
    else:
        take, at = frames.pictures[edit - 1]
        frames.pictures[edit:edit + by] = [(take, at + n) for n in range(1, by + 1)]
    return frames


@pytest.mark.parametrize(("old", "new", "kind", "says"), [
    (0, -3, "edit moved", "the cut into 1C/1 comes 3 frames earlier"),
    (0, -11, "L-cut", "the cut into 1C/1 comes 11 frames earlier, under the end of line 3 (L-cut)"),
    (-11, -14, "L-cut", "the L-cut into 1C/1 is 3 frames longer, 9 frames under the end of line 3"),
    (-14, -11, "L-cut", "the L-cut into 1C/1 is 3 frames shorter, 6 frames under the end of line 3"),
    (-11, 0, "L-cut", "the L-cut into 1C/1 is gone: the cut comes 11 frames later"),
    (0, 12, "J-cut", "the cut into 1C/1 comes 12 frames later, over the beginning of line 4 (J-cut)"),
    (12, 15, "J-cut", "the J-cut into 1C/1 is 3 frames longer, 10 frames over the beginning of line 4"),
    (12, 0, "J-cut", "the J-cut into 1C/1 is gone: the cut comes 12 frames earlier"),
])
def test_a_picture_cut_that_moves_is_named_as_the_split_edit_it_makes(old: int, new: int, kind: str, says: str) -> None:
    told = found(rolled(plain(), "1/4", old), rolled(plain(), "1/4", new))
    assert [(kind, says)] == [(one, text) for one, _, text in told]


def test_a_sound_cut_that_moves_is_said_of_the_sound() -> None:
    one, other = plain(), plain()
    edit = other.places["1/4"][0] - PAUSE // 2
    take, at = other.sounds[edit]
    other.sounds[edit - 4:edit] = [(take, at + n) for n in range(-4, 0)]
    told = found(one, other)
    assert told == [("J-cut", ("1/3",) if edit - 4 < one.places["1/3"][1] else (),
                     "the sound of 1C/1 begins 4 frames earlier before line 4 (J-cut, 4 frames)")]


def reacted(frames: Frames) -> Cut:
    at = frames.places["1/4"][0] + 12
    frames.pictures[at:at + 20] = [("1B/1", 200 + n) for n in range(20)]
    cut = frames.cut()
    return replace(cut, shots=tuple(replace(shot, role="listener") if (shot.take, shot.start) == ("1B/1", 200) else shot
                                    for shot in cut.shots))


def test_a_reaction_comes_and_goes() -> None:
    cut, other = plain().cut(), reacted(plain())
    (told,) = differences(cut, other, MATERIAL)
    assert (told.kind, told.lines, told.says) == (
        "reaction added", ("1/4",), "the reaction on 1B/1 is added on line 4, 20 frames")
    at = plain().places["1/4"][0] + 12
    assert told.here == told.there == (at, at + 20)
    (back,) = differences(other, cut, MATERIAL)
    assert (back.kind, back.says) == ("reaction gone", "the reaction on 1B/1 is gone on line 4, 20 frames")


def test_another_picture_under_the_same_words() -> None:
    other = plain()
    at, out = other.places["1/4"][0] - PAUSE // 2, other.places["1/5"][0] - PAUSE // 2
    other.pictures[at:out] = [("1A/1", 300 + n) for n in range(out - at)]
    (told,) = differences(plain().cut(), other.cut(), MATERIAL)
    assert told.kind == "picture"
    assert told.says.startswith("1A/1 is seen instead of 1C/1 on line 4, wider (")
    assert told.here == (at, out)


def test_a_slip_shows_other_frames_of_the_same_shot() -> None:
    other = plain()
    at, out = other.places["1/4"][0] - PAUSE // 2, other.places["1/5"][0] - PAUSE // 2
    other.pictures[at:out] = [(take, frame + 3) for take, frame in other.pictures[at:out]]
    assert found(plain(), other) == [("slip", ("1/4",), "1C/1 slips 3 frames later on line 4")]


def test_a_slip_of_a_shot_without_words_is_one_sentence() -> None:
    shots = [("1A/1", 0, 48), ("1B/1", 10, 58), ("1C/1", 0, 48)]
    cuts = [Cut("1", Rate(24), tuple(Shot(take, start + 6 * (n == 1) * slipped, out + 6 * (n == 1) * slipped)
                                     for n, (take, start, out) in enumerate(shots)), (Piece("", 0, 144),))
            for slipped in (0, 1)]
    (told,) = differences(*cuts, MATERIAL)
    assert (told.kind, told.here, told.there, told.says) == ("slip", (48, 96), (48, 96), "1B/1 slips 6 frames later")


def test_a_trim_of_a_shot_without_words_is_a_length() -> None:
    shots = (Shot("1A/1", 0, 30), Shot("1B/1", 0, 30))
    one = Cut("1", Rate(24), shots, (Piece("", 0, 60),))
    other = Cut("1", Rate(24), (Shot("1A/1", 0, 22), shots[1]), (Piece("", 0, 52),))
    (told,) = differences(one, other, MATERIAL)
    assert (told.kind, told.says) == ("length", "the shot of 1A/1 is 8 frames shorter")
    (back,) = differences(other, one, MATERIAL)
    assert (back.kind, back.says) == ("length", "the shot of 1A/1 is 8 frames longer")


def test_a_line_left_out_and_a_line_added() -> None:
    all_of, without = plain(), plain(tuple((n, "1B/1" if n % 2 else "1C/1") for n in (1, 2, 3, 5, 6)))
    (gone,) = differences(all_of.cut(), without.cut(), MATERIAL)
    assert (gone.kind, gone.lines, gone.says) == ("line removed", ("1/4",), "line 4 is left out")
    (back,) = differences(without.cut(), all_of.cut(), MATERIAL)
    assert (back.kind, back.lines, back.says) == ("line added", ("1/4",), "line 4 is added, from 1C/1")
    assert (gone.here, gone.there) == (back.there, back.here)


def test_lines_in_another_order() -> None:
    other = plain(tuple((n, "1B/1" if n % 2 else "1C/1") for n in (1, 2, 4, 3, 5, 6)))
    (told,) = differences(plain().cut(), other.cut(), MATERIAL)
    assert told.kind == "order"
    assert told.says in ("line 4 comes before line 3", "line 3 comes after line 4")


def test_speed_direction_black_and_splits_are_named() -> None:
    cut = plain().cut()
    third = cut.shots[2]
    half = replace(cut, shots=(*cut.shots[:2], replace(third, out=third.start + third.frames // 2, lasts=third.frames),
                               *cut.shots[3:]))
    (slow,) = differences(cut, half, MATERIAL)
    assert slow.kind == "speed"
    assert slow.says.startswith(f"{third.take} runs at 5") or slow.says.startswith(f"{third.take} runs at 49")
    back = replace(cut, shots=(*cut.shots[:2], replace(third, backwards=True), *cut.shots[3:]))
    assert [(one.kind, "backwards" in one.says) for one in differences(cut, back, MATERIAL)] == [("speed", True)]
    dark = plain()
    at = dark.places["1/4"][0] - PAUSE // 2
    dark.pictures[at - 3:at + 2] = [None] * 5
    assert [(one.kind, one.says) for one in differences(cut, dark.cut(), MATERIAL)] == [
        ("black", "5 frames of black are added before line 4")]
    two = replace(cut, shots=(*cut.shots[:2], replace(third, out=third.start + 20),
                              replace(third, start=third.start + 20), *cut.shots[3:]))
    (split,) = differences(cut, two, MATERIAL)
    assert (split.kind, split.says) == ("shot split", f"the shot of {third.take} is cut in two where nothing changes")
    (whole,) = differences(two, cut, MATERIAL)
    assert (whole.kind, whole.says) == ("shot split", f"the shot of {third.take} is no longer cut in two")


def test_sounds_besides_the_words_are_named() -> None:
    one, other = plain(), plain()
    start, out = other.places["1/3"][1] + 1, other.places["1/4"][0] - 1
    other.sounds[start:out] = [None] * (out - start)
    assert found(one, other) == [("sound", (), "silence is heard instead of 1B/1 and 1C/1 before line 4")]
    cut = plain().cut()
    door = replace(cut, over=(Over(40, "1A/1", 10, 30),))
    (added,) = differences(cut, door, MATERIAL)
    assert (added.kind, added.here, added.there) == ("second sound", (40, 60), (40, 60))
    assert added.says.startswith("the second sound from 1A/1 is added")
    later = replace(cut, over=(Over(45, "1A/1", 10, 30),))
    (moved,) = differences(door, later, MATERIAL)
    assert moved.kind == "second sound"
    assert moved.says.startswith("the second sound from 1A/1 comes 5 frames later")


def test_a_renamed_take_and_a_longer_script_are_no_differences() -> None:
    cut = plain().cut()
    takes = tuple(replace(take, slate=Slate("1", "X", 7)) if take.id == "1C/1" else take for take in MATERIAL.takes)
    lines = MATERIAL.scene.lines
    script = replace(MATERIAL.scene, lines=(Line("1/1", "action", "A door."), *(
        replace(line, id=f"1/{n}") for n, line in enumerate(lines, 2))))
    moved = {line.id: f"1/{n}" for n, line in enumerate(lines, 2)}
    readings = tuple(replace(one, take="1X/7" if one.take == "1C/1" else one.take, line=moved[one.line])
                     for one in MATERIAL.readings)
    later = replace(MATERIAL, takes=takes, readings=readings, scene=script)

    def renamed(one: Cut) -> Cut:
        return replace(one, shots=tuple(replace(shot, take="1X/7") if shot.take == "1C/1" else shot
                                        for shot in one.shots),
                       pieces=tuple(replace(piece, take="1X/7") if piece.take == "1C/1" else piece
                                    for piece in one.pieces))

    assert differences(cut, renamed(cut), MATERIAL, later) == ()
    longer = renamed(plain(pause=lambda n: PAUSE + 14 * (n == 5)).cut())
    assert [(one.lines, one.says) for one in differences(cut, longer, MATERIAL, later)] == [
        (("1/5",), "the pause before line 5 is 14 frames longer")]


def test_cuts_of_two_rates_are_refused_in_a_sentence() -> None:
    cut = plain().cut()
    with pytest.raises(BadValue, match="two cuts of one scene at one rate would do; choose two of one scene"):
        differences(cut, replace(cut, rate=Rate(25)), MATERIAL)


@cache
def made(seed: int) -> tuple[Material, tuple[Cut, ...]]:
    scene = made_scene(seed, 5 + seed % 9, 3 + seed % 4, people=2 + seed % 2)
    return scene, tuple(alt.content for alt in CuttingTool().propose(Brief(scene, want=10), seed=1))


def two_of(seed: int, one: int, other: int) -> tuple[Material, Cut, Cut]:
    scene, cuts = made(seed)
    return scene, cuts[one % len(cuts)], cuts[other % len(cuts)]


some = {"seed": st.integers(0, 7), "one": st.integers(0, 9), "other": st.integers(0, 9)}


@given(**some)
def test_laws_of_differences(seed: int, one: int, other: int) -> None:
    scene, first, second = two_of(seed, one, other)
    told, back = differences(first, second, scene), differences(second, first, scene)
    assert differences(first, first, scene) == ()
    versions = Versions(scene, scene)
    here, there = Played(first, versions, 0), Played(second, versions, 1)
    if not told:
        assert (here.pictures, here.sounds) == (there.pictures, there.sounds)
    assert not [each for each in told if each.here == (0, first.frames)]
    assert list(told) == sorted(told, key=lambda each: each.here)
    assert bool(told) == bool(back)
    # Outside the spans the same frames follow each other in both cuts, in order.
    left, right = ([key for frame, key in enumerate(zip(played.pictures, played.sounds, strict=True))
                    if not any(start <= frame < out for start, out in spans)]
                   for played, spans in ((here, [each.here for each in told]), (there, [each.there for each in told])))
    assert left == right


@given(**some)
def test_moments_show_every_difference_and_nothing_but_passages_of_the_two(seed: int, one: int, other: int) -> None:
    scene, first, second = two_of(seed, one, other)
    told = differences(first, second, scene)
    made_of = moments(first, second, told, scene)
    assert made_of.cut.frames == sum(piece.frames for piece in made_of.cut.pieces)
    versions = Versions(scene, scene)
    whole = [Played(cut, versions, side) for side, cut in enumerate((first, second))]
    shown = Played(made_of.cut, versions, 0)
    for part in made_of.passages:
        length = part.out - part.start
        assert shown.pictures[part.at:part.at + length] == whole[part.which].pictures[part.start:part.out]
        assert shown.sounds[part.at:part.at + length] == whole[part.which].sounds[part.start:part.out]
        for _, place in part.differs:
            start, out = (told[place].here, told[place].there)[part.which]
            assert part.start <= start <= out <= part.out
    for which in (0, 1):
        assert sorted(place for part in made_of.passages if part.which == which for _, place in part.differs) == list(
            range(len(told)))


def test_a_passage_of_changed_speed_shows_the_same_frames() -> None:
    cut = Cut("1", Rate(24), (Shot("1A/1", 10, 20, lasts=25), Shot("1A/1", 40, 50, backwards=True), Shot("", 0, 5)),
              (Piece("1A/1", 0, 40),), (Over(3, "1B/1", 10, 30),))
    versions = Versions(MATERIAL, MATERIAL)
    whole = Played(cut, versions, 0)
    for start, out in ((0, 40), (3, 30), (7, 8), (26, 39)):
        part = Played(passage(cut, start, out), versions, 0)
        assert (part.pictures, part.sounds) == (whole.pictures[start:out], whole.sounds[start:out])
        assert [bool(each) for each in part.overs] == [bool(each) for each in whole.overs[start:out]]


def test_lines_in_a_row_that_are_read_otherwise_in_the_same_way_are_one_sentence() -> None:
    other = plain(tuple((n, "1A/1" if n in (2, 4, 5) else "1B/1" if n % 2 else "1C/1") for n in range(1, 7)))
    whole = plain(tuple((n, "1A/1") for n in range(1, 7)))
    (first, second) = [one for one in differences(whole.cut(), other.cut(), MATERIAL) if one.kind == "reading"][:2]
    assert (first.lines, second.lines) == (("1/1",), ("1/3",))
    row = plain(tuple((n, "1A/1" if n in (2, 3) else "1D/1") for n in range(1, 7)))
    told = [one for one in differences(whole.cut(), row.cut(), MATERIAL) if one.kind == "reading"]
    assert [one.lines for one in told] == [("1/1",), ("1/4", "1/5", "1/6")]
    assert told[1].says.startswith("lines 4 to 6: 1D/1 for 1A/1")
