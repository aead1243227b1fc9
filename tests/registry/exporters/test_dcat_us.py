"""DCAT-US of RDF: what each property becomes, what is left out, and what is told of it."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from danhmuc.registry.exporters import exporter_named
from danhmuc.registry.record.exported import ExportedRecord
from danhmuc.vocab.writing import Unwritten

from ..exported_records import exported_records

PREFIXES = """
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix kept: <https://w3id.org/danhmuc/data-json#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix eu: <http://publications.europa.eu/resource/authority/> .
@prefix : <https://e.vn/> .
"""
CONTACT = 'dcat:contactPoint [ a vcard:Kind ; vcard:fn "Phòng Dữ liệu" ; vcard:hasEmail <mailto:a@e.vn> ]'
PLAIN = f'dct:title "Lúa"@vi ; dct:description "Diện tích lúa"@vi ; {CONTACT}'
IN_FULL = (
    'dcat:keyword "lúa"@vi ; dct:publisher [ a org:Organization ; foaf:name "Sở"@vi ] ; dct:modified "2026" ; '
    "dct:accessRights eu:access-right\\/PUBLIC"
)
FULL = f"""
:1 a dcat:Dataset ; {PLAIN} ;
    dct:title "Rice"@en ; dct:identifier "lua" ; dcat:keyword "lúa"@vi , "rice"@en , "lúa"@en ;
    dct:publisher :so ; dct:issued "2026-01-01"^^xsd:date ; dct:modified "2026-02"^^xsd:gYearMonth ;
    dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/ANNUAL> ;
    dct:language <http://publications.europa.eu/resource/authority/language/VIE> ;
    dct:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> ;
    dcat:theme <http://publications.europa.eu/resource/authority/data-theme/AGRI> ;
    dct:spatial [ a dct:Location ; skos:prefLabel "Huế"@vi ] ;
    dct:temporal [ a dct:PeriodOfTime ; dcat:startDate "2025-01-01"^^xsd:date ; dcat:endDate "2025-12-31"^^xsd:date ] ;
    dcat:landingPage :trang ; dmv:sharingNature <https://w3id.org/danhmuc/concept/sharing-nature/MO> ;
    dcat:distribution :1-csv .
:1-csv a dcat:Distribution ; dct:title "Tệp CSV"@vi ; dct:license <http://creativecommons.org/licenses/by/4.0/> ;
    dcat:accessURL :trang ; dcat:downloadURL :lua.csv ; dcat:byteSize "10"^^xsd:nonNegativeInteger ;
    dcat:mediaType <http://www.iana.org/assignments/media-types/text/csv> ;
    dct:format <http://publications.europa.eu/resource/authority/file-type/CSV> .
:so a foaf:Agent , org:Organization ; foaf:name "Sở"@vi ; foaf:phone <tel:1> ; org:subOrganizationOf :tinh .
:tinh a foaf:Agent , org:Organization ; foaf:name "Tỉnh"@vi ; org:subOrganizationOf :so .
"""

Write = Callable[..., tuple[dict[str, Any], Unwritten]]


@pytest.fixture
def records(tmp_path: Path) -> Callable[[str], list[ExportedRecord]]:
    def read(turtle: str) -> list[ExportedRecord]:
        path = tmp_path / "a.ttl"
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return exported_records(str(path))

    return read


@pytest.fixture
def write(records: Callable[[str], list[ExportedRecord]]) -> Write:
    def written(turtle: str, version: str = "3.0") -> tuple[dict[str, Any], Unwritten]:
        return _written(records(turtle), version)

    return written


def _written(found: list[ExportedRecord], version: str = "3.0") -> tuple[dict[str, Any], Unwritten]:
    out = BytesIO()
    lost = exporter_named("dcat-us" if version == "3.0" else "dcat-us-1.1").write(found, out)
    assert lost is not None
    assert b"\\u0000" not in out.getvalue()
    return json.loads(out.getvalue()), lost


def iris(entries: list[dict[str, Any]]) -> list[str]:
    return [one["@id"].removeprefix("https://e.vn/") for one in entries]


def reasons(lost: Unwritten) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {one.iri.removeprefix("https://e.vn/"): (one.why, one.fields) for one in lost.refused}


# ---------------------------------------------------------------- fields


def test_write__a_record_of_30(write: Write) -> None:
    whole, lost = write(FULL)
    assert whole["conformsTo"] == {"title": "DCAT-US 3.0"}
    assert whole["dataset"] == [
        {
            "@id": "https://e.vn/1",
            "title": "Lúa",
            "description": "Diện tích lúa",
            "keyword": ["lúa", "rice"],
            "modified": "2026-02",
            "publisher": {
                "@id": "https://e.vn/so",
                "name": "Sở",
                # Where agents lead in a circle, the chain ends.
                "subOrganizationOf": [{"@id": "https://e.vn/tinh", "name": "Tỉnh"}],
            },
            "contactPoint": {"fn": "Phòng Dữ liệu", "hasEmail": "mailto:a@e.vn"},
            "identifier": "lua",
            "accessRights": "PUBLIC",
            "accrualPeriodicity": "R/P1Y",
            "distribution": [
                {
                    "@id": "https://e.vn/1-csv",
                    "accessURL": "https://e.vn/trang",
                    "downloadURL": "https://e.vn/lua.csv",
                    "mediaType": "text/csv",
                    "format": "CSV",
                    "title": "Tệp CSV",
                    "byteSize": "10",
                    "license": "http://creativecommons.org/licenses/by/4.0/",
                }
            ],
            "issued": "2026-01-01",
            # The page has no title, which 3.0 requires.
            "landingPage": {"@id": "https://e.vn/trang", "title": "Lúa"},
            "language": "vi",
            "spatial": {"prefLabel": "Huế"},
            "temporal": [{"startDate": "2025-01-01", "endDate": "2025-12-31"}],
            "theme": ["http://publications.europa.eu/resource/authority/data-theme/AGRI"],
        }
    ]
    assert lost.by_record == {
        "https://e.vn/1": {
            "dcat:distribution/dct:title/rdf:language": 1,
            "dcat:keyword/rdf:language": 3,
            "dct:description/rdf:language": 1,
            "dct:spatial/skos:prefLabel/rdf:language": 1,
            "dct:title": 1,
            "dct:title/rdf:language": 1,
            "dmv:sharingNature": 1,
        },
        "https://e.vn/so": {"foaf:name/rdf:language": 1, "foaf:phone": 1},
        "https://e.vn/tinh": {"foaf:name/rdf:language": 1, "org:subOrganizationOf": 1},
    }
    assert lost.count == 4
    assert '<https://e.vn/1> <http://purl.org/dc/terms/title> "Rice"@en' in lost.examples


def test_write__a_record_of_11(write: Write) -> None:
    whole, lost = write(FULL, "1.1")
    assert list(whole) == ["@context", "@type", "conformsTo", "describedBy", "dataset"]
    (one,) = whole["dataset"]
    assert {key: one[key] for key in ("@id", "identifier", "accessLevel", "landingPage", "language", "temporal")} == {
        "@id": "https://e.vn/1",
        "identifier": "lua",
        "accessLevel": "public",
        "landingPage": "https://e.vn/trang",
        "language": ["vi"],
        "temporal": "2025-01-01/2025-12-31",
    }
    assert one["spatial"] == "Huế"
    assert one["publisher"]["subOrganizationOf"]["name"] == "Tỉnh"
    # The licence of all distributions is that of the dataset.
    assert one["license"] == "http://creativecommons.org/licenses/by/4.0/"
    assert "byteSize" not in one["distribution"][0]
    assert lost.by_record["https://e.vn/1"]["dcat:distribution/dcat:byteSize"] == 1


def test_write__licences_that_differ_are_no_licence_of_the_dataset(write: Write) -> None:
    other = FULL + ":1 dcat:distribution :2 . :2 a dcat:Distribution ; dcat:accessURL :2 ; dct:license :l ."
    whole, lost = write(other, "1.1")
    assert "license" not in whole["dataset"][0]
    assert lost.by_record["https://e.vn/1"]["dcat:distribution/dct:license"] == 2


def test_write__a_download_of_an_unknown_type_is_an_access_address_in_11(write: Write) -> None:
    other = FULL + ":1 dcat:distribution [ a dcat:Distribution ; dcat:downloadURL :x.bin ] ."
    whole, lost = write(other, "1.1")
    assert {"accessURL": "https://e.vn/x.bin"} in whole["dataset"][0]["distribution"]
    assert lost.by_record["https://e.vn/1"]["dcat:distribution/dcat:downloadURL"] == 1


def test_write__the_iri_is_the_identifier_of_a_record_without_one(write: Write) -> None:
    whole, _ = write(f":1 a dcat:Dataset ; {PLAIN} .")
    assert whole["dataset"][0]["identifier"] == "https://e.vn/1"


@pytest.mark.parametrize("version", ["1.1", "3.0"])
@pytest.mark.parametrize("said", ["true", "false", None])
def test_write__data_quality_comes_back_as_it_was(write: Write, version: str, said: str | None) -> None:
    kept = "" if said is None else f'; kept:dataQuality "{said}"^^rdf:JSON '
    document, lost = write(f":1 a dcat:Dataset ; {PLAIN} ; {IN_FULL} {kept}.", version)
    (found,) = document["dataset"]
    assert found.get("dataQuality") == (None if said is None else said == "true")
    assert "kept:dataQuality" not in str(lost)


@pytest.mark.parametrize("version", ["1.1", "3.0"])
def test_write__an_empty_identifier_is_filled_by_the_iri(write: Write, version: str) -> None:
    document, _ = write(f':1 a dcat:Dataset ; {PLAIN} ; {IN_FULL} ; dct:identifier "" .', version)
    assert document["dataset"][0]["identifier"] == "https://e.vn/1"


def test_write__11_has_a_thousand_keywords_and_tags_of_no_language(write: Write) -> None:
    words = " , ".join(f'"k{number}"' for number in range(1_001))
    tags = r'kept:language "[\"us-EN\",\"vi\"]"^^rdf:JSON ; dct:language eu:language\/VIE'
    document, lost = write(f":1 a dcat:Dataset ; {PLAIN} ; {IN_FULL} ; dcat:keyword {words} ; {tags} .", "1.1")
    (found,) = document["dataset"]
    assert (len(found["keyword"]), found["language"]) == (1_000, ["us-EN", "vi"])
    assert lost.by_record["https://e.vn/1"]["dcat:keyword"] == 2


def test_write__an_identifier_with_its_agency_is_an_object(write: Write) -> None:
    given = 'dct:identifier "n1" ; adms:identifier [ a adms:Identifier ; skos:notation "n1" ; adms:schemaAgency "Bộ" ]'
    whole, lost = write(f":1 a dcat:Dataset ; {PLAIN} ; {given} .")
    assert whole["dataset"][0]["identifier"] == {"notation": "n1", "schemaAgency": "Bộ"}
    assert "otherIdentifier" not in whole["dataset"][0]
    assert "adms:identifier" not in lost.by_record["https://e.vn/1"]


def test_write__a_node_that_stands_twice_in_a_record_is_whole_twice(write: Write) -> None:
    given = (
        f":1 a dcat:Dataset ; {PLAIN} ; dct:publisher :so ; dct:rightsHolder :so . :so a foaf:Agent ; foaf:name 'S' ."
    )
    (one,) = write(given)[0]["dataset"]
    assert one["publisher"] == one["rightsHolder"][0] == {"@id": "https://e.vn/so", "name": "S"}


def test_write__a_value_that_is_not_valid_is_left_out(write: Write) -> None:
    given = f':1 a dcat:Dataset ; {PLAIN} ; dct:issued "last year" ; dcat:temporalResolution "a day" .'
    whole, lost = write(given)
    assert not {"issued", "temporalResolution"} & whole["dataset"][0].keys()
    assert lost.by_record["https://e.vn/1"]["dct:issued"] == 1


def test_write__what_data_json_said_is_written_only_while_the_record_says_it(write: Write) -> None:
    given = f':1 a dcat:Dataset ; {PLAIN} ; kept:modified "R/P1D" ; kept:other "x"'
    level = "dct:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC>"
    required = f'{level} ; dcat:keyword "k" ; dct:publisher [ a foaf:Agent ; foaf:name "S" ]'
    (plain,) = write(f"{given} ; {required} .", "1.1")[0]["dataset"]
    assert (plain["modified"], plain["other"]) == ("R/P1D", "x")
    (corrected,) = write(f'{given} ; {required} ; dct:modified "2026-01-01"^^xsd:date .', "1.1")[0]["dataset"]
    assert corrected["modified"] == "2026-01-01"


# ---------------------------------------------------------------- access

RIGHTS = "dct:accessRights <http://publications.europa.eu/resource/authority/access-right/{}>"
SHARING = "dmv:sharingNature <https://w3id.org/danhmuc/concept/sharing-nature/{}>"


@pytest.mark.parametrize(
    ("said", "v30", "v11"),
    [
        ("", None, None),
        (RIGHTS.format("RESTRICTED"), "RESTRICTED", "restricted public"),
        (f"{RIGHTS.format('PUBLIC')} , eu:access-right\\/NON_PUBLIC", "NON_PUBLIC", "non-public"),
        (f"{RIGHTS.format('PUBLIC')} ; {SHARING.format('DUNG_RIENG')}", "NON_PUBLIC", "non-public"),
        (f"{RIGHTS.format('PUBLIC')} ; {SHARING.format('MO_CO_DIEU_KIEN')}", "RESTRICTED", "restricted public"),
        (f"{RIGHTS.format('PUBLIC')} ; {SHARING.format('MO')}", "PUBLIC", "public"),
        # The nature of sharing narrows, but never makes public.
        (SHARING.format("MO"), None, None),
        (SHARING.format("DUNG_CHUNG"), "RESTRICTED", "restricted public"),
        (f"{RIGHTS.format('PUBLIC')} ; {SHARING.format('X')}", None, None),
        ('dct:accessRights [ a dct:RightsStatement ; rdfs:label "ask us" ]', "ask us", None),
        (f"{RIGHTS.format('PUBLIC')} ; dct:accessRights :conditions", "https://e.vn/conditions", None),
    ],
)
def test_write__the_narrowest_access_is_stated(write: Write, said: str, v30: str | None, v11: str | None) -> None:
    given = f':1 a dcat:Dataset ; {PLAIN} ; dcat:keyword "k" ; dct:modified "2026" ; dct:publisher [ foaf:name "S" ]'
    turtle = f"{given} ; {said} ." if said else f"{given} ."
    assert write(turtle)[0]["dataset"][0].get("accessRights") == v30
    whole, lost = write(turtle, "1.1")
    if v11 is None:
        assert (whole["dataset"], reasons(lost)) == ([], {"1": ("missing", ("accessLevel",))})
    else:
        assert whole["dataset"][0]["accessLevel"] == v11


# ---------------------------------------------------------------- records that do not fit


def test_write__a_record_that_lacks_a_required_field_is_left_out(write: Write) -> None:
    contact = 'dcat:contactPoint [ vcard:fn "A" ]'
    given = f":1 a dcat:Dataset ; {PLAIN} . :2 a dcat:Dataset ; dct:title 'x' ; dct:description 'y' ; {contact} ."
    whole, lost = write(given)
    assert iris(whole["dataset"]) == ["1"]
    assert reasons(lost) == {"2": ("missing", ("contactPoint.hasEmail",))}
    # Its triples are not among the losses of records that are there.
    assert lost.by_record.keys() == {"https://e.vn/1"}
    assert lost.refused[0].triples == 5


def test_write__of_two_records_with_one_identifier_the_first_is_written(write: Write) -> None:
    service = (
        f":3 a dcat:DataService ; {PLAIN} ; dcat:endpointURL :api ; dct:publisher [ a foaf:Agent ; foaf:name 'S' ]"
    )
    given = "".join(f":{n} a dcat:Dataset ; {PLAIN} ; dct:identifier 'x' . " for n in (1, 2))
    whole, lost = write(f"{given} {service} ; dct:identifier 'x' .")
    assert iris(whole["dataset"]) == ["1"]
    assert reasons(lost) == {"2": ("duplicate", ("identifier",)), "3": ("duplicate", ("identifier",))}


def test_write__what_has_no_class_is_left_out(write: Write) -> None:
    given = f":1 a dmv:Database ; {PLAIN} . :2 a dcat:DatasetSeries ; {PLAIN} . :3 a dcat:Catalog ; {PLAIN} ."
    given += catalog("4")
    assert reasons(write(given)[1]) == {"1": ("class", ("dmv:Database",))}
    assert reasons(write(given, "1.1")[1]) == {
        "1": ("class", ("dmv:Database",)),
        "2": ("class", ("dcat:DatasetSeries",)),
        "3": ("class", ("dcat:Catalog",)),
        "4": ("class", ("dcat:Catalog",)),
    }


def test_write__a_node_record_that_no_record_holds_is_counted_as_lost(write: Write) -> None:
    given = f":1 a dcat:Dataset ; {PLAIN} ; dct:license :l . :l a dct:LicenseDocument ; dct:title 'L' ."
    whole, lost = write(given)
    assert whole["dataset"][0].get("license") is None
    assert lost.by_record["https://e.vn/l"] == {"dct:title": 1, "rdf:type": 1}
    assert lost.nodes == 1


def test_write__a_node_record_loses_what_it_loses_where_it_loses_least(write: Write) -> None:
    agent = ":so a foaf:Agent ; foaf:name 'S' ; foaf:phone <tel:1> ; skos:altLabel 'A' ; org:subOrganizationOf :t . "
    given = f":1 a dcat:Dataset ; {PLAIN} ; dct:creator :so . :2 a dcat:Dataset ; {PLAIN} ; dct:publisher :so . "
    whole, lost = write(agent + given + ":t a foaf:Agent ; foaf:name 'T' .")
    assert whole["dataset"][0]["creator"].keys() == {"@id", "name"}
    assert lost.by_record["https://e.vn/so"] == {"foaf:phone": 1}
    assert lost.count == 1


# ---------------------------------------------------------------- catalogues


def catalog(name: str, *lines: str) -> str:
    return f":{name} a dcat:Catalog ; dct:title '{name}' " + "".join(f"; {line} " for line in lines) + ". "


def datasets(*names: str) -> str:
    return "".join(f":{name} a dcat:Dataset ; {PLAIN} . " for name in names)


def test_write__the_catalogue_that_holds_all_is_that_of_the_file(write: Write) -> None:
    whole, lost = write(catalog("c", "dcat:dataset :1 , :2") + datasets("1", "2"))
    assert (whole["@id"], whole["title"], iris(whole["dataset"])) == ("https://e.vn/c", "c", ["1", "2"])
    assert "catalog" not in whole
    assert "dcat:dataset" not in lost.by_property()


def test_write__records_in_no_catalogue_stand_beside_the_catalogues(write: Write) -> None:
    whole, _ = write(catalog("c", "dcat:dataset :1") + datasets("1", "2"))
    assert "@id" not in whole
    assert iris(whole["dataset"]) == ["2"]
    assert [(one["title"], iris(one["dataset"])) for one in whole["catalog"]] == [("c", ["1"])]


def test_write__a_record_stands_in_the_innermost_catalogue_that_lists_it(write: Write) -> None:
    outer = catalog("a", "dcat:dataset :1 , :2 , :3 , :absent", "dcat:catalog :b , :c", "dct:hasPart :b")
    inner = catalog("b", "dcat:dataset :2") + catalog("c", "dcat:dataset :2 , :3")
    whole, lost = write(outer + inner + datasets("1", "2", "3"))
    assert iris(whole["dataset"]) == ["1"]
    assert [(one["title"], iris(one["dataset"])) for one in whole["catalog"]] == [("b", ["2"]), ("c", ["3"])]
    # A catalogue holds what the catalogues within it hold; what stands elsewhere, or nowhere, is lost to it.
    numbers = {iri: numbers.get("dcat:dataset", 0) for iri, numbers in lost.by_record.items()}
    assert (numbers.get("https://e.vn/a"), numbers.get("https://e.vn/c")) == (1, 1)


def test_write__a_catalogue_stands_in_the_innermost_that_lists_it(write: Write) -> None:
    given = catalog("a", "dcat:catalog :b , :c") + catalog("b", "dcat:catalog :c") + catalog("c", "dcat:dataset :1")
    whole, lost = write(given + datasets("1"))
    (inner,) = whole["catalog"]
    assert (whole["title"], inner["title"], [one["title"] for one in inner["catalog"]]) == ("a", "b", ["c"])
    assert "dcat:catalog" not in lost.by_property()


def test_write__catalogues_in_a_circle_are_written_once(write: Write) -> None:
    circle = catalog("a", "dcat:catalog :b") + catalog("b", "dcat:catalog :a", "dcat:dataset :1")
    whole, lost = write(circle + datasets("1"))
    assert (whole["title"], whole["catalog"][0]["title"], iris(whole["catalog"][0]["dataset"])) == ("a", "b", ["1"])
    assert lost.by_record["https://e.vn/b"]["dcat:catalog"] == 1


def test_write__a_file_of_11_has_the_iri_of_its_one_catalogue(write: Write) -> None:
    rights = RIGHTS.format("PUBLIC")
    full = f'{PLAIN} ; {rights} ; dcat:keyword "k" ; dct:modified "2026" ; dct:publisher [ foaf:name "S" ]'
    whole, lost = write(catalog("c", "dcat:dataset :1") + f":1 a dcat:Dataset ; {full} .", "1.1")
    assert (whole["@id"], len(whole["dataset"])) == ("https://e.vn/c", 1)
    assert lost.refused == []
    assert lost.by_record["https://e.vn/c"] == {"dct:title": 1}
    outer = catalog("b", "dcat:catalog :c") + catalog("c", "dcat:dataset :1") + f":1 a dcat:Dataset ; {full} ."
    whole, lost = write(outer, "1.1")
    assert (whole["@id"], len(whole["dataset"])) == ("https://e.vn/b", 1)
    assert reasons(lost) == {"c": ("class", ("dcat:Catalog",))}
    assert lost.by_record["https://e.vn/b"] == {"dcat:catalog": 1, "dct:title": 1}


def test_write__a_catalogue_record_stands_by_its_record_and_leaves_with_it(write: Write) -> None:
    about = "".join(
        f":r{name} a dcat:CatalogRecord ; foaf:primaryTopic :{name} ; dct:modified '2026' . " for name in ("1", "2")
    )
    given = catalog("c", "dcat:dataset :1") + datasets("1") + ":2 a dcat:Dataset ; dct:title 'x' . " + about
    whole, lost = write(given)
    assert [(one["@id"], one["primaryTopic"]) for one in whole["record"]] == [("https://e.vn/r1", "https://e.vn/1")]
    assert reasons(lost) == {"2": ("missing", ("description", "contactPoint")), "r2": ("topic", ("primaryTopic",))}
    assert {one.role for one in lost.refused} == {"record", "catalog-record"}
    assert "https://e.vn/r2" not in lost.by_record


# ---------------------------------------------------------------- records that others name


def test_write__a_record_that_another_names_stands_there_with_what_is_required(write: Write) -> None:
    series = f":s a dcat:DatasetSeries ; {PLAIN} ; dct:issued '2026' ."
    given = f":1 a dcat:Dataset ; {PLAIN} ; dcat:inSeries :s , :absent . {series}"
    whole, lost = write(given)
    assert whole["dataset"][0]["inSeries"] == [
        {"@id": "https://e.vn/s", "title": "Lúa", "description": "Diện tích lúa"}
    ]
    assert lost.by_record["https://e.vn/1"]["dcat:inSeries"] == 1
    assert whole["datasetSeries"][0]["issued"] == "2026"


@pytest.mark.parametrize("identifier", ["", 'dct:identifier "1" ; '], ids=["IRI", "text"])
def test_write__a_service_and_a_series_name_their_datasets(write: Write, identifier: str) -> None:
    service = f"{PLAIN} ; dcat:endpointURL :api ; dct:publisher [ foaf:name 'S' ] ; dcat:servesDataset :1, :absent"
    series = f"{PLAIN} ; dcat:seriesMember :1, :2 ; dcat:first :1 ; dcat:last :2"
    given = f":1 a dcat:Dataset ; {identifier}{PLAIN} . :2 a dcat:Dataset ; dct:title 'x' ."
    whole, lost = write(f"{given} :s a dcat:DataService ; {service} . :t a dcat:DatasetSeries ; {series} .")
    (dataset,) = whole["dataset"]
    assert whole["service"][0]["servesDataset"] == [dataset]
    assert whole["datasetSeries"][0]["seriesMember"] == [dataset]
    assert whole["datasetSeries"][0]["first"] == dataset
    assert "last" not in whole["datasetSeries"][0]
    assert lost.by_record["https://e.vn/s"]["dcat:servesDataset"] == 1
    assert {path: lost.by_record["https://e.vn/t"][path] for path in ("dcat:seriesMember", "dcat:last")} == {
        "dcat:seriesMember": 1,
        "dcat:last": 1,
    }


def test_write__a_member_that_data_gov_would_not_know_again_is_not_named(write: Write) -> None:
    identifier = "dct:identifier '1' ; adms:identifier [ a adms:Identifier ; skos:notation '1' ; dct:issued '2026' ]"
    given = f":1 a dcat:Dataset ; {PLAIN} ; {identifier} . :t a dcat:DatasetSeries ; {PLAIN} ; dcat:seriesMember :1 ."
    whole, lost = write(given)
    assert whole["dataset"][0]["identifier"] == {"notation": "1", "issued": "2026"}
    assert "seriesMember" not in whole["datasetSeries"][0]
    assert lost.by_record["https://e.vn/t"]["dcat:seriesMember"] == 1


@pytest.mark.parametrize("about", ["", ":trang a foaf:Document ; dcat:accessURL :x ."], ids=["IRI", "without title"])
def test_write__a_landing_page_without_title_has_that_of_its_record(write: Write, about: str) -> None:
    whole, lost = write(f":1 a dcat:Dataset ; {PLAIN} ; dct:title 'Rice'@en ; dcat:landingPage :trang . {about}")
    more = {"accessURL": "https://e.vn/x"} if about else {}
    assert whole["dataset"][0]["landingPage"] == {"@id": "https://e.vn/trang", "title": "Lúa", **more}
    assert "dcat:landingPage" not in lost.by_record["https://e.vn/1"]


def test_write__a_page_that_is_not_about_the_record_itself_gets_no_title(write: Write) -> None:
    whole, lost = write(f":1 a dcat:Dataset ; {PLAIN} ; foaf:page :trang .")
    assert "page" not in whole["dataset"][0]
    assert lost.by_record["https://e.vn/1"]["foaf:page"] == 1


# ---------------------------------------------------------------- contacts

DESK = "https://e.vn/desk"
NO_EMAIL = "dct:title 'x' ; dct:description 'x' ; dcat:contactPoint [ a vcard:Individual ; vcard:fn 'An' ]"


@pytest.mark.parametrize("version", ["3.0", "1.1"])
@pytest.mark.parametrize("said", [NO_EMAIL, "dct:title 'x' ; dct:description 'x'"], ids=["no e-mail", "no contact"])
def test_write__a_record_without_a_contact_has_that_of_its_catalogue(
    records: Callable[[str], list[ExportedRecord]], said: str, version: str
) -> None:
    rest = "dcat:keyword 'x' ; dct:modified '2026' ; dct:publisher :so ; dct:accessRights 'PUBLIC'"
    given = f":1 a dcat:Dataset ; {said} ; {rest} . :2 a dcat:Dataset ; {PLAIN} ; {rest} . :so foaf:name 'Sở' ."
    (desk,) = (one for one in records(":a a dcat:Dataset ; dcat:contactPoint :desk . " + _desk()) if one.iri == DESK)
    with_desk = [
        replace(one, contact=DESK, reached={**one.reached, DESK: desk.nquads}) if one.role == "record" else one
        for one in records(given)
    ]
    whole, lost = _written([*with_desk, desk], version)
    contacts = {one["@id" if version == "3.0" else "identifier"]: one["contactPoint"] for one in whole["dataset"]}
    found = contacts["https://e.vn/1"]
    assert found == {"@id": DESK, "fn": "Desk", "hasEmail": "mailto:desk@e.vn"}
    assert contacts["https://e.vn/2"] == {"fn": "Phòng Dữ liệu", "hasEmail": "mailto:a@e.vn"}
    assert lost.contacts_given == 1
    assert lost.by_record[DESK] == {"vcard:hasTelephone": 1}
    assert lost.by_record.get("https://e.vn/1", {}).get("dcat:contactPoint", 0) == ("contactPoint" in said)
    assert lost.refused == []


def test_write__a_catalogue_s_contact_without_e_mail_address_helps_nobody(
    records: Callable[[str], list[ExportedRecord]],
) -> None:
    (one,) = records(f":1 a dcat:Dataset ; {NO_EMAIL} .")
    desk = f'<{DESK}> <http://www.w3.org/2006/vcard/ns#fn> "Desk" .\n'.encode()
    _, lost = _written([replace(one, contact=DESK, reached={DESK: desk})], "3.0")
    assert reasons(lost) == {"1": ("missing", ("contactPoint.hasEmail",))}
    assert (lost.contacts_given, lost.count) == (0, 0)


def _desk() -> str:
    return ":desk a vcard:Kind ; vcard:fn 'Desk' ; vcard:hasEmail <mailto:desk@e.vn> ; vcard:hasTelephone <tel:1> ."


# ---------------------------------------------------------------- the file


@pytest.mark.parametrize("version", ["3.0", "1.1"])
def test_write__no_records_are_a_file_without_entries(version: str) -> None:
    whole, lost = _written([], version)
    assert whole["dataset"] == []
    assert lost == Unwritten()


def test_write__the_same_records_give_the_same_bytes(records: Callable[[str], list[ExportedRecord]]) -> None:
    given = records(FULL + catalog("c", "dcat:dataset :1"))
    first, second = BytesIO(), BytesIO()
    exporter_named("dcat-us").write(given, first)
    shuffled = [replace(one, nquads=b"".join(reversed(one.nquads.splitlines(keepends=True)))) for one in given]
    exporter_named("dcat-us").write(shuffled, second)
    assert first.getvalue() == second.getvalue()


@pytest.mark.usefixtures("usual_collection")
def test_write__records_do_not_stand_in_memory() -> None:
    text = "x" * 20_000

    def endless() -> Iterator[ExportedRecord]:
        dct, vcard = "http://purl.org/dc/terms", "http://www.w3.org/2006/vcard/ns"
        for number in range(200):
            iri = f"https://e.vn/{number:06}"
            lines = (
                f"<{iri}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> .",
                f'<{iri}> <{dct}/title> "T" .',
                f'<{iri}> <{dct}/description> "{text}" .',
                f"<{iri}> <http://www.w3.org/ns/dcat#contactPoint> _:c{number} .",
                f'_:c{number} <{vcard}#fn> "A" .',
                f"_:c{number} <{vcard}#hasEmail> <mailto:a@e.vn> .",
            )
            yield ExportedRecord(iri=iri, nquads="".join(f"{line}\n" for line in lines).encode())

    class Counter(BytesIO):
        size = 0

        def write(self, data: Any) -> int:
            self.size += len(data)
            return len(data)

    out = Counter()
    exporter = exporter_named("dcat-us")
    exporter.write([], BytesIO())
    tracemalloc.start()
    exporter.write(endless(), out)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert out.size > 4_000_000
    assert peak < 1_500_000
