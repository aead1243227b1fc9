"""Bars on IRIs: marks of sources, by salted digest, and what records of all sources say.

Source of the rules: docs/decisions/0005-what-leaves.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from secrets import token_hex

from sqlalchemy import Connection, delete, insert, or_, select

from danhmuc.vocab.valid_iris import valid_or_same

from ..record.bars import Bar, BarReason, Bars, iri_digest
from ..record.stored import BARRING_HOLDS
from ..record.summary import is_narrower
from .database import RegistryDatabase
from .holds import held_anywhere, held_iris
from .reading import slices
from .stamp import Stamp
from .tables import bars, records, settings, shown_state, sources, versions

__all__ = ["lift_bars", "read_bars", "write_bars"]

_SALT = "salt"


def read_bars(connection: Connection) -> Bars:
    """All bars of the registry."""
    marks: defaultdict[str, list[Bar]] = defaultdict(list)
    query = select(bars.c.digest, sources.c.name, bars.c.reason).join(sources, sources.c.id == bars.c.source_id)
    for digest, name, reason in connection.execute(query.order_by(bars.c.id)):
        marks[digest].append(Bar(name, reason))
    states: defaultdict[str, list[Bar]] = defaultdict(list)
    # What a person withdraws or a hold keeps back; absence from one source bars nothing in another.
    by_person = or_(records.c.hold.in_(BARRING_HOLDS), records.c.missing_since.is_(None))
    query = select(records.c.iri, sources.c.name, shown_state).join(sources, sources.c.id == records.c.source_id)
    for iri, name, state in connection.execute(query.where(shown_state.not_in(("present", "missing")), by_person)):
        states[valid_or_same(iri)].append(Bar(name, state))
    # Also where no source has a record of its own under that IRI: it may be described within another one.
    for iri, name, kind in held_anywhere(connection):
        if Bar(name, kind) not in states[iri]:
            states[iri].append(Bar(name, kind))
    publicity: defaultdict[str, dict[str, str]] = defaultdict(dict)
    query = (
        select(records.c.iri, sources.c.name, versions.c.publicity)
        .join(sources, sources.c.id == records.c.source_id)
        .join(versions, versions.c.id == records.c.version_id)
        .where(versions.c.publicity > "0000")
    )
    for iri, name, digits in connection.execute(query):
        said = publicity[valid_or_same(iri)]
        # One source may have an IRI both as it was stored before and in its valid form.
        if name not in said or is_narrower(digits, said[name]):
            said[name] = digits
    return Bars(
        salt=_salt(connection),
        marks={digest: tuple(found) for digest, found in marks.items()},
        states={iri: tuple(found) for iri, found in states.items()},
        publicity=dict(publicity),
        holds=held_iris(connection),
        purged=held_iris(connection, "purged"),
    )


def write_bars(
    database: RegistryDatabase, connection: Connection, iris: Collection[str], reason: BarReason, stamp: Stamp
) -> None:
    """Bar some IRIs for a source; what it barred before for another reason is barred for this one."""
    if not iris:
        return
    salt = _salt(connection)
    if salt is None:
        salt = token_hex(16)
        connection.execute(insert(settings), [{"name": _SALT, "value": salt}])
    digests = {iri_digest(salt, iri) for iri in iris}
    query = select(bars.c.digest).where(bars.c.source_id == stamp.source_id, bars.c.reason == reason)
    fresh = sorted(digests - set(connection.scalars(query)))
    _delete(connection, fresh, stamp)
    ids = database.next_ids(connection, bars)
    rows = [
        {"id": next(ids), "source_id": stamp.source_id, "digest": digest, "reason": reason, "since": stamp.now}
        for digest in fresh
    ]
    if rows:
        connection.execute(insert(bars), rows)


def lift_bars(connection: Connection, iris: Collection[str], stamp: Stamp) -> None:
    """Lift the bars of a source on some IRIs, which it no longer marks."""
    salt = _salt(connection)
    if salt is not None and iris:
        _delete(connection, sorted(iri_digest(salt, iri) for iri in iris), stamp)


def _salt(connection: Connection) -> str | None:
    return connection.scalar(select(settings.c.value).where(settings.c.name == _SALT))


def _delete(connection: Connection, digests: list[str], stamp: Stamp) -> None:
    for some in slices(digests):
        connection.execute(delete(bars).where(bars.c.source_id == stamp.source_id, bars.c.digest.in_(some)))
