"""Numbers of findings of stored verdicts."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from .reading import slices
from .tables import is_verdict, verdicts, versions

__all__ = ["violations_of"]


def violations_of(connection: Connection, version_ids: Collection[int], profile: str) -> dict[int, int]:
    """The number of violations of the stored verdicts of a profile on some versions, by their keys."""
    found: dict[int, int] = {}
    for some in slices(sorted(version_ids)):
        query = (
            select(versions.c.id, verdicts.c.violations)
            .join(verdicts, is_verdict(versions.c.id, profile))
            .where(versions.c.id.in_(some))
        )
        found.update((key, count) for key, count in connection.execute(query))
    return found
