"""Reading, measuring and making pictures and sounds: arrays in, arrays out. No project, no taste, no screen."""

from workprint.media.audition import audition, stream
from workprint.media.conform import conform
from workprint.media.fitting import Shape
from workprint.media.hearing import clicks, digital_silence_ms, peaks
from workprint.media.laid import LaidFacts, embedded_sync, laid, laid_part, lay_sound
from workprint.media.mixdown import mixdown
from workprint.media.packets import Reel
from workprint.media.probe import probe
from workprint.media.proxy import ProxyFacts, make_proxy
from workprint.media.recording import read_sound
from workprint.media.rushes import find_rushes
from workprint.media.strip import contact_sheet, filmstrip, still

__all__ = [
    "LaidFacts", "ProxyFacts", "Reel", "Shape", "audition", "clicks", "conform", "contact_sheet",
    "digital_silence_ms", "embedded_sync", "filmstrip", "find_rushes", "laid", "laid_part", "lay_sound", "make_proxy",
    "mixdown", "peaks", "probe", "read_sound", "still", "stream",
]
