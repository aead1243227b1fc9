"""What one source marks, narrows or withdraws does not leave through another source's description of the same IRI."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import ExportReport, Registry, parse_record
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
    assert report.as_dict()["barred"] == [
        {"iri": "https://e.vn/x", "source": "second", "by": "agency", "reason": reason}
    ]
    assert report.left_out == {"barred": 1}


@pytest.mark.parametrize("reason", KEEPERS)
def test_harvest__who_keeps_it_back_is_named_and_the_run_needs_attention(
    agency: Agency, second_agency: Agency, reason: str
) -> None:
    keep_back(agency, reason)
    report = second_agency.publish(THEIRS.format("") + "<free> a dcat:Dataset .")
    assert report.run is not None
    assert (report.needs_attention, report.barred) == (True, 1)
    (finding,) = agency.registry.run_findings(report.run)
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
    assert [row["reason"] for row in rows("bars")] == ["secret"]
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
