"""Several cameras on one slate: which takes are one performance, and what counts for one of them for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workprint.film import Moment, Reading, Take, Word

FIRST = "A"
"""What the first camera is called where a letter is wanted. Source: usage on set."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A second camera that ran on a slate."""

    hash: str
    """Content hash of its picture's file."""
    of: str
    """Content hash of the first camera's file."""
    letter: str
    """Its letter: ``B``."""
    offset: int
    """Samples (48 kHz) from the head of the first camera's picture to the head of this one's; negative if it began
    before."""
    how: str
    """``recording``, ``sound``, ``timecode`` or ``hand``."""
    confidence: int
    """0 to 1000."""
    says: str
    """How it lies and how that is known, in one sentence."""


def group(cameras: Mapping[str, Camera], takes: Iterable[Take], take: Take) -> tuple[tuple[Take, int], ...]:
    """The takes of every camera that ran with `take`, itself included, each with its offset in samples from the first
    camera's head; alone where it is in no group. The first camera comes first, the others by their letters."""
    first = cameras[take.original].of if take.original in cameras else take.original
    beside = [one for one in cameras.values() if one.of == first]
    offsets = {first: 0, **{one.hash: one.offset for one in sorted(beside, key=lambda one: one.letter)}}
    known = {one.original: one for one in takes}
    return tuple((known[content], offset) for content, offset in offsets.items() if content in known)


def others(cameras: Mapping[str, Camera], takes: Iterable[Take], take: Take) -> Iterator[tuple[str, int]]:
    """Every other camera's take, and the samples by which what happens in `take` happens earlier there."""
    found = group(cameras, takes, take)
    mine = next((offset for one, offset in found if one.id == take.id), 0)
    return ((one.id, offset - mine) for one, offset in found if one.id != take.id)


def lead(members: Sequence[tuple[Take, int]]) -> Take:
    """The camera whose sound is lined for all of them: the first that has any."""
    return next((take for take, _ in members if take.sound), members[0][0])


def placed(readings: Iterable[Reading], take: str, by: int, samples: int) -> tuple[Reading, ...]:
    """What was heard in one camera's take as it lies in another's, which began `by` samples later and lasts `samples`.

    The same words with the same confidence and the same measures of the voice, for it is the same performance. What
    is said before that camera ran, or after it stopped, is left out, reading by reading.
    """
    moved = (moved_by(reading, take, by) for reading in readings)
    return tuple(one for one in moved if all(word.start >= 0 and word.out <= samples for word in one.said))


def moved_by(reading: Reading, take: str, by: int) -> Reading:
    """`reading` as it lies in the take of a camera that began `by` samples later."""
    words = tuple(_moved(word, by) for word in reading.words)
    return replace(reading, take=take, words=words)


def _moved(word: Word, by: int) -> Word:
    return replace(word, start=word.start - by, out=word.out - by)


def beside(moment: Moment, take: Take, by: int) -> Moment | None:
    """A moment as it lies in the take of a camera that began `by` samples later; None where it did not run."""
    frames = take.rate.frame_of(abs(by) + take.rate.sample(1) // 2) * (1 if by >= 0 else -1)
    start, out = max(0, moment.start - frames), min(take.frames, moment.out - frames)
    return replace(moment, take=take.id, start=start, out=out) if start < out else None
