"""What the acoustic model makes of a take's sound: where speech is, and how well each sound of English fits there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pocketsphinx
from numpy.typing import NDArray
from scipy.signal import butter, resample_poly, sosfilt

from workprint.film import SAMPLE_RATE, BadValue, CannotRead
from workprint.media.lining.model import MODEL, senones

Scores = NDArray[np.int16]
Ints = NDArray[np.int32]
MODEL_RATE = 16_000
"""Samples per second that the model hears. Source: feat.params of the en-us model."""
HOP = SAMPLE_RATE // 100
"""Samples (48 kHz) from one frame of the model to the next. Source: -frate 100."""
_PAD = 25
"""Frames of quiet kept beside speech: 0.25 s, more than any stop's closure. Source: trials, docs/lining.md."""
_RISE_DB = 9.0
"""How far above the quiet of the take speech has to be. Source: trials, docs/lining.md."""
_WIDEST_DB = 45.0
"""How far below a take's loud speech its soft speech may lie. Source: trials, docs/lining.md."""
_PART = 4_000
"""Frames that the model hears at a time: its mean normalisation follows the speech of 40 s. Source: trials."""


@dataclass(frozen=True)
class Heard:
    """Speech of a take as the model hears it, with long silence left out."""

    at: NDArray[np.int32]
    """Place of each frame in the take, in hops of 10 ms; steps of more than one are silence left out."""
    scores: Scores
    """Frames by senones asked for: how badly each fits, in units of 1024 ln 1.0001 (about 0.1 nat); 0 and up."""
    columns: Ints
    """The column of `scores` that holds each senone of the model; -1 for those nobody asked for."""
    loud: NDArray[np.bool_]
    """Whether the frame is above the take's quiet."""

    @property
    def frames(self) -> int:
        """Number of frames."""
        return len(self.at)

    def of(self, wanted: Ints) -> Scores:
        """Frames by `wanted` senones."""
        return np.asarray(self.scores[:, self.columns[wanted]])

    def sample(self, frame: int) -> int:
        """The sample (48 kHz) of the take at which `frame` begins.

        A frame's window reaches 15 ms further; measured against true word edges, its head is still the best place
        for an edge (the middle of the window would be 8 ms late; docs/lining.md).
        """
        return int(self.at[frame]) * HOP if frame < len(self.at) else int(self.at[-1] + 1) * HOP


def hear(sound: NDArray[np.float32], wanted: Ints | None = None) -> Heard:
    """What the model hears in `sound` (mono, 48 kHz, -1 to 1), of the senones `wanted` (all if None) and of the
    plain phones. A silent take has no frames.

    Raises `BadValue` for anything but one channel of finite numbers.
    """
    check(sound)
    level = loudness(sound)
    loud = speech_frames(level)
    at = np.flatnonzero(_grown(loud, _PAD)).astype(np.int32)
    kept, columns = _columns(wanted)
    if not len(at):
        return Heard(at, np.zeros((0, len(kept)), np.int16), columns, np.zeros(0, bool))
    rows = _rows(narrow(sound), len(level))
    scores = np.concatenate([_score(rows[part].ravel())[:, kept] for part in _parts(at)])
    return Heard(at, scores, columns, loud[at])


def _columns(wanted: Ints | None) -> tuple[Ints, Ints]:
    """The senones to keep, and where each of the model's senones is kept."""
    model = senones()
    plain = [one for triple in model.plain.values() for one in triple]
    kept = np.arange(model.count) if wanted is None else np.union1d(plain, wanted)
    columns = np.full(model.count, -1, np.int32)
    columns[kept] = np.arange(len(kept))
    return kept.astype(np.int32), columns


def check(sound: NDArray[np.float32]) -> None:
    """Raise `BadValue` unless `sound` is one channel of finite numbers."""
    if sound.ndim != 1 or not np.issubdtype(sound.dtype, np.floating):
        raise BadValue(f"the sound came with shape {sound.shape} and type {sound.dtype}",
                       "one channel of floating point samples at 48 kHz would do", "mix it to mono first")
    if not np.isfinite(sound).all():
        raise BadValue("the sound has samples that are not numbers", "finite samples would do", "read the file again")


def loudness(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    """Level of the voice band in dB below full scale, every 10 ms; hum and rumble do not count."""
    frames = len(sound) // HOP
    if not frames:
        return np.zeros(0)
    # 150 Hz: mains hum and its first harmonics would otherwise hide soft speech, and voices lose little.
    voice = sosfilt(butter(4, 150, "highpass", fs=SAMPLE_RATE, output="sos"), sound)
    power = (voice[: frames * HOP].reshape(frames, HOP) ** 2).mean(axis=1)
    return np.asarray(10 * np.log10(np.convolve(power, np.full(3, 1 / 3), "same") + 1e-12))


def speech_frames(level: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Frames that stand out of the take's own quiet."""
    if not len(level):
        return np.zeros(0, bool)
    quiet, top = np.percentile(level, 5), np.percentile(level, 99)
    floor = max(quiet + _RISE_DB, top - _WIDEST_DB, -75.0)
    # A take without any quiet (or of one steady sound) is heard whole: better slow than deaf.
    return np.asarray(level > (floor if top - quiet > _RISE_DB else -75.0))


def _grown(mask: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    wide = np.convolve(np.append(mask, False), np.ones(2 * by + 1))
    return np.asarray(wide[by : by + len(mask)] > 0.5)


def narrow(sound: NDArray[np.float32]) -> NDArray[np.int16]:
    """The sound at the model's rate and level, with a little steady noise: digital silence has no spectrum that the
    model could know."""
    low = resample_poly(sound, MODEL_RATE, SAMPLE_RATE)
    peak = float(np.abs(low).max(initial=0.0))
    noise = np.random.Generator(np.random.PCG64(0)).normal(0, 2.0, len(low))
    return np.asarray(np.clip(low / max(peak, 0.01) * 24_000 + noise, -32_768, 32_767).astype(np.int16))


def _rows(low: NDArray[np.int16], frames: int) -> NDArray[np.int16]:
    """The sound as a row of 160 samples for each frame."""
    wanted = frames * (MODEL_RATE // 100)
    return np.pad(low, (0, max(0, wanted - len(low))))[:wanted].reshape(frames, -1)


def _parts(at: NDArray[np.int32]) -> Iterator[NDArray[np.int32]]:
    """Runs of frames to be heard at a time, split where silence was left out if possible."""
    start = 0
    while len(at) - start > _PART * 3 // 2:
        gaps = np.flatnonzero(np.diff(at[start : start + _PART]) > 1)
        out = start + (int(gaps[-1]) + 1 if len(gaps) and gaps[-1] > _PART // 2 else _PART)
        yield at[start:out]
        start = out
    yield at[start:]


@cache
def _scratch() -> tuple[tempfile.TemporaryDirectory[str], pocketsphinx.Decoder]:
    """This process's decoder. It is asked for nothing but the scores that it writes into a folder of its own."""
    folder = tempfile.TemporaryDirectory(prefix="workprint-")
    decoder = pocketsphinx.Decoder(hmm=str(MODEL), lm=None, samprate=MODEL_RATE, compallsen=True,
                                   senlogdir=folder.name, loglevel="FATAL")
    decoder.set_align_text("a")
    return folder, decoder


def _score(narrow: NDArray[np.int16]) -> Scores:
    """Scores of all senones for each 10 ms of `narrow`."""
    folder, decoder = _scratch()
    # Half a window more, so that the last frames are heard too.
    padded = np.concatenate([narrow, narrow[-1:].repeat(MODEL_RATE // 50)])
    decoder.start_utt()
    decoder.process_raw(padded.tobytes(), full_utt=True)
    decoder.end_utt()
    (written,) = Path(folder.name).glob("*.sen")
    try:
        return _read_scores(written.read_bytes())[: len(narrow) * 100 // MODEL_RATE]
    finally:
        written.unlink()


def _read_scores(data: bytes) -> Scores:
    """Read a senone score file. Source of the layout: sphinxbase acmod.c, acmod_write_scores."""
    count = senones().count
    start = data.index(b"endhdr\n") + 11
    row = 1 + count
    rows = np.frombuffer(data, "<i2", (len(data) - start) // 2 // row * row, start).reshape(-1, row)
    if not len(rows) or not (rows[:, 0] == count).all():
        raise CannotRead("pocketsphinx wrote senone scores in a shape that is not known",
                         "pocketsphinx 5.1 would do", "install it again")
    return np.asarray(rows[:, 1:])
