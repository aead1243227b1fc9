"""What one source marks, narrows or withdraws does not leave through another source's description of the same IRI."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import ExportReport, Registry, parse_record
from danhmuc.registry.document_reading import reader
from danhmuc.vocab.errors import RecordError

from .test_secrecy import PUT

if TYPE_CHECKING:
    from .conftest import Agency

Profile = Callable[..., str]
Rows = Callable[[str], list[dict[str, object]]]

RIGHTS = "<http://publications.europa.eu/resource/authority/access-right/{}>"
OURS = '<x> a dcat:Dataset ; dct:title "Của ta"@vi {} .'
THEIRS = '<x> a dcat:Dataset ; dct:title "Của họ"@vi {} .'
KEEPERS = {
    "secret": OURS.format("; dmv:secrecy 'TOI_MAT'"),
    "unclear": OURS.format("; dmv:secrecy 'TS'"),
    "narrowed": OURS.format("; dct:accessRights " + RIGHTS.format("NON_PUBLIC")),
    "retired": OURS.format("; <http://www.w3.org/ns/adms#status> <http://purl.org/adms/status/Withdrawn>"),
    "withdrawn": OURS.format(""),
}


def exported(registry: Registry, source: str | None = None) -> tuple[str, ExportReport]:
    out = BytesIO()
    report = registry.export("nt", out, source=source)
    return out.getvalue().decode(), report


def keep_back(agency: Agency, reason: str) -> None:
    agency.publish(KEEPERS[reason])
    if reason == "withdrawn":
        agency.registry.withdraw("https://e.vn/x", by="test", source=agency.folder.name)


@pytest.mark.parametrize("reason", KEEPERS)
@pytest.mark.parametrize("younger", [False, True], ids=["kept back first", "kept back last"])
def test_export__what_one_source_keeps_back_does_not_leave_through_another(
    agency: Agency, second_agency: Agency, reason: str, younger: bool
) -> None:
    if younger:
        second_agency.publish(THEIRS.format(""))
    keep_back(agency, reason)
    second_agency.publish(THEIRS.format(""))
    for source in (None, "second"):
        assert "Của họ" not in exported(agency.registry, source)[0]


@pytest.mark.parametrize("reason", KEEPERS)
def test_export__who_keeps_it_back_is_named(agency: Agency, second_agency: Agency, reason: str) -> None:
    keep_back(agency, reason)
    second_agency.publish(THEIRS.format(""))
    report = exported(agency.registry, "second")[1]
    names = {"iri": "https://e.vn/x", "source": "second", "by": "agency", "barred_iri": "https://e.vn/x"}
    assert report.as_dict()["barred"] == [{**names, "reason": reason}]
    assert report.left_out == {"barred": 1}


@pytest.mark.parametrize("reason", KEEPERS)
def test_harvest__who_keeps_it_back_is_named_and_the_run_needs_attention(
    agency: Agency, second_agency: Agency, reason: str
) -> None:
    keep_back(agency, reason)
    report = second_agency.publish(THEIRS.format("") + "<free> a dcat:Dataset .")
    assert report.run is not None
    assert (report.needs_attention, report.barred) == (True, 1)
    (finding,) = agency.registry.harvests.run_findings(report.run)
    assert (finding.code, finding.focus) == ("harvest:barred-elsewhere", "https://e.vn/x")
    assert "'agency'" in finding.text("en")


@pytest.mark.parametrize("reason", KEEPERS)
@pytest.mark.parametrize(
    "other",
    [
        '<y> a dcat:Dataset ; dct:source <x> . <x> dct:title "Của họ"@vi .',
        '<y> a dcat:Dataset ; dct:source <x> . <x> a dcat:Distribution ; dct:title "Của họ"@vi .',
    ],
)
def test_export__nor_does_it_leave_as_a_node_of_another_source(
    agency: Agency, second_agency: Agency, reason: str, other: str
) -> None:
    keep_back(agency, reason)
    second_agency.publish(other)
    assert "Của họ" not in exported(agency.registry)[0]


def test_export__nor_within_the_graph_of_another_record(agency: Agency, second_agency: Agency) -> None:
    agency.publish("<d> a dcat:Dataset ; dcat:distribution <x> . <x> dct:title 'X' ; dmv:secrecy 'MAT' .")
    second_agency.publish('<y> a dcat:Dataset ; dcat:distribution <x> . <x> dct:title "Của họ"@vi .')
    text, report = exported(agency.registry)
    assert "Của họ" not in text
    assert [one.iri for one in report.barred] == ["https://e.vn/y"]


def test_export__a_catalogue_of_another_source_does_not_list_it(agency: Agency, second_agency: Agency) -> None:
    keep_back(agency, "secret")
    second_agency.publish("<k> a dcat:Catalog ; dcat:dataset <x> , <elsewhere> .")
    text = exported(agency.registry)[0]
    assert ("<https://e.vn/x>" in text, "<https://e.vn/elsewhere>" in text) == (False, True)


def catalogue_records() -> Iterator[object]:
    """Every reason with every form; in the soak alone but for all forms of one reason, and each reason in one form."""
    topics = {"not described": "", "described": "<x> dct:title 'Của họ'@vi ."}
    speakers = {"with an IRI": "<r>", "without": "[]"}
    classes = ("dcat:CatalogRecord", "dcat:catalogRecord", "foaf:Document")
    for reason, topic, speaker, listed in itertools.product(KEEPERS, topics, speakers, classes):
        is_other = reason != "secret" and (topic, speaker, listed) != ("described", "with an IRI", classes[0])
        marks = [pytest.mark.soak] if is_other else []
        names = f"{listed}-{topic}-{speaker}-{reason}"
        yield pytest.param(reason, speakers[speaker], topics[topic], listed, marks=marks, id=names)


@pytest.mark.parametrize(("reason", "speaker", "topic", "listed"), list(catalogue_records()))
def test_export__nor_does_a_catalogue_record_about_it(
    agency: Agency, second_agency: Agency, reason: str, speaker: str, topic: str, listed: str
) -> None:
    keep_back(agency, reason)
    entry = speaker.replace("[]", "_:r")
    second_agency.publish(
        f"<k> a dcat:Catalog ; dct:title 'K'@vi ; dcat:dataset <z> ; dcat:record {entry} , <s> . <z> a dcat:Dataset ."
        f" {entry} a {listed} ; dct:title 'Lời kể'@vi ; foaf:primaryTopic <x> . {topic}"
        " <s> a dcat:CatalogRecord ; dct:title 'Khác'@vi ; foaf:primaryTopic <z> ."
    )
    text, report = exported(agency.registry, "second")
    assert "Lời kể" not in text
    assert "Của họ" not in text
    assert "Khác" in text
    assert "<https://e.vn/r>" not in text
    assert [one.by for one in report.barred] == ["agency"]


def test_export__what_is_missing_from_one_source_leaves_through_another(agency: Agency, second_agency: Agency) -> None:
    agency.publish("<x> a dcat:Dataset . <rest> a dcat:Dataset .")
    agency.publish("<rest> a dcat:Dataset .")
    second_agency.publish(THEIRS.format(""))
    assert "Của họ" in exported(agency.registry, "second")[0]


def test_export__who_says_the_same_of_access_keeps_nothing_back(agency: Agency, second_agency: Agency) -> None:
    keep_back(agency, "narrowed")
    report = second_agency.publish(THEIRS.format("; dct:accessRights " + RIGHTS.format("NON_PUBLIC")))
    assert not report.needs_attention
    assert "Của họ" in exported(agency.registry, "second")[0]


def test_export__what_was_mended_leaves_again(agency: Agency, second_agency: Agency) -> None:
    keep_back(agency, "unclear")
    second_agency.publish(THEIRS.format(""))
    agency.publish(OURS.format("; dmv:secrecy 'KHONG'"))
    assert exported(agency.registry)[1].left_out == {"other-source": 1}
    assert not second_agency.harvest().needs_attention


def test_bars__hold_no_iri(agency: Agency, rows: Rows) -> None:
    keep_back(agency, "secret")
    assert [row["kind"] for row in rows("bars")] == ["secret"]
    assert "https://e.vn/x" not in str(rows("bars"))


def test_put__what_is_refused_does_not_leave_through_a_source(agency: Agency) -> None:
    agency.publish('<hidden> a dcat:Dataset ; dct:title "Của họ"@vi .')
    with pytest.raises(RecordError):
        agency.registry.put(parse_record(PUT + "; dmv:secrecy 'MAT' ."), by="test")
    text, report = exported(agency.registry)
    assert ("Của họ" in text, [one.by for one in report.barred]) == (False, ["local"])


def test_put__an_unclear_mark_keeps_the_record_from_leaving_until_it_is_mended(agency: Agency) -> None:
    agency.registry.put(parse_record(PUT + "; dmv:secrecy 'Mức C' ."), by="test", profile="none")
    assert exported(agency.registry)[1].left_out == {"unclear-secrecy": 1}
    agency.registry.put(parse_record(PUT + "; dmv:secrecy 'KHONG' ."), by="test", profile="none")
    assert exported(agency.registry)[1].left_out == {}


# ---------------------------------------------------------------- marks on what records share or what speaks of them

SHARED = "<d1> a dcat:Dataset ; {0} . <d2> a dcat:Dataset ; {0} . <free> a dcat:Dataset ."
SPREADING = {
    "a distribution of two datasets": SHARED.format("dcat:distribution <f>") + "<f> dmv:secrecy 'MAT' .",
    "a blank node of two datasets": SHARED.format("dct:provenance _:p") + "_:p dmv:secrecy 'MAT' .",
    "a catalogue record": SHARED.format("dct:title 'x'")
    + "<c1> a dcat:CatalogRecord ; foaf:primaryTopic <d1> ; dmv:secrecy 'MAT' ."
    + "<c2> a dcat:CatalogRecord ; foaf:primaryTopic <d2> ; dmv:secrecy 'MAT' .",
    "the catalogue": SHARED.format("dct:title 'x'")
    + "<k> a dcat:Catalog ; dmv:secrecy 'MAT' ; dcat:dataset <d1> , <d2> .",
    "the catalogue's catalogue": SHARED.format("dct:title 'x'")
    + "<k> a dcat:Catalog ; dmv:secrecy 'MAT' ; dcat:catalog <k2> . <k2> a dcat:Catalog ; dcat:dataset <d1> , <d2> .",
}


@pytest.mark.parametrize("turtle", SPREADING.values(), ids=SPREADING)
@pytest.mark.parametrize("validated", [False, True], ids=["", "validated"])
def test_harvest__a_mark_bars_all_that_it_speaks_of(
    agency: Agency, second_agency: Agency, profile: Profile, turtle: str, validated: bool
) -> None:
    report = agency.publish(turtle, profile("dcat:dataset") if validated else "none")
    assert {name for name, state in agency.states().items() if state == "present"} == {"free"}
    assert report.needs_attention
    second_agency.publish('<d1> a dcat:Dataset . <d2> a dcat:Dataset ; dct:title "Của họ"@vi .')
    text, exporting = exported(agency.registry, "second")
    assert (text, exporting.left_out) == ("", {"barred": 2})


@pytest.mark.parametrize("turtle", SPREADING.values(), ids=SPREADING)
def test_harvest__counts_add_up_when_a_mark_spreads(agency: Agency, turtle: str) -> None:
    report = agency.publish(turtle.replace("'MAT'", "'KHONG'"))
    seen = report.records.seen, report.nodes.seen, report.catalog_records.seen
    report = agency.publish(turtle)
    assert (report.records.seen, report.nodes.seen, report.catalog_records.seen) == seen
    assert report.records.quarantined >= 2
    assert exported(agency.registry)[1].records == 1


def test_harvest__a_mark_on_a_catalogue_record_bars_its_topic_in_other_sources(
    agency: Agency, second_agency: Agency
) -> None:
    agency.publish("<free> a dcat:Dataset . <c> a dcat:CatalogRecord ; foaf:primaryTopic <x> ; dmv:secrecy 'MAT' .")
    second_agency.publish(THEIRS.format(""))
    assert "Của họ" not in exported(agency.registry)[0]


def test_harvest__an_agent_that_is_marked_bars_no_dataset(agency: Agency) -> None:
    agency.publish("<free> a dcat:Dataset ; dct:publisher <a> . <a> foaf:name 'A' ; dmv:secrecy 'MAT' .")
    assert agency.states() == {"free": "present"}


def test_harvest__nodes_that_only_a_secret_reaches_are_not_stored(
    agency: Agency, everything: Callable[[], str]
) -> None:
    report = agency.publish(
        "<free> a dcat:Dataset ; dct:publisher <both> ."
        "<s> a dcat:Dataset ; dmv:secrecy 'MAT' ; dcat:contactPoint <only> ; dct:publisher <both> ."
        "<only> vcard:fn 'Kho đạn' ; foaf:member <deep> . <deep> foaf:name 'Hầm 3' . <both> foaf:name 'Bộ' ."
        "<alone> foaf:name 'Khác' ."
    )
    assert agency.states() == {"free": "present", "both": "present", "alone": "present"}
    assert (report.nodes.created, report.nodes.quarantined) == (2, 2)
    assert not {"Kho đạn", "Hầm 3"} & {word for word in ("Kho đạn", "Hầm 3") if word in everything()}


def test_harvest__a_node_that_only_a_secret_reaches_still_leaves_through_others(
    agency: Agency, second_agency: Agency
) -> None:
    agency.publish(
        "<s> a dcat:Dataset ; dmv:secrecy 'MAT' ; dct:publisher <a> . <a> foaf:name 'A' . <f> a dcat:Dataset ."
    )
    second_agency.publish('<y> a dcat:Dataset ; dct:publisher <a> . <a> foaf:name "Sở"@vi .')
    assert "Sở" in exported(agency.registry)[0]


# ---------------------------------------------------------------- documents that cannot be read


def test_harvest__nothing_new_is_taken_while_an_unread_document_names_the_mark(
    agency: Agency, everything: Callable[[], str]
) -> None:
    agency.write("1.ttl", "<old> a dcat:Dataset .")
    agency.harvest()
    agency.write("1.ttl", '<old> a dcat:Dataset . <x> a dcat:Dataset ; dct:title "Kho đạn"@vi .')
    agency.write("2.ttl", "<x> dmv:secrecy 'MAT' ; <broken")
    report = agency.harvest()
    assert (agency.states(), report.records.quarantined) == ({"old": "present"}, 1)
    assert "harvest:marks-unread" in agency.codes(report)
    assert "Kho đạn" not in everything()


def test_harvest__what_is_new_is_taken_when_the_document_is_mended(agency: Agency) -> None:
    agency.write("1.ttl", "<x> a dcat:Dataset . <y> a dcat:Dataset .")
    agency.write("2.ttl", "<x> dmv:secrecy 'MAT' ; <broken")
    agency.harvest()
    agency.write("2.ttl", "<x> dmv:secrecy 'MAT' .")
    agency.harvest()
    assert agency.states() == {"y": "present"}


def test_harvest__what_is_new_is_taken_while_any_other_document_cannot_be_read(agency: Agency) -> None:
    agency.write("1.ttl", "<x> a dcat:Dataset .")
    agency.break_off("2.ttl")
    agency.harvest()
    assert agency.states() == {"x": "present"}


def unopened(agency: Agency, name: str) -> None:
    (agency.folder / name).symlink_to(agency.folder / "gone")


def packed_and_damaged(agency: Agency, name: str) -> None:
    (agency.folder / name).write_bytes(gzip.compress(bytes(range(256)) * 400, mtime=0)[:-200])


def packed_and_glued(agency: Agency, name: str) -> None:
    (agency.folder / name).write_bytes(gzip.compress(b"<x> a", mtime=0) + b"\x1f\x8bnonsense")


def escaped(agency: Agency, name: str) -> None:
    agency.write(name, "<x> dmv:\\u0073ecrecy 'MAT' ; <broken")


HIDING = [unopened, packed_and_damaged, packed_and_glued, escaped]


@pytest.mark.parametrize("hide", HIDING)
def test_harvest__nothing_new_is_taken_while_a_document_cannot_be_searched(
    agency: Agency, hide: Callable[[Agency, str], None], everything: Callable[[], str]
) -> None:
    agency.write("1.ttl", '<old> a dcat:Dataset ; dct:title "Cũ"@vi .')
    agency.harvest()
    agency.write("1.ttl", '<old> a dcat:Dataset ; dct:title "Mới"@vi . <x> a dcat:Dataset ; dct:title "Kho đạn"@vi .')
    hide(agency, "2.ttl.gz" if hide in (packed_and_damaged, packed_and_glued) else "2.ttl")
    report = agency.harvest()
    assert (agency.states(), report.records.updated, report.records.quarantined) == ({"old": "present"}, 1, 1)
    assert report.run is not None
    (finding,) = [
        one for one in agency.registry.harvests.run_findings(report.run) if one.code == "harvest:marks-unread"
    ]
    assert (finding.document or "").startswith("2.ttl")
    assert report.needs_attention
    assert "Kho đạn" not in everything()


def test_harvest__a_source_whose_other_document_cannot_be_searched_holds_up_no_other_source(
    agency: Agency, second_agency: Agency
) -> None:
    agency.write("1.ttl", "<x> a dcat:Dataset .")
    unopened(agency, "2.ttl")
    agency.harvest()
    second_agency.publish("<y> a dcat:Dataset .")
    assert (agency.states(), second_agency.states()) == ({}, {"y": "present"})


def test_harvest__a_document_too_large_to_be_read_may_mark_anything(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    agency.write("1.ttl", "<x> a dcat:Dataset .")
    agency.write("2.ttl", "<y> a dcat:Dataset ." + " " * 2000)
    monkeypatch.setattr(reader, "MAX_BYTES", 1500)
    agency.harvest()
    assert agency.states() == {}


def test_harvest__the_reason_of_an_unread_document_is_the_true_one(agency: Agency) -> None:
    agency.write("1.ttl", "<x> a dcat:Dataset .")
    (agency.folder / "2.jsonld").write_text('{"dataset": [{"title": "Bank Secrecy Act"}]}', encoding="utf-8")
    report = agency.harvest()
    assert report.run is not None
    reasons = [finding.text("en") for finding in agency.registry.harvests.run_findings(report.run)]
    assert any("data.json" in reason for reason in reasons)


UNCLEAR = "dmv:secrecy 'true'"
SPOKEN_OF = {
    "distribution that two share": '<x> a dcat:Dataset ; dct:title "Của ta"@vi ; dcat:distribution <d> . '
    f"<y> a dcat:Dataset ; dcat:distribution <d> . <d> a dcat:Distribution ; {UNCLEAR} .",
    "blank node that two share": '<x> a dcat:Dataset ; dct:title "Của ta"@vi ; dcat:distribution _:d . '
    f"<y> a dcat:Dataset ; dcat:distribution _:d . _:d a dcat:Distribution ; {UNCLEAR} .",
    "level under a property of access": '<x> a dcat:Dataset ; dct:title "Của ta"@vi ; dcat:distribution <d> . '
    '<y> a dcat:Dataset ; dcat:distribution <d> . <d> a dcat:Distribution ; dct:accessRights "Tối mật"@vi .',
    "catalogue record": f"{OURS.format('')} <r> a dcat:CatalogRecord ; foaf:primaryTopic <x> ; {UNCLEAR} .",
    "catalogue": f"{OURS.format('')} <c> a dcat:Catalog ; {UNCLEAR} ; dcat:dataset <x> .",
    "catalogue of a catalogue": f"{OURS.format('')} <c> a dcat:Catalog ; {UNCLEAR} ; dcat:catalog <e> . "
    "<e> a dcat:Catalog ; dcat:dataset <x> .",
}


@pytest.mark.parametrize("turtle", SPOKEN_OF.values(), ids=SPOKEN_OF.keys())
def test_export__a_mark_that_is_not_understood_holds_for_what_it_speaks_of(
    agency: Agency, second_agency: Agency, turtle: str
) -> None:
    for _ in range(2):
        report = agency.publish(turtle)
    assert not report.needs_attention
    second_agency.publish(THEIRS.format(""))
    text, exported_report = exported(agency.registry)
    assert "Của" not in text
    assert exported_report.left_out["unclear-secrecy"] >= 1
    agency.publish(turtle.replace(UNCLEAR, "a dcat:Resource").replace("Tối mật", "công khai"))
    assert "Của ta" in exported(agency.registry)[0]


@pytest.mark.parametrize("reason", KEEPERS)
def test_export__nor_as_part_of_another_record_whatever_the_reason(
    agency: Agency, second_agency: Agency, reason: str
) -> None:
    keep_back(agency, reason)
    second_agency.publish(
        "<h> a dcat:Dataset ; dcat:distribution <x> . <x> a dcat:Distribution ; dct:title 'Của họ'@vi ."
    )
    text, report = exported(agency.registry)
    assert "Của họ" not in text
    assert [(one.iri, one.by) for one in report.barred] == [("https://e.vn/h", agency.folder.name)]


@pytest.mark.parametrize("reason", KEEPERS)
def test_export__nor_a_catalogue_record_about_it_that_has_another_class_too(
    agency: Agency, second_agency: Agency, reason: str
) -> None:
    keep_back(agency, reason)
    about = "<r> a dcat:CatalogRecord , <http://a.vn/Entry> ; foaf:primaryTopic <x> ; dct:title 'Của họ'@vi ."
    second_agency.publish(f"<h> a dcat:Dataset ; dct:relation <r> . {about}")
    assert "Của họ" not in exported(agency.registry)[0]
