"""Every kind of scene is served: proposed, valid by the laws, with reasons that make sense there."""

from dataclasses import replace
from random import Random

from workprint.film import Alt, Brief, Framing, Line, Material, Moment, Pin, Rate, Setup, Slate, Take
from workprint.film.placed import Lining
from workprint.tools.cutting import CuttingTool, check_cut, made_scene
from workprint.tools.cutting.halves import halves
from workprint.tools.cutting.made_more import with_more
from workprint.tools.cutting.made_scene import Odds

CALM = Odds(missing=0, changed=0, again=0, ad_lib=0, quick=0, action=0)


def served(scene: Material, want: int = 12, **weights: int) -> list[Alt]:
    """Cuts of a scene, of which every one keeps the laws and says why of every shot."""
    brief = Brief(scene, want=want, weights=tuple((name.replace("_", " "), weight) for name, weight in weights.items()))
    tool = CuttingTool()
    alts = list(tool.propose(brief, seed=1))
    assert alts
    for alt in alts:
        assert check_cut(alt.content, scene) == ()
        assert {reason.at for reason in alt.reasons} == set(range(len(alt.content.shots)))
        assert set(tool.judge(alt.content, brief).reasons) == set(alt.reasons)
    return alts


def reasons(alts: list[Alt]) -> set[str]:
    return {reason.says for alt in alts for reason in alt.reasons}


def test_a_two_hander_is_cut_between_its_two_faces() -> None:
    alts = served(made_scene(4, 12, 9, odds=CALM))
    assert {"the speaker is seen", "we see the listener take the end of the line"} <= reasons(alts)
    assert all(len(alt.content.shots) > 4 for alt in alts)


def test_three_and_four_people_are_all_seen() -> None:
    for people in (3, 4):
        scene = made_scene(2, 14, 12, people=people, odds=CALM)
        alts = served(scene)
        shown = {who for alt in alts for shot in alt.content.shots for take in (scene.take(shot.take),) if take
                 for who in take.who}
        assert shown == set(scene.scene.cast)
        assert len(shown) == people
        assert "the speaker is seen" in reasons(alts)


def test_lines_spoken_at_once_are_one_and_are_seen_with_both() -> None:
    scene = made_scene(8, 7, 6, odds=CALM)
    lines = tuple(replace(line, dual=n == 3) for n, line in enumerate(scene.scene.lines))
    dual = replace(scene, scene=replace(scene.scene, lines=lines))
    for alt in served(dual):
        heard = {each.reading.line: each.reading.take for each in Lining(dual).spoken(alt.content)}
        assert heard[lines[2].id] == heard[lines[3].id]
    assert not {lines[2].id, lines[3].id} & halves(dual).at.keys()


def monologue() -> Material:
    """One person, three lines of ten seconds and more, a pause after every sentence."""
    scene = made_scene(3, 3, 7, people=2, odds=CALM)
    text = ("I waited by the door for hours. Nobody came and nobody said a thing. You had left the lamp burning. "
            "He told me that it was you. I never told him about the house.")
    lines = tuple(Line(f"9/{n + 1}", "spoken", text, "ANA") for n in range(3))
    readings, frames = [], 0
    for place, take in enumerate(scene.takes):
        at = 96_000
        for line in lines:
            own = next(each for each in scene.readings if each.take == take.id)
            words = []
            for word in text.split():
                length = 8_000 + 700 * place
                words.append(replace(own.words[0], text=word.strip(".").lower(), start=at, out=at + length,
                                     heard="scripted"))
                at += length + (24_000 if word.endswith(".") else 0)
            readings.append(replace(own, line=line.id, words=tuple(words), run=1))
        frames = max(frames, scene.rate.frame_of(at) + 48)
    takes = tuple(replace(take, frames=frames) for take in scene.takes if "ANA" in take.who)
    known = {take.id for take in takes}
    return replace(scene, scene=replace(scene.scene, lines=lines), takes=takes,
                   readings=tuple(each for each in readings if each.take in known))


def test_a_monologue_is_cut_between_sizes_and_takes_and_may_be_joined_inside_a_line() -> None:
    scene = monologue()
    split = halves(scene)
    assert split.worth == set(split.at) == {line.id for line in scene.scene.lines}
    alts = served(scene, 30)
    assert any(len({shot.take for shot in alt.content.shots}) > 2 for alt in alts)
    joined = served(scene, 12, whole_line=-2000)
    assert any(says.startswith("joins ") and says.endswith(" at a pause") for says in reasons(joined))
    whole = {line.id for line in scene.scene.lines}
    assert all({line for shot in alt.content.shots for line in shot.lines} == whole for alt in (*alts, *joined))


def silent_scene() -> Material:
    """Three actions in three takes, two of them lined: when each is played is known."""
    rate = Rate(24)
    ana = (Framing("ANA", 300, look="left"),)
    takes = tuple(Take(Slate("5", letter, 1), f"made{letter}", 480, rate, f"made{letter}", room=(5, 60),
                       setup=Setup(f"5{letter}", people, about, 0, "near"))
                  for letter, people, about in (("A", (Framing("ANA", 80),), "wide"), ("B", ana, "single on ANA"),
                                                ("C", (), "insert of the letter")))
    texts = ("She comes in and puts the letter down.", "She waits.", "She burns the letter.")
    lines = tuple(Line(f"5/{n + 1}", "action", text) for n, text in enumerate(texts))
    spans = {"5A/1": ((20, 120), (130, 260), (300, 420)), "5B/1": ((40, 110), (150, 240), (260, 400)),
             "5C/1": ((10, 50), (60, 80), (90, 200))}
    moments = tuple(Moment(take, line.id, *span) for take, row in spans.items()
                    for line, span in zip(lines, row, strict=True))
    return Material(replace(made_scene(1, 1, 1).scene, number="5", lines=lines), rate, takes, (), (), moments)


def test_a_scene_without_dialogue_is_cut_where_its_actions_are_played() -> None:
    scene = silent_scene()
    alts = served(scene, 10)
    played = {(moment.take, moment.line): (moment.start, moment.out) for moment in scene.moments}
    assert "the action is seen" in reasons(alts)
    assert any(len(alt.content.shots) > 1 for alt in alts)
    for alt in alts:
        for line in scene.scene.lines:
            # Every action is seen in a shot that has its time, or enough of it not to be missed.
            seen = [min(shot.out, played[shot.take, line.id][1]) - max(shot.start, played[shot.take, line.id][0])
                    for shot in alt.content.shots if line.id in shot.lines]
            assert max(seen) * 2 > 20


def test_without_moments_an_action_gets_its_share_of_the_time() -> None:
    bare = replace(silent_scene(), moments=())
    assert served(bare, 4)
    # Moments that contradict the order of the script are not believed.
    turned = replace(silent_scene(), moments=tuple(
        replace(each, line=f"5/{4 - int(each.line[-1])}") for each in silent_scene().moments))
    assert [alt.content for alt in served(turned, 4)] == [alt.content for alt in served(bare, 4)]


def test_cameras_on_one_slate_are_one_performance() -> None:
    scene = with_more(made_scene(5, 9, 8, odds=CALM), Random(5), cameras=60, breath=0, noted=0, moving=0)
    slates = {take.id: str(take.slate) for take in scene.takes}
    doubled = {slate for slate in slates.values() if list(slates.values()).count(slate) > 1}
    assert doubled
    alts = served(scene, 20, loyalty=3000)
    one = [alt for alt in alts if len({slates[piece.take] for piece in alt.content.pieces}) == 1
           and len({shot.take for shot in alt.content.shots}) > 1]
    assert one
    assert "lips agree to the frame" in " ".join(reasons(served(scene, 20)))


def test_pickups_that_have_only_some_lines_are_used_for_those() -> None:
    scene = made_scene(6, 10, 6, odds=CALM)
    pickup = scene.takes[-1].id
    few = {line.id for line in scene.scene.lines[4:7]}
    kept = replace(scene, readings=tuple(each for each in scene.readings if each.take != pickup or each.line in few),
                   takes=tuple(replace(take, circled=take.id == pickup) for take in scene.takes))
    alts = served(kept, 20, circled_takes=5000)
    assert any(pickup in alt.content.by_line[line] for alt in alts for line in few)
    for alt in alts:
        heard = {each.reading.line for each in Lining(kept).spoken(alt.content) if each.reading.take == pickup}
        assert heard <= few


def test_a_pickup_of_half_a_line_can_be_joined_to_the_other_half() -> None:
    scene = monologue()
    line, pickup = scene.scene.lines[1].id, scene.takes[-1].id
    place = halves(scene).at[line][1]
    readings = tuple(replace(each, words=tuple(replace(word, out=word.start, heard="missing") if n < place else word
                                               for n, word in enumerate(each.words)))
                     if (each.take, each.line) == (pickup, line) else each for each in scene.readings
                     if each.take != pickup or each.line == line)
    half = replace(scene, readings=readings)
    split = halves(half)
    alt = next(iter(CuttingTool().propose(Brief(half, want=1, pins=tuple(
        Pin(part, sound=pickup) for part in split.parts(line)[1:])), seed=1)))
    assert check_cut(alt.content, half) == ()
    assert any(f" and {pickup} at a pause" in reason.says for reason in alt.reasons)
