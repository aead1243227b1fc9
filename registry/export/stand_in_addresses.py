"""Addresses that nobody can follow: relative ones of documents without a base. They do not leave.

A document that has no address and declares no base gets a stand-in, so that its relative IRIs are told apart. What is
described under such an IRI keeps it as its name, and links between descriptions hold. A link to nothing that leaves
would be an address of no host. They are cut after any policy has seen them, and what says how public something is
stays: without a value that nobody understands it would seem to be public. Passwords in
addresses that leave are masked.

Source of the rules: docs/decisions/0057-addresses-that-nobody-can-follow.md, 0090-passwords-in-addresses.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

from danhmuc.vocab.reading.relative_iris import STAND_IN
from danhmuc.vocab.terms import DCAT, DCT, DMV, RDF
from danhmuc.vocab.text import mask_address_passwords
from danhmuc.vocab.writing import Unwritten

from ..record.exported import ExportedRecord
from ..record.packed_losses import PackedLosses

_START: Final = f"<{STAND_IN}".encode()
_ACCESS: Final = f"<{DCAT.accessURL.value}>".encode()
_WAYS: Final = frozenset(f"<{term.value}>".encode() for term in (DCAT.accessURL, DCAT.downloadURL, DCAT.accessService))
"""Ways to the data of a distribution."""
_VALUES: Final = frozenset(
    f"<{term.value}>".encode()
    for term in (RDF.type, DCT.accessRights, DMV.sharingNature, DMV.personalData, DMV.importance, DMV.secrecy)
)
"""Properties whose values are no addresses, but words that nobody understands."""
_END: Final = b" ."


class StandInAddresses:
    """Leaves out triples that lead to such addresses, and counts them.

    Attributes:
        lost: the triples left out, by record; each record counts once, however often it is asked for.
    """

    def __init__(self, is_leaving: Callable[[str], bool]) -> None:
        """`is_leaving` says whether something is described under an IRI by what leaves."""
        self._is_leaving = is_leaving
        self.lost = Unwritten(by_record=PackedLosses())

    def leave_out_of(self, record: ExportedRecord) -> ExportedRecord:
        """A record without them, and without those of what it reaches; passwords in its addresses are masked."""
        nquads = _mask_graph(self.leave_out(record.iri, record.nquads))
        reached = {
            mask_address_passwords(iri): _mask_graph(self.leave_out(iri, graph))
            for iri, graph in record.reached.items()
        }
        if nquads is record.nquads and all(reached.get(iri) is graph for iri, graph in record.reached.items()):
            return record
        return replace(record, iri=mask_address_passwords(record.iri), nquads=nquads, reached=reached)

    def leave_out(self, iri: str, nquads: bytes) -> bytes:
        """The graph of a record without them.

        A distribution whose only way to the data was such an address goes as a whole: it would be none.
        """
        if b" " + _START not in nquads:
            return nquads
        lines = nquads.split(b"\n")[:-1]
        subjects = {line.partition(b" ")[0] for line in lines}
        lost = [line for line in lines if self._leads_nowhere(line, subjects)]
        if not lost:
            return nquads
        kept = _without(lines, lost)
        without_way = {line.split(b" ", 2)[0] for line in lost if line.split(b" ", 2)[1] == _ACCESS}
        without_way -= {line.split(b" ", 2)[0] for line in kept if line.split(b" ", 2)[1] in _WAYS}
        kept = _without_parts(kept, without_way - {f"<{iri}>".encode()})
        self._count(iri, _without(lines, kept))
        return b"".join(line + b"\n" for line in kept)

    def _leads_nowhere(self, line: bytes, subjects: Collection[bytes]) -> bool:
        _, predicate, value = line.removesuffix(_END).split(b" ", 2)
        return predicate not in _VALUES and any(
            term.startswith(_START) and term not in subjects and not self._is_leaving(term[1:-1].decode())
            for term in (predicate, value)
        )

    def _count(self, iri: str, lost: Sequence[bytes]) -> None:
        if iri not in self.lost.by_record:
            self.lost.record = iri
            for line in lost:
                self.lost.add(line.removesuffix(_END).decode())


def _mask_graph(nquads: bytes) -> bytes:
    masked = mask_address_passwords(nquads)
    return nquads if masked == nquads else b"".join(sorted(set(masked.splitlines(keepends=True))))


def _without(lines: Sequence[bytes], some: Collection[bytes]) -> list[bytes]:
    gone = set(some)
    return [line for line in lines if line not in gone]


def _without_parts(lines: list[bytes], parts: set[bytes]) -> list[bytes]:
    """Lines without the descriptions of some parts, the links to them, and blank nodes to which only they led."""
    while parts:
        kept = [line for line in lines if parts.isdisjoint(_ends_of(line))]
        values = {_ends_of(line)[1] for line in kept}
        gone = {_ends_of(line)[1] for line in _without(lines, kept)}
        parts = {value for value in gone if value.startswith(b"_:") and value not in values}
        lines = kept
        parts &= {_ends_of(line)[0] for line in lines}
    return lines


def _ends_of(line: bytes) -> tuple[bytes, bytes]:
    subject, _, value = line.removesuffix(_END).split(b" ", 2)
    return subject, value
