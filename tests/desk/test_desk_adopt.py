"""Ad-libs become lines of the scene by a person's word, and stop being lines when it is taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from put_on_record import put_on_record
from workprint.desk import Desk
from workprint.film import (
    BadValue,
    Cut,
    Line,
    Material,
    NotOnTheDesk,
    Performance,
    Rate,
    Reading,
    Scene,
    Slate,
    Take,
    Word,
    to_plain,
)

SECOND = 48_000
SCENE = Scene("1", "INT. KITCHEN - DAY", (
    Line("1/1", "spoken", "You were late.", "ANA"), Line("1/2", "spoken", "I was outside.", "BEN"),
    Line("1/3", "spoken", "All of the time?", "ANA")))


def said(take: str, line: str, at: int, words: str, pitch: int = 0) -> Reading:
    """A reading that begins at second `at`, four words a second."""
    step, heard = SECOND // 4, "scripted" if line else "extra"
    voice = Performance(-23_000, -20_000, pitch, 300, 500, 180, 0) if pitch else None
    return Reading(take, line, tuple(
        Word(text, at * SECOND + place * step, at * SECOND + (place + 1) * step, heard, 900 if line else 300)
        for place, text in enumerate(words.split())), 900 if line else 300, performance=voice)


def take(letter: str) -> Take:
    return Take(Slate("1", letter, 1), letter * 64, 480, Rate(24))


A, B, C = "1A/1", "1B/1", "1C/1"
READINGS = (
    said(A, "1/1", 2, "you were late", 210_000), said(A, "", 4, "you must be choking", 120_000),
    said(A, "1/2", 6, "i was outside", 115_000), said(A, "1/3", 8, "all of the time", 205_000),
    said(B, "1/1", 2, "you were late", 210_000), said(B, "", 4, "you must be joking", 120_000),
    said(B, "1/2", 6, "i was outside", 118_000), said(B, "", 8, "(speech)", 118_000),
    said(C, "", 1, "ready when you are"), said(C, "1/1", 3, "you were late", 210_000),
    said(C, "1/2", 6, "i was outside", 120_000), said(C, "1/3", 8, "all of the time", 205_000))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.new(tmp_path / "film", title="Made", person="Edna", role="editor") as desk:
        put_on_record(desk, Material(SCENE, Rate(24), tuple(take(letter) for letter in "ABC"), READINGS))
        yield desk


def ids(desk: Desk) -> list[str]:
    return [one.line.id for one in desk.lines().lines]


def of_line(desk: Desk, line: str) -> list[tuple[str, str, str]]:
    return [(one.take, " ".join(word.text for word in one.said), ",".join(sorted({word.heard for word in one.words})))
            for one in desk.material("1").readings if one.line == line]


def relined(desk: Desk, name: str, readings: Sequence[Reading]) -> None:
    """What lining the take once more puts on the record."""
    desk.record("lined", {"take": name, "of": "again", "belongs": 1000, "readings": to_plain(tuple(readings)),
                          "notes": [], "room": None, "head": 0, "people": []})


def test_lines_are_counted_and_the_same_ad_lib_in_two_takes_is_one_proposal(desk: Desk) -> None:
    found = desk.lines()
    assert [(one.line.id, one.readings, one.takes) for one in found.lines] == [
        ("1/1", 3, 3), ("1/2", 3, 3), ("1/3", 2, 2)]
    assert [(one.number, one.after, one.words, [reading.take for reading in one.heard]) for one in found.proposed] == [
        (1, "", "ready when you are", [C]), (2, "1/1", "you must be choking", [A, B]), (3, "1/2", "(speech)", [B])]


def test_an_adopted_line_follows_its_line_in_every_take_that_has_it(desk: Desk) -> None:
    done = desk.adopt("2", words="You must be joking.")
    assert done.says == "BEN now has the line 1/1+1, 'You must be joking.', heard in 1A/1, 1B/1"
    assert ids(desk) == ["1/1", "1/1+1", "1/2", "1/3"]
    assert of_line(desk, "1/1+1") == [(A, "you must be joking", "scripted"), (B, "you must be joking", "scripted")]
    assert [one.after for one in desk.lines().proposed] == ["", "1/2"]
    assert [one.take for one in desk.readings("1+1").readings] == [A, B]


@pytest.mark.parametrize("at", ["4.3", "4.3 s", "00:00:04:08", "3.7"])
def test_an_ad_lib_is_named_by_take_and_time(desk: Desk, at: str) -> None:
    assert "1/1+1" in desk.adopt(B, at, who="ANA").says
    assert desk.material("1").scene.lines[1].who == "ANA"


def test_undo_makes_it_a_proposal_again_even_after_lining_again(desk: Desk) -> None:
    entry = desk.adopt("2").entry
    relined(desk, A, [READINGS[0], *[one for one in desk.material("1").readings if one.line == "1/1+1"][:1]])
    desk.undo(entry)
    assert ids(desk) == ["1/1", "1/2", "1/3"]
    (again,) = (one for one in desk.lines().proposed if one.after == "1/1")
    assert [one.take for one in again.heard] == [A, B]
    assert {word.heard for one in again.heard for word in one.words} == {"extra"}


def test_lining_again_keeps_what_a_person_heard_and_what_it_finds_itself(desk: Desk) -> None:
    desk.adopt("2", words="You must be joking.")
    relined(desk, A, READINGS[:4])
    relined(desk, C, [*READINGS[8:10], said(C, "1/1+1", 5, "you must be joking"), *READINGS[10:]])
    assert [take for take, _, _ in of_line(desk, "1/1+1")] == [A, B, C]
    assert not any(one.take == A for told in desk.lines().proposed for one in told.heard)


def test_a_second_ad_lib_after_the_first_has_its_own_number(desk: Desk) -> None:
    desk.adopt("2")
    desk.adopt("1")
    assert ids(desk) == ["1/0+1", "1/1", "1/1+1", "1/2", "1/3"]
    relined(desk, A, [*READINGS[:1], said(A, "1/1+1", 4, "you must be"), said(A, "", 5, "honestly"), *READINGS[2:4]])
    number = next(one.number for one in desk.lines().proposed if one.words == "honestly")
    assert "1/1+2" in desk.adopt(str(number)).says
    assert ids(desk) == ["1/0+1", "1/1", "1/1+1", "1/1+2", "1/2", "1/3"]


def test_the_script_on_the_record_stays_as_it_is_and_reading_it_again_keeps_the_line(desk: Desk) -> None:
    desk.adopt("2")
    texts = [entry.body["text"] for entry in desk.ledger.entries("script")]
    desk.record("script", {"name": "made", "text": texts[-1] + "\n\nBEN\nMost of it.\n"})
    assert ids(desk) == ["1/1", "1/1+1", "1/2", "1/3", "1/4"]
    assert "must be" not in texts[-1]


def test_a_removed_adopted_line_is_left_out_of_the_cut(desk: Desk) -> None:
    desk.adopt("2", words="You must be joking.")
    desk.propose(want=2)
    desk.show()
    desk.circle("1")
    assert "1/1+1" in lines_of(desk)
    desk.remove("1+1")
    assert "1/1+1" not in lines_of(desk)


def lines_of(desk: Desk) -> set[str]:
    """Lines that the circled cut has."""
    circled = desk.film.circled("1")
    assert circled is not None
    assert isinstance(circled.alt.content, Cut)
    return {line for shot in circled.alt.content.shots for line in shot.lines}


@pytest.mark.parametrize(("what", "trouble", "says"), [
    (("9",), NotOnTheDesk, r"proposed line '9' was named; 1: 'ready when you are'; 2: .* would do; look with"),
    ((A, "9.9"), NotOnTheDesk, "proposed line '1A/1 at 9.9' was named"),
    ((A, "noon"), BadValue, "the time in the take came as 'noon'; seconds such as 12.4"),
    (("3",), BadValue, "what was said there could not be told; the words as you hear them would do; give them with"),
])
def test_what_cannot_be_adopted_is_a_sentence(desk: Desk, what: tuple[str, ...], trouble: type[Exception],
                                              says: str) -> None:
    with pytest.raises(trouble, match=says):
        desk.adopt(*what)
