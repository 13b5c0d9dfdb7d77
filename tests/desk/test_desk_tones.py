"""Tones: words with first guesses in every craft, changed by hand and by marks, owned by who found them."""

from __future__ import annotations

from typing import Any

import pytest

from workprint.desk import Desk, loop
from workprint.film import BadValue, Bend, NotOnTheDesk, Tone, from_plain, to_plain


def settings(desk: Desk, name: str) -> dict[str, int]:
    return {f"{one.craft}.{one.dial}": one.setting for one in desk.tone(name).leans}


def test_a_tone_begins_with_what_its_words_are_guessed_to_mean_in_every_craft(desk: Desk) -> None:
    told = desk.tone("uneasy, but tender")
    crafts = {one.craft for one in told.leans}
    assert crafts == {"cutting", "colour"}
    assert all("guess" in one.says and one.sure == 0 for one in told.leans)
    assert (told.owner, told.mine, told.marks, told.unknown) == ("Edna", True, 0, ())
    assert settings(desk, "uneasy, but tender")["colour.tint"] < 0


def test_a_word_that_nobody_knows_is_asked_about_and_moves_nothing(desk: Desk) -> None:
    told = desk.tone("glorpy")
    assert (told.unknown, told.leans) == (("glorpy",), ())
    desk.tone("glorpy", dial=["pace=-300"])
    assert settings(desk, "glorpy") == {"cutting.pace": -300}


def test_a_tone_steers_what_is_proposed_in_it_and_the_record_says_so(desk: Desk) -> None:
    desk.tone("breathless", dial=["pace=900"])
    quick = desk.propose(want=40, tone="breathless")
    desk.tone("endless", dial=["pace=-900"])
    slow = desk.propose(want=40, tone="endless")
    paces = [sum(dict(one.axes)["pace"] for one in six.shown) for six in (quick, slow)]
    assert paces[0] > paces[1] + 300
    assert any("in the tone 'breathless'" in one.says for one in desk.told(12))


def test_marks_move_the_tone_towards_what_was_circled_and_a_hand_has_the_last_word(desk: Desk) -> None:
    desk.tone("ours")
    desk.tone("ours", dial=["silence=100"])
    shown = desk.propose(want=60, tone="ours").shown
    quick = max(shown, key=lambda one: dict(one.axes)["pace"])
    desk.circle(str(quick.number))
    told = desk.tone("ours")
    moved = {one.dial: one for one in told.leans}
    assert told.marks == 1
    assert moved["pace"].setting > 0
    assert moved["pace"].sure == 333
    assert "your marks moved it" in moved["pace"].says
    desk.tone("ours", dial=["pace=-200"])
    assert settings(desk, "ours")["cutting.pace"] == -200


def test_a_tone_is_a_function_of_the_record(desk: Desk) -> None:
    desk.tone("tense")
    desk.propose(want=40, tone="tense")
    said = desk.circle("2")
    with_mark = desk.tone("tense")
    desk.undo(said.entry)
    assert desk.tone("tense").marks == 0
    desk.redo()
    assert desk.tone("tense") == with_mark


def test_a_tone_belongs_to_who_found_it_and_can_be_forgotten(desk: Desk) -> None:
    desk.tone("tense")
    with desk.signed("Ben"):
        assert [one.mine for one in desk.tones()] == [False]
        with pytest.raises(NotOnTheDesk, match="the tone came as 'tense'; a tone that you have found would do"):
            desk.propose(want=12, tone="tense")
        with pytest.raises(NotOnTheDesk, match="the tone came as 'tense'"):
            desk.forget("tense")
    desk.forget("TENSE")
    assert desk.tones() == ()
    desk.undo()
    assert [one.name for one in desk.tones()] == ["tense"]


def test_a_variable_is_forgotten_by_name_and_what_is_no_dial_is_refused(desk: Desk) -> None:
    before = settings(desk, "uneasy")
    desk.tone("uneasy", forget=["colour.tint"])
    assert {*before} - {*settings(desk, "uneasy")} == {"colour.tint"}
    desk.tone("uneasy", words=True)
    assert settings(desk, "uneasy") == before
    for wrong in ("glow=200", "pace=2000", "pace", "colour.pace=10"):
        with pytest.raises(BadValue, match=r"cutting\.closeness"):
            desk.tone("uneasy", dial=[wrong])
    with pytest.raises(NotOnTheDesk, match=r"'colour\.glow' of 'uneasy' was to be forgotten"):
        desk.tone("uneasy", forget=["colour.glow"])


def test_a_tone_comes_and_goes_within_a_scene_as_a_person_says(desk: Desk) -> None:
    told = desk.tone("tender", until="line number 5")
    assert [(one.line, one.share) for one in told.curve] == [("1/4", 1000), ("1/5", 0)]
    assert told.curve[1].words == "this is line number 5"
    assert [one.share for one in told.along] == [1000] * 4 + [0] * 4
    told = desk.tone("tender", curve=["1/1=200", "1/4="])
    assert [(one.line, one.share) for one in told.along] == [
        (f"1/{at}", share) for at, share in enumerate((200, 150, 100, 50, 0, 0, 0, 0), 1)]
    told = desk.tone("tender", from_="3", until="6")
    assert [one.share for one in told.along] == [0, 0, 1000, 1000, 1000, 0, 0, 0]
    assert desk.tone("tender", curve=["whole"]).curve == ()
    desk.undo()
    assert [one.share for one in desk.tone("tender").along] == [0, 0, 1000, 1000, 1000, 0, 0, 0]


@pytest.mark.parametrize(("asked", "says"), [
    ({"until": "this is"}, r"'this is' is in 8 lines of scene 1; 1/1 \('this is line number 1'\); 1/2 .* would do"),
    ({"until": "letter"}, "no line of scene 1 says 'letter'"), ({"until": "1/1"}, "no line comes before it"),
    ({"from_": "6", "until": "3"}, "to begin with line 1/6 and to end with line 1/3"),
    ({"curve": ["1/2=1001"]}, "the curve came as '1/2=1001'; a line and 0 to 1000 would do"),
    ({"curve": ["1/2"]}, "the curve came as '1/2'"), ({"curve": ["9/9=0"]}, "no line of scene 1 says '9/9'"),
])
def test_a_curve_that_cannot_be_understood_is_answered_with_a_sentence(desk: Desk, asked: Any, says: str) -> None:
    with pytest.raises((BadValue, NotOnTheDesk), match=says):
        desk.tone("tender", **asked)
    assert desk.tones() == ()


def test_a_proposal_records_the_curve_it_used_and_is_made_again_from_the_record(desk: Desk) -> None:
    desk.tone("endless", dial=["pace=-900"], until="5")
    desk.propose(want=24, tone="endless")
    bent = loop.latest(desk, "1")
    assert bent.curve == (Bend("1/4", 1000), Bend("1/5", 0))
    desk.tone("endless", curve=["whole"])
    assert [alt.id for alt in loop.again(desk, bent)] == list(bent.ids)
    desk.propose(want=24, tone="endless")
    whole = loop.latest(desk, "1")
    assert whole.curve == ()
    assert whole.ids != bent.ids
    first, last = (sum(len(alt.content.shots) for alt in loop.again(desk, one)) for one in (bent, whole))
    assert first > last


def test_a_record_from_before_there_were_curves_is_read(desk: Desk) -> None:
    desk.tone("tense")
    body = to_plain(desk.film.tones[desk.author_here(), "tense"])
    assert "curve" not in body
    assert from_plain(Tone, body).curve == ()


def test_what_marks_made_of_it_is_forgotten_and_stays_so_until_a_hand_says_otherwise(desk: Desk) -> None:
    desk.tone("ours", dial=["silence=100"])
    for _ in range(3):
        shown = desk.propose(want=60, tone="ours").shown
        desk.circle(str(max(shown, key=lambda one: dict(one.axes)["pace"]).number))
    assert settings(desk, "ours")["cutting.pace"] > 0
    desk.tone("ours", forget=["pace"])
    assert "cutting.pace" not in settings(desk, "ours")
    assert any("cutting pace is left alone" in one.says for one in desk.tone("ours", history=True).history)
    shown = desk.propose(want=60, tone="ours").shown
    desk.circle(str(max(shown, key=lambda one: dict(one.axes)["pace"]).number))
    assert "cutting.pace" not in settings(desk, "ours"), "marks do not move what is left alone"
    desk.tone("ours", dial=["pace=-200"])
    assert settings(desk, "ours")["cutting.pace"] == -200


def test_words_are_where_a_tone_begins_and_marks_move_it_from_there(desk: Desk) -> None:
    told = []
    desk.tone("slow")
    for _ in range(4):
        told.append(settings(desk, "slow")["cutting.pace"])
        shown = desk.propose(want=60, tone="slow").shown
        desk.circle(str(max(shown, key=lambda one: dict(one.axes)["pace"]).number))
    assert told[0] == -600, "a first guess"
    assert all(one > told[0] for one in told[1:]), "quick ones that are circled make it less slow"
    assert told[-1] > told[1]
