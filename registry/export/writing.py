"""Export the records that may leave to a file.

Knows the store and the exporters; the rules of what leaves are here, the queries in the store.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final, cast

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.lines import (
    iri_subjects,
    subjects_among,
    values_among,
    with_blank_names,
    without_descriptions,
)
from danhmuc.vocab.terms import DCAT, FOAF
from danhmuc.vocab.valid_iris import are_valid_iris, valid_or_same
from danhmuc.vocab.writing import TermRepair, Unwritten

from ..exporters import exporter_named
from ..messages.export import EXPORT_ONTO_ITSELF
from ..record.bars import Bar
from ..record.contents import Progress
from ..record.exported import ExportedRecord
from ..record.record import Role
from ..record.summary import is_narrower, summary_of
from ..store.database import Connection
from ..store.reading import graph_bodies
from ..store.same_as import equal_iris
from ..store.selecting import Candidate, candidates
from ..store.stored_bars import read_bars
from ..store.stored_rows import sources_of
from .bare_nodes import BareNodes
from .equal_things import EqualThings
from .format_losses import REFUSED_SHOWN, first_losses, left_out_by_format, write_losses
from .fullness import choose_fullest
from .inner_parts import InnerParts
from .leaving import LeavingRecord, LeftOutRecord, write_left_out
from .listing import Listing
from .report import BareNode, BarredRecord, ExportReport
from .selection import Selection
from .target import refuse_target, replacing

__all__ = ["export", "leaving_record"]

_PAGE: Final = 500
_HELD_BYTES: Final = 1 << 25
"""Bytes of graphs held in memory between reading and writing; others are read twice."""
_LEAVING: Final = frozenset({"present", "missing"})
_GZIP_LEVEL: Final = 6
_CATALOG: Final = DCAT.Catalog.value
_TOPIC: Final = re.compile(rb" <%b> <(?P<iri>[^<>\s]*)> \.$" % FOAF.primaryTopic.value.encode(), re.MULTILINE)


def export(
    connection: Connection,
    format: str,  # noqa: A002 - the word users know
    target: str | Path | BinaryIO,
    *,
    registry: Path | None = None,
    source_id: int | None = None,
    choice: Selection | None = None,
    left_out: Path | None = None,
    losses: Path | None = None,
    progress: Progress | None = None,
) -> ExportReport:
    """Write the records that may leave; a path is replaced only when everything is written, ``x.ttl.gz`` is gzipped.

    Args:
        registry: the file of the registry, if it is one.
        choice: the selection of records, if it is not all.
        left_out: the file that names the records left out; see `write_left_out`.
        losses: the file that tells what the format could not hold of each record; see `write_losses`.

    Raises:
        UnknownNameError: no such format, or no record has what the choice names.
        UsageError: a file cannot be written, or is a file of the registry or of any SQLite database, or a file that a
            source is read from; or both are one file.
    """
    exporter = exporter_named(format)
    files = [Path(target)] if isinstance(target, str | Path) else []
    for beside in (left_out, losses):
        if beside is not None:
            refuse_target(beside, registry=registry, sources=sources_of(connection))
            if os.path.realpath(beside) in map(os.path.realpath, files):
                raise UsageError(EXPORT_ONTO_ITSELF(target=str(beside)))
            files.append(beside)
    selection = _Selection(connection, source_id, choice)
    counter: Counter[str] = Counter()
    repair = TermRepair()
    graphs = _with_valid_terms(selection.graphs(counter, progress), repair, counter)
    if isinstance(target, str | Path):
        name = str(target)
        path = Path(target)
        refuse_target(path, registry=registry, sources=sources_of(connection))
        with replacing(path) as out, _packing(name, out) as plain:
            lost = exporter.write(graphs, plain)
    else:
        name = "-"
        lost = exporter.write(graphs, target)
    unwritten = Unwritten()
    unwritten.include(repair.left_out)
    if lost is not None:
        unwritten.include(lost)
    refused = unwritten.refused
    selection.left_out_records += map(left_out_by_format, refused)
    if left_out is not None:
        with replacing(left_out) as out:
            write_left_out(selection.left_out_records, out, as_csv=left_out.suffix.casefold() == ".csv")
    if losses is not None:
        with replacing(losses) as out:
            write_losses(unwritten, out, as_csv=losses.suffix.casefold() == ".csv")
    repaired = repair.repaired
    roles = Counter(one.role for one in refused)
    return ExportReport(
        format=format,
        target=name,
        records=counter["record"] - roles["record"],
        nodes=counter["node"] - unwritten.nodes,
        catalog_records=counter["catalog-record"] - roles["catalog-record"],
        triples=counter["triples"] - unwritten.count - sum(one.triples for one in refused) + repair.left_out.count,
        missing=selection.missing,
        still_listed=selection.listing.still_listed,
        parts_left_out=selection.parts_left_out,
        nodes_left_out=selection.node_count - counter["node"] - len(selection.bare_nodes),
        catalog_records_left_out=selection.catalog_records_left_out,
        left_out=dict(sorted(Counter(one.reason for one in selection.left_out_records).items())),
        unnamed=sum(one.is_secret for one in selection.left_out_records),
        barred=tuple(selection.barred),
        bare_nodes=selection.bare_nodes,
        repaired=repaired.count,
        repaired_examples=tuple(repaired.examples),
        unwritten=unwritten.count,
        unwritten_examples=tuple(unwritten.examples),
        unwritten_by_property=unwritten.by_property(),
        unwritten_records=first_losses(unwritten),
        unwritten_record_count=len(unwritten.by_record),
        refused=tuple(refused[:REFUSED_SHOWN]),
    )


def leaving_record(connection: Connection, iri: str, source: str) -> LeavingRecord:
    """Whether the record of a source leaves by an export of everything, and if not, why; by the rules of exports.

    Raises:
        RegistryError: a graph is damaged.
    """
    (candidate,) = (one for one in candidates(connection, None, [iri]) if one.source == source)
    is_any_retired = any(one.retired_at is not None for one in sources_of(connection))
    if candidate.state == "missing" or (candidate.role == "node" and is_any_retired):
        # Any record may describe it as a part by now; node records of a removed source leave while any record does.
        return _Selection(connection, None, None).leaving(candidate)
    iris = {iri, valid_or_same(iri)} | ({candidate.topic} if candidate.topic is not None else set())
    iris |= equal_iris(connection).get(valid_or_same(iri), frozenset())
    return _Selection(connection, None, None, iris).leaving(candidate)


def _with_valid_terms(
    graphs: Iterator[ExportedRecord], repair: TermRepair, counter: Counter[str]
) -> Iterator[ExportedRecord]:
    """The graphs as strict readers take them; repaired last, since records are linked by the IRIs that are stored."""
    for graph in graphs:
        repair.left_out.record = graph.iri
        nquads = repair.repair(graph.nquads)
        if nquads is graph.nquads:
            yield graph
        else:
            counter["triples"] += nquads.count(b"\n") - graph.nquads.count(b"\n")
            yield replace(graph, nquads=nquads)


class _Selection:
    """The records that leave, selected once, read page by page."""

    def __init__(
        self,
        connection: Connection,
        source_id: int | None,
        choice: Selection | None,
        iris: Collection[str] | None = None,
    ) -> None:
        """`iris` are the only ones looked at, if not all are; whatever bars them is known."""
        self._connection = connection
        self._bars = read_bars(connection)
        self._equal = EqualThings.read(connection, self._bars.equal)
        self._in_memory: dict[int, bytes] = {}
        self._held = 0
        self.barred: list[BarredRecord] = []
        self._leaving: dict[str, Candidate] = {}
        self._several: dict[str, list[Candidate]] = {}
        self.listing = Listing(connection, self._bars, self._leaving, is_whole=choice is None)
        self.listing.stands_for.update(self._equal.renamed)
        self._nodes: dict[str, Candidate] = {}
        self._bare: dict[str, Candidate] = {}
        self.bare_nodes: tuple[BareNode, ...] = ()
        self.catalog_records_left_out = 0
        self.left_out_records: list[LeftOutRecord] = []
        self.node_count = 0
        sources = sources_of(connection)
        self._retired = {source.id for source in sources if source.retired_at is not None}
        self._internal = {source.id for source in sources if source.settings.internal}
        self.missing = 0
        catalog_records: list[Candidate] = []
        records: list[Candidate] = []
        nodes: list[Candidate] = []
        for candidate in candidates(connection, source_id, iris):
            self.listing.has_missing |= candidate.state == "missing"
            if candidate.role == "record":
                records.append(candidate)
            elif candidate.role == "node":
                nodes.append(candidate)
            else:
                catalog_records.append(candidate)
        self._add_nodes(nodes, records)
        internal = [record for record in records if record.source_id in self._internal]
        others = [record for record in records if record.source_id not in self._internal]
        records = [*self._once_by_valid_iri(others), *internal]
        for record in records if choice is None else self._select(records, choice):
            self._consider(record)
        self._choose_fullest(self._leaving)
        self._drop_equal()
        parts = self._drop_holders()
        self._drop_parts(parts)
        topics = {(record.source_id, record.iri) for record in self._leaving.values()}
        for candidate in catalog_records:
            may_leave = candidate.state in _LEAVING and self._bar_of(candidate) is None
            if may_leave and (candidate.source_id, candidate.topic) in topics:
                if self._reason_against(candidate) is not None:
                    self.catalog_records_left_out += 1
                else:
                    self._leaving.setdefault(candidate.iri, candidate)
        self._drop_parts(parts)
        self._cuts = parts.cuts(self._leaving)
        self.parts_left_out = sum(map(len, self._cuts.values()))
        self._drop_speakers()
        for iri in self._nodes.keys() & self._leaving.keys():
            del self._nodes[iri]
        for iri in self._bare.keys() & (self._nodes.keys() | self._leaving.keys()):
            del self._bare[iri]

    def _add_nodes(self, nodes: list[Candidate], records: list[Candidate]) -> None:
        """Add the node records that may leave: none of an internal source, or of one removed with all its records."""
        self.node_count = len(nodes)
        self._withdrawn = self._retired - {record.source_id for record in records if record.state in _LEAVING}
        closed = self._withdrawn | self._internal
        for node in nodes:
            if node.state in _LEAVING and node.source_id not in closed and self._bar_of(node) is None:
                self._add(self._bare if self._reason_against(node) is not None else self._nodes, node)
        self._choose_fullest(self._nodes)

    def _once_by_valid_iri(self, records: list[Candidate]) -> list[Candidate]:
        """The records without those whose repaired IRI is that of another one, which would leave as one with it."""
        iris = {record.iri for record in records}
        if are_valid_iris(iris):
            return records
        twice = {iri for iri in iris if (valid := valid_or_same(iri)) != iri and valid in iris}
        for record in records:
            if record.iri in twice:
                self._leave_out_for(record, "other-source")
        return [record for record in records if record.iri not in twice]

    def _select(self, records: list[Candidate], choice: Selection) -> Iterator[Candidate]:
        """The records selected, and the catalogues that list one of them, directly or through another."""
        others: list[Candidate] = []
        asked: set[str] = set()
        chosen: list[Candidate] = []
        for page in _slices(records):
            # The version that leaves is matched; if none may leave, the newest one.
            keys = [record.newest_id if record.version_id is None else record.version_id for record in page]
            stored = graph_bodies(self._connection, keys)
            for record, key in zip(page, keys, strict=True):
                fits = choice.fits(record.iri, stored[key])
                (chosen if fits else others).append(record)
                if fits:
                    asked.add(record.iri)
        choice.require()
        catalogs = {record: self.listing.targets(record) for record in others if record.main_class == _CATALOG}
        while fresh := [record for record, listed in catalogs.items() if not asked.isdisjoint(listed)]:
            for record in fresh:
                del catalogs[record]
                asked.add(record.iri)
            chosen += fresh
        return iter(sorted(chosen, key=lambda record: (record.iri, record.priority, record.source_id)))

    def _consider(self, candidate: Candidate) -> None:
        if candidate.source_id in self._internal:
            self._leave_out_for(candidate, "internal")
        elif candidate.state not in _LEAVING:
            self._leave_out_for(candidate, candidate.state)
        elif (reason := self._reason_against(candidate)) is not None:
            self._leave_out_for(candidate, reason)
        elif candidate.iri in self._leaving:
            if self._bar_of(candidate) is None:
                self._add(self._leaving, candidate)
            else:
                self._leave_out_for(candidate, "other-source")
        elif (bar := self._bar_of(candidate)) is not None:
            self._leave_out(candidate, bar, because=candidate.iri)
        else:
            self._add(self._leaving, candidate)

    def _add(self, found: dict[str, Candidate], candidate: Candidate) -> None:
        """Add a candidate that may leave, or note that another source has one of its IRI."""
        first = found.setdefault(candidate.iri, candidate)
        if first is not candidate and found is not self._bare:
            self._several.setdefault(candidate.iri, [first]).append(candidate)

    def _choose_fullest(self, found: dict[str, Candidate]) -> None:
        """Of the sources of one priority that describe one IRI, let the oldest that says no less stand for it."""
        found.update((one.iri, one) for one in choose_fullest(self._connection, self._several))
        for group in self._several.values():
            for one in group:
                if one.role == "record" and found[one.iri] is not one:
                    self._leave_out_for(one, "other-source", by=found[one.iri].source)
        self._several.clear()

    def _drop_equal(self) -> None:
        """Of the IRIs that name one thing, let one leave."""
        for spare, first in list(self._equal.spare(self._leaving)):
            del self._leaving[spare.iri]
            self.listing.stands_for[spare.iri] = first.iri
            self._leave_out_for(spare, "same-as", by=first.source, instead=first.iri)

    def _reason_against(self, candidate: Candidate) -> str | None:
        """Why no version may leave, as far as verdicts and the newest version say; None if one may."""
        if candidate.version_id is None:
            return "never-accepted"
        newest = (candidate.newest_id, candidate.newest_publicity)
        said = [newest] if candidate.held is None else [newest, (candidate.held.version_id, candidate.held.publicity)]
        if any(self._is_narrowed(candidate, candidate.version_id, *one) for one in said):
            return "narrowed"
        return None

    def _is_narrowed(self, candidate: Candidate, version_id: int, said_id: int, publicity: str) -> bool:
        """Whether the source says, in another version, that less may be public than one that may leave; read from both.

        The column of a version is as the danhmuc that stored it understood the version.
        """
        if said_id == version_id:
            return False
        stored = graph_bodies(self._connection, [said_id, version_id])
        said, older = (summary_of(candidate.iri, stored[key]).publicity for key in (said_id, version_id))
        return is_narrower(said, older) or is_narrower(publicity, candidate.publicity)

    def _bar_of(self, candidate: Candidate) -> Bar | None:
        return self._bars.of(candidate.iri, candidate.publicity, source=candidate.source)

    def _leave_out(self, candidate: Candidate, bar: Bar, *, because: str) -> None:
        """Leave out a record because of what its own source or another one marks.

        Args:
            because: the IRI that is kept back: the record's own, or that of something that it describes or speaks of.
        """
        reason = _reason_of(candidate, bar)
        self._leave_out_for(candidate, reason, by=_source_named(candidate, bar))
        if bar.iri and bar.reason != "secret" and because == candidate.iri:
            because = bar.iri
        if reason != "barred" and because == candidate.iri:
            return
        self.barred.append(
            BarredRecord(
                iri=candidate.iri, source=candidate.source, by=bar.source, reason=bar.reason, barred_iri=because
            )
        )

    def _leave_out_for(
        self, candidate: Candidate, reason: str, by: str | None = None, instead: str | None = None
    ) -> None:
        marks = self._bars.marks_of(candidate.iri)
        is_secret = any(mark.source == candidate.source and mark.reason == "secret" for mark in marks)
        self.left_out_records.append(
            LeftOutRecord(
                iri=candidate.iri, source=candidate.source, reason=reason, by=by, is_secret=is_secret, instead=instead
            )
        )

    def leaving(self, candidate: Candidate) -> LeavingRecord:
        """Whether one of the candidates looked at leaves, and if not, why."""
        for one in self.left_out_records:
            if (one.iri, one.source) == (candidate.iri, candidate.source):
                return LeavingRecord(leaves=False, reason=one.reason, by=one.by, instead=one.instead)
        leaving = self._leaving.get(candidate.iri)
        if leaving is not None and leaving.source_id == candidate.source_id:
            return LeavingRecord(leaves=True, is_newest=candidate.version_id == candidate.newest_id)
        if candidate.source_id in self._internal:
            return LeavingRecord(leaves=False, reason="internal")
        if candidate.state not in _LEAVING:
            return LeavingRecord(leaves=False, reason=candidate.state)
        if candidate.role == "node" and candidate.source_id in self._withdrawn:
            return LeavingRecord(leaves=False, reason="withdrawn")
        if (bar := self._bar_of(candidate)) is not None:
            by = _source_named(candidate, bar)
            return LeavingRecord(leaves=False, reason=_reason_of(candidate, bar), by=by)
        if (reason := self._reason_against(candidate)) is not None:
            return LeavingRecord(leaves=False, reason=reason)
        if candidate.role == "catalog-record":
            return LeavingRecord(leaves=False, reason="topic-left-out")
        node = self._nodes.get(candidate.iri)
        if node is None or node.source_id != candidate.source_id:
            return LeavingRecord(leaves=False, reason="other-source", by=None if node is None else node.source)
        return LeavingRecord(leaves=None, is_newest=candidate.version_id == candidate.newest_id)

    def _drop_holders(self) -> InnerParts:
        """Leave out the records whose own graph describes something that is kept back, such as a distribution.

        Returns what the graphs of the others describe.
        """
        parts = InnerParts()
        for page in _pages(list(self._leaving.values())):
            stored = graph_bodies(self._connection, [key for _, key in page])
            for candidate, key in page:
                others = iri_subjects(stored[key]) - {candidate.iri}
                bars = [(iri, bar) for iri in others for bar in self._bars_of_part(candidate, iri, stored[key])]
                if bars:
                    del self._leaving[candidate.iri]
                    del stored[key]
                    iri, bar = min(bars, key=lambda one: (one[1].source == candidate.source, *one[1], one[0]))
                    self._leave_out(candidate, bar, because=iri)
                else:
                    parts.add(candidate.iri, others)
            self._hold(stored)
        return parts

    def _drop_parts(self, parts: InnerParts) -> None:
        """Leave out the records that leave within another one of their source."""
        for iri in list(parts.become_parts(self._leaving)):
            candidate = self._leaving.pop(iri)
            if candidate.role == "record":
                self._leave_out_for(candidate, "within-record")
            else:
                self.catalog_records_left_out += 1
        self.missing = sum(one.state == "missing" and one.role == "record" for one in self._leaving.values())

    def _bars_of_part(self, holder: Candidate, iri: str, nquads: bytes) -> list[Bar]:
        """The bars of something that the graph of a record describes, as public as it says there."""
        if not self._bars.has_any or not self._bars.names(iri):
            return []
        bar = self._bars.of(iri, summary_of(iri, nquads).publicity, source=holder.source)
        return [] if bar is None else [bar]

    def _drop_speakers(self) -> None:
        """Leave out node records about what another source keeps back, such as catalogue records, by any class."""
        if not self._bars.has_any:
            return
        for page in _pages(list(self._nodes.values())):
            stored = graph_bodies(self._connection, [key for _, key in page])
            for candidate, key in page:
                topics = sorted(match["iri"].decode() for match in _TOPIC.finditer(stored[key]))
                for topic in topics:
                    bar = self._bars.of(topic, candidate.publicity, source=candidate.source)
                    if bar is not None:
                        del self._nodes[candidate.iri]
                        self.listing.hidden.add(candidate.iri)
                        self._leave_out(candidate, bar, because=topic)
                        del stored[key]
                        break
            self._hold(stored)
        self.barred.sort(key=lambda barred: (barred.iri, barred.source))

    def graphs(self, counter: Counter[str], progress: Progress | None) -> Iterator[ExportedRecord]:
        """Records and their catalog records by IRI, then the nodes they reach by IRI."""
        nodes = {iri.encode(): iri for iri in (*self._nodes, *self._bare)}
        bare = BareNodes(self._bare, nodes)
        if self._bare:
            for page in _pages(list(self._nodes.values())):
                stored = graph_bodies(self._connection, [key for _, key in page])
                for candidate, key in page:
                    bare.add_node(candidate.iri, stored[key])
        reached: set[str] = set()
        held: set[str] = set()
        for graph in self._read([self._leaving[iri] for iri in sorted(self._leaving)], counter, progress):
            named = values_among(graph.nquads, nodes)
            reached |= named
            bare.count(named)
            # A distribution that was a node record once may stand in its dataset's graph by now.
            held |= subjects_among(graph.nquads, nodes)
            yield graph
        done = set(held)
        # Nodes are written by IRI, so all that are reached must be known before the first is written.
        while reached - done:
            fresh = sorted(reached - done - self._bare.keys())
            done |= reached
            for page in _pages([self._nodes[iri] for iri in fresh]):
                stored = graph_bodies(self._connection, [key for _, key in page])
                for nquads in stored.values():
                    reached |= values_among(nquads, nodes)
                self._hold(stored)
        self.bare_nodes = bare.list_reached(reached - held, self._reason_against)
        leaving = sorted(reached - held - self._bare.keys())
        yield from self._read([self._nodes[iri] for iri in leaving], counter, progress)

    def _hold(self, stored: Mapping[int, bytes]) -> None:
        """Hold some graphs in memory, so that they are not read again, as far as there is room."""
        for key, nquads in stored.items():
            if key not in self._in_memory and self._held + len(nquads) <= _HELD_BYTES:
                self._in_memory[key] = nquads
                self._held += len(nquads)

    def _release(self, key: int) -> bytes:
        nquads = self._in_memory.pop(key)
        self._held -= len(nquads)
        return nquads

    def _read(
        self, chosen: list[Candidate], counter: Counter[str], progress: Progress | None
    ) -> Iterator[ExportedRecord]:
        done = 0
        for page in _pages(chosen):
            stored = graph_bodies(self._connection, [key for _, key in page if key not in self._in_memory])
            for candidate, key in page:
                nquads = self._release(key) if key in self._in_memory else stored[key]
                if (cut := self._cuts.get(candidate.iri)) is not None:
                    nquads = without_descriptions(nquads, cut)
                if candidate.role == "record" and candidate.main_class == _CATALOG:
                    nquads = self.listing.with_members(candidate, nquads)
                counter[candidate.role] += 1
                counter["triples"] += nquads.count(b"\n")
                done += 1
                if progress is not None:
                    progress("export", done, len(chosen))
                yield ExportedRecord(
                    iri=candidate.iri,
                    nquads=_own_names(candidate.iri, nquads),
                    role=cast("Role", candidate.role),
                    main_class=candidate.main_class,
                )


def _reason_of(candidate: Candidate, bar: Bar) -> str:
    """Why a record is left out because of what its own source or another one marks."""
    if bar.iri:
        return "barred-same-as"
    if bar.source != candidate.source:
        return "barred"
    return "unclear-secrecy" if bar.reason == "unclear" else "withheld"


def _source_named(candidate: Candidate, bar: Bar) -> str | None:
    """The other source that keeps a record back; None if that would tell who has a state secret."""
    return None if bar.source == candidate.source or bar.reason == "secret" else bar.source


def _pages(chosen: list[Candidate]) -> Iterator[list[tuple[Candidate, int]]]:
    for page in _slices(chosen):
        yield [(candidate, cast("int", candidate.version_id)) for candidate in page]


def _slices(chosen: list[Candidate]) -> Iterator[list[Candidate]]:
    for start in range(0, len(chosen), _PAGE):
        yield chosen[start : start + _PAGE]


def _own_names(iri: str, nquads: bytes) -> bytes:
    """The same graph with blank nodes named after its IRI, so that no two graphs of an export share one."""
    return with_blank_names(nquads, b"b" + hashlib.sha256(iri.encode()).hexdigest()[:16].encode())


@contextmanager
def _packing(name: str, out: BinaryIO) -> Iterator[BinaryIO]:
    """The stream to write to: one that packs, if the name of the target ends in ``.gz``.

    Neither a time nor a name is written, so that the same export has the same bytes.
    """
    if not name.casefold().endswith(".gz"):
        yield out
        return
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=_GZIP_LEVEL, mtime=0) as packed:
        yield cast("BinaryIO", packed)
