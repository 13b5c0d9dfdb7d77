"""The guards of skin: known turns are measured, every tone is found alike, and what cannot be judged says so."""

import av
import numpy as np
import pytest
from bench._colour_people import FACE, MONK, person, tone
from hypothesis import given, settings
from hypothesis import strategies as st
from skimage import data
from skimage.color import lab2rgb, rgb2lab

from workprint.film import BadValue
from workprint.media.colour import lab
from workprint.media.colour.complexion import turn
from workprint.media.colour.guards import guards, watch
from workprint.media.colour.pair import Pair

NAMES = ("skin", "skin chroma")
REST = ("highlights", "shadows", "gamut", "banding", "gradients", "texture")


def turned(picture, degrees, chroma=1.0):
    """The picture with every hue turned and every chroma scaled in CIELAB, back to Rec. 1886 codes."""
    seen = lab(picture)
    hue = np.arctan2(seen[..., 2], seen[..., 1]) + np.radians(degrees)
    strong = np.hypot(seen[..., 1], seen[..., 2]) * chroma
    light = lab2rgb(np.stack([seen[..., 0], strong * np.cos(hue), strong * np.sin(hue)], -1))
    srgb = np.where(light <= 0.04045, light / 12.92, ((light + 0.055) / 1.055) ** 2.4)
    return (srgb ** (1 / 2.4)).astype(np.float32)


def skin_of(before, after, **more):
    return dict(zip(NAMES, guards(before, after, off=REST, **more), strict=True))


@pytest.mark.parametrize("degrees", [-12, -4, -1, 0, 1, 2.5, 4, 12])
@pytest.mark.parametrize("at", [4, 6, 8])
def test_a_known_turn_of_hue_is_measured_to_a_fifth_of_a_degree(at, degrees):
    before, _ = person(at)
    verdict = skin_of(before, turned(before, degrees), faces=[FACE])["skin"]
    assert verdict.value / 10 == pytest.approx(abs(degrees), abs=0.2)
    assert verdict.number("towards yellow, 1/10 degree") / 10 == pytest.approx(degrees, abs=0.2)
    assert verdict.ok == (abs(degrees) < 3)
    assert ("yellow" in verdict.says) == (degrees > 0)


@pytest.mark.parametrize(("chroma", "ok"), [
    (0.5, False), (0.8, False), (0.9, True), (1.0, True), (1.15, True), (1.3, False)])
def test_a_known_change_of_chroma_is_measured(chroma, ok):
    before, _ = person(7)
    verdict = skin_of(before, turned(before, 0, chroma), faces=[FACE])["skin chroma"]
    assert verdict.value / 1000 == pytest.approx(chroma, abs=0.01)
    assert verdict.ok is ok
    assert verdict.limit == (850 if chroma < 1 else 1200)


def test_light_and_deep_tones_are_both_printed():
    light, _ = person(5)
    deep, _ = person(8)
    before = np.concatenate([light, deep], 1)
    faces = [(FACE[0] // 2, FACE[1], FACE[2] // 2, FACE[3]), (500 + FACE[0] // 2, FACE[1], 500 + FACE[2] // 2, FACE[3])]
    after = np.concatenate([light, turned(deep, 10)], 1)
    said = skin_of(before, after, faces=faces)["skin"]
    assert said.broken, "one person's skin is not averaged away in another's"
    assert said.value / 10 == pytest.approx(10, abs=0.2)
    assert "medium tones 0" in said.says
    assert "deep tones" in said.says
    assert said.number("people") == 2


def test_one_that_is_turned_beside_many_that_are_not_still_counts_in_the_95th_percentile():
    before, _ = person(6)
    seen = lab(before).astype(np.float32)
    mask = np.zeros(before.shape[:2], bool)
    mask[40:60, 120:130] = True
    half = before.copy()
    half[40:43] = turned(before, 9)[40:43]
    told = turn(Pair(before, half, seen, lab(half).astype(np.float32)), mask)
    assert told.mean == pytest.approx(9 * 3 / 20, abs=0.2)
    assert told.p95 == pytest.approx(9, abs=0.3)


@pytest.mark.parametrize("at", range(10))
@pytest.mark.parametrize("wall", [(0.35, 0.4, 0.45), (0.2, 0.35, 0.25), (0.5, 0.5, 0.5)])
def test_every_tone_is_found_by_colour_alone_where_it_was_made(at, wall):
    picture, head = person(at, wall)
    found = watch(picture).skin
    assert found.people, found.why
    everyone = found.everyone
    assert everyone[head].mean() > 0.6
    assert everyone[~head].mean() < 0.02


def test_deep_skin_is_found_as_surely_as_light_skin():
    sure = [watch(person(at)[0]).skin.sure for at in range(10)]
    light, deep = np.mean(sure[:5]), np.mean(sure[5:])
    assert min(sure) >= 250, f"every tone is judged: {sure}"
    assert deep >= 0.9 * light


@pytest.mark.parametrize("at", range(10))
def test_a_face_is_skin_whatever_its_colour(at):
    picture, head = person(at)
    for cast in ((1, 1, 1), (1, 0.8, 0.5), (0.5, 0.7, 1)):
        found = watch(picture * np.array(cast, np.float32), faces=[FACE]).skin
        assert found.sure == 950
        assert found.everyone[head].mean() > 0.4
        assert not found.everyone[~head].any()


def test_less_light_does_not_hide_skin():
    picture, head = person(7)
    for stops in (0, 1, 2):
        found = watch(picture * np.float32(0.5 ** (stops / 2.4))).skin
        assert found.people
        assert found.everyone[head].mean() > 0.6


def test_without_skin_the_guards_say_so_and_do_not_pass():
    picture = np.random.default_rng(1).uniform(0.4, 0.45, (90, 160, 3)).astype(np.float32) * np.array([0.7, 0.9, 1.1])
    for verdict in skin_of(picture, picture).values():
        assert not verdict.judged
        assert not verdict.ok
        assert not verdict.broken
        assert verdict.says == "Not judged: no skin was found; mark a face or pick a sample if there is any."


def test_a_warm_set_all_over_is_not_taken_for_skin():
    wall = np.broadcast_to(tone(6), (90, 160, 3)) * np.linspace(0.7, 1.1, 160)[:, None]
    verdict = skin_of(wall.astype(np.float32), wall.astype(np.float32))["skin"]
    assert not verdict.judged
    assert verdict.says == "Not judged: the whole set has the colours of skin; mark a face or pick a sample."


@pytest.mark.parametrize("name", ["coffee", "chelsea", "rocket"])
def test_wood_fur_and_cups_are_not_judged_as_skin(name):
    picture = (getattr(data, name)() / 255).astype(np.float32)
    verdict = skin_of(picture, picture)["skin"]
    assert not verdict.judged
    assert verdict.says.startswith("Not judged: ")


@pytest.mark.parametrize("name", ["bbaf2n.mpg", "lbax4n.mpg", "lrwp9a.mpg", "sbwe5n.mpg"])
def test_real_faces_are_found_by_colour_alone(material, name):
    with av.open(str(material / "takes" / "grid" / name)) as file:
        picture = next(file.decode(video=0)).to_ndarray(format="rgb24") / 255
    found = watch(picture.astype(np.float32)).skin
    height, width = picture.shape[:2]
    middle = found.everyone[:, width // 4 : width * 3 // 4]
    assert found.sure >= 250
    assert middle.sum() > 0.95 * found.everyone.sum()
    assert middle[height // 4 : height * 9 // 10].mean() > 0.05


def test_an_artists_sample_comes_before_faces_and_before_colour():
    picture, head = person(2)
    picture[10:60, 10:60] = (0.1, 0.3, 0.6)
    known = watch(picture, faces=[FACE], skin=np.array([[0.1, 0.3, 0.6]], np.float32)).skin
    assert known.how == "the artist's own sample"
    assert known.everyone[20:50, 20:50].all()
    assert not known.everyone[head].any()
    box = watch(picture, faces=[FACE], skin=(450, 350, 550, 550)).skin
    assert box.everyone[head].any()
    assert not box.everyone[~head].any()


def test_a_sample_that_is_not_in_the_picture_says_so():
    picture, _ = person(2)
    verdict = skin_of(picture, picture, skin=np.array([[0.0, 0.9, 0.1]], np.float32))["skin"]
    assert not verdict.judged
    assert verdict.says == "Not judged: nothing in the picture is like the sample of skin."


def test_a_sample_that_is_none_is_refused():
    picture, _ = person(2)
    with pytest.raises(BadValue, match=r"a sample of skin of shape \(4,\) came; display codes \(…, 3\) or a box"):
        watch(picture, skin=np.zeros(4))


def test_skin_made_grey_has_no_wrong_hue_but_no_chroma_either():
    picture, _ = person(6)
    grey = np.repeat(picture.mean(-1, keepdims=True), 3, -1)
    said = skin_of(picture, grey, faces=[FACE])
    assert said["skin"].ok
    assert said["skin chroma"].broken


def test_one_pixel_in_which_colour_is_left_does_not_stand_for_a_face_that_was_made_grey():
    before, _ = person(9, width=128)
    after = np.repeat(before.mean(-1, keepdims=True), 3, -1)
    after[36, 64] += np.array([0, 0, 0.01], np.float32)
    verdicts = skin_of(before, after, faces=[FACE])
    assert verdicts["skin"].ok
    assert verdicts["skin"].number("mean, 1/10 degree") < 10
    assert verdicts["skin chroma"].broken


def test_the_scale_is_the_one_that_was_published():
    made = rgb2lab(np.array([tone(at) for at in range(10)])[None])[0]
    assert len(MONK) == 10
    assert (np.diff(np.delete(made[:, 0], 2)) < 0).all(), "from light to deep, but for the third, which is yellower"


@settings(max_examples=25, deadline=None)
@given(at=st.integers(0, 9), degrees=st.floats(-20, 20), chroma=st.floats(0.6, 1.3))
def test_nobody_is_nearer_to_the_limit_for_their_tone(at, degrees, chroma):
    """Where a colour can be told at all, the same turn is the same number for every tone."""
    before = np.broadcast_to(tone(at), (8, 8, 3)).astype(np.float32)
    after = turned(before, degrees, chroma)
    said = skin_of(before, after, skin=(0, 0, 1000, 1000))
    inside = after.min() > 0.001 and after.max() < 0.999
    assert not inside or said["skin"].value / 10 == pytest.approx(abs(degrees), abs=0.2)
    assert not inside or said["skin chroma"].value / 1000 == pytest.approx(chroma, abs=0.01)
