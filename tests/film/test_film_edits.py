"""An editor's edits, on made cuts with black, changed speeds, room tone, silence and second sounds in them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workprint.film import CannotCut, Cut, Over, Piece, Rate, Shot, splices
from workprint.film import edits as hands
from workprint.film.joint import joint, own_sound
from workprint.film.lanes import handles, places
from workprint.film.playable import unplayable
from workprint.film.seen import told_again
from workprint.testing import made_material

MATERIAL = made_material(lines=8, takes=5, seed=3)
TAKES = [take.id for take in MATERIAL.takes]
HANDLE = 30
"""Frames of handle that every part of a made cut has."""


@st.composite
def cuts(draw: st.DrawFn, kinds: str = "plain black slow back") -> Cut:
    """A made cut of three to seven shots: J- and L-cuts, pauses of room tone, black, changed speeds, second sounds."""
    count = draw(st.integers(3, 7))
    shots, at, edges = [], 0, [0]
    for _ in range(count):
        frames, start = draw(st.integers(32, 60)), draw(st.integers(HANDLE + 20, 200))
        kind = draw(st.sampled_from(["plain"] * 4 + kinds.split()))
        take = draw(st.sampled_from(TAKES))
        shots.append({"plain": Shot(take, start, start + frames), "black": Shot("", 0, frames),
                      "slow": Shot(take, start, start + frames, lasts=2 * frames),
                      "back": Shot(take, start, start + frames, backwards=True)}[kind])
        at += shots[-1].frames
        edges.append(at)
    pieces: list[Piece] = []
    begun = 0
    for n, shot in enumerate(shots):
        last = n == count - 1
        ends = edges[n + 1] + (0 if last else draw(st.integers(-9, 9)))
        if shot.take and not shot.retimed:
            ahead = shot.start - edges[n]
            pieces.append(Piece(shot.take, begun + ahead, ends + ahead))
        else:
            pieces.append(Piece("", 0, ends - begun))
        pause = 0 if last else draw(st.sampled_from([0, 0, 6]))
        if pause:
            pieces.append(Piece(TAKES[0], 0, pause, room=True))
        begun = ends + pause
    over = [Over(draw(st.integers(0, at - 12)), draw(st.sampled_from(TAKES)), 90, 90 + draw(st.integers(1, 12)))
            for _ in range(draw(st.integers(0, 2)))]
    over.sort(key=lambda one: (one.at, one.take, one.start))
    return Cut("1", Rate(24), tuple(shots), tuple(pieces), tuple(over))


def _sound(cut: Cut) -> list[tuple]:
    """Frame by frame what is heard: take and frame of it, or room tone, or nothing."""
    return [("room", piece.take) if piece.room else (piece.take, piece.start + n if piece.take else 0)
            for piece in cut.pieces for n in range(piece.frames)]


def _picture(cut: Cut) -> list[tuple[str, int]]:
    """Frame by frame what is seen."""
    return [(shot.take, shot.shown(n) if shot.take else 0) for shot in cut.shots for n in range(shot.frames)]


def _or_refused(edit, *args, **options) -> Cut:
    """The cut after an edit; examples that are refused are no examples, but never anything else than refused."""
    try:
        return edit(*args, **options)
    except CannotCut as refused:
        assert refused.would_do
        assert refused.next_step
        assume(False)
        raise


@given(cuts(), st.data())
def test_every_edit_leaves_a_cut_that_can_be_played(cut: Cut, data: st.DataObject) -> None:
    assert unplayable(cut, MATERIAL) == ()
    n, by = data.draw(st.integers(0, len(cut.shots) - 1)), data.draw(st.integers(-40, 40))
    place, long = data.draw(st.integers(0, cut.frames)), data.draw(st.integers(1, 50))
    shot = Shot(TAKES[1], 80, 80 + long)
    piece = splices.sound_of(shot, MATERIAL)
    edit = data.draw(st.sampled_from([
        lambda: (hands.ripple(cut, MATERIAL, n, head=by), -by), lambda: (hands.ripple(cut, MATERIAL, n, tail=by), by),
        lambda: (hands.roll(cut, MATERIAL, n, by), 0), lambda: (hands.slip(cut, MATERIAL, n, by, what="both"), 0),
        lambda: (hands.slide(cut, MATERIAL, n, by), 0), lambda: (hands.drag(cut, MATERIAL, n, by), 0),
        lambda: (hands.split(cut, MATERIAL, place), 0), lambda: (splices.retime(cut, MATERIAL, n, 10 * long), 0),
        lambda: (splices.insert(cut, MATERIAL, place, shot, piece), long),
        lambda: (splices.overwrite(cut, MATERIAL, place, shot), 0),
        lambda: (splices.lift(cut, MATERIAL, place, place + long), 0),
        lambda: (splices.extract(cut, MATERIAL, place, place + long), -long),
        lambda: (splices.mute(cut, MATERIAL, place, place + long), 0),
        lambda: (splices.lay(cut, place, shot), 0),
        lambda: (splices.stretch(cut, MATERIAL, n, cut.shots[n].frames + by), by),
    ]))
    after, grown = _or_refused(edit)
    assert unplayable(after, MATERIAL) == ()
    assert after.frames == cut.frames + grown
    assert unplayable(told_again(after, MATERIAL, cut), MATERIAL) == ()


@given(cuts(), st.data())
def test_a_ripple_keeps_everything_else_in_place_and_in_sync(cut: Cut, data: st.DataObject) -> None:
    n, by = data.draw(st.integers(0, len(cut.shots) - 1)), data.draw(st.integers(-HANDLE, HANDLE))
    end = data.draw(st.sampled_from(["head", "tail"]))
    assume(by)
    after = _or_refused(hands.ripple, cut, MATERIAL, n, **{end: by})
    grown = by if end == "tail" else -by
    before, behind = cut.starts[n], cut.starts[n] + cut.shots[n].frames
    assert _picture(after)[:before] == _picture(cut)[:before]
    assert _picture(after)[behind + grown:] == _picture(cut)[behind:]
    edit = joint(cut, n if end == "head" else n + 1)
    lap = abs(edit.lead) + abs(by) + max((piece.frames for piece in cut.pieces if piece.room), default=0)
    assert _sound(after)[:max(0, edit.at - lap)] == _sound(cut)[:max(0, edit.at - lap)]
    assert _sound(after)[edit.at + lap + grown:] == _sound(cut)[edit.at + lap:]
    for one in cut.over:
        place = one.at + (grown if one.at >= edit.at + abs(by) else 0)
        if one.at >= edit.at + abs(by) or one.at < edit.at - abs(by):
            assert any((other.at, other.take, other.start) == (place, one.take, one.start) for other in after.over)


@given(cuts("plain black"), st.data())
def test_roll_slip_slide_and_drag_have_an_inverse_and_keep_the_length(cut: Cut, data: st.DataObject) -> None:
    n, by = data.draw(st.integers(1, len(cut.shots) - 2)), data.draw(st.integers(-8, 8))
    edit, options = data.draw(st.sampled_from([
        (hands.roll, {}), (hands.roll, {"what": "picture"}), (hands.slip, {}), (hands.slip, {"what": "both"}),
        (hands.slide, {"what": "picture"}), (hands.drag, {"whose": "before"}), (hands.drag, {"whose": "after"})]))
    after = _or_refused(edit, cut, MATERIAL, n, by, **options)
    assert after.frames == cut.frames
    assert after.over == cut.over
    # Room tone or black that was used up is gone, and a sound edit dragged past another picture edit belongs to that.
    assume((len(after.shots), len(after.pieces)) == (len(cut.shots), len(cut.pieces)))
    assume(own_sound(after, n) == own_sound(cut, n))
    assume(_belongs(after, n) == _belongs(cut, n))
    assert edit(after, MATERIAL, n, -by, **options) == cut


def _belongs(cut: Cut, n: int) -> tuple[int | None, int | None]:
    found = joint(cut, n)
    return found.sound, found.quiet


@given(cuts("plain"), st.data())
def test_trims_insertions_and_slides_have_an_inverse(cut: Cut, data: st.DataObject) -> None:
    n, by = data.draw(st.integers(1, len(cut.shots) - 2)), data.draw(st.integers(1, 12))
    end = data.draw(st.sampled_from(["head", "tail"]))
    over = replace(cut, over=())
    more = -by if end == "head" else by
    longer = _or_refused(hands.ripple, over, MATERIAL, n, **{end: more})
    assert hands.ripple(longer, MATERIAL, n, **{end: -more}) == over
    place = cut.starts[n]
    shot = Shot(TAKES[2], 70, 70 + by)
    put_in = splices.insert(cut, MATERIAL, place, shot, splices.sound_of(shot, MATERIAL))
    out = splices.extract(put_in, MATERIAL, place, place + by)
    assert (_picture(out), _sound(out), out.over) == (_picture(cut), _sound(cut), cut.over)
    slid = _or_refused(hands.slide, cut, MATERIAL, n, by)
    if len(slid.pieces) == len(cut.pieces) and own_sound(slid, n) == own_sound(cut, n):
        assert hands.slide(slid, MATERIAL, n, -by) == cut


@given(cuts(), st.integers(1, 500))
def test_a_split_changes_nothing_that_is_seen_or_heard(cut: Cut, place: int) -> None:
    after = _or_refused(hands.split, cut, MATERIAL, place)
    assert _sound(after) == _sound(cut)
    assert place in places(after.shots)
    assert place in places(after.pieces)
    same = [one == other for one, other in zip(_picture(after), _picture(cut), strict=True)]
    assert all(same) or any(shot.retimed for shot in cut.shots)
    near = [abs(one[1] - other[1]) <= 1 for one, other in zip(_picture(after), _picture(cut), strict=True)]
    assert all(near)


@given(cuts(), st.integers(0, 200), st.integers(1, 60))
def test_what_is_laid_over_touches_its_own_frames_only(cut: Cut, place: int, long: int) -> None:
    assume(place + long <= cut.frames)
    shot = Shot(TAKES[3], 64, 64 + long)
    after = splices.overwrite(cut, MATERIAL, place, shot)
    assert _sound(after) == _sound(cut)
    assert _picture(after)[place:place + long] == [(TAKES[3], 64 + n) for n in range(long)]
    if not any(one.retimed for one in cut.shots):
        assert _picture(after)[:place] == _picture(cut)[:place]
        assert _picture(after)[place + long:] == _picture(cut)[place + long:]
    lifted = splices.lift(cut, MATERIAL, place, place + long)
    assert all(seen == ("", 0) for seen in _picture(lifted)[place:place + long])
    assert all(heard[0] in ("room", "") for heard in _sound(lifted)[place:place + long])
    assert _sound(lifted)[place + long:] == _sound(cut)[place + long:]


@given(cuts(), st.data())
def test_a_shot_goes_on_as_far_as_its_take_has(cut: Cut, data: st.DataObject) -> None:
    n, end = data.draw(st.integers(0, len(cut.shots) - 1)), data.draw(st.sampled_from(["head", "tail"]))
    rolling = data.draw(st.booleans())
    after = _or_refused(hands.extend, cut, MATERIAL, n, end=end, rolling=rolling)
    grown = after.frames - cut.frames
    assert grown == 0 if rolling else grown > 0
    assert unplayable(after, MATERIAL) == ()
    if not rolling:
        with pytest.raises(CannotCut, match="no frame is left there"):
            hands.extend(after, MATERIAL, n, end=end)


TWO = Cut("1", Rate(24), (Shot(TAKES[1], 60, 100), Shot(TAKES[2], 80, 140), Shot(TAKES[1], 160, 200)),
          (Piece(TAKES[1], 60, 200),))
"""A listener in the middle of one take's sound."""


def test_a_ripple_under_which_sound_runs_on_is_refused_and_a_roll_is_offered() -> None:
    with pytest.raises(CannotCut, match=r"the sound of 1B/1 runs on under the cut at 00:00:01:16, and a ripple there "
                       "would break its sync; a roll would do.*workprint roll s2 -4"):
        hands.ripple(TWO, MATERIAL, 0, tail=-4)
    rolled = hands.roll(TWO, MATERIAL, 1, -4)
    assert rolled.pieces == TWO.pieces
    assert [shot.frames for shot in rolled.shots] == [36, 64, 40]


def test_a_cut_away_slides_over_the_sound_that_runs_on() -> None:
    slid = hands.slide(TWO, MATERIAL, 1, 6)
    assert slid.pieces == TWO.pieces
    assert slid.starts == (0, 46, 106)
    assert slid.shots[1] == TWO.shots[1]


def test_the_frames_that_are_left_are_said() -> None:
    whole = MATERIAL.take(TAKES[1]).frames
    with pytest.raises(CannotCut, match=r"take 1B/1 has 60 frames before this shot of 1B/1, and 61 were asked for"):
        hands.ripple(TWO, MATERIAL, 0, head=-61)
    with pytest.raises(CannotCut, match=f"take 1B/1 has {whole - 200} frames after this shot of 1B/1"):
        hands.ripple(TWO, MATERIAL, 2, tail=whole)
    with pytest.raises(CannotCut, match="this shot of 1C/1 is 60 frames long, and 60 were to go; 59 or fewer"):
        hands.roll(TWO, MATERIAL, 1, 60)
    assert handles(TWO.shots[2], MATERIAL) == (160, whole - 200)


def test_sound_is_dragged_into_a_j_cut_and_an_l_cut() -> None:
    straight = Cut("1", Rate(24), (Shot(TAKES[1], 60, 100), Shot(TAKES[2], 80, 140)),
                   (Piece(TAKES[1], 60, 90), Piece(TAKES[1], 0, 20, room=True), Piece(TAKES[2], 90, 140)))
    early = hands.drag(straight, MATERIAL, 1, -15)
    assert joint(early, 1).lead == -5
    assert early.pieces[2] == Piece(TAKES[2], 75, 140)
    late = hands.drag(straight, MATERIAL, 1, 15)
    assert joint(late, 1).lead == 5
    assert late.pieces[0] == Piece(TAKES[1], 60, 105)
    with pytest.raises(CannotCut, match="no sound edit belongs to the cut at 00:00:01:16"):
        hands.drag(TWO, MATERIAL, 1, 3)


def test_a_slipped_sound_that_goes_on_elsewhere_is_refused() -> None:
    with pytest.raises(CannotCut, match="the sound of shot 1 goes on under shot 3, which would lose its sync"):
        hands.slip(TWO, MATERIAL, 0, 2, what="both")
    assert hands.slip(TWO, MATERIAL, 0, 2).shots[0] == Shot(TAKES[1], 62, 102)


def test_speed_keeps_the_place_and_length_and_a_stretch_moves_what_follows() -> None:
    slow = splices.retime(TWO, MATERIAL, 1, 50)
    assert (slow.shots[1].out - slow.shots[1].start, slow.shots[1].frames) == (30, 60)
    assert splices.retime(TWO, MATERIAL, 1, 0).shots[1].shown(59) == 80
    own = hands.split(hands.split(TWO, MATERIAL, 40, what="sound"), MATERIAL, 100, what="sound")
    longer = splices.stretch(own, MATERIAL, 1, 90)
    assert longer.frames == TWO.frames + 30
    assert _picture(longer)[130:] == _picture(TWO)[100:]
    assert _sound(longer)[130:] == _sound(TWO)[100:]
    assert splices.stretch(longer, MATERIAL, 1, 60) == own


def test_what_cannot_be_played_is_said_in_sentences() -> None:
    wrong = replace(TWO, shots=(*TWO.shots, Shot("9Z/9", 0, 5), Shot(TAKES[0], 0, 10_000)), over=(Over(-2, "", 0, 1),))
    assert unplayable(wrong, MATERIAL) == (
        "the picture is 10145 frames long and the sound 140",
        "the shot at 00:00:05:20 is of take 9Z/9, which is not in the material",
        f"the shot at 00:00:06:01 uses frames 0 to 10000 of take 1A/1, which has {MATERIAL.takes[0].frames}",
        "the second sound of  lies at frames -2 to -1 of a cut of 10145")
