"""The losses that are counted are those that a reader of the file sees."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode

from danhmuc.registry.dcat_us.data_json_writer import write_data_json
from danhmuc.registry.dcat_us.field_table import Version
from danhmuc.registry.dcat_us.record_graph import read_descriptions
from danhmuc.registry.record.exported import ExportedRecord
from danhmuc.registry.sources import source_at
from danhmuc.vocab.prefixes import abbreviate

from ..exported_records import exported_records

LANGUAGE = "/rdf:language"
SAID_OTHERWISE: dict[Version, set[str]] = {
    # One word in two languages is one keyword; a title of a licence without IRI is its label.
    "3.0": {"dcat:keyword", "dcat:distribution/dct:license/dct:title"},
    # The licence of all distributions is that of the dataset.
    "1.1": {"dcat:keyword", "dcat:distribution/dct:license"},
}
"""Paths whose values are there, but not by the same property once more."""


def values(record: ExportedRecord) -> Counter[tuple[str, str]]:
    """Each value with the path to it, blank nodes without their names."""
    described = read_descriptions(record.nquads)
    found: Counter[tuple[str, str]] = Counter()
    todo: list[tuple[NamedNode | BlankNode, str]] = [(NamedNode(record.iri), "")]
    seen = {todo[0][0]}
    for node, path in todo:
        for prop, term in dict.fromkeys(described.get(node, ())):
            inner = f"{path}/{abbreviate(prop.value)}".removeprefix("/")
            found[inner, "" if isinstance(term, BlankNode) else term.value] += 1
            if isinstance(term, NamedNode | BlankNode) and term not in seen:
                seen.add(term)
                todo.append((term, inner))
    return found


@pytest.mark.parametrize("version", ["3.0", "1.1"])
def test_losses__are_what_does_not_come_back(version: Version, tmp_path: Path) -> None:
    given = exported_records(str(files("danhmuc.registry") / "samples"))
    out = BytesIO()
    lost = write_data_json(given, out, version)
    (tmp_path / "data.json").write_bytes(out.getvalue())
    again = {one.iri: one for one in exported_records(source_at(str(tmp_path / "data.json"), "data-json"))}
    refused = {one.iri for one in lost.refused}
    compared = 0
    for record in given:
        if record.iri in refused or record.role == "node":
            continue
        missing: Counter[str] = Counter()
        for (path, _), number in (values(record) - values(again[record.iri])).items():
            missing[path] += number
        counted = {path: n for path, n in lost.by_record.get(record.iri, {}).items() if not path.endswith(LANGUAGE)}
        differing = {path for path in missing.keys() | counted.keys() if missing[path] != counted.get(path, 0)}
        assert differing <= SAID_OTHERWISE[version], record.iri
        compared += 1
    assert compared > 50


@pytest.mark.parametrize("version", ["3.0", "1.1"])
def test_losses__of_node_records_are_counted_once_and_never_too_few(version: Version, tmp_path: Path) -> None:
    given = exported_records(str(files("danhmuc.registry") / "samples"))
    out = BytesIO()
    lost = write_data_json(given, out, version)
    (tmp_path / "data.json").write_bytes(out.getvalue())
    again = {one.iri: one for one in exported_records(source_at(str(tmp_path / "data.json"), "data-json"))}
    nodes = [one for one in given if one.role == "node"]
    for node in nodes:
        read = values(again[node.iri]) if node.iri in again else Counter()
        counted = {path: n for path, n in lost.by_record.get(node.iri, {}).items() if not path.endswith(LANGUAGE)}
        assert (values(node) - read).total() <= sum(counted.values()) <= node.nquads.count(b"\n"), node.iri
    assert 0 < lost.nodes < len(nodes)
