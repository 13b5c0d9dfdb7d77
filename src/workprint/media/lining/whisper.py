"""A second witness: words from a Whisper model file that the user has. Nothing is downloaded."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from workprint.film import SAMPLE_RATE, BadTool, Reading, ToolCard, Word
from workprint.media.lining.hearing import MODEL_RATE, check
from workprint.media.lining.verdict import compared
from workprint.media.lining.words import words_of

_MAGIC = b"lmgg"
"""First bytes of a ggml model file (0x67676d6c, little-endian). Source: whisper.cpp, convert-pt-to-ggml.py."""
_TICK = SAMPLE_RATE // 100
"""Samples in a unit of whisper.cpp's times, 10 ms. Source: whisper.h, whisper_full_get_segment_t0."""
_CONFIDENCE = 600
"""Confidence of a word of Whisper's: better heard than guessed, worse placed than aligned. Source: our own choice."""


class Segment(Protocol):
    """A stretch of text that a recogniser found."""

    t0: int
    """Start in units of 10 ms."""
    t1: int
    """End in units of 10 ms."""
    text: str
    """What was said."""


class Recogniser(Protocol):
    """What Workprint needs of a Whisper model. `pywhispercpp.model.Model` keeps it."""

    def transcribe(self, media: NDArray[np.float32], **settings: object) -> Sequence[Segment]:
        """Segments in `media`, mono at 16 kHz."""
        ...


@dataclass(frozen=True)
class WhisperWords:
    """What a Whisper model makes of a take. It proposes words; times and readings stay with `line_take`."""

    card: ToolCard
    """Where the model comes from, under which licence, and its hash."""
    model: Recogniser

    @classmethod
    def load(cls, path: Path, *, source: str = "a file of the user's", licence: str = "MIT") -> WhisperWords:
        """The model in the ggml file `path`. Raises `BadTool` where the file or the extra is missing."""
        digest = _known(path)
        try:
            whisper = importlib.import_module("pywhispercpp.model")
        except ImportError as missing:
            raise BadTool("Whisper's words were asked for but pywhispercpp is not installed",
                          "the extra 'whisper' would do", "install it with: pip install 'workprint[whisper]'"
                          ) from missing
        # One word a segment, so that every word has its time.
        model = whisper.Model(str(path), redirect_whispercpp_logs_to=None, token_timestamps=True, max_len=1,
                              split_on_word=True, print_progress=False)
        return cls(card_of(path, digest, source, licence), model)

    def words(self, sound: NDArray[np.float32]) -> tuple[Word, ...]:
        """The words in `sound` (mono, 48 kHz) in order of time, all of them extra until compared with a script."""
        check(sound)
        low = np.asarray(resample_poly(sound, MODEL_RATE, SAMPLE_RATE), np.float32)
        return tuple(word for part in self.model.transcribe(low) for word in _spread(part))

    def witness(self, reading: Reading, sound: NDArray[np.float32]) -> tuple[Word, ...]:
        """What Whisper hears in a reading, each word as it stands to those that the reading has as scripted or
        missing. Where both heard the script, both agree; look where they do not."""
        margin = SAMPLE_RATE // 5  # 0.2 s: a word that is cut into is heard as another
        head = max(0, reading.start - margin)
        heard = [Word(word.text, word.start + head, word.out + head, "extra", word.confidence)
                 for word in self.words(sound[head : reading.out + margin])]
        wanted = [word.text for word in reading.words if word.heard in ("scripted", "missing")]
        return tuple(compared(wanted, heard, reading.start))


def card_of(path: Path, digest: str, source: str, licence: str) -> ToolCard:
    """What a person sees of a model before it is used."""
    return ToolCard("whisper-words", digest[:12], "breakdown", f"hears words with the model {path.name}",
                    f"speech that the model's makers gathered; the file came from {source}", "not", licence, digest)


def _known(path: Path) -> str:
    """SHA-256 of a model file. Raises `BadTool` for a file that is not there or no ggml model."""
    try:
        there = path.is_file()
    except OSError:  # nothing can have such a name, or nobody may look
        there = False
    if not there:
        raise BadTool(f"no Whisper model is at {path.name}", "a ggml model file would do, such as ggml-base.en.bin",
                      "get one and give its path; Workprint downloads nothing")
    with path.open("rb") as file:
        if file.read(4) != _MAGIC:
            raise BadTool(f"{path.name} is no Whisper model of the ggml kind",
                          "a file such as ggml-base.en.bin would do", "give the path of one")
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest()


def _spread(part: Segment) -> list[Word]:
    """A segment's words, its time shared among them by their letters."""
    texts = words_of(part.text)
    letters = sum(len(text) for text in texts)
    words, before = [], 0
    start, length = part.t0 * _TICK, (part.t1 - part.t0) * _TICK
    for text in texts:
        after = before + len(text)
        words.append(Word(text, start + length * before // letters, start + length * after // letters, "extra",
                          _CONFIDENCE))
        before = after
    return words
