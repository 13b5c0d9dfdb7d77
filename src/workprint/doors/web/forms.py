"""What a verb takes, as a form: read from the verb's own signature, so that no door knows more than another."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator

from workprint.desk import Desk
from workprint.film import BadValue

TEXT = 10_000
"""Characters that one field may hold. Source: our choice; the longest note anybody wrote on a cut is a page."""

EXACT = (1 << 53) - 1
"""Whole numbers up to this, and down to less than nothing by as much, are the same wherever they are read. Source: RFC
8259 section 6."""

ASIDE = ("decide", "dial", "board", "map", "timeline", "filmstrip", "still", "peaks", "listen", "told", "cards",
         "log", "card", "prove", "verify", "watched", "taste_show", "taste_why", "taste_edit", "taste_forget",
         "taste_freeze", "taste_switch", "taste_undo", "taste_redo", "taste_withdraw", "taste_export", "taste_import",
         "tone_dials", "asked",
         "trial_begin", "trial_end", "trial_answer", "trial_pair", "trial_withdraw", "trial_export")
"""Verbs of the desk that a page or a program asks for; the command line has other words for them."""


class Form(BaseModel):
    """A verb's parameters as they come in."""

    model_config = ConfigDict(extra="forbid", str_max_length=TEXT)

    @model_validator(mode="before")
    @classmethod
    def _no_nul(cls, asked: Any) -> Any:
        """No text with a NUL in it: no name of a file has one, and a database would end the text there."""
        if any("\0" in text for text in _texts(asked)):
            raise BadValue("a text came with a NUL in it", "a text without it would do", "leave it out")
        return asked


def form(verb: str) -> type[Form]:
    """The parameters of a verb of the desk as a model: names, types, defaults and help from its signature."""
    call = getattr(Desk, verb)
    hints = get_type_hints(call, include_extras=True)
    asked = {name: _field(hints[name], one) for name, one in inspect.signature(call).parameters.items()
             if name != "self"}
    return create_model(verb.capitalize(), __base__=Form, __doc__=inspect.getdoc(call), **asked)  # type: ignore[call-overload,no-any-return]


def _field(hint: Any, one: inspect.Parameter) -> tuple[Any, Any]:
    kind, says = (get_args(hint)[:2]) if get_args(hint) and _is_annotated(hint) else (hint, "")
    default = ... if one.default is inspect.Parameter.empty else one.default
    if kind in (int, int | None):
        return Annotated[kind, Field(description=says, ge=-EXACT, le=EXACT)], default
    return Annotated[kind, Field(description=says)], default


def _is_annotated(hint: Any) -> bool:
    return hasattr(hint, "__metadata__")


def _texts(asked: Any) -> Iterator[str]:
    """Every text in what came, at whatever depth."""
    waiting = [asked]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, (dict, list)):
            waiting += one.values() if isinstance(one, dict) else one


def given(asked: Form) -> dict[str, Any]:
    """What was asked for, as a verb takes it."""
    return {name: getattr(asked, name) for name in type(asked).model_fields}
