"""Made people with a known taste, made alts, and any lesson there could be."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from hypothesis import strategies as st

from workprint.film import Alt, Cut, Piece, Rate, Reason, Shot
from workprint.taste import Lesson

AXES = st.fixed_dictionaries({"pace": st.integers(0, 1000), "closeness": st.integers(0, 1000)},
                             optional={"closeness on late lines": st.integers(0, 1000)})
LESSONS = st.builds(Lesson, st.sampled_from(["circle", "hold", "ng", "unsure"]), AXES,
                    st.lists(AXES, min_size=1, max_size=5).map(tuple), st.none() | st.integers(0, 1),
                    st.sampled_from([(), ("argument",)]), st.sampled_from(["shown", "edit", "wish"]))

TAKES = [f"1{letter}/1" for letter in "ABCDEFGH"]


def axes_of(pace: int, closeness: int = 500) -> dict[str, int]:
    """The two axes of a made alt."""
    return {"pace": pace, "closeness": closeness}


def answers_of(worth: Callable[[dict[str, int]], float], count: int, seed: int = 1, tags: tuple[str, ...] = ()
               ) -> list[Lesson]:
    """Choices, of six each, of somebody for whom an alt is worth so much, with chance as strong as one logit."""
    chance, answers = Random(seed), []
    for _ in range(count):
        shown = [axes_of(chance.randrange(100, 900), chance.randrange(100, 900)) for _ in range(6)]
        at = max(range(6), key=lambda place: worth(shown[place]) + chance.gauss(0, 1.3))
        answers.append(Lesson("circle", shown[at], tuple(shown[:at] + shown[at + 1:]), at, tags))
    return answers


def made_alt(number: int, pace: int, closeness: int = 500) -> Alt:
    """A cut that differs from the others by its takes."""
    shots = tuple(Shot(TAKES[(number * (line + 1)) % 8], 0, 24 + number, (f"1/{line}",)) for line in range(8))
    cut = Cut("1", Rate(24), shots, (Piece("1A/1", 0, sum(shot.frames for shot in shots)),))
    return Alt("made", cut, (Reason("made", 1000 - number, "it is made"),), (("pace", pace), ("closeness", closeness)))
