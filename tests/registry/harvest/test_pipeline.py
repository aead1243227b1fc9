"""The record boundary: whatever one record does wrong is its own trouble; and what the walk notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pytest

from danhmuc.registry import SourceContents, SourceRecord, parse_records
from danhmuc.registry.harvest.pipeline import harvest
from danhmuc.registry.record.contents import PendingRecord, ReadDocument
from danhmuc.registry.record.harvested import Harvested
from danhmuc.registry.record.record import Membership, Quarantined
from danhmuc.registry.record.stored import StoredSource
from danhmuc.shapes import Validator
from danhmuc.vocab.errors import RecordError, RegistryError, ShapesError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import FOREIGN_WORDS

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
TWO = "<1> a dcat:Dataset . <2> a dcat:Dataset ."


def pending(turtle: str) -> Iterator[PendingRecord]:
    for record in parse_records(PREFIXES + turtle):
        yield PendingRecord(record.iri, record.role, partial(_same, record))


def _same(record: SourceRecord) -> SourceRecord:
    return record


def failing(iri: str, error: BaseException) -> PendingRecord:
    def make() -> SourceRecord:
        raise error

    return PendingRecord(iri, "record", make)


def walked(*records: PendingRecord, validator: Validator | None = None, **more: object) -> Harvested:
    contents = SourceContents(records=iter(records), **more)  # type: ignore[arg-type]
    return harvest(contents, StoredSource(), validator, source="test")


# ---------------------------------------------------------------- the record boundary


@pytest.mark.parametrize("error", [RecordError("x", "no"), ValueError("no"), RecursionError("no"), KeyError("no")])
def test_harvest__a_record_in_trouble_is_put_aside(error: Exception) -> None:
    report = walked(failing("https://e.vn/bad", error), *pending(TWO)).report
    assert (report.records.created, report.records.quarantined, report.state) == (2, 1, "complete")


def test_harvest__a_record_put_aside_is_told() -> None:
    harvested = walked(failing("https://e.vn/bad", RecordError("https://e.vn/bad", "too odd")))
    assert [(finding.code, finding.focus, finding.value) for finding in harvested.findings] == [
        ("harvest:record-aside", "https://e.vn/bad", "too odd")
    ]


def test_harvest__an_error_without_words_is_told_by_its_name() -> None:
    (finding,) = walked(failing("https://e.vn/bad", MemoryError())).findings
    assert finding.value == "MemoryError"


def test_harvest__the_trace_of_a_record_put_aside_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    walked(failing("https://e.vn/bad", ValueError("no")))
    assert [(record.levelname, record.exc_info is not None) for record in caplog.records] == [("ERROR", True)]


def test_harvest__a_record_put_aside_is_not_written() -> None:
    harvested = walked(failing("https://e.vn/bad", ValueError("no")))
    assert [change.writes for change in harvested.changes] == [False]


@pytest.mark.parametrize("error", [ShapesError("broken"), RegistryError("locked"), KeyboardInterrupt()])
def test_harvest__what_is_no_record_s_fault_ends_the_harvest(error: BaseException) -> None:
    with pytest.raises(type(error)):
        walked(failing("https://e.vn/bad", error))


def test_harvest__a_second_description_of_one_iri_is_put_aside() -> None:
    report = walked(*pending("<1> a dcat:Dataset ."), *pending("<1> a dcat:Catalog .")).report
    assert (report.records.created, report.records.quarantined) == (1, 1)


@pytest.mark.parametrize("turtle", ["<{}> a dcat:Dataset .", "<{}> dct:title 'x' . <1> a dcat:Dataset ."])
def test_harvest__too_long_an_iri_is_put_aside(turtle: str) -> None:
    report = walked(*pending(turtle.format("x" * 3000))).report
    assert report.records.quarantined + report.nodes.quarantined == 1


def test_harvest__a_catalogue_put_aside_lists_nothing() -> None:
    member = Membership("https://e.vn/bad", "p", "https://e.vn/1")
    harvested = walked(failing("https://e.vn/bad", ValueError("no")), memberships=iter([member]))
    assert harvested.memberships == ()


def test_harvest__a_validate_in_trouble_puts_the_record_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    validator = Validator("dcat-ap")
    validate_all = validator.validate_all

    def trip(page: Sequence[SourceRecord], context: object) -> object:
        if any(record.iri in ("https://e.vn/1", "https://e.vn/agent") for record in page):
            raise RecursionError
        return validate_all(page, context)  # type: ignore[arg-type]

    monkeypatch.setattr(validator, "validate_all", trip)
    report = walked(*pending(TWO + "<agent> foaf:name 'x' ."), validator=validator).report
    assert (report.records.created, report.records.quarantined, report.nodes.quarantined) == (1, 1, 1)


# ---------------------------------------------------------------- what is noticed

NO = FOREIGN_WORDS(words="no")


def read(*findings: Finding) -> ReadDocument:
    return ReadDocument(place="a.ttl", digest="", triples=3, findings=findings)


def finding(focus: str | None) -> Finding:
    return Finding(code="x", severity="info", layer="house", message={"vi": "", "en": ""}, focus=focus)


def test_harvest__findings_of_documents_are_its_own() -> None:
    harvested = walked(documents=(read(finding("https://e.vn/1")),))
    assert harvested.findings == (finding("https://e.vn/1"),)


def test_harvest__the_name_of_a_blank_node_is_not_told() -> None:
    assert walked(documents=(read(finding("_:b0")),)).findings == (finding(None),)


def test_harvest__documents_and_triples_are_counted() -> None:
    aside = Quarantined(document="b.ttl", code="read:syntax", reason=NO)
    report = walked(documents=(read(),), quarantined=(aside,), passed_over=2, incomplete=NO).report
    assert (report.documents, report.quarantined_documents, report.passed_over, report.triples) == (1, 1, 2, 3)


def test_harvest__a_failed_reading_keeps_what_was_put_aside() -> None:
    aside = Quarantined(document="b.ttl", code="read:syntax", reason=NO)
    harvested = walked(quarantined=(aside,), failed=NO)
    assert (harvested.report.state, harvested.quarantined) == ("failed", (aside,))


def test_harvest__tells_progress() -> None:
    told: list[tuple[str, int, int | None]] = []
    contents = SourceContents(records=pending(TWO))
    harvest(contents, StoredSource(), None, source="test", progress=lambda *how: told.append(how))
    assert told == [("compare", 1, None), ("compare", 2, None)]


def test_harvest__an_ordered_digest_is_told() -> None:
    nodes = range(12)
    clique = " ".join(f"_:n{one} dct:relation _:n{two} ." for one in nodes for two in nodes if one != two)
    harvested = walked(*pending("<1> a dcat:Dataset ; dct:relation _:n0 ." + clique))
    assert [finding.code for change in harvested.changes for finding in change.findings] == ["digest:ordered"]


def test_harvest__nodes_are_validated_when_all_are_there() -> None:
    turtle = "<a> foaf:name 'A' ; foaf:member <b> . <b> foaf:name 'B' ; foaf:member <a> ."
    digests: list[Callable[[], str]] = []
    for text in (turtle, ". ".join(reversed(turtle.removesuffix(" .").split(" . "))) + " ."):
        changes = walked(*pending(text + TWO), validator=Validator("dcat-ap")).changes
        digests.append({change.iri: change.report.context_digest for change in changes if change.report})  # type: ignore[arg-type]
    assert digests[0] == digests[1]
