"""The Merkle tree of RFC 9162: pure arithmetic and SHA-256, no storage.

Only whole subtrees (1, 2, 4, 8 … leaves) are ever kept, because they never change again. Each has one number,
counted through the tree from left to right: leaf `i` is `2 i`, and a subtree's number lies between those of its
two halves. So one column of integers names every node, and a proof is one look-up of a few numbers.

```
level 2               3
level 1       1               5
level 0   0       2       4       6       8
leaf      0       1       2       3       4
```
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

Run = tuple[int, int]
"""Leaves from the first up to, not including, the second."""

EMPTY = hashlib.sha256(b"").digest()
"""Root of the tree without leaves. Source: RFC 9162 section 2.1.1."""


def leaf_hash(data: bytes) -> bytes:
    """The 32 bytes that stand for one entry. Source: RFC 9162 section 2.1.1."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The 32 bytes that stand for two subtrees side by side. Source: RFC 9162 section 2.1.1."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def node_id(level: int, place: int) -> int:
    """Number of the `place`-th whole subtree of ``2 ** level`` leaves, both counted from 0.

    >>> [node_id(0, 4), node_id(1, 1), node_id(2, 0)]
    [8, 5, 3]
    """
    return (2 * place + 1 << level) - 1


def split(size: int) -> int:
    """Leaves in the left part of a tree of `size` leaves: the largest power of two below `size`, which is 2 or more.

    >>> [split(2), split(5), split(8)]
    [1, 4, 4]
    """
    return 1 << (size - 1).bit_length() - 1


def whole_parts(run: Run) -> Iterator[int]:
    """Numbers of the whole subtrees that make up `run`, left to right; at most one for each bit of its length.

    `run` must be a run that the tree itself has (it starts at 0, or where a left part ended).

    >>> list(whole_parts((0, 5)))
    [3, 8]
    """
    start, end = run
    while start < end:
        level = (end - start).bit_length() - 1
        yield node_id(level, start >> level)
        start += 1 << level


def fold(parts: Sequence[bytes]) -> bytes:
    """The hash over whole subtrees that stand side by side, left to right. No subtree at all gives `EMPTY`."""
    if not parts:
        return EMPTY
    root = parts[-1]
    for part in reversed(parts[:-1]):
        root = node_hash(part, root)
    return root


def grow(parts: list[bytes], size: int, leaf: bytes) -> Iterator[tuple[int, bytes]]:
    """Every subtree that becomes whole when `leaf` joins a tree of `size` leaves, as (number, hash).

    `parts` holds the hashes of `whole_parts((0, size))` and is brought up to date in place.
    """
    level, place = 0, size
    yield node_id(level, place), leaf
    while place & 1:
        leaf = node_hash(parts.pop(), leaf)
        level, place = level + 1, place >> 1
        yield node_id(level, place), leaf
    parts.append(leaf)


def whole_tree(leaves: Sequence[bytes]) -> dict[int, bytes]:
    """Every whole subtree over these leaf hashes, by number: what `grow` gives for one leaf after another."""
    found: dict[int, bytes] = {}
    level, row = 0, leaves
    while row:
        found.update(zip(count(node_id(level, 0), 2 << level), row, strict=False))
        level, row = level + 1, [node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=False)]
    return found


def inclusion_runs(index: int, size: int) -> tuple[Run, ...]:
    """The runs whose hashes prove that leaf `index` is in the tree of `size` leaves, nearest to the leaf first.

    Source: RFC 9162 section 2.1.3.1.
    """
    runs, start, end = [], 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            runs.append((middle, end))
            end = middle
        else:
            runs.append((start, middle))
            start = middle
    return tuple(reversed(runs))


def growth_runs(old: int, size: int) -> tuple[Run, ...]:
    """The runs whose hashes prove that the tree of `size` leaves begins with the tree of `old` leaves.

    None are needed from nothing (`old` 0) or to itself. Source: RFC 9162 section 2.1.4.1.
    """
    runs, start, end = [], 0, size
    while 0 < old < end:
        middle = start + split(end - start)
        if old <= middle:
            runs.append((middle, end))
            end = middle
        else:
            runs.append((start, middle))
            start = middle
    # Whoever checks has the old root already: it is named only where it is not the left edge of the tree.
    return tuple(reversed([*runs, (start, end)] if start else runs))


def includes(leaf: bytes, index: int, size: int, path: Iterable[bytes], root: bytes) -> bool:
    """Whether `path` leads from `leaf`, at `index` of `size`, to `root`. Source: RFC 9162 section 2.1.3.2."""
    if not 0 <= index < size:
        return False
    here, last, found = index, size - 1, leaf
    for part in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node_hash(part, found)
            here, last = _climb(here, last)
        else:
            found = node_hash(found, part)
        here, last = here >> 1, last >> 1
    return last == 0 and found == root


def extends(old: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` proves that the tree of `old` leaves begins the one of `size`. Source: RFC 9162 2.1.4.2."""
    if not 0 <= old <= size:
        return False
    if old in (0, size):
        return not path and old_root == (EMPTY if old == 0 else root)
    first, *rest = path if old & (old - 1) else (old_root, *path)
    here, last = old - 1, size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    then = now = first
    for part in rest:
        if last == 0:
            return False
        if here & 1 or here == last:
            then, now = node_hash(part, then), node_hash(part, now)
            here, last = _climb(here, last)
        else:
            now = node_hash(now, part)
        here, last = here >> 1, last >> 1
    return last == 0 and then == old_root and now == root


def _climb(here: int, last: int) -> tuple[int, int]:
    """Up to the next level at which the way comes from the right, or to the top."""
    while here and not here & 1:
        here, last = here >> 1, last >> 1
    return here, last
