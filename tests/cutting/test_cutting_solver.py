"""The solver finds the very best cut: it is held against every cut of small scenes, tried one by one."""

from random import Random

import numpy as np
import pytest

from workprint.film import Material, Rate
from workprint.tools.cutting import idioms, made_scene
from workprint.tools.cutting.every_cut import best_of_all
from workprint.tools.cutting.ground import NEVER, ground
from workprint.tools.cutting.halves import in_parts
from workprint.tools.cutting.solve import Scales, Worth, ahead, best, best_of, scores, treatments, worth
from workprint.tools.cutting.splices import LAPPED, TREATMENTS
from workprint.tools.cutting.spread import near_best
from workprint.tools.cutting.stage import Stage, stage
from workprint.tools.cutting.wishes import wishes

RATES = (Rate(24), Rate(25), Rate(24000, 1001), Rate(30))


def set_up(scene: Material, weights: dict[str, int], squeezed: bool = False) -> tuple[Stage, Worth]:
    found = ground(scene, squeezed)
    on = stage(found, wishes(found, (), ()))
    return on, worth(on, Scales(found, idioms(), weights))


def random_weights(seed: int) -> dict[str, int]:
    """Every idiom on, for or against."""
    chance = Random(seed)
    return {idiom.name: chance.randrange(1, 1500) * chance.choice((-1, 1)) for idiom in idioms()}


@pytest.mark.parametrize("block", range(8))
def test_the_solver_equals_brute_force(block: int) -> None:
    for seed in range(20 * block, 20 * block + 20):
        scene = made_scene(seed, 2 + seed % 3, 2 + seed % 2, people=2 + seed // 5 % 2, rate=RATES[seed % 4])
        weights = random_weights(seed)
        on, value = set_up(scene, weights, squeezed=bool(seed % 2))
        top = best(value, ahead(value))[0]
        assert (None if top < NEVER // 2 else top) == best_of_all(on, idioms(), weights), seed


def test_the_solver_equals_brute_force_where_lines_are_in_parts_and_voices_overlap() -> None:
    parts = laps = 0
    for seed in range(60):
        scene = in_parts(made_scene(seed, 2 + seed % 2, 2 + seed % 2, people=2, rate=RATES[seed % 4]))
        if len(scene.scene.lines) > 5:
            continue  # too many cuts to try them all
        weights = {**random_weights(seed), "overlap": -1500, "more silence": -900, "whole line": -900}
        on, value = set_up(scene, weights)
        top, path = best(value, ahead(value))
        assert (None if top < NEVER // 2 else top) == best_of_all(on, idioms(), weights), seed
        parts += sum(int(beat.fact.half) for beat in on.ground.beats)
        laps += int((treatments(value, path[None, :]) == TREATMENTS.index((LAPPED, 0))).sum())
    assert parts > 15
    assert laps > 5


def test_the_score_of_the_best_path_is_what_the_solver_said() -> None:
    for seed in range(10):
        _, value = set_up(made_scene(seed, 9, 5), random_weights(seed))
        top, path = best(value, ahead(value))
        paths = path[None, :]
        assert scores(value, paths, treatments(value, paths)).tolist() == [top]


def test_near_best_cuts_lose_no_more_than_they_may() -> None:
    for seed in range(10):
        _, value = set_up(made_scene(seed, 9, 5), {idiom.name: idiom.weight for idiom in idioms()})
        rest = ahead(value)
        top = best(value, rest)[0]
        paths = near_best(value, rest, 50, 2000, np.random.Generator(np.random.PCG64(seed)))
        found = scores(value, paths, treatments(value, paths))
        assert found.min() >= top - 2000
        assert found.max() <= top


def test_the_best_of_a_set_of_cuts_is_the_best_of_its_members() -> None:
    table = np.random.Generator(np.random.PCG64(1)).integers(-900, 900, len(TREATMENTS) + 3)
    best_by_set = best_of(table)
    assert best_by_set[0] == NEVER
    for members in (1, 2, 3, 0b101010, (1 << len(TREATMENTS)) - 1):
        assert best_by_set[members] == max(table[bit] for bit in range(len(TREATMENTS)) if members >> bit & 1)
