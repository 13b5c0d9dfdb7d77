"""What the takes of a line say of each other is on the record, and every reading shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from put_on_record import put_on_record
from workprint.desk import Desk
from workprint.desk.doubting import UNSURE, notes
from workprint.film import Material, Reading, to_plain
from workprint.testing import made_material


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.new(tmp_path / "film", title="Made", person="Edna", role="editor") as desk:
        made = made_material(lines=6, takes=4, seed=3)
        heard = tuple(replace(one, words=tuple(replace(word, confidence=900) for word in one.words))
                      for one in made.readings)
        put_on_record(desk, replace(made, readings=heard))
        yield desk


def first(material: Material) -> Reading:
    return next(one for one in material.readings if one.line and len(one.words) > 1 and not one.flags)


def doubt(desk: Desk, reading: Reading, *words: int, text: str = "") -> None:
    scene = next(iter(desk.film.takes.values())).slate.scene
    desk.record("doubted", {"scene": scene, "words": [
        [reading.take, reading.line, reading.run, at, text] for at in words]})


def same(desk: Desk, reading: Reading) -> Reading:
    scene = next(iter(desk.film.takes.values())).slate.scene
    return next(one for one in desk.material(scene).readings
                if (one.take, one.line, one.run) == (reading.take, reading.line, reading.run))


def test_a_doubted_word_is_not_surely_heard_until_the_next_lining_says_otherwise(desk: Desk) -> None:
    scene = next(iter(desk.film.takes.values())).slate.scene
    reading = first(desk.material(scene))
    doubt(desk, reading, 1)
    after = same(desk, reading)
    assert [word.confidence for word in after.words].count(UNSURE) == 1
    assert after.flags == ("unsure",)
    assert [one for one in desk.material(scene).readings if one.flags != ()] == [after]
    take = desk.film.takes[reading.take]
    (note,) = notes(desk.film.readings[reading.take], take, desk.film.doubts[scene])
    assert note == f"line {reading.line} may lack or change {reading.words[1].text!r}: other takes have it otherwise"
    doubt(desk, reading)
    assert same(desk, reading) == reading


def test_a_word_that_a_person_set_is_never_doubted(desk: Desk) -> None:
    scene = next(iter(desk.film.takes.values())).slate.scene
    reading = first(desk.material(scene))
    word = reading.words[0]
    desk.correct(reading.take, reading.line, 1, word.start, word.out, run=reading.run)
    doubt(desk, reading, 0)
    assert same(desk, reading).words[0].confidence == 1000


def test_a_word_that_the_other_takes_know_is_scripted_after_all(desk: Desk) -> None:
    scene = next(iter(desk.film.takes.values())).slate.scene
    reading = first(desk.material(scene))
    changed = replace(reading, words=(replace(reading.words[0], text="(speech)", heard="changed", confidence=300),
                                      *reading.words[1:]))
    readings = [changed if (one.line, one.run) == (reading.line, reading.run) else one
                for one in desk.film.readings[reading.take]]
    desk.record("lined", {"take": reading.take, "of": "again", "belongs": 1000, "readings": to_plain(tuple(readings)),
                          "notes": [], "room": None, "head": 0, "people": []})
    assert same(desk, reading).flags == ("changed",)
    doubt(desk, reading, 0, text=reading.words[0].text)
    assert same(desk, reading).flags == ()
    assert same(desk, reading).words[0].text == reading.words[0].text
