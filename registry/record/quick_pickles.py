"""Pickles of results and summaries for temporary files, in half the time that their dataclasses take.

They are read by the process that wrote them.
"""

from __future__ import annotations

import copyreg
import pickle
from collections.abc import Callable
from dataclasses import fields
from io import BytesIO
from operator import attrgetter
from typing import Any, Final

from danhmuc.shapes import ValidationReport
from danhmuc.vocab.findings import Finding

from .summary import Summary

Reducers = dict[type, Callable[[Any], Any]]
"""Functions that tell how objects are pickled, by their classes."""


def reducers(*classes: type) -> Reducers:
    """Reducers that pickle results, summaries and objects of these frozen slotted dataclasses as values of fields."""
    return _REDUCERS | {one: _reducer(one) for one in classes}


def dump_quickly(value: object, quick: Reducers | None = None) -> bytes:
    """Pickle a value; `quick` are the `reducers` of more classes that are in it."""
    out = BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCERS if quick is None else quick
    pickler.dump(value)
    return out.getvalue()


def load_quickly(data: bytes) -> Any:
    """The value again."""
    return pickle.loads(data)  # noqa: S301 - written by this process


def _reducer(made: type) -> Callable[[Any], tuple[Any, ...]]:
    values_of = attrgetter(*(one.name for one in fields(made)))

    def reduce(one: object) -> tuple[Any, ...]:
        return _restore, (made, values_of(one))

    return reduce


def _restore(made: type, values: tuple[object, ...]) -> object:
    """An object with these values in its fields, which were accepted when the first was made."""
    one: object = object.__new__(made)
    setters = _SETTERS.get(made)
    if setters is None:
        setters = _SETTERS[made] = tuple(getattr(made, field.name).__set__ for field in fields(made))
    for set_value, value in zip(setters, values, strict=True):
        set_value(one, value)
    return one


_SETTERS: Final[dict[type, tuple[Callable[[Any, Any], None], ...]]] = {}
_REDUCERS: Final[Reducers] = {
    **copyreg.dispatch_table,
    **{one: _reducer(one) for one in (Finding, ValidationReport, Summary)},
}
