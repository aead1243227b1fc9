"""The digest by which a registry is known again, wherever its database has moved."""

from __future__ import annotations

import hashlib
from secrets import token_hex

from sqlalchemy import Connection, select

from .tables import settings, sources

__all__ = ["IDENTITY", "new_identity", "registry_fingerprint"]

IDENTITY = "identity"
"""Name of the setting that a new registry gets."""


def new_identity() -> str:
    """A text that no other registry has."""
    return token_hex(16)


def registry_fingerprint(connection: Connection) -> str | None:
    """The digest of a registry: the same for a copy of its rows, and different for every other registry.

    A registry of an older version has no identity; it is known by its base and by when its first source was registered.
    None if it has no source either.
    """
    known = connection.scalar(select(settings.c.value).where(settings.c.name == IDENTITY))
    if known is None:
        first = connection.scalar(select(sources.c.created_at).order_by(sources.c.id).limit(1))
        if first is None:
            return None
        known = f"{connection.scalar(select(settings.c.value).where(settings.c.name == 'base')) or ''} {first}"
    return f"sha256:{hashlib.sha256(f'registry {known}'.encode()).hexdigest()}"
