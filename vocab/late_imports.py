"""Names of a package that are imported from their modules when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module


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
