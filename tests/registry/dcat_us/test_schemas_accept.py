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
from danhmuc.registry.dcat_us.field_table import CLASSES, KEPT, Version
from danhmuc.registry.json_records.value_terms import ACCESS_RIGHTS
from danhmuc.registry.record.exported import ExportedRecord
from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.terms import DCAT, DCT, FOAF, RDF, SKOS, VCARD

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


@pytest.mark.soak
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


RDF_JSON: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
GEO_JSON: Final = "http://www.opengis.net/ont/geosparql#geoJSONLiteral"
TERMS: Final = (
    f'"2026-01-01+07:00"^^<{XSD}date>',
    f'"2026-01-01T24:00:00"^^<{XSD}dateTime>',
    "<mailto:a@e.vn?subject=x>",
    '"[[REDACTED"',
    "_:node",
    f'"{"[" * 900 + "]" * 900}"^^<{RDF_JSON}>',
    f'"\\"\\\\ud800\\""^^<{RDF_JSON}>',
    f'"{{\\"type\\":\\"Point\\",\\"coordinates\\":[NaN,1]}}"^^<{GEO_JSON}>',
)
REQUIRED: Final = {
    DCT.title: '"T"',
    DCT.description: '"D"',
    DCAT.keyword: '"k"',
    DCT.modified: '"2026"',
    DCT.publisher: "_:publisher",
    DCAT.contactPoint: "_:contact",
    DCT.accessRights: f"{ACCESS_RIGHTS[0]}",
}
NODES: Final = f"""
_:publisher {FOAF.name} "P" .
_:contact {VCARD.fn} "C" .
_:contact {VCARD.hasEmail} <mailto:a@e.vn> .
_:node {SKOS.prefLabel} "N" .
_:node {DCT.hasPart} {ROOT} .
_:node {DCT.creator} _:node .
{ROOT} <{KEPT}spatial> "x" .
{ROOT} {DCT.spatial} _:node .
"""


@pytest.mark.soak
@pytest.mark.parametrize("version", ["1.1", "3.0"])
def test_schemas__accept_what_is_written_of_any_rdf(version: Version, schemas: GsaSchemas) -> None:
    written = 0
    for field in CLASSES["Dataset"].fields:
        others = "".join(f"{ROOT} {prop} {term} .\n" for prop, term in REQUIRED.items() if prop != field.name)
        for number, term in enumerate(TERMS):
            # As its property, or as what data.json said of it.
            prop = NamedNode(KEPT + field.key) if number >= 5 and field.kind != "spatial" else field.name
            lines = f"{ROOT} {RDF.type} {DCAT.Dataset} .\n{others}{ROOT} {prop} {term} .{NODES}"
            out = BytesIO()
            write_data_json([ExportedRecord(iri=ROOT.value, nquads=lines.encode())], out, version)
            found = json.loads(out.getvalue(), parse_constant=float.fromhex)
            assert schemas.faults(found, version) == [], (field.key, term)
            written += len(found["dataset"])
    assert written > 300


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
