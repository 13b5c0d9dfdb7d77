"""The colour room's pure hands against known truth: OpenColorIO for the cube, BT.709 and made pictures."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest
from node import needs_node, under_node

LUT = "import {lutOf, identity, cubeOf, grade} from './hands/lut.js';"

SCOPES = "import * as scopes from './hands/scopes.js';"

BARS = {"R": (1, 0, 0), "Mg": (1, 0, 1), "B": (0, 0, 1), "Cy": (0, 1, 1), "G": (0, 1, 0), "Yl": (1, 1, 0)}


def pixels(name: str, picture: np.ndarray) -> str:
    """A script's line with a picture (..., 3) of bytes as little-endian pixels."""
    flat = picture.reshape(-1, 3).astype(np.uint8)
    whole = np.concatenate([flat, np.full((len(flat), 1), 255, np.uint8)], axis=1)
    told = base64.b64encode(whole.tobytes()).decode()
    return f"const {name} = new Uint32Array(Uint8Array.from(atob('{told}'), sign => sign.charCodeAt(0)).buffer);"


def code(table: np.ndarray) -> str:
    """A script's line with a cube as the desk sends it."""
    told = base64.b64encode(np.round(table * 65535).astype("<u2").tobytes()).decode()
    return f"const bytes = Uint8Array.from(atob('{told}'), sign => sign.charCodeAt(0)).buffer;"


@needs_node
def test_the_cube_that_changes_nothing_changes_nothing() -> None:
    every = np.random.default_rng(5).integers(0, 256, (4096, 3))
    found = under_node(LUT + pixels("from", every) + """
        const off = [2, 17, 33, 65].map(size => {
          const to = new Uint32Array(from.length);
          grade(cubeOf(identity(size)), from, to);
          return to.reduce((sum, pixel, n) => sum + (pixel !== from[n] ? 1 : 0), 0);
        });
        console.log(JSON.stringify(off));""")
    assert found == [0, 0, 0, 0]


@needs_node
@pytest.mark.parametrize("size", [2, 5, 17])
def test_a_cube_is_read_as_opencolorio_reads_it(size: int) -> None:
    ocio = pytest.importorskip("PyOpenColorIO")
    rng = np.random.default_rng(size)
    table = rng.random((size, size, size, 3)).astype(np.float32)
    # Greys, one channel at its ends, and colours anywhere: every one of the six tetrahedra and all their borders.
    grey = np.repeat(np.arange(256)[:, None], 3, axis=1)
    picture = np.concatenate([grey, grey * [1, 0, 1], 255 - grey * [0, 1, 1], rng.integers(0, 256, (3000, 3))])
    transform = ocio.Lut3DTransform(gridSize=size)
    transform.setInterpolation(ocio.INTERP_TETRAHEDRAL)
    transform.setData(table.ravel())
    wanted = (picture / 255).astype(np.float32)
    ocio.Config.CreateRaw().getProcessor(transform).getDefaultCPUProcessor().applyRGB(wanted)
    found: Any = under_node(LUT + code(table) + pixels("from", picture) + """
        grade(cubeOf(lutOf(bytes)), from, from);
        console.log(JSON.stringify([...new Uint8Array(from.buffer)]));""")
    out = np.array(found, np.float64).reshape(-1, 4)
    assert (out[:, 3] == 255).all()
    apart = np.abs(out[:, :3] - wanted * 255).max()
    assert apart < 0.6, "half a code that a byte cannot hold, and a tenth for whole numbers on the way"


@needs_node
def test_bytes_that_are_no_cube_are_refused_with_a_sentence() -> None:
    found: Any = under_node(LUT + """
        const said = bytes => {
          try { lutOf(new ArrayBuffer(bytes)); return ''; } catch (wrong) { return wrong.message; }
        };
        console.log(JSON.stringify([0, 6, 47, 48, 49, 33 ** 3 * 6 - 2, 33 ** 3 * 6, 129 ** 3 * 6].map(said)));""")
    assert [bool(one) for one in found] == [True, True, True, False, True, True, False, True]
    assert found[0].startswith("0 bytes came as a LUT; a cube of 2 to 65 points an edge would do")


@needs_node
def test_a_grey_ramp_is_a_line_on_the_waveform_and_the_parade() -> None:
    ramp = np.broadcast_to(np.arange(256)[None, :, None], (4, 256, 3))
    found: Any = under_node(SCOPES + pixels("ramp", ramp) + """
        const [wave, rows, half] = [256, 3 * 256, 128].map(columns => new Uint32Array(columns * 256));
        scopes.waveform(ramp, 256, wave); scopes.parade(ramp, 256, rows); scopes.waveform(ramp, 256, half);
        const line = counts => counts.every((count, n) => count === ((n >> 8 & 255) === (n & 255) ? 4 : 0));
        const all = half.reduce((a, b) => a + b);
        console.log(JSON.stringify([line(wave), line(rows), half[0], half[1], half[2], all]));""")
    assert found == [True, True, 4, 4, 0, 1024]


@needs_node
def test_levels_are_counted_by_the_luma_of_bt_709() -> None:
    picture = np.random.default_rng(3).integers(0, 256, (90, 80, 3))
    luma = np.floor(picture @ [0.2126, 0.7152, 0.0722] + 0.5).astype(int)
    found: Any = under_node(SCOPES + pixels("picture", picture) + """
        const counts = new Uint32Array(1024); scopes.histogram(picture, counts);
        console.log(JSON.stringify([...counts]));""")
    counts = np.array(found).reshape(4, 256)
    apart = counts[0].cumsum() - np.bincount(luma.ravel(), minlength=256).cumsum()
    assert np.abs(apart).max() <= 2, "a luma of just .5"
    for channel in range(3):
        assert (counts[channel + 1] == np.bincount(picture[..., channel].ravel(), minlength=256)).all()


@needs_node
def test_bars_land_on_their_targets_and_grey_in_the_middle() -> None:
    bars = np.round(np.array([*BARS.values(), (1, 1, 1), (0, 0, 0)]) * 0.75 * 255)
    found: Any = under_node(SCOPES + pixels("bars", bars) + """
        const at = n => { const counts = new Uint32Array(65536); scopes.vectorscope(bars.subarray(n, n + 1), counts);
          const one = counts.indexOf(1); return [one & 255, one >> 8]; };
        const found = [...bars].map((_, n) => at(n));
        console.log(JSON.stringify({at: found, targets: scopes.targets(.75), line: scopes.skinLine()}));""")
    for place, (name, rgb) in enumerate(BARS.items()):
        luma = np.dot(rgb, [0.2126, 0.7152, 0.0722]) * 0.75
        cb, cr = (rgb[2] * 0.75 - luma) / 1.8556, (rgb[0] * 0.75 - luma) / 1.5748
        told = found["targets"][place]
        assert told == {"name": name, "x": pytest.approx(0.5 + cb), "y": pytest.approx(0.5 - cr)}
        assert found["at"][place] == pytest.approx([255 * told["x"], 255 * told["y"]], abs=1)
    assert all(abs(one - 127.5) <= 0.5 for one in (*found["at"][6], *found["at"][7]))
    dx, dy = found["line"]["to"]["x"] - 0.5, 0.5 - found["line"]["to"]["y"]
    assert np.degrees(np.arctan2(dy, dx)) == pytest.approx(123)


@needs_node
def test_skin_from_light_to_deep_lies_near_the_skin_line() -> None:
    # Monk skin tones 3, 5, 7, 9 in sRGB. Source: E. Monk, the Monk Skin Tone Scale (2019), as published.
    tones = np.array([[0xF7, 0xEA, 0xD0], [0xD7, 0xBD, 0x96], [0x82, 0x5C, 0x43], [0x3A, 0x31, 0x2A]])
    found: Any = under_node(SCOPES + f"""
        console.log(JSON.stringify({tones.tolist()}.map(([r, g, b]) => {{
          const {{cb, cr}} = scopes.chroma(r / 255, g / 255, b / 255);
          return Math.atan2(cr, cb) * 180 / Math.PI; }})));""")
    assert all(105 < degrees < 160 for degrees in found), found


@needs_node
def test_false_colour_tells_exposure_and_a_legend_tells_false_colour() -> None:
    levels = np.array([0, 8, 100, 102, 140, 248, 254])
    found: Any = under_node(SCOPES + pixels("grey", np.repeat(levels[:, None], 3, axis=1)) + """
        const to = new Uint32Array(grey.length), counts = new Uint32Array(1024);
        scopes.falseColour(grey, to); scopes.histogram(grey, counts);
        const written = one => '#' + [one, one >> 8, one >> 16].map(
          each => (each & 255).toString(16).padStart(2, '0')).join('');
        console.log(JSON.stringify({says: [...grey].map(one => scopes.BANDS[scopes.bandOf(one & 255)].says),
          colours: [...to].map(written), shares: scopes.shares(counts)}));""")
    assert found["says"] == ["black, clipped", "just above black", "middle grey", "middle grey",
                             "a stop over middle grey", "just below white", "white, clipped"]
    assert found["colours"][0] == "#7d2bbd"
    assert found["colours"][6] == "#e0301e"
    assert found["shares"] == pytest.approx([1 / 7, 1 / 7, 0, 2 / 7, 0, 1 / 7, 0, 1 / 7, 1 / 7])


@needs_node
def test_traces_are_drawn_the_right_way_up_and_brighter_where_there_is_more() -> None:
    found: Any = under_node(SCOPES + """
        const counts = new Uint32Array(2 * 256), to = new Uint32Array(4 * 256), light = scopes.lights(100);
        counts[0] = 1; counts[256 + 255] = 500;
        scopes.drawColumns(counts, light, to, 4, 2, 0x0000ff);
        const drawn = (pixel, n) => pixel && [n % 4, n >> 2, pixel & 255, pixel >> 8 & 0xffff];
        const lit = [...to].map(drawn).filter(Boolean);
        console.log(JSON.stringify(lit));""")
    (x0, y0, bright0, rest0), (x1, y1, bright1, rest1) = found
    assert (x0, y0, x1, y1, rest0, rest1) == (3, 0, 2, 255, 0, 0)
    assert bright0 > 2 * bright1 > 30
