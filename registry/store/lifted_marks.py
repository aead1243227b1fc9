"""Records that a mark of secrecy withholds although no source marks them any more: a person has to release them.

Source of the rules: docs/decisions/0006-state-secrets.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from danhmuc.vocab.valid_iris import valid_or_same

from ..record.causes import HOLDS_OF
from ..record.identity import groups_of
from ..record.record import NODE_ROLES
from .decisions import CAUSES
from .identity_rows import redirected_pairs
from .reading import slices
from .stored_bars import marked_at_all
from .tables import causes, records


def unmarked_records(connection: Connection) -> Mapping[int, Sequence[str]]:
    """The IRIs of such records by the key of their source, in order; of those that the source has.

    What a person withheld, too, is decided, and is not among them.
    """
    query = select(causes.c.iri, causes.c.source_id, causes.c.kind).where(
        causes.c.kind.in_(HOLDS_OF["withheld"]), CAUSES.in_force
    )
    by_mark: set[tuple[str, int | None]] = set()
    by_person: set[tuple[str, int | None]] = set()
    for iri, source, kind in connection.execute(query):
        (by_mark if kind == "secret" else by_person).add((iri, source))
    found: defaultdict[int, list[str]] = defaultdict(list)
    for some in slices(sorted({source for _, source in by_mark if source is not None})):
        held = select(records.c.source_id, records.c.iri).where(
            records.c.source_id.in_(some),
            records.c.role.not_in(NODE_ROLES),
            records.c.presence == "present",
            records.c.hold == "withheld",
        )
        for source, iri in connection.execute(held.order_by(records.c.source_id, records.c.iri)):
            valid = valid_or_same(iri)
            if (valid, source) in by_mark and not by_person & {(valid, source), (valid, None)}:
                found[source].append(iri)
    return _drop_marked(connection, found)


def _drop_marked(connection: Connection, found: Mapping[int, Sequence[str]]) -> dict[int, tuple[str, ...]]:
    """The IRIs, of some, that no source marks under any name that their record had."""
    groups = groups_of(redirected_pairs(connection)) if found else {}
    names = {iri: groups.get(iri, frozenset({iri})) for iris in found.values() for iri in iris}
    marked = marked_at_all(connection, {name for some in names.values() for name in some})
    unmarked = {
        source: tuple(iri for iri in iris if marked.isdisjoint(names[iri])) for source, iris in sorted(found.items())
    }
    return {source: iris for source, iris in unmarked.items() if iris}
