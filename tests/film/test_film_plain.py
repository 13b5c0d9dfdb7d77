"""Every noun survives the record: to plain values, through JSON, and back; bad data is refused with a sentence."""

import json
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import workprint.film as film
from workprint.film import BadValue, Cut, Rate, Reading, Shot, Slate, Span, Take, Word
from workprint.film.plain import _reader, canonical, content_hash, from_plain, to_plain

LEFT_OUT = {"Made": "holds a path on this machine, and is never recorded"}

NOUNS = tuple(sorted((kind for name, kind in vars(film).items() if is_dataclass(kind) and name not in LEFT_OUT),
                     key=lambda kind: kind.__name__))
whole = st.integers(-2**53, 2**53)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
json_values = st.recursive(st.none() | st.booleans() | whole | words,
                           lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
                           max_leaves=6)

st.register_type_strategy(int, whole)
st.register_type_strategy(str, words)
st.register_type_strategy(Fraction, st.fractions(max_denominator=10**6))
st.register_type_strategy(Rate, st.builds(Rate, st.integers(1001, 10**6), st.sampled_from([1, 1000, 1001])).filter(
    lambda rate: 1 <= rate <= 1000))
st.register_type_strategy(Span, st.builds(lambda start, count, rate: Span(start, start + count, rate), whole,
                                          st.integers(0, 10**6), st.from_type(Rate)))


LARGE = (film.Material, film.Brief, film.Script, film.Scene, film.Alt, Cut)
few = settings(max_examples=15)


def tried(kind: type) -> settings:
    """Large nouns are slow to make up; their parts are nouns too, and tried more often."""
    return few if kind in LARGE else settings()


def a(kind: type) -> st.SearchStrategy[Any]:
    if kind is film.Alt:  # its content is a cut, or whatever another tool makes of plain values
        return st.builds(film.Alt, content=st.from_type(Cut) | st.dictionaries(words, whole, max_size=3))
    if kind is film.Decision:
        return st.builds(film.Decision, content=json_values)
    return st.from_type(kind)


@pytest.mark.parametrize("kind", NOUNS, ids=lambda kind: kind.__name__)
def test_every_noun_comes_back_from_its_plain_form(kind):
    @tried(kind)
    @given(a(kind))
    def law(noun):
        text = json.dumps(to_plain(noun))
        again = from_plain(kind, json.loads(text))
        assert again == noun
        assert canonical(again) == canonical(noun)
        assert content_hash(again) == content_hash(noun)
    law()


@pytest.mark.parametrize("kind", NOUNS, ids=lambda kind: kind.__name__)
def test_whatever_comes_is_read_or_refused_with_a_sentence(kind):
    @given(json_values | st.fixed_dictionaries({}, optional={field.name: json_values for field in fields(kind)}))
    def law(data):
        try:
            noun = from_plain(kind, data)
        except BadValue as error:
            assert str(error).count(";") >= 2
        else:
            assert canonical(noun)
    law()


@pytest.mark.parametrize("kind", NOUNS, ids=lambda kind: kind.__name__)
def test_one_field_of_another_type_is_found(kind):
    """A whole noun in which one value was swapped for a fraction of one: no field takes a float."""
    @tried(kind)
    @given(a(kind), st.data())
    def law(noun, data):
        plain = to_plain(noun)
        name = data.draw(st.sampled_from([field.name for field in fields(kind) if field.name != "content"]))
        with pytest.raises(BadValue, match=f"{name}.* is 0.5"):
            from_plain(kind, {**plain, name: 0.5})
    law()


@pytest.mark.parametrize(("kind", "data", "says"), [
    (Slate, {"scene": "1", "setup": "B"},
     "a Slate came in which take is missing; a value, as it has no default, would do; look at what wrote it"),
    (Slate, [], "a Slate came in which it is []; the fields of a Slate would do; look at what wrote it"),
    (Take, {"slate": {"scene": "1", "setup": "", "take": "2"}},
     "a Take came in which slate.take is '2'; a whole number would do; look at what wrote it"),
    (Cut, {"scene": "1", "rate": "24/1", "shots": [{"take": "1/1", "start": 0, "out": True}], "pieces": []},
     "a Cut came in which shots[0].out is True; a whole number would do; look at what wrote it"),
    (Cut, {"scene": "1", "rate": "0/1", "shots": [], "pieces": []},
     "a Cut came in which rate is '0/1'; a frame rate such as '24000/1001' would do; look at what wrote it"),
    (film.Veto, {"take": "x" * 90, "line": 7},
     "a Veto came in which line is 7; text would do; look at what wrote it"),
    (film.Picture, {"codec": "h264", "width": 1, "height": 1, "rate": "25/1", "frames": 1, "pixel_aspect": "4/0"},
     "a Picture came in which pixel_aspect is '4/0'; a fraction such as '4/3' would do; look at what wrote it"),
    (film.Decision, {"mark": "best", "alt": "", "shown": []},
     "a Decision came in which mark is 'best'; 'circle' or 'hold' or 'ng' or 'unsure' would do; look at what wrote it"),
    (film.ToolCard, {"name": ["x" * 99]},
     f"a ToolCard came in which name is ['{'x' * 55}...; text would do; look at what wrote it"),
])
def test_the_sentence_names_the_place(kind, data, says):
    with pytest.raises(BadValue) as error:
        from_plain(kind, data)
    assert str(error.value) == says


def test_records_of_other_versions_can_be_read():
    older = {"take": "1/1", "start": 0, "out": 9}
    assert from_plain(Shot, older) == Shot("1/1", 0, 9)
    assert from_plain(Shot, {**older, "lens": 50}) == Shot("1/1", 0, 9)


def test_canonical_text_is_known_to_the_byte():
    shot = Shot("33B/2", 12, 48, ("1/3",), "listener")
    assert canonical(shot) == (
        b'{"lines":["1/3"],"out":48,"role":"listener","start":12,"take":"33B/2"}')
    assert canonical({"é": Rate(24000, 1001), "a": None}) == '{"a":null,"é":"24000/1001"}'.encode()


@given(a(Reading), st.data())
def test_a_different_noun_has_a_different_hash(reading, data):
    other = replace(reading, run=reading.run + 1)
    assert content_hash(other) != content_hash(reading)


@pytest.mark.parametrize("value", [0.5, 1j, b"", {1, 2}, object(), Word], ids=lambda value: type(value).__name__)
def test_what_cannot_be_recorded_exactly_is_refused(value):
    with pytest.raises(BadValue, match="whole numbers, fractions, text and film nouns would do; round it"):
        to_plain(value)


def test_half_characters_are_refused_with_a_sentence():
    with pytest.raises(BadValue, match="text that is no Unicode came for the record"):
        canonical("caf\udce9.mov")


def test_a_reader_is_made_once_for_each_type():
    assert _reader(Shot) is _reader(Shot)


def test_nouns_are_frozen_and_their_fields_hashable():
    for kind in NOUNS:
        assert kind.__dataclass_params__.frozen, kind


@given(a(film.Alt))
def test_an_alt_is_known_by_its_content_alone(alt):
    again = from_plain(film.Alt, to_plain(alt))
    assert again.id == alt.id == content_hash(alt.content)
    assert replace(alt, reasons=()).id == alt.id
