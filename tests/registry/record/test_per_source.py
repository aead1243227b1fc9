"""Findings that are one for a source."""

from __future__ import annotations

from dataclasses import replace

from danhmuc.registry.record.findings import PerSource, is_one_for_source, own_findings, without_per_source
from danhmuc.shapes import ValidationReport
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import TextByLanguage


def unlisted(code: str, value: str, per_source: str | None = "agency code") -> Finding:
    return Finding(
        code=code,
        severity="info",
        layer="cannot-verify",
        message=TextByLanguage({"vi": "Chưa rõ.", "en": "Not known."}),
        value=value,
        per_source=per_source,
    )


def test_finding__counts_records_and_names_the_first_of_them() -> None:
    found = PerSource()
    for number in range(5):
        found.add(f"https://e.vn/{number}", [unlisted("vn:Dataset-code", f"H57.0{number % 2}")])
    found.add("https://e.vn/s", [unlisted("vn:DataService-code", "H57.09")])
    (one,) = found.findings(())
    assert (one.code, one.focus, one.value, one.reported_severity) == (
        "vn:Dataset-code",
        "https://e.vn/0",
        "H57.00",
        "cannot-verify",
    )
    assert one.text("en") == (
        "Not known. 6 records, such as https://e.vn/0, https://e.vn/1, https://e.vn/2, …; "
        "values: H57.00, H57.01, H57.09."
    )
    assert one.per_source is None


def test_finding__is_the_same_in_any_order_and_counts_no_record_twice() -> None:
    pairs = [("https://e.vn/b", "H57.02"), ("https://e.vn/a", "H57.01"), ("https://e.vn/a", "H57.02")]
    texts = set()
    for order in (pairs, pairs[::-1]):
        found = PerSource()
        for iri, value in order:
            found.add(iri, [unlisted("vn:Dataset-code", value)])
        texts.add(next(found.findings(())).text("en"))
    assert texts == {"Not known. 2 records, such as https://e.vn/a, https://e.vn/b; values: H57.01, H57.02."}


def test_finding__neither_counts_nor_names_what_was_refused() -> None:
    found = PerSource()
    found.add("https://e.vn/secret", [unlisted("vn:Dataset-code", "A01.SECRET")])
    assert list(found.findings({"https://e.vn/secret"})) == []
    found.add("https://e.vn/a", [unlisted("vn:Dataset-code", "H57.01")])
    (one,) = found.findings({"https://e.vn/secret"})
    assert "SECRET" not in f"{one.text('en')} {one.value}"
    assert one.text("en") == "Not known. 1 record: https://e.vn/a; value: H57.01."


def test_report__keeps_its_verdict_without_them() -> None:
    grave = Finding(code="a:b", severity="violation", layer="spec", message=TextByLanguage({"en": "No."}))
    report = ValidationReport(
        iri="https://e.vn/a",
        profile="vn",
        profile_digest="",
        context_digest="",
        findings=(grave, unlisted("vn:Dataset-code", "H57.01")),
    )
    own = without_per_source(report)
    assert (own.findings, own.accepted) == ((grave,), False)
    assert without_per_source(own) is own
    assert list(own_findings([unlisted("a:c", "x", None)])) != []


def test_stored_finding__is_one_for_the_source_only_where_it_was_not_verified() -> None:
    subjects = {"vn:Dataset-code": "agency code"}
    stored = unlisted("vn:Dataset-code", "H57.01", None)
    assert is_one_for_source(stored, subjects)
    assert not is_one_for_source(unlisted("vn:Dataset-other", "H57.01", None), subjects)
    closed = replace(stored, severity="warning", layer="vocabulary", value="H30")
    assert not is_one_for_source(closed, subjects)
