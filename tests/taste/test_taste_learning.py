"""A taste is only ever a function of its answers, and its order adds up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workprint.film import Alt, Cut, Piece, Rate, Reason, Shot
from workprint.taste import Lesson, Taste, learn, string_out

AXES = st.fixed_dictionaries({"pace": st.integers(0, 1000), "closeness": st.integers(0, 1000)})
LESSONS = st.builds(Lesson, st.sampled_from(["circle", "hold", "ng", "unsure"]), AXES,
                    st.lists(AXES, min_size=1, max_size=5).map(tuple))


def _alt(number: int, pace: int) -> Alt:
    takes = [f"1{letter}/1" for letter in "ABCDEFGH"]
    shots = tuple(Shot(takes[(number * (line + 1)) % 8], 0, 24 + number, (f"1/{line}",)) for line in range(8))
    cut = Cut("1", Rate(24), shots, (Piece("1A/1", 0, sum(shot.frames for shot in shots)),))
    return Alt("made", cut, (Reason("made", 1000 - number, "it is made"),), (("pace", pace),))


@given(st.lists(LESSONS, max_size=12), st.randoms())
def test_the_order_of_the_lessons_does_not_matter(lessons, chance) -> None:
    shuffled = list(lessons)
    chance.shuffle(shuffled)
    assert learn(shuffled) == learn(lessons)


def test_circling_the_fast_ones_leans_to_pace_and_refusing_them_leans_away() -> None:
    fast, slow = {"pace": 900}, ({"pace": 100}, {"pace": 200})
    assert learn([Lesson("circle", fast, slow)] * 4).chance(fast, slow[0]) > 700
    assert learn([Lesson("ng", fast, slow)] * 4).chance(fast, slow[0]) < 300


def test_without_lessons_the_tools_own_order_stands() -> None:
    alts = [_alt(number, 100 * number) for number in (3, 1, 2)]
    assert [one.alt for one in string_out(alts, Taste())] == alts


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=30), st.lists(LESSONS, max_size=4))
def test_a_string_out_loses_nothing_and_every_score_is_the_sum_of_its_reasons(paces, lessons) -> None:
    alts, taste = [_alt(number, pace) for number, pace in enumerate(paces)], learn(lessons)
    ranked = string_out(alts, taste)
    assert sorted(one.alt.id for one in ranked) == sorted(alt.id for alt in alts)
    assert all(one.alt.score == sum(reason.points for reason in one.alt.reasons) for one in ranked)
    if taste.lessons:
        assert [one.outside for one in ranked] == [place % 6 == 5 for place in range(len(ranked))]
