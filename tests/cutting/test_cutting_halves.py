"""Half a line from one take and half from another: named, pinned, joined at a pause, and told in the reasons."""

from dataclasses import replace

import pytest

from workprint.film import Alt, Brief, CannotCut, Material, Pin, Rate, Reading, Veto, Word
from workprint.film.placed import Lining
from workprint.tools.cutting import CuttingTool, check_cut, explain, made_scene
from workprint.tools.cutting.halves import Halves, halves
from workprint.tools.cutting.made_scene import Odds

CLEAN = Odds(missing=0, changed=0, again=0, ad_lib=0, quick=0, action=0)


def long_line(*, flawed: bool = False) -> tuple[Material, str]:
    """A scene of three lines; the second has a pause of half a second after its first half, in every take.

    With `flawed`, every take of it lacks words in one half, and which half it is goes by turns.
    """
    scene = made_scene(1, 3, 6, odds=CLEAN)
    line = scene.scene.spoken[1]
    text = "I never told you that he had left the house. You waited by the door with the lamp still burning."
    lines = tuple(replace(each, text=text) if each.id == line.id else each for each in scene.scene.lines)
    readings: list[Reading] = []
    for take in scene.takes:
        own = [each for each in scene.readings if each.take == take.id]
        readings += [own[0], parted(own[1], text, len(readings) // 3 % 2 if flawed else -1)]
        later = readings[-1].out - own[1].out
        readings.append(replace(own[2], words=tuple(
            replace(word, start=word.start + later, out=word.out + later) for word in own[2].words)))
    takes = tuple(replace(take, frames=take.frames + 400) for take in scene.takes)
    return replace(scene, scene=replace(scene.scene, lines=lines), readings=tuple(readings), takes=takes), line.id


def parted(reading: Reading, text: str, lacks: int) -> Reading:
    """The reading with other words, a pause after the first sentence, and three words missing from half `lacks`."""
    words, at, half = [], reading.start, 0
    for place, word in enumerate(text.split()):
        gone = half == lacks and place % 3 == 1
        length = 0 if gone else 9_000
        words.append(Word(word.strip(".").lower(), at, at + length, "missing" if gone else "scripted"))
        at += length + (24_000 if word.endswith(".") else 0)
        half += word.endswith(".")
    return replace(reading, words=tuple(words))


def best(scene: Material, *pins: Pin, vetoes: tuple[Veto, ...] = ()) -> Alt:
    return next(iter(CuttingTool().propose(Brief(scene, want=1, pins=pins, vetoes=vetoes), seed=1)))


def heard(scene: Material, alt: Alt) -> list[tuple[str, str]]:
    """What is heard, by part, and in which take."""
    split = halves(scene)
    return [(each.reading.line, each.reading.take) for each in split.parted.spoken(alt.content)]


def test_a_long_line_has_parts_at_its_pause() -> None:
    scene, line = long_line()
    split = halves(scene)
    assert split.parts(line) == (f"{line}.1", f"{line}.2")
    view = split.view(frozenset({line}))
    assert [each.text for each in view.scene.lines if each.id.startswith(f"{line}.")] == [
        "I never told you that he had left the house.", "You waited by the door with the lamp still burning."]
    assert view.scene.cast == scene.scene.cast
    assert split.view(frozenset()) is scene
    assert sum(len(each.words) for each in view.readings) == sum(len(each.words) for each in scene.readings)


def test_a_line_that_only_one_take_has_or_that_never_pauses_has_no_parts() -> None:
    scene, line = long_line()
    one = replace(scene, readings=tuple(each for each in scene.readings if each.line != line or each.take == "9/1"))
    assert line not in halves(one).at
    flowing = replace(scene, readings=tuple(replace(each, words=tuple(
        replace(word, start=each.start + 9_000 * n, out=each.start + 9_000 * n + 8_999)
        for n, word in enumerate(each.words))) for each in scene.readings), scene=replace(
            scene.scene, lines=tuple(replace(each, text=each.text.replace(".", "")) for each in scene.scene.lines)))
    assert not halves(flowing).at


def test_two_halves_are_joined_as_they_were_pinned_and_the_reason_says_so() -> None:
    scene, line = long_line()
    pins = (Pin(f"{line}.1", "9A/1"), Pin(f"{line}.2", "9B/1"))
    alt = best(scene, *pins)
    found = dict(heard(scene, alt))
    assert (found[f"{line}.1"], found[f"{line}.2"]) == ("9A/1", "9B/1")
    assert check_cut(alt.content, scene, pins) == ()
    assert all("." not in name for shot in alt.content.shots for name in shot.lines)
    assert set(alt.content.by_line[line]) >= {"9A/1", "9B/1"}
    said = next(reason for reason in alt.reasons if reason.name == "whole line")
    assert (said.says, said.points) == ("joins 9A/1 and 9B/1 at a pause", -600)
    assert CuttingTool().judge(alt.content, Brief(scene, pins=pins)).reasons == alt.reasons
    assert set(explain(alt.content, scene)) == set(alt.reasons)


def test_a_joined_line_is_held_in_parts_and_a_whole_one_as_a_whole() -> None:
    scene, line = long_line()
    tool = CuttingTool()
    joined = best(scene, Pin(f"{line}.1", sound="9A/1"), Pin(f"{line}.2", sound="9B/1"))
    held = tool.hold(joined, Brief(scene))
    assert [pin.line for pin in held][1:3] == [f"{line}.1", f"{line}.2"]
    assert next(iter(tool.propose(Brief(scene, want=1, pins=held), seed=4))).content == joined.content
    whole = best(scene)
    assert [pin.line for pin in tool.hold(whole, Brief(scene))] == [each.id for each in scene.scene.lines]
    asked = tool.hold(whole, Brief(scene, pins=(Pin(f"{line}.2", "9/1"),)))
    assert [pin.line for pin in asked][1:3] == [f"{line}.1", f"{line}.2"]


def test_by_default_lines_stay_whole_and_are_joined_where_every_take_is_flawed_and_words_matter() -> None:
    scene, line = long_line()
    assert len({take for name, take in heard(scene, best(scene)) if name.startswith(line)}) == 1
    flawed, line = long_line(flawed=True)
    alt = next(iter(CuttingTool().propose(Brief(flawed, want=1, weights=(("as written", 4000),)), seed=1)))
    first, second = (take for name, take in heard(flawed, alt) if name.startswith(f"{line}."))
    assert first != second
    assert any(reason.name == "whole line" for reason in alt.reasons)
    assert not any(reason.name == "as written" for reason in alt.reasons)
    assert check_cut(alt.content, flawed) == ()


def test_a_pin_or_veto_on_the_whole_line_binds_both_halves() -> None:
    flawed, line = long_line(flawed=True)
    alt = best(flawed, Pin(line, "9B/1"))
    assert {take for name, take in heard(flawed, alt) if name.startswith(f"{line}.")} == {"9B/1"}
    barred = best(flawed, vetoes=(Veto("9/1", line), Veto("9B/1", f"{line}.2")))
    found = dict(heard(flawed, barred))
    assert found[f"{line}.1"] != "9/1"
    assert found[f"{line}.2"] not in ("9/1", "9B/1")
    assert check_cut(barred.content, flawed, (), (Veto("9/1", line), Veto("9B/1", f"{line}.2"))) == ()


def test_half_a_line_can_be_left_out() -> None:
    scene, line = long_line()
    pins = (Pin(f"{line}.1", removed=True),)
    alt = best(scene, *pins)
    assert f"{line}.1" not in dict(heard(scene, alt))
    assert f"{line}.2" in dict(heard(scene, alt))
    assert check_cut(alt.content, scene, pins) == ()
    assert any(f"line {line} is not heard whole: 'i never told" in said for said in check_cut(alt.content, scene))


def test_words_of_a_joined_line_that_are_heard_again_are_noticed() -> None:
    scene, line = long_line()
    alt = best(scene, Pin(f"{line}.1", sound="9A/1"), Pin(f"{line}.2", sound="9B/1"))
    cut = alt.content
    twice = replace(cut, shots=cut.shots * 2, pieces=cut.pieces * 2)
    assert any(f"words of line {line} are heard again" in said for said in check_cut(twice, scene))


@pytest.mark.parametrize(("pin", "says"), [
    (Pin("9/2.7", "9/1"), "names the line '9/2.7'"), (Pin("9/1.9", "9/1"), "names the line '9/1.9'"),
    (Pin("9/2", "9/1", run=3), "pinned to 9/1, time 3 that it is said, which cannot play it")])
def test_a_part_or_a_time_that_is_not_there_is_refused(pin: Pin, says: str) -> None:
    with pytest.raises(CannotCut, match=says):
        best(long_line()[0], pin)


def test_a_line_said_twice_is_heard_the_time_that_is_pinned() -> None:
    scene = made_scene(3, 5, 4, rate=Rate(25), odds=replace(CLEAN, again=100))
    line = scene.scene.spoken[2].id
    for run in (1, 2):
        alt = best(scene, Pin(line, sound="9A/1", run=run))
        assert [(each.reading.take, each.reading.run) for each in Lining(scene).spoken(alt.content)
                if each.reading.line == line] == [("9A/1", run)]
        assert check_cut(alt.content, scene, (Pin(line, sound="9A/1", run=run),)) == ()
        assert f"time {run} that it is said is heard" in check_cut(alt.content, scene, (Pin(line, run=3 - run),))[0]


def test_every_shot_under_other_sound_says_whose_it_is_and_why_that_may_be() -> None:
    told = set()
    for seed in range(4):
        scene = made_scene(seed, 9, 8)
        for alt in CuttingTool().propose(Brief(scene, want=12), seed=seed):
            told |= {reason.says for reason in alt.reasons if reason.name == "sound"}
            assert all(reason.points == 0 for reason in alt.reasons if reason.name == "sound")
    assert any("'s mouth is not seen" in said for said in told)
    assert any("lips agree to 1 frame" in said or "lips agree to the frame" in said for said in told)
    assert not any("by hand" in said for said in told)
    scene = made_scene(2, 5, 4)
    line = scene.scene.spoken[0]
    faces = [take.id for take in scene.takes if line.who in take.who]
    alt = best(scene, Pin(line.id, faces[0], sound=faces[1]))
    assert f"sound of {faces[1]} under {faces[0]}: laid there by hand" in {reason.says for reason in alt.reasons}


def test_a_scene_without_long_lines_is_left_as_it_is() -> None:
    scene = made_scene(1, 3, 3, odds=CLEAN)
    short = replace(scene, readings=tuple(replace(each, words=each.words[:3]) for each in scene.readings))
    assert isinstance(halves(short), Halves)
    assert halves(short).opened(()) == frozenset()
