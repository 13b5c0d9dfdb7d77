"""The pictures: the same from the same seed, redrawn only where they move, marked and slated."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import numpy as np
import pytest

from workprint.exchange import read_fountain
from workprint.film import Rate
from workprint.media.rehearsal import DEMO_PLAN, DEMO_SCENE, planned, read_plan, stand
from workprint.media.rehearsal.acting import PlannedTake
from workprint.media.rehearsal.performance import perform
from workprint.media.rehearsal.picture import Stage, pictures
from workprint.media.rehearsal.plan import KINDS, Piece
from workprint.media.rehearsal.timeline import lay
from workprint.media.rehearsal.voice import Spoken

SIZE = (320, 180)
(SCENE,) = read_fountain(DEMO_SCENE.read_text("utf-8")).scenes
PLAN = read_plan(DEMO_PLAN)


def pretend(take: PlannedTake):
    """The take with noise for voices: a fifth of a second a word, so that no extra is needed."""
    spoken = []
    for speech in take.speeches:
        words = tuple((place * 9600, place * 9600 + 9000) for place, _ in enumerate(speech.text.split()))
        sounds = tuple((name, at + step * 3000) for at, _ in words for step, name in enumerate(("b", "a", "t")))
        spoken.append(Spoken(np.ones(9600 * len(words), np.float32), words, sounds))
    return lay(take, spoken, Rate(24))


def frames_of(take: PlannedTake, first: int, seed: int = 1):
    shown = pictures(take, SCENE, PLAN, pretend(take), size=SIZE, seed=seed)
    return [frame.luma for frame, _ in zip(shown, range(first), strict=False)]


def prints(frames):
    return [hashlib.sha256(frame.tobytes()).hexdigest() for frame in frames]


TAKES = {str(take.slate): take for take in planned(SCENE, PLAN, seed=1)}


@pytest.fixture(scope="module")
def close_up():
    return frames_of(TAKES["1D/1"], 150)


def test_the_same_seed_draws_the_same_frames(close_up):
    assert prints(frames_of(TAKES["1D/1"], 150)) == prints(close_up)


def test_frames_are_video_range_and_of_the_asked_size(close_up):
    for frame in close_up:
        assert frame.shape == (SIZE[1], SIZE[0])
        assert frame.dtype == np.uint8
        assert frame.min() >= 16
        assert frame.max() <= 235


def test_what_does_not_move_is_held_and_what_moves_is_on_twos(close_up):
    changed = [one is not two for one, two in pairwise(close_up)]
    assert 10 < sum(changed) < len(changed) * 0.6
    assert all(number % 2 == 1 for number, change in enumerate(changed) if change and number > 60)


def test_a_mouth_moves_with_the_speech_and_rests_with_it(close_up):
    take = TAKES["1D/1"]
    timeline = pretend(take)
    acts = perform(PLAN.player("TOM"), timeline, "angry", 1)
    own = [said for said in timeline.said if said.speech.who == "TOM"]
    for number, drawing in enumerate(acts):
        at = timeline.rate.sample(number * 2) + 2000
        if not any(said.at <= at < said.out for said in own):
            assert drawing.face.mouth == "rest"
    assert len({drawing.face.mouth for drawing in acts}) >= 3
    assert any(drawing.face.lids == 0 for drawing in acts), "nobody goes a minute without a blink"


def test_painting_only_what_moved_is_the_same_as_painting_all():
    take = TAKES["1B/1"]
    timeline = pretend(take)
    acts = [perform(player, timeline, "tired", 5) for player in PLAN.cast]
    camera = stand(PLAN.setup("B"), PLAN, SIZE)
    moved, seen = Stage(PLAN, camera, 1), 0
    for number in range(30, 130, 3):
        seen += moved.show([act[number] for act in acts])
        whole = Stage(PLAN, camera, 1)
        whole.kept = moved.kept
        whole.show([act[number] for act in acts])
        assert np.array_equal(moved.luma, whole.luma)
        assert np.array_equal(moved.chroma, whole.chroma)
    assert seen > 5


def test_every_frame_carries_the_mark(close_up):
    patch = [frame[165:176, 8:70] for frame in close_up]
    assert all(np.array_equal(patch[0], other) for other in patch)
    assert np.ptp(patch[0].astype(int)) > 100


def test_the_slate_closes_on_the_clap_and_goes(close_up):
    clap = pretend(TAKES["1D/1"]).clap
    middle = [frame[20:60, 100:220].astype(int) for frame in close_up]
    assert np.abs(middle[clap] - middle[clap - 6]).mean() > 2, "the sticks came down"
    assert np.array_equal(middle[clap], middle[clap + 3])
    board = [frame[80:130, 110:210].astype(int) for frame in close_up]
    assert np.abs(board[clap + 12] - board[clap]).mean() > 5, "the slate is out"


def test_takes_look_different_from_each_other():
    stills = [frames_of(take, 80)[79] for take in (TAKES["1A/1"], TAKES["1B/1"], TAKES["1C/1"], TAKES["1F/1"])]
    for place, one in enumerate(stills):
        for other in stills[place + 1:]:
            assert np.abs(one.astype(int) - other).mean() > 8


def test_faces_stand_out_from_the_room(close_up):
    """The lit cheek is at least 50 code values lighter than the wall behind it."""
    frame = close_up[120].astype(int)
    assert np.percentile(frame[50:130, 130:220], 95) - np.median(frame[20:160, 5:90]) >= 50


@pytest.mark.parametrize("kind", KINDS)
def test_every_piece_can_be_drawn_from_anywhere(kind):
    from dataclasses import replace

    piece = Piece(kind, (100, 200, 700), (400, 300, 500), 150)
    plan = replace(PLAN, pieces=(piece,))
    for at in ((0, -2000, 1300), (300, 0, 900), (2000, 900, 2300), (250, 350, 1000)):
        view = replace(PLAN.setup("A"), at=at, size=None)
        camera = stand(view, plan, SIZE)
        stage = Stage(plan, camera, 1)
        assert stage.luma.shape == (SIZE[1], SIZE[0])
        for item in stage.items:
            if item.name.startswith("piece"):
                assert stage._piece(piece).tone.size
