"""Lining: which line of the script is said where in a take, word by word, and what differs from the script."""

from workprint.media.lining.across import Doubted, doubts
from workprint.media.lining.correction import correct
from workprint.media.lining.differing import differs
from workprint.media.lining.lined import Lined, line_take
from workprint.media.lining.voice import voice_of
from workprint.media.lining.whisper import Recogniser, WhisperWords
from workprint.media.lining.words import words_of

__all__ = ["Doubted", "Lined", "Recogniser", "WhisperWords", "correct", "differs", "doubts", "line_take", "voice_of",
           "words_of"]
