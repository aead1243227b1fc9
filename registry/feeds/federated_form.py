"""The form in which an entry is federated: what consumers of feeds need and owners do not write.

Subjects keep the IRI of their owner. Added is a ``dct:identifier`` where there is none; blank nodes of the main classes
get an IRI; nothing but an entry is typed ``dcat:Dataset``; catalogues do not nest; all IRIs are valid. Everything else
is the same as it is stored, byte for byte.

Source of the rules: docs/decisions/0048-form-of-federated-records.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from danhmuc.vocab.canonical import canonicalize_lines
from danhmuc.vocab.record_terms import MEMBERSHIP, RECORD_CLASSES
from danhmuc.vocab.terms import DCAT, DCT, DMV, RDF
from danhmuc.vocab.text import mask_address_passwords
from danhmuc.vocab.valid_iris import valid_or_same
from danhmuc.vocab.writing import TermRepair
from danhmuc.vocab.writing.escaping import encode_spaces, may_have_spaces

from ..export.public_policy import PublicPolicy
from ..export.public_redaction import Redaction
from ..record.exported import ExportedRecord, RecordFacts
from ..record.summary import main_class
from .local_iris import node_holder, record_iri
from .named_parts import Triple, name_parts, split_lines
from .our_catalog_record import our_catalog_record, registration_lines

_LISTING: Final = frozenset(map(str, MEMBERSHIP))
_DISTRIBUTION: Final = str(DCAT.distribution)
_LISTED_BY: Final = {
    DCAT.Catalog.value: DCAT.catalog.value,
    DCAT.DataService.value: DCAT.service.value,
    # It is no dataset, and DCAT-AP wants datasets as the values of dcat:dataset.
    DMV.Database.value: DCAT.resource.value,
}
_TYPE: Final = str(RDF.type)
_DATASET: Final = str(DCAT.Dataset)
_DATASET_TYPE: Final = f" {_TYPE} {_DATASET} .\n".encode()
_IDENTIFIER: Final = str(DCT.identifier)
_RESOURCE: Final = str(DCAT.Resource)
_EXACT: Final = frozenset(map(str, (DCAT.Catalog, DCAT.DatasetSeries, DMV.Database)))
"""Classes whose entries are no dcat:Dataset to consumers, even if they are typed as both."""
_NESTING: Final = frozenset(map(str, (DCAT.catalog, DCT.hasPart)))
_CLASS_OF: Final = {str(one): one for one in RECORD_CLASSES}
_MOST_FORMED: Final = 2_048


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRecords:
    """A record on its way into a feed, with the catalogue records about it that its owner has.

    Attributes:
        record: of role record; it has facts.
    """

    record: ExportedRecord
    catalog_records: tuple[ExportedRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChanges:
    """Numbers of what the federated form of an entry changed.

    Attributes:
        identifiers: values of dct:identifier that were added.
        named: blank nodes that got an IRI.
        types: statements that something is a dcat:Dataset which are not made, since it is no entry or is a catalogue,
            series or database.
        nested_catalogs: links from a catalogue to another one of the feed which are not made.
        repaired: triples with an IRI or language tag that was repaired.
        left_out: triples with a term that no repair makes valid.
    """

    identifiers: int = 0
    named: int = 0
    types: int = 0
    nested_catalogs: int = 0
    repaired: int = 0
    left_out: int = 0

    def __add__(self, other: FormChanges) -> FormChanges:
        """The sums."""
        return FormChanges(**{name: getattr(self, name) + getattr(other, name) for name in self.__slots__})


_UNCHANGED: Final = FormChanges()


@dataclass(frozen=True, slots=True, kw_only=True)
class FederatedEntry:
    """An entry in the form in which it is federated: sorted N-Quads lines, with valid IRIs alone.

    Attributes:
        iri: of the record, as its owner has it.
        main_class: the IRI of the class by which a catalogue lists it.
        nquads: the graph of the record.
        local_iri: the IRI of our catalogue record.
        catalog_record: our catalogue record.
        catalog_records: those of its owner, by IRI.
        nodes: the graphs of the node records that any of these reaches, by IRI.
        changes: what the form changed of all that.
    """

    iri: str
    main_class: str | None
    nquads: bytes
    local_iri: str
    catalog_record: bytes
    catalog_records: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    nodes: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    changes: FormChanges = FormChanges()

    @property
    def listed_by(self) -> str:
        """The IRI of the property by which the root catalogue lists it."""
        return listing_property(self.main_class)

    @property
    def graphs(self) -> tuple[bytes, ...]:
        """The graphs that are of this entry alone: the record, our catalogue record, those of its owner by IRI."""
        return (self.nquads, self.catalog_record, *(self.catalog_records[iri] for iri in sorted(self.catalog_records)))

    @property
    def byte_size(self) -> int:
        """Bytes of all its graphs as N-Quads: more than it takes on a page in any syntax, unless texts are full of
        ``&`` and ``<``.
        """
        return sum(map(len, self.graphs)) + sum(map(len, self.nodes.values()))

    def harvested_digest(self) -> str:
        """The digest that danhmuc gives the record when it harvests the feed.

        Parts with an IRI, such as a contact, are node records or records of their own then; distributions stay. Members
        that a catalogue lists are no part of it.
        """
        by_subject: dict[str, list[str]] = {}
        for line in self.nquads.decode().split("\n")[:-1]:
            by_subject.setdefault(line.partition(" ")[0], []).append(line)
        lines: list[str] = []
        todo = [f"<{self.iri}>"]
        while todo:
            for line in by_subject.pop(todo.pop(), ()):
                predicate, value = line.split(" ", 2)[1:]
                if predicate in _LISTING and self.main_class == DCAT.Catalog.value:
                    continue
                lines.append(line)
                if value.startswith("_:") or predicate == _DISTRIBUTION:
                    todo.append(value.removesuffix(" ."))
        return canonicalize_lines(lines).digest


def listing_property(main_class: str | None) -> str:
    """The IRI of the property by which a catalogue lists a record of that class."""
    return _LISTED_BY.get(main_class or "", DCAT.dataset.value)


def entry_payload(entry: FederatedEntry) -> bytes:
    """The triples that an activity about an entry describes: the record with its parts and catalogue records.

    The node records that it names are things of the stream themselves, with activities of their own.
    """
    return b"".join(entry.graphs)


def payload_digest(payload: bytes) -> str:
    """The digest of what an activity describes, as the log of the stream has it."""
    return f"sha256:{hashlib.sha256(payload).hexdigest()}"


class FederatedForm:
    """Gives entries of one feed their form, one after another."""

    def __init__(
        self,
        base: str,
        *,
        profiles: Mapping[str, str],
        catalogs: Collection[str] = (),
        policy: PublicPolicy | None = None,
    ) -> None:
        """
        Args:
            base: the address under which the feed is published; it ends with ``/``.
            profiles: IRIs of profiles by token or path, as facts name them.
            catalogs: IRIs of all catalogues of the feed, the root catalogue included.
            policy: of what of registrations is public; None if all is that leaves.
        """
        self._policy = policy
        self._base = base
        self._profiles = profiles
        self._catalogs = frozenset(f"<{federated_iri(iri)}>" for iri in catalogs)
        self._repair = TermRepair()
        self._formed: dict[str, _FormedNode] = {}

    def federate(self, entry: EntryRecords) -> FederatedEntry:
        """The form of one entry, of our catalogue record and of all that comes with it.

        The order of `entry.catalog_records` does not matter.
        """
        record = entry.record
        facts = record.facts
        assert facts is not None, "an entry of a feed comes from a registry"
        local_iri = record_iri(self._base, facts.local)
        form = _GraphForm(self._repair, self._catalogs)
        nquads = form.of_entry(record, local_iri)
        others = {federated_iri(one.iri): self._node(form, one.iri, one.nquads) for one in entry.catalog_records}
        reached = {iri: graph for one in (*entry.catalog_records, record) for iri, graph in one.reached.items()}
        nodes = {federated_iri(iri): self._node(form, iri, graph) for iri, graph in sorted(reached.items())}
        topic = federated_iri(record.iri)
        ours = our_catalog_record(
            facts,
            base=self._base,
            topic=topic,
            local_iri=local_iri,
            upstream=next(iter(others)) if len(others) == 1 else None,
            profiles=self._profiles,
            registrations=self._registrations(facts, topic, local_iri),
        )
        return FederatedEntry(
            iri=topic,
            main_class=form.main_class,
            nquads=nquads,
            local_iri=local_iri,
            catalog_record=ours,
            catalog_records=others,
            nodes=nodes,
            changes=form.changes,
        )

    def _registrations(self, facts: RecordFacts, topic: str, local_iri: str) -> bytes:
        """The registrations of a record, as far as they are public."""
        found = facts.registrations
        if not found:
            return b""
        if self._policy is not None:
            # Whether what takes its place stays inside is not known yet.
            found = tuple(replace(one, superseded_by=None) for one in found)
        lines = registration_lines(
            [replace(one, superseded_by=_federated_or_none(one.superseded_by)) for one in found],
            base=self._base,
            topic=topic,
            local_iri=local_iri,
        )
        return lines if self._policy is None else Redaction(self._policy).redact(local_iri, lines)

    def federate_node(self, iri: str, nquads: bytes) -> bytes:
        """The form of the graph of a node record; the same wherever the node record is reached from."""
        return self._node(_GraphForm(self._repair, self._catalogs), iri, nquads)

    def _node(self, form: _GraphForm, iri: str, nquads: bytes) -> bytes:
        known = self._formed.get(iri)
        if known is None or known.nquads != nquads:
            own = _GraphForm(self._repair, self._catalogs)
            known = _FormedNode(nquads, own.of_node(nquads, node_holder(self._base, iri)), own.changes)
            if len(self._formed) >= _MOST_FORMED:
                self._formed.clear()
            self._formed[iri] = known
        if known.changes != _UNCHANGED:
            form.changes += known.changes
        return known.formed


class _FormedNode(NamedTuple):
    """The graph of a node record before and after it got its form; most entries reach the same few."""

    nquads: bytes
    formed: bytes
    changes: FormChanges


class _GraphForm:
    """Gives the graphs of one entry their form.

    Attributes:
        changes: what changed so far.
        main_class: the IRI of the class by which a catalogue lists the entry.
    """

    def __init__(self, repair: TermRepair, catalogs: frozenset[str]) -> None:
        self._repair = repair
        self._catalogs = catalogs
        self.changes = FormChanges()
        self.main_class: str | None = None

    def of_entry(self, record: ExportedRecord, holder: str) -> bytes:
        """The graph of the record itself."""
        nquads = self._repair_terms(record.nquads)
        subject = f"<{federated_iri(record.iri)}>"
        triples = split_lines(nquads)
        types = {one.value for one in triples if one.subject == subject and one.predicate == _TYPE}
        exact = types - {_DATASET} if types & _EXACT else types
        self.main_class = main_class([_CLASS_OF[one] for one in exact if one in _CLASS_OF]) or record.main_class
        kept = [one for one in triples if not self._nests(one, subject, types)]
        self.changes += FormChanges(nested_catalogs=len(triples) - len(kept))
        formed = self._give_form(kept, holder, entry=subject if _DATASET in exact else None)
        if not any(one.subject == subject and one.predicate == _IDENTIFIER for one in formed):
            formed.append(Triple(subject, _IDENTIFIER, f'"{subject[1:-1]}"'))
            self.changes += FormChanges(identifiers=1)
        return nquads if formed == triples else _join(formed)

    def of_node(self, nquads: bytes, holder: str) -> bytes:
        """The graph of something that is no entry."""
        nquads = self._repair_terms(nquads)
        if b"_:" not in nquads and _DATASET_TYPE not in nquads:
            return nquads
        triples = split_lines(nquads)
        formed = self._give_form(triples, holder, entry=None)
        return nquads if formed == triples else _join(formed)

    def _repair_terms(self, nquads: bytes) -> bytes:
        repair = self._repair
        before = repair.repaired.count, repair.left_out.count
        nquads = repair.repair(nquads)
        encoded = 0
        if may_have_spaces(nquads):
            triples = split_lines(nquads)
            changed = [Triple(*map(_encode_term, one)) for one in triples]
            encoded = sum(one != other for one, other in zip(triples, changed, strict=True))
            nquads = _join(changed) if encoded else nquads
        self.changes += FormChanges(
            repaired=repair.repaired.count - before[0] + encoded, left_out=repair.left_out.count - before[1]
        )
        return nquads

    def _nests(self, triple: Triple, subject: str, types: Collection[str]) -> bool:
        """Whether a triple puts a catalogue of the feed into another: all are parts of the root catalogue."""
        return (
            triple.subject == subject
            and triple.predicate in _NESTING
            and triple.value in self._catalogs
            and str(DCAT.Catalog) in types
        )

    def _give_form(self, triples: list[Triple], holder: str, *, entry: str | None) -> list[Triple]:
        """Triples with IRIs for blank nodes, and none typed dcat:Dataset but the entry.

        What loses its only class is a dcat:Resource instead, since it is described.
        """
        named = name_parts(triples, holder)
        if named:
            self.changes += FormChanges(named=len(named))
            triples = [
                Triple(named.get(one.subject, one.subject), one.predicate, named.get(one.value, one.value))
                for one in triples
            ]
        wrong = {one.subject for one in triples if one.predicate == _TYPE and one.value == _DATASET} - {entry}
        if not wrong:
            return triples
        self.changes += FormChanges(types=len(wrong))
        others = {one.subject for one in triples if one.predicate == _TYPE and one.value != _DATASET}
        formed = []
        for one in triples:
            if one.subject in wrong and one.predicate == _TYPE and one.value == _DATASET:
                if one.subject not in others:
                    formed.append(Triple(one.subject, _TYPE, _RESOURCE))
            else:
                formed.append(one)
        return formed


def _federated_or_none(iri: str | None) -> str | None:
    return None if iri is None else federated_iri(iri)


def federated_iri(iri: str) -> str:
    """The IRI as it stands in a feed: valid, without password and space-like characters; the same if it is that."""
    return encode_spaces(valid_or_same(mask_address_passwords(iri)))


def _encode_term(term: str) -> str:
    return encode_spaces(term) if term[0] == "<" else term


def _join(triples: Collection[Triple]) -> bytes:
    """Sorted lines."""
    return "".join(sorted({f"{one.subject} {one.predicate} {one.value} .\n" for one in triples})).encode()
