"""Refuse arguments of wrong types at a public door, before anything is read or stored.

A value of another type would otherwise be stored as it is, or end deep inside in an error of Python or the database.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache, wraps
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar, overload

from .errors import UsageError
from .messages.errors import ErrorsText
from .text import one_line

_P = ParamSpec("_P")
_R = TypeVar("_R")
_T = TypeVar("_T")
_PLAIN: Final[Mapping[str, type]] = {
    "str": str,
    "int": int,
    "bool": bool,
    "date": date,
    "datetime": datetime,
    "Path": Path,
    "None": type(None),
}
"""Types that are looked at, by their names in annotations; an argument with any other annotation is not."""
_ABSENT: Final = {"bool": False}
"""What a keyword of a type is unless it is given, if that is not None."""
_MADE: Final = {"HarvestSource": "a source, such as source_at(location) returns"}
"""Types that no plain value has, and what has them."""
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
_ACTOR: Final = "by"
"""The argument that says who acts, and has words."""
_SEARCHED: Final = "text"
"""The argument that is searched for: words are cut from it before a database has them, whatever letters it has."""


@overload
def refuse_wrong_types(door: type[_T]) -> type[_T]: ...


@overload
def refuse_wrong_types(door: Callable[_P, _R]) -> Callable[_P, _R]: ...


def refuse_wrong_types(door: Any) -> Any:
    """The function, which refuses texts, numbers, days and flags of other types than its annotations name.

    A day is no time, and True no number. A text has no letter that a database cannot store. Of a class all public
    methods are such.
    """
    if not isinstance(door, type):
        return _refusing(door)
    for name, member in list(vars(door).items()):
        if not name.startswith("_") and inspect.isfunction(member):
            setattr(door, name, _refusing(member))
    return door


def _refusing(function: Callable[_P, _R]) -> Callable[_P, _R]:
    _spell_out(function)

    @wraps(function)
    def call(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        wanted = _plain_types(function)
        given: Iterator[tuple[str, object]] = zip(_names(function), args, strict=False)
        for name, value in (*given, *kwargs.items()):
            if name in wanted:
                _require_type(name, value, wanted[name])
        return function(*args, **kwargs)

    return call


def _spell_out(function: Callable[..., object]) -> None:
    """Give a function with ``**given: Unpack[SomeTypedDict]`` a signature that has each of these keywords.

    What may be absent is False if it is a bool, else None.
    """
    found = next((one for one in map(str, function.__annotations__.values()) if one.startswith("Unpack[")), None)
    if found is not None:
        signature = inspect.signature(function)
        *others, _ = signature.parameters.values()
        keywords = function.__globals__[found.removeprefix("Unpack[").removesuffix("]")].__annotations__
        named = (
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=_ABSENT.get(kind), annotation=kind)
            for name, kind in ((name, one.__forward_arg__) for name, one in keywords.items())
        )
        function.__signature__ = signature.replace(parameters=[*others, *named])  # type: ignore[attr-defined]


@cache
def _names(function: Callable[..., object]) -> tuple[str, ...]:
    """The names of the arguments that may be given by their place alone."""
    parameters = inspect.signature(function).parameters.values()
    return tuple(one.name for one in parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD))


@cache
def _plain_types(function: Callable[..., object]) -> Mapping[str, tuple[str, ...]]:
    """The names of the types of each argument that has plain ones alone."""
    found = {
        name: tuple(part.strip() for part in str(one.annotation).split("|"))
        for name, one in inspect.signature(function).parameters.items()
        if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)
    }
    return {name: types for name, types in found.items() if all(one in _PLAIN or one in _MADE for one in types)}


def _require_type(name: str, value: object, wanted: tuple[str, ...]) -> None:
    """See that a value has one of some types.

    Raises:
        UsageError: it has not, nobody acts, or a text cannot be stored.
    """
    if not any(_is_of(value, one) for one in wanted):
        names = " | ".join(_MADE.get(one, one) for one in wanted)
        raise UsageError(ErrorsText.ARGUMENT_REFUSED(name=name, wanted=names, given=type(value).__name__))
    if isinstance(value, str):
        if name == _ACTOR and not value.strip():
            raise UsageError(ErrorsText.ARGUMENT_EMPTY(name=name))
        if name != _SEARCHED and _UNSTORABLE.search(value):
            raise UsageError(ErrorsText.ARGUMENT_UNSTORABLE(name=name, value=one_line(value)))


def _is_of(value: object, name: str) -> bool:
    if name in _MADE:
        return not isinstance(value, (*_PLAIN.values(), bytes))
    narrower = {"int": bool, "date": datetime}.get(name)
    return isinstance(value, _PLAIN[name]) and not (narrower is not None and isinstance(value, narrower))
