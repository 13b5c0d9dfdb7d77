"""One take from plan to files: spoken, played, drawn, recorded, and its truth."""

from __future__ import annotations

from pathlib import Path

from workprint.film import SAMPLE_RATE, BadValue, Rate, Scene, Timecode
from workprint.media.rehearsal.acting import PlannedTake
from workprint.media.rehearsal.camera import framed
from workprint.media.rehearsal.film_out import write_camera_file
from workprint.media.rehearsal.microphones import boom, lead_for, recorded, scratch, stage
from workprint.media.rehearsal.picture import pictures
from workprint.media.rehearsal.plan import Plan
from workprint.media.rehearsal.recorder import timecode_sound, write_wave
from workprint.media.rehearsal.timeline import Timeline, lay, planted, true_words
from workprint.media.rehearsal.truth import TakeTruth
from workprint.media.rehearsal.voice import Samples, speak

_DAY = 14 * 3600 + 10 * 60  # seconds after midnight of the first take: ten past two, after lunch
_TURNAROUND = 180  # seconds from one take to the next on the clock (a choice)
_FREE = 2231  # seconds by which a recorder that nobody jammed goes wrong: 37 min 11 s
_AFTER = SAMPLE_RATE * 13 // 10  # the recorder runs on for 1.3 s after the camera has cut


def shoot(take: PlannedTake, scene: Scene, plan: Plan, out: Path, *, rate: Rate, seed: int,
          size: tuple[int, int] = (960, 540)) -> TakeTruth:
    """Shoot one take into the folder `out` and answer its truth. Takes can be shot in processes side by side.

    Raises `BadTool` where no voice is installed and `BadValue` for a setup that cannot frame what it asks for.
    """
    if min(size) < 64 or size[0] % 4 or size[1] % 4:
        raise BadValue(f"the rehearsal's frame came as {size[0]}x{size[1]}",
                       "at least 64x64 and divisible by 4 would do", "960x540 is the usual one")
    timeline = lay(take, speak(take.speeches), rate)
    truth = _truth(take, plan, timeline, rate, seed, size)
    sound = _record(take, timeline, out, truth, seed) if truth.sound else None
    write_camera_file(out / truth.picture, pictures(take, scene, plan, timeline, size=size, seed=seed), sound,
                      rate=rate, size=size, timecode=Timecode.parse(truth.timecode, rate),
                      title=f"{plan.title} {take.slate} (rehearsal)")
    return truth


def _record(take: PlannedTake, timeline: Timeline, out: Path, truth: TakeTruth, seed: int) -> Samples:
    """Write the recorder's file; answer the camera's own sound."""
    lead, voices = lead_for(truth.offset), _take_seed(seed, take)
    dry = stage(timeline, voices, lead, timeline.samples + _AFTER)
    heard = recorded(boom(dry, voices), lead, truth.offset, truth.drift_ppb)
    first = Timecode.parse(truth.timecode, timeline.rate)
    tracks = [("BOOM", heard)]
    if truth.ltc:
        tracks.append(("LTC", timecode_sound(first, truth.offset, len(heard))))
    begun = timeline.rate.sample(first.frame) + truth.offset + (0 if truth.clock == "jammed" else _FREE * SAMPLE_RATE)
    write_wave(out / truth.sound, tracks, slate=take.slate, at=begun, rate=timeline.rate, circled=truth.circled,
               note=truth.note)
    return scratch(dry, voices)[lead:lead + timeline.samples]


def _take_seed(seed: int, take: PlannedTake) -> int:
    return seed * 1000 + take.index


def _truth(take: PlannedTake, plan: Plan, timeline: Timeline, rate: Rate, seed: int, size: tuple[int, int]
           ) -> TakeTruth:
    order, slate = take.order, take.slate
    view = plan.setup(order.setup)
    setup = framed(view, plan, size)
    name = f"{slate.scene}{slate.setup}"
    words = true_words(timeline)
    return TakeTruth(
        slate=str(slate), picture=f"A001C{take.index + 1:03}_{name}_T{slate.take}.mov",
        sound="" if order.sound_at is None else f"{name}-T{slate.take}.WAV", frames=timeline.frames, rate=str(rate),
        clap=timeline.clap, offset=order.sound_at or 0, drift_ppb=order.drift_ppb,
        timecode=str(_clock(take, rate)), clock=order.clock if order.sound_at is not None else "", ltc=order.ltc,
        words=words, planted=planted(take), seen=setup.people,
        speaks=tuple(dict.fromkeys(word.who for word in words if word.out > word.start)), circled=order.circled,
        about=setup.about, angle=setup.angle, side=setup.side, note=order.note, mired=view.mired, stops=view.stops,
        seed=seed)


def _clock(take: PlannedTake, rate: Rate) -> Timecode:
    """The camera's time of day at the head of the take."""
    return Timecode((_DAY + take.index * _TURNAROUND) * rate.timebase, rate)
