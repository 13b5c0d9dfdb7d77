"""Somebody talks over the end of another's line: where the script asks for it, and nowhere else."""

from dataclasses import replace
from itertools import pairwise

import pytest

from workprint.film import Alt, Brief, Cut, Material, Rate
from workprint.film.placed import Lining, Spoken
from workprint.tools.cutting import CuttingTool, check_cut, made_scene
from workprint.tools.cutting.beats import OVER
from workprint.tools.cutting.made_scene import Odds

CALM = Odds(missing=0, changed=0, again=0, ad_lib=0, quick=0, action=0)


def broken_off(seed: int, **fields: str) -> tuple[Material, str]:
    """A made scene in which one line breaks off, or whose next line has another aside; and the next line."""
    scene = made_scene(seed, 7, 8, odds=CALM)
    lines = list(scene.scene.lines)
    long = [n for n, (one, two) in enumerate(pairwise(lines)) if one.who != two.who
            and min(len(one.text.split()), len(two.text.split())) >= 7]
    at = long[0] if long else 0
    changed = replace(lines[at + 1], **fields) if fields else lines[at + 1]
    text = lines[at].text if fields else lines[at].text.rstrip(".?! ") + "--"
    lines[at:at + 2] = [replace(lines[at], text=text), changed]
    return replace(scene, scene=replace(scene.scene, lines=tuple(lines))), lines[at + 1].id


def proposed(scene: Material, want: int = 12, weight: int | None = None) -> list[Alt]:
    weights = () if weight is None else (("overlap", weight),)
    return list(CuttingTool().propose(Brief(scene, want=want, weights=weights), seed=1))


def laps(scene: Material, cut: Cut) -> list[tuple[Spoken, Spoken]]:
    """Neighbouring lines of which the second begins before the first has ended."""
    return [(one, two) for one, two in pairwise(Lining(scene).spoken(cut)) if two.start < one.out]


def test_a_line_that_breaks_off_is_talked_over() -> None:
    found = 0
    for seed in range(6):
        scene, line = broken_off(seed)
        for alt in proposed(scene):
            over = laps(scene, alt.content)
            assert {two.reading.line for _, two in over} <= {line}
            assert len(alt.content.over) == len(over)
            assert check_cut(alt.content, scene) == ()
            told = [reason for reason in alt.reasons if reason.name == "overlap"]
            assert {(reason.says, reason.points) for reason in told} <= {("talks over the end of the line", 1000)}
            assert len(told) == len(over)
            found += bool(over)
    assert found > 20


@pytest.mark.parametrize("aside", ["interrupting", "overlapping", "over him"])
def test_an_aside_asks_for_it_too(aside: str) -> None:
    assert any(laps(scene, alt.content) for seed in range(4) for scene, _ in (broken_off(seed, aside=aside),)
               for alt in proposed(scene))


def test_nobody_is_talked_over_where_nothing_asks_for_it() -> None:
    for seed in range(6):
        assert not any(alt.content.over for alt in proposed(made_scene(seed, 9, 7), 20))
    assert not OVER.search("over the phone")


@pytest.mark.parametrize("rate", [Rate(24), Rate(25), Rate(24000, 1001), Rate(50)], ids=str)
def test_an_overlap_is_short_and_between_two_recordings(rate: Rate) -> None:
    count = 0
    for seed in range(4):
        scene = made_scene(seed, 9, 6, people=2 + seed % 2, rate=rate)
        for alt in proposed(scene, 8, -2500):
            assert check_cut(alt.content, scene) == ()
            for one, two in laps(scene, alt.content):
                frames = one.out - two.start
                if any(over.take == two.reading.take for over in alt.content.over):
                    assert 3 * frames < min(one.out - one.start, two.out - two.start) + 3
                    assert frames <= rate.timebase
                    assert scene.scene.line(one.reading.line) != scene.scene.line(two.reading.line)
                    count += 1
    assert count > 10


def test_a_cut_with_an_overlap_is_held_and_judged_as_it_was_proposed() -> None:
    scene, _ = broken_off(2)
    tool = CuttingTool()
    alt = next(alt for alt in proposed(scene) if alt.content.over)
    assert set(tool.judge(alt.content, Brief(scene)).reasons) == set(alt.reasons)
    pins = tool.hold(alt, Brief(scene))
    assert next(iter(tool.propose(Brief(scene, want=1, pins=pins), seed=8))).content == alt.content
