"""The form in which an entry is federated: what consumers of feeds need and owners do not have to write.

The form in which an entry is federated: what consumers of feeds need and owners do not write.

Subjects keep the IRI of their owner. Added is a ``dct:identifier`` where there is none; blank nodes of the main classes
get an IRI; nothing but an entry is typed ``dcat:Dataset``; catalogues do not nest; all IRIs are valid. Everything else
is the same as it is stored, byte for byte.

Source of the rules: docs/decisions/0048-form-of-federated-records.md.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import BinaryIO, Final, NamedTuple, cast

from danhmuc.vocab.canonical import canonicalize_lines
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.record_terms import MEMBERSHIP, RECORD_CLASSES
from danhmuc.vocab.terms import ADMS, DCAT, DCT, DMV, FOAF, ORG, PROV, RDF, VCARD
from danhmuc.vocab.text import mask_address_passwords
from danhmuc.vocab.valid_iris import valid_or_same
from danhmuc.vocab.writing import TermRepair
from danhmuc.vocab.writing.ntriples import encode_spaces, may_have_spaces

from ..export.public_policy import PublicPolicy, Redaction
from ..export.report import RecordLosses
from ..record.exported import ExportedRecord, RecordFacts
from ..record.summary import main_class
from .catalog_records import node_holder, our_catalog_record, record_iri, registration_lines

# ---------------------------------------------------------------- language choice
# The languages of a feed: texts in other languages do not leave, unless a record would lose all texts of a property.
#
# Source of the rules: docs/decisions/0053-what-a-build-validates.md.

_TAGGED: Final = re.compile(rb'"@([A-Za-z0-9-]+) \.\n?$')
_SHOWN: Final = 20
_DEEPEST: Final = 20


class LanguageChoice:
    """Leaves out texts in languages that a feed does not give, and counts them.

    A tag stands for all that begin with it, as in RFC 4647: ``vi`` for ``vi-VN``. Texts without a tag stay. Where no
    text of a property of one thing is in any of the languages, all of them stay.

    Args:
        tags: in lower case.

    Attributes:
        texts: number of texts left out.
        records: number of records and node records that lost any.
        first: the first of these, in the order in which they came.
    """

    def __init__(self, tags: Sequence[str]) -> None:
        self._tags = frozenset(tag.encode() for tag in tags)
        self._rows = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - closed by close()
        self._counted_nodes: set[int] = set()
        self.texts = 0
        self.records = 0
        self.first: tuple[RecordLosses, ...] = ()

    def choose(self, records: Iterable[ExportedRecord]) -> list[ExportedRecord]:
        """Records with the texts that leave, and with those of the node records that they reach."""
        return [
            replace(one, nquads=self._of_graph(one.iri, one.nquads), reached=self._of_nodes(one.reached))
            for one in records
        ]

    def of_own(self, nquads: bytes) -> bytes:
        """A graph that the feed itself says, with the texts that leave; not counted, as nobody loses it."""
        return b"".join(self._keep(nquads.splitlines(keepends=True)))

    def losses(self) -> Iterator[tuple[str, str, int]]:
        """IRI, property and number of the texts that each record lost, in the order of the feed."""
        self._rows.seek(0)
        for line in self._rows:
            iri, properties = json.loads(line)
            for path, count in properties.items():
                yield iri, path, count

    def close(self) -> None:
        """Give the temporary file back."""
        self._rows.close()

    def _of_nodes(self, nodes: Mapping[str, bytes]) -> Mapping[str, bytes]:
        return {iri: self._of_graph(iri, graph, is_node=True) for iri, graph in nodes.items()}

    def _of_graph(self, iri: str, nquads: bytes, *, is_node: bool = False) -> bytes:
        lines = nquads.splitlines(keepends=True)
        kept = self._keep(lines)
        if len(kept) == len(lines):
            return nquads
        key = hash(iri)
        if not is_node or key not in self._counted_nodes:
            if is_node:  # many records reach it
                self._counted_nodes.add(key)
            self._count(iri, lines, set(lines).difference(kept))
        return b"".join(kept)

    def _keep(self, lines: Sequence[bytes]) -> list[bytes]:
        kept: list[bytes] = []
        for _, some in groupby(lines, key=lambda line: line.split(b" ", 2)[:2]):
            group = [(line, _tag_of(line)) for line in some]
            if any(tag is not None and self._is_chosen(tag) for _, tag in group):
                kept += (line for line, tag in group if tag is None or self._is_chosen(tag))
            else:
                kept += (line for line, _ in group)
        return kept

    def _is_chosen(self, tag: bytes) -> bool:
        words = tag.lower().split(b"-")
        return any(b"-".join(words[:count]) in self._tags for count in range(1, len(words) + 1))

    def _count(self, iri: str, lines: Iterable[bytes], lost: Iterable[bytes]) -> None:
        holders: dict[bytes, tuple[bytes, bytes]] = {}
        for line in lines:
            subject, predicate, value = line.split(b" ", 2)
            holders.setdefault(value.rpartition(b" .")[0], (subject, predicate))
        numbers = Counter(_path(iri, line, holders) for line in lost)
        properties = dict(sorted(numbers.items()))
        self.texts += sum(properties.values())
        self.records += 1
        if len(self.first) < _SHOWN:
            self.first += (RecordLosses(iri=iri, properties=properties),)
        self._rows.write(f"{json.dumps([iri, properties])}\n".encode())


def _tag_of(line: bytes) -> bytes | None:
    found = _TAGGED.search(line)
    return None if found is None else found[1]


def _path(iri: str, line: bytes, holders: Mapping[bytes, tuple[bytes, bytes]]) -> str:
    """The path from a record to the property of a line, as prefixed names."""
    subject, predicate, _ = line.split(b" ", 2)
    path, own = [predicate], f"<{iri}>".encode()
    while subject != own and subject in holders and len(path) < _DEEPEST:
        subject, predicate = holders[subject]
        path.append(predicate)
    return "/".join(abbreviate(one[1:-1].decode()) for one in reversed(path))


# ---------------------------------------------------------------- named parts
# IRIs for the blank nodes that consumers of feeds refuse: catalogues, distributions, publishers, contacts.
#
# An IRI is made from what the node says and from its place, so that it is the same in every build, whatever the node is
# called. Other blank nodes stay as they are. The time grows with the number of lines, but for nodes in a circle, and
# for nodes alike that share others: of those, a few are compared by canonical forms of the whole graph.
#
# Source of the classes: the DCAT specification of Sweden, and DCAT-AP Feeds, section on standalone entities.

_CLASSES: Final = frozenset(
    map(
        str,
        (
            *(DCAT.Catalog, DCAT.Dataset, DCAT.DatasetSeries, DCAT.Distribution, DCAT.DataService),
            *(FOAF.Agent, FOAF.Group, FOAF.Organization, FOAF.Person, DCT.Agent, PROV.Agent, PROV.Organization),
            *(PROV.Person, PROV.SoftwareAgent, ORG.Organization, ORG.FormalOrganization, ORG.OrganizationalUnit),
            *(VCARD.Kind, VCARD.Individual, VCARD.Organization, VCARD.Group, VCARD.Location),
        ),
    )
)
_PROPERTIES: Final = frozenset(
    map(
        str,
        (
            *(DCT.publisher, DCT.creator, DCT.contributor, DCT.rightsHolder, DCAT.contactPoint),
            *(DCAT.distribution, ADMS.sample, DCAT.accessService, DCAT.servesDataset, DCAT.inSeries),
            *(DCAT.dataset, DCAT.service, DCAT.catalog, DCAT.resource),
        ),
    )
)
"""Properties whose values are of one of these classes, whether they say so or not."""
_TYPE: Final = str(RDF.type)
_END: Final = " .\n"
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(?=>$)")
_COMPARED: Final = 8
"""The most nodes that are compared by canonical forms; more are taken in the order of their names."""
_SELF: Final = "<http://source.invalid/#self>"


class Triple(NamedTuple):
    """One line, its terms as they are written."""

    subject: str
    predicate: str
    value: str


def split_lines(nquads: bytes) -> list[Triple]:
    """The triples of lines in the default graph, in their order."""
    return [Triple(*line.split(" ", 2)) for line in nquads.decode().split(_END) if line]


def name_parts(triples: Collection[Triple], holder: str) -> dict[str, str]:
    """An IRI in angle brackets for each blank node that may not leave as one, by the node as it is written.

    Args:
        holder: the IRI before the ``#`` of all these IRIs.
    """
    graph = _BlankGraph(triples)
    chosen = graph.find_parts()
    if not chosen:
        return {}
    by_iri: dict[str, list[str]] = {}
    for node in chosen:
        by_iri.setdefault(f"<{holder}#{graph.word_of(node)}-{graph.key_of(node)[:16]}>", []).append(node)
    named: dict[str, str] = {}
    for iri, nodes in by_iri.items():
        for number, node in enumerate(graph.in_order(nodes), 1):
            named[node] = iri if number == 1 else f"{iri[:-1]}-{number}>"
    return named


class _BlankGraph:
    """The blank nodes of a graph, with what each says and where it stands."""

    def __init__(self, triples: Collection[Triple]) -> None:
        self._triples = triples
        self._own: dict[str, list[Triple]] = {}
        self._places: dict[str, list[Triple]] = {}
        for triple in triples:
            if triple.subject[0] == "_":
                self._own.setdefault(triple.subject, []).append(triple)
            if triple.value[0] == "_":
                self._places.setdefault(triple.value, []).append(triple)

    def find_parts(self) -> list[str]:
        """The nodes that need an IRI."""
        chosen = {node for node, triples in self._own.items() if any(_is_type(one, _CLASSES) for one in triples)}
        chosen.update(
            node for node, places in self._places.items() if any(one.predicate in _PROPERTIES for one in places)
        )
        return sorted(chosen)

    def word_of(self, node: str) -> str:
        """The name of the property that leads to a node, else that of its class."""
        places = sorted((one.predicate not in _PROPERTIES, one.predicate) for one in self._places.get(node, ()))
        names = [predicate for _, predicate in places]
        names += sorted(one.value for one in self._own.get(node, ()) if _is_type(one, _CLASSES))
        found = _WORD.search(names[0])
        return "part" if found is None else found.group()

    def key_of(self, node: str) -> str:
        """A hash of what a node says and of its place."""
        key = self._keys.get(node)
        if key is None:
            # It is in a circle, or leads into one.
            few = len(self._keys) < len(self._contents) + _COMPARED
            key = self._keys[node] = self._canonical(node) if few else _hash((node,))
        return key

    def in_order(self, nodes: list[str]) -> list[str]:
        """Nodes of one key, in an order that does not depend on their names."""
        is_tree = all(len(places) == 1 for places in self._places.values())
        if len(nodes) == 1 or is_tree or len(nodes) > _COMPARED:
            return nodes
        return sorted(nodes, key=lambda node: (self._canonical(node), node))

    @cached_property
    def _contents(self) -> dict[str, str]:
        """A hash of what each node says; none for those that lead into a circle."""
        contents: dict[str, str] = {}
        for node in self._children_first():
            contents[node] = _hash(
                sorted(
                    f"{one.predicate} {contents[one.value] if one.value[0] == '_' else one.value}"
                    for one in self._own.get(node, ())
                )
            )
        return contents

    @cached_property
    def _keys(self) -> dict[str, str]:
        """A hash of what each of the same nodes says and of where it stands, from the IRIs downwards."""
        keys: dict[str, str] = {}
        for node in reversed(self._contents):
            # A parent in a circle counts by its property alone.
            places = sorted(
                f"{keys.get(one.subject, '_:') if one.subject[0] == '_' else one.subject} {one.predicate}"
                for one in self._places.get(node, ())
            )
            keys[node] = _hash((self._contents[node], *places))
        return keys

    def _canonical(self, node: str) -> str:
        """A hash of the whole graph with one of its nodes marked."""
        marked = {node: _SELF}
        lines = (
            f"{marked.get(one.subject, one.subject)} {one.predicate} {marked.get(one.value, one.value)} ."
            for one in self._triples
        )
        return canonicalize_lines(lines).digest.partition(":")[2]

    def _children_first(self) -> list[str]:
        """The nodes that lead into no circle, each after those that it leads to."""
        waiting = {
            node: len({one.value for one in self._own.get(node, ()) if one.value[0] == "_"})
            for node in (*self._own, *self._places)
        }
        order = [node for node, count in waiting.items() if count == 0]
        for node in order:
            for parent in {one.subject for one in self._places.get(node, ()) if one.subject[0] == "_"}:
                waiting[parent] -= 1
                if waiting[parent] == 0:
                    order.append(parent)
        return order


def _is_type(triple: Triple, classes: Collection[str]) -> bool:
    return triple.predicate == _TYPE and triple.value in classes


def _hash(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


# ---------------------------------------------------------------- federated form

_LISTING: Final = frozenset(map(str, MEMBERSHIP))
_DISTRIBUTION: Final = str(DCAT.distribution)
_LISTED_BY: Final = {
    DCAT.Catalog.value: DCAT.catalog.value,
    DCAT.DataService.value: DCAT.service.value,
    # It is no dataset, and DCAT-AP wants datasets as the values of dcat:dataset.
    DMV.Database.value: DCAT.resource.value,
}
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
