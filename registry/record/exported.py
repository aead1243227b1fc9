"""A record on its way out, and what a format could not hold of it.

A record on its way out: its graph, what it reaches, and what the registry knows of it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, cast

from danhmuc.vocab.writing.unwritten import RefusedRecord, RefusedWhy

from .record import Role
from .registration import PublicRegistration
from .spools import PackedIndex, SpooledSequence, SpoolFile

# ---------------------------------------------------------------- exported

Verdict = Literal["accepted", "not-validated"]
"""Of a version that leaves: it met its profile, or its source has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    """The facts that the registry has about a record that leaves.

    Attributes:
        source: the name of its source.
        created_at: when it was first stored; ISO 8601 in UTC, as all times here.
        changed_at: when the version that leaves was stored.
        profile: token or path of the profile of its source, or of that by which it was accepted for the feed.
        verdict: by that profile, of the version that leaves.
        local: the part of its local IRI that follows the base of a feed, minted once and never changed.
        is_missing: whether its source no longer has it.
        is_by_source: whether that is the profile of its source, and not one that the feed asks for.
        registrations: what authorities decided of it and holds, as far as it may leave.
    """

    source: str
    created_at: str
    changed_at: str
    profile: str
    verdict: Verdict
    local: str
    is_missing: bool = False
    is_by_source: bool = True
    registrations: tuple[PublicRegistration, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedRecord:
    """A record, a catalogue record or a node record on its way out.

    Attributes:
        main_class: the IRI of its class, such as that of dcat:Dataset; None if it has none that counts.
        nquads: sorted N-Quads lines of the default graph; blank nodes are named uniquely within the whole export.
        reached: the graphs of the node records that it leads to, directly or through one another, by IRI; they leave
            as records of their own, too.
        facts: None if it does not come from a registry.
        contact: IRI of the contact of the catalogue in which it is published, described in ``reached``, for formats
            that require one and can hold none of the record's own; None if there is none.
        matched_codes: of a conceptual domain, lines about the codes of its lists that persons matched, for formats of
            concepts; they are no part of its graph.
    """

    iri: str
    nquads: bytes
    role: Role = "record"
    main_class: str | None = None
    reached: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    facts: RecordFacts | None = None
    contact: str | None = None
    matched_codes: bytes = b""


# ---------------------------------------------------------------- packed losses
# Losses of records in a format that cannot hold everything, in little memory: there may be a million.

_NONE: Final = -1


class PackedLosses(MutableMapping[str, Mapping[str, int]]):
    """The losses of each record, as `Unwritten.by_record`; most records lose the same."""

    def __init__(self) -> None:
        self._iris = SpoolFile()
        self._index = PackedIndex(lambda number: self._iris[number].decode("utf-8", "surrogatepass"))
        self._places = array("i")
        self._count = 0
        self._distinct: list[Mapping[str, int]] = []
        self._place_of: dict[tuple[tuple[str, int], ...], int] = {}

    def __getitem__(self, iri: str) -> Mapping[str, int]:
        number = self._index.find(iri)
        if number is None or self._places[number] == _NONE:
            raise KeyError(iri)
        return self._distinct[self._places[number]]

    def __setitem__(self, iri: str, numbers: Mapping[str, int]) -> None:
        key = tuple(numbers.items())
        place = self._place_of.get(key)
        if place is None:
            place = self._place_of[key] = len(self._distinct)
            self._distinct.append(numbers)
        number = self._index.find(iri)
        if number is None:
            self._iris.append(iri.encode("utf-8", "surrogatepass"))
            number = self._index.add(iri)
            self._places.append(_NONE)
        self._count += self._places[number] == _NONE
        self._places[number] = place

    def __delitem__(self, iri: str) -> None:
        number = self._index.find(iri)
        if number is None or self._places[number] == _NONE:
            raise KeyError(iri)
        self._places[number] = _NONE
        self._count -= 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        for number, iri in enumerate(self._iris.rows()):
            if self._places[number] != _NONE:
                yield iri.decode("utf-8", "surrogatepass")


# ---------------------------------------------------------------- refused rows
# Records that a format cannot hold, in a temporary file: there may be as many as records.


class RefusedRows(SpooledSequence[RefusedRecord]):
    """The records, in the order in which they are added."""

    def _fields(self, value: RefusedRecord) -> Sequence[object]:
        return (value.iri, value.why, value.fields, value.triples, value.role, value.source)

    def _value(self, fields: Sequence[object]) -> RefusedRecord:
        iri, why, names, triples, role, source = cast("tuple[str, RefusedWhy, list[str], int, str, str | None]", fields)
        return RefusedRecord(iri=iri, why=why, fields=tuple(names), triples=triples, role=role, source=source)
