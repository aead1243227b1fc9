"""The naming convention of a registry: one, or none."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, delete, insert, select

from .tables import settings

__all__ = ["naming_convention", "set_naming_convention", "take_over_naming_convention"]

_NAME: Final = "naming_convention"


def naming_convention(connection: Connection) -> str | None:
    """The name of the convention; None if the registry has none."""
    return connection.scalar(select(settings.c.value).where(settings.c.name == _NAME))


def set_naming_convention(connection: Connection, convention: str | None) -> None:
    """Set the convention in place of the one before."""
    connection.execute(delete(settings).where(settings.c.name == _NAME))
    if convention is not None:
        connection.execute(insert(settings), [{"name": _NAME, "value": convention}])


def take_over_naming_convention(newer: Connection, older: Connection) -> bool:
    """Set the convention of a newer state of the registry in an older one; whether it is another one."""
    convention = naming_convention(newer)
    if convention == naming_convention(older):
        return False
    set_naming_convention(older, convention)
    return True
