"""Sound lies on its sample: read, laid on the picture's grid, mixed at the edits, and never silent."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workprint.film import SAMPLE_RATE, CannotCut, CannotRead, Cut, Piece, Rate, Shot, Slate, Sync, Take
from workprint.media import (
    clicks,
    digital_silence_ms,
    embedded_sync,
    laid,
    laid_part,
    lay_sound,
    mixdown,
    peaks,
    probe,
    read_sound,
)
from workprint.media.laid import interpolated, write_laid
from workprint.media.made_film import make_take, place_sound
from workprint.media.mixdown import mix_parts

RATES = [Rate.parse(text) for text in ("23.976", "24", "25", "29.97", "30")]
ONE_STEP = 1.5 / 32767
"""Sixteen-bit files are right to about one step."""


def take_of(number: int, frames: int, rate: Rate, **kind: Any) -> Take:
    return Take(Slate("1", "A", number), "picture", frames, rate, sound="sound", sync=Sync(0), **kind)


@pytest.mark.parametrize("channels", [1, 2, 4])
def test_any_part_of_a_sound_is_read_on_its_sample(tmp_path: Path, channels: int) -> None:
    path = make_take(tmp_path / "a.mov", 3, frames=96, channels=channels, width=64, height=36)
    whole = place_sound(3, 4 * SAMPLE_RATE)
    assert np.abs(read_sound(path) - whole).max() < ONE_STEP
    for start, out in ((0, 10), (1, 48_001), (100_003, 150_007), (191_990, 192_000)):
        part = read_sound(path, start=start, out=out, channel=channels - 1)
        assert len(part) == out - start
        assert np.abs(part - whole[start:out]).max() < ONE_STEP
    assert len(read_sound(path, start=191_000, out=500_000)) == 1000
    with pytest.raises(CannotRead, match=rf"no channel {channels}"):
        read_sound(path, channel=channels)
    with pytest.raises(CannotRead, match="no sound stream 1"):
        read_sound(path, stream=1)


@pytest.mark.parametrize("rate", [44_100, 96_000, 32_000])
def test_other_sample_rates_keep_every_moment(tmp_path: Path, rate: int) -> None:
    moments = np.arange(2 * rate) / rate
    with wave.open(str(tmp_path / "s.wav"), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes((sweep(moments) * 32767).astype("<i2").tobytes())
    sound = read_sound(tmp_path / "s.wav")
    assert len(sound) == 2 * SAMPLE_RATE
    middle = slice(2000, -2000)
    expected = sweep(np.arange(2 * SAMPLE_RATE) / SAMPLE_RATE)
    # Half a sample of shift would be an error of 0.15 at the sweep's top.
    assert np.abs(sound[middle] - expected[middle]).max() < 0.003
    part = read_sound(tmp_path / "s.wav", start=50_001, out=60_001)
    assert np.array_equal(part, sound[50_001:60_001])


def sweep(moments: np.ndarray) -> np.ndarray:
    """A tone that rises from 200 Hz to 5 kHz in two seconds: no moment of it is like another."""
    return 0.5 * np.sin(2 * np.pi * (200 * moments + 1200 * moments**2))


@pytest.mark.parametrize(("name", "codec", "delay", "within"), [
    ("a.mov", "pcm_s16le", 0, 0), ("b.mov", "pcm_s16le", 1234, 0), ("c.mkv", "pcm_s16le", 4800, 0),
    ("d.mp4", "aac", 0, 0), ("e.mp4", "aac", 2400, 0), ("f.mkv", "libopus", 0, 60), ("g.ts", "aac", 0, 48)])
def test_sound_inside_a_camera_file_stays_with_its_picture(tmp_path: Path, name: str, codec: str, delay: int,
                                                           within: int) -> None:
    path = make_take(tmp_path / name, 3, frames=72, width=64, height=36, sound_codec=codec, sound_delay=delay,
                     options={"movie_timescale": "48000"} if name.endswith(("mov", "mp4")) else {})
    original, sync = probe(path), embedded_sync(path)
    out = tmp_path / "laid.wav"
    lay_sound(original, Take(Slate("1", "", 1), "p", 72, Rate(24), sound=original.hash, sync=sync), out)
    sound = laid(out)
    assert len(sound) == 144_000
    found = best_lag(sound, place_sound(3, 144_000), delay)
    assert abs(found - delay) <= within


def best_lag(sound: np.ndarray, known: np.ndarray, around: int) -> int:
    """The shift at which `known` is found in `sound`."""
    spectrum = np.fft.rfft(sound, 1 << 19) * np.conj(np.fft.rfft(known, 1 << 19))
    likeness = np.fft.irfft(spectrum)
    lag = int(np.argmax(likeness))
    return lag if lag < 1 << 18 else lag - (1 << 19)


@pytest.mark.parametrize("offset", [0, 1000, -1000, 70_000, -70_001])
@pytest.mark.parametrize("rate", [Rate(24), Rate.parse("29.97")], ids=str)
def test_a_separate_recording_is_laid_on_the_pictures_grid(tmp_path: Path, offset: int, rate: Rate) -> None:
    recording = place_sound(5, 150_000)
    write_laid(tmp_path / "rec.wav", recording)
    take = Take(Slate("1", "", 1), "p", 61, rate, sound="s", sync=Sync(offset))
    facts = lay_sound(probe(tmp_path / "rec.wav"), take, tmp_path / "laid.wav")
    samples, sound = rate.sample(61), laid(tmp_path / "laid.wav")
    assert facts.samples == len(sound) == samples
    expected = np.zeros(samples, np.float32)
    start = max(0, offset)
    out = min(samples, offset + 150_000)
    expected[start:out] = recording[start - offset:out - offset]
    assert np.abs(sound - expected).max() < 1e-6
    assert facts.gaps == tuple(gap for gap in ((0, start), (out, samples)) if gap[1] > gap[0])


@pytest.mark.parametrize("drift", [-50_000, 20_000, 120_000])
def test_drift_is_undone(tmp_path: Path, drift: int) -> None:
    seconds, offset = 20, 480
    longer = 1 + drift / 1e9
    # A recorder whose clock runs fast by `drift` writes that many more samples of the same moments.
    moments = np.arange(int(seconds * SAMPLE_RATE * longer)) / SAMPLE_RATE / longer
    write_laid(tmp_path / "rec.wav", tone(moments).astype(np.float32))
    take = Take(Slate("1", "", 1), "p", 24 * 19, Rate(24), sound="s", sync=Sync(offset, drift))
    lay_sound(probe(tmp_path / "rec.wav"), take, tmp_path / "laid.wav")
    sound = laid(tmp_path / "laid.wav")
    expected = tone((np.arange(len(sound)) - offset) / SAMPLE_RATE)
    assert np.abs(sound[1000:] - expected[1000:]).max() < 1e-4


def tone(moments: np.ndarray) -> np.ndarray:
    return 0.3 * np.sin(2 * np.pi * 997 * moments) + 0.2 * np.sin(2 * np.pi * 7919 * moments)


def test_interpolation_is_exact_between_samples_up_to_twenty_kilohertz() -> None:
    places = np.arange(500, 3500) + 0.37
    for pitch in (100, 5_000, 15_000, 18_000):
        sound = np.sin(2 * np.pi * pitch * np.arange(4000) / SAMPLE_RATE).astype(np.float32)
        error = interpolated(sound, places) - np.sin(2 * np.pi * pitch * places / SAMPLE_RATE)
        assert np.abs(error).max() < 10 ** (-70 / 20)


def test_a_laid_sound_is_read_anywhere(tmp_path: Path) -> None:
    sound = place_sound(9, 10_000)
    write_laid(tmp_path / "l.wav", sound)
    assert np.abs(laid(tmp_path / "l.wav") - sound).max() < 1e-7 * 2
    assert np.array_equal(laid_part(tmp_path / "l.wav", 777, 1777), laid(tmp_path / "l.wav")[777:1777])
    assert len(laid_part(tmp_path / "l.wav", 9_990, 99_999)) == 10
    assert len(laid_part(tmp_path / "l.wav", 20_000, 30_000)) == 0
    with pytest.raises(CannotRead, match=r"gone\.wav cannot be read: it is no laid sound"):
        laid(tmp_path / "gone.wav")


def cut_of(rate: Rate, *pieces: tuple[str, int, int] | tuple[str, int, int, bool]) -> Cut:
    heard = tuple(Piece(*piece) for piece in pieces)
    return Cut("1", rate, (Shot("1A/1", 0, sum(piece.frames for piece in heard)),), heard)


def sounds(rate: Rate, frames: int = 120, **kind: Any) -> tuple[dict[str, Take], dict[str, np.ndarray], Any]:
    takes = {f"1A/{number}": take_of(number, frames, rate, **kind) for number in (1, 2, 3)}
    whole = {name: place_sound(take.slate.take, rate.sample(frames)) * 0.5 for name, take in takes.items()}
    return takes, whole, lambda name, start, out: whole[name][start:out].copy()


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_between_its_fades_a_mixdown_is_the_takes_own_samples(rate: Rate) -> None:
    takes, whole, fetch = sounds(rate)
    pieces = (("1A/1", 10, 30), ("1A/2", 50, 51), ("1A/3", 5, 90), ("1A/1", 100, 119))
    cut = cut_of(rate, *pieces)
    sound = mixdown(cut, takes, fetch)
    assert len(sound) == rate.sample(cut.frames)
    at, fade = 0, rate.sample(1) + 1
    for name, start, out in pieces:
        begin, end = rate.sample(at) + fade, rate.sample(at + out - start) - fade
        shift = rate.sample(start) - rate.sample(at)
        if end > begin:
            assert np.array_equal(sound[begin:end], whole[name][begin + shift:end + shift])
        at += out - start


def test_fades_are_two_frames_centred_and_keep_the_power() -> None:
    rate = Rate(25)
    takes, _, fetch = sounds(rate)
    cut = cut_of(rate, ("1A/1", 20, 40), ("1A/2", 60, 80))
    sound = mixdown(cut, takes, fetch)
    edit, frame = rate.sample(20), rate.sample(1)
    one, two = fetch("1A/1", 0, 10**6), fetch("1A/2", 0, 10**6)
    out_side, in_side = one[rate.sample(20):], two[rate.sample(60) - edit:]
    ramp = np.sin((np.arange(2 * frame) + 0.5) / (2 * frame) * np.pi / 2)
    expected = out_side[edit - frame:edit + frame] * ramp[::-1] + in_side[edit - frame:edit + frame] * ramp
    assert np.abs(sound[edit - frame:edit + frame] - expected).max() < 1e-6
    assert np.allclose(ramp**2 + ramp[::-1] ** 2, 1)
    assert np.array_equal(sound[edit + frame:edit + frame + 500], in_side[edit + frame:edit + frame + 500])


def test_pieces_that_continue_the_same_take_are_not_touched() -> None:
    rate = Rate.parse("29.97")
    takes, whole, fetch = sounds(rate)
    cut = cut_of(rate, ("1A/1", 10, 33), ("1A/1", 33, 34), ("1A/1", 34, 77))
    sound = mixdown(cut, takes, fetch)
    fade = SAMPLE_RATE // 200
    start = rate.sample(10)
    assert np.array_equal(sound[fade:-fade], whole["1A/1"][start + fade:start + len(sound) - fade])
    assert abs(sound[0]) < 0.01
    assert abs(sound[-1]) < 0.01


@given(st.lists(st.tuples(st.sampled_from(["1A/1", "1A/2", "1A/3"]), st.integers(0, 119), st.integers(1, 60),
                          st.booleans()), min_size=1, max_size=8), st.sampled_from(RATES))
@settings(max_examples=60)
def test_every_mixdown_has_its_length_and_is_never_silent(parts: list[tuple[str, int, int, bool]], rate: Rate) -> None:
    # Pieces may reach beyond their take, and take 2 has a hole in it.
    takes, whole, _ = sounds(rate, room=(100, 110))
    whole["1A/2"][20_000:60_000] = 0
    cut = cut_of(rate, *((take, 0 if room else start, length if room else start + length, room)
                         for take, start, length, room in parts))
    sound = mixdown(cut, takes, lambda name, start, out: whole[name][start:out].copy())
    assert sound.dtype == np.float32
    assert len(sound) == rate.sample(cut.frames)
    assert np.isfinite(sound).all()
    assert digital_silence_ms(sound) < 1
    assert np.array_equal(sound, np.concatenate(list(mix_parts(cut, takes,
                                                               lambda name, start, out: whole[name][start:out]))))


def test_a_hole_is_filled_with_the_takes_own_room() -> None:
    rate = Rate(24)
    quiet = np.random.Generator(np.random.PCG64(1)).standard_normal(240_000).astype(np.float32) * 0.003
    speech = quiet + np.where(np.arange(240_000) // 24_000 % 2, 0.2 * np.sin(np.arange(240_000) / 20), 0)
    speech = speech.astype(np.float32)
    speech[100_000:130_000] = 0
    take = take_of(1, 120, rate, room=(24, 35))
    sound = mixdown(cut_of(rate, ("1A/1", 0, 120)), {"1A/1": take}, lambda _, start, out: speech[start:out].copy())
    filled = sound[100_300:129_700]
    assert 0.8 < np.sqrt(np.mean(filled**2)) / 0.003 < 1.2
    assert np.array_equal(sound[98_000:99_700], speech[98_000:99_700])
    assert clicks(sound, [100_000, 130_000]) == 0


def test_a_mute_take_borrows_room_and_a_mute_film_has_a_hush() -> None:
    rate = Rate(24)
    takes, _, fetch = sounds(rate, room=(0, 20))
    mute = Take(Slate("1", "A", 9), "p", 48, rate)
    borrowed = mixdown(cut_of(rate, ("1A/9", 0, 48)), takes | {"1A/9": mute}, fetch)
    assert 0.05 < np.sqrt(np.mean(borrowed**2)) < 0.25
    hush = mixdown(cut_of(rate, ("1A/9", 0, 48)), {"1A/9": mute}, fetch)
    assert digital_silence_ms(hush) == 0
    assert -68 < 20 * np.log10(np.sqrt(np.mean(hush**2))) < -64
    assert np.array_equal(hush, mixdown(cut_of(rate, ("1A/9", 0, 48)), {"1A/9": mute}, fetch))


def test_a_cut_whose_sound_is_shorter_than_its_picture_is_refused() -> None:
    takes, _, fetch = sounds(Rate(24))
    cut = Cut("1", Rate(24), (Shot("1A/1", 0, 20),), (Piece("1A/1", 0, 19),))
    with pytest.raises(CannotCut, match="shows 20 frames and sounds for 19"):
        mixdown(cut, takes, fetch)


def test_planted_clicks_are_found_and_good_edits_are_not() -> None:
    chance = np.random.Generator(np.random.PCG64(4))
    at = np.arange(SAMPLE_RATE * 4) / SAMPLE_RATE
    voice = sum(np.sin(2 * np.pi * 140 * n * at + n) / n for n in range(1, 20)) * 0.08
    voice = voice * (1.1 + np.sin(2 * np.pi * 3 * at))
    voice = (voice + chance.standard_normal(len(at)) * 0.001).astype(np.float32)
    edits = [int(place) for place in chance.integers(SAMPLE_RATE // 4, len(at) - SAMPLE_RATE // 4, 60)]
    assert clicks(voice, edits) == 0
    for step in (0.05, 0.2, -0.1):
        found = 0
        for edit in edits:
            broken = voice.copy()
            broken[edit:] += step
            found += clicks(broken, [edit])
        assert found == len(edits)
    spike = voice.copy()
    spike[edits[0]] += 0.1
    assert clicks(spike, edits[:1]) == 1


def test_a_hard_cut_clicks_and_the_mixdown_of_the_same_edit_does_not() -> None:
    rate = Rate(25)
    at = np.arange(rate.sample(100)) / SAMPLE_RATE
    voices = {f"1A/{n}": (0.3 * np.sin(2 * np.pi * pitch * at + n)).astype(np.float32)
              for n, pitch in ((1, 131.3), (2, 211.7))}
    takes = {name: take_of(int(name[-1]), 100, rate) for name in voices}
    cut = cut_of(rate, *[(f"1A/{1 + n % 2}", 3 + n * 5, 7 + n * 5) for n in range(18)])
    edits = [rate.sample(4 * n) for n in range(1, 18)]
    sound = mixdown(cut, takes, lambda name, start, out: voices[name][start:out].copy())
    hard = np.concatenate([voices[piece.take][rate.sample(piece.start):rate.sample(piece.out)] for piece in cut.pieces])
    assert clicks(sound, edits) == 0
    assert clicks(hard, edits) >= 14


def test_silence_is_measured_in_milliseconds() -> None:
    sound = place_sound(1, 48_000)
    assert digital_silence_ms(sound) == 0
    sound[1000:1960] = 0
    assert digital_silence_ms(sound) == 20
    sound[10_000:11_920] = 0.25
    assert digital_silence_ms(sound) == 40
    assert digital_silence_ms(np.zeros(0, np.float32)) == 0


def test_peaks_hold_every_sample() -> None:
    sound = place_sound(2, 48_123)
    drawn = peaks(sound)
    assert drawn.shape == (101, 2)
    assert drawn.dtype == np.int16
    for row in (0, 50, 100):
        block = sound[row * 480:(row + 1) * 480] * 32768
        assert drawn[row].tolist() == [round(float(block.min())), round(float(block.max()))]
