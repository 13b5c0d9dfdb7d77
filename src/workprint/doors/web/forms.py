"""What a verb takes, as a form: read from the verb's own signature, so that no door knows more than another."""

from __future__ import annotations

import inspect
from typing import Annotated, Any, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from workprint.desk import Desk

TEXT = 10_000
"""Characters that one field may hold. Source: our choice; the longest note anybody wrote on a cut is a page."""

ASIDE = ("decide", "dial", "board", "map", "timeline", "filmstrip", "still", "peaks", "listen", "told", "cards",
         "log", "card", "prove", "verify", "watched")
"""Verbs of the desk that a page or a program asks for; the command line has other words for them."""


class Form(BaseModel):
    """A verb's parameters as they come in."""

    model_config = ConfigDict(extra="forbid", str_max_length=TEXT)


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
    return Annotated[kind, Field(description=says)], default


def _is_annotated(hint: Any) -> bool:
    return hasattr(hint, "__metadata__")


def given(asked: Form) -> dict[str, Any]:
    """What was asked for, as a verb takes it."""
    return {name: getattr(asked, name) for name in type(asked).model_fields}
