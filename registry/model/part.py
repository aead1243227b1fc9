"""Attributes of objects that are not properties."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, Literal, Never, Self, TypeVar, overload

if TYPE_CHECKING:
    from .statement_view import StatementView


_Shown = TypeVar("_Shown", covariant=True)
_Taken = TypeVar("_Taken", contravariant=True)


class Part(Generic[_Taken, _Shown]):
    """An attribute that is not a property: an argument of the constructor, shown by the object."""

    def __init__(self, show: Callable[[StatementView], _Shown], doc: str) -> None:
        self._show = show
        self.__doc__ = doc

    @overload
    def __get__(self, instance: None, owner: type[StatementView]) -> Self: ...
    @overload
    def __get__(self, instance: StatementView, owner: type[StatementView]) -> _Shown: ...
    def __get__(self, instance: StatementView | None, owner: type[StatementView]) -> Self | _Shown:
        return self if instance is None else self._show(instance)

    def __set__(self, instance: Never, value: _Taken) -> None:
        raise TypeError("objects never change")


def first(part: Part[Any, Any], *, default: None, kw_only: Literal[False]) -> Any:  # noqa: ARG001
    """Mark the one argument that a constructor takes by position."""
    return part
