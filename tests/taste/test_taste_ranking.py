"""A taste's order adds up, asks well, says why exactly, and tells honestly how good it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from taste_people import LESSONS, answers_of, axes_of, made_alt

from workprint.film import Alt
from workprint.taste import (
    Lesson,
    Taste,
    Told,
    against_refusal,
    ask,
    ask_pairs,
    behind,
    honest,
    learn,
    retest,
    string_out,
    turns,
    why_above,
)

ALTS = [made_alt(number, 37 * number % 1000, 91 * number % 1000) for number in range(60)]


def _taste(count: int = 20) -> Taste:
    return learn(answers_of(lambda axes: axes["pace"] / 60 + axes["closeness"] / 400, count))


def _seconds(one: Alt, other: Alt) -> int:
    return 1000 + 10 * abs(one.content.frames - other.content.frames)


def test_without_lessons_the_tools_own_order_stands() -> None:
    alts = [made_alt(number, 100 * number) for number in (3, 1, 2)]
    assert [one.alt for one in string_out(alts, Taste())] == alts
    assert [one.alt for one in ask(ALTS, Taste(), 1)] == ALTS[:6]


@settings(max_examples=40)
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=30), st.lists(LESSONS, max_size=4))
def test_a_string_out_loses_nothing_and_every_score_is_the_sum_of_its_reasons(
        paces: list[int], lessons: list[Lesson]) -> None:
    alts, taste = [made_alt(number, pace) for number, pace in enumerate(paces)], learn(lessons)
    ranked = string_out(alts, taste)
    assert sorted(one.alt.id for one in ranked) == sorted(alt.id for alt in alts)
    assert all(one.alt.score == sum(reason.points for reason in one.alt.reasons) for one in ranked)
    assert all(reason.says for one in ranked for reason in one.alt.reasons)
    if taste.lessons:
        assert [one.outside for one in ranked] == [place % 6 == 5 for place in range(len(ranked))]


@settings(max_examples=30)
@given(st.lists(LESSONS, min_size=1, max_size=10), st.integers(0, 1000))
def test_six_are_six_one_of_them_from_outside_and_the_same_for_the_same_seed(lessons: list[Lesson], seed: int) -> None:
    taste = learn(lessons)
    six = ask(ALTS, taste, seed)
    assert six == ask(ALTS, taste, seed)
    assert len({one.alt.id for one in six}) == 6
    if taste.lessons:
        assert sorted(one.shown_for for one in six) == ["outside", *["to learn"] * 3, *["worth keeping"] * 2]
        assert sum(one.outside for one in six) == 1


def test_no_place_of_a_six_is_favoured() -> None:
    places = [next(at for at, one in enumerate(ask(ALTS, _taste(), seed)) if one.outside) for seed in range(120)]
    assert all(10 <= places.count(at) <= 32 for at in range(6))


def test_what_takes_longer_to_watch_has_to_teach_more() -> None:
    taste, slow = _taste(4), {alt.id: 60_000 if at % 2 else 1000 for at, alt in enumerate(ALTS)}
    asked = [slow[one.alt.id] for seed in range(20) for one in ask(ALTS, taste, seed, seconds=slow)
             if one.shown_for == "to learn"]
    assert asked.count(1000) > 3 * asked.count(60_000)


def test_pairs_are_those_that_teach_most_for_a_minute_and_share_no_alt() -> None:
    pairs = ask_pairs(ALTS, _taste(4), 1, seconds=_seconds, count=3)
    assert len({alt.id for one in pairs for alt in (one.one, one.other)}) == 6
    assert [one.per_minute for one in pairs] == sorted((one.per_minute for one in pairs), reverse=True)
    assert pairs == ask_pairs(ALTS, _taste(4), 1, seconds=_seconds, count=3)
    assert all(0 <= one.teaches <= 1000 and one.promises <= 0 for one in pairs)
    assert len(ask_pairs(ALTS, Taste(), 1, seconds=_seconds, count=2)) == 2


def test_a_taste_that_is_sure_has_less_to_ask() -> None:
    early, late = (ask_pairs(ALTS, _taste(count), 1, seconds=_seconds)[0].teaches for count in (3, 60))
    assert late < early


def test_why_above_adds_up_to_the_whole_distance() -> None:
    ranked = [one.alt for one in string_out(ALTS, _taste())]
    for one, other in zip(ranked, ranked[7:], strict=False):
        causes = why_above(one, other)
        assert sum(cause.points for cause in causes) == one.score - other.score
        assert all(cause.says for cause in causes)
    assert "you have leaned to a faster pace; this has" in " ".join(
        cause.says for cause in why_above(ranked[0], ranked[30]) if cause.name == "taste:pace")


def test_leaving_out_the_named_reasons_changes_the_rank_more_than_leaving_out_others() -> None:
    ranked = [one.alt for one in string_out(ALTS, _taste())]
    named, others = [], []
    for alt in ranked:
        causes = sorted(alt.reasons, key=lambda reason: -abs(reason.points))
        for cause, moved in ((causes[0], named), (causes[-1], others)):
            left = replace(alt, reasons=tuple(one for one in alt.reasons if one is not cause))
            moved.append(abs(sum(other.score > left.score for other in ranked) - sum(
                other.score > alt.score for other in ranked)))
    assert sum(named) > 3 * sum(others)


def test_what_would_turn_it_turns_it_and_a_little_less_does_not() -> None:
    taste = _taste()
    ranked = [one.alt for one in string_out(ALTS, taste)]
    one, other = sorted(ranked, key=lambda alt: -alt.score)[:2]
    found = turns(one, other, taste)
    assert found
    worth = dict(one.axes)
    for turn in found:
        assert turn.says.endswith("it would fall below")
        there = taste.worth([{**worth, turn.axis: turn.value}, worth])
        assert 4000 * float(there[1] - there[0]) == pytest.approx(one.score - other.score, abs=60)


def test_the_answers_behind_a_belief_are_those_that_say_it() -> None:
    answers = [Lesson("circle", axes_of(900), (axes_of(100),)), Lesson("circle", axes_of(500, 900), (axes_of(500),)),
               Lesson("circle", axes_of(300), (axes_of(700),)), Lesson("circle", axes_of(800), (axes_of(200),))]
    told = behind(answers, learn(answers), "pace")
    assert [one.index for one in told][:2] == [0, 3]
    assert {one.index for one in told} == {0, 2, 3}
    assert next(one for one in told if one.index == 2).speaks < 0


def test_before_there_is_enough_it_says_so_and_a_share_needs_questions_that_came_back() -> None:
    few = answers_of(lambda axes: axes["pace"] / 60, 5)
    assert honest(few).says == "5 answers are too few to say how well your taste is known; about 10 would do"
    many = answers_of(lambda axes: axes["pace"] / 60, 20)
    assert honest(many).share is None
    assert "0 early answers came back, 4 would tell" in honest(many).says
    said = ["same", "same", "same", "otherwise", "same"]
    again = honest([*many[:15], *(replace(one, again=what) for one, what in zip(many[15:], said, strict=True))])
    assert (again.again, again.same) == (5, 4)
    assert again.share == again.right * 5 // 4
    assert f"that is {again.share // 10} % of your own repeat rate" in again.says
    assert again.right > 1.5 * again.chance
    assert honest(many[:15]).right == pytest.approx(again.right, abs=60), "saying the same again teaches nothing more"


def test_a_blind_guess_tells_half_of_what_is_taken_and_what_is_not() -> None:
    blind = honest(answers_of(lambda axes: 0, 120))
    assert blind.right == pytest.approx(blind.chance, abs=40)


def test_early_questions_come_back_at_two_lags_and_none_twice() -> None:
    answers, asked = answers_of(lambda axes: axes["pace"] / 60, 5), []
    for turn in range(60):
        at = retest(answers, [at for at in range(len(answers)) if at not in {one for _, one in asked}], len(asked))
        if at is not None:
            asked.append((len(answers) - at, at))
        answers += answers_of(lambda axes: axes["pace"] / 60, 1, 100 + turn)
    lags = [lag for lag, _ in asked]
    assert len(asked) == 10, "one for every six answers"
    assert max(lags) > 2 * min(lags)
    assert min(lags) >= 4
    assert len({at for _, at in asked}) == len(asked)
    assert retest(answers, [], 0) is None
    assert retest(answers[:5], range(5), 0) is None


def test_what_was_refused_stands_against_the_favourite_and_is_counted() -> None:
    refusal = Lesson("ng", dict(ALTS[0].axes), (dict(ALTS[1].axes),))
    favourite, refused = against_refusal(ALTS, [refusal], _taste()) or (None, None)
    assert refused == ALTS[0]
    assert favourite is not None
    assert against_refusal(ALTS, [], _taste()) is None
    took = Lesson("circle", dict(ALTS[0].axes), (dict(favourite.axes),))
    told = honest([refusal, Told("pace", "forget"), took])
    assert (told.refused, told.taken) == (1, 1)


def test_an_axis_that_some_alt_lacks_ranks_nothing() -> None:
    short = replace(ALTS[0], axes=(("closeness", 400),))
    ranked = string_out([short, *ALTS[1:8]], _taste())
    assert not any(reason.name == "taste:pace" for one in ranked for reason in one.alt.reasons)
