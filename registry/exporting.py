"""Carry what may leave from the registry to a file.

Knows the store and the exporters; the rules of what leaves are here, the queries in the store.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from danhmuc.vocab.errors import UsageError
from sqlalchemy import Connection

from .contents import Progress
from .exporters import ExportedGraph, exporter_named
from .store.selecting import Candidate, bodies_of, candidates, listed_members
from .summary import is_narrower

__all__ = ["ExportReport", "export"]

_PAGE = 500
_IRI_VALUE = re.compile(rb" <([^<>\s]*)> \.$", re.MULTILINE)
_BLANK_SUBJECT = re.compile(rb"^_:", re.MULTILINE)
_BLANK_VALUE = re.compile(rb" _:(\S+) \.$", re.MULTILINE)
_CATALOG = "http://www.w3.org/ns/dcat#Catalog"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What left and what stayed.

    Attributes:
        records, nodes, catalog_records, triples: what was written.
        left_out: how many records stayed behind, by reason: ``never-accepted``, ``narrowed`` (the newest version
            makes less public than the accepted one), ``withdrawn``, ``withheld``, ``other-source`` (an older source
            describes the same IRI).
        nodes_left_out: node records that no exported record reaches, or that an older source describes.
        missing: how many of the records written are missing from their source.
    """

    format: str
    target: str
    records: int
    nodes: int
    catalog_records: int
    triples: int
    missing: int
    nodes_left_out: int
    left_out: Mapping[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        """The report as JSON has it."""
        return {
            "format": self.format,
            "target": self.target,
            "records": self.records,
            "nodes": self.nodes,
            "catalog_records": self.catalog_records,
            "triples": self.triples,
            "missing": self.missing,
            "nodes_left_out": self.nodes_left_out,
            "left_out": dict(self.left_out),
        }


def export(
    connection: Connection,
    format: str,  # noqa: A002 - the word users know
    target: str | Path | BinaryIO,
    *,
    source_id: int | None = None,
    progress: Progress | None = None,
) -> ExportReport:
    """Write what may leave; a path is replaced only when all is written.

    Raises:
        UnknownNameError: no such format.
        UsageError: the target cannot be written.
    """
    exporter = exporter_named(format)
    selection = _Selection(connection, source_id)
    counter: Counter[str] = Counter()
    graphs = selection.graphs(counter, progress)
    if isinstance(target, str | Path):
        name = str(target)
        with _replacing(Path(target)) as out:
            exporter.write(graphs, out)
    else:
        name = "-"
        exporter.write(graphs, target)
    return ExportReport(
        format=format,
        target=name,
        records=counter["record"],
        nodes=counter["node"],
        catalog_records=counter["catalog-record"],
        triples=counter["triples"],
        missing=selection.missing,
        nodes_left_out=selection.node_count - counter["node"],
        left_out=dict(sorted(selection.left_out.items())),
    )


class _Selection:
    """The descriptions that leave, chosen once, read page by page."""

    def __init__(self, connection: Connection, source_id: int | None) -> None:
        self._connection = connection
        self._records: dict[str, Candidate] = {}
        self._nodes: dict[str, Candidate] = {}
        self._catalog_records: list[Candidate] = []
        self._everywhere: set[str] = set()
        self.left_out: Counter[str] = Counter()
        self.node_count = 0
        self.missing = 0
        for candidate in candidates(connection, source_id):
            if candidate.role == "record":
                self._consider(candidate)
            elif candidate.role == "node":
                self.node_count += 1
                if candidate.state in ("present", "missing"):
                    self._nodes.setdefault(candidate.iri, candidate)
            else:
                self._catalog_records.append(candidate)

    def _consider(self, candidate: Candidate) -> None:
        self._everywhere.add(candidate.iri)
        if candidate.state not in ("present", "missing"):
            self.left_out[candidate.state] += 1
        elif candidate.version_id is None:
            self.left_out["never-accepted"] += 1
        elif is_narrower(candidate.newest_publicity, candidate.publicity):
            self.left_out["narrowed"] += 1
        elif candidate.iri in self._records:
            self.left_out["other-source"] += 1
        else:
            self._records[candidate.iri] = candidate
            self.missing += candidate.state == "missing"

    def graphs(self, counter: Counter[str], progress: Progress | None) -> Iterator[ExportedGraph]:
        """Records and their catalog records by IRI, then the nodes they reach by IRI."""
        catalog_records = [
            candidate
            for candidate in self._catalog_records
            if candidate.topic in self._records
            and self._records[candidate.topic].source_id == candidate.source_id
            and candidate.state in ("present", "missing")
        ]
        leaving = sorted([*self._records.values(), *catalog_records], key=lambda candidate: candidate.iri)
        kept_links = {candidate.iri for candidate in leaving}
        self._everywhere.update(candidate.iri for candidate in self._catalog_records)
        reached: set[str] = set()
        for graph in self._read(leaving, counter, progress, kept_links):
            reached |= self._nodes.keys() & _values(graph.nquads)
            yield graph
        done: set[str] = set()
        # Nodes are written by IRI, so all that are reached must be known before the first is written.
        while reached - done:
            fresh = sorted(reached - done)
            done |= reached
            for page in _pages([self._nodes[iri] for iri in fresh]):
                for nquads in bodies_of(self._connection, [key for _, key in page]).values():
                    reached |= self._nodes.keys() & _values(nquads)
        yield from self._read([self._nodes[iri] for iri in sorted(reached)], counter, progress, kept_links)

    def _read(
        self, chosen: list[Candidate], counter: Counter[str], progress: Progress | None, kept_links: set[str]
    ) -> Iterator[ExportedGraph]:
        for page in _pages(chosen):
            stored = bodies_of(self._connection, [key for _, key in page])
            for candidate, key in page:
                nquads = stored[key]
                if candidate.role == "record" and candidate.main_class == _CATALOG:
                    nquads = self._with_members(candidate, nquads, kept_links)
                counter[candidate.role] += 1
                counter["triples"] += nquads.count(b"\n")
                if progress is not None:
                    progress("export", counter[candidate.role], len(chosen))
                yield ExportedGraph(candidate.iri, _own_names(candidate.iri, nquads))

    def _with_members(self, catalog: Candidate, nquads: bytes, kept_links: set[str]) -> bytes:
        """The catalogue's graph with what it lists; links to what stayed behind stay behind too."""
        members = [
            f"<{catalog.iri}> <{prop}> <{target}> .\n".encode()
            for prop, target in listed_members(self._connection, catalog.source_id, catalog.iri)
            if target in kept_links or target not in self._everywhere
        ]
        return b"".join(sorted([*nquads.splitlines(keepends=True), *members]))


def _pages(chosen: list[Candidate]) -> Iterator[list[tuple[Candidate, int]]]:
    for start in range(0, len(chosen), _PAGE):
        yield [(candidate, cast(int, candidate.version_id)) for candidate in chosen[start : start + _PAGE]]


def _values(nquads: bytes) -> set[str]:
    """The IRIs that stand as values."""
    return {found.decode() for found in set(_IRI_VALUE.findall(nquads))}


def _own_names(iri: str, nquads: bytes) -> bytes:
    """The same graph with blank nodes named after its IRI, so that no two graphs of an export share one."""
    if b"_:" not in nquads:
        return nquads
    scope = b"_:b" + hashlib.sha256(iri.encode()).hexdigest()[:16].encode()
    return _BLANK_VALUE.sub(rb" " + scope + rb"\1 .", _BLANK_SUBJECT.sub(scope, nquads))


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file beside the target that takes its place when all went well."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
    finally:
        Path(name).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
