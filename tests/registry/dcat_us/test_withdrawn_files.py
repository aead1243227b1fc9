"""A distribution that its source withdraws by a status: 3.0 has it with its status, 1.1 leaves it out and says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from danhmuc.registry import ExportReport, Registry

from ..feeds.public_words import dataset, harvest

STATUS = "<http://publications.europa.eu/resource/authority/distribution-status/{}>"
FILE = "a dcat:Distribution ; dcat:accessURL <https://e.vn/{0}> ; adms:status {1}"
COMMON = (
    'dct:identifier "d"',
    'dcat:keyword "k"',
    'dct:modified "2026-01-01"^^xsd:date',
    "dct:accessRights access:PUBLIC",
    'dct:publisher [ a foaf:Agent ; foaf:name "A" ]',
    'dcat:contactPoint [ a vcard:Kind ; vcard:fn "A" ; vcard:hasEmail <mailto:a@e.vn> ]',
)


@pytest.fixture
def registry(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    files = (FILE.format("here", STATUS.format("COMPLETED")), FILE.format("gone", STATUS.format("WITHDRAWN")))
    named = f"dcat:distribution [ {files[0]} ] , [ {files[1]} ] , <shared>"
    shared = f"<shared> {FILE.format('shared', STATUS.format('WITHDRAWN'))} .\n"
    other = dataset("e", *COMMON, "dcat:distribution <shared>").replace('"d" ;', '"e" ;', 1)
    with Registry.open(sqlite_url, create=True) as opened:
        harvest(opened, tmp_path, "a", dataset("d", *COMMON, named) + other + shared)
        yield opened


def export(registry: Registry, name: str) -> tuple[dict[str, list[Any]], ExportReport]:
    """The distributions of each dataset, and the report."""
    out = BytesIO()
    report = registry.export(name, out)
    return {one["identifier"]: one.get("distribution", []) for one in json.loads(out.getvalue())["dataset"]}, report


def test_data_json__leaves_a_withdrawn_file_out_and_counts_it(registry: Registry) -> None:
    found, report = export(registry, "dcat-us-1.1")
    assert {key: [one["accessURL"] for one in files] for key, files in found.items()} == {
        "d": ["https://e.vn/here"],
        "e": [],
    }
    assert report.refused == ()
    assert report.unwritten_by_property["dcat:distribution"] == 3


def test_dcat_us__has_it_with_its_status(registry: Registry) -> None:
    found, _ = export(registry, "dcat-us")
    assert sorted(one["accessURL"] for one in found["d"]) == [
        "https://e.vn/gone",
        "https://e.vn/here",
        "https://e.vn/shared",
    ]
    assert all("status" in one for files in found.values() for one in files)
