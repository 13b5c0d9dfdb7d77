"""A taste is only ever a function of its answers; it holds more, less, about this much, and what depends."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from taste_people import AXES, LESSONS, answers_of, axes_of

from workprint.film import canonical, from_plain, to_plain
from workprint.taste import Lesson, Taste, Told, learn, pooled

FAST, SLOW = {"pace": 900}, ({"pace": 100}, {"pace": 200})


def _more_pace(axes: dict[str, int]) -> float:
    return axes["pace"] / 60


def _about_400(axes: dict[str, int]) -> float:
    return -((axes["pace"] - 400) / 100) ** 2


@settings(max_examples=40)
@given(st.lists(LESSONS, max_size=12), st.randoms())
def test_the_order_of_the_lessons_does_not_matter(lessons: list[Lesson], chance: Random) -> None:
    shuffled = list(lessons)
    chance.shuffle(shuffled)
    assert learn(shuffled) == learn(lessons)


@settings(max_examples=25)
@given(st.lists(LESSONS, min_size=1, max_size=10), st.lists(LESSONS, min_size=1, max_size=6), st.randoms())
def test_a_withdrawn_lesson_leaves_not_one_bit(lessons: list[Lesson], withdrawn: list[Lesson], chance: Random) -> None:
    never = canonical(learn(lessons))
    both = [*lessons, *withdrawn]
    gone = set(range(len(lessons), len(both)))
    learn(both)
    assert canonical(learn([one for at, one in enumerate(both) if at not in gone])) == never


def test_circling_the_fast_ones_leans_to_pace_and_refusing_them_leans_away() -> None:
    assert learn([Lesson("circle", FAST, SLOW)] * 4).chance(FAST, SLOW[0]) > 700
    assert learn([Lesson("ng", FAST, SLOW)] * 4).chance(FAST, SLOW[0]) < 300


def test_who_cannot_say_teaches_nothing() -> None:
    assert learn([Lesson("unsure", FAST, SLOW)] * 4) == Taste()
    assert Taste().chance(FAST, SLOW[0]) == 500


def test_a_hand_edit_is_a_choice_against_what_it_replaced_and_a_wish_says_less() -> None:
    told = [learn([Lesson("circle", FAST, SLOW[:1], kind=kind)] * 3).chance(FAST, SLOW[0])
            for kind in ("shown", "edit", "wish")]
    assert told == sorted(told, reverse=True)
    assert told[-1] > 500


def test_more_is_better_and_about_this_much_is_right_are_told_apart() -> None:
    straight, bent = learn(answers_of(_more_pace, 30)), learn(answers_of(_about_400, 30))
    (more,) = [one for one in straight.beliefs if one.axis == "pace"]
    assert (more.kind, more.says) == ("more", "surely you like a faster pace")
    (about,) = [one for one in bent.beliefs if one.axis == "pace"]
    assert about.kind == "about"
    assert about.value == pytest.approx(400, abs=60)
    assert about.says == f"surely you like about {3 * (1000 - about.value) / about.value:.1f} s a shot"


def test_what_depends_is_said_of_what_it_depends_on() -> None:
    fast, slow = answers_of(_more_pace, 25, tags=("argument",)), answers_of(lambda axes: -_more_pace(axes), 25, 7,
                                                                           tags=("tender",))
    told = {one.tag: one for one in learn([*fast, *slow]).beliefs if one.kind == "depends" and one.axis == "pace"}
    assert told["argument"].says == "in argument you like a faster pace than elsewhere"
    assert told["tender"].says == "in tender you like a slower pace than elsewhere"
    taste = learn([*fast, *slow])
    assert taste.chance(axes_of(700), axes_of(300), ("argument",)) > 700
    assert taste.chance(axes_of(700), axes_of(300), ("tender",)) < 300


def test_who_takes_what_stands_first_is_not_thought_to_like_it() -> None:
    chance, answers = Random(3), []
    for _ in range(60):
        shown = [axes_of(chance.randrange(1000), chance.randrange(1000)) for _ in range(6)]
        answers.append(Lesson("circle", shown[0], tuple(shown[1:]), place=0))
    taste = learn(answers)
    assert taste.first > 500
    assert not [one for one in taste.beliefs if one.sure > 950 and abs(one.value) > 400 and one.kind != "about"]


def test_a_change_of_taste_is_noticed_and_said_and_older_answers_count_less() -> None:
    before, after = answers_of(_more_pace, 20), answers_of(lambda axes: -_more_pace(axes), 14, 5)
    changed = learn([*before, *after])
    assert changed.changed is not None
    assert "your taste seems to have changed" in changed.changed.says
    assert changed.chance(axes_of(200), axes_of(800)) > 500
    assert learn(answers_of(_more_pace, 34)).changed is None


@settings(max_examples=25)
@given(st.lists(LESSONS, min_size=1, max_size=8))
def test_a_taste_is_plain_and_comes_back_exactly(lessons: list[Lesson]) -> None:
    taste = learn([*lessons, Told("pace", "freeze")])
    assert from_plain(Taste, to_plain(taste)) == taste


def test_what_a_person_sets_is_believed_and_said_to_be_theirs() -> None:
    answers = answers_of(_more_pace, 12)
    taste = learn([*answers, Told("pace", "set", "less")])
    assert taste.chance(axes_of(200), axes_of(800)) > 500
    (said,) = [one for one in taste.beliefs if one.axis == "pace"]
    assert (said.sure, said.told, said.says) == (1000, "set", "you said that you like a slower pace")
    about = learn([*answers, Told("pace", "set", "about", 300)])
    assert next(one for one in about.beliefs if one.axis == "pace").value == pytest.approx(300, abs=15)


def test_what_is_forgotten_is_as_if_it_had_never_been_shown_and_can_be_learned_again() -> None:
    answers = answers_of(_more_pace, 12)
    taste = learn([*answers, Told("pace", "forget")])
    assert taste.chance(axes_of(800), axes_of(200)) == pytest.approx(500, abs=30)
    again = learn([*answers, Told("pace", "forget"), *answers_of(_more_pace, 12, 8)])
    assert again.chance(axes_of(800), axes_of(200)) > 800


def test_what_is_frozen_moves_no_more_and_the_rest_goes_on_learning() -> None:
    answers, against = answers_of(_more_pace, 12), answers_of(lambda axes: -_more_pace(axes), 7, 9)
    frozen = learn([*answers, Told("pace", "freeze"), *against])
    at = [axis.name for axis in frozen.axes].index("pace")
    moved, left = learn([*answers, *against]), learn(answers)
    here, there = (taste.slope(at) / taste.axes[at].spread for taste in (frozen, left))
    assert here == pytest.approx(there, rel=0.15)
    assert moved.slope(at) < frozen.slope(at) / 2
    assert next(one for one in frozen.beliefs if one.axis == "pace").says.endswith("no answer changes that")


def test_nobody_elses_taste_counts_unless_it_is_passed() -> None:
    others = pooled([learn(answers_of(_more_pace, 20)), learn(answers_of(_more_pace, 20, 4))])
    mine = answers_of(lambda axes: axes["closeness"] / 60, 2)
    assert learn(mine).chance(axes_of(800), axes_of(200)) == pytest.approx(500, abs=150)
    assert learn(mine, others).chance(axes_of(800), axes_of(200)) > learn(mine).chance(axes_of(800), axes_of(200)) + 100
    enough = answers_of(lambda axes: -_more_pace(axes), 25)
    assert learn(enough, others).chance(axes_of(800), axes_of(200)) < 100


@settings(max_examples=25)
@given(st.lists(LESSONS, max_size=8), AXES, AXES)
def test_chances_of_both_ways_add_up_to_one(lessons: list[Lesson], one: dict[str, int], other: dict[str, int]) -> None:
    taste = learn(lessons)
    assert taste.chance(one, other) + taste.chance(other, one) == pytest.approx(1000, abs=1)


def test_many_tags_stay_few_and_what_always_stands_there_tells_nothing_apart() -> None:
    answers = [one for at in range(12)
               for one in answers_of(_more_pace, 1 + at % 3, at, tags=("always", f"scene {at}"))]
    assert len(learn(answers).tags) == 8
    assert "always" not in learn(answers).tags


def test_a_first_guess_is_where_learning_begins_and_answers_overrule_it() -> None:
    one = [Lesson("circle", axes_of(500), (axes_of(510),))]
    fast, slow = axes_of(800), axes_of(200)
    assert learn(one, leans={"pace": 1000}).chance(fast, slow) > learn(one).chance(fast, slow)
    assert learn(one, leans={"pace": -1000}).chance(fast, slow) < learn(one).chance(fast, slow)
    assert learn(answers_of(_more_pace, 60), leans={"pace": -1000}).chance(fast, slow) > 900
