"""State secrets in the database: the keys of records that are one, and raw bytes that describe one.

Keys of stored records that are a state secret by now: those that a source marks, and the table schemas of these.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Self

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Select,
    Table,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.schema import CreateTable

from danhmuc.vocab.comparison_form import comparison_form
from danhmuc.vocab.lines import iri_subjects
from danhmuc.vocab.messages import Message
from danhmuc.vocab.valid_iris import valid_or_same

from ..messages.store import StoreText
from ..record.bars import MarkDigest, iri_digest, mark_digest, mention_keys, mentions_any
from ..record.identity import all_names, with_spellings
from .clock import Stamp
from .decisions import MARKS
from .elements import datasets_of_schemas, decisions
from .identity_rows import equal_iris
from .later_bars import later_bars
from .reading import slices, write_in
from .stored_bars import (
    equal_by_now,
    is_any_secret,
    listed_as_secret,
    marked_secret,
    salt_of,
    secret_digests,
    settle_salt,
)
from .stored_documents import drop_documents, drop_unused_bodies
from .tables import bars, documents, graphs, records, secret_records, settings, source_bytes, versions
from .waiting_elements import ShownVersions

# ---------------------------------------------------------------- secret records

_PAGE: Final = 10_000
_NAMES: Final = "secret_names"
"""Name of the setting with the digest of the names by which the table was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _SecretNames:
    """Which IRIs are marked as a state secret by now.

    Attributes:
        marked: digests of what is marked, and of its comparison form.
        equal: valid and comparison forms of other names of that, and of what is listed in it.
        schemas: as `secret_schemas` returns them.
    """

    salt: str
    marked: frozenset[str]
    equal: frozenset[str]
    schemas: frozenset[str]

    @classmethod
    def read(cls, connection: Connection) -> Self | None:
        """Read them; None if nothing was ever marked."""
        salt = salt_of(connection)
        if salt is None:
            return None
        marked = secret_digests(connection)
        named = equal_by_now(connection)
        listed = listed_as_secret(connection, salt, named)
        groups = with_spellings(named).values()
        return cls(
            salt=salt,
            marked=frozenset(marked),
            equal=frozenset(listed).union(
                *(names for names in groups if any(iri_digest(salt, one) in marked or one in listed for one in names))
            ),
            schemas=secret_schemas(connection),
        )

    def __bool__(self) -> bool:
        return bool(self.marked or self.equal or self.schemas)

    def has(self, iri: str) -> bool:
        """Whether an IRI is marked, in any spelling, or is another name of what is, or listed in what is."""
        if iri in self.schemas or iri_digest(self.salt, iri) in self.marked:
            return True
        form = comparison_form(iri)
        if form != iri and iri_digest(self.salt, form) in self.marked:
            return True
        return bool(self.equal) and not self.equal.isdisjoint((valid_or_same(iri), form))

    @property
    def digest(self) -> str:
        """A digest that is another one for other names."""
        parts = (self.salt, sorted(self.marked), sorted(self.equal), sorted(self.schemas))
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def write_secret_records(connection: Connection) -> None:
    """Write which records are secret where a connection shows the registry as it was: by marks of then and of today."""
    # Made before any statement on it: it goes before the table from then on.
    connection.execute(
        CreateTable(
            Table(
                secret_records.name,
                MetaData(),
                Column("record_id", secret_records.c.record_id.type, primary_key=True),
                prefixes=["TEMPORARY"],
            )
        )
    )
    _insert(connection, secret_record_ids(connection))


def _insert(connection: Connection, keys: Collection[int]) -> None:
    if keys:
        connection.execute(insert(secret_records), [{"record_id": key} for key in sorted(keys)])


def secret_record_ids(connection: Connection) -> set[int]:
    """The keys of all records that any source marks as a state secret under any name, and of their table schemas.

    A mark is stored as a digest, so that all IRIs are hashed where there is any mark at all.
    """
    names = _SecretNames.read(connection)
    return _secret_keys(connection, names) if names else set()


def _secret_keys(connection: Connection, names: _SecretNames, after: int = -1) -> set[int]:
    query = select(records.c.id, records.c.iri).where(records.c.id > after).execution_options(yield_per=_PAGE)
    return {key for key, iri in connection.execute(query) if names.has(iri)}


def renew_secret_records(connection: Connection, newest: int | None) -> None:
    """Write which records are secret, as the other tables now say; nothing where nothing is marked.

    All records are asked only where other names are secret than before: each run marks before it writes.

    Args:
        newest: the key of records after which there are records that were not asked yet; None if there are none.
    """
    known = connection.execute(_first_look()).one()
    if not known.is_marked and known.names is None:
        return
    names = _SecretNames.read(connection)
    if known.names is not None and names and names.digest == known.names:
        fresh = _secret_keys(connection, names, newest) if newest is not None else set()
    else:
        now = _secret_keys(connection, names) if names else set()
        before = set(connection.scalars(select(secret_records.c.record_id)))
        for some in slices(sorted(before - now)):
            connection.execute(delete(secret_records).where(secret_records.c.record_id.in_(some)))
        connection.execute(delete(settings).where(settings.c.name == _NAMES))
        if names:
            connection.execute(insert(settings), [{"name": _NAMES, "value": names.digest}])
        fresh = now - before
    _insert(connection, fresh)


@cache
def _first_look() -> Select[Any]:
    names = select(settings.c.value).where(settings.c.name == _NAMES).scalar_subquery().label("names")
    return select(exists(select(bars.c.id).where(MARKS.in_force, bars.c.kind == "secret")).label("is_marked"), names)


def secret_problems(connection: Connection) -> Iterator[Message]:
    """Problems of the table of secret records: it has those, and those alone, that are marked."""
    written = set(connection.scalars(select(secret_records.c.record_id)))
    for key in sorted(written ^ secret_record_ids(connection)):
        iri = connection.scalar(select(records.c.iri).where(records.c.id == key))
        yield (StoreText.SECRET_UNMARKED if key in written else StoreText.SECRET_SHOWN)(iri=iri or str(key))


def secret_schemas(connection: Connection) -> frozenset[str]:
    """The IRIs of the table schemas all of whose datasets are marked as a state secret: they say what these hold.

    Lists have the newest versions, so that it is these that say which datasets a schema has, beside persons. As of an
    earlier moment those are among them that are so today.
    """
    later = later_bars(connection)
    by_now = frozenset() if later is None else later.secret_schemas
    if not is_any_secret(connection):
        return by_now
    datasets: defaultdict[str, set[str]] = defaultdict(set)
    for one in datasets_of_schemas(connection, ShownVersions({})):
        datasets[one.schema].add(one.dataset)
    for decision in decisions(connection, "dataset"):
        datasets[decision.schema].add(decision.target)
    marked = marked_secret(connection, {iri for some in datasets.values() for iri in some})
    return by_now | {schema for schema, some in datasets.items() if some <= marked}


# ---------------------------------------------------------------- secret bodies
# Raw bytes that describe what another source marks as a state secret: as soon as it does, none are kept.
#
# The source of such a document may say nothing of secrecy, and what it says stays stored, barred from leaving. Its raw
# bytes are kept for nothing but comparing, so that they go: its documents are read whole from then on, as those of a
# source that marks a secret itself. Source of the rules: docs/decisions/0006-state-secrets.md.

_BODIES_PAGE: Final = 500
_FORGOTTEN: Final = dict.fromkeys(
    ("digest", "size", "etag", "last_modified", "mentions", "unread_digest", "unread_run"), None
)


def forget_secret_bodies(
    connection: Connection, iris: Collection[str], digests: Collection[MarkDigest], stamp: Stamp
) -> None:
    """Forget the raw bytes of other sources that describe what a run marks as secret and no run did before.

    Every graph of the other sources is searched for that, which a new mark of secrecy is worth. Call it before the
    marks are written.

    Args:
        iris: that the run marks.
        digests: those of IRIs that it marks, in a plan from a file.
    """
    if not iris and not digests:
        return
    salt = settle_salt(connection)
    marked = {digest for one in (*(mark_digest(salt, iri) for iri in iris), *digests) for digest in one.both}
    for some in slices(sorted(marked)):
        marked -= secret_digests(connection, MARKS.about(some))
    if marked:
        _forget(connection, marked, salt, records.c.source_id != stamp.source_id)


def newest_secret_mark(connection: Connection, source_id: int | None) -> int:
    """The key of the newest mark of secrecy of any other source; 0 if there is none."""
    is_of_others = bars.c.source_id.is_distinct_from(source_id)
    query = select(func.max(bars.c.id)).where(MARKS.in_force, bars.c.kind == "secret", is_of_others)
    return connection.scalar(query) or 0


def forget_bodies_marked_since(connection: Connection, newest_mark: int | None, stamp: Stamp) -> None:
    """Forget the raw bytes of a run that describe what another source has marked as secret since it was read.

    Args:
        newest_mark: as `newest_secret_mark` was when it was read; None if that is not known.
    """
    newest = newest_secret_mark(connection, stamp.source_id)
    if newest == 0 or newest == newest_mark:
        return
    marked = secret_digests(connection, bars.c.source_id != stamp.source_id)
    _forget(connection, marked, settle_salt(connection), records.c.source_id == stamp.source_id)


def _forget(connection: Connection, marked: Collection[str], salt: str, of_sources: ColumnElement[bool]) -> None:
    """Forget the raw bytes of some sources that describe anything whose IRI has one of some digests."""
    names: defaultdict[int, set[str]] = defaultdict(set)
    places: defaultdict[int, set[str]] = defaultdict(set)
    described: set[int] = set()
    alike = with_spellings(equal_iris(connection))
    # The graphs of all versions, those before corrections, too.
    query = (
        select(versions.c.id, records.c.source_id, versions.c.places, graphs.c.body)
        .join(records, records.c.id == versions.c.record_id)
        .join(graphs, or_(graphs.c.digest == versions.c.digest, graphs.c.digest == versions.c.original))
        .where(of_sources)
    )
    for version_id, source_id, packed_places, body in connection.execute(
        query.execution_options(yield_per=_BODIES_PAGE)
    ):
        named = {iri for iri in iri_subjects(zlib.decompress(body)) if _is_among(iri, marked, salt, alike)}
        if named:
            described.add(version_id)
            names[source_id] |= named
            places[source_id].update(json.loads(packed_places))
    write_in(connection, delete(source_bytes), source_bytes.c.version_id, described)
    for source_id, named in names.items():
        _forget_documents(connection, source_id, places[source_id], mention_keys(named))


def _is_among(iri: str, marked: Collection[str], salt: str, alike: Mapping[str, frozenset[str]]) -> bool:
    """Whether an IRI, or another name or spelling of what it names, is marked."""
    return any(iri_digest(salt, name) in marked for name in all_names(iri, alike))


def _forget_documents(connection: Connection, source_id: int, places: Collection[str], keys: Collection[str]) -> None:
    """Forget the bytes of the documents at some places, and of pages of a stream that mention what has these keys."""
    columns = (
        documents.c.id,
        documents.c.place,
        documents.c.run_id,
        documents.c.digest,
        documents.c.unread_digest,
        documents.c.mentions,
    )
    found = [
        row
        for row in connection.execute(select(*columns).where(documents.c.source_id == source_id))
        if row.place in places or (row.mentions is not None and mentions_any(row.mentions, keys))
    ]
    read = [row.id for row in found if row.run_id is not None]
    write_in(connection, update(documents).values(_FORGOTTEN), documents.c.id, read)
    drop_documents(connection, [row.id for row in found if row.run_id is None])
    drop_unused_bodies(connection, {one for row in found for one in (row.digest, row.unread_digest) if one is not None})
