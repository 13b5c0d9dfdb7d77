"""A cut that comes back from another program is the cut that was meant, or a sentence says where it is not."""

from __future__ import annotations

import importlib
import re
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import opentimelineio as otio
import pytest
import small_cut as small
from hypothesis import given, settings
from hypothesis import strategies as st

from workprint.exchange import Brought, bring_back, cut_from_otio, write_cut, write_handover
from workprint.film import CannotRead, Cut, Material, Over, Picture, Piece, Rate, Shot, Sync, Timecode, Trouble

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ("otio", "edl", "xml", "fcpxml", "aaf")
TEXT = FORMATS[:4]


@pytest.fixture(scope="session")
def trip() -> ModuleType:
    """The module `bench/roundtrip.py`: made scenes, how marks are taken off, and how errors are counted."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    return importlib.import_module("bench.roundtrip")


ODD = Cut(
    "1", small.FILM,
    (Shot("", 0, 20, ("1/1",)), Shot("1A/1", 100, 160, ("1/1",), "wide", lasts=120),
     Shot("1B/2", 240, 290, lasts=20, backwards=True), Shot("1C/1", 5, 6, lasts=40), Shot("", 0, 10),
     Shot("1A/1", 300, 324, backwards=True)),
    (Piece("1A/1", 100, 150), Piece("", 0, 30), Piece("1A/1", 0, 25, True), Piece("1B/2", 230, 359)),
    (Over(10, "1A/1", 5, 30), Over(15, "1B/2", 50, 60), Over(90, "1A/1", 5, 30)))
"""Black at both places, half speed, backwards at another speed, a freeze frame, silence, sounds over sounds."""


def out(cut: Cut, folder: Path, material: Material = small.MATERIAL) -> dict[str, Path]:
    made = write_handover(cut, material, folder, name="kettle", record_start=Timecode.parse("01:00:00:00", cut.rate))
    assert made.failed == ()
    return {path.suffix[1:]: path for path in made.files}


# ---- Our own files


takes = st.sampled_from(["1A/1", "1B/2", "1C/1"])
lengths = st.integers(1, 90)
blacks = st.builds(lambda frames: Shot("", 0, frames, ("1/1",)), lengths)
plain = st.builds(lambda take, start, frames: Shot(take, start, start + frames, ("1/2",), "listener"), takes,
                  st.integers(0, 900), lengths)
sped = st.builds(lambda take, start, taken, lasts, back: Shot(take, start, start + taken, lasts=lasts, backwards=back),
                 takes, st.integers(0, 900), lengths, lengths, st.booleans())
pieces = st.one_of(st.builds(lambda frames: Piece("", 0, frames), lengths),
                   st.builds(lambda take, start, frames: Piece(take, start, start + frames), takes,
                             st.integers(0, 900), lengths),
                   st.builds(lambda take, frames: Piece(take, 0, frames, True), takes, lengths))
overs = st.builds(lambda at, take, start, frames: Over(at, take, start, start + frames), st.integers(0, 300), takes,
                  st.integers(0, 900), lengths)
cuts = st.builds(lambda shots, heard, over: Cut("1", small.FILM, tuple(shots), tuple(heard), tuple(over)),
                 st.lists(st.one_of(plain, sped, blacks), min_size=1, max_size=6), st.lists(pieces, max_size=6),
                 st.lists(overs, max_size=4))


@given(cuts)
def test_any_cut_comes_back_from_our_own_file(tmp_path_factory: pytest.TempPathFactory, cut: Cut) -> None:
    path = write_cut(cut, small.MATERIAL, tmp_path_factory.getbasetemp() / "own.otio", head="")
    assert cut_from_otio(path, small.MATERIAL) == cut


@pytest.mark.parametrize("kind", FORMATS)
def test_a_cut_with_everything_in_it_comes_back_with_the_lines_it_had(tmp_path: Path, trip: ModuleType,
                                                                     kind: str) -> None:
    path = out(ODD, tmp_path)[kind]
    assert bring_back(path, small.MATERIAL, ODD).cut == ODD
    stripped = bring_back(trip.strip(path), small.MATERIAL, ODD)
    assert (stripped.cut, stripped.unmatched) == (ODD, ())


# ---- Random cuts, every rate, marks taken off, and another program's reader


def made(trip: ModuleType, number: int, *, mixed: bool) -> tuple[Cut, Material, bool]:
    """A made cut of one of the six rates, its material, and whether that counter drops numbers."""
    text, drop = trip.RATES[number]
    material = trip.made_material(Rate.parse(text), drop=drop, mixed=mixed, seconds=30, seed=number + 10)
    return trip.made_cut(material, shots=10, seconds=12, seed=number + 10), material, drop


def exact(trip: ModuleType, path: Path, cut: Cut, material: Material) -> None:
    """Another program's reader finds everything where it belongs; so do we, with our marks taken off."""
    if path.suffix[1:] in trip.OTHER_READER:
        assert (path.suffix, trip.other_reader_errors(path, cut, material)) == (path.suffix, 0)
    back = bring_back(trip.strip(path), material)
    truth = trip.Truth(material, one_rate=path.suffix in trip.ONE_RATE)
    assert (path.suffix, trip.frame_errors(cut, back.cut, truth), back.unmatched) == (path.suffix, 0, ())


@pytest.mark.parametrize("mixed", [False, True])
@pytest.mark.parametrize("number", range(6))
def test_what_went_out_comes_back_to_the_frame(tmp_path: Path, trip: ModuleType, number: int, mixed: bool) -> None:
    cut, material, drop = made(trip, number, mixed=mixed)
    for kind in TEXT:
        exact(trip, out_one(cut, material, tmp_path / f"trip.{kind}", drop=drop), cut, material)


@pytest.mark.parametrize("number", [0, 4, 5])
def test_what_went_out_as_aaf_comes_back_to_the_frame(tmp_path: Path, trip: ModuleType, number: int) -> None:
    cut, material, _ = made(trip, number, mixed=True)
    exact(trip, out(cut, tmp_path, material)["aaf"], cut, material)


@given(st.integers(0, 10_000), st.sampled_from(TEXT), st.booleans())
@settings(max_examples=20)
def test_any_made_cut_comes_back_to_the_frame(tmp_path_factory: pytest.TempPathFactory, trip: ModuleType, seed: int,
                                              kind: str, mixed: bool) -> None:
    text, drop = trip.RATES[seed % 6]
    rate = Rate.parse(text)
    material = trip.made_material(rate, drop=drop, mixed=mixed, seconds=20, seed=seed)
    cut = trip.made_cut(material, shots=6, seconds=6, seed=seed)
    path = out_one(cut, material, tmp_path_factory.getbasetemp() / f"trip.{kind}", drop=drop)
    exact(trip, path, cut, material)


def out_one(cut: Cut, material: Material, path: Path, *, drop: bool) -> Path:
    """One format alone: writing an AAF takes longer than all the others."""
    from workprint.exchange.handover import edl, fcp7, fcpx, timeline
    from workprint.exchange.handover.layout import lay_out

    writers: dict[str, Any] = {".otio": timeline.timeline, ".edl": edl.edit_list, ".xml": fcp7.final_cut_7,
                               ".fcpxml": fcpx.final_cut_x}
    made = writers[path.suffix](lay_out(cut, material), material, name="trip",
                                record_start=Timecode.parse("01:00:00:00", cut.rate, drop=drop))
    if path.suffix == ".otio":
        otio.adapters.write_to_file(made, str(path))
    else:
        path.write_text(made, encoding="utf-8")
    return path


def test_a_wrong_frame_is_counted(tmp_path: Path, trip: ModuleType) -> None:
    material = trip.made_material(Rate(24), drop=False, mixed=False, seconds=30, seed=1)
    cut = trip.made_cut(material, shots=10, seconds=12, seed=1)
    place = next(n for n, shot in enumerate(cut.shots) if shot.take and not shot.retimed)
    moved = replace(cut.shots[place], start=cut.shots[place].start + 1, out=cut.shots[place].out + 1)
    other = replace(cut, shots=(*cut.shots[:place], moved, *cut.shots[place + 1:]))
    path = out(other, tmp_path, material)["edl"]
    truth = trip.Truth(material, one_rate=True)
    assert trip.frame_errors(cut, bring_back(path, material).cut, truth) == moved.frames
    assert trip.other_reader_errors(path, cut, material) == moved.frames


# ---- What a clip is matched by


HEAD = "TITLE: kettle\nFCM: NON-DROP FRAME\n\n"


def edl(tmp_path: Path, *events: str) -> Path:
    path = tmp_path / "other.edl"
    path.write_text(HEAD + "\n".join(events) + "\n", encoding="utf-8")
    return path


WIDE_AT = "01:00:14:04 01:00:15:04"
"""One second of take 1A/1, from frame 100 on."""


@pytest.mark.parametrize(("reel", "comment", "by"), [
    ("A001C001", "", "timecode and name"),
    ("AX", "* FROM CLIP NAME: 1A/1", "timecode and name"),
    ("AX", "* FROM CLIP NAME: 1A-1", "timecode and name"),
    ("AX", "* FROM CLIP NAME: A001C001_260101_R1AB.mov", "timecode and name"),
    ("AX", "* FROM CLIP NAME: A001C001_260101_R1AB.new.02", "timecode and name"),
    ("AX", "* SOURCE FILE: A001C001_260101_R1AB", "timecode and name"),
    ("001", "* FROM FILE: S:\\rushes\\A001C001_260101_R1AB.mov", "timecode and name"),
    ("AX", "* REEL A001C001 IS x SHA-256 " + "01" * 32, "timecode"), ("AX", "", "timecode")])
def test_a_clip_is_found_by_whatever_names_it(tmp_path: Path, reel: str, comment: str, by: str) -> None:
    material = replace(small.MATERIAL, takes=(small.WIDE, small.MUTE))
    event = f"001  {reel:<8} V     C        {WIDE_AT} 01:00:00:00 01:00:01:00"
    brought = bring_back(edl(tmp_path, event, comment), material)
    assert [(shot.take, shot.start, shot.out) for shot in brought.cut.shots] == [("1A/1", 100, 124)]
    assert brought.counts == ((by, 1),)


@pytest.mark.parametrize(("event", "sentence"), [
    ("001  A001C001 V     C        05:00:00:00 05:00:01:00 01:00:00:00 01:00:01:00",
     "'A001C001' from 05:00:00:00 is named like 1A/1, but that has 01:00:10:00 to 01:01:09:23 on its counter"),
    ("001  B999C001 V     C        01:00:14:04 01:00:15:04 01:00:00:00 01:00:01:00",
     "'B999C001' from 01:00:14:04 has a timecode of 1A/1, but another name"),
    ("001  STOCK    V     C        07:00:00:00 07:00:01:00 01:00:00:00 01:00:01:00",
     "'STOCK' from 07:00:00:00 is no take of the scene")])
def test_what_is_no_take_is_listed_and_stands_as_black(tmp_path: Path, event: str, sentence: str) -> None:
    known = f"002  A001C001 V     C        {WIDE_AT} 01:00:01:00 01:00:02:00"
    brought = bring_back(edl(tmp_path, event, known), small.MATERIAL)
    assert [(shot.take, shot.frames) for shot in brought.cut.shots] == [("", 24), ("1A/1", 24)]
    assert brought.unmatched == (f"V1 at 01:00:00:00, 24 frames: {sentence}; black stands in its place",)


def test_a_name_alone_is_enough_only_where_no_timecode_speaks(tmp_path: Path) -> None:
    event = "001  AX       V     C        00:00:10:00 00:00:11:00 01:00:00:00 01:00:01:00"
    mute = bring_back(edl(tmp_path, event, "* FROM CLIP NAME: 1C/1"), small.MATERIAL)
    assert (mute.cut.shots[0].take, mute.cut.shots[0].start, mute.counts) == ("1C/1", 240, (("name", 1),))
    with pytest.raises(CannotRead, match="named like 1A/1, but that has 01:00:10:00"):
        bring_back(edl(tmp_path, event, "* FROM CLIP NAME: 1A/1"), small.MATERIAL)


def test_drop_frame_digits_are_read_as_the_camera_counted(tmp_path: Path) -> None:
    rate = Rate.parse("29.97")
    camera = replace(small.FILES[0], picture=Picture("prores", 1920, 1080, rate, 18_000),
                     timecode=Timecode.parse("01:00:00;00", rate))
    take = replace(small.WIDE, frames=18_000, rate=rate, sound="")
    material = replace(small.MATERIAL, rate=rate, takes=(take,), originals=(camera,))
    # Two minutes on: a counter that drops shows four numbers more than it has counted.
    for mark in ";:":
        event = f"001  A001C001 V     C        01:02:00{mark}04 01:02:01{mark}04 00:00:00:00 00:00:01:00"
        assert bring_back(edl(tmp_path, event), material).cut.shots[0].start == 3600


# ---- What other programs do to a timeline


def changed(tmp_path: Path, change: Any, cut: Cut = small.CUT, trip: ModuleType | None = None) -> Brought:
    path = out(cut, tmp_path)["otio"]
    if trip:
        trip.strip(path)
    made = otio.adapters.read_from_file(str(path))
    change(made)
    otio.adapters.write_to_file(made, str(path))
    return bring_back(path, small.MATERIAL, cut)


def test_a_gap_is_black_and_a_longer_sound_gets_black_behind(tmp_path: Path) -> None:
    def gap(made: Any) -> None:
        made.tracks[0][1] = otio.schema.Gap(source_range=made.tracks[0][1].source_range)
        del made.tracks[0][2]

    brought = changed(tmp_path, gap)
    assert [(shot.take, shot.frames) for shot in brought.cut.shots] == [("1A/1", 60), ("", 75)]
    assert brought.cut.pieces == small.CUT.pieces


def test_a_longer_picture_gets_silence_behind(tmp_path: Path) -> None:
    def trim(made: Any) -> None:
        del made.tracks[2][-1]

    brought = changed(tmp_path, trim)
    assert brought.cut.pieces == (*small.CUT.pieces[:3], Piece("", 0, 10))


def test_the_uppermost_clip_is_what_is_seen(tmp_path: Path) -> None:
    def above(made: Any) -> None:
        clip = made.tracks[0][1].deepcopy()
        start, rate = clip.source_range.start_time, clip.source_range.duration.rate
        clip.source_range = otio.opentime.TimeRange(start, otio.opentime.RationalTime(30, rate))
        clip.metadata.clear()
        track = otio.schema.Track("V2", kind="Video")
        track.append(otio.schema.Gap(source_range=otio.opentime.TimeRange(
            duration=otio.opentime.RationalTime(10, rate))))
        track.append(clip)
        made.tracks.insert(1, track)

    brought = changed(tmp_path, above)
    assert [(shot.take, shot.start, shot.out) for shot in brought.cut.shots[:3]] == [
        ("1A/1", 100, 110), ("1B/2", 240, 270), ("1A/1", 140, 160)]
    assert "30 frames of picture lie under others" in brought.notes[0]


def test_a_title_over_the_picture_lets_it_through(tmp_path: Path) -> None:
    def title(made: Any) -> None:
        reference = otio.schema.GeneratorReference("Title", "Text")
        track = otio.schema.Track("V2", kind="Video")
        track.append(otio.schema.Clip("THE KETTLE", reference, made.tracks[0][0].source_range))
        made.tracks.insert(1, track)

    brought = changed(tmp_path, title)
    assert brought.cut.shots == small.CUT.shots
    assert "1 titles or effects without a medium on V2" in brought.notes[0]


def test_what_is_switched_off_is_an_alternate(tmp_path: Path) -> None:
    def off(made: Any) -> None:
        made.tracks[0][2].enabled = False

    brought = changed(tmp_path, off)
    assert (brought.cut.shots[-1].take, brought.cut.shots[-1].frames) == ("", 25)
    assert "1 clips of picture are switched off: alternates, which were left out" in brought.notes


def test_a_dissolve_is_a_cut_at_its_middle(tmp_path: Path) -> None:
    def dissolve(made: Any) -> None:
        rate = made.tracks[0][0].source_range.duration.rate
        made.tracks[0].insert(1, otio.schema.Transition(
            transition_type="SMPTE_Dissolve", in_offset=otio.opentime.RationalTime(0, rate),
            out_offset=otio.opentime.RationalTime(20, rate)))

    brought = changed(tmp_path, dissolve)
    assert [(shot.start, shot.out) for shot in brought.cut.shots[:2]] == [(100, 170), (250, 290)]
    assert "was taken as a cut at its middle, frame 70" in brought.notes[0]


def test_a_dissolve_and_a_fade_in_an_edit_list(tmp_path: Path) -> None:
    brought = bring_back(edl(
        tmp_path, "001  BL       V     C        00:00:00:00 00:00:00:00 01:00:00:00 01:00:00:00",
        f"001  A001C001 V     D    012 {WIDE_AT} 01:00:00:00 01:00:01:00",
        "* TO CLIP NAME: 1A/1",
        "002  A001C001 V     C        01:00:20:00 01:00:20:00 01:00:01:00 01:00:01:00",
        "002  A001C001 V     D    010 01:00:30:00 01:00:31:00 01:00:01:00 01:00:02:00"), small.MATERIAL)
    assert [(shot.start, shot.out) for shot in brought.cut.shots] == [(100, 129), (485, 504)]
    assert len(brought.notes) == 2


def test_a_nested_sequence_is_laid_flat(tmp_path: Path) -> None:
    def nest(made: Any) -> None:
        inner = otio.schema.Stack("scene")
        track = otio.schema.Track("V1", kind="Video")
        rate = made.tracks[0][0].source_range.duration.rate
        for clip in [made.tracks[0][0].deepcopy(), made.tracks[0][1].deepcopy()]:
            track.append(clip)
        inner.append(track)
        inner.source_range = otio.opentime.TimeRange(
            otio.opentime.RationalTime(10, rate), otio.opentime.RationalTime(60, rate))
        del made.tracks[0][0]
        made.tracks[0][0] = inner

    brought = changed(tmp_path, nest)
    assert [(shot.take, shot.start, shot.frames) for shot in brought.cut.shots] == [
        ("1A/1", 110, 50), ("1B/2", 240, 10), ("1C/1", 5, 25), ("", 0, 50)]


def test_the_second_channel_of_a_recording_is_heard_once(tmp_path: Path, trip: ModuleType) -> None:
    def double(made: Any) -> None:
        copy = made.tracks[1].deepcopy()
        copy.name = "A3"
        made.tracks.append(copy)

    brought = changed(tmp_path, double, trip=trip)
    assert brought.cut.over == ()
    assert any("further channels of one recording" in note for note in brought.notes)


def test_frames_that_a_take_does_not_have_stand_as_black(tmp_path: Path) -> None:
    brought = bring_back(edl(
        tmp_path, "001  A001C001 V     C        01:01:09:12 01:01:11:12 01:00:00:00 01:00:02:00"), small.MATERIAL)
    assert [(shot.take, shot.frames) for shot in brought.cut.shots] == [("1A/1", 11), ("", 37)]
    assert "uses 37 frames more than 1A/1 has" in brought.unmatched[0]


def test_two_microphones_of_one_moment_are_told_apart_by_the_picture(tmp_path: Path) -> None:
    second = replace(small.WIDE, camera="B", original=small.FILES[2].hash)
    material = replace(small.MATERIAL, takes=(small.WIDE, second))
    cut = Cut("1", small.FILM, (Shot("1A/1", 100, 130), Shot("1A/1B", 130, 160)),
              (Piece("1A/1", 100, 130), Piece("1A/1B", 130, 160)))
    path = out(cut, tmp_path, material)["edl"]
    path.write_text(re.sub(r"\* FROM CLIP NAME:.*\n", "", path.read_text("utf-8")), "utf-8")
    assert bring_back(path, material).cut.pieces == cut.pieces


def test_a_camera_whose_sound_was_recorded_apart_may_lie_on_a_sound_track(tmp_path: Path) -> None:
    take = replace(small.WIDE, sync=Sync(0))
    material = replace(small.MATERIAL, takes=(take,))
    brought = bring_back(edl(
        tmp_path, f"001  A001C001 B     C        {WIDE_AT} 01:00:00:00 01:00:01:00"), material)
    assert brought.cut.pieces == (Piece("1A/1", 100, 124),)
    assert [(one.track, one.take) for one in brought.matched] == [("V1", "1A/1"), ("A1", "1A/1")]


# ---- Files that cannot be read


@pytest.mark.parametrize(("name", "content", "sentence"), [
    ("a.pdf", b"%PDF", "came as 'a.pdf'"), ("a.edl", b"", "holds no event"),
    ("a.edl", b"\x00\x01\x02", "holds no event"), ("a.otio", b"{}", "and no timeline"),
    ("a.xml", b"<xmeml/>", "holds no sequence"), ("a.xml", b"<fcpxml/>", "no project with a sequence"),
    ("a.fcpxml", b"<fcpxml>", "could not be read"), ("a.aaf", b"RIFF", "could not be read"),
    ("a.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "defines entities"),
    ("a.edl", HEAD.encode() + b"001  AX V C 99:99:99:99 01:00:01:00 01:00:00:00 01:00:01:00", "a time that is none")])
def test_what_cannot_be_read_is_said_so(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CannotRead, match=re.escape(sentence)) as caught:
        bring_back(tmp_path / name, small.MATERIAL)
    assert str(caught.value).count(";") >= 2
    with pytest.raises(CannotRead):
        bring_back(tmp_path / f"missing.{name.rpartition('.')[2]}", small.MATERIAL)


def test_a_timeline_of_another_rate_or_another_film_is_refused(tmp_path: Path) -> None:
    path = out(small.CUT, tmp_path)["fcpxml"]
    other = replace(small.MATERIAL, rate=Rate(25))
    with pytest.raises(CannotRead, match="runs at 24000/1001 frames a second and the film at 25"):
        bring_back(path, other)
    nobody = replace(small.MATERIAL, takes=(), originals=())
    with pytest.raises(CannotRead, match=r"nothing in 'kettle\.fcpxml' is a take of scene 1"):
        bring_back(path, nobody)


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The cut with everything in it, handed over."""
    return out(ODD, tmp_path_factory.mktemp("out"))


NUMBERS = re.compile(rb"\d+")


@settings(max_examples=25)
@given(st.sampled_from((*TEXT, *TEXT, "aaf")), st.binary(max_size=40), st.floats(0, 1), st.integers(0, 255),
       st.sampled_from([b"-1", b"0", b"999999999999999999999", b"1e999", b"nan", b"", b"1/0"]))
def test_a_damaged_file_is_a_cut_or_a_sentence(
        tmp_path_factory: pytest.TempPathFactory, handed: dict[str, Path], kind: str, junk: bytes, place: float,
        byte: int, number: bytes) -> None:
    whole = handed[kind].read_bytes()
    at = int(place * len(whole))
    numbers = list(NUMBERS.finditer(whole)) if kind != "aaf" else []
    one = numbers[int(place * (len(numbers) - 1))] if numbers else None
    for damaged in (junk, whole[:at], whole[:at] + bytes([byte]) + whole[at + 1:], whole[:at] + junk + whole[at:],
                    whole[:one.start()] + number + whole[one.end():] if one else b""):
        path = tmp_path_factory.getbasetemp() / f"damaged.{kind}"
        path.write_bytes(damaged)
        try:
            cut = bring_back(path, small.MATERIAL).cut
            assert cut.frames == sum(piece.frames for piece in cut.pieces)
            assert all(shot.frames > 0 and 0 <= shot.start < shot.out for shot in cut.shots)
        except Trouble as trouble:
            assert str(trouble).count(";") >= 2
