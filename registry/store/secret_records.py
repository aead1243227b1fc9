"""Keys of stored records that are a state secret by now: those that a source marks, and the table schemas of these."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Self

from sqlalchemy import Column, Connection, MetaData, Select, Table, delete, exists, insert, select
from sqlalchemy.schema import CreateTable

from danhmuc.vocab.comparison_form import comparison_form
from danhmuc.vocab.messages import Message
from danhmuc.vocab.valid_iris import valid_or_same

from ..messages.store import StoreText
from ..record.bars import iri_digest
from ..record.spellings import with_spellings
from .decisions import MARKS
from .element_queries import datasets_of_schemas, decisions
from .later_bars import later_bars
from .reading import slices
from .stored_bars import equal_by_now, is_any_secret, listed_as_secret, marked_secret, salt_of, secret_digests
from .tables import bars, records, secret_records, settings
from .waiting_elements import ShownVersions

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
