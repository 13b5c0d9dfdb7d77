"""The slate: a clapper board at the head of every take, closed on the frame whose first sample is the clap."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from workprint.media.rehearsal.acting import PlannedTake
from workprint.media.rehearsal.plan import Plan
from workprint.media.rehearsal.sprite import Sprite, grey
from workprint.media.rehearsal.timeline import Timeline

_OPEN = 24  # degrees that the sticks are apart: seen from across a room
_STAYS = 10  # frames that the board stays after the clap


def clapper(take: PlannedTake, plan: Plan, timeline: Timeline, frame: int, size: tuple[int, int]) -> Sprite | None:
    """The board in this frame; None once it is gone. The same object comes while it does not move."""
    if frame >= timeline.clap + _STAYS:
        return None
    left = timeline.clap - frame
    angle = _OPEN if left > 2 else 12 if left in (1, 2) else 0
    slate = take.slate
    return _board(plan.title, slate.scene + slate.setup, str(slate.take), str(timeline.rate), angle, size,
                  take.order.sound_at is None)


@lru_cache(32)
def _board(title: str, scene: str, take: str, rate: str, angle: int, size: tuple[int, int], mute: bool) -> Sprite:
    width, height = int(size[1] * 0.66), int(size[1] * 0.60)
    image = Image.new("RGB", (width, height), (0, 0, 255))
    draw = ImageDraw.Draw(image)
    stick = height // 9
    top = stick * 3
    draw.rectangle((0, top, width - 1, height - 1), fill=(34, 0, 0), outline=(12, 0, 0), width=3)
    _stick(draw, (0, top), 0, width, stick)
    _stick(draw, (0, top), -angle, width, stick, up=True)
    rows = ((f"{title}", 0.10, 11), ("SCENE", 0.30, 15), (scene, 0.40, 5), ("TAKE", 0.30, 15), (take, 0.40, 5),
            (f"{rate} fps   REHEARSAL" + ("   MOS" if mute else ""), 0.84, 15))
    for place, (text, down, share) in enumerate(rows):
        font = ImageFont.load_default(max(8, height // share))
        x = width * (0.06 if place not in (3, 4) else 0.60)
        draw.text((x, top + stick + (height - top - stick) * (down - 0.05)), text, (235, 0, 0), font)
    planes = np.asarray(image).astype(np.uint16)
    tone = (planes[:, :, 0] * 219 // 255 + np.where(planes[:, :, 2] > 127, 0, 16)).astype(np.uint16)  # video range
    return grey((size[0] - width) // 2, int(size[1] * 0.2), tone,
                np.where(planes[:, :, 2] > 127, 256, 0).astype(np.uint16))


def _stick(draw: ImageDraw.ImageDraw, at: tuple[int, int], angle: int, width: int, high: int, up: bool = False) -> None:
    """A striped stick, turned about its left end."""
    turn = np.radians(angle)
    way, down = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    base = np.array(at, float) - (down * high if up else 0)
    for number in range(8):
        a, b = width * number / 8, width * (number + 1) / 8
        skew = high * 0.7 * (1 if up else -1)
        corners = [base + way * a, base + way * b, base + way * (b - skew) + down * high,
                   base + way * (a - skew) + down * high]
        draw.polygon([(float(x), float(y)) for x, y in corners], fill=(225 if number % 2 else 24, 0, 0))
