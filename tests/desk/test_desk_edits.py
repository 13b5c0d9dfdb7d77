"""Edits by hand through the desk: exact, told in a sentence, on the record, held or said not to be, and never lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workprint.desk import Desk
from workprint.desk.loop import alts_of, latest
from workprint.film import BadValue, CannotCut, Cut, NotAllowed, NotOnTheDesk, Pin
from workprint.film.playable import unplayable


def _cut(desk: Desk) -> Cut:
    return desk.film.circled("1").alt.content


@pytest.fixture
def cut(desk: Desk) -> Desk:
    desk.propose(want=8)
    desk.circle("1")
    return desk


def _entry(desk: Desk) -> dict:
    return list(desk.ledger.entries("edit"))[-1].body


def test_an_edit_is_exact_and_on_the_record_with_what_it_was_and_is(cut: Desk) -> None:
    before = cut.film.circled("1").alt
    said = cut.trim("s3", tail=-6)
    after = cut.film.circled("1").alt
    assert after.content.frames == before.content.frames - 6 == said.frames
    assert after.content.shots[2] == replace(before.content.shots[2], out=before.content.shots[2].out - 6,
                                             lines=after.content.shots[2].lines)
    assert after.content.shots[3:] == before.content.shots[3:]
    assert said.says.startswith("s3 ends 6 frames earlier, at 00:00:0")
    assert said.says.endswith("long, 6 frames shorter")
    body = _entry(cut)
    assert (body["verb"], body["from"], body["to"]) == ("trim", before.id, after.id)
    assert body["given"] == {"shot": "s3", "head": 0, "tail": -6, "roll": False}
    assert said.entry == cut.film.circled("1").index
    assert sum(reason.points for reason in after.reasons) == after.score != 0


def test_a_hand_edit_is_held_in_later_proposals_unless_it_is_loose(cut: Desk) -> None:
    said = cut.roll("s4", 5)
    assert said.keeps.startswith("later proposals keep the frames of line")
    kept = [(shot.take, shot.start, shot.out) for shot in _cut(cut).shots if "1/4" in shot.lines]
    assert {pin.line for pin in cut.film.pins["1"].values()} >= {"1/4"}
    cut.propose(want=12)
    for alt in alts_of(cut, latest(cut, "1")):
        assert [(shot.take, shot.start, shot.out) for shot in alt.content.shots if "1/4" in shot.lines] == kept
    said = cut.roll("s4", -3, loose=True)
    assert said.keeps == "later proposals are free to cut it otherwise"
    assert not {pin.line for pin in cut.film.pins["1"].values()} & {"1/4"}


def test_what_pins_cannot_tell_is_said_and_the_version_stays(cut: Desk) -> None:
    before = _cut(cut)
    said = cut.lift("s3")
    lifted = _cut(cut)
    assert lifted.shots[2].take == ""
    assert "keep" in said.keeps
    assert "this version" in said.keeps
    cut.propose(want=6)
    assert _cut(cut) == lifted
    cut.undo()
    assert _cut(cut) == before
    assert not cut.film.pins["1"]


def test_a_broken_law_is_a_warning_with_its_place(cut: Desk) -> None:
    rate, piece = cut.film.rate, _cut(cut).pieces[0]
    word = next(one for reading in cut.material("1").readings if reading.take == piece.take for one in reading.said
                if rate.frame_of(one.out) < piece.out)
    inside = rate.frame_of((word.start + word.out) // 2) - piece.start
    said = cut.insert(str(inside), "black", frames=12)
    assert any(warning.startswith("at 00:00:") and f"inside the word {word.text!r}" in warning
               for warning in said.warnings), said.warnings


def test_a_hand_made_cut_is_locked_with_notes_and_a_tool_s_own_is_not(cut: Desk) -> None:
    cut.extract("100", "103")
    locked = cut.lock(name="mine")
    assert any("inside the word" in note or "is not heard whole" in note for note in locked.notes)
    cut.unlock(why="to try the other one")
    cut.go("1")
    cut.veto(_cut(cut).shots[0].take)
    with pytest.raises(NotAllowed, match=r"the circled cut cannot be locked: take .* is seen, though vetoed"):
        cut.lock()


def test_every_verb_makes_a_version_that_plays_and_undo_walks_back(cut: Desk) -> None:
    verbs = [lambda: cut.split("100"), lambda: cut.drag("s3", -4), lambda: cut.slip("s2", 3),
             lambda: cut.slide("s2", 3, picture=True), lambda: cut.insert("0", "black", frames=10),
             lambda: cut.insert("s3", "1C/1", start="100", frames=24),
             lambda: cut.overwrite("00:00:02:00", "1B/1", start="90", out="110"), lambda: cut.lift("60", "70"),
             lambda: cut.extract("20", "30"), lambda: cut.extend("s4", frames=5, roll=True),
             lambda: cut.speed("s2", 50), lambda: cut.speed("s2", frames=30),
             lambda: cut.lay("40", "1D/1", start="100", frames=20), lambda: cut.mute("90", "100"),
             lambda: cut.mute(over=1), lambda: cut.replace("s5", "1C/1", start="200", what="picture")]
    seen = [_cut(cut)]
    for verb in verbs:
        verb()
        assert unplayable(_cut(cut), cut.material("1")) == ()
        seen.append(_cut(cut))
    assert len(cut.versions().rows) == len(seen)
    assert len(list(cut.ledger.entries("edit"))) == len(verbs)
    root = cut.folder.root
    cut.close()
    with Desk.open(root) as again:
        for known in reversed(seen):
            assert again.film.circled("1").alt.content == known
            again.undo()
        assert again.film.circled("1") is None


def test_the_list_of_edits_has_what_the_verbs_ask_for(cut: Desk) -> None:
    told, now = cut.edits(), _cut(cut)
    assert [row.shot for row in told.rows] == [f"s{n + 1}" for n in range(len(now.shots))]
    assert [row.at for row in told.rows] == list(now.starts)
    assert told.rows[0].record == "01:00:00:00"
    assert (told.rows[0].sound, told.version, told.stage) == ("", "version 1", "assembly")
    assert told.rows[1].lines[0].startswith("1/")
    assert told.rows[1].lines[0].endswith("this is line number...")
    for row, shot in zip(told.rows, now.shots, strict=True):
        take = cut.film.takes[shot.take]
        assert (row.before, row.after) == (shot.start - take.head, take.frames - shot.out)


def test_a_reading_is_replaced_with_its_words_at_the_same_place(cut: Desk) -> None:
    rate, now = cut.film.rate, _cut(cut)
    shot = next(n for n, one in enumerate(now.shots) if n and one.take != "1C/1")
    others = {one.line: one for one in cut.material("1").readings if one.take == "1C/1"}
    cut.replace(f"s{shot + 1}", "1C/1", what="picture")
    new = _cut(cut).shots[shot]
    assert (new.take, new.frames) == ("1C/1", now.shots[shot].frames)
    own = {one.line: one for one in cut.material("1").readings if one.take == now.shots[shot].take}
    gaps = [rate.frame_of(others[line].start) - new.start - (rate.frame_of(own[line].start) - now.shots[shot].start)
            for line in now.shots[shot].lines]
    assert min(map(abs, gaps)) <= 1
    assert _cut(cut).pieces == now.pieces
    with pytest.raises(NotOnTheDesk, match=r"take 1C/1 does not say line .* 2 times"):
        cut.replace(f"s{shot + 1}", "1C/1", run=2)


def test_lines_and_timecodes_name_shots_and_places(cut: Desk) -> None:
    before = _cut(cut)
    shot = next(n for n, one in enumerate(before.shots) if one.take in before.by_line["1/4"] and "1/4" in one.lines)
    assert "ends 1 frame earlier" in cut.trim("4", tail=-1).says
    assert _cut(cut).frames == before.frames - 1
    cut.undo()
    cut.slip("1/4", 2)
    slipped = [n for n, (one, other) in enumerate(zip(before.shots, _cut(cut).shots, strict=True))
               if one.start + 2 == other.start]
    assert slipped
    assert shot - 1 <= slipped[0] <= shot + 1
    cut.undo()
    assert cut.split("01:00:02:12").says.startswith("the cut is split at 00:00:02:12")
    with pytest.raises(CannotCut, match="where there is an edit already"):
        cut.split("00:00:02:12")


@pytest.mark.parametrize(("verb", "given", "error", "says"), [
    ("trim", ("s99",), NotOnTheDesk, r"shot s99 came; s1 to s\d+ would do"),
    ("trim", ("s2",), BadValue, "no frames came to trim by; --head or --tail would do"),
    ("roll", ("s1", 4), CannotCut, "the edit came as the one at which shot 1 begins, and nothing is cut there"),
    ("split", ("99999",), NotOnTheDesk, r"the place 99999 came; 0 to \d+"),
    ("split", ("noon",), BadValue, "the timecode came as 'noon'"),
    ("extract", ("50", "40"), BadValue, "the run came as 50 to 40; an end after its beginning"),
    ("insert", ("s2", "1B/1"), BadValue, "a run of take 1B/1 came with no start and no end"),
    ("insert", ("s2", "9Z/9"), BadValue, "a run of take 9Z/9 came with no start"),
    ("slip", ("s2", 9999), CannotCut, r"a slip of \+9999 frames came"),
    ("mute", ("s2", "s1"), BadValue, "the run came as s2 to s1"),
    ("lift", ("99",), NotOnTheDesk, "line '99' is not in scene 1"),
])
def test_what_cannot_be_is_refused_and_leaves_no_trace(cut: Desk, verb, given, error, says) -> None:
    before, size = _cut(cut), len(cut.ledger)
    with pytest.raises(error, match=says):
        getattr(cut, verb)(*given, **({"tail": -1} if given == ("s99",) else {}))
    assert (_cut(cut), len(cut.ledger)) == (before, size)


def test_without_a_circled_cut_or_in_a_locked_scene_nothing_is_cut(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="nothing is circled in scene 1; a circled cut would do"):
        desk.roll("s2", 3)
    with pytest.raises(NotAllowed, match="nothing is circled in scene 1"):
        desk.edits()
    desk.propose(want=6)
    desk.circle("1")
    desk.lock(name="done")
    with pytest.raises(NotAllowed, match="scene 1 is locked as done"):
        desk.roll("s2", 3)


def test_a_note_follows_its_frames_and_says_when_they_are_gone(cut: Desk) -> None:
    start = _cut(cut).starts[3]
    cut.note("s4", "too long")
    cut.note(str(start), str(start + 10), "look at her eyes")
    cut.insert("0", "black", frames=20)
    first, second = cut.notes().rows
    assert (first.start, first.found, first.text, first.version) == (start + 20, "there", "too long", 1)
    cut.trim("s5", head=4)
    assert [row.found for row in cut.notes().rows] == ["partly there", "partly there"]
    cut.extract("s5")
    assert [row.found for row in cut.notes().rows] == ["gone", "gone"]
    cut.go("1")
    assert [(row.start, row.found) for row in cut.notes().rows] == [(start, "there")] * 2
    cut.resolve(1)
    assert cut.notes().open == 1
    with pytest.raises(NotAllowed, match="note 1 is resolved already"):
        cut.resolve(1)
    assert cut.versions().rows[-1].notes in (0, 1)
    with pytest.raises(NotOnTheDesk, match="note 7 is not in scene 1; 1 to 2 would do"):
        cut.resolve(7)
    assert second.text == "look at her eyes"


def test_what_a_note_says_can_be_erased_and_the_record_still_verifies(cut: Desk) -> None:
    said = cut.note("s2", "she hates this take")
    entry = cut.ledger.entry(said.entry)
    assert "hates" not in entry.text
    cut.erase(dict(entry.private)["text"])
    assert cut.notes().rows[0].text == ""
    assert cut.verify().ok


def test_open_notes_go_into_a_handover_as_markers(cut: Desk) -> None:
    cut.note("s2", "fix the hum here")
    cut.note("s3", "dealt with")
    cut.resolve(2)
    cut.lock(name="marked")
    handed = cut.handover(movie="none")
    told = next(path for path in handed.files if path.endswith(".edl"))
    with open(told, encoding="utf-8") as file:
        text = file.read()
    assert "fix the hum here" in text
    assert "dealt with" not in text


def test_a_plain_pin_that_an_edit_gainsays_gives_way_to_it_until_the_edit_is_undone(cut: Desk) -> None:
    other = next(take for take in ("1B/1", "1C/1", "1D/1") if take not in _cut(cut).by_line["1/2"])
    cut.pin("2", other)
    shot = next(n for n, one in enumerate(_cut(cut).shots) if "1/2" in one.lines)
    cut.roll(f"s{shot + 2}", 2)
    held = [pin for pin in cut.film.pins["1"].values() if pin.line == "1/2"]
    assert len(held) == 1
    cut.undo()
    assert Pin("1/2", other) in cut.film.pins["1"].values()


def test_a_line_that_was_trimmed_into_a_word_is_not_lost_by_a_later_wish_elsewhere(cut: Desk) -> None:
    shot = next(n for n, one in enumerate(_cut(cut).shots, 1) if len(one.lines) == 1 and one.frames > 30 and n > 1)
    line = _cut(cut).shots[shot - 1].lines[0]
    said = cut.trim(f"s{shot}", tail=-20)
    assert any(f"line {line} is not heard whole" in fault for fault in said.warnings)
    other = next(one for one in ("1/1", "1/2", "1/3", "1/4", "1/5", "1/6") if one != line
                 and not {one, line} <= {each for shot in _cut(cut).shots for each in shot.lines if line in shot.lines})
    take = next(reading.take for reading in cut.material("1").readings
                if reading.line == other and reading.take not in _cut(cut).by_line[other])
    cut.swap(other, take)
    assert line in _cut(cut).by_line, "a line that was only shortened is still in the cut"
