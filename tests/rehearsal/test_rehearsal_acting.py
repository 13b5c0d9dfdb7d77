"""What is said in a take follows the plan, and only the plan."""

from __future__ import annotations

import pickle
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workprint.exchange import read_fountain
from workprint.film import BadValue
from workprint.media.rehearsal import DEMO_PLAN, DEMO_SCENE, SMALL_PLAN, SMALL_SCENE, planned, read_plan
from workprint.media.rehearsal.acting import words_of
from workprint.media.rehearsal.plan import Plant

(SCENE,) = read_fountain(SMALL_SCENE.read_text("utf-8")).scenes
PLAN = read_plan(SMALL_PLAN)


def with_plant(plant: Plant):
    order = replace(PLAN.takes[0], plants=(plant,))
    return planned(SCENE, replace(PLAN, takes=(order,)), seed=3)[0]


def heard(take, line):
    return [[(token.word, token.heard) for token in speech.tokens] for speech in take.speeches if speech.line == line]


def test_the_demo_scene_is_worth_a_rehearsal():
    (scene,) = read_fountain(DEMO_SCENE.read_text("utf-8")).scenes
    assert len(scene.spoken) >= 20
    assert len(scene.cast) >= 2
    assert len(planned(scene, read_plan(DEMO_PLAN), seed=1)) >= 10


def test_a_take_without_faults_says_the_script():
    take = planned(SCENE, PLAN, seed=1)[0]
    assert [token.word for speech in take.speeches for token in speech.tokens] == [
        token.word for line in SCENE.spoken for token in words_of(line.text)]
    assert {token.heard for speech in take.speeches for token in speech.tokens} == {"scripted"}


def test_the_same_seed_is_the_same_and_another_is_another():
    assert planned(SCENE, PLAN, seed=1) == planned(SCENE, PLAN, seed=1)
    assert planned(SCENE, PLAN, seed=1) != planned(SCENE, PLAN, seed=2)
    assert pickle.loads(pickle.dumps(planned(SCENE, PLAN, seed=1))) == planned(SCENE, PLAN, seed=1)


def test_every_take_of_a_line_is_a_different_reading():
    takes = planned(SCENE, PLAN, seed=1)
    said = [(speech.rate, speech.pitch, speech.level) for take in takes for speech in take.speeches
            if speech.line == "2/2"]
    assert len(set(said)) == len(said) == 3


def test_a_fluff_begins_again():
    take = with_plant(Plant("fluff", "2/3", word=2, say="Sorry."))
    assert heard(take, "2/3") == [[("you", "scripted"), ("were", "scripted"), ("sorry", "extra"), ("late", "missing")],
                                  [("you", "scripted"), ("were", "scripted"), ("late", "scripted")]]
    assert [speech.run for speech in take.speeches if speech.line == "2/3"] == [1, 2]


def test_each_fault_is_told_by_its_words():
    twice = with_plant(Plant("twice", "2/4"))
    assert [speech.run for speech in twice.speeches if speech.line == "2/4"] == [1, 2]
    adlib = with_plant(Plant("ad-lib", "2/4", who="LEO", say="Well, look."))
    assert heard(adlib, "") == [[("well", "extra"), ("look", "extra")]]
    assert heard(with_plant(Plant("omit", "2/4")), "2/4")[0][0] == ("i", "missing")
    assert Counter(mark for _, mark in heard(with_plant(Plant("omit", "2/4", word=2)), "2/4")[0])["missing"] == 1
    assert heard(with_plant(Plant("change", "2/4", word=3, say="upstairs")), "2/4")[0][2] == ("upstairs", "changed")
    assert heard(with_plant(Plant("swap", "2/4", word=1)), "2/4")[0][:2] == [("was", "changed"), ("i", "changed")]
    silent = with_plant(Plant("silence", "2/4", length=4000))
    assert max(speech.wait for speech in silent.speeches) > 4 * 48_000


def test_a_pick_up_covers_only_its_lines():
    order = replace(PLAN.takes[0], first="2/4", last="2/5")
    take, = planned(SCENE, replace(PLAN, takes=(order,)), seed=1)
    assert [speech.line for speech in take.speeches] == ["2/4", "2/5"]


def test_a_mute_take_says_nothing():
    order = replace(PLAN.takes[0], sound_at=None)
    assert planned(SCENE, replace(PLAN, takes=(order,)), seed=1)[0].speeches == ()


@pytest.mark.parametrize("plant", [Plant("fluff", "2/3", word=3), Plant("swap", "2/3", word=0),
                                   Plant("change", "2/3", word=9, say="x")])
def test_a_word_that_is_not_there_cannot_go_wrong(plant):
    with pytest.raises(BadValue, match="is planted at word"):
        with_plant(plant)


def test_a_plan_of_another_scene_or_line_is_said():
    with pytest.raises(BadValue, match="the floor plan is for scene '9' but the script's is '2'"):
        planned(SCENE, replace(PLAN, scene="9"), seed=1)
    with pytest.raises(BadValue, match="names line '2/99'"):
        with_plant(Plant("omit", "2/99"))


@given(st.text(max_size=60))
def test_words_have_no_punctuation_and_no_case(text):
    for token in words_of(text):
        assert token.word == token.word.lower()
        assert token.word
        assert not set(token.word) & set(" .,;:!?\"-")
