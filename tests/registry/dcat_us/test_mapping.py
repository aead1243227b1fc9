"""What becomes of the fields of data.json: their triples, their findings, and what is kept as it is written."""

from __future__ import annotations

import pytest

from danhmuc.vocab.terms import DCAT

from .mapped import codes, findings, mapped, values

PLAIN = {
    "@type": "dcat:Dataset",
    "title": "Air",
    "description": "Air quality",
    "keyword": ["air"],
    "modified": "2026-01-01",
    "publisher": {"name": "EPA"},
    "contactPoint": {"fn": "Desk", "hasEmail": "mailto:desk@epa.example"},
    "identifier": "air-1",
    "accessLevel": "public",
    "bureauCode": ["020:00"],
    "programCode": ["020:000"],
}
PLAIN_3 = {
    "title": "Air",
    "description": "Air quality",
    "identifier": "https://epa.example/air",
    "contactPoint": {"fn": "Desk", "hasEmail": "mailto:desk@epa.example"},
}
LEVEL = "<http://publications.europa.eu/resource/authority/access-right/{}>"
FREQUENCY = "<http://publications.europa.eu/resource/authority/frequency/{}>"


def test_map_object__a_plain_record_has_no_finding_but_its_minted_iri() -> None:
    found = mapped(PLAIN)
    assert [one.code for one in findings(found)] == ["split:minted-iri"]
    assert values(found, "dct:title") == ['"Air"']
    assert values(found, "dct:modified") == ['"2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date>']


# Field and value in 1.1, the property that is looked at, its values, and the problems.
FIELDS_11 = {
    "number for text": ("title", 5, "dct:title", ['"5"'], ["title-type"]),
    "text for array": ("keyword", "air", "dcat:keyword", ['"air"'], ["keyword-type"]),
    "array for text": ("title", ["a", "b"], "dct:title", ['"a"', '"b"'], ["title-type"]),
    "object for text": ("title", {"en": "Air"}, "dct:title", [], ["title-type"]),
    "empty text": ("description", " ", "dct:description", [], ["description-empty"]),
    "basic date": ("modified", "20260101", "dct:modified", ['"20260101"'], []),
    "rhythm for date": ("modified", "R/P1D", "dct:modified", [], []),
    "no date": ("issued", "last year", "dct:issued", [], ["issued-form"]),
    "day that is none": ("issued", "2026-02-30", "dct:issued", ['"2026-02-30"'], []),
    "code": ("bureauCode", ["20:0"], "dct:title", ['"Air"'], ["bureauCode-form"]),
    "frequency": ("accrualPeriodicity", "R/P1Y", "dct:accrualPeriodicity", [FREQUENCY.format("ANNUAL")], []),
    "half a year": ("accrualPeriodicity", "R/P0.5Y", "dct:accrualPeriodicity", [FREQUENCY.format("ANNUAL_2")], []),
    "odd frequency": (
        "accrualPeriodicity",
        "R/P17D",
        "dct:accrualPeriodicity",
        [],
        [],
    ),
    "word for frequency": (
        "accrualPeriodicity",
        "annual",
        "dct:accrualPeriodicity",
        [FREQUENCY.format("ANNUAL")],
        ["accrualPeriodicity-form"],
    ),
    "two days": (
        "temporal",
        "2025/2026-01-31",
        "dct:temporal",
        [
            (
                '[endDate "2026-01-31"^^<http://www.w3.org/2001/XMLSchema#date>'
                ' ; startDate "2025"^^<http://www.w3.org/2001/XMLSchema#gYear>'
                " ; type <http://purl.org/dc/terms/PeriodOfTime>]"
            )
        ],
        [],
    ),
    "day and duration": (
        "temporal",
        "2025-01-01/P1Y",
        "dct:temporal",
        [
            (
                '[startDate "2025-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'
                " ; type <http://purl.org/dc/terms/PeriodOfTime>]"
            )
        ],
        [],
    ),
    "no period": ("temporal", "since 1999", "dct:temporal", [], ["temporal-form"]),
    "box": (
        "spatial",
        "-125, 24, -66, 50",
        "dct:spatial",
        [
            (
                '[bbox "POLYGON((-125 24,-66 24,-66 50,-125 50,-125 24))"'
                "^^<http://www.opengis.net/ont/geosparql#wktLiteral> ; type <http://purl.org/dc/terms/Location>]"
            )
        ],
        [],
    ),
    "place": (
        "spatial",
        "United States",
        "dct:spatial",
        ['[prefLabel "United States" ; type <http://purl.org/dc/terms/Location>]'],
        [],
    ),
    "place with IRI": ("spatial", "https://geo.example/1", "dct:spatial", ["<https://geo.example/1>"], []),
    "GeoJSON": (
        "spatial",
        {"type": "Point", "coordinates": [1.50, 2]},
        "dct:spatial",
        [
            (
                '[geometry "{\\"type\\":\\"Point\\",\\"coordinates\\":[1.5,2]}"'
                "^^<http://www.opengis.net/ont/geosparql#geoJSONLiteral> ; type <http://purl.org/dc/terms/Location>]"
            )
        ],
        [],
    ),
    "theme": (
        "theme",
        ["Air", "https://t.example/1"],
        "dcat:theme",
        ['[prefLabel "Air" ; type <http://www.w3.org/2004/02/skos/core#Concept>]', "<https://t.example/1>"],
        [],
    ),
    "language": (
        "language",
        ["en-US"],
        "dct:language",
        ["<http://publications.europa.eu/resource/authority/language/ENG>"],
        [],
    ),
    "licence": ("license", "https://l.example/1", "dct:license", ["<https://l.example/1>"], []),
    "words for licence": (
        "license",
        "Free for all",
        "dct:license",
        ['[label "Free for all" ; type <http://purl.org/dc/terms/LicenseDocument>]'],
        ["license-form"],
    ),
    "no address": ("landingPage", "N/A", "dcat:landingPage", [], ["landingPage-form"]),
    "address without scheme": ("landingPage", "www.epa.gov/air", "dcat:landingPage", [], ["landingPage-form"]),
    "relative address": (
        "landingPage",
        "/air",
        "dcat:landingPage",
        ["<http://source.invalid/air>"],
        ["read:relative-iri"],
    ),
    "address with blanks": (
        "landingPage",
        "https://e.example/a b",
        "dcat:landingPage",
        ["<https://e.example/a%20b>"],
        [],
    ),
    "e-mail": (
        "contactPoint",
        {"fn": "Desk", "hasEmail": "desk@epa.example"},
        "dcat:contactPoint",
        [
            (
                '[fn "Desk" ; hasEmail "desk@epa.example" ; hasEmail <mailto:desk@epa.example>'
                " ; type <http://www.w3.org/2006/vcard/ns#Kind>]"
            )
        ],
        ["hasEmail-completed"],
    ),
    "parent": ("isPartOf", "https://epa.example/all", "dct:isPartOf", ["<https://epa.example/all>"], []),
    "table": (
        "describedBy",
        "https://epa.example/table",
        "dcat-us:describedBy",
        ["[accessURL <https://epa.example/table> ; type <http://www.w3.org/ns/dcat#Distribution>]"],
        [],
    ),
    "format": (
        "distribution",
        [{"accessURL": "https://a.example/", "format": one} for one in ("csv", "Web Page")],
        "dcat:distribution",
        [
            (
                '[accessURL <https://a.example/> ; format "csv"'
                " ; format <http://publications.europa.eu/resource/authority/file-type/CSV>"
                " ; type <http://www.w3.org/ns/dcat#Distribution>]"
            ),
            '[accessURL <https://a.example/> ; format "Web Page" ; type <http://www.w3.org/ns/dcat#Distribution>]',
        ],
        [],
    ),
    "distribution without URL": (
        "distribution",
        [{"title": "File"}],
        "dcat:distribution",
        ['[title "File" ; type <http://www.w3.org/ns/dcat#Distribution>]'],
        ["url"],
    ),
    "repeated item": (
        "references",
        ["https://r.example/1"] * 2,
        "dct:references",
        ["<https://r.example/1>"] * 2,
        ["references-repeated"],
    ),
}


@pytest.mark.parametrize("name", FIELDS_11)
def test_map_object__fields_of_11(name: str) -> None:
    key, value, prop, wanted, problems = FIELDS_11[name]
    found = mapped({**PLAIN, key: value})
    assert [one for one in values(found, prop) if "data-json#" not in one] == wanted
    assert codes(found) == problems


@pytest.mark.parametrize("key", [key for key in PLAIN if key != "@type"])
@pytest.mark.parametrize("value", [None, ...])
def test_map_object__what_11_requires_is_missed(key: str, value: object) -> None:
    record = {name: one for name, one in PLAIN.items() if name != key}
    found = mapped(record if value is ... else {**record, key: value})
    wanted = f"{key}-access" if key == "accessLevel" else f"{key}-missing"
    assert wanted in codes(found)
    (one,) = [one for one in findings(found) if one.code == f"data-json:{wanted}"]
    assert one.document == f"data.json#/dataset/0/{key}"


def test_map_object__null_is_not_stated() -> None:
    optional = dict.fromkeys(("issued", "distribution", "license", "spatial", "temporal", "theme", "language"))
    found, plain = mapped({**PLAIN, **optional}), mapped(PLAIN)
    assert codes(found) == []
    assert len(found.descriptions[found.root]) == len(plain.descriptions[plain.root])


def test_map_object__fields_that_are_unknown_are_kept_as_they_are_written() -> None:
    found = mapped({**PLAIN, "a/b c": {"x": [1.50, None]}, "note": "free"})
    name = "https://w3id.org/danhmuc/data-json#"
    kept = {
        prop.value.removeprefix(name): str(one)
        for prop, one in found.descriptions[found.root]
        if prop.value.startswith(name)
    }
    assert kept["a%2Fb%20c"] == '"{\\"x\\":[1.5,null]}"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>'
    assert kept["note"] == '"free"'
    places = [one.document for one in findings(found) if one.code == "data-json:unknown-field"]
    assert places == ["data.json#/dataset/0/a~1b c", "data.json#/dataset/0/note"]


def test_map_object__of_a_repeated_key_the_first_value_counts_and_all_are_kept() -> None:
    found = mapped('{"title": "First", "title": "Second", "identifier": "x"}')
    assert values(found, "dct:title") == ['"First"']
    assert '"Second"' in {str(one) for _, one in found.descriptions[found.root]}
    assert "title-repeated" in codes(found)


# ---------------------------------------------------------------- IRIs


@pytest.mark.parametrize(
    ("record", "iri"),
    [
        ({"identifier": "https://epa.example/air"}, "https://epa.example/air"),
        ({"identifier": " http://epa.example/a b "}, "http://epa.example/a%20b"),
        ({"@id": "https://epa.example/1", "identifier": "https://epa.example/2"}, "https://epa.example/1"),
        ({"@id": "urn:uuid:1", "identifier": "x"}, "urn:uuid:1"),
        ({"@id": "_:b0", "identifier": "https://epa.example/2"}, "https://epa.example/2"),
        ({"identifier": {"@id": "https://epa.example/3", "notation": "N"}}, "https://epa.example/3"),
    ],
)
def test_map_object__an_identifier_that_is_an_address_is_the_iri(record: object, iri: str) -> None:
    assert mapped(record).root.value == iri


@pytest.mark.parametrize("identifier", ["air-1", "ftp://x.example/1", "urn:x:1", "http:", {"notation": "air-1"}])
def test_map_object__any_other_identifier_makes_one_within_the_source(identifier: object) -> None:
    found = mapped({**PLAIN, "identifier": identifier})
    assert found.root.value.startswith("https://w3id.org/danhmuc/id/agency/")
    assert "split:minted-iri" in [one.code for one in findings(found)]


def test_map_object__a_parent_has_the_iri_that_its_own_identifier_gives_it() -> None:
    parent = mapped({**PLAIN, "identifier": "all"})
    assert values(mapped({**PLAIN, "isPartOf": "all"}), "dct:isPartOf") == [f"<{parent.root.value}>"]


# ---------------------------------------------------------------- access


@pytest.mark.parametrize(
    ("record", "version", "wanted"),
    [
        ({"accessLevel": "public"}, "1.1", LEVEL.format("PUBLIC")),
        ({"accessLevel": "restricted public"}, "1.1", LEVEL.format("RESTRICTED")),
        ({"accessLevel": "non-public"}, "1.1", LEVEL.format("NON_PUBLIC")),
        ({}, "1.1", LEVEL.format("NON_PUBLIC")),
        ({"accessLevel": None}, "1.1", LEVEL.format("NON_PUBLIC")),
        ({"accessLevel": "open"}, "1.1", '"open"'),
        ({"accessLevel": "[[REDACTED-EX B5]]"}, "1.1", '"[[REDACTED-EX B5]]"'),
        ({"accessLevel": ["public"]}, "1.1", '"[\\"public\\"]"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>'),
        ({"accessLevel": "public", "accessRights": "NON_PUBLIC"}, "1.1", LEVEL.format("NON_PUBLIC")),
        ({"accessLevel": "public", "title": "[[REDACTED-EX B6]]"}, "1.1", LEVEL.format("RESTRICTED")),
        ({"accessLevel": "public", "x": {"y": "[[REDACTED-EX B6]]"}}, "1.1", LEVEL.format("RESTRICTED")),
        ({"accessLevel": "public", "distribution": ["[[REDACTED-EX B6]]"]}, "1.1", LEVEL.format("RESTRICTED")),
        ({"accessLevel": "non-public", "title": "[[REDACTED-EX B6]]"}, "1.1", LEVEL.format("NON_PUBLIC")),
        ({"accessRights": "PUBLIC"}, "3.0", LEVEL.format("PUBLIC")),
        ({"accessLevel": "non-public"}, "3.0", LEVEL.format("NON_PUBLIC")),
        (
            {"accessRights": "Ask us"},
            "3.0",
            '[label "Ask us" ; type <http://purl.org/dc/terms/RightsStatement>]',
        ),
        ({"distribution": [{"cuiRestriction": {}}]}, "3.0", LEVEL.format("RESTRICTED")),
        (
            {"distribution": [{"accessRestriction": [{"restrictionStatus": "Restricted - Fully"}]}]},
            "3.0",
            LEVEL.format("RESTRICTED"),
        ),
    ],
)
def test_map_object__access_is_never_wider_than_what_is_understood(
    record: dict[str, object], version: str, wanted: str
) -> None:
    base = {key: one for key, one in (PLAIN if version == "1.1" else PLAIN_3).items() if key != "accessLevel"}
    assert values(mapped({**base, **record}, version), "dct:accessRights") == [wanted]  # type: ignore[arg-type]


@pytest.mark.parametrize("status", ["Unrestricted", {"prefLabel": "unrestricted"}])
def test_map_object__30_without_a_level_states_none(status: object) -> None:
    distribution = {"accessURL": "https://a.example/", "accessRestriction": [{"restrictionStatus": status}]}
    assert values(mapped({**PLAIN_3, "distribution": [distribution]}, "3.0"), "dct:accessRights") == []


def test_map_object__of_two_levels_under_one_key_the_narrower_counts() -> None:
    found = mapped('{"identifier": "x", "accessLevel": "public", "accessLevel": "non-public"}')
    assert values(found, "dct:accessRights") == [LEVEL.format("NON_PUBLIC")]


# ---------------------------------------------------------------- the table


def test_map_object__types_are_those_of_the_table() -> None:
    found = mapped({**PLAIN, "@type": "dcat:DatasetSeries"})
    assert DCAT.DatasetSeries in [one for _, one in found.descriptions[found.root]]
