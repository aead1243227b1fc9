"""Constructors with a signature made of the declared fields, for `help`, `inspect` and completion in notebooks."""

from __future__ import annotations

from inspect import Parameter, Signature
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .fields import Field


_BEFORE: Final = (
    Parameter("self", Parameter.POSITIONAL_OR_KEYWORD),
    Parameter("iri", Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation="str | None"),
)
_BEHIND: Final = (
    Parameter("classes", Parameter.KEYWORD_ONLY, default=None, annotation="Iterable[str] | None"),
    Parameter("extra", Parameter.KEYWORD_ONLY, default=None, annotation="Mapping[str, ExtraGiven | Iterable] | None"),
)


def constructor(general: Callable[..., None], fields: Mapping[str, Field[Any, Any]]) -> Callable[..., None]:
    """A copy of the general constructor whose signature has a keyword for each field."""
    assert isinstance(general, FunctionType)
    made = FunctionType(
        general.__code__, general.__globals__, general.__name__, general.__defaults__, general.__closure__
    )
    made.__kwdefaults__ = general.__kwdefaults__
    made.__doc__ = general.__doc__
    made.__module__ = general.__module__
    made.__qualname__ = general.__qualname__
    keywords = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=field.given) for name, field in fields.items()
    ]
    # The parts are in order and named as attributes are: nothing to validate again.
    signature = Signature((*_BEFORE, *keywords, *_BEHIND), return_annotation=None, __validate_parameters__=False)
    made.__signature__ = signature  # type: ignore[attr-defined]
    return cast("Callable[..., None]", made)
