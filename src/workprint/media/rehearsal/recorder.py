"""The recorder's file: 48 kHz, 24 bit, Broadcast Wave with start time and iXML. And timecode as sound (LTC).

Sources: EBU Tech 3285 (bext), iXML specification 2.10 (gallery.co.uk/ixml), SMPTE ST 12-1 (LTC).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from workprint.film import SAMPLE_RATE, BadValue, Rate, Slate, Timecode
from workprint.media.rehearsal.voice import Samples

_LTC_BITS = 80  # bits of one frame of timecode. Source: SMPTE ST 12-1
_LTC_SYNC = "0011111111111101"  # the sync word, bits 64 to 79. Source: SMPTE ST 12-1
_LTC_LEVEL = 0.12  # about -18 dBFS (a choice)


def write_wave(path: Path, tracks: Sequence[tuple[str, Samples]], *, slate: Slate, at: int, rate: Rate,
               circled: bool, note: str) -> None:
    """Write named tracks as one Broadcast Wave file whose first sample is `at` samples after midnight."""
    data = _packed(np.stack([sound for _, sound in tracks], axis=1))
    width = 3 * len(tracks)
    form = struct.pack("<HHIIHH", 1, len(tracks), SAMPLE_RATE, SAMPLE_RATE * width, width, 24)
    chunks = (_chunk(b"bext", _bext(slate, at)) + _chunk(b"iXML", _ixml(slate, at, rate, circled, note, tracks))
              + _chunk(b"fmt ", form) + _chunk(b"data", data))
    path.write_bytes(b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WAVE" + chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _packed(sound: Samples) -> bytes:
    """24-bit little-endian samples."""
    whole = np.rint(sound * np.float32(2**23 - 1)).astype("<i4").reshape(-1)
    data: bytes = whole.view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
    return data


def _bext(slate: Slate, at: int) -> bytes:
    """The Broadcast Audio Extension chunk, version 1, 602 bytes. Source: EBU Tech 3285."""
    about = f"sSCENE={slate.scene}{slate.setup}\r\nsTAKE={slate.take}\r\nsNOTE=synthetic: Workprint rehearsal\r\n"
    return struct.pack("<256s32s32s10s8sQH64s190s", about.encode(), b"Workprint rehearsal", b"",
                       b"2026-01-01", b"00:00:00", at, 1, b"", b"")


def _ixml(slate: Slate, at: int, rate: Rate, circled: bool, note: str, tracks: Sequence[tuple[str, Samples]]) -> bytes:
    listed = "".join(f"<TRACK><CHANNEL_INDEX>{number}</CHANNEL_INDEX><INTERLEAVE_INDEX>{number}</INTERLEAVE_INDEX>"
                     f"<NAME>{escape(name)}</NAME></TRACK>" for number, (name, _) in enumerate(tracks, 1))
    speed = (f"<TIMECODE_RATE>{rate.numerator}/{rate.denominator}</TIMECODE_RATE><TIMECODE_FLAG>NDF</TIMECODE_FLAG>"
             f"<FILE_SAMPLE_RATE>{SAMPLE_RATE}</FILE_SAMPLE_RATE><AUDIO_BIT_DEPTH>24</AUDIO_BIT_DEPTH>"
             f"<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>{at >> 32}</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>"
             f"<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>{at & 0xFFFFFFFF}</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>")
    return (f'<?xml version="1.0" encoding="UTF-8"?><BWFXML><IXML_VERSION>2.10</IXML_VERSION>'
            f"<PROJECT>Workprint rehearsal (synthetic)</PROJECT><SCENE>{escape(slate.scene + slate.setup)}</SCENE>"
            f"<TAKE>{slate.take}</TAKE><TAPE>S001</TAPE><CIRCLED>{str(circled).upper()}</CIRCLED>"
            f"<NOTE>{escape(note)}</NOTE><SPEED>{speed}</SPEED><TRACK_LIST><TRACK_COUNT>{len(tracks)}</TRACK_COUNT>"
            f"{listed}</TRACK_LIST></BWFXML>").encode()


def timecode_sound(first: Timecode, offset: int, length: int) -> Samples:
    """The camera's timecode as sound (LTC): `length` samples from `offset` samples after the frame `first`.

    Raises `BadValue` for rates above 30, which LTC does not know.
    """
    rate = first.rate
    if rate.timebase > 30:
        raise BadValue(f"timecode as sound was asked for at {rate} frames a second", "30 or fewer would do",
                       "take 'ltc' out of the plan")
    start, end = rate.frame_of(offset), rate.frame_of(offset + length) + 1
    bits = np.concatenate([_ltc_bits(first.plus(frame)) for frame in range(start, end + 1)])
    return _bi_phase(bits, rate, start, offset, length)


def _ltc_bits(at: Timecode) -> NDArray[np.int8]:
    """The 80 bits of one frame, binary-coded decimal, lowest bit first. Source: SMPTE ST 12-1, table 2."""
    digits = str(at).replace(";", ":")
    hours, minutes, seconds, frames = (int(part) for part in digits.split(":"))
    word = ""
    for value, tens in ((frames, 2), (seconds, 3), (minutes, 3), (hours, 2)):
        unit, ten = format(value % 10, "04b")[::-1], format(value // 10, f"0{tens}b")[::-1]
        # after each digit four user bits, all nought; the flags beside the tens stay nought
        word += unit + "0000" + ten.ljust(4, "0") + "0000"
    if at.drop:
        word = word[:10] + "1" + word[11:]
    ones = (word + _LTC_SYNC).count("1")
    place = 59 if rate_is_25(at.rate) else 27  # the polarity bit makes the count of ones even
    word = word[:place] + str(ones % 2) + word[place + 1:]
    return np.array([int(bit) for bit in word + _LTC_SYNC], np.int8)


def rate_is_25(rate: Rate) -> bool:
    """Whether flags lie where 25-frame systems have them."""
    return rate.timebase == 25


def _bi_phase(bits: NDArray[np.int8], rate: Rate, start: int, offset: int, length: int) -> Samples:
    """Bi-phase mark: the level turns at every bit's edge, and at its middle for a one."""
    turns = np.ones(len(bits) * 2, np.int8)
    turns[1::2] = bits
    level = 1 - 2 * (np.cumsum(turns) % 2)
    half = SAMPLE_RATE / float(rate) / _LTC_BITS / 2
    place = (np.arange(length) + offset - start * SAMPLE_RATE / float(rate)) / half
    return (level[place.astype(np.int64)] * _LTC_LEVEL).astype(np.float32)
