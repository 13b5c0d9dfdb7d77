"""eSpeak NG in a process of its own: speeches in on standard input, sound and exact times out.

Run as ``python speak.py`` and never imported: eSpeak NG is GPL-3, Workprint's core is not (facts/boards section 6).
One JSON object a line comes in: ``{"text", "voice", "rate", "pitch", "range"}``. One a line goes out:
``{"rate": 22050, "sound": base64 of 16-bit little-endian samples, "words": [[place, sample], ...],
"sounds": [[name, sample], ...]}`` where `place` is the character of the text at which a word begins (from 0),
`sounds` are phonemes by eSpeak's own names, and a sample counts from the head of that sound.
"""

from __future__ import annotations

import base64
import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any

import espeakng_loader

_RETRIEVAL = 1  # espeak_AUDIO_OUTPUT: hand the sound back, play nothing. Source: speak_lib.h
_PHONEME_EVENTS = 1  # espeakINITIALIZE_PHONEME_EVENTS. Source: speak_lib.h
_RATE, _PITCH, _RANGE = 1, 3, 4  # espeak_PARAMETER. Source: speak_lib.h
_END, _WORD, _PHONEME = 0, 1, 7  # espeak_EVENT_TYPE. Source: speak_lib.h
_UTF8 = 1  # espeakCHARS_UTF8. Source: speak_lib.h


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    """espeak_EVENT of speak_lib.h."""

    _fields_ = [("type", ctypes.c_int), ("unique", ctypes.c_uint), ("place", ctypes.c_int),
                ("length", ctypes.c_int), ("milliseconds", ctypes.c_int), ("sample", ctypes.c_int),
                ("user", ctypes.c_void_p), ("id", _Id)]


_Heard = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


def events(first: Any) -> Iterator[_Event]:
    """The events of one block of sound, up to the one that ends the list."""
    place = 0
    while first[place].type != _END:
        yield first[place]
        place += 1


class Speaker:
    """eSpeak NG, started once."""

    def __init__(self) -> None:
        self._reset()
        self.library = ctypes.cdll.LoadLibrary(espeakng_loader.get_library_path())
        data = str(espeakng_loader.get_data_path()).encode()
        self.rate = self.library.espeak_Initialize(_RETRIEVAL, 0, data, _PHONEME_EVENTS)
        if self.rate <= 0:
            raise SystemExit("eSpeak NG found no voice data")
        self._heard = _Heard(self._keep)
        self.library.espeak_SetSynthCallback(self._heard)

    def _reset(self) -> None:
        self.sound = b""
        self.words: list[list[int]] = []
        self.sounds: list[list[object]] = []

    def _keep(self, wave: Any, samples: int, first: Any) -> int:
        for event in events(first):
            if event.type == _WORD:
                self.words.append([event.place - 1, event.sample])
            elif event.type == _PHONEME:
                self.sounds.append([event.id.string.decode("utf-8", "replace"), event.sample])
        if wave and samples > 0:
            self.sound += ctypes.string_at(wave, samples * 2)
        return 0

    def say(self, text: str, voice: str, rate: int, pitch: int, range_: int) -> dict[str, object]:
        """One speech as sound with the times of its words and phonemes."""
        self._reset()
        if self.library.espeak_SetVoiceByName(voice.encode()):
            raise SystemExit(f"eSpeak NG has no voice {voice!r}")
        for parameter, value in ((_RATE, rate), (_PITCH, pitch), (_RANGE, range_)):
            self.library.espeak_SetParameter(parameter, value, 0)
        data = text.encode()
        self.library.espeak_Synth(data, len(data) + 1, 0, 1, 0, _UTF8, None, None)
        self.library.espeak_Synchronize()
        return {"rate": self.rate, "sound": base64.b64encode(self.sound).decode(), "words": self.words,
                "sounds": self.sounds}


def main() -> None:
    """Answer every line of standard input with a line on standard output."""
    speaker = Speaker()
    for line in sys.stdin:
        asked = json.loads(line)
        said = speaker.say(asked["text"], asked["voice"], asked["rate"], asked["pitch"], asked["range"])
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
