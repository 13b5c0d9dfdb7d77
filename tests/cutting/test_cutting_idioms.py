"""Each idiom by itself: with all the weight it holds wherever it can; switched off it leaves no trace."""

import numpy as np
import pytest

from workprint.film import Brief
from workprint.tools.cutting import CuttingTool, Idiom, idioms, made_scene
from workprint.tools.cutting.facts import Joint
from workprint.tools.cutting.ground import Ground, ground
from workprint.tools.cutting.halves import in_parts
from workprint.tools.cutting.made_scene import EVERYTHING
from workprint.tools.cutting.proof import best_cut, random_cut
from workprint.tools.cutting.splices import KINDS, TREATMENTS

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


@pytest.fixture(scope="module")
def grounds() -> list[Ground]:
    """Scenes with all that an idiom may read, and the same again where short pauses may be cut in."""
    scenes = [made_scene(seed, 9, 9, people=2 + seed % 2, odds=EVERYTHING) for seed in range(10)]
    # In some of them the long lines are in parts, so that half a line can be joined to half of another reading.
    scenes = [in_parts(scene) if seed % 3 == 0 else scene for seed, scene in enumerate(scenes)]
    return [ground(scene, squeezed) for squeezed in (False, True) for scene in scenes]


@pytest.mark.parametrize("idiom", idioms(), ids=lambda each: each.name)
def test_with_all_the_weight_an_idiom_holds_where_it_can(idiom: Idiom, grounds: list[Ground]) -> None:
    on = grounds[10:] if idiom.kind == "squeeze" else grounds[:10]
    held, could = (sum(part) for part in zip(*(best_cut(idiom, found) for found in on), strict=True))
    assert could >= 4, "the made scenes have no place for it"
    assert held * 100 >= 95 * could, f"{held} of {could}"


def test_a_random_cut_does_not_hold_them(grounds: list[Ground]) -> None:
    """The proof above can fail: without the solver most idioms hold in half of the places or fewer."""
    chance = np.random.Generator(np.random.PCG64(1))
    failed = 0
    for idiom in idioms():
        held, could = (sum(part) for part in zip(*(random_cut(idiom, found, chance) for found in grounds[:3]),
                                                 strict=True))
        failed += held * 100 < 95 * could
    assert failed * 10 >= 8 * len(idioms())


@pytest.mark.parametrize("idiom", idioms(), ids=lambda each: each.name)
def test_switched_off_an_idiom_leaves_no_trace(idiom: Idiom) -> None:
    scene = made_scene(3, 7, 6, people=3, odds=EVERYTHING)
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
    assert len(TREATMENTS) == 16
    assert KINDS[0] == (0, 0)
    assert Joint(1, 0, 0, 0).squeezed == 0
