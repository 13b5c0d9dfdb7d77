"""Each idiom by itself: with all the weight it holds wherever it can; switched off it leaves no trace."""

import numpy as np
import pytest

from workprint.film import Brief
from workprint.tools.cutting import CuttingTool, Idiom, idioms, made_scene
from workprint.tools.cutting.facts import Joint
from workprint.tools.cutting.ground import ground
from workprint.tools.cutting.solve import Scales, ahead, best, treatments, worth
from workprint.tools.cutting.splices import KINDS, TREATMENTS
from workprint.tools.cutting.stage import Stage, stage
from workprint.tools.cutting.wishes import wishes

LEAKE = ("start wide", "speaker visible", "intensify emotion", "emphasize character", "zoom gradually",
         "avoid jump cuts", "zoom consistent", "zoom in", "zoom out", "mirror position", "peaks and valleys",
         "performance fast", "performance slow", "performance loud", "performance quiet", "short lines")


def test_all_sixteen_settings_of_leake_are_there_and_a_dozen_more() -> None:
    names = [idiom.name for idiom in idioms()]
    assert tuple(names[:16]) == LEAKE
    assert len(names) >= 28
    assert len(set(names)) == len(names)
    for idiom in idioms():
        assert idiom.source
        assert idiom.holds or idiom.breaks
        assert idiom.measure.__doc__


def places(on: Stage, idiom: Idiom, path: np.ndarray, chosen: np.ndarray) -> list[tuple[int, int]]:
    """How well an idiom holds at every place of a cut, and how well it could hold there at most.

    "At most" is over all ways, or over all that can follow the way before.
    """
    found: list[tuple[int, int]] = []
    ways = [each.ways for each in on.played]
    if idiom.kind in ("beat", "first", "last"):
        which = {"beat": range(len(path)), "first": [0], "last": [len(path) - 1]}[idiom.kind]
        for n in which:
            shape = (len(on.ground.beats[on.at[n]].said), len(on.ground.takes))
            table = np.broadcast_to(on.ground.measured(idiom, -1, on.at[n]), shape)[ways[n].said, ways[n].view]
            found.append((int(table[path[n]]), int(table.max())))
        return found
    for n, splice in enumerate(on.splices):
        before, behind = ways[n], ways[n + 1]
        measured = on.ground.measured(idiom, on.at[n], on.at[n + 1])
        can_cut, runs = splice.can > 0, splice.runs >= 0
        if idiom.kind == "picture":
            table = np.where(runs, measured[before.view, before.view, 0][:, None],
                             measured[:, :, 1][before.view][:, behind.view])
        elif idiom.kind == "voice":
            table = measured[before.said][:, behind.said]
        else:
            bits = [np.where(splice.can >> bit & 1, measured[bit], -999) for bit in range(len(TREATMENTS))]
            still = [np.where(splice.runs == pause, measured[len(TREATMENTS) + pause], -999) for pause in range(3)]
            table = np.max([*bits, *still], axis=0)
        got = int(measured[chosen[n]]) if idiom.kind == "joint" else int(table[path[n], path[n + 1]])
        found.append((got, int(np.where(can_cut | runs, table, -999)[path[n]].max())))
    return found


@pytest.mark.parametrize("idiom", [each for each in idioms() if each.kind not in ("reaction", "squeeze")],
                         ids=lambda each: each.name)
def test_with_all_the_weight_an_idiom_holds_where_it_can(idiom: Idiom) -> None:
    weights = {each.name: 1_000_000 if each is idiom else 0 for each in idioms()}
    held = total = 0
    for seed in range(9):
        found = ground(made_scene(seed, 9, 9, people=2 + seed % 2))
        on = stage(found, wishes(found, (), ()))
        value = worth(on, Scales(found, idioms(), weights))
        path = best(value, ahead(value))[1]
        for got, most in places(on, idiom, path, treatments(value, path[None, :])[0]):
            total += 1
            # To hold is to come as far as the sign allows: kept where it can be kept, never broken without need.
            held += (got > 0) == (most > 0) and (got < 0) == (most < 0)
    assert held * 100 >= 95 * total, f"{held} of {total}"


def test_a_reaction_is_seen_wherever_there_is_room_for_one() -> None:
    weights = tuple((each.name, 1_000_000 if each.kind == "reaction" else 0) for each in idioms())
    seen = could = 0
    for seed in range(8):
        scene = made_scene(seed, 9, 9)
        found = ground(scene)
        alt = next(iter(CuttingTool().propose(Brief(scene, want=1, weights=weights), seed=1)))
        could += sum(bool(((found.reactions(n).at > 0) & (found.reactions(n).shift > -(1 << 30)).any(axis=1)
                           & (40 * beat.voice.frames // beat.fact.second > 100)).any())
                     for n, beat in enumerate(found.beats) if beat.said)
        seen += sum(reason.name == "reaction" and reason.points > 0 for reason in alt.reasons)
    assert could > 10
    assert seen * 100 >= 95 * could


@pytest.mark.parametrize("idiom", idioms(), ids=lambda each: each.name)
def test_switched_off_an_idiom_leaves_no_trace(idiom: Idiom) -> None:
    scene = made_scene(3, 7, 6, people=3)
    on = tuple((each.name, 777) for each in idioms())
    off = tuple((each.name, 0 if each is idiom else 777) for each in idioms())
    silent = [reason for alt in CuttingTool().propose(Brief(scene, want=6, weights=off), seed=1)
              for reason in alt.reasons if reason.name == idiom.name and reason.points]
    assert silent == []
    spoken = [alt.score - sum(reason.points for reason in alt.reasons if reason.name == idiom.name)
              for alt in CuttingTool().propose(Brief(scene, want=6, weights=on), seed=1)]
    best_off = max(alt.score for alt in CuttingTool().propose(Brief(scene, want=6, weights=off), seed=1))
    # Without the idiom's own points no cut can beat the best of those made without it.
    assert max(spoken) <= best_off


def test_overlaps_and_pauses_have_names() -> None:
    assert len(TREATMENTS) == 15
    assert KINDS[0] == (0, 0)
    assert Joint(1, 0, 0, 0).squeezed == 0
