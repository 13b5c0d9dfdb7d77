"""What a file tells of its colours: the camera's word, its tags, or why nobody can tell; never a silent guess."""

from dataclasses import replace

import pytest
from made_patches import colours, make_patches

from workprint.film import Original, Picture, Rate
from workprint.media import probe
from workprint.media.colour import SPACES, space_told

PICTURE = Picture("prores", 1920, 1080, Rate(24), 10)


def original(transfer="", primaries="", path="A001.mov", **tags):
    return Original("", path, 1, replace(PICTURE, transfer=transfer, primaries=primaries),
                    tags=tuple(sorted(tags.items())))


@pytest.mark.parametrize(("transfer", "primaries", "space", "how"), [
    ("bt709", "bt709", SPACES["rec709"], "it is tagged bt709 with bt709 primaries; some cameras tag log so"),
    ("smpte170m", "smpte170m", SPACES["rec709"], "tagged smpte170m"),
    ("iec61966-2-1", "bt709", SPACES["srgb"], "it is tagged iec61966-2-1"),
    ("linear", "bt709", SPACES["linear709"], "linear"),
    ("", "bt709", "", "it has no tag of its transfer, so that log and Rec. 709 look alike; name its space"),
    ("smpte2084", "bt2020", "", r"high dynamic range (PQ), and no tag says for how bright a screen; name 'Rec.2100-PQ"),
    ("arib-std-b67", "bt2020", "", "high dynamic range (HLG)"),
    ("bt2020-10", "bt2020", "", "its tags (bt2020-10, bt2020) name no space that is known here"),
    ("bt709", "smpte432", "", "its tags (bt709, smpte432) name no space"),
])
def test_tags_tell_what_they_tell_and_no_more(transfer, primaries, space, how):
    told = space_told(original(transfer, primaries))
    assert told.space == space
    assert how in told.how


@pytest.mark.parametrize(("gamma", "space", "how"), [
    ("LOG-C", SPACES["logc3"], "its camera wrote 'LOG-C' (taken as EI 800)"), ("LogC4", SPACES["logc4"], "'LogC4'"),
    ("D-Log", SPACES["dlog"], "'D-Log'"), ("REC-709", SPACES["rec709"], "'REC-709'"),
    ("D-Log2", "", "its camera wrote 'D-Log2', which is no space that is known here; name one that is like it")])
def test_the_cameras_word_comes_before_the_tags(gamma, space, how):
    told = space_told(original("bt709", "bt709", gamma=gamma))
    assert told.space == space
    assert how in told.how


def test_what_a_camera_writes_into_its_file_is_kept(tmp_path):
    path = tmp_path / "A001.mov"
    make_patches(path, colours(4), pixels="yuv422p10le", coder="prores_ks",
                 metadata={"com.arri.camera.ColorGammaSxS": "LOG-C"})
    assert space_told(probe(path)).space == SPACES["logc3"]


@pytest.mark.parametrize(("items", "space"), [
    ({"CaptureGammaEquation": "s-log3-cine", "CaptureColorPrimaries": "s-gamut3-cine"}, SPACES["slog3cine"]),
    ({"CaptureGammaEquation": "s-log3", "CaptureColorPrimaries": "s-gamut3"}, SPACES["slog3"]),
    ({"CaptureGammaEquation": "s-log3", "CaptureColorPrimaries": "s-gamut3-cine"}, SPACES["slog3cine"]),
    ({"CaptureGammaEquation": "rec709"}, SPACES["rec709"]), ({"CaptureGammaEquation": "s-cinetone"}, "")])
def test_sonys_file_beside_a_picture_is_read(tmp_path, items, space):
    text = "".join(f'<Item name="{name}" value="{value}"/>' for name, value in items.items())
    (tmp_path / "C0001M01.XML").write_text(f"<NonRealTimeMeta><Group>{text}</Group></NonRealTimeMeta>")
    told = space_told(original("bt709", "bt709", path=str(tmp_path / "C0001.MP4")))
    assert told.space == space
    assert "the camera's file beside it says" in told.how


@pytest.mark.parametrize("content", [
    b"", b"\xff\xfe" * 5000, b"<Item name=\"CaptureGammaEquation\" value=\"" + b"a" * 9000])
def test_a_strange_file_beside_a_picture_is_left_alone(tmp_path, content):
    (tmp_path / "C0001M01.XML").write_bytes(content)
    assert space_told(original("bt709", "bt709", path=str(tmp_path / "C0001.MP4"))).space == SPACES["rec709"]


def test_sound_has_no_colour():
    assert space_told(Original("", "a.wav", 1)) == ("", "it has no picture")
