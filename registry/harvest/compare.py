"""Compare a record with its stored version; knows neither RDF terms nor SQL."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.errors import RecordError

from ..messages.harvest import HarvestText
from ..record.change import ChangeKind, GraphValues, LaterValues, PackedGraph, PlannedChange, compress_graph
from ..record.findings import ordered_digest_finding
from ..record.record import MAX_IRI_BYTES, Role, SourceRecord
from ..record.source_bytes import names_any
from ..record.stored import StoredVersion

# ---------------------------------------------------------------- compare


def compare(
    record: SourceRecord,
    stored: StoredVersion | None,
    *,
    returns: bool = False,
    is_stored: bool = True,
    finds_later: bool = False,
) -> PlannedChange:
    """Compare a record of the source with its stored version.

    Args:
        returns: whether it is present again if it was withdrawn; what a source still lists stays withdrawn.
        is_stored: whether the change may be stored; else its graph is packed but not compressed, and it has no text to
            search.
        finds_later: whether the values of a new graph are found later, or when they are asked for; see `LaterValues`.

    Raises:
        RecordError: it cannot be stored.
    """
    if stored is not None and is_unchanged(record, stored):
        return keep_stored(record, stored, returns=returns)
    if stored is not None and _is_as_held(record, stored):
        return replace(keep_stored(record, stored, returns=returns, anew=True), says_anew=True)
    for iri in (record.iri, record.topic or ""):
        if len(iri.encode()) > MAX_IRI_BYTES:
            raise RecordError(record.iri, HarvestText.IRI_TOO_LONG(length=len(iri.encode()), most=MAX_IRI_BYTES))
    findings = record.findings
    if not record.canonical.is_exact:
        findings = (*findings, ordered_digest_finding(record.iri))
    values: Any = (LaterValues if finds_later else GraphValues.of)(record, is_stored=is_stored)
    return PlannedChange(
        kind=_kind(stored, returns=returns, otherwise="created" if stored is None else "updated"),
        role=record.role,
        iri=record.iri,
        digest=record.digest,
        record_id=stored.id if stored is not None else None,
        version_id=stored.version_id if stored is not None else None,
        causes=stored.causes if stored is not None else None,
        body=values if finds_later else values.body,
        original=None if record.original is None else _pack_graph(record.original),
        source_bytes=None if record.source_bytes is None else record.source_bytes.pack(),
        triples=record.canonical.triples,
        summary=values if finds_later else values.summary,
        topic=record.topic,
        places=record.places,
        links=values if finds_later else values.links,
        findings=findings,
    )


def is_unchanged(record: SourceRecord, stored: StoredVersion) -> bool:
    """Whether the source says what it said, and corrections come to what is stored; what is held stays so.

    What is held may be withheld, too, which is the hold that is seen.
    """
    if stored.source_digest != record.source_digest or stored.role != record.role:
        return False
    return stored.digest == record.digest or stored.hold is not None


def _is_as_held(record: SourceRecord, stored: StoredVersion) -> bool:
    """Whether the source says something else than what is held, and that is what is stored."""
    is_same = stored.digest == record.digest and stored.role == record.role
    return is_same and stored.is_held and record.original is None


def _pack_graph(graph: CanonicalGraph) -> PackedGraph:
    return PackedGraph(digest=graph.digest, triples=graph.triples, body=compress_graph(graph.nquads))


def keep_stored(
    record: SourceRecord, stored: StoredVersion, *, returns: bool = False, anew: bool = False
) -> PlannedChange:
    """The change of a record that stays as it is stored.

    Args:
        anew: whether the source says something else than what is held.
    """
    is_held = stored.is_held and not anew
    kind: ChangeKind = "held" if is_held else _kind(stored, returns=returns, otherwise="unchanged")
    return PlannedChange(
        kind=kind,
        role=cast("Role", stored.role),
        iri=record.iri,
        # One text for equal digests: there are as many as records.
        digest=record.digest if record.digest == stored.digest else stored.digest,
        record_id=stored.id,
        version_id=stored.version_id,
        causes=stored.causes,
        triples=record.canonical.triples,
        topic=record.topic,
        places=record.places,
    )


def _kind(stored: StoredVersion | None, *, returns: bool, otherwise: ChangeKind) -> ChangeKind:
    was_absent = stored is not None and (stored.is_absent or (returns and stored.presence == "withdrawn"))
    return "reappeared" if was_absent else otherwise


# ---------------------------------------------------------------- given bytes
# Source bytes of records, beside those that are stored; knows neither RDF terms nor SQL.


class GivenBytes:
    """The bytes that one reading gives of its records.

    Args:
        stored: returns the digests of those of the newest versions, by their keys; called once, if at all.
    """

    def __init__(self, stored: Callable[[], Mapping[int, str]]) -> None:
        self._ask = stored
        self._stored: Mapping[int, str] | None = None

    def with_bytes(self, change: PlannedChange, record: SourceRecord, stored: StoredVersion | None) -> PlannedChange:
        """The change with the bytes, if the graph is as it was and these are not.

        The version stays the same: of what they say otherwise, nothing is part of its graph.
        """
        given = record.source_bytes
        if given is None or stored is None or change.has_body or change.kind not in ("unchanged", "reappeared"):
            return change
        if stored.source_digest != record.source_digest:
            return change  # something else is kept than what the source says
        if self._stored is None:
            self._stored = self._ask()
        packed = given.pack()
        return change if self._stored.get(stored.version_id) == packed.digest else replace(change, source_bytes=packed)

    @staticmethod
    def without_secrets(changes: Iterable[PlannedChange], secret: Collection[str]) -> Iterator[PlannedChange]:
        """The changes, without bytes that name what is refused."""
        for change in changes:
            packed = change.source_bytes
            if packed is not None and secret and names_any(zlib.decompress(packed.body), secret):
                yield replace(change, source_bytes=None)
            else:
                yield change
