"""What color-matcher makes of pairs of pictures. Run by the peers' own Python, as it is GPL-3: never imported here.

    build/peers/bin/python bench/_color_matcher.py pairs.npz made.npz
"""

from __future__ import annotations

import sys

import numpy as np


def main(pairs: str, made: str) -> None:
    """Read shot_N and reference_N, 8-bit codes, and write made_N."""
    from color_matcher import ColorMatcher  # type: ignore[import-not-found]

    with np.load(pairs) as given:
        count = len(given.files) // 2
        results = {f"made_{at}": ColorMatcher().transfer(src=given[f"shot_{at}"], ref=given[f"reference_{at}"],
                                                         method="hm-mkl-hm") for at in range(count)}
    np.savez(made, **{name: np.rint(np.clip(codes, 0, 255)).astype(np.uint8) for name, codes in results.items()})


if __name__ == "__main__":
    main(*sys.argv[1:])
