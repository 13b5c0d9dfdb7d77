"""Reading a floor plan: TOML in metres and millimetres, and a sentence for everything that is wrong with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from workprint.film import SIZES, BadValue, CannotRead
from workprint.media.rehearsal.balance import usual
from workprint.media.rehearsal.palette import coloured
from workprint.media.rehearsal.plan import FAULTS, KINDS, MOODS, Order, Piece, Place, Plan, Plant, Player, View


def read_plan(source: Path | str) -> Plan:
    """The plan in a TOML file (a `Path`) or in TOML text. Raises `CannotRead` and `BadValue`."""
    where = source.name if isinstance(source, Path) else "the floor plan"
    try:
        text = source.read_text("utf-8") if isinstance(source, Path) else source
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
        raise CannotRead(f"{where} cannot be read ({trouble})", "a floor plan in TOML would do",
                         "see docs/rehearsal.md for one") from trouble
    return coloured(_checked(_plan(_Table(table, where))))


_COLOUR = re.compile(r"#[0-9a-f]{6}( #[0-9a-f]{6})?")


class _Table:
    """A TOML table that says in a sentence what is wrong with a value."""

    def __init__(self, table: Mapping[str, Any], where: str) -> None:
        self.table, self.where, self.used = table, where, {"comment"}

    def get(self, key: str, kind: type, default: Any = None) -> Any:
        """The value of `key`; a whole number does for a float. Required where there is no default."""
        self.used.add(key)
        if key not in self.table and default is not None:
            return default
        value = self.table.get(key)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.bad(key, "nothing" if value is None else repr(value)[:60], _PLAIN[kind])
        if isinstance(value, float) and not abs(value) < 1e4:  # a film set is smaller than 10 km; nan is no number
            raise self.bad(key, repr(value), "a number below 10000")
        return value

    def millis(self, key: str, count: int, default: Any = None) -> tuple[int, ...]:
        """A list of `count` numbers, a thousand times as whole numbers (metres as millimetres)."""
        values = self.get(key, list, default)
        numbers = [_Table({key: value}, self.where).get(key, float) for value in values]
        if len(numbers) != count:
            raise self.bad(key, f"{len(numbers)} numbers", f"{count} numbers")
        return tuple(round(number * 1000) for number in numbers)

    def tone(self, key: str, default: int) -> int:
        """A grey from 0 to 255."""
        value = self.get(key, int, default)
        if not 0 <= value <= 255:
            raise self.bad(key, str(value), "a grey from 0 to 255")
        return cast(int, value)

    def colour(self, key: str) -> str:
        """``#rrggbb``, or two of them: in the light and in the shade. Empty where nothing is asked for."""
        value: str = self.get(key, str, "").lower()
        if value and not _COLOUR.fullmatch(value):
            raise self.bad(key, repr(value)[:60], "'#rrggbb', or two of them (in the light and in the shade),")
        return value

    def off(self, key: str, most: int, parts: int, default: int) -> int:
        """How far a camera is off, at most `most`, as whole `parts` of one."""
        value: float = self.get(key, float, default / parts)
        if abs(value) > most:
            raise self.bad(key, f"{value:g}", f"-{most} to {most}")
        return round(value * parts)

    def choice(self, key: str, of: tuple[str, ...], default: str | None = None) -> Any:
        """One of a few words."""
        value = self.get(key, str, default)
        if value not in of:
            raise self.bad(key, repr(value), " or ".join(repr(word) for word in of))
        return value

    def tables(self, key: str) -> list[_Table]:
        """The tables of a list of tables, none if it is not there."""
        rows = self.get(key, list, [])
        if not all(isinstance(row, dict) for row in rows):
            raise self.bad(key, "something else", "a list of tables")
        return [_Table(row, f"{self.where} [{key} {place}]") for place, row in enumerate(rows, 1)]

    def done(self) -> None:
        """Nothing may be left over: a misspelt name would otherwise be silently without effect."""
        for key in sorted(set(self.table) - self.used):
            raise BadValue(f"{self.where} has {key!r}", f"only {', '.join(sorted(self.used))} mean something there",
                           "correct the name or take it out")

    def bad(self, key: str, came: str, would: str) -> BadValue:
        return BadValue(f"in {self.where} {key!r} came as {came}", f"{would} would do", "correct it there")


_PLAIN: dict[type, str] = {str: "text", int: "a whole number", float: "a number", list: "a list", bool: "true or false",
                           dict: "a table"}


def _plan(table: _Table) -> Plan:
    sensor = table.get("sensor", list, [24.89, 14.0])  # mm: Super 35 4-perf width, cropped to 16:9
    plan = Plan(
        scene=table.get("scene", str), title=table.get("title", str, "Rehearsal"),
        light=cast(Place, table.millis("light", 3, [-2.0, -1.5, 2.2])),
        cast=tuple(_player(row) for row in table.tables("cast")),
        pieces=tuple(_piece(row) for row in table.tables("set")),
        setups=tuple(_view(row, sensor) for row in table.tables("setup")),
        takes=tuple(_order(row) for row in table.tables("take")),
        beats=tuple(_beat(row) for row in table.tables("beat")),
        lamp=table.colour("lamp")[:7], dusk=table.colour("dusk")[:7])
    table.done()
    return plan


def _player(row: _Table) -> Player:
    voice = _Table(row.get("voice", dict, {}), f"{row.where} voice")
    look = _Table(row.get("look", dict, {}), f"{row.where} look")
    player = Player(
        name=row.get("name", str), mark=cast(Place, row.millis("mark", 3)), faces=row.get("faces", str),
        stance=row.choice("stance", ("sit", "stand"), "sit"), head=round(row.get("head", float, 0.25) * 1000),
        hair=look.choice("hair", ("bob", "short", "bun", "bald"), "short"), hair_tone=look.tone("hair_tone", 40),
        skin=look.tone("skin", 232), coat=look.tone("coat", 120),
        wears=look.choice("wears", ("jumper", "jacket", "shirt"), "jumper"), beard=look.get("beard", bool, False),
        glasses=look.get("glasses", bool, False), build=look.get("build", int, 100),
        skin_colour=look.colour("skin_colour"), hair_colour=look.colour("hair_colour"),
        coat_colour=look.colour("coat_colour"), eyes_colour=look.colour("eyes_colour"),
        voice=voice.get("name", str, "en-us"), rate=voice.get("rate", int, 170), pitch=voice.get("pitch", int, 50),
        range=voice.get("range", int, 50))
    for part in (voice, look, row):
        part.done()
    return player


def _piece(row: _Table) -> Piece:
    piece = Piece(row.choice("kind", KINDS), cast(Place, row.millis("at", 3)),
                  cast(Place, row.millis("size", 3, [0.0, 0.0, 0.0])), row.tone("tone", 128),
                  row.colour("colour"))
    row.done()
    return piece


def _view(row: _Table, sensor: list[Any]) -> View:
    sizes = ("", *(size for size, _ in SIZES))
    size = row.choice("size", sizes, "")
    x, y = row.millis("place", 2, [0.5, 0.4])
    width, height = row.millis("sensor", 2, sensor)
    view = View(letter=row.get("letter", str), at=cast(Place, row.millis("at", 3)),
                lens=round(row.get("lens", float) * 1000), sensor=(width, height),
                on=tuple(str(name) for name in row.get("on", list, [])), size=size or None, place=(x, y),
                thing=row.get("thing", str, ""), about=row.get("about", str, ""),
                mired=row.off("mired", 40, 10, usual(row.get("letter", str))), stops=row.off("stops", 1, 1000, 0))
    row.done()
    if view.lens < 1000 or min(view.sensor) < 1000:
        raise row.bad("lens", f"{view.lens / 1000} mm on {view.sensor}", "a lens and a sensor of at least 1 mm")
    return view


def _order(row: _Table) -> Order:
    mute = row.get("mute", bool, False)
    order = Order(
        setup=row.get("setup", str), number=row.get("number", int), mood=row.choice("mood", MOODS, "guarded"),
        tempo=row.get("tempo", int, 100), loud=round(row.get("loud", float, 0.0) * 100),
        melody=row.get("melody", int, 100), sound_at=row.get("sound_at", int, -96_000),
        drift_ppb=row.get("drift_ppb", int, 0), clock=row.choice("clock", ("jammed", "free"), "free"),
        ltc=row.get("ltc", bool, False), first=row.get("first", str, ""), last=row.get("last", str, ""),
        circled=row.get("circled", bool, False), note=row.get("note", str, ""),
        plants=tuple(_plant(item) for item in row.tables("plant")))
    row.done()
    if not 40 <= order.tempo <= 250 or order.number < 1:
        raise row.bad("tempo", str(order.tempo), "a tempo of 40 to 250 percent and a take number from 1")
    return replace(order, sound_at=None) if mute else order


def _plant(row: _Table) -> Plant:
    plant = Plant(fault=row.choice("fault", FAULTS), line=row.get("line", str), word=row.get("word", int, 0),
                  say=row.get("say", str, ""), who=row.get("who", str, ""),
                  length=round(row.get("seconds", float, 0.0) * 1000))
    row.done()
    return plant


def _beat(row: _Table) -> tuple[str, int]:
    beat = (row.get("after", str), round(row.get("seconds", float) * 1000))
    row.done()
    return beat


def _checked(plan: Plan) -> Plan:
    """`plan`, whose names all lead somewhere. Raises `BadValue`."""
    if not plan.cast or not plan.setups or not plan.takes:
        raise BadValue("the floor plan came without cast, setup or take", "one of each would do at least",
                       "add [[cast]], [[setup]] and [[take]]")
    for player in plan.cast:
        plan.player(player.faces)
    for view in plan.setups:
        for name in view.on:
            plan.player(name)
    slates = [(plan.setup(order.setup).letter, order.number) for order in plan.takes]
    if len(set(slates)) < len(slates):
        raise BadValue("the floor plan has the same setup and take number twice", "each take once would do",
                       "count the takes on")
    return plan
