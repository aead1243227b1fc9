"""The public part of some records and of what belongs to them, as a policy has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from danhmuc.vocab.lines import iri_values
from danhmuc.vocab.terms import DCT, RDF

from ..export.closure import ClosedSet
from ..export.decider import topics_of
from ..export.leaving import LeftOutRows, left_out
from ..export.public_policy import PublicPolicy, WhyInside
from ..export.public_redaction import ORGANIZATIONS, PERSONS, Redaction, is_person
from ..record.exported import ExportedRecord
from ..record.spooled_texts import SpooledTexts

_TYPE: Final = str(RDF.type).encode()
_PUBLISHER: Final = str(DCT.publisher).encode()


class PublicEntries:
    """Selects and redacts records, set by set.

    Attributes:
        inside: number of records that stay, by why.
        inside_iris: their IRIs.
        inside_records: the same one by one, if they are wanted.
        touched: IRIs of records of all roles that stay, or of which anything was removed or masked.
        unpublished: IRIs of records whose publisher was removed.
        removed: number of triples removed or masked, by reason.
    """

    def __init__(self, policy: PublicPolicy, *, names_inside: bool = False) -> None:
        """Begin without any; `names_inside`: whether the records that stay are wanted one by one."""
        self._policy = policy
        self._names_inside = names_inside
        self.inside_records = LeftOutRows()
        self.inside: Counter[WhyInside] = Counter()
        self.inside_iris = SpooledTexts()
        self.touched = SpooledTexts()
        self.unpublished = SpooledTexts()
        self.removed: Counter[str] = Counter()

    def of(self, closed: ClosedSet) -> tuple[list[ExportedRecord], list[ExportedRecord]]:
        """The records and catalogue records that may leave, as they may."""
        nodes = {one.iri: one.nquads for one in closed.nodes}
        stays = {one.iri for one in closed.nodes if self._stays(one)}
        self.touched.update(stays)
        # By the graphs of node records alone: who else is on the page must change nothing.
        redaction = Redaction(self._policy, organizations=_organizations(nodes.values()), stays=stays)
        public_nodes = {iri: self._redact(redaction, iri, nquads) for iri, nquads in nodes.items() if iri not in stays}
        records = [*self._redact_all(closed.records, redaction, public_nodes, is_record=True)]
        catalog_records = [*self._redact_all(closed.catalog_records, redaction, public_nodes, is_record=False)]
        self.removed.update(redaction.removed)
        return records, catalog_records

    def _redact_all(
        self,
        records: Iterable[ExportedRecord],
        redaction: Redaction,
        nodes: Mapping[str, bytes],
        *,
        is_record: bool,
    ) -> Iterator[ExportedRecord]:
        for one in records:
            why = self._why_stays(one, is_part=not is_record)
            if why is not None or (not is_record and self._speaks_of_inside(one)):
                self.touched.add(one.iri)
                if is_record and why is not None:
                    self.inside[why] += 1
                    self.inside_iris.add(one.iri)
                    self._name_inside(one, why)
                continue
            nquads = self._redact(redaction, one.iri, one.nquads)
            if _has_publisher(one.iri, one.nquads) and not _has_publisher(one.iri, nquads):
                self.unpublished.add(one.iri)
            yield replace(one, nquads=nquads, reached=_reach(nquads, one.reached, nodes))

    def _name_inside(self, one: ExportedRecord, why: WhyInside) -> None:
        if self._names_inside and one.facts is not None:
            self.inside_records.append(left_out(one, why.reason))

    def _why_stays(self, one: ExportedRecord, *, is_part: bool) -> WhyInside | None:
        assert one.facts is not None, "it comes from a registry"
        return self._policy.why_stays(one.iri, one.nquads, source=one.facts.source, is_part=is_part)

    def _stays(self, node: ExportedRecord) -> bool:
        """Whether a node record stays: by what the policy says of parts, or as a person."""
        if self._policy.persons == "none":
            name = f"<{node.iri}>".encode()
            if is_person(name, [line for line in node.nquads.splitlines(keepends=True) if line.startswith(name)]):
                return True
        return self._why_stays(node, is_part=True) is not None

    def _speaks_of_inside(self, one: ExportedRecord) -> bool:
        """Whether a catalogue record has a record that stays as one of its topics."""
        return any(topic in self.inside_iris for topic in topics_of(one.nquads))

    def _redact(self, redaction: Redaction, iri: str, nquads: bytes) -> bytes:
        redacted = redaction.redact(iri, nquads)
        if redacted != nquads:
            self.touched.add(iri)
        return redacted


def _has_publisher(iri: str, nquads: bytes) -> bool:
    return b"<%b> %b " % (iri.encode(), _PUBLISHER) in nquads


def _reach(nquads: bytes, before: Collection[str], nodes: Mapping[str, bytes]) -> dict[str, bytes]:
    """The redacted node records that a redacted record still reaches."""
    found: dict[str, bytes] = {}
    todo = [nquads]
    while todo:
        for iri in iri_values(todo.pop()):
            if iri in before and iri in nodes and iri not in found:
                found[iri] = nodes[iri]
                todo.append(nodes[iri])
    return dict(sorted(found.items()))


def _organizations(graphs: Iterable[bytes]) -> set[str]:
    """The IRIs that any of some graphs types as organizations, and none as a person."""
    found: dict[bytes, bool] = {}
    for line in (line for graph in graphs for line in graph.splitlines()):
        subject, _, rest = line.partition(b" ")
        if not rest.startswith(_TYPE) or not subject.startswith(b"<"):
            continue
        said = rest[len(_TYPE) + 1 : -2]
        if said in PERSONS:
            found[subject] = False
        elif said in ORGANIZATIONS:
            found.setdefault(subject, True)
    return {subject[1:-1].decode() for subject, is_organization in found.items() if is_organization}
