"""The operations of a grade: nothing at rest, exact where they say so, never turning around, always finite."""

import numpy as np
import PyOpenColorIO as ocio  # noqa: N813
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workprint.film.grade import OPS, Op
from workprint.media.colour import CONFIG, apply_ops, as_cdl, delta_e, graded
from workprint.media.colour.bake import scene_colours
from workprint.media.colour.light import LUMA, codes_of_stops, decoded, encoded
from workprint.media.colour.white import white_at, white_gains

LOGC3 = "ARRI LogC3 (EI800)"
WILD = np.random.default_rng(3).uniform(-0.5, 1.5, (400, 3)).astype(np.float32)
GREYS = np.repeat(np.linspace(-0.5, 1.5, 4001, dtype=np.float32)[:, None], 3, 1)
NEVER_TURNS = ("exposure", "balance", "cdl", "contrast", "curve", "density", "saturation", "split", "print")


def ops_of(*kinds):
    chosen = [kind for kind in OPS if kind.name in kinds]
    return st.sampled_from(chosen).flatmap(lambda kind: st.tuples(*(
        st.integers(knob.least, knob.most) for knob in kind.knobs)).map(lambda values: Op(kind.name, values)))


def linear(codes):
    return decoded(np.asarray(codes, np.float32)).astype(np.float64)


@pytest.mark.parametrize("kind", OPS, ids=lambda kind: kind.name)
def test_an_operation_at_rest_changes_nothing_at_all(kind):
    assert np.array_equal(apply_ops(WILD, (Op.of(kind.name),)), WILD)


@pytest.mark.parametrize("kind", OPS, ids=lambda kind: kind.name)
def test_an_operation_nearly_at_rest_changes_nearly_nothing(kind):
    """No step between at rest and the smallest turn of a knob."""
    for knob in kind.knobs:
        if knob.name in ("clamp", "pivot") or "hue" in knob.name:
            continue
        step = 1 if knob.rest < knob.most else -1
        turned = apply_ops(WILD, (Op.of(kind.name).turned(knob.name, knob.rest + step),))
        assert np.abs(turned - WILD).max() < 2e-3, knob.name


def held(op):
    """More saturation than a CDL came with may turn a channel around where its slopes differ: that is its formula."""
    return op.turned("saturation", min(op.value("saturation"), 1_000_000)) if op.kind == "cdl" else op


@given(ops_of(*NEVER_TURNS).map(held))
@settings(max_examples=150, deadline=None)
def test_no_operation_turns_the_greys_around_and_all_is_finite(op):
    greys, wild = apply_ops(GREYS, (op,)), apply_ops(WILD, (op,))
    assert np.isfinite(greys).all()
    assert np.isfinite(wild).all()
    rise = np.diff(greys, axis=0)
    assert rise.min() >= -4e-6 * max(1.0, np.abs(greys).max())


@given(st.lists(ops_of(*NEVER_TURNS), min_size=2, max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_list_of_operations_stays_finite(ops):
    assert np.isfinite(apply_ops(WILD, ops)).all()


@given(st.integers(-6000, 6000))
@settings(max_examples=40, deadline=None)
def test_exposure_is_exact_in_stops(stops):
    codes = np.random.default_rng(1).uniform(0.2, 0.9, (200, 3)).astype(np.float32)
    turned = apply_ops(codes, (Op.of("exposure", stops=stops),))
    np.testing.assert_allclose(np.log2(linear(turned) / linear(codes)), stops / 1000, atol=3e-5)


def test_what_one_exposure_does_another_one_undoes_even_below_black():
    there = apply_ops(WILD, (Op.of("exposure", stops=3000),))
    np.testing.assert_allclose(apply_ops(there, (Op.of("exposure", stops=-3000),)), WILD, atol=5e-6)


@given(st.lists(st.integers(200_000, 2_000_000), min_size=3, max_size=3),
       st.lists(st.integers(-300_000, 300_000), min_size=3, max_size=3),
       st.lists(st.integers(400_000, 2_000_000), min_size=3, max_size=3),
       st.integers(0, 2_000_000), st.booleans())
@settings(max_examples=80, deadline=None)
def test_a_cdl_is_opencolorios_in_both_styles(slope, offset, power, saturation, clamped):
    op = Op("cdl", (*slope, *offset, *power, saturation, int(clamped)))
    style = ocio.CDL_ASC if clamped else ocio.CDL_NO_CLAMP
    peer = ocio.CDLTransform(slope=[one / 1e6 for one in slope], offset=[one / 1e6 for one in offset],
                             power=[one / 1e6 for one in power], sat=saturation / 1e6)
    peer.setStyle(style)
    codes = np.random.default_rng(2).uniform(-0.2, 1.2, (500, 3)).astype(np.float32)
    theirs = codes.copy()
    ocio.Config.CreateRaw().getProcessor(peer).getDefaultCPUProcessor().applyRGB(theirs)
    ours = apply_ops(codes, (op,))
    assert np.abs(ours - theirs).max() <= 5e-5 * max(1.0, np.abs(theirs).max())


@given(st.integers(-2000, 2000), st.integers(-3000, 3000))
@settings(max_examples=60, deadline=None)
def test_balance_keeps_the_luminance_of_greys_and_can_be_taken_back(mired, tint):
    turned = linear(apply_ops(GREYS[1500:2600:100], (Op.of("balance", mired=mired, tint=tint),)))
    before = linear(GREYS[1500:2600:100])
    np.testing.assert_allclose(turned @ LUMA, before @ LUMA, rtol=2e-5)
    back = white_gains(mired / 10, tint / 1e5) * white_gains(-mired / 10, -tint / 1e5)
    np.testing.assert_allclose(back / back[1], 1, rtol=1e-5)
    assert (white_gains(mired / 10, tint / 1e5) > 0).all()


def test_balance_is_the_white_that_it_says():
    """Equal channels become the chromaticity of the named white: 100 mired from 6000 K is 3750 K; magenta is away
    from green."""
    x, y = white_at(100)
    # CCT by McCamy, Color Research & Application 17 (2), 1992.
    n = (x - 0.3320) / (0.1858 - y)
    assert 449 * n**3 + 3525 * n**2 + 6823.3 * n + 5520.33 == pytest.approx(1e6 / (1e6 / 6000 + 100), rel=0.02)
    warm, magenta = (white_gains(*shift) for shift in ((50, 0), (0, 0.01)))
    assert warm[0] > warm[1] > warm[2]
    assert magenta[1] < min(magenta[0], magenta[2])


@pytest.mark.parametrize("amount", [300, 700, 1600, 3000])
def test_contrast_spreads_stops_about_its_pivot(amount):
    stops = np.array([-3.0, -1.0, 1.0, 3.0, 5.0])
    codes = np.repeat(codes_of_stops(stops)[:, None], 3, 1).astype(np.float32)
    turned = apply_ops(codes, (Op.of("contrast", amount=amount, pivot=1000),))[:, 0]
    np.testing.assert_allclose(turned, codes_of_stops(np.array(1.0)) + (stops - 1) * amount / 1000 / 17.52, atol=1e-5)


def test_the_zones_of_a_curve_go_where_they_are_sent_and_black_stays():
    stops = np.array([-6.0, -3.0, 0.0, 2.5, 5.0])
    shifts = (500, -700, 300, -400, 600)
    codes = np.repeat(codes_of_stops(stops)[:, None], 3, 1).astype(np.float32)
    turned = linear(apply_ops(codes, (Op("curve", shifts),)))[:, 0]
    np.testing.assert_allclose(np.log2(turned / 0.18) - stops, np.array(shifts) / 1000, atol=1e-3)
    black = encoded(np.zeros((1, 3), np.float32))
    np.testing.assert_allclose(apply_ops(black, (Op("curve", shifts),)), black, atol=1e-6)


@pytest.mark.parametrize("amount", [-1000, 400, 1000])
def test_density_darkens_strong_colours_and_keeps_hue_and_grey(amount):
    light = np.array([[0.2, 0.2, 0.2], [0.4, 0.3, 0.25], [0.6, 0.1, 0.05]], np.float32)
    turned = linear(apply_ops(encoded(light), (Op.of("density", amount=amount),)))
    gain = turned / light
    np.testing.assert_allclose(gain.max(1), gain.min(1), rtol=1e-4)  # the same for all channels: the hue is kept
    np.testing.assert_allclose(gain[0], 1, atol=1e-4)
    assert (np.log2(gain[2, 0]) < np.log2(gain[1, 0]) < 0) == (amount > 0)


def test_saturation_moves_away_from_luma_and_keeps_it():
    turned = apply_ops(WILD, (Op.of("saturation", amount=1500),))
    luma, before = turned @ LUMA, WILD @ LUMA
    np.testing.assert_allclose(luma, before, atol=1e-5)
    np.testing.assert_allclose(turned - luma[:, None], 1.5 * (WILD - before[:, None]), atol=1e-5)
    assert np.ptp(apply_ops(WILD, (Op.of("saturation", amount=0),)), axis=1).max() < 1e-6


def test_a_split_tone_tints_both_ends_and_leaves_the_middle_and_the_luminance():
    stops = np.array([-5.0, -0.4, 0.4, 4.5])
    codes = np.repeat(codes_of_stops(stops)[:, None], 3, 1).astype(np.float32)
    op = Op.of("split", shadow_hue=2300, shadow_amount=1000, light_hue=700, light_amount=1000)
    turned, before = linear(apply_ops(codes, (op,))), linear(codes)
    np.testing.assert_allclose(turned @ LUMA, before @ LUMA, rtol=1e-4)
    np.testing.assert_allclose(turned[1:3], before[1:3], rtol=1e-4)
    assert turned[0, 2] > turned[0, 0]  # 230 degrees of OKLab is blue
    assert turned[3, 0] > turned[3, 2]  # 70 degrees is orange


def test_a_print_has_a_shoulder_a_toe_and_mid_grey_where_it_was():
    codes = np.repeat(codes_of_stops(np.array([-6.0, 0.0, 5.0]))[:, None], 3, 1).astype(np.float32)
    turned = apply_ops(codes, (Op.of("print", softness=1000),))[:, 0]
    assert turned[0] > codes[0, 0]
    assert turned[1] == pytest.approx(codes[1, 0], abs=1e-6)
    assert turned[2] < codes[2, 0]


def test_light_and_codes_agree_with_the_configuration():
    config = ocio.Config.CreateFromBuiltinConfig(CONFIG)
    theirs = WILD.copy()
    config.getProcessor("ACEScct", "ACEScg").getDefaultCPUProcessor().applyRGB(theirs)
    assert np.array_equal(decoded(WILD), theirs)
    np.testing.assert_allclose(encoded(decoded(WILD)), WILD, atol=3e-6)


@pytest.mark.parametrize(("ops", "exact"), [
    ((), True), ((Op.of("contrast", amount=1300, pivot=-500),), True),
    ((Op.of("cdl", slope_r=1_200_000, offset_b=-40_000), Op.of("contrast", amount=900)), True),
    ((Op.of("cdl", power_r=1_200_000, saturation=700_000, clamp=1),), True),
    ((Op.of("exposure", stops=500),), False), ((Op.of("print", softness=500),), False)])
def test_a_grade_becomes_the_nearest_list_and_says_whether_it_is_exact(ops, exact):
    fit = as_cdl(ops)
    assert fit.exact == exact
    if exact:
        assert np.abs(apply_ops(WILD, (fit.op,)) - apply_ops(WILD, ops)).max() < 1e-4
    else:
        assert "ΔE00" in fit.says
        assert 0 < fit.de_mean < 1


def test_a_list_is_nearer_than_doing_nothing():
    ops = (Op.of("exposure", stops=400), Op.of("balance", mired=300), Op.of("split", shadow_hue=2300,
                                                                           shadow_amount=400))
    fit = as_cdl(ops)
    codes = scene_colours(LOGC3)[:2000]
    before, after = (np.clip(graded(codes, LOGC3, done), 0, 1) for done in ((), ops))
    assert fit.de_mean < 0.2 * delta_e(before, after).mean()
