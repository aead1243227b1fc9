"""Write what belongs to a run as a whole: memberships, the rest, findings.

What is stored already is not written again.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, true, update

from danhmuc.vocab.findings import Finding

from ..record.harvested import Harvested
from .database import RegistryDatabase
from .finding_rows import finding_rows, write_findings
from .membership_rows import last_complete_run, write_memberships
from .reading import slices
from .stamp import Stamp
from .tables import findings, rests, runs

__all__ = ["end_rests", "write_memberships", "write_rest", "write_run_findings"]


def write_rest(database: RegistryDatabase, connection: Connection, plan: Harvested, stamp: Stamp) -> None:
    """Store the rest of each document read; that of an earlier run ends."""
    read = {document.place for document in plan.documents}
    now = {rest.place: rest for rest in plan.rest}
    known = _current_rests(connection, stamp, None if plan.is_whole else read | now.keys())
    fresh = [rest for place, rest in now.items() if known.get(place, ("", 0))[0] != rest.canonical.digest]
    gone = {place for place in known if place not in now and (plan.is_whole or place in read)}
    gone.update(rest.place for rest in fresh)
    end_rests(connection, [key for place, (_, key) in known.items() if place in gone], stamp)
    ids = database.next_ids(connection, rests)
    rows = [
        {
            "id": next(ids),
            "source_id": stamp.source_id,
            "place": rest.place,
            "digest": rest.canonical.digest,
            "triples": rest.canonical.triples,
            "body": zlib.compress(rest.canonical.nquads),
            "first_run": stamp.run_id,
        }
        for rest in fresh
    ]
    if rows:
        connection.execute(insert(rests), rows)


def end_rests(connection: Connection, keys: list[int], stamp: Stamp) -> None:
    """End the rest of some documents; it stays, so that the run can be undone."""
    if keys:
        ended = {"last_run": last_complete_run(rests, stamp), "ended_by": stamp.run_id}
        for some in slices(keys):
            connection.execute(update(rests).where(rests.c.id.in_(some)).values(ended))


def write_run_findings(
    database: RegistryDatabase, connection: Connection, noticed: Sequence[Finding], stamp: Stamp
) -> int | None:
    """Store the findings of a run, unless the source's run before has the same: then return the run that has them."""
    before = connection.execute(
        select(runs.c.id, runs.c.noticed_in)
        .where(runs.c.source_id == stamp.source_id, runs.c.id < stamp.run_id)
        .order_by(runs.c.id.desc())
        .limit(1)
    ).first()
    if before is not None and noticed:
        keeper = int(before.id if before.noticed_in is None else before.noticed_in)
        rows = finding_rows(database, connection, noticed)
        columns = [findings.c[name] for name in rows[0]]
        kept = connection.execute(select(*columns).where(findings.c.run_id == keeper)).mappings()
        if _comparable_rows(dict(row) for row in kept) == _comparable_rows(rows):
            return keeper
    write_findings(database, connection, (({"run_id": stamp.run_id}, finding) for finding in noticed))
    return None


def _comparable_rows(rows: Iterable[dict[str, Any]]) -> list[list[str]]:
    return sorted([f"{name}={value!r}" for name, value in sorted(row.items())] for row in rows)


def _current_rests(connection: Connection, stamp: Stamp, places: Collection[str] | None) -> dict[str, tuple[str, int]]:
    """Digest and key of the source's rows by place, of all or some places."""
    query = select(rests.c.place, rests.c.digest, rests.c.id).where(
        rests.c.source_id == stamp.source_id, rests.c.last_run.is_(None)
    )
    wanted = [true()] if places is None else [rests.c.place.in_(some) for some in slices(sorted(places))]
    return {
        place: (digest, key)
        for condition in wanted
        for place, digest, key in connection.execute(query.where(condition))
    }
