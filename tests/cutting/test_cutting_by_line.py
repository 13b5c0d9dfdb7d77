"""What a cut is on some lines against the others, checked frame by frame."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from statistics import median

import pytest

from workprint.film import SIZES, Alt, Brief, Cut, Line, Material, canonical, content_hash, from_plain, to_plain
from workprint.film.placed import Lining
from workprint.tools.cutting import CuttingTool, made_scene

SCENES = [made_scene(seed, 12 + seed % 3, 6, people=2 + seed % 2) for seed in (11, 12, 13)]


def kinds(scene: Material) -> dict[str, set[str]]:
    """Lines of each kind, found another way than the tool finds them."""
    spoken, words = list(scene.scene.spoken), dict[str, int]()
    for line in spoken:
        words[line.who] = words.get(line.who, 0) + len(line.text.split())
    lead = max(words, key=lambda who: words[who])
    energy = {line.id: [one.performance.energy for one in scene.readings if one.line == line.id and one.performance]
              for line in spoken}
    mean = {line: sum(found) // len(found) for line, found in energy.items() if found}
    return {"the lead's lines": {line.id for line in spoken if line.who == lead},
            "strong lines": {line for line, value in mean.items() if value > median(mean.values())},
            "late lines": {line.id for line in spoken[-(len(spoken) // 2):]}}


def sized(cut: Cut, scene: Material) -> list[int | None]:
    """The size of the picture in every frame of a cut, 0 to 1000."""
    steps = {size: 1000 * at // (len(SIZES) - 1) for at, (size, _) in enumerate(reversed(SIZES))}
    takes = {take.id: take for take in scene.takes}
    return [steps[takes[shot.take].setup.size] if shot.take and takes[shot.take].setup.size else None  # type: ignore[union-attr]
            for shot in cut.shots for _ in range(shot.frames)]


@pytest.mark.parametrize("scene", SCENES)
def test_closeness_and_silence_by_line_are_what_every_frame_says(scene: Material) -> None:
    alts = [alt for alt in CuttingTool().propose(Brief(scene, want=12), seed=3)
            if len({one.reading.line for one in Lining(scene).spoken(alt.content)}) == len(scene.scene.spoken)]
    assert len(alts) >= 4, "a line that is joined from two readings is not in this check"
    for alt in alts:
        heard, frames = Lining(scene).spoken(alt.content), sized(alt.content, scene)
        ends = [two.start for _, two in pairwise(heard)] + [len(frames)]
        for kind, lines in kinds(scene).items():
            for axis in ("closeness", "silence"):
                mean = []
                for there in (True, False):
                    values = [size if axis == "closeness" else 1000 * (at >= one.out)
                              for one, end in zip(heard, ends, strict=True) if (one.reading.line in lines) is there
                              for at in range(one.start, end) if axis == "silence"
                              or (size := frames[at]) is not None]
                    mean.append(sum(values) / len(values))
                said = dict(alt.on_lines)[f"{axis} on {kind}"]
                assert said == pytest.approx(500 + (mean[0] - mean[1]) / 2, abs=1.5), (kind, axis)


def test_a_closer_picture_on_a_late_line_is_told_and_the_cut_is_known_by_its_content_alone() -> None:
    scene, tool = SCENES[0], CuttingTool()
    alts = list(tool.propose(Brief(scene, want=60), seed=3))
    low, high = (end(alts, key=lambda alt: dict(alt.on_lines)["closeness on late lines"]) for end in (min, max))
    half = [sized(alt.content, scene) for alt in (low, high)]
    later, before = ([[one for one in frames if one is not None][at] for frames in half]
                     for at in (slice(-60, None), slice(0, 60)))
    assert sum(later[1]) - sum(before[1]) > sum(later[0]) - sum(before[0])
    assert all(alt.id == content_hash(alt.content) for alt in (low, high))
    assert all(alt.variables == {**dict(alt.axes), **dict(alt.on_lines)} for alt in alts)


def test_kinds_that_a_scene_does_not_have_are_left_out() -> None:
    scene = SCENES[0]
    unmeasured = replace(scene, readings=tuple(replace(one, performance=None) for one in scene.readings))
    names = {name for alt in CuttingTool().propose(Brief(unmeasured, want=2), seed=1) for name, _ in alt.on_lines}
    assert names
    assert not any("strong" in name for name in names)
    alone = replace(scene, scene=replace(scene.scene, lines=tuple(_hers(line) for line in scene.scene.lines)))
    names = {name for alt in CuttingTool().propose(Brief(alone, want=2), seed=1) for name, _ in alt.on_lines}
    assert names
    assert not any("lead" in name for name in names)


def _hers(line: Line) -> Line:
    return replace(line, who="ANA") if line.kind != "action" else line


def test_an_alt_from_before_lines_were_told_is_read_and_its_plain_form_is_as_it_was() -> None:
    alt = next(CuttingTool().propose(Brief(SCENES[0], want=1), seed=1))
    before = replace(alt, on_lines=())
    assert "on_lines" not in to_plain(before)  # type: ignore[operator]
    assert from_plain(Alt, to_plain(before)).on_lines == ()
    assert canonical(from_plain(Alt, to_plain(alt)).on_lines) == canonical(alt.on_lines)
