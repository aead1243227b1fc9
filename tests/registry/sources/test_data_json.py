"""Documents of data.json: what is found in them, what is told of them, and that no JSON is too odd."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from danhmuc.registry import SourceContents, SourceRecord, source_at
from danhmuc.registry.record.record import IriSpace
from danhmuc.registry.sources.data_json import DataJsonSource
from danhmuc.registry.sources.rdf import RdfSource
from danhmuc.vocab.errors import SourceUnavailableError
from danhmuc.vocab.terms import DCAT, DCT

HEAD = {"conformsTo": "https://project-open-data.cio.gov/v1.1/schema"}
HEAD_3 = {"conformsTo": {"title": "DCAT-US 3.0"}, "@id": "https://a.example/data.json"}
AIR = {
    "title": "Air",
    "description": "Air quality",
    "keyword": ["air"],
    "modified": "2026-01-01",
    "publisher": {"name": "EPA"},
    "contactPoint": {"fn": "Desk", "hasEmail": "mailto:desk@epa.example"},
    "identifier": "https://epa.example/air",
    "accessLevel": "public",
    "bureauCode": ["020:00"],
    "programCode": ["020:000"],
}


def write(folder: Path, value: object, name: str = "data.json") -> str:
    path = folder / name
    if isinstance(value, bytes):
        path.write_bytes(value)
    else:
        path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return str(path)


def contents(location: str) -> SourceContents:
    source = source_at(location, "data-json")
    return source.contents(IriSpace(source="agency"))


def records(location: str) -> list[SourceRecord]:
    return [pending.make() for pending in contents(location).records]


def codes(location: str) -> Counter[str]:
    return Counter(finding.code for record in records(location) for finding in record.findings)


def datasets(location: str) -> list[SourceRecord]:
    return [one for one in records(location) if DCAT.Dataset.value in one.types]


def values(record: SourceRecord, prop: object) -> list[str]:
    return sorted(one.object.value for one in record.quads if one.predicate == prop)  # type: ignore[union-attr]


# ---------------------------------------------------------------- found by content


@pytest.mark.parametrize(
    "text",
    [
        '{"dataset": []}',
        ' \n{"@type": "dcat:Catalog", "dataset": [{}]}',
        '{"conformsTo": "x", "service": []}',
        '{"dataset": [], "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld"}',
        '{"x": {"@context": "http://www.w3.org/ns/dcat"}, "dataset": []}',
        '{"dataset": [',
    ],
)
@pytest.mark.parametrize("name", ["data.json", "feed", "a.ttl"])
def test_source_at__a_file_is_data_json_by_its_content(text: str, name: str, tmp_path: Path) -> None:
    assert isinstance(source_at(write(tmp_path, text, name)), DataJsonSource)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        '{"@graph": []}',
        '{"datasets": []}',
        '{"x": {"dataset": []}}',
        '{"@context": "http://e.example/c", "dataset": []}',
        '{"dataset": [], "@context": {"dataset": "http://www.w3.org/ns/dcat#dataset"}}',
        '{"@context": {"@vocab": "http://www.w3.org/ns/dcat#"}, "dataset": []}',
        "<x> <y> <z> .",
    ],
)
def test_source_at__anything_else_is_rdf(text: str, tmp_path: Path) -> None:
    assert isinstance(source_at(write(tmp_path, text)), RdfSource)


def test_source_at__looks_into_packed_files_and_other_encodings(tmp_path: Path) -> None:
    text = json.dumps({**HEAD, "dataset": [AIR]})
    for name, data in {"a.json.gz": gzip.compress(text.encode()), "b.json": text.encode("utf-16")}.items():
        location = write(tmp_path, data, name)
        assert source_at(location).kind == "data-json"
        assert [one.iri for one in datasets(location)] == [AIR["identifier"]]


def test_source_at__a_context_after_many_entries_counts(tmp_path: Path) -> None:
    entries = [{"title": "x" * 1000}] * 400
    assert source_at(write(tmp_path, {"dataset": entries})).kind == "data-json"
    assert source_at(write(tmp_path, {"dataset": entries, "@context": "http://e.example/c"})).kind == "rdf"


def test_source_at__a_folder_is_rdf_and_nothing_is_opened_that_is_not_there(tmp_path: Path) -> None:
    assert source_at(str(tmp_path)).kind == "rdf"
    assert source_at(str(tmp_path / "none.json")).kind == "rdf"


# ---------------------------------------------------------------- real files


@pytest.mark.parametrize(("name", "count"), [("consumerfinance", 11), ("fcc", 59), ("opm", 134)])
def test_contents__real_files_have_their_records(name: str, count: int, test_data: Path) -> None:
    found = contents(str(test_data / "data-json" / f"{name}.json"))
    assert (found.failed, found.incomplete, found.quarantined) == (None, None, ())
    made = [pending.make() for pending in found.records]
    assert Counter(one.types for one in made) == {(DCAT.Dataset.value,): count, (DCAT.Catalog.value,): 1}
    assert len(list(found.memberships)) == count


GSA = {
    "dcatus": (7, 0, 0, 0, 1),
    "dcatus3_0": (4, 0, 0, 0, 1),
    "dcatus3_0_invalid": (2, 0, 0, 0, 1),
    "dcatus3_0_nested_catalog": (3, 0, 0, 0, 3),
    "dcatus3_0_no_identifier": (1, 0, 0, 0, 1),
    "dcatus3_0_record_no_id": (1, 0, 0, 1, 1),
    "dcatus3_0_series_member_also_top_level": (2, 1, 0, 0, 1),
    "dcatus3_0_series_with_members": (2, 1, 0, 0, 1),
    "dcatus3_0_service_no_identifier": (1, 0, 1, 0, 1),
    "dcatus3_0_service_serves_dataset": (1, 0, 1, 0, 1),
    "dcatus3_0_warning": (3, 0, 0, 0, 1),
    # The topic of the second catalogue record is no record of the source, so that it is a node record.
    "dcatus3_0_with_records": (1, 0, 0, 1, 1),
    "dcatus3_0_with_services": (1, 0, 2, 0, 1),
    "dcatus_multiple_invalid": (1, 0, 0, 0, 1),
    "dcatus_same_title": (2, 0, 0, 0, 1),
    "dcatus_same_title_step_2": (2, 0, 0, 0, 1),
}
"""Numbers of datasets, series, services, catalogue records and catalogues in GSA's files."""


def test_contents__gsa_s_files_have_what_they_stand_for(test_data: Path) -> None:
    found: dict[str, tuple[int, ...]] = {}
    for path in sorted((test_data / "gsa" / "dcatus").glob("*.json")):
        made = records(str(path))
        types = Counter(one for each in made if each.role == "record" for one in each.types)
        counts = [types[one.value] for one in (DCAT.Dataset, DCAT.DatasetSeries, DCAT.DataService)]
        topics = sum(one.role == "catalog-record" for one in made)
        found[path.stem] = (*counts, topics, types[DCAT.Catalog.value])
    assert found == GSA


def test_contents__records_with_one_title_stay_two(test_data: Path) -> None:
    first, second = (
        {one.iri for one in datasets(str(test_data / "gsa" / "dcatus" / f"{name}.json"))}
        for name in ("dcatus_same_title", "dcatus_same_title_step_2")
    )
    assert len(first) == 2
    assert len(first & second) >= 1


# ---------------------------------------------------------------- a catalogue and its entries


def test_contents__catalogues_list_what_they_have(tmp_path: Path) -> None:
    child = {"title": "Child", "dataset": [{**AIR, "identifier": "https://epa.example/2"}]}
    location = write(tmp_path, {**HEAD_3, "title": "All", "dataset": [AIR], "catalog": [child]})
    found = contents(location)
    made = {one.iri: one for one in (pending.make() for pending in found.records)}
    (inner,) = [iri for iri, one in made.items() if values(one, DCT.title) == ["Child"]]
    listed = {(one.catalog, one.property.rpartition("#")[2], one.target) for one in found.memberships}
    assert listed == {
        ("https://a.example/data.json", "dataset", "https://epa.example/air"),
        ("https://a.example/data.json", "catalog", inner),
        (inner, "dataset", "https://epa.example/2"),
    }


def test_contents__a_catalogue_without_iri_keeps_the_one_it_was_given(tmp_path: Path) -> None:
    first = records(write(tmp_path, {**HEAD, "dataset": [AIR]}))[-1]
    again = records(write(tmp_path, {**HEAD, "title": "New", "dataset": []}, "renamed.json"))[-1]
    assert first.types == again.types == (DCAT.Catalog.value,)
    assert first.iri == again.iri


def test_contents__of_two_descriptions_the_first_counts(tmp_path: Path) -> None:
    location = write(tmp_path, {**HEAD, "dataset": [AIR, {**AIR, "title": "Other"}, AIR]})
    (record,) = datasets(location)
    assert values(record, DCT.title) == ["Air"]
    found = Counter(finding.code for finding in record.findings)
    assert found == {"data-json:repeated-record": 1, "data-json:repeated-record-alike": 1}
    assert [one.document for one in record.findings] == ["data.json#/dataset/1", "data.json#/dataset/2"]


def test_contents__an_entry_of_the_catalogue_counts_before_one_within_another_record(tmp_path: Path) -> None:
    brief = {"title": "Brief", "identifier": AIR["identifier"]}
    series = {"@id": "https://epa.example/s", "title": "S", "description": "S", "seriesMember": [brief]}
    location = write(tmp_path, {**HEAD_3, "datasetSeries": [series], "dataset": [AIR]})
    (record,) = datasets(location)
    assert values(record, DCT.title) == ["Air"]
    assert [one.code for one in record.findings] == ["data-json:repeated-record"]


def test_contents__what_a_later_description_says_of_secrecy_and_access_counts(tmp_path: Path) -> None:
    later = {**AIR, "title": "Other", "accessLevel": "non-public", "secrecy": "MAT"}
    found = contents(write(tmp_path, {**HEAD, "dataset": [AIR, later]}))
    assert found.naming is not None
    assert found.naming().refused == {AIR["identifier"]}
    (record,) = [one for one in (pending.make() for pending in found.records) if DCAT.Dataset.value in one.types]
    (level,) = values(record, DCT.accessRights)
    assert level.endswith("/NON_PUBLIC")


def test_contents__records_without_identifier_and_with_one_title_stay_two_in_any_order(tmp_path: Path) -> None:
    nameless = {key: one for key, one in AIR.items() if key != "identifier"}
    two = [{**nameless, "keyword": ["a"]}, {**nameless, "keyword": ["b"]}]
    forward = datasets(write(tmp_path, {**HEAD, "dataset": two}))
    backward = datasets(write(tmp_path, {**HEAD, "dataset": two[::-1]}))
    iris = {one.iri: values(one, DCAT.keyword) for one in forward}
    assert len(iris) == 2
    assert iris == {one.iri: values(one, DCAT.keyword) for one in backward}


def test_contents__an_agent_of_many_records_is_one_node_record(tmp_path: Path) -> None:
    desk = {
        "@id": "https://epa.example/desk",
        "fn": "Desk",
        "hasEmail": "mailto:a@b.gov",
        "address": [{"locality": "X"}],
    }
    two = [{**AIR, "identifier": f"https://epa.example/{number}", "contactPoint": desk} for number in (1, 2)]
    two.append({**AIR, "contactPoint": {**desk, "tel": "1"}})
    made = records(write(tmp_path, {**HEAD_3, "dataset": two}))
    (node,) = [one for one in made if one.role == "node"]
    assert node.iri == desk["@id"]
    # The two that are equal count once; the third adds its own triples, and its own address.
    assert node.canonical.nquads.count(b"locality") == 2
    assert node.canonical.nquads.count(b"#tel>") == 1


@pytest.mark.parametrize(("entry", "is_gap"), [(None, False), ("x", True), (5, True), ([], True), (False, True)])
def test_contents__an_entry_that_is_no_object_makes_the_reading_incomplete(
    entry: object, is_gap: bool, tmp_path: Path
) -> None:
    found = contents(write(tmp_path, {**HEAD, "dataset": [AIR, entry]}))
    assert (found.incomplete is not None) == is_gap
    assert [one.code for one in found.documents[0].findings] == ["data-json:entry"]


def test_contents__a_version_that_is_not_named_is_read_as_the_stricter(tmp_path: Path) -> None:
    found = contents(write(tmp_path, {"dataset": [AIR]}))
    assert [one.code for one in found.documents[0].findings] == ["data-json:version"]


def test_contents__the_version_may_come_after_the_entries(tmp_path: Path) -> None:
    record = {key: AIR[key] for key in ("title", "description", "identifier", "contactPoint")}
    assert codes(write(tmp_path, {"dataset": [record], **HEAD_3})) == {}


# ---------------------------------------------------------------- secrecy


@pytest.mark.parametrize(
    "mark",
    [
        {"secrecy": "MAT"},
        {"dmv:secrecy": "Tối mật"},
        {"SECRECY": ["TUYET_MAT"]},
        {"distribution": [{"accessURL": "https://a.example/", "secrecy": "MAT"}]},
        {"note": {"inner": [{"secrecy": "MAT"}]}},
        {"publisher": {"name": "EPA", "secrecy": "MAT"}},
    ],
)
def test_contents__a_mark_of_secrecy_is_found_wherever_it_stands(mark: dict[str, object], tmp_path: Path) -> None:
    found = contents(write(tmp_path, {**HEAD, "dataset": [{**AIR, **mark}]}))
    assert found.naming is not None
    assert found.naming().refused == {AIR["identifier"]}


# ---------------------------------------------------------------- any JSON, and what is none

HOSTILE = {
    "cut off": (b'{"dataset": [{"title": "x', "read:syntax"),
    "number cut off": (b'{"dataset": [1', "read:syntax"),
    "NaN": (b'{"dataset": [{"x": NaN}]}', "read:syntax"),
    "infinity": (b'{"dataset": [{"x": -Infinity}]}', "read:syntax"),
    "comment": (b'{/**/"dataset": []}', "read:syntax"),
    "more after the end": (b'{"dataset": []} {}', "read:syntax"),
    "key without quotes": (b"{dataset: []}", "read:syntax"),
    "comma at the end": (b'{"dataset": [],}', "read:syntax"),
    "line feed in a text": (b'{"dataset": [{"x": "\n"}]}', "read:syntax"),
    "not UTF-8": (b'{"dataset": [{"x": "\xff"}]}', "read:encoding"),
    "half of UTF-16": ('{"dataset": []}'.encode("utf-16")[:-1], "read:encoding"),
    "deep": (b'{"dataset": [' + b"[" * 100_000, "read:too-deep"),
    "deep and closed": (b'{"dataset": [{"x": ' + b"[" * 300 + b"]" * 300 + b"}]}", "read:too-deep"),
    "deep catalogues": (b'{"catalog": [' * 150 + b"]}" * 150, "read:too-deep"),
    "empty": (b" \n", "read:empty"),
    "web page": (b"<!DOCTYPE html><html></html>", "read:html"),
    "picture": (b"\x89PNG\r\n", "read:not-rdf"),
    "no data.json": (b'{"error": "not found"}', "read:no-data-json"),
    "array": (b"[]", "read:no-data-json"),
    "entries that are none": (b'{"dataset": null}', "read:no-data-json"),
    "gzip cut off": (gzip.compress(b'{"dataset": []}')[:-4], "read:gzip"),
    "bomb": (gzip.compress(b'{"dataset": [{"x": "' + b" " * 60_000_000), "read:too-large"),
}


@pytest.mark.soak
@pytest.mark.parametrize("name", HOSTILE)
def test_contents__what_cannot_be_read_is_put_aside_and_nothing_of_it_counts(name: str, tmp_path: Path) -> None:
    data, code = HOSTILE[name]
    found = contents(write(tmp_path, data))
    assert [one.code for one in found.quarantined] == [code]
    assert found.failed is not None
    assert list(found.records) == []


ODD = {
    "repeated keys": '{"title": "a", "title": "b", "identifier": "x", "identifier": "y"}',
    "large number": '{"title": "a", "identifier": 1e999999999, "x": ' + "9" * 5_000 + "}",
    "half a surrogate pair": '{"title": "a\\ud800b", "\\udfff": "\\ud83d\\ude00"}',
    "zero": '{"title": "a\\u0000b"}',
    "pointer": '{"a~/b": 1, "": 2}',
    "long IRI": json.dumps({"identifier": "https://e.example/" + "x" * 5_000}),
    "control characters": '{"identifier": "https://e.example/\\u0001\\u202e", "landingPage": "http://[x"}',
    "nothing": "{}",
}


@pytest.mark.parametrize("name", ODD)
def test_contents__odd_json_is_read(name: str, tmp_path: Path) -> None:
    found = contents(write(tmp_path, '{"conformsTo": "x", "dataset": [' + ODD[name] + "]}"))
    assert (found.failed, found.incomplete) == (None, None)
    for pending in found.records:
        record = pending.make()
        assert "\ud800" not in record.canonical.nquads.decode()
        assert b"\\u0000" not in record.canonical.nquads
        assert b"\0" not in record.canonical.nquads


def test_contents__a_syntax_fault_has_its_line(tmp_path: Path) -> None:
    (aside,) = contents(write(tmp_path, '{"dataset": [\n  {"title": "x"},\n  {"title" "y"}\n]}')).quarantined
    assert (aside.line, aside.column) == (3, 12)


def test_contents__findings_have_the_line_of_their_entry(tmp_path: Path) -> None:
    (record,) = datasets(write(tmp_path, json.dumps({**HEAD, "dataset": [{**AIR, "x": 1}]}, indent=1)))
    (finding,) = record.findings
    assert finding.place == "data.json#/dataset/0/x:4"


# ---------------------------------------------------------------- files and folders


def test_contents__a_folder_is_one_source(tmp_path: Path) -> None:
    write(tmp_path, {**HEAD, "dataset": [AIR]}, "a.json")
    write(tmp_path, {**HEAD, "dataset": [{**AIR, "title": "Later"}, {**AIR, "identifier": "b"}]}, "b.json")
    write(tmp_path, '{"dataset": [', "c.json")
    write(tmp_path, "x", "readme.txt")
    found = contents(str(tmp_path))
    made = [pending.make() for pending in found.records]
    assert len([one for one in made if DCAT.Dataset.value in one.types]) == 2
    assert len([one for one in made if DCAT.Catalog.value in one.types]) == 2
    assert [one.document for one in found.quarantined] == ["c.json"]
    assert found.incomplete is not None
    assert found.passed_over == 1


def test_contents__nothing_of_a_document_that_breaks_off_is_kept(tmp_path: Path) -> None:
    write(tmp_path, {**HEAD, "dataset": [AIR]}, "a.json")
    write(tmp_path, json.dumps({**HEAD, "dataset": [{**AIR, "identifier": "https://epa.example/b"}]})[:-1], "b.json")
    found = contents(str(tmp_path))
    assert {pending.iri for pending in found.records if pending.main_class == DCAT.Dataset.value} == {AIR["identifier"]}
    assert found.naming is not None
    assert {one.target for one in found.memberships} == {AIR["identifier"]}


@pytest.mark.parametrize("name", ["empty", "text"])
def test_check__tells_what_could_be_harvested(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    folder.mkdir()
    if name == "text":
        write(folder, "x", "a.txt")
    seen = DataJsonSource(str(folder)).check()
    assert (seen.documents, seen.needs_attention) == (0, True)
    write(folder, {**HEAD, "dataset": []})
    assert not DataJsonSource(str(folder)).check().needs_attention


def test_records__of_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError):
        list(DataJsonSource(str(tmp_path / "none.json")).records())


def test_contents__relative_iris_stay_where_the_file_is_renamed(tmp_path: Path) -> None:
    text = {**HEAD, "dataset": [{**AIR, "landingPage": "./air"}]}
    space = IriSpace(source="agency", only_document="first.json")
    made = [
        pending.make().digest
        for name in ("first.json", "second.json")
        for pending in DataJsonSource(write(tmp_path, text, name)).contents(space).records
    ]
    assert made[: len(made) // 2] == made[len(made) // 2 :]
