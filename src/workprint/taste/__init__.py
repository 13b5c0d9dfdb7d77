"""What an artist's marks say: a value rebuilt from the record; it ranks and explains, and never acts."""

from workprint.taste.drift import Change
from workprint.taste.learning import learn
from workprint.taste.lessons import Answer, Lesson, Told
from workprint.taste.ranking import Ranked, string_out
from workprint.taste.start import pooled
from workprint.taste.taste import Axis, Taste

__all__ = ["Answer", "Axis", "Change", "Lesson", "Ranked", "Taste", "Told", "learn", "pooled", "string_out"]
