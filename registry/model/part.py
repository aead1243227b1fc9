"""Attributes of objects that are no properties."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, Literal, Never, Self, TypeVar, overload

if TYPE_CHECKING:
    from .held import Held

__all__ = ["Part", "first"]

_Shown = TypeVar("_Shown", covariant=True)
_Taken = TypeVar("_Taken", contravariant=True)


class Part(Generic[_Taken, _Shown]):
    """An attribute that is no property: taken by the constructor, shown by the object."""

    def __init__(self, show: Callable[[Held], _Shown], doc: str) -> None:
        self._show = show
        self.__doc__ = doc

    @overload
    def __get__(self, instance: None, owner: type[Held]) -> Self: ...
    @overload
    def __get__(self, instance: Held, owner: type[Held]) -> _Shown: ...
    def __get__(self, instance: Held | None, owner: type[Held]) -> Self | _Shown:
        return self if instance is None else self._show(instance)

    def __set__(self, instance: Never, value: _Taken) -> None:
        raise TypeError("objects never change")


def first(part: Part[Any, Any], *, default: None, kw_only: Literal[False]) -> Any:  # noqa: ARG001
    """The one thing that a constructor takes by position."""
    return part
