"""What an artist's marks say: a value rebuilt from the record; it ranks and explains, and never acts."""

from workprint.taste.lean import Lesson, Ranked, Taste, learn, string_out

__all__ = ["Lesson", "Ranked", "Taste", "learn", "string_out"]
