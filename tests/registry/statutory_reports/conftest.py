"""A made registry with a dataset of each class, agencies of several levels, and what must not be listed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.statutory_reports import ReportSheet, StatutoryReport

PREFIXES: Final = """@base <https://e.vn/> .
@prefix access: <http://publications.europa.eu/resource/authority/access-right/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix form: <https://w3id.org/danhmuc/concept/sharing-form/> .
@prefix layer: <https://w3id.org/danhmuc/concept/data-layer/> .
@prefix nature: <https://w3id.org/danhmuc/concept/sharing-nature/> .
@prefix personal: <https://w3id.org/danhmuc/concept/personal-data/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
AGENCIES: Final = """
<ubnd> a foaf:Agent ; foaf:name "UBND thành phố"@vi , "People's Committee"@en ; dct:identifier "H57" .
<so> a foaf:Agent ; foaf:name "Sở Nước"@vi ; dct:identifier "H57.01" .
<khac> a foaf:Agent ; foaf:name "Bộ Khác"@vi ; dct:identifier "G99" .
"""
DATABASE: Final = """
<db> a dmv:Database ; dct:title "CSDL nước"@vi ; dct:identifier "DB1" ; dct:publisher <so> ; dct:rightsHolder <ubnd> ;
    dmv:purpose "Quản lý nước"@vi ; dct:description "Sông, hồ"@vi ; dct:spatial <hue> ; dct:source "Trạm đo"@vi ;
    dct:provenance [ a dct:ProvenanceStatement ; rdfs:label "Cập nhật mỗi giờ"@vi ] .
<hue> a dct:Location ; rdfs:label "Thành phố Huế"@vi .
"""
SERVICE: Final = """
<dv> a dcat:DataService ; dct:title "Dịch vụ nước"@vi ; dct:identifier "DV1" ; dct:publisher <so> ;
    dct:description "Tham số: trạm, ngày"@vi ; dcat:endpointURL <https://api.e.vn/v1> ;
    dcat:endpointDescription <https://api.e.vn/v1.json> ; dct:conformsTo <https://e.vn/cau-truc> ;
    dmv:sharingPlatform "NDXP"@vi ; dct:available "2026-03-01"^^xsd:date ; dcat:servesDataset <mo> , <absent> ;
    dmv:plannedOutage [ dcat:startDate "2026-09-01"^^xsd:date ; dcat:endDate "2026-09-02"^^xsd:date ] ;
    dcat:contactPoint [ a vcard:Organization ; vcard:fn "Phòng Dữ liệu"@vi ; vcard:hasEmail <mailto:a@e.vn> ] .
"""


def dataset(name: str, nature: str | None = "nature:MO", more: str = "", publisher: str = "so") -> str:
    """A dataset of Turtle, whose title is ``Dữ liệu`` and its name."""
    parts = [f'<{name}> a dcat:Dataset ; dct:title "Dữ liệu {name}"@vi ; dct:identifier "{name}"']
    parts += [
        f"dct:publisher <{publisher}>",
        *([f"dmv:sharingNature {nature}"] if nature else []),
        *([more] if more else []),
    ]
    return " ; ".join(parts) + " .\n"


CLASSES: Final = "".join(
    [
        dataset(
            "mo", more='dct:isPartOf <db> ; dct:modified "2026-03-05"^^xsd:date ; dcat:landingPage <https://e.vn/t>'
        ),
        dataset("co-dieu-kien", "nature:MO_CO_DIEU_KIEN", "dct:isPartOf <db>"),
        dataset("chung", "nature:DUNG_CHUNG", "dmv:sharingForm form:MAC_DINH ; dct:isPartOf <db>", "ubnd"),
        dataset("dac-thu", "nature:DUNG_CHUNG", "dmv:sharingForm form:DAC_THU ; dct:isPartOf <db>"),
        dataset("chu", "nature:DUNG_CHUNG", "dct:type layer:CHU ; dct:isPartOf <db>"),
        dataset("goc-mo", more="dct:type layer:GOC"),
        dataset("goc-rieng", "nature:DUNG_RIENG", "dct:type layer:GOC"),
        dataset("rieng", "nature:DUNG_RIENG"),
        dataset("khong-neu", None),
        dataset("chu-la", '"Công khai"@vi'),
        dataset("la", "<https://a.example/nature/MO>"),
        dataset("hai", "nature:MO , nature:DUNG_RIENG"),
        dataset("mau-thuan", more="dct:accessRights access:NON_PUBLIC"),
        dataset("ca-nhan", more="dmv:personalData personal:NHAY_CAM"),
        dataset("khac-1", publisher="khac"),
        dataset("cong-thuc", more='dct:description "=cmd()|x"@vi').replace("Dữ liệu cong-thuc", "=1+1"),
    ]
)


LENIENT: Final = """
@prefix : <https://e.vn/shapes/lenient#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
<https://e.vn/shapes/lenient> a prof:Profile ; prof:hasToken "lenient" ; dct:title "Dễ"@vi , "Lenient"@en .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-title .
:Dataset-title a sh:PropertyShape ; sh:path dct:title ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Phải có tên."@vi , "Needs a title."@en .
"""
"""A profile that asks for little, so that records are accepted."""


@contextmanager
def registry_of(url: str, folder: Path, *, profile: str | None = None, **documents: str) -> Iterator[Registry]:
    """A registry with documents of Turtle, harvested in their order; each is a source of its own."""
    if profile is None:
        profile = str(folder / "lenient-profile.ttl")
        Path(profile).write_text(LENIENT, encoding="utf-8")
    with Registry.open(url) as registry:
        for name, turtle in documents.items():
            (folder / f"{name}.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
            registry.harvest(source_at(str(folder / f"{name}.ttl")), profile=profile)
        yield registry


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """A registry with a dataset of each kind; tests only read it."""
    folder = tmp_path_factory.mktemp("made")
    everything = AGENCIES + DATABASE + SERVICE + CLASSES
    with registry_of(f"sqlite:///{folder / 'r.db'}", folder, all=everything) as registry:
        yield registry


def sheet(report: StatutoryReport, key: str) -> ReportSheet:
    """The sheet of a report with a key."""
    return next(one for one in report.sheets if one.key == key)


def by_key(of: ReportSheet) -> list[dict[str, object]]:
    """The rows of a sheet, each by the keys of the columns."""
    return [dict(zip((one.key for one in of.columns), row, strict=True)) for row in of.cells()]


def codes(report: StatutoryReport, key: str) -> list[object]:
    """The codes in the rows of a sheet."""
    return [row["code"] for row in by_key(sheet(report, key))]


def totals(report: StatutoryReport, key: str) -> dict[str, int]:
    """The totals of a sheet."""
    return {one.key: one.count for one in sheet(report, key).totals}
