"""Pictures come at their time: every frame of the film shows what the original shows at that moment."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workprint.film import Rate
from workprint.media import make_proxy, probe
from workprint.media.fitting import Fitting, Shape
from workprint.media.grid import Clock, Shown, Tally, on_grid
from workprint.media.made_film import make_take, read_code, unboxed
from workprint.media.pictures import pictures

FILM, SMALL = Rate(24), Shape(320, 180)
RATES = [Rate.parse(text) for text in ("23.976", "24", "25", "29.97", "30")]


def numbers(proxy: Path, width: int = 0, height: int = 0) -> list[int]:
    """The frame numbers that a proxy's pictures spell."""
    found = []
    with av.open(str(proxy)) as container:
        for frame in container.decode(video=0):
            picture = frame.to_ndarray(format="rgb24")
            code = read_code(unboxed(picture, width, height) if width else picture)
            assert code is not None
            found.append(code[1])
    return found


@pytest.fixture
def proxied(tmp_path: Path) -> Any:
    """Makes a take, its proxy, and gives the original, the proxy's facts and the numbers that it shows."""
    def make(name: str, *, film: Rate = FILM, shape: Shape = SMALL, **kind: Any) -> Any:
        original = probe(make_take(tmp_path / name, 7, sound=False, **kind))
        out = tmp_path / f"{name}.proxy.mp4"
        facts = make_proxy(original, out, rate=film, shape=shape)
        assert original.picture is not None
        inner = Fitting(shape, original.picture.rotation, original.picture.pixel_aspect).inner(
            original.picture.width, original.picture.height)
        return original, facts, numbers(out, *inner)
    return make


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("kind", ["mov", "mkv"])
def test_a_source_at_the_films_rate_is_taken_picture_by_picture(proxied: Any, rate: Rate, kind: str) -> None:
    original, facts, seen = proxied(f"a.{kind}", rate=rate, film=rate, frames=61)
    assert original.picture.rate == rate
    assert not original.picture.variable
    assert original.picture.frames == facts.frames == 61
    assert (facts.repeated, facts.dropped, facts.decode_errors) == (0, 0, 0)
    assert seen == list(range(61))


@pytest.mark.parametrize(("source", "film"), [("60", "24"), ("25", "24"), ("24", "25"), ("30", "23.976"),
                                              ("59.94", "29.97"), ("50", "30")])
def test_another_rate_shows_what_is_on_screen_at_each_moment(proxied: Any, source: str, film: str) -> None:
    had, wanted = Rate.parse(source), Rate.parse(film)
    _, facts, seen = proxied("a.mov", rate=had, film=wanted, frames=60)
    expected = [int(frame / wanted * had) for frame in range(facts.frames)]
    assert seen == expected
    assert facts.frames == -(-60 * wanted // had)
    assert facts.dropped == 60 - len(set(expected))
    assert facts.repeated == len(expected) - len(set(expected))


def test_a_variable_rate_is_seen_and_conformed_by_its_time_stamps(proxied: Any) -> None:
    steps = [33, 41, 17, 90, 33, 33, 50, 12, 200, 33] * 3
    stamps = [0]
    for step in steps:
        stamps.append(stamps[-1] + step)
    original, _, seen = proxied("v.mkv", rate=Fraction(30), stamps=stamps, time_base=Fraction(1, 1000))
    assert original.picture.variable
    assert any("variable frame rate" in warning for warning in original.warnings)
    for frame, number in enumerate(seen[:stamps[-1] * 24 // 1000]):
        moment = Fraction(frame, 24) * 1000
        assert stamps[number] <= moment < [*stamps, 10**9][number + 1]


def test_a_file_that_does_not_begin_at_zero_begins_at_its_first_picture(proxied: Any) -> None:
    original, _, seen = proxied("t.mkv", stamps=[500 + round(n * 1000 / 24) for n in range(30)],
                                time_base=Fraction(1, 1000))
    assert not original.picture.variable
    assert seen == list(range(30))


def test_a_transport_stream_begins_at_its_first_picture(proxied: Any) -> None:
    _, _, seen = proxied("t.ts", rate=Fraction(25), film=Rate(25), frames=40)
    assert seen == list(range(40))


def test_a_gap_holds_the_picture_before_it(proxied: Any) -> None:
    stamps = [number for number in range(60) if number not in (20, 21)]
    original, facts, seen = proxied("g.mov", stamps=stamps)
    assert "2 pictures are missing" in " ".join(original.warnings)
    assert facts.frames == 60
    assert seen == [*range(20), 19, 19, *range(20, 58)]


def test_an_edit_list_that_hides_the_head_is_respected(tmp_path: Path) -> None:
    path = make_take(tmp_path / "e.mov", 7, sound=False, frames=48, options={"movie_timescale": "24"})
    data = bytearray(path.read_bytes())
    at = data.index(b"elst") + 4
    _, entries, length, media_time, _ = struct.unpack(">IIiiI", data[at:at + 20])
    assert entries == 1
    tick = probe(path).picture
    assert tick is not None
    with av.open(str(path)) as container:
        step = int(1 / (24 * (container.streams.video[0].time_base or 1)))
    struct.pack_into(">ii", data, at + 8, length - 10, media_time + 10 * step)
    path.write_bytes(data)
    original = probe(path)
    assert make_proxy(original, tmp_path / "p.mp4", rate=Rate(24), shape=Shape(320, 180)).frames == 38
    assert numbers(tmp_path / "p.mp4") == list(range(10, 48))
    assert original.picture is not None
    assert original.picture.frames == 38
    seen = [read_code(shown.frame.to_ndarray(format="rgb24")) for shown in pictures(original, start=Fraction(20, 24))]
    assert seen == [(7, number) for number in range(30, 48)]


@pytest.mark.parametrize(("name", "kind"), [
    ("a.mov", {}), ("b.mkv", {}), ("c.ts", {}), ("p.mov", {"codec": "prores_ks", "pixels": "yuv422p10le"}),
    ("m.mpg", {"codec": "mpeg2video", "rate": Fraction(25)}), ("v.webm", {"codec": "libvpx-vp9"}),
    ("x.mxf", {"codec": "mpeg2video", "rate": Fraction(25)}),
    ("y.avi", {"codec": "mpeg4"})])
def test_any_place_is_found_by_seeking_as_by_playing(tmp_path: Path, name: str, kind: dict[str, Any]) -> None:
    if kind.get("codec") == "libvpx-vp9":
        kind = kind | {"coder": {"deadline": "realtime", "cpu-used": "8"}}
    original = probe(make_take(tmp_path / name, 7, sound=False, frames=130, width=192, height=108, **kind))
    assert original.picture is not None
    rate = original.picture.rate
    played = [(shown.time, read_code(shown.frame.to_ndarray(format="rgb24"))) for shown in pictures(original)]
    assert [code for _, code in played] == [(7, number) for number in range(130)]
    for start in (0, 1, 11, 12, 13, 47, 59, 60, 61, 100, 119, 129):
        run = pictures(original, start=Fraction(start) / rate)
        found = [next(run) for _ in range(min(4, 130 - start))]
        codes = [(shown.time, read_code(shown.frame.to_ndarray(format="rgb24"))) for shown in found]
        assert codes == played[start:start + 4]


def test_open_picture_groups_are_found_exactly(tmp_path: Path) -> None:
    path = make_take(tmp_path / "open.mov", 7, sound=False, frames=100, width=192, height=108,
                     coder={"x264-params": "open-gop=1:keyint=12:bframes=3:b-adapt=0:scenecut=0"})
    original = probe(path)
    for start in range(5, 96, 7):
        shown = next(pictures(original, start=Fraction(start, 24)))
        assert read_code(shown.frame.to_ndarray(format="rgb24")) == (7, start)


def fake(times: list[Fraction], lasts: Fraction) -> Iterator[Shown]:
    return (Shown(time, av.VideoFrame(2, 2, "gray"), lasts) for time in times)


@given(st.lists(st.integers(1, 400), min_size=0, max_size=40), st.sampled_from(RATES), st.integers(1, 300))
@settings(max_examples=100)
def test_the_grid_shows_at_every_moment_the_last_picture_that_came(steps: list[int], rate: Rate, last: int) -> None:
    times = [Fraction(0)]
    for step in steps:
        times.append(times[-1] + Fraction(step, 1000))
    tally = Tally()
    shown = list(on_grid(fake(times, Fraction(last, 1000)), rate, tally=tally))
    end = times[-1] + Fraction(last, 1000)
    assert [frame for frame, _ in shown] == list(range(len(shown)))
    assert (len(shown) - 1) / rate < end <= len(shown) / rate
    for frame, picture in shown:
        assert picture.time == max(time for time in times if time <= frame / rate)
    used = [picture.time for _, picture in shown]
    assert tally.repeated == len(used) - len(set(used))
    assert tally.dropped == len(times) - len(set(used))


@given(st.lists(st.one_of(st.none(), st.integers(-2**40, 2**40)), max_size=60))
def test_no_clock_however_broken_runs_back_or_away(stamps: list[int | None]) -> None:
    clock = Clock(Fraction(24), Fraction(1, 1000))
    times = [clock.time(stamp) for stamp in stamps]
    assert all(0 < after - before <= 120 for before, after in pairwise(times))
