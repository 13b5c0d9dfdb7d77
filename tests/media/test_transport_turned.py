"""Black, changed speed, shots that run backwards, silence and second sounds come out as the cut has them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_transport_audition import SHAPE, SIXTEEN_BITS, Rushes, shoot, shown
from test_transport_sound import cut_of, sounds, take_of

from workprint.film import CannotCut, Cut, Over, Piece, Rate, Shot
from workprint.media import Shape, audition, clicks, conform, digital_silence_ms, mixdown, read_sound, stream
from workprint.media.ceiling import FULL, REACH, TurnedDown, under_ceiling
from workprint.media.mixdown import mix_parts
from workprint.media.packets import TURNED_AT_ONCE

RATES = [Rate(24), Rate.parse("23.976")]

SHOTS = (
    Shot("", 0, 7), Shot("1A/1", 3, 15), Shot("1A/1", 15, 20), Shot("1A/2", 10, 22, lasts=24),
    Shot("1A/2", 0, 40, lasts=20), Shot("1A/1", 30, 31, lasts=9), Shot("1A/2", 5, 60, backwards=True), Shot("", 0, 3),
    Shot("1A/1", 10, 20, lasts=13, backwards=True), Shot("1A/1", 0, 7, lasts=60), Shot("1A/1", 0, 1))
"""Black, a split shot, half and double speed, a freeze, backwards, backwards and slower, very slow, a single frame."""

OVER = (Over(5, "1A/2", 3, 30), Over(20, "1A/2", 50, 51), Over(30, "1A/1", 0, 60), Over(200, "1A/1", 40, 43))


@pytest.fixture(scope="module", params=RATES, ids=str)
def rushes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Rushes:
    return shoot(tmp_path_factory.mktemp("rushes"), request.param, [{"frames": 72}, {"frames": 60}])


def turned(rushes: Rushes, shots: tuple[Shot, ...] = SHOTS) -> Cut:
    frames = sum(shot.frames for shot in shots)
    return Cut("1", rushes.rate, shots, (Piece("1A/1", 0, 40), Piece("", 0, 30), Piece("1A/2", 10, frames - 60)), OVER)


def named(shots: tuple[Shot, ...]) -> list[tuple[int, int] | None]:
    """(take, frame) of every frame of these shots, None of black."""
    return [(int(shot.take[-1]), shot.shown(frame)) if shot.take else None
            for shot in shots for frame in range(shot.frames)]


@pytest.mark.parametrize("way", ["audition", "stream"])
def test_an_audition_shows_every_frame_at_its_speed(rushes: Rushes, tmp_path: Path, way: str) -> None:
    cut, out = turned(rushes), tmp_path / "a.mp4"
    if way == "audition":
        audition(cut, rushes.reels, out)
    else:
        out.write_bytes(b"".join(stream(cut, rushes.reels)))
    assert shown(out) == named(SHOTS)
    mixed = rushes.mix(cut)
    # Three sounds at once reach full scale, for which sixteen bits have one step less.
    assert np.abs(read_sound(out) - mixed).max() <= 2 * SIXTEEN_BITS
    with av.open(str(out)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        assert all(packet.is_keyframe for packet in packets)
        base = container.streams.video[0].time_base
        assert [packet.pts * base * rushes.rate for packet in packets] == list(range(cut.frames))
    with av.open(str(out)) as container:
        black = next(container.decode(video=0)).to_ndarray()
    assert np.unique(black[:SHAPE.height]).tolist() == [16]
    assert np.unique(black[SHAPE.height:]).tolist() == [128]


@pytest.mark.parametrize("codec", ["h264", "prores"])
def test_a_conform_shows_every_frame_at_its_speed(rushes: Rushes, tmp_path: Path, codec: str) -> None:
    cut = turned(rushes)
    made = conform(cut, rushes.material, tmp_path / "film.mov", codec=codec)  # type: ignore[arg-type]
    assert made.frames == cut.frames
    assert shown(made.path) == named(SHOTS)
    assert np.abs(read_sound(made.path) - rushes.mix(cut)).max() <= 2 * SIXTEEN_BITS
    with av.open(str(made.path)) as container:
        assert next(container.decode(video=0)).to_ndarray(format="rgb24").max() <= 1


@given(st.lists(st.tuples(st.sampled_from(["1A/1", "1A/2", ""]), st.integers(0, 59), st.integers(1, 60),
                          st.integers(0, 130), st.booleans()), min_size=1, max_size=6))
@settings(max_examples=8)
def test_any_cut_of_changed_shots_plays_exactly(rushes: Rushes, tmp_path_factory: pytest.TempPathFactory,
                                                parts: list[tuple[str, int, int, int, bool]]) -> None:
    shots = tuple(Shot(take, start, min(60, start + length), (), "speaker", lasts, back) if take else
                  Shot("", 0, length) for take, start, length, lasts, back in parts)
    cut = Cut("1", rushes.rate, shots, (Piece("", 0, sum(shot.frames for shot in shots)),))
    out = tmp_path_factory.mktemp("any") / "a.mp4"
    assert shown(audition(cut, rushes.reels, out)) == named(shots)


def test_a_film_of_nothing_but_black_plays(tmp_path: Path) -> None:
    cut = Cut("1", Rate(25), (Shot("", 0, 50),), (Piece("", 0, 50),))
    assert shown(audition(cut, {}, tmp_path / "a.mp4")) == [None] * 50
    assert not read_sound(tmp_path / "a.mp4").any()
    rushes = shoot(tmp_path, Rate(25), [{"frames": 5}])
    made = conform(Cut("1", Rate(25), (Shot("", 0, 4),), (Piece("", 0, 4),)), rushes.material, tmp_path / "b.mov")
    assert shown(made.path) == [None] * 4
    assert "made at 1920 by 1080" in made.notes


def test_a_long_shot_backwards_is_taken_bit_by_bit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rushes = shoot(tmp_path, Rate(24), [{"frames": 2 * TURNED_AT_ONCE + 30}])
    monkeypatch.setattr("workprint.media.shot_frames.HELD_BYTES", 10 * SHAPE.width * SHAPE.height * 4)
    shots = (Shot("1A/1", 0, 2 * TURNED_AT_ONCE + 30, backwards=True),)
    cut = Cut("1", Rate(24), shots, (Piece("1A/1", 0, shots[0].frames),))
    assert shown(audition(cut, rushes.reels, tmp_path / "a.mp4")) == named(shots)
    assert shown(conform(cut, rushes.material, tmp_path / "b.mov").path) == named(shots)


def test_a_pull_of_changed_shots_brings_them_as_they_were_shot(tmp_path: Path) -> None:
    rushes = shoot(tmp_path, Rate(24), [{"frames": 48}])
    shots = (Shot("", 0, 10), Shot("1A/1", 10, 20, lasts=20), Shot("1A/1", 30, 40, backwards=True))
    cut = Cut("1", Rate(24), shots, (Piece("", 0, 40),), (Over(0, "1A/1", 0, 10),))
    made = conform(cut, rushes.material, tmp_path / "pull.mov", handles=4)
    assert [code[1] for code in shown(made.path) if code] == [*range(6, 24), *range(26, 44)]
    assert "changed speed or direction is not in the pull: 1A/1 10 to 19, 1A/1 30 to 39" in made.notes
    assert {"black is left out", "second sounds are left out"} <= {*made.notes}
    black = replace(cut, shots=(Shot("", 0, 40),))
    with pytest.raises(CannotCut, match="came without a picture to pull; at least one shot of a take would do"):
        conform(black, rushes.material, tmp_path / "pull.mov", handles=4)


def test_frames_that_a_changed_shot_lacks_are_refused(tmp_path: Path) -> None:
    rushes = shoot(tmp_path, Rate(24), [{"frames": 12}])
    for shot in (Shot("1A/1", 8, 20, lasts=30), Shot("1A/1", 8, 20, backwards=True)):
        cut = Cut("1", Rate(24), (shot,), (Piece("1A/1", 0, shot.frames),))
        with pytest.raises(CannotCut, match="frame 12 of take 1A/1 is not in its proxy; frames 0 to 11 would do"):
            audition(cut, rushes.reels, tmp_path / "a.mp4")
        with pytest.raises(CannotCut, match="take 1A/1 ends at frame 12, before the shot does"):
            conform(cut, rushes.material, tmp_path / "a.mp4")


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_silence_is_exactly_nothing_and_does_not_click(rate: Rate) -> None:
    takes, whole, fetch = sounds(rate)
    cut = cut_of(rate, ("1A/1", 10, 40), ("", 0, 11), ("", 0, 13), ("1A/2", 7, 60))
    sound, frame = mixdown(cut, takes, fetch), rate.sample(1) + 1
    begin, end = rate.sample(30), rate.sample(54)
    assert not sound[begin + frame:end - frame].any()
    assert digital_silence_ms(sound) >= (end - begin - 2 * frame) // 48
    shift = rate.sample(7) - end
    assert np.array_equal(sound[end + frame:-240], whole["1A/2"][end + frame + shift:len(sound) - 240 + shift])
    first = whole["1A/1"][rate.sample(10):]
    assert np.array_equal(sound[240:begin - frame], first[240:begin - frame])
    quiet = {name: tone(name, len(one)) for name, one in whole.items()}
    heard = mixdown(cut, takes, lambda name, start, out: quiet[name][start:out].copy())
    assert clicks(heard, [begin - frame, begin, begin + frame, end - frame, end, end + frame, 0, len(heard)]) == 0


def tone(name: str, samples: int) -> np.ndarray:
    pitch = {"1A/1": 131.3, "1A/2": 211.7, "1A/3": 90.1}[name]
    return (0.3 * np.sin(2 * np.pi * pitch * np.arange(samples) / 48_000 + 1)).astype(np.float32)


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_a_second_sound_adds_itself_and_touches_nothing_else(rate: Rate) -> None:
    takes, whole, fetch = sounds(rate)
    plain = cut_of(rate, ("1A/1", 0, 60), ("1A/2", 60, 100))
    over = Over(20, "1A/3", 33, 70)
    alone, both = mixdown(plain, takes, fetch), mixdown(replace(plain, over=(over,)), takes, fetch)
    begin, end, fade = rate.sample(20), rate.sample(57), rate.sample(2)
    assert np.array_equal(both[:begin], alone[:begin])
    assert np.array_equal(both[end:], alone[end:])
    second = whole["1A/3"][rate.sample(33):][:end - begin]
    middle = slice(fade, end - begin - fade)
    assert np.array_equal(both[begin:end][middle], alone[begin:end][middle] + second[middle])
    share = np.divide(both[begin:end] - alone[begin:end], second, out=np.zeros(end - begin), where=np.abs(second) > 0.1)
    rising = share[:fade][np.abs(second[:fade]) > 0.1]
    assert (np.diff(rising) > -1e-4).all()
    assert 0 <= rising[0] < 0.01


def test_no_edge_of_a_second_sound_clicks() -> None:
    rate = Rate.parse("23.976")
    takes, whole, _ = sounds(rate)
    quiet = {name: tone(name, len(one)) for name, one in whole.items()}
    runs = ((3, 1), (10, 2), (20, 3), (30, 40), (50, 9))
    overs = tuple(Over(at, "1A/2", at + 1, at + 1 + length) for at, length in runs)
    cut = replace(cut_of(rate, ("1A/1", 0, 100)), over=overs)
    sound = mixdown(cut, takes, lambda name, start, out: quiet[name][start:out].copy())
    edges = [rate.sample(place) for over in overs for place in (over.at, over.at + over.frames)]
    assert clicks(sound, edges) == 0


def test_a_second_sound_brings_no_room_of_its_own() -> None:
    rate = Rate(24)
    takes, whole, _ = sounds(rate, room=(100, 110))
    whole["1A/2"][rate.sample(20):rate.sample(40)] = 0
    cut = replace(cut_of(rate, ("1A/1", 0, 80)), over=(Over(0, "1A/2", 0, 80),))
    sound = mixdown(cut, takes, lambda name, start, out: whole[name][start:out].copy())
    inside = slice(rate.sample(21), rate.sample(39))
    assert np.array_equal(sound[inside], whole["1A/1"][inside])


def test_a_second_sound_that_cannot_be_is_refused() -> None:
    takes, _, fetch = sounds(Rate(24))
    cut = cut_of(Rate(24), ("1A/1", 0, 50))
    with pytest.raises(CannotCut, match=r"take 1A/2 runs from frame 40 to 60 of the cut; 0 to 50 would do; trim it"):
        mixdown(replace(cut, over=(Over(40, "1A/2", 0, 20),)), takes, fetch)
    with pytest.raises(CannotCut, match=r"second sound of take '9Z/9' is in the cut, which has no sound here"):
        mixdown(replace(cut, over=(Over(4, "9Z/9", 0, 20),)), takes, fetch)


def test_what_is_too_loud_together_is_turned_down_and_told() -> None:
    rate = Rate(24)
    takes = {f"1A/{number}": take_of(number, 120, rate) for number in (1, 2)}
    loud = {name: 2.8 * tone(name, rate.sample(120)) for name in takes}
    told = TurnedDown()
    cut = replace(cut_of(rate, ("1A/1", 0, 120)), over=(Over(40, "1A/2", 40, 80),))
    sound = np.concatenate(list(mix_parts(cut, takes, lambda name, start, out: loud[name][start:out].copy(), told)))
    alone = mixdown(replace(cut, over=()), takes, lambda name, start, out: loud[name][start:out].copy())
    assert 0.999 < np.abs(sound).max() <= 1 + 1e-6
    assert np.array_equal(sound[:rate.sample(40)], alone[:rate.sample(40)])
    assert np.array_equal(sound[rate.sample(80):], alone[rate.sample(80):])
    assert all(rate.sample(40) <= start < out <= rate.sample(80) for start, out, _ in told.places)
    assert max(lower for *_, lower in told.places) == pytest.approx(20 * np.log10(1.68), abs=0.3)
    assert clicks(sound, [start for start, _, _ in told.places] + [out for _, out, _ in told.places]) == 0


@given(st.lists(st.integers(1, 6000), min_size=1, max_size=8), st.integers(0, 1000), st.floats(0.1, 4))
def test_nothing_is_above_full_scale_however_it_comes_in_parts(parts: list[int], seed: int, level: float) -> None:
    whole = np.random.default_rng(seed).uniform(-level, level, sum(parts)).astype(np.float32)
    loud = np.random.default_rng(seed).uniform(0, 1, len(whole)) < 0.999
    whole[loud] = np.clip(whole[loud], -0.9, 0.9)
    told = TurnedDown()
    given_out = np.concatenate(list(under_ceiling(np.split(whole, np.cumsum(parts)[:-1]), told)))
    assert len(given_out) == len(whole)
    assert np.abs(given_out).max() <= FULL + 1e-6
    far = np.ones(len(whole), bool)
    for place in np.flatnonzero(np.abs(whole) > 1):
        far[max(0, place - 2 * REACH):place + 2 * REACH + 1] = False
    assert np.array_equal(given_out[far], whole[far])
    assert bool(told.places) == bool((np.abs(whole) > 1).any())


def test_a_small_or_large_picture_has_its_black(tmp_path: Path) -> None:
    rushes = shoot(tmp_path, Rate(24), [{"frames": 6}])
    cut = Cut("1", Rate(24), (Shot("", 0, 6), Shot("1A/1", 0, 6)), (Piece("", 0, 12),))
    made = conform(cut, rushes.material, tmp_path / "big.mov", size=Shape(640, 360))
    assert shown(made.path) == named(cut.shots)
