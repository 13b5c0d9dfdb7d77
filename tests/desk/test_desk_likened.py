"""A tone by pointing: at a cut, a shot, a timeline of others, a still, a whole film; and the history of a tone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from workprint.desk import Desk
from workprint.film import CannotRead, NotOnTheDesk

EDL = """TITLE: OTHERS
FCM: NON-DROP FRAME

"""


def leans(desk: Desk, name: str, craft: str = "cutting") -> dict[str, int]:
    return {one.dial: one.setting for one in desk.tone(name).leans if one.craft == craft}


def edl(path: Path, frames: int, events: int = 12) -> Path:
    """An edit list of somebody else's film, cut every so many frames."""
    rows = []
    for n in range(events):
        at, out = (f"01:{one // 1440:02}:{one // 24 % 60:02}:{one % 24:02}" for one in (n * frames, (n + 1) * frames))
        rows.append(f"{n + 1:03}  REEL{n:03}  V     C        {at} {out} {at} {out}")
    path.write_text(EDL + "\n".join(rows) + "\n")
    return path


def movie(path: Path, shots: int, frames: int, tint: tuple[int, int, int] = (0, 0, 0)) -> Path:
    """A film of made pictures with hard cuts, 24 frames a second."""
    chance = np.random.Generator(np.random.PCG64(5))
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=24)
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = 128, 72, "yuv420p", 4_000_000
        for _ in range(shots):
            picture = np.kron(chance.integers(30, 190, (6, 8, 3)), np.ones((12, 16, 1))) + np.array(tint)
            for at in range(frames):
                moved = np.roll(picture, at, axis=1).clip(0, 255).astype(np.uint8)
                container.mux(stream.encode(av.VideoFrame.from_ndarray(moved, format="rgb24")))
        container.mux(stream.encode())
    return path


def test_a_tone_like_a_cut_brings_the_scene_near_to_it(desk: Desk) -> None:
    desk.tone("still", dial=["pace=-1000", "silence=900"])
    quiet = desk.propose(want=24, tone="still").shown[0]
    told = desk.tone("like that one", like=quiet.id)
    pace, silence = (next(one for one in told.leans if one.dial == name) for name in ("pace", "silence"))
    assert pace.setting < -100
    assert silence.setting > 100
    assert f"measured from cut {quiet.id[:8]}: " in pace.says
    assert "s a shot, yours " in pace.says
    measured = dict(quiet.axes)
    rest = dict(desk.propose(want=1).shown[0].axes)
    near = dict(desk.propose(want=1, tone="like that one").shown[0].axes)
    assert abs(near["pace"] - measured["pace"]) < abs(rest["pace"] - measured["pace"]) / 2
    assert abs(near["silence"] - measured["silence"]) < abs(rest["silence"] - measured["silence"])


def test_what_a_reference_cannot_say_is_told_and_not_guessed(desk: Desk, tmp_path: Path) -> None:
    fast, slow = edl(tmp_path / "fast.edl", 10), edl(tmp_path / "slow.edl", 240)
    told = desk.tone("theirs", like=str(slow))
    assert {one.dial for one in told.leans} == {"pace"}
    assert leans(desk, "theirs")["pace"] < 0
    assert "slow.edl says nothing of closeness: its takes are not of this film" in told.silent
    assert any("nothing was measured for colour: nothing is circled in scene 1" in one for one in told.silent)
    entry = list(desk.ledger.entries("tone"))[-1]
    assert entry.body["like"] == {"name": "slow.edl", "sha256": hashlib.sha256(slow.read_bytes()).hexdigest()}
    assert not list(desk.folder.root.rglob("slow.edl"))
    quick = desk.tone("quick", like=str(fast))
    assert leans(desk, "quick").get("pace", 0) > leans(desk, "theirs")["pace"]
    assert "0.4 s a shot" in " ".join((*quick.silent, *(one.says for one in quick.leans)))


def test_a_shot_speaks_of_its_size_alone(desk: Desk) -> None:
    desk.propose(want=12)
    desk.circle("1")
    cut = desk.film.circled("1").alt.content
    sizes = {take.id: take.setup.size for take in desk.material("1").takes if take.setup}
    close = next(n for n, shot in enumerate(cut.shots, 1) if sizes[shot.take] != "LS")
    told = desk.tone("like this shot", like=f"s{close}")
    assert {one.dial for one in told.leans if one.craft == "cutting"} <= {"closeness"}
    assert f"s{close} says nothing of pace: it is one shot" in told.silent
    with pytest.raises(NotOnTheDesk, match="shot s99 came; s1 to s"):
        desk.tone("like this shot", like="s99")


@pytest.mark.parametrize(("like", "says"), [
    ("nothing like that", "a tone was to be like 'nothing like that'; a still, a film, a timeline"),
    ("gone.png", "gone.png is not there"), ("x\0y", "a tone was to be like"),
    ("scene 9", "nothing is circled in scene 9"),
])
def test_what_is_no_reference_is_answered_with_a_sentence(desk: Desk, like: str, says: str) -> None:
    with pytest.raises(Exception, match=says) as trouble:
        desk.tone("like what", like=like)
    assert type(trouble.value).__module__.startswith("workprint.")
    assert desk.tones() == ()


def test_a_file_that_is_no_film_is_refused(desk: Desk, tmp_path: Path) -> None:
    for name, content in (("film.mp4", b"nothing of the kind"), ("empty.mov", b""), ("still.png", b"PNG?"),
                          ("cut.otio", b"{}")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(CannotRead):
            desk.tone("like what", like=str(tmp_path / name))
    assert desk.tones() == ()


@pytest.fixture
def small(film: Path) -> Iterator[Desk]:
    """The small film, with pictures and a cut circled."""
    with Desk.open(film, person="Edna") as desk:
        desk.circle("1")
        yield desk


def test_a_still_leans_the_colour_and_says_nothing_of_the_cut(small: Desk, tmp_path: Path) -> None:
    warm = np.full((90, 160, 3), (190, 150, 90), np.uint8)
    warm[:45] = (120, 80, 40)
    Image.fromarray(warm).save(tmp_path / "dusk.png")
    told = small.tone("that evening", like=str(tmp_path / "dusk.png"))
    found = {one.dial: one for one in told.leans}
    assert {one.craft for one in told.leans} == {"colour"}
    assert found["warmth"].setting > 200
    assert "measured from dusk.png: " in found["warmth"].says
    assert "yours" in found["warmth"].says
    assert "dusk.png says nothing of pace: it is a picture" in told.silent
    assert not (small.folder.stills / "dusk.png").exists()
    graded = small.propose(tool="colour", want=6, tone="that evening").shown
    plain = small.propose(tool="colour", want=6).shown
    assert max(dict(one.axes)["warmth"] for one in graded) > min(dict(one.axes)["warmth"] for one in plain)


def test_a_film_leans_the_pace_by_its_cuts_and_the_colour_by_its_pictures(small: Desk, tmp_path: Path) -> None:
    blue = movie(tmp_path / "blue.mp4", shots=6, frames=96, tint=(-40, 0, 60))
    told = small.tone("like that film", like=str(blue))
    found = {(one.craft, one.dial): one for one in told.leans}
    assert found["colour", "warmth"].setting < -200
    pace = found.get(("cutting", "pace"))
    assert "4.0 s a shot" in (pace.says if pace else " ".join(told.silent))
    assert "blue.mp4 says nothing of silence: of a film only the cuts are told" in told.silent


def test_a_shot_of_the_cut_leans_the_colour_too(small: Desk) -> None:
    told = small.tone("like this one", like="s1")
    assert any("s1" in one.says for one in told.leans if one.craft == "colour") or any(
        one.startswith("warmth stays: s1") for one in told.silent)


def test_the_history_of_a_tone_tells_when_what_and_by_what(desk: Desk, tmp_path: Path) -> None:
    desk.tone("tender")
    desk.tone("tender", dial=["pace=-300"], until="5")
    desk.propose(want=24, tone="tender")
    mark = desk.circle("2")
    desk.tone("tender", like=str(edl(tmp_path / "slow.edl", 240)))
    desk.tone("tender", forget=["cutting.closeness"], curve=["whole"])
    told = desk.tone("tender", history=True).history
    assert [one.entry for one in told] == sorted(one.entry for one in told)
    assert {one.who for one in told} == {"Edna"}
    first, hand, circled, like, last = (one.says for one in told)
    assert first.startswith("found: ")
    assert "a first guess" in first
    assert "cutting pace -300 (set by hand)" in hand
    assert "its curve is 100 % at 1/4, 0 % at 1/5" in hand
    assert circled.startswith("circle of a cut (")
    assert "by your mark" in circled
    assert like.startswith("like slow.edl: cutting pace ")
    assert "cutting closeness is left alone" in last
    assert "no curve any more" in last
    desk.undo(mark.entry)
    assert len(desk.tone("tender", history=True).history) == 4
    assert desk.tone("tender").history == ()
    desk.forget("tender")
    desk.tone("tender")
    assert len(desk.tone("tender", history=True).history) == 1
