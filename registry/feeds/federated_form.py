"""The form in which an entry is federated: what consumers of feeds need and owners do not write.

Subjects keep the IRI of their owner. Added is a ``dct:identifier`` where there is none; blank nodes of the main classes
get an IRI; nothing but an entry is typed ``dcat:Dataset``; catalogues do not nest; all IRIs are valid. Everything else
is the same as it is stored, byte for byte.

Source of the rules: docs/decisions/0048-form-of-federated-records.md.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from danhmuc.vocab.record_terms import RECORD_CLASSES
from danhmuc.vocab.terms import DCAT, DCT, DMV, RDF
from danhmuc.vocab.valid_iris import valid_or_same
from danhmuc.vocab.writing import TermRepair
from danhmuc.vocab.writing.escaping import encode_spaces, may_have_spaces

from ..export.public_policy import PublicPolicy
from ..export.public_redaction import Redaction
from ..record.exported import ExportedRecord, RecordFacts
from ..record.summary import main_class
from .federated_entry import EntryRecords, FederatedEntry, FormChanges
from .local_iris import node_holder, record_iri
from .named_parts import Triple, name_parts, split_lines
from .our_catalog_record import our_catalog_record
from .registration_graph import registration_lines

__all__ = ["FederatedForm", "federated_iri"]

_TYPE: Final = str(RDF.type)
_DATASET: Final = str(DCAT.Dataset)
_DATASET_TYPE: Final = f" {_TYPE} {_DATASET} .\n".encode()
_IDENTIFIER: Final = str(DCT.identifier)
_RESOURCE: Final = str(DCAT.Resource)
_EXACT: Final = frozenset(map(str, (DCAT.Catalog, DCAT.DatasetSeries, DMV.Database)))
"""Classes whose entries are no dcat:Dataset to consumers, even if they are typed as both."""
_NESTING: Final = frozenset(map(str, (DCAT.catalog, DCT.hasPart)))
_CLASS_OF: Final = {str(one): one for one in RECORD_CLASSES}
_UNCHANGED: Final = FormChanges()
_MOST_FORMED: Final = 2_048


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
    """The IRI as it stands in a feed, valid and without space-like characters; the same if it is that already."""
    return encode_spaces(valid_or_same(iri))


def _encode_term(term: str) -> str:
    return encode_spaces(term) if term[0] == "<" else term


def _join(triples: Collection[Triple]) -> bytes:
    """Sorted lines."""
    return "".join(sorted({f"{one.subject} {one.predicate} {one.value} .\n" for one in triples})).encode()
