"""Errors are sentences: what came, what would do, the next step; and they travel between processes."""

import pickle

import pytest

import workprint.film as film
from workprint.film import Trouble

KINDS = sorted((kind for kind in vars(film).values() if isinstance(kind, type) and issubclass(kind, Trouble)),
               key=lambda kind: kind.exit_code)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_error_reads_as_one_sentence_and_survives_a_pickle(kind):
    error = kind("alt 'abc' is not on the desk", "on the desk: nothing yet", "propose first")
    assert str(error) == "alt 'abc' is not on the desk; on the desk: nothing yet; propose first"
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (again.came, again.would_do, again.next_step) == (error.came, error.would_do, error.next_step)
    assert str(again) == str(error)


def test_every_kind_of_trouble_has_an_exit_code_of_its_own():
    codes = [kind.exit_code for kind in KINDS]
    assert codes == list(range(1, len(KINDS) + 1))
