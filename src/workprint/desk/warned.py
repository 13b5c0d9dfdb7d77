"""What an edit breaks of the laws of a cut: said with its place, never forbidden."""

from __future__ import annotations

import re
from collections import Counter

from workprint.film import Alt, Brief, Cut, HandTool, Timecode
from workprint.film.placed import runs

MOST = 8
"""Broken laws that one answer lists. Source: our choice; workprint edits has the cut, and lock lists all of them."""


def broken(tool: HandTool, before: Alt, after: Alt, brief: Brief, asked: Brief) -> tuple[str, ...]:
    """A sentence for every law that a cut breaks and did not before, with its place in the cut.

    The same law at another frame is not new, and what is broken in the same way at one place is said once.
    """
    known = Counter(map(_without_numbers, tool.check(before, brief)))
    now, fresh = tool.check(after, asked), dict[str, list[str]]()
    for sentence in now:
        if known[_without_numbers(sentence)]:
            known[_without_numbers(sentence)] -= 1
        else:
            fresh.setdefault(re.sub(r"'[^']*'", "", sentence), []).append(placed(sentence, after.content))
    says = [group[0] + (f" (and {len(group) - 1} more like it)" if len(group) > 1 else "") for group in fresh.values()]
    old = len(now) - sum(map(len, fresh.values()))
    more = [f"{len(says) - MOST} more laws are broken"] if len(says) > MOST else []
    return (*says[:MOST], *more, *([f"{old} more, broken before this edit"] if old and says else ()))


def _without_numbers(sentence: str) -> str:
    return re.sub(r"\d+", "", sentence)


def placed(sentence: str, cut: Cut) -> str:
    """A sentence on a take's frame, with the place of the cut where that is."""
    for run in runs(cut):
        for edge, at in ((run.shot.start, run.at), (run.shot.out, run.out)):
            if f"of take {run.shot.take} is cut at frame {edge}," in sentence:
                return f"at {Timecode(at, cut.rate)} {sentence}"
    return re.sub(r"^at frame (\d+)", lambda found: f"at {Timecode(int(found.group(1)), cut.rate)}", sentence)
