"""Figures of the grammar: does every idiom hold where it can, and does the solver miss nothing with all of them on.

The scenes are made (`made_scene`), with cameras, breaths, notes and motion in them: all of it drawn at random. That an
idiom holds says that the tool does what it is told; it does not say that a cut is good.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from random import Random
from typing import Any

from numpy.random import PCG64, Generator

from workprint.film import Material, Rate
from workprint.tools.cutting import Idiom, idioms, made_scene
from workprint.tools.cutting.every_cut import best_of_all
from workprint.tools.cutting.ground import NEVER, Ground, ground
from workprint.tools.cutting.halves import in_parts
from workprint.tools.cutting.made_scene import EVERYTHING
from workprint.tools.cutting.proof import best_cut, random_cut
from workprint.tools.cutting.solve import Scales, ahead, best, worth
from workprint.tools.cutting.stage import stage
from workprint.tools.cutting.wishes import wishes

SCENES, SMALL = 24, 1_000
"""Scenes on which idioms are tried, and small ones of which every cut is tried. Source: issue 3, Grammar; facts/editing
10.4 for the second."""

LINES, TAKES = 9, 9
"""Size of the scenes of the first kind. Source: our choice; large enough for every idiom to have its place."""

RATES = (Rate(24), Rate(25), Rate(24000, 1001), Rate(30))

Held = dict[str, tuple[int, int]]
"""By idiom, at how many places it held and at how many it could have."""


def shares(seeds: range) -> tuple[Held, Held]:
    """How often every idiom holds, alone with a dominant weight, and in a random cut of the same scenes."""
    alone: Held = {}
    by_chance: Held = {}
    draw = Generator(PCG64(seeds.start))
    for seed in seeds:
        scene = made_scene(seed, LINES, TAKES, people=2 + seed % 2, rate=RATES[seed % 4], odds=EVERYTHING)
        scene = in_parts(scene) if seed % 3 == 0 else scene
        whole, squeezed = ground(scene), ground(scene, squeezed=True)
        for idiom in idioms():
            found: Ground = squeezed if idiom.kind == "squeeze" else whole
            _add(alone, idiom, best_cut(idiom, found))
            _add(by_chance, idiom, random_cut(idiom, found, draw))
    return alone, by_chance


def _add(counts: Held, idiom: Idiom, more: tuple[int, int]) -> None:
    held, of = counts.get(idiom.name, (0, 0))
    counts[idiom.name] = held + more[0], of + more[1]


def small_scene(seed: int) -> Material:
    """A scene small enough to try every cut of it."""
    return made_scene(seed, 2 + seed % 3, 2 + seed % 2, people=2 + seed // 5 % 2, rate=RATES[seed % 4], odds=EVERYTHING)


def mismatches(seeds: range) -> int:
    """Small scenes in which the solver's best is not the best of all cuts, with every idiom on at random weights."""
    wrong = 0
    for seed in seeds:
        scene, chance = small_scene(seed), Random(seed)
        grammar = idioms(scene)
        scale = {each.name: chance.randrange(1, 1500) * chance.choice((-1, 1)) for each in grammar}
        found = ground(scene, squeezed=bool(seed % 2))
        on = stage(found, wishes(found, (), ()))
        value = worth(on, Scales(found, grammar, scale))
        top = best(value, ahead(value))[0]
        wrong += (None if top < NEVER // 2 else top) != best_of_all(on, grammar, scale)
    return wrong


def tried() -> tuple[Held, Held, int]:
    """Both counts and the mismatches, on two processor cores."""
    with ProcessPoolExecutor(2, get_context("spawn")) as cores:
        halves = list(cores.map(shares, (range(SCENES // 2), range(SCENES // 2, SCENES))))
        wrong = sum(cores.map(mismatches, (range(SMALL // 2), range(SMALL // 2, SMALL))))
    first, second = (tuple(_joined(part[n] for part in halves) for n in range(2)))
    return first, second, wrong


def _joined(parts: Any) -> Held:
    whole: Held = {}
    for part in parts:
        for name, (held, of) in part.items():
            whole[name] = whole.get(name, (0, 0))[0] + held, whole.get(name, (0, 0))[1] + of
    return whole


def percent(counts: tuple[int, int]) -> float:
    """Share in percent; all of nothing is no share."""
    return round(100 * counts[0] / counts[1], 1) if counts[1] else 0.0


def figures() -> list[dict[str, Any]]:
    """The figures of the grammar."""
    alone, by_chance, wrong = tried()
    worst = min(alone, key=lambda name: percent(alone[name]))
    held = percent(alone[worst])
    middle = sorted(percent(by_chance[name]) for name in by_chance)[len(by_chance) // 2]
    return [
        {"name": "grammar.holds", "value": held, "unit": "%", "aim": 95, "better": "higher", "met": held >= 95,
         "peers": {"random_cut_same_idiom": percent(by_chance[worst]), "random_cut_median_idiom": middle},
         "command": "make bench"},
        {"name": "grammar.brute_force_mismatches", "value": wrong, "unit": f"of {SMALL} made scenes", "aim": 0,
         "better": "lower", "met": wrong == 0, "peers": {}, "command": "make bench"}]


if __name__ == "__main__":
    first, second, wrong = tried()
    print(f"{wrong} of {SMALL} small scenes in which the solver's best is not the best of all cuts")
    for name in sorted(first, key=lambda each: percent(first[each])):
        print(f"{name:24} {percent(first[name]):5.1f} % of {first[name][1]:5}   random {percent(second[name]):5.1f} %")
