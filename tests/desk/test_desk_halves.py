"""Half a line through the desk: a part is named as an editor would name it, pinned, swapped, and the rest stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from put_on_record import put_on_record
from workprint.desk import Desk
from workprint.desk.loop import alts_of, latest
from workprint.film import CannotCut, Cut, Material
from workprint.tools.cutting import made_scene
from workprint.tools.cutting.halves import halves
from workprint.tools.cutting.made_scene import Odds

SCENE = made_scene(2, 8, 6, odds=Odds(missing=0, changed=0, again=0, ad_lib=0, quick=0, action=0))
LINE = next(iter(halves(SCENE).at))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.new(tmp_path / "film", title="Made", person="Edna", role="editor") as desk:
        put_on_record(desk, SCENE)
        yield desk


def heard(material: Material, cut: Cut) -> dict[str, str]:
    return {each.reading.line: each.reading.take for each in halves(material).parted.spoken(cut)}


def test_a_part_of_a_line_is_pinned_and_every_proposal_has_it(desk: Desk) -> None:
    number = LINE.split("/")[1]
    said = desk.pin(f"{number}.2", "9B/1")
    assert said.says == f"9B/1 stays on line {LINE}.2"
    desk.propose(want=6)
    material, alts = desk.material("9"), alts_of(desk, latest(desk, "9"))
    assert alts
    for alt in alts:
        assert heard(material, alt.content)[f"{LINE}.2"] == "9B/1"
        assert not any("." in line for shot in alt.content.shots for line in shot.lines)


def test_half_a_line_is_swapped_in_the_circled_cut_and_the_other_half_stays(desk: Desk) -> None:
    desk.propose(want=6)
    desk.circle("1")
    material, before = desk.material("9"), desk.film.circled("9")
    assert before is not None
    was = heard(material, before.alt.content)
    refused = 0
    for take in (one.id for one in material.takes if one.id != was[f"{LINE}.2"]):
        try:
            desk.swap(f"{LINE}.2", take)
        except CannotCut as no:
            assert f"line {LINE}" in str(no)
            refused += 1
            continue
        after = desk.film.circled("9")
        assert after is not None
        now = heard(material, after.alt.content)
        assert now[f"{LINE}.2"] == take
        assert {line: now[line] for line in now if line != f"{LINE}.2"} == {
            line: was[line] for line in was if line != f"{LINE}.2"}
        assert any(reason.says.endswith("at a pause") for reason in after.alt.reasons)
        return
    pytest.fail(f"no take could be swapped in; {refused} were refused")
