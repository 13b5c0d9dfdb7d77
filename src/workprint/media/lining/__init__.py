"""Lining: which line of the script is said where in a take, word by word, and what differs from the script."""

from workprint.media.lining.correction import correct
from workprint.media.lining.differing import differs
from workprint.media.lining.lined import Lined, line_take
from workprint.media.lining.whisper import Recogniser, WhisperWords
from workprint.media.lining.words import words_of

__all__ = ["Lined", "Recogniser", "WhisperWords", "correct", "differs", "line_take", "words_of"]
