"""State secrets are refused unread: only their place is told, and nothing of them is stored anywhere."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import SourceRecord, parse_record
from danhmuc.vocab.errors import RecordError

if TYPE_CHECKING:
    from .conftest import Agency

Everything = Callable[[], str]
Rows = Callable[[str], list[dict[str, object]]]

OPEN = '<open> a dcat:Dataset ; dct:title "Công khai"@vi .'
SECRET = '<hidden> a dcat:Dataset ; dct:title "Kho đạn"@vi ; dmv:secrecy <https://e.vn/concept/MAT> .'
CATALOG = "<k> a dcat:Catalog ; dcat:dataset <open> , <hidden> ; dcat:record <cr> ."
SPEAKER = '<cr> a dcat:CatalogRecord ; foaf:primaryTopic <hidden> ; dct:title "Về kho đạn"@vi .'


def tells(text: str) -> list[str]:
    return [word for word in ("hidden", "Kho đạn", "kho đạn", "kho dan") if word in text]


# ---------------------------------------------------------------- harvest


@pytest.mark.parametrize(
    "turtle",
    [
        OPEN + SECRET,
        OPEN + SECRET + CATALOG + SPEAKER,
        OPEN
        + SECRET
        + "<https://e.vn/view> a <https://w3id.org/tree#Node> ; <https://w3id.org/tree#member> <hidden> .",
        OPEN + SECRET.replace(" .", " ; dcat:distribution <hidden-file> . <hidden-file> dct:title 'Kho đạn'@vi ."),
        OPEN + SECRET.replace("dct:title", "<hidden place> <x> ; dct:title"),
        OPEN + "[] a dcat:Dataset ; dct:identifier 'hidden' ; dct:title 'Kho đạn' ; dmv:secrecy 'TOI_MAT' .",
        OPEN + "[] dct:identifier 'hidden' ; dct:title 'Kho đạn' ; dmv:secrecy 'MAT' .",
        OPEN + "<hidden> a <https://w3id.org/tree#Node> ; dct:title 'Kho đạn' ; dmv:secrecy 'MAT' .",
        OPEN + "<hidden> dct:title 'Kho đạn' ; dmv:secrecy 'MAT' .",
        OPEN + "<hidden> dct:title 'Kho đạn' ; dmv:secrecy 'độ mật: Mật' .",
        OPEN
        + "<hidden> a dcat:Dataset ; dct:title 'Kho đạn' ; dmv:secrecy <c/7> ."
        + "<c/7> <http://www.w3.org/2004/02/skos/core#notation> 'TOI_MAT' .",
        OPEN
        + "<hidden> a dcat:Dataset ; dct:title 'Kho đạn' ; dmv:secrecy <c/7> ."
        + "<c/7> a <Level> ; <http://www.w3.org/2004/02/skos/core#prefLabel> 'Tối mật'@vi .",
        OPEN + "<https://e.vn/hidden> a dcat:Catalog ; dmv:secrecy 'TUYET_MAT' ; dcat:dataset <open> .",
    ],
)
def test_harvest__nothing_of_a_secret_is_stored(agency: Agency, everything: Everything, turtle: str) -> None:
    agency.publish(turtle)
    assert tells(everything()) == []


def test_harvest__nothing_of_a_secret_is_stored_when_it_is_validated(
    agency: Agency, everything: Everything, profile: Callable[..., str]
) -> None:
    agency.publish(OPEN + SECRET + CATALOG + SPEAKER, profile())
    assert tells(everything()) == []


def test_harvest__nothing_is_stored_of_a_broken_document_that_marks_secrets(
    agency: Agency, everything: Everything
) -> None:
    agency.write("1.ttl", OPEN)
    agency.write("2.ttl", SECRET + "<hidden> a <broken")
    agency.harvest()
    assert tells(everything()) == []


def test_harvest__nothing_is_stored_of_a_broken_packed_document(agency: Agency, everything: Everything) -> None:
    agency.write("1.ttl", OPEN)
    (agency.folder / "2.ttl.gz").write_bytes(gzip.compress((SECRET + "<hidden> a <broken").encode()))
    agency.harvest()
    assert tells(everything()) == []


def test_harvest__nothing_is_stored_of_a_broken_utf_16_document(agency: Agency, everything: Everything) -> None:
    agency.write("1.ttl", OPEN)
    (agency.folder / "2.ttl").write_bytes((SECRET + "<hidden> a <broken").encode("utf-16"))
    agency.harvest()
    assert tells(everything()) == []


def test_harvest__the_rest_of_a_secret_document_is_stored(agency: Agency) -> None:
    agency.publish(OPEN + SECRET + CATALOG)
    assert agency.states() == {"open": "present", "k": "present"}


def test_harvest__the_other_documents_bytes_are_kept(agency: Agency, rows: Rows) -> None:
    agency.write("1.ttl", OPEN)
    agency.write("2.ttl", SECRET)
    agency.harvest()
    assert [(row["place"], row["digest"] is None) for row in rows("documents")] == [("1.ttl", False), ("2.ttl", True)]
    assert len(rows("bodies")) == 1


def test_harvest__bytes_of_a_catalogue_that_lists_it_are_not_kept(agency: Agency, rows: Rows) -> None:
    agency.write("1.ttl", OPEN + CATALOG)
    agency.write("2.ttl", SECRET)
    agency.harvest()
    assert rows("bodies") == []


def test_harvest__other_findings_of_its_document_are_kept(agency: Agency) -> None:
    report = agency.publish(OPEN + SECRET + "<other> a dcat:Dataset ; dct:relation <x y> .")
    assert sorted(agency.codes(report)) == ["harvest:state-secret", "read:iri-escaped"]


def test_harvest__a_secret_counts_as_quarantined(agency: Agency) -> None:
    report = agency.publish(OPEN + SECRET)
    assert (report.records.seen, report.records.quarantined, report.needs_attention) == (2, 1, True)


def test_harvest__a_catalog_record_of_a_secret_counts_as_quarantined(agency: Agency) -> None:
    counts = agency.publish(OPEN + SECRET + CATALOG + SPEAKER).catalog_records
    assert (counts.seen, counts.quarantined) == (1, 1)


def test_harvest__the_place_of_a_secret_is_told(agency: Agency) -> None:
    report = agency.publish(OPEN + SECRET)
    assert report.run is not None
    (finding,) = agency.registry.harvests.run_findings(report.run)
    assert (finding.code, finding.place, finding.focus, finding.value) == (
        "harvest:state-secret",
        "catalog.ttl",
        None,
        None,
    )


def test_harvest__a_mark_that_is_not_understood_is_kept_and_told(agency: Agency, rows: Rows) -> None:
    report = agency.publish(OPEN + SECRET.replace("<https://e.vn/concept/MAT>", "'Mức C'"))
    assert (report.records.created, report.needs_attention) == (2, True)
    (finding,) = agency.registry.get("https://e.vn/hidden").findings
    assert (finding.code, finding.value) == ("harvest:secrecy-unclear", "Mức C")
    assert len(rows("bodies")) == 1


def test_harvest__a_mark_whose_concept_says_none_is_none(agency: Agency) -> None:
    concept = "<c/0> <http://www.w3.org/2004/02/skos/core#prefLabel> 'Không mật'@vi ."
    report = agency.publish(OPEN + SECRET.replace("<https://e.vn/concept/MAT>", "<c/0>") + concept)
    assert (report.unclear, report.needs_attention) == (0, False)


def test_harvest__a_mark_that_is_not_understood_needs_attention_once(agency: Agency) -> None:
    unclear = OPEN + SECRET.replace("<https://e.vn/concept/MAT>", "'Mức C'")
    reports = [agency.publish(unclear), agency.publish(unclear)]
    assert [(report.unclear, report.needs_attention) for report in reports] == [(1, True), (0, False)]


def test_harvest__a_mark_that_is_not_understood_keeps_it_from_leaving_until_it_is_mended(agency: Agency) -> None:
    unclear = OPEN + SECRET.replace("<https://e.vn/concept/MAT>", "'Mức C'")
    agency.publish(unclear)
    assert (tells(exported(agency)), agency.registry.export("nt", BytesIO()).left_out) == ([], {"unclear-secrecy": 1})
    agency.publish(OPEN)
    assert tells(exported(agency)) == []
    agency.publish(unclear.replace("Mức C", "KHONG"))
    assert tells(exported(agency)) == ["hidden", "Kho đạn"]


def test_harvest__a_version_before_the_mark_does_not_leave_either(agency: Agency, profile: Callable[..., str]) -> None:
    agency.publish('<hidden> a dcat:Dataset ; dct:title "Kho đạn"@vi .', profile())
    agency.publish("<hidden> a dcat:Dataset ; dmv:secrecy 'Mức C' .", profile())
    assert tells(exported(agency)) == []


def test_harvest__what_was_refused_is_refused_while_the_mark_cannot_be_read(
    agency: Agency, everything: Everything
) -> None:
    agency.write("1.ttl", OPEN + "<hidden> dmv:secrecy 'MAT' .")
    agency.write("2.ttl", '<hidden> a dcat:Dataset ; dct:title "Kho đạn"@vi .')
    agency.harvest()
    agency.break_off("1.ttl")
    report = agency.harvest()
    assert (report.records.quarantined, tells(everything())) == (1, [])


def test_harvest__what_was_refused_is_taken_when_the_mark_is_gone(agency: Agency) -> None:
    agency.publish(OPEN + SECRET)
    agency.publish(OPEN + SECRET.replace(" ; dmv:secrecy <https://e.vn/concept/MAT>", ""))
    assert tells(exported(agency)) == ["hidden", "Kho đạn"]


def test_harvest__every_run_is_the_same(agency: Agency) -> None:
    first = agency.publish(OPEN + SECRET)
    again = agency.publish(OPEN + SECRET)
    assert (first.records.quarantined, again.records.quarantined, again.records.unchanged) == (1, 1, 1)


# ---------------------------------------------------------------- once public, secret now


def exported(agency: Agency) -> str:
    out = BytesIO()
    agency.registry.export("nt", out)
    return out.getvalue().decode()


def now_secret(agency: Agency) -> None:
    agency.publish(OPEN + SECRET.replace(" ; dmv:secrecy <https://e.vn/concept/MAT>", "") + CATALOG + SPEAKER)
    agency.publish(OPEN + SECRET + CATALOG + SPEAKER)


def test_withheld__what_was_public_no_longer_leaves(agency: Agency) -> None:
    now_secret(agency)
    assert tells(exported(agency)) == []


def test_withheld__it_stays_withheld_when_the_mark_is_gone(agency: Agency) -> None:
    now_secret(agency)
    agency.publish(OPEN + '<hidden> a dcat:Dataset ; dct:title "Kho đạn cũ"@vi .' + CATALOG)
    assert tells(exported(agency)) == []


def test_withheld__it_stays_withheld_when_it_is_gone(agency: Agency) -> None:
    now_secret(agency)
    agency.publish(OPEN)
    assert agency.states()["hidden"] == "withheld"


def test_withheld__another_source_does_not_tell_of_it_as_a_node(agency: Agency, second_agency: Agency) -> None:
    now_secret(agency)
    second_agency.publish(
        '<x> a dcat:Dataset ; dct:title "X" ; dct:source <hidden> . <hidden> dct:title "Kho đạn"@vi .'
    )
    assert "Kho đạn" not in exported(agency)


# ---------------------------------------------------------------- put

PUT = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
<https://e.vn/hidden> a dcat:Dataset ; dct:title "Kho đạn"@vi"""


def test_put__a_secret_is_refused(agency: Agency) -> None:
    with pytest.raises(RecordError, match="marked a state secret"):
        agency.registry.put(parse_record(PUT + "; dmv:secrecy 'MAT' ."), by="test")


def test_put__a_mark_that_is_not_understood_is_told(agency: Agency) -> None:
    change = agency.registry.put(parse_record(PUT + "; dmv:secrecy 'Mức C' ."), by="test", profile="none")
    assert [finding.code for finding in change.findings] == ["harvest:secrecy-unclear"]


def test_put__nothing_of_a_secret_is_stored(agency: Agency, everything: Everything) -> None:
    with pytest.raises(RecordError):
        agency.registry.put(parse_record(PUT + "; dmv:secrecy 'MAT' ."), by="test")
    assert tells(everything()) == []


def test_put__a_secret_is_refused_when_only_its_lines_are_at_hand(agency: Agency) -> None:
    parsed = parse_record(PUT + "; dmv:secrecy 'MAT' .")
    bare = SourceRecord(iri=parsed.iri, role="record", types=parsed.types, canonical=parsed.canonical)
    with pytest.raises(RecordError):
        agency.registry.put(bare, by="test")


def test_put__what_was_kept_before_no_longer_leaves(agency: Agency) -> None:
    agency.registry.put(parse_record(PUT + " ."), by="test", profile="none")
    with pytest.raises(RecordError):
        agency.registry.put(parse_record(PUT + "; dmv:secrecy 'MAT' ."), by="test")
    assert tells(exported(agency)) == []


def test_put__a_withheld_record_stays_withheld(agency: Agency) -> None:
    agency.registry.put(parse_record(PUT + " ."), by="test", profile="none")
    with pytest.raises(RecordError):
        agency.registry.put(parse_record(PUT + "; dmv:secrecy 'MAT' ."), by="test")
    agency.registry.put(parse_record(PUT + ", 'Kho cũ'@vi ."), by="test")
    assert agency.registry.get("https://e.vn/hidden").row.state == "withheld"


# ---------------------------------------------------------------- the test itself


@pytest.mark.parametrize("turtle", [OPEN + "<x y> a <z> .", OPEN + '[] dct:title "Công khai"@vi .'])
def test_everything__finds_what_is_stored(agency: Agency, everything: Everything, turtle: str) -> None:
    agency.publish(turtle)
    assert "Công khai" in everything()
