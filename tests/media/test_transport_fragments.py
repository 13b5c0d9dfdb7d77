"""Fragments of a cut are the audition of it: the same pictures, samples and times, from wherever they are asked for."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_transport_audition import Rushes, chance_cut, shoot, shown, wanted
from test_transport_sound import cut_of, take_of
from test_transport_turned import SHOTS, named, turned

from workprint.film import SAMPLE_RATE, CannotCut, CannotRead, Cut, Over, Piece, Rate, Shot
from workprint.media import audition, read_sound
from workprint.media.fragments import Fragments, fragment, head
from workprint.media.mixdown import mix_part, mix_parts
from workprint.media.roomtone import Rooms

RATES = [Rate(24), Rate.parse("23.976"), Rate.parse("29.97")]


@pytest.fixture(scope="module", params=RATES, ids=str)
def rushes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Rushes:
    return shoot(tmp_path_factory.mktemp("rushes"), request.param, [{"frames": 72}, {"frames": 60}, {"frames": 50}])


def joined(cut: Cut, rushes: Rushes, out: Path, each: int | None = None) -> Path:
    """Head and all fragments one after another."""
    fragments = Fragments(cut, rushes.reels)
    each = each or fragments.each
    parts = [fragments.fragment(at, min(cut.frames, at + each)) for at in range(0, cut.frames, each)]
    out.write_bytes(fragments.head() + b"".join(parts))
    return out


@pytest.mark.parametrize("each", [None, 1, 7])
def test_fragments_one_after_another_are_the_audition(rushes: Rushes, tmp_path: Path, each: int | None) -> None:
    cut = chance_cut(rushes, 12, seed=3)
    made, whole = joined(cut, rushes, tmp_path / "f.mp4", each), audition(cut, rushes.reels, tmp_path / "a.mp4")
    assert shown(made) == wanted(cut)
    assert np.array_equal(read_sound(made), read_sound(whole))


def test_black_speed_backwards_silence_and_second_sounds_are_the_same(rushes: Rushes, tmp_path: Path) -> None:
    cut = turned(rushes)
    made, whole = joined(cut, rushes, tmp_path / "f.mp4"), audition(cut, rushes.reels, tmp_path / "a.mp4")
    assert shown(made) == named(SHOTS)
    # Where three sounds were turned down together, a float's last digit may fall to the other side of a rounding.
    assert np.abs(read_sound(made) - read_sound(whole)).max() <= 1 / 32768


def test_a_fragment_alone_has_its_own_place(rushes: Rushes) -> None:
    cut = chance_cut(rushes, 12, seed=5)
    first = head(cut, rushes.reels)
    for start, out in ((40, 60), (0, 1), (3, 20), (cut.frames - 1, cut.frames)):
        with av.open(io.BytesIO(first + fragment(cut, rushes.reels, start, out))) as container:
            packets = [(packet.stream.type, packet.pts, packet.duration, packet.time_base)
                       for packet in container.demux() if packet.size]
        seen = [at * base for kind, at, _, base in packets if kind == "video"]
        heard = [(at, length) for kind, at, length, _ in packets if kind == "audio"]
        assert seen == [Fraction(frame) / cut.rate for frame in range(start, out)]
        assert heard[0][0] == cut.rate.sample(start)
        assert sum(length for _, length in heard) == cut.rate.sample(out) - cut.rate.sample(start)


def test_a_fragment_is_two_boxes_and_the_head_two_others(rushes: Rushes) -> None:
    cut = chance_cut(rushes, 3, seed=1)
    assert boxes(head(cut, rushes.reels)) == [b"ftyp", b"moov"]
    assert boxes(fragment(cut, rushes.reels, 2, 9)) == [b"moof", b"mdat"]
    assert Fragments(cut, rushes.reels).mime.startswith('video/mp4; codecs="avc1.')


def boxes(data: bytes) -> list[bytes]:
    """Names of the boxes on top; they fill the data exactly."""
    found, at = [], 0
    while at < len(data):
        found.append(data[at + 4:at + 8])
        at += int.from_bytes(data[at:at + 4], "big")
    assert at == len(data)
    return found


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    rushes = shoot(tmp_path, Rate(24), [{"frames": 12}])
    beyond = Cut("1", Rate(24), (Shot("1A/1", 0, 13),), (Piece("1A/1", 0, 13),))
    with pytest.raises(CannotCut, match="frame 12 of take 1A/1 is not in its proxy; frames 0 to 11 would do"):
        fragment(beyond, rushes.reels, 0, 13)
    with pytest.raises(CannotCut, match="frames 5 to 5 were asked for; 0 to 13 would do"):
        fragment(beyond, rushes.reels, 5, 5)
    with pytest.raises(CannotCut, match="9Z/9"):
        head(replace(beyond, shots=(Shot("9Z/9", 0, 13),)), rushes.reels)
    with pytest.raises(CannotCut, match="without a shot"):
        head(Cut("1", Rate(24), (), ()), rushes.reels)
    rushes.reels["1A/1"].picture.unlink()
    with pytest.raises(CannotRead, match="the proxy is gone"):
        fragment(beyond, rushes.reels, 0, 5)


@settings(max_examples=25)
@given(st.lists(st.integers(1, 30_000), max_size=12), st.integers(0, 2**32 - 1))
def test_any_part_of_the_mix_is_that_part_of_the_whole(lengths: list[int], seed: int) -> None:
    """Holes of any length near any edge, cross-faded runs shorter than a fade, second sounds, silence."""
    chance, rate = random.Random(seed), Rate.parse("29.97")
    sounds = {name: holed(chance) for name in ("1A/1", "1A/2")}
    takes = {name: take_of(number, 150, rate) for number, name in enumerate(sounds, 1)}

    def fetch(name: str, start: int, out: int) -> np.ndarray:
        return sounds[name][start:out]

    runs = [(chance.choice(["1A/1", "1A/2", ""]), at := chance.randrange(100), at + chance.randint(1, 40))
            for _ in range(8)]
    cut = replace(cut_of(rate, *runs), over=(Over(2, "1A/2", 40, 45),))
    whole, rooms = np.concatenate(list(mix_parts(cut, takes, fetch))), Rooms(takes, fetch)
    edges = [0, *(edge for edge in np.cumsum(lengths, dtype=int).tolist() if edge < len(whole)), len(whole)]
    parts = [mix_part(cut, rooms, start, out) for start, out in pairwise(edges)]
    assert np.array_equal(np.concatenate(parts), whole)


def holed(chance: random.Random) -> np.ndarray:
    """Noise with holes just long enough or too short to count, close to one another."""
    sound = np.random.Generator(np.random.PCG64(chance.randrange(1 << 32))).uniform(-0.3, 0.3, 6 * SAMPLE_RATE)
    at = 0
    while at < len(sound):
        at += chance.choice([200, 470, 490, 3000, 40_000])
        length = chance.choice([100, 480, 600, 5000])
        sound[at:at + length] = 0
        at += length
    return np.asarray(sound, np.float32)
