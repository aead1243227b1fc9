"""Keys of stored records that are a state secret by now: those that a source marks, and the table schemas of these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, select

from danhmuc.vocab.comparison_form import comparison_form
from danhmuc.vocab.valid_iris import valid_or_same

from ..record.bars import iri_digest
from ..record.spellings import with_spellings
from .element_decisions import decisions
from .element_queries import datasets_of_schemas
from .later_bars import later_bars
from .stored_bars import equal_by_now, listed_as_secret, marked_secret, salt_of, secret_digests
from .tables import bars, records
from .waiting_elements import ShownVersions

__all__ = ["secret_among", "secret_record_ids", "secret_schemas"]

_PAGE: Final = 10_000


def secret_record_ids(connection: Connection) -> list[int]:
    """The keys of all records that any source marks as a state secret under any name, and of their table schemas.

    A mark is stored as a digest, so that all IRIs are hashed where there is any mark at all.
    """
    salt = salt_of(connection)
    if salt is None:
        return []
    marked = secret_digests(connection)
    if not marked:
        return []
    query = select(records.c.id, records.c.iri).execution_options(yield_per=_PAGE)
    schemas = secret_schemas(connection)
    named = equal_by_now(connection)
    listed = listed_as_secret(connection, salt, named)
    groups = with_spellings(named).values()
    equal = listed.union(
        *(names for names in groups if any(iri_digest(salt, one) in marked or one in listed for one in names))
    )

    def is_secret(iri: str) -> bool:
        """Whether an IRI is marked, in any spelling, or is another name of what is, or listed in what is."""
        form = comparison_form(iri)
        if iri_digest(salt, iri) in marked or (form != iri and iri_digest(salt, form) in marked):
            return True
        return bool(equal) and not equal.isdisjoint((valid_or_same(iri), form))

    return sorted(key for key, iri in connection.execute(query) if iri in schemas or is_secret(iri))


def secret_among(connection: Connection, roles: Mapping[str, str]) -> set[str]:
    """The IRIs, of some with their roles, that a source marks as a state secret, with table schemas of these alone."""
    secret = marked_secret(connection, roles)
    if "element" in roles.values():
        secret |= secret_schemas(connection) & roles.keys()
    return secret


def secret_schemas(connection: Connection) -> frozenset[str]:
    """The IRIs of the table schemas all of whose datasets are marked as a state secret: they say what these hold.

    Lists have the newest versions, so that it is these that say which datasets a schema has, beside persons. As of an
    earlier moment those are among them that are so today.
    """
    later = later_bars(connection)
    by_now = frozenset() if later is None else later.secret_schemas
    if connection.scalar(select(bars.c.id).where(bars.c.reason == "secret").limit(1)) is None:
        return by_now
    datasets: defaultdict[str, set[str]] = defaultdict(set)
    for one in datasets_of_schemas(connection, ShownVersions({})):
        datasets[one.schema].add(one.dataset)
    for decision in decisions(connection, "dataset"):
        datasets[decision.schema].add(decision.target)
    marked = marked_secret(connection, {iri for some in datasets.values() for iri in some})
    return by_now | {schema for schema, some in datasets.items() if some <= marked}
