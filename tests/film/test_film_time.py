"""Exact time: what goes in as a frame, a sample or a timecode comes back as the same one."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workprint.film import SAMPLE_RATE, BadValue, Rate, Span, Timecode

RATES = tuple(Rate.parse(text) for text in
              ("12", "23.976", "24", "25", "29.97", "30", "47.952", "48", "50", "59.94", "60", "100", "119.88", "120"))
DROP = (Rate.parse("29.97"), Rate.parse("59.94"))
any_rate = st.one_of(st.sampled_from(RATES), st.builds(
    Rate, st.integers(1, 1000), st.just(1)), st.builds(Rate, st.integers(2000, 240_000), st.sampled_from([1001, 1000])))
frames = st.integers(-10**7, 10**7)


@pytest.mark.parametrize(("text", "rate"), [
    ("24", (24, 1)), ("23.976", (24000, 1001)), ("23.98", (24000, 1001)), ("29.97", (30000, 1001)),
    ("59.94", (60000, 1001)), ("47.95", (48000, 1001)), ("24000/1001", (24000, 1001)), ("25p", (25, 1)),
    ("25.00", (25, 1)), (" 50 fps ", (50, 1)), ("12.5", (25, 2)), ("1000", (1000, 1)), (30, (30, 1)),
    (Fraction(24000, 1001), (24000, 1001)), ("23.9760239760", (24000, 1001)),
])
def test_rates_are_read_as_people_write_them(text, rate):
    assert Rate.parse(text) == Fraction(*rate)


@pytest.mark.parametrize("text", ["", "0", "-24", "1001", "fast", "24/0", "nan", "inf", "1e3000000", "9" * 5000,
                                  "24//1", "0.5"])
def test_what_is_no_rate_is_said_so_at_once(text):
    with pytest.raises(BadValue, match="would do; give the rate again"):
        Rate.parse(text)


@given(any_rate)
def test_a_rate_is_read_back_from_its_own_text(rate):
    assert Rate.parse(str(rate)) == rate


@given(any_rate, frames)
def test_the_first_sample_of_a_frame_belongs_to_it(rate, frame):
    assert rate.frame_of(rate.sample(frame)) == frame


@given(any_rate, st.integers(-10**10, 10**10))
def test_every_sample_belongs_to_the_frame_that_began_last(rate, sample):
    frame = rate.frame_of(sample)
    assert rate.sample(frame) <= sample < rate.sample(frame + 1)


@given(any_rate, frames)
def test_a_sample_place_is_less_than_one_sample_from_the_exact_one(rate, frame):
    assert 0 <= Fraction(frame) / rate * SAMPLE_RATE - rate.sample(frame) < 1


@given(any_rate, st.integers(0, 10**6))
def test_frames_in_the_exact_length_of_frames_are_those_frames(rate, count):
    assert rate.frames_in(Span(0, count, rate).seconds) == count


@given(any_rate, frames, st.integers(0, 10**6))
def test_a_span_is_as_long_as_its_frames(rate, start, count):
    span = Span(start, start + count, rate)
    assert span.frames == count
    assert span.seconds * rate == count


@given(any_rate, frames, st.integers(1, 100))
def test_a_span_that_ends_before_it_starts_is_refused(rate, start, less):
    with pytest.raises(BadValue, match="swap the two"):
        Span(start, start - less, rate)


def day(rate: Rate, drop: bool) -> int:
    """Frames in 24 hours of a counter."""
    skipped = 144 * 9 * (rate.timebase // 15) if drop else 0
    return 86_400 * rate.timebase - skipped


@given(st.data())
def test_a_timecode_is_read_back_from_its_own_text_all_day_long(data):
    drop = data.draw(st.booleans())
    rate = data.draw(st.sampled_from(DROP if drop else RATES))
    place = Timecode(data.draw(st.integers(0, day(rate, drop) - 1)), rate, drop)
    assert Timecode.parse(str(place), rate) == place


@pytest.mark.parametrize("rate", DROP, ids=str)
def test_drop_frame_skips_its_numbers_and_no_picture_in_a_whole_day(rate):
    """Against a counter that does it the slow way: it counts up and leaves out the first numbers of most minutes."""
    base, frame = rate.timebase, 0
    for minute in range(24 * 60):
        first = base // 15 if minute % 10 else 0
        for number in (first, first + 1, base - 1, base, base * 60 - 1):
            text = f"{minute // 60:02}:{minute % 60:02}:{number // base:02};{number % base:02}"
            assert str(Timecode(frame + number - first, rate, drop=True)) == text
            assert Timecode.parse(text, rate).frame == frame + number - first
        frame += base * 60 - first
    assert frame == day(rate, drop=True)


@pytest.mark.parametrize(("text", "rate", "frame"), [
    ("00:00:00:00", "24", 0), ("01:00:00:00", "23.976", 86_400), ("00:00:59;29", "29.97", 1799),
    ("00:01:00;02", "29.97", 1800), ("00:10:00;00", "29.97", 17_982), ("01:00:00;00", "29.97", 107_892),
    ("01:00:00;00", "59.94", 215_784), ("10:00:00,00", "29.97", 1_078_920), ("00:00:01:23", "25", 48),
    ("00:01:00;02", "25", 1502), ("00:00:00:119", "120", 119),
])
def test_known_timecodes(text, rate, frame):
    """Drop-frame counts: SMPTE ST 12-1, 108 numbers an hour at 29.97; at 25 a semicolon drops nothing."""
    assert Timecode.parse(text, Rate.parse(rate)).frame == frame


@given(st.sampled_from(DROP))
def test_drop_frame_stays_with_the_clock(rate):
    """After a day the counter is 86.4 ms off (2.6 frames at 29.97): that is what is left by dropping 108 an hour."""
    assert abs(Timecode(day(rate, drop=True), rate, drop=True).seconds - 86_400) < Fraction(87, 1000)


@pytest.mark.parametrize("text", ["", "1:2:3", "00:00:00:24", "00:60:00:00", "00:00:61:00", "00:00:00:-1",
                                  "aa:bb:cc:dd", "01:00:00:00:00"])
def test_what_is_no_timecode_is_said_so(text):
    with pytest.raises(BadValue, match=r"HH:MM:SS:FF with fewer than 24 frames would do; give it again"):
        Timecode.parse(text, Rate(24))


@given(st.text())
def test_no_text_at_all_breaks_the_readers_of_time(text):
    for read in (Rate.parse, lambda it: Timecode.parse(it, Rate(25))):
        try:
            read(text)
        except BadValue as error:
            assert str(error).count(";") >= 2


@given(st.sampled_from(RATES), st.integers(0, 10**6), st.integers(0, 10**5))
def test_plus_is_plus(rate, frame, more):
    assert Timecode(frame, rate).plus(more).frame == frame + more
