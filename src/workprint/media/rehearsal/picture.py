"""The frames of a take."""

from __future__ import annotations

from collections.abc import Iterator

import aggdraw
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from workprint.film import Scene
from workprint.media.rehearsal.acting import PlannedTake
from workprint.media.rehearsal.camera import head_ends, stand
from workprint.media.rehearsal.film_out import Luma
from workprint.media.rehearsal.plan import Plan
from workprint.media.rehearsal.timeline import Timeline


def pictures(take: PlannedTake, scene: Scene, plan: Plan, timeline: Timeline, *, size: tuple[int, int], seed: int
             ) -> Iterator[Luma]:
    """Every frame of the take, in order."""
    camera = stand(plan.setup(take.order.setup), plan, size)
    base = Image.new("L", size, 120)
    ImageDraw.Draw(base).text((8, size[1] - 24), f"REHEARSAL {take.slate}", 235, ImageFont.load_default(16))
    spoken = [(s.at, s.out, s.speech.who) for s in timeline.said]
    for frame in range(timeline.frames):
        at = timeline.rate.sample(frame)
        picture = base.copy()
        pen = aggdraw.Draw(picture)
        for player in plan.cast:
            crown, chin = head_ends(player, camera)
            half = (chin[1] - crown[1]) / 2
            x, y = (crown + chin) / 2
            pen.ellipse((x - half * .8, y - half, x + half * .8, y + half), aggdraw.Pen(0, 3), aggdraw.Brush(230))
            talks = any(a <= at < b and who == player.name for a, b, who in spoken)
            gap = half * 0.25 * (frame // 2 % 2 if talks else 0) + 2
            pen.ellipse((x - half * .3, y + half * .5 - gap, x + half * .3, y + half * .5 + gap), aggdraw.Brush(20))
        if frame < timeline.clap + 12:
            pen.rectangle((size[0] * .3, size[1] * .3, size[0] * .7, size[1] * .7), aggdraw.Brush(30))
        pen.flush()
        yield (np.asarray(picture).astype(np.uint16) * 219 // 255 + 16).astype(np.uint8)
