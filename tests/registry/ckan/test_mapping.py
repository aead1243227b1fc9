"""Packages become records by the table: what is said, what is malformed, and what must not be read too widely."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pyoxigraph import NamedNode

from danhmuc.registry.ckan.package_fields import mapping_digest
from danhmuc.registry.ckan.package_mapping import MappedPackage, map_package
from danhmuc.registry.json_records.record_spool import split_mapped
from danhmuc.registry.record.record import IriSpace, SourceRecord
from danhmuc.registry.record.secrecy import is_state_secret, with_unclear_marks
from danhmuc.registry.record.summary import UNKNOWN_LEVEL, summarise

from .mapped import ID, IRI, codes, decoded, extras, mapped, triples
from .portal import PORTAL

UUID = "00000000-0000-4000-8000-00000000000a"
XSD = "http://www.w3.org/2001/XMLSchema#"
GEO = "http://www.opengis.net/ont/geosparql#"
EU = "http://publications.europa.eu/resource/authority/"


def of(prop: str, found: MappedPackage) -> list[str]:
    """The values of a property of the package."""
    return [one.partition(" ")[2] for one in triples(found) if one.startswith(f"{prop} ")]


def resource(**fields: object) -> MappedPackage:
    """A package with one resource."""
    return mapped(resources=[{"id": "r", "package_id": ID, "url": "https://e.vn/a.csv", **fields}])


def of_resource(found: MappedPackage) -> list[str]:
    """What is said of that resource but for its type and address."""
    lines = [one.replace(XSD, "xsd:") for one in triples(found, NamedNode(f"{IRI}/resource/r"))]
    return [one for one in lines if one not in ("rdf:type dcat:Distribution", "dcat:accessURL https://e.vn/a.csv")]


def record(found: MappedPackage) -> SourceRecord:
    """The record of the package."""
    parts = split_mapped(found.root, found.descriptions, {}, "{}", "p", IriSpace(source="portal"))
    return next(one.record for one in parts.parts if one.root == found.root)


# ---------------------------------------------------------------- IRIs


@pytest.mark.parametrize(
    ("fields", "iri"),
    [
        ({}, IRI),
        ({"extras": extras(uri="https://e.vn/d")}, "https://e.vn/d"),
        ({"uri": "https://e.vn/d", "extras": extras(uri="https://e.vn/e")}, "https://e.vn/d"),
        ({"extras": extras(guid="https://e.vn/d")}, "https://e.vn/d"),
        ({"extras": extras(guid="https://e.vn/g", uri="https://e.vn/d")}, "https://e.vn/d"),
        ({"extras": extras(guid="urn:uuid:1", uri="None")}, IRI),
        ({"extras": extras(dcat_uri="https://e.vn/d")}, "https://e.vn/d"),
        ({"extras": extras(uri="https://e.vn/a b")}, "https://e.vn/a%20b"),
    ],
)
def test_iri__is_that_of_the_package_or_of_its_page(fields: dict[str, Any], iri: str) -> None:
    assert mapped(**fields).root == NamedNode(iri)


def test_iri__of_a_resource_is_its_own_or_that_of_its_page() -> None:
    found = mapped(resources=[{"id": "a"}, {"id": "b", "uri": "https://e.vn/r"}, {"id": "c", "uri": "None"}, {}])
    given = of("dcat:distribution", found)
    assert given[:3] == [f"{IRI}/resource/a", "https://e.vn/r", f"{IRI}/resource/c"]
    assert given[3].startswith("[rdf:type dcat:Distribution")


# ---------------------------------------------------------------- fields of the package


@pytest.mark.parametrize(
    ("fields", "prop", "values"),
    [
        ({"title": "T"}, "dct:title", ['"T"']),
        ({"title": {"vi": "A", "en": "B"}}, "dct:title", ['"A"@vi', '"B"@en']),
        ({"title": "A", "title_translated": {"vi": "A", "en": "", "fr_CA": "C"}}, "dct:title", ['"A"@vi', '"C"@fr-ca']),
        ({"title_translated": '{"vi": "A"}', "title": "B"}, "dct:title", ['"A"@vi']),
        ({"notes": "{not JSON"}, "dct:description", ['"{not JSON"']),
        ({"tags": [{"name": "a", "display_name": "A"}, {"name": "b"}]}, "dcat:keyword", ['"A"', '"b"']),
        ({"tags": ["a", "a", ""]}, "dcat:keyword", ['"a"']),
        (
            {"tags": [{"name": "a"}], "tags_translated": {"vi": ["x", "y"], "en": "z"}},
            "dcat:keyword",
            ['"x"@vi', '"y"@vi', '"z"@en'],
        ),
        ({"url": "https://e.vn/p"}, "dcat:landingPage", ["https://e.vn/p"]),
        ({}, "dct:identifier", [f'"{ID}"']),
        ({"extras": extras(guid="g")}, "dct:identifier", ['"g"']),
        ({"extras": extras(guid="g", identifier="i")}, "dct:identifier", ['"i"']),
        ({"identifier": 5}, "dct:identifier", ['"5"']),
        (
            {"extras": extras(alternate_identifier='["a", "b"]')},
            "adms:identifier",
            ['[skos:notation "a"', '[skos:notation "b"'],
        ),
        ({"version": "1.0"}, "dcat:version", ['"1.0"']),
        ({"metadata_created": "2026-01-02T03:04:05.6"}, "dct:issued", ['"2026-01-02T03:04:05.6"^^xsd:dateTime']),
        ({"metadata_created": "2026-01-02", "extras": extras(issued="2020")}, "dct:issued", ['"2020"^^xsd:gYear']),
        ({"metadata_modified": "2026-01"}, "dct:modified", ['"2026-01"^^xsd:gYearMonth']),
        ({"extras": extras(frequency="daily")}, "dct:accrualPeriodicity", [f"{EU}frequency/DAILY"]),
        ({"frequency": "ANNUAL"}, "dct:accrualPeriodicity", [f"{EU}frequency/ANNUAL"]),
        ({"frequency": "http://e.vn/f"}, "dct:accrualPeriodicity", ["http://e.vn/f"]),
        ({"extras": extras(language="vi, en")}, "dct:language", [f"{EU}language/VIE", f"{EU}language/ENG"]),
        ({"language": ["vi", f"{EU}language/ENG"]}, "dct:language", [f"{EU}language/VIE", f"{EU}language/ENG"]),
        ({"extras": extras(theme=f'["{EU}data-theme/ENVI"]')}, "dcat:theme", [f"{EU}data-theme/ENVI"]),
        ({"extras": extras(theme="envi,HEAL")}, "dcat:theme", [f"{EU}data-theme/ENVI", f"{EU}data-theme/HEAL"]),
        ({"groups": [{"id": "g", "title": "Nước"}]}, "dcat:theme", [f"{PORTAL}group/g"]),
        (
            {"conforms_to": ["http://e.vn/s", "TCVN 1"]},
            "dct:conformsTo",
            ["http://e.vn/s", '[rdf:type dct:Standard ; dct:title "TCVN 1"]'],
        ),
        ({"documentation": ["https://e.vn/doc"]}, "foaf:page", ["https://e.vn/doc"]),
        ({"provenance": "Đo"}, "dct:provenance", ['[rdf:type dct:ProvenanceStatement ; rdfs:label "Đo"]']),
        ({"provenance": {"vi": "Đo"}}, "dct:provenance", ['[rdf:type dct:ProvenanceStatement ; rdfs:label "Đo"@vi]']),
        (
            {"hvd_category": ["http://data.europa.eu/bna/c_164e0bf5"]},
            "dcatap:hvdCategory",
            ["http://data.europa.eu/bna/c_164e0bf5"],
        ),
        ({"in_series": [UUID]}, "dcat:inSeries", [f"{PORTAL}dataset/{UUID}"]),
        ({"extras": extras(has_version='["https://e.vn/v"]')}, "dcat:hasVersion", ["https://e.vn/v"]),
        ({"temporal_resolution": "P1D"}, "dcat:temporalResolution", ['"P1D"^^xsd:duration']),
        ({"spatial_resolution_in_meters": [1.5]}, "dcat:spatialResolutionInMeters", ['"1.5"^^xsd:decimal']),
        (
            {"extras": extras(temporal_start="2020", temporal_end="2021-02-03")},
            "dct:temporal",
            ['[dcat:startDate "2020"^^xsd:gYear ; dcat:endDate "2021-02-03"^^xsd:date ; rdf:type dct:PeriodOfTime]'],
        ),
        (
            {"temporal_coverage": [{"start": "2020", "end": ""}]},
            "dct:temporal",
            ['[dcat:startDate "2020"^^xsd:gYear ; rdf:type dct:PeriodOfTime]'],
        ),
        ({"extras": extras(spatial_uri="http://e.vn/hue")}, "dct:spatial", ["http://e.vn/hue"]),
        ({"extras": extras(spatial="Huế")}, "dct:spatial", ['[skos:prefLabel "Huế" ; rdf:type dct:Location]']),
        (
            {"extras": extras(spatial="POINT(107 16)")},
            "dct:spatial",
            ['[locn:geometry "POINT(107 16)"^^geo:wktLiteral ; rdf:type dct:Location]'],
        ),
        (
            {"spatial_coverage": [{"uri": "http://e.vn/hue", "text": "Huế"}]},
            "dct:spatial",
            ["http://e.vn/hue", '[skos:prefLabel "Huế" ; rdf:type dct:Location]'],
        ),
        ({"type": "dataset_series"}, "rdf:type", ["dcat:DatasetSeries"]),
        (
            {"qualified_relation": [{"relation": "https://e.vn/r", "role": "https://e.vn/o"}]},
            "dcat:qualifiedRelation",
            ["[dct:relation https://e.vn/r ; dcat:hadRole https://e.vn/o ; rdf:type dcat:Relationship]"],
        ),
    ],
)
def test_field__has_its_property(fields: dict[str, Any], prop: str, values: list[str]) -> None:
    found = mapped(**fields)
    given = [one.replace(f"<{XSD}", "xsd:").replace(f"<{GEO}", "geo:").replace(">", "") for one in of(prop, found)]
    given = [one.replace("[rdf:type adms:Identifier ; ", "[") for one in given]
    assert [one.rstrip("]") for one in given] == [one.rstrip("]") for one in values]
    assert codes(found) == {}


def test_field__a_box_as_geojson_is_a_geometry() -> None:
    geometry = {"type": "Polygon", "coordinates": [[[0, 0], [1.50, 0], [0, 1], [0, 0]]]}
    for given in (geometry, json.dumps(geometry)):
        (place,) = of("dct:spatial", mapped(spatial=given))
        assert '"type' in place.replace("\\", "")
        assert "geoJSONLiteral" in place


@pytest.mark.parametrize(
    ("fields", "code", "pointer"),
    [
        ({"title": 5.5, "notes": ["x", True]}, "ckan:notes-type", "/notes/1"),
        ({"extras": extras(a="", issued="yesterday")}, "ckan:issued-form", "/extras/1/value"),
        ({"url": "not an address"}, "ckan:url-form", "/url"),
        ({"frequency": "now and then"}, "ckan:frequency-code", "/frequency"),
        ({"theme": ["ENVI", "nature"]}, "ckan:theme-code", "/theme/1"),
        ({"extras": extras(language="tiếng Việt")}, "ckan:language-code", "/extras/0/value"),
        ({"version": {"a": 1}}, "ckan:version-type", "/version"),
        ({"temporal_resolution": "daily"}, "ckan:temporal_resolution-form", "/temporal_resolution"),
        ({"spatial": "{broken"}, "ckan:spatial-form", "/spatial"),
        ({"temporal_coverage": ["2020"]}, "ckan:temporal_coverage-type", "/temporal_coverage/0"),
        ({"contact_email": "call us"}, "ckan:email-form", "/contact_email"),
        ({"publisher": [7]}, "ckan:publisher-type", "/publisher/0"),
        ({"organization": "so-y-te"}, "ckan:publisher-type", "/organization"),
        ({"extras": "x"}, "ckan:extras-type", "/extras"),
        ({"extras": [{"value": 1}]}, "ckan:extras-type", "/extras/0"),
        ({"extras": [*extras(issued="2020"), *extras(issued="2021")]}, "ckan:repeated", "/extras/1/value"),
        ({"resources": {"a": 1}}, "ckan:resources-type", "/resources"),
        ({"resources": ["https://e.vn"]}, "ckan:resources-type", "/resources/0"),
        ({"title_translated": {"the title": "x"}}, "ckan:title-form", "/title_translated/the title"),
        ({"has_version": ["2"]}, "ckan:has_version-form", "/has_version/0"),
        ({"source": "Census"}, "ckan:source-form", "/source"),
        ({"documentation": ["see above"]}, "ckan:documentation-form", "/documentation/0"),
    ],
)
def test_field__that_is_malformed_is_a_finding_with_its_pointer(
    fields: dict[str, Any], code: str, pointer: str
) -> None:
    found = mapped(**fields)
    assert codes(found) == {code: pointer}
    (finding,) = found.findings
    assert finding.document == f"{IRI}#{pointer}"


@pytest.mark.parametrize("nothing", [None, "", "  ", [], {}, "[]", "{}", [None, ""], {"en": ""}])
def test_field__that_states_nothing_is_no_fault(nothing: object) -> None:
    keys = ("notes", "url", "frequency", "theme", "spatial", "publisher", "contact", "temporal_start", "access_rights")
    found = mapped(**dict.fromkeys(keys, nothing), extras=extras(issued=nothing, odd=nothing))
    assert triples(found) == ["rdf:type dcat:Dataset", f'dct:identifier "{ID}"']
    assert (codes(found), found.unknown) == ({}, {})


def test_field__that_is_not_mapped_is_counted_whether_it_is_an_extra_or_not() -> None:
    found = mapped(odd="x", extras=extras(harvester="y"), resources=[{"url": "https://e.vn", "colour": "blue"}])
    assert found.unknown == {"odd": 1, "harvester": 1, "colour": 1}


# ---------------------------------------------------------------- agents


@pytest.mark.parametrize(
    ("fields", "contact"),
    [
        (
            {"contact": [{"name": "A", "email": "a@e.vn"}]},
            '[vcard:fn "A" ; vcard:hasEmail mailto:a@e.vn ; rdf:type vcard:Kind]',
        ),
        (
            {"extras": extras(contact_name="A", contact_email="mailto:a@e.vn")},
            '[vcard:fn "A" ; vcard:hasEmail mailto:a@e.vn ; rdf:type vcard:Kind]',
        ),
        ({"maintainer": "M", "author": "A"}, '[vcard:fn "M" ; rdf:type vcard:Kind]'),
        (
            {"author": "A", "author_email": "a@e.vn"},
            '[vcard:fn "A" ; vcard:hasEmail mailto:a@e.vn ; rdf:type vcard:Kind]',
        ),
        ({"contact_point": "Phòng A"}, '[vcard:fn "Phòng A" ; rdf:type vcard:Kind]'),
        ({"contact_uri": "https://e.vn/c", "contact_name": "A"}, "https://e.vn/c"),
    ],
)
def test_contact__is_the_first_that_is_given(fields: dict[str, Any], contact: str) -> None:
    assert of("dcat:contactPoint", mapped(**fields)) == [contact]


@pytest.mark.parametrize(
    ("fields", "publisher"),
    [
        (
            {"publisher": [{"name": "A", "type": "LocalAuthority"}]},
            '[foaf:name "A" ; dct:type http://purl.org/adms/publishertype/LocalAuthority ; rdf:type foaf:Agent]',
        ),
        ({"publisher": {"uri": "https://e.vn/p", "name": "A"}}, "https://e.vn/p"),
        (
            {"extras": extras(publisher_name="A", publisher_email="a@e.vn")},
            '[foaf:name "A" ; foaf:mbox mailto:a@e.vn ; rdf:type foaf:Agent]',
        ),
        ({"publisher": "A"}, '[foaf:name "A" ; rdf:type foaf:Agent]'),
        ({"organization": {"id": "o", "title": "O"}, "publisher": "A"}, '[foaf:name "A" ; rdf:type foaf:Agent]'),
        ({"organization": {"id": "o", "title": "O"}}, f"{PORTAL}organization/o"),
    ],
)
def test_publisher__is_that_of_the_package_or_its_organization(fields: dict[str, Any], publisher: str) -> None:
    assert of("dct:publisher", mapped(**fields)) == [publisher]


def test_publisher__the_name_of_an_organization_is_its_title() -> None:
    found = mapped(organization={"id": "o", "name": "so", "title": "Sở", "title_translated": {"vi": "Sở Y tế"}})
    lines = triples(found, NamedNode(f"{PORTAL}organization/o"))
    assert lines == ['foaf:name "Sở Y tế"@vi', "rdf:type foaf:Agent", "rdf:type org:Organization"]


# ---------------------------------------------------------------- access


def publicity(found: MappedPackage) -> str:
    one = record(found)
    return summarise(one.iri, one.quads).publicity.partition(":")[0]


@pytest.mark.parametrize(
    ("given", "level"),
    [
        ({"access_rights": "PUBLIC"}, 0),
        ({"access_rights": f"{EU}access-right/RESTRICTED"}, 1),
        ({"extras": extras(access_rights="non-public")}, 2),
        ({"extras": extras(accessLevel="restricted public")}, 1),
        ({"access_rights": "open"}, UNKNOWN_LEVEL),
        ({"access_rights": "None"}, UNKNOWN_LEVEL),
        ({"access_rights": "http://e.vn/open"}, UNKNOWN_LEVEL),
        ({"access_rights": {"vi": "mở"}}, UNKNOWN_LEVEL),
        ({"access_rights": ["PUBLIC"]}, UNKNOWN_LEVEL),
        ({"access_rights": False}, UNKNOWN_LEVEL),
        ({"access_rights": "PUBLIC", "extras": extras(access_rights="NON_PUBLIC")}, 2),
        ({"extras": [*extras(access_rights="PUBLIC"), *extras(access_rights="NON_PUBLIC")]}, 2),
        ({"extras": extras(dcat_access_rights="NON_PUBLIC")}, 2),
        ({"extras": extras(**{"Access-Rights": "NON_PUBLIC"})}, 2),
        ({"extras": extras(**{"Access Level": "??"})}, UNKNOWN_LEVEL),
        ({"extras": extras(dcat_Access_Level="NON_PUBLIC")}, 2),
    ],
)
def test_access__is_never_wider_than_what_is_understood(given: dict[str, Any], level: int) -> None:
    assert publicity(mapped(**given))[0] == str(level)


@pytest.mark.parametrize(
    ("given", "levels"),
    [
        ({"sharing_nature": "DUNG_RIENG"}, "0300"),
        ({"extras": extras(sharing_nature="Công khai")}, "0900"),
        ({"extras": extras(personalData="?", **{"Sharing Nature": "MO"})}, "0090"),
        ({"resources": [{"id": "r", "url": "https://e.vn/a", "sharing_nature": "DUNG_RIENG"}]}, "0300"),
    ],
)
def test_access__properties_of_the_vietnamese_profile_are_read(given: dict[str, Any], levels: str) -> None:
    assert publicity(mapped(**given)) == levels


@pytest.mark.parametrize(
    "given",
    [
        {"extras": extras(secrecy="MAT")},
        {"secrecy": "TOI_MAT"},
        {"extras": {"secrecy": "MAT"}},
        {"details": {"inner": [{"dmv:secrecy": "MẬT"}]}},
        {"extras": extras(details='{"secrecy": "MAT"}')},
        {"resources": [{"url": "https://e.vn", "secrecy": "MAT"}]},
        {"organization": {"id": "o", "secrecy": "MAT"}},
        {"extras": [*extras(secrecy="KHONG"), *extras(secrecy="MAT")]},
        {"extras": json.dumps(extras(secrecy="MAT"))},
        {"extras": extras(details=json.dumps(extras(secrecy="MAT")))},
        {"resources": [{"url": "https://e.vn", "extras": extras(secrecy="MAT")}]},
        {"organization": {"id": "o", "extras": extras(secrecy="MAT")}},
        {"custom_fields": [{"name": "secrecy", "value": "MAT"}]},
    ],
)
def test_secrecy__a_mark_counts_wherever_it_stands(given: dict[str, Any]) -> None:
    assert is_state_secret(record(mapped(**given)))


def test_secrecy__a_key_or_value_that_occurs_twice_in_an_extra_hides_no_mark() -> None:
    for extra in (
        '{"key": "a", "key": "secrecy", "value": "MAT"}',
        '{"key": "secrecy", "value": "KHONG", "value": "MAT"}',
    ):
        found = map_package(decoded(f'{{"id": "4f1c", "extras": [{extra}]}}'), PORTAL)
        assert is_state_secret(record(found))


def test_access__extras_that_are_json_in_a_text_count() -> None:
    assert "NON_PUBLIC" in str(triples(mapped(extras=json.dumps(extras(access_rights="NON_PUBLIC")))))


def test_access__an_extra_is_not_kept_beside_its_property() -> None:
    assert not any("ckan#" in one for one in triples(mapped(extras=extras(access_rights="PUBLIC"))))


@pytest.mark.parametrize(
    "given",
    [
        {"extras": extras(do_mat="Mật")},
        {"extras": extras(rights="Mật")},
        {"extras": extras(accessRights="TOI_MAT")},
        {"resources": [{"url": "https://e.vn", "rights": "Tối mật"}]},
        {"custom": {"access_rights": "MAT"}},
        {"secrecy": 7},
    ],
)
def test_secrecy__what_looks_like_a_mark_goes_through_the_guards_of_rdf(given: dict[str, Any]) -> None:
    one = record(mapped(**given))
    assert any(finding.code == "harvest:secrecy-unclear" for finding in with_unclear_marks(one).findings)


# ---------------------------------------------------------------- resources


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ({"name": "N", "description": "D"}, ['dct:title "N"', 'dct:description "D"']),
        ({"name_translated": {"vi": "N"}, "name": "M"}, ['dct:title "N"@vi']),
        (
            {"format": "CSV", "mimetype": "text/csv"},
            ["dcat:mediaType http://www.iana.org/assignments/media-types/text/csv", f"dct:format {EU}file-type/CSV"],
        ),
        ({"format": ".xlsx"}, [f"dct:format {EU}file-type/XLSX"]),
        ({"format": "GeoJSON"}, [f"dct:format {EU}file-type/GEOJSON"]),
        ({"format": "text/csv"}, ["dcat:mediaType http://www.iana.org/assignments/media-types/text/csv"]),
        (
            {"mimetype": "text/csv; charset=utf-8"},
            ["dcat:mediaType http://www.iana.org/assignments/media-types/text/csv"],
        ),
        ({"size": 0}, ['dcat:byteSize "0"^^<xsd:nonNegativeInteger>']),
        (
            {"created": "2026-01-02", "last_modified": "2026-01-03"},
            ['dct:issued "2026-01-02"^^<xsd:date>', 'dct:modified "2026-01-03"^^<xsd:date>'],
        ),
        ({"license": "https://e.vn/l"}, ["dct:license https://e.vn/l"]),
        ({"license": "CC"}, ['dct:license [rdf:type dct:LicenseDocument ; rdfs:label "CC"]']),
        ({"url_type": "upload"}, ["dcat:downloadURL https://e.vn/a.csv"]),
        ({"download_url": "https://e.vn/a.csv"}, ["dcat:downloadURL https://e.vn/a.csv"]),
        (
            {"hash": "sha1:9e107d9d"},
            [
                (
                    'spdx:checksum [rdf:type spdx:Checksum ; spdx:checksumValue "9e107d9d"^^<xsd:hexBinary>'
                    " ; spdx:algorithm spdx:checksumAlgorithm_sha1]"
                )
            ],
        ),
        ({"status": f"{EU}distribution-status/COMPLETED"}, [f"adms:status {EU}distribution-status/COMPLETED"]),
        ({"availability": "STABLE"}, [f"dcatap:availability {EU}planned-availability/STABLE"]),
        (
            {"access_services": '[{"title": "S", "endpoint_url": ["https://e.vn/s"]}]'},
            ['dcat:accessService [rdf:type dcat:DataService ; dct:title "S" ; dcat:endpointURL https://e.vn/s]'],
        ),
        ({"state": "active", "position": 0, "datastore_active": True}, []),
    ],
)
def test_resource__has_its_properties(fields: dict[str, Any], lines: list[str]) -> None:
    found = resource(**fields)
    assert of_resource(found) == lines
    assert (codes(found), found.unknown) == ({}, {})


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"url": ""}, "ckan:url"),
        ({"size": "4.5 KB"}, "ckan:size-form"),
        ({"size": -1}, "ckan:size-form"),
        ({"format": "Web page"}, "ckan:format-code"),
        ({"mimetype": "csv"}, "ckan:mimetype-form"),
        ({"hash": "xyz"}, "ckan:hash-form"),
        ({"hash": "ab", "hash_algorithm": "rot13"}, "ckan:hash_algorithm-code"),
        ({"last_modified": "Date changed"}, "ckan:modified-form"),
        ({"url": "", "download_url": "https://e.vn/b"}, "ckan:access-url"),
        ({"access_services": "see documentation"}, "ckan:access_services-type"),
    ],
)
def test_resource__that_is_malformed_is_a_finding_of_the_record(fields: dict[str, Any], code: str) -> None:
    found = resource(**fields)
    assert list(codes(found)) == [code]
    assert codes(found)[code].startswith("/resources/0")


@pytest.mark.parametrize(
    ("fields", "noted"),
    [
        ('"state": "draft"', False),
        ('"state": "active", "state": "deleted"', False),
        ('"state": "withheld"', True),
        ('"private": true', True),
    ],
)
def test_resource__one_that_is_not_known_to_be_public_is_left_out(fields: str, *, noted: bool) -> None:
    text = f'{{"id": "4f1c", "resources": [{{"id": "r", "url": "https://e.vn/a", {fields}}}]}}'
    found = map_package(decoded(text), PORTAL)
    assert of("dcat:distribution", found) == []
    assert ("ckan:resource-left-out" in codes(found)) == noted


def test_resource__an_access_right_counts_however_its_field_is_written() -> None:
    assert f"dct:accessRights {EU}access-right/NON_PUBLIC" in of_resource(resource(Access_Level="NON_PUBLIC"))


def test_resource__one_that_is_deleted_is_left_out() -> None:
    found = mapped(resources=[{"id": "r", "url": "https://e.vn/a", "state": "deleted"}])
    assert of("dcat:distribution", found) == []


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"license_url": "https://e.vn/l", "license_id": "cc-by", "license_title": "CC"}, "https://e.vn/l"),
        ({"license_id": "https://e.vn/l"}, "https://e.vn/l"),
        ({"license_id": "cc-by", "license_title": "CC"}, '[rdf:type dct:LicenseDocument ; dct:title "CC"]'),
        ({"license_id": "cc-by"}, '[rdf:type dct:LicenseDocument ; dct:title "cc-by"]'),
        ({"license_id": "notspecified", "license_title": "License not specified"}, None),
    ],
)
def test_licence__of_a_package_holds_for_resources_without_one(fields: dict[str, Any], licence: str | None) -> None:
    found = mapped(resources=[{"id": "r", "url": "https://e.vn/a.csv"}], **fields)
    assert of("dct:license", found) == ([] if licence is None else [licence])
    assert of_resource(found) == ([] if licence is None else [f"dct:license {licence}"])
    own = mapped(resources=[{"id": "r", "url": "https://e.vn/a.csv", "license": "https://e.vn/o"}], **fields)
    assert of_resource(own) == ["dct:license https://e.vn/o"]


def test_mapping__has_a_digest() -> None:
    assert mapping_digest().startswith("sha256:")
