"""Purge an IRI within one transaction: the words, the reasons of earlier decisions, and the hold that bars it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.valid_iris import valid_or_same

from ..messages.requests import RequestsText
from ..store.cause_rows import add_causes
from ..store.database import Connection, RegistryDatabase
from ..store.identity_rows import drop_proposals, names_of
from ..store.purging import describing_records, forget_decisions, purge_records


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgedIri:
    """The names and records that were purged.

    Attributes:
        iris: the IRI and all others that its records had, in all their spellings.
        record_ids: keys of its records.
    """

    iris: Collection[str]
    record_ids: Collection[int]


def purge_iri(database: RegistryDatabase, connection: Connection, iri: str, *, by: str, reason: str) -> PurgedIri:
    """Delete every word of what sources describe under an IRI, and bar it; the ledger is the caller's.

    Raises:
        UsageError: it is described within another record alone, which is named.
    """
    names = names_of(connection, iri)
    iris = _spellings(names)
    keys = purge_records(connection, iris)
    if not keys and (holders := describing_records(connection, iri)):
        raise UsageError(RequestsText.PURGE_OF_PART(iri=iri, record=holders[0]))
    forget_decisions(connection, iris, keys)
    drop_proposals(connection, iris)
    add_causes(database, connection, names, "purged", source_id=None, by=by, reason=reason)
    return PurgedIri(iris=iris, record_ids=keys)


def spelt_names(connection: Connection, iri: str) -> set[str]:
    """An IRI and all others that its records had, in all their spellings."""
    return _spellings(names_of(connection, iri))


def _spellings(names: Iterable[str]) -> set[str]:
    return {spelling for name in names for spelling in (name, valid_or_same(name))}
