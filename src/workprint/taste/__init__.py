"""What an artist's marks say: a value rebuilt from the record; it ranks and explains, and never acts."""

from workprint.taste.asking import ask
from workprint.taste.beliefs import Belief
from workprint.taste.drift import Change
from workprint.taste.honest import Honest, against_refusal, aged, honest, retest
from workprint.taste.learning import LEAN, learn
from workprint.taste.lessons import Again, Answer, Lesson, Told
from workprint.taste.pairs import Question, ask_pairs
from workprint.taste.ranking import Ranked, string_out, weighed_alts
from workprint.taste.start import pooled
from workprint.taste.taste import Axis, Taste
from workprint.taste.why import Above, Behind, Turn, behind, turns, why_above
from workprint.taste.words import otherwise

__all__ = [
    "LEAN", "Above", "Again", "Answer", "Axis", "Behind", "Belief", "Change", "Honest", "Lesson", "Question", "Ranked",
    "Taste", "Told", "Turn", "against_refusal", "aged", "ask", "ask_pairs", "behind", "honest", "learn", "otherwise",
    "pooled", "retest", "string_out", "turns", "weighed_alts", "why_above"]
