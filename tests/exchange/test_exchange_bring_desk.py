"""`workprint bring`: a cut that was changed elsewhere becomes the circled cut, as the decision of whoever brings it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from put_on_record import put_on_record
from workprint.desk import Desk
from workprint.doors.cli.app import run
from workprint.film import (
    Cut,
    Material,
    NotAllowed,
    NotOnTheDesk,
    Original,
    Picture,
    Rate,
    Sound,
    Sync,
    Timecode,
    from_plain,
)
from workprint.testing import made_material


def with_files(material: Material) -> Material:
    """The same takes, each with a camera file of its own and timecode of its own hour."""
    files, takes = [], []
    for number, take in enumerate(material.takes, 1):
        files.append(Original(
            f"{number:064x}", f"/rushes/A001C{number:03}_260101_R1AB.mov", 10,
            Picture("prores", 1920, 1080, material.rate, take.frames),
            (Sound("pcm_s24le", 48_000, 2, material.rate.sample(take.frames)),),
            Timecode.parse(f"{number:02}:10:00:00", material.rate), "container"))
        takes.append(replace(take, original=files[-1].hash, sound=files[-1].hash, sync=Sync(0)))
    return replace(material, takes=tuple(takes), originals=tuple(files))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A scene with a circled cut."""
    with Desk.new(tmp_path / "film", person="Edna") as desk:
        put_on_record(desk, with_files(made_material(lines=8, takes=5, seed=3)))
        desk.propose(want=8)
        desk.circle("1")
        yield desk


def circled(desk: Desk) -> Cut:
    marked = desk.film.circled("1")
    assert marked
    assert isinstance(marked.alt.content, Cut)
    return marked.alt.content


def handed_over(desk: Desk) -> Path:
    """The edit list of the locked cut, as another program would give it back: nothing but events and names."""
    desk.lock(name="fine")
    desk.handover(movie="none")
    text = (desk.folder.handover / "fine" / "fine.edl").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("*") or line.startswith("* FROM CLIP NAME")]
    path = desk.folder.root / "fine back.edl"
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return path


def trimmed(path: Path) -> Path:
    """Five frames off the tail of the last picture: black stands there."""
    lines = path.read_text(encoding="utf-8").splitlines()
    place = max(n for n, line in enumerate(lines) if re.match(r"\d+\s+\S+\s+V\s", line))
    number, reel, track, _, start, out, record, end = lines[place].split()
    shorter = [str(Timecode.parse(one, Rate(24)).plus(-5)) for one in (out, end)]
    lines[place] = f"{number}  {reel} {track}     C        {start} {shorter[0]} {record} {shorter[1]}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_locked_cut_that_comes_back_unchanged_changes_nothing(desk: Desk) -> None:
    path = handed_over(desk)
    entries = len(desk.ledger)
    answer = desk.bring(path)
    assert answer.says == ("fine back.edl is unchanged: it plays as the locked cut of scene 1 does, so nothing was "
                           "recorded")
    assert (answer.entry, answer.alt, len(desk.ledger)) == (-1, "", entries)
    for kind in ("otio", "xml", "fcpxml", "aaf"):
        assert "is unchanged" in desk.bring(desk.folder.handover / "fine" / f"fine.{kind}").says


def test_a_locked_scene_refuses_a_changed_cut(desk: Desk) -> None:
    path = trimmed(handed_over(desk))
    with pytest.raises(NotAllowed, match=r"scene 1 is locked as fine, and fine back\.edl differs from it in 1 place; "
                                         r"an unlocked scene would do; unlock it with: workprint unlock --scene 1"):
        desk.bring(path)


def test_a_changed_cut_is_circled_as_that_persons_and_can_be_taken_back(desk: Desk) -> None:
    before, path = circled(desk), trimmed(handed_over(desk))
    desk.unlock(why="the editor has a better end")
    answer = desk.bring(path, note="shorter")
    assert answer.says.startswith("fine back.edl is the cut of scene 1 now: ")
    assert "by timecode and name" in answer.says
    assert "1 difference from the cut that was circled" in answer.says
    assert (answer.unmatched, len(answer.differs)) == ((), 1)
    now = circled(desk)
    assert (now.frames, now.shots[-1].take, now.shots[-1].frames) == (before.frames, "", 5)
    assert now.pieces == before.pieces
    brought, decision = desk.ledger.entry(answer.entry - 1), desk.ledger.entry(answer.entry)
    assert (brought.kind, decision.kind, decision.body["edit"]) == ("brought", "decision", brought.index)
    assert (brought.body["name"], brought.body["format"], len(brought.body["sha256"])) == ("fine back.edl", "edl", 64)
    assert from_plain(Cut, decision.body["alt"]["content"]) == now
    assert {pin.line for pin in desk.film.pins["1"].values()} == set(answer.pinned)
    desk.undo()
    assert circled(desk) == before
    assert not desk.film.pins.get("1")
    desk.redo()
    assert circled(desk) == now


def test_what_is_no_take_is_listed_and_the_rest_comes_in(desk: Desk) -> None:
    path = handed_over(desk)
    desk.unlock(why="stock footage")
    text = path.read_text(encoding="utf-8")
    reel = re.findall(r"^\d+\s+(\S+)\s+V\s", text, re.M)[-1]
    last = text.rindex(reel, 0, text.rindex(" V  "))
    path.write_text(text[:last] + "STOCK   " + text[last + len("STOCK   "):].replace("* FROM CLIP NAME: ", "* X ", 1),
                    encoding="utf-8")
    answer = desk.bring(path)
    assert len(answer.unmatched) == 1
    assert "'STOCK'" in answer.unmatched[0]
    assert "black stands in its place" in answer.unmatched[0]
    assert ", 1 event not" in answer.says


def test_a_cut_comes_in_where_nothing_was_circled(desk: Desk) -> None:
    path = handed_over(desk)
    desk.unlock(why="from the beginning")
    desk.undo(next(entry.index for entry in desk.ledger.entries("decision")))
    assert desk.film.circled("1") is None
    answer = desk.bring(path)
    assert answer.says.endswith("nothing was circled to compare it with")
    assert answer.pinned == ()
    with pytest.raises(NotOnTheDesk):
        desk.bring(path, scene="99")


def test_the_command_line_brings_a_file(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    path = trimmed(handed_over(desk))
    desk.unlock(why="a shorter end")
    root = desk.folder.root
    assert run(["bring", str(path), "--film", str(root), "--note", "shorter"]) == 0
    said = capsys.readouterr().out
    assert "fine back.edl is the cut of scene 1 now" in said
    assert "what differs" in said
    assert run(["bring", str(root / "nothing.edl"), "--film", str(root)]) == 4
