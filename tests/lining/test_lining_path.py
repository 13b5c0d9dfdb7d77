"""The search through a scene's net, on scores whose best path is known."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from workprint.film import Line, Scene
from workprint.media.lining.hearing import Heard
from workprint.media.lining.loop import Loop
from workprint.media.lining.model import senones
from workprint.media.lining.net import Net, net_of, scripted
from workprint.media.lining.path import Search

SCENE = Scene("1", "INT. HUT - DAY", (
    Line("1/1", "spoken", "Bring water quickly"), Line("1/2", "spoken", "Nobody goes there"),
    Line("1/3", "spoken", "Why")))
WORDS = scripted(SCENE)
NET = net_of(WORDS)
FAR_OFF = 300
"""A score as bad as the model gives."""


def heard_as(said: list[tuple[int, int]], net: Net = NET) -> tuple[Heard, Loop, list[tuple[int, int, int]]]:
    """Scores in which nothing fits but these words (or, at -1, silence), each state for so many frames."""
    rows, silence, steps = [], [], []
    for word, length in said:
        way = net.word == word
        states = net.senones[net.first[way][0] : net.final[way][0] + 1] if word >= 0 else [-1]
        start = len(rows)
        for state in states:
            row = np.full(senones().count, FAR_OFF, np.int16)
            if state >= 0:
                row[state] = 0
            rows += [row] * length
            silence += [FAR_OFF if state >= 0 else 0] * length
        if word >= 0:
            steps.append((word, start, len(rows)))
    count = len(rows)
    heard = Heard(np.arange(count, dtype=np.int32), np.asarray(rows), np.arange(senones().count, dtype=np.int32),
                  np.ones(count, bool))
    return heard, Loop(np.full(count, FAR_OFF), np.asarray(silence)), steps


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from([[0, 1, 2], [3, 4, 5], [6]]), st.integers(1, 3)), min_size=1, max_size=5))
def test_lines_in_any_order_are_found_frame_by_frame(lines: list[tuple[list[int], int]]) -> None:
    said = [pair for words, length in lines for pair in [*((word, length) for word in words), (-1, 20)]]
    heard, loop, steps = heard_as(said)
    assert [(step.word, step.start, step.out) for step in Search(NET, heard, loop).run()] == steps


@settings(max_examples=20)
@given(st.sampled_from([[0, 2], [1, 2], [0, 1], [3, 5], [0, 3, 4, 5], [0, 1, 0, 1, 2], [2, 3, 4, 5]]),
       st.integers(2, 4))
def test_words_left_out_and_lines_begun_again_are_found(words: list[int], length: int) -> None:
    heard, loop, steps = heard_as([pair for word in words for pair in ((word, length), (-1, 12))])
    assert [(step.word, step.start, step.out) for step in Search(NET, heard, loop).run()] == steps


def test_speech_in_no_script_is_told_from_words() -> None:
    heard, loop, _ = heard_as([(0, 3), (-1, 30), (1, 3), (2, 3)])
    unknown = np.full(heard.frames, FAR_OFF)
    quiet = np.flatnonzero(loop.rest == 0)
    unknown[quiet] = 0
    steps = Search(NET, heard, Loop(unknown, np.full(heard.frames, FAR_OFF))).run()
    assert [step.word for step in steps] == [0, -1, 1, 2]
    assert (steps[1].start, steps[1].out) == (quiet[0], quiet[-1] + 1)


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.integers(1, 60))
def test_a_path_through_any_scores_is_in_order_of_time(seed: int, frames: int) -> None:
    luck = np.random.Generator(np.random.PCG64(seed))
    scores = luck.integers(0, FAR_OFF, (frames, senones().count)).astype(np.int16)
    heard = Heard(np.arange(frames, dtype=np.int32), scores, np.arange(senones().count, dtype=np.int32),
                  np.ones(frames, bool))
    steps = Search(NET, heard, Loop(luck.integers(0, 200, frames), luck.integers(0, 200, frames))).run()
    assert all(0 <= step.start < step.out <= frames for step in steps)
    assert all(one.out <= other.start for one, other in pairwise(steps))


def test_a_take_goes_past_an_adopted_line_at_no_more_cost_than_to_the_next() -> None:
    lines = (SCENE.lines[0], Line("1/1+1", "spoken", "Hurry up"), *SCENE.lines[1:])
    net = net_of(scripted(Scene("1", "INT. HUT - DAY", lines)))
    heard, loop, steps = heard_as([(word, 3) for word in (0, 1, 2)] + [(-1, 20)], net)
    later, _, after = heard_as([(word, 3) for word in (5, 6, 7)], net)
    both = Heard(np.arange(heard.frames + later.frames, dtype=np.int32), np.concatenate([heard.scores, later.scores]),
                 heard.columns, np.ones(heard.frames + later.frames, bool))
    rest = np.concatenate([loop.rest, np.full(later.frames, FAR_OFF)])
    search = Search(net, both, Loop(np.full(len(rest), FAR_OFF), rest))
    assert search.past == [(5, 3)]
    assert [step.word for step in search.run()] == [0, 1, 2, 5, 6, 7]
    assert len(steps) + len(after) == 6
