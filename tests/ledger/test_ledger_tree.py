"""The Merkle tree against RFC 9162 written down naively."""

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from workprint.ledger import Growth, Head, Proof, check_growth, check_proof
from workprint.ledger.tree import (
    EMPTY,
    extends,
    fold,
    grow,
    growth_runs,
    includes,
    inclusion_runs,
    leaf_hash,
    whole_parts,
    whole_tree,
)

SIZES = range(71)


def naive_root(data):
    """RFC 9162 section 2.1.1, word by word."""
    if not data:
        return hashlib.sha256(b"").digest()
    if len(data) == 1:
        return hashlib.sha256(b"\x00" + data[0]).digest()
    k = naive_split(len(data))
    return hashlib.sha256(b"\x01" + naive_root(data[:k]) + naive_root(data[k:])).digest()


def naive_path(m, data):
    """RFC 9162 section 2.1.3.1, word by word."""
    if len(data) == 1:
        return []
    k = naive_split(len(data))
    if m < k:
        return [*naive_path(m, data[:k]), naive_root(data[k:])]
    return [*naive_path(m - k, data[k:]), naive_root(data[:k])]


def naive_growth(m, data, whole=True):
    """RFC 9162 section 2.1.4.1, word by word."""
    if m == len(data):
        return [] if whole else [naive_root(data)]
    k = naive_split(len(data))
    if m <= k:
        return [*naive_growth(m, data[:k], whole), naive_root(data[k:])]
    return [*naive_growth(m - k, data[k:], False), naive_root(data[:k])]


def naive_split(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def data_of(size):
    return [b"entry %d" % number for number in range(size)]


def tree_of(size):
    return whole_tree([leaf_hash(one) for one in data_of(size)])


def hash_of(run, tree):
    return fold([tree[part] for part in whole_parts(run)])


def test_the_examples_of_certificate_transparency():
    """Source: certificate-transparency-go, merkle/testonly: eight inputs and their roots."""
    inputs = [bytes.fromhex(one) for one in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]
    tree = whole_tree([leaf_hash(one) for one in inputs])
    assert hash_of((0, 1), tree).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert hash_of((0, 2), tree).hex() == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    assert hash_of((0, 8), tree).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_every_root_is_the_naive_one():
    for size in SIZES:
        assert hash_of((0, size), tree_of(size)) == naive_root(data_of(size))


def test_every_inclusion_proof_is_the_naive_one_and_holds():
    tree, data = tree_of(SIZES[-1]), data_of(SIZES[-1])
    for size in SIZES:
        root = hash_of((0, size), tree)
        for index in range(size):
            path = [hash_of(run, tree) for run in inclusion_runs(index, size)]
            assert path == naive_path(index, data[:size])
            assert includes(leaf_hash(data[index]), index, size, path, root)


def test_every_growth_proof_is_the_naive_one_and_holds():
    tree, data = tree_of(SIZES[-1]), data_of(SIZES[-1])
    roots = [hash_of((0, size), tree) for size in SIZES]
    for size in SIZES:
        for old in range(size + 1):
            path = [hash_of(run, tree) for run in growth_runs(old, size)]
            assert path == (naive_growth(old, data[:size]) if old else [])
            assert extends(old, roots[old], size, roots[size], path)


@given(st.lists(st.binary(max_size=40), max_size=300))
def test_growing_leaf_by_leaf_gives_the_same_tree_as_all_at_once(data):
    parts, tree = [], {}
    for size, one in enumerate(data):
        tree.update(grow(parts, size, leaf_hash(one)))
    assert tree == whole_tree([leaf_hash(one) for one in data])
    assert fold(parts) == naive_root(data)


@given(st.integers(0, 2**40))
def test_a_run_from_the_start_is_made_of_as_many_subtrees_as_its_size_has_bits(size):
    assert len(list(whole_parts((0, size)))) == size.bit_count()


@given(st.integers(1, 2**40), st.data())
def test_proofs_stay_short(size, data):
    index = data.draw(st.integers(0, size - 1))
    assert len(inclusion_runs(index, size)) <= size.bit_length()
    assert len(growth_runs(index, size)) <= size.bit_length() + 1


@st.composite
def forgeries(draw):
    size = draw(st.integers(1, 70))
    index = draw(st.integers(0, size - 1))
    tree = tree_of(size)
    path = [hash_of(run, tree) for run in inclusion_runs(index, size)]
    kind = draw(st.sampled_from(["leaf", "index", "size", "drop", "add", "flip", "root"]))
    return size, index, path, hash_of((0, size), tree), kind, draw(st.integers(0, 255))


@given(forgeries())
@settings(max_examples=300)
def test_no_forged_inclusion_proof_holds(forgery):
    size, index, path, root, kind, chance = forgery
    leaf = leaf_hash(data_of(size)[index])
    if kind == "leaf":
        leaf = leaf_hash(b"another")
    elif kind == "index":
        index = (index + 1 + chance) % (size + 256)
    elif kind == "size":
        size = len(path) and size + (1 << len(path)) + chance
    elif kind == "drop" and path:
        del path[chance % len(path)]
    elif kind == "flip" and path:
        at = chance % len(path)
        path[at] = bytes([path[at][0] ^ 1]) + path[at][1:]
    elif kind == "root":
        root = EMPTY
    else:
        path.append(EMPTY)
    honest = kind == "index" and index == forgery[1]
    assert includes(leaf, index, size, path, root) == honest


@given(st.integers(1, 70), st.data())
@settings(max_examples=300)
def test_no_forged_growth_proof_holds(size, data):
    tree = tree_of(size)
    old = data.draw(st.integers(1, size))
    path = [hash_of(run, tree) for run in growth_runs(old, size)]
    old_root, root = hash_of((0, old), tree), hash_of((0, size), tree)
    wrong = leaf_hash(b"another")
    assert not extends(old, wrong, size, root, path)
    assert not extends(old, old_root, size, wrong, path)
    assert not extends(old, old_root, size, root, [*path, wrong])
    assert not extends(size + 1, old_root, size, root, path)
    if path:
        at = data.draw(st.integers(0, len(path) - 1))
        assert not extends(old, old_root, size, root, path[:at] + path[at + 1:])
        assert not extends(old, old_root, size, root, [*path[:at], wrong, *path[at + 1:]])


def test_proofs_that_make_no_sense_are_simply_false():
    head = Head(1, leaf_hash(b"x").hex())
    assert check_proof(b"x", Proof(0, 1, ()), head)
    assert not check_proof(b"x", Proof(0, 2, ()), head)
    assert not check_proof(b"x", Proof(-1, 1, ()), head)
    assert not check_proof(b"x", Proof(0, 1, ("no hexadecimal",)), head)
    assert check_growth(Growth(0, 1, ()), Head(0, EMPTY.hex()), head)
    assert not check_growth(Growth(0, 1, ()), Head(0, head.root), head)
    assert not check_growth(Growth(1, 1, ()), Head(0, EMPTY.hex()), head)
    assert not check_growth(Growth(1, 1, (3,)), head, head)
