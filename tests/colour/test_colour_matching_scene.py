"""A scene's shots are brought to its hero, one take like another, and through each other where they have to be."""

from __future__ import annotations

import pytest
from made_scenes import graded_by, made_view, off, shot_of

from workprint.film import BadValue
from workprint.film.grade import Op
from workprint.media.colour import Match, balance

WIDE = made_view(11, across=520)
PARTS = (WIDE[:, :200], WIDE[:, 110:310], WIDE[:, 220:420], made_view(12, across=200))
"""The hero; a shot that shares a part of it; one that shares a part of that alone; and one of another place."""
TRUTH = tuple(shot_of(part) for part in PARTS)
DAMAGE = ((), (Op.of("exposure", stops=500), Op.of("balance", mired=-250)),
          (Op.of("exposure", stops=-400), Op.of("balance", tint=300)), (Op.of("exposure", stops=300),))
SHOTS = tuple(shot_of(graded_by(part, *ops), f"1{name}/1", at)
              for at, (part, ops, name) in enumerate(zip(PARTS, DAMAGE, "ABCD", strict=True)))


@pytest.fixture(scope="module")
def found() -> tuple[Match, ...]:
    """The scene as cut: hero, each of the others, and the second take once more."""
    return balance((*SHOTS, SHOTS[1]), 0)


def test_the_hero_stays(found: tuple[Match, ...]) -> None:
    assert found[0].ops == ()
    assert "the hero" in found[0].says[0]


def test_a_shot_beside_the_hero_is_brought_to_it(found: tuple[Match, ...]) -> None:
    assert off(SHOTS[1], TRUTH[1], ()) > 5
    assert off(SHOTS[1], TRUTH[1], found[1].ops) < 1


def test_a_shot_that_shares_nothing_with_the_hero_is_reached_through_another(found: tuple[Match, ...]) -> None:
    assert off(SHOTS[2], TRUTH[2], ()) > 4
    assert off(SHOTS[2], TRUTH[2], found[2].ops) < 1.5
    assert "Brought to shot 2" in found[2].says[0]


def test_shots_of_one_take_get_the_same(found: tuple[Match, ...]) -> None:
    assert found[4] == found[1]


def test_what_cannot_be_reached_is_hardly_touched_and_says_so(found: tuple[Match, ...]) -> None:
    assert found[3].how in ("usual tone", "palette")
    assert found[3].confidence < 300
    assert "unsurely" in found[3].says[0]


def test_the_same_scene_is_balanced_the_same(found: tuple[Match, ...]) -> None:
    assert balance((*SHOTS, SHOTS[1]), 0) == found


def test_another_hero_pulls_the_other_way() -> None:
    found = balance(SHOTS[:2], 1)
    assert found[1].ops == ()
    assert off(SHOTS[0], shot_of(graded_by(PARTS[0], *DAMAGE[1])), found[0].ops) < 1.5


@pytest.mark.parametrize("hero", [-1, 4])
def test_a_hero_that_there_is_not_gets_a_sentence(hero: int) -> None:
    with pytest.raises(BadValue, match=f"shot {hero} came as the hero of 4 shots; 0 to 3 would do"):
        balance(SHOTS, hero)
