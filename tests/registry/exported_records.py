"""The records of a source as an export would hand them to an exporter, without a registry."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from itertools import groupby

from danhmuc.registry import source_at
from danhmuc.registry.record.contents import HarvestSource
from danhmuc.registry.record.exported import ExportedRecord
from danhmuc.registry.record.record import IriSpace, SourceRecord
from danhmuc.vocab.lines import iri_values, with_blank_names


def exported_records(source: HarvestSource | str) -> list[ExportedRecord]:
    """Records and catalogue records by IRI, then node records by IRI; catalogues with their lists."""
    read = source_at(source) if isinstance(source, str) else source
    contents = read.contents(IriSpace(source=read.name))
    assert contents.failed is None, contents.failed
    records = [pending.make() for pending in contents.records]
    listed = sorted(contents.memberships, key=lambda one: one.catalog)
    lines = {
        iri: b"".join(sorted({f"<{iri}> <{one.property}> <{one.target}> .\n".encode() for one in found}))
        for iri, found in groupby(listed, key=lambda one: one.catalog)
    }
    contents.close()
    graphs = {one.iri: _graph(one) + lines.get(one.iri, b"") for one in records}
    nodes = {one.iri: graphs[one.iri] for one in records if one.role == "node"}
    ordered = sorted(records, key=lambda one: (one.role == "node", one.iri))
    return [
        ExportedRecord(iri=one.iri, nquads=graphs[one.iri], role=one.role, reached=_reached(graphs[one.iri], nodes))
        for one in ordered
    ]


def _graph(record: SourceRecord) -> bytes:
    scope = b"b" + hashlib.sha256(record.iri.encode()).hexdigest()[:16].encode()
    return with_blank_names(record.canonical.nquads, scope)


def _reached(nquads: bytes, nodes: Mapping[str, bytes]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    todo = [nquads]
    while todo:
        for iri in sorted(iri_values(todo.pop()) & nodes.keys() - found.keys()):
            found[iri] = nodes[iri]
            todo.append(nodes[iri])
    return found
