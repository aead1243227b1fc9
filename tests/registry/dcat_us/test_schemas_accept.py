"""GSA's JSON Schemas accept whatever is written, also of records that are not as DCAT-US wants them."""

from __future__ import annotations

import json
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import NamedNode, Quad

from danhmuc.registry.dcat_us.data_json_writer import write_data_json
from danhmuc.registry.dcat_us.field_table import Version
from danhmuc.registry.record.exported import ExportedRecord
from danhmuc.vocab.canonical import canonicalize

from ..exported_records import exported_records
from .gsa_schemas import GsaSchemas
from .mapped import mapped
from .test_beside_schemas import OBJECTS_30, RECORD_11, places, with_value

ROOT: Final = NamedNode("https://e.vn/record")
VALUES: Final = (..., 5, "x", "[[REDACTED-EX B6]]", [], ["[[REDACTED-EX B6]]"], "2025/2026-01-31")
DATASET_30: Final = {**OBJECTS_30["Dataset"], "distribution": [OBJECTS_30["Distribution"]]}


@pytest.fixture(scope="module")
def schemas(test_data: Path) -> GsaSchemas:
    return GsaSchemas(test_data)


def exported(value: object, version: Version) -> ExportedRecord:
    """A record of data.json, with all that it says in its own graph."""
    found = mapped(value, version)
    quads = [
        Quad(
            ROOT if subject == found.root else subject,
            prop,
            ROOT if term == found.root else term,
        )
        for subject, pairs in found.descriptions.items()
        for prop, term in pairs
    ]
    return ExportedRecord(iri=ROOT.value, nquads=canonicalize(quads).nquads)


@pytest.mark.parametrize(("read", "whole"), [("1.1", RECORD_11), ("3.0", DATASET_30)])
def test_schemas__accept_what_is_written_of_any_value(read: Version, whole: object, schemas: GsaSchemas) -> None:
    written = {"1.1": 0, "3.0": 0}
    for place, at in enumerate(places(whole)):
        for number, value in enumerate(VALUES):
            # Each value is written in one version, and each version has about half of them.
            version: Version = "1.1" if (place + number) % 2 else "3.0"
            out = BytesIO()
            write_data_json([exported(with_value(whole, at, value), read)], out, version)
            found = json.loads(out.getvalue())
            assert schemas.faults(found, version) == [], (at, value)
            written[version] += len(found["dataset"])
    assert all(written.values())


def assert_accepted(given: list[ExportedRecord], version: Version, schemas: GsaSchemas) -> int:
    """The number of datasets written."""
    out = BytesIO()
    write_data_json(given, out, version)
    found = json.loads(out.getvalue())
    assert schemas.faults(found, version) == []
    return out.getvalue().count(b'"accessLevel"' if version == "1.1" else b'"contactPoint":{')


@pytest.mark.parametrize("version", ["1.1", "3.0"])
def test_schemas__accept_vietnamese_records(version: Version, schemas: GsaSchemas) -> None:
    samples = str(files("danhmuc.registry") / "samples")
    assert assert_accepted(exported_records(samples), version, schemas) > 50


def test_schemas__accept_belgian_records(test_data: Path, schemas: GsaSchemas) -> None:
    assert assert_accepted(exported_records(str(test_data / "belgium" / "page-1.trig")), "3.0", schemas) > 50
