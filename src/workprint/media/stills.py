"""Single pictures of an all-intra proxy, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np


def read_pictures(proxy: Path, frames: Sequence[int]) -> list[np.ndarray]:
    """The pictures at `frames` (ascending places, from 0) as uint8 RGB, each height x width x 3.

    Places beyond the end are left out. Only those pictures are decoded: every picture of a proxy stands alone.
    """
    wanted, found = set(frames), []
    with av.open(str(proxy)) as container:
        stream = container.streams.video[0]
        packets = (packet for packet in container.demux(stream) if packet.size)
        for place, packet in enumerate(packets):
            if place in wanted:
                found += [frame.to_ndarray(format="rgb24") for frame in packet.decode()]
        found += [frame.to_ndarray(format="rgb24") for frame in stream.decode(None)]
    return found
