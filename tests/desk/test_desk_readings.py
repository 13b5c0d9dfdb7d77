"""Every reading of a line: what is told of each, in which order, and the movie of them one after another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from put_on_record import put_on_record
from workprint.desk import Desk
from workprint.desk.listening import differs, in_order
from workprint.film import (
    Line,
    Material,
    NotOnTheDesk,
    Performance,
    Rate,
    Reading,
    Scene,
    Slate,
    Sync,
    Take,
    Timecode,
    Word,
)
from workprint.media import Shape, lay_sound, make_proxy, probe, read_sound
from workprint.media.made_film import make_take, read_code

RATE = Rate.parse("23.976")
FRAMES = (96, 60, 80)
HEADS = (0, 24, 0)
SAID = ((40, 70), (30, 55), (60, 80))
"""First frame and out of line 1/1 in each take: with room on both sides, after a late slate, up to the very end."""
LINE = Line("1/1", "spoken", "Turn to me with the key.", "ANA")


def voice(**known: int) -> Performance:
    measures = {"loudness": -20_000, "level": -20_000, "pitch": 200_000, "pitch_range": 500, "energy": 500,
                "pace": 200, "pause": 0}
    return Performance(**(measures | known))


def reading(take: str, first: int, out: int, said: str, heard: str, **known: object) -> Reading:
    """Words of equal length from frame `first` to `out`; `heard` has a letter for each: s c e m."""
    kinds = {"s": "scripted", "c": "changed", "e": "extra", "m": "missing"}
    words, start, end = said.split(), RATE.sample(first), RATE.sample(out)
    edges = [start + (end - start) * place // len(words) for place in range(len(words) + 1)]
    told = zip(words, edges[:-1], edges[1:], heard, strict=True)
    return Reading(take, "1/1", tuple(Word(text, low, high, kinds[kind])  # type: ignore[arg-type]
                                      for text, low, high, kind in told), **known)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def shot(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """Three takes whose frames carry their numbers, and a reading of one line in each."""
    folder = tmp_path_factory.mktemp("shot")
    files = [probe(make_take(folder / f"{number}.mov", number, frames=frames, rate=RATE, width=192, height=108))
             for number, frames in enumerate(FRAMES, 1)]
    takes = tuple(Take(Slate("1", "A", number), file.hash, frames, RATE, file.hash, sync=Sync(0), circled=number == 2,
                       head=head)
                  for number, (file, frames, head) in enumerate(zip(files, FRAMES, HEADS, strict=True), 1))
    readings = (
        reading("1A/1", *SAID[0], "turn me with the key", "sssss", performance=voice(energy=300, pace=250)),
        reading("1A/2", *SAID[1], "turn to me with well the thing", "ssssesc",
                performance=voice(energy=800, pace=150, loudness=-25_000, pitch=150_000)),
        reading("1A/3", *SAID[2], "turn to me with the key", "smmsss", run=2, confidence=400,
                performance=voice(energy=500, pace=200, pitch=250_000)))
    return Material(Scene("1", "INT. ROOM - DAY", (LINE,)), RATE, takes, readings, tuple(files))


@pytest.fixture(scope="module")
def laid(shot: Material, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their proxies and sounds, by take number, made once."""
    folder = tmp_path_factory.mktemp("laid")
    for take, file in zip(shot.takes, sorted(shot.originals, key=lambda one: one.path), strict=True):
        make_proxy(file, folder / f"{take.slate.take}.mp4", rate=RATE, shape=Shape(192, 108))
        lay_sound(file, take, folder / f"{take.slate.take}.wav")
    return folder


@pytest.fixture
def desk(tmp_path: Path, shot: Material, laid: Path) -> Iterator[Desk]:
    with Desk.new(tmp_path / "film", title="Made", rate="23.976", person="Edna") as desk:
        put_on_record(desk, shot)
        for take in desk.material("1").takes:
            kept = desk.kept(take)
            shutil.copy(laid / f"{take.slate.take}.mp4", kept.proxy)
            shutil.copy(laid / f"{take.slate.take}.wav", kept.sound)
        yield desk


def test_readings_play_one_after_another_with_handles_and_black(desk: Desk, tmp_path: Path) -> None:
    told = desk.readings("1", to=tmp_path / "all.mp4")
    assert told.file == str(tmp_path / "all.mp4")
    wanted = [*((1, frame) for frame in range(28, 82)), *[None] * 12, *((2, frame) for frame in range(24, 60)),
              *[None] * 12, *((3, frame) for frame in range(48, 80))]
    with av.open(told.file) as container:
        assert [read_code(frame.to_ndarray(format="rgb24")) for frame in container.decode(video=0)] == wanted
    places = [Timecode.parse(row.begins, RATE).frame for row in told.rows]
    assert places == [0, 66, 114]
    sound = read_sound(Path(told.file))
    assert len(sound) == RATE.sample(len(wanted))
    for black in (54, 102):
        assert not sound[RATE.sample(black + 1) + 1:RATE.sample(black + 11) - 1].any()
    inside = sound[RATE.sample(70):RATE.sample(98)]
    assert np.sqrt(np.mean(inside**2)) > 0.1


def test_what_was_said_otherwise_is_told_by_name(desk: Desk) -> None:
    rows = desk.readings("1/1").rows
    assert [row.differs for row in rows] == [
        "", "adds 'well'; says 'thing' for 'key'", "leaves out 'to me'; said again, run 2; not heard surely"]
    assert [row.circled for row in rows] == [False, True, False]
    assert [row.take for row in rows] == ["1A/1", "1A/2", "1A/3"]


@pytest.mark.parametrize(("order", "takes"), [
    ("slate", "123"), ("energy", "312"), ("pace", "132"), ("pitch", "312"), ("level", "132"), ("length", "123")])
def test_readings_come_in_the_order_that_was_asked_for(desk: Desk, order: str, takes: str) -> None:
    told = desk.readings("1", order=order)  # type: ignore[arg-type]
    assert [one.take for one in told.readings] == [row.take for row in told.rows] == [f"1A/{name}" for name in takes]
    begins = [row.begins for row in told.rows]
    assert begins == sorted(begins)
    with av.open(told.file) as container:
        first = read_code(next(container.decode(video=0)).to_ndarray(format="rgb24"))
    assert first
    assert first[0] == int(takes[0])


def test_what_was_not_measured_or_not_said_is_shown_last_and_not_played(desk: Desk) -> None:
    silent = reading("1A/1", 80, 80, "turn to me with the key", "mmmmmm", run=2)
    desk.record("lined", {"take": "1A/1", "of": "made", "belongs": 1000, "notes": [], "room": None, "head": 0,
                          "people": [], "readings": [_plain(silent)]})
    told = desk.readings("1", order="energy")
    assert [row.take for row in told.rows] == ["1A/3", "1A/2", "1A/1"]
    assert told.rows[2].begins == ""
    assert told.rows[2].differs.startswith("leaves out 'turn to me with the key'")
    assert [row.begins for row in told.rows[:2]] == ["00:00:00:00", "00:00:01:20"]


def _plain(noun: Reading) -> object:
    from workprint.film import to_plain

    return to_plain(noun)


def test_a_note_of_the_report_stands_beside_its_take(desk: Desk) -> None:
    take = desk.film.takes["1A/3"]
    desk.record("take", {**_plain(replace(take, note="")), "circled": True}, {"note": "best for pace"})  # type: ignore[dict-item, arg-type]
    row = desk.readings("1").rows[2]
    assert (row.circled, row.note) == (True, "best for pace")


def test_where_proxies_are_gone_the_table_still_comes_and_says_so(desk: Desk, tmp_path: Path) -> None:
    desk.kept(desk.film.takes["1A/2"]).proxy.unlink()
    told = desk.readings("1")
    assert told.file == ""
    assert len(told.rows) == 3
    assert {row.begins for row in told.rows} == {""}
    assert told.why.startswith("the proxy of 1A/2 is gone from media/")
    with pytest.raises(NotOnTheDesk, match="the proxy of 1A/2 is gone from media/; the original files would do"):
        desk.readings("1", to=tmp_path / "all.mp4")


def test_a_line_that_nobody_says_has_nothing_to_play(desk: Desk) -> None:
    for take in ("1A/1", "1A/2", "1A/3"):
        desk.record("lined", {"take": take, "of": "made", "belongs": 1000, "notes": [], "room": None, "head": 0,
                              "people": [], "readings": []})
    told = desk.readings("1")
    assert (told.rows, told.file) == ((), "")
    assert told.why == "nobody is heard saying it, or seen doing it, so there is nothing to play"


def test_an_action_line_plays_every_time_it_is_done(desk: Desk, tmp_path: Path) -> None:
    desk.record("script", {"name": "made", "text": "INT. ROOM - DAY #1#\n\nShe turns.\n\nANA\nTurn to me.\n"})
    found = [{"take": "1A/3", "line": "1/1", "start": 20, "out": 30, "by_hand": True},
             {"take": "1A/1", "line": "1/1", "start": 40, "out": 60, "by_hand": False}]
    for one in found:
        desk.record("moments", {"take": one["take"], "of": "made", "moments": [one], "notes": []})
    told = desk.readings("1", to=tmp_path / "turns.mp4")
    assert [one.take for one in told.moments] == [row.take for row in told.rows] == ["1A/1", "1A/3"]
    assert [row.begins for row in told.rows] == ["00:00:00:00", "00:00:02:08"]
    with av.open(told.file) as container:
        seen = [read_code(frame.to_ndarray(format="rgb24")) for frame in container.decode(video=0)]
    assert seen == [*((1, frame) for frame in range(28, 72)), *[None] * 12, *((3, frame) for frame in range(8, 42))]


def test_where_words_do_not_add_up_it_is_not_said_what_was_meant() -> None:
    odd = reading("1A/1", 0, 10, "turn the thing", "ssc")
    assert differs(odd, LINE.text) == ("says 'thing' for what is written",)


@given(st.lists(st.tuples(st.sampled_from("scem"), st.integers(0, 900)), min_size=1, max_size=9),
       st.sampled_from(["energy", "pace", "pitch", "level", "length", "slate"]))
def test_any_readings_are_told_and_sorted(parts: list[tuple[str, int]], order: str) -> None:
    found = [reading("1A/1", 10, 10 + value // 40, "well", kind, performance=voice(energy=value) if value % 3 else None)
             for kind, value in parts]
    done = in_order(found, order)
    assert sorted(map(id, done)) == sorted(map(id, found))
    assert all(differs(one, LINE.text) or one.words[0].heard == "scripted" for one in done)
    if order == "energy":
        energies = [one.performance.energy if one.performance else -1 for one in done]
        assert energies == sorted(energies, reverse=True)


def test_every_take_tells_how_much_moves_in_it(desk: Desk) -> None:
    from workprint.media.look import Meter

    take = desk.film.takes["1A/1"]
    assert {one.motion for one in desk.material("1").takes} == {()}
    meter, chance = Meter(), np.random.default_rng(1)
    for frame in range(take.frames):
        meter.add(frame, chance.integers(0, 255, (135, 240, 3), dtype=np.uint8))
    meter.look().save(desk.kept(take).look)
    first, again = desk.material("1"), desk.material("1")
    assert first.takes[0].motion == tuple(meter.look().stir.tolist())
    assert first.takes[0].motion is again.takes[0].motion
    assert first == again
