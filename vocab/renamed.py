"""Support for renamed names: old ones stay for one release, and warn."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from typing import Any, Generic, ParamSpec, Self, TypeVar, overload

# ---------------------------------------------------------------- renamed

_P = ParamSpec("_P")
_R = TypeVar("_R")


def getattr_of_renamed(
    module: str, new_names: Mapping[str, str], otherwise: Callable[[str], object] | None = None
) -> Callable[[str], object]:
    """The ``__getattr__`` of a module in which names changed.

    Args:
        module: its ``__name__``.
        new_names: new name by old one; both are names of the module.
        otherwise: the ``__getattr__`` for all other names.
    """

    def getattr_of_module(name: str) -> object:
        new = new_names.get(name)
        if new is not None:
            warn_of_renamed(f"{module}.{name}", f"{module}.{new}")
            return getattr(sys.modules[module], new)
        if otherwise is not None:
            return otherwise(name)
        raise AttributeError(f"module {module!r} has no attribute {name!r}")

    return getattr_of_module


def renamed_method(old: str, method: Callable[_P, _R]) -> Callable[_P, _R]:
    """The method under its old name, which warns.

    Args:
        old: the old name, such as ``check``.
    """
    of_class, _, new = method.__qualname__.rpartition(".")

    @wraps(method)
    def call(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        warn_of_renamed(f"{of_class}.{old}", f"{of_class}.{new}")
        # By its name, so that a subclass may have another.
        result: _R = getattr(args[0], new)(*args[1:], **kwargs)
        return result

    call.__doc__ = f"Call `{new}`, under its former name."
    return call


class Moved(Generic[_R]):
    """A member of a class that moved into a group of it: under its old name it is the same, and warns."""

    def __init__(self, find: Callable[[Any], _R]) -> None:
        """Say where it is now.

        Args:
            find: the member of an object, such as ``lambda registry: registry.ledger.changes``.
        """
        self._find = find
        self._old = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._old = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> _R: ...
    def __get__(self, instance: object, owner: type) -> Self | _R:
        if instance is None:
            return self
        new = ".".join(self._find.__code__.co_names)
        warn_of_renamed(f"{owner.__name__}.{self._old}", f"{owner.__name__}.{new}")
        return self._find(instance)


def warn_of_renamed(old: str, new: str) -> None:
    """Warn the caller of an old name."""
    warnings.warn(f"{old} is called {new} now; the old name will be removed in the next release", DeprecationWarning, 3)


# ---------------------------------------------------------------- late imports
# Names of a package that are imported from their modules when somebody asks for them.


def getattr_of_late_imports(package: str, modules: Mapping[str, str]) -> Callable[[str], object]:
    """The ``__getattr__`` of a package that imports what is asked for and no more.

    Type checkers know the names by imports under ``TYPE_CHECKING``.

    Args:
        package: its ``__name__``.
        modules: the module within it by the name that it has.
    """

    def getattr_of_package(name: str) -> object:
        module = modules.get(name)
        if module is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f".{module}", package), name)

    return getattr_of_package
