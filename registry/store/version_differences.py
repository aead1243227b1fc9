"""The difference of two versions of a record, property by property."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import (
    Connection,
    and_,
    select,
)

from danhmuc.vocab.errors import RegistryError, UsageError

from ..messages.harvest import PrunedText
from ..messages.store import RequestsText
from ..record.graph_changes import PropertyChange, graph_changes
from .reading import graph_bodies
from .searching import VersionRow, record_of, version_rows
from .secret_words import with_words
from .tables import (
    versions,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDifference:
    """The changes from one version of a record to another.

    Attributes:
        source: name of the source of the record.
        before: the version compared with; None if `after` is the first one, and all of it is new.
        changes: of the record itself first, then of other things by IRI; empty if both are equal.
    """

    iri: str
    source: str
    before: VersionRow | None
    after: VersionRow
    changes: tuple[PropertyChange, ...]

    def as_dict(self) -> dict[str, object]:
        """The difference as JSON has it."""
        return {
            "iri": self.iri,
            "source": self.source,
            "before": None if self.before is None else _version_dict(self.before),
            "after": _version_dict(self.after),
            "changes": [change.as_dict() for change in self.changes],
        }


def version_difference(
    connection: Connection, iri: str, *, before: int | None, after: int | None, source: str | None
) -> VersionDifference:
    """The difference of two versions of a record, given by their numbers.

    Args:
        before: the one to compare with; else the one before `after`.
        after: else the newest.
        source: name of the source of the record; else the oldest that has it.

    Raises:
        UsageError: there is no such record, or no such version of it, or it is pruned.
    """
    connection = with_words(connection, "showing")
    row = record_of(connection, iri, source)
    by_number = {one.number: one for one in version_rows(connection, row.iri, row.source)}
    for number in (before, after):
        if number is not None and number not in by_number:
            raise UsageError(RequestsText.VERSION_UNKNOWN(iri=iri, version=number, newest=row.version))
    last = by_number[row.version if after is None else after]
    first = by_number.get(last.number - 1 if before is None else before)
    if last.is_pruned or (first is not None and first.is_pruned):
        raise UsageError(PrunedText.VERSION_PRUNED(iri=iri))
    graphs = graph_bodies(connection, [one.id for one in (first, last) if one is not None])
    changes = graph_changes(row.iri, b"" if first is None else graphs[first.id], graphs[last.id])
    return VersionDifference(iri=row.iri, source=row.source, before=first, after=last, changes=changes)


def with_changed_lines(versions: Sequence[VersionRow], graphs: Mapping[int, bytes]) -> list[VersionRow]:
    """Versions, newest first, with the lines that each changed; without any where a graph is not there any more."""
    found: list[VersionRow] = []
    lines = [frozenset(graphs[one.id].decode().split("\n")) if one.id in graphs else None for one in versions]
    for version, new, old in zip(versions, lines, [*lines[1:], frozenset({""})], strict=True):
        if new is None or old is None:
            found.append(version)
        else:
            found.append(replace(version, added=tuple(sorted(new - old)), removed=tuple(sorted(old - new))))
    return found


def changed_properties(connection: Connection, iris: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    """IRIs of the properties that versions changed, by the keys of the versions, those of the record first.

    What has a graph that is damaged or not there any more is left out.

    Args:
        iris: of their records, by the keys of the versions.
    """
    earlier = versions.alias("earlier")
    query = (
        select(versions.c.id, earlier.c.id)
        .join(earlier, and_(earlier.c.record_id == versions.c.record_id, earlier.c.number == versions.c.number - 1))
        .where(versions.c.id.in_(iris))
    )
    pairs = {int(key): int(before) for key, before in connection.execute(query)}
    try:
        graphs = graph_bodies(connection, [*pairs, *pairs.values()])
    except RegistryError:
        if len(iris) <= 1:
            return {}
        return {one: found for key in iris for one, found in changed_properties(connection, {key: iris[key]}).items()}
    return {
        key: tuple(dict.fromkeys(one.property for one in graph_changes(iris[key], graphs[before], graphs[key])))
        for key, before in pairs.items()
    }


def _version_dict(version: VersionRow) -> dict[str, object]:
    names = ("number", "digest", "run", "by", "created_at", "verdict")
    return {name: value for name, value in version.as_dict().items() if name in names}
